import { describe, expect, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';
import { readState } from '../helpers/state.ts';

const CONFIG = `{ "todo": "docs/Übersicht neu.md", "owners": { "Ann": "docs/ännä's.md", "Ben": "BEN.md" } }\n`;
const TODO = 'docs/Übersicht neu.md';
const ANN = "docs/ännä's.md";

function createSynced(files: Readonly<Record<string, string>>): Repo {
  return createInstalledRepo({
    files: { 'owner-sync.json': CONFIG, [TODO]: '', [ANN]: '', 'BEN.md': '', ...files },
  });
}

describe('sync --dry-run', () => {
  const drifted = {
    [TODO]: '# All\r\n\r\n- [ ] Brew [Owner: Ann]\r\n- [ ] Pack [Owner: Ben]\r\n',
    [ANN]: '# Ann\n\n- [ ] Örder beans',
    'BEN.md': '# Ben\n',
  };

  it('counts the changes of each document, shows the diff, and writes nothing', () => {
    const repo = createSynced(drifted);
    const state = readState(repo);
    const { exitCode, stdout } = runOwnerSync(repo, ['sync', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('3 changes in 3 documents (dry run: nothing was written)');
    expect(stdout).toContain(`  ${TODO}  1 added, 0 changed, 0 removed\n`);
    expect(stdout).toContain(`  ${ANN}  1 added, 0 changed, 0 removed\n`);
    expect(stdout).toContain('+- [ ] Brew [Owner: Ann]\n');
    expect(readState(repo)).toEqual(state);
  });

  it('prints a diff that git apply takes, whatever the names and line endings, and that is what sync does', () => {
    const repo = createSynced(drifted);
    const { stdout } = runOwnerSync(repo, ['sync', '--dry-run']);
    const { exitCode, stderr } = repo.gitRaw(['apply', '--whitespace=nowarn'], { stdin: stdout });
    expect([exitCode, stderr]).toEqual([0, '']);
    const applied = [TODO, ANN, 'BEN.md'].map((path) => repo.read(path));
    repo.git('checkout', '--quiet', '.');
    expect(runOwnerSync(repo, ['sync']).exitCode).toBe(0);
    expect([TODO, ANN, 'BEN.md'].map((path) => repo.read(path))).toEqual(applied);
    expect(applied[0]).toBe(`${drifted[TODO]}- [ ] Örder beans [Owner: Ann]\r\n`);
  });
});

describe('sync', () => {
  it('with --owner brings only that document in step', () => {
    const repo = createSynced({ [TODO]: '- [ ] Brew [Owner: Ann]\n- [ ] Pack [Owner: Ben]\n' });
    expect(runOwnerSync(repo, ['sync', '--owner', 'ben']).exitCode).toBe(0);
    expect([repo.read(ANN), repo.read('BEN.md')]).toEqual(['', '- [ ] Pack [Owner: Ben]\n']);
    repo.write('BEN.md', '');
    expect(runOwnerSync(repo, ['sync', '--dry-run', '--owner', 'ben']).stdout).toContain(
      '  apply   npx owner-sync sync --owner ben\n',
    );
    expect(runOwnerSync(repo, ['sync', '--owner', 'Bem'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Ben') as string,
    });
  });

  it('lists what differs and is left, with exit code 1, until --prefer settles it', () => {
    const repo = createSynced({
      [TODO]: '- [ ] Brew [Owner: Ann]\n- [ ] Pack [Owner: Ben]\n',
      [ANN]: '- [x] Brew\n',
    });
    const { exitCode, stdout } = runOwnerSync(repo, ['sync']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Left for you.*\n\n.*neu\.md:1 +done-differs +"Brew"/);
    expect(repo.read('BEN.md')).toBe('- [ ] Pack [Owner: Ben]\n');
    expect(runOwnerSync(repo, ['sync', '--prefer', "ännä's.md"]).exitCode).toBe(0);
    expect(repo.read(TODO)).toContain('- [x] Brew [Owner: Ann]\n');
    expect(runOwnerSync(repo, ['sync']).stdout).toContain('Nothing to do');
  });

  it('tags a text without an owner, keeps one of another owner apart, and lists both and near-twins', () => {
    const repo = createSynced({
      [TODO]: '- [ ] Brew\n- [ ] Pack boxes [Owner: Ben]\n- [ ] Clean the big kitchen [Owner: Ann]\n',
      [ANN]: '- [ ] Brew\n- [ ] Pack boxes\n- [ ] Clean the big kitchens\n',
      'BEN.md': '- [ ] Pack boxes\n',
    });
    const { exitCode, stdout } = runOwnerSync(repo, ['sync']);
    expect(exitCode).toBe(0);
    expect(repo.read(TODO)).toBe(
      [
        '- [ ] Brew [Owner: Ann]',
        '- [ ] Pack boxes [Owner: Ann]',
        '- [ ] Clean the big kitchens [Owner: Ann]',
        '- [ ] Pack boxes [Owner: Ben]',
        '- [ ] Clean the big kitchen [Owner: Ann]',
        '',
      ].join('\n'),
    );
    const list = stdout.slice(stdout.indexOf('Look at 3 tasks')).split('\n').slice(2, 5);
    expect(list).toEqual([
      expect.stringMatching(/neu\.md:1 +tagged +"Brew" had no owner/),
      expect.stringMatching(/ännä's\.md:3 +same-text +"Pack boxes" stands at .*neu\.md:4, too \(Ben\)/),
      expect.stringMatching(
        /ännä's\.md:4 +similar +"Clean the big kitchens" and "Clean the big kitchen" at .*:5/,
      ),
    ]);
    expect(stdout).toContain('help: if two are one task, take one of the two lines out of both documents');
    expect(runOwnerSync(repo, ['sync']).stdout).toBe(
      'Nothing to do: the documents are as owner-sync would make them.\n',
    );
  });

  it('names the lines of the files as they are before a dry run, and as they are written', () => {
    const repo = createSynced({
      [TODO]: '- [ ] Brew [Owner: Ann]\n- [ ] Pack [Owner: Ann]\n- [ ] Serve [Owner: Ann]\n',
      [ANN]: '- [ ] Brew\n- [ ] Order\n- [x] Pack\n- [ ] Serve\n',
    });
    repo.write(ANN, '- [ ] Brew\n- [ ] Order\n- [x] Pack\n- [x] Serve\n');
    expect(runOwnerSync(repo, ['sync', '--dry-run']).stdout).toMatch(/neu\.md:2 +done-differs +"Pack"/);
    const { stdout } = runOwnerSync(repo, ['sync']);
    expect(stdout).toMatch(/neu\.md:4 +\[x\] Serve .*ännä's\.md:4\n/);
    expect(stdout).toMatch(/neu\.md:2 +\+ \[ \] Order .*ännä's\.md:2\n/);
    expect(stdout).toMatch(/neu\.md:3 +done-differs +"Pack"/);
  });

  it('leaves duplicates that cannot be told apart, and lists them', () => {
    const repo = createSynced({
      [TODO]: '- [ ] Brew [Owner: Ann]\n- [ ] Brew [Owner: Ann]\n',
      [ANN]: '- [ ] Brew\n',
    });
    const state = readState(repo);
    const { exitCode, stdout } = runOwnerSync(repo, ['sync']);
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/ännä's\.md:1 +ambiguous-task/)]);
    expect(stdout).toMatch(/^Nothing that sync can decide: 1 difference is left for you\.\n\n/);
    expect(readState(repo)).toEqual(state);
  });
});
