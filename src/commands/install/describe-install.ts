import { posix } from 'node:path';
import { CONFIG_PATH } from '../../config.ts';
import type { OwnerDocument } from '../../core/discover.ts';
import { quotePathspecs, quoteWord } from '../../report/command.ts';
import { padText } from '../../report/layout.ts';
import { type Style, neutralise } from '../../report/style.ts';
import type { PackageFolder } from './find-package-folder.ts';
import type { FoundDocuments } from './find-documents.ts';
import type { HooksFolder } from './locate-hooks.ts';
import type { HookManager } from './find-manager.ts';
import { writeSnippet } from './manager-snippet.ts';
import type { ConfigPlan } from './plan-config.ts';
import type { HookPlan } from './plan-hooks.ts';
import { ATTRIBUTES_PATH, type MergeDriverPlan } from './plan-merge-driver.ts';
import type { PreparePlan } from './plan-prepare.ts';

/** What an installation is to do. */
export interface InstallPlan {
  readonly folder: HooksFolder;
  /** Whether the hook files are part of the working tree, and so shared by a commit. */
  readonly tracked: boolean;
  /** The manager whose file has to call owner-sync instead; then `hooks` is empty. */
  readonly manager: HookManager | null;
  /** With paths to show. */
  readonly hooks: readonly HookPlan[];
  /** `null` where the hooks are shared in another way. */
  readonly prepare: PreparePlan | null;
  readonly config: ConfigPlan;
  /** `null` where it is not asked for. */
  readonly mergeDriver: MergeDriverPlan | null;
  readonly packageFolder: PackageFolder;
}

/** What an installation did, or on a dry run would do. */
export interface InstallFacts extends InstallPlan {
  readonly differences: number;
  /** Whether package.json has the package already. */
  readonly listed: boolean;
  readonly dryRun: boolean;
  /** The files of npm that hold the package and are not committed yet. */
  readonly pending: readonly string[];
  /** The user's folder below the top level; empty at the top level. */
  readonly prefix: string;
}

/** The output of `install`: each file it wrote, what to commit, what is still missing, and how to undo it. */
export function describeInstall(facts: InstallFacts, style: Style): string {
  const lines = [
    ...describeHooks(facts, style),
    ...describePrepare(facts.prepare, facts.dryRun, style),
    ...describeConfig(facts, style),
    ...describeMergeDriver(facts.mergeDriver, facts.dryRun, style),
  ];
  for (const part of [
    describeManager(facts, style),
    describeCommit(facts, style),
    describeTrouble(facts, style),
    describeNext(facts, style),
  ]) {
    if (part.length > 0) lines.push('', ...part);
  }
  return `${lines.join('\n')}\n`;
}

const VERBS: Readonly<Record<HookPlan['action'], readonly [done: string, planned: string]>> = {
  created: ['created', 'would create'],
  added: ['added a block to', 'would add a block to'],
  updated: ['updated the block in', 'would update the block in'],
  unchanged: ['up to date:', 'up to date:'],
  chained: ['created', 'would create'],
  removed: ['removed', 'would remove'],
  restored: ['put back', 'would put back'],
  'taken-out': ['took the block out of', 'would take the block out of'],
};

/** One line per hook file. */
export function describeHook({ action, path }: HookPlan, dryRun: boolean, style: Style): string[] {
  const verb = VERBS[action][dryRun ? 1 : 0];
  const lines = [`${mark(dryRun, style)} ${verb} ${style.cyan(neutralise(path))}`];
  if (action === 'chained')
    lines.push(`    your hook is kept as ${neutralise(path)}.owner-sync-previous and still runs`);
  return lines;
}

function describeHooks({ folder, manager, hooks, dryRun }: InstallFacts, style: Style): string[] {
  if (manager?.callsUs)
    return [`${mark(dryRun, style)} ${manager.name}: ${style.cyan(manager.file)} calls owner-sync`];
  const found = folder.manager === 'husky' ? [`${mark(dryRun, style)} husky found`] : [];
  return [...found, ...hooks.flatMap((hook) => describeHook(hook, dryRun, style))];
}

/** What was done about `prepare` in package.json. */
export function describePrepare(prepare: PreparePlan | null, dryRun: boolean, style: Style): string[] {
  if (prepare?.action !== 'added' && prepare?.action !== 'removed') return [];
  const added = prepare.action === 'added';
  const verbs = added ? ['added', 'would add'] : ['removed', 'would remove'];
  const verb = verbs[dryRun ? 1 : 0]!;
  const link = added ? 'to' : 'from';
  return [`${mark(dryRun, style)} ${verb} the script "prepare" ${link} ${style.cyan(prepare.file)}`];
}

/** What was done about the merge driver. */
export function describeMergeDriver(plan: MergeDriverPlan | null, dryRun: boolean, style: Style): string[] {
  if (!plan || plan.action === 'none') return [];
  const verbs = { added: ['set up', 'would set up'], unchanged: ['up to date:', 'up to date:'] };
  const verb = (plan.action === 'removed' ? ['took back', 'would take back'] : verbs[plan.action])[
    dryRun ? 1 : 0
  ]!;
  return [`${mark(dryRun, style)} ${verb} the merge driver: ${style.cyan(ATTRIBUTES_PATH)} and git config`];
}

/** The one step that is the user's, where another program writes the hook files. */
function describeManager({ manager, packageFolder }: InstallFacts, style: Style): string[] {
  if (!manager || manager.callsUs) return [];
  const { where, lines, apply } = writeSnippet(manager, packageFolder.path);
  return [
    `${style.yellow('to do')}: ${manager.name} writes the hooks of this repository from a file of yours.`,
    `Add this to ${style.cyan(manager.file)}${where}:`,
    '',
    ...lines.map((line) => (line === '' ? '' : `  ${style.cyan(line)}`)),
    '',
    `then   ${style.cyan(apply)}`,
  ];
}

function describeConfig({ config, dryRun }: InstallFacts, style: Style): string[] {
  if (config.action === 'kept')
    return [`${mark(dryRun, style)} kept the configuration in ${style.cyan(config.file)}`];
  const { todo, owners } = config.documents;
  const width = Math.max(...owners.map(({ name }) => name.length)) + 2;
  return [
    `${mark(dryRun, style)} ${dryRun ? 'would write' : 'wrote'} ${style.cyan(CONFIG_PATH)}`,
    `    ${neutralise(todo)} ${style.symbols.between}`,
    ...owners.map(({ name, path }) => `      ${padText(neutralise(name), width)}${neutralise(path)}`),
  ];
}

function describeCommit(facts: InstallFacts, style: Style): string[] {
  const { dryRun, hooks, tracked, prepare, config, prefix } = facts;
  if (dryRun) return ['Dry run: nothing was written.'];
  const files = [
    ...(tracked ? hooks.filter(({ changes }) => changes.length > 0).map(({ path }) => path) : []),
    ...(config.action === 'written' ? [CONFIG_PATH] : []),
    ...(prepare?.action === 'added' ? [prepare.file] : []),
    ...(facts.mergeDriver && facts.mergeDriver.changes.length > 0 ? [ATTRIBUTES_PATH] : []),
  ];
  if (files.length === 0) return [];
  const shared = (tracked && facts.manager === null) || prepare?.action === 'added';
  const effect = describeEffect(files, shared);
  return [
    effect,
    `  ${style.cyan(`git add ${quotePathspecs([...new Set([...files, ...facts.pending])], prefix)}`)}`,
  ];
}

function describeEffect(files: readonly string[], shared: boolean): string {
  if (shared) return 'Commit these, and your team has the hook, too';
  if (files.every((file) => file === ATTRIBUTES_PATH))
    return 'Commit this: git reads it in every clone that is set up for it';
  return files.includes(ATTRIBUTES_PATH)
    ? `Commit these: the hook reads ${CONFIG_PATH}, git ${ATTRIBUTES_PATH}`
    : 'Commit this, for the hook to read it';
}

/** What keeps the hook from doing its work yet. */
function describeTrouble(facts: InstallFacts, style: Style): string[] {
  const { folder, packageFolder, prepare, config, differences, listed } = facts;
  const warning = style.yellow('warning');
  const help = (command: string): string => `  help: ${style.cyan(command)}`;
  const lines: string[] = [];
  if (!packageFolder.installed) {
    lines.push(
      `${warning}: owner-sync is not in node_modules, where the hook looks for it`,
      help(listed ? 'npm install' : 'npm install --save-dev owner-sync'),
    );
  }
  if (!folder.active)
    lines.push(`${warning}: husky is not set up in this clone yet, so no hook runs`, help('npx husky'));
  const [hook] = facts.hooks;
  if (facts.tracked && folder.manager !== 'husky' && hook)
    lines.push(
      'note: git does not share core.hooksPath; each clone needs, once',
      `  ${style.cyan(`git config core.hooksPath ${quoteWord(posix.dirname(hook.path))}`)}`,
    );
  if (prepare?.action === 'none' || prepare?.action === 'taken') {
    const verb = prepare.action === 'none' ? 'have' : 'change';
    lines.push(
      `note: git does not share hooks; for your team to get it, ${verb} in ${prepare.file}`,
      `  "prepare": ${JSON.stringify(prepare.script)}`,
    );
  }
  if (config.action === 'written') lines.push(...describePassedOver(config.documents));
  else lines.push(...describeNewcomers(config.newcomers, config.file));
  if (differences > 0) {
    const count = differences === 1 ? '1 place' : `${differences} places`;
    lines.push(
      `${warning}: the documents differ in ${count} already`,
      help(`${style.program} sync --dry-run`),
    );
  }
  return lines;
}

const SHOWN = 5;

function describePassedOver({ passedOver, withoutDocument }: FoundDocuments): string[] {
  const lines = passedOver.slice(0, SHOWN).flatMap((file) => {
    const start = `note: left out ${neutralise(file.path)}`;
    if (file.reason === 'owner-has-document')
      return [`${start}, because ${neutralise(file.owner)} has ${neutralise(file.chosen)}`];
    return [
      `${start}, because its owner cannot be told; to add it,`,
      putIntoOwners({ name: file.suggestion, path: file.path }, CONFIG_PATH),
    ];
  });
  if (passedOver.length > SHOWN)
    lines.push(`note: left out ${passedOver.length - SHOWN} more files like these`);
  if (withoutDocument.length === 0) return lines;
  return [...lines, `note: owners without a document: ${neutralise(withoutDocument.join(', '))}`];
}

function describeNewcomers(newcomers: readonly OwnerDocument[], file: string): string[] {
  const lines = newcomers
    .slice(0, SHOWN)
    .flatMap((document) => [
      `note: ${neutralise(document.path)} is not in the configuration; to add it,`,
      putIntoOwners(document, file),
    ]);
  if (newcomers.length > SHOWN) lines.push(`note: and ${newcomers.length - SHOWN} more files like these`);
  return lines;
}

function putIntoOwners({ name, path }: OwnerDocument, file: string): string {
  const entry = neutralise(`${JSON.stringify(name)}: ${JSON.stringify(path)}`);
  return `  put ${entry} into "owners" in ${file}`;
}

function describeNext({ dryRun }: InstallFacts, style: Style): string[] {
  if (dryRun) return [];
  return [
    `  see where you stand   ${style.cyan(`${style.program} status`)}`,
    `  undo                  ${style.cyan(`${style.program} uninstall`)}`,
  ];
}

function mark(dryRun: boolean, style: Style): string {
  return dryRun ? style.symbols.to : style.green(style.symbols.done);
}
