import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { sync } from '../../src/commands/sync.ts';
import { createHistory, readVersions, type Versions } from '../helpers/replay.ts';
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
      ? await sync({ dryRun: false, owner: undefined, prefer, depth: 1000 }, io)
      : await check({ staged: false, revision: undefined, since: undefined, reporter: 'text' }, io);
  return { exitCode, output };
}

/** The versions in every commit that HEAD goes back to. */
function readHistory(repo: Repo): Versions[] {
  return repo
    .git('rev-list', 'HEAD')
    .split('\n')
    .map((commit) => readVersions(repo, commit));
}

describe('random histories with merges, rebases, cherry-picks and commits that went round the hook', () => {
  it.each(Array.from({ length: COUNT }, (_, number) => SEED + number))(
    'are healed: all agrees, no task is lost, none that was removed comes back (seed %i)',
    async (seed) => {
      const repo = createHistory(seed, 30);
      const history = readHistory(repo);
      const head = readVersions(repo, 'HEAD');
      const before = [repo.read('TODO.md'), repo.read('ANN.md')];
      const first = await run(repo, 'sync');
      const stopped = first.exitCode !== 0;
      if (stopped) {
        if (!first.output.includes('Left for you')) {
          expect(first.output).toMatch(/error\[[a-z]+-(?:[a-z]+-)?conflict\]/);
          expect([repo.read('TODO.md'), repo.read('ANN.md')]).toEqual(before);
        }
        const settled = await run(repo, 'sync', 'TODO.md');
        expect([settled.exitCode, settled.output]).toEqual([0, expect.any(String)]);
      }
      expect(await run(repo, 'check')).toMatchObject({ exitCode: 0 });
      expect((await run(repo, 'sync')).output).toContain('Nothing to do');

      const after = readVersions(repo, null);
      for (const [id, [todo, owner]] of head) {
        const agreed = history.filter((versions) => isAgreed(versions.get(id)));
        const [now] = after.get(id) ?? [null];
        const told = { id, todo, owner, now, agreed: [...new Set(agreed.map((each) => each.get(id)![0]))] };
        if (todo !== null && owner !== null) expect(told).toMatchObject({ now: expect.any(String) });
        // Never agreed: the union.
        else if (agreed.length === 0) expect(told).toMatchObject({ now: todo ?? owner });
        // Removed from one and as it was in the other: gone, unless it was changed there, which is a conflict.
        else if (agreed.every((each) => each.get(id)![0] === (todo ?? owner)))
          expect(told).toMatchObject({ now: null });
        else if (now !== null) expect([stopped, told.now]).toEqual([true, todo ?? owner]);
        // One side as it was when they agreed: the other side's word counts.
        if (todo !== null && owner !== null && todo !== owner && told.agreed.length === 1) {
          if (told.agreed[0] === owner) expect(told).toMatchObject({ now: todo });
          else if (told.agreed[0] === todo) expect(told).toMatchObject({ now: owner });
        }
      }
      for (const id of after.keys()) expect(head.has(id)).toBe(true);
    },
    60_000,
  );
});

function isAgreed(versions: readonly [string | null, string | null] | undefined): boolean {
  return versions !== undefined && versions[0] !== null && versions[0] === versions[1];
}
