// The words that generated documents are made of.

export const STATUSES = [
  'Completed Tasks',
  'In Progress',
  'High Priority',
  'Medium Priority',
  'Low Priority',
];
export const VERBS = [
  'Write',
  'Move',
  'Measure',
  'Repair',
  'Translate',
  'Review',
  'Publish',
  'Test',
  'Replace',
];
export const THINGS = [
  'timetable',
  'ticket printer',
  'price list',
  'seat map',
  'invoice',
  'newsletter',
  'login page',
];
export const PLACES = [
  'for the harbour office',
  'on the small ferries',
  'before the summer',
  'in three languages',
];
