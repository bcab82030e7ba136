// Plans one commit of a document of one shape, and checks it, as the commands do, in a process of its own; prints what that
// took as JSON. Usage: node read-once.mjs BUNDLE SHAPE SIZE
import { writeShape } from './shapes.mjs';

const [bundle, shape, size] = process.argv.slice(2);
const { findComplexity, limitTime, reconcile, createInputReader, parseDocumentSet, checkDocuments } =
  await import(bundle);

const body = writeShape(shape, Number(size));
// The edit stands in the section of the shape, which then has to be read in both versions.
const todo = (box) => `# T\n\n## Tasks\n\n- [${box}] first [Owner: Backend]\n\n${body}`;
const owner = `# B\n\n## Tasks\n\n- [ ] first [Owner: Backend]\n\n${body}`;
const input = {
  todo: { path: 'TODO.md', base: todo(' '), index: todo('x') },
  owners: [{ name: 'Backend', path: 'BACKEND_OWNER.md', base: owner, index: owner }],
};
const texts = [todo(' '), todo('x'), owner, owner];
const reader = createInputReader({ owners: [{ name: 'Backend' }] });

const results = [
  measure(() => texts.map((text) => findComplexity(text)).find((found) => found)?.reason ?? null),
];
if (results[0].outcome === null) {
  results.push(
    measure(() => limitTime(texts, () => describePlan(reconcile(input)))),
    measure(() =>
      limitTime(texts, () => {
        const read = [texts[1], owner].map((text, at) => ({
          path: [input.todo, input.owners[0]][at].path,
          text,
        }));
        const { todo: now, owned } = parseDocumentSet(
          read,
          [{ name: 'Backend', path: 'BACKEND_OWNER.md' }],
          reader,
        );
        return `${checkDocuments(now, owned).length} findings`;
      }),
    ),
  );
}
console.log(JSON.stringify(results));

function describePlan({ documents, findings }) {
  return findings.length > 0 ? `${findings[0].reason ?? findings[0].code}` : `${documents.length} mirrored`;
}

/** Counts the time of the processor: how busy the machine is does not matter then. */
function measure(work) {
  const start = process.cpuUsage();
  let outcome;
  try {
    outcome = work();
  } catch (error) {
    outcome = `stopped: ${error.code ?? error.name}`;
  }
  const { user, system } = process.cpuUsage(start);
  return { outcome, seconds: (user + system) / 1e6 };
}
