import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findManager } from '../../src/commands/install/find-manager.ts';
import { writeSnippet } from '../../src/commands/install/manager-snippet.ts';
import { createFolder } from './install-support.ts';

function snippet(file: string, text: string, packageFolder = '.'): string {
  const root = createFolder();
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  const manager = findManager(root, packageFolder);
  if (!manager) throw new Error('no manager was found');
  const { where, lines, apply } = writeSnippet(manager, packageFolder);
  return [`${manager.name}: ${manager.file}${where}`, ...lines, apply].join('\n');
}

test('a command that runs already goes on running behind ours', () => {
  const hooks = JSON.stringify({ 'simple-git-hooks': { 'pre-commit': 'npx lint-staged "*.ts"' } });
  expect(snippet('package.json', hooks)).toMatchInlineSnapshot(`
    "simple-git-hooks: package.json, to "simple-git-hooks", in place of the "pre-commit" there
      "pre-commit": "node_modules/.bin/owner-sync hook && npx lint-staged \\"*.ts\\"",
      "pre-merge-commit": "node_modules/.bin/owner-sync hook --merge"
    npx simple-git-hooks"
  `);
});

test('a package below the top level has its own node_modules', () => {
  expect(snippet('.config/lefthook.toml', '', 'web')).toContain(
    'run = "web/node_modules/.bin/owner-sync hook"',
  );
  expect(snippet('web/package.json', '{ "simple-git-hooks": {} }', 'web')).toContain(
    '"pre-commit": "web/node_modules/.bin/owner-sync hook"',
  );
});

test.each([
  ['repos:\n- repo: x\n  hooks: []\n', ''],
  ['repos:\n    - repo: x\n', '    '],
  ['repos: []\n', '  '],
])('the list of pre-commit keeps its indentation: %j', (text, indent) => {
  expect(snippet('.pre-commit-config.yaml', text)).toContain(`\n${indent}- repo: local\n${indent}  hooks:\n`);
});

test('what is no manager of hooks is none', () => {
  expect(() => snippet('package.json', '{ "lint-staged": {} }')).toThrow('no manager');
  expect(() => snippet('package.json', '{ broken')).toThrow('no manager');
});
