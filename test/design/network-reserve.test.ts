import {
  CancelledError,
  createPlainSolver,
  createSimdKernel,
  designFeeder,
  type Plan,
  type Prediction,
  type Progress,
  predictPlan,
  reportNetwork,
} from '@diku/engine';
import { feederSentence } from '@diku/engine/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { feedGarage, type Placement } from '../../packages/engine/src/design/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { networkedPlan } from './network-support/networked-plan.ts';
import { shortFeeders } from './network-support/short-feeders.ts';

const placement = { status: 'feasible' } as Placement;
/** The fixture garage without a network, its ports asking for 10 dBm, which the cap leaves room above. */
const bare = () =>
  networkedPlan((plan) => {
    plan.carriers = plan.carriers.map((carrier) => ({ ...carrier, portPowerDbm: 10 }));
    plan.antennas = plan.antennas.map(({ portPowerDbm: _, ...antenna }) => ({ ...antenna, cell: 'S1' }));
    plan.requirements.profileOverrides = { network: { portRiseDb: 0 } };
    Object.assign(plan, { network: undefined });
  });

/** A prediction that passes from a mean port power on, and what it was asked. */
function tools(passesFromDbm: number, asked: { placedDbm: number[]; plans: Plan[] }) {
  const meanDbm = (plan: Plan) => {
    const powers = evaluateNetwork(plan)?.antennas.flatMap(({ carriers }) => carriers) ?? [];
    return powers.reduce((sum, { powerDbm }) => sum + powerDbm, 0) / powers.length;
  };
  return {
    network: { effort: 'low' as const },
    design: async <Result>(work: () => Result) => work(),
    place: async (plan: Plan) => {
      asked.placedDbm.push(plan.carriers[0].portPowerDbm);
      return { plan, placement };
    },
    predict: async (plan: Plan) => {
      asked.plans.push(plan);
      const passProbability = Math.max(0, Math.min(1, 0.95 + (meanDbm(plan) - passesFromDbm) / 10));
      const met = meanDbm(plan) >= passesFromDbm;
      const target = { met, figuresMet: met };
      return { plan, assessment: { operators: [{ passProbability }], target } } as unknown as Prediction;
    },
  };
}

describe('a garage fed with what ports really get', () => {
  it('is left alone where that does, and gets a reserve where it does not', {
    tags: ['thorough'],
  }, async () => {
    const asked = { placedDbm: [] as number[], plans: [] as Plan[] };
    const plain = await feedGarage({ plan: bare(), placement }, tools(-50, asked));
    expect(plain.feed.attempts.map(({ way }) => way)).toEqual(['as-placed']);
    expect(plain.plan).toBe(plain.prediction.plan);
    expect(reportNetwork(plain.plan)?.evaluation.unfed).toEqual([]);

    const { feed, plan } = await feedGarage({ plan: bare(), placement }, tools(9.8, asked));
    const last = feed.attempts[feed.attempts.length - 1];
    expect(last).toMatchObject({ way: 'raised-targets', met: true });
    expect(feed.attempts.slice(0, -1).every(({ met }) => !met)).toBe(true);
    expect(plan.network?.portReserveDb).toBe(last.reserveDb);
    expect(plan.antennas.map(({ targetPowerDbm }) => targetPowerDbm)).toEqual(
      bare().antennas.map(({ targetPowerDbm }) => targetPowerDbm),
    );
    const [fed] = reportNetwork(plan)?.evaluation.antennas ?? [];
    expect(fed.carriers[0].targetDbm).toBe(10 + last.reserveDb);
    expect(asked.placedDbm).toEqual([]);
  });

  it('that nothing helps is placed again for less, keeps its best attempt and says so', {
    tags: ['thorough'],
  }, async () => {
    const asked = { placedDbm: [] as number[], plans: [] as Plan[] };
    const { feed, plan } = await feedGarage({ plan: bare(), placement }, tools(14, asked));
    expect(feed.attempts.map(({ way, reserveDb }) => [way, reserveDb])).toEqual([
      ['as-placed', 0],
      ['raised-targets', 0.5],
      ['raised-targets', 1],
      ['raised-targets', 1.5],
      ['placed-again', 1],
    ]);
    expect(asked.placedDbm).toEqual([9]);
    expect(plan.carriers[0].portPowerDbm).toBe(10);
    const best = feed.attempts.reduce((a, b) => (b.passProbability > a.passProbability ? b : a));
    expect(best.way).toBe('raised-targets');
    expect(asked.plans.indexOf(plan)).toBe(feed.attempts.indexOf(best));
  });

  it('tries no reserve where not even the placement meets the target, and predicts without a network that cannot be', async () => {
    const asked = { placedDbm: [] as number[], plans: [] as Plan[] };
    const infeasible = { status: 'infeasible' } as Placement;
    const once = await feedGarage({ plan: bare(), placement: infeasible }, tools(40, asked));
    expect(once.feed.attempts).toHaveLength(1);
    const foreign = bare();
    foreign.carriers[0].frequencyMhz = 6000;
    const { feed, plan } = await feedGarage({ plan: foreign, placement }, tools(-50, asked));
    expect(feed.attempts).toEqual([]);
    expect(feed.problems?.length).toBeGreaterThan(0);
    expect(plan).toBe(foreign);
  });
});

describe('a garage that a real prediction judges', () => {
  const solver = createPlainSolver(createSimdKernel());
  const resolutionM = 1;
  let given: Awaited<ReturnType<typeof shortFeeders>>;
  beforeAll(async () => {
    given = await shortFeeders(resolutionM);
  });

  it('misses its target by cheap feeders, and meets it with targets raised', async () => {
    const { plan, catalogue } = given;
    const { feed, prediction } = await feedGarage(
      { plan, placement },
      {
        network: { catalogue },
        design: async (work) => work(),
        place: () => Promise.reject(new Error('needs no other antennas')),
        predict: (each) => predictPlan(each, { solver, resolutionM }),
      },
    );
    const [first, ...more] = feed.attempts;
    expect(first).toMatchObject({ way: 'as-placed', met: false });
    expect(more[more.length - 1]).toMatchObject({ way: 'raised-targets', met: true });
    expect(prediction.assessment.target.met).toBe(true);
    const chances = feed.attempts.map(({ passProbability }) => passProbability);
    expect(chances[chances.length - 1]).toBe(Math.max(...chances));
  });

  it('gets the same network where its antennas may not move, and is told which targets it has', {
    tags: ['thorough'],
  }, async () => {
    const stages = new Set<string>();
    const monitor = {
      report: (progress: Progress) => stages.add(`${progress.stage} ${progress.detail ?? ''}`),
    };
    const fed = await designFeeder(given.plan, {
      ...{ solver, resolutionM, monitor },
      catalogue: given.catalogue,
    });
    const { reserve, assessment } = fed;
    expect(reserve).toMatchObject({ way: 'raised-targets', nominalMet: true, isOverNominal: true });
    expect(assessment?.target.met).toBe(true);
    const again = await predictPlan(fed.plan, { solver, resolutionM });
    expect(again.assessment.target).toEqual(assessment?.target);
    expect(feederSentence(fed, 'en')).toContain(`met with ports ${reserve.reserveDb} dB above nominal`);
    expect(feederSentence(fed, 'zh')).toContain(`端口比标称高 ${reserve.reserveDb} dB`);
    expect([...stages]).toEqual(
      expect.arrayContaining(['network ', 'check ', `network +${reserve.reserveDb} dB`]),
    );
    // The reserve is the network's: the next design starts from the plan again and ends at the same.
    const later = await designFeeder(fed.plan, { solver, resolutionM, catalogue: given.catalogue });
    expect(later.reserve).toEqual(reserve);
    expect(later.plan).toEqual(fed.plan);
    const { reserveDb } = reserve;
    const raised = fed.plan.antennas.map((antenna) => ({
      ...antenna,
      targetPowerDbm: Object.fromEntries(
        fed.plan.carriers.map(({ id, portPowerDbm }) => [id, portPowerDbm + reserveDb]),
      ),
    }));
    const asked = await designFeeder(
      { ...fed.plan, antennas: raised },
      { solver, resolutionM, catalogue: given.catalogue },
    );
    expect(asked.reserve).toMatchObject({ way: 'as-placed', reserveDb: 0, isOverNominal: false });
    expect(feederSentence(asked, 'en')).toContain('met with ports at the targets of the plan');
  });

  it('has its least bad network where no reserve helps, and is not tried where nothing could help', {
    tags: ['thorough'],
  }, async () => {
    const [carrier] = given.plan.carriers;
    const capped = (overDb: number): Plan => {
      const network = { portPowerCapDbm: carrier.portPowerDbm + overDb, sourceHeadroomDb: 0 };
      const profileOverrides = { network };
      return { ...given.plan, requirements: { ...given.plan.requirements, profileOverrides } };
    };
    const options = { solver, resolutionM, catalogue: given.catalogue };
    const atCap = await designFeeder(capped(0), options);
    expect(atCap.reserve).toMatchObject({ nominalMet: true, isAtCap: true });
    expect(atCap.assessment?.target.met).toBe(false);
    expect(feederSentence(atCap, 'en')).toMatch(
      /^With the network: still missed with ports at nominal power: China .*at their cap$/,
    );
    // A thousandth more is tried, and helps nothing.
    const nearCap = await designFeeder(capped(0.001), options);
    expect(nearCap.reserve.attempts.map(({ reserveDb, met }) => [reserveDb, met])).toEqual([
      [0, false],
      [0.5, false],
    ]);
    const chances = nearCap.reserve.attempts.map(({ passProbability }) => passProbability);
    const best = nearCap.reserve.attempts.find(({ way }) => way === nearCap.reserve.way);
    expect(best?.passProbability).toBe(Math.max(...chances));
    expect(feederSentence(nearCap, 'en')).toMatch(/still missed .*up to 0.5 dB was tried, this is the best$/);
    const weak = { ...given.plan, carriers: [{ ...carrier, portPowerDbm: carrier.portPowerDbm - 3 }] };
    const missed = await designFeeder(weak, { solver, resolutionM });
    expect(missed.reserve.attempts).toHaveLength(1);
    expect(missed.reserve.nominalMet).toBe(false);
    expect(feederSentence(missed, 'en')).toContain('missed with nominal powers too');
  });

  it('is designed once where small cells send what they do, where a reserve is given and where nothing can be predicted', async () => {
    const [{ id, portPowerDbm }] = given.plan.carriers;
    const set = { feed: 'small-cell' as const, targetPowerDbm: { [id]: -40 } };
    const antennas = given.plan.antennas.map((antenna) => ({ ...antenna, ...set }));
    const small = await designFeeder({ ...given.plan, antennas }, { solver, resolutionM });
    expect(small.reserve).toMatchObject({ way: 'as-placed', isSelfPowered: true });
    expect(small.reserve.attempts.map(({ met }) => met)).toEqual([false]);
    expect(feederSentence(small, 'en')).toContain('there is no port target to raise');
    const options = { solver, resolutionM, catalogue: given.catalogue };
    const asked = await designFeeder(given.plan, { ...options, reserve: 0.5 });
    expect(evaluateNetwork(asked.plan)?.antennas[0].carriers[0].targetDbm).toBe(portPowerDbm + 0.5);
    // What was asked for once stays a matter of the network: the next design starts from the plan again.
    const again = await designFeeder(asked.plan, { ...options, reserve: 0.5 });
    expect(again.plan).toEqual(asked.plan);
    const plain = await designFeeder(asked.plan, { ...options, reserve: 0 });
    expect(plain.plan.network?.portReserveDb).toBeUndefined();
    expect([asked.assessment, asked.reserve.unpredicted]).toEqual([undefined, 'not-asked']);
    const late = await designFeeder(given.plan, { ...options, monitor: { expired: () => true } });
    expect([late.assessment, late.reserve.unpredicted]).toEqual([undefined, 'time-limit']);
    const tooFine = await designFeeder(given.plan, { ...options, resolutionM: 0.001 });
    expect(tooFine.assessment).toBeUndefined();
    expect(evaluateNetwork(tooFine.plan)?.unfed).toEqual([]);
    expect(feederSentence(tooFine, 'en')).toMatch(/is not known: .*; expected /);
    const cancelled = designFeeder(given.plan, { ...options, monitor: { cancelled: () => true } });
    await expect(cancelled).rejects.toThrow(CancelledError);
  });
});
