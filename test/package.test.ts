import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const folder = inject('packageFolder');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('one package is installed, with nothing in it that is not for its users', () => {
  const manifest = JSON.parse(read('package.json'));
  expect(Object.keys(manifest)).not.toContain('dependencies');
  // What runs from it keeps its compiled code there.
  expect(
    readdirSync(folder)
      .filter((name) => name !== '.cache')
      .toSorted(),
  ).toEqual(['LICENSE', 'README.md', 'dist', 'hooks', 'package.json', 'report.schema.json', 'schema.json']);
});

test('the licence of each package in the bundle is shipped in full', () => {
  const [, ...licences] = read('dist/THIRD-PARTY-LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
  const names = licences.map((text) => /^(\S+) \d[\w.-]* \(\S+\)\n/.exec(text)?.[1]);
  expect(names).toEqual(expect.arrayContaining(['diff', 'micromark', 'simple-git', 'valibot']));
  expect(names).not.toContain(undefined);
  for (const text of licences)
    expect(text).toMatch(/copyright[^]*(?:permission is hereby granted|redistribution and use)/i);
});

test('with an older Node, the command says which one it needs, and ends with 2', () => {
  const old = join(tmpdir(), `owner-sync-old-node-${process.pid}.cjs`);
  writeFileSync(
    old,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });",
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', old, join(folder, 'dist/bin.cjs'), 'check'],
    { encoding: 'utf8' },
  );
  rmSync(old);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('error[node-too-old]: owner-sync needs Node 20.19 or newer; this is Node 18.20.4');
  expect(stderr).toContain('help: ');
});
