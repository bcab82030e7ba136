import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of owner-sync. `package.json` stands one folder above this file in `src` as in `dist`. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return String(version);
}
