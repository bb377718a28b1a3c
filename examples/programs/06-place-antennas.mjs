// Antennas placed in a plan that has none: few, in locations that the plan allows, with a proof of how few can do.
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, placePlan } from '@diku/engine';
import { withoutNetwork } from '@diku/engine/plan';

const planned = parsePlan(
  JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))),
);
const empty = withoutNetwork({ ...planned, antennas: [] });
const solver = createPlainSolver(createSimdKernel());
const { plan, placement, check } = await placePlan(empty, {
  ...{ solver, effort: 'low', resolutionM: 2 },
  // Panels on walls and ramps may be taken too.
  candidates: { kinds: ['omni', 'directional'] },
  spacingM: 7,
});
for (const { id, position, type } of plan.antennas) console.log(`${id} at ${position.join(', ')}: ${type}`);
console.log(
  `${placement.status}: ${placement.antennas} antennas, at least ${placement.lowerBound} are needed`,
);
console.log(
  `the target is ${check.target.met ? '' : 'not '}met, about ${placement.estimatedCostCny.toFixed(0)} CNY`,
);
