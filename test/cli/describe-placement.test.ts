import { createPlainSolver, createSimdKernel, type PlacedPlan, type Plan, placePlan } from '@diku/engine';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { buildLevel, buildPlan } from '../support/build-garage.ts';

type Describe = (placement: PlacedPlan['placement'], language: 'zh' | 'en') => string;
const { href } = new URL('../../packages/cli/src/describe-placement.ts', import.meta.url);
const { describePlacement }: { describePlacement: Describe } = await import(href);

const solver = createPlainSolver(createSimdKernel());
const withPower = (portPowerDbm: number): Plan =>
  buildPlan({
    levels: [buildLevel({})],
    carriers: buildPlan()
      .carriers.slice(0, 1)
      .map((carrier) => ({ ...carrier, portPowerDbm })),
  });

describe('what placing says', () => {
  it('has the bound, what it rests on and how far its proof went, in both languages', async () => {
    const options = { solver, resolutionM: 1, effort: 'low', loadHighs } as const;
    const { placement } = await placePlan(withPower(12), options);
    const { lowerBound, candidates } = placement;
    if (!placement.certificate) throw new Error('no certificate');
    expect(placement.certificate).toMatchObject({ method: 'majorants', ended: 'proven', linearPrograms: 0 });
    // As of a larger garage.
    const certificate = { ...placement.certificate, method: 'linear-programs', linearPrograms: 17 } as const;
    const proved = { ...placement, certificate };
    const zh = describePlacement(proved, 'zh');
    expect(zh).toContain(`任何方案至少要 ${lowerBound} 副；前提：这 ${candidates} 个候选位置、此传播模型`);
    expect(zh).toContain(`线性规划与分支定界（解 ${certificate.linearPrograms} 个线性规划）`);
    const en = describePlacement(proved, 'en');
    expect(en).toContain(
      `fewer than ${lowerBound}, given these ${candidates} candidate locations, this propag`,
    );
    expect(en).toContain(`linear programs and branch and bound (${certificate.linearPrograms} solved)`);
    const proofs = (['proven', 'budget', 'time-limit', 'cancelled', 'unsolved'] as const).map((ended) =>
      describePlacement({ ...placement, certificate: { ...certificate, ended } }, 'zh'),
    );
    expect(new Set(proofs).size).toBe(5);
    expect(proofs.map((text) => text.includes('可能更高'))).toEqual([false, true, true, true, true]);
    const { placement: without } = await placePlan(withPower(12), { ...options, loadHighs: undefined });
    expect(describePlacement(without, 'en')).toContain('without linear programs');
    for (const text of [zh, en]) expect(text).not.toMatch(/undefined|NaN/);
  });

  it('has the missing power and no bound where the target is out of reach', async () => {
    const { placement } = await placePlan(withPower(-40), { solver, resolutionM: 1, effort: 'low' });
    expect(placement.status).toBe('infeasible');
    const zh = describePlacement(placement, 'zh');
    expect(zh).toContain(`再高 ${placement.shortDb?.toFixed(1)} dB`);
    expect(zh).not.toContain('下界');
    const [point] = placement.unserved;
    expect(zh).toContain(`还差 ${point.shortDb?.toFixed(1)} dB`);
    const en = describePlacement(placement, 'en');
    expect(en).toContain(`with ${placement.shortDb?.toFixed(1)} dB more at every antenna port`);
    expect(en).toContain(`${point.shortDb?.toFixed(1)} dB short`);
    expect(en).not.toContain('lower bound');
  });
});
