import { createPlainSolver, createSimdKernel, findCarrierProfile, predictPlan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { chancesOfSets, offsetSets, seededSets } from '../../benchmarks/lib/location-sets.mjs';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());

/** A hall with two antennas of so much power. */
function hall(portPowerDbm: number) {
  const carriers = findCarrierProfile('lte')
    .filter(({ id }) => id === 'ctcc-lte1800')
    .map((carrier) => ({ ...carrier, portPowerDbm }));
  return buildPlan({
    carriers,
    antennas: [buildAntenna('A1', 8.25, 10.25), buildAntenna('A2', 32.25, 18.25)],
    levels: [buildLevel()],
  });
}

describe('the chance to pass, whichever locations the team chooses', () => {
  it('draws the sets as `diku survey` does, and passes over the whole floor', () => {
    const plan = hall(-10);
    const [first] = seededSets(plan);
    const survey = planSurvey(plan);
    if (survey.status !== 'ready') throw new Error(survey.status);
    const keys = (locations: readonly { x: number; y: number }[]) =>
      locations.map(({ x, y }) => `${x} ${y}`).sort();
    expect(keys(first)).toEqual(keys(survey.points.filter(({ required }) => !required)));
    // Passes 8 m apart at 16 offsets of 2 m tell every square of 2 m once.
    const all = offsetSets(plan).flat();
    expect(new Set(keys(all)).size).toBe(all.length);
    for (const { x, y } of all) {
      const isNear = all.some((other) => Math.abs(Math.hypot(other.x - x, other.y - y) - 2) < 1e-9);
      expect(isNear).toBe(true);
    }
  });

  it.each([-11, -7])(
    'is the mean over 16 sets of locations played out by other means, ports of %d dBm (seed 3)',
    {
      tags: ['thorough'],
      timeout: 120_000,
    },
    async (portPowerDbm) => {
      const plan = hall(portPowerDbm);
      const { assessment } = await predictPlan(plan, { solver });
      const stated = assessment.operators[0].passProbability;
      const [{ chances }] = chancesOfSets(plan, seededSets(plan), { tests: 400, seed: 3 });
      expect(chances).toHaveLength(16);
      const mean = chances.reduce((sum, { chance }) => sum + chance, 0) / chances.length;
      const variance = chances.reduce((sum, { chance }) => sum + (chance - mean) ** 2, 0) / 15;
      expect(stated).toBeGreaterThan(0.3);
      expect(stated).toBeLessThan(0.99);
      expect(Math.abs(stated - mean)).toBeLessThan(0.01 + 2 * Math.sqrt(variance / 16));
    },
  );
});
