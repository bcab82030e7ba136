import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createFinder, createTextTest } from '../../src/core/find-sections.ts';
import { listSections } from '../../src/core/list-sections.ts';
import { createOwnerNames } from '../../src/core/owners.ts';

const reader = () => createReader(createOwnerNames([]));
const mayHold = (text: string, ...keys: readonly string[]) => createTextTest(new Set(keys))({ text });

describe('whether a text may hold a task', () => {
  it.each([
    ['as it is', '- [ ] Bake the bread'],
    ['in capitals', '- [ ] BAKE THE BREAD'],
    ['on two lines of a quote', '> - [ ] Bake the\n>   bread'],
    ['with CRLF', '- [ ] Bake\r\n  the bread\r\n'],
    ['with marks around its words', '- [ ] **Bake** _the_ ~~bread~~'],
    ['with marks inside its words', '- [ ] B*ak*e the br**ea**d'],
    ['with escapes', '- [ ] Bake \\*the\\* bread'],
    ['with code', '- [ ] `Bake` the `bread`'],
    ['with a tag between its words', '- [ ] Bake [Owner: Ann] the bread'],
    ['with a tag inside of a word', '- [ ] Ba[ Owner: Ann ]ke [the](x) bread'],
    ['with a tag inside of code', '- [ ] Bake `[Owner: Ann]` the bread'],
    ['with a tag that is escaped', '- [ ] Bake \\[Owner: Ann] the bread'],
    ['with a tag in brackets', '- [ ] Bake [[Owner: Ann]] the [Owner: Ben] bread'],
    ['with a tag right behind another', '- [ ] Bake [Owner: Ann][Owner: Ben] the bread'],
    ['with a tag that has marks inside', '- [ ] Bake [O*wn*er: Ann] the bread'],
    ['with a mark for checking', '- [ ] **VERIFY**: Bake the bread'],
    ['with a link', '- [ ] Bake [the](https://example.org/a?b=c "Title") bread'],
    ['with links around parts of words', '- [ ] [Ba](x/Ba "Title")k[e](y/e) the br![ea](z)d'],
    ['with a link around the start of its only word', '- [ ] [Ba](<x/Ba> "a")ke'],
    ['with HTML', '- [ ] Bake <b title="a b">the</b> bread'],
    ['with HTML inside a word', '- [ ] B<b>ake</b> the bread'],
    ['with HTML around the start of its only word', '- [ ] <b>Ba</b>ke'],
    ['with HTML and an address inside a word', '- [ ] Bake<https://example.org>the<br>bread'],
    ['with a comment', '- [ ] Bake <!-- not today --> the bread'],
    ['with a variation selector', '- [ ] Bake\ufe0f the bread'],
    ['with letters put together', '- [ ] Bäcke das Bröd'.normalize('NFD')],
    ['in words without ASCII letters', '- [ ] Хлеб печь'],
    ['in signs alone', '- [ ] ☕ → 🍞'],
    ['in words of two letters', '- [ ] Go to it'],
    ['in one sign that is ASCII', '- [ ] +'],
  ])('errs only towards yes: the task %s', (_, text) => {
    const [task] = parseDocument('', text, reader()).tasks;
    expect(task).toBeDefined();
    expect(mayHold(text, task!.key)).toBe(true);
    expect(mayHold(`# Title\n\n- [ ] Other\n${text}\n`, 'something else', task!.key)).toBe(true);
  });

  it('errs only towards yes, whatever a task is made of', () => {
    const pieces = [
      'bake',
      'b',
      'ä',
      '12',
      ' ',
      ' ',
      '*',
      '**',
      '_',
      '`',
      '~~',
      '\\\\',
      '<b>',
      '</b>',
      '<!-- c -->',
      '(',
      ')',
    ];
    const more = [
      '[Owner: Ann]',
      '[',
      ']',
      '[ba](x/ba)',
      '[ke](<y> "t")',
      '![e](z)',
      '<http://a.b>',
      '\n  ',
      '!',
      '\ufe0f',
    ];
    const source = fc.array(fc.constantFrom(...pieces, ...more), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(source, (parts) => {
        const text = `- [ ] ${parts.join('')}\n`;
        for (const { key } of parseDocument('', text, reader()).tasks) expect(mayHold(text, key)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a word is missing', '- [ ] Bake bread', 'bake the bread'],
    ['the words stand in another order', '- [ ] The bread to bake', 'bake the bread'],
    ['other letters than ASCII differ', '- [ ] Bäcke das', 'bøcke das'],
    ['the longest word stands nowhere', '- [ ] Bake the bred', 'bake the bread'],
    ['digits differ', '- [ ] Part 12a', 'part 13a'],
    ['a code mark parts the words', '- [ ] Bake `a` bread', 'bake the bread'],
    ['short words differ', '- [ ] Go to it', 'go on it'],
    ['words stand in several items with a link', '- [ ] [Bake](x) the\n1. [ ] bread', 'bake the bread'],
    ['words stand in several items of a quote', '> * [ ] <b>Bake</b> the\n> 2) bread', 'bake the bread'],
    ['a word of a text with a link is missing', '- [ ] Bake [the](x) cake', 'bake the bread'],
    ['a word of a text with code and a tag is missing', '- [ ] `a [Owner: A]` the bread', 'bake the bread'],
  ])('says no where %s', (_, text, key) => {
    expect(mayHold(text, key)).toBe(false);
  });

  it('says yes for one of many texts, also where one of them has no long word', () => {
    const many = Array.from({ length: 250 }, (_, number) => `task number ${number}`);
    for (const keys of [many, ['it', 'task number 77'], ['→', 'task number 77']]) {
      expect(mayHold('- [ ] Task number 77\n', ...keys)).toBe(true);
      expect(mayHold('- [ ] Task numeral 77\n', ...keys)).toBe(false);
    }
    expect(mayHold('- [ ] Go to it\n', 'bake the bread', 'go to it')).toBe(true);
  });

  it('says the same of a text that comes again', () => {
    for (const remembers of [true, false]) {
      const test = createTextTest(new Set(['bake the bread']), remembers);
      const texts = ['- [ ] Bake the bread', '- [ ] Eat the bread', '- [ ] Bake the bread'];
      const answer = () => texts.map((text) => test({ text }));
      expect([answer(), answer()]).toEqual([
        [true, false, true],
        [true, false, true],
      ]);
    }
  });
});

describe('the sections of a text that may hold a task', () => {
  const TASKS = ['Bake the bread', 'Eat the **bread**', 'B*ak*e the bread', 'Go to it', 'Bake the bread'];
  const text = `\ufeff# All\n\n${TASKS.map((task) => `- [ ] ${task}\n`).join('')}\n# End: bake the bread\n`;
  const find = (...keys: readonly string[]) =>
    createFinder(new Set(keys))(text, listSections(text, reader()));
  const many = Array.from({ length: 250 }, (_, number) => `task number ${number}`);

  it.each([
    ['by a long word', 'bake the bread', [1, 3, 5, 6]],
    ['by a word that stands in few', 'eat the bread', [2]],
    ['by short words', 'go to it', [4]],
    ['by a text that stands nowhere', 'fry the fish', []],
  ])('are found %s, among few texts and many', (_, key, found) => {
    expect(find(key)).toEqual(found);
    expect(find(...many, key)).toEqual(found);
  });

  it('are found for several texts at once, each told once, and for none', () => {
    expect(find('eat the bread', 'bake the bread')).toEqual([1, 2, 3, 5, 6]);
    expect(find()).toEqual([]);
  });

  it('are found again by the same finder in another text', () => {
    const finder = createFinder(new Set(['bake the bread']));
    const other = '- [ ] Bake the bread\n- [ ] Mix\n';
    for (const [each, found] of [
      [text, [1, 3, 5, 6]],
      [other, [0]],
      [text, [1, 3, 5, 6]],
    ] as const)
      expect(finder(each, listSections(each, reader()))).toEqual(found);
  });
});
