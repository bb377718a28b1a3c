// `node benchmarks/run.mjs [options]`: measures the built engine (packages/engine/dist); `--help` lists the options.
import { CompareError, compareRevisions } from './lib/compare-revisions.mjs';
import { formatProgress, formatRun } from './lib/format-run.mjs';
import { appendRecord, createRecord, historyFile, readHistory } from './lib/history.mjs';
import { tasks as allTasks } from './lib/list-tasks.mjs';
import { describeMachine, describeRevision } from './lib/machine.mjs';
import { readOptions, UsageError, usage } from './lib/read-options.mjs';
import { writeDocs } from './lib/write-docs.mjs';

try {
  await main(readOptions(process.argv.slice(2), Object.keys(allTasks)));
} catch (error) {
  console.error(`benchmarks: ${error.message}`);
  process.exitCode = statusOf(error);
}

async function main(options) {
  if (options.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  if (machine.load > machine.threads / 2) {
    console.error(`benchmarks: the machine is busy (load ${machine.load}): times will be long and spread`);
  }
  // Read first: a history that is not well formed is told before minutes of work.
  const file = historyFile(machine.cpu);
  const history = readHistory(file, machine.cpu);
  const tasks =
    options.compare === undefined ? await measure(options) : await compareRevisions(options.compare, options);
  const run = { machine, quick: options.quick, tasks };
  const last = options.compare === undefined ? history.records.at(-1) : undefined;
  console.log(options.json ? JSON.stringify(run, null, 1) : formatRun(run));
  if (last && !options.json) console.log(`\n${formatProgress(last, tasks)}`);
  const now = { date: new Date().toISOString(), revision: describeRevision() };
  if (options.record) appendRecord(file, history, createRecord(run, now));
  if (options.writeDocs) writeDocs(run, { ...now, isWhole: options.isWhole });
}

async function measure({ quick, isChosenTask, isChosenResult }) {
  const results = [];
  for (const [name, task] of Object.entries(allTasks)) {
    if (!isChosenTask(name)) continue;
    if (process.stderr.isTTY) process.stderr.write(`${name} …\n`);
    const all = await task.run({ quick });
    results.push(...all.filter((result) => isChosenResult(result.name)));
  }
  return results;
}

function statusOf(error) {
  if (error instanceof UsageError) return 64;
  if (error instanceof CompareError) return error.status;
  return 70;
}
