import type {
  BulkChange,
  Drift,
  DriftedTask,
  EmptyResult,
  LostOwner,
  UnknownOwner,
  UnstagedOverlap,
} from '../core/finding.ts';
import { commitCommand, quotePathspecs } from './command.ts';
import { glueWords } from './layout.ts';
import { type Message, run, type Surroundings } from './message.ts';
import { neutralise } from './style.ts';
import {
  bothPaths,
  countNoun,
  goOn,
  listWords,
  showPath,
  showPlace,
  showText,
  stageAndGoOn,
  stoppedCommand,
} from './words.ts';
import { formatLineDiff } from './word-diff.ts';

/** So many tasks would be removed, added or moved that it is likelier a mistake. */
export function describeBulkChange(finding: BulkChange, surroundings: Surroundings): Message {
  const { kind, count, total, limit, place } = finding;
  const path = showPath(place.path);
  const title = {
    removals: `this would remove ${count} of ${countNoun(total, 'task')} from ${path}`,
    additions: `this would add ${countNoun(count, 'task')} to the ${total} in ${path}`,
    moves: `this would move ${count} of ${countNoun(total, 'task')} to other sections of ${path}`,
  }[kind];
  return {
    title,
    why: `The edit in ${showPath(finding.source)} asks for it. More than ${limit} at once is likelier an accident, so owner-sync asks first.`,
    hints: [
      ['if you mean it', run(`OWNER_SYNC_BULK=1 ${stoppedCommand(surroundings)}`)],
      ...(kind !== 'removals'
        ? [
            [
              `or look first at what would be ${kind === 'moves' ? 'moved' : 'added'} where, in your files`,
              run(`${surroundings.style.program} sync --dry-run`),
            ],
          ]
        : []),
      [
        'this shows the edit',
        run(
          `git diff HEAD -- ${quotePathspecs(bothPaths(finding.source, surroundings), surroundings.prefix)}`,
        ),
      ],
    ],
  };
}

/** The line to change carries edits in the working tree that are not staged, or does not fit one beside it. */
export function describeUnstagedOverlap(finding: UnstagedOverlap, surroundings: Surroundings): Message {
  const { place, staged, unstaged, misread, named } = finding;
  const { prefix, style } = surroundings;
  const add = run(`git add -p ${quotePathspecs([place.path], prefix)}`);
  const found = misread ? neutralise(unstaged) : formatLineDiff(staged, unstaged, surroundings.style);
  return {
    title: misread
      ? 'an unstaged edit does not fit what is mirrored there'
      : 'a line to be changed has an edit that is not staged',
    rows: [
      { label: 'in the commit', value: neutralise(staged) },
      { label: showPlace(place), value: found },
    ],
    why: misread
      ? 'In one file, one of them would be read as another task, or under another.'
      : 'Writing the one would overwrite the other.',
    hints: named
      ? [
          [
            'a commit of named files takes no edits from others, so undo the edit of that line, or name its file, too',
            run(`${commitCommand(style)} ${quotePathspecs([...named, place.path], prefix)}`),
          ],
          [
            'to take only some of its edits, stage them and commit without naming files',
            run(`git add ${quotePathspecs(named, prefix)}`),
            add,
            run(commitCommand(style)),
          ],
        ]
      : [['undo the edit of that line, or stage it, too', add, `and ${goOn(surroundings.during)}`]],
  };
}

/** An owner tag that names nobody the configuration knows. */
export function describeUnknownOwner(finding: UnknownOwner, surroundings: Surroundings): Message {
  const { place, owner, nearest, severity, others = [] } = finding;
  const config = showPath(surroundings.configPath);
  const tag = glueWords(`[Owner: ${showText(owner)}]`);
  if (severity === 'warn') {
    const more = others.length === 0 ? '' : ` and ${countNoun(others.length, 'other place')}`;
    return {
      title: `${tag} at ${showPlace(place)}${more} has no document, so nothing is mirrored for it`,
      hints: [
        [
          `if that is not meant, correct the tag, or add the owner to "owners" in ${config}:`,
          run(`"${showText(owner)}": "PATH"`),
        ],
      ],
    };
  }
  const similar = nearest === null ? '' : ` (a similar owner is ${showText(nearest)})`;
  return {
    title: `${tag} names an owner that does not exist`,
    rows: [{ label: showPlace(place), value: showText(finding.task) }],
    why: `Nobody of that name is in ${config}, so the task would reach no owner.`,
    hints: [
      stageAndGoOn(`correct the tag${similar}`, [place.path], surroundings),
      stageAndGoOn(`or add the owner to "owners" in ${config}`, [surroundings.configPath], surroundings),
    ],
  };
}

/** An open task of the TODO document lost its owner tag. */
export function describeLostOwner(finding: LostOwner, surroundings: Surroundings): Message {
  const tag = glueWords(`[Owner: ${finding.owners.map(showText).join(', ')}]`);
  const owners = listWords(finding.owners.map(showText));
  return {
    title: 'an open task has lost its owner',
    rows: [
      { label: showPlace(finding.place), value: showText(finding.task) },
      { label: 'last commit', value: tag },
    ],
    why: `${owners} would lose it although it is not done.`,
    hints: [
      stageAndGoOn(`put ${tag} back, or name another owner`, [finding.place.path], surroundings),
      [
        `or, to leave it without an owner, remove it from the ${finding.owners.length === 1 ? 'document' : 'documents'} of ${owners}, too, ${surroundings.during === 'sync' ? '' : 'stage that '}and ${goOn(surroundings.during)}`,
      ],
    ],
  };
}

/** Mirroring would leave nothing to commit. */
export function describeEmptyResult({ place }: EmptyResult, { prefix }: Surroundings): Message {
  const path = showPath(place.path);
  return {
    title: 'nothing would be left to commit',
    why: `Mirroring would undo what is staged in ${path}, as when a task is added there whose tag names other owners only. Nothing else is in this commit.`,
    hints: [
      ['this shows the edit', run(`git diff --cached -- ${quotePathspecs([place.path], prefix)}`)],
      [
        'to drop it from the index; the file on disk is left as it is',
        run(`git restore --staged ${quotePathspecs([place.path], prefix)}`),
      ],
      ['then, for an amend or an empty commit, commit again without -a'],
    ],
  };
}

/** A changed task had no partner, and the configuration says that this stops a commit. */
export function describeDriftedTask(
  finding: DriftedTask,
  { configPath, prefix, during, style }: Surroundings,
): Message {
  const { task, place, missing } = finding;
  const paths = [place, ...missing].map(({ path }) => path);
  return {
    title: `a changed task is not in ${listWords(missing.map(showPlace))}`,
    rows: [{ label: showPlace(place), value: showText(task) }],
    why: `It was missing there before, and ${showPath(configPath)} says ${glueWords('"drift": "block"')}.`,
    hints: [
      ['this lists all that differs', run(`${style.program} check`)],
      [
        'bring your files in step, stage them',
        run(`${style.program} sync`),
        run(`git add ${quotePathspecs([...new Set(paths)], prefix)}`),
        `and ${goOn(during)}`,
      ],
    ],
  };
}

/** A difference that no change of this commit caused, in one line that stands alone. */
export function describeDrift(finding: Drift): string {
  const [here, there] = (finding.values ?? ['', '']).map((value) => glueWords(showText(value)));
  const [place, other] = [showPlace(finding.place), showPlace(finding.other)];
  const task = `"${showText(finding.task)}"`;
  switch (finding.code) {
    case 'missing-task':
      return `${task} at ${place} is not in ${other}`;
    case 'done-differs':
      return `${task} is ${here} at ${place} and ${there} at ${other}`;
    case 'verify-differs':
      return `${task} is ${here} at ${place} and ${there} at ${other}`;
    case 'owners-differ':
      return `${task} has ${here} at ${place} and ${there} at ${other}`;
  }
}
