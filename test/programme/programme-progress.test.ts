import { InputError } from '@diku/engine';
import { monthXlsx } from '@diku/engine/documents';
import {
  type AcceptanceEvidence,
  lateCommunities,
  type ProgrammeCommunity,
  readAcceptance,
  readPlanResult,
  reportMonth,
  type Step,
  shanghai2023Quotas,
  stages,
  takeStep,
} from '@diku/engine/programme';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { forecastAcceptances, monthStatistics } from '../../packages/engine/src/programme/index.ts';
import { bareCommunity, simulateProgramme, testEvidence } from './programme-support/simulate-programme.ts';

const quotas = { ...shanghai2023Quotas, year: 2025 };
const today = '2026-01-01';

/**
 * Returns whether a step may be taken, said anew: by locations in the order of the stages and by days, from the words
 * of the notice.
 */
function mayTake(history: readonly Step[], step: Step): boolean {
  const last = history[history.length - 1];
  const [from, to] = [last, step].map(({ stage }) => stages.indexOf(stage));
  if (step.date < last.date || step.date > today) return false;
  if (to === from + 1) {
    if (['coordinated', 'tested'].includes(step.stage) && !step.withoutEvidence) return false;
    const isOfPlan = step.evidence !== undefined && history.some(({ plan }) => plan !== undefined);
    return step.stage === 'accepted' ? isOfPlan : step.evidence === undefined;
  }
  if (step.evidence !== undefined) return false;
  if (to > from) return false;
  return step.note !== undefined && (to < from || !history.some(({ note }) => note === step.note));
}

describe('steps of a community', () => {
  it('are taken forward one by one, back with a note, never before the last or after today, to acceptance on evidence', () => {
    const step = fc.record({
      // From the present one: mostly forward, so that many get to the end.
      by: fc.constantFrom(-2, -1, 0, 1, 1, 1, 2),
      /** Days after the step before. */
      later: fc.integer({ min: -3, max: 40 }),
      note: fc.option(fc.string({ minLength: 1, maxLength: 8 }), { nil: undefined }),
      evidence: fc.option(fc.constant(testEvidence), { nil: undefined }),
      withoutEvidence: fc.constantFrom('待补', '待补', undefined),
      hasPlan: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (wanted) => {
        let community: ProgrammeCommunity = {
          ...bareCommunity(0),
          ...{ id: 'c0', history: [{ stage: 'surveyed', date: '2024-10-01' }] },
        };
        for (const { by, later, hasPlan, ...rest } of wanted) {
          const last = community.history[community.history.length - 1];
          const stage = stages[Math.min(Math.max(stages.indexOf(last.stage) + by, 0), stages.length - 1)];
          const isPlan = hasPlan && stage === 'planned' && last.stage === 'chosen';
          const planned = isPlan ? { plan: { met: true, operators: [], planFingerprint: 'sha256:one' } } : {};
          const record = { stage, date: dayAfter(last.date, later), ...planned, ...rest };
          const expected = mayTake(community.history, record);
          let taken: Step | undefined;
          try {
            taken = takeStep(community, record, today);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
          expect(taken !== undefined, JSON.stringify([community.history, record])).toBe(expected);
          if (taken) community = { ...community, history: [...community.history, taken] };
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('say why they are refused, in both languages', () => {
    const community = {
      ...bareCommunity(4),
      id: 'c4',
      history: [{ stage: 'chosen', date: '2025-02-01' } as const],
    };
    const refusal = (step: Step) => {
      try {
        takeStep(community, step, today);
      } catch (error) {
        return (error as InputError).message;
      }
      return '';
    };
    expect(refusal({ stage: 'accepted', date: '2025-03-01', evidence: testEvidence })).toBe(
      'c4 (样例小区5): found chosen → accepted; expected planned',
    );
    expect(refusal({ stage: 'surveyed', date: '2025-03-01' })).toMatch(/a note that says why/);
    expect(refusal({ stage: 'planned', date: '2025-01-31' })).toMatch(/no earlier than .*2025-02-01/);
    expect(refusal({ stage: 'planned', date: '2025-02-30' })).toMatch(/a day such as/);
  });
});

describe('the test report of an acceptance', () => {
  const report = () => ({
    community: { name: '样例小区1', district: '浦东新区' },
    acceptance: {
      ...{ passed: true, rule: 'confidence', pointsJudged: true, points: [{ id: 'ev-1', served: true }] },
      target: { coverageRatio: 0.9, confidence: 0.95 },
      operators: [
        { operator: 'telecom', status: 'passed', locations: 100, coverageRatio: 0.96, lowerBoundRatio: 0.91 },
      ],
    },
  });
  const community = { ...bareCommunity(0), id: 'c0', history: [] };
  const faults: [string, (document: ReturnType<typeof report>) => void][] = [
    ['community', (evidence) => Object.assign(evidence.community, { name: '另一小区' })],
    ['community', (evidence) => Object.assign(evidence.community, { district: '静安区' })],
    [
      'acceptance.target.coverageRatio',
      (evidence) => Object.assign(evidence.acceptance.target, { coverageRatio: 0.8 }),
    ],
    ['acceptance.pointsJudged', (evidence) => Object.assign(evidence.acceptance, { pointsJudged: false })],
    [
      'acceptance.operators[0].status',
      (evidence) => Object.assign(evidence.acceptance.operators[0], { status: 'not-shown' }),
    ],
    [
      'acceptance.points[0].served',
      (evidence) => Object.assign(evidence.acceptance.points[0], { served: false }),
    ],
    ['acceptance.passed', (evidence) => Object.assign(evidence.acceptance, { passed: false })],
    ['acceptance.operators', (evidence) => Object.assign(evidence.acceptance, { operators: [] })],
  ];

  it('is of this community, against the notice’s share, and passed', () => {
    const evidence: AcceptanceEvidence = readAcceptance(report(), community);
    expect(evidence).toMatchObject({ points: 1, operators: [{ operator: 'telecom', locations: 100 }] });
    for (const [point, spoil] of faults) {
      const document = report();
      spoil(document);
      expect(() => readAcceptance(document, community), point).toThrow(`${point}: `);
    }
  });
});

describe('statistics of a month', () => {
  it('are what a count of the rows by other means finds, seed 3', () => {
    const communities = simulateProgramme(600, 2025, 3);
    for (const asOf of ['2025-03-31', '2025-08-15', '2025-12-31', '2026-02-28']) {
      const { districts, city, acceptedByMonth } = monthStatistics(communities, { quotas, asOf });
      /** The stage by the last step on or before the day; acceptance by the last one, where that is still the stage. */
      const rows = communities.map(({ district, history }) => {
        const past = history.filter(({ date }) => date <= asOf);
        const stage = past.at(-1)!.stage;
        const acceptedOn =
          stage === 'accepted' ? past.filter((step) => step.evidence).at(-1)!.date : undefined;
        return { district, stage, acceptedOn };
      });
      for (const {
        district,
        standing,
        accepted,
        acceptedInQuarter,
        quota,
        due,
        communities: all,
      } of districts) {
        const districtRows = rows.filter((row) => row.district === district);
        expect(all).toBe(districtRows.length);
        for (const stage of stages)
          expect(standing[stage]).toBe(districtRows.filter((row) => row.stage === stage).length);
        const days = districtRows.flatMap(({ acceptedOn }) => acceptedOn ?? []);
        expect(accepted).toBe(days.length);
        const quarters = [0, 1, 2, 3].map(
          (quarter) =>
            days.filter((day) => day.startsWith('2025') && Math.floor((+day.slice(5, 7) - 1) / 3) === quarter)
              .length,
        );
        expect(acceptedInQuarter).toEqual(quarters);
        const past = asOf.startsWith('2026') ? 4 : Math.ceil(+asOf.slice(5, 7) / 3);
        expect(due).toBe(quota.slice(0, past).reduce((sum, value) => sum + value, 0));
      }
      expect(city.accepted).toBe(rows.filter(({ acceptedOn }) => acceptedOn).length);
      expect(acceptedByMonth.at(-1)?.accepted).toBe(
        rows.filter(({ acceptedOn }) => acceptedOn && acceptedOn <= '2025-12-31').length,
      );
    }
  });

  it('say what is overdue or still, and why', () => {
    const history = (due: string): Step[] => [
      { stage: 'surveyed', date: '2025-01-02' },
      { stage: 'chosen', date: '2025-01-10', due },
    ];
    const communities = [
      { ...bareCommunity(0, { owners: 'disagree' }), id: 'a', history: history('2025-Q1') },
      { ...bareCommunity(1, { owners: 'agree' }), id: 'b', history: history('2025-Q4') },
      { ...bareCommunity(2), id: 'c', history: history('2025-Q4').slice(0, 1) },
    ];
    const late = lateCommunities(communities, '2025-04-11');
    expect(
      late.map(({ community: { id }, kind, lateDays, causes }) => ({ id, kind, lateDays, causes })),
    ).toEqual([
      { id: 'a', kind: 'overdue', lateDays: 11, causes: ['owners-disagree'] },
      { id: 'b', kind: 'standstill', lateDays: 91, causes: [] },
    ]);
    expect(lateCommunities(communities, '2025-03-31')).toEqual([]);
  });
});

describe('the forecast', () => {
  it('has the quantiles of the exact distribution, seed 11', () => {
    const communities = simulateProgramme(900, 2025, 11);
    const asOf = '2025-09-30';
    const statistics = monthStatistics(communities, { quotas, asOf });
    const forecast = forecastAcceptances(communities, statistics, 5)!;
    // The sum of three independent draws from the months there were: every triple is as likely.
    const gains = forecast.sampledMonths.map((month) => {
      const at = (day: string) => monthStatistics(communities, { quotas, asOf: day }).acceptedByMonth;
      const rows = at(asOf);
      const index = rows.findIndex((row) => row.month === month);
      return rows[index].accepted - (rows[index - 1]?.accepted ?? 0);
    });
    const sums = gains.flatMap((a) =>
      gains.flatMap((b) => gains.map((c) => statistics.city.accepted + a + b + c)),
    );
    sums.sort((a, b) => a - b);
    const fractionBelow = (value: number) => sums.filter((sum) => sum <= value).length / sums.length;
    // 4,000 trials know a fraction to about ± 0.02; the value is the first at which it is reached.
    for (const [name, fraction] of [
      ['low', 0.1],
      ['median', 0.5],
      ['high', 0.9],
    ] as const) {
      expect(fractionBelow(forecast.city[name])).toBeGreaterThan(fraction - 0.03);
      expect(fractionBelow(forecast.city[name] - 1)).toBeLessThan(fraction + 0.03);
    }
    expect(forecast.months.map(({ month }) => month)).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(forecastAcceptances(communities, statistics, 5)).toEqual(forecast);
  });

  it('is not made of fewer than three months, nor once the year is over', () => {
    const communities = simulateProgramme(400, 2025, 2);
    const at = (asOf: string) =>
      forecastAcceptances(communities, monthStatistics(communities, { quotas, asOf }));
    expect(at('2025-01-31')).toBeUndefined();
    expect(at('2025-12-31')).toBeUndefined();
  });
});

describe('the plan of a community in the month’s workbook', () => {
  it('is met, missed, or one that nobody can decide yet', () => {
    const document = { target: { met: false }, antennas: 7, operators: [] };
    const operators = [{ operator: 'telecom', expectedCoverageRatio: 0.9 }];
    const stated = [
      readPlanResult({ ...document, operators, target: { met: true }, decidable: true }),
      readPlanResult({ ...document, operators, decidable: true }),
      readPlanResult({ ...document, operators, decidable: false }),
    ].map((plan) => {
      const [first] = simulateProgramme(1, 2025, 1);
      const history: Step[] = [
        { stage: 'surveyed', date: '2025-01-01' },
        { stage: 'chosen', date: '2025-01-02' },
        { stage: 'planned', date: '2025-01-03', plan },
      ];
      const options = { quotas, isNoticeQuota: true, asOf: '2025-02-28', datum: 'gcj02' as const };
      const files = unzipSync(monthXlsx(reportMonth([{ ...first, history }], options), 'en'));
      const sheets = Object.values(files).map((bytes) => new TextDecoder().decode(bytes));
      return /plan (meets its target|misses its target|not decidable yet), 7 antennas/.exec(
        sheets.join(''),
      )?.[1];
    });
    expect(stated).toEqual(['meets its target', 'misses its target', 'not decidable yet']);
  });
});

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + 86_400_000 * days).toISOString().slice(0, 10);
}
