import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const folder = inject('packageFolder');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('one package is installed, with nothing in it that is not for its users', () => {
  const manifest = JSON.parse(read('package.json'));
  expect(Object.keys(manifest)).not.toContain('dependencies');
  expect(readdirSync(folder).toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'hooks',
    'package.json',
    'report.schema.json',
    'schema.json',
  ]);
});

test('the licence of each package in the bundle is shipped in full', () => {
  const [, ...licences] = read('dist/THIRD-PARTY-LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
  const names = licences.map((text) => /^(\S+) \d[\w.-]* \(\S+\)\n/.exec(text)?.[1]);
  expect(names).toEqual(expect.arrayContaining(['diff', 'micromark', 'simple-git', 'valibot']));
  expect(names).not.toContain(undefined);
  for (const text of licences)
    expect(text).toMatch(/copyright[^]*(?:permission is hereby granted|redistribution and use)/i);
});
