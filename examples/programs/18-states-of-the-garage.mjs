// The same plan with shutters closed, or with cars in every bay: does it still pass?
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { planScenarios } from '@diku/engine/plan';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
for (const { id, shutters, occupancyRatio } of planScenarios(plan)) {
  console.log(`${id}: shutters ${shutters}, ${100 * occupancyRatio} % of the bays taken`);
}
const solver = createPlainSolver(createSimdKernel());
const { assessment } = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'all' });
for (const { id, met, operators, required } of assessment.scenarios) {
  const chances = operators.map(({ operator, passProbability, pointsServed, pointsRequired }) => {
    return `${operator} ${(100 * passProbability).toFixed(1)} % and ${pointsServed}/${pointsRequired} points`;
  });
  console.log(`${id}${required ? ' (required)' : ''} ${met ? 'passes' : 'fails'}: ${chances.join(', ')}`);
}
