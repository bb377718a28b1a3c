import { InputError, type Plan } from '@diku/engine';
import { learnedTable } from '@diku/engine/documents';
import { learnSpreads } from '@diku/engine/measurement';
import { findRequirementProfile } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { createNormalSource, createRandom } from '../../packages/engine/src/core/index.ts';
import { buildPlan } from '../support/build-garage.ts';

const profile = findRequirementProfile('shanghai-2023');

/** A number as a fit with a prior of mean `before` finds it from a walk that says `measured` with that error. */
function fitted(kind: string, before: number, beforeSd: number, measured: number, error: number) {
  const information = 1 / beforeSd ** 2 + 1 / error ** 2;
  return {
    ...{ kind, before, beforeSd, identified: 'yes' },
    after: (before / beforeSd ** 2 + measured / error ** 2) / information,
    afterSd: Math.sqrt(1 / information),
  };
}

/** Garages that differ by known spreads, each as a walk with known errors has calibrated it. */
function drawGarages(
  count: number,
  spreads: { levelDb: number; exponent: number; ratio: number },
  seed: number,
) {
  const normal = createNormalSource(createRandom(seed));
  return Array.from({ length: count }, (_, index) => {
    const exponent = 1.9 + spreads.exponent * normal() + 0.1 * normal();
    const levelDb = spreads.levelDb * normal() + 1.5 * normal();
    const wallDb = 12 * (1 + spreads.ratio * normal()) + 1.5 * normal();
    const rows = [
      fitted('exponent', 1.9, 0.4, exponent, 0.1),
      // A prior that says next to nothing: the level is taken as it was fitted.
      fitted('offset', 0, 600, levelDb - 10 * (exponent - 1.9), 1),
      fitted('material', 12, 5, wallDb, 1.5),
    ];
    const calibration = {
      ...{ basis: 'saturating-path', exponent: 2, offsetDb: {}, otherOffsetDb: 0 },
      ...{ parameters: rows, verdict: { modelBiasSigmaDb: 1.5 } },
    };
    const plan = buildPlan({ propagation: { model: 'calibrated', calibration } } as Partial<Plan>);
    return { name: `garage ${index + 1}`, plan };
  });
}

describe('spreads that calibrated garages teach', () => {
  it.each([1, 2, 3])(
    'are those that they were drawn with, the errors of walks taken off (seed %s)',
    (seed) => {
      const drawn = drawGarages(400, { levelDb: 5, exponent: 0.5, ratio: 0.15 }, seed);
      const { profileOverrides, spreads } = learnSpreads(drawn, profile);
      expect(profileOverrides.modelBiasSigmaDb).toBeGreaterThan(4.5);
      expect(profileOverrides.modelBiasSigmaDb).toBeLessThan(5.5);
      expect(profileOverrides.exponentSigma).toBeGreaterThan(0.44);
      expect(profileOverrides.exponentSigma).toBeLessThan(0.56);
      expect(profileOverrides.obstacleSigmaRatio).toBeGreaterThan(0.12);
      expect(profileOverrides.obstacleSigmaRatio).toBeLessThan(0.18);
      for (const { withinTwoRatio } of spreads) {
        expect(withinTwoRatio).toBeGreaterThan(0.92);
        expect(withinTwoRatio).toBeLessThan(0.985);
      }
    },
  );

  it('stay near the profile with one garage, and come nearer to the truth with each', () => {
    const drawn = drawGarages(200, { levelDb: 1, exponent: 0.05, ratio: 0.05 }, 7);
    const after = [1, 10, 50, 200].map(
      (count) => learnSpreads(drawn.slice(0, count), profile).profileOverrides.modelBiasSigmaDb ?? 0,
    );
    expect(after[0]).toBeGreaterThan(0.85 * profile.modelBiasSigmaDb);
    expect(after).toEqual([...after].sort((a, b) => b - a));
    expect(after[3]).toBeLessThan(1.4);
  });

  it('hold a mean deviation too: plans that are all off the same way are not said to be sure', () => {
    const drawn = drawGarages(50, { levelDb: 0.5, exponent: 0.1, ratio: 0.1 }, 5).map(({ name, plan }) => {
      const moved = structuredClone(plan);
      const rows = moved.propagation?.calibration?.parameters as { kind: string; after: number }[];
      for (const row of rows) if (row.kind === 'offset') row.after += 6;
      return { name, plan: moved };
    });
    const [level] = learnSpreads(drawn, profile).spreads;
    expect(level.mean).toBeGreaterThan(5);
    expect(level.after).toBeGreaterThan(5);
  });

  it('are told in both languages, and a plan that was never calibrated is refused by its name', () => {
    const learned = learnSpreads(drawGarages(3, { levelDb: 3, exponent: 0.2, ratio: 0.2 }, 9), profile);
    expect(learnedTable(learned, 'en')).toMatch(/garage 2 +-?\d|garage 2 +−?\d/);
    expect(learnedTable(learned, 'zh')).toContain('平均偏差');
    let error: unknown;
    try {
      learnSpreads([{ name: 'bare.json', plan: buildPlan() }], profile);
    } catch (reason) {
      error = reason;
    }
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems[0].at).toBe('bare.json: propagation.calibration');
  });
});
