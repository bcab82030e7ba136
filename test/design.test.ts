import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listAnchors } from './helpers/list-anchors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const design = read('docs/design.md');
const anchors = listAnchors(design);

test('what refers to a part of docs/design.md names a heading that it has', () => {
  const sources = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.m?ts$|\.mjs$/.test(path))
      .map((path) => join(folder, path)),
  );
  const references = ['README.md', 'CONTRIBUTING.md', ...sources].flatMap((path) =>
    [...read(path).matchAll(/docs\/design\.md(#[\w-]+)/g)].map(([, anchor]) => ({ path, anchor: anchor! })),
  );
  expect(references.length).toBeGreaterThan(15);
  expect(references.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
});

test('the links in docs/design.md lead somewhere', () => {
  const words = design.replaceAll(/`[^`\n]*`/g, '');
  const links = [...words.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target!);
  expect(links.length).toBeGreaterThan(15);
  const broken = links.filter((target) =>
    target.startsWith('#')
      ? !anchors.includes(target)
      : !existsSync(join(root, 'docs', target.replace(/#.*/, ''))),
  );
  expect(broken).toEqual([]);
});

test('the files that docs/design.md names are there', () => {
  const named =
    /(?<![\w./#-])(?:(?:test|scripts|hooks|core|git|commands|report)\/[\w-]+(?:[/.][\w-]+)*|[\w-]+\.ts)/g;
  const paths = [...new Set([...design.matchAll(named)].map(([path]) => path))];
  expect(paths.length).toBeGreaterThan(60);
  const missing = paths.filter(
    (path) => !existsSync(join(root, path)) && !existsSync(join(root, 'src', path)),
  );
  expect(missing).toEqual([]);
});
