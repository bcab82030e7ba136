import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The golden case that shows each finding, by code and what tells its kinds apart. */
const SHOWN: Readonly<Record<string, string>> = {
  'text-conflict': 'text-conflict',
  'done-conflict': 'done-conflict',
  'verify-conflict': 'verify-conflict',
  'section-conflict': 'section-conflict',
  'owner-conflict': 'owner-conflict',
  'notes-conflict': 'notes-conflict',
  'edit-remove-conflict edited': 'edit-remove-conflict',
  'edit-remove-conflict notes': 'remove-would-lose-notes',
  'edit-remove-conflict subtasks': 'remove-would-lose-subtasks',
  'ambiguous-task stop': 'ambiguous-task',
  'ambiguous-task warn': 'check-ambiguous',
  'unreadable-document conflict-markers': 'conflict-markers',
  'unreadable-document unclosed-fence': 'unclosed-fence',
  'unreadable-document unclosed-comment': 'unclosed-comment',
  'unreadable-document broken-task': 'broken-task',
  'unreadable-document not-utf8': 'not-utf8',
  'unreadable-document missing': 'document-removed',
  'unreadable-document emptied': 'emptied-document',
  'unreadable-document renamed': 'document-renamed',
  'unreadable-document symlink': 'document-is-a-link',
  'unreadable-document not-a-file': 'document-is-a-folder',
  'unreadable-document intent-to-add': 'document-only-announced',
  'unreadable-document unmerged': 'document-unmerged',
  'unreadable-document filtered': 'document-filtered',
  'unreadable-document too-large': 'document-too-large',
  'unreadable-document too-deep': 'document-too-deep',
  'unreadable-document too-complex': 'document-too-complex',
  'bulk-change removals': 'bulk-change-removals',
  'bulk-change additions': 'bulk-change-additions',
  'bulk-change moves': 'bulk-change-moves',
  'unstaged-overlap': 'unstaged-overlap',
  'unknown-owner stop': 'unknown-owner-near',
  'unknown-owner warn': 'unknown-owner',
  'lost-owner': 'lost-owner',
  'empty-result': 'empty-result',
  'drifted-task': 'drift-blocks',
  'missing-task': 'check-differences',
  'done-differs': 'check-differences',
  'verify-differs': 'check-differences',
  'owners-differ': 'check-differences',
};

describe('every finding has a golden case', () => {
  const findings = readFindings();

  it('and none of them is made up', () => {
    expect(findings.toSorted()).toEqual(Object.keys(SHOWN).toSorted());
  });

  for (const finding of findings) {
    it(finding, () => {
      const name = SHOWN[finding] ?? finding;
      const output = fileURLToPath(new URL(`../golden/${name}/output.txt`, import.meta.url));
      expect(existsSync(output), `test/golden/${name}`).toBe(true);
      const [code = '', kind] = finding.split(' ');
      const text = readFileSync(output, 'utf8');
      expect(text).toContain(code);
      // What stops a commit says so and shows the way on.
      if (text.includes(`error[${code}]`) && !existsSync(output.replace('output.txt', 'command'))) {
        expect(text).toMatch(/^exit 1\n/);
        expect(text).toContain('\n  help: ');
        expect(text).toContain('Your files and the index are unchanged.');
      } else expect(kind === 'warn' || text.startsWith('exit 1\n')).toBe(true);
    });
  }

  it('with words of its own', () => {
    const stopping = findings.filter((finding) => !/warn$|-differs?$|^missing-task$/.test(finding));
    const titles = stopping.map((finding) =>
      readFileSync(new URL(`../golden/${SHOWN[finding]}/output.txt`, import.meta.url), 'utf8')
        .split('\n', 5)
        .join(),
    );
    expect(new Set(titles).size).toBe(stopping.length);
  });

  it('in 80 columns, but for paths and commands', () => {
    for (const name of new Set(Object.values(SHOWN))) {
      if (existsSync(fileURLToPath(new URL(`../golden/${name}/command`, import.meta.url)))) continue;
      const text = readFileSync(new URL(`../golden/${name}/output.txt`, import.meta.url), 'utf8');
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });
});

/**
 * The codes of `src/core/finding.ts`, each with the values of `reason`, `kind` or `severity` that its interface
 * allows, read from the source, so that a new one is noticed.
 */
function readFindings(): string[] {
  const path = fileURLToPath(new URL('../../src/core/finding.ts', import.meta.url));
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const aliases = new Map<string, ts.TypeNode>();
  for (const statement of source.statements)
    if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement.type);

  const literals = (type: ts.TypeNode | undefined): string[] => {
    if (!type) return [];
    if (ts.isUnionTypeNode(type)) return type.types.flatMap(literals);
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
    if (ts.isTypeReferenceNode(type)) return literals(aliases.get(type.typeName.getText(source)));
    return ts.isTypeLiteralNode(type) ? literals(memberOf(type.members, 'kind')) : [];
  };
  const memberOf = (members: ts.NodeArray<ts.TypeElement>, name: string): ts.TypeNode | undefined =>
    members.find((member): member is ts.PropertySignature => member.name?.getText(source) === name)?.type;

  return source.statements.filter(ts.isInterfaceDeclaration).flatMap(({ members }) => {
    const codes = literals(memberOf(members, 'code'));
    const kinds = ['reason', 'kind', 'severity'].map((name) => literals(memberOf(members, name)));
    const told = kinds.find((values) => values.length > 0);
    return codes.flatMap((code) => told?.map((kind) => `${code} ${kind}`) ?? [code]);
  });
}
