const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes UTF-8, a leading BOM kept in the text; `null` for bytes that are not UTF-8, which it would not give back. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Decodes what is only looked at and never written back: bytes that are not UTF-8 become U+FFFD. */
export function decodeTextLossy(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

/** The text with the line endings git would store for it: each CRLF becomes LF; a CR by itself stays. */
export function normalizeLineEndings(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
