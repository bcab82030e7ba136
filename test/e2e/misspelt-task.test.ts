import { expect, it } from 'vitest';
import { createInstalledRepo } from '../helpers/package.ts';

const FILES = {
  'TODO.md': '# All\n\n## Pending\n\n- [ ] Mix [Owner: Backend]\n',
  'BACKEND_OWNER.md': '# Backend\n\n## Pending\n\n- [ ] Mix\n',
  'FRONTEND_OWNER.md': '# Frontend\n',
};

it('a commit that adds nothing but a misspelt task is made as it is, and the next one mirrors the corrected line', () => {
  const repo = createInstalledRepo({ files: FILES });
  const misspelt = `${FILES['BACKEND_OWNER.md']}-[ ] Bake \u001b[31mbread\n`;
  repo.write('BACKEND_OWNER.md', misspelt.replace('- [ ] Mix\n', '- [ ] Mix\n\n'));
  const first = repo.gitRaw(['commit', '--quiet', '--all', '-m', 'add']);
  expect(first).toMatchObject({
    exitCode: 0,
    stderr: `warning[misspelt-task]: a new line looks like a task, but is none in Markdown

  BACKEND_OWNER.md:7   -[ ] Bake \\x1b[31mbread
  as a task            - [ ] Bake \\x1b[31mbread

  So the commit goes on without mirroring it as a task.

  help: to have it mirrored, write it as a task, then
          git add BACKEND_OWNER.md
        and commit again
`,
  });
  expect(repo.git('show', '--format=', '--name-only', 'HEAD')).toBe('BACKEND_OWNER.md');
  repo.write('BACKEND_OWNER.md', `${FILES['BACKEND_OWNER.md']}- [ ] Bake bread\n`);
  const second = repo.gitRaw(['commit', '--quiet', '--all', '-m', 'correct']);
  expect(second.exitCode).toBe(0);
  expect(second.stderr).not.toContain('misspelt-task');
  expect(repo.git('show', 'HEAD:TODO.md')).toContain('- [ ] Bake bread [Owner: Backend]');
});

it('a commit that is stopped for another reason says only that', () => {
  const repo = createInstalledRepo({ files: FILES });
  repo.write('TODO.md', FILES['TODO.md'].replace('Mix', 'Mix well'));
  repo.write('BACKEND_OWNER.md', `${FILES['BACKEND_OWNER.md'].replace('Mix', 'Mix slowly')}\n-[ ] Bake\n`);
  const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '--all', '-m', 'both']);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('error[text-conflict]');
  expect(stderr).not.toContain('misspelt-task');
});

// In the packed program: its text is read as Latin-1 (src/code-cache.ts).
it.each(['•', '–', '—'])(
  'a task behind a bullet that Markdown does not know is mentioned, too: %s',
  (bullet) => {
    const repo = createInstalledRepo({ files: FILES });
    repo.write('BACKEND_OWNER.md', `${FILES['BACKEND_OWNER.md']}\n${bullet} [ ] Bake bread\n`);
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '--all', '-m', 'add']);
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringContaining(`BACKEND_OWNER.md:7   ${bullet} [ ] Bake bread\n`),
    ]);
    expect(stderr).toContain('as a task            - [ ] Bake bread\n');
  },
);
