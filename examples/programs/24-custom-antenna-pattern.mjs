// An antenna of your own by its measured pattern, in a garage that was read from a drawing.
import { readFileSync } from 'node:fs';
import { importDrawing, parsePlan, traceLink } from '@diku/engine';

// Loss below the largest gain, every 10° around: none ahead, 20 dB behind.
const lossDb = Array.from({ length: 36 }, (_, step) => 10 * (1 - Math.cos((step * Math.PI) / 18)));
const cuts = { horizontalLossDb: lossDb, verticalLossDb: lossDb };
const antennaTypes = { cardioid: { bands: [{ frequencyMhz: 1800, gainDbi: 6, ...cuts }] } };

const drawing = readFileSync(new URL('../garage-one-level.dxf', import.meta.url));
const { plan: empty } = await importDrawing(drawing);
const antenna = { id: 'A1', level: 'B1', position: [60, 20], heightM: 2.4, type: 'cardioid', azimuthDeg: 0 };
const plan = parsePlan({ ...empty, antennaTypes, antennas: [{ ...antenna, cell: 'S1', carriers: ['*'] }] });
for (const [name, point] of Object.entries({ ahead: '66,20', behind: '54,20' })) {
  const { budget, rsrpDbm } = traceLink(plan, 'A1', `${point},2.4,B1`);
  console.log(`6 m ${name}: gain ${budget.antennaGainDbi.toFixed(1)} dBi, RSRP ${rsrpDbm.toFixed(1)} dBm`);
}
