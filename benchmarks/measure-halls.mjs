/**
 * How far the fast models are from energy rays in three halls with columns, at 0.9, 1.8 and 3.5 GHz: model less rays, mean ± standard
 * deviation of local means over squares of 4 m, dB, an isotropic antenna in a lane, at a wall and in a corner. Above 0 the model is too
 * weak. `node benchmarks/measure-halls.mjs [--rays 100000]`. Exit status 1 where the default model's mean is over 2 dB or its spread over
 * 3.5 dB.
 */
import { parseArgs } from 'node:util';
import { createPlainSolver, createSimdKernel, parsePlan } from '@diku/engine';
import { createPlainRaySolver } from '@diku/engine/radio';
import { compareWithRays } from '@diku/engine/workflow';
import { markdownTable } from './lib/table.mjs';

const { values } = parseArgs({ options: { rays: { type: 'string', default: '100000' } } });
const rays = Number(values.rays);
const frequenciesMhz = [900, 1800, 3500];
const models = ['free-space', 'multi-wall', 'dominant-path', 'saturating-path'];
const [allowedMeanDb, allowedSpreadDb] = [2, 3.5];
const halls = [
  { name: '64 × 48 × 3.6 m, columns every 8 m', widthM: 64, depthM: 48, heightM: 3.6, cars: false },
  { name: 'the same with cars in 60 % of the bays', widthM: 64, depthM: 48, heightM: 3.6, cars: true },
  {
    name: '80 × 34 × 2.8 m, columns, cars in 60 % of the bays',
    widthM: 80,
    depthM: 34,
    heightM: 2.8,
    cars: true,
  },
];
const solver = createPlainSolver(createSimdKernel());
const raySolver = createPlainRaySolver();
const rows = [];
let isGood = true;
for (const hall of halls) {
  for (const frequencyMhz of frequenciesMhz) {
    const cells = [];
    for (const modelId of models) {
      const { cellCount, meanDb, spreadDb } = await differencesOf(hall, frequencyMhz, modelId);
      if (modelId === 'saturating-path' && (Math.abs(meanDb) > allowedMeanDb || spreadDb > allowedSpreadDb))
        isGood = false;
      cells.push(`${signed(meanDb)} ± ${spreadDb.toFixed(1)} (${cellCount})`);
    }
    rows.push([hall.name, `${frequencyMhz} MHz`, ...cells]);
  }
}
console.log(markdownTable(['hall', 'frequency', ...models], rows));
process.exitCode = isGood ? 0 : 1;

/** Differences of the three antennas' fields, each by itself, all cells together. */
async function differencesOf(hall, frequencyMhz, modelId) {
  const { antennas } = await compareWithRays(planOf(hall, frequencyMhz), {
    ...{ solver, raySolver, rays, modelId, cellM: 4 },
  });
  const cellCount = antennas.reduce((sum, { cells }) => sum + cells, 0);
  const meanDb = antennas.reduce((sum, each) => sum + each.cells * each.meanDb, 0) / cellCount;
  const squareDb2 = antennas.reduce(
    (sum, each) => sum + each.cells * (each.spreadDb ** 2 + each.meanDb ** 2),
    0,
  );
  return { cellCount, meanDb, spreadDb: Math.sqrt(squareDb2 / cellCount - meanDb ** 2) };
}

function planOf({ widthM, depthM, heightM, cars }, frequencyMhz) {
  const corners = [
    [0, 0],
    [widthM, 0],
    [widthM, depthM],
    [0, depthM],
  ];
  const columns = [];
  for (let x = 8; x < widthM - 1; x += 8)
    for (let y = 8; y < depthM - 1; y += 8)
      columns.push({ id: `c${columns.length + 1}`, center: [x, y], sizeM: [0.6, 0.6] });
  return parsePlan({
    ...{ format: 'diku-plan', version: 2, community: { id: 'hall', name: 'hall' } },
    levels: [
      {
        ...{ id: 'B1', name: 'B1', elevationM: -4.2, clearHeightM: heightM, outline: corners, columns },
        walls: corners.map((start, index) => ({
          ...{ id: `w${index + 1}`, start, end: corners[(index + 1) % 4] },
          ...{ material: 'reinforced-concrete', thicknessM: 0.3 },
        })),
        bays: cars ? baysOf(widthM, depthM) : [],
      },
    ],
    carriers: [
      {
        ...{ id: 'one', operator: 'telecom', technology: 'lte', frequencyMhz, bandwidthMhz: 10 },
        ...{ portPowerDbm: 10, services: ['voice', 'data'] },
      },
    ],
    antennas: [
      [widthM / 2, depthM / 2 - 3],
      [widthM / 2, 0.5],
      [0.5, 0.5],
    ].map((position, index) => ({
      ...{ id: `A${index + 1}`, level: 'B1', position, heightM: heightM - 0.2, type: 'isotropic' },
      ...{ cell: 'S1', carriers: ['*'] },
    })),
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  });
}

/** Rows of bays between the columns, back to back, with lanes of 6 m. */
function baysOf(widthM, depthM) {
  const bays = [];
  for (let south = 0.5; south + 5.3 < depthM; south += south === 0.5 ? 11.3 : 16.6) {
    for (const from of south === 0.5 ? [south] : [south, south + 5.3]) {
      if (from + 5.3 > depthM) continue;
      for (let west = 1; west + 2.4 < widthM - 1; west += 2.4)
        bays.push({
          id: `p${bays.length + 1}`,
          polygon: [
            [west, from],
            [west + 2.4, from],
            [west + 2.4, from + 5.3],
            [west, from + 5.3],
          ].map((point) => point.map((value) => Math.round(100 * value) / 100)),
        });
    }
  }
  return bays;
}

function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
}
