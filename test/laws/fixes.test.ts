import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Drift, type Finding, isOutOfStep } from '../../src/core/finding.ts';
import type { Fix } from '../../src/core/fix.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { suggestFixes } from '../../src/core/suggest-fixes.ts';
import { findUnknownOwners } from '../../src/core/unknown-owners.ts';
import { differences, inputOf, lawParameters, readAll, type Texts } from './law-support.ts';
import { OWNERS } from './random-world.ts';
import { any, drifted, strangers } from './scenarios.ts';

describe('what `check --json` says to change', () => {
  it('settles its finding, each fix by itself', () => {
    fc.assert(
      fc.property(fc.oneof(any, drifted, strangers), ({ index }) => {
        for (const [finding, fixes] of suggest(index)) {
          const before = count(index, finding);
          for (const fix of fixes) {
            const after = count(applyFix(index, fix), finding);
            expect(after, JSON.stringify({ finding, fix })).toBeLessThan(before);
          }
        }
      }),
      lawParameters(20),
    );
  });
});

function suggest(texts: Texts): ReadonlyMap<Finding, readonly Fix[]> {
  const [todo, ...documents] = readAll(texts);
  const owned = documents.map((document, at) => ({ owner: OWNERS[at]!, document }));
  return suggestFixes(findAll(texts), todo!, owned, inputOf(texts, texts));
}

function findAll(texts: Texts): Finding[] {
  const names = createOwnerNames(OWNERS);
  const misspelt = readAll(texts).flatMap((document) => findUnknownOwners(document, names));
  return [...misspelt.filter(isOutOfStep), ...differences(texts)];
}

/** How often something is found, wherever its lines are now. */
function count(texts: Texts, finding: Finding): number {
  return findAll(texts).filter((each) => nameOf(each) === nameOf(finding)).length;
}

function nameOf(finding: Finding): string {
  const { code, task, place, other } = finding as Partial<Drift>;
  return [code, task, place?.path, other?.path].join('\n');
}

/** Edits a text as a fix says, as an agent would. */
function applyFix(texts: Texts, { kind, path, line, before, after }: Fix): Texts {
  const lines = texts[path]!.split(/(?<=\r\n|\n|\r(?!\n))/);
  const removed = lines.splice(
    kind === 'insert' ? line : line - 1,
    before.length,
    ...after.map((text) => `${text}\n`),
  );
  expect(removed.map((text) => text.replace(/[\r\n]+$/, ''))).toEqual(before);
  return { ...texts, [path]: lines.join('') };
}
