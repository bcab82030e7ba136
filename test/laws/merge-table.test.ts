import { describe, expect, it } from 'vitest';
import { stopsCommit } from '../../src/core/finding.ts';
import { applied, differences, inputOf, plan, tasksOf } from './law-support.ts';
import { tableCases, type TableCase } from './merge-table.ts';
import { judge } from './oracle.ts';
import { renderWorld } from './render.ts';

/** Every how manieth case is tried: all of them with LAW_RUNS, as `npm run laws` sets it. */
const STRIDE = process.env['LAW_RUNS'] ? 1 : 331;

describe('the table of concurrent edits of one task', () => {
  it('every pair of edits comes to what the oracle says', () => {
    let total = 0;
    let tried = 0;
    let stopped = 0;
    const wrong: string[] = [];
    for (const each of tableCases()) {
      if (total++ % STRIDE !== 0) continue;
      tried++;
      const outcome = tryCase(each);
      if (outcome === 'stopped') stopped++;
      else if (outcome !== 'mirrored') wrong.push(`${each.name}\n  ${outcome}`);
    }
    console.log(
      `merge table: ${tried} of ${total} combinations, ${stopped} conflicts, ${wrong.length} wrong`,
    );
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

/** @returns What is wrong, else what came of it. */
function tryCase({ base, index }: TableCase): string {
  const [before, after] = [renderWorld(base), renderWorld(index)];
  const verdict = judge(base, index);
  const planned = plan(inputOf(before, after));
  const codes = [...new Set(planned.findings.filter(stopsCommit).map(({ code }) => code))].toSorted();
  if (codes.join() !== verdict.conflicts.join())
    return `stops for ${codes.join()}, not for ${verdict.conflicts.join()}`;
  if (codes.length > 0) return 'stopped';
  const result = applied(after, planned);
  const [found, wanted] = [tasksOf(result), verdict.tasks].map((tasks) => JSON.stringify(tasks));
  if (found !== wanted) return `leaves ${found}, not ${wanted}`;
  return differences(result).length > 0 ? 'leaves differences' : 'mirrored';
}
