import type { EditRemoveConflict, FieldConflict, FieldConflictCode } from '../core/finding.ts';
import { placeRows } from './describe-ambiguous-task.ts';
import { quotePathspecs, quoteWord } from './command.ts';
import { type Hint, type Message, type Row, run, type Surroundings } from './message.ts';
import type { Style } from './style.ts';
import {
  bothPaths,
  countNoun,
  countWord,
  goOn,
  oneLine,
  showCommit,
  showCommitId,
  showPath,
  showPlace,
  showText,
  stageAndGoOn,
} from './words.ts';
import { formatLineDiff, formatWordDiff } from './word-diff.ts';

/** The words for each field: what happened, what happened to a task that is new everywhere, and the remedy. */
const FIELDS: Readonly<Record<FieldConflictCode, { changed: string; added: string; remedy: string }>> = {
  'text-conflict': {
    changed: 'one task was reworded differently in # files',
    added: 'one new task has different wordings in # files',
    remedy: 'make the lines say the same',
  },
  'done-conflict': {
    changed: 'the box of one task was changed differently in # files',
    added: 'one new task has different boxes in # files',
    remedy: 'put the same character in each box',
  },
  'verify-conflict': {
    changed: 'VERIFY was changed differently on one task in # files',
    added: 'one new task is marked VERIFY in one file and not in another',
    remedy: 'mark the task VERIFY everywhere, or nowhere',
  },
  'section-conflict': {
    changed: 'one task was moved to different sections in # files',
    added: 'one new task stands in different sections in # files',
    remedy: 'move the task to the same section everywhere',
  },
  'owner-conflict': {
    changed: 'one task was given to different owners in # files',
    added: 'one new task has different owners in # files',
    remedy: 'make the owner tags say the same',
  },
  'notes-conflict': {
    changed: 'the notes of one task were changed differently in # files',
    added: 'one new task has different notes in # files',
    remedy: 'make the notes say the same',
  },
};

/** Two documents changed one field of one task differently. */
export function describeFieldConflict(finding: FieldConflict, surroundings: Surroundings): Message {
  const { style } = surroundings;
  const { sides } = finding;
  // A side that says what the last commit said has changed, too: there the files differed already, so one base would mislead.
  const differed = finding.base !== null && sides.some(({ value }) => value === finding.base);
  const base = differed ? null : finding.base;
  const paths = [...new Set(sides.map((side) => side.place.path))];
  const words = FIELDS[finding.code];
  const comparison: Row[] = [];
  if (base !== null) comparison.push({ label: labelBase(finding), value: showText(base) });
  for (const [index, { place, value }] of sides.entries()) {
    const against = base ?? (index === 0 ? value : (sides[0]?.value ?? value));
    comparison.push({ label: showPlace(place), value: compareValues(finding.code, against, value, style) });
  }
  const task: Row[] =
    finding.code === 'text-conflict' ? [] : [{ label: 'task', value: showText(finding.task) }];
  const edits = sides.length === 2 ? 'Both edits are' : `All ${countWord(sides.length)} edits are`;
  return {
    title: (finding.base === null ? words.added : words.changed).replace('#', countWord(paths.length)),
    rows: [...task, ...comparison, ...describeHistory(finding)],
    why: `${differed ? 'The files differed before. ' : ''}${edits} ${describeWhen(finding, surroundings)}, so owner-sync will not pick one for you.`,
    hints: [stageAndGoOn(words.remedy, paths, surroundings), preferOneFile(paths, surroundings)],
  };
}

/** Removed in one document, changed in another; or the partner holds what stands nowhere else. */
export function describeEditRemove(finding: EditRemoveConflict, surroundings: Surroundings): Message {
  const { removed, kept, reason, instead } = finding;
  const [from, in_] = [showPath(removed.path), showPath(kept.path)];
  const { during, prefix } = surroundings;
  const former = finding.history ? undefined : surroundings.basePaths?.get(removed.path);
  const when = finding.history ? labelBase(finding) : 'the last commit';
  const there = former === undefined ? '' : ` of ${showPath(former)}`;
  const gone =
    removed.line === undefined ? 'removed' : `removed; it was line ${removed.line}${there} in ${when}`;
  const pathspecs = quotePathspecs([removed.path], prefix);
  // Nothing that takes it back: the file may hold other edits, and `git restore -p` asks.
  const since = finding.history ? showCommitId(finding.history.base.id) : 'HEAD';
  const putBack: Hint = [
    `to keep the task, put its lines back in ${from}; this shows them`,
    run(`git diff ${since} -- ${quotePathspecs(bothPaths(removed.path, surroundings), prefix)}`),
    ...(during === 'sync' ? [] : ['then', run(`git add ${pathspecs}`)]),
    `and ${goOn(during)}`,
  ];
  const inOtherWords: Hint[] = instead
    ? [
        stageAndGoOn(
          `if ${showPlace(instead.place)} is that task in other words, write them in ${in_}, too`,
          [kept.path],
          surroundings,
        ),
      ]
    : [];
  const stead: Row[] = instead
    ? [{ label: showPlace(instead.place), value: `${showText(instead.task)}  (new in its place)` }]
    : [];
  const rows: Row[] = [
    { label: from, value: gone },
    ...stead,
    { label: showPlace(kept), value: showText(finding.task) },
    ...describeHistory(finding),
  ];
  switch (reason.kind) {
    case 'edited':
      return {
        title: 'one task was removed in one file and changed in another',
        rows: [
          { label: labelBase(finding), value: showText(reason.base) },
          rows[0]!,
          ...stead,
          {
            label: showPlace(kept),
            value: formatLineDiff(oneLine(reason.base), oneLine(reason.now), surroundings.style),
          },
          ...describeHistory(finding),
        ],
        why: `Removing it from ${in_} as well would throw that change away.`,
        hints: [
          ...inOtherWords,
          preferOneFile([removed.path, kept.path], surroundings, [
            `to remove it from ${in_}, too, or to put it back in ${from}, let one file win wherever the two differ:`,
          ]),
        ],
      };
    case 'notes':
      return {
        title: 'removing a task would lose notes that stand nowhere else',
        rows,
        why: `In ${in_} the task has ${countNoun(reason.lines, 'line')} of notes of its own.`,
        hints: [
          stageAndGoOn(`to remove it with its notes, remove it from ${in_}, too`, [kept.path], surroundings),
          ...inOtherWords,
          putBack,
        ],
      };
    case 'subtasks':
      return {
        title: 'removing a task would lose subtasks that stand nowhere else',
        rows: [...rows, ...placeRows(reason.places, 'a subtask of it')],
        why: `The task was removed from ${from}, which has none of these subtasks.`,
        hints: [
          stageAndGoOn(
            `to remove it with its subtasks, remove it from ${in_}, too`,
            [kept.path],
            surroundings,
          ),
          ...inOtherWords,
          putBack,
        ],
      };
  }
}

type HistoricFinding = Pick<FieldConflict | EditRemoveConflict, 'history'>;

/** What the base is: the last commit, or an older one in which the documents agreed. */
function labelBase({ history }: HistoricFinding): string {
  return history ? `commit ${showCommitId(history.base.id)}` : 'last commit';
}

/** The commits that changed the task since the documents agreed. */
function describeHistory({ history }: HistoricFinding): Row[] {
  return (history?.changes ?? []).map(({ path, commit }) => ({
    label: `since then, ${showPath(path)}`,
    value: commit ? showCommit(commit) : 'changed, not committed yet',
  }));
}

function describeWhen({ history }: HistoricFinding, { during }: Surroundings): string {
  if (history) return `newer than commit ${showCommitId(history.base.id)}`;
  return during === 'sync' ? 'in your files' : 'in this commit';
}

/** Boxes, tags and section names are shown as they are: a word diff of `[ ]` and `[x]` is all brackets. */
function compareValues(code: FieldConflictCode, before: string, after: string, style: Style): string {
  const isProse = code === 'text-conflict' || code === 'notes-conflict';
  return isProse ? formatWordDiff(oneLine(before), oneLine(after), style) : showText(after);
}

function preferOneFile(
  paths: readonly string[],
  { during, prefix, style }: Surroundings,
  which: Hint = [`or let one file win wherever ${paths.length === 2 ? 'the two' : 'they'} differ:`],
): Hint {
  const commands = paths.map((path) => run(`${style.program} sync --prefer ${quoteWord(path)}`));
  if (during === 'sync') return [...which, ...commands];
  return [
    ...which,
    ...commands,
    'then',
    run(`git add ${quotePathspecs(paths, prefix)}`),
    `and ${goOn(during)}`,
  ];
}
