import type { IndexFile } from './port.ts';

/**
 * The environment for git: as inherited, but for GIT_LITERAL_PATHSPECS and its like, which change what our
 * pathspecs mean, with another index where one is given, and with the NODE_EXTRA_CA_CERTS that our hook took from
 * Node: a filter or a credential helper may be a Node program, too.
 */
export function toGitEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  index: IndexFile | undefined,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !/^GIT_(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS$/i.test(name))
      environment[name] = value;
  }
  const { OWNER_SYNC_CA_CERTS: certificates, ...others } = environment;
  return {
    ...others,
    ...(certificates && { NODE_EXTRA_CA_CERTS: certificates }),
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
  };
}

/**
 * simple-git's guards are for programs that pass a stranger's words to git. Here the environment is the
 * user's own, as git itself handed it to the hook (GIT_EXEC_PATH, GIT_EDITOR, `git -c …`), and arguments are
 * constants, except paths, which stand behind `--` or go through standard input.
 */
export const trusted = {
  allowAbbreviatedOptions: true,
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
} as const;
