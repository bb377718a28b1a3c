import type { Plan } from '@diku/engine';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { buildLevel, buildPlan } from '../../support/build-garage.ts';
import { pointAlong } from '../../support/points.ts';

type Level = Plan['levels'][number];
type Position = [number, number];

/** A level of 40 m × 24 m with every kind of obstacle, on whole millimetres or (ties everywhere) half metres. */
export function randomLevel(seed: number, id: string, elevationM: number, onRaster: boolean): Level {
  const random = createRandom(seed);
  const point = (): Position => [coordinate(40), coordinate(24)];
  const coordinate = (extentM: number) => {
    const stepsPerM = onRaster ? 2 : 1000;
    return Math.round(random() * extentM * stepsPerM) / stepsPerM;
  };
  const list = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const walls = list(24, (index) => ({
    id: `w${index}`,
    start: point(),
    end: point(),
    thicknessM: 0.2,
    material: index % 2 === 0 ? 'concrete-block' : 'glass',
    ...(index % 4 === 0 ? { topM: 0.5 + random() } : {}),
    ...(index % 6 === 1 ? { bottomM: 0.5 + random() } : {}),
  }));
  const ramps = list(2, (index) => ({ id: `r${index}`, polygon: box(point(), 6) }));
  return buildLevel({
    id,
    elevationM,
    walls,
    columns: list(6, (index) => ({
      id: `c${index}`,
      center: point(),
      ...(index % 2 === 0 ? { sizeM: [0.8, 0.6] as Position, angleDeg: 30 * index } : { radiusM: 0.4 }),
    })),
    openings: walls.slice(0, 4).map((wall, index) => ({
      id: `d${index}`,
      start: pointAlong(wall.start, wall.end, 0.3),
      end: pointAlong(wall.start, wall.end, 0.5),
      kind: 'fire-door' as const,
      state: index % 2 === 0 ? ('closed' as const) : ('open' as const),
    })),
    beams: list(5, (index) => ({
      id: `b${index}`,
      start: point(),
      end: point(),
      bottomM: 1.8,
      material: 'concrete',
    })),
    bays: list(8, (index) => ({ id: `p${index}`, polygon: box([2.4 * index, 3], 2.4, 5.3) })),
    zones: ramps.map((ramp) => ({ ...ramp, kind: 'ramp' as const })),
  });
}

/** Two or three levels, the uppermost first; cars in every bay. */
export function randomGarage(seed: number, levels: number, onRaster = false): Plan {
  return buildPlan({
    levels: Array.from({ length: levels }, (_, index) =>
      randomLevel(100 * seed + index, `B${index + 1}`, -4.2 - 3.6 * index, onRaster),
    ),
    requirements: {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
      profileOverrides: { parkedCars: { occupancyRatio: 0.8 } },
    },
  });
}

function box([x, y]: Position, width: number, depth = width): Position[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
  ];
}
