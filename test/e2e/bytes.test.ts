import { describe, expect, it } from 'vitest';
import { createInstalledRepo } from '../helpers/package.ts';

/** How a file is written down; the tasks in it are the same. */
interface Format {
  readonly name: string;
  write(text: string): string;
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

const FORMATS: readonly Format[] = [
  { name: 'LF', write: (text) => text },
  { name: 'CRLF', write: crlf },
  { name: 'CRLF with a BOM', write: (text) => `\ufeff${crlf(text)}` },
  { name: 'LF without a final line feed', write: (text) => text.replace(/\n$/, '') },
  { name: 'CRLF, a BOM and no final line feed', write: (text) => `\ufeff${crlf(text).replace(/\r\n$/, '')}` },
  // Most lines end with LF, which is what a new line gets.
  { name: 'mixed line endings', write: (text) => text.replace(/^((?:#|- |\t|```).*)\n/gm, '$1\r\n') },
];

const TODO_PATH = 'docs/Project Management/TODO.md';
const OWNER_PATH = 'docs/Équipe/zoë čapek.md';
const CONFIG = JSON.stringify({ todo: TODO_PATH, owners: { Zoë: OWNER_PATH } });
const TAG = ' [Owner: Zoë]';

/** One document of either kind; both hold the same tasks amid prose that is their own. */
function write(prose: string, tag: string, tasks: Readonly<Record<string, string>>): string {
  const { ticked, unticked, marked, unmarked, reworded, nested, added, removed } = tasks;
  return `# ${prose}

${prose} trailing blanks \t
\t> - [ ] Quoted [Owner: Zoë]

## 🔄 In Progress

- [${ticked}] Écrire le menu${tag}
  - a note of the ${prose}
- [${unticked}] Heat the oven ✔️${tag}
- [ ] ${marked}${tag}
- [x] ${unmarked}${tag}

## 📝 Pending

* [ ] ${reworded}${tag}
    * [${nested}] Sieve   the flour${tag}
    * [ ] Weigh **it**${tag}
${added === '' ? '' : `* [ ] ${added}${tag}\n`}${removed === '' ? '' : `* [ ] ${removed}${tag}\n`}
\`\`\`markdown
- [ ] Example${tag}
\`\`\`

${prose} ends here.
`;
}

const BEFORE = {
  ticked: ' ',
  unticked: 'x',
  marked: 'Open the shop',
  unmarked: '**VERIFY**: Close the shop (needs verification)',
  reworded: 'Mix the dough',
  nested: ' ',
  added: '',
  removed: 'Rest',
};

const AFTER = {
  ticked: 'x',
  unticked: ' ',
  marked: '**VERIFY**: Open the shop (needs verification)',
  unmarked: 'Close the shop',
  reworded: 'Mix the rye dough for `two` days',
  nested: '/',
  added: 'Sell 🍞',
  removed: '',
};

const DOCUMENTS = {
  [TODO_PATH]: (tasks: typeof BEFORE) => write('TODO', TAG, tasks),
  [OWNER_PATH]: (tasks: typeof BEFORE) => write('Zoë', '', tasks),
};

describe('a commit with every kind of edit', () => {
  for (const [edited, mirrored] of [
    [TODO_PATH, OWNER_PATH],
    [OWNER_PATH, TODO_PATH],
  ] as const) {
    for (const format of FORMATS) {
      it(`in ${edited} changes no other byte of the other document (${format.name})`, () => {
        const repo = createInstalledRepo({
          files: {
            'owner-sync.json': CONFIG,
            [edited]: DOCUMENTS[edited](BEFORE),
            [mirrored]: format.write(DOCUMENTS[mirrored](BEFORE)),
          },
        });
        // From TODO.md the new task is copied with its tag.
        const copied = edited === TODO_PATH ? { ...AFTER, added: `${AFTER.added}${TAG}` } : AFTER;
        repo.write(edited, DOCUMENTS[edited](AFTER));
        repo.git('commit', '--quiet', '--all', '-m', 'edit');

        expect(repo.read(mirrored)).toBe(format.write(DOCUMENTS[mirrored](copied)));
        expect(repo.read(edited)).toBe(DOCUMENTS[edited](AFTER));
        expect(repo.git('status', '--porcelain')).toBe('');
        expect(repo.git('diff-files')).toBe('');
      });

      it(`in ${edited}, itself written with ${format.name}, is read right`, () => {
        const repo = createInstalledRepo({
          files: {
            'owner-sync.json': CONFIG,
            [edited]: format.write(DOCUMENTS[edited](BEFORE)),
            [mirrored]: DOCUMENTS[mirrored](BEFORE),
          },
        });
        const copied = edited === TODO_PATH ? { ...AFTER, added: `${AFTER.added}${TAG}` } : AFTER;
        repo.write(edited, format.write(DOCUMENTS[edited](AFTER)));
        repo.git('commit', '--quiet', '--all', '-m', 'edit');
        expect(repo.read(mirrored)).toBe(DOCUMENTS[mirrored](copied));
        expect(repo.read(edited)).toBe(format.write(DOCUMENTS[edited](AFTER)));
      });
    }
  }
});
