import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { reconcile, replaceTexts, type ReconcileInput } from '../../src/core/reconcile.ts';
import { settleTaken } from '../../src/core/settle-taken.ts';

/** TODO.md and the document of Backend, as lines of tasks. */
type Documents = readonly [todo: readonly string[], backend: readonly string[]];

/** Two branches that parted at `start`, and what somebody made of them. */
interface Merge {
  readonly start: Documents | readonly Documents[];
  readonly head: Documents;
  readonly other: Documents;
  readonly result: Documents;
}

const both = (...lines: readonly string[]): Documents => [lines, lines];

/** The tasks of both documents after all is mirrored, or the findings that stop. */
function conclude({ start, head, other, result }: Merge): Documents | readonly Finding[] {
  const [todoHead, ownHead] = toTexts(head);
  const [todoResult, ownResult] = toTexts(result);
  const input: ReconcileInput = {
    todo: { path: 'TODO.md', base: todoHead, index: todoResult },
    owners: [{ name: 'Backend', path: 'BACKEND.md', base: ownHead, index: ownResult }],
    ownerTag: 'omit',
  };
  const starts = (Array.isArray(start[0]?.[0]) ? start : [start]) as readonly Documents[];
  const merged = starts.map((documents) => ({
    start: { id: 'c0ffee', subject: 'Parted' },
    atStart: toTexts(documents),
    texts: toTexts(other),
  }));
  const settled = settleTaken(input, merged);
  if (settled && settled.findings.length > 0) return settled.findings;
  const rest = reconcile(settled ? replaceTexts(input, settled.documents) : input);
  if (rest.findings.length > 0) return rest.findings;
  const { todo, owners } = replaceTexts(input, [...(settled?.documents ?? []), ...rest.documents]);
  return [toLines(todo.index!), toLines(owners[0]!.index!)];
}

function toTexts(documents: Documents): [string, string] {
  const [todo, own] = documents.map((lines) => lines.map((line) => `- ${line}`));
  const tagged = todo!.map((line) => line.replace(/(?=\n|$)/, ' [Owner: Backend]'));
  return [`# All\n\n${tagged.join('\n')}\n`, `# Backend\n\n${own!.join('\n')}\n`];
}

function toLines(text: string): string[] {
  const items = text.replaceAll(' [Owner: Backend]', '').trimEnd().split(/^- /m);
  return items.slice(1).map((item) => item.trimEnd());
}

describe('a document that a merge took from the other branch', () => {
  it('gets back all that the branch did not know of', () => {
    const start = both('[ ] Mix the dough', '[ ] Bake the bread', '[ ] Sell it', '[ ] Eat the rest');
    const changed = ['[x] Mix the dough', '[ ] Bake the bread twice', '[ ] Eat the rest\n  - with jam'];
    const other = [...start[0], '[ ] Clean up'];
    const result = both(...changed, '[ ] Count the money', '[ ] Clean up');
    const merge = { start, head: both(...changed, '[ ] Count the money'), other: both(...other) };
    for (const documents of [
      [other, result[1]],
      [result[0], other],
    ] as const) {
      const concluded = conclude({ ...merge, result: documents });
      expect(concluded.map((lines) => new Set(lines as readonly string[]))).toEqual(
        result.map((lines) => new Set(lines)),
      );
    }
    // Both are of the other branch: that was meant.
    expect(conclude({ ...merge, result: both(...other) })).toEqual(both(...other));
  });

  it('is mirrored where only the other branch changed something, or the person did', () => {
    const start = both('[ ] Mix the dough', '[ ] Bake the bread');
    const head = both('[x] Mix the dough', '[ ] Bake the bread');
    const other = both('[ ] Mix the dough', '[x] Bake the bread');
    const edited = ['[ ] Mix the dough well', '[x] Bake the bread'];
    const result = [edited, head[1]] as const;
    expect(conclude({ start, head, other, result })).toEqual(
      both('[x] Mix the dough well', '[x] Bake the bread'),
    );
  });

  it('leaves the last word to a wording that neither branch had', () => {
    const start = both('[ ] Mix the dough');
    const head = both('[ ] Mix the dough well');
    const other = both('[ ] Mix the dough twice');
    const result = [['[ ] Mix the dough well, twice'], head[1]] as const;
    expect(conclude({ start, head, other, result })).toEqual(both('[ ] Mix the dough well, twice'));
  });

  it('contradicts the other document where both branches changed one field, seen from where they parted', () => {
    const start = both('[ ] Mix the dough');
    const head = both('[x] Mix the dough');
    const history = { base: { id: 'c0ffee', subject: 'Parted' }, changes: [] };
    const started = { start, head, other: both('[/] Mix the dough') };
    expect(conclude({ ...started, result: [started.other[0], head[1]] })).toEqual([
      expect.objectContaining({ code: 'done-conflict', base: '[ ]', history }),
    ]);
    expect(conclude({ start, head, other: both(), result: [[], head[1]] })).toEqual([
      expect.objectContaining({ code: 'edit-remove-conflict', history }),
    ]);
  });

  it('loses nothing where the documents did not agree when the branches parted', () => {
    const missing = [[], ['[ ] Mix the dough']] as const;
    const adopted = both('[ ] Mix the dough');
    const other = [['[ ] Bake it'], ['[ ] Mix the dough', '[ ] Bake it']] as const;
    expect(conclude({ start: missing, head: adopted, other, result: other })).toEqual([
      expect.arrayContaining(['[ ] Mix the dough', '[ ] Bake it']),
      other[1],
    ]);
    const differing = [['[x] Mix the dough'], ['[ ] Mix the dough']] as const;
    expect(conclude({ start: differing, head: adopted, other: differing, result: differing })).toEqual([
      expect.objectContaining({ code: 'done-conflict', base: '[x]' }),
    ]);
  });

  it('stops where the branches parted in two commits that say different things', () => {
    const [open, done] = [both('[ ] Mix the dough'), both('[x] Mix the dough')];
    const crossed = { head: done, other: open, result: [open[0], done[1]] as const };
    expect(conclude({ ...crossed, start: [open, open] })).toEqual(done);
    expect(conclude({ ...crossed, start: [open, done] })).toEqual([
      expect.objectContaining({ code: 'done-conflict' }),
    ]);
  });
});
