/** @module-tag thorough */
import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  planGarage,
  predictPlan,
  reportNetwork,
} from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  designFeeder,
  evaluateCapacity,
  neededSectors,
  splitSectors,
} from '../../packages/engine/src/design/index.ts';
import { planProfile } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const outline: [number, number][] = [
  [0, 0],
  [120, 0],
  [120, 30],
  [0, 30],
];

function garage(places: readonly { x: number; y: number; level?: string }[], levels = ['B1']): Plan {
  const built = levels.map((id, index) => ({
    ...buildLevel({ outline, walls: [], openings: [], columns: [], bays: [], points: [] }),
    ...{ id, elevationM: -4 * (index + 1) },
    facilities: [{ id: `er-${id}`, kind: 'equipment-room' as const, position: [2, 15] as [number, number] }],
  }));
  const antennas = places.map(({ x, y, level = 'B1' }, index) => ({
    ...buildAntenna(`ANT${index + 1}`, x, y),
    level,
  }));
  const carriers = structuredClone(findCarrierProfile('lte')) as Plan['carriers'];
  return buildPlan({ levels: built, antennas, carriers });
}

const cellsOf = ({ antennas }: Plan) => antennas.map(({ cell }) => cell);

describe('sectors of a garage', () => {
  it('divide at the gap between two buildings, not in the middle of one', () => {
    // Five in the west, seven in the east, 40 m between.
    const west = [5, 15, 25, 35, 45].map((x) => ({ x, y: 10 }));
    const east = [85, 90, 95, 100, 105, 110, 115].map((x) => ({ x, y: 20 }));
    expect(cellsOf(splitSectors(garage([...west, ...east]), 2))).toEqual([
      ...west.map(() => 'S1'),
      ...east.map(() => 'S2'),
    ]);
  });

  it('take whole levels where these are about as large', () => {
    const places = ['B1', 'B2'].flatMap((level, index) =>
      [10, 40, 70, 100, 115].slice(index).map((x) => ({ x, y: 15, level })),
    );
    const plan = garage(places, ['B1', 'B2']);
    expect(cellsOf(splitSectors(plan, 2))).toEqual([...Array(5).fill('S1'), ...Array(4).fill('S2')]);
  });

  it('are as many as asked, none of them empty, and nearly as large as each other, wherever antennas hang', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 120, noNaN: true }),
      y: fc.double({ min: 0, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (places, count) => {
          const cells = cellsOf(splitSectors(garage(places), count));
          const sizes = new Map<string, number>();
          for (const cell of cells) sizes.set(cell, (sizes.get(cell) ?? 0) + 1);
          expect(sizes.size).toBe(Math.min(count, places.length));
          if (places.length >= 4 * count) {
            const even = places.length / count;
            expect(Math.max(...sizes.values())).toBeLessThanOrEqual(2.2 * even);
            expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(0.35 * even);
          }
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it('leave small cells and locked antennas in their cells', () => {
    const plan = garage([10, 30, 90, 110].map((x) => ({ x, y: 15 })));
    plan.antennas[0] = { ...plan.antennas[0], cell: 'K', locked: true };
    plan.antennas[3] = { ...plan.antennas[3], cell: 'P', feed: 'small-cell' };
    expect(cellsOf(splitSectors(plan, 2))).toEqual(['K', 'S1', 'S2', 'P']);
    expect(() => splitSectors(plan, 0)).toThrow(/sectors/);
    expect(() => splitSectors(plan, 17)).toThrow(/sectors/);
  });

  it('have sources of their own, and as many are made as traffic and antennas take', async () => {
    const solver = createPlainSolver(createSimdKernel());
    const plan = garage([10, 30, 50, 70, 90, 110].map((x, index) => ({ x, y: index % 2 === 0 ? 8 : 22 })));
    const options = { solver, effort: 'low' as const, resolutionM: 2 };
    const one = await designFeeder(plan, { ...options, sectors: 'auto' });
    expect(one.plan.network!.sources).toHaveLength(1);
    // Four antennas are the most that one may have.
    const limited: Plan = {
      ...plan,
      requirements: { ...plan.requirements, profileOverrides: { network: { mostAntennasCount: 4 } } },
    };
    expect(planProfile(limited).network.mostAntennasCount).toBe(4);
    const two = await designFeeder(limited, { ...options, sectors: 'auto' });
    expect(two.plan.network!.sources!.map(({ cell }) => cell).sort()).toEqual(['S1', 'S2']);
    const report = reportNetwork(two.plan)!;
    expect(
      report.rules
        .filter(({ id }) => id === 'cell-antennas' || id === 'cell-agreement')
        .map(({ passed }) => passed),
    ).toEqual([true, true]);
    const prediction = await predictPlan(plan, { solver, resolutionM: 2 });
    const needed = Math.max(...evaluateCapacity(prediction).carriers.map(({ neededCells }) => neededCells));
    expect(neededSectors(prediction)).toBe(Math.max(1, needed));
  });

  it('are as many where a whole garage is planned', async () => {
    const drawn = garage([], ['B1', 'B2']);
    const solver = createPlainSolver(createSimdKernel());
    const options = { solver, resolutionM: 2, effort: 'low' as const };
    const planned = await planGarage({ plan: drawn }, { ...options, sectors: 2 });
    const { sources = [] } = planned.plan.network!;
    expect(new Set(planned.plan.antennas.map(({ cell }) => cell))).toEqual(new Set(['S1', 'S2']));
    // A sector over two levels has a source in the equipment room of each.
    expect([...new Set(sources.map(({ cell }) => cell))].sort()).toEqual(['S1', 'S2']);
    await expect(planGarage({ plan: drawn }, { ...options, sectors: 0 })).rejects.toThrow(/sectors/);
  });
});
