import type { Plan } from '@diku/engine';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { buildAntenna } from '../../support/build-garage.ts';

/** Antennas anywhere in the hall but on its wall at 40 m, the same of every seed. */
export function randomAntennas(seed: number, count: number, level = 'B1'): Plan['antennas'] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) =>
    buildAntenna(`ANT${index + 1}-${level}`, 10 + random() * 65, 10 + random() * 38, { level }),
  ).filter(({ position }) => Math.abs(position[0] - 40) > 0.5);
}
