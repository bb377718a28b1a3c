// The plan's model fitted to what a walk test measured.
import { readFileSync } from 'node:fs';
import { calibratePlan, parsePlan, parseWalk } from '@diku/engine';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const plan = parsePlan(JSON.parse(read('../garage-one-level.diku.json')));
const walk = parseWalk(read('../walk-one-level.csv'), plan, { fileName: 'walk-one-level.csv' });
console.log(`${walk.readings.length} readings, ${walk.setAside.length} set aside`);
const { plan: calibrated, report } = calibratePlan(plan, walk);
const { before, after } = report.inSample;
console.log(`RMS error ${before.rmseDb.toFixed(1)} dB before, ${after.rmseDb.toFixed(1)} dB after the fit`);
for (const { kind, frequencyMhz, material, after: value, afterSd, unit, identified } of report.parameters) {
  const name = [kind, frequencyMhz, material].filter(Boolean).join(' ');
  console.log(
    `${name}: ${value.toFixed(2)} ± ${afterSd.toFixed(2)} ${unit} (told by the walk: ${identified})`,
  );
}
console.log(`the plan's model is now ${calibrated.propagation.model}`);
