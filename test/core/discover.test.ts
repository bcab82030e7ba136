import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CandidateFile, discoverDocuments, isCandidate } from '../../src/core/discover.ts';
import { mayHoldTasks } from '../../src/core/document-names.ts';

const todo = file('docs/TODO.md', '# All\n\n- [ ] Parse [Owner: Backend]\n- [ ] Paint [Owner: Ana María]\n');

describe('discoverDocuments', () => {
  const fixture = readFolder(join(import.meta.dirname, '../fixtures/mangled'));

  it('finds the documents by their words, with mangled emoji, in folders with spaces and umlauts', () => {
    expect(discoverDocuments(fixture)).toEqual({
      kind: 'found',
      todo: 'docs/Projekt Übersicht/TODO.md',
      owners: [
        { name: 'Maja', path: 'docs/team/MAJA_TASKS.md' },
        { name: 'Server', path: 'docs/team/SERVER_OWNER.md' },
        { name: 'Zoë Čapek', path: 'docs/team/owners/zoe-capek.md' },
      ],
      withoutDocument: ['Deliveries'],
      passedOver: [],
    });
  });

  it.each(['\r\n', '\r'])('finds the same with line ending %j and a byte order mark', (ending) => {
    const other = fixture.map(({ path, text }) => file(path, `\ufeff${text.replaceAll('\n', ending)}`));
    expect(discoverDocuments(other)).toEqual(discoverDocuments(fixture));
  });

  it('does not depend on the order of the files', () => {
    expect(discoverDocuments(fixture.toReversed())).toEqual(discoverDocuments(fixture));
  });

  it.each([
    'This document is synchronized with `docs/TODO.md`.',
    'This file is synced with docs/TODO.md and nothing else.',
    'This list is kept in sync with `TODO.md`.',
    'This document must be kept in step with [the list](../docs/TODO.md#all).',
    '**SYNC**: Synchronised with the project-wide list in `TODO.md`',
    '**‚ö†Ô∏è SYNC**: This document is **synchronized** with `./docs/TODO.md`',
    'This task document is mirrored to `docs\\TODO.md`.',
    'This page is synchronized\nwith "docs/TODO.md".',
  ])('understands %j', (sentence) => {
    const owner = file(
      'team/backend.md',
      `# Work\n\n${sentence} All tasks marked with \`[Owner: Backend]\`.\n`,
    );
    expect(found([todo, owner])).toEqual([{ name: 'Backend', path: 'team/backend.md' }]);
  });

  it.each([
    '`team/backend.md` is kept in sync with `docs/TODO.md`.',
    'See `docs/TODO.md`. Tasks are marked with `[Owner: Backend]`.',
    'Fixed: TODO.md and its owner documents were not synchronized.',
    'This document is about synchronized swimming. See `docs/TODO.md`.',
    '```\nThis document is synchronized with `docs/TODO.md`. Marked with `[Owner: Backend]`.\n```',
  ])('takes no file for an owner document that only says %j', (text) => {
    const changelog = file('CHANGELOG.md', `# Changes\n\n${text}\n`);
    expect(discoverDocuments([todo, changelog])).toMatchObject({
      kind: 'no-owners',
      owners: ['Backend', 'Ana María'],
    });
  });

  it.each([
    ['docs/ANA_MARIA_TASKS.md', 'Ana María'],
    ['BACKEND_OWNER.md', 'Backend'],
    ['docs/backend-tasks.md', 'Backend'],
    ['docs/tasks_backend.markdown', 'Backend'],
    ['docs/owners/ana-maría.md', 'Ana María'],
    ['docs/Backend.md', 'Backend'],
  ])('takes the owner of %s from its name when the document does not say', (path, name) => {
    const owner = file(path, 'This document is synchronized with `docs/TODO.md`.\n');
    expect(found([todo, owner])).toEqual([{ name, path }]);
  });

  it('says which declared document has an owner that cannot be told', () => {
    const owners = [
      file('docs/LEE_TASKS.md', 'This document is synchronized with `TODO.md`.\n'),
      file('docs/BACKEND_OWNER.md', 'This document is synchronized with `TODO.md`.\n'),
    ];
    expect(discoverDocuments([todo, ...owners])).toMatchObject({
      kind: 'found',
      owners: [{ name: 'Backend' }],
      withoutDocument: ['Ana María'],
      passedOver: [{ path: 'docs/LEE_TASKS.md', reason: 'owner-unknown', suggestion: 'Lee' }],
    });
  });

  it('takes an owner that the TODO document does not use yet from the document itself', () => {
    const owner = file(
      'new.md',
      'This document is synced with `TODO.md`. Tasks tagged `[Owner: Night Shift]`.',
    );
    expect(found([todo, owner])).toEqual([{ name: 'Night Shift', path: 'new.md' }]);
  });

  it('does not take the tag of a task for the owner of the document', () => {
    const owner = file(
      'ANA_MARIA_TASKS.md',
      'This file is synced with `TODO.md`.\n- [ ] Share it with [Owner: Backend]\n',
    );
    expect(found([todo, owner])).toEqual([{ name: 'Ana María', path: 'ANA_MARIA_TASKS.md' }]);
  });

  it('leaves a file alone that is named after an owner but holds no tasks', () => {
    expect(discoverDocuments([todo, file('docs/BACKEND_OWNER.md', '# Backend\n')]).kind).toBe('no-owners');
  });

  it('prefers the document that declares itself to one that only has the name', () => {
    const declared = file(
      'z/BACKEND_OWNER.md',
      'This document is synced with `TODO.md`, marked with `[Owner: Backend]`.',
    );
    const quoting = file(
      'AGENTS.md',
      'This document is synced with `TODO.md`, marked with `[Owner: Backend]`.',
    );
    const named = file('a/backend-tasks.md', '- [ ] Parse\n');
    expect(discoverDocuments([todo, named, quoting, declared])).toMatchObject({
      owners: [{ name: 'Backend', path: 'z/BACKEND_OWNER.md' }],
      passedOver: [
        { path: 'AGENTS.md', reason: 'owner-has-document', chosen: 'z/BACKEND_OWNER.md' },
        { path: 'a/backend-tasks.md', reason: 'owner-has-document' },
      ],
    });
  });

  describe('of documents that may all be of one owner', () => {
    const says = 'This document is synced with `TODO.md`';
    /** From the strongest to the weakest; those in one row are as strong as each other. */
    const ranks = [
      [
        ['b/backend.md', `${says}, marked with \`[Owner: backend]\`.`],
        ['b/BACKEND_OWNER.md', `${says}, marked with \`[Owner: Backend]\`.`],
        ['b/TEAM_TASKS.md', `${says}, marked with \`[Owner: Backend]\`.`],
      ],
      [
        ['c/notes.md', `${says}, marked with \`[Owner: Backend]\`.`],
        ['c/backend-tasks.md', `${says}.`],
        ['gone/BACKEND_TASKS.md', 'This document is synced with `gone/list.md`.'],
      ],
      [['d/backend.md', `${says}.`]],
      [
        ['a/BACKEND_TASKS.md', '- [ ] Parse\n'],
        ['owners/backend.md', '- [ ] Parse\n'],
      ],
    ].map((rank) => rank.map(([path, text]) => file(path!, text!)));

    it('takes the one for which most speaks, and tells of the other', () => {
      for (const [at, rank] of ranks.entries())
        for (const strong of rank)
          for (const weak of ranks.slice(at + 1).flat())
            expect(discoverDocuments([todo, weak, strong])).toMatchObject({
              owners: [{ name: 'Backend', path: strong.path }],
              passedOver: [
                { path: weak.path, reason: 'owner-has-document', owner: 'Backend', chosen: strong.path },
              ],
            });
    });

    it('does not choose where as much speaks for two, and names all', () => {
      for (const [at, rank] of ranks.entries())
        for (const [position, one] of rank.entries())
          for (const other of rank.slice(position + 1)) {
            const weaker = ranks.slice(at + 1).flat();
            expect(discoverDocuments([todo, one, other, ...weaker])).toEqual({
              kind: 'several-documents',
              todo: 'docs/TODO.md',
              owner: 'Backend',
              candidates: [one, other, ...weaker].map(({ path }) => path).toSorted(),
            });
          }
    });

    it('lists the owners in the order of the documents that were taken', () => {
      const ana = file('b/ANA_MARIA_TASKS.md', `${says}.`);
      expect(found([todo, ranks[3]![0]!, ana, ranks[1]![0]!])).toEqual([
        { name: 'Ana María', path: 'b/ANA_MARIA_TASKS.md' },
        { name: 'Backend', path: 'c/notes.md' },
      ]);
    });
  });

  it.each([
    ['has an owner in its name whom no tag names', 'LEE_TASKS.md'],
    ['is only called like an owner', 'docs/backend.md'],
  ])('leaves a file with tasks alone that declares nothing and %s', (_, path) => {
    expect(discoverDocuments([todo, file(path, '- [ ] Rest\n')])).toMatchObject({
      kind: 'no-owners',
      passedOver: [],
    });
  });

  it('tells of declared documents without a known owner where no other is found', () => {
    const owners = ['LEE_TASKS.md', 'night_shift.md'].map((path) =>
      file(path, 'This document is synced with `TODO.md`.'),
    );
    expect(discoverDocuments([todo, ...owners])).toMatchObject({
      kind: 'no-owners',
      passedOver: [{ suggestion: 'Lee' }, { suggestion: 'night shift' }],
    });
  });

  it('does not choose between two documents of one owner', () => {
    const text = 'This document is synced with `TODO.md`, marked with `[Owner: Backend]`.';
    const files = [file('a/BACKEND_OWNER.md', text), file('b/BACKEND_TASKS.md', text)];
    expect(discoverDocuments([todo, ...files])).toEqual({
      kind: 'several-documents',
      todo: 'docs/TODO.md',
      owner: 'Backend',
      candidates: ['a/BACKEND_OWNER.md', 'b/BACKEND_TASKS.md'],
    });
  });

  it('takes the document that declarations name, whatever it is called', () => {
    const plan = file('Plan.md', '- [ ] Parse [Owner: Backend]\n');
    const owner = file('BACKEND_OWNER.md', 'This document is synchronized with `Plan.md`.');
    expect(discoverDocuments([todo, plan, owner])).toMatchObject({ kind: 'found', todo: 'Plan.md' });
  });

  it('is not confused by a TODO document that names an owner document in turn', () => {
    const mutual = file(
      'TODO.md',
      'This document is synchronized with `B.md`.\n\n- [ ] Parse [Owner: Backend]\n',
    );
    const owner = file(
      'B.md',
      'This document is synchronized with `TODO.md`. Marked with `[Owner: Backend]`.',
    );
    expect(discoverDocuments([mutual, owner])).toMatchObject({ todo: 'TODO.md', owners: [{ path: 'B.md' }] });
  });

  it('reports two TODO documents, and why there is none', () => {
    const second = file('web/todo.md', '- [ ] Paint [Owner: Ana]\n');
    const untagged = file('TODO.md', '- [ ] Paint\n');
    const lost = file('A_TASKS.md', 'This document is synchronized with `gone/TODO.md`.');
    expect(discoverDocuments([todo, second])).toEqual({
      kind: 'several-todos',
      candidates: ['docs/TODO.md', 'web/todo.md'],
    });
    expect(discoverDocuments([lost])).toEqual({ kind: 'no-todo', untagged: [], named: ['gone/TODO.md'] });
    expect(discoverDocuments([untagged])).toEqual({ kind: 'no-todo', untagged: ['TODO.md'], named: [] });
    expect(discoverDocuments([])).toEqual({ kind: 'no-todo', untagged: [], named: [] });
  });

  it('finds neither where declarations name files that are TODO documents alike, nor by name where one is meant', () => {
    const declare = (path: string, target: string) =>
      file(path, `This document is synced with \`${target}\`, marked with \`[Owner: Backend]\`.`);
    const plans = ['Plan.md', 'Roadmap.md'].map((path) => file(path, '- [ ] Parse [Owner: Backend]\n'));
    const owners = [declare('a.md', 'Plan.md'), declare('b.md', 'Roadmap.md')];
    expect(discoverDocuments([...plans, ...owners])).toEqual({
      kind: 'several-todos',
      candidates: ['Plan.md', 'Roadmap.md'],
    });
    const full = file('Plan.md', '- [ ] Parse [Owner: Backend]\n- [ ] Paint [Owner: Ana]\n');
    expect(discoverDocuments([full, plans[1]!, ...owners, todo])).toMatchObject({
      todo: 'Plan.md',
      owners: [{ path: 'a.md' }],
    });
  });

  it('takes no document of another list for one of this list', () => {
    const other = file('LEE_TASKS.md', 'This document is synced with `Plan.md`.\n\n- [ ] Rest\n');
    const plan = file('Plan.md', '- [ ] Rest [Owner: Lee]\n');
    const owner = file('BACKEND_OWNER.md', 'This document is synced with `TODO.md`.');
    expect(discoverDocuments([todo, plan, other, owner])).toMatchObject({
      todo: 'docs/TODO.md',
      owners: [{ name: 'Backend' }],
      passedOver: [],
    });
  });

  it('takes no document for its own owner document, whatever it says at its top', () => {
    const text = 'This document is synced with the owner documents. Marked with `[Owner: Backend]`.';
    const declared = file('TODO.md', `${text} See \`B.md\`.\n\n- [ ] Parse [Owner: Backend]\n`);
    const owner = file('B.md', 'This document is synced with `TODO.md`. Marked with `[Owner: Backend]`.');
    expect(found([declared, owner])).toEqual([{ name: 'Backend', path: 'B.md' }]);
  });

  it.each([
    ['- [ ] Paint [Owner: Ana]', true],
    ['* [x] Paint [Owner: Ana]', true],
    ['\t+  [-] Paint [Owner: Ana]', true],
    ['> > 12. [ ]\tPaint [Owner: Ana]', true],
    ['3)\t[ ] Paint [ owners : Ana ]', true],
    ['- Paint [Owner: Ana]', false],
    ['[ ] Paint [Owner: Ana]', false],
    ['a - [ ] Paint [Owner: Ana]', false],
    ['a. [ ] Paint [Owner: Ana]', false],
    ['-[ ] Paint [Owner: Ana]', false],
    ['- [ ]Paint [Owner: Ana]', false],
    ['- [xx] Paint [Owner: Ana]', false],
    ['- [ ] Paint Owner: Ana', false],
  ])('of a TODO.md with the line %j knows whether it has a tagged task', (line, isTagged) => {
    expect(discoverDocuments([file('TODO.md', `# All\n\n${line}\n`)])).toEqual(
      isTagged
        ? { kind: 'no-owners', todo: 'TODO.md', owners: ['Ana'], passedOver: [] }
        : { kind: 'no-todo', untagged: ['TODO.md'], named: [] },
    );
  });

  it.each([
    [
      'the most used first, each in its most used spelling',
      ['Ben', 'ana', 'Ana', 'ana', 'ben', 'Ben', 'Ben'],
      ['Ben', 'ana'],
    ],
    [
      'several in one tag where each is known',
      ['Ana', 'Ben', 'R & D', 'Ana & Ben', 'Ben  and\tAna'],
      ['Ana', 'Ben', 'R & D'],
    ],
    ['each with single spaces', ['Ana  María', 'Ana  María', 'Ben'], ['Ana María', 'Ben']],
    [
      'several parted in any way',
      ['Ana', 'Ben', 'Cleo', 'Ana/Ben', 'Ben + Cleo', 'Cleo AND Ana', 'Dora, Ana'],
      ['Ana', 'Ben', 'Cleo', 'Dora'],
    ],
    [
      'one where a part is not known',
      ['Ana', 'Ana and Friends', 'Ana / Zoe'],
      ['Ana', 'Ana and Friends', 'Ana / Zoe'],
    ],
  ])('tells the owners that a TODO document uses: %s', (_, tags, owners) => {
    const text = tags.map((tag) => `- [ ] Paint [Owner: ${tag}]\n`).join('');
    expect(discoverDocuments([file('TODO.md', text)])).toMatchObject({ kind: 'no-owners', owners });
  });

  it('counts no owner tag in fenced code', () => {
    const fenced = file('TODO.md', '~~~~\n- [ ] Template [Owner: Person]\n~~~\n~~~~\n');
    expect(discoverDocuments([fenced])).toMatchObject({ kind: 'no-todo' });
  });
});

describe('isCandidate', () => {
  it.each([
    ['TODO.md', ''],
    ['docs/BACKEND_TASKS.md', ''],
    ['a.md', '- [ ] Parse [Owner: Ana]'],
    ['a.md', '- [ ] Parse [ OWNERS : Ana, Ben]'],
    ['a.md', 'Synchronized with it.'],
    ['a.md', 'synchronised with it'],
    ['a.md', 'It is synced.'],
    ['a.md', 'It is mirrored.'],
    ['a.md', 'Kept in sync.'],
    ['a.md', 'Kept in step.'],
  ])('lets through %s with the text %j', (path, text) => {
    expect(isCandidate(file(path, text))).toBe(true);
  });

  it('lets through what discovery needs, and not a file that only mentions tasks', () => {
    const fixture = readFolder(join(import.meta.dirname, '../fixtures/mangled'));
    expect(discoverDocuments(fixture.filter(isCandidate))).toEqual(discoverDocuments(fixture));
    expect(isCandidate(file('docs/guide.md', '# Guide\n\nTasks stand in TODO.md.\n- [ ] Read it\n'))).toBe(
      false,
    );
    expect(mayHoldTasks('node_modules/x/TODO.md')).toBe(false);
    expect(mayHoldTasks('TODO.MD')).toBe(true);
  });
});

const corpus = join(import.meta.dirname, '../../../shared/corpus');

describe.skipIf(!existsSync(corpus))('the corpus', () => {
  const owners = [
    { name: 'Backend', path: 'docs/Development/BACKEND_OWNER.md' },
    { name: 'Frontend', path: 'docs/Development/FRONTEND_OWNER.md' },
    { name: 'Jonne', path: 'docs/Development/JONNE_TASKS.md' },
  ];

  it.each(['as it is', 'with the mangled document'])('is recognised %s', (how) => {
    const mangled = readFileSync(join(corpus, 'BACKEND_OWNER.mangled.md'), 'utf8');
    const files = readFolder(join(corpus, 'lademo')).map(({ path, text }) =>
      file(path, how !== 'as it is' && path.endsWith('BACKEND_OWNER.md') ? mangled : text),
    );
    expect(discoverDocuments(files)).toMatchObject({
      kind: 'found',
      todo: 'docs/Project Management/TODO.md',
      owners,
    });
  });
});

function found(files: readonly CandidateFile[]): unknown {
  const discovery = discoverDocuments(files);
  return discovery.kind === 'found' ? discovery.owners : discovery;
}

function file(path: string, text: string): CandidateFile {
  return { path, text };
}

function readFolder(folder: string): CandidateFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) =>
      file(path.replaceAll('\\', '/').normalize('NFC'), readFileSync(join(folder, path), 'utf8')),
    );
}
