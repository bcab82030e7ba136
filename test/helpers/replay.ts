import { parseDocument } from '../../src/core/document.ts';
import { ownersIn } from '../../src/core/pair.ts';
import { createInputReader } from '../../src/core/reconcile.ts';
import type { Task } from '../../src/core/task.ts';
import { createRepo, type Repo } from './repo.ts';

const WORDS = ['brew', 'pack', 'clean', 'count', 'label', 'order', 'repair', 'taste', 'weigh', 'ship'];
const THINGS = [
  'coffee',
  'boxes',
  'kitchen',
  'stock',
  'bottles',
  'beans',
  'grinder',
  'blends',
  'sacks',
  'crates',
];

/** What a document says of a task. */
export interface Value {
  /** Its box and text. */
  readonly text: string;
  readonly owners: readonly string[];
}

/** What the TODO document and the owners' say of a task; `null` where a document does not hold it. */
export interface Version {
  readonly todo: Value | null;
  readonly own: ReadonlyMap<string, Value | null>;
}

/** What the documents say of each task, by its number. */
export type Versions = ReadonlyMap<number, Version>;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The TODO document, then the owners' in their order. */
export function listPaths(owners: readonly string[]): string[] {
  return ['TODO.md', ...owners.map((owner) => `${owner.toUpperCase()}.md`)];
}

/**
 * Makes a repository with a history of random edits: commits that edit all documents alike, as with the hook, and
 * commits that go round it and edit some; on two branches, with merges, rebases and cherry-picks between them.
 * With several owners, tasks are shared and given to others, too.
 */
export function createHistory(seed: number, steps: number, owners: readonly string[]): Repo {
  const random = createRandom(seed);
  const pick: Pick = (items) => items[Math.floor(random() * items.length)]!;
  const paths = listPaths(owners);
  let last = 8;
  const first = Array.from({ length: last }, (_, id) => ({
    text: `${pick(WORDS)} the ${pick(THINGS)} ${id}`,
    owners: pickOwners(random, pick, owners),
  }));
  const write = (path: string, lines: readonly string[]): string =>
    // Room between the tasks, so that git can merge edits of neighbours.
    `${[path === 'TODO.md' ? '# All' : '# Own', '', ...lines.flatMap((line) => [line, '', '', ''])].join('\n')}\n`;
  const files = paths.map((path) => [
    path,
    write(
      path,
      first.flatMap((task) => writeLine(path, `[ ] ${task.text}`, task.owners) ?? []),
    ),
  ]);
  const configured = Object.fromEntries(owners.map((owner, position) => [owner, paths[position + 1]!]));
  const config = `${JSON.stringify({ todo: 'TODO.md', owners: configured })}\n`;
  const repo = createRepo({
    files: { 'owner-sync.json': config, ...(Object.fromEntries(files) as Record<string, string>) },
  });
  const edit = (path: string, change: Change): void => {
    const [, ...lines] = repo
      .read(path)
      .split('\n')
      .filter((line) => line !== '');
    repo.write(path, write(path, change(lines, path)));
  };
  const choosePaths = (): readonly string[] => {
    if (random() < 0.5) return paths;
    if (owners.length === 1 || random() < 0.7) return [pick(paths)];
    return ['TODO.md', pick(paths.slice(1))];
  };
  const commit = (step: number): void => {
    const tools = { random, pick, owners, nextId: () => last++ };
    const change = chooseChange(tools, readVersions(repo, owners, null));
    const where = choosePaths();
    for (const path of where)
      edit(path, (lines) => change(lines, path, where.length === paths.length || path === 'TODO.md'));
    repo.git('commit', '--quiet', '--no-verify', '--allow-empty', '-am', `step ${step}`);
  };
  repo.git('branch', 'topic');
  for (let step = 0; step < steps; step++) {
    const dice = random();
    if (dice < 0.78) commit(step);
    else if (dice < 0.86)
      repo.git('checkout', '--quiet', repo.git('branch', '--show-current') === 'main' ? 'topic' : 'main');
    else {
      const here = repo.git('branch', '--show-current');
      const other = here === 'main' ? 'topic' : 'main';
      const [command, ...args] =
        dice < 0.94
          ? ['merge', '--quiet', '--no-verify', '--no-edit', other]
          : dice < 0.97
            ? ['cherry-pick', other]
            : ['rebase', '--quiet', other];
      // Where git itself sees a conflict, nobody goes on here.
      if (repo.gitRaw([command!, ...args]).exitCode !== 0) repo.gitRaw([command!, '--abort']);
    }
  }
  return repo;
}

/** What the documents say of each task, in a commit or on disk. */
export function readVersions(repo: Repo, owners: readonly string[], commit: string | null): Versions {
  const paths = listPaths(owners);
  const reader = createInputReader({ owners: owners.map((name) => ({ name })) });
  const [todo, ...own] = paths.map((path, position) => {
    const text = commit === null ? repo.read(path) : repo.git('show', `${commit}:${path}`);
    const valueOf = ({ state, key, owners: tagged }: Task): Value => ({
      text: `[${state}] ${key}`,
      owners: tagged.toSorted(),
    });
    return new Map(
      parseDocument(path, text, reader).tasks.map((task) => [
        numberOf(task),
        valueOf(position === 0 ? task : { ...task, owners: ownersIn(task, owners[position - 1]!) }),
      ]),
    );
  });
  const ids = new Set([todo!, ...own].flatMap((each) => [...each.keys()]));
  return new Map(
    [...ids].map((id) => [
      id,
      {
        todo: todo!.get(id) ?? null,
        own: new Map(owners.map((owner, position) => [owner, own[position]!.get(id) ?? null])),
      },
    ]),
  );
}

function numberOf(task: Task): number {
  return Number(/\d+$/.exec(task.key)![0]);
}

type Pick = <Item>(items: readonly Item[]) => Item;
/** @param whole Whether the document is edited as the hook would, or by itself. */
type Change = (lines: string[], path: string, whole?: boolean) => string[];

interface Tools {
  readonly random: () => number;
  readonly pick: Pick;
  readonly owners: readonly string[];
  readonly nextId: () => number;
}

/** One owner, or two. */
function pickOwners(random: () => number, pick: Pick, owners: readonly string[]): readonly string[] {
  if (owners.length === 1) return owners;
  const first = pick(owners);
  return random() < 0.3 ? [first, pick(owners.filter((owner) => owner !== first))].toSorted() : [first];
}

/** A task's line in a document: with a tag in TODO.md, and in the owners' where it is shared; or none. */
function writeLine(path: string, text: string, owners: readonly string[]): string | null {
  if (path !== 'TODO.md' && !owners.some((owner) => path === `${owner.toUpperCase()}.md`)) return null;
  const tag = path === 'TODO.md' || owners.length > 1 ? ` [Owner: ${owners.join(', ')}]` : '';
  return `- ${text}${tag}`;
}

/** A tick, another state, a rewording, a removal, an addition or, with several owners, a gift. */
function chooseChange(tools: Tools, versions: Versions): Change {
  const { random, pick, owners, nextId } = tools;
  const ids = [...versions.keys()];
  const dice = random();
  if (dice < 0.2 || ids.length < 3) {
    const text = `[ ] ${pick(WORDS)} the ${pick(THINGS)} ${nextId()}`;
    return insertAt(random(), text, pickOwners(random, pick, owners));
  }
  const id = pick(ids);
  const isIt = createTest(id);
  if (dice < 0.4) return (lines) => lines.filter((line) => !isIt(line));
  if (owners.length > 1 && dice < 0.5)
    return give(isIt, versions.get(id)!, random(), pickOwners(random, pick, owners));
  if (dice < 0.8) {
    const state = pick(['x', ' ', '/', '-']);
    return (lines) => lines.map((line) => (isIt(line) ? line.replace(/\[.\]/, `[${state}]`) : line));
  }
  const extra = pick(['well', 'twice', 'again', 'early']);
  return (lines) => lines.map((line) => (isIt(line) ? line.replace(/ the /, ` the ${extra} `) : line));
}

function insertAt(share: number, text: string, owners: readonly string[]): Change {
  return (lines, path) => {
    const line = writeLine(path, text, owners);
    const at = Math.floor(share * (lines.length + 1));
    return line === null ? lines : [...lines.slice(0, at), line, ...lines.slice(at)];
  };
}

/** Gives a task to other owners: their documents get it and the former owners' lose it, or only its tag is edited. */
function give(
  isIt: (line: string) => boolean,
  { todo, own }: Version,
  share: number,
  owners: readonly string[],
): Change {
  const known = todo ?? [...own.values()].find((value) => value !== null)!;
  return (lines, path, whole) => {
    const line = lines.find(isIt);
    const retag = (old: string): string =>
      old.replace(/(?: \[Owner: [^\]]*\])?$/, ` [Owner: ${owners.join(', ')}]`);
    if (!whole || path === 'TODO.md') return lines.map((each) => (each === line ? retag(each) : each));
    const rest = lines.filter((each) => each !== line);
    return insertAt(
      share,
      line?.slice(2).replace(/ \[Owner: [^\]]*\]$/, '') ?? known.text,
      owners,
    )(rest, path);
  };
}

function createTest(id: number): (line: string) => boolean {
  const pattern = new RegExp(` ${id}(?: \\[|$)`);
  return (line) => pattern.test(line);
}
