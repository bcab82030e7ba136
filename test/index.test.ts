import { expect, test } from 'vitest';
import * as api from '../src/index.ts';

test('the public API is exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'VerificationError',
    'formatFinding',
    'parseDocument',
    'reconcile',
  ]);
});

test('parseDocument reads tasks, their places and what they say', () => {
  const text =
    '\ufeff## High Priority\r\n\r\n### API\r\n\r\n- [x] **VERIFY**: Parse [Owner: ana/Ben]\r\n  - [-] Fuzz\r\n';
  const { tasks, defect } = api.parseDocument(text, { owners: ['Ana', 'Ben'] });
  expect(defect).toBeNull();
  const [parent, child] = tasks;
  expect(parent).toMatchObject({
    text: 'Parse',
    state: 'x',
    verify: true,
    owners: ['Ana', 'Ben'],
    status: 'high priority',
    topic: ['API'],
    line: 5,
    children: [child],
  });
  expect(child).toMatchObject({ text: 'Fuzz', state: '-', owners: [], line: 6, children: [] });
  expect(text.slice(parent!.start)).toMatch(/^- \[x\]/);
  expect(text.slice(child!.start, child!.end)).toBe('- [-] Fuzz');
});

test('parseDocument says where tasks may be hidden, and takes further titles', () => {
  const open = '## Icebox\n\n- [ ] a\n\n```\n- [ ] b\n';
  const { tasks, defect } = api.parseDocument(open, { sections: { Icebox: 'low priority' } });
  expect(tasks.map(({ text, status }) => [text, status])).toEqual([['a', 'low priority']]);
  expect(defect).toEqual({ kind: 'unclosed-fence', start: open.indexOf('```') });
});

test('reconcile plans a mirrored tick, and formatFinding tells a conflict', () => {
  const owner = { name: 'Ana', path: 'ana.md', base: '- [ ] a\n' };
  const todo = { path: 'TODO.md', base: '- [ ] a [Owner: Ana]\n' };
  const ticked = api.reconcile({
    todo: { ...todo, index: todo.base },
    owners: [{ ...owner, index: '- [x] a\n' }],
  });
  expect(ticked.documents).toEqual([{ path: 'TODO.md', before: todo.base, after: '- [x] a [Owner: Ana]\n' }]);
  const { findings } = api.reconcile({
    todo: { ...todo, index: '- [-] a [Owner: Ana]\n' },
    owners: [{ ...owner, index: '- [x] a\n' }],
  });
  const text = api.formatFinding(findings[0]!);
  expect(text).toMatch(/^error\[done-conflict\]: /);
  expect(text).toContain('TODO.md:1');
  expect(api.formatFinding(findings[0]!, { color: true })).toContain('\u001b[');
  expect(api.formatFinding(findings[0]!, { columns: 40 }).split('\n').length).toBeGreaterThan(
    text.split('\n').length,
  );
});
