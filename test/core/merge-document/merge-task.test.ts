import { describe, expect, it } from 'vitest';
import { mergeDocument } from '../../../src/core/merge-document/merge-document.ts';

const style = { size: 7, showBase: false, labels: { ours: 'ours', base: 'base', theirs: 'theirs' } };

/** The text that the merge by task alone makes, with markers where the sides contradict each other. */
function merge(base: string, ours: string, theirs: string): string {
  const result = mergeDocument({ base, ours, theirs, textMerge: null, style });
  return result.kind === 'doubt' ? 'doubt' : result.text;
}

/** The signs of a text's tasks, in an order that does not tell the sides apart. */
function tasksOf(text: string): string[] {
  return (text.match(/\[.\] .*/g) ?? []).map((line) => [...line].toSorted().join('')).toSorted();
}

describe('one task that both sides hold', () => {
  it.each([
    [
      'both change notes, in different lines',
      '- [ ] a\n  - one\n  - two\n  - three\n',
      '- [x] a\n  - one\n  - two\n  - 3\n',
      '- [ ] a\n  - 1\n  - two\n  - three\n',
      '- [x] a\n  - 1\n  - two\n  - 3\n',
    ],
    [
      'both change notes, in one line',
      '- [ ] a\n  - one\n  - two\n',
      '- [x] a\n  - ONE\n  - two\n',
      '- [ ] a\n  - 1\n  - two\n',
      '- [x] a\n<<<<<<< ours\n  - ONE\n=======\n  - 1\n>>>>>>> theirs\n  - two\n',
    ],
    [
      'one changes notes, the other ticks',
      '- [ ] a\n  - one\n',
      '- [x] a\n  - one\n',
      '- [ ] a\n  - one\n  - two\n',
      '- [x] a\n  - one\n  - two\n',
    ],
    [
      'one changes the markers, the other ticks',
      '- [ ] a\n- [ ] b\n',
      '* [ ] a\n* [ ] b\n',
      '- [x] a\n- [ ] b\n',
      '* [x] a\n* [ ] b\n',
    ],
    ['both change the marker', '- [ ] a\n', '* [ ] a\n', '+ [x] a\n', '* [x] a\n'],
    [
      'one rewords in two lines, the other ticks',
      '- [ ] a\n  and more\n- [ ] b\n',
      '- [x] a\n  and more\n- [ ] b\n',
      '- [ ] a\n  and\n  much more\n- [x] b\n',
      '- [x] a\n  and\n  much more\n- [x] b\n',
    ],
    [
      'one rewords, the other ticks, marks and shares',
      '- [ ] a [Owner: Ann]\n',
      '- [ ] a now [Owner: Ann]\n',
      '- [x] **VERIFY**: a [Owner: Ann, Ben]\n',
      '- [x] **VERIFY**: a now [Owner: Ann, Ben]\n',
    ],
    [
      'both add an owner and one rewords',
      '- [ ] a [Owner: Ann]\n',
      '- [ ] a now [Owner: Ann, Cleo]\n',
      '- [ ] a [Owner: Ann, Ben]\n',
      '- [ ] a now [Owner: Ann, Cleo, Ben]\n',
    ],
    [
      'one rewords, the other takes the mark away',
      '- [ ] **VERIFY**: a\n',
      '- [ ] **VERIFY**: a now\n',
      '- [x] a\n',
      '- [x] a now\n',
    ],
    [
      'both reword differently, with notes below',
      '- [ ] a b c\n  - note\n- [ ] d\n',
      '- [ ] a b\n  - note\n- [x] d\n',
      '- [ ] a c\n  - note\n- [ ] d\n',
      '<<<<<<< ours\n- [ ] a b\n=======\n- [ ] a c\n>>>>>>> theirs\n  - note\n- [x] d\n',
    ],
    [
      'both reword the same way',
      '- [ ] a b\n- [ ] c\n',
      '- [x] a b d\n- [ ] c\n',
      '- [ ] a b d\n- [x] c\n',
      '- [x] a b d\n- [x] c\n',
    ],
    [
      'both change the state differently, one with notes',
      '- [ ] a\n  - n\n',
      '- [x] a\n  - n\n  - o\n',
      '- [-] a\n  - n\n',
      '<<<<<<< ours\n- [x] a\n  - n\n  - o\n=======\n- [-] a\n  - n\n>>>>>>> theirs\n',
    ],
    [
      'both mark it for checking, written differently',
      '- [ ] a\n',
      '- [ ] **VERIFY**: a\n',
      '- [ ] **VERIFY:** a\n',
      '- [ ] **VERIFY**: a\n',
    ],
    [
      'tasks stand in a list within a list',
      '- - [ ] a\n- [ ] b\n',
      '- - [x] a\n- [ ] b\n',
      '- - [ ] a\n- [x] b\n',
      '- - [x] a\n- [x] b\n',
    ],
    [
      'a task holds the text of another',
      '- [ ] x\n- [ ] - [ ] b\n',
      '- [x] x\n- [ ] - [ ] b\n',
      '- [/] x\n- [ ] - [x] b\n',
      '<<<<<<< ours\n- [x] x\n=======\n- [/] x\n>>>>>>> theirs\n- [ ] - [x] b\n',
    ],
    [
      'one writes words and tag anew, the other ticks',
      '- [ ] a b [Owner: Ann]\n- [ ] c\n',
      '- [ ] a  [Owner:  Ann]\tb `c`  \n- [ ] c\n',
      '- [X] a b [Owner: Ann]\n- [ ] c\n',
      '- [X] a  [Owner:  Ann]\tb `c`  \n- [ ] c\n',
    ],
    [
      'one marks it for checking, the other rewords in two lines',
      '- [ ] a b\n- [ ] c\n',
      '- [ ] **VERIFY**: a b\n- [x] c\n',
      '* [ ] a\n  b c\n- [ ] c\n',
      '* [ ] **VERIFY**: a\n  b c\n- [x] c\n',
    ],
    [
      'one rewords in two lines of a nested task, the other gives it away',
      '- [ ] z\n  1. [ ] a b [Owner: Ann]\n',
      '- [ ] z\n  1. [ ] a\n     b c [Owner: Ann]\n',
      '- [x] z\n  1. [ ] a b [Owner: Ben]\n',
      '- [x] z\n  1. [ ] a\n     b c [Owner: Ben]\n',
    ],
    [
      'both give it to somebody, one takes the tag of another place',
      '- [ ] a [Owner: Ann] b\n',
      '- [ ] a [Owner: Ann, Ben] b c\n',
      '- [ ] [Owner: Cleo, Ann] a b\n',
      '- [ ] a [Owner: Ann, Ben, Cleo] b c\n',
    ],
    [
      'one removes the tag, the other rewords',
      '- [ ] a [Owner: Ann]\n- [ ] b\n',
      '- [ ] a\n- [ ] b\n',
      '- [ ] a now [Owner: Ann]\n- [x] b\n',
      '- [ ] a now\n- [x] b\n',
    ],
    [
      'both take it out of a list, with its lines',
      '- [ ] a\n  - [ ] b\n    c\n    - note\n',
      '- [ ] a\n- [ ] b\n  c\n  - note\n  - ours\n',
      '- [ ] a\n- [ ] b\n  c d\n  - note\n',
      '- [ ] a\n- [ ] b\n  c d\n  - note\n  - ours\n',
    ],
    [
      'one takes it out of a list, the other changes the notes',
      '- [ ] a\n  - [ ] b\n    - one\n    - two\n',
      '- [ ] a\n- [ ] b\n  - 1\n  - two\n',
      '- [x] a\n  - [ ] b\n    - one\n    - two\n    - three\n',
      '- [x] a\n- [ ] b\n  - 1\n  - two\n  - three\n',
    ],
    [
      'new on both sides with the same words, one ticked',
      '- [ ] z\n',
      '- [ ] z\n- [ ] n\n',
      '- [ ] z\n- [x] n\n',
      '- [ ] z\n<<<<<<< ours\n- [ ] n\n=======\n- [x] n\n>>>>>>> theirs\n',
    ],
    [
      'new on both sides with different notes',
      '- [ ] z\n',
      '- [x] z\n- [ ] n\n  - one\n',
      '- [ ] z\n- [ ] n\n  - two\n',
      '- [x] z\n- [ ] n\n<<<<<<< ours\n  - one\n=======\n  - two\n>>>>>>> theirs\n',
    ],
    [
      'new on both sides with different owners',
      '- [ ] z\n',
      '- [x] z\n- [ ] n [Owner: Ann]\n',
      '- [ ] z\n- [ ] n [Owner: Ben]\n',
      '- [x] z\n<<<<<<< ours\n- [ ] n [Owner: Ann]\n=======\n- [ ] n [Owner: Ben]\n>>>>>>> theirs\n',
    ],
    [
      'new on both sides, written differently',
      '- [ ] z\n',
      '- [x] z\n- [ ] n **o**\n',
      '- [ ] z\n* [ ] *n* o\n',
      '- [x] z\n<<<<<<< ours\n- [ ] n **o**\n=======\n* [ ] *n* o\n>>>>>>> theirs\n',
    ],
    [
      'the words in other marks on both sides',
      '- [ ] a b\n',
      '- [ ] **a** b\n',
      '- [x] a `b`\n',
      '<<<<<<< ours\n- [ ] **a** b\n=======\n- [x] a `b`\n>>>>>>> theirs\n',
    ],
  ])('is merged field by field: %s', (_, base, ours, theirs, merged) => {
    expect(merge(base, ours, theirs)).toBe(merged);
    expect(tasksOf(merge(base, theirs, ours))).toEqual(tasksOf(merged));
  });
});
