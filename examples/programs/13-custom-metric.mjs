// A metric of your own from the maps of a prediction: on how much floor is each antenna the strongest?
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const solver = createPlainSolver(createSimdKernel());
const { maps } = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });

/** Square metres by the antenna that is strongest there, of a carrier on a level. */
function servedAreaM2({ grid, bestAntenna, rsrpDbm }) {
  const areas = new Map();
  bestAntenna.forEach((antenna, cell) => {
    if (antenna < 0 || Number.isNaN(rsrpDbm[cell])) return;
    areas.set(antenna, (areas.get(antenna) ?? 0) + (grid.cellMm / 1000) ** 2);
  });
  return areas;
}

for (const [antenna, areaM2] of [...servedAreaM2(maps[0])].sort(([, a], [, b]) => b - a)) {
  console.log(`${plan.antennas[antenna].id} is the strongest on ${areaM2.toFixed(0)} m²`);
}
