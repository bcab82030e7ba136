import { editDistance, foldText } from './core/text.ts';

/**
 * The candidate that a mistyped word most likely stands for, letter case aside: at most a quarter of its
 * letters differ. The first one wins among equals.
 */
export function findNearest(word: string, candidates: readonly string[]): string | null {
  const folded = foldText(word);
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(folded.length / 4)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, foldText(candidate), least);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/**
 * The path that a path which does not exist most likely stands for: else the only candidate with the same
 * file name, letter case aside.
 */
export function findNearestPath(path: string, candidates: readonly string[]): string | null {
  const nearest = findNearest(path, candidates);
  if (nearest) return nearest;
  const named = candidates.filter((candidate) => foldText(fileName(candidate)) === foldText(fileName(path)));
  if (named.length === 1) return named[0] ?? null;
  const name = findNearest(fileName(path), candidates.map(fileName));
  const alike = candidates.filter((candidate) => fileName(candidate) === name);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
