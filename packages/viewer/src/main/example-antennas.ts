import type { Antenna } from '@diku/engine';

/**
 * The proposal of `placePlan` for the example garage without a bound: on a first look nobody should wait for
 * it. Placing again (Ctrl+Enter) proposes antennas with their proof.
 */
export const exampleAntennas: readonly Antenna[] = [
  omni('ANT1-B1', 'B1', 33.25, 82.25),
  omni('ANT2-B1', 'B1', 106.75, 78.75),
  omni('ANT3-B1', 'B1', 134.75, 78.75),
  omni('ANT4-B1', 'B1', 29.75, 61.25),
  omni('ANT5-B1', 'B1', 75.25, 61.25),
  omni('ANT6-B1', 'B1', 6.75, 54.25),
  omni('ANT7-B1', 'B1', 106.75, 54.25),
  omni('ANT8-B1', 'B1', 60.25, 36.75),
  omni('ANT9-B1', 'B1', 22.75, 29.75),
  omni('ANT10-B1', 'B1', 134.75, 29.75),
  omni('ANT11-B1', 'B1', 89.25, 11.75),
  omni('ANT1-B2', 'B2', 57.75, 78.75),
  omni('ANT2-B2', 'B2', 134.75, 78.75),
  omni('ANT3-B2', 'B2', 19.25, 61.25),
  omni('ANT4-B2', 'B2', 75.25, 61.25),
  omni('ANT5-B2', 'B2', 6.75, 57.75),
  omni('ANT6-B2', 'B2', 71.75, 43.75),
  omni('ANT7-B2', 'B2', 26.25, 31.75),
  omni('ANT8-B2', 'B2', 106.75, 36.25),
  omni('ANT9-B2', 'B2', 134.75, 29.75),
  omni('ANT10-B2', 'B2', 85.75, 8.75),
];

function omni(id: string, level: string, x: number, y: number): Antenna {
  return { id, level, position: [x, y], heightM: 2.4, type: 'ceiling-omni', cell: 'S1', carriers: ['*'] };
}
