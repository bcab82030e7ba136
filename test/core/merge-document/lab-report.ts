import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  branches,
  count,
  judge,
  openMergeFile,
  windowBranches,
  type Outcome,
  type Scenario,
} from './merge-lab.ts';

/** Random pairs of branches, merged by git and by task; what `npm run merge-lab` prints. */
export function reportLab(runs: number, seed: number, realDocument: string, keep: string | undefined): void {
  const all = ['tick', 'verify', 'remove', 'note', 'reword', 'add', 'move', 'reassign'] as const;
  const sets: [string, fc.Arbitrary<Scenario>][] = [
    ['adds and ticks, 1 edit a side', branches(['add', 'tick'], 1)],
    ['adds and ticks, 3 edits a side', branches(['add', 'tick'], 3)],
    ['all kinds, 1 edit a side', branches(all, 1)],
    ['all kinds, 3 edits a side', branches(all, 3)],
  ];
  if (existsSync(realDocument)) {
    const text = readFileSync(realDocument, 'utf8');
    sets.push(
      ['real document, 4 tasks, 1 edit a side', windowBranches(text, 4, 1)],
      ['real document, 4 tasks, 3 edits a side', windowBranches(text, 4, 3)],
      ['real document, 20 tasks, 3 edits a side', windowBranches(text, 20, 3)],
      ['real document, 200 tasks, 5 edits a side', windowBranches(text, 200, 5)],
    );
  } else console.log(`(without ${realDocument})`);
  const headings = [
    'merges',
    'contradict',
    'git: conflict',
    'wrong',
    'driver: conflict',
    'wrong',
    'open',
    'merged',
    'worse',
    'left to git',
  ];
  console.log(['', ...headings].join(' | '));
  const { merge, close } = openMergeFile();
  for (const [name, scenarios] of sets) {
    const outcomes = fc.sample(scenarios, { numRuns: runs, seed }).map((scenario) => judge(scenario, merge));
    const figures = count(outcomes);
    console.log([name, ...Object.values(figures)].join(' | '));
    if (keep)
      outcomes
        .filter(isOfNote)
        .slice(0, 5)
        .forEach((outcome, index) => keepCase(join(keep, `${name} ${index}`), outcome));
  }
  close();
}

function isOfNote({ contradiction, git, driver }: Outcome): boolean {
  return (
    driver === 'wrong' || (!contradiction && driver === 'conflict') || (git === 'clean' && driver !== 'clean')
  );
}

function keepCase(folder: string, { scenario, text, expected, result }: Outcome): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, version] of Object.entries(scenario.texts))
    writeFileSync(join(folder, `${name}.md`), version);
  writeFileSync(join(folder, 'result.md'), text);
  writeFileSync(join(folder, 'expected.txt'), expected.join('\n'));
  writeFileSync(join(folder, 'how.json'), JSON.stringify({ ...result, text: undefined }));
}
