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
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { addNetwork } from '../documents/construction-support/networked-garage.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { readWorkbook } from '../documents/construction-support/read-workbook.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const resolutionM = isLong ? 1 : 2;
/** Chances are rounded down. */
const percent = (ratio: number) => `${(Math.floor(1000 * ratio + 1e-6) / 10).toFixed(1)} %`;

describe('one acceptance test', () => {
  it('has one chance of passing in every document of a plan', async () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    // Weak ports: chances that differ from one another and from certainty.
    const carriers = plan.carriers.map((carrier) => ({ ...carrier, portPowerDbm: carrier.portPowerDbm - 3 }));
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
    const first = pages[0].join(' ');
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
  }, 120_000);

  it('is harder to pass where the ratio has to be proved, by all who say it', async () => {
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
  }, 120_000);
});
