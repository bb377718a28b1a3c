import type { InputError } from '@diku/engine';
import {
  assignCommunities,
  type Community,
  communityKey,
  type DistrictName,
  parseQuotas,
  type Quarter,
  rankCommunities,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillQuarters } from '../../packages/engine/src/programme/index.ts';
import { communitiesArbitrary, community } from './programme-support/communities.ts';
import { readStatusTruth } from './programme-support/status-truth.ts';

const seed = 1000;
let highs: Highs;

beforeAll(async () => {
  highs = await loadHighs();
});

/** Every way to give each value one of the quarters or none, and the most that any allowed one is worth. */
function maxWorth(values: readonly number[], maxByEnd: readonly number[]): number {
  const counts = maxByEnd.map(() => 0);
  const search = (index: number): number => {
    if (index === values.length) return 0;
    let best = search(index + 1);
    for (let quarter = 0; quarter < counts.length; quarter++) {
      counts[quarter]++;
      const fits = maxByEnd.every(
        (max, end) => counts.slice(0, end + 1).reduce((sum, count) => sum + count, 0) <= max,
      );
      if (fits) best = Math.max(best, values[index] * (counts.length - quarter) + search(index + 1));
      counts[quarter]--;
    }
    return best;
  };
  return search(0);
}

describe('the linear program of the quarters', () => {
  it(`is worth what trying everything finds, whole and proven (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
        (values, maxByEnd) => {
          const { quarters, isProven } = fillQuarters(highs, values, maxByEnd);
          const worth = quarters.reduce<number>(
            (sum, quarter, index) =>
              quarter === undefined ? sum : sum + values[index] * (maxByEnd.length - quarter),
            0,
          );
          expect(worth).toBe(maxWorth(values, maxByEnd));
          expect(isProven).toBe(true);
        },
      ),
      { seed, numRuns: 150 },
    );
  });
});

const quota = fc.tuple(
  ...([0, 1, 2, 3].map(() => fc.nat({ max: 3 })) as [
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
  ]),
);

describe('the assignment', () => {
  it(`is what sorting gives: the best without fault, the better the earlier, beside what is under way (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        communitiesArbitrary(14, 2),
        fc.array(quota, { minLength: 2, maxLength: 2 }),
        fc.array(fc.constantFrom<Quarter | undefined>(1, 2, 3, 4, ...new Array(9).fill(undefined)), {
          minLength: 14,
          maxLength: 14,
        }),
        fc.constantFrom<Quarter>(1, 1, 2, 3, 4),
        fc.constantFrom('agreed' as const, 'not-refused' as const),
        (communities, [first, second], stays, fromQuarter, owners) => {
          const quotas = { year: 2023, districts: { 浦东新区: first, 闵行区: second } };
          const inProgress = new Map(
            communities.flatMap((each, index) => {
              const quarter = stays[index];
              return quarter === undefined ? [] : [[communityKey(each), quarter] as const];
            }),
          );
          const ranking = rankCommunities(communities);
          const { districts } = assignCommunities(ranking, {
            quotas,
            inProgress,
            fromQuarter,
            owners,
            highs,
          });
          for (const each of districts) {
            const districtCommunities = ranking.communities.filter(
              ({ community: { district } }) => district === each.district,
            );
            const isFree = (one: Community) => !inProgress.has(communityKey(one));
            const lacksNothing = ({ covered, owners: stated }: Community) =>
              Object.values(covered).every((flag) => flag === false) &&
              (owners === 'agreed' ? stated === 'agree' : stated !== 'disagree');
            const counts = [1, 2, 3, 4].map(
              (quarter) =>
                districtCommunities.filter(
                  ({ community: one }) => inProgress.get(communityKey(one)) === quarter,
                ).length,
            );
            const expected = districtCommunities
              .filter(({ community: one }) => !isFree(one))
              .map(({ rank, community: one }) => [inProgress.get(communityKey(one)), rank]);
            // One after the other into the first quarter that leaves every later target within reach.
            for (const { rank, community: one } of districtCommunities) {
              if (!isFree(one) || !lacksNothing(one)) continue;
              const fits = (quarter: number) => {
                if (quarter < fromQuarter) return false;
                return [1, 2, 3, 4].every((end) => {
                  const sum = (list: readonly number[]) => list.slice(0, end).reduce((a, b) => a + b, 0);
                  return end < quarter || sum(counts) + 1 <= sum(each.quota);
                });
              };
              const quarter = [1, 2, 3, 4].find(fits);
              if (quarter === undefined) continue;
              counts[quarter - 1]++;
              expected.push([quarter as Quarter, rank]);
            }
            const byRank = (list: (number | undefined)[][]) => list.sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0));
            const got = each.assigned.map(({ quarter, ranked: { rank } }) => [quarter, rank]);
            expect(byRank(got)).toEqual(byRank(expected));
            const total = each.quota.reduce((sum, count) => sum + count, 0);
            expect(each.short).toBe(Math.max(0, total - each.assigned.length));
            expect(each.byQuarter).toEqual(counts);
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it('catches up what an earlier quarter lacks, does not work ahead, and leaves out what another year does', () => {
    const communities = Array.from({ length: 10 }, (_, index) =>
      community(index + 1, { complaints: 20 - index }),
    );
    const quotas = { year: 2023, districts: { 静安区: [2, 2, 2, 2] as const } };
    const inProgress = new Map<string, Quarter | 'other-year'>([
      [communityKey(communities[9]), 1],
      [communityKey(communities[1]), 'other-year'],
    ]);
    const { districts } = assignCommunities(rankCommunities(communities), {
      ...{ quotas, inProgress, fromQuarter: 2, highs },
    });
    expect(districts[0].byQuarter).toEqual([1, 3, 2, 2]);
    expect(districts[0].assigned.map(({ ranked }) => ranked.community.records[0])).toEqual([
      10, 1, 3, 4, 5, 6, 7, 8,
    ]);
  });

  it('names those who could fill the gap with the least loss, the refused last, the covered never', () => {
    const some = (flag: boolean | null) => ({ telecom: flag, mobile: false, unicom: false });
    const communities = [
      community(1),
      community(2, { owners: 'disagree', complaints: 9 }),
      community(3, { covered: some(true) }),
      community(4, { covered: some(null) }),
      community(5, { covered: { telecom: true, mobile: true, unicom: true } }),
      community(6, { covered: some(true), owners: 'disagree' }),
    ];
    const gap = (points: number) => {
      const quotas = { year: 2023, districts: { 静安区: [0, 0, 0, points] as const } };
      const [{ short, relaxation }] = assignCommunities(rankCommunities(communities), {
        quotas,
        highs,
      }).districts;
      return {
        short,
        stillShort: relaxation?.stillShort,
        who: relaxation?.supplements.map(({ ranked }) => ranked.community.records[0]).sort(),
        lost: relaxation?.supplements.map(({ pointsLost }) => pointsLost).sort((a, b) => a - b),
        alone: relaxation?.alone,
      };
    };
    expect(gap(1)).toMatchObject({ short: 0, who: undefined });
    // Unknown coverage is the mean of 1 and 1/3 of 60 points, one operator leaves a third.
    expect(gap(2)).toMatchObject({ short: 1, stillShort: 0, who: [4], lost: [20] });
    expect(gap(3)).toMatchObject({ who: [3, 4], lost: [20, 40] });
    expect(gap(4)).toMatchObject({ who: [2, 3, 4], lost: [7, 20, 40] });
    expect(gap(7)).toMatchObject({ short: 6, stillShort: 2, who: [2, 3, 4, 6], lost: [7, 20, 40, 47] });
    expect(gap(7).alone).toEqual([
      { condition: 'partly-covered', communities: 1 },
      { condition: 'coverage-unknown', communities: 1 },
      { condition: 'owners-refused', communities: 1 },
    ]);
  });
});

describe('the quotas of the notice', () => {
  it('add up to its totals: 125, 375, 625, 1,000', () => {
    const totals = {
      浦东新区: 225,
      闵行区: 111,
      嘉定区: 83,
      宝山区: 79,
      松江区: 67,
      青浦区: 52,
      静安区: 50,
      徐汇区: 49,
    };
    const more = {
      杨浦区: 48,
      长宁区: 48,
      普陀区: 47,
      奉贤区: 39,
      虹口区: 36,
      黄浦区: 34,
      金山区: 19,
      崇明区: 13,
    };
    const rows = Object.entries(shanghai2023Quotas.districts);
    const sums = rows.map(([district, counts]) => [district, counts.reduce((sum, count) => sum + count, 0)]);
    expect(Object.fromEntries(sums)).toEqual({ ...totals, ...more });
    const byEnd = [1, 2, 3, 4].map((end) =>
      rows.reduce((sum, [, counts]) => sum + counts.slice(0, end).reduce((a, b) => a + b, 0), 0),
    );
    expect(byEnd).toEqual([125, 375, 625, 1000]);
  });

  it.each([
    [{ year: 2023, districts: { 静安: [1, 2, 3, 4] } }, 'quotas.districts'],
    [{ year: 2023, districts: { 静安区: [1, 2, 3] } }, 'quotas.districts.静安区'],
    [{ year: 2023, districts: { 静安区: [1, 2, 3, -4] } }, 'quotas.districts.静安区[3]'],
    [{ districts: {} }, 'quotas.year'],
    [null, 'quotas'],
  ])('a table like %j is refused', (document, at) => {
    try {
      parseQuotas(document);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).problems[0].at).toBe(at);
    }
  });
});

describe('the fictional status table', () => {
  const { communities, districts: truth } = readStatusTruth();

  it.each([
    ['not-refused' as const, 'eligibleNotRefused' as const, { 静安区: 20, 崇明区: 8 }],
    [
      'agreed' as const,
      'eligibleAgreed' as const,
      { 宝山区: 6, 青浦区: 4, 静安区: 29, 徐汇区: 3, 奉贤区: 9, 黄浦区: 2, 金山区: 1, 崇明区: 10 },
    ],
  ])('with owners %s fills every quota but those that its author made short', (owners, count, short) => {
    const ranking = rankCommunities(communities);
    const { districts } = assignCommunities(ranking, { quotas: shanghai2023Quotas, owners, highs });
    for (const each of districts) {
      const { quota: total, [count]: eligible, eligibleAgreed } = truth[each.district];
      expect([each.district, each.eligible, each.eligibleAgreed]).toEqual([
        each.district,
        eligible,
        eligibleAgreed,
      ]);
      expect(each.assigned.length).toBe(Math.min(total, eligible));
      expect(each.isProven).toBe(true);
    }
    const gaps = districts.filter((each) => each.short > 0).map((each) => [each.district, each.short]);
    expect(Object.fromEntries(gaps)).toEqual(short as Partial<Record<DistrictName, number>>);
    for (const { relaxation } of districts) expect(relaxation?.stillShort ?? 0).toBe(0);
  });
});
