// A wall material of your own, and what a link through such a wall loses.
import { defaultRequirements, findCarrierProfile, knownMaterials, parsePlan, traceLink } from '@diku/engine';

const pointsOf = (text) => text.split(' ').map((pair) => pair.split(',').map(Number));
const plan = parsePlan({
  ...{ format: 'diku-plan', version: 2, community: { id: 'hall', name: 'A hall' }, antennas: [] },
  ...{ carriers: findCarrierProfile('lte'), requirements: defaultRequirements },
  // dB per crossing at a right angle, by frequency in MHz; between the rows it is interpolated.
  materials: { 'lead-lined': { lossDb: { 800: 30, 1870: 36.5, 2600: 38 } } },
  levels: [
    {
      ...{ id: 'B1', elevationM: -4, clearHeightM: 2.8, outline: pointsOf('0,0 20,0 20,10 0,10') },
      walls: [{ id: 'W1', start: [10, 0], end: [10, 10], thicknessM: 0.2, material: 'lead-lined' }],
    },
  ],
});
console.log(`materials: ${knownMaterials(plan.materials).join(', ')}`);
const { terms, pathLossDb, frequencyMhz } = traceLink(plan, '5,5,2,B1', '15,5,2,B1', {
  modelId: 'multi-wall',
});
for (const { name, lossDb } of terms) console.log(`${name}: ${lossDb.toFixed(2)} dB`);
console.log(`${pathLossDb.toFixed(2)} dB at ${frequencyMhz} MHz`);
