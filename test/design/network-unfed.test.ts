import {
  createPlainSolver,
  createSimdKernel,
  evaluateExposure,
  type Plan,
  predictPlan,
  reportNetwork,
  resultDocument,
  traceLink,
  verdictTable,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  designNetwork,
  feedGarage,
  type MendedLane,
  type Placement,
} from '../../packages/engine/src/design/index.ts';
import { openPoints } from '../../packages/engine/src/documents/construction/open-points.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const corners = [
  [24, 4],
  [36, 4],
  [36, 20],
  [24, 20],
] as [number, number][];

/** A hall with an equipment room; no cable gets into the cage, and an antenna hangs in it. */
function cagedPlan(caged: Partial<Plan['antennas'][number]> = {}): Plan {
  const walls = corners.map((start, index) => ({
    ...{ id: `k${index}`, start, end: corners[(index + 1) % 4], thicknessM: 0.2 },
    material: 'plasterboard',
  }));
  return buildPlan({
    propagation: { model: 'dominant-path' },
    levels: [
      buildLevel({
        ...{ walls, openings: [], columns: [] },
        facilities: [{ id: 'er', kind: 'equipment-room', position: [4, 20] }],
      }),
    ],
    antennas: [buildAntenna('ANT1', 8, 12), { ...buildAntenna('ANT2', 30, 12), ...caged }],
  });
}

const predict = (plan: Plan) =>
  predictPlan(plan, { solver: createPlainSolver(createSimdKernel()), resolutionM: 1 });
const without = (plan: Plan, id: string): Plan => ({
  ...plan,
  antennas: plan.antennas.filter((antenna) => antenna.id !== id),
});

describe('an antenna that the network leaves unfed', () => {
  const kinds: [string, Partial<Plan['antennas'][number]>][] = [
    ['an antenna', {}],
    ['an antenna of stated power', { portPowerDbm: { 'ctcc-lte1800': 20 } }],
    [
      'a radiating cable',
      {
        type: 'radiating-cable',
        path: [
          [28, 12],
          [32, 12],
        ],
      },
    ],
  ];

  it.each(kinds)('is silent, is named, and is no broken rule: %s', async (_, caged) => {
    const { plan } = designNetwork(cagedPlan(caged), { partial: true, effort: 'low' });
    expect(plan.network?.unfed).toEqual(['ANT2']);
    const prediction = await predict(plan);
    const alone = await predict(withNetworkBasis(without(plan, 'ANT2')));
    expect(prediction.assessment.decidable).toBe(true);
    expect(prediction.assessment.operators).toEqual(alone.assessment.operators);
    expect(prediction.maps.map(({ rsrpDbm }) => rsrpDbm)).toEqual(alone.maps.map(({ rsrpDbm }) => rsrpDbm));
    expect(resultDocument(prediction).notes).toMatchObject([
      { code: 'antennas-unfed', antennas: ['ANT2'], counted: 'silent' },
    ]);
    expect(verdictTable(prediction, 'en')).toContain('unfed: ANT2');
    expect(verdictTable(prediction, 'zh')).toContain('未接入：ANT2');
    expect(verdictTable(alone, 'en')).not.toContain('unfed');
    const rules = reportNetwork(plan)?.rules ?? [];
    expect(rules.find(({ id }) => id === 'antennas-accounted')).toMatchObject({ passed: true });
    expect(evaluateExposure(plan).antennas.map(({ antenna }) => antenna)).toEqual(['ANT1']);
  });

  it('has its nominal power where no network is designed, and while the network is stale', async () => {
    const plan = cagedPlan();
    const both = await predict(plan);
    const one = await predict(without(plan, 'ANT2'));
    const covered = ({ assessment }: typeof both) => assessment.operators[0].expectedCoverageRatio;
    expect(covered(both)).toBeGreaterThan(covered(one) + 0.01);
    expect(both.notes).toEqual([]);
    const { plan: designed } = designNetwork(plan, { partial: true, effort: 'low' });
    const moved = await predict({
      ...designed,
      antennas: designed.antennas.map((each) =>
        each.id === 'ANT1' ? { ...each, position: [8.5, 12] } : each,
      ),
    });
    expect(moved.assessment.decidable).toBe(false);
    expect(covered(moved)).toBeGreaterThan(covered(one) + 0.01);
    expect(moved.notes).toEqual([]);
  });

  it('as a small cell sends nothing either, though it has a power of its own', async () => {
    const small = cagedPlan({ feed: 'small-cell', carriers: ['ctcc-lte1800'] });
    const opened = { ...small, levels: [buildLevel({ ...small.levels[0], walls: [] })] };
    const { plan } = designNetwork(opened, { effort: 'low' });
    const cut: Plan = {
      ...plan,
      network: {
        ...plan.network,
        cables: plan.network?.cables?.filter(({ to }) => to.node !== 'ANT2'),
        unfed: ['ANT2'],
      },
    };
    const fed = await predict(plan);
    const unfed = await predict(withNetworkBasis(cut));
    const served = ({ assessment }: typeof fed) =>
      assessment.operators.find(({ operator }) => operator === 'telecom')?.expectedCoverageRatio ?? 0;
    expect(fed.notes).toEqual([]);
    expect(unfed.notes).toMatchObject([{ code: 'antennas-unfed', antennas: ['ANT2'] }]);
    expect(served(fed)).toBeGreaterThan(served(unfed));
  });

  it('says of a link from it that the power is one that it does not have', () => {
    const { plan } = designNetwork(cagedPlan(), { partial: true, effort: 'low' });
    expect(traceLink(plan, 'ANT2', '30,6,1.5,B1').notes).toMatchObject([
      { code: 'antennas-unfed', antennas: ['ANT2'], counted: 'nominal' },
    ]);
    expect(traceLink(plan, 'ANT1', '30,6,1.5,B1').notes).toEqual([]);
  });

  it('keeps nothing of what an earlier network brought to it', () => {
    const caged = cagedPlan();
    const open = { ...caged, levels: [buildLevel({ ...caged.levels[0], walls: [] })] };
    const { plan: fed } = designNetwork(open, { effort: 'low' });
    const power = (plan: Plan) => plan.antennas.find(({ id }) => id === 'ANT2')?.portPowerDbm;
    expect(power(fed)).toBeDefined();
    const { plan } = designNetwork({ ...fed, levels: caged.levels }, { partial: true, effort: 'low' });
    expect(plan.network?.unfed).toEqual(['ANT2']);
    expect(power(plan)).toBeUndefined();
  });

  it('is withdrawn where it was added for an entrance, is said, and is on no bill', {
    tags: ['thorough'],
  }, async () => {
    const plan = cagedPlan();
    const placement = {
      ...{ antennas: 1, lowerBound: 1, status: 'feasible', ended: 'complete' },
      mended: [
        { lane: 'E1', antenna: 'ANT2', carriers: ['ctcc-lte1800'] },
        { lane: 'E2', antenna: 'ANT1', carriers: ['ctcc-lte1800'] },
      ],
    } as unknown as Placement & { mended: MendedLane[] };
    const fed = await feedGarage(
      { plan, placement },
      {
        network: { effort: 'low' },
        design: async (work) => work(),
        place: async (source) => ({ plan: { ...source, antennas: plan.antennas }, placement }),
        predict,
      },
    );
    expect(fed.plan.antennas.map(({ id }) => id)).toEqual(['ANT1']);
    expect(fed.prediction.plan.antennas.map(({ id }) => id)).toEqual(['ANT1']);
    expect(fed.plan.network?.unfed).toBeUndefined();
    const gone = [{ lane: 'E1', antenna: 'ANT2', level: 'B1', position: [30, 12] }];
    expect(fed.plan.network?.withdrawn).toEqual(gone);
    expect(fed.prediction.plan.network?.withdrawn).toEqual(gone);
    expect(fed.prediction.assessment.decidable).toBe(true);
    expect(fed.placement.mended.map(({ lane, withdrawn }) => [lane, withdrawn])).toEqual([
      ['E1', true],
      ['E2', undefined],
    ]);
    // One that placing itself found stays, and is named as unfed.
    const placed = await feedGarage(
      { plan, placement: { ...placement, mended: [] } },
      {
        network: { effort: 'low' },
        design: async (work) => work(),
        place: async (source) => ({ plan: { ...source, antennas: plan.antennas }, placement }),
        predict,
      },
    );
    expect(placed.plan.network?.unfed).toEqual(['ANT2']);
    expect(placed.plan.network?.withdrawn).toBeUndefined();
    const { missed } = openPoints(fed.plan, { prediction: fed.prediction, rules: [] }, 'zh');
    expect(missed.join()).toContain('E1（B1（30.0，12.0））');
  });
});
