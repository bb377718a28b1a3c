/** @module-tag thorough */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createPlainSolver,
  createSimdKernel,
  type Monitor,
  type Plan,
  type Prediction,
  placePlan,
  planGarage,
  predictPlan,
  reportHtml,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { antennasForStates } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const solver = createPlainSolver(createSimdKernel());
/** A hall cut in two by a wall with one open shutter: what passes as planned fails behind it once it is shut. */
function halves(overrides: Partial<Plan> = {}): Plan {
  const wall = { start: [20, 0], end: [20, 24], thicknessM: 0.6, material: 'reinforced-concrete' } as const;
  const level = buildLevel({
    walls: [{ id: 'w1', ...wall, start: [20, 0], end: [20, 24] }],
    openings: [{ id: 'd1', start: [20, 2], end: [20, 22], kind: 'fire-shutter', state: 'open' }],
    ...{ columns: [], bays: [], points: [] },
  });
  const materials = { 'fire-shutter': { lossDb: { '900': 70, '3500': 70 } } };
  const [carrier] = buildPlan().carriers;
  const carriers = [{ ...carrier, portPowerDbm: 10 }];
  const antennas = [buildAntenna('ANT1', 17, 12)];
  return buildPlan({ levels: [level], materials, carriers, antennas, ...overrides });
}

const resolutionM = isLong ? 1 : 2;
const predict = (plan: Plan) => predictPlan(plan, { solver, resolutionM, scenarios: 'all' });
const design = (prediction: Prediction, monitor?: Monitor) =>
  antennasForStates(prediction, { solver, effort: 'low', monitor });
const stateOf = (prediction: Prediction, state: string) =>
  resultDocument(prediction).states.find((each) => each.state === state);

describe('antennas that a state of the garage takes', () => {
  it('are those of a placement that passes in it, and stand beside the state; the plan stays as it is', async () => {
    const plan = halves();
    const before = await predict(plan);
    expect(stateOf(before, 'shutters-closed')).toMatchObject({
      ...{ met: false, antennasToWithstand: null, reason: 'not-designed-for' },
    });
    expect(stateOf(before, 'planned')).toMatchObject({ met: true, antennasToWithstand: 1 });
    const after = await design(before);
    expect(after.plan).toBe(plan);
    const required = { ...plan.requirements, requiredScenarios: ['shutters-closed' as const] };
    const placed = await placePlan(
      { ...plan, requirements: required },
      { ...{ solver, effort: 'low', resolutionM }, candidates: { kinds: ['omni'] } },
    );
    const { antennas, lowerBound, status } = placed.placement;
    expect(antennas).toBeGreaterThan(1);
    const state = stateOf(after, 'shutters-closed');
    expect(state).toMatchObject({ met: false, antennasToWithstand: antennas });
    expect(state).toMatchObject({ design: { status, antennas, lowerBound } });
    expect(state?.reason).toBeUndefined();
    // What `place` found passes in that state indeed, by a prediction of its own.
    const checked = await predict(placed.plan);
    expect(stateOf(checked, 'shutters-closed')).toMatchObject({ met: true, antennasToWithstand: antennas });
    const shut = verdictTable(after, 'en')
      .split('\n')
      .find((line) => line.includes('shutters closed'));
    expect(shut?.trim()).toMatch(new RegExp(` ${antennas}$`));
    expect(verdictTable(before, 'en')).toContain('not designed for');
  });

  it('are no number where all candidates together fail, with the reason', async () => {
    // Nothing may hang in the half behind the shutter.
    const plan: Plan = {
      ...halves(),
      placement: {
        forbidden: [
          {
            level: 'B1',
            polygon: [
              [20.5, 0],
              [40, 0],
              [40, 24],
              [20.5, 24],
            ],
          },
        ],
      },
    } as Plan;
    const after = await design(await predict(plan));
    expect(stateOf(after, 'shutters-closed')).toMatchObject({
      ...{ antennasToWithstand: null, reason: 'infeasible', design: { status: 'infeasible' } },
    });
    expect(verdictTable(after, 'en')).toContain('no number does');
    expect(verdictTable(after, 'zh')).toContain('布满也不达标');
  });

  it('are unknown where the time was over, and are not looked for where nothing can be decided', async () => {
    const before = await predict(halves());
    for (const monitor of [{ expired: () => true }, { cancelled: () => true }]) {
      expect(stateOf(await design(before, monitor), 'shutters-closed')).toMatchObject({
        ...{ antennasToWithstand: null, reason: 'unknown', design: { status: 'unknown' } },
      });
    }
    const undecided = { ...before, assessment: { ...before.assessment, decidable: false } };
    expect(await design(undecided)).toBe(undecided);
  });

  it.runIf(isLong)(
    'of one state do for another that they pass in: all of them are counted where one had no time of its own',
    async () => {
      const plan = halves();
      const [level] = plan.levels;
      const polygon: [number, number][] = [
        [21, 1],
        [23, 1],
        [23, 6],
        [21, 6],
      ];
      const before = await predict({ ...plan, levels: [{ ...level, bays: [{ id: 'p1', polygon }] }] });
      const failing = resultDocument(before).states.filter(({ met }) => !met);
      expect(failing.map(({ state }) => state)).toEqual(['shutters-closed', 'shutters-closed-cars-full']);
      // The hardest is placed for first. Then the time is over: with the last that is heard of it.
      let detectable = 0;
      const endingAfter = (max: number): Monitor => ({
        report: ({ detail }) => {
          if (detail === 'shutters-closed-cars-full') detectable += 1;
        },
        expired: () => detectable >= max,
      });
      await design(before, endingAfter(Number.POSITIVE_INFINITY));
      const max = detectable;
      detectable = 0;
      const after = await design(before, endingAfter(max));
      const [easy, hard] = ['shutters-closed', 'shutters-closed-cars-full'].map((state) =>
        stateOf(after, state),
      );
      expect(hard?.antennasToWithstand).toBeGreaterThan(1);
      expect(easy).toMatchObject({
        antennasToWithstand: hard?.antennasToWithstand,
        design: { status: 'feasible' },
      });
    },
  );

  it.runIf(isLong)(
    'stand on the sheets of the main job, and in the table and the document of `check`',
    async () => {
      const plan = halves();
      const planned = await planGarage(
        { plan },
        {
          ...{ solver, effort: 'low', network: false, resolutionM: 1 },
          scenarios: 'all',
          antennasForStates: true,
        },
      );
      const [state] = resultDocument(planned.prediction).states.filter(({ met }) => !met);
      expect(state).toMatchObject({
        state: 'shutters-closed',
        design: { antennas: state.antennasToWithstand },
      });
      expect(planned.plan.antennas).toHaveLength(1);
      expect(state.antennasToWithstand).toBeGreaterThan(1);
      const page = reportHtml({ prediction: planned.prediction, lang: 'zh' });
      expect(page).toMatch(
        new RegExp(`卷帘全关.{0,600}<td[^>]*>${state.antennasToWithstand}</td></tr>`, 's'),
      );
      const work = createWorkFolder();
      try {
        writeFileSync(join(work.folder, 'plan.json'), JSON.stringify(plan));
        const options = ['--resolution', '1', '--effort', 'low', '--workers', '1', '--json'];
        const run = (...more: string[]) => runCli(work.folder, ['check', 'plan.json', ...options, ...more]);
        const asked = await run('--antennas-for-states', '--lang', 'en');
        const found = JSON.parse(asked.stdout).states.find((each: { met: boolean }) => !each.met);
        expect(asked.status).toBe(0);
        expect(found).toMatchObject({
          state: 'shutters-closed',
          antennasToWithstand: state.antennasToWithstand,
        });
        expect(asked.stderr).toContain('as long as diku place');
        const usual = await run();
        expect(JSON.parse(usual.stdout).states).toContainEqual(
          expect.objectContaining({ state: 'shutters-closed', antennasToWithstand: null }),
        );
        expect(usual.stderr).not.toContain('diku place');
      } finally {
        work.remove();
      }
    },
  );
});
