import { alignTasks, type Fates } from './align.ts';
import { groupBy } from './group-by.ts';
import { listDrift } from './check.ts';
import { parseDocument, type Reader } from './document.ts';
import { createExplainer, keysOfAncestor } from './explain-history.ts';
import type { Ancestor, HistoryCommit } from './find-ancestors.ts';
import { stopsCommit } from './finding.ts';
import { createTextTest } from './find-sections.ts';
import { joinPlans } from './join-plans.ts';
import { listTurns, type OlderBase, type Turn } from './list-turns.ts';
import type { DocumentVersions, Plan } from './plan.ts';
import {
  createInputReader,
  reconcile,
  replaceTexts,
  type ReconcileInput,
  type ReconcileOptions,
} from './reconcile.ts';

/**
 * Plans as `reconcile` does, but with an older base for the pairs that did not agree in the base: the newest
 * version in which they did. The side that moved since is mirrored, a removal included; where both moved
 * differently, that is a conflict.
 *
 * @see docs/design.md#drift
 * @param textsOf The documents' texts in a commit: the TODO document first, then the owners' as in the input.
 * @throws {VerificationError} When the verification fails; nothing may be written then.
 */
export function heal(
  input: ReconcileInput,
  bases: readonly OlderBase[],
  textsOf: (commit: HistoryCommit) => readonly (string | null)[],
  options: ReconcileOptions,
): Plan {
  const plans: Plan[] = [];
  const reader = options.reader ?? createInputReader(input);
  let current = input;
  const take = (plan: Plan): void => {
    plans.push(plan);
    current = replaceTexts(current, plan.documents);
  };
  for (const turn of listTurns(input, bases, reader)) {
    const edits = planEdits(input, current, turn, { ...options, reader });
    if (edits) take(edits);
    const fates = findFates(current, turn, reader);
    const explain = createExplainer(input, turn, fates);
    const agreeing = findAgreeing(current, turn, fates, reader);
    const seen = { ...withBase(current, turn, textsOf(turn.commit), fates, agreeing), explain };
    take(reconcile(seen, { ...options, reader }));
  }
  // What cannot be settled from its older base is not settled from the newer one either.
  const stops = plans.flatMap(({ findings }) => findings.filter(stopsCommit));
  if (stops.length > 0) return { documents: [], changes: [], findings: stops, drifted: [], drift: [] };
  plans.push(reconcile(current, options));
  return joinPlans(plans);
}

/** Groups what was found in the history by commit, the newest first. */
export function groupByCommit(
  ancestors: readonly Ancestor[],
  commits: readonly HistoryCommit[],
): OlderBase[] {
  const groups = groupBy(ancestors, ({ commit }) => commit.id);
  return commits.flatMap((commit) => {
    const group = groups.get(commit.id);
    return group ? [{ commit, ancestors: group }] : [];
  });
}

/**
 * Plans what this commit changes of the tasks of a turn in documents that do not wait to be healed: where they agreed
 * before it, only what it changes can contradict.
 *
 * @returns `null` where it changes none of them, or what it adds or contradicts has to be seen with all the others.
 */
function planEdits(
  input: ReconcileInput,
  current: ReconcileInput,
  { ancestors, without }: Turn,
  options: ReconcileOptions,
): Plan | null {
  const drifted = new Set([...without, ...ancestors.map(({ pair }) => pair.owner)]);
  const owners = input.owners.filter(({ name }) => !drifted.has(name));
  if (owners.length === 0 || [input.todo, ...owners].every(({ base, index }) => base === index)) return null;
  const concerns = new Set(ancestors.flatMap(keysOfAncestor));
  const plan = reconcile(leaveOut({ ...current, concerns }, drifted), options);
  return plan.findings.some(stopsCommit) || plan.changes.some(({ kind }) => kind === 'add') ? null : plan;
}

/** The input without the documents of some owners. */
function leaveOut(input: ReconcileInput, names: ReadonlySet<string>): ReconcileInput {
  return {
    ...input,
    owners: input.owners.filter(({ name }) => !names.has(name)),
    otherOwners: [...(input.otherOwners ?? []), ...names],
  };
}

/** Those of whom the documents say of the tasks of a turn what the TODO document says. */
function findAgreeing(
  { todo, owners }: ReconcileInput,
  { ancestors }: Turn,
  fates: ReadonlyMap<string, Fates>,
  reader: Reader,
): Set<string> {
  const keys = listTexts(ancestors, fates);
  const parse = ({ path, index }: DocumentVersions) =>
    parseDocument(path, index ?? '', reader, createTextTest(keys));
  const own = parse(todo);
  const open = new Set(
    listDrift(
      own,
      owners.map((owner) => ({ owner: owner.name, document: parse(owner) })),
      ({ key }) => keys.has(key),
    ).map(({ owner }) => owner),
  );
  return new Set(owners.flatMap(({ name }) => (open.has(name) ? [] : name)));
}

/**
 * What became of the tasks that agreed in an older base, by the document's path: since then, and since the base. The
 * document of an owner whose pair agrees now says what the TODO document says.
 */
function findFates(input: ReconcileInput, { ancestors }: OlderBase, reader: Reader): Map<string, Fates> {
  const fatesIn = (versions: DocumentVersions, owner: string | null) => {
    const follow = createFollower(versions, reader);
    const [own, others] = [true, false].map((isOwn) =>
      ancestors.filter(({ pair }) => (pair.owner === owner) === isOwn),
    ) as [Ancestor[], Ancestor[]];
    const known = [
      ...others.map(({ key, now }) => [key, now[0]] as const),
      ...own.map(({ key, now }) => [key, now[1]] as const),
    ];
    return [versions.path, new Map(known.map(([key, text]) => [key, follow(text)]))] as const;
  };
  return new Map([fatesIn(input.todo, null), ...input.owners.map((owner) => fatesIn(owner, owner.name))]);
}

/** Makes a function that tells what a text of the base became in the index; `null` for what is gone. */
function createFollower(
  { path, base, index }: DocumentVersions,
  reader: Reader,
): (key: string | null) => string | null {
  let known: ReadonlyMap<string, string | null> | null = null;
  const align = () => {
    const [before, after] = [base, index].map((text) => parseDocument(path, text ?? '', reader));
    const { forward } = alignTasks(before!, after!);
    return new Map(before!.tasks.map((task) => [task.key, forward.get(task)?.key ?? null]));
  };
  const stands = (key: string): boolean => {
    const { tasks } = parseDocument(path, index ?? '', reader, createTextTest(new Set([key])));
    return tasks.some((task) => task.key === key);
  };
  return (key) => {
    // Mostly it still stands there, and little has to be parsed.
    if (key === null || base === index || stands(key)) return key;
    known ??= align();
    return known.get(key) ?? null;
  };
}

/** The input seen from an older base, for the tasks that agreed there alone. */
function withBase(
  input: ReconcileInput,
  { ancestors, without }: Turn,
  texts: readonly (string | null)[],
  fates: ReadonlyMap<string, Fates>,
  agreeing: ReadonlySet<string>,
): ReconcileInput {
  const [todo, ...owners] = texts;
  const since = <Versions extends DocumentVersions>(versions: Versions, base: string | null | undefined) => ({
    ...versions,
    base: base ?? null,
    fates: fates.get(versions.path)!,
  });
  const seen = {
    ...input,
    todo: since(input.todo, todo),
    owners: input.owners.map((owner, position) =>
      agreeing.has(owner.name) ? { ...owner, base: owner.index } : since(owner, owners[position]),
    ),
    concerns: listTexts(ancestors, fates),
  };
  return leaveOut(seen, new Set(without));
}

/** The texts that the tasks of a turn had when they agreed, and since, this commit's included. */
function listTexts(ancestors: readonly Ancestor[], fates: ReadonlyMap<string, Fates>): Set<string> {
  const now = [...fates.values()].flatMap((each) => [...each.values()].flatMap((text) => text ?? []));
  return new Set([...ancestors.flatMap(keysOfAncestor), ...now]);
}
