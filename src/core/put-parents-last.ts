/** What is known of a commit to put it in order. */
interface Related {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * Puts commits behind all their children: where a clock was wrong, git may list a parent in front of one. What is
 * in order keeps its place, and what has to wait comes right after its last child.
 */
export function putParentsLast<Commit extends Related>(commits: readonly Commit[]): Commit[] {
  const positions = new Map(commits.map(({ id }, position) => [id, position]));
  const parents = commits.map((commit) => [
    ...new Set(commit.parents.flatMap((id) => positions.get(id) ?? [])),
  ]);
  const children = commits.map(() => 0);
  for (const position of parents.flat()) children[position]!++;
  const ordered: Commit[] = [];
  for (const start of commits.keys()) {
    const free = children[start] === 0 ? [start] : [];
    for (let position = free.pop(); position !== undefined; position = free.pop()) {
      ordered.push(commits[position]!);
      for (const parent of parents[position]!.toReversed())
        // Those further down the list get their turn there.
        if (--children[parent]! === 0 && parent < start) free.push(parent);
    }
  }
  return ordered;
}
