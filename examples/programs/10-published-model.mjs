// Published path-loss models at one link, each with its source, outside any plan.

import { listModels } from '@diku/engine';
import { evaluateModel } from '@diku/engine/radio';

console.log(`${listModels().length} models`);
for (const { id, inputs, source } of listModels().slice(0, 4))
  console.log(`${id} (${inputs.join(', ')}): ${source}`);
const { lossDb, source } = evaluateModel('free-space', { distanceM: 100, frequencyMhz: 1800 });
console.log(`free space, 100 m at 1800 MHz: ${lossDb.toFixed(2)} dB (${source})`);
