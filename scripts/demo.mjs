// Shows the main job on a throw-away repository: install, commits that are mirrored, one that is stopped.
// It checks what it shows, and fails when something is not as it says.
// Usage: npm run demo [-- --keep]
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters, styleText } from 'node:util';
import { BACKEND, documents, MIRA, TODO } from './demo/documents.mjs';
import { packPackage } from './helpers/pack-package.mjs';
import { createThrowawayRepository } from './helpers/throwaway-repository.mjs';

const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const repository = createThrowawayRepository(
  join(tmpdir(), 'owner-sync-demo-'),
  coloured ? { FORCE_COLOR: '1' } : {},
);
try {
  prepare();
  commitTick();
  commitAdditionAndRewording();
  settleConflict(stopAtConflict());
  say('\nDone: every change stands in both documents, and no file was touched otherwise.');
} catch (error) {
  process.exitCode = 1;
  console.error(`\nThe demo is not as it should be.\n${error.stack}`);
} finally {
  if (options.keep) say(`\nThe repository is kept in ${repository.root}`);
  else repository.remove();
}

function prepare() {
  say('A project with one TODO.md and a document for each of two owners. In one of');
  say('them the emoji went through a wrong encoding: "### ‚úÖ Completed Tasks".');
  for (const [path, text] of Object.entries(documents)) repository.write(path, text);
  repository.write('.gitignore', 'node_modules/\n*.tgz\n');
  repository.write('package.json', '{ "name": "harbour-ferry", "private": true }\n');
  const tarball = packPackage(repository.root);
  const installed = repository.run('npm', ['install', '--save-dev', '--offline', '--no-audit', tarball]);
  assert.equal(installed.status, 0, installed.stderr);

  heading('Install');
  assert.match(show('npx', 'owner-sync', 'install'), /wrote owner-sync\.json/);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '-m', 'Keep the task documents in step');
  assert.match(show('npx', 'owner-sync', 'check'), /2 owner documents are in step/);
}

function commitTick() {
  heading('Tick a subtask in TODO.md, and commit');
  replace(TODO, '[ ] Take the prices', '[x] Take the prices');
  const output = show('git', 'commit', '-am', 'Use the new prices');
  assert.match(output, /1 change mirrored/);
  showChangedLines();
  assert.ok(repository.read(BACKEND).includes('  - [x] Take the prices for children'));
}

function commitAdditionAndRewording() {
  heading('Add a task in one owner document, reword one in another, and commit');
  const neighbour = '- [ ] Send a message when a crossing is cancelled [Owner: Backend]\n';
  replace(BACKEND, neighbour, `${neighbour}- [ ] Pay back cancelled tickets\n`);
  replace(MIRA, 'Print the tickets in large letters', 'Print the tickets in large letters and in English');
  const output = show('git', 'commit', '-am', 'Plan the refunds');
  assert.match(output, /2 changes mirrored/);
  showChangedLines();
  const todo = repository.read(TODO);
  assert.ok(todo.includes(`${neighbour}- [ ] Pay back cancelled tickets [Owner: Backend]\n`));
  assert.ok(todo.includes('- [ ] Print the tickets in large letters and in English [Owner: Mira]\n'));
}

/** @returns {string} The command that the message names. */
function stopAtConflict() {
  heading('Reword one task differently in both documents, and commit');
  replace(TODO, 'Show the free seats of each crossing', 'Show the free seats of each crossing and deck');
  replace(MIRA, 'Show the free seats of each crossing', 'Show the free seats of the next three crossings');
  repository.git('add', '--all');
  const before = fingerprint();
  const message = show('git', 'commit', '-m', 'Say what seats to show');
  assert.match(message, /error\[text-conflict\]/);
  assert.equal(fingerprint(), before);
  say('\nThe last commit, the index and the files are byte for byte as before.');
  const commands = message.match(/npx owner-sync sync --prefer .*/g);
  assert.equal(commands?.length, 2);
  return commands.find((command) => command.includes('MIRA_TASKS'));
}

function settleConflict(command) {
  heading('Settle it as the message says: let MIRA_TASKS.md win, and commit');
  assert.match(show(...command.split(' ')), /1 change/);
  show('git', 'add', '--all');
  show('git', 'commit', '-m', 'Say what seats to show');
  showChangedLines();
  assert.match(show('npx', 'owner-sync', 'check'), /2 owner documents are in step/);
  assert.equal(repository.git('status', '--porcelain'), '');
  assert.ok(repository.read(TODO).includes('Show the free seats of the next three crossings [Owner: Mira]'));
}

function replace(path, before, after) {
  const text = repository.read(path);
  assert.ok(text.includes(before), `${path} does not hold "${before}"`);
  repository.write(path, text.replace(before, after));
}

/** Runs a command, prints it with its output, and returns the output without colours. */
function show(program, ...args) {
  const words = args.map((word) => (/[^\w./=-]/.test(word) ? `"${word}"` : word));
  say(`\n${paint('bold', `$ ${[program, ...words].join(' ')}`)}`);
  const { stdout, stderr } = repository.run(program, args);
  // A hook writes to standard error, before git writes anything.
  if (stderr + stdout !== '') say((stderr + stdout).trimEnd());
  return stripVTControlCharacters(stderr + stdout);
}

/** The lines that the last commit changed in the documents, without git's headers. */
function showChangedLines() {
  say(`\n${paint('bold', 'The commit:')}`);
  const diff = repository.git('show', '--format=', '--unified=0', '--no-color', 'HEAD', '--', 'docs');
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ ')) say(`  ${line.slice('+++ b/'.length).trim()}`);
    else if (/^\+(?!\+\+ )/.test(line)) say(paint('green', `    ${line}`));
    else if (/^-(?!-- )/.test(line)) say(paint('red', `    ${line}`));
  }
}

/** Of the last commit, the index and every document. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(repository.git('rev-parse', 'HEAD'));
  hash.update(repository.git('ls-files', '--stage'));
  for (const path of Object.keys(documents)) hash.update(repository.read(path));
  return hash.digest('hex');
}

function heading(text) {
  say(`\n${paint('cyan', `── ${text} ${'─'.repeat(Math.max(0, 74 - text.length))}`)}`);
}

function paint(colour, text) {
  return coloured ? styleText(colour, text) : text;
}

function say(text) {
  console.log(text);
}
