import { describe, expect, it } from 'vitest';
import { expectMerged, mergeByTask } from './merge-by-task.ts';

/** Each task behind the title it stands under, in an order that does not tell the sides apart. */
function placesOf(text: string): string[] {
  let title = '';
  const places = text.split('\n').flatMap((line) => {
    if (/^(?:#|\*\*|\w)/.test(line)) title = line;
    return line.includes('- [') ? [`${title}: ${line}`] : [];
  });
  return places.toSorted();
}

describe('a merge by task', () => {
  it.each([
    [
      'both replace one title by different ones',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# C\n\n- [x] b\n',
      '# A\n\n- [/] a\n\n# D\n\n- [ ] b\n',
      '# A\n\n- [/] a\n\n<<<<<<< ours\n# C\n=======\n# D\n>>>>>>> theirs\n\n- [x] b\n',
    ],
    [
      'both replace one title by different ones, and add tasks',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# C\n\n- [ ] o\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# D\n\n- [ ] b\n- [ ] t\n',
      '# A\n\n- [ ] a\n\n<<<<<<< ours\n# C\n\n- [ ] o\n=======\n# D\n>>>>>>> theirs\n- [ ] b\n- [ ] t\n',
    ],
    [
      'one removes a title with its tasks, the other adds one under it',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n- [ ] t\n',
      'doubt',
    ],
    [
      'one removes a title with its tasks, the other adds one under it, and a task is in conflict',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [x] a\n',
      '# A\n\n- [/] a\n\n# B\n\n- [ ] b\n- [ ] t\n',
      'doubt',
    ],
    [
      'one puts a title in front of tasks, the other adds one behind them',
      '# A\n\n- [ ] a\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# N\n\n- [x] b\n',
      '# A\n\n- [ ] a\n- [ ] b\n- [ ] t\n',
      'doubt',
    ],
    [
      'one moves a task to the titles above, the other puts a title between',
      '# A\n\n## B\n\n- [ ] b\n- [ ] c\n',
      '# A\n\n# N\n\n## B\n\n- [ ] b\n- [x] c\n',
      '# A\n\n- [ ] b\n\n## B\n\n- [ ] c\n',
      'doubt',
    ],
    [
      'both replace one title by the same',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# C\n\n- [x] b\n',
      '# A\n\n- [/] a\n\n# C\n\n- [ ] b\n',
      '# A\n\n- [/] a\n\n# C\n\n- [x] b\n',
    ],
    [
      'both remove a title',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n- [x] b\n',
      '# A\n\n- [/] a\n- [ ] b\n',
      '# A\n\n- [/] a\n- [x] b\n',
    ],
    [
      'one removes a title, the other adds one',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [x] a\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# B\n\n- [/] b\n\n# C\n\n- [ ] c\n',
      '# A\n\n- [x] a\n- [/] b\n\n# C\n\n- [ ] c\n',
    ],
    [
      'both add the same line and the same title',
      '- [ ] a\n- [ ] b\n',
      '# New\n\nWords.\n\n- [x] a\n- [ ] b\n',
      '# New\n\nWords.\n\n- [ ] a\n- [x] b\n',
      '# New\n\nWords.\n\n- [x] a\n- [x] b\n',
    ],
    [
      'both change words, with a task between',
      'One.\n\n- [ ] a\n\nTwo.\n\n- [ ] b\n',
      '1.\n\n- [x] a\n\nTwo.\n\n- [ ] b\n',
      'One.\n\n- [/] b\n- [ ] a\n\n2.\n',
      '1.\n\n- [/] b\n- [x] a\n\n2.\n',
    ],
    [
      'one removes a line, the other changes the one beside it',
      'One.\nTwo.\n\n- [ ] a\n- [ ] b\n',
      'Two.\n\n- [x] a\n- [ ] b\n',
      'One.\n2.\n\n- [ ] a\n- [x] b\n',
      '<<<<<<< ours\nTwo.\n=======\nOne.\n2.\n>>>>>>> theirs\n\n- [x] a\n- [x] b\n',
    ],
    [
      'one adds a line in front, the other one behind',
      'One.\n\n- [ ] a\n- [ ] b\n',
      'Zero.\nOne.\n\n- [x] a\n- [ ] b\n',
      'One.\nTwo.\n\n- [ ] a\n- [x] b\n',
      'Zero.\nOne.\nTwo.\n\n- [x] a\n- [x] b\n',
    ],
    [
      'both change the last words',
      '- [ ] a\n- [ ] b\n\nEnd.\n',
      '- [x] a\n- [ ] b\n\nThe end.\n',
      '- [ ] a\n- [x] b\n\nEnd!\n- [ ] c\n',
      '- [x] a\n- [x] b\n\n<<<<<<< ours\nThe end.\n=======\nEnd!\n- [ ] c\n>>>>>>> theirs\n',
    ],
    [
      'both change the first words, one with a task behind them',
      'One.\n- [ ] n\n',
      '1.\n- [ ] o\n- [ ] n\n',
      'ONE.\n- [ ] n\n- [ ] t\n',
      '<<<<<<< ours\n1.\n- [ ] o\n=======\nONE.\n>>>>>>> theirs\n- [ ] n\n- [ ] t\n',
    ],
    [
      'one changes the words behind a subtask, the other the tasks',
      '- [ ] a\n  - [ ] s\n\n  more\n- [ ] b\n',
      '- [x] a\n  - [ ] s\n\n  more\n- [ ] b\n',
      '- [ ] a\n  - [x] s\n\n  more words\n- [ ] b\n',
      '- [x] a\n  - [x] s\n\n  more words\n- [ ] b\n',
    ],
    [
      'both change a note behind a subtask',
      '- [ ] a\n  - [ ] s\n\n  more\n- [ ] b\n',
      '- [x] a\n  - [ ] s\n\n  MORE\n- [ ] b\n',
      '- [ ] a\n  - [x] s\n\n  more words\n- [ ] b\n',
      '- [x] a\n  - [x] s\n\n<<<<<<< ours\n  MORE\n=======\n  more words\n>>>>>>> theirs\n- [ ] b\n',
    ],
    [
      'one changes HTML, the other a task',
      '- [ ] a\n\n<div>\nx\n</div>\n\n- [ ] b\n',
      '- [x] a\n\n<div>\ny\n</div>\n\n- [ ] b\n',
      '- [ ] a\n\n<div>\nx\n</div>\n\n- [x] b\n',
      '- [x] a\n\n<div>\ny\n</div>\n\n- [x] b\n',
    ],
    [
      'there is no task at all',
      'One.\nTwo.\nThree.\n',
      '1.\nTwo.\nThree.\n',
      'One.\nTwo.\n3.\n',
      '1.\nTwo.\n3.\n',
    ],
    [
      'both take the same line away',
      'One.\nTwo.\nThree.\n\n- [ ] a\n- [ ] b\n',
      'One.\nThree.\n\n- [x] a\n- [ ] b\n',
      'One.\nThree.\n\n- [ ] a\n- [x] b\n',
      'One.\nThree.\n\n- [x] a\n- [x] b\n',
    ],
    [
      'each takes another line away',
      'One.\nTwo.\nThree.\n\n- [ ] a\n- [ ] b\n',
      'Two.\nThree.\n\n- [x] a\n- [ ] b\n',
      'One.\nThree.\n\n- [ ] a\n- [x] b\n',
      '<<<<<<< ours\nTwo.\n=======\nOne.\n>>>>>>> theirs\nThree.\n\n- [x] a\n- [x] b\n',
    ],
    [
      'each adds a line behind another subtask',
      '- [ ] a\n  - [ ] s\n- [ ] b\n  - [ ] t\n',
      '- [x] a\n  - [ ] s\n\n  Words.\n- [ ] b\n  - [ ] t\n',
      '- [ ] a\n  - [ ] s\n- [x] b\n  - [ ] t\n\n  Others.\n',
      '- [x] a\n  - [ ] s\n\n  Words.\n- [x] b\n  - [ ] t\n\n  Others.\n',
    ],
    [
      'each adds another title',
      '- [ ] a\n\nEnd.\n',
      '- [x] a\n\n# A\n\nEnd.\n',
      '- [ ] a\n- [ ] t\n\n# B\n\nEnd.\n',
      '- [x] a\n- [ ] t\n\n# A\n\n# B\n\nEnd.\n',
    ],
    [
      'one replaces a title by two, the other by one of them',
      '# A\n\n- [ ] a\n',
      '# B\n\n# C\n\n- [x] a\n',
      '# C\n\n- [ ] a\n- [ ] t\n',
      '<<<<<<< ours\n# B\n\n=======\n>>>>>>> theirs\n# C\n\n- [x] a\n- [ ] t\n',
    ],
    [
      'both change the words behind a task, and others follow them',
      '- [ ] a\n\nOne.\nTwo.\n',
      '- [x] a\n\n1.\nTwo.\n',
      '- [ ] a\n\nONE.\nTwo.\n',
      '- [x] a\n\n<<<<<<< ours\n1.\n=======\nONE.\n>>>>>>> theirs\nTwo.\n',
    ],
    [
      'both change the words behind a task to some with a task, and others follow them',
      '- [ ] a\n\nOne.\n# B\n- [ ] b\n',
      '- [x] a\n\n1.\n- [ ] o\n# B\n- [ ] b\n',
      '- [ ] a\n\nONE.\n- [ ] t\n# B\n- [ ] b\n',
      '- [x] a\n\n<<<<<<< ours\n1.\n- [ ] o\n=======\nONE.\n- [ ] t\n>>>>>>> theirs\n# B\n- [ ] b\n',
    ],
  ])('of titles and words: %s', (_, ...texts) => expectMerged(...texts));

  it.each([
    [
      'with different tasks',
      '- [ ] a\n',
      '- [ ] a\n\n# N\n\n- [ ] o\n- [ ] p\n',
      '- [ ] a\n\n# N\n\n- [ ] t\n- [ ] u\n',
      '- [ ] a\n\n# N\n\n- [ ] o\n- [ ] p\n- [ ] t\n- [ ] u\n',
    ],
    [
      'one level deeper, and tasks in front of it',
      '# A\n\n- [ ] a\n\n# B\n',
      '# A\n\n- [ ] a\n- [ ] b\n\n## N\n\n- [ ] o\n\n# B\n',
      '# A\n\n- [x] a\n- [ ] c\n\n## N\n\n- [ ] t\n\n# B\n',
      '# A\n\n- [x] a\n- [ ] b\n- [ ] c\n\n## N\n\n- [ ] o\n- [ ] t\n\n# B\n',
    ],
    [
      'as a bold line',
      '# A\n\n- [ ] a\n',
      '# A\n\n- [ ] a\n\n**N**\n- [ ] o\n',
      '# A\n\n- [ ] a\n\n**N**\n- [ ] t\n',
      '# A\n\n- [ ] a\n\n**N**\n- [ ] o\n- [ ] t\n',
    ],
    [
      'underlined',
      '- [ ] a\n',
      '- [ ] a\n\nN\n===\n\n- [ ] o\n',
      '- [ ] a\n\nN\n===\n\n- [ ] t\n',
      '- [ ] a\n\nN\n===\n\n- [ ] o\n- [ ] t\n',
    ],
    [
      'or others, underlined alike',
      '- [ ] a\n',
      '- [ ] a\n\nM\n===\n\n- [ ] o\n',
      '- [ ] a\n\nN\n===\n\n- [ ] t\n',
      '- [ ] a\n\nM\n===\n\n- [ ] o\n\nN\n===\n\n- [ ] t\n',
    ],
    [
      'one of them without tasks',
      '- [ ] a\n',
      '- [ ] a\n\n# N\n\n- [ ] o\n',
      '- [x] a\n\n# N\n',
      '- [x] a\n\n# N\n\n- [ ] o\n',
    ],
    [
      'one of them as a bold line without tasks',
      '- [ ] a\n',
      '- [ ] a\n\n**N**\n- [ ] o\n',
      '- [x] a\n\n**N**\n',
      'doubt',
    ],
    [
      'one of them with another in front',
      '- [ ] a\n',
      '- [ ] a\n\n# M\n\n- [ ] o\n\n# N\n\n- [ ] p\n\n- [ ] q\n',
      '- [x] a\n\n# N\n\n- [ ] t\n\n- [ ] u\n',
      '- [x] a\n\n# M\n\n- [ ] o\n\n# N\n\n- [ ] p\n\n- [ ] q\n\n- [ ] t\n\n- [ ] u\n',
    ],
    [
      'or different ones with the same words',
      '- [ ] a\n',
      '- [ ] a\n\n# M\n\nWords.\n\n- [ ] o\n',
      '- [x] a\n\n# N\n\nWords.\n\n- [ ] t\n',
      '- [x] a\n\n# M\n\nWords.\n\n- [ ] o\n\n# N\n\nWords.\n\n- [ ] t\n',
    ],
    [
      'or different ones of which one stands deeper',
      '# A\n\n- [ ] a\n',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] o\n',
      '# A\n\n- [x] a\n\n## N\n\n- [ ] t\n',
      '# A\n\n- [x] a\n\n## N\n\n- [ ] t\n\n# B\n\n- [ ] o\n',
    ],
    [
      'or one of them only words, which stay in front',
      '# A\n\n- [ ] a\n',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] o\n',
      '# A\n\n- [x] a\n\nWords.\n',
      '# A\n\n- [x] a\n\nWords.\n\n# B\n\n- [ ] o\n',
    ],
    [
      'while one task is in conflict',
      '- [ ] a\n',
      '- [x] a\n\n# N\n\n- [ ] o\n',
      '- [/] a\n\n# N\n\n- [ ] t\n',
      '<<<<<<< ours\n- [x] a\n=======\n- [/] a\n>>>>>>> theirs\n\n# N\n\n- [ ] o\n- [ ] t\n',
    ],
    [
      'and another, in a different order',
      '- [ ] a\n',
      '- [ ] a\n\n# M\n\n- [ ] o\n\n# N\n\n- [ ] p\n',
      '- [x] a\n\n# N\n\n- [ ] t\n\n# M\n\n- [ ] u\n',
      'doubt',
    ],
    [
      'in front of a task and behind it',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n\n# N\n\n- [ ] b\n- [ ] o\n',
      '- [ ] a\n- [x] b\n\n# N\n\n- [ ] t\n',
      'doubt',
    ],
    [
      'under different ones',
      '- [ ] a\n',
      '- [ ] a\n\n# M\n\n## S\n\n- [ ] o\n',
      '- [x] a\n\n# N\n\n## S\n\n- [ ] t\n',
      'doubt',
    ],
  ])('of titles that both add, %s', (_, base, ours, theirs, merged) => {
    expect(mergeByTask(base, ours, theirs)).toBe(merged);
    expect(placesOf(mergeByTask(base, theirs, ours))).toEqual(placesOf(merged));
  });

  it.each([
    [
      'one removes a task, the other does not touch it',
      '- [ ] a\n  - [ ] a1\n  note\n- [ ] b\n',
      '- [x] b\n',
      '- [ ] a\n  - [ ] a1\n  note\n- [ ] b\n- [ ] c\n',
      '- [x] b\n- [ ] c\n',
    ],
    [
      'one removes a task, the other puts a subtask under it',
      '- [ ] a\n- [ ] b\n',
      '- [x] b\n',
      '- [ ] a\n  - [ ] new\n- [ ] b\n',
      '<<<<<<< ours\n=======\n- [ ] a\n>>>>>>> theirs\n  - [ ] new\n- [x] b\n',
    ],
    [
      'one removes a task, the other moves one under it',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [x] b\n- [ ] c\n',
      '- [ ] a\n  - [ ] c\n- [ ] b\n',
      '<<<<<<< ours\n=======\n- [ ] a\n>>>>>>> theirs\n  - [ ] c\n- [x] b\n',
    ],
    [
      'one removes a task with subtasks, the other ticks a deep one',
      '- [ ] a\n  - [ ] a1\n    - [ ] a2\n- [ ] b\n',
      '- [x] b\n',
      '- [ ] a\n  - [ ] a1\n    - [x] a2\n- [ ] b\n',
      '<<<<<<< ours\n=======\n- [ ] a\n  - [ ] a1\n    - [x] a2\n>>>>>>> theirs\n- [x] b\n',
    ],
    [
      'one removes a task, the other writes a note',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n  - note\n- [ ] b\n',
      '- [x] b\n',
      '<<<<<<< ours\n- [ ] a\n  - note\n=======\n>>>>>>> theirs\n- [x] b\n',
    ],
    [
      'one removes a task, the other only indents its notes',
      '- [ ] a\n  - note\n- [ ] b\n',
      '- [ ] a\n    - note\n- [ ] b\n',
      '- [x] b\n',
      '- [x] b\n',
    ],
    [
      'one removes a task, the other only nests it',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] a\n  - [ ] b\n- [ ] c\n',
      '- [ ] a\n- [x] c\n',
      '- [ ] a\n- [x] c\n',
    ],
    [
      'one removes a task, the other moves and ticks it',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] a\n- [ ] c\n- [x] b\n',
      '- [ ] a\n- [x] c\n',
      '- [ ] a\n- [x] c\n<<<<<<< ours\n- [x] b\n=======\n>>>>>>> theirs\n',
    ],
    [
      'one removes a subtask, the other moves it out and rewords',
      '- [ ] a\n  - [ ] b\n- [ ] c\n',
      '- [ ] a\n- [ ] b now\n- [ ] c\n',
      '- [ ] a\n- [x] c\n',
      '- [ ] a\n<<<<<<< ours\n- [ ] b now\n=======\n>>>>>>> theirs\n- [x] c\n',
    ],
    [
      'one removes a task and moves its subtask out, the other ticks the subtask',
      '- [ ] a\n  - [ ] s\n- [ ] b\n',
      '- [ ] s\n- [ ] b\n',
      '- [ ] a\n  - [x] s\n- [x] b\n',
      '- [x] s\n- [x] b\n',
    ],
  ])('of tasks that one removes: %s', (_, ...texts) => expectMerged(...texts));

  it.each([
    [
      'one nests a task, the other puts a subtask under it',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n  - [ ] b\n',
      '- [x] a\n- [ ] b\n  - [ ] new\n    with words\n\n    and notes\n',
      '- [x] a\n  - [ ] b\n    - [ ] new\n      with words\n\n      and notes\n',
    ],
    [
      'one takes a task out, the other writes lines behind its subtask',
      '- [ ] a\n  - [ ] b\n    - [ ] c\n',
      '- [ ] a\n- [ ] b\n  - [ ] c\n',
      '- [x] a\n  - [ ] b\n    - [ ] c\n\n    more words\n',
      '- [x] a\n- [ ] b\n  - [ ] c\n\n  more words\n',
    ],
    [
      'one nests a task that has words behind its subtask, the other adds some',
      '- [ ] z\n- [ ] a\n  - [ ] s\n\n  more\n',
      '- [ ] z\n  - [ ] a\n    - [ ] s\n\n    more\n',
      '- [x] z\n- [ ] a\n  - [ ] s\n\n  more\n\n  and new\n',
      '- [x] z\n  - [ ] a\n    - [ ] s\n\n    more\n\n    and new\n',
    ],
    [
      'both move a task to the same place',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] b\n- [x] c\n- [ ] a\n',
      '- [ ] b\n- [ ] c\n- [/] a\n',
      '- [ ] b\n- [x] c\n- [/] a\n',
    ],
    [
      'both move a task under different ones',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] b\n  - [ ] a\n- [ ] c\n',
      '- [ ] b\n- [ ] c\n  - [ ] a\n',
      '- [ ] b\n<<<<<<< ours\n  - [ ] a\n=======\n>>>>>>> theirs\n- [ ] c\n<<<<<<< ours\n=======\n  - [ ] a\n>>>>>>> theirs\n',
    ],
    [
      'both nest a task, one further',
      '- [ ] a\n- [ ] b\n- [ ] c\n',
      '- [ ] a\n  - [ ] b\n- [ ] c\n',
      '- [x] a\n    - [ ] b\n- [ ] c\n',
      '- [x] a\n  - [ ] b\n- [ ] c\n',
    ],
    [
      'one moves a task to another title, the other ticks it',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n# B\n\n- [ ] b\n- [ ] a\n',
      '# A\n\n- [x] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n# B\n\n- [ ] b\n- [x] a\n',
    ],
    [
      'one moves a task with its subtask to the front, the other adds a subtask',
      '- [ ] a\n  - [ ] b\n    - [ ] c\n- [ ] d\n',
      '- [ ] b\n  - [ ] c\n- [ ] a\n- [ ] d\n',
      '- [ ] a\n  - [ ] b\n    - [x] c\n    - [ ] new\n- [x] d\n',
      '- [ ] b\n  - [x] c\n  - [ ] new\n- [ ] a\n- [x] d\n',
    ],
    [
      'each nests another of two tasks',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n  - [ ] b\n',
      '- [ ] b\n  - [ ] a\n',
      'doubt',
    ],
    [
      'one takes a subtask out that tabs indent, and adds to its notes',
      '- [ ] a\n\t- [ ] s\n\t  note\n- [ ] b\n',
      '- [x] a\n\t- [ ] s\n\t  note\n- [ ] b\n',
      '- [ ] a\n- [ ] s\n  note\n\n  more\n- [ ] b\n',
      '- [x] a\n- [ ] s\n  note\n\n  more\n- [ ] b\n',
    ],
  ])('of places: %s', (_, ...texts) => expectMerged(...texts));

  it.each([
    [
      'both add a task of the same words under different titles',
      '# A\n\n- [ ] a\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n- [ ] n\n\n# B\n\n- [ ] b\n',
      '# A\n\n- [ ] a\n\n# B\n\n- [x] b\n- [ ] n\n',
      '# A\n\n- [ ] a\n<<<<<<< ours\n- [ ] n\n=======\n>>>>>>> theirs\n\n# B\n\n- [x] b\n<<<<<<< ours\n=======\n- [ ] n\n>>>>>>> theirs\n',
    ],
    [
      'both add a task twice',
      '- [ ] a\n',
      '- [ ] a\n- [ ] n\n- [ ] n\n',
      '- [x] a\n- [ ] n\n- [ ] n\n',
      '- [x] a\n- [ ] n\n- [ ] n\n',
    ],
    [
      'both add a task and subtasks',
      '- [ ] a\n',
      '- [ ] a\n- [ ] n\n  - [ ] o\n',
      '- [x] a\n- [ ] n\n  - [ ] t\n  - [ ] o\n',
      '- [x] a\n- [ ] n\n  - [ ] o\n  - [ ] t\n',
    ],
    [
      'both add to a numbered list',
      '1. [ ] a\n2. [ ] b\n',
      '1. [ ] a\n2. [ ] b\n3. [ ] c\n',
      '1. [x] a\n2. [ ] b\n3. [ ] d\n',
      '1. [x] a\n2. [ ] b\n3. [ ] c\n3. [ ] d\n',
    ],
    [
      'both add tasks, one with subtasks of the task above',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n- [ ] o\n  - [ ] o1\n- [ ] b\n',
      '- [ ] a\n  - [ ] t1\n    - [ ] t2\n- [ ] t\n- [ ] b\n',
      '- [ ] a\n  - [ ] t1\n    - [ ] t2\n- [ ] o\n  - [ ] o1\n- [ ] t\n- [ ] b\n',
    ],
    [
      'both add tasks, the other one with subtasks of the task above',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a\n  - [ ] o1\n- [ ] o\n- [ ] b\n',
      '- [ ] a\n- [ ] t\n  - [ ] t1\n- [ ] b\n',
      '- [ ] a\n  - [ ] o1\n- [ ] o\n- [ ] t\n  - [ ] t1\n- [ ] b\n',
    ],
    [
      'one adds words, the other a task',
      '- [ ] a\n\nEnd.\n',
      '- [ ] a\n- [ ] o\n\nOurs.\n\nEnd.\n',
      '- [x] a\n\n- [ ] t\n\nEnd.\n',
      '- [x] a\n- [ ] o\n\n- [ ] t\n\nOurs.\n\nEnd.\n',
    ],
    [
      'one adds words under a title, the other a task',
      '- [ ] a\n\n# T\n',
      '- [ ] a\n\n# T\nWords.\n',
      '- [x] a\n\n# T\n- [ ] t\n',
      '- [x] a\n\n# T\n- [ ] t\n\nWords.\n',
    ],
    [
      'one adds a task in front of a title',
      '- [ ] a\n# T\n',
      '- [x] a\n# T\n',
      '- [ ] a\n- [ ] t\n# T\n',
      '- [x] a\n- [ ] t\n# T\n',
    ],
    [
      'both add the document with different tasks',
      '',
      '# A\n\n- [ ] a\n- [ ] o\n',
      '# A\n\n- [ ] a\n- [ ] t\n',
      '# A\n\n- [ ] a\n- [ ] o\n- [ ] t\n',
    ],
    [
      'both add the document with nothing in common',
      '',
      '# A\n\n- [ ] a\n',
      'Words.\n\n* [ ] t\n',
      'Words.\n\n* [ ] t\n# A\n\n- [ ] a\n',
    ],
  ])('of new tasks: %s', (_, ...texts) => expectMerged(...texts));

  it.each([
    [
      'both part the tasks, with one and with two blank lines',
      '- [ ] a\n- [ ] b\n',
      '- [x] a\n\n- [ ] b\n',
      '- [ ] a\n\n\n- [x] b\n',
      '- [x] a\n\n\n- [x] b\n',
    ],
    [
      'one parts the tasks',
      '- [ ] a\n- [ ] b\n',
      '- [x] a\n- [ ] b\n',
      '- [ ] a\n\n- [x] b\n',
      '- [x] a\n\n- [x] b\n',
    ],
    [
      'one takes a title away, the other adds a task behind the words',
      '- [ ] a\n\n# T\n\nWords.\n- [ ] b\n',
      '- [x] a\nWords.\n- [ ] b\n',
      '- [ ] a\n\n# T\n\nWords.\n- [ ] c\n- [ ] b\n',
      '- [x] a\nWords.\n- [ ] c\n- [ ] b\n',
    ],
    [
      'both add a task to a list with blank lines',
      '- [ ] a\n\n- [ ] b\n',
      '- [ ] a\n\n- [ ] o\n\n- [x] b\n',
      '- [x] a\n\n- [ ] t\n\n- [ ] b\n',
      '- [x] a\n\n- [ ] o\n\n- [ ] t\n\n- [x] b\n',
    ],
    [
      'both add blank lines at the end',
      '- [ ] a\n- [ ] b\n',
      '- [x] a\n- [ ] b\n\n',
      '- [ ] a\n- [x] b\n\n\n',
      '- [x] a\n- [x] b\n\n\n',
    ],
    [
      'both add tasks with blank lines in front',
      '- [ ] a\n',
      '- [ ] a\n\n- [ ] o\n- [ ] p\n',
      '- [x] a\n\n\n- [ ] t\n- [ ] u\n',
      '- [x] a\n\n- [ ] o\n- [ ] p\n- [ ] t\n- [ ] u\n',
    ],
    [
      'both indent the words behind a subtask',
      '- [ ] a\n  - [ ] s\n\n  more\n- [ ] b\n',
      '- [x] a\n  - [ ] s\n\n   more\n- [ ] b\n',
      '- [ ] a\n  - [x] s\n\n    more\n- [ ] b\n',
      '- [x] a\n  - [x] s\n\n    more\n- [ ] b\n',
    ],
  ])('of blank lines: %s', (_, ...texts) => expectMerged(...texts));

  it.each([
    ['one moves a section and both edit elsewhere', 'ABDC', 'ABCD', 'ABDC'],
    ['both move a section to the same place', 'ABDC', 'ABDC', 'ABDC'],
    ['both move a section, and ours counts', 'DABC', 'ABDC', 'DABC'],
    ['one removes a section', 'ABC', 'ABCD', 'ABC'],
    ['one adds a section', 'ABCDE', 'ABCD', 'ABCDE'],
  ])('of sections that are whole: %s', (_, ours, theirs, merged) => {
    const write = (names: string) =>
      [...`${names}XYZ`]
        .map((name) => `# ${name}\n\nWords of ${name}.\n\n- [ ] ${name} one\n- [ ] ${name} two\n\n`)
        .join('');
    const [x, z] = ['X', 'Z'].map((name) => [`[ ] ${name} one`, `[x] ${name} one`]) as [string[], string[]];
    const tick = (text: string, [from, to]: readonly string[]) => text.replace(from!, to!);
    expect(mergeByTask(write('ABCD'), tick(write(ours), x), tick(write(theirs), z))).toBe(
      tick(tick(write(merged), x), z),
    );
  });
});
