import { readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  type Prediction,
  parsePlan,
  planPdf,
  predictPlan,
  readFont,
  reportHtml,
  verdictTable,
} from '@diku/engine';
import { sourceText, textsIn } from '@diku/engine/documents';
import { pointBudgets } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { heatmapSvg } from '../../packages/engine/src/documents/index.ts';
import { isLong } from '../support/is-long.ts';
import { fixturePlan } from '../support/run-cli.ts';
import { readPdf } from './construction-support/read-pdf.ts';

const base = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const solver = createPlainSolver(createSimdKernel());

/** The text with one kind of space. */
const plainSpaces = (text: string) => text.replace(/[\u00a0\u2009]/g, ' ');

async function predict(changes: Partial<Plan>): Promise<Prediction> {
  const carriers = findCarrierProfile('lte-iot');
  const { plan } = designNetwork(parsePlan({ ...structuredClone(base), carriers, ...changes }), {
    effort: 'low',
    partial: true,
  });
  return predictPlan(plan, { solver, resolutionM: 1, locations: 20 });
}

const served = await predict({});
const housing = { iot: { housingLossDb: 70 } };
const unserved = await predict({ requirements: { ...base.requirements, profileOverrides: housing } });
const missing = await predict({
  carriers: findCarrierProfile('lte'),
  requirements: { ...base.requirements, profileOverrides: { iot: { points: { charger: 'nb-iot' } } } },
});
const chargers = base.levels
  .flatMap(({ points = [] }) => points)
  .filter(({ kind }) => kind === 'charger').length;
const asked = base.levels
  .flatMap(({ points = [] }) => points)
  .filter(({ kind }) => kind === 'charger' || kind === 'gate').length;

describe('documents of a plan with modems', () => {
  for (const lang of ['zh', 'en'] as const) {
    const texts = textsIn(lang);

    it(`name carriers, points and what is missing in the terminal (${lang})`, () => {
      expect(verdictTable(served, lang)).toContain('NB-IoT 879.8 MHz');
      expect(verdictTable(served, lang)).toContain(texts('test.withoutModems'));
      expect(verdictTable(served, lang)).toContain(
        lang === 'zh' ? `${asked}/${asked} 达标` : `${asked} of ${asked} served`,
      );
      expect(verdictTable(unserved, lang)).toContain(
        lang === 'zh' ? `0/${asked} 达标` : `0 of ${asked} served`,
      );
      expect(verdictTable(unserved, lang)).toContain(texts('report.limitingModems', { count: asked }));
      expect(verdictTable(missing, lang)).toContain(
        texts('report.devicesWithoutCarrier', { count: chargers }),
      );
    });

    it(`have a row for each modem and operator, and every assumption with its source (${lang})`, () => {
      const html = plainSpaces(reportHtml({ prediction: served, lang }));
      expect(html.includes(texts('report.devicesTitle'))).toBe(true);
      expect(/NaN|undefined|Infinity/.test(html)).toBe(false);
      for (const [key, source] of Object.entries(served.profile.sources)) {
        // No modem is on GSM or LTE here, and none is a meter's.
        if (!key.startsWith('iot.') || /\.(gsm|lte)$|\.meterMessages/.test(key)) continue;
        expect(sourceText(source, lang)).not.toMatch(/^source\./);
        expect(html.includes(sourceText(source, lang)), key).toBe(true);
      }
      const rows = [...html.matchAll(/<tr[^>]*>(?:(?!<\/tr>).)*CE0(?:(?!<\/tr>).)*<\/tr>/g)];
      expect(rows).toHaveLength(3 * asked);
      const without = reportHtml({ prediction: missing, lang });
      expect(without.includes(texts('report.deviceServices.nb-iot'))).toBe(true);
    });

    // English is another table of the same words, which the test of languages reads.
    it.runIf(isLong || lang === 'zh')(
      `have them in design notes, budgets, capacity and assumptions (${lang})`,
      {
        tags: ['thorough'],
      },
      async () => {
        const budgets = await pointBudgets(served);
        const { bytes, missing: glyphs } = planPdf(served.plan, {
          lang,
          fonts: [font],
          prediction: served,
          budgets,
        });
        expect(glyphs).toEqual([]);
        const text = readPdf(bytes)
          .pages.map((page) => page.join(' '))
          .join('\n');
        for (const part of [
          texts('construction.deviceCapacity.title'),
          texts('construction.budgetTerms.housing'),
          texts('construction.budgetPurposes.modem'),
          texts('construction.budgetRows.predicted', { level: 'NRSRP' }),
          texts('report.modemNumbers.housing'),
        ]) {
          expect(text.includes(part), part).toBe(true);
        }
        const [all, note] = [text, texts('construction.designNotes.nbUnits')].map((each) =>
          each.replace(/\s/g, ''),
        );
        expect(all.includes(note)).toBe(true);
      },
    );

    it(`call the level of a map by its symbol (${lang})`, () => {
      const { plan, profile, assessment, maps } = served;
      const drawn = (id: string) => {
        const carrier = plan.carriers.find((each) => each.id === id)!;
        const map = maps.find(({ carrierId }) => carrierId === id)!;
        return heatmapSvg({ plan, levelId: map.levelId, carrier, map, lang, profile, assessment });
      };
      expect(drawn('ctcc-nb800')).toContain(texts('report.medianLevel', { level: 'NRSRP' }));
      expect(drawn('ctcc-lte1800')).not.toContain('NRSRP');
    });
  }

  it('have budgets of the worst modem whose terms add up to the level of the map', async () => {
    const budgets = await pointBudgets(served);
    const modems = budgets.filter(({ carrier }) => carrier.includes('-nb'));
    expect([...new Set(modems.map(({ purpose }) => purpose))].sort()).toEqual(['median', 'modem']);
    for (const { startDbm, terms, rsrpDbm } of modems) {
      expect(terms.find(({ name }) => name === 'housing')?.valueDb).toBe(-10);
      expect(terms.find(({ name }) => name === 'element')?.valueDb).toBeCloseTo(-10 * Math.log10(12), 9);
      expect(terms.reduce((sum, { valueDb }) => sum + valueDb, startDbm)).toBeCloseTo(rsrpDbm, 6);
    }
  });
});
