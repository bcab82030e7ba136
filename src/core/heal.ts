import { alignTasks, type Fates } from './align.ts';
import { groupBy } from './group-by.ts';
import { listDrift, namePair } from './check.ts';
import { parseDocument, type Reader } from './document.ts';
import { listDocuments, parseDocumentSet } from './document-set.ts';
import { createExplainer, namesOf } from './explain-history.ts';
import type { Ancestor, HistoryCommit } from './find-ancestors.ts';
import { stopsCommit, type Finding } from './finding.ts';
import { createTextTest } from './find-sections.ts';
import { listVersions } from './list-versions.ts';
import type { DocumentVersions, DriftedPair, Plan } from './plan.ts';
import {
  createInputReader,
  reconcile,
  replaceTexts,
  type ReconcileInput,
  type ReconcileOptions,
} from './reconcile.ts';

/** The versions of the documents in which some pairs agreed last. */
export interface OlderBase {
  readonly commit: HistoryCommit;
  readonly ancestors: readonly Ancestor[];
}

/** The pairs on which the documents did not agree in the base and do not agree now. */
export function findDrift(input: ReconcileInput, reader: Reader): DriftedPair[] {
  const parse = (version: 'base' | 'index') => {
    const texts = listVersions(input).map((each) => ({
      path: each.path,
      text: each[version] ?? '',
    }));
    return parseDocumentSet(texts, input.owners, reader);
  };
  const [base, index] = [parse('base'), parse('index')];
  const now = new Set(listDrift(index.todo, index.owned).map(namePair));
  const present = new Set(listDocuments(index).flatMap(({ tasks }) => tasks.map(({ key }) => key)));
  // A text that stands nowhere any more was removed or reworded since, which has to be seen from the older base.
  return listDrift(base.todo, base.owned).filter((pair) => now.has(namePair(pair)) || !present.has(pair.key));
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
 * Plans as `reconcile` does, but with an older base for the pairs that did not agree in the base: the newest
 * version in which they did (DESIGN §4). The side that moved since is mirrored, a removal included; where both
 * moved differently, that is a conflict.
 *
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
  for (const turn of listTurns(bases)) {
    const fates = findFates(current, turn, reader);
    const explain = createExplainer(input, turn, fates);
    const seen = { ...withBase(current, turn, textsOf(turn.commit), fates), explain };
    const plan = reconcile(seen, { ...options, reader });
    plans.push(plan);
    current = replaceTexts(current, plan.documents);
  }
  // What cannot be settled from its older base is not settled from the newer one either.
  const stops = plans.flatMap(({ findings }) => findings.filter(stopsCommit));
  if (stops.length > 0) return { documents: [], changes: [], findings: stops, drifted: false, drift: [] };
  plans.push(reconcile(current, options));
  return joinAll(plans);
}

/** Tasks to plan for in one go. */
interface Turn extends OlderBase {
  /** Whose documents wait for their own turn. */
  readonly without: readonly string[];
}

/**
 * A shared task may have agreed last with each owner's document in a commit of its own. Seen from one of them, the
 * others hold something that is neither old nor new; they get what is mirrored when they are seen from theirs.
 */
function listTurns(bases: readonly OlderBase[]): Turn[] {
  const byName = groupBy(
    bases.flatMap(({ ancestors }) =>
      ancestors.flatMap((ancestor) => namesOf(ancestor).map((name) => ({ name, ancestor }))),
    ),
    ({ name }) => name,
  );
  const findOthers = (ancestor: Ancestor): string[] => {
    const same = namesOf(ancestor).flatMap((name) => byName.get(name)!.map((each) => each.ancestor));
    const [here, elsewhere] = [true, false].map((isHere) =>
      same
        .filter(({ commit }) => (commit.id === ancestor.commit.id) === isHere)
        .map(({ pair }) => pair.owner),
    ) as [string[], string[]];
    return [...new Set(elsewhere.filter((owner) => !here.includes(owner)))].toSorted();
  };
  const turns = bases.flatMap(({ commit, ancestors }) => {
    const groups = groupBy(ancestors, (ancestor) => {
      const others = findOthers(ancestor);
      return [others.length > 0 && ancestor.now[1] === null, ...others].join('\0');
    });
    return [...groups.values()].map((group) => ({
      commit,
      ancestors: group,
      without: findOthers(group[0]!),
    }));
  });
  // An owner who gave the task up contradicts nobody; what another changed would look like a change of TODO.md's.
  const givesUp = ({ without, ancestors }: Turn) => without.length > 0 && ancestors[0]!.now[1] === null;
  return [...turns.filter(givesUp), ...turns.filter((turn) => !givesUp(turn))];
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
): ReconcileInput {
  const [todo, ...owners] = texts;
  const since = <Versions extends DocumentVersions>(versions: Versions, base: string | null | undefined) => ({
    ...versions,
    base: base ?? null,
    fates: fates.get(versions.path)!,
  });
  return {
    ...input,
    todo: since(input.todo, todo),
    owners: input.owners
      .map((owner, position) => since(owner, owners[position]))
      .filter(({ name }) => !without.includes(name)),
    otherOwners: [...(input.otherOwners ?? []), ...without],
    concerns: new Set(ancestors.flatMap(namesOf)),
  };
}

/** Plans that were made one after the other, as one. */
export function joinAll(plans: readonly Plan[]): Plan {
  const documents = new Map<string, Plan['documents'][number]>();
  for (const planned of plans.flatMap((plan) => plan.documents)) {
    const known = documents.get(planned.path);
    documents.set(planned.path, known ? { ...known, after: planned.after } : planned);
  }
  const last = plans.at(-1)!;
  return {
    documents: [...documents.values()].filter(({ before, after }) => before !== after),
    changes: plans.flatMap(({ changes }) => changes),
    findings: plans.flatMap(({ findings }, at) => {
      const later = new Set(plans.slice(at + 1).flatMap((plan) => plan.findings.map(nameFinding)));
      return findings.filter((finding) => !later.has(nameFinding(finding)));
    }),
    drifted: last.drifted,
    drift: last.drift,
  };
}

/** What a finding says, wherever what was planned in between has moved its lines. */
function nameFinding(finding: Finding): string {
  // One mention of a name stands for all its places.
  if (finding.code === 'unknown-owner' && finding.severity === 'warn')
    return `${finding.code} ${finding.owner}`;
  return JSON.stringify(finding, (key, value: unknown) => (key === 'line' ? undefined : value));
}
