import { describe, expect, test } from 'vitest';
import { fitBoostedTrees } from '../../benchmarks/measured/lib/boosted-trees.mjs';
import { drawSites } from '../../benchmarks/measured/lib/draw-links.mjs';
import { meanOverBuildings, offsetErrorsDb } from '../../benchmarks/measured/lib/error-figures.mjs';
import { holdBlocksOut } from '../../benchmarks/measured/lib/hold-blocks-out.mjs';
import { krigeResiduals } from '../../benchmarks/measured/lib/krige-residuals.mjs';
import {
  leaveBuildingsOut,
  refitSaturatingPath,
} from '../../benchmarks/measured/lib/leave-buildings-out.mjs';
import {
  drawFolds,
  heldOutErrorsDb,
  leaveTransmittersOut,
} from '../../benchmarks/measured/lib/leave-transmitters-out.mjs';
import { type TracedLink, traceSite, wallFactors } from '../../benchmarks/measured/lib/trace-site.mjs';
import { correlatedField } from '../../scripts/lib/correlated-field.mjs';
import { createRandom, freeSpaceLossDb, penetrationLossDb } from '../support/whole-engine.ts';

const frequencyMhz = 2400;

/** Six rooms in a row, 6 m wide, with brick walls between them far longer than the rooms; a transmitter in each. */
function rowOfRooms(id: string, seed: number) {
  const random = createRandom(seed);
  const walls = [6, 12, 18, 24, 30].map((x) => ({ start: [x, -400], end: [x, 400], material: 'unknown' }));
  const transmitters = [3, 9, 15, 21, 27, 33].map((x, index) => ({
    transmitter: `${id} ${index}`,
    from: [x, 4 * random(), 2],
  }));
  const links = transmitters.flatMap(({ transmitter, from }) =>
    Array.from({ length: 60 }, (_, index) => ({
      transmitter,
      fromFloor: '0',
      from,
      toFloor: '0',
      to: [36 * random(), 20 * random(), 1],
      frequencyMhz,
      device: index % 2 === 0 ? 'phone A' : 'phone B',
      levelDbm: 0,
    })),
  );
  return { id, title: id, floors: [{ id: '0', elevationM: 0, clearHeightM: 3, walls }], links };
}

type Law = (link: TracedLink) => number;
const offsetsDb: Record<string, number> = { 'phone A': 17, 'phone B': -4 };

/** The building as drawn, and traced with levels by a law. */
function siteBy(law: Law, id: string, seed: number) {
  const [drawn] = drawSites(rowOfRooms(id, seed));
  const links = traceSite(drawn).map((link) => ({
    ...link,
    levelDbm: offsetsDb[link.device] - law(link),
  }));
  return { drawn, site: { ...drawn, links } };
}

const countingLaw =
  (exponent: number, wallDb: number): Law =>
  ({ nearLossDb, logDistance, walls }) =>
    nearLossDb + 10 * exponent * logDistance + wallDb * walls;

describe('links of a measured building', () => {
  const building = rowOfRooms('rooms', 1);

  test('as many of each transmitter as of the others, where it has them, the same at every draw', () => {
    const many = Array.from({ length: 10 }, () => building.links).flat();
    const links = many.filter(({ transmitter }, index) => transmitter !== 'rooms 0' || index < 30);
    const [site] = drawSites({ ...building, links });
    const countOf = (name: string) => site.links.filter(({ transmitter }) => transmitter === name).length;
    expect(site).toMatchObject({
      received: links.length,
      unheard: 0,
      scope: 'one floor',
      band: 'below 3 GHz',
    });
    expect([0, 1, 2, 3, 4, 5].map((index) => countOf(`rooms ${index}`))).toEqual([
      30, 294, 294, 294, 294, 294,
    ]);
    expect(drawSites({ ...building, links })).toEqual([site]);
  });

  test('bands, links between floors and links shorter than 1 m are told apart', () => {
    const [link] = building.links;
    const floors = [...building.floors, { id: '1', elevationM: 4, clearHeightM: 3, walls: [] }];
    const links = [
      link,
      { ...link, frequencyMhz: 5200 },
      { ...link, toFloor: '1' },
      { ...link, to: [link.from[0], link.from[1] + 0.5, link.from[2]] },
    ];
    const sites = drawSites({ ...building, floors, links, unheard: [link, link] });
    expect(sites.map(({ id, received, unheard }) => [id, received, unheard])).toEqual([
      ['rooms, one floor, below 3 GHz', 1, 2],
      ['rooms, one floor, above 3 GHz', 1, 0],
      ['rooms, between floors, below 3 GHz', 1, 0],
    ]);
  });

  test('a link pays for what it crosses by the rule of each model', () => {
    const [link] = building.links;
    const to = [link.from[0] + 18, link.from[1], link.from[2]];
    const [site] = drawSites({ ...building, links: [{ ...link, to }] });
    const [traced] = traceSite(site);
    const wallDb = penetrationLossDb('brick', frequencyMhz, 0.2);
    const nearDb = freeSpaceLossDb(frequencyMhz, 1);
    expect(traced).toMatchObject({ walls: 3, distanceM: 18, floors: 0 });
    expect(traced.sumDb).toBeCloseTo(3 * wallDb, 1);
    expect(traced.largestDb).toBeCloseTo(wallDb, 2);
    expect(traced.lossDb['free-space']).toBeCloseTo(nearDb + 20 * Math.log10(18), 9);
    const leak = 1e-4;
    const capped = -10 * Math.log10((1 - leak) * 10 ** (-traced.sumDb / 10) + leak);
    expect(traced.lossDb['multi-wall']).toBeCloseTo(nearDb + 22 * Math.log10(18) + capped, 6);
    const excessDb = (factor: number) =>
      traced.factorLossDb[wallFactors.indexOf(factor)] - nearDb - 19 * Math.log10(18);
    expect(excessDb(1)).toBeCloseTo(Math.sqrt(3) * wallDb, 1);
    expect(excessDb(0.5)).toBeCloseTo((Math.sqrt(3) * wallDb) / 2, 1);
  });

  test('what was counted by hand costs as much as the same walls in a plan', () => {
    const [link] = building.links;
    const to = [link.from[0] + 12, link.from[1], link.from[2]];
    const planned = traceSite(drawSites({ ...building, links: [{ ...link, to }] })[0])[0];
    const counted = { ...link, to, crossed: { brick: 2 } };
    const floors = [{ ...building.floors[0], walls: [] }];
    const [traced] = traceSite(drawSites({ ...building, floors, links: [counted] })[0]);
    expect(traced.walls).toBe(2);
    for (const [id, lossDb] of Object.entries(planned.lossDb))
      expect(traced.lossDb[id]).toBeCloseTo(lossDb, 3);
  });
});

describe('another building', () => {
  const law = countingLaw(2.3, 3.1);
  const sites = [1, 2, 3].map((seed) => siteBy(law, `rooms ${seed}`, seed).site);

  test('a law that holds in every building is found exactly, whatever each device reads', () => {
    for (const { scores, fits } of leaveBuildingsOut(sites, 'walls')) {
      expect(fits['log-distance + walls'].exponent).toBeCloseTo(2.3, 9);
      expect(fits['log-distance + walls'].stepDb).toBeCloseTo(3.1, 9);
      expect(scores['log-distance + walls'].rmseDb).toBeLessThan(1e-9);
      expect(scores['log-distance + √walls'].rmseDb).toBeGreaterThan(0.5);
    }
  });

  test('a building is never in the fit that predicts it', () => {
    const other = siteBy(countingLaw(4, 0.5), 'rooms 3', 3).site;
    const [, , before] = leaveBuildingsOut(sites, 'walls');
    const rows = leaveBuildingsOut([...sites.slice(0, 2), other], 'walls');
    expect(rows[2].fits).toEqual(before.fits);
    expect(rows[2].scores['log-distance + walls'].rmseDb).toBeGreaterThan(3);
    expect(rows[0].fits['log-distance + walls'].exponent).toBeGreaterThan(2.5);
    // Two bands of one building are one building.
    const twin = { ...other, building: 'rooms 2' };
    const [, first, second] = leaveBuildingsOut([...sites.slice(0, 2), twin], 'walls');
    expect(first.fits).toEqual(second.fits);
  });

  test('the refit of the saturating path finds the exponent and the factor that the levels were made with', () => {
    const factorIndex = wallFactors.indexOf(0.7);
    const saturating: Law = ({ factorLossDb, logDistance }) => factorLossDb[factorIndex] + 2 * logDistance;
    const fit = refitSaturatingPath([siteBy(saturating, 'rooms 1', 1).site]);
    expect(fit).toMatchObject({ factorIndex });
    expect(fit.exponent).toBeCloseTo(2.1, 9);
  });

  test('errors of a device have the mean 0, and bands of a building count as one in the mean', () => {
    const { links } = sites[0];
    const errorsDb = offsetErrorsDb(
      links,
      links.map(({ point }) => point[0]),
    );
    for (const phone of Object.keys(offsetsDb)) {
      const ofPhone = errorsDb.filter((_, index) => links[index].device === phone);
      expect(ofPhone.reduce((sum, errorDb) => sum + errorDb, 0) / ofPhone.length).toBeCloseTo(0, 9);
    }
    const bands = [{ building: 'a' }, { building: 'a' }, { building: 'b' }];
    expect(meanOverBuildings(bands, [2, 4, 7])).toMatchObject({ buildings: 2, meanDb: 5 });
  });
});

describe('other transmitters and squares of one building', () => {
  const saturating: Law = ({ lossDb }) => lossDb['saturating-path'];
  const { drawn, site } = siteBy(saturating, 'rooms', 1);

  test('each name is in one fold', () => {
    const names = Array.from({ length: 23 }, (_, index) => `transmitter ${index}`);
    const folds = drawFolds([...names, ...names]);
    expect(folds.map((fold) => fold.size)).toEqual([3, 3, 3, 2, 2, 2, 2, 2, 2, 2]);
    expect(folds.flatMap((fold) => [...fold]).sort()).toEqual([...names].sort());
  });

  test('nothing is learnt from a transmitter that is predicted', () => {
    const folds = drawFolds(site.links.map(({ transmitter }) => transmitter));
    const seen: Set<string>[] = [];
    const errorsDb = heldOutErrorsDb(site.links, folds, (indices) => {
      seen.push(new Set(indices.map((index) => site.links[index].transmitter)));
      return ({ lossDb }) => lossDb['saturating-path'];
    });
    for (const [index, fold] of folds.entries()) {
      for (const name of fold) expect(seen[index].has(name)).toBe(false);
      expect(seen[index].size + fold.size).toBe(6);
    }
    expect(Math.max(...(errorsDb ?? [1]).map(Math.abs))).toBeLessThan(1e-9);
  });

  test('levels by the saturating path are predicted by it exactly, and by a calibration within 0.3 dB', {
    tags: ['thorough'],
  }, () => {
    const scores = leaveTransmittersOut(drawn, site.links) ?? {};
    expect(scores['saturating-path'].rmseDb).toBeLessThan(1e-9);
    expect(scores.calibrated.rmseDb).toBeLessThan(0.3);
    expect(scores['boosted trees'].rmseDb).toBeLessThan(3);
    expect(scores['least squares'].rmseDb).toBeLessThan(0.1);
    expect(
      leaveTransmittersOut(
        drawn,
        site.links.filter(({ transmitter }) => transmitter < 'rooms 3'),
      ),
    ).toBe(undefined);
  });

  test('in squares held out an offset of each transmitter is known, and a level of one link is not', () => {
    const strong: Record<string, number> = { 'rooms 1': 9, 'rooms 4': -6 };
    const links = site.links.map((link) => ({
      ...link,
      levelDbm: link.levelDbm + (strong[link.transmitter] ?? 0),
    }));
    expect(holdBlocksOut(links)?.['saturating-path'].rmseDb).toBeLessThan(1e-9);
    const [first, ...others] = links;
    const oneOff = holdBlocksOut([{ ...first, levelDbm: first.levelDbm + 50 }, ...others]);
    expect(oneOff?.['saturating-path'].rmseDb).toBeGreaterThan(50 / Math.sqrt(links.length));
  });

  test('shadowing is kriged from neighbours of its own series, seed 7', () => {
    const random = createRandom(7);
    const field = correlatedField(random, 6, 8);
    const points = Array.from({ length: 300 }, () => [40 * random(), 40 * random()]);
    const at = (series: string) =>
      points.map(([x, y]) => ({ series, point: [x, y], residualDb: field(x, y) }));
    const [known, asked] = [at('a').slice(0, 250), at('a').slice(250)];
    const rms = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const kriged = krigeResiduals(known, asked);
    const before = rms(asked.map(({ residualDb }) => residualDb));
    expect(rms(asked.map(({ residualDb }, index) => residualDb - kriged[index]))).toBeLessThan(0.6 * before);
    expect(krigeResiduals(known, at('b').slice(250)).every((value) => value === 0)).toBe(true);
  });
});

describe('boosted trees', () => {
  const rows = Array.from({ length: 400 }, (_, index) => [index % 20, Math.floor(index / 20)]);

  test('steps of two features are found', () => {
    const values = rows.map(([a, b]) => (a < 7 ? 10 : 0) + (b >= 12 ? 5 : 0));
    const predict = fitBoostedTrees(rows, values, { trees: 200, learningRatio: 0.1 });
    for (const [index, row] of rows.entries()) expect(predict(row)).toBeCloseTo(values[index], 2);
    expect(predict([6.4, 30])).toBeCloseTo(15, 2);
  });

  test('a leaf has as many rows as are asked for: an outlier moves its neighbours by little', () => {
    const values = rows.map((_, index) => (index === 0 ? 100 : 0));
    const predict = fitBoostedTrees(rows, values, { trees: 1, learningRatio: 1, minLeaf: 50, depth: 8 });
    expect(predict(rows[0])).toBeLessThanOrEqual(2);
    expect(predict(rows[0])).toBeGreaterThan(0);
  });
});
