import type { AmbiguousTask, Place } from '../core/finding.ts';
import type { Message, Row, Surroundings } from './message.ts';
import { countWord, listWords, showPath, showPlace, showText, stageAndGoOn } from './words.ts';

/** At most so many places are listed under one finding. */
const MOST_PLACES = 5;

/** The edited task has two or more equally good partners, or its old words stand beside the new ones. */
export function describeAmbiguousTask(finding: AmbiguousTask, surroundings: Surroundings): Message {
  const { place, candidates, severity, former } = finding;
  if (former) return describeFormerWording(finding, former, surroundings);
  const count = countWord(candidates.length);
  if (severity === 'warn') {
    const rows = [
      { label: showPlace(place), value: showText(finding.task) },
      ...placeRows(candidates, 'may be its partner'),
    ];
    return { title: `a task with ${count} possible partners was left alone`, rows };
  }
  const paths = [...new Set([place, ...candidates].map(({ path }) => path))];
  return {
    title:
      candidates.length > 1
        ? `a changed task has ${count} possible partners`
        : 'a changed task has one possible partner, and so has another that reads the same',
    rows: [
      { label: showPlace(place), value: showText(finding.task) },
      ...placeRows(candidates, 'may be its partner'),
    ],
    why:
      candidates.length > 1
        ? 'They read the same, so owner-sync cannot tell which of them is meant.'
        : `Another task in ${showPath(place.path)} reads the same, so owner-sync cannot tell which of the two is meant.`,
    hints: [stageAndGoOn('remove the repeated task, or reword it so that they differ', paths, surroundings)],
  };
}

/** The task was reworded in one document, and in the other the new words were added beside the old ones. */
function describeFormerWording(
  { task, place, candidates }: AmbiguousTask,
  former: NonNullable<AmbiguousTask['former']>,
  surroundings: Surroundings,
): Message {
  const path = former.place.path;
  return {
    title: `one task stands twice in ${showPath(path)}: in its old words and in its new ones`,
    rows: [
      { label: showPlace(place), value: `${showText(task)}  (reworded)` },
      { label: showPlace(former.place), value: `${showText(former.task)}  (the old words)` },
      ...placeRows(candidates, 'the new words'),
    ],
    why: `Mirroring the new words to ${showPlace(former.place)} as well would make two of the one task.`,
    hints: [
      stageAndGoOn(`if they are one task, remove ${showPlace(former.place)}`, [path], surroundings),
      stageAndGoOn(
        `if they are two, give ${listWords(candidates.map(showPlace))} words of its own`,
        [path],
        surroundings,
      ),
    ],
  };
}

/** Rows that say the same of several places. */
export function placeRows(places: readonly Place[], value: string): Row[] {
  const rows = places.slice(0, MOST_PLACES).map((place) => ({ label: showPlace(place), value }));
  const more = places.length - rows.length;
  return more > 0 ? [...rows, { label: `${more} more`, value: '' }] : rows;
}
