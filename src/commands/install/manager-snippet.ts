import type { HookManager } from './find-manager.ts';

/** What to put into the file of a hook manager, and what makes the manager take it up. */
export interface ManagerSnippet {
  /** Where in the file, as the end of the sentence "add this to FILE". */
  readonly where: string;
  readonly lines: readonly string[];
  /** The command that writes the hook files anew. */
  readonly apply: string;
}

/**
 * The exact lines by which a manager calls owner-sync.
 *
 * @param packageFolder The folder that holds `node_modules`, relative to the top level; `.` for itself.
 */
export function writeSnippet(
  { name, file, indent, command }: HookManager,
  packageFolder: string,
): ManagerSnippet {
  // Not npx, which takes longer than all the rest of a commit.
  const program = `${packageFolder === '.' ? '' : `${packageFolder}/`}node_modules/.bin/owner-sync`;
  switch (name) {
    case 'lefthook':
      return { where: lefthookPlace(file), lines: lefthook(program, file), apply: 'npx lefthook install' };
    case 'pre-commit':
      return { where: ', under "repos:"', lines: preCommit(program, indent), apply: 'pre-commit install' };
    case 'prek':
      return { where: '', lines: prek(program), apply: 'prek install' };
    case 'simple-git-hooks': {
      const first = `${program} hook`;
      const hooks = {
        'pre-commit': command === null ? first : `${first} && ${command}`,
        'pre-merge-commit': `${first} --merge`,
      };
      const lines = Object.entries(hooks).map(([hook, line]) => `  "${hook}": ${JSON.stringify(line)}`);
      const where = file.endsWith('package.json') ? ', to "simple-git-hooks"' : '';
      const instead = command === null ? '' : ', in place of the "pre-commit" there';
      return { where: where + instead, lines: [`${lines[0]},`, lines[1]!], apply: 'npx simple-git-hooks' };
    }
  }
}

const GLOBS = ['*.md', '*.markdown', 'owner-sync.json'];

function lefthookPlace(file: string): string {
  return /\.ya?ml$/.test(file) ? ', to the hooks that may be there' : ', in its own form';
}

function lefthook(program: string, file: string): string[] {
  if (file.endsWith('.toml')) {
    return [
      '[[pre-commit.jobs]]',
      'name = "owner-sync"',
      `run = "${program} hook"`,
      `glob = ${JSON.stringify(GLOBS)}`,
      '',
      '[[pre-merge-commit.jobs]]',
      'name = "owner-sync"',
      `run = "${program} hook --merge"`,
    ];
  }
  return [
    'pre-commit:',
    '  jobs:',
    '    - name: owner-sync',
    `      run: ${program} hook`,
    `      glob: ${JSON.stringify(GLOBS)}`,
    'pre-merge-commit:',
    '  jobs:',
    '    - name: owner-sync',
    `      run: ${program} hook --merge`,
  ];
}

const FILES = String.raw`(?i)\.(md|markdown)$|^owner-sync\.json$`;

function preCommit(program: string, indent: string): string[] {
  return [
    '- repo: local',
    '  hooks:',
    '    - id: owner-sync',
    '      name: owner-sync',
    `      entry: ${program} hook`,
    '      language: system',
    `      files: '${FILES}'`,
    '      pass_filenames: false',
    '      require_serial: true',
  ].map((line) => indent + line);
}

function prek(program: string): string[] {
  return [
    '[[repos]]',
    'repo = "local"',
    '',
    '[[repos.hooks]]',
    'id = "owner-sync"',
    'name = "owner-sync"',
    `entry = "${program} hook"`,
    'language = "system"',
    `files = '${FILES}'`,
    'pass_filenames = false',
    'require_serial = true',
  ];
}
