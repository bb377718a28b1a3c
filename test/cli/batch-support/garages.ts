import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../../packages/engine/src/core/index.ts';

/** The main job is as quick as it can be with these options. */
export const quickOptions = [
  ...['--effort', 'low', '--no-network', '--scenarios', 'none'],
  ...['--resolution', '2', '--lang', 'en', '--json'],
];

/** A hall this flat has small maps, which take longest to draw. */
const depthM = 5;

/** A plan of one small hall with one carrier, whose power decides whether the target can be met. */
export function hallPlan(widthM: number, portPowerDbm: number) {
  return {
    format: 'diku-plan',
    version: 2,
    community: { id: 'hall', name: 'Hall' },
    levels: [
      {
        ...{ id: 'B1', elevationM: -4.2, clearHeightM: 2.6, slabThicknessM: 0.35 },
        outline: [
          [0, 0],
          [widthM, 0],
          [widthM, depthM],
          [0, depthM],
        ],
        walls: [{ id: 'w1', start: [9, 0], end: [9, 3], thicknessM: 0.2, material: 'concrete-block' }],
      },
    ],
    carriers: [
      {
        ...{ id: 'lte', operator: 'telecom', technology: 'lte', frequencyMhz: 1870, bandwidthMhz: 20 },
        ...{ portPowerDbm, services: ['voice', 'data'] },
      },
    ],
    antennas: [],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  };
}

/** So little power that nothing can be met, which is the quickest verdict. */
export const tooLittleDbm = -38;

/** Writes halls that cannot be met, their widths seeded; returns the names. */
export function writeHalls(folder: string, count: number, seed: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const name = `hall-${index + 1}.diku.json`;
    const plan = hallPlan(20 + Math.round(80 * random()) / 10, tooLittleDbm);
    writeFileSync(join(folder, name), JSON.stringify(plan));
    return name;
  });
}

/** Every file below a folder with its bytes, hidden ones too. */
export function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('latin1')]),
  );
}
