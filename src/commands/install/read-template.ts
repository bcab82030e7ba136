import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HookName } from './hook-block.ts';

/**
 * Reads the script of a hook from the package's `hooks` folder.
 *
 * @param packageFolder The folder that holds `node_modules`, relative to the top level; `.` for itself.
 * @returns The script without its first line (`#!/bin/sh`); lines end in LF, since a shell reads CR as a letter.
 */
export function readTemplate(name: HookName | 'merge-driver', packageFolder: string): string {
  const text = readFileSync(join(findTemplates(), name), 'utf8').replaceAll('\r\n', '\n');
  const quoted = `'${packageFolder.replaceAll("'", String.raw`'\''`)}'`;
  return text.slice(text.indexOf('\n') + 1).replace(/^package='\.'$/m, () => `package=${quoted}`);
}

/** The bundle and the source stand at different depths below the package. */
function findTemplates(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'hooks', 'pre-commit'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the hook templates are missing from the owner-sync package');
    folder = parent;
  }
  return join(folder, 'hooks');
}
