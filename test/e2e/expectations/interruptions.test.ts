import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Fault, listFaults } from '../../../scripts/faults/list-faults.mjs';
import { makeReference, type Reference, tryFault } from '../../../scripts/faults/try-fault.mjs';
import { createTemplate } from '../../../scripts/faults/world.mjs';

/*
 * 35, 36 and 38 of expectations.ts: a few of the interruptions that `npm run faults` tries one by one, the worst of each
 * kind. After each nothing is lost, nothing of ours is left, and the next commit ends as if nothing had happened.
 */

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'owner-sync-faults-')));
const references = new Map<string, Reference>();
let template = '';

beforeAll(() => {
  template = createTemplate(parent, inject('packageFolder'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true, maxRetries: 3 }));

/** Tries the faults of one kind at the steps that match. */
function tryAll(flavour: string, name: string, steps: RegExp, when?: Fault['when']): void {
  const reference = references.get(flavour) ?? makeReference(template, parent, flavour);
  references.set(flavour, reference);
  const faults = listFaults(flavour, reference.steps).filter(
    (fault) =>
      fault.name === name &&
      reference.steps.findLastIndex((step) => steps.test(step)) === fault.at - 1 &&
      (when === undefined || fault.when === when),
  );
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.flatMap((fault) => tryFault(template, parent, flavour, reference, fault))).toEqual([]);
}

/** The second document is put into its place: the first one is there already. */
const fileRenamed = /^renameSync .*docs\/\.owner-sync/;
const indexWritten = / apply --cached/;

describe('an interruption', () => {
  it('35. by SIGINT and SIGTERM before, between and after the writes leaves nothing, and the next commit succeeds', () => {
    tryAll('plain', 'SIGINT', fileRenamed, 'after');
    tryAll('all', 'SIGINT to the whole process group', indexWritten);
    tryAll('partial', 'SIGTERM', indexWritten, 'after');
  });

  it('36. by SIGKILL of Node, or of git and Node, between file and index: the next commit is in step, with no task twice', () => {
    tryAll('plain', 'SIGKILL', fileRenamed, 'after');
    tryAll('all', 'SIGKILL to the whole process group', fileRenamed);
    tryAll('partial', 'SIGKILL', indexWritten, 'after');
    // Entries with a flag are written last, and keep it.
    tryAll('plain', 'SIGKILL', / update-index --cacheinfo/);
  });

  it('36. by a write that is cut short never puts a part of a file in the place of the whole', () => {
    tryAll('plain', 'a write that is cut short', /^writeFileSync $/);
  });

  it('by a git or a disk that can read no more puts back what was written before', () => {
    tryAll('plain', 'a git that fails', / apply --cached/);
    tryAll('plain', 'a read that fails with EIO', /^readFileSync .*\.tmp/);
  });

  it('38. by an editor that saves the counterpart between our reading and our renaming: noticed, and the commit stops', () => {
    tryAll('plain', 'an editor that saves in place', fileRenamed);
    tryAll('plain', 'git add of the counterpart', indexWritten);
  });
});
