import { findCarrierProfile, type Plan } from '@diku/engine';
import { buildAntenna, buildLevel, buildPlan } from '../../support/build-garage.ts';

/** A garage of 80 m × 40 m with its equipment room in a corner and a tray along the middle. */
export function trayGarage(count = 6, carriers = 'lte-nr'): Plan {
  const level = buildLevel({
    outline: [
      [0, 0],
      [80, 0],
      [80, 40],
      [0, 40],
    ],
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [2, 20] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [1, 20],
          [79, 20],
        ],
      },
    ],
  });
  const antennas = Array.from({ length: count }, (_, index) =>
    buildAntenna(`ANT${index + 1}`, 8 + (64 * index) / Math.max(1, count - 1), index % 2 === 0 ? 12 : 28),
  );
  return buildPlan({
    levels: [level],
    antennas,
    carriers: structuredClone(findCarrierProfile(carriers)) as Plan['carriers'],
  });
}
