/** What install asks git; `openGit` answers it. */
export interface GitQuestions {
  /** Runs git and returns its standard output, decoded as UTF-8 and not trimmed. */
  run(args: readonly string[]): Promise<string>;
  /**
   * @throws {UserError} `no-repository` outside a working tree.
   */
  locate(): Promise<{ readonly root: string; readonly commonDirectory: string }>;
}
