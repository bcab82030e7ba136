import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, inject, it } from 'vitest';
import { createInstalledRepo, runOwnerSync } from '../helpers/package.ts';
import type { Repo } from '../helpers/repo.ts';

interface JsonReport {
  readonly inStep: boolean;
  readonly findings: readonly {
    readonly fixes: readonly {
      readonly path: string;
      readonly line: number;
      readonly before: string[];
      readonly after: string[];
    }[];
  }[];
}

function createDrifted(): Repo {
  return createInstalledRepo({
    files: {
      'TODO.md': '## Pending\n\n- [x] Parse [Owner: Backend]\n- [ ] Print [Owner: Backend]\n',
      'BACKEND_OWNER.md': '## Pending\n\n- [ ] Parse\n',
      'FRONTEND_OWNER.md': '## Pending\n',
    },
  });
}

it('an agent that has only the JSON brings the documents in step', () => {
  const repo = createDrifted();
  const schema = JSON.parse(readFileSync(join(inject('packageFolder'), 'report.schema.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);
  const read = (): JsonReport => {
    const { stdout } = runOwnerSync(repo, ['check', '--json']);
    const report: unknown = JSON.parse(stdout);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    return report as JsonReport;
  };
  let rounds = 0;
  for (let report = read(); !report.inStep; report = read()) {
    const { path, line, before, after } = report.findings[0]!.fixes[0]!;
    const lines = repo.read(path).split('\n');
    lines.splice(before.length > 0 ? line - 1 : line, before.length, ...after);
    repo.write(path, lines.join('\n'));
    expect(++rounds).toBeLessThan(4);
  }
  expect(rounds).toBe(2);
  expect(runOwnerSync(repo, ['check'])).toMatchObject({ exitCode: 0 });
  expect(validate(JSON.parse(runOwnerSync(repo, ['status', '--json']).stdout))).toBe(true);
});

it('check annotates by itself in GitHub Actions, and fails; status never fails', () => {
  const repo = createDrifted();
  const env = { GITHUB_ACTIONS: 'true' };
  const { exitCode, stdout } = runOwnerSync(repo, ['check'], { env });
  expect(exitCode).toBe(1);
  expect(
    stdout.match(/^::error file=TODO\.md,line=[34],title=owner-sync (?:done-differs|missing-task)::/gm),
  ).toHaveLength(2);
  const status = runOwnerSync(repo, ['status', '--reporter', 'markdown'], { env });
  expect(status.exitCode).toBe(0);
  expect(status.stdout).toContain('| Backend | 1 | 0 | 0 | 2 |');
});
