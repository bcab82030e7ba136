import type { AlignedVersions, Side } from './align-units.ts';
import type { Unit } from './unit.ts';

/**
 * Whether both sides changed the same prose or title between two units that both left in place.
 *
 * @param start The base unit behind the one that both left in place.
 * @param end The next base unit that both left in place.
 */
export function hasProseConflict(versions: AlignedVersions, start: number, end: number): boolean {
  const [ours, theirs] = [
    readProseChanges(versions, 'ours', start, end),
    readProseChanges(versions, 'theirs', start, end),
  ];
  if ([...ours.prose].some(([place, what]) => (theirs.prose.get(place) ?? what) !== what)) return true;
  // Each may add or take away titles of its own, with tasks under them; one that both replaced is in doubt.
  return (
    ours.labelsGone.some((at) => theirs.labelsGone.includes(at)) &&
    ours.labels.join() !== theirs.labels.join()
  );
}

interface ProseChanges {
  /** By place: what a task or another line stands between is apart. */
  readonly prose: Map<string, string>;
  /** Titles that are new. */
  readonly labels: string[];
  /** Positions in the base of titles that are gone. */
  readonly labelsGone: number[];
}

function readProseChanges(
  { units, sides, identity }: AlignedVersions,
  side: Side,
  start: number,
  end: number,
): ProseChanges {
  const { stayed, inserted } = sides[side];
  const changes: ProseChanges = { prose: new Map(), labels: [], labelsGone: [] };
  let block = 0;
  const note = (unit: Unit, what: string): void => {
    if (unit.kind !== 'line' || unit.isLabel) return;
    const place = `${block} ${unit.container ? identity.find(unit.container).name : ''}`;
    changes.prose.set(place, `${changes.prose.get(place) ?? ''}${what}\0${unit.token}\0`);
  };
  for (let at = start; at <= end; at++) {
    for (const unit of inserted[at]!) {
      note(unit, `+ ${at}`);
      if (unit.isLabel) changes.labels.push(unit.token);
    }
    if (at === end) break;
    const base = units.base[at]!;
    if (stayed[at] === -1) note(base, `- ${at}`);
    if (stayed[at] === -1 && base.isLabel) changes.labelsGone.push(at);
    if (base.kind !== 'line' || base.isLabel) block++;
  }
  return changes;
}
