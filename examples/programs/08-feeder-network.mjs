// The feeder network of a plan's antennas with its bill, and whether it keeps the rules of the trade.
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, designFeeder, parsePlan, reportNetwork } from '@diku/engine';
import { withoutNetwork } from '@diku/engine/plan';

const planned = parsePlan(
  JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))),
);
const solver = createPlainSolver(createSimdKernel());
// With a reserve in dB the network is designed and nothing predicted.
const { plan, design } = await designFeeder(withoutNetwork(planned), { solver, effort: 'low', reserve: 0 });
const { bill, rules, evaluation } = reportNetwork(plan);
for (const { id, part, count, unit, costCny } of bill.items)
  console.log([id ?? part, count, unit, costCny].join('\t'));
console.log(
  `${bill.cableM.toFixed(0)} m of cable, ${bill.costCny.toFixed(0)} CNY, from ${design.sources} sources`,
);
console.log(`ports are within ${Math.abs(evaluation.worst.deviationDb).toFixed(1)} dB of their targets`);
for (const { name, passed } of rules) console.log(`${passed ? 'kept  ' : 'broken'} ${name.en}`);
