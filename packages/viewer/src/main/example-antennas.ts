import type { Antenna } from '@diku/engine';

/**
 * What `placePlan` gives the example garage without a bound: looked at first, it is not waited for. Placing again
 * (Ctrl+Enter) proposes antennas with their proof.
 */
export const exampleAntennas: readonly Antenna[] = [
  omni('ANT1-B1', 'B1', 120.75, 82.25),
  omni('ANT2-B1', 'B1', 54.25, 78.75),
  omni('ANT3-B1', 'B1', 8.75, 64.75),
  omni('ANT4-B1', 'B1', 106.75, 50.75),
  omni('ANT5-B1', 'B1', 145.25, 57.75),
  omni('ANT6-B1', 'B1', 36.25, 46.25),
  omni('ANT7-B1', 'B1', 78.75, 46.25),
  omni('ANT8-B1', 'B1', 127.75, 43.75),
  omni('ANT9-B1', 'B1', 6.75, 26.25),
  omni('ANT10-B1', 'B1', 54.25, 8.75),
  omni('ANT11-B1', 'B1', 124.25, 8.75),
  omni('ANT1-B2', 'B2', 40.25, 82.25),
  omni('ANT2-B2', 'B2', 85.75, 82.25),
  omni('ANT3-B2', 'B2', 131.25, 82.25),
  omni('ANT4-B2', 'B2', 57.75, 64.75),
  omni('ANT5-B2', 'B2', 8.75, 50.75),
  omni('ANT6-B2', 'B2', 75.25, 43.75),
  omni('ANT7-B2', 'B2', 106.75, 36.25),
  omni('ANT8-B2', 'B2', 145.25, 36.25),
  { ...omni('ANT9-B2', 'B2', 75.25, 27.25), type: 'directional', azimuthDeg: -180, downtiltDeg: 4 },
  omni('ANT10-B2', 'B2', 22.75, 8.75),
  omni('ANT11-B2', 'B2', 78.75, 8.75),
  omni('ANT12-B2', 'B2', 124.25, 8.75),
];

function omni(id: string, level: string, x: number, y: number): Antenna {
  return { id, level, position: [x, y], heightM: 2.4, type: 'ceiling-omni', cell: 'S1', carriers: ['*'] };
}
