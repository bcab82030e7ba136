import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner, expectInTodo } from '../helpers/mirror.ts';
import { createInput, textsOf } from '../helpers/create-input.ts';

/** Tasks that all say the same, each with a note; a box for each. */
function list(boxes: string, notes: readonly string[] = [], tag = ''): string {
  const note = (position: number): string => (notes[position] ? `  - ${notes[position]}\n` : '');
  return [...boxes].map((box, position) => `- [${box}] Deploy${tag}\n${note(position)}`).join('');
}

const TAG = ' [Owner: Ann]';
const NOTES = ['north', 'east', 'south', 'west'];
const section = (title: string, tasks: string): string => `## ${title}\n\n${tasks}\n`;

function planned(todo: string | [string, string], ann: string | [string, string]) {
  const input = createInput(todo, ann);
  const plan = reconcile(input);
  expect(plan.findings).toEqual([]);
  expect(reconcile(input, { complete: true }).documents).toEqual(plan.documents);
  return textsOf(plan);
}

describe('of several tasks that say the same', () => {
  it('the ticked ones are ticked in the other document, where only that one has notes', () => {
    expect(planned([list('    ', [], TAG), list(' x x', [], TAG)], list('    ', NOTES))).toEqual({
      'ANN.md': list(' x x', NOTES),
    });
    expect(planned([list('   ', [], TAG), list('x x', [], TAG)], list('   ', NOTES))).toEqual({
      'ANN.md': list('x x', NOTES),
    });
  });

  it('the ticked ones are ticked, from a document with notes of its own', () => {
    const own = ['one', 'two', 'three', 'four'];
    expect(planned(list('    ', own, TAG), [list('    ', NOTES), list('x  x', NOTES)])).toEqual({
      'TODO.md': list('x  x', own, TAG),
    });
  });

  it('one is ticked and another unticked, which both keep their notes', () => {
    expect(planned([list('x   ', NOTES, TAG), list('   x', NOTES, TAG)], list('x   ', NOTES))).toEqual({
      'ANN.md': list('   x', NOTES),
    });
  });

  it('the one with the same notes is ticked, where the other document has another order', () => {
    const other = ['south', 'west', 'north', 'east'];
    expect(planned([list('    ', NOTES, TAG), list(' x  ', NOTES, TAG)], list('    ', other))).toEqual({
      'ANN.md': list('   x', other),
    });
  });

  it('different ones are ticked in both documents, which know them by their notes', () => {
    expect(
      planned([list('   ', NOTES, TAG), list('x  ', NOTES, TAG)], [list('   ', NOTES), list('  x', NOTES)]),
    ).toEqual({ 'TODO.md': list('x x', NOTES, TAG), 'ANN.md': list('x x', NOTES) });
  });

  it('the one that was moved is moved, by notes of which each document has its own', () => {
    const before = (notes: readonly string[], tag = '') =>
      section('In Progress', list('   ', notes, tag)) + section('Completed', `- [x] Wash${tag}\n`);
    const after = ([first, second, third]: readonly string[], tag = '') =>
      section('In Progress', list('  ', [first!, third!], tag)) +
      section('Completed', `- [x] Wash${tag}\n${list(' ', [second!], tag)}`);
    const own = ['one', 'two', 'three'];
    expect(planned([before(own, TAG), after(own, TAG)], before(NOTES))).toEqual({ 'ANN.md': after(NOTES) });
    expect(planned(before(own, TAG), [before(NOTES), after(NOTES)])).toEqual({ 'TODO.md': after(own, TAG) });
  });

  it('one that was moved is in doubt, where only the other document can tell them apart', () => {
    const before = (notes: readonly string[], tag = '') =>
      section('In Progress', list('  ', notes, tag)) + section('Completed', `- [x] Wash${tag}\n`);
    const after =
      section('In Progress', list(' ', [], TAG)) +
      section('Completed', `- [x] Wash${TAG}\n${list('x', [], TAG)}`);
    const plan = reconcile(createInput([before([], TAG), after], before(NOTES)));
    expect(plan).toMatchObject({
      documents: [],
      findings: [
        {
          code: 'ambiguous-task',
          severity: 'stop',
          place: { path: 'TODO.md', line: 8 },
          candidates: [
            { path: 'ANN.md', line: 3 },
            { path: 'ANN.md', line: 5 },
          ],
        },
      ],
    });
  });

  it('one is moved though none has notes', () => {
    const before = (tag = '') =>
      section('In Progress', list('   ', [], tag)) + section('Completed', '- [x] Wash' + tag + '\n');
    const after = (tag = '') =>
      section('In Progress', list('  ', [], tag)) +
      section('Completed', `- [x] Wash${tag}\n${list(' ', [], tag)}`);
    expect(planned([before(TAG), after(TAG)], before())).toEqual({ 'ANN.md': after() });
  });

  it('the one in the middle is reworded, and no other', () => {
    expectInOwner(
      `- [ ] Deploy the server [Owner: Ann]
- [ ] Deploy the «web »server [Owner: Ann]
- [ ] Deploy the server [Owner: Ann]
`,
      `- [ ] Deploy the server
  - north
- [ ] Deploy the «web »server
  - east
- [ ] Deploy the server
  - south
`,
    );
    expectInOwner(
      `## In Progress

- [ ] Deploy the «web »server [Owner: Ann]
- [ ] Deploy the server [Owner: Ann]
- [x] Deploy the server [Owner: Ann]

## Pending

- [x] Deploy the «mail »server [Owner: Ann]
`,
      `## In Progress

- [ ] Deploy the «web »server
  - north
- [ ] Deploy the server
  - east
- [x] Deploy the server
  - south

## Pending

- [x] Deploy the «mail »server
  - west
`,
    );
    expectInTodo(
      `- [ ] Deploy the «web »server [Owner: Ann]
- [ ] Deploy the server [Owner: Ann]
`,
      `- [ ] Deploy the «web »server
  - north
- [ ] Deploy the server
  - east
`,
    );
  });

  it('none changes where the list was only sorted', () => {
    expect(planned([list('x  ', [], TAG), list('  x', [], TAG)], list('x  ', NOTES))).toEqual({});
  });
});
