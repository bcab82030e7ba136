import { createInputReader } from '../../src/core/reconcile.ts';
import { parseDocument } from '../../src/core/document.ts';
import type { Task } from '../../src/core/task.ts';
import { createRepo, type Repo } from './repo.ts';

const CONFIG = '{ "todo": "TODO.md", "owners": { "Ann": "ANN.md" } }\n';
const PATHS = ['TODO.md', 'ANN.md'] as const;
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

/** What both documents say of each task, by its number; `null` where a document does not hold it. */
export type Versions = ReadonlyMap<number, readonly [todo: string | null, owner: string | null]>;

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

/**
 * Makes a repository with a history of random edits: commits that edit both documents alike, as with the hook, and
 * commits that go round it and edit one; on two branches, with merges, rebases and cherry-picks between them.
 */
export function createHistory(seed: number, steps: number): Repo {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  let last = 8;
  const first = Array.from({ length: last }, (_, id) => `${pick(WORDS)} the ${pick(THINGS)} ${id}`);
  const repo = createRepo({
    files: {
      'owner-sync.json': CONFIG,
      'TODO.md': write(
        '# All',
        first.map((text) => `- [ ] ${text} [Owner: Ann]`),
      ),
      'ANN.md': write(
        '# Ann',
        first.map((text) => `- [ ] ${text}`),
      ),
    },
  });
  const edit = (path: string, change: (lines: string[]) => string[]): void => {
    const [title = '', ...lines] = repo
      .read(path)
      .split('\n')
      .filter((line) => line !== '');
    repo.write(path, write(title, change(lines)));
  };
  const commit = (step: number): void => {
    const change = chooseChange(random, pick, () => last++, readVersions(repo, null));
    const where = random() < 0.5 ? PATHS : [pick(PATHS)];
    for (const path of where) edit(path, (lines) => change(lines, path));
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
export function readVersions(repo: Repo, commit: string | null): Versions {
  const reader = createInputReader({ owners: [{ name: 'Ann' }] });
  const [todo, owner] = PATHS.map((path) => {
    const text = commit === null ? repo.read(path) : repo.git('show', `${commit}:${path}`);
    return new Map(parseDocument(path, text, reader).tasks.map((task) => [numberOf(task), valueOf(task)]));
  });
  const ids = new Set([...todo!.keys(), ...owner!.keys()]);
  return new Map([...ids].map((id) => [id, [todo!.get(id) ?? null, owner!.get(id) ?? null]]));
}

function numberOf(task: Task): number {
  return Number(/\d+$/.exec(task.key)![0]);
}

function valueOf({ state, key }: Task): string {
  return `[${state}] ${key}`;
}

function write(title: string, lines: readonly string[]): string {
  // Room between the tasks, so that git can merge edits of neighbours.
  return `${[title, '', ...lines.flatMap((line) => [line, '', '', ''])].join('\n')}\n`;
}

type Change = (lines: string[], path: string) => string[];

/** A tick, another state, a rewording, a removal or an addition. */
function chooseChange(
  random: () => number,
  pick: <Item>(items: readonly Item[]) => Item,
  nextId: () => number,
  versions: Versions,
): Change {
  const ids = [...versions.keys()];
  const dice = random();
  if (dice < 0.2 || ids.length < 3) {
    const text = `${pick(WORDS)} the ${pick(THINGS)} ${nextId()}`;
    const share = random();
    return (lines, path) => {
      const at = Math.floor(share * (lines.length + 1));
      const line = `- [ ] ${text}${path === 'TODO.md' ? ' [Owner: Ann]' : ''}`;
      return [...lines.slice(0, at), line, ...lines.slice(at)];
    };
  }
  const isIt = createTest(pick(ids));
  if (dice < 0.4) return (lines) => lines.filter((line) => !isIt(line));
  if (dice < 0.8) {
    const state = pick(['x', ' ', '/', '-']);
    return (lines) => lines.map((line) => (isIt(line) ? line.replace(/\[.\]/, `[${state}]`) : line));
  }
  const extra = pick(['well', 'twice', 'again', 'early']);
  return (lines) => lines.map((line) => (isIt(line) ? line.replace(/ the /, ` the ${extra} `) : line));
}

function createTest(id: number): (line: string) => boolean {
  const pattern = new RegExp(` ${id}(?: \\[|$)`);
  return (line) => pattern.test(line);
}
