import type { Finding } from '../core/finding.ts';
import { formatDifferences } from './format-differences.ts';
import { neutralise, type Style } from './style.ts';
import { countNoun } from './words.ts';

/** The differences that a push brings to one branch. */
export interface BranchDrift {
  readonly branch: { readonly name: string };
  readonly config: { readonly path: string; readonly todo: string };
  readonly findings: readonly Finding[];
}

/**
 * Why a push does not go through: what each branch would bring, and how to go on. Plain enough for the terminal
 * of somebody else: git puts `remote: ` in front of each line.
 */
export function formatPushedDrift(
  drifts: readonly BranchDrift[],
  style: Style,
  what: 'refused' | 'stopped',
): string {
  const parts = drifts.map(({ branch, config, findings }) => {
    const count = countNoun(findings.length, 'difference');
    const title = `error[push-out-of-step]: ${neutralise(branch.name)} would bring in ${count}`;
    const list = formatDifferences(findings, style, { configPath: config.path, todo: config.todo });
    return `${style.red(title)}\n\n${list}`;
  });
  const skip = what === 'stopped' ? ['  help: to push as it is, this once: OWNER_SYNC=0 git push ...'] : [];
  const end = [
    `The push was ${what}; nothing was changed on either side.`,
    '  help: bring the files in step, commit that, and push again',
    `          ${style.cyan(`${style.program} sync`)}`,
    ...skip,
  ];
  return `${parts.join('\n')}\n${end.join('\n')}\n`;
}
