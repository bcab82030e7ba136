// Stops the hook before and after every write and every git process that it makes, and lets others act there:
// nothing may be lost, and the next commit must end as if nothing had happened.
// Usage: node scripts/faults.mjs [--sample N] [--only TEXT] [--fault TEXT]
// (N: try only every Nth; TEXT: in the step, such as "apply", and in the name of the fault)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listFaults } from './faults/list-faults.mjs';
import { tryFullDisk } from './faults/full-disk.mjs';
import { makeReference, tryFault } from './faults/try-fault.mjs';
import { createTemplate, FLAVOURS } from './faults/world.mjs';
import { packPackage } from './helpers/pack-package.mjs';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    fault: { type: 'string', default: '' },
  },
});
const every = Number(values.sample);
const parent = realpathSync(mkdtempSync(join(tmpdir(), 'owner-sync-faults-')));
const counts = new Map();
const problems = [];
let number = 0;

try {
  spawnSync('tar', ['-xzf', packPackage(parent), '-C', parent]);
  const template = createTemplate(parent, join(parent, 'package'));
  for (const flavour of Object.keys(FLAVOURS)) {
    const reference = makeReference(template, parent, flavour);
    for (const fault of listFaults(flavour, reference.steps)) {
      const isAsked =
        reference.steps[fault.at - 1].includes(values.only) && fault.name.includes(values.fault);
      if (!isAsked || number++ % every !== 0) continue;
      problems.push(...tryFault(template, parent, flavour, reference, fault));
      count(flavour, fault.name);
    }
  }
  const disk =
    values.only + values.fault === ''
      ? tryFullDisk(join(parent, 'package'), join(parent, 'small'))
      : { tried: [], problems: [], skipped: 'only some steps were asked for' };
  problems.push(...disk.problems);
  if (disk.skipped) console.log(`full disk: skipped, ${disk.skipped}`);
  for (const name of disk.tried) count('plain', name);
} finally {
  rmSync(parent, { recursive: true, force: true, maxRetries: 3 });
}

for (const [name, byFlavour] of counts) {
  console.log(
    `${name.padEnd(44)} ${Object.entries(byFlavour)
      .map(([flavour, tries]) => `${flavour} ${tries}`)
      .join(', ')}`,
  );
}
const total = [...counts.values()].flatMap(Object.values).reduce((sum, tries) => sum + tries, 0);
for (const problem of problems) console.log(`PROBLEM  ${problem}`);
console.log(
  problems.length === 0
    ? `${total} interruptions tried: nothing was lost, and every next commit ended in step.`
    : `${total} interruptions tried, ${problems.length} problems.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function count(flavour, name) {
  const byFlavour = counts.get(name) ?? {};
  counts.set(name, { ...byFlavour, [flavour]: (byFlavour[flavour] ?? 0) + 1 });
}
