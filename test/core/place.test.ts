import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/core/reconcile.ts';

/** What Ann's document becomes when tasks are added in TODO.md. */
function place(ann: string, before: string, after: string): string | undefined {
  const { documents, findings } = reconcile({
    todo: { path: 'TODO.md', base: before, index: after },
    owners: [{ name: 'Ann', path: 'ANN.md', base: ann, index: ann }],
  });
  expect(findings).toEqual([]);
  return documents.find(({ path }) => path === 'ANN.md')?.after;
}

const NEW = '- [ ] New [Owner: Ann]\n';
const A = '- [ ] Alpha [Owner: Ann]\n';
const B = '- [ ] Beta [Owner: Ann]\n';

describe('where a new task is placed', () => {
  it("under its parent's partner, as the last child", () => {
    const ann = '## Pending\n- [ ] Alpha\n  - [ ] Own\n- [ ] Beta\n';
    const todo = `## Pending\n${A}  - [ ] Own [Owner: Ann]\n`;
    expect(place(ann, `${todo}${B}`, `${todo}  ${NEW}${B}`)).toBe(
      '## Pending\n- [ ] Alpha\n  - [ ] Own\n  - [ ] New [Owner: Ann]\n- [ ] Beta\n',
    );
  });

  it("after the nearest preceding sibling's partner", () => {
    const ann = '## Pending\n* [ ] Alpha\n* [ ] Beta\n';
    expect(place(ann, `## Pending\n${A}${B}`, `## Pending\n${A}${NEW}${B}`)).toBe(
      '## Pending\n* [ ] Alpha\n* [ ] New [Owner: Ann]\n* [ ] Beta\n',
    );
  });

  it("before the nearest following sibling's partner, when none precedes", () => {
    const ann = '## Pending\n- [ ] Alpha\n';
    expect(place(ann, `## Pending\n${A}`, `## Pending\n${NEW}${A}`)).toBe(
      '## Pending\n- [ ] New [Owner: Ann]\n- [ ] Alpha\n',
    );
  });

  it('at the end of the list under the same topic', () => {
    const ann = '## Pending\n- [ ] Own\n### Web\n- [ ] Alpha\n### App\n- [ ] Beta\n';
    const todo = `## Pending\n- [ ] Own [Owner: Ann]\n### App\n${B}### Web\n- [ ] Nobody\n`;
    expect(place(ann, `${todo}\n## Low Priority\n${A}`, `${todo}${NEW}\n## Low Priority\n${A}`)).toBe(
      '## Pending\n- [ ] Own\n### Web\n- [ ] Alpha\n- [ ] New [Owner: Ann]\n### App\n- [ ] Beta\n',
    );
  });

  it("at the end of the section's own list", () => {
    const ann = '## Pending\n- [ ] Own\n\n## Completed\n- [x] Old\n';
    const todo = '## Pending\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(
      '## Pending\n- [ ] Own\n- [ ] New [Owner: Ann]\n\n## Completed\n- [x] Old\n',
    );
  });

  it('under a new topic at the end of the section', () => {
    const ann = '## Pending\n\n- [ ] Own\n\n## Completed\n\n- [x] Old\n';
    const todo = '## Pending\n\n### Web\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(
      '## Pending\n\n- [ ] Own\n\n### Web\n\n- [ ] New [Owner: Ann]\n\n## Completed\n\n- [x] Old\n',
    );
  });

  it('under pending, where the document has no such section', () => {
    const ann = '## Completed\n\n- [x] Old\n\n## Pending\n\n- [ ] Own\n';
    const todo = '## High Priority\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(`${ann}${NEW}`);
  });

  it('in a new section behind the last one, where there is no pending either', () => {
    const ann = '# Ann\n\n## Completed\n\n- [x] Old\n';
    const todo = '## High Priority\n\n- [ ] Nobody\n';
    expect(place(ann, todo, `${todo}${NEW}`)).toBe(`${ann}\n## High Priority\n\n${NEW}`);
  });

  it('never in a quote', () => {
    const ann = '## Pending\n\n- [ ] Own\n- [ ] Own too\n\n> - [ ] Quoted\n';
    const todo = '## Pending\n\n- [ ] Nobody\n';
    // Spacing apart: only that it joins the list in front and the quote stays as it is.
    const lines = place(ann, todo, `${todo}${NEW}`)
      ?.split('\n')
      .filter((line) => line !== '');
    expect(lines).toEqual([
      '## Pending',
      '- [ ] Own',
      '- [ ] Own too',
      '- [ ] New [Owner: Ann]',
      '> - [ ] Quoted',
    ]);
  });
});
