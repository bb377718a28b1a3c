// A prediction's maps as images: one SVG for each level and carrier, in the folder for temporary files.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainSolver, createSimdKernel, drawMaps, parsePlan, predictPlan } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const solver = createPlainSolver(createSimdKernel());
const prediction = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });
for (const { levelId, carrierId, svg } of drawMaps(prediction, 'en', 'rsrp')) {
  const file = join(tmpdir(), `diku-${levelId}-${carrierId}.svg`);
  writeFileSync(file, svg);
  console.log(`${levelId} ${carrierId}: ${file}, ${svg.length} characters`);
}
