// One link explained: where the signal from an antenna to a phone loses what it loses.
import { readFileSync } from 'node:fs';
import { parsePlan, traceLink } from '@diku/engine';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const [antenna] = plan.antennas;
const link = traceLink(plan, antenna.id, '100,10,1.5,B1');
console.log(
  `${antenna.id} → 100,10 on B1: ${link.distanceM.toFixed(1)} m at ${link.frequencyMhz} MHz (${link.model})`,
);
for (const { name, lossDb } of link.terms) console.log(`${lossDb.toFixed(1).padStart(8)} dB  ${name}`);
console.log(`${link.pathLossDb.toFixed(1).padStart(8)} dB  path loss`);
console.log(`${link.rsrpDbm.toFixed(1).padStart(8)} dBm RSRP at the phone`);
const { limiting, marginDb } = link.budgets;
console.log(`${marginDb.toFixed(1).padStart(8)} dB  margin, limited by the ${limiting}`);
