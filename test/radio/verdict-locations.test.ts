import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  parsePlan,
  predictPlan,
  reportHtml,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { textsIn } from '@diku/engine/documents';
import { applyScenario, planScenarios } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const two = [buildAntenna('A1', 10.25, 16.25), buildAntenna('A2', 30.25, 16.25)];

/** One antenna in the left half, a wall with a shutter, and full rows of bays. */
function shutterPlan(overrides: Partial<Plan['requirements']> = {}): Plan {
  return buildPlan({
    carriers: buildPlan().carriers.slice(0, 2),
    antennas: [buildAntenna('A1', 10.25, 12.25)],
    levels: [
      buildLevel({
        walls: [
          {
            id: 'w1',
            start: [20, 0],
            end: [20, 24],
            thicknessM: 0.2,
            material: 'reinforced-concrete',
          },
        ],
        openings: [
          { id: 'd1', start: [20, 6], end: [20, 20], kind: 'fire-shutter', state: 'open' },
          { id: 'd2', start: [20, 2], end: [20, 3], kind: 'fire-door', state: 'closed' },
        ],
      }),
    ],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', ...overrides },
  });
}

describe('what binds the verdict', () => {
  it('is the room behind the walls, by position, area, carrier and level', async () => {
    // A closed room of 8 m × 6 m in the far corner, of reinforced concrete.
    const room = (id: string, start: [number, number], end: [number, number]) => {
      return { id, start, end, thicknessM: 0.4, material: 'reinforced-concrete' };
    };
    const plan = buildPlan({
      antennas: [buildAntenna('A1', 8.25, 8.25)],
      levels: [
        buildLevel({
          walls: [room('w1', [32, 18], [32, 24]), room('w2', [32, 18], [40, 18])],
          openings: [],
          columns: [],
          bays: [],
          zones: [
            {
              id: 'store',
              kind: 'parking',
              name: '库房',
              polygon: [
                [32, 18],
                [40, 18],
                [40, 24],
                [32, 24],
              ],
            },
          ],
        }),
      ],
    });
    const prediction = await predictPlan(plan, { solver });
    const { limiting } = prediction.assessment.target;
    expect(limiting.level).toBe('B1');
    const operatorCarriers = plan.carriers.filter(({ operator }) => operator === limiting.operator);
    expect(operatorCarriers.map(({ id }) => id)).toContain(limiting.carrier);
    const [first] = limiting.places;
    expect(first.position[0]).toBeGreaterThan(32);
    expect(first.position[1]).toBeGreaterThan(18);
    expect(first.areaM2).toBeGreaterThan(35);
    expect(first.areaM2).toBeLessThan(60);
    expect(first.limit).toBe('level');
    expect(first.landmark).toMatchObject({ kind: 'zone', ids: ['store'], distanceM: 0 });
    const lost = limiting.places.reduce((sum, { lostRatio }) => sum + lostRatio, 0);
    const result = prediction.assessment.operators.find(({ operator }) => operator === limiting.operator);
    expect(lost).toBeLessThanOrEqual(1 - (result?.expectedCoverageRatio ?? 0) + 1e-9);
    expect(lost).toBeGreaterThan(0.5 * (1 - (result?.expectedCoverageRatio ?? 0)));
    expect(verdictTable(prediction, 'en')).toContain('库房 store');
  });

  it('says where the uplink or nothing at all is short', async () => {
    const deaf = {
      ...buildPlan({ antennas: two }),
      requirements: {
        coverageRatio: 0.9,
        confidence: 0.95,
        profile: 'shanghai-2023',
        profileOverrides: { uplink: { noiseRiseDb: 60 } },
      },
    };
    const uplink = await predictPlan(parsePlan(deaf), { solver, resolutionM: 1 });
    expect(uplink.assessment.target.limiting.places[0].limit).toBe('uplink');
    const none = await predictPlan(buildPlan(), { solver, resolutionM: 1 });
    expect(none.assessment.target.limiting.places[0].limit).toBe('no-antenna');
    expect(none.assessment.target.jointPassProbability).toBe(0);
  });
});

describe('a location', () => {
  it('is a cell of the grid, by where the phone is there', async () => {
    const plan = buildPlan({
      antennas: two,
      levels: [
        buildLevel({
          walls: [],
          columns: [],
          openings: [],
          zones: [
            {
              id: 'lift',
              kind: 'lobby',
              polygon: [
                [30, 20],
                [36, 20],
                [36, 24],
                [30, 24],
              ],
            },
            {
              id: 'plant',
              kind: 'plant',
              polygon: [
                [36, 20],
                [40, 20],
                [40, 24],
                [36, 24],
              ],
            },
          ],
        }),
      ],
    });
    const prediction = await predictPlan(plan, { solver });
    const { location } = prediction.assessment.target;
    const areas = Object.fromEntries(location.kinds.map(({ kind, areaM2 }) => [kind, areaM2]));
    // 40 m × 24 m less the plant room of 16 m²; four bays of 2.4 m × 5.3 m on cells of 0.25 m²; a lobby of 24 m².
    expect(location.countedAreaM2).toBeCloseTo(40 * 24 - 16, 6);
    expect(areas.lobby).toBeCloseTo(24, 6);
    expect(Math.abs(areas.bay - 4 * 2.4 * 5.3)).toBeLessThan(6);
    expect(areas.lane + areas.bay + areas.lobby).toBeCloseTo(location.countedAreaM2, 6);
    expect(location.kinds.reduce((sum, { ratio }) => sum + ratio, 0)).toBeCloseTo(1, 9);
    expect(location.leftOut).toContain('plant');
    for (const lang of ['zh', 'en'] as const) {
      expect(verdictTable(prediction, lang)).toContain(textsIn(lang)('report.floorKindNames.lobby'));
      expect(reportHtml({ prediction, lang })).toContain(textsIn(lang)('report.bindingTitle'));
    }
  });
});

describe('scenarios', () => {
  it('give what the plan changed by hand gives, whatever fields are kept', async () => {
    const plan = shutterPlan();
    const fields = new FieldStack(solver);
    const { assessment } = await predictPlan(plan, { solver, fields, resolutionM: 1, scenarios: 'all' });
    expect(assessment.scenarios?.map(({ id }) => id)).toEqual([
      'planned',
      'cars-empty',
      'cars-full',
      'shutters-closed',
      'shutters-closed-cars-full',
      'ports-weaker',
    ]);
    const [level] = plan.levels;
    const openings = level.openings?.map((opening) =>
      opening.kind === 'fire-shutter' ? { ...opening, state: 'closed' as const } : opening,
    );
    const byHand: Plan = {
      ...plan,
      levels: [{ ...level, openings }],
      requirements: {
        ...plan.requirements,
        acceptance: { baysTakenRatio: 1 },
      },
    };
    const hand = (await predictPlan(byHand, { solver, resolutionM: 1 })).assessment;
    const scenario = assessment.scenarios?.find(({ id }) => id === 'shutters-closed-cars-full');
    hand.operators.forEach((operator, index) => {
      expect(operator).toMatchObject({ ...scenario?.operators[index] });
    });
    expect(scenario?.jointPassProbability).toBe(hand.target.jointPassProbability);
    const planned = assessment.operators[0].passProbability;
    expect(scenario?.operators[0].passProbability).toBeLessThan(planned - 0.05);
    expect(assessment.scenarios?.[0].operators[0].passProbability).toBe(planned);
    expect(assessment.target.worstScenario).toMatch(/^shutters-closed/);
    // Unlike cars and shutters, the plan as it stands is not touched by looking at others.
    const alone = await predictPlan(plan, { solver, resolutionM: 1 });
    expect(resultDocument({ ...alone }).operators).toEqual(assessment.operators);
    expect(alone.assessment.scenarios).toBeUndefined();
  });

  it('have the chance of a plan whose ports are weaker, where the works lose something', async () => {
    const plan = shutterPlan();
    const options = { solver, resolutionM: 1 };
    const { assessment } = await predictPlan(plan, { ...options, scenarios: ['ports-weaker'] });
    const found = assessment.scenarios?.find(({ id }) => id === 'ports-weaker');
    expect(found).toMatchObject({ portsWeakerDb: 2, required: false });
    const less = (powers?: Record<string, number>) =>
      powers && Object.fromEntries(Object.entries(powers).map(([id, powerDbm]) => [id, powerDbm - 2]));
    const byHand: Plan = {
      ...plan,
      carriers: plan.carriers.map((each) => ({ ...each, portPowerDbm: each.portPowerDbm - 2 })),
      antennas: plan.antennas.map((each) =>
        each.portPowerDbm ? { ...each, portPowerDbm: less(each.portPowerDbm) } : each,
      ),
    };
    const hand = (await predictPlan(byHand, options)).assessment;
    hand.operators.forEach((operator, index) => {
      expect(operator).toMatchObject({ ...found?.operators[index] });
    });
    expect(hand.operators[0].expectedCoverageRatio).toBeLessThan(
      assessment.operators[0].expectedCoverageRatio,
    );
  });

  it('decide only where they are required', async () => {
    const free = (
      await predictPlan(shutterPlan({ confidence: 0.7 }), {
        solver,
        resolutionM: 1,
        scenarios: ['shutters-closed'],
      })
    ).assessment;
    const closed = free.scenarios?.find(({ id }) => id === 'shutters-closed');
    expect(free.target.met).toBe(true);
    expect(closed).toMatchObject({ met: false, required: false });
    const plan = shutterPlan({ confidence: 0.7, requiredScenarios: ['shutters-closed'] });
    const bound = await predictPlan(plan, { solver, resolutionM: 1 });
    expect(bound.assessment.target.met).toBe(false);
    expect(bound.assessment.target.limiting).toMatchObject({ code: 'scenario', scenario: 'shutters-closed' });
    expect(bound.assessment.scenarios?.map(({ id }) => id)).toEqual(['planned', 'shutters-closed']);
    expect(verdictTable(bound, 'zh')).toContain('卷帘全关');
    expect(reportHtml({ prediction: bound, lang: 'en' })).toContain('shutters closed');
  });

  it('that change nothing are left out', () => {
    const bare = buildPlan({ levels: [buildLevel({ openings: [], bays: [] })] });
    // Losses of the works are there whatever is drawn, unless the profile has none.
    expect(planScenarios(bare).map(({ id }) => id)).toEqual(['planned', 'ports-weaker']);
    const exact = { ...bare.requirements, profileOverrides: { network: { constructionMarginDb: 0 } } };
    expect(planScenarios({ ...bare, requirements: exact }).map(({ id }) => id)).toEqual(['planned']);
    const [planned, ...others] = planScenarios(shutterPlan());
    expect(applyScenario(bare, planned)).toEqual(bare);
    const outside = { ...bare, outdoor: { groundRsrpDbm: { telecom: -90 } } };
    expect(planScenarios(outside).map(({ id }) => id)).toEqual(['planned', 'outside-off', 'ports-weaker']);
    expect(applyScenario(outside, planScenarios(outside)[1]).outdoor?.groundRsrpDbm).toEqual({});
    const changed = others.map((scenario) => applyScenario(shutterPlan(), scenario));
    expect(new Set(changed.map((plan) => JSON.stringify(plan))).size).toBe(others.length);
  });
});
