import { createPlainSolver, createSimdKernel, FieldStack } from '@diku/engine';
import { createRandom } from '../../packages/engine/dist/core/index.js';
import { multiWallModel } from '../../packages/engine/dist/radio/index.js';
import { hashArrays } from '../lib/field-jobs.mjs';
import { moveFirstAntenna, repowerFirstAntenna } from '../lib/first-antenna.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';

/** 800 × 600 cells of 0.5 m. */
const WIDTH_M = 400;
const HEIGHT_M = 300;
const WALLS = 200;
const ANTENNAS = 12;
const RESOLUTION_M = 0.5;
const FREQUENCY_MHZ = 3500;
const PHONE_HEIGHT_M = 1.2;

/** Even, and further than any run goes: the edit whose fields are compared. */
const LAST_STEP = 1000;

const model = multiWallModel();

/**
 * One edit of a level of 480,000 cells, about 200 walls and 12 antennas, from the edited plan to all its fields: what a
 * kept `FieldStack` takes against a fresh one. Both must end with the same bytes.
 */
export const incrementalEdit = {
  async run({ quick }) {
    const edits = {
      'incremental-edit-move-antenna': (plan, step) => moveFirstAntenna(plan, 0.1 + 0.01 * step),
      'incremental-edit-port-power': (plan, step) => repowerFirstAntenna(plan, 10 + (step % 5)),
      'incremental-edit-shutter': (plan, step) => turnShutter(plan, step % 2 === 0 ? 'open' : 'closed'),
      'incremental-edit-add-wall': (plan, step) => addWall(plan, step % 2 === 0),
    };
    const results = [];
    for (const [name, edit] of Object.entries(edits)) results.push(await measure(name, edit, { quick }));
    return results;
  },
};

async function measure(name, edit, { quick }) {
  const plan = createPlan();
  const retained = createStack();
  const emptyScene = createStack();
  await fieldsOf(retained, plan);
  const steps = [0, 0, 0];
  const contenders = [
    { run: () => fieldsOf(retained, edit(plan, steps[0]++)) },
    { run: () => fieldsOf(createStack(), edit(plan, steps[1]++)) },
    // The part that is not fields: grid, obstacles and what every cell is.
    { run: () => void sceneOf(emptyScene, edit(plan, steps[2]++)) },
  ];
  const [retainedMs, freshMs, sceneMs] = await race(contenders, { rounds: quick ? 3 : 11, warmups: 2 });
  const edited = edit(plan, LAST_STEP);
  const checksum = hashArrays(await fieldsOf(retained, edited));
  const freshChecksum = hashArrays(await fieldsOf(createStack(), edited));
  if (checksum !== freshChecksum)
    throw new Error(`${name}: ${checksum} ≠ ${freshChecksum} of all fields afresh`);
  return {
    name,
    ...summarise(retainedMs),
    checksum,
    reference: { name: 'all fields afresh', ...summarise(freshMs) },
    ...compareTimes(freshMs, retainedMs),
    sceneMs: round(summarise(sceneMs).medianMs),
    cells: (WIDTH_M * HEIGHT_M) / RESOLUTION_M ** 2,
    antennas: ANTENNAS,
  };
}

function createStack() {
  return new FieldStack(createPlainSolver(createSimdKernel()));
}

function sceneOf(stack, { level }) {
  return stack.scene(level, FREQUENCY_MHZ, RESOLUTION_M, undefined);
}

function fieldsOf(stack, plan) {
  return stack.fields(sceneOf(stack, plan), plan.antennas, model, PHONE_HEIGHT_M);
}

/** Every edited level is a new object, as the planner makes them. */
function turnShutter(plan, state) {
  const openings = plan.level.openings.map((opening) => ({ ...opening, state }));
  return { ...plan, level: { ...plan.level, openings } };
}

function addWall(plan, added) {
  const wall = createWall('added', [210, 140], [224, 140]);
  return { ...plan, level: { ...plan.level, walls: added ? [...plan.level.walls, wall] : plan.level.walls } };
}

function createPlan() {
  const random = createRandom(11);
  const outline = [
    [0, 0],
    [WIDTH_M, 0],
    [WIDTH_M, HEIGHT_M],
    [0, HEIGHT_M],
  ];
  const walls = Array.from({ length: WALLS }, (_, index) => {
    const start = [random() * WIDTH_M, random() * HEIGHT_M];
    const lengthM = 4 + 16 * random();
    const end = index % 2 === 0 ? [start[0] + lengthM, start[1]] : [start[0], start[1] + lengthM];
    return createWall(`w${index}`, start, end);
  });
  walls.push(createWall('shuttered', [120, 150], [150, 150]));
  const antennas = Array.from({ length: ANTENNAS }, (_, index) => ({
    id: `a${index}`,
    level: 'B1',
    position: [random() * WIDTH_M, random() * HEIGHT_M],
    heightM: 2.4,
    type: 'ceiling-omni',
    cell: 'S1',
    carriers: ['*'],
  }));
  const shutter = { id: 's1', start: [132, 150], end: [138, 150], kind: 'fire-shutter', state: 'closed' };
  const level = {
    id: 'B1',
    elevationM: -4.5,
    clearHeightM: 2.6,
    outline,
    walls,
    openings: [shutter],
  };
  return { level, antennas };
}

function createWall(id, start, end) {
  return { id, start, end, thicknessM: 0.2, material: 'concrete-block' };
}
