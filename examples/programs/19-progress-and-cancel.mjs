// Work that says how far it is, and stops when it is told to.
import { readFileSync } from 'node:fs';
import { CancelledError, createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const solver = createPlainSolver(createSimdKernel());
let isCancelled = false;
const monitor = {
  report({ stage, doneRatio, detail = '' }) {
    console.log(`${stage} ${(100 * doneRatio).toFixed(0).padStart(3)} % ${detail}`);
    // In a page: the user pressed a button.
    isCancelled ||= detail.startsWith('B1 cmcc');
  },
  cancelled: () => isCancelled,
};
try {
  await predictPlan(plan, { solver, resolutionM: 2, monitor });
} catch (error) {
  if (!(error instanceof CancelledError)) throw error;
  console.log('cancelled');
}
