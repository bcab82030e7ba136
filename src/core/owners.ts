import { editDistance, foldText } from './text.ts';

/** The owners a configuration knows, for reading tags. */
export interface OwnerNames {
  /** In the configuration's order and spelling. */
  readonly names: readonly string[];
  /** The configuration's spelling of a name, whatever its letter case; `null` for an unknown name. */
  readonly find: (name: string) => string | null;
}

/** An owner tag; what stands between colon and bracket is its first group. */
export const OWNER_TAG = /\[\s*owners?\s*:\s*([^\][\s](?:[^\][]*[^\][\s])?)\s*\]/giu;

/** Prepares the configured owner names for reading tags. */
export function createOwnerNames(names: readonly string[]): OwnerNames {
  const byFold = new Map(names.map((name) => [foldText(name), name]));
  return { names, find: (name) => byFold.get(foldText(name)) ?? null };
}

/**
 * Splits what an owner tag names: always at commas; at `/`, `&`, `+` and `and` only when every part is a
 * known owner, because "Research & Development" may be one.
 *
 * @param names The text between `[Owner:` and `]`.
 * @returns Names without repetition, in the configuration's spelling where known.
 */
export function splitOwners(names: string, known: OwnerNames): string[] {
  const owners = names.split(',').flatMap((part) => {
    const name = part.replace(/\s+/gu, ' ').trim();
    if (name === '') return [];
    const whole = known.find(name);
    if (whole) return [whole];
    const parts = name.split(/ ?[/&+] ?| and /iu).map((piece) => known.find(piece));
    return parts.length > 1 && parts.every((piece) => piece !== null) ? parts : [name];
  });
  return [...new Set(owners)];
}

/** Of names of fewer letters any two may be near. */
const SHORT = 3;

/**
 * The known owner an unknown name is likely a slip of: at most two letters away, and fewer than a third of
 * its length.
 *
 * @param instead Whether the name came in the place of a known owner's: then a short one is near, too, with one letter
 *   too few, too many or wrong among three.
 */
export function nearestOwner(name: string, known: OwnerNames, instead = false): string | null {
  const folded = foldText(name);
  const usual = Math.min(2, Math.floor((folded.length - 1) / 3));
  const limit = instead && folded.length > 1 ? Math.max(1, usual) : usual;
  let nearest: string | null = null;
  let least = limit + 1;
  for (const candidate of known.names) {
    const other = foldText(candidate);
    if (usual < limit && Math.max(folded.length, other.length) < SHORT) continue;
    const distance = editDistance(folded, other, limit);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** Whether two lists hold the same names, in any order; neither holds a name twice. */
export function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
