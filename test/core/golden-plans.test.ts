import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { findMisspeltTasks } from '../../src/core/find-misspelt-tasks.ts';
import type { MirroredChange } from '../../src/core/plan.ts';
import { reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';
import type { Status } from '../../src/core/status.ts';

/**
 * The commits of `test/golden` as plans, without git: what the hook does end to end is decided here already. Left out
 * are the cases that are about git and files rather than tasks.
 */
const GOLDEN = join(import.meta.dirname, '../golden');
const ABOUT_FILES = ['prepare.sh', 'worktree', 'command'];
const cases = readdirSync(GOLDEN).filter(
  (name) =>
    !ABOUT_FILES.some((file) => existsSync(join(GOLDEN, name, file))) &&
    !/^config-|^not-utf8$|^document-|^empty-result$|^drift-blocks$/.test(name),
);

describe('plans', () => {
  it('are there', () => expect(cases.length).toBeGreaterThan(140));

  it.each(cases)('%s', (name) => {
    const input = readInput(name);
    const plan = reconcile(input);
    const output = read(name, 'output.txt') ?? '';
    const shown = [...output.matchAll(/^(?:error|warning)\[([a-z-]+)\]/gm)].map(([, code]) => code);
    const misspelt = output.startsWith('exit 0') ? findMisspeltTasks(input, plan.documents) : [];
    const found = plan.findings.map(({ code }: Finding): string => code).slice(0, 3);
    expect(misspelt.length > 0 ? [...found, 'misspelt-task'] : found).toEqual(shown);
    const mirrored = /^owner-sync: (\d+) changes? mirrored/m.exec(output)?.[1] ?? '0';
    if (output.startsWith('exit 0')) expect(plan.changes.length).toBe(Number(mirrored));
    const places = [...output.matchAll(/^ {2}(\S.*?\.md(?::\d+)?) {2,}\S/gm)].map(([, place]) => place);
    if (output.startsWith('exit 0') && places.length === Number(mirrored))
      expect(plan.changes.map(showTarget).toSorted()).toEqual(places.toSorted());
    for (const { path, after } of plan.documents)
      if (output.startsWith('exit 0')) expect(after).toBe(read(name, `expected/${path}`));
    const changed = existsSync(join(GOLDEN, name, 'expected')) ? Number(mirrored) > 0 : false;
    expect(plan.documents.length > 0 && output.startsWith('exit 0')).toBe(changed);
    if (shown.length > 0 && output.startsWith('exit 1')) expect(plan.documents).toEqual([]);
    expect(plan.drifted.length > 0).toBe(output.includes('may have drifted apart'));
    // Whatever is parsed, the plan is the same.
    if (!process.env['STRYKER_MUTATOR_WORKER'])
      expect(reconcile(readInput(name), { complete: true }).documents).toEqual(plan.documents);
  });
});

interface GoldenConfig {
  readonly todo: string;
  readonly owners: Readonly<Record<string, string>>;
  readonly ownerTag?: 'keep' | 'omit';
  readonly sections?: Readonly<Record<string, Status>>;
}

function readInput(name: string): ReconcileInput {
  const { todo, owners, ownerTag, sections } = JSON.parse(
    read(name, 'base/owner-sync.json')!,
  ) as GoldenConfig;
  const versions = (path: string) => {
    const base = read(name, `base/${path}`);
    return { path, base, index: read(name, `index/${path}`) ?? base };
  };
  return {
    todo: versions(todo),
    owners: Object.entries(owners).map(([owner, path]) => ({ name: owner, ...versions(path) })),
    ...(ownerTag && { ownerTag }),
    ...(sections && { sections }),
  };
}

/** A file of a case; `null` where it has none. A byte order mark is kept. */
function read(name: string, path: string): string | null {
  const file = join(GOLDEN, name, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** A line that is gone has no number. */
function showTarget({ kind, to }: MirroredChange): string {
  return kind === 'remove' ? to.path : `${to.path}:${to.line}`;
}
