import {
  findCarrierProfile,
  InputError,
  type Plan,
  parseCatalogue,
  parsePlan,
  reportNetwork,
} from '@diku/engine';
import type { Catalogue } from '@diku/engine/design';
import type { CatalogPart } from '@diku/engine/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { cableLossDb, evaluateNetwork, partLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

/** Figures that a data sheet may have, and some that none has. */
const lossDb = (min: number, max: number) =>
  fc
    .tuple(fc.double({ min: min, max: max, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([low, more]) => ({ '900': low, '2600': low + more }));
/** One in ten makes energy and is refused. */
function sound<Item extends { loss: Record<string, number>; isSound: number }>(
  { isSound, loss, ...rest }: Item,
  minDb: number,
) {
  const added = isSound > 0 ? minDb : 0;
  return { ...rest, loss: { '900': loss['900'] + added, '2600': loss['2600'] + added } };
}
const price = fc.integer({ min: 0, max: 20_000 });

const parts = fc
  .record({
    units: fc.array(
      fc.record({
        priceCny: price,
        sourcePowerDbm: fc.integer({ min: -10, max: 50 }),
        carriersAtMost: fc.integer({ min: 1, max: 8 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    splitters: fc.array(
      fc.record({
        ways: fc.integer({ min: 2, max: 8 }),
        priceCny: price,
        loss: lossDb(0, 2),
        isSound: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 3 },
    ),
    couplers: fc.array(
      fc.record({
        couplingDb: fc.integer({ min: 3, max: 40 }),
        priceCny: price,
        loss: lossDb(0, 2),
        isSound: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 3 },
    ),
    attenuators: fc.array(fc.record({ priceCny: price, loss: lossDb(0, 20) }), { maxLength: 2 }),
    cables: fc.array(
      fc.record({ priceCny: price, loss: lossDb(0, 40), longestM: fc.integer({ min: 5, max: 1000 }) }),
      { maxLength: 3 },
    ),
    poi: fc.option(fc.record({ priceCny: price, loss: lossDb(0, 6) })),
    hub: fc.option(fc.record({ priceCny: price, ways: fc.integer({ min: 2, max: 8 }) })),
    cell: fc.option(fc.record({ priceCny: price, sourcePowerDbm: fc.integer({ min: -10, max: 30 }) })),
    dataM: fc.option(fc.integer({ min: 1, max: 200 })),
  })
  .map(({ units, splitters, couplers, attenuators, cables, poi, hub, cell, dataM }) => {
    const part = (kind: CatalogPart['kind'], index: number, rest: object) => ({
      ...{ id: `${kind}-${index}`, kind, name: kind, source: 'made up for this test' },
      ...rest,
    });
    const of = <Item extends { loss?: object }>(
      kind: CatalogPart['kind'],
      items: readonly Item[],
      key = 'lossDb',
    ) =>
      items.map(({ loss, ...rest }, index) =>
        part(kind, index, { ...rest, ...(loss ? { [key]: loss } : {}) }),
      );
    return [
      ...of('radio-unit', units as { loss?: object }[]),
      ...of(
        'splitter',
        splitters.map((each) => sound(each, 10 * Math.log10(each.ways))),
      ),
      ...of(
        'coupler',
        couplers.map((each) => sound(each, -10 * Math.log10(1 - 10 ** (-each.couplingDb / 10)))),
      ),
      ...of('attenuator', attenuators),
      ...of('cable', cables, 'lossDbPer100M'),
      ...(poi ? of('poi', [poi]) : []),
      ...(hub ? of('hub', [hub as { loss?: object }]) : []),
      ...(cell ? of('small-cell', [cell as { loss?: object }]) : []),
      ...(dataM ? [part('data-cable', 0, { priceCny: 5, longestM: dataM })] : []),
    ];
  });

const plans = fc
  .record({
    places: fc.array(
      fc.record({
        ...{ x: fc.integer({ min: 0, max: 41 }), y: fc.integer({ min: 0, max: 31 }), isLower: fc.boolean() },
        ...{
          isCell: fc.boolean(),
          targetDbm: fc.integer({ min: -20, max: 30 }),
          cell: fc.constantFrom('C1', 'C2'),
        },
      }),
      { minLength: 1, maxLength: 7 },
    ),
    room: fc.constantFrom('none', 'upper', 'lower'),
    hasShaft: fc.boolean(),
    isWalled: fc.boolean(),
    carriers: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ places: points, room, hasShaft, isWalled, carriers }) => {
    const outline: [number, number][] = [
      [0, 0],
      [40, 0],
      [40, 30],
      [0, 30],
    ];
    const level = (id: string, elevationM: number, withRoom: boolean) =>
      buildLevel({
        ...{ id, elevationM, outline, columns: [], bays: [], points: [], openings: [] },
        walls: isWalled
          ? [
              {
                id: `w-${id}`,
                start: [20, 0],
                end: [20, 30],
                thicknessM: 0.3,
                material: 'reinforced-concrete',
              },
            ]
          : [],
        facilities: [
          ...(withRoom
            ? [{ id: `er-${id}`, kind: 'equipment-room' as const, position: [3, 3] as [number, number] }]
            : []),
          ...(hasShaft
            ? [{ id: `sh-${id}`, kind: 'shaft' as const, position: [10, 10] as [number, number] }]
            : []),
        ],
      });
    return buildPlan({
      levels: [level('B1', -4, room === 'upper'), level('B2', -8, room === 'lower')],
      carriers: findCarrierProfile('lte').slice(0, carriers),
      antennas: points.map(({ x, y, isLower, isCell, targetDbm, cell }, index) => {
        const id = `A${index}`;
        const targets = Object.fromEntries(
          findCarrierProfile('lte').map((carrier) => [carrier.id, targetDbm]),
        );
        return buildAntenna(id, x, y, {
          ...{ level: isLower ? 'B2' : 'B1', cell, targetPowerDbm: targets },
          ...(isCell ? { feed: 'small-cell' as const } : {}),
        });
      }),
    });
  });

/** The network that comes of it, or what it is refused for; anything else that is thrown goes on. */
function design(plan: Plan, value: unknown) {
  try {
    const catalogue = parseCatalogue(value) as Catalogue;
    return designNetwork(plan, { catalogue, effort: 'low', partial: true });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { at, found, expected } of error.problems) {
      expect(at).not.toBe('');
      expect(`${found}${expected}`).not.toMatch(/undefined|NaN|\{\w+\}/);
    }
    return undefined;
  }
}

describe('networks from random catalogues and plans', () => {
  it('are refused with a location or make sense: no crash, no NaN, no power out of nothing (random pairs)', {
    timeout: 60_000,
  }, () => {
    let designed = 0;
    fc.assert(
      fc.property(plans, parts, (plan, listed) => {
        const found = design(plan, { format: 'diku-catalogue', version: 1, parts: listed });
        if (!found) return;
        designed += 1;
        const text = JSON.stringify(found, (_, value) => {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          return value;
        });
        const read = parsePlan(JSON.parse(text).plan);
        const evaluation = evaluateNetwork(read);
        const all = new Map((read.network?.parts ?? []).map((part) => [part.id, part]));
        for (const { node, powerDbm } of evaluation?.outputs ?? []) {
          for (const value of Object.values(powerDbm)) expect(Number.isFinite(value), node).toBe(true);
        }
        for (const source of read.network?.sources ?? []) {
          for (const { id } of read.carriers) {
            const given = source.units.reduce((sum, unit) => {
              const powerDbm = unit.outputPowerDbm[id];
              return powerDbm === undefined ? sum : sum + 10 ** (powerDbm / 10);
            }, 0);
            const radiated = (evaluation?.antennas ?? [])
              .filter((feed) => feed.source === source.id)
              .flatMap(({ carriers }) => carriers.filter(({ carrier }) => carrier === id))
              .reduce((sum, { powerDbm }) => sum + 10 ** (powerDbm / 10), 0);
            // Figures of parts may be rounded to a tenth of a decibel, part after part.
            expect(radiated).toBeLessThanOrEqual(
              given * 10 ** (0.005 * (1 + (read.network?.devices ?? []).length)),
            );
          }
          for (const unit of source.units) {
            for (const powerDbm of Object.values(unit.outputPowerDbm)) {
              expect(powerDbm).toBeLessThanOrEqual((all.get(unit.part)?.sourcePowerDbm ?? 0) + 1e-6);
            }
          }
        }
        expect(found.design.sources).toBeGreaterThanOrEqual(found.design.leastSources);
        for (const tree of found.design.trees) {
          expect(tree.leastPartsCny).toBeLessThanOrEqual(tree.partsCny + 1e-6);
          expect(tree.leastCourseCny).toBeLessThanOrEqual(tree.courseCny + 1e-6);
        }
        for (const { worst } of reportNetwork(read)?.rules ?? []) {
          if (worst?.value !== undefined) expect(Number.isNaN(worst.value)).toBe(false);
        }
      }),
      { seed: 20261127, numRuns: isLong ? 5000 : 15 },
    );
    expect(designed).toBeGreaterThan(isLong ? 8 : 1);
  });

  it('figures of parts stay finite at any frequency and length', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 1000 }),
        (listed, f, lengthM) => {
          for (const part of listed as CatalogPart[]) {
            for (const port of ['out1', 'through', 'coupled']) {
              expect(partLossDb(part, port, f)).toBeGreaterThanOrEqual(0);
            }
            expect(cableLossDb(part, lengthM, f)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { seed: 3, numRuns: 50 },
    );
  });
});
