import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';
import { expectInOwner, expectInTodo } from '../helpers/mirror.ts';

describe('the tag of a new task', () => {
  it.each<[string, 'keep' | 'omit', string, string]>([
    [
      'stays where it only names the owner of the document',
      'keep',
      'New [owners:  Ann]',
      'New [owners:  Ann]',
    ],
    ['goes there where tags are left out', 'omit', 'New [Owner: Ann] now', 'New now'],
    ['stays where it names others, too', 'omit', 'New [Owner: Ben, Ann]', 'New [Owner: Ben, Ann]'],
    [
      'stays where it names nobody else, in tags of their own',
      'keep',
      'New [Owner: Ann] [Owner: Ann]',
      'New [Owner: Ann] [Owner: Ann]',
    ],
  ])("%s in an owner's document", (_, policy, todo, ann) => {
    expectInOwner(`# T\n«\n- [ ] ${todo}\n»`, `# A\n«\n- [ ] ${ann}\n»`, policy);
  });

  it('names all owners in TODO.md', () => {
    expectInTodo(
      '# T\n«\n- [ ] New [Owner: Ann]\n- [ ] Two [Owner: Ben, Ann]\n»',
      '# A\n«\n- [ ] New\n- [ ] Two [Owner: Ben, Ann]\n»',
    );
  });

  it('is missing in the document of a new owner where the words come from one who had none', () => {
    const { documents } = reconcile({
      todo: { path: 'TODO.md', base: '- [ ] a [Owner: Ann]\n', index: '- [ ] a [Owner: Ben]\n' },
      owners: [
        { name: 'Ann', path: 'ANN.md', base: '# A\n\n- [ ] a\n', index: '# A\n\n- [ ] a now\n' },
        { name: 'Ben', path: 'BEN.md', base: '# B\n', index: '# B\n' },
      ],
    });
    expect(documents.map(({ path, after }) => [path, after])).toEqual([
      ['TODO.md', '- [ ] a now [Owner: Ben]\n'],
      ['ANN.md', '# A\n'],
      ['BEN.md', '# B\n\n- [ ] a now\n'],
    ]);
  });
});

describe('a new task', () => {
  it('has the box, the mark, the text and the notes of its own document, blank lines without spaces', () => {
    expectInOwner(
      '# T\n«\n+   [/] **VERIFY**: New [Owner: Ann] (needs verification)\n\n    ```\n    code\n      \n        deep\n    ```\n»',
      '- [ ] a\n«- [/] **VERIFY**: New (needs verification)\n\n  ```\n  code\n\n      deep\n  ```\n»',
    );
  });

  it('has the line endings of the document it comes into', () => {
    expectInOwner(
      '# T\n«\n- [ ] New\n  line [Owner: Ann]\n  - note\n  - [ ] sub [Owner: Ann]\n»',
      '# A\r\n\r\n1. [ ] a\r\n«2. [ ] New\r\n   line\r\n   - note\r\n   - [ ] sub\r\n»',
    );
  });
});

describe('a new heading', () => {
  it.each([
    ['## Done\n### Web\n«- [x] New [Owner: Ann]\n»', '## Done\n- [x] a\n«\n### Web\n- [x] New\n»'],
    ['## Done\n### Web\n«- [x] New [Owner: Ann]\n»', '## Done\n\n- [x] a\n«\n### Web\n\n- [x] New\n»'],
    ['## Done\n### Web\n«- [x] New [Owner: Ann]\n»', '**Done**\n\n- [x] a\n«\n**Web**:\n- [x] New\n»'],
    [
      '## Low Priority\n### Web\n«- [ ] New [Owner: Ann]\n»',
      '## Done\n- [x] a\n«\n## Low Priority\n\n### Web\n- [ ] New\n»',
    ],
  ])('is parted from its list as others are, a bold line is not: %j', (todo, ann) => {
    expectInOwner(todo, ann);
  });
});
