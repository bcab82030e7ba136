import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/command-table.ts';
import { configSchema } from '../src/config/config-schema.ts';
import { REPORTER_NAMES } from '../src/report/reporter-names.ts';
import { RULES } from '../src/report/rules.ts';
import { listAnchors } from './helpers/list-anchors.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([
  ['code', Object.keys(RULES)],
  ['key of the configuration', Object.keys(configSchema.entries)],
  ['reporter', REPORTER_NAMES],
])('the README names every %s', (_, names) => {
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('the README shows every command that people call, with every option of its own', () => {
  const missing = Object.entries(COMMANDS).flatMap(([command, { options }]) =>
    [command, ...Object.keys(options).map((option) => `--${option}`)].filter(
      (word) => !readme.includes(word),
    ),
  );
  expect(missing).toEqual([]);
});

test('the links of the README lead somewhere', () => {
  const anchors = listAnchors(readme);
  const links = [...readme.matchAll(/\]\((#[^)]*)\)/g)].map(([, target]) => target!);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((target) => !anchors.includes(target))).toEqual([]);
});
