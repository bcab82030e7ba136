import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linkPackage, runOwnerSync } from '../helpers/package.ts';
import { createRepo, type Repo } from '../helpers/repo.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const TODO = 'docs/Project Management/TODO.md';
const BACKEND = 'docs/Development/BACKEND_OWNER.md';

/** The public repository, with owner-sync installed as its README says. */
function createLademo(files: Readonly<Record<string, Buffer>> = {}): Repo {
  const folder = join(corpus, 'lademo');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const documents = Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
  const repo = createRepo({ files: { '.gitignore': 'node_modules/\n', ...documents, ...files } });
  linkPackage(repo);
  expect(runOwnerSync(repo, ['install', '--quiet'])).toMatchObject({ exitCode: 0 });
  repo.commit('owner-sync');
  return repo;
}

/** Root tasks of Backend without anything below them, whose lines occur nowhere else in the document. */
function findPlainTasks(text: string): string[] {
  const lines = text.split('\n');
  const plain = lines.filter(
    (line, at) =>
      /^- \[ \] [^*`[]+ \[Owner: Backend\]$/.test(line) && /^(?:- |\s*$)/.test(lines[at + 1] ?? ''),
  );
  return plain.filter((line) => lines.indexOf(line) === lines.lastIndexOf(line));
}

interface Edits {
  /** The document with one task ticked, one added, one reworded and one removed. */
  readonly text: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function editTasks(text: string, tasks: readonly string[], name: string): Edits {
  const [ticked, before, reworded, removed] = [0.1, 0.35, 0.6, 0.9].map(
    (share) => tasks[Math.floor(share * tasks.length)]!,
  ) as [string, string, string, string];
  const now = [
    ticked.replace('[ ]', '[x]'),
    `- [ ] Count the ${name} of all services [Owner: Backend]`,
    reworded.replace(' [Owner', `, ${name} included [Owner`),
  ] as const;
  return {
    text: text
      .replace(ticked, () => now[0])
      .replace(before, () => `${before}\n${now[1]}`)
      .replace(reworded, () => now[2])
      .replace(`${removed}\n`, ''),
    added: [...now].toSorted(),
    removed: [ticked, reworded, removed].toSorted(),
  };
}

/** The lines that the last commit added to a file and took from it. */
function diffOfHead(repo: Repo, path: string): { added: string[]; removed: string[] } {
  const lines = repo.git('diff', '-U0', 'HEAD~', 'HEAD', '--', path).split('\n');
  const with_ = (sign: string): string[] =>
    lines
      .filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
      .map((line) => line.slice(1));
  return { added: with_('+').toSorted(), removed: with_('-').toSorted() };
}

function expectClean(repo: Repo): void {
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(repo.git('diff-files')).toBe('');
}

describe.skipIf(!existsSync(join(corpus, 'lademo')))('the real documents', () => {
  it('that share nothing: a commit mirrors what it touches, and says in a line that there is more', () => {
    const repo = createLademo();
    const text = repo.read(TODO);
    const edits = editTasks(text, findPlainTasks(text), 'ports');
    const untouched = repo.read(BACKEND);
    repo.write(TODO, edits.text);
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'edit']);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('owner-sync: 3 changes mirrored')]);
    expect(stderr.match(/differ elsewhere/g)).toHaveLength(1);
    expect(stderr).toContain('npx owner-sync sync --dry-run');
    const { added, removed } = diffOfHead(repo, BACKEND);
    expect(removed).toEqual([]);
    expect(added.filter((line) => line.startsWith('- ['))).toEqual(edits.added);
    // Besides the tasks, there may be headings of topics that the document did not have, and blank lines.
    expect(added.filter((line) => !/^(?:- \[|#{3,6} |\*\*.*\*\*:|$)/.test(line))).toEqual([]);
    const kept = new Set(repo.read(BACKEND).split('\n'));
    expect(untouched.split('\n').filter((line) => !kept.has(line))).toEqual([]);
    expect(repo.read(TODO)).toBe(edits.text);
    expectClean(repo);
  });

  it('that share nothing: an edit in the owner document reaches TODO.md', () => {
    const repo = createLademo();
    const text = repo.read(BACKEND);
    const task = /^- \[ \] \*\*VERIFY\*\*: (.+) \(needs verification\)$/m.exec(text)!;
    repo.write(BACKEND, text.replace(task[0], `- [x] ${task[1]}`));
    repo.git('commit', '--quiet', '-am', 'verified');
    const { added, removed } = diffOfHead(repo, TODO);
    expect(removed).toEqual([]);
    expect(added.filter((line) => line.startsWith('- ['))).toEqual([`- [x] ${task[1]} [Owner: Backend]`]);
    expectClean(repo);
  });

  it('are brought in step by sync; from then on every edit is mirrored both ways and nothing else changes', () => {
    const repo = createLademo();
    const originals = [TODO, BACKEND].map((path) => [path, repo.read(path)] as const);
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(1);
    const sync = runOwnerSync(repo, ['sync']);
    const check = runOwnerSync(repo, ['check']);
    expect([sync.exitCode, check.exitCode, check.stdout]).toEqual([
      0,
      0,
      expect.stringContaining('3 owner documents are in step'),
    ]);
    for (const [path, original] of originals) {
      const now = repo.read(path).split('\n');
      const lines = original.split('\n').filter((line) => line !== '' && !/^\s*- \[/.test(line));
      expect(lines.filter((line) => !now.includes(line))).toEqual([]);
    }
    expect(runOwnerSync(repo, ['sync']).stdout).toContain('Nothing to do');
    expect(repo.gitRaw(['commit', '--quiet', '-am', 'in step'])).toMatchObject({ exitCode: 0, stderr: '' });

    for (const [edited, mirrored, name] of [
      [TODO, BACKEND, 'ports'],
      [BACKEND, TODO, 'tables'],
    ] as const) {
      const shared = new Set(findPlainTasks(repo.read(mirrored)));
      const text = repo.read(edited);
      const tasks = findPlainTasks(text).filter((line) => shared.has(line));
      expect(tasks.length).toBeGreaterThan(100);
      const { text: after, ...lines } = editTasks(text, tasks, name);
      repo.write(edited, after);
      const { stderr } = repo.gitRaw(['commit', '--quiet', '-am', `edit ${edited}`]);
      expect(stderr).toContain('owner-sync: 4 changes mirrored and added to this commit');
      expect(stderr).not.toContain('out of step');
      expect(diffOfHead(repo, mirrored)).toEqual(lines);
      expect(diffOfHead(repo, edited)).toEqual(lines);
      expectClean(repo);
    }
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
  });

  it('with the mangled owner document are found, read and mirrored', () => {
    const mangled = readFileSync(join(corpus, 'BACKEND_OWNER.mangled.md'));
    const repo = createLademo({ [BACKEND]: mangled });
    expect(JSON.parse(repo.read('owner-sync.json'))).toMatchObject({
      todo: TODO,
      owners: { Backend: BACKEND },
    });
    const text = repo.read(TODO);
    const task = findPlainTasks(text)[0]!;
    repo.write(
      TODO,
      text.replace(task, () => task.replace('[ ]', '[x]')),
    );
    repo.git('commit', '--quiet', '-am', 'tick');
    const { added, removed } = diffOfHead(repo, BACKEND);
    expect(removed).toEqual([]);
    expect(added).toContain(task.replace('[ ]', '[x]'));
    expectClean(repo);
  });
});
