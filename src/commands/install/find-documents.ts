import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Discovery, discoverDocuments, isCandidate } from '../../core/discover.ts';
import type { CandidateFile } from '../../core/discover.ts';
import { MARKDOWN_ENDINGS, mayHoldTasks } from '../../core/document-names.ts';
import { UserError } from '../../errors.ts';
import { limitTime } from '../limit-time.ts';
import type { GitQuestions } from './git-questions.ts';

/** The documents that `install` configures. */
export type FoundDocuments = Extract<Discovery, { kind: 'found' }>;

/** Larger files hold something else than tasks. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;

/**
 * Finds the documents of a repository among its Markdown files, tracked or new, but not ignored.
 *
 * @throws {UserError} `no-todo-document`, `several-todo-documents`, `no-owner-documents`,
 *   `several-owner-documents`: what was looked for, and how to name the documents.
 */
export async function findDocuments(git: GitQuestions, root: string): Promise<FoundDocuments> {
  const pathspecs = MARKDOWN_ENDINGS.map((ending) => `:(top,icase,glob)**/*${ending}`);
  const options = ['-z', '--full-name', '--cached', '--others', '--exclude-standard'];
  const listed = await git.run(['ls-files', ...options, '--', ...pathspecs]);
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '' && mayHoldTasks(path));
  const files = paths.flatMap((path) => readCandidate(root, path) ?? []);
  const discovery = limitTime(
    files.map(({ text }) => text),
    () => discoverDocuments(files),
  );
  if (discovery.kind === 'found') return discovery;
  throw explain(discovery, paths.length);
}

function readCandidate(root: string, path: string): CandidateFile | null {
  const absolute = join(root, path);
  // A tracked file may be missing from the working tree; a link may lead out of it.
  const stats = lstatSync(absolute, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MAXIMUM_BYTES) return null;
  // Only read for words here: bytes that are not UTF-8 are refused where documents are changed.
  const file = { path, text: readFileSync(absolute, 'utf8') };
  return isCandidate(file) ? file : null;
}

function explain(discovery: Exclude<Discovery, { kind: 'found' }>, count: number): UserError {
  const nothing = ['', 'Nothing was changed.'];
  switch (discovery.kind) {
    case 'no-todo':
      return new UserError('no-todo-document', 'no TODO document was found', {
        details: [
          `${count} Markdown ${count === 1 ? 'file was' : 'files were'} looked at, for one that owner documents name`,
          '("This document is synchronized with `docs/TODO.md`"), else for a TODO.md',
          'whose tasks carry owner tags ("- [ ] Write the parser [Owner: Ana]")',
          ...discovery.untagged.map((path) => `${path}: none of its tasks has an owner tag`),
          ...discovery.named.map((path) => `${path}: named by an owner document, but not there`),
          ...nothing,
        ],
        hints: [writeByHand(discovery.untagged[0] ?? 'docs/TODO.md')],
      });
    case 'several-todos':
      return new UserError('several-todo-documents', 'several files could be the TODO document', {
        details: [...discovery.candidates, ...nothing],
        hints: [writeByHand(discovery.candidates[0] ?? 'TODO.md')],
      });
    case 'no-owners':
      return new UserError('no-owner-documents', 'no owner document was found', {
        details: [
          `TODO document: ${discovery.todo}`,
          `its owner tags: ${discovery.owners.join(', ') || 'none'}`,
          ...discovery.passedOver.slice(0, 5).map(({ path }) => `${path}: its owner cannot be told`),
          'looked for: files that say "This document is synchronized with',
          `\`${discovery.todo}\`", and files named after an owner`,
          `(${fileNames(discovery.owners[0] ?? 'Ana')})`,
          ...nothing,
        ],
        hints: [writeByHand(discovery.todo, discovery.owners[0])],
      });
    case 'several-documents':
      return new UserError('several-owner-documents', `${discovery.owner} has several owner documents`, {
        details: [...discovery.candidates, ...nothing],
        hints: [writeByHand(discovery.todo, discovery.owner, discovery.candidates[0])],
      });
  }
}

function fileNames(owner: string): string {
  const word = owner.toUpperCase().replaceAll(' ', '_');
  return `${word}_OWNER.md, ${word}_TASKS.md, owners/${owner.toLowerCase().replaceAll(' ', '-')}.md`;
}

function writeByHand(todo: string, owner = 'Ana', path = `docs/owners/${owner.toLowerCase()}.md`): string {
  const text = JSON.stringify({ todo, owners: { [owner]: path } }, null, 2);
  return `name the documents in owner-sync.json at the top level, then install again\n${text.replace(/^/gm, '  ')}`;
}
