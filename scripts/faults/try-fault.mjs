import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findDuplicates, findLost, FLAVOURS, openWorld } from './world.mjs';

/**
 * Commits without a fault: the result that every interrupted commit has to reach when it is made again.
 *
 * @returns The steps that the hook takes, in order, and the state before and after.
 */
export function makeReference(template, parent, flavour) {
  const world = openWorld(template, parent);
  const log = join(parent, `steps-${flavour}`);
  rmSync(log, { force: true });
  const before = world.state();
  const { status, stderr } = world.commit(FLAVOURS[flavour], { log });
  if (status !== 0) throw new Error(`a commit without a fault ended with ${status}:\n${stderr}`);
  const after = world.state();
  const problems = [...findLost(world, flavour), ...findDuplicates(world), ...world.leftovers()];
  if (problems.length > 0) throw new Error(`without a fault: ${problems.join(', ')}`);
  world.remove();
  return { steps: readFileSync(log, 'utf8').trim().split('\n'), before, after };
}

/**
 * Commits with one fault, looks at what it left, and commits again.
 *
 * @param {object} fault `at`, `when`, `action` as for preload.mjs; `kind`: `clean` (the hook can put things back),
 *   `killed` (it cannot), `foreign` (somebody else acts: `wanted` must survive, in a layer named).
 * @returns {string[]} What is wrong; empty when all is well.
 */
export function tryFault(template, parent, flavour, reference, fault) {
  const world = openWorld(template, parent);
  const problems = [];
  const say = (words) =>
    problems.push(
      `${flavour}, step ${fault.at} (${reference.steps[fault.at - 1]}), ${fault.when}, ${fault.action}: ${words}`,
    );
  try {
    const first = world.commit(FLAVOURS[flavour], fault);
    releaseLocks(world, fault, reference.steps[fault.at - 1], say);
    const state = world.state();
    for (const lost of findLost(world, flavour)) say(`lost ${lost}`);
    if (fault.kind === 'foreign') {
      if (!world.read('docs/B.md').includes('FOREIGN')) say('what somebody else saved is lost on disk');
      if (
        fault.staged &&
        !`${world.git('cat-file', 'blob', ':docs/B.md')}${world.git('cat-file', 'blob', 'HEAD:docs/B.md')}`.includes(
          'FOREIGN',
        )
      )
        say('what somebody else staged is lost in the index');
    } else {
      checkLayers(state, reference, say);
      const unmade = state.count === reference.before.count;
      if (unmade === (first.status === 0)) say(`exit code ${first.status}, ${state.count} commits`);
      if (
        fault.kind === 'clean' &&
        unmade &&
        !isDeepStrictEqual(state, reference.before) &&
        !isMirrored(state, reference)
      )
        say('it was not put back');
      if (!unmade) {
        if (!isDeepStrictEqual(state, reference.after))
          say('the commit was made, and is not what it should be');
        return problems;
      }
      const again = world.commit(FLAVOURS[flavour]);
      if (again.status !== 0) say(`the next commit ended with ${again.status}: ${again.stderr}`);
      else if (!isDeepStrictEqual(world.state(), reference.after))
        say(`the next commit ended elsewhere: ${JSON.stringify(world.state())}`);
      const left = world.leftovers();
      if (left.length > 0) say(`left after the next commit: ${left.join(', ')}`);
    }
    for (const task of findDuplicates(world)) say(`${task} is there twice`);
    return problems;
  } finally {
    world.remove();
  }
}

/** No lock may be left, but by a git that was itself killed: then do as git says. */
function releaseLocks(world, fault, step, say) {
  // What cannot be removed is left for the next run.
  const cannotRemove = step.startsWith('rmSync') && fault.action.startsWith('fail:');
  for (const path of world.leftovers()) {
    const gitKilled = path.endsWith('.lock') && fault.action === 'group:SIGKILL';
    const foreign = path === '.git/index.lock' && fault.action.includes('index.lock');
    if (gitKilled || foreign) rmSync(join(world.root, path));
    else if (!(path.endsWith('.tmp') && (fault.kind === 'killed' || cannotRemove)))
      say(`left behind: ${path}`);
  }
}

/** Each file and entry is as it was before or as it is in the end, never anything in between. */
function checkLayers(state, { before, after }, say) {
  for (const [path, text] of Object.entries(state.disk)) {
    if (text !== before.disk[path] && text !== after.disk[path])
      say(`${path} is neither old nor new: ${JSON.stringify(text)}`);
  }
  const known = new Set([...before.index.split('\n'), ...after.index.split('\n')]);
  for (const entry of state.index.split('\n'))
    if (!known.has(entry)) say(`an entry is neither old nor new: ${entry}`);
}

function isMirrored(state, { after }) {
  return isDeepStrictEqual(state.disk, after.disk);
}
