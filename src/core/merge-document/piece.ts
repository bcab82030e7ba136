/** Part of a merged text: whole lines, or lines on which the versions contradict each other. */
export type Piece =
  | { readonly kind: 'lines'; readonly text: string }
  | { readonly kind: 'conflict'; readonly ours: string; readonly base: string; readonly theirs: string };

/** How conflicts are shown; as `git merge-file` does. */
export interface MarkerStyle {
  /** The length of a marker; git asks for longer ones inside of merges of merge bases. */
  readonly size: number;
  /** Whether the base is shown, too (`merge.conflictStyle` `diff3` and `zdiff3`). */
  readonly showBase: boolean;
  readonly labels: { readonly ours: string; readonly base: string; readonly theirs: string };
}

/** The text with every conflict settled for one version. */
export function settlePieces(pieces: readonly Piece[], version: 'ours' | 'base' | 'theirs'): string {
  return pieces.map((piece) => (piece.kind === 'lines' ? piece.text : piece[version])).join('');
}

/** How many conflicts there are; those beside each other are one. */
export function countConflicts(pieces: readonly Piece[]): number {
  return joinPieces(pieces).filter(({ kind }) => kind === 'conflict').length;
}

/** The text with conflict markers. */
export function renderPieces(pieces: readonly Piece[], { size, showBase, labels }: MarkerStyle): string {
  const marker = (character: string, label = ''): string =>
    `${character.repeat(size)}${label === '' ? '' : ` ${label}`}\n`;
  return joinPieces(pieces)
    .map((piece) => {
      if (piece.kind === 'lines') return piece.text;
      const base = showBase ? marker('|', labels.base) + piece.base : '';
      return `${marker('<', labels.ours)}${piece.ours}${base}${marker('=')}${piece.theirs}${marker('>', labels.theirs)}`;
    })
    .join('');
}

/** Joins conflicts beside each other, and leaves out of each what both versions start or end with. */
function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'lines' && piece.text === '') continue;
    if (piece.kind !== 'conflict' || last?.kind !== 'conflict') joined.push(piece);
    else {
      joined[joined.length - 1] = {
        kind: 'conflict',
        ours: last.ours + piece.ours,
        base: last.base + piece.base,
        theirs: last.theirs + piece.theirs,
      };
    }
  }
  return joined.flatMap(trimConflict);
}

function trimConflict(piece: Piece): Piece[] {
  if (piece.kind === 'lines') return [piece];
  const [ours, theirs] = [linesOf(piece.ours), linesOf(piece.theirs)];
  if (piece.ours === piece.theirs) return [{ kind: 'lines', text: piece.ours }];
  let start = 0;
  while (start < ours.length && start < theirs.length && ours[start] === theirs[start]) start++;
  let end = 0;
  const shorter = Math.min(ours.length, theirs.length) - start;
  while (end < shorter && ours.at(-1 - end) === theirs.at(-1 - end)) end++;
  const inner = (lines: readonly string[]): string => lines.slice(start, lines.length - end).join('');
  return [
    { kind: 'lines', text: ours.slice(0, start).join('') },
    { kind: 'conflict', ours: inner(ours), base: piece.base, theirs: inner(theirs) },
    { kind: 'lines', text: ours.slice(ours.length - end).join('') },
  ];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
