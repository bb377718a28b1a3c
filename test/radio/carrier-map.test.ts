import {
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  type FieldSolver,
  type Plan,
  predictPlan,
} from '@diku/engine';
import { antennaGainDbi, type FieldJob, planModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../packages/engine/src/core/index.ts';
import type { PhoneTechnology } from '../../packages/engine/src/plan/index.ts';
import {
  antennaSources,
  buildScene,
  cellKind,
  fastAngleDeg,
  fastDb,
  fastRatio,
  obstacleOptions,
  resourceElementRatioDb,
  tracePathLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { byteDifference } from '../support/byte-difference.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());

/** Every type of antenna, three serving cells that are not in one piece, an own port power. */
function mixedPlan(): Plan {
  return buildPlan({
    levels: [buildLevel({ walls: randomWalls(31, 25), openings: [] })],
    antennas: [
      buildAntenna('A1', 6.25, 16.25),
      buildAntenna('A2', 33, 5.5, { cell: 'S2', type: 'isotropic' }),
      buildAntenna('A3', 39.5, 12, { type: 'directional', azimuthDeg: 180, downtiltDeg: 10 }),
      buildAntenna('A4', 3, 3, {
        type: 'radiating-cable',
        path: [
          [3, 3],
          [3, 20],
          [14.2, 20],
        ],
        cell: 'S3',
        // As weak as the others: of a stronger one, cells of others are nothing but its interference.
        portPowerDbm: Object.fromEntries(
          buildPlan().carriers.map(({ id, portPowerDbm }) => [id, portPowerDbm]),
        ),
      }),
      buildAntenna('A5', 20, 22, { cell: 'S2', portPowerDbm: { 'ctcc-lte1800': 21 } }),
    ],
  });
}

/** Arrays of all maps, for comparison. */
function arraysOf(maps: readonly CarrierMap[]): ArrayBufferView[] {
  return maps.flatMap(({ rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, bestAntenna, servedProbability }) => [
    ...[rsrpDbm, sinrDb, marginDb, sigmaDb],
    ...[limiting, bestAntenna, servedProbability],
  ]);
}

describe('carrier map', () => {
  it('is the direct formula at every cell, each link traced by itself', { tags: ['thorough'] }, async () => {
    // Shadowing alike for all antennas: the median of a sum is the sum of the medians.
    // By the model that loses more: where other cells disturb more than noise, the spread of SINR is another one.
    const basis = { ...mixedPlan(), propagation: { model: 'dominant-path' } };
    const profileOverrides = { shadowingCorrelationRatio: 1 };
    const acceptance = { phone: 'in-car' } as const;
    const plan = { ...basis, requirements: { ...basis.requirements, profileOverrides, acceptance } };
    const { maps, profile } = await predictPlan(plan, { solver, resolutionM: 1 });
    const model = planModel(plan);
    for (const map of maps) {
      const carrier = plan.carriers.find(({ id }) => id === map.carrierId)!;
      const scene = buildScene(plan.levels[0], carrier.frequencyMhz, {
        resolutionM: 1,
        ...obstacleOptions(plan, profile, model),
      });
      const threshold =
        profile[carrier.services.includes('voice') ? 'voice' : 'data'][carrier.technology as PhoneTechnology];
      const noiseMw =
        10 **
        ((-173.975 +
          10 * Math.log10((carrier.technology === 'gsm' ? 200 : 15) * 1000) +
          profile.noiseFigureDb) /
          10);
      for (let cell = 5; cell < map.cells.length; cell += 41) {
        if (map.cells[cell] === cellKind.none) {
          expect(map.rsrpDbm[cell]).toBeNaN();
          expect(map.bestAntenna[cell]).toBe(-1);
          continue;
        }
        const inBay = map.cells[cell] === cellKind.inBay;
        const lossDb = profile.bodyLossDb + (inBay ? profile.vehicleLossDb : 0);
        const to = {
          x: (map.grid.originXMm + (cell % map.grid.columns) * map.grid.cellMm) / 1000,
          y: (map.grid.originYMm + Math.floor(cell / map.grid.columns) * map.grid.cellMm) / 1000,
          z: profile.phoneHeightM,
        };
        const byCell = new Map<string, number>();
        const byAntenna = plan.antennas.map((antenna) => {
          const portDbm = antenna.portPowerDbm?.[carrier.id] ?? carrier.portPowerDbm;
          let sumMw = 0;
          for (const {
            position: [x, y],
            heightM,
            feedDb,
          } of antennaSources(antenna, carrier.frequencyMhz)) {
            const gainDbi = antennaGainDbi(antenna, to.x - x, to.y - y, to.z - heightM);
            const pathLossDb = tracePathLossDb(scene, model, { x, y, z: heightM }, to);
            sumMw +=
              10 **
              ((portDbm + resourceElementRatioDb(carrier) + feedDb + gainDbi - pathLossDb - lossDb) / 10);
          }
          byCell.set(antenna.cell, (byCell.get(antenna.cell) ?? 0) + sumMw);
          return sumMw;
        });
        const powers = [...byCell.values()];
        const best = Math.max(...powers);
        const others = powers.reduce((sum, power) => sum + power, 0) - best;
        const rsrpDbm = 10 * Math.log10(best);
        const sinrDb = 10 * Math.log10(best / (noiseMw + profile.interferenceLoadRatio * others));
        // The field is in single precision and its logarithm good to 1e-3 dB.
        expect(Math.abs(map.rsrpDbm[cell] - rsrpDbm)).toBeLessThan(0.002);
        expect(Math.abs(map.sinrDb[cell] - sinrDb)).toBeLessThan(0.004);
        const marginDb = Math.min(rsrpDbm - threshold.rsrpDbm, sinrDb - threshold.sinrDb);
        const sigmaDb = Math.hypot(profile.shadowingSigmaDb, inBay ? profile.vehicleSigmaDb : 0);
        expect(Math.abs(map.servedProbability[cell] - normalCdf(marginDb / sigmaDb))).toBeLessThan(1e-3);
        expect(byAntenna[map.bestAntenna[cell]]).toBeGreaterThan(0.999 * Math.max(...byAntenna));
      }
    }
  });

  it('has the same bits for any memory: whole, tiles of rows, one field and one row at a time', {
    tags: ['thorough'],
  }, async () => {
    const plan = mixedPlan();
    for (const [modelId, resolutionM, sizes] of [
      ['multi-wall', 1, isLong ? [1, 25_000, 250_000] : [25_000]],
      // Every tile finds anew what its vertices see.
      ['dominant-path', isLong ? 1 : 2, [isLong ? 80_000 : 20_000]],
    ] as const) {
      const whole = arraysOf((await predictPlan(plan, { solver, modelId, resolutionM })).maps);
      for (const memoryBytes of sizes) {
        const { maps } = await predictPlan(plan, { solver, modelId, resolutionM, memoryBytes });
        expect(byteDifference(arraysOf(maps), whole)).toBe('');
      }
    }
  });

  it('never asks for more fields at once than the memory holds', { tags: ['thorough'] }, async () => {
    let maxBytes = 0;
    const weighing: FieldSolver = {
      solve(jobs: readonly FieldJob[]) {
        const bytes = jobs.reduce((sum, { grid }) => sum + 4 * grid.rows * grid.columns, 0);
        maxBytes = Math.max(maxBytes, bytes);
        return solver.solve(jobs);
      },
    };
    const plan = mixedPlan();
    const memoryBytes = 100_000;
    await predictPlan(plan, { solver: weighing, memoryBytes });
    expect(maxBytes).toBeLessThanOrEqual(memoryBytes / 2);
    await predictPlan(plan, { solver: weighing });
    expect(maxBytes).toBeGreaterThan(memoryBytes);
  });

  it('takes the first of two equally strong antennas, whatever their serving cells', async () => {
    const twins = [
      buildAntenna('A1', 12, 12, { cell: 'S9' }),
      buildAntenna('A2', 12, 12),
      buildAntenna('A3', 12, 12, { cell: 'S9' }),
    ];
    const { maps } = await predictPlan(buildPlan({ antennas: twins }), { solver, resolutionM: 1 });
    for (const map of maps) {
      map.bestAntenna.forEach((best, cell) => {
        expect(best).toBe(map.cells[cell] === cellKind.none ? -1 : 0);
      });
    }
  });

  it('is refused where all maps would not fit, naming how large they would be', async () => {
    const side = 350;
    const outline: [number, number][] = [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
    ];
    const level = buildLevel({ outline, walls: [], columns: [], openings: [], bays: [], points: [] });
    const levels = ['B1', 'B2', 'B3'].map((id) => ({ ...level, id }));
    const plan = buildPlan({ levels });
    await expect(predictPlan(plan, { solver, resolutionM: 0.1 })).rejects.toThrow(
      /resolution: found 0.1 m, \d+\.\d GB of maps; expected at most 2\.1 GB/,
    );
    const many = Array.from({ length: 20_000 }, (_, index) => buildAntenna(`A${index}`, 5, 5));
    await expect(
      predictPlan({ ...plan, levels: levels.slice(0, 1), antennas: many }, { solver, resolutionM: 0.1 }),
    ).rejects.toThrow(/found 0.1 m, 1\.47e\+12 cells in all antennas' fields; expected at most 1\.00e\+12/);
  });

  it('can be stopped between two batches of fields', async () => {
    let reports = 0;
    const monitor = { cancelled: () => ++reports > 4 };
    await expect(predictPlan(mixedPlan(), { solver, memoryBytes: 20_000, monitor })).rejects.toThrow(
      'cancelled',
    );
  });
});

describe('fast powers and logarithms', () => {
  it('stay within their stated error of the direct formula (seed 41)', () => {
    fc.assert(
      fc.property(fc.double({ min: -400, max: 100, noNaN: true }), (valueDb) => {
        const directRatio = 10 ** (valueDb / 10);
        expect(Math.abs(fastRatio(valueDb) / directRatio - 1)).toBeLessThan(1.2e-10);
        expect(Math.abs(fastDb(directRatio) - 10 * Math.log10(directRatio))).toBeLessThan(2e-11);
      }),
      { seed: 41, numRuns: isLong ? 20_000 : 4000 },
    );
  });

  it('measure an angle within 1e-12 degrees, on the axes exactly (seed 42)', () => {
    const length = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(length, length, fc.boolean(), (aside, along, behind) => {
        fc.pre(aside > 0 || along > 0);
        const ahead = behind && along > 0 ? -along : along;
        const angleDeg = (Math.atan2(aside, ahead) * 180) / Math.PI;
        expect(Math.abs(fastAngleDeg(aside, ahead) - angleDeg)).toBeLessThan(1e-12);
      }),
      { seed: 42, numRuns: isLong ? 20_000 : 4000 },
    );
    expect(fastAngleDeg(0, 3)).toBe(0);
    expect(fastAngleDeg(0, -3)).toBe(180);
    expect(fastAngleDeg(2, 0)).toBe(90);
  });

  it.each([0, -0, -3, 1e-310, 5e-324, 1e305, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])(
    'are the direct formula where the tables end (%d)',
    (value) => {
      expect(fastDb(value)).toBe(10 * Math.log10(value));
      const beyondDb = Math.sign(value) * 401 + value;
      expect(fastRatio(beyondDb)).toBe(10 ** (beyondDb / 10));
    },
  );
});
