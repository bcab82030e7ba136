/**
 * Shapes of documents that make a Markdown parser, or the pairing of tasks, work as hard as it can: each repeats its
 * part up to a size. A part is told the number of its repetition.
 */
const PARTS = {
  'quotes, each with one more': (n) => `${'>'.repeat(1 + (n % 90))} a\n`,
  'lists, each deeper by two': (n) => `${'  '.repeat(n % 45)}- a\n`,
  'lists in lists on one line': () => `${'- '.repeat(90)}a\n`,
  'quotes and lists in turn': () => `${'> - '.repeat(45)}a\n`,
  'ten lists in lists on one line': () => `${'- '.repeat(10)}a\n`,
  'one quote of many lines': (n) => (n === 0 ? '> a\n' : 'b\n'),
  'quotes of many lines': (n) => (n % 2999 === 0 ? '\n> a\n' : 'b\n'),
  'lists that a paragraph parts': () => '- a\n\nb\n\n',
  'lists whose markers change': (n) => `${'-+*'[n % 3]} a\n`,
  'one long line of words': () => 'word ',
  'one long line of letters': () => 'a',
  'one line of an owner tag': (n) => (n === 0 ? '- [ ] a [Owner: ' : 'b, '),
  'square brackets in every paragraph': () => `${'['.repeat(3900)}\n\n`,
  'closing brackets in every paragraph': () => `${'a]('.repeat(1900)}\n\n`,
  'brackets around brackets in every paragraph': () => `${'['.repeat(1900)}a${']'.repeat(1900)}\n\n`,
  'asterisks in every paragraph': () => `${'*a '.repeat(3900)}\n\n`,
  'asterisks of both kinds in every paragraph': () => `${'*a **a '.repeat(1300)}\n\n`,
  'underscores in every paragraph': () => `${'_a '.repeat(3900)}\n\n`,
  'tildes in every paragraph': () => `${'~a '.repeat(3900)}\n\n`,
  'backticks of growing length': () =>
    `${Array.from({ length: 85 }, (_, length) => '`'.repeat(length + 1)).join('a')}\n\n`,
  'less-than signs in every paragraph': () => `${'<a '.repeat(3900)}\n\n`,
  'open comments in every paragraph': () => `a ${'<!--'.repeat(1900)}\n\n`,
  'open CDATA in every paragraph': () => `a ${'<![CDATA['.repeat(900)}\n\n`,
  'ampersands in every paragraph': () => `${'&a'.repeat(3900)}\n\n`,
  'images in images': () => `${'!['.repeat(1900)}a${']()'.repeat(1000)}\n\n`,
  'addresses in every paragraph': () => `${'www.a.b '.repeat(300)}\n\n`,
  'one line of addresses': () => 'www.a.b ',
  'one line of at signs': (n) => (n % 4000 === 3999 ? 'a@b\n\n' : 'a.b'),
  'a wide table': (n) => (n === 0 ? '|a'.repeat(20_000) + '\n' + '|-'.repeat(20_000) + '\n' : '|a'),
  'a long table': (n) => (n === 0 ? '|a|b|\n|-|-|\n' : '|c|d|\n'),
  tables: () => '|a|\n|-|\n|b|\n\n',
  'rows of a table without its line': () => '|a|b|c\n',
  'link definitions': (n) => `[a${n}]: /b\n`,
  'one link definition many times, and its uses': () => `[a]: /b\n\n[a] [a][a]\n\n`,
  footnotes: (n) => `[^a${n}]: b\n\nc[^a${n}]\n\n`,
  'uses of footnotes that are not there': (n) => `c[^a${n}]\n`,
  'owner tags that are links': () => '[Owner: A]: /b\n\n',
  'html blocks': () => '<div>\na\n</div>\n\n',
  'one html block': (n) => (n === 0 ? '<div>\n' : 'a\n'),
  'details in details': () => '<details>\n\n- [ ] a\n\n',
  'a fence that is never closed': (n) => (n === 0 ? '```\n' : '- [ ] a\n'),
  fences: () => '```\n- [ ] a\n```\n',
  'underlined headings': () => 'a\n=\n',
  'underlines without text': () => '\n===\n',
  'code by indentation': () => '     a\n',
  headings: (n) => `## a${n}\n`,
  'equal headings': () => '## a\n\n- [ ] b\n\n',
  'headings, each deeper': (n) => `${'#'.repeat(1 + (n % 6))} a\n\n`,
  'bold lines': () => '**a**\n\n',
  'bold lines with spaces': () => `**a${' '.repeat(900)}**${' '.repeat(90)}:\n\n`,
  'blank lines': () => '\n',
  'lines of spaces': () => `${' '.repeat(900)}\n`,
  'lines of tabs': () => `${'\t'.repeat(180)}a\n`,
  rules: () => '---\n\n',
  'front matter that is never closed': (n) => (n === 0 ? '---\n' : 'a: b\n'),
  'lines that end in CR': () => '- [ ] a\r',
  'control characters': (n) => `- [ ] a\u0001\u001b[31m${String.fromCharCode(n % 32 || 1)}\n`,
  'characters of two units': () => '- [ ] \u{1f600}\u0301\n',
  'one list of equal tasks': () => '- [ ] a\n',
  'one list of equal tasks with tags': () => '- [ ] a [Owner: Backend]\n',
  'tasks that differ in a number': (n) => `- [ ] Task number ${n} [Owner: Backend]\n`,
  'tasks that differ in their order of words': (n) =>
    `- [ ] ${permute(['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'], n)} [Owner: Backend]\n`,
  'tasks with many tags': () => `- [ ] a ${'[Owner: Backend] '.repeat(60)}\n`,
  'tasks of many owners': (n) =>
    `- [ ] a${n} [Owner: ${Array.from({ length: 50 }, (_, at) => `O${n}x${at}`).join(', ')}]\n`,
  'tasks with a long text': (n) => `- [ ] ${`word${n} `.repeat(1000)}[Owner: Backend]\n`,
  'one task of many lines': (n) => (n === 0 ? '- [ ] a\n' : '  b\n'),
  'one task of many subtasks': (n) => (n === 0 ? '- [ ] a [Owner: Backend]\n' : `  - [ ] b${n}\n`),
  'one task of many notes': (n) => (n === 0 ? '- [ ] a [Owner: Backend]\n' : `  - note ${n % 7}\n`),
  'numbered tasks': (n) => `${(n % 99_999) + 1}. [ ] a${n} [Owner: Backend]\n`,
  'loose tasks': (n) => `- [ ] a${n} [Owner: Backend]\n\n`,
  'lists of one task': (n) => `- [ ] a${n} [Owner: Backend]\n\n<!-- -->\n\n`,
  'tasks with VERIFY': (n) => `- [ ] **VERIFY**: a${n} (verify b) [Owner: Backend]\n`,
  'paragraphs and lists in turn': () => 'a\n- b\n\n',
  'one line of bold words and code': (n) => (n === 0 ? '- [ ] a ' : '**b** `c` [d] '),
  'conflict markers': () => '<<<<<<< a\n=======\n>>>>>>> b\n',
  'equals signs of a conflict': () => '=======\n\n',
};

function permute(words, number) {
  const left = [...words];
  const result = [];
  for (let rest = number; left.length > 0; rest = Math.floor(rest / (left.length + 1)))
    result.push(left.splice(rest % left.length, 1)[0]);
  return result.join(' ');
}

/** @returns {string[]} */
export function listShapes() {
  return Object.keys(PARTS);
}

/**
 * @param {string} name One of `listShapes`.
 * @param {number} size In characters, about.
 * @returns {string}
 */
export function writeShape(name, size) {
  const parts = [];
  for (let [length, n] = [0, 0]; length < size; n++) {
    parts.push(PARTS[name](n));
    length += parts.at(-1).length;
  }
  return `${parts.join('')}\n`;
}
