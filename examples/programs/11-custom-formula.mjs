// A formula of your own as the plan's path-loss model.
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan, traceLink } from '@diku/engine';
import { loadFormulas } from '@diku/engine/radio';

await loadFormulas();
const planned = parsePlan(
  JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))),
);
const formula = {
  expression: '20*log10(4*pi*d0/lambda) + 10*n*log10(d/d0)',
  constants: { n: 2.4, d0: '1 m' },
  usesObstacles: false,
};
const plan = parsePlan({ ...planned, propagation: { model: 'custom', formula } });
const [{ id }] = plan.antennas;
const link = traceLink(plan, id, '60,20,1.5,B1');
console.log(
  `${link.distanceM.toFixed(2)} m at ${link.frequencyMhz} MHz: ${link.pathLossDb.toFixed(2)} dB by the formula`,
);
const solver = createPlainSolver(createSimdKernel());
const { assessment } = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });
console.log(`expected coverage ${(100 * assessment.operators[0].expectedCoverageRatio).toFixed(1)} %`);
