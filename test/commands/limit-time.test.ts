import { describe, expect, it } from 'vitest';
import { allowTime, limitTime } from '../../src/commands/limit-time.ts';
import { readSection } from '../../src/core/read-section.ts';

describe('work on documents', () => {
  it('gives its result', () => {
    expect(limitTime(['a'], () => 42)).toBe(42);
    expect(limitTime([], () => undefined)).toBeUndefined();
  });

  it('may fail with its own error', () => {
    const fail = () => {
      throw new TypeError('own');
    };
    expect(() => limitTime(['a'], fail)).toThrow(TypeError);
  });

  it('is stopped when it never ends, in a loop and in a regular expression', () => {
    const loop = () => {
      for (;;);
    };
    expect(() => limitTime(['a'], loop, 20)).toThrow(expect.objectContaining({ code: 'too-complex' }));
    const slow = () => /^(a+)+$/.test(`${'a'.repeat(60)}b`);
    expect(() => limitTime(['a'], slow, 20)).toThrow(expect.objectContaining({ code: 'too-complex' }));
  });

  it('may take six times as long as 100,000 tasks do, and three minutes at most', () => {
    expect(allowTime(0)).toBe(30_000);
    // All documents of 100,000 tasks are read and compared in 20 s (17 million characters).
    expect(allowTime(17e6)).toBeGreaterThan(6 * 20_000 - 1000);
    expect(allowTime(Number.MAX_SAFE_INTEGER)).toBe(180_000);
  });

  it('is stopped when a section holds too much, and the section is named', () => {
    const text = `# Notes\n\n${'> '.repeat(90)}a\n`.padEnd(600_000, 'b\n\n');
    expect(() => limitTime([text], () => readSection(text))).toThrow(
      expect.objectContaining({
        code: 'too-complex',
        details: ['It begins with this line:', '  # Notes'],
      }),
    );
  });

  it('is stopped when it is nested too deeply', () => {
    const nest = (): number => nest() + 1;
    expect(() => limitTime(['a'], nest)).toThrow(expect.objectContaining({ code: 'too-complex' }));
  });
});
