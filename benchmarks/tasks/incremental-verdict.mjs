import { createHash } from 'node:crypto';
import { createPlainSolver, createSimdKernel, FieldStack, predictPlan, resultDocument } from '@diku/engine';
import { moveFirstAntenna, repowerFirstAntenna } from '../lib/first-antenna.mjs';
import { compareTimes, race, summarise } from '../lib/race.mjs';
import { twoLevelPlan } from '../lib/two-level-plan.mjs';

const antennasPerLevel = 12;

/** Even, and further than any run goes: the edit whose verdicts are compared. */
const lastStep = 1000;

/**
 * One edit of `examples/garage-two-levels.dxf` with 24 antennas and 6 carriers, from the edited plan to its whole verdict on
 * one thread: by a reused `FieldStack`, with all that it caches, against a fresh one. Both must come to the same bytes.
 */
export const incrementalVerdict = {
  async run({ quick }) {
    const plan = await twoLevelPlan(antennasPerLevel);
    const edits = {
      'incremental-verdict-move-antenna': (step) => moveFirstAntenna(plan, 0.1 + 0.01 * step),
      'incremental-verdict-port-power': (step) => repowerFirstAntenna(plan, 10 + (step % 5)),
      'incremental-verdict-add-wall': (step) => addWall(plan, step % 2 === 0),
    };
    const results = [];
    for (const [name, edit] of Object.entries(edits)) results.push(await measure(name, plan, edit, quick));
    return results;
  },
};

async function measure(name, plan, edit, quick) {
  const retained = createStack();
  await verdictOf(retained, plan);
  const steps = [0, 0];
  const contenders = [
    { run: () => verdictOf(retained, edit(steps[0]++)) },
    { run: () => verdictOf(createStack(), edit(steps[1]++)) },
  ];
  const [retainedMs, freshMs] = await race(contenders, { rounds: quick ? 1 : 7, warmups: quick ? 0 : 1 });
  const edited = edit(lastStep);
  const checksum = await verdictOf(retained, edited);
  const freshChecksum = await verdictOf(createStack(), edited);
  if (checksum !== freshChecksum)
    throw new Error(`${name}: ${checksum} ≠ ${freshChecksum} of a verdict afresh`);
  return {
    name,
    ...summarise(retainedMs),
    checksum,
    reference: { name: 'a verdict afresh', ...summarise(freshMs) },
    ...compareTimes(freshMs, retainedMs),
    antennas: plan.antennas.length,
    carriers: plan.carriers.length,
  };
}

function createStack() {
  const solver = createPlainSolver(createSimdKernel());
  return { solver, fields: new FieldStack(solver) };
}

async function verdictOf({ solver, fields }, plan) {
  const prediction = await predictPlan(plan, { solver, fields });
  return createHash('sha256')
    .update(JSON.stringify(resultDocument(prediction)))
    .digest('hex')
    .slice(0, 16);
}

/** Every edited level is a new object, as the planner makes them. */
function addWall(plan, added) {
  const [level, ...others] = plan.levels;
  const [x, y] = plan.antennas[0].position;
  const wall = {
    ...{ id: 'added', start: [x + 2, y - 4], end: [x + 2, y + 4] },
    ...{ thicknessM: 0.2, material: 'concrete-block' },
  };
  return { ...plan, levels: [{ ...level, walls: added ? [...level.walls, wall] : level.walls }, ...others] };
}
