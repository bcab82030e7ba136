import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { sync } from '../../src/commands/sync.ts';
import {
  createHistory,
  listPaths,
  readVersions,
  type Value,
  type Version,
  type Versions,
} from '../helpers/replay.ts';
import type { Repo } from '../helpers/repo.ts';

/** `npm run replay` sets these. */
const COUNT = Number(process.env['REPLAYS'] ?? 3);
const SEED = Number(process.env['REPLAY_SEED'] ?? 20261124);

interface Run {
  readonly exitCode: number;
  readonly output: string;
}

async function run(repo: Repo, command: 'sync' | 'check', prefer?: string): Promise<Run> {
  let output = '';
  const writer = { write: (text: string) => (output += text) };
  const io = { cwd: repo.root, env: repo.env, stdout: writer, stderr: writer };
  const exitCode =
    command === 'sync'
      ? await sync({ dryRun: false, owner: undefined, prefer, depth: 1000, command: 'sync' }, io)
      : await check({ staged: false, revision: undefined, since: undefined, reporter: 'text' }, io);
  return { exitCode, output };
}

/** The versions in every commit that HEAD goes back to. */
function readHistory(repo: Repo, owners: readonly string[]): Versions[] {
  return repo
    .git('rev-list', 'HEAD')
    .split('\n')
    .map((commit) => readVersions(repo, owners, commit));
}

describe('random histories with merges, rebases, cherry-picks and commits that went round the hook', () => {
  it.each(Array.from({ length: COUNT }, (_, number) => SEED + number))(
    'are healed: all agrees, no task is lost, none that was removed comes back (seed %i)',
    async (seed) => {
      const owners = seed % 2 === 0 ? ['Ann'] : ['Ann', 'Ben', 'Cid'];
      const repo = createHistory(seed, 30, owners);
      const history = readHistory(repo, owners);
      const head = readVersions(repo, owners, 'HEAD');
      const readFiles = () => listPaths(owners).map((path) => repo.read(path));
      const before = readFiles();
      const first = await run(repo, 'sync');
      const stopped = first.exitCode !== 0;
      if (stopped) {
        if (!/left for you/i.test(first.output)) {
          expect(first.output).toMatch(/error\[[a-z]+-(?:[a-z]+-)?conflict\]/);
          expect(readFiles()).toEqual(before);
        }
        const settled = await run(repo, 'sync', 'TODO.md');
        expect([settled.exitCode, settled.output]).toEqual([0, expect.any(String)]);
      }
      expect(await run(repo, 'check')).toEqual({ exitCode: 0, output: expect.any(String) });
      expect((await run(repo, 'sync')).output).toContain('Nothing to do');

      const after = readVersions(repo, owners, null);
      for (const [id, version] of head) {
        const then = history.flatMap((versions) => versions.get(id) ?? []);
        expectLaw(id, then, version, after.get(id) ?? null, stopped);
      }
      for (const id of after.keys()) expect(head.has(id)).toBe(true);
    },
    60_000,
  );
});

/** What both documents of a pair say: a task of the TODO document that is not the owner's is not in the pair. */
function pairOf({ todo, own }: Version, owner: string): [Value | null, Value | null] {
  return [todo?.owners.includes(owner) ? todo : null, own.get(owner)!];
}

function isSame(one: Value | null, other: Value | null): boolean {
  return one?.text === other?.text && one?.owners.join() === other?.owners.join();
}

/** Holds the result for one task against its history. */
function expectLaw(
  id: number,
  history: readonly Version[],
  head: Version,
  after: Version | null,
  stopped: boolean,
): void {
  const agreedFor = (owner: string): Value[] =>
    history.flatMap((version) => {
      const [todo, own] = pairOf(version, owner);
      return todo !== null && isSame(todo, own) ? [todo] : [];
    });
  const owners = [...head.own.keys()];
  const told = { id, head: show(head), after: after && show(after), stopped };
  const now = after?.todo?.text ?? null;
  // Never agreed: the union. In TODO.md and in some owner's: it stays.
  const agreedEver = owners.some((owner) => agreedFor(owner).length > 0);
  if (
    !agreedEver ||
    (head.todo && owners.some((owner) => pairOf(head, owner).every((value) => value !== null)))
  )
    expect({ ...told, now }).toMatchObject({ now: expect.any(String) });
  for (const owner of owners) {
    const [todo, own] = pairOf(head, owner);
    const agreed = agreedFor(owner);
    const texts = new Set(agreed.map(({ text }) => text));
    const details = { ...told, owner, agreed: [...texts], now };
    const alone = history.every((version) =>
      [version.todo, ...version.own.values()].every((value) => !value || value.owners.join() === owner),
    );
    if ((todo === null) !== (own === null)) {
      const standing = (todo ?? own)!;
      // Removed from one and as it was in the other: gone, unless it was changed there, which is a conflict.
      if (agreed.length > 0 && agreed.every((value) => isSame(value, standing)))
        expect({ ...details, pair: after ? pairOf(after, owner) : [null, null] }).toMatchObject({
          pair: [null, null],
        });
      else if (alone && agreed.length === 0) expect(details).toMatchObject({ now: standing.text });
      else if (alone && now !== null) expect(details).toMatchObject({ stopped: true, now: standing.text });
    }
    // One side as it was when they agreed: the other side's word counts.
    if (alone && todo && own && todo.text !== own.text && texts.size === 1) {
      if (texts.has(own.text)) expect(details).toMatchObject({ now: todo.text });
      else if (texts.has(todo.text)) expect(details).toMatchObject({ now: own.text });
    }
  }
}

function show({ todo, own }: Version): string {
  const say = (value: Value | null) => (value ? `${value.text} [${value.owners.join(', ')}]` : 'none');
  return [`TODO ${say(todo)}`, ...[...own].map(([owner, value]) => `${owner} ${say(value)}`)].join('; ');
}
