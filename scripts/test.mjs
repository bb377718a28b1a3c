/**
 * Every check and the tests without the tag `thorough`; with `--whole` those with it too, in one run, whose files load
 * and make once what both ask for; with `--thorough` those with it alone, without the checks. The last line is `N passed, N failed, N skipped`, from the test runner's own results plus one for each static
 * check. Exit status 1 when anything failed. Arguments go to the test runner; files that they name run whole.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import { runChecks } from './lib/run-checks.mjs';
import { thriftyNode } from './lib/thrifty-node.mjs';
import { filesWithNothing } from './lib/untagged-files.mjs';

const resultsFile = join(root, '.cache/test-results.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(resultsFile, { force: true });

const isThorough = process.argv.includes('--thorough');
const isWhole = process.argv.includes('--whole');
const words = process.argv.slice(2).filter((word) => !['--thorough', '--whole'].includes(word));
const noChecks = { passed: [], failed: [] };

// Beside the tests, which often wait for a browser or a program.
const [checks, status] = await Promise.all([
  isThorough ? noChecks : runChecks({ architecture: false }),
  runTests(),
]);

const results = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : undefined;
const suitesThatDidNotRun = (results?.testResults ?? []).filter(
  (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
);
const passed = (results?.numPassedTests ?? 0) + checks.passed.length;
const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
let failed = (results?.numFailedTests ?? 0) + suitesThatDidNotRun.length + checks.failed.length;
if (status !== 0 && failed === checks.failed.length) failed += 1;

for (const name of checks.failed) console.log(`FAILED check: ${name}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);

/** Options by which the test runner takes the tests that are asked for, of files that have any. */
function tagsAsked() {
  if (isWhole || (!isThorough && words.some((word) => /\.test\b/.test(word)))) return [];
  const left = filesWithNothing({ isThorough }).map((file) => `--exclude=${file}`);
  return [`--tagsFilter=${isThorough ? '' : '!'}thorough`, ...left];
}

/** The exit status of the test runner. */
function runTests() {
  const runner = spawn(
    process.execPath,
    [
      ...thriftyNode,
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultsFile}`,
      ...tagsAsked(),
      ...words,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DIKU_BUILT_ENGINE: '1' },
    },
  );
  return new Promise((resolve) => runner.on('close', resolve));
}
