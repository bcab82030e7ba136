import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nameProgram } from '../../src/cli/name-program.ts';

/** A folder with these files, empty each; with `->`, a link. */
function createFolder(...files: readonly string[]): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'owner-sync-name-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, target] of files.map((file) => file.split(' -> '))) {
    mkdirSync(dirname(join(root, path!)), { recursive: true });
    if (target === undefined) writeFileSync(join(root, path!), '');
    else symlinkSync(target, join(root, path!));
  }
  return root;
}

const INSTALLED = 'main/node_modules/.bin/owner-sync';

describe('how the program is called where somebody stands', () => {
  it('is npx where npx finds it, also in a folder above', () => {
    const root = createFolder(INSTALLED, 'main/docs/a');
    const call = { file: join(root, INSTALLED), env: {} };
    expect(nameProgram({ ...call, cwd: join(root, 'main') })).toBe('npx owner-sync');
    expect(nameProgram({ ...call, cwd: join(root, 'main/docs') })).toBe('npx owner-sync');
  });

  it('is looked for from the folder in which the user has called git', () => {
    const root = createFolder('top/packages/web/node_modules/.bin/owner-sync');
    const file = join(root, 'top/packages/web/node_modules/.bin/owner-sync');
    const cwd = join(root, 'top');
    expect(nameProgram({ file, cwd, env: { GIT_PREFIX: 'packages/web/' } })).toBe('npx owner-sync');
    expect(nameProgram({ file, cwd, env: { GIT_PREFIX: 'packages/' } })).toBe(
      'web/node_modules/.bin/owner-sync',
    );
    expect(nameProgram({ file, cwd, env: {} })).toBe('packages/web/node_modules/.bin/owner-sync');
    expect(nameProgram({ file, cwd, env: { GIT_PREFIX: 'docs/' } })).toBe(file);
  });

  it('is the file in .bin where a script there has started the one in the package (Windows, pnpm)', () => {
    const root = createFolder(INSTALLED);
    const cwd = join(root, 'linked');
    for (const file of [
      'main/node_modules/owner-sync/dist/bin.cjs',
      'main/node_modules/.pnpm/owner-sync@1.0.0/node_modules/owner-sync/dist/bin.cjs',
    ])
      expect(nameProgram({ file: join(root, file), cwd, env: {} })).toBe(join(root, INSTALLED));
  });

  it('is its plain name where PATH has it', () => {
    const root = createFolder(
      'lib/owner-sync/dist/bin.cjs',
      'bin/owner-sync -> ../lib/owner-sync/dist/bin.cjs',
    );
    const env = { PATH: ['/usr/bin', join(root, 'bin')].join(delimiter) };
    const call = { cwd: join(root, 'project'), env };
    expect(nameProgram({ ...call, file: join(root, 'bin/owner-sync') })).toBe('owner-sync');
    expect(nameProgram({ ...call, file: join(root, 'lib/owner-sync/dist/bin.cjs') })).toBe('owner-sync');
    // As with pnpm and on Windows.
    expect(
      nameProgram({ ...call, file: join(root, 'bin/global/node_modules/owner-sync/dist/bin.cjs') }),
    ).toBe('owner-sync');
  });

  it('is a path where PATH has another one', () => {
    const root = createFolder(INSTALLED, 'bin/owner-sync');
    const call = { file: join(root, INSTALLED), cwd: join(root, 'linked') };
    expect(nameProgram({ ...call, env: { PATH: join(root, 'bin') } })).toBe(call.file);
  });

  it('is a path where only npm or pre-commit has put it on PATH', () => {
    const root = createFolder(INSTALLED, 'cache/bin/owner-sync');
    const cwd = join(root, 'linked');
    const file = join(root, INSTALLED);
    expect(nameProgram({ file, cwd, env: { PATH: dirname(file) } })).toBe(file);
    const inCache = join(root, 'cache/bin/owner-sync');
    expect(nameProgram({ file: inCache, cwd, env: { PATH: dirname(inCache), PRE_COMMIT: '1' } })).toBe(
      inCache,
    );
  });

  it('is found where PATH and folders on the way hold what cannot be looked into', () => {
    const root = createFolder(INSTALLED, 'file', 'linked/node_modules', 'loop -> loop');
    const call = { file: join(root, INSTALLED), cwd: join(root, 'linked') };
    const PATH = [join(root, 'file'), join(root, 'loop'), '\0'].join(delimiter);
    expect(nameProgram({ ...call, env: { PATH } })).toBe(call.file);
  });

  it('is quoted where a shell would take it for more than a word', () => {
    const root = createFolder('my $tree/node_modules/.bin/owner-sync');
    const file = join(root, 'my $tree/node_modules/.bin/owner-sync');
    expect(nameProgram({ file, cwd: join(root, 'linked'), env: {} })).toBe(`'${file}'`);
  });

  it('is node with a file where it is not installed at all', () => {
    const root = createFolder('owner-sync/dist/bin.cjs');
    const file = join(root, 'owner-sync/dist/bin.cjs');
    expect(nameProgram({ file, cwd: join(root, 'owner-sync'), env: {} })).toBe('node dist/bin.cjs');
    expect(nameProgram({ file, cwd: join(root, 'project'), env: {} })).toBe(`node ${file}`);
  });
});
