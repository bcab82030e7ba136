import type { GitPort } from '../git/port.ts';
import { openGit } from '../git/simple-git.ts';
import type { Io } from '../io.ts';

/** Opens the repository of the working directory; with `--debug` (`OWNER_SYNC_DEBUG`), each call of git is told. */
export function openTracedGit(io: Io): GitPort {
  if (!io.env['OWNER_SYNC_DEBUG']) return openGit(io.cwd, { environment: io.env });
  return openGit(io.cwd, {
    environment: io.env,
    trace: (args, milliseconds) =>
      io.stderr.write(`owner-sync: git ${args.join(' ')} +${milliseconds.toFixed(1)}ms\n`),
  });
}
