import type { UnreadableDocument, UnreadableReason } from '../core/finding.ts';
import { quotePathspecs, quoteWord } from './command.ts';
import { type Hint, type Message, run, type Surroundings } from './message.ts';
import { countNoun, goOn, showPath, showPlace, stageAndGoOn } from './words.ts';

/** A document that cannot be read as what the user meant. */
export function describeUnreadable(finding: UnreadableDocument, surroundings: Surroundings): Message {
  return WORDS[finding.reason](finding, surroundings);
}

type Describe = (finding: UnreadableDocument, surroundings: Surroundings) => Message;

const WORDS: Readonly<Record<UnreadableReason, Describe>> = {
  'conflict-markers': ({ place }, surroundings) => ({
    title: `${showPlace(place)} holds conflict markers`,
    why: 'A merge has left both versions in the file, so it does not say yet which one counts.',
    hints: [stageAndGoOn('keep what is right and remove the markers', [place.path], surroundings)],
  }),

  'unclosed-fence': ({ place }, surroundings) => ({
    title: `the code block that opens at ${showPlace(place)} is never closed`,
    why: 'All that follows it is code to Markdown, so every task below it has disappeared.',
    hints: [stageAndGoOn('close it with the same signs on a line of their own', [place.path], surroundings)],
  }),

  'unclosed-comment': ({ place }, surroundings) => ({
    title: `the comment that opens at ${showPlace(place)} is never closed`,
    why: 'All that follows it is hidden to Markdown, so every task below it has disappeared.',
    hints: [stageAndGoOn('close it with -->', [place.path], surroundings)],
  }),

  'broken-task': ({ place, detail }, surroundings) => ({
    title: `${showPlace(place)} looks like a task, but is none in Markdown`,
    why: `Its box is written wrong, or it is indented so far that it counts as code or as words of the line above.${detail === undefined ? '' : ` The same goes for ${countNoun(Number(detail), 'line')} below it.`} Mirrored like this, it would be no task in other documents either.`,
    hints: [
      stageAndGoOn(
        'write it as "- [ ] words" or "- [x] words", indented like the tasks beside it',
        [place.path],
        surroundings,
      ),
      ['or, if it is to go, take the whole line out'],
    ],
  }),

  'not-utf8': ({ place }, surroundings) => ({
    title: `${showPlace(place)} is not UTF-8 text`,
    why: 'Some of its bytes would be lost if owner-sync read it as text and wrote it again.',
    hints: [stageAndGoOn('save the file as UTF-8 in your editor', [place.path], surroundings)],
  }),

  missing: ({ place, detail }, surroundings) => {
    const path = showPath(place.path);
    const config = showPath(surroundings.configPath);
    const pathspecs = quotePathspecs([place.path], surroundings.prefix);
    if (detail === 'untracked')
      return {
        title: `${path} is on disk, but not in git`,
        why: `${config} names it, so what is mirrored into it has to be in the commit, too.`,
        hints: [
          ['add it', run(`git add ${pathspecs}`), `and ${goOn(surroundings.during)}`],
          editConfig('or, if it is not meant, take it out of', surroundings),
        ],
      };
    return {
      title: `${path} is gone`,
      why: `${config} still names it, and its tasks still stand in the other documents.`,
      hints: [
        [
          'if it was removed by mistake, take it back from the last commit',
          restore(place.path, surroundings),
        ],
        editConfig('if it is no longer needed, take it out of', surroundings),
      ],
    };
  },

  emptied: ({ place, detail }, surroundings) => ({
    title: `${showPath(place.path)} has lost all its tasks`,
    why: `${detail === undefined ? 'Its tasks were' : `${countNoun(Number(detail), 'task')} stood`} there in the last commit. Mirroring this would remove them everywhere.`,
    hints: [
      undoEmptying(place.path, surroundings),
      editConfig('if the document is no longer needed, take it out of', surroundings),
    ],
  }),

  renamed: ({ place, detail }, surroundings) => ({
    title: `${showPath(place.path)} was renamed${detail === undefined ? '' : ` to ${showPath(detail)}`}`,
    why: `${showPath(surroundings.configPath)} still names the old path.`,
    hints: [editConfig('write the new path in', surroundings)],
  }),

  symlink: ({ place }, surroundings) => ({
    title: `${showPath(place.path)} is a symbolic link`,
    why: 'owner-sync writes to plain files only, so that nothing outside of the repository can be changed.',
    hints: [editConfig('name the file that it points to in', surroundings)],
  }),

  'not-a-file': ({ place }, surroundings) => ({
    title: `${showPath(place.path)} is not a file`,
    why: 'It is a folder or a submodule, which holds no tasks.',
    hints: [editConfig('name a file in', surroundings)],
  }),

  'intent-to-add': ({ place }, surroundings) => ({
    title: `${showPath(place.path)} is announced to git, but its content is not`,
    why: 'After git add --intent-to-add the index holds the path without the text.',
    hints: [
      [
        'add the content, too',
        run(`git add ${quotePathspecs([place.path], surroundings.prefix)}`),
        `and ${goOn(surroundings.during)}`,
      ],
    ],
  }),

  unmerged: ({ place }, surroundings) => ({
    title: `${showPath(place.path)} is in the middle of a merge`,
    why: 'The index holds several versions of it, and none of them counts yet.',
    hints: [stageAndGoOn('settle the merge conflict in the file', [place.path], surroundings)],
  }),

  filtered: ({ place }, surroundings) => ({
    title: `git changes ${showPath(place.path)} between the index and the disk`,
    why: 'A filter or working-tree-encoding in .gitattributes applies to it, and owner-sync cannot write such files.',
    hints: [
      [
        'this shows which one',
        run(`git check-attr filter working-tree-encoding -- ${quoteWord(place.path)}`),
      ],
      [`take it off for this file in .gitattributes, and ${goOn(surroundings.during)}`],
    ],
  }),

  'too-deep': ({ place }, surroundings) => ({
    title: `${showPlace(place)} nests lists or quotes more than 100 deep`,
    why: 'No list of tasks does, and reading it could take for ever.',
    hints: [stageAndGoOn('take out the quotes or list items in each other', [place.path], surroundings)],
  }),

  'too-complex': ({ place }, surroundings) => ({
    title: `${showPlace(place)} holds thousands of marks, spaces or lines in one piece`,
    why: 'Brackets, asterisks and their like, spaces in a row, lines that continue a quote: no list of tasks holds so many, and reading it could take for ever.',
    hints: [stageAndGoOn('break it up with blank lines, or take it out', [place.path], surroundings)],
  }),

  'too-large': ({ place, detail }, { configPath, during, style }) => ({
    title: `${showPath(place.path)} is larger than ${detail === undefined ? 'the limit' : `${detail} bytes`}`,
    why: 'So large a file is likelier an accident than a list of tasks.',
    hints: [
      [
        `if it is meant, raise "limits": { "bytes": ${style.symbols.more} } in ${showPath(configPath)}, git add that, and ${goOn(during)}`,
      ],
    ],
  }),
};

function editConfig(action: string, surroundings: Surroundings): Hint {
  return stageAndGoOn(
    `${action} ${showPath(surroundings.configPath)}`,
    [surroundings.configPath],
    surroundings,
  );
}

/** Works with `git commit -a`, too, which stages what is on disk. A document that the commit moves is not in HEAD. */
function undoEmptying(path: string, surroundings: Surroundings): Hint {
  const former = surroundings.basePaths?.get(path);
  if (former !== undefined)
    return [
      'if that was a mistake, put the tasks back; this shows them:',
      run(`git show ${quoteWord(`HEAD:${former}`)}`),
      ...(surroundings.during === 'sync'
        ? []
        : ['then', run(`git add ${quotePathspecs([path], surroundings.prefix)}`)]),
      `and ${goOn(surroundings.during)}`,
    ];
  return [
    'if that was a mistake, take it back from the last commit; this replaces the file on disk, too',
    restore(path, surroundings),
    `and ${goOn(surroundings.during)}`,
  ];
}

function restore(path: string, { prefix }: Surroundings): ReturnType<typeof run> {
  return run(`git restore --source=HEAD --staged --worktree ${quotePathspecs([path], prefix)}`);
}
