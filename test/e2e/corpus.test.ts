import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../src/core/group-by.ts';
import { createReader, parseDocument, type TaskDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import type { Task } from '../../src/core/task.ts';
import { linkPackage, runOwnerSync } from '../helpers/package.ts';
import { createRepo, type Repo } from '../helpers/repo.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const TODO = 'docs/Project Management/TODO.md';
const BACKEND = 'docs/Development/BACKEND_OWNER.md';
const FRONTEND = 'docs/Development/FRONTEND_OWNER.md';
const JONNE = 'docs/Development/JONNE_TASKS.md';

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

function readAll(repo: Repo): Map<string, string> {
  return new Map([TODO, BACKEND, FRONTEND, JONNE].map((path) => [path, repo.read(path)]));
}

function parse(path: string, text: string): TaskDocument {
  return parseDocument(path, text, createReader(createOwnerNames(['Backend', 'Frontend', 'Jonne'])));
}

function describeTask(task: Task): string {
  return `${task.status} ${task.topic.map(({ title }) => title).join(' > ')}: [${task.state}] ${task.title}`;
}

/** A task under those of its parents that are this owner's, nearest first. */
function describeNested(task: Task, owner: string): string {
  const keys = [`[${task.state}] ${task.key}`];
  for (let { parent } = task; parent; { parent } = parent)
    if (parent.owners.includes(owner)) keys.push(parent.key);
  return keys.join(' < ');
}

/** The lines that are not in the other text in the same order. */
function findMissingLines(text: string, other: string): string[] {
  const lines = other.split('\n');
  let at = 0;
  return text.split('\n').filter((line) => {
    const found = lines.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

/** Texts of nested tasks of Backend that stand once in each document, for edits in either. */
const NESTED = [
  {
    ticked: 'Session timeout configuration',
    reworded: 'Password history (prevent reuse)',
    given: 'Email verification endpoint',
    completed: '2FA backup codes',
    removed: 'Resend verification email functionality',
    moved: '**Migration from existing auth**',
  },
  {
    ticked: 'Active session listing and management',
    reworded: 'Account lockout after failed attempts',
    given: '2FA verification on login',
    completed: '2FA recovery flow',
    removed: 'Rate limit error responses',
    moved: '**Audit logging**',
  },
] as const;

/** A tick, a rename, a re-assignment, moves to Completed and a removal, each in a commit of its own. */
function expectNestedEdits(
  repo: Repo,
  edited: string,
  mirrored: string,
  tasks: (typeof NESTED)[number],
): void {
  const lineOf = (task: string, state = ' ', owner = 'Backend') => `  - [${state}] ${task} [Owner: ${owner}]`;
  const commit = (name: string, edit: (text: string) => string) => {
    const text = repo.read(edited);
    expect(edit(text)).not.toBe(text);
    repo.write(edited, edit(text));
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-am', name]);
    expect([name, exitCode, stderr]).toEqual([name, 0, expect.stringContaining('owner-sync: ')]);
    expectClean(repo);
    return { here: diffOfHead(repo, edited), there: diffOfHead(repo, mirrored) };
  };
  const replace = (task: string, after: string) => (text: string) =>
    text.replace(`${lineOf(task)}\n`, () => after);

  for (const [task, after] of [
    [tasks.ticked, `${lineOf(tasks.ticked, 'x')}\n`],
    [tasks.reworded, `${lineOf(`${tasks.reworded} for all`)}\n`],
    [tasks.removed, ''],
  ] as const) {
    const { here, there } = commit(task, replace(task, after));
    expect(there).toEqual(here);
    expect(here).toEqual({ removed: [lineOf(task)], added: after === '' ? [] : [after.trimEnd()] });
  }

  const given = commit(tasks.given, replace(tasks.given, `${lineOf(tasks.given, ' ', 'Frontend')}\n`));
  const [todo, backend] = edited === TODO ? [given.here, given.there] : [given.there, given.here];
  expect(todo).toEqual({ removed: [lineOf(tasks.given)], added: [lineOf(tasks.given, ' ', 'Frontend')] });
  expect(backend).toEqual({ removed: [lineOf(tasks.given)], added: [] });
  // Its parent is Backend's, so that for Frontend it is a task of its own.
  expect(diffOfHead(repo, FRONTEND).added).toContain(lineOf(tasks.given, ' ', 'Frontend').trimStart());

  // A nested task that is cut from its parent and filed as done stays with its parent in the other document.
  const done = lineOf(tasks.completed, 'x');
  const completed = commit(tasks.completed, (text) =>
    replace(
      tasks.completed,
      '',
    )(text).replace(/^#{3,4} Infrastructure\n/m, (title) => `${title}${done.trimStart()}\n`),
  );
  expect(completed.there).toEqual({ removed: [lineOf(tasks.completed)], added: [done] });

  const block = new RegExp(`^- \\[ \\] ${tasks.moved.replaceAll('*', '\\*')}.*\n(?:  .*\n)+`, 'm').exec(
    repo.read(edited),
  )![0];
  expect(block.split('\n').length).toBeGreaterThan(3);
  const moved = commit(tasks.moved, (text) =>
    text.replace(block, '').replace(/^#{3,4} Infrastructure\n/m, (title) => title + block),
  );
  expect(moved.there.removed.filter((line) => line !== '')).toEqual(
    moved.here.removed.filter((line) => line !== ''),
  );
  expect(repo.read(mirrored)).toContain(block);
}

/** Every owned task stands in its owner's document, under its parent; no line was lost or moved. */
function expectAdopted(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [path, text] of before)
    expect([path, findMissingLines(text, after.get(path)!)]).toEqual([path, []]);
  const [was, now] = [before, after].map((texts) => parse(TODO, texts.get(TODO)!));
  const owned = was!.tasks.filter(({ owners }) => owners.length > 0);
  expect(owned).toHaveLength(923);
  const unowned = (document: TaskDocument) => document.tasks.filter(({ owners }) => owners.length === 0);
  expect(unowned(now!).map(describeTask)).toEqual(unowned(was!).map(describeTask));
  expect(unowned(now!)).toHaveLength(136);
  for (const [owner, path, count] of [
    ['Backend', BACKEND, 622],
    ['Frontend', FRONTEND, 159],
    ['Jonne', JONNE, 47],
  ] as const) {
    const document = parse(path, after.get(path)!);
    const theirs = owned.filter(({ owners }) => owners.includes(owner));
    expect(theirs).toHaveLength(count);
    const held = document.tasks.map((task) => describeNested(task, owner));
    // What stood there before stays where it was.
    const known = new Set(parse(path, before.get(path)!).tasks.map(({ key }) => key));
    const added = theirs.filter(({ key }) => !known.has(key));
    expect(added.map((task) => describeNested(task, owner)).filter((task) => !held.includes(task))).toEqual(
      [],
    );
    const keys = new Set(document.tasks.map(({ key }) => key));
    expect(theirs.filter(({ key }) => !keys.has(key))).toEqual([]);
    // Readable: under topics, not one list of hundreds.
    const lists = groupBy(
      document.tasks.filter(({ parent }) => !parent),
      ({ list }) => list,
    );
    expect([...lists.values()].filter((tasks) => tasks.length > 30)).toEqual([]);
  }
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
    expect(stderr.match(/may have drifted apart/g)).toHaveLength(1);
    expect(stderr).toContain('npx owner-sync check');
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
    const before = readAll(repo);
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(1);
    const sync = runOwnerSync(repo, ['sync']);
    const check = runOwnerSync(repo, ['check']);
    expect([sync.exitCode, check.exitCode, check.stdout], sync.stderr).toEqual([
      0,
      0,
      expect.stringContaining('3 owner documents are in step'),
    ]);
    expect(runOwnerSync(repo, ['sync']).stdout).toContain('Nothing to do');
    expect(repo.gitRaw(['commit', '--quiet', '-am', 'in step'])).toMatchObject({ exitCode: 0, stderr: '' });

    const after = readAll(repo);
    expectAdopted(before, after);

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
    for (const [edited, mirrored, nested] of [
      [TODO, BACKEND, NESTED[0]],
      [BACKEND, TODO, NESTED[1]],
    ] as const)
      expectNestedEdits(repo, edited, mirrored, nested);
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
