import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import { openRepo, type Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const TODO = `# All

## Pending

- [ ] Mix the dough [Owner: Backend]
- [ ] Bake the bread [Owner: Backend]
- [ ] Sell the bread [Owner: Backend]
`;
const BACKEND = `# Backend

## Pending

- [ ] Mix the dough
- [ ] Bake the bread
- [ ] Sell the bread
`;

function create(): Repo {
  return createInstalledRepo({
    files: { 'TODO.md': TODO, 'BACKEND_OWNER.md': BACKEND, 'FRONTEND_OWNER.md': '# Frontend\n' },
  });
}

/** A commit that goes round the hook. */
function bypass(
  repo: Repo,
  message: string,
  edits: Readonly<Record<string, (text: string) => string>>,
): void {
  for (const [path, edit] of Object.entries(edits)) repo.write(path, edit(repo.read(path)));
  repo.git('commit', '--quiet', '--no-verify', '-am', message);
}

const replace = (from: string, to: string) => (text: string) => text.replace(from, () => to);
const tick = (task: string) => replace(`[ ] ${task}`, `[x] ${task}`);
const remove = (task: string) => (text: string) => text.replace(new RegExp(`^.*${task}.*\n`, 'm'), '');
const addNote = replace('# All', '# All of it');

function sync(
  repo: Repo,
  ...args: readonly string[]
): { exitCode: number | null; stdout: string; stderr: string } {
  return runOwnerSync(repo, ['sync', ...args]);
}

describe('what went round the hook', () => {
  it('a tick is mirrored by sync, however many commits came after it', () => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    bypass(repo, 'prose', { 'TODO.md': addNote });
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(1);
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toBe(tick('Bake')(BACKEND));
    expect(repo.read('TODO.md')).toBe(addNote(tick('Bake')(TODO)));
    expect(sync(repo).stdout).toContain('Nothing to do');
    expect(repo.gitRaw(['commit', '--quiet', '-am', 'healed'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('an untick, a rewording, a removal and an addition are mirrored from either document', () => {
    const repo = create();
    bypass(repo, 'first', {
      'TODO.md': (text) => remove('Sell')(replace('Mix the dough', 'Mix the dough well')(text)),
      'BACKEND_OWNER.md': (text) => tick('Bake')(`${text}- [ ] Eat the bread\n`),
    });
    bypass(repo, 'second', { 'TODO.md': addNote });
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toBe(
      '# Backend\n\n## Pending\n\n- [ ] Mix the dough well\n- [x] Bake the bread\n- [ ] Eat the bread\n',
    );
    expect(repo.read('TODO.md').split('\n').slice(4)).toEqual([
      '- [ ] Mix the dough well [Owner: Backend]',
      '- [x] Bake the bread [Owner: Backend]',
      '- [ ] Eat the bread [Owner: Backend]',
      '',
    ]);
    expect(runOwnerSync(repo, ['check']).exitCode).toBe(0);
  });

  it('a task that a rebase removed stays removed', () => {
    const repo = create();
    repo.git('checkout', '--quiet', '-b', 'topic');
    bypass(repo, 'remove from TODO.md only', { 'TODO.md': remove('Bake') });
    repo.git('checkout', '--quiet', 'main');
    repo.write('BACKEND_OWNER.md', BACKEND.replace('# Backend', '# Backend team'));
    repo.git('commit', '--quiet', '-am', 'prose');
    repo.git('checkout', '--quiet', 'topic');
    repo.git('rebase', '--quiet', 'main');
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('TODO.md')).toBe(remove('Bake')(TODO));
    expect(repo.read('BACKEND_OWNER.md')).toBe(
      remove('Bake')(BACKEND).replace('# Backend', '# Backend team'),
    );
  });

  it('a task that a merged branch removed from one document stays removed, although main never saw it agree', () => {
    const repo = create();
    repo.git('checkout', '--quiet', '-b', 'topic');
    bypass(repo, 'add', {
      'TODO.md': (text) => `${text}- [ ] Eat the bread [Owner: Backend]\n`,
      'BACKEND_OWNER.md': (text) => `${text}- [ ] Eat the bread\n`,
    });
    bypass(repo, 'remove', { 'TODO.md': remove('Eat') });
    repo.git('checkout', '--quiet', 'main');
    bypass(repo, 'main goes on', { 'TODO.md': addNote });
    repo.git('merge', '--quiet', '--no-verify', '--no-edit', 'topic');
    expect(repo.read('BACKEND_OWNER.md')).toContain('Eat');
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toBe(BACKEND);
  });

  it('takes the last word of a branch, although main was committed to later', () => {
    const repo = create();
    repo.git('checkout', '--quiet', '-b', 'topic');
    const both = { 'TODO.md': tick('Bake'), 'BACKEND_OWNER.md': tick('Bake') };
    bypass(repo, 'tick', both);
    bypass(repo, 'untick', { 'TODO.md': replace('[x] Bake', '[ ] Bake') });
    repo.git('checkout', '--quiet', 'main');
    bypass(repo, 'main goes on', { 'TODO.md': addNote });
    repo.git('merge', '--quiet', '--no-verify', '--no-edit', 'topic');
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toBe(BACKEND);
  });

  it('what both documents changed differently is a conflict that names the two commits, until --prefer', () => {
    const repo = create();
    bypass(repo, 'Tick it in TODO', { 'TODO.md': tick('Bake') });
    const [one] = [repo.git('rev-parse', '--short=9', 'HEAD')];
    bypass(repo, 'Start it over there', { 'BACKEND_OWNER.md': replace('[ ] Bake', '[/] Bake') });
    const two = repo.git('rev-parse', '--short=9', 'HEAD');
    const base = repo.git('rev-parse', '--short=9', 'HEAD~2');
    const state = readState(repo);
    const { exitCode, stderr } = sync(repo);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[done-conflict]');
    expect(stderr).toContain(`${one} Tick it in TODO`);
    expect(stderr).toContain(`${two} Start it over there`);
    expect(stderr).toContain(base);
    expect(readState(repo)).toEqual(state);
    expect(sync(repo, '--prefer', 'BACKEND_OWNER.md').exitCode).toBe(0);
    expect(repo.read('TODO.md')).toBe(replace('[ ] Bake', '[/] Bake')(TODO));
  });

  it('removed here and changed there since is a conflict', () => {
    const repo = create();
    bypass(repo, 'Drop it', { 'TODO.md': remove('Bake') });
    bypass(repo, 'Finish it', { 'BACKEND_OWNER.md': tick('Bake') });
    const { exitCode, stderr } = sync(repo);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[edit-remove-conflict]');
    expect(stderr).toMatch(/[0-9a-f]{7,} Drop it/);
    expect(stderr).toMatch(/[0-9a-f]{7,} Finish it/);
  });

  it('an edit that is not committed yet counts as the newest change', () => {
    const repo = create();
    bypass(repo, 'Drop it', { 'TODO.md': remove('Bake') });
    repo.write('BACKEND_OWNER.md', tick('Bake')(BACKEND));
    const { exitCode, stderr } = sync(repo);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/not committed/)]);
  });

  it('follows documents through renames, of the file and in the configuration, and other letter case of the owner', () => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    repo.git('mv', 'TODO.md', 'PLAN.md');
    repo.write('owner-sync.json', repo.read('owner-sync.json').replace('TODO.md', 'PLAN.md'));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'rename');
    repo.git('rm', '--quiet', '--cached', 'BACKEND_OWNER.md');
    repo.write('owners/backend.md', `${repo.read('BACKEND_OWNER.md')}${'\nMuch more prose.\n'.repeat(40)}`);
    repo.write(
      'owner-sync.json',
      repo.read('owner-sync.json').replace('"Backend": "BACKEND_OWNER.md"', '"BACKEND": "owners/backend.md"'),
    );
    repo.git('add', 'owners');
    repo.git('commit', '--quiet', '--no-verify', '-am', 'move and rewrite');
    expect(sync(repo).exitCode).toBe(0);
    expect(repo.read('owners/backend.md')).toContain('- [x] Bake the bread\n');
  });

  it.each([
    ['removed', '- [ ] New task\n', ''],
    ['ticked', '- [ ] New task\n', '- [x] New task\n'],
  ])('takes along what was %s before its document was renamed, of a task as new as that', (_, old, now) => {
    const repo = create();
    repo.write(
      'TODO.md',
      repo.read('TODO.md').replace('## Pending\n\n', '$&- [ ] New task [Owner: Backend]\n'),
    );
    repo.write('BACKEND_OWNER.md', repo.read('BACKEND_OWNER.md').replace('## Pending\n\n', `$&${old}`));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'add');
    bypass(repo, 'edit', { 'BACKEND_OWNER.md': (text) => text.replace(old, now) });
    repo.git('mv', 'BACKEND_OWNER.md', 'BE.md');
    repo.write('owner-sync.json', repo.read('owner-sync.json').replace('BACKEND_OWNER.md', 'BE.md'));
    repo.git('commit', '--quiet', '--no-verify', '-am', 'rename');
    expect(sync(repo).exitCode).toBe(0);
    const todo = now === '' ? [] : [now.replace('\n', ' [Owner: Backend]')];
    expect(repo.read('TODO.md').match(/^.*New task.*$/gm) ?? []).toEqual(todo);
    expect(
      repo
        .read('BE.md')
        .match(/^.*New task\n/gm)
        ?.join('') ?? '',
    ).toBe(now);
  });

  it('without a commit in which it agreed, what is missing is added: in a shallow clone, sync says so', () => {
    const repo = create();
    bypass(repo, 'remove', { 'TODO.md': remove('Bake') });
    bypass(repo, 'more', { 'TODO.md': addNote });
    repo.git('clone', '--quiet', '--depth', '1', `file://${repo.root}`, 'clone');
    const clone = openRepo(`${repo.root}/clone`);
    const { exitCode, stdout } = runOwnerSync(repo, ['sync', '--dry-run'], { cwd: 'clone' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+- [ ] Bake the bread [Owner: Backend]');
    expect(stdout).toContain('The history ended before 1 task agreed (this clone has no older commits)');
    clone.git('fetch', '--quiet', '--unshallow');
    const whole = runOwnerSync(repo, ['sync', '--dry-run'], { cwd: 'clone' });
    expect(whole.stdout).toContain('-- [ ] Bake the bread\n');
  });

  it('looks back as far as --depth says, and not at all with 0', () => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    for (const word of ['one', 'two', 'three'])
      bypass(repo, word, { 'TODO.md': (text) => `${text}\n${word}\n` });
    expect(sync(repo, '--dry-run', '--depth', '3')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('sync --depth 5000') as string,
    });
    expect(sync(repo, '--dry-run', '--depth', '0').exitCode).toBe(1);
    expect(sync(repo, '--dry-run').exitCode).toBe(0);
  });
});

describe('a commit that touches what went round the hook', () => {
  it('gets the tick that was bypassed along with its own change', () => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    repo.write('BACKEND_OWNER.md', replace('Bake the bread', 'Bake the loaves')(BACKEND));
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-am', 'reword']);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('2 changes mirrored')]);
    expect(repo.read('BACKEND_OWNER.md')).toContain('- [x] Bake the loaves\n');
    expect(repo.read('TODO.md')).toContain('- [x] Bake the loaves [Owner: Backend]\n');
    expect(runOwnerSync(repo, ['check', 'HEAD']).exitCode).toBe(0);
  });

  it('is stopped where the task was removed from the other document, and nothing is written', () => {
    const repo = create();
    bypass(repo, 'Drop it', { 'TODO.md': remove('Bake') });
    repo.write('BACKEND_OWNER.md', tick('Bake')(BACKEND));
    repo.git('add', '.');
    const state = readState(repo);
    const { exitCode, stderr } = repo.gitRaw(['commit', '--quiet', '-m', 'finish']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error[edit-remove-conflict]')]);
    expect(stderr).toMatch(/[0-9a-f]{9} Drop it/);
    expect(readState(repo)).toEqual(state);
  });

  it('leaves alone what it does not touch', () => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    repo.write('BACKEND_OWNER.md', tick('Mix')(BACKEND));
    repo.git('commit', '--quiet', '-am', 'another');
    expect(repo.read('BACKEND_OWNER.md')).toBe(tick('Mix')(BACKEND));
    expect(repo.read('TODO.md')).toBe(tick('Mix')(tick('Bake')(TODO)));
  });
});

describe('a task that was reworded in one document and removed from the other', () => {
  it('is a conflict, and does not come back by itself', () => {
    const repo = create();
    bypass(repo, 'Reword it', { 'TODO.md': replace('Bake the bread', 'Bake the white bread') });
    bypass(repo, 'Drop it', { 'BACKEND_OWNER.md': remove('Bake') });
    const { exitCode, stderr } = sync(repo);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error[edit-remove-conflict]')]);
    expect(sync(repo, '--prefer', 'TODO.md').exitCode).toBe(0);
    expect(repo.read('BACKEND_OWNER.md')).toContain('- [ ] Bake the white bread');
  });
});

describe('a shared task on which TODO.md and one owner agree, and another does not', () => {
  const shared = TODO.replace('Bake the bread [Owner: Backend]', 'Bake the bread [Owner: Backend, Frontend]');

  it('gets the tick of the one, although the other had ticked it too soon and taken that back', () => {
    const repo = createInstalledRepo({
      files: { 'TODO.md': shared, 'BACKEND_OWNER.md': shared, 'FRONTEND_OWNER.md': '# Frontend\n' },
    });
    expect(sync(repo).exitCode).toBe(0);
    repo.git('commit', '--quiet', '-am', 'adopt');
    bypass(repo, 'too soon', { 'FRONTEND_OWNER.md': tick('Bake') });
    bypass(repo, 'done', {
      'FRONTEND_OWNER.md': replace('[x] Bake', '[ ] Bake'),
      'BACKEND_OWNER.md': tick('Bake'),
    });
    expect(sync(repo)).toMatchObject({ exitCode: 0, stderr: '' });
    for (const path of ['TODO.md', 'BACKEND_OWNER.md', 'FRONTEND_OWNER.md'])
      expect(repo.read(path)).toContain('- [x] Bake the bread [Owner: Backend, Frontend]\n');
  });
});

describe('a merge that went round the hook with TODO.md of one branch and the document of the owner of the other', () => {
  type Edits = Parameters<typeof bypass>[2];
  const both = (edit: (text: string) => string): Edits => ({ 'TODO.md': edit, 'BACKEND_OWNER.md': edit });
  const prose = { 'BACKEND_OWNER.md': replace('# Backend', '# Backend team') };

  /** Commits what each branch changes, `newer` last, and merges them. */
  function merge(main: Edits, topic: Edits, newer: 'main' | 'topic'): Repo {
    const repo = create();
    repo.git('branch', 'topic');
    for (const branch of newer === 'main' ? ['topic', 'main'] : ['main', 'topic']) {
      repo.git('checkout', '--quiet', branch);
      repo.env['GIT_COMMITTER_DATE'] = `2030-01-01T0${branch === newer ? 1 : 0}:00:00Z`;
      bypass(repo, branch, branch === 'main' ? main : topic);
    }
    delete repo.env['GIT_COMMITTER_DATE'];
    repo.git('checkout', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-commit', '--no-verify', '--strategy=ours', 'topic');
    repo.git('checkout', 'topic', '--', 'BACKEND_OWNER.md');
    bypass(repo, 'merge', {});
    return repo;
  }

  describe.each(['main', 'topic'] as const)('where %s was committed to last', (newer) => {
    it('gets what one branch changed, and loses none of it', () => {
      const add = (text: string) => `${text}- [ ] Wash up [Owner: Backend]\n`;
      const repo = merge(
        both((text) => remove('Sell')(add(tick('Mix')(text)))),
        prose,
        newer,
      );
      expect(sync(repo)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(repo.read('TODO.md')).toBe(remove('Sell')(add(tick('Mix')(TODO))));
      expect(repo.read('BACKEND_OWNER.md')).toBe(
        remove('Sell')(add(tick('Mix')(BACKEND))).replace('# Backend', '# Backend team'),
      );
    });

    it('gets what each branch changed in another task', () => {
      const repo = merge(both(tick('Mix')), both(tick('Sell')), newer);
      expect(sync(repo)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(repo.read('TODO.md')).toBe(tick('Mix')(tick('Sell')(TODO)));
      expect(repo.read('BACKEND_OWNER.md')).toBe(tick('Mix')(tick('Sell')(BACKEND)));
    });

    it('stops for a task that both changed differently, and names the commits', () => {
      const repo = merge(both(tick('Bake')), both(replace('[ ] Bake', '[-] Bake')), newer);
      const state = readState(repo);
      const { exitCode, stderr } = sync(repo);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error[done-conflict]')]);
      expect(stderr).toMatch(/since then, TODO\.md +[0-9a-f]{9} main\n/);
      expect(stderr).toMatch(/since then, BACKEND_OWNER\.md +[0-9a-f]{9} topic\n/);
      expect(readState(repo)).toEqual(state);
    });

    it('gets it by a commit that touches the task', () => {
      const repo = merge(both(tick('Bake')), prose, newer);
      repo.write(
        'BACKEND_OWNER.md',
        replace('Bake the bread', 'Bake the loaves')(repo.read('BACKEND_OWNER.md')),
      );
      expect(repo.gitRaw(['commit', '--quiet', '-am', 'reword'])).toMatchObject({ exitCode: 0 });
      expect(repo.read('BACKEND_OWNER.md')).toContain('- [x] Bake the loaves\n');
      expect(repo.read('TODO.md')).toContain('- [x] Bake the loaves [Owner: Backend]\n');
    });
  });
});

describe('a branch committed to on a machine whose clock was years behind', () => {
  type Edits = Parameters<typeof bypass>[2];

  /** Commits to the branch, and to main, and merges them to what the branch has, but for some edits. */
  function mergeFromThePast(repo: Repo, branch: readonly Edits[], main: Edits, merge: Edits): void {
    repo.git('checkout', '--quiet', '-b', 'topic');
    for (const [hour, edits] of branch.entries()) {
      repo.env['GIT_COMMITTER_DATE'] = `2001-01-01T0${hour}:00:00Z`;
      bypass(repo, `topic ${hour}`, edits);
    }
    delete repo.env['GIT_COMMITTER_DATE'];
    repo.git('checkout', '--quiet', 'main');
    bypass(repo, 'main goes on', main);
    repo.git('merge', '--quiet', '--no-verify', '--no-commit', '--strategy-option=theirs', 'topic');
    bypass(repo, 'merge', merge);
  }

  it('is not passed over for an older commit that has a newer date', () => {
    const repo = create();
    mergeFromThePast(
      repo,
      [{ 'TODO.md': tick('Bake'), 'BACKEND_OWNER.md': tick('Bake') }],
      { 'TODO.md': replace('[ ] Bake', '[-] Bake') },
      { 'TODO.md': replace('[x] Bake', '[/] Bake') },
    );
    expect(sync(repo)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(repo.read('BACKEND_OWNER.md')).toBe(replace('[ ] Bake', '[/] Bake')(BACKEND));
  });
});

describe('history that git cannot read', () => {
  it.each(['tree:0', 'blob:none'])(
    'stops sync and commit in a clone with --filter=%s without its remote',
    (filter) => {
      const repo = create();
      bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
      for (const word of ['one', 'two']) bypass(repo, word, { 'TODO.md': (text) => `${text}\n${word}\n` });
      repo.git('config', 'uploadpack.allowFilter', 'true');
      repo.git('clone', '--quiet', `--filter=${filter}`, `file://${repo.root}`, 'clone');
      const clone = openRepo(`${repo.root}/clone`);
      clone.git('remote', 'set-url', 'origin', `file://${repo.root}/gone`);
      clone.git('config', 'user.name', 'A');
      clone.git('config', 'user.email', 'a@example.com');
      clone.write('BACKEND_OWNER.md', replace('Bake the bread', 'Bake the loaves')(BACKEND));
      clone.git('add', '.');
      const state = readState(clone);
      for (const command of ['sync', 'hook']) {
        const { exitCode, stderr } = runOwnerSync(repo, [command], { cwd: 'clone' });
        expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error[history-unreadable]')]);
        expect(stderr).toMatch(/git fetch --refetch/);
        expect(stderr).toContain('Nothing was changed');
        expect(stderr).not.toContain(String.raw`\n`);
        // The way past the hook is told once, and only where a commit waits for it.
        expect(stderr.split('OWNER_SYNC=0')).toHaveLength(command === 'hook' ? 2 : 1);
      }
      expect(readState(clone)).toEqual(state);
    },
  );

  it.each(['HEAD~2', 'HEAD~2^{tree}'])('stops both where %s is missing', (name) => {
    const repo = create();
    bypass(repo, 'tick', { 'TODO.md': tick('Bake') });
    for (const word of ['one', 'two']) bypass(repo, word, { 'TODO.md': (text) => `${text}\n${word}\n` });
    const id = repo.git('rev-parse', name);
    rmSync(`${repo.root}/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    repo.write('BACKEND_OWNER.md', replace('Bake the bread', 'Bake the loaves')(BACKEND));
    repo.git('add', '.');
    for (const command of ['sync', 'hook']) {
      const { exitCode, stderr } = runOwnerSync(repo, [command]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error[history-unreadable]')]);
      expect(stderr).toContain('git fsck');
    }
  });
});

describe('a task that a robot rewords in every commit', () => {
  it('is followed by the hook as far as it looks, and gets no second task beside it', () => {
    const repo = create();
    for (let loaves = 2; loaves <= 41; loaves++) {
      const before = loaves === 2 ? 'Bake the bread' : `Bake the bread, ${loaves - 1} loaves`;
      bypass(repo, 'count', { 'TODO.md': replace(before, `Bake the bread, ${loaves} loaves`) });
    }
    repo.write('TODO.md', replace('41 loaves', '42 loaves')(repo.read('TODO.md')));
    const { exitCode } = repo.gitRaw(['commit', '--quiet', '-am', 'count on']);
    expect([exitCode, repo.read('BACKEND_OWNER.md')]).toEqual([
      0,
      replace('Bake the bread', 'Bake the bread, 42 loaves')(BACKEND),
    ]);
    expect(sync(repo).stdout).toContain('Nothing to do');
  });
});

describe('a task that was reworded in one document and added anew to the other, where its old words still stand', () => {
  const reword = replace('Bake the bread', 'Bake the white bread');
  const addBeside = replace('- [ ] Bake the bread\n', '- [ ] Bake the bread\n- [ ] Bake the white bread\n');
  const told =
    /one task stands twice.*\n(?:.*\n)*.*BACKEND_OWNER\.md:6.*old words(?:.*\n)*.*BACKEND_OWNER\.md:7.*new words/;

  it('is told with all three lines, whether sync or a commit finds it, and nothing is written', () => {
    const repo = create();
    repo.write('TODO.md', reword(TODO));
    repo.write('BACKEND_OWNER.md', addBeside(BACKEND));
    const inOneCommit = repo.gitRaw(['commit', '--quiet', '-am', 'both']);
    expect(inOneCommit.stderr).toMatch(told);
    expect(inOneCommit.stderr).toContain('TODO.md:6');
    repo.write('BACKEND_OWNER.md', BACKEND);
    bypass(repo, 'reword', { 'TODO.md': addNote });
    repo.write('BACKEND_OWNER.md', addBeside(BACKEND));
    expect(sync(repo).stderr).toMatch(told);
    expect(repo.gitRaw(['commit', '--quiet', '-am', 'by hand']).stderr).toMatch(told);
    repo.git('commit', '--quiet', '--no-verify', '-am', 'by hand');
    const state = readState(repo);
    expect(sync(repo)).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(told) as string });
    expect(readState(repo)).toEqual(state);
    repo.write('BACKEND_OWNER.md', replace('Bake the bread', 'Bake the white bread')(BACKEND));
    expect(sync(repo).stdout).toContain('Nothing to do');
  });
});
