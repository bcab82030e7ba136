import { inspect } from '../../src/git/inspect.ts';
import { applyChanges } from '../../src/git/apply.ts';
import { openGit } from '../../src/git/simple-git.ts';

/**
 * A stand-in for owner-sync's hook: appends the line `mirrored` to the documents named as arguments, in every
 * layer. So the tests of the git layer run where it will run, inside a real `git commit`.
 */
const git = openGit(process.cwd());
const inspection = await inspect(git, { paths: process.argv.slice(2) });
for (const { finding } of inspection.documents) {
  if (finding !== null) throw new Error(`${finding.place.path}: ${finding.reason}`);
}
const append = (text: string) => `${text}mirrored\n`;
await applyChanges(
  git,
  inspection,
  inspection.documents.map(({ path, index, realIndex, worktree }) => ({
    path,
    index: append(index?.text ?? ''),
    realIndex: realIndex === null ? undefined : append(realIndex.text),
    worktree: worktree === null ? undefined : append(worktree.text),
  })),
);
