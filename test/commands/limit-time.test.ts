import { describe, expect, it } from 'vitest';
import { limitTime } from '../../src/commands/limit-time.ts';

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

  it('is stopped when it is nested too deeply', () => {
    const nest = (): number => nest() + 1;
    expect(() => limitTime(['a'], nest)).toThrow(expect.objectContaining({ code: 'too-complex' }));
  });
});
