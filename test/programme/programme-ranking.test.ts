import { InputError } from '@diku/engine';
import { rankingCsv, rankingDocument } from '@diku/engine/documents';
import { type Community, parseWeights, programmeOperators, rankCommunities } from '@diku/engine/programme';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  criterionIds,
  defaultWeights,
  type RankedCommunity,
} from '../../packages/engine/src/programme/index.ts';
import { communitiesArbitrary, community } from './programme-support/communities.ts';

const seed = 93;
const anyWeights = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 8, maxLength: 8 })
  .filter((values) => values.some((value) => value > 0))
  .map((values) => parseWeights(Object.fromEntries(criterionIds.map((id, index) => [id, values[index]]))));

function names(ranked: readonly RankedCommunity[]): number[] {
  return ranked.map(({ community: { records } }) => records[0]);
}

/** The points of a community by counting, one community after the other, in whole cases. */
function countedPoints(each: Community, all: readonly Community[], weights: Record<string, number>): number {
  const amount = (id: 'complaints' | 'households' | 'bays' | 'chargers') => {
    const entry = each[id];
    if (entry === null) return 0.5;
    const known = all.flatMap((other) => other[id] ?? []);
    const won = known.reduce((sum, other) => sum + (other < entry ? 1 : other === entry ? 0.5 : 0), 0);
    return won / known.length;
  };
  // Every way in which the operators that are not known may cover it.
  const cases = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    programmeOperators.map((_, index) => (bits >> index) % 2 === 1),
  );
  const fitting = cases.filter((flags) =>
    programmeOperators.every((operator, index) => [flags[index], null].includes(each.covered[operator])),
  );
  const left = fitting.map((flags) => [1, 1 / 3, 1 / 6, 0][flags.filter(Boolean).length]);
  const ground = programmeOperators.map((operator) => {
    const levelDbm = each.groundRsrpDbm[operator];
    if (levelDbm === null) return 0.5;
    return levelDbm !== 'no-signal' && levelDbm >= -105 ? 1 : 0;
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const values: Record<string, number> = {
    uncovered: mean(left),
    ...{ complaints: amount('complaints'), households: amount('households') },
    ...{ bays: amount('bays'), chargers: amount('chargers') },
    ground: mean(ground),
    owners: { agree: 1, pending: 0.5, disagree: 0, unknown: 0.5 }[each.owners ?? 'unknown'],
    property: { yes: 1, partial: 0.5, no: 0, unknown: 0.5 }[each.property ?? 'unknown'],
  };
  const sum = criterionIds.reduce((total, id) => total + weights[id], 0);
  return criterionIds.reduce((total, id) => total + (100 * weights[id] * values[id]) / sum, 0);
}

describe('the ranking of communities', () => {
  it(`has the points that counting gives, best first, in the city and in each district (seed ${seed})`, () => {
    fc.assert(
      fc.property(communitiesArbitrary(30), anyWeights, (communities, weights) => {
        const { communities: ranked } = rankCommunities(communities, { weights });
        expect(names(ranked).sort((a, b) => a - b)).toEqual(communities.map(({ records }) => records[0]));
        const seen: Record<string, number> = {};
        ranked.forEach((each, index) => {
          const district = String(each.community.district);
          seen[district] = (seen[district] ?? 0) + 1;
          expect([each.rank, each.districtRank]).toEqual([index + 1, seen[district]]);
          expect(Math.abs(each.points - countedPoints(each.community, communities, weights))).toBeLessThan(
            0.0051,
          );
          if (index > 0) expect(each.points).toBeLessThanOrEqual(ranked[index - 1].points);
        });
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`is the same from whichever order, and for weights as large as you like (seed ${seed})`, () => {
    fc.assert(
      fc.property(communitiesArbitrary(20), anyWeights, fc.integer(), (communities, weights, turn) => {
        const before = names(rankCommunities(communities, { weights }).communities);
        const at = Math.abs(turn) % communities.length;
        const turned = [...communities.slice(at), ...communities.slice(0, at)].reverse();
        expect(names(rankCommunities(turned, { weights }).communities)).toEqual(before);
        const larger = Object.fromEntries(criterionIds.map((id) => [id, 8 * weights[id]]));
        expect(names(rankCommunities(communities, { weights: parseWeights(larger) }).communities)).toEqual(
          before,
        );
      }),
      { seed, numRuns: 150 },
    );
  });

  it(`puts those that nobody covers first by the default weights, whatever else (seed ${seed})`, () => {
    fc.assert(
      fc.property(communitiesArbitrary(30), (communities) => {
        const { communities: ranked } = rankCommunities(communities);
        const covered = ranked.map(({ community: each }) => Object.values(each.covered));
        const firstPartly = covered.findIndex((flags) => flags.includes(true));
        const lastNone = covered.map((flags) => flags.every((flag) => flag === false)).lastIndexOf(true);
        if (firstPartly >= 0 && lastNone >= 0) expect(lastNone).toBeLessThan(firstPartly);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('decides equal points by complaints, households and the row', () => {
    const weights = parseWeights({ ...Object.fromEntries(criterionIds.map((id) => [id, 0])), property: 1 });
    const communities = [
      community(1, { households: 10 }),
      community(2, { households: 20 }),
      community(3, { households: 20 }),
      community(4, { households: null, complaints: 4 }),
      community(5, { households: 99, complaints: null }),
    ];
    expect(names(rankCommunities(communities, { weights }).communities)).toEqual([4, 2, 3, 1, 5]);
  });

  it('says why, and what is weak at ground level', () => {
    const others = Array.from({ length: 98 }, (_, index) => community(index + 10, { complaints: 0 }));
    const max = community(1, { complaints: 12, owners: 'pending', property: null, bays: null });
    const partly = community(2, {
      ...{ complaints: 1, covered: { telecom: true, mobile: null, unicom: false } },
      groundRsrpDbm: { telecom: -106, mobile: 'no-signal', unicom: null },
    });
    const document = rankingDocument(rankCommunities([...others, partly, max]));
    const reasonOf = (record: number) =>
      document.communities.find(({ records }) => records[0] === record)?.reason;
    expect(reasonOf(1)).toEqual({
      zh: '三家均无覆盖；投诉 12 起（全市前 1 %）；车位不详；地面信号三家正常；业主未定；物业态度不详',
      en: "none of the three operators covers it; 12 complaints (top 1 % of the city); unknown: bays; ground signal fine with all three; owners undecided; management's view unknown",
    });
    expect(reasonOf(2)?.zh).toBe(
      '电信已覆盖；移动是否覆盖不详；投诉 1 起（全市前 2 %）；地面信号弱：电信、移动；地面信号不详：联通；业主同意；物业配合',
    );
    expect(document.optimise).toMatchObject([{ records: [2], operators: ['telecom', 'mobile'] }]);
  });

  it('writes no formula into a table', () => {
    const evil = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'];
    const communities = evil.map((name, index) =>
      community(index + 1, { name, address: name, street: name }),
    );
    const csv = rankingCsv(rankCommunities(communities), 'zh');
    for (const text of evil) {
      expect(csv).toContain(`'${text.replaceAll('"', '""')}`);
      expect(csv).not.toMatch(new RegExp(`(^|[,"])${text.replace(/[+()@]/g, '\\$&').slice(0, 4)}`, 'm'));
    }
  });

  it.each([
    [{ complaint: 3 }, 'weights'],
    [{ complaints: -1 }, 'weights.complaints'],
    [{ complaints: 'much' }, 'weights.complaints'],
    [[1], 'weights'],
    [Object.fromEntries(criterionIds.map((id) => [id, 0])), 'weights'],
  ])('refuses weights like %j', (document, at) => {
    expect(() => parseWeights(document)).toThrow(InputError);
    try {
      parseWeights(document);
    } catch (error) {
      expect((error as InputError).problems[0].at).toBe(at);
    }
  });

  it('keeps the default of weights that are not named', () => {
    expect(parseWeights({ complaints: 30 })).toEqual({ ...defaultWeights, complaints: 30 });
  });
});
