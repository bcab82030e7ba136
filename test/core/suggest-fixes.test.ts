import { describe, expect, test } from 'vitest';
import { checkDocuments } from '../../src/core/check.ts';
import { parseDocument } from '../../src/core/document.ts';
import { isOutOfStep, type Finding } from '../../src/core/finding.ts';
import type { Fix } from '../../src/core/fix.ts';
import { createInputReader } from '../../src/core/reconcile.ts';
import { findUnknownOwners } from '../../src/core/unknown-owners.ts';
import { suggestFixes } from '../../src/core/suggest-fixes.ts';

type Texts = Readonly<Record<'TODO.md' | 'B.md', string>>;

function check(texts: Texts): { findings: Finding[]; fixes: ReadonlyMap<Finding, readonly Fix[]> } {
  const versions = (path: keyof Texts) => ({ path, base: texts[path], index: texts[path] });
  const input = { todo: versions('TODO.md'), owners: [{ name: 'Backend', ...versions('B.md') }] };
  const reader = createInputReader(input);
  const todo = parseDocument('TODO.md', texts['TODO.md'], reader);
  const owned = [{ owner: 'Backend', document: parseDocument('B.md', texts['B.md'], reader) }];
  const misspelt = findUnknownOwners(todo, reader.owners).filter(isOutOfStep);
  const findings = [...misspelt, ...checkDocuments(todo, owned)];
  return { findings, fixes: suggestFixes(findings, todo, owned, input) };
}

/** Edits a text as a fix says, as an agent would. */
function apply(texts: Texts, { kind, path, line, before, after }: Fix): Texts {
  const text = texts[path as keyof Texts];
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(ending);
  if (kind === 'insert') lines.splice(line, 0, ...after);
  else expect(lines.splice(line - 1, before.length, ...after)).toEqual(before);
  return { ...texts, [path]: lines.join(ending) };
}

const HEADING = '# Tasks\n\n## Pending\n\n';

describe('doing what a fix says settles the finding', () => {
  test.each<[string, Texts, number]>([
    ['a box', { 'TODO.md': '- [x] a [Owner: Backend]\n', 'B.md': 'Prose\n\n- [ ] a\n' }, 2],
    ['a state', { 'TODO.md': '- [-] a [Owner: Backend]\r\n', 'B.md': '* [x] a\r\n' }, 2],
    ['VERIFY', { 'TODO.md': '- [ ] **VERIFY**: a [Owner: Backend]\n', 'B.md': '- [ ] a\n' }, 2],
    ['owners', { 'TODO.md': '- [ ] a [Owner: Backend, Mira]\n', 'B.md': '- [ ] a [Owner: Backend]\n' }, 2],
    ['a misspelt owner', { 'TODO.md': '- [ ] a [Owner: Backned]\n', 'B.md': '- [ ] a\n' }, 1],
    ['a task without an owner', { 'TODO.md': '- [ ] a\n', 'B.md': '- [ ] a\n' }, 1],
    [
      'a task that is missing here',
      {
        'TODO.md': `${HEADING}- [ ] a [Owner: Backend]\n- [ ] b [Owner: Backend]\n  a note\n`,
        'B.md': `${HEADING}- [ ] a\n`,
      },
      1,
    ],
    [
      'a task that is missing there',
      {
        'TODO.md': `${HEADING}- [ ] a [Owner: Backend]\n`,
        'B.md': `${HEADING}- [ ] a\n\n## Completed\n\n- [x] c\n`,
      },
      1,
    ],
  ])('%s', (_, texts, ways) => {
    const { findings, fixes } = check(texts);
    const suggested = fixes.get(findings[0]!) ?? [];
    expect(suggested).toHaveLength(ways);
    for (const fix of suggested) expect(check(apply(texts, fix)).findings).toEqual([]);
  });

  test('one after the other, however many tasks are missing', () => {
    let texts: Texts = {
      'TODO.md': `${HEADING}- [ ] a [Owner: Backend]\n- [ ] b [Owner: Backend]\n- [x] c [Owner: Backend]\n`,
      'B.md': '# Mine\n\n- [ ] c\n- [ ] d\n',
    };
    for (let left = check(texts); left.findings.length > 0; left = check(texts)) {
      const [fix] = left.fixes.get(left.findings[0]!) ?? [];
      expect(fix).toBeDefined();
      texts = apply(texts, fix!);
      expect(check(texts).findings.length).toBeLessThan(left.findings.length);
    }
  });
});

test('each by itself, where a line of prose follows at once', () => {
  const texts: Texts = {
    'TODO.md': '**Pending**:\n\nProse.\n\n**Done**:\n\n- [x] z [Owner: Backend]\n',
    'B.md': '## Pending\n\n### Topic\n- [ ] a\n- [ ] b\n\n## Done\n\n- [x] z\n',
  };
  const { findings, fixes } = check(texts);
  expect(findings).toHaveLength(2);
  for (const finding of findings) {
    const [fix] = fixes.get(finding)!;
    expect(check(apply(texts, fix!)).findings).toHaveLength(1);
  }
});

test('a subtask has no fix until its parent is there', () => {
  const texts: Texts = {
    'TODO.md': `${HEADING}- [x] z [Owner: Backend]\n`,
    'B.md': `${HEADING}- [x] z\n- [ ] a\n  - [ ] b\n`,
  };
  const { findings, fixes } = check(texts);
  expect(findings.map((finding) => fixes.has(finding))).toEqual([true, false]);
  const next = check(apply(texts, fixes.get(findings[0]!)![0]!));
  expect(next.findings.map((finding) => next.fixes.has(finding))).toEqual([true]);
});

test('where two tasks look the same, nothing is suggested', () => {
  const { findings, fixes } = check({
    'TODO.md': '- [ ] a [Owner: Backend]\n- [x] a [Owner: Backend]\n- [ ] a [Owner: Backend]\n',
    'B.md': '- [ ] a\n- [x] a\n',
  });
  expect(findings.map(({ code }) => code)).toEqual(['ambiguous-task']);
  expect(fixes.size).toBe(0);
});
