import { expect, it } from 'vitest';
import { createReader, parseDocument } from '../../src/core/document.ts';
import { createOwnerNames } from '../../src/core/owners.ts';
import { neighboursOf, siblingsOf } from '../../src/core/siblings.ts';

const text = `- [ ] a
- [ ] b
  - [ ] s
  - [ ] t
    - [ ] u
    - [ ] v
- [ ] c

text

* [ ] d

## H

- [ ] e
`;

it.each([
  ['a', 'a b c d', 'b'],
  ['c', 'a b c d', 'b d'],
  ['d', 'a b c d', 'c'],
  ['t', 's t', 'b s'],
  ['u', 'u v', 't b v'],
  ['e', 'e', ''],
])(
  'the tasks under the same parent and title as %s are %j, and a new one is placed beside %j',
  (name, all, near) => {
    const document = parseDocument('TODO.md', text, createReader(createOwnerNames([])));
    const task = document.tasks.find(({ key }) => key === name)!;
    expect(
      siblingsOf(document, task)
        .map(({ key }) => key)
        .join(' '),
    ).toBe(all);
    expect(
      neighboursOf(document, task)
        .map(({ key }) => key)
        .join(' '),
    ).toBe(near);
  },
);
