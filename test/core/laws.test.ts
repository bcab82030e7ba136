import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocuments } from '../../src/core/check.ts';
import { parseDocument } from '../../src/core/document.ts';
import { stopsCommit } from '../../src/core/finding.ts';
import { createInputReader, reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';
import type { Plan } from '../../src/core/plan.ts';
import {
  applyEdits,
  edits,
  OWNERS,
  render,
  worlds,
  type ModelEdit,
  type ModelWorld,
} from './random-world.ts';

/** A fixed seed, so that a commit is never stopped by luck; `LAW_RUNS` and `LAW_SEED` look further. */
const parameters = {
  numRuns: Number(process.env['LAW_RUNS'] ?? 150),
  seed: Number(process.env['LAW_SEED'] ?? 20261123),
};

type Texts = Record<string, string>;
const PATHS = ['TODO.md', ...OWNERS.map((owner) => `docs/${owner}.md`)];
const KINDS: ModelEdit['kind'][] = ['tick', 'verify', 'reword', 'add', 'remove', 'move', 'reassign', 'note'];

const oneSided = fc.tuple(worlds(), fc.nat(3), edits(KINDS)).map(([world, position, list]) => {
  const base = textsOf(world);
  const documents = [world.todo, ...world.owners];
  const index = { ...base, [PATHS[position]!]: render(applyEdits(documents[position]!, list)) };
  return { base, index, edited: PATHS[position]! };
});

const bothSided = fc
  .tuple(
    worlds(),
    fc.array(edits(KINDS, 2), { minLength: 4, maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([world, lists, which]) => {
    const base = textsOf(world);
    const index: Texts = {};
    for (const [position, document] of [world.todo, ...world.owners].entries()) {
      index[PATHS[position]!] = which[position]
        ? render(applyEdits(document, lists[position]!))
        : base[PATHS[position]!]!;
    }
    return { base, index };
  });

const withTwins = fc.tuple(worlds(true), fc.nat(3), edits(KINDS)).map(([world, position, list]) => {
  const base = textsOf(world);
  const documents = [world.todo, ...world.owners];
  return { base, index: { ...base, [PATHS[position]!]: render(applyEdits(documents[position]!, list)) } };
});

describe('laws that hold for random documents and random edits', () => {
  it('an edit in one document leaves all documents in step, or stops for a reason that is defined', () => {
    fc.assert(
      fc.property(oneSided, ({ base, index }) => {
        const plan = reconcile(inputOf(base, index));
        const stops = plan.findings.filter(stopsCommit).map((finding) => finding.code);
        if (stops.length > 0) {
          expect(plan.documents).toEqual([]);
          for (const code of stops) expect(['edit-remove-conflict', 'lost-owner']).toContain(code);
          return;
        }
        expect(differences(applied(index, plan))).toEqual([]);
      }),
      parameters,
    );
  });

  it('a second run plans nothing', () => {
    fc.assert(
      fc.property(fc.oneof(oneSided, bothSided, withTwins), ({ base, index }) => {
        const plan = reconcile(inputOf(base, index));
        if (plan.findings.some(stopsCommit)) return;
        const after = applied(index, plan);
        expect(reconcile(inputOf(base, after)).documents).toEqual([]);
        expect(reconcile(inputOf(after, after)).documents).toEqual([]);
      }),
      parameters,
    );
  });

  it('no line changes but those of mirrored tasks', () => {
    fc.assert(
      fc.property(fc.oneof(oneSided, bothSided, withTwins), ({ base, index }) => {
        const plan = reconcile(inputOf(base, index));
        for (const { before, after } of plan.documents) {
          expect(proseOf(after)).toEqual(proseOf(before));
          expect(after.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'));
          expect(after.includes('\r\n')).toBe(before.includes('\r\n'));
          expect(after.endsWith('\n')).toBe(before.endsWith('\n'));
          if (before.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        }
      }),
      parameters,
    );
  });

  it('edits in several documents leave them in step, or stop', () => {
    fc.assert(
      fc.property(bothSided, ({ base, index }) => {
        const plan = reconcile(inputOf(base, index));
        if (!plan.findings.some(stopsCommit)) expect(differences(applied(index, plan))).toEqual([]);
      }),
      parameters,
    );
  });

  it('the order of the owners in the configuration does not matter', () => {
    fc.assert(
      fc.property(fc.oneof(bothSided, withTwins), ({ base, index }) => {
        const input = inputOf(base, index);
        const plan = reconcile(input);
        const turned = reconcile({ ...input, owners: input.owners.toReversed() });
        expect(applied(index, turned)).toEqual(applied(index, plan));
        expect(new Set(turned.findings.map(({ code }) => code))).toEqual(
          new Set(plan.findings.map(({ code }) => code)),
        );
      }),
      parameters,
    );
  });

  it('without edits nothing is planned and nothing differs', () => {
    fc.assert(
      fc.property(worlds(true), (world) => {
        const base = textsOf(world);
        expect(reconcile(inputOf(base, base))).toEqual({
          documents: [],
          changes: [],
          findings: [],
          drifted: false,
          drift: [],
        });
      }),
      parameters,
    );
  });
});

function textsOf(world: ModelWorld): Texts {
  return Object.fromEntries(
    [world.todo, ...world.owners].map((document, position) => [PATHS[position]!, render(document)]),
  );
}

function inputOf(base: Texts, index: Texts): ReconcileInput {
  const versions = (path: string) => ({ path, base: base[path]!, index: index[path]! });
  return {
    todo: versions(PATHS[0]!),
    owners: OWNERS.map((name, position) => ({ name, ...versions(PATHS[position + 1]!) })),
  };
}

function applied(index: Texts, plan: Plan): Texts {
  const result = { ...index };
  for (const { path, after } of plan.documents) result[path] = after;
  return result;
}

function differences(texts: Texts): unknown[] {
  const reader = createInputReader(inputOf(texts, texts));
  const [todo, ...documents] = PATHS.map((path) => parseDocument(path, texts[path]!, reader));
  return checkDocuments(
    todo!,
    documents.map((document, position) => ({ owner: OWNERS[position]!, document })),
  );
}

/** What is neither blank, a task, a task's note nor a new topic. */
function proseOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter(
      (line) =>
        line.trim() !== '' &&
        !/^\s*[-*+] (?:\[.\]|note|further note)/.test(line) &&
        !/^(?:###|\*\*)/.test(line),
    );
}
