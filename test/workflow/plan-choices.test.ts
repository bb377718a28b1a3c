import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  createPlainSolver,
  createSimdKernel,
  InputError,
  type Monitor,
  type PlacedPlan,
  type PlacingChoices,
  type Plan,
  type PlanGarageOptions,
  type PlannedGarage,
  type Progress,
  placePlan,
  planGarage,
  predictPlan,
} from '@diku/engine';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildAntenna, buildWalledPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { examples } from '../support/run-cli.ts';

const solver = createPlainSolver(createSimdKernel());
const resolutionM = isLong ? 1 : 2;
const base = { solver, resolutionM, effort: 'low' } as const;

const walled = buildWalledPlan();
/** More power: fewer antennas, found sooner. */
const easy: Plan = { ...walled, carriers: [{ ...walled.carriers[0], portPowerDbm: 4 }] };
const hanging: Plan = {
  ...easy,
  antennas: [buildAntenna('old-1', 5, 5), buildAntenna('old-2', 33, 18)],
};

describe('the main job places as placing does', () => {
  let plain: PlacedPlan;
  beforeAll(async () => {
    plain = await placePlan(easy, { ...base, gapRatio: 0.9 });
  });
  const rows = [
    [6, 6],
    [20, 12],
    [34, 6],
    [34, 20],
    [8, 20],
    [27, 12],
    [14, 4],
  ].map(([x, y], index) => ({ line: index + 2, x: String(x), y: String(y), level: 'B1' }));
  const asked: [string, Plan, PlacingChoices][] = [
    ['kinds on a grid', easy, { candidates: { kinds: ['small-cell'] }, spacingM: 6, seed: 3 }],
    ['own candidates', easy, { candidateTable: { fileName: 'own.csv', rows } }],
    ['what hangs', hanging, { keepExisting: true }],
    ['a refused antenna', hanging, { refuse: ['old-2'], refuseRadiusM: 7 }],
  ];
  it.each(asked.filter((_, index) => isLong || index % 2 === 1))(
    'with %s',
    { tags: ['thorough'] },
    async (_name, plan, choices) => {
      const options = { ...base, gapRatio: 0.9, ...choices };
      const whole = await planGarage({ plan }, { ...options, network: false });
      const placed = await placePlan(plan, options);
      expect(plain.placement.mended).toBeUndefined();
      // The verdict that is stored with a plan is of its prediction.
      expect({ ...whole.plan, derived: placed.plan.derived }).toEqual(placed.plan);
      expect(whole.placement).toEqual(placed.placement);
      expect(whole.ended).toBe('complete');
      expect(placed.plan.antennas).not.toEqual(plain.plan.antennas);
    },
  );

  it('with what the plan carries where nothing else is asked for', { tags: ['thorough'] }, async () => {
    const asked = { candidates: { kinds: ['small-cell'] }, seed: 3, effort: 'low', gapRatio: 0.9 } as const;
    const carried = { kinds: ['small-cell' as const], seed: 3, effort: 'low' as const, gapRatio: 0.9 };
    const grid = { solver, resolutionM };
    const plan: Plan = { ...easy, placement: { spacingM: 6 } };
    const given = await placePlan(plan, { ...grid, ...asked });
    const carriedOut = await placePlan({ ...plan, choices: carried }, grid);
    expect(carriedOut.plan.antennas).toEqual(given.plan.antennas);
    expect(carriedOut.plan.antennas.every(({ feed }) => feed === 'small-cell')).toBe(true);
    expect(carriedOut.placement).toEqual(given.placement);
    const other = { ...plan, choices: { ...carried, kinds: ['cable' as const] } };
    const overruled = await placePlan(other, { ...grid, candidates: { kinds: ['small-cell'] } });
    expect(overruled.plan.antennas).toEqual(given.plan.antennas);
  });

  it.skipIf(!existsSync(join(examples, 'garage-one-level.dxf')))(
    'of a drawing with candidates of its own, whose bad rows are named with their file',
    async () => {
      const drawing = readFileSync(join(examples, 'garage-one-level.dxf'));
      const bad = [{ line: 7, x: '3', y: 'four', level: 'B9' }];
      const choices = { candidateTable: { fileName: 'own.csv', rows: bad } };
      const failed = await planGarage({ drawing }, { ...base, ...choices }).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(InputError);
      expect((failed as InputError).problems[0]).toMatchObject({
        at: 'own.csv, line 7, column level',
        found: '"B9"',
        expected: 'one of B1',
      });
    },
  );
});

describe('what is cancelled', () => {
  /** Cancels once a progress is as asked for. */
  const cancelAt = (is: (progress: Progress) => boolean) => {
    let isCancelled = false;
    const seen: Progress[] = [];
    const monitor: Monitor = {
      report(progress) {
        seen.push(progress);
        isCancelled ||= is(progress);
      },
      cancelled: () => isCancelled,
    };
    return { monitor, seen };
  };

  it('keeps the best set of its search, without a network, predicted', async () => {
    const { monitor, seen } = cancelAt(({ placing }) => placing?.step === 'search');
    const { plan, ended, placement, feed, prediction } = await planGarage(
      { plan: walled },
      { ...base, monitor },
    );
    expect([ended, placement.ended]).toEqual(['cancelled', 'cancelled']);
    expect(feed).toBeUndefined();
    const last = seen.filter(({ placing }) => placing).at(-1)?.placing;
    expect(last?.antennas).toEqual(plan.antennas);
    expect(prediction.assessment).toEqual((await predictPlan(plan, { solver, resolutionM })).assessment);
  });

  it('keeps the placement and the bound as far as it is proved', { tags: ['thorough'] }, async () => {
    const { monitor } = cancelAt(({ placing }) => placing?.step === 'bound');
    const { plan, placement } = await placePlan(walled, { ...base, loadHighs, monitor });
    expect(placement).toMatchObject({ ended: 'cancelled', certificate: { ended: 'cancelled' } });
    expect(placement.lowerBound).toBeLessThanOrEqual(plan.antennas.length);
    expect((await predictPlan(plan, { solver, resolutionM })).assessment.target.met).toBe(true);
  });

  it('keeps the network that was begun', async () => {
    const { monitor } = cancelAt(({ stage }) => stage === 'network');
    const { plan, ended, placement, feed } = await planGarage({ plan: easy }, { ...base, monitor });
    expect([ended, placement.ended]).toEqual(['cancelled', 'complete']);
    expect(feed?.attempts).toHaveLength(1);
    expect(plan.network?.devices?.length).toBeGreaterThan(0);
  });

  it('keeps the plan as it was where nothing is searched yet, and says that it is not met', async () => {
    const { monitor } = cancelAt(({ stage }) => stage === 'fields');
    const { plan, ended, placement, prediction } = await planGarage({ plan: walled }, { ...base, monitor });
    expect([ended, placement.ended, placement.status]).toEqual(['cancelled', 'cancelled', 'unknown']);
    expect(plan.antennas).toEqual(walled.antennas);
    expect(prediction.assessment.target.met).toBe(false);
  });
});

describe('an interrupted command', () => {
  const thread = new URL('../../packages/cli/dist/job-thread.js', import.meta.url);
  type Message = { progress?: Progress; result?: PlacedPlan | PlannedGarage; cancelled?: true };

  /** Runs a job's thread of the built command line, cancelled from outside at the first progress that is as asked for. */
  function runThread(order: { name: 'plan' | 'place'; input: unknown }, is: (progress: Progress) => boolean) {
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(thread, { workerData: { ...order, workerCount: 1, cancelled } });
    return new Promise<Message>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (message: Message) => {
        if (message.progress && is(message.progress)) Atomics.store(cancelled, 0, 1);
        if (!message.progress) resolve(message);
      });
    }).finally(() => worker.terminate());
  }

  it('hears of it from outside its thread in the middle of a search, and keeps the best plan', async () => {
    // Weak ports in many rooms: minutes of search at this effort.
    const options: Partial<PlanGarageOptions> = { effort: 'high' };
    const levels = [{ ...walled.levels[0], id: 'B1' }];
    const carriers = walled.carriers.map((each) => ({ ...each, portPowerDbm: -12 }));
    const input = { plan: { ...walled, levels, carriers }, options };
    const { result } = await runThread({ name: 'place', input }, ({ placing }) => placing?.step === 'search');
    const { placement, plan } = result as PlacedPlan;
    expect(placement.ended).toBe('cancelled');
    expect((await predictPlan(plan, { solver })).assessment.operators[0].passProbability).toBeGreaterThan(
      0.9,
    );
  });

  it('has the plan as it was before anything is searched', async () => {
    const input = { plan: walled, options: { effort: 'high' } };
    const { result } = await runThread({ name: 'place', input }, ({ stage }) => stage === 'fields');
    const { placement, plan } = result as PlacedPlan;
    expect(placement).toMatchObject({ ended: 'cancelled', status: 'unknown' });
    expect(plan.antennas).toEqual(walled.antennas);
  });

  it('ends early at the first interruption, is left alone by its echo, and ends at once at the second', async () => {
    type Interrupts = {
      endingEarly<Result>(stop: () => void, work: () => Promise<Result>): Promise<Result>;
      stopEarly(): boolean;
    };
    const { href } = new URL('../../packages/cli/src/interrupts.ts', import.meta.url);
    const { endingEarly, stopEarly } = (await import(href)) as Interrupts;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(10_000);
    const stop = vi.fn();
    expect(stopEarly()).toBe(false);
    await endingEarly(stop, async () => {
      expect(stopEarly()).toBe(true);
      clock.mockReturnValue(10_010);
      expect(stopEarly()).toBe(true);
      clock.mockReturnValue(12_000);
      expect(stopEarly()).toBe(false);
    });
    expect(stop).toHaveBeenCalledTimes(1);
    await endingEarly(stop, async () => undefined);
    expect(stopEarly()).toBe(false);
    clock.mockRestore();
  });
});
