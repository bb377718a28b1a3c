import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  planProfile,
  traceLink,
} from '@diku/engine';
import { tracePoints } from '@diku/engine/workflow';
import { describe, expect, test } from 'vitest';
import {
  buildScene,
  fieldJob,
  obliqueExcessDb,
  penetrationLossDb,
  propagationModel,
  referenceKernel,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { randomGarage } from './scene-support/random-garage.ts';

const modelId = 'multi-wall-oblique';
const frequencyMhz = 3500;

/** One concrete wall 10 m east of an antenna, long enough for every angle. */
function wallPlan(): Plan {
  const level = buildLevel({
    outline: [
      [-200, -200],
      [200, -200],
      [200, 200],
      [-200, 200],
    ],
    walls: [{ id: 'w1', start: [10, -190], end: [10, 190], thicknessM: 0.2, material: 'concrete' }],
    columns: [],
    openings: [],
    bays: [],
    points: [],
  });
  const plan = buildPlan({ levels: [level], antennas: [buildAntenna('A1', 0, 0)] });
  return {
    ...plan,
    carriers: [{ ...plan.carriers[0], id: 'nr', technology: 'nr', frequencyMhz, bandwidthMhz: 100 }],
  };
}

describe('multi-wall with loss by angle of incidence', () => {
  test.each([-84, -60, -31, 0, 12, 45, 70, 85])(
    'a wall met at %i° costs what P.2040 adds, within half a step',
    (angleDeg) => {
      const angleRad = (angleDeg * Math.PI) / 180;
      const to = [12, 12 * Math.tan(angleRad)].map((value) => value.toFixed(3)).join(',');
      const wallOf = (model: string) =>
        traceLink(wallPlan(), 'A1', `${to},1.5,B1`, { modelId: model }).terms.find(
          ({ name }) => name === 'wall',
        );
      const plainDb = penetrationLossDb('concrete', frequencyMhz, 0.2);
      expect(wallOf('multi-wall')?.lossDb).toBeCloseTo(plainDb, 2);
      const excessDb = (wallOf(modelId)?.lossDb ?? 0) - plainDb;
      const expectedDb = obliqueExcessDb('concrete', frequencyMhz, 0.2, Math.abs(angleRad));
      expect(Math.abs(excessDb - expectedDb)).toBeLessThan(0.51);
    },
  );

  test.each([1, 2, 3])('links, both kernels and the field stack agree (seed %i)', async (seed) => {
    const plan = randomGarage(seed, 1, seed === 3);
    plan.antennas = [buildAntenna('A1', 11, 9, { level: 'B1', heightM: 2.5 })];
    const model = propagationModel(modelId);
    const [level] = plan.levels;
    const { parkedCars } = planProfile(plan);
    const { materials } = plan;
    const options = { materials, parkedCars, obliqueStepDb: model.obliqueStepDb, resolutionM: 1 };
    const { frequencyMhz: carrierMhz } = plan.carriers[0];
    const scene = buildScene(level, carrierMhz, options);
    expect(scene.obstacles.obliqueSteps?.length).toBeGreaterThan(0);
    const job = fieldJob(scene, plan.antennas[0], model, 1.5);
    const kernel = createSimdKernel();
    expect(kernel.obstacleLossUnits(job)).toEqual(referenceKernel.obstacleLossUnits(job));
    const { grid } = scene;
    const field = kernel.pathLossDb(job);
    const points = Array.from(field, (_, cell) => ({
      x: (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000,
      y: (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000,
      z: 1.5,
      level: level.id,
    }));
    tracePoints(plan, points, { modelId }).forEach(([link], cell) => {
      expect(Math.abs(link.pathLossDb - field[cell])).toBeLessThan(1e-3);
    });

    // Another wall: patched shadows have the bits of a full solve.
    const walls = [...(level.walls ?? [])];
    walls.push({ id: 'new', start: [3.2, 4.1], end: [9.7, 12.3], thicknessM: 0.24, material: 'brick' });
    const edited = buildScene({ ...level, walls }, carrierMhz, options);
    const stack = new FieldStack(createPlainSolver(kernel));
    await stack.fields(scene, plan.antennas, model, 1.5);
    const [patched] = await stack.fields(edited, plan.antennas, model, 1.5);
    expect(patched).toEqual(kernel.pathLossDb(fieldJob(edited, plan.antennas[0], model, 1.5)));
  });
});
