declare module 'commonmark-spec' {
  /** The examples of the CommonMark specification, with `→` for a tab. */
  export const tests: readonly { readonly number: number; readonly markdown: string }[];
}
