import type { HistoryCommit, VersionChange } from './find-ancestors.ts';

/** Makes a function that lists changes of the same document around one, so many on either side. */
export function createNeighbours(
  commits: readonly HistoryCommit[],
): (change: VersionChange, count: number) => readonly VersionChange[] {
  let known: { readonly changes: VersionChange[][]; readonly places: Map<string, [number, number]> } | null =
    null;
  const list = () => {
    const byId = new Map(commits.map((commit) => [commit.id, commit]));
    const changes = (commits[0]?.versions ?? []).map((_, position) =>
      dropRepeated(
        commits.flatMap(({ parents, versions }) =>
          parents.flatMap((id) => {
            const [before, after] = [byId.get(id)?.versions[position], versions[position]];
            return before && after && before !== after ? [{ before, after }] : [];
          }),
        ),
      ),
    );
    const places = changes.flatMap((each, position) =>
      each.map((change, at) => [nameChange(change), [position, at]] as [string, [number, number]]),
    );
    return { changes, places: new Map(places) };
  };
  return (change, count) => {
    if (count === 0) return [];
    known ??= list();
    const [position, at] = known.places.get(nameChange(change)) ?? [0, 0];
    return known.changes[position]!.slice(Math.max(0, at - count), at + count + 1);
  };
}

/** A change in a word, the same for the same versions. */
export function nameChange({ before, after }: VersionChange): string {
  return `${before} ${after}`;
}

/** The changes, each once. */
export function dropRepeated(changes: readonly VersionChange[]): VersionChange[] {
  return [...new Map(changes.map((change) => [nameChange(change), change])).values()];
}
