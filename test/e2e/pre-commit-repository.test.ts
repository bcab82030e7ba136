import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../helpers/package.ts';
import { createRepo } from '../helpers/repo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const programs = [
  ['pre-commit', 'pre-commit'],
  ['prek', join(ROOT, '.managers/node_modules/.bin/prek')],
] as const;

/**
 * The hooks of `.pre-commit-hooks.yaml`, installed from a clone of this repository as it is committed. That
 * builds owner-sync with npm and takes a minute: `npm run managers` does it.
 */
describe.skipIf(process.env['OWNER_SYNC_MANAGERS'] !== '1').each(programs)(
  'from a clone, %s',
  (_, program) => {
    const isMissing = spawnSync(program, ['--version']).error !== undefined;

    it.skipIf(isMissing)(
      'mirrors into the working tree, and lets what is added pass',
      () => {
        const repo = createRepo({
          files: {
            'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Maja": "M.md" } }',
            'TODO.md': '- [ ] Sell [Owner: Maja]\n',
            'M.md': '- [ ] Sell\n',
            '.pre-commit-config.yaml': '',
          },
        });
        for (const name of Object.keys(repo.env)) if (/^npm_/i.test(name)) delete repo.env[name];
        Object.assign(repo.env, {
          PRE_COMMIT_HOME: join(repo.root, '.git/cache'),
          PREK_HOME: join(repo.root, '.git/prek'),
        });
        const revision = runProgram(repo, 'git', ['-C', ROOT, 'rev-parse', 'HEAD']).stdout.trim();
        repo.commit('config', {
          '.pre-commit-config.yaml': `repos:\n  - repo: ${ROOT}\n    rev: ${revision}\n    hooks:\n      - id: owner-sync\n      - id: owner-sync-check\n`,
        });
        // Not within `git commit --all`: what pre-commit 4.6.2 has npm clone there is written into the index of the commit.
        expect(runProgram(repo, program, ['install', '--install-hooks'])).toMatchObject({ exitCode: 0 });

        repo.write('M.md', '- [x] Sell\n');
        const first = repo.gitRaw(['commit', '-a', '-m', 'tick']);
        expect(first.exitCode, first.stderr).toBe(1);
        expect(first.stderr).toContain('TODO.md:1  [x] Sell [Owner: Maja]');
        expect(repo.git('show', ':TODO.md')).toContain('[ ]');
        expect(repo.read('TODO.md')).toBe('- [x] Sell [Owner: Maja]\n');

        repo.git('commit', '-q', '-a', '-m', 'tick');
        expect(repo.git('show', 'HEAD:TODO.md')).toBe('- [x] Sell [Owner: Maja]');
        expect(repo.git('status', '--porcelain')).toBe('');
      },
      300_000,
    );
  },
);
