import { describe, expect, it } from 'vitest';
import {
  decidingLabel,
  isDocumentTitle,
  labelKey,
  readStatus,
  STATUSES,
  type Status,
} from '../../src/core/status.ts';

describe('labelKey', () => {
  it.each([
    ['🔴 High Priority', 'high priority'],
    ['‚úÖ Completed Tasks', 'completed tasks'],
    ['**High Priority**:', 'high priority'],
    ['Bug-Fixes & more (2)', 'bug fixes more 2'],
    ['Über uns', 'über uns'],
    ['Ä', 'ä'],
    ['🔴', ''],
  ])('reads %j as %j', (title, key) => {
    expect(labelKey(title)).toBe(key);
  });
});

describe('readStatus', () => {
  it.each<[string, Status | null]>([
    ['✅ Completed Tasks', 'completed'],
    ['Recently completed', 'completed'],
    ['Done', 'completed'],
    ['🚧 Work in Progress', 'in progress'],
    ['Doing', 'in progress'],
    ['High Priority (this week)', 'high priority'],
    ['Medium', 'medium priority'],
    ['‚ö†Ô∏è Low Priority', 'low priority'],
    ['📝 Pending Tasks', 'pending'],
    ['To do', 'pending'],
    ['TODO', 'pending'],
    ['Backlog', 'pending'],
    ['Future Enhancement', 'future enhancements'],
    ['🐛 Bugfixes', 'bug fixes'],
    ['Bug Fixes', 'bug fixes'],
    ['Technical Debt', 'technical debt'],
    ['Documentation', 'documentation'],
    ['Completed (2026)', 'completed'],
    ['‚úÖ Completed / Archive', 'completed'],
    ['✅ Completed 2026', 'completed'],
    ['Done – Q3', 'completed'],
    ['Done - Q3', 'completed'],
    ['Completed[^1]', 'completed'],
    ['(old) Completed Tasks', 'completed'],
    ['High (this week)', 'high priority'],
    ['Bug Fixes (2)', 'bug fixes'],
    ['To-do (next)', 'pending'],
    ['Current Tasks (Synced with TODO.md)', null],
    ['Completed: a summary', null],
    ['2026', null],
    ['(2026)', null],
    ['Notes (completed by Ann)', null],
    ['Phase 8: Documentation & Migration', null],
    ['Get it all – done', null],
    ['API Documentation', null],
    ['Completed by the team last year', null],
    ['Incomplete', null],
    ['Getting it done', null],
    ['Highway', null],
    ['Topic', null],
  ])('reads %j as %j', (title, status) => {
    expect(readStatus(title, new Map())).toBe(status);
  });

  it('knows every status by its own name', () => {
    expect(STATUSES.map((status) => readStatus(status, new Map()))).toEqual(STATUSES);
  });

  it('lets an alias of the configuration come first', () => {
    const aliases = new Map<string, Status>([
      ['shipped', 'completed'],
      ['done', 'pending'],
    ]);
    expect(readStatus('shipped', aliases)).toBe('completed');
    expect(readStatus('done', aliases)).toBe('pending');
    expect(readStatus('Shipped (2026)', aliases)).toBe('completed');
  });
});

describe('isDocumentTitle', () => {
  it.each<[string, boolean]>([
    ['TODO', true],
    ['TODO – Acme', true],
    ['Documentation / Acme', true],
    ['Documentation', false],
    ['Pending (2026)', false],
    ['Completed (2026)', false],
  ])('of %j is %s', (title, expected) => {
    expect(isDocumentTitle(labelKey(title), readStatus(title, new Map()))).toBe(expected);
  });
});

describe('decidingLabel', () => {
  it.each<[string, (Status | null)[], number]>([
    ['nothing where no label says a status', [null, null], -1],
    ['nothing without labels', [], -1],
    ['the nearest status', ['pending', null, 'high priority', null], 2],
    ['the outer status over a category', ['completed', 'documentation'], 0],
    ['a category under pending', ['pending', 'bug fixes'], 1],
    ['a category at the outside', [null, 'technical debt'], 1],
    ['the first of two categories', ['bug fixes', 'documentation'], 0],
    ['a priority inside a category', ['bug fixes', 'high priority'], 1],
    ['not a category under a priority under pending', ['pending', 'high priority', 'documentation'], 1],
  ])('takes %s', (_, statuses, index) => {
    expect(decidingLabel(statuses)).toBe(index);
  });
});
