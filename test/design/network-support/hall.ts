import type { Plan } from '@diku/engine';
import { buildLevel } from '../../support/build-garage.ts';

type Level = Plan['levels'][number];
type Point = [number, number];

/** A hall of 80 m × 50 m with a wall across its south, an equipment room in a corner and a tray along it. */
export function hall(overrides: Partial<Level> = {}): Level {
  const outline: Point[] = [
    [0, 0],
    [80, 0],
    [80, 50],
    [0, 50],
  ];
  const path: Point[] = [
    [2, 12],
    [78, 12],
  ];
  return buildLevel({
    outline,
    walls: [{ id: 'w1', start: [40, 0], end: [40, 30], thicknessM: 0.3, material: 'reinforced-concrete' }],
    ...{ openings: [], columns: [], bays: [], points: [] },
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [4, 4] },
      { id: 't1', kind: 'tray', path },
    ],
    ...overrides,
  });
}
