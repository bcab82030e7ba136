import { describe, expect, it } from 'vitest';
import {
  fileStem,
  findOwner,
  indexFiles,
  isNamedTodo,
  mayHoldTasks,
  ownerWords,
  resolveTarget,
  suggestName,
} from '../../src/core/document-names.ts';

it.each([
  ['TODO.md', true],
  ['docs/Notes.MARKDOWN', true],
  ['notes.txt', false],
  ['notes.md.txt', false],
  ['node_modules/a/TODO.md', false],
  ['a/Vendor/TODO.md', false],
  ['my_node_modules/TODO.md', true],
  ['vendor.md', true],
])('whether %s may hold tasks: %s', (path, expected) => {
  expect(mayHoldTasks(path)).toBe(expected);
});

it.each([
  ['TODO.md', true],
  ['docs/todo.markdown', true],
  ['TODO.txt', false],
  ['MY_TODO.md', false],
])('whether %s is named like a TODO document: %s', (path, expected) => {
  expect(isNamedTodo(path)).toBe(expected);
});

it.each([
  ['docs/a.b/LEE.owner.md', 'LEE.owner'],
  ['README', 'README'],
])('the stem of %s is %s', (path, stem) => {
  expect(fileStem(path)).toBe(stem);
});

describe('the file that a declaration names', () => {
  const paths = ['TODO.md', 'docs/TODO.md', 'docs/owners/ANN.md', 'a/BEN.md', 'b/BEN.md', 'c/Zoë.md'];
  it.each([
    ['by its path in the repository', 'docs/owners/ANN.md', 'TODO.md', 'TODO.md'],
    ['in any letter case', 'TODO.md', 'DOCS/owners/ann.MD', 'docs/owners/ANN.md'],
    ['from the folder of the declaring document', 'docs/x.md', 'owners/ANN.md', 'docs/owners/ANN.md'],
    ['with a leading slash', 'docs/x.md', '/docs/TODO.md', 'docs/TODO.md'],
    ['with a leading dot', 'docs/owners/ANN.md', './docs/TODO.md', 'docs/TODO.md'],
    ['with backslashes', 'x.md', 'docs\\owners\\ANN.md', 'docs/owners/ANN.md'],
    ['with doubled slashes and dots inside', 'x.md', 'docs//./owners/ANN.md', 'docs/owners/ANN.md'],
    ['up from the declaring document', 'docs/owners/ANN.md', '../../a/BEN.md', 'a/BEN.md'],
    ['up by too few folders', 'x/y/z.md', '../owners/ANN.md', 'docs/owners/ANN.md'],
    ['by its name alone, where only one has it', 'TODO.md', 'ANN.md', 'docs/owners/ANN.md'],
    ['by its end', 'TODO.md', 'owners/ANN.md', 'docs/owners/ANN.md'],
    ['not where two have that name', 'TODO.md', 'BEN.md', null],
    ['beside the document, though two have that name', 'b/TODO.md', 'BEN.md', 'b/BEN.md'],
    ['not by part of a name', 'TODO.md', 'NN.md', null],
    ['not where the folder is another', 'TODO.md', 'other/ANN.md', null],
  ])('is found %s', (_, from, target, expected) => {
    expect(resolveTarget(from, target, indexFiles(paths))).toBe(expected);
  });

  it('is the first of two that differ in letter case alone', () => {
    expect(resolveTarget('x.md', 'todo.md', indexFiles(['Todo.md', 'TODO.md']))).toBe('Todo.md');
  });
});

it.each([
  ['BACKEND_OWNER.md', 'BACKEND'],
  ['owner-ana.md', 'ana'],
  ['Tasks Ann Lee.md', 'Ann Lee'],
  ['TODOS.ben.md', 'ben'],
  ['ann - todo.md', 'ann'],
  ['docs/lee_tasks.markdown', 'lee'],
  ['owners/ana.md', 'ana'],
  ['docs/Owner/ana.md', 'ana'],
  ['owners/old/ana.md', null],
  ['coowners/ana.md', null],
  ['OWNER.md', null],
  ['ana.md', null],
  ['ana-owner.txt', null],
])('the owner in the file name %s is %j', (path, words) => {
  expect(ownerWords(path)).toBe(words);
});

it.each([
  ['ANN-LEE', 'Ann Lee'],
  ['jose', 'José'],
  ['an', null],
])('the owner meant by %s is %j', (words, owner) => {
  expect(findOwner(words, ['Ben', 'Ann Lee', 'José'])).toBe(owner);
});

it.each([
  ['LEE', 'Lee'],
  ['ANN_LEE', 'Ann Lee'],
  ['ann--lee.', 'ann lee'],
  ['McCoy', 'McCoy'],
])('%s is written %s as a name', (words, name) => {
  expect(suggestName(words)).toBe(name);
});
