import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { type OwnershipLine, recommendScheme } from '../../packages/engine/src/design/index.ts';
import type { SchemeId, SchemeRow } from '../../packages/engine/src/plan/index.ts';

type Costs = Record<string, number>;

const linesOf = (costs: Costs, fixed: readonly string[] = []): OwnershipLine[] =>
  Object.entries(costs).map(([part, ownershipCny]) => ({
    ...{ part, name: part, ownershipCny },
    assumed: !fixed.includes(part),
  }));

const sumOf = (costs: Costs) => Object.values(costs).reduce((sum, each) => sum + each, 0);

function recommended(
  schemes: Partial<Record<SchemeId, Costs>>,
  more: Partial<Record<SchemeId, Partial<SchemeRow>>> = {},
) {
  const rows = Object.entries(schemes).map(([scheme, costs]) => ({
    ...{ scheme, outcome: 'passes', reasons: [], conditions: [] },
    figures: { cost: { ownershipCny: sumOf(costs) } },
    ...more[scheme as SchemeId],
  })) as unknown as SchemeRow[];
  const lines = new Map(
    Object.entries(schemes).map(([scheme, costs]) => [scheme as SchemeId, linesOf(costs)]),
  );
  return recommendScheme(rows, lines, { priceSpreadRatio: 0.2 });
}

describe('the recommended scheme', () => {
  it('is the cheapest that passes without an open condition', () => {
    const found = recommended(
      {
        'passive-omni': { rru: 900 },
        'small-cells': { prru: 1800 },
        repeater: { repeater: 300 },
        hybrid: { mix: 100 },
      },
      { repeater: { conditions: [{ code: 'scheme-no-antennas' }] }, hybrid: { outcome: 'fails' } },
    );
    expect(found).toMatchObject({
      kind: 'cheapest',
      first: 'passive-omni',
      second: 'small-cells',
      close: [],
    });
    expect(found.differenceCny).toBe(900);
  });

  it('is left to the prices where these decide: what both take in like amounts does not', () => {
    const common = { bbu: 60_000, poi: 12_000 };
    const near = recommended({
      'passive-omni': { ...common, rru: 10_000 },
      'small-cells': { ...common, prru: 14_000 },
    });
    expect(near).toMatchObject({ kind: 'prices-decide', close: ['small-cells'] });
    const far = recommended({
      'passive-omni': { ...common, rru: 10_000 },
      'small-cells': { ...common, prru: 16_000 },
    });
    expect(far).toMatchObject({ kind: 'cheapest', close: [] });
  });

  it('turns where the factors say (seed 7)', () => {
    const random = createRandom(7);
    const parts = ['a', 'b', 'c', 'd', 'e'];
    for (let run = 0; run < 200; run += 1) {
      const costs = () => Object.fromEntries(parts.map((part) => [part, Math.round(random() * 1000)]));
      const schemes = { 'passive-omni': costs(), 'small-cells': costs() };
      const { first, second, turnRatio = 1, turnPart, minDifferenceCny = 0, kind } = recommended(schemes);
      const [cheap, dear] = [schemes[first as 'passive-omni'], schemes[second as 'passive-omni']];
      const differenceWith = (factorOf: (part: string) => number) =>
        parts.reduce((sum, part) => sum + (dear[part] - cheap[part]) * factorOf(part), 0);
      expect(differenceWith(() => 1)).toBeGreaterThanOrEqual(0);
      const isMore = (part: string) => dear[part] > cheap[part];
      expect(differenceWith((part) => (isMore(part) ? turnRatio : 1))).toBeCloseTo(0, 6);
      if (turnPart) {
        expect(differenceWith((part) => (part === turnPart.part ? turnPart.ratio : 1))).toBeCloseTo(0, 6);
      }
      // Every corner of the box of prices.
      let worst = Number.POSITIVE_INFINITY;
      for (let corner = 0; corner < 2 ** parts.length; corner += 1) {
        worst = Math.min(
          worst,
          differenceWith((part) => ((corner >> parts.indexOf(part)) & 1 ? 1.2 : 0.8)),
        );
      }
      expect(minDifferenceCny).toBeCloseTo(worst, 6);
      const isNear = differenceWith(() => 1) <= 0.02 * sumOf(cheap);
      expect(kind).toBe(worst <= 0 || isNear ? 'prices-decide' : 'cheapest');
    }
  });

  it('takes no notice of a scheme whose search came to the same design', () => {
    const found = recommended({ 'passive-omni': { a: 10 }, hybrid: { a: 10 }, 'small-cells': { b: 30 } });
    expect(found).toMatchObject({
      kind: 'cheapest',
      first: 'passive-omni',
      second: 'small-cells',
      close: [],
    });
    expect(recommended({ 'passive-omni': { a: 10 }, hybrid: { a: 10 } })).toEqual({
      ...{ kind: 'cheapest', first: 'passive-omni', close: [] },
    });
  });

  it('is none where nothing passes, and the only one that does', () => {
    expect(recommended({ hybrid: { a: 1 } }, { hybrid: { outcome: 'fails' } })).toEqual({
      kind: 'none',
      close: [],
    });
    expect(recommended({ hybrid: { a: 1 } })).toEqual({ kind: 'only', first: 'hybrid', close: [] });
  });
});
