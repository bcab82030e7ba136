import { OWNER_TAG } from './owners.ts';

/** What an owner document says about itself. */
export interface Declaration {
  /** The document it says it is synchronized with, as written: a path or a file name. */
  readonly target: string;
  /** The owner it says its tasks are tagged with, or `null` where it does not say. */
  readonly owner: string | null;
}

/** A declaration stands at the top of a document; what is quoted further down declares nothing. */
const DECLARATION_LINES = 120;

/**
 * Finds the sentence with which an owner document declares itself ("This document is synchronized with
 * `docs/TODO.md`. All tasks marked with `[Owner: Backend]` …"). It goes by the words alone, since the emoji
 * in these documents may have been through a wrong encoding.
 *
 * @param text The document.
 * @returns `null` when the document does not declare itself, however often it mentions a TODO document.
 */
export function readDeclaration(text: string): Declaration | null {
  const paragraphs = readParagraphs(text);
  for (const paragraph of paragraphs) {
    const target = readTarget(paragraph);
    if (target !== null) return { target, owner: readOwner(paragraphs) };
  }
  return null;
}

/** The lines of a text outside fenced code, at whatever line ending. A reading for tallies, not a Markdown parse. */
export function readProseLines(text: string): string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/u)) {
    const mark = /^[\t >]*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (fence === null && mark === undefined) lines.push(line);
    else if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence)) fence = null;
  }
  return lines;
}

/** The paragraphs at the top, each on one line, without quote marks and asterisks. */
function readParagraphs(text: string): string[] {
  const top = readProseLines(text).slice(0, DECLARATION_LINES);
  const plain = top.map((line) => line.replace(/^[\t >]+/u, '').replaceAll('*', ''));
  return plain
    .join('\n')
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

// "this document is (must be kept) synchronized with"; or a paragraph that begins with "[Sync:] synced with".
const VERB = String.raw`(?:synchroni[sz]ed|synced|mirrored|in (?:sync|step))\b[^.;:]{0,30}?\b(?:with|to|from)\b`;
const SUBJECT = String.raw`\bthis (?:[\w-]+ ){0,3}?(?:document|doc|file|list|page|board)\b[^.;:]{0,60}?\b`;
const SENTENCE = new RegExp(
  `(?:${SUBJECT}|^[^\\p{L}]*(?:sync(?:hronization)?[^\\p{L}]+)?(?:kept )?)${VERB}`,
  'iu',
);

/** A path to a Markdown file: in backticks, in a link, in angle brackets or quotes, or bare. */
const PATH =
  /`([^`]+\.(?:md|markdown))`|\]\(<?([^)>]+\.(?:md|markdown))(?:#[^)]*)?>?\)|[<"']([^<>"']+\.(?:md|markdown))[>"']|([^\s`()<>"']+\.(?:md|markdown))\b/iu;

function readTarget(paragraph: string): string | null {
  const sentence = SENTENCE.exec(paragraph);
  if (!sentence) return null;
  const end = sentence.index + sentence[0].length;
  const rest = paragraph.slice(end, end + 400);
  const path = PATH.exec(rest);
  // What stands further away belongs to another sentence.
  if (!path || path.index > 80) return null;
  const link = path[2];
  return link === undefined ? (path[1] ?? path[3] ?? path[4] ?? null) : decodeLink(link);
}

function decodeLink(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

const MARKED =
  /\b(?:mark|tagg?|labell?|assign|carry|carri|with)[a-z]*\b[^.[]{0,40}\[\s*owners?\s*:\s*([^\][\s](?:[^\][]*[^\][\s])?)\s*\]/iu;

/**
 * The owner whose tag follows "marked with", "tagged", …; else the only one that is named at the top.
 * A tag in a list of rules counts, one in a task does not: that is the task's own.
 */
function readOwner(paragraphs: readonly string[]): string | null {
  for (const paragraph of paragraphs) {
    const owner = MARKED.exec(withoutTasks(paragraph))?.[1];
    if (owner !== undefined) return owner;
  }
  const named = paragraphs.flatMap((paragraph) =>
    [...withoutTasks(paragraph).matchAll(OWNER_TAG)].map((match) => match[1] ?? ''),
  );
  const distinct = new Set(named);
  return distinct.size === 1 ? (named[0] ?? null) : null;
}

/** Lists are joined into their paragraph; what follows a checkbox is a task. */
function withoutTasks(paragraph: string): string {
  return paragraph.replace(/(?:^| )(?:[-+]|\d+[.)]) \[[^\]]\] .*$/su, '');
}
