import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';

/** The lines of each document: in the last commit, and as staged where that differs. */
type Lines = readonly [base: readonly string[], index?: readonly string[]];

function plan(todo: Lines, ann: Lines, ben: Lines = [[]]) {
  const versions = (path: string, [base, index = base]: Lines) => {
    const [before, after] = [base, index].map((lines) => lines.map((line) => `- [ ] ${line}\n`).join(''));
    return { path, base: `# Tasks\n\n${before}`, index: `# Tasks\n\n${after}` };
  };
  const { documents, findings } = reconcile({
    todo: versions('TODO.md', todo),
    owners: [
      { name: 'Ann', ...versions('ANN.md', ann) },
      { name: 'Ben', ...versions('BEN.md', ben) },
    ],
  });
  const texts = documents.map(({ path, after }) => [
    path,
    after.replace('# Tasks\n\n', '').replaceAll('- [ ] ', ''),
  ]);
  return { findings, texts: Object.fromEntries(texts) as Record<string, string> };
}

const TAG = '[Owner: Ann]';

describe('new words that stand beside the old ones in the other document', () => {
  it('stop the commit, with the line of each', () => {
    const { texts, findings } = plan(
      [[`Bake ${TAG}`], [`Bake bread ${TAG}`]],
      [['Wash', 'Bake bread', 'Bake', 'Bake bread']],
    );
    expect(texts).toEqual({});
    expect(findings).toEqual([
      {
        code: 'ambiguous-task',
        severity: 'stop',
        task: 'Bake bread',
        place: { path: 'TODO.md', line: 3 },
        candidates: [
          { path: 'ANN.md', line: 4 },
          { path: 'ANN.md', line: 6 },
        ],
        former: { task: 'Bake', place: { path: 'ANN.md', line: 5 } },
      },
    ]);
  });

  it.each([`Bake bread ${TAG}`, 'Bake bread', 'Bake bread [Owner: Ann, Ben]'])(
    'stop it where they may be the same task: %s',
    (words) => {
      const { texts, findings } = plan(
        [[`Bake ${TAG}`, words]],
        [['Bake'], ['Bake bread']],
        [words.includes('Ben') ? ['Bake bread'] : []],
      );
      expect(texts).toEqual({});
      expect(findings).toMatchObject([
        {
          candidates: [{ path: 'TODO.md', line: 4 }],
          former: { task: 'Bake', place: { path: 'TODO.md', line: 3 } },
        },
      ]);
    },
  );

  it('stop it where a shared task gets them from another owner', () => {
    const shared = plan([['Bake [Owner: Ann, Ben]']], [['Bake'], ['Bake bread']], [['Bake', 'Bake bread']]);
    expect(shared.findings).toMatchObject([
      { code: 'ambiguous-task', candidates: [{ path: 'BEN.md', line: 4 }] },
    ]);
  });
});

describe('new words that another task has', () => {
  it('are mirrored where that task has a partner of its own', () => {
    const { texts, findings } = plan(
      [
        [`Bake ${TAG}`, `Bake bread ${TAG}`],
        [`Bake bread ${TAG}`, `Bake bread ${TAG}`],
      ],
      [['Bake', 'Bake bread']],
    );
    expect(findings).toEqual([]);
    expect(texts).toEqual({ 'ANN.md': 'Bake bread\nBake bread\n' });
  });

  it.each<[string, string, readonly string[]]>([
    ['has', 'Bake bread [Owner: Ben]', ['Bake bread']],
    ['lacks', 'Bake bread [Owner: Ben]', []],
  ])("are mirrored where it is another owner's, whose document %s it", (_, words, ben) => {
    const { texts, findings } = plan([[`Bake ${TAG}`, words]], [['Bake'], ['Bake bread']], [ben]);
    expect(findings).toEqual([]);
    expect(texts).toEqual({ 'TODO.md': `Bake bread ${TAG}\n${words}\n` });
  });

  it('are mirrored where a shared task gets the words of a task that one of its owners has alone', () => {
    const { texts, findings } = plan(
      [['Bake [Owner: Ann, Ben]', 'Bake bread [Owner: Ben]']],
      [['Bake'], ['Bake bread']],
      [['Bake', 'Bake bread']],
    );
    expect(findings).toEqual([]);
    expect(texts).toEqual({
      'TODO.md': 'Bake bread [Owner: Ann, Ben]\nBake bread [Owner: Ben]\n',
      'BEN.md': 'Bake bread\nBake bread\n',
    });
  });
});
