import {
  createPlainSolver,
  createSimdKernel,
  type Monitor,
  type PlacedPlan,
  type Plan,
  placePlan,
  planGarage,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const options = { solver, resolutionM: 1, effort: 'high' as const };

/** Many rooms of thick walls, ports so weak that hundreds of antennas are just enough, or not. */
function hardGarage(portPowerDbm: number): Plan {
  const walls = randomWalls(6, 14).map((wall) => {
    return { ...wall, material: 'reinforced-concrete', thicknessM: 0.4 };
  });
  const [carrier] = buildPlan().carriers;
  return buildPlan({
    levels: [buildLevel({ walls, openings: [], columns: [], bays: [] })],
    carriers: [{ ...carrier, portPowerDbm }],
    placement: { spacingM: 1.5, clearanceM: 0.2 },
  });
}

/** Says so from the given question on, and counts how often it was asked after that. */
function stopsAt(kind: 'cancelled' | 'expired', question: number) {
  let asked = 0;
  const monitor: Monitor = {
    [kind]: () => {
      asked += 1;
      return asked >= question;
    },
  };
  return { monitor, askedAfter: () => Math.max(0, asked - question), hasStopped: () => asked >= question };
}

function expectWhole({ plan, placement }: PlacedPlan): void {
  expect(plan.antennas).toHaveLength(placement.antennas);
  expect(new Set(plan.antennas.map(({ id }) => id)).size).toBe(placement.antennas);
  expect(placement.lowerBound).toBeLessThanOrEqual(placement.antennas);
  expect(['unknown', 'feasible', 'optimal', 'infeasible']).toContain(placement.status);
}

describe('a placement that has to end', () => {
  // Far more work than fits into a test: only by ending early can it return.
  it.each(isLong ? [-22, -30] : [-22])(
    'ends soon wherever it is cancelled, with what it has (ports %i dBm, seed 12)',
    async (dbm) => {
      const random = createRandom(12);
      const plan = hardGarage(dbm);
      for (const max of [40, 600, 8000]) {
        const { monitor, askedAfter, hasStopped } = stopsAt('cancelled', 1 + Math.floor(max * random()));
        const placed = await placePlan(plan, { ...options, monitor });
        expectWhole(placed);
        if (!hasStopped()) continue;
        expect(placed.placement.ended).toBe('cancelled');
        // It asks about once for each candidate that it looks at: few more are looked at.
        expect(askedAfter()).toBeLessThan(500);
      }
    },
    300_000,
  );

  it.runIf(isLong)(
    'ends soon after its time limit, and says that nothing passes yet and that nobody knows whether anything does',
    async () => {
      const seen = new Set<string>();
      for (const question of [1, 3000]) {
        const { monitor } = stopsAt('expired', question);
        const placed = await placePlan(hardGarage(-22), { ...options, monitor });
        expectWhole(placed);
        const { placement, check } = placed;
        expect(placement).toMatchObject({ ended: 'time-limit', timeLimitStruck: true });
        if (placement.status === 'unknown') expect(check?.target.met).toBe(false);
        seen.add(placement.status);
      }
      expect([...seen]).not.toContain('infeasible');
    },
    300_000,
  );

  it('hands back a whole garage after its time limit, which is not met', async () => {
    const { monitor } = stopsAt('expired', 1);
    const planned = await planGarage({ plan: hardGarage(-38) }, { ...options, monitor });
    expect(planned.ended).toBe('time-limit');
    expect(planned.prediction.assessment.target.met).toBe(false);
    expect(['infeasible', 'unknown']).toContain(planned.placement.status);
  }, 300_000);
});
