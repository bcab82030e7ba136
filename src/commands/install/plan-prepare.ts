import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findMember, type JsonMember, type JsonNode, locateJson } from '../../config/locate-json.ts';
import type { FileChange } from './file-change.ts';

/**
 * npm runs `prepare` after each `npm install` in a clone, so that everybody who works on it has the hook. It must
 * not fail an installation without development dependencies or without git; both shells know this form.
 */
export const PREPARE = 'owner-sync install --quiet || exit 0';

/** What is done about the script `prepare` of `package.json`. */
export interface PreparePlan {
  /**
   * - `added`, `removed`: the script is ours alone.
   * - `present`: a script calls `owner-sync install` already.
   * - `taken`: `prepare` is the user's; `script` is what it could be.
   * - `none`: no `package.json` that depends on owner-sync, or nothing of ours in it.
   */
  readonly action: 'added' | 'removed' | 'present' | 'taken' | 'none';
  /** Relative to the top level, with `/`. */
  readonly file: string;
  readonly script: string;
  readonly changes: readonly FileChange[];
}

/**
 * Plans to add the script where `package.json` depends on owner-sync and has no `prepare`. Every byte around it
 * stays, and the new line is indented like its neighbours.
 *
 * @param packageFolder Relative to the top level; `.` for itself.
 */
export function planPrepare(root: string, packageFolder: string): PreparePlan {
  const manifest = readManifest(root, packageFolder);
  const plan = (
    action: PreparePlan['action'],
    script = PREPARE,
    text: string | null = null,
  ): PreparePlan => ({
    action,
    script,
    file: manifest?.file ?? 'package.json',
    changes: manifest && text !== null ? [write(manifest, text)] : [],
  });
  if (!manifest) return plan('none');
  const scripts = findMember(manifest.node, 'scripts');
  if (/owner-sync install/.test(scripts ? slice(manifest, scripts.value) : '')) return plan('present');
  if (!dependsOnUs(manifest)) return plan('none');
  const prepare = scripts && findMember(scripts.value, 'prepare');
  if (prepare) {
    const script: unknown = JSON.parse(slice(manifest, prepare.value));
    return plan('taken', typeof script === 'string' && script !== '' ? `${script} && (${PREPARE})` : PREPARE);
  }
  if (scripts && scripts.value.kind !== 'object') return plan('none');
  return plan('added', PREPARE, addScript(manifest, scripts?.value ?? null));
}

/** Plans to take the script away, where it is exactly what `planPrepare` writes. */
export function planPrepareRemoval(root: string, packageFolder: string): PreparePlan {
  const manifest = readManifest(root, packageFolder);
  const none: PreparePlan = {
    action: 'none',
    file: manifest?.file ?? 'package.json',
    script: PREPARE,
    changes: [],
  };
  const scripts = manifest && findMember(manifest.node, 'scripts');
  const prepare = scripts && findMember(scripts.value, 'prepare');
  if (!manifest || !prepare || JSON.parse(slice(manifest, prepare.value)) !== PREPARE) return none;
  const alone = scripts.value.kind === 'object' && scripts.value.members.length === 1;
  const text = alone
    ? removeMember(manifest, manifest.node, scripts)
    : removeMember(manifest, scripts.value, prepare);
  return { ...none, action: 'removed', changes: [write(manifest, text)] };
}

interface Manifest {
  /** Relative to the top level. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly node: JsonNode;
  readonly mode: number;
}

/** @returns `null` where there is none, or none that npm could read. */
function readManifest(root: string, packageFolder: string): Manifest | null {
  const file = packageFolder === '.' ? 'package.json' : `${packageFolder}/package.json`;
  const path = join(root, file);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const located = locateJson(text.replace(/^\ufeff/, ' '));
  if (!located.ok || located.node.kind !== 'object') return null;
  return { file, path, text, node: located.node, mode: statSync(path).mode & 0o777 };
}

/** Whether the `package.json` of a folder lists owner-sync. */
export function listsPackage(root: string, packageFolder: string): boolean {
  const manifest = readManifest(root, packageFolder);
  return manifest !== null && dependsOnUs(manifest);
}

function dependsOnUs({ node }: Manifest): boolean {
  return ['devDependencies', 'dependencies', 'optionalDependencies'].some((key) => {
    const member = findMember(node, key);
    return member !== undefined && findMember(member.value, 'owner-sync') !== undefined;
  });
}

function addScript(manifest: Manifest, scripts: JsonNode | null): string {
  const line = `"prepare": ${JSON.stringify(PREPARE)}`;
  if (scripts?.kind === 'object' && scripts.members.length > 0) return appendMember(manifest, scripts, line);
  const { ending, unit } = readForm(manifest);
  const object = `"scripts": {${ending}${unit}${unit}${line}${ending}${unit}}`;
  if (!scripts) return appendMember(manifest, manifest.node, object);
  const { text } = manifest;
  return text.slice(0, scripts.start) + object.slice('"scripts": '.length) + text.slice(scripts.end);
}

/** Puts a member behind the last one, on a line of its own where that one has one. */
function appendMember(manifest: Manifest, object: JsonNode, member: string): string {
  const { text } = manifest;
  const { ending, unit } = readForm(manifest);
  const last = object.kind === 'object' ? object.members.at(-1) : undefined;
  if (!last)
    return `${text.slice(0, object.start)}{${ending}${unit}${member}${ending}}${text.slice(object.end)}`;
  const before = text.slice(0, last.keyStart);
  const space = before.slice(before.trimEnd().length);
  const { end } = last.value;
  return `${text.slice(0, end)},${space === '' ? ' ' : space}${member}${text.slice(end)}`;
}

/** The reverse of `appendMember`: the comma and white space in front go along. */
function removeMember({ text }: Manifest, object: JsonNode, member: JsonMember): string {
  const members = object.kind === 'object' ? object.members : [];
  const index = members.indexOf(member);
  const before = members[index - 1];
  if (before) return text.slice(0, before.value.end) + text.slice(member.value.end);
  const after = members[index + 1];
  if (after) return text.slice(0, member.keyStart) + text.slice(after.keyStart);
  return `${text.slice(0, object.start)}{}${text.slice(object.end)}`;
}

/** Line ending and one step of indentation. */
function readForm({ text, node }: Manifest): { readonly ending: string; readonly unit: string } {
  const first = node.kind === 'object' ? node.members[0] : undefined;
  const unit = first ? /\n([ \t]+)$/.exec(text.slice(0, first.keyStart))?.[1] : undefined;
  return { ending: text.includes('\r\n') ? '\r\n' : '\n', unit: unit ?? '  ' };
}

function slice({ text }: Manifest, { start, end }: JsonNode): string {
  return text.slice(start, end);
}

function write({ path, mode }: Manifest, text: string): FileChange {
  return { kind: 'write', path, content: Buffer.from(text), mode };
}
