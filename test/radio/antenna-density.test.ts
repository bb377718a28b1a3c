import {
  createPlainSolver,
  createSimdKernel,
  type PlacedPlan,
  placePlan,
  predictPlan,
  reportHtml,
} from '@diku/engine';
import { formatGrouped } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { antennaDensity } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const { href } = new URL('../../packages/cli/src/describe-placement.ts', import.meta.url);
const {
  describePlacement,
}: { describePlacement: (placement: PlacedPlan['placement'], lang: 'zh' | 'en') => string } = await import(
  href
);
const solver = createPlainSolver(createSimdKernel());

describe('antennas per thousand square metres', () => {
  const hole: [number, number][] = [
    [24, 2],
    [36, 2],
    [36, 7],
    [24, 7],
  ];
  const loud = { ...buildPlan().carriers[0], portPowerDbm: 20 };
  const plan = buildPlan({
    levels: [buildLevel({ holes: [hole], walls: [], columns: [] })],
    carriers: [loud],
    antennas: [buildAntenna('A1', 20, 12, { fixed: true })],
  });

  it('is reckoned inside the outlines, and is one number in terminal, JSON and report', {
    tags: ['thorough'],
  }, async () => {
    // 40 × 24 m less a hole of 12 × 5 m.
    const expected = { areaM2: 900, antennasPer1000M2: 1.111 };
    expect(antennaDensity(plan)).toEqual(expected);
    const prediction = await predictPlan(plan, { solver, resolutionM: 2 });
    expect(prediction.assessment.density).toEqual(expected);
    const { placement } = await placePlan(plan, {
      solver,
      resolutionM: 2,
      effort: 'low',
      keepExisting: true,
    });
    expect(placement).toMatchObject({ antennas: 1, ...expected });
    const per = formatGrouped(1000);
    for (const lang of ['zh', 'en'] as const) {
      const terminal = describePlacement(placement, lang);
      const report = reportHtml({ prediction, lang });
      for (const text of [terminal, report]) {
        expect(text).toMatch(lang === 'zh' ? `每 ${per} m² 1.11 副` : /1\.11 (antennas )?per 1\u2009000 m²/);
        expect(text).toMatch(lang === 'zh' ? '轮廓内共 900 m²' : '900 m² inside the outlines');
      }
    }
  });

  it('counts radiating cable by its metres, in terminal and report too, and notes nothing then', async () => {
    const path: [number, number][] = [
      [5, 12],
      [32, 12],
    ];
    const cable = buildAntenna('A2', 5, 12, { type: 'radiating-cable', path, fixed: true });
    const mixed = { ...plan, antennas: [...plan.antennas, cable] };
    const expected = { areaM2: 900, antennasPer1000M2: 1.111, radiatingMPer1000M2: 30 };
    expect(antennaDensity(mixed)).toEqual(expected);
    expect(antennaDensity({ ...plan, antennas: [cable] })).toEqual({ ...expected, antennasPer1000M2: 0 });
    const cables = { ...plan, antennas: [cable] };
    const prediction = await predictPlan(cables, { solver, resolutionM: 2 });
    const { placement } = await placePlan(cables, {
      solver,
      resolutionM: 2,
      effort: 'low',
      keepExisting: true,
    });
    for (const lang of ['zh', 'en'] as const) {
      const words = lang === 'zh' ? '辐射电缆（漏缆）' : '30.0 m of radiating cable';
      const report = reportHtml({ prediction, lang });
      for (const text of [describePlacement(placement, lang), report]) expect(text).toContain(words);
      expect(report).not.toMatch(lang === 'zh' ? /通常的 1–4/ : /usual 1–4/);
    }
  });

  it('is noted where the trade hangs fewer or more', () => {
    const hung = (count: number) =>
      antennaDensity({
        ...plan,
        antennas: Array.from({ length: count }, (_, index) => buildAntenna(`A${index}`, 5, 5)),
      });
    expect([0, 1, 3, 4].map((count) => hung(count).note)).toEqual([
      'below-usual',
      undefined,
      undefined,
      'above-usual',
    ]);
    expect(antennaDensity({ levels: [], antennas: [], carriers: [] })).toEqual({
      areaM2: 0,
      antennasPer1000M2: 0,
      note: 'below-usual',
    });
  });

  it('is held against the antennas of each operator, where not all have the same', async () => {
    const [telecom, mobile] = ['telecom', 'mobile'].map((operator) => ({
      ...{ ...loud, id: operator, operator: operator as typeof loud.operator },
    }));
    const unicom = { ...loud, id: 'unicom', operator: 'unicom' as const };
    const split = {
      ...plan,
      carriers: [telecom, unicom, mobile],
      antennas: [
        buildAntenna('A1', 10, 12, { carriers: ['telecom', 'unicom'] }),
        buildAntenna('A2', 30, 18, { carriers: ['mobile'] }),
        buildAntenna('A3', 30, 6, { carriers: ['telecom', 'unicom'] }),
      ],
    };
    // 3 antennas on 900 m² are 3.33, and 1.11 of mobile; on 1,500 m² 2 and 0.67.
    const halls = (lengthM: number) => ({
      ...split,
      levels: [
        buildLevel({
          walls: [],
          columns: [],
          outline: [
            [0, 0],
            [lengthM, 0],
            [lengthM, 25],
            [0, 25],
          ],
        }),
      ],
    });
    const { note, operatorGroups } = antennaDensity(halls(60));
    expect(note).toBe('below-usual');
    expect(operatorGroups).toEqual([
      { operators: ['telecom', 'unicom'], antennas: 2, antennasPer1000M2: 1.333 },
      { operators: ['mobile'], antennas: 1, antennasPer1000M2: 0.667 },
    ]);
    expect(antennaDensity(halls(36))).not.toHaveProperty('note');
    // Every operator has both antennas: nothing is apart.
    const shared = split.antennas.map((each) => ({ ...each, carriers: ['*'] }));
    expect(antennaDensity({ ...halls(60), antennas: shared })).not.toHaveProperty('operatorGroups');
    const prediction = await predictPlan(halls(60), { solver, resolutionM: 2 });
    const report = reportHtml({ prediction, lang: 'zh' });
    expect(report).toContain('中国电信、中国联通 1.33');
    expect(report).toContain('中国移动 0.67');
    expect(report).toContain('低于通常的 1–4 副');
  });
});
