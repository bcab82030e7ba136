import { describe, expect, it } from 'vitest';
import { findMisspeltTasks } from '../../src/core/find-misspelt-tasks.ts';
import type { DocumentVersions } from '../../src/core/plan.ts';
import { createInputReader, reconcile, type ReconcileInput } from '../../src/core/reconcile.ts';
import { readVersions } from '../helpers/mirror.ts';

const TODO = '# All\n\n## High Priority\n\n- [ ] Bake bread [Owner: Ann]\n';
const ANN = '# Ann\n\n## High Priority\n\n- [ ] Bake bread\n';

/** @param marked The documents that the commit changes, with the marks of `readVersions`, by path. */
function commit(marked: { readonly [path: string]: string | Partial<DocumentVersions> }): ReconcileInput {
  const versions = (path: string, text: string): DocumentVersions => {
    const changed = marked[path];
    if (typeof changed === 'string') return { path, ...readVersions(changed) };
    return { path, base: text, index: text, ...changed };
  };
  return {
    todo: versions('TODO.md', TODO),
    owners: [
      { name: 'Ann', ...versions('ANN.md', ANN) },
      { name: 'Ben', ...versions('BEN.md', '# Ben\n') },
    ],
  };
}

/** What is mentioned beside the plan of a commit, as `path:line: found → wanted`. */
function mention(marked: Parameters<typeof commit>[0]): string[] {
  const input = commit(marked);
  return findMisspeltTasks(input, reconcile(input).documents).map(
    ({ place, found, wanted }) => `${place.path}:${place.line}: ${found} → ${wanted}`,
  );
}

describe('a new line that looks like a task and is none', () => {
  it.each([
    ['-[ ] Draw', '- [ ] Draw'],
    ['-[x] Draw', '- [x] Draw'],
    ['*[X] Draw', '* [X] Draw'],
    ['+[] Draw', '+ [ ] Draw'],
    ['- [] Draw', '- [ ] Draw'],
    ['-\t[]\tDraw', '-\t[ ] Draw'],
    ['- []Draw', '- [ ] Draw'],
    ['- [ ]Draw', '- [ ] Draw'],
    ['- [x]Draw', '- [x] Draw'],
    ['- [x]**Draw** it', '- [x] **Draw** it'],
    ['- [ ]🎨 Draw', '- [ ] 🎨 Draw'],
    ['- [ x ] Draw', '- [x] Draw'],
    ['- [x ] Draw', '- [x] Draw'],
    ['- [  ] Draw', '- [ ] Draw'],
    ['- [\u00a0] Draw', '- [ ] Draw'],
    ['- [ ]\u00a0Draw', '- [ ] Draw'],
    ['-\u00a0[ ] Draw', '- [ ] Draw'],
    ['1.[ ] Draw', '1. [ ] Draw'],
    ['2) [x]Draw', '2) [x] Draw'],
    ['\u2022 [ ] Draw', '- [ ] Draw'],
    ['\u2013 [x] Draw', '- [x] Draw'],
    ['-[ ] Draw [Owner: Ben]', '- [ ] Draw [Owner: Ben]'],
    ['-[ ] Ask a@b.co', '- [ ] Ask a@b.co'],
    ['> -[ ] Draw', '> - [ ] Draw'],
  ])("is mentioned in an owner's document: %s", (found, wanted) => {
    expect(mention({ 'ANN.md': `${ANN}«\n${found}\n»` })).toEqual([`ANN.md:7: ${found} → ${wanted}`]);
  });

  it('is mentioned in TODO.md where its tag names an owner', () => {
    expect(
      mention({
        'TODO.md': `${TODO}«\n- [] Draw [Owner: ann]\n- [] Paint\n- [] Rest [Owner: Zoe]\n- [] Wash\n  both [Owner: Ben, Zoe]»`,
      }),
    ).toEqual([
      'TODO.md:7: - [] Draw [Owner: ann] → - [ ] Draw [Owner: ann]',
      'TODO.md:10: - [] Wash → - [ ] Wash',
    ]);
  });

  it("is not mentioned in an owner's document where its tag names nobody", () => {
    expect(mention({ 'ANN.md': `${ANN}«- [] Draw [Owner: Zoe]\n»` })).toEqual([]);
  });

  it.each([
    ['a link', '- [](https://example.com/) Draw'],
    ['a link with an x', '- [x](https://example.com/) Draw'],
    ['a link without words', '-[ ](https://example.com/)'],
    ['a reference', '- [x][box] Draw'],
    ['a reference with a definition', '-[x] Draw\n\n[x]: https://example.com/'],
    [
      'a reference with a definition under another title',
      '-[x] Draw\n\n# Links\n\n[X]: https://example.com/',
    ],
    ['a footnote', '- [^1] Draw\n\n[^1]: Soon.\n    -[ ] Draw'],
    ['a definition', '- [x]: drawn'],
    ['a word in brackets', '- [done] Draw'],
    ['another state', '- [/] Draw'],
    ['a sentence', '- [x], [y] and [z] are axes'],
    ['a box without words', '-[ ]'],
    ['emphasis', '*[x] Draw* it'],
    ['code', '```\n-[ ] Draw\n```'],
    ['code in a quote', '> ~~~\n> -[ ] Draw\n> ~~~'],
    ['indented code', 'Words:\n\n    -[ ] Draw'],
    ['code that goes on in another line', '`like this\n-[ ] Draw`'],
    ['a link that goes on in another line', '[like this\n-[ ] Draw](https://example.com/)'],
    ['a comment', '<!--\n-[ ] Draw\n-->'],
    ['a comment in words', 'Words <!-- and\n-[ ] Draw -->'],
    ['HTML', '<div>\n-[ ] Draw\n</div>'],
    ['a table', '| a | b |\n| - | - |\n-[ ] Draw | it'],
    ['a heading', '-[ ] Draw\n---'],
    ['a line that would go on with words, corrected, too', 'Words\n3.[ ] Draw'],
  ])('is not mentioned where it is %s', (_, lines) => {
    expect(mention({ 'ANN.md': `${ANN}«\nWords.\n\n${lines}\n»` })).toEqual([]);
  });

  it('is not mentioned in front matter', () => {
    expect(mention({ 'ANN.md': `---\na: b\n«-[ ] Draw\n»---\n\n${ANN}` })).toEqual([]);
  });

  it('is mentioned in a new document, at its start, behind a byte order mark and without a line ending', () => {
    expect(mention({ 'BEN.md': { base: null, index: '\ufeff-[ ] Draw' } })).toEqual([
      'BEN.md:1: -[ ] Draw → - [ ] Draw',
    ]);
  });

  it.each(['\r\n', '\r'])('is mentioned between lines that end with %j', (ending) => {
    expect(mention({ 'ANN.md': `${ANN}«-[ ] Draw\n-[ ] Paint\n»\nWords`.replaceAll('\n', ending) })).toEqual([
      'ANN.md:6: -[ ] Draw → - [ ] Draw',
      'ANN.md:7: -[ ] Paint → - [ ] Paint',
    ]);
  });

  it('is mentioned among subtasks', () => {
    expect(mention({ 'ANN.md': `${ANN}«- [ ] Draw\n  - [ ] Sketch\n  - [] Paint\n\t-[x] Frame\n»` })).toEqual(
      ['ANN.md:8:   - [] Paint →   - [ ] Paint', 'ANN.md:9: \t-[x] Frame → \t- [x] Frame'],
    );
  });

  it.each([
    ['it was moved', `# Ann\n‹-[ ] Draw\n›\n# More\n«-[ ] Draw\n»`],
    ['it was only indented', `# Ann\n\n- Words\n‹-[ ] Draw›«  -[ ] Draw»\n`],
    ['only its box was changed', `# Ann\n\n-[‹ ›«x»] Draw\n`],
    ['another line was changed', `# Ann\n\n-[ ] Draw\n\nWords‹.›«!»\n`],
    ['it was a task', `# Ann\n\n-‹ ›[ ] Draw\n`],
  ])('is not new where %s', (_, marked) => {
    expect(mention({ 'BEN.md': marked })).toEqual([]);
  });

  it('is new where it got words, or an owner', () => {
    expect(mention({ 'BEN.md': '# Ben\n\n-[ ]« Draw»\n' })).toEqual(['BEN.md:3: -[ ] Draw → - [ ] Draw']);
    expect(mention({ 'TODO.md': `${TODO}\n- [] Draw« [Owner: Ben]»\n` })).toEqual([
      'TODO.md:7: - [] Draw [Owner: Ben] → - [ ] Draw [Owner: Ben]',
    ]);
  });

  it('is named with the line on which it stands when the rest is mirrored', () => {
    const lines = mention({
      'TODO.md': `${TODO}- [ ] Sow rye [Owner: Ann]«\n- [ ] Buy flour [Owner: Ann]»\n`,
      'ANN.md': `${ANN}- [ ] Sow rye\n\n## Low Priority\n«\n-[ ] Draw\n»`,
    });
    expect(lines).toEqual(['ANN.md:11: -[ ] Draw → - [ ] Draw']);
  });

  it('stops nothing, and keeps nothing else from being mirrored', () => {
    const input = commit({ 'ANN.md': `${ANN}«- [ ] Buy flour\n\n-[ ] Draw\n»` });
    const { documents, findings } = reconcile(input);
    expect(findings).toEqual([]);
    expect(documents.map(({ after }) => after)).toEqual([`${TODO}- [ ] Buy flour [Owner: Ann]\n`]);
    expect(findMisspeltTasks(input, documents)).toHaveLength(1);
  });

  it('is the only reason to parse anything', () => {
    const count = (text: string): number => {
      const input = commit({ 'ANN.md': text });
      const reader = createInputReader(input);
      findMisspeltTasks(input, [], reader);
      return reader.contents.size + reader.sections.size;
    };
    expect(count(`- [] Draw\n${ANN}«- [ ] Buy flour\n- [link](b.md)\n- [x] Rest»\n- [] Paint\n`)).toBe(0);
    expect(count(`${ANN}«-[ ] Draw\n»`)).toBeGreaterThan(0);
  });

  it('is found 1,000 times, too', () => {
    const lines = Array.from({ length: 1000 }, (_, number) => `-[ ] Draw ${number}\n\n`).join('');
    expect(findMisspeltTasks(commit({ 'ANN.md': `${ANN}\n«${lines}»` }), [])).toHaveLength(1000);
  });
});
