import { parseArgs } from 'node:util';

const options = {
  json: { type: 'boolean' },
  quick: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  record: { type: 'boolean' },
  compare: { type: 'string' },
  'write-docs': { type: 'boolean' },
  help: { type: 'boolean' },
};

export const usage = `npm run bench -- [options]
  --quick         a few rounds of everything: numbers to see that it works, not to quote
  --only NAME     this task alone, or those whose names begin like this; more than one: again
  --without NAME  all but this task, or those whose names begin like this; more than one: again
  --json          one JSON document instead of tables
  --compare REV   the field tasks, this engine against that of another revision
  --record        append the run to benchmarks/results/<cpu>.json
  --write-docs    put the run's tables into README.md, benchmarks/README.md and docs/scale.md; with
                  --only batch --only queue into docs/scale.md alone, with --without batch --without
                  queue into the other two`;

/** What docs/scale.md is written from. */
export const scaleTasks = ['batch', 'queue'];

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
  const excluded = values.without ?? [];
  for (const [option, names] of Object.entries({ only: chosen, without: excluded })) {
    for (const name of names) {
      if (taskNames.some((known) => mayHold(known, name))) continue;
      throw new UsageError(`--${option} ${name}: no such task; tasks: ${taskNames.join(', ')}`);
    }
  }
  const isExcluded = (name) => excluded.some((start) => start !== '' && name.startsWith(start));
  const isChosenTask = (task) =>
    !isExcluded(task) && (chosen.length === 0 || chosen.some((name) => mayHold(task, name)));
  const lacks = taskNames.some((task) => !scaleTasks.includes(task) && isExcluded(task));
  const partial = values.quick ? '--quick' : chosen.length > 0 ? '--only' : lacks ? '--without' : undefined;
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
    isChosenResult: (result) =>
      !isExcluded(result) && (chosen.length === 0 || chosen.some((name) => result.startsWith(name))),
  };
}

/** True for a task whose results' names may begin like this; they begin with the task's own. */
function mayHold(task, name) {
  return name !== '' && (task.startsWith(name) || name.startsWith(`${task}-`));
}
