import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createThrowawayRepository } from '../helpers/throwaway-repository.mjs';
import { writeShape } from './shapes.mjs';

const PROGRAM = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));

/**
 * Commits a crafted document through git and the hook of `dist`.
 *
 * @param {string} shape One of `listShapes`.
 * @param {number} size In characters, about.
 * @returns {{ seconds: number, code: string, untouched: boolean }} How long the commit took; what the hook said, `passed`
 *   if nothing; and whether the files, the index and HEAD are as they were before the commit.
 */
export function tryHook(shape, size) {
  const repository = createThrowawayRepository(join(tmpdir(), 'owner-sync-worst-hook-'));
  try {
    const todo = (box, rest) => `# T\n\n## Tasks\n\n- [${box}] first [Owner: Backend]\n\n${rest}`;
    repository.write('TODO.md', todo(' ', ''));
    repository.write('BACKEND_OWNER.md', '# B\n\n## Tasks\n\n- [ ] first [Owner: Backend]\n');
    repository.write(
      'owner-sync.json',
      JSON.stringify({ todo: 'TODO.md', owners: { Backend: 'BACKEND_OWNER.md' } }),
    );
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--no-verify', '-m', 'before');
    repository.write('.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" hook\n`);
    chmodSync(join(repository.root, '.git/hooks/pre-commit'), 0o755);
    repository.write('TODO.md', todo('x', writeShape(shape, size)));
    repository.git('add', '--all');
    const state = () => [
      repository.git('rev-parse', 'HEAD'),
      repository.git('ls-files', '--stage'),
      repository.read('TODO.md'),
      repository.read('BACKEND_OWNER.md'),
    ];
    const before = state();
    const start = performance.now();
    const { status, stderr } = repository.run('git', ['commit', '--quiet', '-m', 'x']);
    const seconds = (performance.now() - start) / 1000;
    const code =
      status === 0 ? 'passed' : (/\[([a-z-]+)\]/.exec(stderr)?.[1] ?? stderr.trim().split('\n')[0]);
    return { seconds, code, untouched: state().every((each, at) => each === before[at]) };
  } finally {
    repository.remove();
  }
}
