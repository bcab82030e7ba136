import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createThrowawayRepository } from '../helpers/throwaway-repository.mjs';
import { createDocuments, ownerPath, TODO } from './documents.mjs';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/lademo', import.meta.url));
/** The scenario that other hooks are measured in, too, where the real documents are at hand. */
export const REAL = 'real TODO.md: one ticked';
const CORPUS_TODO = 'docs/Project Management/TODO.md';

/**
 * What is measured: an edit that is staged, in a repository with the hook. `mirrors` is the document that
 * the hook then changes, or `null`.
 *
 * @param {string} tarball The packed package.
 * @param {string} folder Where to make the repositories.
 * @returns {{ name, repository, edits, mirrors }[]} `edits` holds a function from text to text for each path.
 */
export function createScenarios(tarball, folder) {
  const create = (texts) => createRepository(texts, tarball, join(folder, 'repository-'));
  const large = [10_000, 100_000].map((size) => {
    const repository = create(createDocuments(size));
    const number = size / 2 + 5;
    const edits = {
      [TODO]: (text) => tick(text, new RegExp(String.raw`^- \[ \] .*\(no\. ${number}\) .*$`, 'm')),
    };
    const mirrors = ownerPath(ownerOf(repository, number));
    return { name: `${size.toLocaleString('en')} tasks: one ticked`, repository, edits, mirrors };
  });
  const generated = create(createDocuments(1000));
  const scenarios = [
    {
      name: 'no Markdown staged',
      repository: generated,
      edits: { 'src/main.c': (text) => `${text}// edited\n` },
      mirrors: null,
    },
    {
      name: 'other Markdown staged',
      repository: generated,
      edits: { 'README.md': (text) => `${text}Edited.\n` },
      mirrors: null,
    },
    {
      name: '1,000 tasks: one ticked',
      repository: generated,
      edits: { [TODO]: (text) => tick(text, /^- \[ \] .*\(no\. 505\) .*$/m) },
      mirrors: ownerPath(ownerOf(generated, 505)),
    },
    {
      name: '1,000 tasks: one added',
      repository: generated,
      edits: {
        [TODO]: (text) =>
          text.replace(/^.*\(no\. 505\).*\n/m, '$&- [ ] Paint the gangway red [Owner: Backend]\n'),
      },
      mirrors: ownerPath('Backend'),
    },
  ];
  if (!existsSync(CORPUS)) return [...scenarios, ...large];
  const edits = { [CORPUS_TODO]: (text) => tick(text, /^- \[ \] .*\[Owner: Backend\].*$/m) };
  const mirrors = 'docs/Development/BACKEND_OWNER.md';
  const drifted = create(readFolder(CORPUS));
  const synced = create(readFolder(CORPUS));
  bringInStep(synced);
  return [
    ...scenarios,
    { name: REAL, repository: synced, edits, mirrors },
    { name: 'the same, drifted', repository: drifted, edits, mirrors },
    ...large,
  ];
}

/** Adopts documents that never agreed, so that the ticked task has its partner. */
function bringInStep(repository) {
  const { status, stderr } = repository.run('npx', ['owner-sync', 'sync']);
  // 1: something is left for a person to settle, which does not matter here.
  assert.ok(status === 0 || status === 1, stderr);
  repository.git('commit', '--quiet', '--no-verify', '--all', '-m', 'in step');
  repository.git('tag', '--force', 'start');
}

function createRepository(texts, tarball, prefix) {
  const repository = createThrowawayRepository(prefix);
  for (const [path, text] of texts) repository.write(path, text);
  repository.write('package.json', '{ "private": true }\n');
  repository.write('.gitignore', 'node_modules/\n');
  repository.write('README.md', '# A project\n');
  repository.write('src/main.c', 'int main(void) { return 0; }\n');
  for (const [program, ...args] of [
    ['npm', 'install', '--save-dev', '--offline', '--no-audit', tarball],
    ['npx', 'owner-sync', 'install'],
  ]) {
    const { status, stdout, stderr } = repository.run(program, args);
    assert.equal(status, 0, stdout + stderr);
  }
  mkdirSync(join(repository.root, '.git/no-hooks'));
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--no-verify', '-m', 'start');
  repository.git('tag', 'start');
  return repository;
}

function ownerOf(repository, number) {
  return new RegExp(String.raw`\(no\. ${number}\) \[Owner: (\w+)\]`).exec(repository.read(TODO))[1];
}

function tick(text, line) {
  return text.replace(line, (whole) => whole.replace('[ ]', '[x]'));
}

function readFolder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]);
}
