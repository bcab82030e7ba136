import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('preload.mjs', import.meta.url));

/** The ways to commit that are tried, and what each takes. */
export const FLAVOURS = {
  plain: [],
  all: ['--all'],
  partial: ['--only', 'TODO.md'],
};

const TODO = `# All

- [ ] Mix [Owner: Backend]
- [ ] Bake [Owner: Backend]
- [ ] Sell [Owner: Frontend]
`;
const COMMITTED = {
  '.gitignore': 'node_modules/\n',
  'owner-sync.json': '{ "todo": "TODO.md", "owners": { "Backend": "docs/B.md", "Frontend": "F.md" } }\n',
  'TODO.md': TODO,
  'docs/B.md': '# Backend\n\nProse.\n\n- [ ] Mix\n- [ ] Bake\n\nEnd.\n',
  'F.md': '# Frontend\n\n- [ ] Sell\n',
  'a.js': '1;\n',
};
/** What the user has done since: edits of two owners' tasks, staged; other lines staged, and others not. */
const STAGED = {
  'TODO.md':
    TODO.replace('[ ] Mix', '[x] Mix').replace('[ ] Sell', '[x] Sell') + '- [ ] New [Owner: Backend]\n',
  'docs/B.md': COMMITTED['docs/B.md'].replace('Prose.', 'Staged prose.'),
  'a.js': 'staged;\n',
};
const UNSTAGED = {
  'docs/B.md': STAGED['docs/B.md'].replace('End.', 'Unstaged end.'),
  'a.js': 'unstaged;\n',
};

/** Words of the user's, and where each must be whatever happens: on disk always, in the index where it was. */
const OWN = { staged: ['Staged prose.'], disk: ['Staged prose.', 'Unstaged end.'] };

/**
 * Makes the repository that every try starts from.
 *
 * @param {string} parent Where to make it.
 * @param {string} packageFolder The unpacked package.
 */
export function createTemplate(parent, packageFolder) {
  const root = realpathSync(mkdtempSync(join(parent, 'template-')));
  const write = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  const git = (...args) => runOrThrow(root, 'git', args);
  git('init', '--quiet', '-b', 'main');
  for (const [key, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@example.com'],
    ['gc.auto', '0'],
  ])
    git('config', key, value);
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  symlinkSync(packageFolder, join(root, 'node_modules/owner-sync'), 'dir');
  symlinkSync('../owner-sync/dist/bin.cjs', join(root, 'node_modules/.bin/owner-sync'));
  write(COMMITTED);
  git('add', '--all');
  git('commit', '--quiet', '-m', 'first');
  runOrThrow(root, join(root, 'node_modules/.bin/owner-sync'), ['install']);
  write(STAGED);
  git('add', '--all');
  // A flag that git takes from an entry whenever it is written.
  git('update-index', '--assume-unchanged', 'F.md');
  write(UNSTAGED);
  return root;
}

/** A copy of the template, in which one commit is tried. */
export function openWorld(template, parent) {
  const root = realpathSync(mkdtempSync(join(parent, 'world-')));
  cpSync(template, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return {
    root,
    /** @param fault What `preload.mjs` does; none by default. */
    commit(args, fault = {}) {
      const env = { ...environment(), NODE_OPTIONS: `--import=${PRELOAD}`, FAULT: JSON.stringify(fault) };
      // A process group of its own, so that a signal to the group reaches git and the hook, and not us.
      return spawnSync('setsid', ['--wait', 'git', 'commit', '--quiet', '-m', 'x', ...args], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
    },
    git: (...args) => runOrThrow(root, 'git', args),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    state: () => readState(root),
    leftovers: () => findLeftovers(root),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** HEAD's tree, the entries of the index with their flags, and the bytes on disk: what must be the same in the end. */
function readState(root) {
  const git = (...args) => runOrThrow(root, 'git', args);
  const disk = Object.fromEntries(
    Object.keys(COMMITTED).map((path) => [path, readFileSync(join(root, path), 'latin1')]),
  );
  return {
    head: git('rev-parse', 'HEAD^{tree}'),
    count: git('rev-list', '--count', 'HEAD'),
    index: git('ls-files', '--stage', '-v'),
    disk,
  };
}

/** Locks and temporary files: git's (`.lock`) and ours. */
function findLeftovers(root) {
  const all = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return all.filter(
    (path) =>
      !path.startsWith('node_modules') && /\.lock$|\.owner-sync-.*\.tmp$|owner-sync\/.*\.tmp$/.test(path),
  );
}

/** Which of the user's words are not where they were; empty when nothing is lost. */
export function findLost(world, flavour) {
  const { root } = world;
  const staged = runOrThrow(root, 'git', ['cat-file', 'blob', ':docs/B.md']);
  const head = runOrThrow(root, 'git', ['cat-file', 'blob', 'HEAD:docs/B.md']);
  const disk = readFileSync(join(root, 'docs/B.md'), 'utf8');
  const lost = [
    ...OWN.disk.filter((words) => !disk.includes(words)).map((words) => `on disk: ${words}`),
    ...OWN.staged
      .filter((words) => !staged.includes(words) && !head.includes(words))
      .map((words) => `staged: ${words}`),
  ];
  const code = runOrThrow(root, 'git', ['cat-file', 'blob', ':a.js']);
  if (
    code !== (flavour === 'all' && world.git('rev-list', '--count', 'HEAD') === '2' ? 'unstaged;' : 'staged;')
  )
    lost.push(`staged: a.js (${code})`);
  if (world.read('a.js') !== 'unstaged;\n') lost.push('on disk: a.js');
  const box = runOrThrow(root, 'git', ['cat-file', 'blob', ':TODO.md']);
  if (!box.includes('[x] Mix') || !world.read('TODO.md').includes('[x] Mix')) lost.push('TODO.md: the tick');
  return lost;
}

/** Tasks that stand twice in a document, in any layer. */
export function findDuplicates(world) {
  const texts = ['TODO.md', 'docs/B.md', 'F.md'].flatMap((path) => [
    world.read(path),
    world.git('cat-file', 'blob', `:${path}`),
    world.git('cat-file', 'blob', `HEAD:${path}`),
  ]);
  return texts.flatMap((text) => {
    const names = [...text.matchAll(/^- \[.\] (\w+)/gm)].map(([, name]) => name);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
}

function runOrThrow(cwd, program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: environment(),
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`, {
      cause: error,
    });
  return stdout.trimEnd();
}

function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|OWNER_SYNC|HUSKY|PRE_COMMIT|NODE_OPTIONS|FORCE_COLOR|VITEST)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    LC_ALL: 'C',
  };
}
