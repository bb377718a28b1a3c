/** @module-tag thorough */
import {
  createPlainSolver,
  createSimdKernel,
  type Plan,
  placePlan,
  predictPlan,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const resolutionM = 1;

/** A hall cut in two by a concrete wall with an open shutter, and few locations for antennas, so that all sets are quickly tried. */
function garage(portPowerDbm: number, shiftM = 0): { plan: Plan; custom: Plan['antennas'] } {
  const level = buildLevel({
    walls: [{ id: 'w1', start: [20, 0], end: [20, 24], thicknessM: 0.4, material: 'reinforced-concrete' }],
    openings: [{ id: 's1', start: [20, 2], end: [20, 22], kind: 'fire-shutter', state: 'open' }],
    points: [],
  });
  const carriers = buildPlan()
    .carriers.filter(({ services }) => services.includes('voice'))
    .slice(0, 2)
    .map((carrier) => ({ ...carrier, portPowerDbm }));
  const custom = [4 + shiftM, 16, 24, 36 - shiftM].flatMap((x) =>
    [6, 18].map((y) => buildAntenna(`own-${x}-${y}`, x, y)),
  );
  return { plan: buildPlan({ levels: [level], carriers, antennas: [] }), custom };
}

const requiring = (plan: Plan, ...requiredScenarios: ('antenna-failed' | 'unit-failed')[]): Plan => ({
  ...plan,
  requirements: { ...plan.requirements, requiredScenarios },
});

/** What passes by a prediction of the antennas that are left, with nothing told of failures. */
async function passes(plan: Plan, antennas: Plan['antennas'], cells = [resolutionM]): Promise<boolean> {
  const { requiredScenarios: _, ...requirements } = plan.requirements;
  const results = await Promise.all(
    cells.map((cellM) => predictPlan({ ...plan, requirements, antennas }, { solver, resolutionM: cellM })),
  );
  return results.every(({ assessment }) =>
    assessment.operators.every(
      ({ passProbability, pointsServed, pointsRequired }) =>
        passProbability >= requirements.confidence && pointsServed === pointsRequired,
    ),
  );
}

const without = (antennas: Plan['antennas'], at: number) => antennas.filter((_, index) => index !== at);

describe('antennas of which any one may fail', () => {
  it.each([
    [14, 0],
    ...(isLong
      ? [
          [10, 1],
          [18, 2],
          [8, 3],
        ]
      : []),
  ])(
    'pass without each of them, and are no fewer than their bound (%i dBm, %i m)',
    async (powerDbm, shiftM) => {
      const { plan, custom } = garage(powerDbm, shiftM);
      const options = { solver, resolutionM, effort: 'low' as const, candidates: { custom } };
      const plain = await placePlan(plan, options);
      const placed = await placePlan(requiring(plan, 'antenna-failed'), options);
      const { antennas } = placed.plan;
      expect(['feasible', 'optimal']).toContain(placed.placement.status);
      const cells = [resolutionM, 0.25];
      expect(await passes(plan, antennas, cells)).toBe(true);
      for (const at of antennas.keys()) expect(await passes(plan, without(antennas, at), cells)).toBe(true);
      // One alone never bears its failure.
      expect(placed.placement.lowerBound).toBe(plain.placement.lowerBound + 1);
      expect(antennas.length).toBeGreaterThanOrEqual(placed.placement.lowerBound);
      // Every smaller set is tried: none bears every failure below the bound.
      const smaller = subsets(custom, placed.placement.lowerBound - 1);
      for (const set of smaller) {
        const bears = await Promise.all(set.map((_, at) => passes(plan, without(set, at))));
        expect(bears.every(Boolean)).toBe(false);
      }
    },
  );

  it('are evaluated with each of them silent, of which the worst is named', async () => {
    const { plan, custom } = garage(14);
    const three = [custom[0], custom[3], custom[6]].map((each, index) => ({
      ...each,
      id: `ANT${index + 1}`,
    }));
    const given = requiring({ ...plan, antennas: three }, 'antenna-failed');
    const prediction = await predictPlan(given, { solver, resolutionM });
    const state = prediction.assessment.scenarios?.find(({ id }) => id === 'antenna-failed');
    const { requiredScenarios: _, ...requirements } = plan.requirements;
    const chances = await Promise.all(
      three.map(async (_each, at) => {
        const left = { ...plan, requirements, antennas: without(three, at) };
        const { assessment } = await predictPlan(left, { solver, resolutionM });
        return Math.min(...assessment.operators.map(({ passProbability }) => passProbability));
      }),
    );
    const worst = chances.indexOf(Math.min(...chances));
    expect(state).toMatchObject({ failed: three[worst].id, examined: 3, required: true });
    expect(Math.min(...(state?.operators ?? []).map(({ passProbability }) => passProbability))).toBeCloseTo(
      chances[worst],
      6,
    );
    expect(prediction.assessment.target.met).toBe(chances.every((chance) => chance >= 0.95));
    expect(verdictTable(prediction, 'en')).toContain(`any antenna fails, worst ${three[worst].id} (of 3)`);
    expect(verdictTable(prediction, 'zh')).toContain(`最差为 ${three[worst].id}（共 3 种）`);
    // All states of the garage are without failures.
    const all = await predictPlan({ ...plan, antennas: three }, { solver, resolutionM, scenarios: 'all' });
    expect(all.assessment.scenarios?.some(({ failed }) => failed !== undefined)).toBe(false);
  });

  it('say what a radio unit takes away when it fails: by the network, else by carrier', async () => {
    const { plan, custom } = garage(14);
    const level = {
      ...plan.levels[0],
      facilities: [{ id: 'er1', kind: 'equipment-room' as const, position: [4, 4] as [number, number] }],
    };
    const bare: Plan = { ...plan, levels: [level], antennas: [custom[0], custom[6]] };
    const failing = async (given: Plan) => {
      const { assessment } = await predictPlan(given, { solver, resolutionM, scenarios: ['unit-failed'] });
      return assessment.scenarios?.find(({ id }) => id === 'unit-failed');
    };
    const nominal = await failing(bare);
    expect(bare.carriers.map(({ id }) => id)).toContain(nominal?.failed);
    expect(nominal?.examined).toBe(bare.carriers.length);
    const { plan: fed } = designNetwork(bare, { effort: 'low' });
    const units = (fed.network?.sources ?? []).flatMap((source) => source.units.map(({ id }) => id));
    const state = await failing(fed);
    expect(units).toContain(state?.failed);
    expect(state?.examined).toBe(units.length);
    // The operator whose carrier is gone has no coverage left.
    const gone = (fed.network?.sources ?? [])
      .flatMap((source) => source.units)
      .find(({ id }) => id === state?.failed);
    const operators = new Set(
      Object.keys(gone?.outputPowerDbm ?? {}).map(
        (id) => fed.carriers.find((carrier) => carrier.id === id)?.operator,
      ),
    );
    expect(operators.size).toBe(1);
    for (const { operator, expectedCoverageRatio } of state?.operators ?? []) {
      if (operators.has(operator)) expect(expectedCoverageRatio).toBe(0);
      else expect(expectedCoverageRatio).toBeGreaterThan(0.5);
    }
    const document = resultDocument(
      await predictPlan(fed, { solver, resolutionM, scenarios: ['unit-failed'] }),
    );
    expect(document.states.map(({ state: id }) => id)).toEqual(['planned', 'unit-failed']);
  });

  it('are not said to be enough where a radio unit has to be spared too', async () => {
    const { plan, custom } = garage(18);
    const options = { solver, resolutionM, effort: 'low' as const, candidates: { custom } };
    const { placement } = await placePlan(requiring(plan, 'unit-failed'), options);
    expect(placement.status).toBe('unknown');
  });
});

function subsets<Item>(items: readonly Item[], count: number): Item[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), count - 1).map((rest) => [item, ...rest]),
  );
}
