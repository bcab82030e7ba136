/** What `--reporter` takes; apart from the reporters, so that a command line is parsed without loading them. */
export const REPORTER_NAMES = ['text', 'json', 'github', 'sarif', 'markdown'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];
