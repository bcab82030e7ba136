import { describe, expect, it } from 'vitest';
import { readDeclaration, readProseLines } from '../../src/core/declaration.ts';

const SAYS = 'This document is synchronized with';

describe('the document with which an owner document says it is synchronized', () => {
  it.each<[string, string, string | null]>([
    ['in backticks', `${SAYS} \`docs/TODO.md\`.`, 'docs/TODO.md'],
    ['in backticks, with a space', `${SAYS} \`my docs/TODO.md\`.`, 'my docs/TODO.md'],
    ['in a link', `${SAYS} [the list](docs/TODO.md).`, 'docs/TODO.md'],
    ['in a link to a heading', `${SAYS} [the list](docs/TODO.md#tasks).`, 'docs/TODO.md'],
    ['in a link with encoded letters', `${SAYS} [it](my%20docs/TODO.md).`, 'my docs/TODO.md'],
    ['in a link with a stray percent sign', `${SAYS} [it](100%/TODO.md).`, '100%/TODO.md'],
    ['in angle brackets', `${SAYS} <TODO.md>.`, 'TODO.md'],
    ['in quotes', `${SAYS} "my TODO.md".`, 'my TODO.md'],
    ['bare', `${SAYS} TODO.markdown, always.`, 'TODO.markdown'],
    ['in bold', `**This document** is *synchronised* with **TODO.md**`, 'TODO.md'],
    ['over two lines', `This document is\nsynced   with\nTODO.md`, 'TODO.md'],
    ['in a quote', `> This file must be kept in sync with\n> TODO.md`, 'TODO.md'],
    ['as the whole of a paragraph', 'Synchronization: synced with TODO.md', 'TODO.md'],
    ['after a sign', '🔄 Kept in step with TODO.md', 'TODO.md'],
    ['further down', `# Ann\r\n\r\nHello\r\n\r\n${SAYS} TODO.md`, 'TODO.md'],
    ['not a file of another kind', `${SAYS} todo.txt`, null],
    ['not where another document is', 'The wiki is synchronized with TODO.md', null],
    ['not where it only mentions one', 'This document mentions TODO.md', null],
    ['not in another sentence', `This document is long. It is synchronized with TODO.md`, null],
    ['not further away than a sentence', `${SAYS} ${'some words '.repeat(9)} TODO.md`, null],
    ['not in code', `\`\`\`\n${SAYS} TODO.md\n\`\`\``, null],
    ['in one of the first 120 lines', `${'a\n'.repeat(118)}\n${SAYS} TODO.md`, 'TODO.md'],
    ['not below them', `${'a\n'.repeat(119)}\n${SAYS} TODO.md`, null],
  ])('is read %s', (_, text, target) => {
    expect(readDeclaration(text)).toEqual(target === null ? null : { target, owner: null });
  });
});

describe('the owner with which it says its tasks are marked', () => {
  it.each<[string, string, string | null]>([
    ['after "marked with"', 'All tasks marked with `[Owner: Backend]` go here. Not [Owner: Ann]', 'Backend'],
    ['after "tagged"', '[Owner: Ann]\n\nTasks tagged as [owners : Ann Lee ]', 'Ann Lee'],
    ['in a list of rules', 'Rules:\n- Carry [Owner: A]\n- Ask [Owner: B]', 'A'],
    ['the only one that is named', 'Owner tag: [Owner: Ann]\n\nAlways [Owner: Ann]', 'Ann'],
    ['none of two that are named', 'Here is [Owner: Ann]\n\nHere is [Owner: Ben]', null],
    ['not in a task', '- [ ] Write with [Owner: Ann]', null],
    ['not in a numbered task', '12. [x] Write with [Owner: Ann]', null],
    ['not in a nested task', 'Tasks:\n  + [/] Write with [Owner: Ann]', null],
  ])('is read %s', (_, text, owner) => {
    expect(readDeclaration(`${SAYS} TODO.md\n\n${text}\n`)).toEqual({ target: 'TODO.md', owner });
  });
});

it.each<[string, string, string[]]>([
  ['at any line ending', 'a\nb\r\nc\rd', ['a', 'b', 'c', 'd']],
  ['without fenced code', 'a\n```sh\nb\n```\nc', ['a', 'c']],
  ['up to a fence as long as the one that opened', 'a\n~~~~\n~~~\nb\n~~~~~\nc', ['a', 'c']],
  ['up to a fence of the same kind', '```\n~~~\na\n```\nb', ['b']],
  ['without code in quotes', '> ```\n> a\n> ```\n> b', ['> b']],
  ['without code that is not closed', 'a\n```\nb', ['a']],
])('prose is read %s', (_, text, lines) => {
  expect(readProseLines(text)).toEqual(lines);
});
