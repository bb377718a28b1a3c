import {
  type Antenna,
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  planProfile,
  traceLink,
} from '@diku/engine';
import { trackAntenna } from '@diku/engine/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { limitingCause } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());

function buildHall(antennas: Antenna[], profileOverrides: Record<string, unknown> = {}, seed = 5): Plan {
  const plan = buildPlan({ levels: [buildLevel({ walls: randomWalls(seed, 8), openings: [] })], antennas });
  const carriers = plan.carriers.slice(0, 1);
  return { ...plan, carriers, requirements: { ...plan.requirements, profileOverrides } };
}

/** The first carrier's map alone, without a verdict. */
async function mapOf(plan: Plan): Promise<CarrierMap> {
  const [antenna] = plan.antennas;
  const options = { solver, levelId: 'B1', carrierId: plan.carriers[0].id, resolutionM: 2 };
  return (await trackAntenna(plan, antenna.id, options)).mapWith(antenna);
}

describe('the probability of service of a cell', () => {
  it.each([
    ['one serving cell', 'S1', {}],
    ['two, on foot and in cars', 'S2', {}],
    ['a strong neighbour', 'S2', { interferenceLoadRatio: 1, voice: { lte: { sinrDb: 3 } } }],
    ['a deaf base station', 'S1', { uplink: { sourcePowerDbm: 66 } }],
  ])('is what drawing shadowing gives, with %s (seed 61)', async (_, cell, overrides) => {
    const weak = { portPowerDbm: { 'ctcc-lte1800': -17 } };
    const plan = buildHall(
      [
        buildAntenna('A1', 8, 12, weak),
        buildAntenna('A2', 22, 14, weak),
        buildAntenna('A3', 34, 9, { ...weak, cell }),
      ],
      overrides,
    );
    const map = await mapOf(plan);
    const profile = planProfile(plan);
    const random = createRandom(61);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const noiseMw = 10 ** ((-173.975 + 10 * Math.log10(15_000) + profile.noiseFigureDb) / 10);
    const threshold = profile.voice.lte;
    const rho = profile.shadowingCorrelationRatio;
    let compared = 0;
    let worst = 0;
    for (let index = 3; index < map.cells.length; index += 11) {
      if (map.cells[index] === 0 || map.servedProbability[index] < 0.02) continue;
      const x = (map.grid.originXMm + (index % map.grid.columns) * map.grid.cellMm) / 1000;
      const y = (map.grid.originYMm + Math.floor(index / map.grid.columns) * map.grid.cellMm) / 1000;
      const links = plan.antennas.map(({ id }) => traceLink(plan, id, `${x},${y},1.5,B1`).rsrpDbm);
      const carSigmaDb = map.cells[index] === 2 ? profile.vehicleSigmaDb : 0;
      const medians = links.map((rsrpDbm) => 10 ** (rsrpDbm / 10));
      // The phone stays with the cell of the highest median.
      const servingMw = plan.antennas.reduce(
        (sum, { cell: cellId }, at) => sum + (cellId === 'S1' ? medians[at] : 0),
        0,
      );
      const otherMw = plan.antennas.reduce(
        (sum, { cell: cellId }, at) => sum + (cellId === 'S1' ? 0 : medians[at]),
        0,
      );
      const isServing = servingMw >= otherMw;
      let served = 0;
      const draws = 4000;
      for (let draw = 0; draw < draws; draw += 1) {
        const commonDb = Math.sqrt(rho) * profile.shadowingSigmaDb * normal() + carSigmaDb * normal();
        let serving = 0;
        let others = 0;
        plan.antennas.forEach(({ cell: cellId }, at) => {
          const dbm = links[at] + commonDb + Math.sqrt(1 - rho) * profile.shadowingSigmaDb * normal();
          if ((cellId === 'S1') === isServing) serving += 10 ** (dbm / 10);
          else others += 10 ** (dbm / 10);
        });
        const rsrpDbm = 10 * Math.log10(serving);
        const sinrDb = 10 * Math.log10(serving / (noiseMw + profile.interferenceLoadRatio * others));
        const uplinkDb = rsrpDbm + map.uplinkOverRsrpDb;
        if (rsrpDbm >= threshold.rsrpDbm && sinrDb >= threshold.sinrDb && uplinkDb >= 0) served += 1;
      }
      const errorRatio = map.servedProbability[index] - served / draws;
      worst = Math.max(worst, Math.abs(errorRatio));
      compared += 1;
      // Level and interference that are equally near count as one: then it is too high by some points.
      expect(errorRatio).toBeGreaterThan(-0.06);
      expect(errorRatio).toBeLessThan(cell === 'S1' ? 0.03 : 0.12);
    }
    expect(compared).toBeGreaterThan(8);
    if ('uplink' in overrides) {
      expect([...map.limiting].filter((cause) => cause === limitingCause.uplink).length).toBeGreaterThan(100);
    }
    if ('voice' in overrides) expect([...map.limiting]).toContain(limitingCause.interference);
  });
});

describe('signals make physical sense', () => {
  const point = fc.tuple(
    fc.double({ min: 1, max: 39, noNaN: true }),
    fc.double({ min: 1, max: 23, noNaN: true }),
  );
  const antennas = fc
    .array(
      fc.record({
        place: point,
        cell: fc.constantFrom('S1', 'S2'),
        powerDbm: fc.double({ min: -20, max: 20, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((list) =>
      list.map(({ place: [x, y], cell, powerDbm }, index) =>
        buildAntenna(`A${index}`, x, y, { cell, portPowerDbm: { 'ctcc-lte1800': powerDbm } }),
      ),
    );
  const moreDb = fc.double({ min: 0.5, max: 20, noNaN: true });

  it('more power of all never covers less, and less is received than is sent (seed 62)', async () => {
    await fc.assert(
      fc.asyncProperty(antennas, moreDb, fc.integer({ min: 1, max: 50 }), async (list, db, seed) => {
        const louder = list.map((antenna) => ({
          ...antenna,
          portPowerDbm: { 'ctcc-lte1800': antenna.portPowerDbm!['ctcc-lte1800'] + db },
        }));
        const before = await mapOf(buildHall(list, {}, seed));
        const after = await mapOf(buildHall(louder, {}, seed));
        const sentMw = list.reduce(
          (sum, { portPowerDbm }) => sum + 10 ** (portPowerDbm!['ctcc-lte1800'] / 10),
          0,
        );
        before.servedProbability.forEach((probability, cell) => {
          if (before.cells[cell] === 0) return;
          // The spread of a SINR that interference begins to limit is found by its slope, which is a little off.
          const slackRatio = list.every(({ cell: cellId }) => cellId === 'S1') ? 1e-6 : 0.01;
          expect(after.servedProbability[cell]).toBeGreaterThanOrEqual(probability - slackRatio);
          expect(before.rsrpDbm[cell]).toBeLessThan(10 * Math.log10(sentMw));
          expect(after.rsrpDbm[cell] - before.rsrpDbm[cell]).toBeCloseTo(db, 3);
        });
      }),
      { seed: 62, numRuns: 15 },
    );
  });

  it('more load of the neighbours never gives more SINR, nor changes the level or the uplink (seed 63)', async () => {
    const load = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(antennas, load, load, async (list, one, other) => {
        const idle = await mapOf(buildHall(list, { interferenceLoadRatio: Math.min(one, other) }));
        const busy = await mapOf(buildHall(list, { interferenceLoadRatio: Math.max(one, other) }));
        idle.sinrDb.forEach((sinrDb, cell) => {
          if (idle.cells[cell] > 0) expect(busy.sinrDb[cell]).toBeLessThanOrEqual(sinrDb + 1e-5);
        });
        expect(busy.rsrpDbm).toEqual(idle.rsrpDbm);
      }),
      { seed: 63, numRuns: 10 },
    );
  });

  it('one more antenna of the serving cell never takes level away (seed 64)', async () => {
    await fc.assert(
      fc.asyncProperty(antennas, point, async (list, [x, y]) => {
        const one = list.map((antenna) => ({ ...antenna, cell: 'S1' }));
        const added = buildAntenna('B', x, y, { portPowerDbm: { 'ctcc-lte1800': 0 } });
        const fewer = await mapOf(buildHall(one));
        const more = await mapOf(buildHall([...one, added]));
        fewer.rsrpDbm.forEach((rsrpDbm, cell) => {
          // The table between its steps may give a thousandth away.
          if (fewer.cells[cell] > 0) expect(more.rsrpDbm[cell]).toBeGreaterThan(rsrpDbm - 0.01);
        });
      }),
      { seed: 64, numRuns: 10 },
    );
  });
});
