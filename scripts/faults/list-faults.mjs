const SAVE = 'printf "FOREIGN\\n" >> docs/B.md';
const REPLACE = 'cp docs/B.md docs/copy && printf "FOREIGN\\n" >> docs/copy && mv docs/copy docs/B.md';

/**
 * Every fault for one way to commit.
 *
 * @param {string} flavour
 * @param {string[]} steps What the hook does, in order.
 */
export function listFaults(flavour, steps) {
  const faults = [];
  for (const [index, step] of steps.entries()) {
    const isFile = !step.startsWith('git ');
    const moments = (when) => ({ at: index + 1, when });
    if (!isFile)
      faults.push({ ...moments('before'), name: 'a git that fails', action: 'git-fails', kind: 'clean' });
    if (step.startsWith('readFileSync')) {
      for (const code of ['EACCES', 'EIO']) {
        faults.push({
          ...moments('before'),
          name: `a read that fails with ${code}`,
          action: `fail:${code}`,
          kind: 'clean',
        });
      }
      continue;
    }
    for (const when of ['before', 'after']) {
      faults.push({ ...moments(when), name: 'exit', action: 'exit', kind: 'killed' });
      faults.push({ ...moments(when), name: 'SIGKILL', action: 'SIGKILL', kind: 'killed' });
      faults.push({ ...moments(when), name: 'SIGINT', action: 'SIGINT', kind: 'clean' });
      faults.push({ ...moments(when), name: 'SIGTERM', action: 'SIGTERM', kind: 'clean' });
    }
    faults.push({
      ...moments('before'),
      name: 'SIGINT to the whole process group',
      action: 'group:SIGINT',
      kind: 'clean',
    });
    faults.push({
      ...moments('after'),
      name: 'SIGKILL to the whole process group',
      action: 'group:SIGKILL',
      kind: 'killed',
    });
    if (isFile) {
      for (const code of ['ENOSPC', 'EIO', 'EACCES', 'EROFS']) {
        faults.push({
          ...moments('before'),
          name: `a write that fails with ${code}`,
          action: `fail:${code}`,
          kind: 'clean',
        });
      }
    }
    if (step.startsWith('writeFileSync')) {
      faults.push({
        ...moments('before'),
        name: 'a write that is cut short',
        action: 'short',
        kind: 'clean',
      });
    }
    faults.push({
      ...moments('before'),
      name: 'an editor that saves in place',
      action: SAVE,
      kind: 'foreign',
    });
    // Between our last look at a file and the renaming lie microseconds in which a whole new file cannot be seen.
    if (!/^renameSync .*\.tmp/.test(step) || step.includes('/.git/')) {
      faults.push({
        ...moments('before'),
        name: 'an editor that saves by renaming',
        action: REPLACE,
        kind: 'foreign',
      });
    }
    // In the other ways to commit git holds the lock itself.
    if (flavour === 'plain') {
      faults.push({
        ...moments('before'),
        name: 'git add of the counterpart',
        action: `${SAVE} && git add docs/B.md`,
        kind: 'foreign',
        staged: true,
      });
      faults.push({
        ...moments('before'),
        name: 'a lock of the index that stays',
        action: ': > .git/index.lock',
        kind: 'clean',
      });
    }
  }
  return faults;
}
