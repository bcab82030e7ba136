import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextStates, splitItems } from '../../src/core/text-state.ts';

describe('what versions of a document say of a task', () => {
  it('is the same for versions that differ elsewhere, and another once its line changes', () => {
    const states = createTextStates(['bake', 'mix']);
    const text = '# All\n\n- [ ] Mix\n- [ ] Bake\n  slowly\n\nProse.\n';
    const versions = [text, text.replace('Prose', 'Other prose'), text.replace('[ ] Mix', '[x] Mix'), text];
    for (const [at, version] of versions.entries()) states.add(String(at), version);
    const read = (key: string) => versions.map((_, at) => states.get(String(at), key));
    expect(new Set(read('bake')).size).toBe(1);
    expect(read('mix').map((state) => state === read('mix')[0])).toEqual([true, true, false, true]);
    expect([states.get('never added', 'mix'), states.get('0', 'mix')]).toEqual([undefined, '- [ ] Mix']);
  });

  it('tells a text that says this of the task, the first one seen', () => {
    const states = createTextStates(['bake', 'mix']);
    const texts = [
      '- [ ] Mix\n- [ ] Bake\n',
      '- [ ] Mix\n- [x] Bake\n',
      '- [x] Mix\n- [x] Bake\n',
      '- [x] Mix\n',
    ];
    for (const [at, text] of texts.entries()) states.add(String(at), text);
    const exampleIn = (at: number, key: string) =>
      texts.indexOf(states.example(key, states.get(String(at), key)!));
    expect(texts.map((_, at) => exampleIn(at, 'bake'))).toEqual([0, 1, 1, 3]);
    expect(texts.map((_, at) => exampleIn(at, 'mix'))).toEqual([0, 0, 2, 2]);
    expect([states.get('3', 'bake'), states.example('bake', 'anything')]).toEqual(['', '']);
  });

  it('is all of its items, in whatever order they stand, and each as often as it stands there', () => {
    const states = createTextStates(['mix']);
    const texts = [
      '- [ ] Mix\n- [x] Mix\n',
      '- [x] Mix\n\n# A\n\n- [ ] Mix\n',
      '- [x] Mix\n- [ ] Mix\n- [ ] Mix\n',
      '- [ ] Mix\n',
    ];
    for (const [at, text] of texts.entries()) states.add(String(at), text);
    const [one, other, more, less] = texts.map((_, at) => states.get(String(at), 'mix')) as [
      string,
      string,
      string,
      string,
    ];
    expect([one, other === one, new Set([one, more, less]).size]).toEqual(['- [ ] Mix\0- [x] Mix', true, 3]);
  });

  it('stays what the first text of a version says, and is undefined for a task that was not asked about', () => {
    const states = createTextStates(['mix']);
    states.add('1', '- [ ] Mix\n');
    states.add('1', '- [x] Mix\n');
    expect([states.get('1', 'mix'), states.get('1', 'bake')]).toEqual(['- [ ] Mix', undefined]);
  });

  it('does not depend on the versions that were read before', () => {
    const line = fc.constantFrom(
      '- [ ] Mix',
      '- [x] Mix',
      '- [ ] Bake',
      '- [ ] Bake it',
      '  slowly',
      '  - [ ] Mix',
      '',
      'Bake.',
      '# Mix',
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    const keys = ['bake', 'mix', 'bake it'];
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (texts) => {
        const states = createTextStates(keys);
        for (const [at, version] of texts.entries()) states.add(String(at), version);
        for (const [at, version] of texts.entries()) {
          const alone = createTextStates(keys);
          alone.add('alone', version);
          for (const key of keys) expect(states.get(String(at), key)).toBe(alone.get('alone', key));
        }
      }),
    );
  });
});

describe('the items of a text', () => {
  it('start at every marker of a list and end at the first blank line', () => {
    const text = 'Words.\n- a\n  b\n\n  c\n* d\r\n> \r\n> e\n  12) f\n> +\tg \n-h\n1234567890. i\n';
    expect(splitItems(text)).toEqual(['Words.', '- a\n  b', '* d', '  12) f', '> +\tg \n-h\n1234567890. i']);
  });
});
