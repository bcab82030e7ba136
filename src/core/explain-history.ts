import type { Fates } from './align.ts';
import type { Ancestor } from './find-ancestors.ts';
import type { ConflictHistory, Finding } from './finding.ts';
import type { OlderBase } from './list-turns.ts';
import type { DocumentVersions } from './plan.ts';
import type { ReconcileInput } from './reconcile.ts';
import { createTextStates } from './text-state.ts';

/** Makes a function that adds to a conflict what changed the task since, in the documents that it is about. */
export function createExplainer(
  input: ReconcileInput,
  { commit, ancestors }: OlderBase,
  fates: ReadonlyMap<string, Fates>,
): NonNullable<ReconcileInput['explain']> {
  return (finding, texts) => {
    const known = ancestors.filter((each) => keysOfAncestor(each).some((key) => texts.includes(key)));
    const changes = known.flatMap((ancestor) => {
      const owner = input.owners.find(({ name }) => name === ancestor.pair.owner)!;
      return [input.todo, owner].flatMap((versions, side): ConflictHistory['changes'] => {
        const text = fates.get(versions.path)!.get(ancestor.key) ?? null;
        const isCommitted = isSame(versions, ancestor.now[side]!, text);
        const by = isCommitted ? ancestor.changedBy[side]! : null;
        return by || !isCommitted ? [{ path: versions.path, commit: by }] : [];
      });
    });
    return known.length > 0 ? addHistory(finding, { base: commit, changes }) : finding;
  };
}

/** Whether the index says of a task what the base says. */
function isSame({ base, index }: DocumentVersions, before: string | null, after: string | null): boolean {
  if (base === index) return true;
  const states = createTextStates([before, after].flatMap((key) => key ?? []));
  states.add('base', base ?? '');
  states.add('index', index ?? '');
  const textOf = (name: 'base' | 'index', key: string | null) => {
    if (key === null) return '';
    return states.get(name, key);
  };
  return textOf('base', before) === textOf('index', after);
}

/** Only the documents that the finding is about are explained. */
function addHistory(finding: Finding, { base, changes }: ConflictHistory): Finding {
  if (!('sides' in finding) && finding.code !== 'edit-remove-conflict') return finding;
  const paths =
    'sides' in finding
      ? finding.sides.map(({ place }) => place.path)
      : [finding.removed.path, finding.kept.path];
  const told = [...new Set(paths)].flatMap((path) => changes.find((each) => each.path === path) ?? []);
  return { ...finding, history: { base, changes: told } };
}

/** The texts that a task had when it agreed, and has. */
export function keysOfAncestor({ pair, key, now }: Ancestor): string[] {
  return [...new Set([pair.key, key, ...now.flatMap((text) => text ?? [])])];
}
