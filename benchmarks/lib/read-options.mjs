import { parseArgs } from 'node:util';

const options = {
  json: { type: 'boolean' },
  quick: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  record: { type: 'boolean' },
  compare: { type: 'string' },
  'write-docs': { type: 'boolean' },
  help: { type: 'boolean' },
};

export const usage = `npm run bench -- [options]
  --quick         a few rounds of everything: numbers to see that it works, not to quote
  --only NAME     this task alone, or those whose names begin like this; more than one: again
  --json          one JSON document instead of tables
  --compare REV   the field tasks, this engine against that of another revision
  --record        append the run to benchmarks/results/<cpu>.json
  --write-docs    put the run's tables into README.md, benchmarks/README.md and docs/scale.md; with
                  --only batch --only queue into docs/scale.md alone`;

/** What docs/scale.md is written from. */
const scaleTasks = ['batch', 'queue'];

export class UsageError extends Error {}

/** The options of a run. Throws UsageError with one line to print. */
export function readOptions(argv, taskNames) {
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(error.message.split('\n')[0]);
  }
  const chosen = values.only ?? [];
  for (const name of chosen) {
    if (taskNames.some((known) => mayHold(known, name))) continue;
    throw new UsageError(`--only ${name}: no such task; tasks: ${taskNames.join(', ')}`);
  }
  const isChosenTask = (task) => chosen.length === 0 || chosen.some((name) => mayHold(task, name));
  const partial = values.quick ? '--quick' : chosen.length > 0 ? '--only' : undefined;
  for (const whole of ['record', 'write-docs']) {
    if (!values[whole]) continue;
    if (values.compare !== undefined) throw new UsageError(`--${whole} does not go with --compare`);
    if (whole === 'write-docs' && !values.quick && scaleTasks.every(isChosenTask)) continue;
    if (partial) throw new UsageError(`--${whole} needs a whole run, without ${partial}`);
  }
  if (values.compare === '') throw new UsageError('--compare needs a revision');
  return {
    json: values.json ?? false,
    quick: values.quick ?? false,
    record: values.record ?? false,
    writeDocs: values['write-docs'] ?? false,
    compare: values.compare,
    help: values.help ?? false,
    isWhole: partial === undefined,
    isChosenTask,
    isChosenResult: (result) => chosen.length === 0 || chosen.some((name) => result.startsWith(name)),
  };
}

/** True for a task whose results' names may begin like this; they begin with the task's own. */
function mayHold(task, name) {
  return name !== '' && (task.startsWith(name) || name.startsWith(`${task}-`));
}
