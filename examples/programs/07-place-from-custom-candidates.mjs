// Antennas chosen for the lowest cost among locations of your own, as rows of a table name them.
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, placePlan } from '@diku/engine';
import { withoutNetwork } from '@diku/engine/plan';

const planned = parsePlan(
  JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))),
);
const solver = createPlainSolver(createSimdKernel());
// Every 19 m along the garage, on three lanes; what the plan forbids is refused with its line.
const rows = [10, 27, 44].flatMap((y) =>
  [10, 29, 48, 67, 86, 105].map((x, index) => ({ line: index + 1, x: `${x}`, y: `${y}`, level: 'B1' })),
);
const { plan, placement } = await placePlan(withoutNetwork({ ...planned, antennas: [] }), {
  ...{ solver, effort: 'low', resolutionM: 2, objective: 'cost' },
  candidateTable: { fileName: 'ceiling-hooks.csv', rows },
});
console.log(`${placement.antennas} of ${placement.candidates} places, ${placement.status}`);
for (const { id, position } of plan.antennas) console.log(`${id}: ${position.join(', ')}`);
console.log(`about ${placement.estimatedCostCny.toFixed(0)} CNY`);
