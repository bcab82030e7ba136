import { UserError } from '../errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that must not be torn in the middle: a signal that would end the process is only noted, and the
 * work asks between its steps whether it should stop. (No temporary file is left either way: what lies between
 * making one and renaming it is synchronous, and Node delivers signals in between.)
 *
 * The death of the parent counts as a signal: a hook whose `git commit` was killed runs on by itself, and what
 * it wrote would belong to no commit.
 *
 * @param work Gets a function that throws `UserError` `interrupted` once a signal has come.
 */
export async function holdSignals<Result>(
  work: (stopIfSignalled: () => void) => Promise<Result>,
): Promise<Result> {
  let reason: string | undefined;
  const parent = process.ppid;
  const note = (signal: NodeJS.Signals) => {
    reason = `it received ${signal}`;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    return await work(() => {
      if (process.ppid !== parent) reason ??= 'the git that started it has ended';
      if (reason !== undefined) throw new UserError('interrupted', `owner-sync was stopped: ${reason}`);
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
}
