import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { formatBug, formatUserError } from '../../src/report/format-error.ts';
import { createStyle } from '../../src/report/style.ts';

const plain = createStyle({}, { LANG: 'C.UTF-8' });

describe('a failure the user can mend', () => {
  test('shows the place and what to do', () => {
    const error = new UserError('config-unknown-key', 'owner-sync.json has a key that does not exist', {
      details: ['owner-sync.json:4:3   "ownerz": {', '                      ^^^^^^^^'],
      hints: ['a key with a similar name exists: "owners"', 'or run these\n  one\n  two'],
    });
    expect('\n' + formatUserError(error, plain)).toMatchInlineSnapshot(`
      "
      error[config-unknown-key]: owner-sync.json has a key that does not exist

        owner-sync.json:4:3   "ownerz": {
                              ^^^^^^^^

        help: a key with a similar name exists: "owners"
        help: or run these
                one
                two
      "
    `);
  });

  test('is one line where that is enough', () => {
    expect(
      formatUserError(new UserError('no-repository', 'this folder is not in a git repository'), plain),
    ).toBe('error[no-repository]: this folder is not in a git repository\n');
  });

  test('is harmless on a terminal', () => {
    const error = new UserError('code', 'a\u001b[2J', { details: ['b\u001b[2J'], hints: ['c\u001b[2J'] });
    expect(formatUserError(error, plain)).not.toContain('\u001b');
  });
});

test('a bug says that nothing is lost, and how to commit without owner-sync', () => {
  const error = new TypeError('x is undefined');
  error.stack = 'TypeError: x is undefined\n    at plan (dist/hook.js:1:2)';
  expect('\n' + formatBug(error, 'owner-sync 0.1.0, Node 20.20.2, linux x64', plain)).toMatchInlineSnapshot(`
    "
    error[bug]: owner-sync stopped because of a bug in itself

      TypeError: x is undefined
          at plan (dist/hook.js:1:2)
      owner-sync 0.1.0, Node 20.20.2, linux x64

    Nothing was committed, and your files and the index were left as they were.
      help: please report this with the lines above
      help: to commit without owner-sync, this once
              OWNER_SYNC=0 git commit …
    "
  `);
  expect(formatBug('thrown text', 'versions', plain)).toContain('  thrown text\n');
});
