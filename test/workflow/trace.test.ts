import { type Plan, planProfile, traceLink } from '@diku/engine';
import { findRequirementProfile } from '@diku/engine/plan';
import { tracePoints } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import {
  buildLevelCrossing,
  buildScene,
  cellKind,
  fieldJob,
  obstacleOptions,
  planModel,
  referenceKernel,
} from '../../packages/engine/src/radio/index.ts';
import { randomGarage } from '../radio/scene-support/random-garage.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const frequencyMhz = 1870;

/** Field of an antenna on a level, on a coarse grid: what a prediction solves. */
function solveField(plan: Plan, antenna: Plan['antennas'][number], levelId: string) {
  const model = planModel(plan);
  const options = obstacleOptions(plan, planProfile(plan), model);
  const level = plan.levels.find(({ id }) => id === levelId)!;
  const antennaLevel = plan.levels.find(({ id }) => id === antenna.level)!;
  const scene = buildScene(level, frequencyMhz, { ...options, resolutionM: 2 });
  const { obstacles } = buildLevelCrossing(plan.levels, antennaLevel, level, frequencyMhz, options);
  const origin = { floorMm: Math.round(1000 * antennaLevel.elevationM), obstacles };
  const job = fieldJob(scene, { ...antenna, origin }, model, 1.5);
  return { grid: scene.grid, cells: scene.cells, pathLossDb: referenceKernel.pathLossDb(job) };
}

describe('a traced link', () => {
  it.each([1, 2, 3])('is the field at every cell centre, within and between levels (seed %i)', (seed) => {
    const onRaster = seed === 3;
    const plan = randomGarage(seed, 3, onRaster);
    plan.requirements = { ...plan.requirements, acceptance: { phone: 'in-car' } };
    plan.antennas = [
      buildAntenna('A1', 11, 9, { level: 'B1', heightM: 2.5 }),
      buildAntenna('A2', 30.123, 17.5, { level: 'B2', heightM: 1.4 }),
    ];
    const names = new Set<string>();
    for (const level of ['B1', 'B2', 'B3']) {
      const fields = plan.antennas.map((antenna) => solveField(plan, antenna, level));
      const { grid, cells } = fields[0];
      const points = Array.from(fields[0].pathLossDb, (_, cell) => ({
        x: (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000,
        y: (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000,
        z: 1.5,
        level,
      }));
      tracePoints(plan, points).forEach((links, cell) => {
        links.forEach((link, antenna) => {
          expect(Math.abs(link.pathLossDb - fields[antenna].pathLossDb[cell])).toBeLessThan(1e-4);
          expect(link.terms.reduce((sum, term) => sum + term.lossDb, 0)).toBeCloseTo(link.pathLossDb, 9);
          expect(link.budget.vehicleLossDb).toBe(cells[cell] === cellKind.inBay ? 9 : 0);
          for (const { name } of link.terms) names.add(name);
        });
      });
    }
    const every = [
      'beam',
      'cars',
      'column',
      'distance',
      'leakage-cap',
      'opening',
      'saturation',
      'slab',
      'wall',
    ];
    expect([...names].sort()).toEqual(every);
  });

  it('is the same one by one, in a list and in both directions (seed 4)', () => {
    const plan = randomGarage(4, 3);
    plan.antennas = [
      buildAntenna('A1', 11, 9, { type: 'isotropic' }),
      buildAntenna('A2', 30, 17, { level: 'B3' }),
    ];
    const points = ['B1', 'B2', 'B3'].flatMap((level) =>
      [5, 17, 33].map((x) => ({ x: x + 0.123, y: x / 2, z: 1.2, level })),
    );
    tracePoints(plan, points).forEach((links, index) => {
      const { x, y, z, level } = points[index];
      const point = `${x},${y},${z},${level}`;
      expect(links).toEqual(plan.antennas.map(({ id }) => traceLink(plan, id, point)));
      const back = traceLink(plan, point, '11,9,2.5,B1');
      expect(back.pathLossDb).toBeCloseTo(links[0].pathLossDb, 9);
      const ids = (terms: typeof back.terms) => terms.map(({ name, id }) => `${name} ${id}`).sort();
      expect(ids(back.terms)).toEqual(ids(links[0].terms));
    });
  });

  it('names each obstacle once: a column with all its loss, floors in the order of the way', () => {
    const wall = { id: 'w', start: [20, 0] as [number, number], end: [20, 24] as [number, number] };
    const level = (id: string, elevationM: number) =>
      buildLevel({
        ...{ id, elevationM, openings: [], zones: [] },
        walls: [{ ...wall, thicknessM: 0.2, material: 'concrete-block' }],
        columns: [{ id: 'w', center: [30, 12], sizeM: [0.6, 0.6], angleDeg: 10 }],
      });
    const plan = buildPlan({ levels: [level('B1', -4), level('B2', -8), level('B3', -12)] });
    const customPlan = {
      ...plan,
      materials: { column: { lossDb: { '1800': 7.001 } }, slab: { lossDb: { '1800': 3 } } },
    };
    const along = traceLink(customPlan, '10,12,1.5,B1', '38,12.1,1.5,B1');
    const [distance, crossedWall, column, knee, cap] = along.terms;
    expect(along.terms).toHaveLength(5);
    expect([distance.name, crossedWall.name, column.name, knee.name, cap.name]).toEqual([
      ...['distance', 'wall', 'column', 'saturation', 'leakage-cap'],
    ]);
    // Both halves are whole units, so that they make exactly the whole.
    const lossDb = (2 * Math.round((7.001 * 256) / 2)) / 256;
    expect(column).toEqual({ name: 'column', id: 'w', material: 'column', lossDb });
    const floors = (from: string, to: string) =>
      traceLink(customPlan, from, to).terms.flatMap(({ name, id }) => (name === 'slab' ? [id] : []));
    expect(floors('1,12,1.5,B1', '3,12,1.5,B3')).toEqual(['B1', 'B2']);
    expect(floors('3,12,1.5,B3', '1,12,1.5,B1')).toEqual(['B2', 'B1']);
  });

  it('bounds walls and floors together by one cap', () => {
    const heavy = { slab: { lossDb: { '1800': 90 } } };
    const level = (id: string, elevationM: number) =>
      buildLevel({ id, elevationM, openings: [], columns: [] });
    const plan = buildPlan({ levels: [level('B1', -4), level('B2', -8)], materials: heavy });
    const link = traceLink(plan, '5,5,2,B1', '35,5,1,B2');
    const distanceDb = link.terms[0].lossDb;
    expect(link.terms.map(({ name }) => name)).toEqual(['distance', 'wall', 'slab', 'leakage-cap']);
    expect(link.pathLossDb - distanceDb).toBeLessThan(40);
    expect(link.pathLossDb - distanceDb).toBeGreaterThan(39.9);
    const uncapped = traceLink(plan, '5,5,2,B1', '35,5,1,B2', { modelId: 'cost231-multi-wall' });
    expect(uncapped.pathLossDb - uncapped.terms[0].lossDb).toBeGreaterThan(98);
  });

  it('reaches levels whose ids hold commas and blanks, in lists and on the command line', () => {
    const plan = buildPlan({ levels: [buildLevel({ id: '地下, 一层' })] });
    plan.antennas = [buildAntenna('A1', 3, 3, { level: '地下, 一层' })];
    const [[link]] = tracePoints(plan, [{ x: 9, y: 9, z: 1.5, level: '地下, 一层' }]);
    expect(traceLink(plan, 'A1', '9,9,1.5,地下, 一层')).toEqual(link);
    expect(() => tracePoints(plan, [{ x: 9, y: 9, z: 1.5, level: 'B2' }])).toThrow('points[0].level');
    const far = { x: 1e308, y: 9, z: 1.5, level: '地下, 一层' };
    expect(() => tracePoints(plan, [{ ...far, x: 9 }, far])).toThrow('points[1]: found coordinates beyond');
    expect(() => traceLink(plan, 'A1', '9,9,-1e9,地下, 一层')).toThrow('--to: found coordinates beyond');
  });

  it('counts the cars that the acceptance test has in the bays', () => {
    expect(findRequirementProfile('shanghai-2023').parkedCars.occupancyRatio).toBe(0.6);
    const given = buildPlan();
    const taken = (baysTakenRatio: number): Plan => ({
      ...given,
      requirements: { ...given.requirements, acceptance: { baysTakenRatio } },
    });
    const plan = taken(0);
    const through = ['3.2,0.5,1,B1', '3.2,9,1,B1'] as const;
    const names = (of: Plan) => traceLink(of, ...through).terms.map(({ name }) => name);
    expect(names(plan)).toEqual(['distance']);
    const full = taken(0.5);
    expect(names(full)).toEqual(['distance', 'cars', 'leakage-cap']);
    expect(traceLink(full, ...through).terms[1]).toMatchObject({ id: 'p1', lossDb: expect.closeTo(2, 0.2) });
    // Over the roofs nothing stands.
    expect(traceLink(full, '3.2,0.5,1.8,B1', '3.2,9,1.8,B1').terms).toHaveLength(1);
  });
});
