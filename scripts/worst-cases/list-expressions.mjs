import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** What stands at run time where the source of a `RegExp` is put together from other than constants. */
const SAMPLES = {
  'fence[0]': '`',
  'fence.length': '3',
  'fence[2]![0]': '`',
  'fence[2]!.length': '3',
  "[...new Set(longest)].join('|')": 'some|word|other',
  "PHRASES.map(([phrase]) => phrase.source).join('|')": String.raw`\bcompleted(?: (?:tasks?|work))?$|^done$|\blow\b`,
  flags: 'gi',
};

/**
 * Lists every regular expression of TypeScript sources, literals and what `RegExp` is called with, as the compiler
 * reads them: one that is new, or hidden in a string, cannot be left out.
 *
 * @param {string} folder Where to look, with all folders in it.
 * @returns {{ place: string, source: string, flags: string }[]} Each different one, with the first place it stands at.
 * @throws {Error} When the source of one is not known before it runs; `SAMPLES` is to say what it can be.
 */
export function listExpressions(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const found = new Map();
  for (const path of paths) {
    const name = relative(folder, path).replaceAll('\\', '/');
    for (const { line, source, flags } of readExpressions(name, readFileSync(path, 'utf8'))) {
      const key = `/${source}/${flags}`;
      if (!found.has(key)) found.set(key, { place: `${name}:${line}`, source, flags });
    }
  }
  return [...found.values()];
}

/**
 * @param {string} name For messages.
 * @param {string} text A TypeScript source.
 * @returns {{ line: number, source: string, flags: string }[]}
 */
export function readExpressions(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found = [];
  visit(file);
  return found;

  function visit(node) {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      /(?:^|\.)RegExp$/.test(node.expression.getText())
    ) {
      const [source, flags] = node.arguments;
      for (const one of values(source))
        for (const other of flags ? values(flags) : ['']) found.push({ line, source: one, flags: other });
    }
    ts.forEachChild(node, visit);
  }

  /** What an expression can be at run time. */
  function values(node) {
    const sample = SAMPLES[node.getText()];
    if (sample !== undefined) return [sample];
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return [node.text];
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw')
      return joinTemplate(node.template, (part) => part.rawText ?? part.text);
    if (ts.isTemplateExpression(node)) return joinTemplate(node, (part) => part.text);
    if (ts.isIdentifier(node)) {
      const known = valuesOfName(node);
      if (known.length > 0) return known;
    }
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    throw new Error(
      `${name}:${line + 1}: SAMPLES of ${import.meta.url} must say what ${node.getText()} can be`,
    );
  }

  function joinTemplate(template, textOf) {
    if (!ts.isTemplateExpression(template)) return [textOf(template)];
    return template.templateSpans.reduce(
      (before, { expression, literal }) =>
        before.flatMap((start) => values(expression).map((value) => start + value + textOf(literal))),
      [textOf(template.head)],
    );
  }

  /** Of a constant its value, of a parameter whatever its function is called with in this file. */
  function valuesOfName(identifier) {
    const result = [];
    const look = (node) => {
      if (ts.isVariableDeclaration(node) && node.name.getText() === identifier.text && node.initializer)
        result.push(...values(node.initializer));
      if (ts.isFunctionDeclaration(node)) {
        const at = node.parameters.findIndex((parameter) => parameter.name.getText() === identifier.text);
        const holds = node.pos <= identifier.pos && identifier.end <= node.end;
        if (at >= 0 && holds)
          result.push(...callsOf(node.name.text).flatMap((call) => values(call.arguments[at])));
      }
      ts.forEachChild(node, look);
    };
    look(file);
    return result;
  }

  function callsOf(called) {
    const calls = [];
    const look = (node) => {
      if (ts.isCallExpression(node) && node.expression.getText() === called) calls.push(node);
      ts.forEachChild(node, look);
    };
    look(file);
    return calls;
  }
}
