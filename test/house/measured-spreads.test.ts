import { describe, expect, test } from 'vitest';
import { compareDevices, deviceSigmaDb } from '../../benchmarks/measured/lib/compare-devices.mjs';
import { correlateTransmitters } from '../../benchmarks/measured/lib/correlate-transmitters.mjs';
import { estimateSpreads, prepareSpreads } from '../../benchmarks/measured/lib/estimate-spreads.mjs';
import { fitLevels } from '../../benchmarks/measured/lib/fit-levels.mjs';
import { type TracedLink, wallFactors } from '../../benchmarks/measured/lib/trace-site.mjs';
import { weakenWalls } from '../../benchmarks/measured/lib/weaken-unknown-walls.mjs';
import { correlatedField } from '../../scripts/lib/correlated-field.mjs';
import { createNormalSource, createRandom } from '../support/whole-engine.ts';

const truth = {
  exponentMean: 0.1,
  exponentSigma: 0.5,
  obstacleMean: -0.3,
  obstacleSigma: 0.3,
  biasSigmaDb: 3,
  antennaSigmaDb: 3,
  sigmaDb: 6,
  decorrelationM: 6.3,
  notSpatialRatio: 0.2,
  betweenTransmitters: 0.3,
};
const deviceDb: Record<string, number> = { 'phone A': 4, 'phone B': -4 };
const nearLossDb = 40;
type Source = () => number;

/** Shadowing of one building: what a transmitter loses beyond the law, as far as it is the place's and its own. */
function drawShadowing(points: readonly (readonly number[])[], random: Source, normal: Source) {
  const { sigmaDb, notSpatialRatio, betweenTransmitters, decorrelationM } = truth;
  const part = (ratio: number) => {
    const field = correlatedField(
      random,
      sigmaDb * Math.sqrt(ratio * (1 - notSpatialRatio)),
      decorrelationM,
      120,
    );
    const looseDb = sigmaDb * Math.sqrt(ratio * notSpatialRatio);
    return points.map(([x, y]) => field(x, y) + looseDb * normal());
  };
  const common = part(betweenTransmitters);
  return () => part(1 - betweenTransmitters).map((independentDb, at) => common[at] + independentDb);
}

/** A site whose levels deviate from the saturating path by the law that the estimate is for. */
function drawSite(index: number, random: Source, normal: Source) {
  const bias = 20 + truth.biasSigmaDb * normal();
  const exponent = truth.exponentMean + truth.exponentSigma * normal();
  const obstacle = truth.obstacleMean + truth.obstacleSigma * normal();
  const points = Array.from({ length: 32 }, () => [40 * random(), 30 * random()]);
  const nextShadowDb = drawShadowing(points, random, normal);
  const links = [1, 2, 3, 4].flatMap((antenna) => {
    const [x0, y0] = [40 * random(), 30 * random()];
    const antennaDb = truth.antennaSigmaDb * normal();
    const shadowDb = nextShadowDb();
    return points.map((point, at) => {
      const device = at % 2 === 0 ? 'phone A' : 'phone B';
      const logDistance = Math.log10(Math.max(1, Math.hypot(point[0] - x0, point[1] - y0)));
      const obstacleDb = 9 * Math.sqrt(Math.abs(Math.floor(point[0] / 8) - Math.floor(x0 / 8)));
      const lossDb = nearLossDb + 19 * logDistance + obstacleDb;
      const moreDb = bias + antennaDb - 10 * exponent * (logDistance - 1) - obstacle * obstacleDb;
      const levelDbm = moreDb + shadowDb[at] + deviceDb[device] - lossDb;
      return asLink({ transmitter: `antenna ${antenna}`, device, point, logDistance, levelDbm, lossDb });
    });
  });
  const id = `building ${index}`;
  return { id, building: id, band: 'one', campaign: 'one', links, drawn: { exponent, obstacle } };
}

function asLink({ lossDb, ...link }: Partial<Omit<TracedLink, 'lossDb'>> & { lossDb: number }) {
  const loss = { 'saturating-path': lossDb };
  return { floor: '0', frequencyMhz: 2400, nearLossDb, ...link, lossDb: loss } as unknown as TracedLink;
}

describe('spreads of the prediction', () => {
  test('40 buildings drawn with known spreads give them back, seed 25', { tags: ['thorough'] }, () => {
    const [random, normal] = [createRandom(25), createNormalSource(createRandom(26))];
    const sites = Array.from({ length: 40 }, (_, index) => drawSite(index, random, normal));
    const { figures, rows } = estimateSpreads(prepareSpreads(sites), { resampleCount: 12 });
    const found = (name: keyof typeof truth) => figures[name].value;
    for (const name of ['exponent', 'obstacle'] as const) {
      // Three times what so many buildings leave open of a mean.
      const openRatio = (3 * truth[`${name}Sigma`]) / Math.sqrt(rows.length);
      expect(Math.abs(found(`${name}Mean`) - truth[`${name}Mean`])).toBeLessThan(openRatio);
    }
    for (const name of ['exponentSigma', 'obstacleSigma', 'biasSigmaDb', 'antennaSigmaDb'] as const) {
      expect(found(name) / truth[name]).toBeGreaterThan(0.75);
      expect(found(name) / truth[name]).toBeLessThan(1.25);
      expect(figures[name].low).toBeLessThan(found(name));
      expect(figures[name].high).toBeGreaterThan(found(name));
    }
    expect(Math.abs(found('sigmaDb') - truth.sigmaDb)).toBeLessThan(0.4);
    expect(Math.abs(found('notSpatialRatio') - truth.notSpatialRatio)).toBeLessThan(0.08);
    expect(Math.abs(found('betweenTransmitters') - truth.betweenTransmitters)).toBeLessThan(0.08);
    expect([5, 6.3, 8]).toContain(found('decorrelationM'));
    // A building's own estimate is off by what its error says.
    for (const name of ['exponent', 'obstacle'] as const) {
      const squares = sites.map(({ building, drawn }) => {
        const row = rows.find((each) => each.building === building);
        return row ? ((row[name] - drawn[name]) / row[`${name}Error`]) ** 2 : Number.NaN;
      });
      const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
      expect(mean).toBeGreaterThan(0.6);
      expect(mean).toBeLessThan(1.6);
    }
  });

  test('where every link is exact, the spreads are those of the buildings, whatever their devices read', () => {
    const effects = [
      [2, 0.1, -0.2],
      [-3, 0.4, 0.1],
      [1, -0.3, 0.3],
      [0, 0.2, -0.4],
      [5, -0.1, 0],
    ];
    // One transmitter each, whose links say these three nearly without error.
    const weight = 1e6;
    const information = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? weight : 0));
    const buildings = effects.map((effect) => ({
      building: effect.join(),
      campaign: 'one',
      columns: 4,
      transmitters: [{ group: 3, information, right: Float64Array.from(effect, (value) => weight * value) }],
    }));
    const none = new Float64Array(9);
    const start = { building: Float64Array.of(4, 0, 0, 0, 1, 0, 0, 0, 1), transmitter: none };
    const { mean, building } = fitLevels(buildings, { rounds: 60, start });
    const means = [0, 1, 2].map((k) => effects.reduce((sum, effect) => sum + effect[k] / 5, 0));
    const spread = (a: number, b: number) =>
      effects.reduce((sum, effect) => sum + (effect[a] - means[a]) * (effect[b] - means[b]), 0) / 4;
    expect(mean.exponent).toBeCloseTo(means[1], 4);
    expect(mean.obstacle).toBeCloseTo(means[2], 4);
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 2],
      [2, 2],
    ])
      expect(building[3 * a + b]).toBeCloseTo(spread(a, b), 3);
  });

  test('residuals of two transmitters at one place correlate as drawn, seed 3', () => {
    const normal = createNormalSource(createRandom(3));
    const residuals = Array.from({ length: 2000 }, (_, index) => {
      const common = normal();
      return ['a', 'b'].map((transmitter) => ({
        transmitter,
        place: String(index),
        residualDb: 5 * (Math.sqrt(0.4) * common + Math.sqrt(0.6) * normal()),
      }));
    }).flat();
    expect(correlateTransmitters(residuals)?.ratio).toBeCloseTo(0.4, 1);
    expect(correlateTransmitters(residuals.slice(0, 40))).toBe(undefined);
  });
});

describe('devices', () => {
  test('offsets at shared places, and how far one reading is off beyond them; not across settings, seed 4', () => {
    const normal = createNormalSource(createRandom(4));
    const links = Array.from({ length: 300 }, (_, index) => index).flatMap((index) => {
      const placeDb = 8 * normal();
      return ['A', 'B', 'C', 'C, other'].map((device, at) =>
        asLink({
          transmitter: 'one',
          device,
          point: [6 * index, 0],
          levelDbm: placeDb + [3, 0, -3, 50][at] + 2 * normal(),
          lossDb: 0,
        }),
      );
    });
    const compared = compareDevices({ building: 'x', band: 'y', links });
    expect(compared).toHaveLength(1);
    expect(compared[0]).toMatchObject({ devices: ['A', 'B', 'C'], places: 300 });
    for (const [at, expected] of [3, 0, -3].entries())
      expect(Math.abs(compared[0].offsetsDb[at] - expected)).toBeLessThan(0.4);
    expect(Math.abs(compared[0].readingSigmaDb - 2)).toBeLessThan(0.2);
    // Offsets of 3, 0 and −3 dB.
    expect(Math.abs(deviceSigmaDb(compared) - 3)).toBeLessThan(0.3);
  });
});

describe('walls of unknown material', () => {
  test('the factor is learnt from the other buildings alone', () => {
    const siteOf = (building: string, factor: number) => ({
      building,
      band: 'one',
      links: [0, 10, 20].map((lossDb) => {
        const link = asLink({ device: 'one', levelDbm: -factor * lossDb, lossDb });
        return { ...link, factorLossDb: wallFactors.map((value) => value * lossDb) };
      }),
    });
    const weakened = weakenWalls([siteOf('a', 0.5), siteOf('b', 0.5), siteOf('c', 1)]);
    expect(weakenWalls([siteOf('a', 0.5)])).toBe(undefined);
    if (!weakened) throw new Error('three buildings were not compared');
    const { rows, means } = weakened;
    expect(rows.map(({ learntFactor }) => learntFactor)).toEqual([0.7, 0.7, 0.5]);
    expect(rows[2].wholeDb).toBeCloseTo(0, 9);
    expect(rows[0].halfDb).toBeCloseTo(0, 9);
    expect(rows[2].learntDb).toBeCloseTo(rows[0].wholeDb, 9);
    expect(means.halfLessDb?.meanDb).toBeLessThan(0);
  });
});
