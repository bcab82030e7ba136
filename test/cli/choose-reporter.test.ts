import { expect, test } from 'vitest';
import { chooseReporter } from '../../src/cli/choose-reporter.ts';
import type { ParsedValues } from '../../src/cli/command-table.ts';

function values(reporter?: string, flags: readonly string[] = []): ParsedValues {
  const texts = new Map(reporter === undefined ? [] : [['reporter', reporter]]);
  return { flags: new Set(flags), texts, operands: [] };
}

test('without a wish, the surroundings choose the reporter', () => {
  expect(chooseReporter(values(), 'github', 'check')).toBe('github');
});

test('a reporter that is asked for wins over the surroundings', () => {
  expect(chooseReporter(values('text'), 'github', 'check')).toBe('text');
  expect(chooseReporter(values(undefined, ['json']), 'github', 'check')).toBe('json');
});

test('a mistyped reporter is told with the nearest one, an unknown one with all', () => {
  expect(() => chooseReporter(values('sarf'), 'text', 'check')).toThrow(
    expect.objectContaining({
      code: 'unknown-reporter',
      hints: ['a reporter with a similar name exists: sarif', { run: 'help check' }],
    }),
  );
  expect(() => chooseReporter(values('html'), 'text', 'check')).toThrow(
    expect.objectContaining({
      hints: ['reporters: text, json, github, sarif, markdown', { run: 'help check' }],
    }),
  );
});

test('two different wishes are not guessed between', () => {
  expect(() => chooseReporter(values('text', ['json']), 'text', 'check')).toThrow('ask for different things');
});
