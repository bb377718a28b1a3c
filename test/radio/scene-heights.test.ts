import { type Plan, parsePlan, planWarnings } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildScene, penetrationLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { linkUnits } from './scene-support/link-units.ts';

type Level = Plan['levels'][number];
type Point = [number, number];

const frequencyMhz = 1870;
const options = { resolutionM: 0.5 };
const bare = { walls: [], columns: [], openings: [], bays: [], zones: [] };
const across = {
  start: [20.001, -5] as Point,
  end: [20.001, 30] as Point,
  thicknessM: 0.2,
  material: 'concrete-block',
};

function obstaclesOf(level: Partial<Level>, occupancyRatio = 0) {
  const parkedCars = { occupancyRatio, roofHeightM: 1.5 };
  return buildScene(buildLevel({ ...bare, ...level }), frequencyMhz, { ...options, parkedCars });
}

describe('partial height', () => {
  const heightsMm = fc.tuple(fc.integer({ min: 0, max: 2600 }), fc.integer({ min: 0, max: 2600 }));

  it('counts a half wall, a wall that hangs and a beam where the link passes within them (seed 91)', () => {
    const level = {
      walls: [
        { ...across, id: 'low', topM: 1.1 },
        { ...across, id: 'hanging', bottomM: 2.1, start: [25.001, -5] as Point, end: [25.001, 30] as Point },
      ],
      beams: [
        {
          id: 'beam',
          start: [30.001, -5] as Point,
          end: [30.001, 30] as Point,
          bottomM: 1.9,
          material: 'concrete',
        },
      ],
    };
    const { obstacles, floorMm } = obstaclesOf(level);
    const wallUnits = Math.round(256 * penetrationLossDb('concrete-block', frequencyMhz, 0.2));
    const beamUnits = Math.round(256 * penetrationLossDb('concrete', frequencyMhz, 0.3));
    const x = fc.tuple(fc.integer({ min: 1000, max: 19_000 }), fc.integer({ min: 31_000, max: 39_000 }));
    const kinds = new Set<number>();
    fc.assert(
      fc.property(x, heightsMm, ([fromX, toX], [fromZ, toZ]) => {
        const zAt = (xMm: number) => fromZ + ((xMm - fromX) / (toX - fromX)) * (toZ - fromZ);
        const expected =
          (zAt(20_001) < 1100 ? wallUnits : 0) +
          (zAt(25_001) >= 2100 ? wallUnits : 0) +
          (zAt(30_001) >= 1900 ? beamUnits : 0);
        kinds.add(expected);
        const found = linkUnits(obstacles, [fromX, 9000], [toX, 13_000], floorMm + fromZ, floorMm + toZ);
        expect(found).toBe(expected);
        expect(linkUnits(obstacles, [toX, 13_000], [fromX, 9000], floorMm + toZ, floorMm + fromZ)).toBe(
          found,
        );
      }),
      { seed: 91, numRuns: 300 },
    );
    expect(kinds.size).toBe(4);
  });

  it('asks no heights of the kernel where every panel reaches from floor to ceiling', () => {
    const full = [
      { ...across, id: 'a', bottomM: 0 },
      { ...across, id: 'b', topM: 2.6 },
      { ...across, id: 'c', topM: 3 },
    ];
    expect(obstaclesOf({ walls: full }).obstacles.heightsMm).toBeUndefined();
    const mixed = obstaclesOf({ walls: [...full, { ...across, id: 'd', topM: 2.5 }] }).obstacles;
    expect([...mixed.heightsMm!.subarray(0, 2)]).toEqual([-(2 ** 18), 2 ** 18]);
    expect([...mixed.heightsMm!.subarray(6)]).toEqual([-(2 ** 18), -4200 + 2500]);
  });

  it('is checked: edges the wrong way round are refused, edges above the ceiling warned of', () => {
    const parse = (level: Partial<Level>) => parsePlan({ ...buildPlan(), levels: [buildLevel(level)] });
    const beam = { id: 'b', start: [1, 1] as Point, end: [9, 1] as Point, material: 'concrete' };
    expect(() => parse({ walls: [{ ...across, id: 'w', bottomM: 1.2, topM: 1 }] })).toThrow(
      'levels[0].walls[0].topM',
    );
    expect(() => parse({ beams: [{ ...beam, bottomM: 2, topM: 2 }] })).toThrow('levels[0].beams[0].topM');
    expect(() => parse({ beams: [{ ...beam, bottomM: 2, material: 'gips' }] })).toThrow(
      'levels[0].beams[0].material',
    );
    expect(() =>
      parse({
        beams: [
          { ...beam, bottomM: 2 },
          { ...beam, bottomM: 2 },
        ],
      }),
    ).toThrow('levels[0].beams[1].id');
    const plan = parse({
      beams: [
        { ...beam, bottomM: 2.7 },
        { ...beam, id: 'c', bottomM: 2, topM: 3 },
      ],
    });
    expect(planWarnings(plan).map(({ at }) => at)).toEqual([
      'levels[0].beams[0].bottomM',
      'levels[0].beams[1].topM',
    ]);
  });
});

describe('an opening', () => {
  it('on the centre line shares its ends with the pieces beside it, to the millimetre (seed 92)', () => {
    const coordinate = fc.integer({ min: 0, max: 24_000 }).map((mm) => mm / 1000);
    const point = fc.tuple(coordinate, coordinate);
    const ratios = fc.tuple(
      fc.double({ min: 0.1, max: 0.4, noNaN: true }),
      fc.double({ min: 0.5, max: 0.9, noNaN: true }),
    );
    fc.assert(
      fc.property(point, point, ratios, fc.boolean(), (start, end, [from, to], flipped) => {
        if (Math.hypot(end[0] - start[0], end[1] - start[1]) < 1) return;
        const at = (ratio: number): Point => [
          Math.round(1000 * (start[0] + ratio * (end[0] - start[0]))) / 1000,
          Math.round(1000 * (start[1] + ratio * (end[1] - start[1]))) / 1000,
        ];
        const ends = [at(from), at(to)];
        if (flipped) ends.reverse();
        const door = {
          id: 'd',
          start: ends[0],
          end: ends[1],
          kind: 'door' as const,
          state: 'closed' as const,
        };
        const { obstacles, obstacleIds } = obstaclesOf({
          walls: [{ ...across, id: 'w', start, end }],
          openings: [door],
        });
        expect(obstacleIds).toEqual(['w', 'w', 'd']);
        const [first, second, leaf] = [0, 4, 8].map((offset) => [
          ...obstacles.segmentsMm.subarray(offset, offset + 4),
        ]);
        const [low, high] = flipped ? [leaf.slice(2), leaf.slice(0, 2)] : [leaf.slice(0, 2), leaf.slice(2)];
        expect(first.slice(2)).toEqual(low);
        expect(second.slice(0, 2)).toEqual(high);
      }),
      { seed: 92, numRuns: 200 },
    );
  });
});

describe('rows of parked cars', () => {
  const bays = (count: number, at: (index: number) => Point, turnRad = 0): NonNullable<Level['bays']> =>
    Array.from({ length: count }, (_, index) => {
      const [x, y] = at(index);
      const corner = (u: number, v: number): Point => [
        x + u * Math.cos(turnRad) - v * Math.sin(turnRad),
        y + u * Math.sin(turnRad) + v * Math.cos(turnRad),
      ];
      return { id: `p${index}`, polygon: [corner(0, 0), corner(2.4, 0), corner(2.4, 5.3), corner(0, 5.3)] };
    });
  const segments = (level: Partial<Level>) => {
    const { segmentsMm } = obstaclesOf(level, 1).obstacles;
    return Array.from({ length: segmentsMm.length / 4 }, (_, i) => [
      ...segmentsMm.subarray(4 * i, 4 * i + 4),
    ]);
  };

  it('are one panel where bays lie side by side, midway, up to the roofs', () => {
    const level = { bays: bays(6, (index) => [2 + 2.4 * index, 1]) };
    const { obstacles, obstacleIds } = obstaclesOf(level, 0.5);
    expect([...obstacles.segmentsMm]).toEqual([2000, 3650, 2000 + 6 * 2400, 3650]);
    expect(obstacleIds).toEqual(['p0']);
    expect([...obstacles.heightsMm!]).toEqual([-(2 ** 18), -4200 + 1500]);
    expect(obstaclesOf(level, 0).obstacleIds).toEqual([]);
  });

  it('break at a column between the bays, turn with a turning row and stay one on a slant', () => {
    const gap = bays(4, (index) => [2 + 2.4 * index + (index > 1 ? 0.6 : 0), 1]);
    expect(segments({ bays: gap })).toEqual([
      [2000, 3650, 6800, 3650],
      [7400, 3650, 12_200, 3650],
    ]);
    const slant = bays(9, (index) => [5 + 2.4 * index * Math.cos(0.3), 5 + 2.4 * index * Math.sin(0.3)], 0.3);
    expect(segments({ bays: slant })).toHaveLength(1);
    const curve = bays(4, (index) => [20 * Math.sin(0.12 * index), 20 * Math.cos(0.12 * index)], 0);
    curve.forEach((bay, index) => {
      const at = (radius: number, step: number): Point => [
        radius * Math.sin(0.12 * (index + step)),
        radius * Math.cos(0.12 * (index + step)),
      ];
      bay.polygon = [at(14, 0), at(14, 1), at(20, 1), at(20, 0)];
    });
    const turned = segments({ bays: curve });
    expect(turned).toHaveLength(4);
    turned.slice(1).forEach((segment, index) => {
      expect(segment.slice(0, 2)).toEqual(turned[index].slice(2));
    });
  });

  it('run along the aisle where bays touch at their short sides only', () => {
    const along = bays(3, (index) => [3, 2 + 5.3 * index]);
    expect(segments({ bays: along })).toEqual([[4200, 2000, 4200, 17_900]]);
    expect(segments({ bays: bays(1, () => [3, 2]) })).toEqual([[5400, 4650, 3000, 4650]]);
    const back = [...bays(3, (index) => [2 + 2.4 * index, 1]), ...bays(3, (index) => [2 + 2.4 * index, 6.3])];
    expect(segments({ bays: back }).map((segment) => segment[1])).toEqual([3650, 8950]);
  });
});
