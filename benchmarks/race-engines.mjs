// `node race-engines.mjs '{ "engines": [OLD, NEW], "name": …, "quick": … }'`: two builds of the kernel on the field tasks,
// in turn, in this process; the results as JSON on standard output.
import { checkSameField, solveAll } from './lib/field-task.mjs';
import { fieldTasks } from './lib/list-tasks.mjs';
import { compareTimes, countRepeats, race, summarise } from './lib/race.mjs';

/** Long enough for the clock, short enough to be interrupted seldom. */
const STRETCH_MS = 8;

const { engines, name, quick } = JSON.parse(process.argv[2]);
const [older, newer] = await Promise.all(engines.map(createKernel));
const results = [];
for (const fields of Object.values(fieldTasks).flatMap((task) => task.listCases())) {
  results.push(await raceEngines(fields));
}
process.stdout.write(JSON.stringify(results));

async function createKernel(url) {
  const { createSimdKernel } = await import(url);
  return createSimdKernel();
}

async function raceEngines({ name: taskName, jobs }) {
  const repeats = countRepeats(solveAll(newer, jobs), STRETCH_MS);
  const contenders = [newer, older].map((kernel) => {
    const run = solveAll(kernel, jobs);
    return { prepare: run, run, repeats };
  });
  const [newMs, oldMs] = await race(contenders, { rounds: quick ? 5 : 31 });
  return {
    name: taskName,
    ...summarise(newMs),
    checksum: checkSameField(taskName, newer, older, jobs),
    reference: { name, ...summarise(oldMs) },
    ...compareTimes(oldMs, newMs),
  };
}
