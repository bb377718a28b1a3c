// What people are exposed to under the antennas, against the limit of GB 8702-2014.
import { readFileSync } from 'node:fs';
import { evaluateExposure, parsePlan } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const { met, worst, places, powers } = evaluateExposure(plan);
console.log(`the limit is ${met ? 'kept' : 'passed'} everywhere`);
console.log(
  `worst head at ${worst.position.map((m) => m.toFixed(1)).join(', ')}, ${worst.heightM} m above the floor:`,
);
console.log(
  `${worst.powerDensityUwPerCm2.toFixed(3)} µW/cm², ${(100 * worst.shareRatio).toFixed(3)} % of the limit`,
);
for (const { kind, shareRatio, distanceM } of places) {
  console.log(`${kind}: ${(100 * shareRatio).toFixed(3)} %, ${distanceM.toFixed(1)} m from the antenna`);
}
for (const { id, powerMw } of powers) console.log(`${id}: ${powerMw.toFixed(1)} mW`);
