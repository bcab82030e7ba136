import { describe, expect, it } from 'vitest';
import { createOwnerNames, nearestOwner, OWNER_TAG, splitOwners } from '../../src/core/owners.ts';

const known = createOwnerNames(['Backend', 'Frontend', 'Jonne', 'Research & Development', 'Zoë', 'QA']);

describe('createOwnerNames', () => {
  it('finds an owner whatever the letter case, white space or composition', () => {
    expect(known.find('backEND')).toBe('Backend');
    expect(known.find(' research  &  development ')).toBe('Research & Development');
    expect(known.find('ZOE\u0308')).toBe('Zoë');
    expect(known.find('Back')).toBeNull();
  });
});

describe('splitOwners', () => {
  it.each<[string, string, string[]]>([
    ['at commas', 'Backend, Jonne', ['Backend', 'Jonne']],
    ['at commas, unknown names too', 'Nobody, backend', ['Nobody', 'Backend']],
    ['at a slash between known owners', 'Backend/Frontend', ['Backend', 'Frontend']],
    ['at & between known owners', 'Backend & Jonne', ['Backend', 'Jonne']],
    ['at + between known owners', 'Backend+Jonne', ['Backend', 'Jonne']],
    ['at "and" between known owners', 'backend AND jonne', ['Backend', 'Jonne']],
    ['three at a time', 'Backend/Jonne & Frontend', ['Backend', 'Jonne', 'Frontend']],
    ['not a known owner with & in its name', 'research & development', ['Research & Development']],
    ['not when one part is unknown', 'Backend/Person', ['Backend/Person']],
    ['not in the middle of a word', 'Brandandco', ['Brandandco']],
    ['without empty names', ' , Backend,, ', ['Backend']],
    ['without repetition', 'Backend, backend/Jonne, JONNE', ['Backend', 'Jonne']],
    ['with the white space of unknown names in order', 'The   Team', ['The Team']],
  ])('splits %s', (_, names, owners) => {
    expect(splitOwners(names, known)).toEqual(owners);
  });
});

describe('nearestOwner', () => {
  it.each<[string, string | null]>([
    ['Backned', 'Backend'],
    ['Backnd', 'Backend'],
    ['fronted', 'Frontend'],
    ['Jone', 'Jonne'],
    ['QB', null],
    ['Marketing', null],
    ['Bakcedn', 'Backend'],
    ['Back', null],
  ])('takes %s for %s', (name, owner) => {
    expect(nearestOwner(name, known)).toBe(owner);
  });

  it.each<[string, string | null]>([
    ['An', 'Ann'],
    ['Dek', 'Deck'],
    ['Bbo', 'Bob'],
    ['Mia', 'Mira'],
    ['QB', null],
    ['X', null],
    ['Eve', null],
  ])('takes a short %s for %s only where it came in the place of an owner', (name, owner) => {
    const short = createOwnerNames(['Ann', 'Deck', 'Bob', 'Mira', 'QA']);
    expect(nearestOwner(name, short, true)).toBe(owner);
    expect(nearestOwner(name, short)).toBeNull();
  });

  it('takes the nearer of two', () => {
    expect(nearestOwner('Teamab', createOwnerNames(['Teamxb', 'Teamabc', 'Teamzz']))).toBe('Teamxb');
    expect(nearestOwner('Teamabcd', createOwnerNames(['Teamabxy', 'Teamabcx']))).toBe('Teamabcx');
  });
});

describe('OWNER_TAG', () => {
  it.each<[string, string[]]>([
    ['[Owner: Backend]', ['Backend']],
    ['[owners:A] and [ OWNER : B, C ]', ['A', 'B, C']],
    ['[Owner: ] [Owner] [Owner Backend]', []],
    ['[Owner: [A]]', []],
  ])('finds the names in %j', (text, names) => {
    expect([...text.matchAll(OWNER_TAG)].map((match) => match[1])).toEqual(names);
  });
});
