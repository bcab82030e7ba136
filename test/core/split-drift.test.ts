import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import type { DocumentSet } from '../../src/core/document-set.ts';
import type { Finding } from '../../src/core/finding.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { addOrigin, splitDrift } from '../../src/core/split-drift.ts';

function read(todo: string, ann: string, ben = ''): DocumentSet {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  return {
    todo: parseDocument('TODO.md', todo, reader),
    owned: [
      { owner: 'Ann', document: parseDocument('ANN.md', ann, reader) },
      { owner: 'Ben', document: parseDocument('BEN.md', ben, reader) },
    ],
  };
}

describe('differences that came in since', () => {
  it('are those of texts and owners that agreed before', () => {
    const before = read(
      '- [ ] Bake [Owner: Ann]\n- [ ] Wash [Owner: Ann, Ben]\n',
      '- [ ] Bake\n- [x] Wash\n',
      '- [ ] Wash\n',
    );
    const now = read(
      '- [x] Bake [Owner: Ann]\n- [ ] Wash [Owner: Ann, Ben]\n',
      '- [ ] Bake\n',
      '- [x] Wash\n',
    );
    const { fresh, older } = splitDrift(before, now);
    expect(fresh).toMatchObject([
      { finding: { code: 'done-differs', task: 'Bake' }, pair: { key: 'bake', owner: 'Ann' } },
      { finding: { code: 'done-differs', task: 'Wash' }, pair: { key: 'wash', owner: 'Ben' } },
    ]);
    expect(older).toBe(1);
  });

  it('are none where nothing changed', () => {
    const documents = read('- [ ] Bake [Owner: Ann]\n', '- [x] Bake\n- [ ] Wash\n');
    expect(splitDrift(documents, documents)).toEqual({ fresh: [], older: 2 });
  });
});

describe('a difference', () => {
  const place = { path: 'TODO.md', line: 1 };
  const commit = { id: 'abc', subject: 'Bake' };
  const missing: Finding = { code: 'missing-task', task: 'Bake', place, other: { path: 'ANN.md' } };
  const ambiguous: Finding = {
    code: 'ambiguous-task',
    severity: 'warn',
    task: 'Bake',
    place,
    candidates: [],
  };
  const unknown: Finding = {
    code: 'unknown-owner',
    severity: 'stop',
    task: 'Bake',
    place,
    owner: 'An',
    nearest: null,
  };

  it.each([missing, ambiguous])(
    'is told with the commit that brought it, where that is known: $code',
    (finding) => {
      expect(addOrigin(finding, commit)).toEqual({ ...finding, broughtBy: commit });
      expect(addOrigin(finding, null)).toEqual({ ...finding, broughtBy: null });
      expect(addOrigin(finding, undefined)).toEqual(finding);
    },
  );

  it('that is about one document alone has no such commit', () => {
    expect(addOrigin(unknown, commit)).toEqual(unknown);
  });
});
