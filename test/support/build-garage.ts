import { findCarrierProfile, type Plan, parsePlan } from '@diku/engine';
import { createRandom } from '../../packages/engine/src/core/index.ts';

type Level = Plan['levels'][number];

/** A rectangular level with a cross wall that has a shutter, columns, two rows of bays and a charger. */
export function buildLevel(overrides: Partial<Level> = {}): Level {
  return {
    id: 'B1',
    elevationM: -4.2,
    clearHeightM: 2.6,
    slabThicknessM: 0.35,
    outline: [
      [0, 0],
      [40, 0],
      [40, 24],
      [0, 24],
    ],
    walls: [
      { id: 'w1', start: [20, 0], end: [20, 24], thicknessM: 0.2, material: 'concrete-block' },
      { id: 'w2', start: [0, 0], end: [40, 0], thicknessM: 0.3, material: 'reinforced-concrete' },
    ],
    columns: [
      { id: 'c1', center: [10, 12], sizeM: [0.6, 0.6], angleDeg: 0 },
      { id: 'c2', center: [30, 12], radiusM: 0.4 },
    ],
    openings: [{ id: 'd1', start: [20, 9], end: [20, 15], kind: 'fire-shutter', state: 'open' }],
    bays: [0, 1, 2, 3].map((index) => ({
      id: `p${index + 1}`,
      polygon: [
        [2 + 2.4 * index, 1],
        [4.4 + 2.4 * index, 1],
        [4.4 + 2.4 * index, 6.3],
        [2 + 2.4 * index, 6.3],
      ],
    })),
    points: [{ id: 'ev-1', kind: 'charger', position: [3, 1.5], heightM: 1.2 }],
    ...overrides,
  };
}

/** A valid plan of one small level (or the given ones) with the default carriers. */
export function buildPlan(overrides: Partial<Plan> = {}): Plan {
  return parsePlan({
    format: 'diku-plan',
    version: 2,
    community: { id: 'test', name: '测试小区' },
    levels: [buildLevel()],
    carriers: findCarrierProfile('lte'),
    antennas: [],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
    ...overrides,
  });
}

/** A lane without walls, bays or shutters, so with a single state, one carrier and one antenna: planned in no time. */
export function buildLanePlan(levelOverrides: Partial<Level> = {}, overrides: Partial<Plan> = {}): Plan {
  const outline: [number, number][] = [
    [0, 0],
    [40, 0],
    [40, 6],
    [0, 6],
  ];
  const level = buildLevel({
    ...{ outline, walls: [], columns: [], openings: [], bays: [], points: [] },
    ...levelOverrides,
  });
  return buildPlan({
    levels: [level],
    carriers: findCarrierProfile('lte').slice(0, 1),
    antennas: [{ ...buildAntenna('A1', 20, 3), level: level.id }],
    ...overrides,
  });
}

/** Walls of concrete and little power: one antenna is not enough. With an equipment room and a tray. */
export function buildWalledPlan(): Plan {
  const [carrier] = findCarrierProfile('lte');
  const walls = randomWalls(2, 9).map((wall) => ({
    ...wall,
    material: 'reinforced-concrete',
    thicknessM: 0.4,
  }));
  const level = buildLevel({
    walls,
    ...{ openings: [], columns: [], bays: [] },
    facilities: [
      { id: 'er', kind: 'equipment-room', position: [38, 22] },
      {
        id: 't',
        kind: 'tray',
        path: [
          [38, 22],
          [38, 12],
          [2, 12],
        ],
      },
    ],
  });
  return buildPlan({ levels: [level], carriers: [{ ...carrier, portPowerDbm: -3 }] });
}

/** An antenna under the ceiling of level B1. */
export function buildAntenna(
  id: string,
  x: number,
  y: number,
  overrides: Partial<Plan['antennas'][number]> = {},
): Plan['antennas'][number] {
  return {
    id,
    level: 'B1',
    position: [x, y],
    heightM: 2.5,
    type: 'ceiling-omni',
    cell: 'S1',
    carriers: ['*'],
    ...overrides,
  };
}

/** Random walls on whole millimetres inside the small level. */
export function randomWalls(seed: number, count: number): NonNullable<Level['walls']> {
  const random = createRandom(seed);
  const coordinate = (extentM: number) => Math.round(random() * extentM * 1000) / 1000;
  return Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    start: [coordinate(40), coordinate(24)] as [number, number],
    end: [coordinate(40), coordinate(24)] as [number, number],
    thicknessM: 0.2,
    material: index % 2 === 0 ? 'concrete-block' : 'reinforced-concrete',
  }));
}
