import { readFileSync } from 'node:fs';
import { evaluateExposure, parsePlan, planPdf, predictPlan, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { evaluateCapacity, evaluateHandover } from '../../packages/engine/src/design/index.ts';
import { surveyPrediction } from '../../packages/engine/src/measurement/index.ts';
import { createPlainSolver, createSimdKernel } from '../../packages/engine/src/radio/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { once } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { readPdf } from './construction-support/read-pdf.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const titleBlock = {
  projectNumber: 'DK-2026-17',
  revision: 'B',
  stage: 'construction',
  designUnit: '某设计院',
} as const;

async function makePack() {
  const plan = parsePlan(addNetwork(networkedPlan(() => {})));
  const solver = createPlainSolver(await createSimdKernel());
  const prediction = await predictPlan(plan, { solver, resolutionM: 2, locations: 20 });
  const handover = await evaluateHandover(prediction);
  const survey = surveyPrediction(prediction);
  const readers = new Map<string, ReturnType<typeof readPdf>>();
  /** The Chinese one is a construction pack, the other a plan alone. */
  const make = (lang: 'zh' | 'en') => {
    const options = { levels: ['B1'], lang, fonts: [font] as const, prediction, handover, titleBlock };
    const found =
      readers.get(lang) ??
      readPdf(planPdf(plan, { ...options, date: '2026-11-30', ...(lang === 'zh' ? { survey } : {}) }).bytes);
    readers.set(lang, found);
    return found;
  };
  return { plan, prediction, handover, make };
}
const unknown = once(makePack);

/** The text of the notes, lines joined as they go on. */
const notesOf = (pages: readonly string[][], title: string) =>
  pages
    .filter((page) => page.some((text) => text === title) && page.includes('1.1'))
    .flat()
    .join('');

describe('the design notes', () => {
  it('are filled from the plan and its results', async () => {
    const { plan, prediction, handover, make } = await unknown();
    const { pages, placed } = make('zh');
    const notes = notesOf(pages, '1  工程概况');
    const said = (text: string) => expect(notes.replaceAll(' ', '')).toContain(text.replaceAll(' ', ''));
    const bays = plan.levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0);
    said(`车位 ${bays} 个`);
    said(`天线 ${plan.antennas.length} 副`);
    said(`约 ${evaluateCapacity(prediction).users.toFixed(0)} 人`);
    const { worst, met } = evaluateExposure(plan);
    said(met ? '按 GB 8702-2014 计算符合' : '按 GB 8702-2014 计算不符合');
    said(`离地 ${worst?.heightM} m`);
    const count = (status: string, of: readonly { status: string }[]) =>
      of.filter((each) => each.status === status).length;
    for (const of of [handover.handovers, handover.leakage]) {
      said(`满足 ${count('met', of)} 项，不足 ${count('not-met', of)} 项，待定 ${count('depends', of)} 项`);
    }
    // No clause of a standard is quoted, and nothing is a blank that ought to be a number.
    expect(notes).not.toMatch(/第\s*\d+(\.\d+)*\s*条|undefined|NaN|Infinity|\{\w+\}|…/);
    for (const standard of [
      'GB 8702-2014',
      'GB/T 51292-2018',
      'YD/T 5120',
      'DG/TJ08-1105-2017',
      'GB 50016',
      'GB 50038',
    ]) {
      expect(notes).toContain(standard);
    }
    const [sheet] = placed.filter((page) => page.some(({ text }) => text === '1  工程概况'));
    const inDrawing = sheet.filter(({ sizeMm }) => sizeMm === 2.8);
    expect(inDrawing.length).toBeGreaterThan(40);
    // Lines of a column stand under each other, above the title block, none over another.
    expect(Math.max(...inDrawing.map(({ yMm }) => yMm))).toBeLessThan(297 - 5 - 32);
    const overlapping = inDrawing.flatMap((a, index) =>
      inDrawing
        .slice(index + 1)
        .filter((b) => Math.abs(a.yMm - b.yMm) < 4 && Math.abs(a.xMm - b.xMm) < 8)
        .map((b) => `${a.text} | ${b.text}`),
    );
    expect(overlapping).toEqual([]);
  });

  it('say what nobody knows outside, and no more of it where the plan states it', async () => {
    const { make } = await unknown();
    for (const [lang, title, line] of [
      ['zh', '1  工程概况', '不作满足判定'],
      ['en', '1  Site', 'nothing is said to be met'],
    ] as const) {
      expect(notesOf(make(lang).pages, title).replaceAll(' ', '')).toContain(line.replaceAll(' ', ''));
    }
    const { plan, prediction } = await unknown();
    const outdoor = { groundRsrpDbm: { telecom: -85, mobile: -85, unicom: -85, broadnet: -85 } };
    const known = { ...prediction, plan: { ...plan, outdoor } };
    const handover = await evaluateHandover(known);
    const { bytes } = planPdf(known.plan, {
      ...{ lang: 'zh', levels: ['B1'], fonts: [font], prediction: known, handover, allowStale: true },
    });
    expect(notesOf(readPdf(bytes).pages, '1  工程概况')).not.toContain('不作满足判定');
  });

  it('follow a cover with the title block’s statements and a log of changes that claims nothing', async () => {
    const { plan, make } = await unknown();
    const { pages } = make('zh');
    expect(pages[0]).toEqual(
      expect.arrayContaining([plan.community.name, 'DK-2026-17', '某设计院', '修改记录']),
    );
    const row = pages[0].slice(pages[0].indexOf('修改人') + 1);
    expect(row.slice(0, 2)).toEqual(['B', '2026-11-30']);
    expect(pages[1]).toContain('图纸目录');
    expect(pages[1]).not.toContain(expect.stringMatching(/^… \+/));
  });
});
