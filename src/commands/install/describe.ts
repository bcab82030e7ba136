import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_PATH } from '../../config.ts';
import { quotePathspecs } from '../../report/command.ts';
import { padText } from '../../report/layout.ts';
import { type Style, neutralise } from '../../report/style.ts';
import type { PackageFolder } from './find-package-folder.ts';
import type { FoundDocuments } from './find-documents.ts';
import type { HooksFolder } from './locate-hooks.ts';
import type { ConfigPlan } from './plan-config.ts';
import type { HookPlan } from './plan-hooks.ts';

/** What an installation did, or on a dry run would do. */
export interface InstallFacts {
  readonly folder: HooksFolder;
  /** Whether the hook files are part of the working tree, and so shared by a commit. */
  readonly tracked: boolean;
  /** With paths to show. */
  readonly hooks: readonly HookPlan[];
  readonly config: ConfigPlan;
  readonly packageFolder: PackageFolder;
  readonly differences: number;
  readonly dryRun: boolean;
  readonly root: string;
  /** The user's folder below the top level; empty at the top level. */
  readonly prefix: string;
}

/** The output of `install`: each file it wrote, what to commit, what is still missing, and how to undo it. */
export function describeInstall(facts: InstallFacts, style: Style): string {
  const lines = [...describeHooks(facts, style), ...describeConfig(facts, style)];
  for (const part of [
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

function describeHooks({ folder, hooks, dryRun }: InstallFacts, style: Style): string[] {
  const found = folder.manager === 'husky' ? [`${mark(dryRun, style)} husky found`] : [];
  return [...found, ...hooks.flatMap((hook) => describeHook(hook, dryRun, style))];
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

function describeCommit({ dryRun, hooks, tracked, config, prefix }: InstallFacts, style: Style): string[] {
  if (dryRun) return ['Dry run: nothing was written.'];
  const files = [
    ...(tracked ? hooks.filter(({ changes }) => changes.length > 0).map(({ path }) => path) : []),
    ...(config.action === 'written' ? [CONFIG_PATH] : []),
  ];
  if (files.length === 0) return [];
  const effect = tracked
    ? 'Commit these, and your team has the hook, too'
    : 'Commit this, for the hook to read it';
  return [effect, `  ${style.cyan(`git add ${quotePathspecs(files, prefix)}`)}`];
}

/** What keeps the hook from doing its work yet. */
function describeTrouble(facts: InstallFacts, style: Style): string[] {
  const { folder, packageFolder, tracked, config, differences, root } = facts;
  const warning = style.yellow('warning');
  const help = (command: string): string => `  help: ${style.cyan(command)}`;
  const lines: string[] = [];
  if (!packageFolder.installed) {
    lines.push(
      `${warning}: owner-sync is not in node_modules, where the hook looks for it`,
      help('npm install --save-dev owner-sync'),
    );
  }
  if (!folder.active)
    lines.push(`${warning}: husky is not set up in this clone yet, so no hook runs`, help('npx husky'));
  if (!tracked && !hasPrepare(join(root, packageFolder.path))) {
    lines.push(
      'note: git does not share hooks; to give it to your team, add to package.json',
      '  "prepare": "owner-sync install --quiet"',
    );
  }
  if (config.action === 'written') lines.push(...describePassedOver(config.documents));
  if (differences > 0) {
    const count = differences === 1 ? '1 place' : `${differences} places`;
    lines.push(`${warning}: the documents differ in ${count} already`, help('npx owner-sync sync --dry-run'));
  }
  return lines;
}

const SHOWN = 5;

function describePassedOver({ passedOver, withoutDocument }: FoundDocuments): string[] {
  const lines = passedOver.slice(0, SHOWN).flatMap((file) => {
    const start = `note: left out ${neutralise(file.path)}`;
    if (file.reason === 'owner-has-document')
      return [`${start}, because ${neutralise(file.owner)} has ${neutralise(file.chosen)}`];
    const entry = neutralise(`${JSON.stringify(file.suggestion)}: ${JSON.stringify(file.path)}`);
    return [
      `${start}, because its owner cannot be told; to add it,`,
      `  put ${entry} into "owners" in ${CONFIG_PATH}`,
    ];
  });
  if (passedOver.length > SHOWN)
    lines.push(`note: left out ${passedOver.length - SHOWN} more files like these`);
  if (withoutDocument.length === 0) return lines;
  return [...lines, `note: owners without a document: ${neutralise(withoutDocument.join(', '))}`];
}

function describeNext({ dryRun }: InstallFacts, style: Style): string[] {
  if (dryRun) return [];
  return [
    `  see where you stand   ${style.cyan('npx owner-sync check')}`,
    `  undo                  ${style.cyan('npx owner-sync uninstall')}`,
  ];
}

function mark(dryRun: boolean, style: Style): string {
  return dryRun ? style.symbols.to : style.green(style.symbols.done);
}

function hasPrepare(folder: string): boolean {
  const path = join(folder, 'package.json');
  return existsSync(path) && readFileSync(path, 'utf8').includes('owner-sync install');
}
