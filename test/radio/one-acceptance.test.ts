import { readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
  readFont,
  reportHtml,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { planXlsx, textsIn } from '@diku/engine/documents';
import { surveyPrediction } from '@diku/engine/measurement';
import { describe, expect, it } from 'vitest';
import { constructionPack } from '../../packages/engine/src/documents/index.ts';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { cachedWalk, closedFloor, walkFloors } from '../../packages/engine/src/radio/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { addNetwork } from '../documents/construction-support/networked-garage.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { readWorkbook } from '../documents/construction-support/read-workbook.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const resolutionM = isLong ? 1 : 2;
/** Chances are rounded down. */
const percent = (ratio: number) => `${(Math.floor(1000 * ratio + 1e-6) / 10).toFixed(1)} %`;

describe('one acceptance test', () => {
  it('has one chance of passing in every document of a plan', {
    tags: ['thorough'],
    timeout: 120_000,
  }, async () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    // Weak ports: chances that differ from one another and from certainty.
    const carriers = plan.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm - 3,
    }));
    const weak = withNetworkBasis({ ...plan, carriers, propagation: { model: 'dominant-path' } });
    const prediction = await predictPlan(weak, { solver, resolutionM, scenarios: 'all' });
    const { operators, target } = prediction.assessment;
    const survey = surveyPrediction(prediction);
    if (survey.status !== 'ready') throw new Error(survey.status);
    expect(survey.predicted?.operators.map(({ passProbability }) => passProbability)).toEqual(
      operators.map(({ passProbability }) => passProbability),
    );
    expect(survey.rule.locations).toBe(target.location.test.locations);
    expect(survey.rule.leastServed).toBe(target.location.test.leastServed);
    const document = resultDocument(prediction);
    expect(document.acceptance).toMatchObject({ ...survey.acceptance, locations: survey.rule.locations });
    expect(document.states.map(({ state }) => state)).toEqual(
      prediction.assessment.scenarios?.map(({ id }) => id),
    );
    const planned = document.states[0];
    expect(planned.passProbability).toBe(target.jointPassProbability);
    expect(planned.withPointsPassProbability).toBeLessThanOrEqual(planned.passProbability);
    for (const { met, antennasToWithstand, reason } of document.states) {
      expect(antennasToWithstand).toBe(met ? plan.antennas.length : null);
      expect(reason === undefined).toBe(met);
    }

    const options = { lang: 'en', fonts: [font], survey, prediction } as const;
    const { files } = constructionPack(prediction.plan, options);
    const contentOf = (name: string) => files.find((file) => file.name === name)?.content as Uint8Array;
    const { pages } = readPdf(contentOf('construction-pack.pdf'));
    const first = pages[1].join(' ');
    const ordered = pages
      .map((page) => page.join(' '))
      .find((page) => page.includes('chance to pass this test'));
    const [sheet] = readWorkbook(planXlsx(prediction.plan, { lang: 'en', prediction }));
    const texts = [
      first,
      ordered ?? '',
      [...sheet[1].values()].map(({ value }) => value).join(' '),
      reportHtml({ prediction, lang: 'en' }),
      verdictTable(prediction, 'en'),
    ];
    const chances = [...operators.map(({ passProbability }) => passProbability), target.jointPassProbability];
    for (const [index, text] of texts.entries()) {
      const plain = text.replace(/[\u00a0\u202f\u2009]/g, ' ');
      for (const chance of [...chances, target.withPointsPassProbability]) {
        expect(plain, `document ${index}`).toContain(percent(chance));
      }
      expect(plain, `document ${index} says what it is a chance of`).toMatch(
        /at 90 % of the locations measured or more/i,
      );
      expect(plain).toMatch(/60 % of the bays taken \(assumption\)/);
    }
    for (const text of [first, texts[2], texts[3]]) {
      for (const head of [
        textsIn('en')('report.scenario'),
        textsIn('en')('report.withstandShort'),
        'cars 100 %',
      ])
        expect(text.replace(/[\u00a0\u202f\u2009]/g, ' ')).toContain(head);
    }
  });

  it('draws its locations where people can stand and a way leads, and names floor without a door', () => {
    const corner = (id: string, start: [number, number], end: [number, number]) => {
      return { id, start, end, thicknessM: 0.3, material: 'reinforced-concrete' };
    };
    const walls = [corner('w1', [36, 19], [36, 24]), corner('w2', [36, 19], [40, 19])];
    type Openings = NonNullable<Plan['levels'][number]['openings']>;
    const door: Openings[number] = {
      id: 'd1',
      start: [36, 21],
      end: [36, 22],
      kind: 'fire-door',
      state: 'closed',
    };
    const planWith = (openings: Openings): Plan => {
      const requirements = { ...buildPlan().requirements, coverageRatio: 0.5, confidence: 0.5 };
      return buildPlan({ levels: [buildLevel({ walls, openings })], requirements });
    };
    const closed = planWith([]);
    const plans = [closed, planWith([door])];
    const [apart, entered] = plans.map((plan) => {
      const walk = cachedWalk(walkFloors(plan.levels), plan);
      const survey = planSurvey(plan);
      if (survey.status !== 'ready') throw new Error(survey.status);
      const [grid] = walk.grids;
      const at = Array.from(walk.draws[0].squares, (square) => {
        const cell = walk.levelCells[0][square];
        const x = (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000;
        return [x, (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000];
      });
      const asked = survey.points.filter(({ required }) => !required).map(({ x, y }) => [x, y]);
      const sorted = (locations: number[][]) => locations.map(String).sort();
      expect(sorted(asked)).toEqual(sorted(at));
      const squares = Array.from(walk.levelCells[0], (cell) => [
        (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000,
        (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000,
      ]);
      return squares.filter(([x, y]) => x > 36 && y > 19);
    });
    expect(apart).toEqual([]);
    expect(entered.length).toBeGreaterThan(0);
    const [room] = closedFloor(closed.levels[0]);
    expect(room).toMatchObject({ isTested: false });
    // 3.85 m × 4.85 m within the walls, by cells of 0.5 m whose middles can be stood on.
    expect(room.areaM2).toBeGreaterThan(3.35 * 4.35);
    expect(room.areaM2).toBeLessThan(4.35 * 5.35);
    expect(room.x).toBeCloseTo(38, 0);
    expect(room.y).toBeCloseTo(21.5, 0);
    expect(closedFloor(plans[1].levels[0])).toEqual([]);
  });

  it('tells of floor without a door in the report and in the terminal', async () => {
    const wall = { thicknessM: 0.3, material: 'reinforced-concrete' };
    const walls = [
      { id: 'w1', start: [36, 19] as [number, number], end: [36, 24] as [number, number], ...wall },
      { id: 'w2', start: [36, 19] as [number, number], end: [40, 19] as [number, number], ...wall },
    ];
    const antennas = [buildAntenna('A1', 10.25, 16.25)];
    const plan = buildPlan({ antennas, levels: [buildLevel({ walls, openings: [] })] });
    const prediction = await predictPlan(plan, { solver, resolutionM });
    expect(prediction.assessment.target.location.closed).toHaveLength(1);
    for (const text of [reportHtml({ prediction, lang: 'en' }), verdictTable(prediction, 'en')]) {
      expect(text.replace(/[\u00a0\u202f\u2009]/g, ' ')).toMatch(
        /no door on the plan leads to, in 1 places \(B1 \(37\.\d, 21\.\d\)/,
      );
    }
  });

  it('is harder to pass where the ratio has to be proved, by all who say it', {
    tags: ['thorough'],
    timeout: 120_000,
  }, async () => {
    const antennas = [buildAntenna('A1', 10.25, 16.25), buildAntenna('A2', 30.25, 16.25)];
    const basis = buildPlan({ antennas, propagation: { model: 'dominant-path' } });
    const carriers = basis.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm - 10,
    }));
    const planFor = (rule: 'share' | 'confidence'): Plan => ({
      ...basis,
      carriers,
      // So small a floor proves no more.
      requirements: { ...basis.requirements, confidence: 0.8, acceptance: { rule } },
    });
    const [fraction, proof] = await Promise.all(
      (['share', 'confidence'] as const).map((rule) => predictPlan(planFor(rule), { solver, resolutionM })),
    );
    fraction.assessment.operators.forEach(({ passProbability, expectedCoverageRatio }, index) => {
      const proved = proof.assessment.operators[index];
      expect(proved.expectedCoverageRatio).toBe(expectedCoverageRatio);
      expect(proved.passProbability).toBeLessThan(passProbability - 0.05);
    });
    const survey = surveyPrediction(proof);
    if (survey.status !== 'ready') throw new Error(survey.status);
    expect(survey.rule.leastServed / survey.rule.locations).toBeGreaterThan(0.93);
    expect(verdictTable(proof, 'en')).toMatch(/prove 90 % with 80 % confidence/);
    expect(verdictTable(proof, 'zh')).toMatch(/以 80 % 的置信度证明覆盖率不低于 90 %/);
  });
});
