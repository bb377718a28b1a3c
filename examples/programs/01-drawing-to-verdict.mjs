// From an architect's drawing to the verdict: how many antennas it takes, and whether the acceptance would be passed.
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, planGarage, verdictTable } from '@diku/engine';
import loadHighs from 'highs';

const drawing = readFileSync(new URL('../garage-one-level.dxf', import.meta.url));
const solver = createPlainSolver(createSimdKernel());
const quick = { effort: 'low', resolutionM: 2, spacingM: 7, scenarios: 'required', network: false };
const { plan, prediction, placement } = await planGarage({ drawing }, { solver, loadHighs, ...quick });
console.log(`${plan.antennas.length} antennas; no design has fewer than ${placement.lowerBound}`);
console.log(verdictTable(prediction, 'en'));
