import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planPrepare, planPrepareRemoval } from '../../src/commands/install/plan-prepare.ts';
import { createFolder } from './install-support.ts';

/** What becomes of a `package.json`: the action and the text; and that taking it away gives the text back. */
function plan(text: string): readonly [action: string, text: string, script: string] {
  const root = createFolder();
  const path = join(root, 'package.json');
  writeFileSync(path, text);
  const { action, changes, script } = planPrepare(root, '.');
  const [change] = changes;
  if (change?.kind !== 'write') return [action, text, script];
  const after = change.content.toString();
  writeFileSync(path, after);
  expect(planPrepare(root, '.').action).toBe('present');
  const [back] = planPrepareRemoval(root, '.').changes;
  expect(back?.kind === 'write' && back.content.toString()).toBe(text);
  expect(JSON.parse(after).scripts.prepare).toBe(script);
  return [action, after, script];
}

const DEPENDS = '"devDependencies": { "owner-sync": "1" }';

test.each([
  ['tabs', `{\n\t"scripts": {\n\t\t"test": "x"\n\t},\n\t${DEPENDS}\n}\n`, '\n\t\t"prepare": '],
  ['four spaces and CRLF', `{\r\n    ${DEPENDS}\r\n}`, '\r\n    "scripts": {\r\n        "prepare": '],
  ['one line', `{"scripts":{"test":"x"},${DEPENDS}}`, '"x", "prepare": '],
])('the script is added in the form of the file: %s', (_, text, piece) => {
  const [action, after] = plan(text);
  expect(action).toBe('added');
  expect(after).toContain(piece);
});

test('a script of the user is left alone, and what it could be is told', () => {
  expect(plan(`{ "scripts": { "prepare": "husky" }, ${DEPENDS} }`)).toEqual([
    'taken',
    `{ "scripts": { "prepare": "husky" }, ${DEPENDS} }`,
    'husky && (owner-sync install --quiet || exit 0)',
  ]);
});

test.each([
  ['owner-sync is no dependency', '{ "name": "x" }', 'none'],
  ['the file is broken', '{ "name": ', 'none'],
  [
    'a script installs already',
    `{ "scripts": { "postinstall": "owner-sync install" }, ${DEPENDS} }`,
    'present',
  ],
])('nothing is added where %s', (_, text, action) => {
  expect(plan(text).slice(0, 2)).toEqual([action, text]);
});
