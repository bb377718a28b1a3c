import { type Prediction, reportHtml, verdictTable } from '@diku/engine';
import { say, verbatim } from '@diku/engine/core';
import { sourceText, textsIn } from '@diku/engine/documents';
import { findRequirementProfile, profileNames } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { heatmapSvg, verdictRows } from '../../packages/engine/src/documents/index.ts';
import { checkWellFormed } from './report-support/check-well-formed.ts';
import { syntheticPrediction } from './report-support/synthetic-prediction.ts';

const placement = {
  antennas: 2,
  lowerBound: 1,
  gapRatio: 0.5,
  status: 'infeasible' as const,
  candidates: 12,
  evaluations: 40,
  ended: 'complete' as const,
  levels: [],
  aimedCoverageRatio: 0.95,
  unserved: [
    {
      level: 'B1',
      position: [12.5, 3] as [number, number],
      reason: 'all candidates together do not reach it with the point probability',
    },
  ],
};
const imported = {
  source: { format: 'dxf', unit: 'mm', encoding: 'utf-8' },
  warnings: [
    {
      code: 'wall-material-guessed',
      said: say('warning-wall-material-guessed', { length: '34' }),
      at: 'B1',
    },
    { code: 'new-code', said: verbatim('something <b>else</b>'), at: 'B1 (1.00, 2.00) m' },
  ],
};

function report(prediction: Prediction, lang: 'zh' | 'en'): string {
  const { plan, maps, profile, assessment } = prediction;
  const images = maps.map((map) => {
    const carrier = plan.carriers.find((candidate) => candidate.id === map.carrierId);
    if (!carrier) throw new Error(map.carrierId);
    const { levelId, carrierId } = map;
    return {
      levelId,
      carrierId,
      svg: heatmapSvg({ plan, levelId, carrier, map, lang, profile, assessment }),
    };
  });
  return reportHtml({ prediction, placement, imported, lang, images, timing: { totalS: 3.14 } });
}

/** Returns what a reader sees, one line per block, without images and style. */
function visibleText(html: string): string {
  return html
    .replace(/<style>.*?<\/style>|<svg.*?<\/svg>/gs, '')
    .replace(/<\/(p|tr|li|h\d|summary|section)>/g, '\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[ \u00a0\u2009]+/g, ' ');
}

/** Keys of a profile that the first edition did not have. */
const laterKeys = [
  'powerControl',
  'handover',
  'capacity',
  'economics',
  'interference',
  'throughput.duplex',
  'throughput.phoneAerials',
  'throughput.layers',
  'exponentSigma',
  'obstacleSigmaRatio',
  'antennaSigmaDb',
  'bodySigmaDb',
  'vehicleBiasSigmaDb',
  'shadowingSigmaRatio',
  'network.portRiseDb',
  'network.portToleranceDb',
  'network.sourceHeadroomDb',
  'network.singleRunM',
  'network.sleevesAssumed',
  'network.shaftLevelsCount',
  'exposure.liftCarLossDb',
  'network.constructionMarginDb',
  'network.imbalanceDb',
  'network.pathImbalanceDb',
  'network.shiftNoiseRiseDb',
  'installation',
];

describe('report', () => {
  const prediction = syntheticPrediction();

  for (const lang of ['zh', 'en'] as const) {
    describe(lang, () => {
      const html = report(prediction, lang);
      const text = visibleText(html);
      const texts = textsIn(lang);

      it('is well-formed and repeats to the byte', () => {
        expect(checkWellFormed(html)).toBeUndefined();
        expect(report(prediction, lang)).toBe(html);
      });

      it('asks nobody for anything and runs nothing', () => {
        expect(html).not.toMatch(/<script|<link|<iframe|https?:|@import|javascript:|\son\w+=/i);
        const addresses = [...html.matchAll(/(?:src|href|url)[=(]"?([^")]{0,30})/g)].map((match) => match[1]);
        expect(addresses.length).toBeGreaterThan(0);
        for (const address of addresses) expect(address).toMatch(/^data:image\/png;base64,/);
      });

      it('says no number that is none', () => {
        expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
      });

      it('opens with the verdict and each operator’s chance', () => {
        expect(text.indexOf(texts('report.notMet'))).toBeGreaterThan(0);
        expect(text.indexOf(texts('report.notMet'))).toBeLessThan(
          text.indexOf(texts('report.operatorsTitle')),
        );
        expect(text).toContain(`81.0 % ${texts('report.fail')}`);
        expect(text).toContain(`97.1 % ${texts('report.pass')}`);
        expect(text).toContain(
          texts('report.limitingPass', {
            ...{ operator: texts.name('operator', 'unicom'), pass: '81.0 %', confidence: '95 %' },
          }),
        );
      });

      it('has every table', () => {
        for (const title of [
          texts('report.operatorsTitle'),
          texts('report.carriersTitle'),
          texts('report.levelsTitle'),
          texts('report.pointsTitle'),
          texts('report.densityTitle'),
          texts('report.assumptionsTitle'),
          texts('report.methodTitle'),
          texts('report.warningsTitle'),
          texts('report.scheduleTitle'),
          texts('report.picturesTitle'),
          texts('report.unservedTitle'),
        ]) {
          expect(text).toContain(title);
        }
        expect(text).toMatch(/−104\.0 −88\.1 −72\.0 3\.2 19\.9 35\.0/);
        expect(text).toMatch(/B1 .*512 m² 1 482 m² 1 95\.0 %/);
        expect(html.match(/<figure>/g)).toHaveLength(6);
      });

      it('puts unserved points first', () => {
        const rows = [...html.matchAll(/<tr( class="bad")?><td>([^<]*)<\/td><td>/g)];
        const points = rows.filter((row) => /^(ev|gate|pay|lobby|other)-1$/.test(row[2]));
        expect(points).toHaveLength(10);
        expect(points[0][2]).toBe('ev-1');
        expect(points.map((row) => row[1] !== undefined)).toEqual([true, ...Array(9).fill(false)]);
      });

      it('gives each antenna its location and port powers', () => {
        expect(text).toMatch(/1 ANT1-B1 B1 6\.00 7\.00 2\.50 [^\d]+ 11\.5 12\.0 12\.0/);
        expect(text).toMatch(/2 ANT2-B2 B2 6\.00 7\.00 2\.50 [^\d]+ – – 12\.0/);
      });

      it('says what distance costs at each frequency, beside free space, and who measured it', () => {
        const plan = { ...prediction.plan, requirements: { ...prediction.plan.requirements } };
        const said = visibleText(report({ ...prediction, plan, modelId: 'saturating-path' }, lang));
        for (const { frequencyMhz } of plan.carriers) {
          const freeSpaceDb = 20 * Math.log10((4 * Math.PI * frequencyMhz * 1e6) / 299_792_458);
          expect(said).toMatch(
            new RegExp(`${`${frequencyMhz}`.slice(-3)} MHz.{1,2}${freeSpaceDb.toFixed(1)} \\+ 19\\.0 lg d`),
          );
        }
        expect(said).toContain('1.90');
        expect(said).toContain(texts('report.lawUnfitted'));
      });

      it('lists every assumption with a source in the report’s language', () => {
        for (const [key, source] of Object.entries(prediction.profile.sources)) {
          // The plan has no GSM, and no carrier for modems.
          if (key.endsWith('.gsm') || key.startsWith('iot.')) continue;
          const shown = sourceText(source, lang);
          expect(shown, `the source of ${key}`).not.toMatch(/^source\./);
          // Files of the first edition have theirs by its English text.
          if (!laterKeys.some((later) => key.startsWith(later)))
            expect(sourceText(sourceText(source, 'en'), lang)).toBe(shown);
          expect(sourceText(`${shown}, we think`, lang)).toBe(`${shown}, we think`);
          expect(text).toContain(shown);
        }
      });
    });
  }

  it('repeats import warnings in Chinese with their numbers, and unknown ones as they are', () => {
    const text = visibleText(report(prediction, 'zh'));
    expect(text).toContain('34 m 墙体的材料由厚度和位置推测');
    expect(text).toContain('something &lt;b&gt;else&lt;/b&gt;');
  });

  it('escapes every name', () => {
    const nasty = `<script>alert('1')</script>&"`;
    const names = { community: nasty, district: nasty, level: nasty, zone: nasty, pointId: nasty };
    const html = report(syntheticPrediction({ ...names, antennaId: nasty }), 'en');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;');
    expect(checkWellFormed(html)).toBeUndefined();
  });

  it('stands without placement, import, images and timing', () => {
    const html = reportHtml({ prediction, lang: 'en' });
    expect(checkWellFormed(html)).toBeUndefined();
    expect(html).not.toContain(textsIn('en')('report.warningsTitle'));
    expect(html).not.toContain('undefined');
  });

  it('never promises a bare 0 or 100 %', () => {
    const certain = syntheticPrediction();
    certain.assessment.operators[0].passProbability = 1;
    certain.assessment.operators[1].passProbability = 0;
    const rows = verdictRows(certain, 'en');
    expect(rows[1][3]).toBe('> 99.9 %');
    expect(rows[2][3]).toBe('< 0.1 %');
  });
});

describe('texts', () => {
  it('name the profile in both languages', () => {
    expect(profileNames(findRequirementProfile('shanghai-2023'))).toEqual({
      en: 'Shanghai 2023 (notice 93)',
      zh: '上海 2023（沪经信基〔2023〕93号）',
    });
    expect(profileNames({ id: 'custom' }).zh).toBe('custom');
  });
});

describe('verdict table', () => {
  it('aligns hanzi at two columns each', () => {
    const lines = verdictTable(syntheticPrediction(), 'zh').split('\n');
    const columns = (text: string) =>
      [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
    const table = lines.slice(2, 6);
    const ends = table.map((line) => columns(line.slice(0, line.lastIndexOf(' ') + 1).trimEnd()));
    expect(new Set(ends).size).toBe(1);
    expect(lines[0]).toContain('不满足验收目标');
    expect(lines.find((line) => line.startsWith('制约因素'))).toContain('中国联通');
  });
});
