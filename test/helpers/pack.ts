import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What `npm pack` made of this repository. */
    readonly tarball: string;
    /** The same, unpacked: the folder `owner-sync` as it will stand in `node_modules`. */
    readonly packageFolder: string;
  }
}

/** Packs `dist` once before all tests, as `npm publish` would, and unpacks it for the end-to-end tests. */
export default function packPackage(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'owner-sync-package-')));
  const name = execFileSync(
    'npm',
    // Without scripts: `prepare` would build a second time and set up husky.
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
  ).trim();
  const tarball = join(folder, name);
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  project.provide('tarball', tarball);
  project.provide('packageFolder', join(folder, 'package'));
  return () => rmSync(folder, { recursive: true, force: true });
}
