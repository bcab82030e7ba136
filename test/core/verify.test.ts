import { describe, expect, it } from 'vitest';
import type { Action, FieldChanges } from '../../src/core/action.ts';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createReplica } from '../../src/core/entity.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import type { Task } from '../../src/core/task.ts';
import { VerificationError, verifyDocument } from '../../src/core/verify.ts';

/** A plan in words: what is to become of the tasks of these titles, and the lines to put in. */
interface Planned {
  readonly change?: Readonly<Record<string, Omit<FieldChanges, 'text' | 'verify'> & LineFields>>;
  readonly remove?: readonly string[];
  readonly insert?: readonly string[];
}

/** Fields that are taken from a line of another document. */
interface LineFields {
  readonly text?: string;
  readonly verify?: string | null;
}

/** Verifies a planned text; the message of the error, or `null` where the text is as planned. */
function verify(before: string, after: string, planned: Planned, owner: string | null = null): string | null {
  const reader = createReader(createOwnerNames(['Ann', 'Ben']));
  const document = parseDocument('TODO.md', before, reader);
  const readLine = (line: string): Task => parseDocument('OTHER.md', `${line}\n`, reader).tasks[0]!;
  const sourceOf = (line: string) => ({ task: readLine(line), position: 1 });
  const find = (title: string): Task => document.tasks.find((task) => task.title === title)!;
  const actions: Action[] = [
    ...(planned.remove ?? []).map((title): Action => ({ kind: 'remove', task: find(title) })),
    ...Object.entries(planned.change ?? {}).map(([title, { text, verify: mark, ...fields }]): Action => ({
      kind: 'change',
      task: find(title),
      fields: {
        ...fields,
        ...(text !== undefined && { text: sourceOf(text) }),
        ...(mark !== undefined && { verify: mark === null ? null : sourceOf(mark) }),
      },
    })),
    ...(planned.insert ?? []).map((line): Action => ({
      kind: 'insert',
      source: sourceOf(line),
      fields: { owners: readLine(line).owners },
    })),
  ];
  const replica = createReplica(owner, document, document);
  try {
    verifyDocument(replica, new Map(actions.map((action) => [action, action])), after, reader);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(VerificationError);
    expect((error as Error).name).toBe('VerificationError');
    return (error as Error).message;
  }
}

const wrong = (...parts: readonly string[]): string =>
  `TODO.md would not read as planned (${parts.join('; ')})`;

const TODO = `# All

- [ ] Bake [Owner: Ann]
  - [/] Knead [Owner: Ann]
- [ ] Wash [Owner: Ann, Ben]
`;
const replace = (from: string, to: string): string => TODO.replace(from, to);

/** Each change of a line, and the plan that asks for it. */
const CHANGES: readonly (readonly [what: string, after: string, planned: Planned, message: string])[] = [
  [
    'a box',
    replace('[ ] Bake', '[X] Bake'),
    { change: { Bake: { state: 'X' } } },
    wrong('missing: [ ] bake {Ann}', 'unexpected: [x] bake {Ann}'),
  ],
  [
    'a verify mark',
    replace('Bake', '**VERIFY**: Bake'),
    { change: { Bake: { verify: '- [ ] **VERIFY**: Bake' } } },
    wrong('missing: [ ] bake {Ann}', 'unexpected: [ ] verify bake {Ann}'),
  ],
  [
    'the words',
    replace('Knead', 'Knead it'),
    { change: { Knead: { text: '- [ ] Knead it' } } },
    wrong('missing: [/] knead {Ann}', 'unexpected: [/] knead it {Ann}'),
  ],
  [
    'the owners',
    replace('[Owner: Ann, Ben]', '[Owner: Ben]'),
    { change: { Wash: { owners: ['Ben'] } } },
    wrong('missing: [ ] wash {Ann, Ben}', 'unexpected: [ ] wash {Ben}'),
  ],
  [
    'a task less',
    replace('  - [/] Knead [Owner: Ann]\n', ''),
    { remove: ['Knead'] },
    wrong('missing: [/] knead {Ann}'),
  ],
  [
    'a task more',
    `${TODO}- [ ] Eat [Owner: Ben]\n`,
    { insert: ['- [ ] Eat [Owner: Ben]'] },
    wrong('unexpected: [ ] eat {Ben}'),
  ],
];

describe('a planned text', () => {
  it.each(CHANGES)('may bring %s where that is planned, and only there', (_, after, planned, message) => {
    expect(verify(TODO, after, planned)).toBe(null);
    expect(verify(TODO, after, {})).toBe(message);
  });

  it.each(CHANGES)('has to bring %s where that is planned', (_, _after, planned) => {
    expect(verify(TODO, TODO, planned)).toMatch(/^TODO\.md would not read as planned/);
  });

  it('may take a verify mark away, and no other', () => {
    const marked = replace('Bake', '**VERIFY**: Bake').replace('Knead', '**VERIFY**: Knead');
    const planned: Planned = { change: { Bake: { verify: null } } };
    expect(verify(marked, replace('Knead', '**VERIFY**: Knead'), planned)).toBe(null);
    expect(verify(marked, TODO, planned)).toBe(
      wrong('missing: [/] verify knead {Ann}', 'unexpected: [/] knead {Ann}'),
    );
  });

  it('may name the owners in another order', () => {
    expect(verify(TODO, replace('Ann, Ben', 'Ben, Ann'), {})).toBe(null);
  });

  it('may go on behind a task that may have left something open as long as it was the last', () => {
    const open = `${TODO}- [ ] Eat <!-- at home -->\n`;
    const added = `${open}- [ ] Sleep\n`;
    expect(verify(open, added, { insert: ['- [ ] Sleep'] })).toBe(null);
    expect(verify(open, added, {})).toBe(wrong('unexpected: [ ] sleep {}'));
    expect(verify(added, open, { remove: ['Sleep'] })).toBe(null);
  });

  it('has to hold a repeated task as often as planned', () => {
    expect(verify(TODO, `${TODO}${TODO.slice(TODO.indexOf('- [ ] Wash'))}`, {})).toBe(
      wrong('unexpected: [ ] wash {Ann, Ben}'),
    );
  });

  it('may move a task out from behind another marker, but not put one there', () => {
    const behind = '# All\n\n- - [ ] Bake\n- [ ] Wash\n';
    const moved = '# All\n\n- [ ] Wash\n- [ ] Bake\n';
    const status = {
      task: parseDocument('O.md', '- [ ] Bake\n', createReader(createOwnerNames([]))).tasks[0]!,
      position: 1,
    };
    expect(verify(behind, moved, { change: { Bake: { status } } })).toBe(null);
    expect(verify(moved, behind, { change: { Bake: { status } } })).toBe(
      wrong('missing: [ ] bake {}', 'unexpected: behind another marker [ ] bake {}'),
    );
    expect(verify(behind, moved, { change: { Bake: { state: ' ' } } })).toBe(
      wrong('missing: behind another marker [ ] bake {}', 'unexpected: [ ] bake {}'),
    );
  });

  it('may hold tasks in a quote, which are behind no other marker', () => {
    const quoted = '> - [ ] Bake\n>   - [ ] Knead\n';
    expect(verify('- [ ] Wash\n', `- [ ] Wash\n\n${quoted}`, { insert: ['- [ ] Bake', '- [ ] Knead'] })).toBe(
      null,
    );
  });

  it('names four of the differences at most', () => {
    expect(verify('', ['A', 'B', 'C', 'D', 'E'].map((title) => `- [ ] ${title}\n`).join(''), {})).toBe(
      wrong('unexpected: [ ] a {}', 'unexpected: [ ] b {}', 'unexpected: [ ] c {}', 'unexpected: [ ] d {}'),
    );
  });
});

describe("a planned text of an owner's document", () => {
  it('implies the owner where no tag names one', () => {
    const planned: Planned = { insert: ['- [ ] Bake [Owner: Ann]'] };
    expect(verify('', '- [ ] Bake\n', planned, 'Ann')).toBe(null);
    expect(verify('', '- [ ] Bake\n', planned, 'Ben')).toBe(
      wrong('missing: [ ] bake {Ann}', 'unexpected: [ ] bake {Ben}'),
    );
    expect(verify('', '- [ ] Bake\n', planned)).toBe(
      wrong('missing: [ ] bake {Ann}', 'unexpected: [ ] bake {}'),
    );
  });
});
