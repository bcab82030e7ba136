import { structuredPatch } from 'diff';
import type { FieldChanges } from './action.ts';
import { changeFields, type Splice } from './compose.ts';
import { parseDocument, type TaskDocument } from './document.ts';
import type { OwnedDocument } from './document-set.ts';
import { type Finding, isDrift, type Place } from './finding.ts';
import type { Fix } from './fix.ts';
import { documentLines, findLine } from './lines.ts';
import { ownersIn } from './pair.ts';
import type { Plan } from './plan.ts';
import { adopt, createInputReader, type ReconcileInput } from './reconcile.ts';
import type { Task } from './task.ts';
import { VerificationError } from './verify.ts';

/**
 * Says for each finding of `checkDocuments` what to change where: one fix for each document that could give way,
 * and for a task that is missing the lines to insert. A finding without an entry needs a person.
 *
 * @param input The same documents as texts, for `adopt`, which knows where a task belongs.
 */
export function suggestFixes(
  findings: readonly Finding[],
  todo: TaskDocument,
  owned: readonly OwnedDocument[],
  input: ReconcileInput,
): Map<Finding, readonly Fix[]> {
  const scene: Scene = {
    documents: [todo, ...owned.map(({ document }) => document)],
    owners: [null, ...owned.map(({ owner }) => owner)],
  };
  const additions = findings.some(({ code }) => code === 'missing-task') ? planAdditions(input) : new Map();
  const fixes = new Map<Finding, readonly Fix[]>();
  for (const finding of findings) {
    const found = suggest(finding, scene, additions);
    if (found.length > 0) fixes.set(finding, found);
  }
  return fixes;
}

interface Scene {
  readonly documents: readonly TaskDocument[];
  /** Whose document it is, by position; `null` for the TODO document. */
  readonly owners: readonly (string | null)[];
}

function suggest(finding: Finding, scene: Scene, additions: ReadonlyMap<string, Fix>): Fix[] {
  if (finding.code === 'unknown-owner') return correctOwner(finding, scene);
  if (!isDrift(finding)) return [];
  if (finding.code === 'missing-task') {
    const fix = additions.get(keyOf(finding.place, finding.other.path));
    return fix ? [fix] : [];
  }
  const [one, other] = [find(scene, finding.place), find(scene, finding.other)];
  if (!one || !other) return [];
  // The second document gives way first, then the first one.
  return [
    [other, one],
    [one, other],
  ].flatMap(([target, source]) => {
    const fields = fieldsOf(finding.code, scene, source!);
    return (fields && rewrite(scene, target!, fields)) ?? [];
  });
}

interface Found {
  readonly position: number;
  readonly task: Task;
}

function find({ documents }: Scene, { path, line }: Place): Found | null {
  const position = documents.findIndex((document) => document.path === path);
  const task = documents[position]?.tasks.find((candidate) => candidate.line === line);
  return task ? { position, task } : null;
}

/** What a document says; `null` where no document can say the same: in an owner's, no tag means this owner. */
function fieldsOf(code: Finding['code'], { owners }: Scene, { position, task }: Found): FieldChanges | null {
  if (code === 'done-differs') return { state: task.state };
  if (code === 'verify-differs') return { verify: task.verify ? { position, task } : null };
  const own = owners[position] ?? null;
  const names = own === null ? task.owners : ownersIn(task, own);
  return names.length > 0 ? { owners: names } : null;
}

function correctOwner(finding: Extract<Finding, { code: 'unknown-owner' }>, scene: Scene): Fix[] {
  const found = find(scene, finding.place);
  const { nearest } = finding;
  if (!found || nearest === null) return [];
  const owners = found.task.owners.map((owner) => (owner === finding.owner ? nearest : owner));
  const fix = rewrite(scene, found, { owners: [...new Set(owners)] });
  return fix ? [fix] : [];
}

/** The lines of a task before and after a change of its fields; `null` where nothing changes. */
function rewrite({ documents }: Scene, { position, task }: Found, fields: FieldChanges): Fix | null {
  const document = documents[position]!;
  const splices = changeFields(document, task, fields, (at) => documents[at]!, '\n');
  if (splices.length === 0) return null;
  const lines = documentLines(document);
  const first = findLine(lines, Math.min(...splices.map(({ start }) => start)));
  const last = findLine(lines, Math.max(...splices.map(({ start, end }) => Math.max(start, end))));
  const from = lines[first]!.start;
  const before = document.text.slice(from, lines[last]!.end);
  const after = applySplices(before, from, splices);
  if (before === after) return null;
  return {
    kind: 'replace',
    path: document.path,
    line: first + 1,
    before: before.split(/\r\n|\n|\r/),
    after: after.split(/\r\n|\n|\r/),
  };
}

function applySplices(text: string, offset: number, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: inserted } of splices.toSorted((one, other) => other.start - one.start)) {
    result = result.slice(0, start - offset) + inserted + result.slice(end - offset);
  }
  return result;
}

/** What `sync` would insert, by where a task stands and the document that lacks it. */
function planAdditions(input: ReconcileInput): Map<string, Fix> {
  const plan = planAdoption(input);
  const fixes = new Map<string, Fix>();
  for (const { path, before, after } of plan?.documents ?? []) {
    const changes = plan!.changes.filter((change) => change.to.path === path && change.kind === 'add');
    const lineage = listLineage(parseDocument(path, after, createInputReader(input)));
    const added = new Set(changes.flatMap(({ to }) => to.line ?? []));
    const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 0 });
    for (const hunk of hunks) {
      // Only what is purely put in can be told as lines to insert.
      if (hunk.lines.some((line) => line.startsWith('-'))) continue;
      const inserted = hunk.lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
      const end = hunk.newStart + inserted.length;
      const within = changes.filter(({ to }) => to.line! >= hunk.newStart && to.line! < end);
      for (const [index, { from, to }] of within.entries()) {
        // A subtask would stand under another task, or be code, until its parent is there.
        if (lineage.get(to.line!)?.some((line) => added.has(line))) continue;
        // Headings in front go with the first task; blank lines that part them from the text around, with each.
        const start = index === 0 ? hunk.newStart : to.line!;
        const stop = within[index + 1]?.to.line ?? end;
        const lines = inserted.slice(start - hunk.newStart, stop - hunk.newStart);
        if (isBlank(inserted[0]) && !isBlank(lines[0])) lines.unshift('');
        if (isBlank(inserted.at(-1)) && !isBlank(lines.at(-1))) lines.push('');
        fixes.set(keyOf(from, path), {
          kind: 'insert',
          path,
          line: hunk.oldStart - 1,
          before: [],
          after: lines.map((line) => line.replace(/\r$/, '')),
        });
      }
    }
  }
  return fixes;
}

function isBlank(line: string | undefined): boolean {
  return line?.trim() === '';
}

/** The lines of each task's parents, by its own. */
function listLineage({ tasks }: TaskDocument): Map<number, readonly number[]> {
  const lineage = new Map<number, readonly number[]>();
  for (const { line, parent } of tasks)
    lineage.set(line, parent ? [parent.line, ...(lineage.get(parent.line) ?? [])] : []);
  return lineage;
}

function planAdoption(input: ReconcileInput): Plan | null {
  try {
    return adopt(input);
  } catch (error) {
    // `sync` tells that as the bug that it is; a list of differences is right without it.
    if (error instanceof VerificationError) return null;
    throw error;
  }
}

function keyOf({ path, line }: Place, target: string): string {
  return [path, line, target].join('\n');
}
