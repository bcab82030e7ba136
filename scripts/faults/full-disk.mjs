import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createTemplate, findDuplicates, findLost, openWorld } from './world.mjs';

/** Bytes to leave on the disk. The whole commit needs about 60 KB. */
const LEVELS = [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 96].map((kilobytes) => kilobytes * 1024);

/**
 * Commits on a disk that is full at one point or another: the commit is made, or all is as before; and when there
 * is room again, it is made.
 *
 * @param {string} packageFolder
 * @param {string} folder Where to mount a disk of 4 MB; needs root and Linux.
 */
export function tryFullDisk(packageFolder, folder) {
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'owner-sync-faults', folder]);
  if (mounted.status !== 0)
    return { tried: [], problems: [], skipped: 'a small disk can be mounted by root only' };
  const [tried, problems] = [[], []];
  try {
    const template = createTemplate(folder, packageFolder);
    const done = openWorld(template, folder);
    done.commit([]);
    const after = done.state();
    done.remove();
    for (const level of LEVELS) {
      const world = openWorld(template, folder);
      const say = (words) => problems.push(`disk with ${level} bytes left: ${words}`);
      const before = world.state();
      const { bsize, bfree } = statfsSync(folder);
      const ballast = join(folder, 'ballast');
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bsize * bfree - level)));
      const first = world.commit([]);
      rmSync(ballast);
      const made = first.status === 0;
      tried.push(made ? 'a full disk: room enough' : 'a full disk');
      for (const lost of findLost(world, 'plain')) say(`lost ${lost}`);
      if (!made) {
        // git itself may have failed after the hook: then the mirror is staged.
        const state = world.state();
        const mirrored = isDeepStrictEqual(state.disk, after.disk) && state.index === after.index;
        if (!mirrored && !isDeepStrictEqual(state, before))
          say(`it was not put back: ${JSON.stringify(state)} ${first.stderr}`);
        for (const path of world.leftovers()) say(`left behind: ${path}`);
        const again = world.commit([]);
        if (again.status !== 0) say(`the next commit ended with ${again.status}: ${again.stderr}`);
      }
      if (!isDeepStrictEqual(world.state(), after)) say('it ended elsewhere');
      for (const task of findDuplicates(world)) say(`${task} is there twice`);
      world.remove();
    }
  } finally {
    spawnSync('umount', [folder]);
  }
  return { tried, problems, skipped: null };
}
