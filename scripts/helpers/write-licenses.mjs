import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The complete licence texts of all packages that esbuild has put into a bundle, as their licences ask.
 *
 * @param root The folder that holds `node_modules`, and our own LICENSE.
 * @param metafiles What esbuild says of each bundle.
 * @throws When a package has no licence text.
 */
export function writeLicenses(root, metafiles) {
  const inputs = metafiles.flatMap(({ inputs: each }) => Object.keys(each));
  const folders = new Set(
    inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/) ?? []),
  );
  const texts = [...folders].toSorted().map((folder) => describe(join(root, folder), root));
  const head = 'owner-sync contains the following packages. Their licences:\n';
  return [head, ...new Set(texts)].join(`\n${'-'.repeat(80)}\n\n`);
}

function describe(folder, root) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = read(folder, /^licen[cs]e(?:[.-].*)?$/i) ?? readFromReadme(folder, root);
  if (!text) throw new Error(`${name}@${version} (${license}) has no licence text`);
  return `${name} ${version} (${license ?? 'MIT'})\n\n${text}\n`;
}

/** A package that only says in its README whose it is, and that the licence is MIT. */
function readFromReadme(folder, root) {
  const readme = read(folder, /^readme(?:\..*)?$/i) ?? '';
  const [, section = ''] = /^#*\s*licen[cs]e\s*$([^]*)/im.exec(readme) ?? [];
  const copyright = /^.*copyright.*$/im.exec(section)?.[0].trim();
  if (!copyright || !/\bMIT\b/.test(section)) return null;
  const own = readFileSync(join(root, 'LICENSE'), 'utf8');
  return `${copyright}\n\n${own.slice(own.indexOf('Permission is hereby granted')).trim()}`;
}

function read(folder, pattern) {
  const file = readdirSync(folder).find((entry) => pattern.test(entry));
  return file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() : null;
}
