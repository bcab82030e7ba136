#!/usr/bin/env node
// An older Node has to get as far as the sentence below: no newer syntax in this file, and the rest by import().
import module from 'node:module';

const version = process.versions.node.split('.').map(Number);
const [major = 0, minor = 0] = version;

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write('owner-sync needs Node 20.19 or newer; this is Node ' + process.versions.node + '.\n');
  process.exitCode = 2;
} else {
  enableCompileCache();
  void import('./cli.ts')
    .then(({ main }) =>
      main(process.argv.slice(2), {
        cwd: process.cwd(),
        env: process.env,
        stdout: process.stdout,
        stderr: process.stderr,
      }),
    )
    .then((code) => {
      process.exitCode = code;
    });
}

/** Node 22.8 and newer keep compiled code between runs. */
function enableCompileCache(): void {
  const enable: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enable === 'function') enable();
}
