import { readFileSync, writeFileSync } from 'node:fs';
import { type Plan, parsePlan, planPdf, readFont, type Survey } from '@diku/engine';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { networkBill } from '../../packages/engine/src/design/index.ts';
import {
  constructionPack,
  type NamedFile,
  type PlanPdfOptions,
  zipFiles,
} from '../../packages/engine/src/documents/index.ts';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { networkedPlan, randomNetwork } from '../design/network-support/networked-plan.ts';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';
import { tenth } from '../support/tenth.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { readPdf } from './construction-support/read-pdf.ts';
import { readWorkbook } from './construction-support/read-workbook.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const work = createWorkFolder();
afterAll(() => work.remove());

/** Two levels, a network over both. */
const plan = parsePlan(addNetwork(networkedPlan(() => {})));
const survey = surveyOf(plan);

function surveyOf(of: Plan): Survey {
  const found = planSurvey({ ...of, requirements: { ...of.requirements, confidence: 0.5 } });
  if (found.status !== 'ready') throw new Error(found.status);
  return found;
}

function packOf(of: Plan, options: Partial<PlanPdfOptions> = {}): NamedFile[] {
  return constructionPack(of, { lang: 'zh', fonts: [font], survey, date: '2026-11-27', ...options } as never)
    .files;
}

const bytesOf = (files: readonly NamedFile[], name: string) =>
  files.find((file) => file.name === name)?.content as Uint8Array;
/** The title block: each field behind its label. */
function titleBlock(page: readonly string[]) {
  const [project, title, number, date, pageNumber] = ['工程名称', '图名', '图号', '日期', '页次'].map(
    (label) => page[page.lastIndexOf(label) + 1],
  );
  return { project, title, number, date, pageNumber };
}

const titleOf = (page: readonly string[]) => titleBlock(page).title;

describe('the construction pack', () => {
  const files = packOf(plan);
  const { pages } = readPdf(bytesOf(files, 'construction-pack.pdf'));

  it('says where papers are that reviewers ask for by other names, and why one is left out', () => {
    const text = pages.slice(0, 3).flat().join('');
    expect(text).toMatch(/原理图：见 \S+ 系统图/);
    expect(text).toMatch(/模拟测试图：见 .*覆盖仿真图|模拟测试图：未附/);
    expect(text).toContain('电磁环境原始数据：未附');
  });

  it('has every sheet under its number, in the contents too, with project, date and page', () => {
    const titles = pages.map(titleOf);
    expect(titles).toEqual([
      ...['封面', '施工图册：图纸目录与覆盖判定'],
      ...['B1 地下一层天线与馈线平面图', 'B2 地下二层天线与馈线平面图'],
      ...[
        'S1 系统图',
        'S1 信源安装大样图（B1）',
        '安装大样图',
        '主要设备材料及造价表',
        '天线表',
        '天线口功率表',
        '器件表',
        '信源载波参数表',
        '线缆表',
      ],
      '孔洞表',
      ...['规则检查表（1/2）', '规则检查表（2/2）', '互调分析（三阶、五阶）'],
      ...['系统间隔离度（所需 / POI，dB）', '施工进度计划表'],
      ...['验收测试方案', 'B1 地下一层验收测点图', 'B2 地下二层验收测点图'],
      ...titles.filter((title) => /^(验收测试记录表|假设与依据)/.test(title)),
    ]);
    const numbers = pages.map((page) => titleBlock(page).number);
    expect(numbers.slice(0, 10)).toEqual([
      ...['DK-FM-01', 'DK-ML-01', 'DK-B1-01', 'DK-B2-01', 'DK-S1-01', 'DK-JF-01', 'DK-DT-01'],
      ...['DK-CL-01', 'DK-TX-01', 'DK-GL-01'],
    ]);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^DK-[A-Z0-9-]+-\d\d$/);
    pages.forEach((page, index) => {
      const pageNumber = `第 ${index + 1} 页 共 ${pages.length} 页`;
      expect(titleBlock(page)).toMatchObject({ project: '小样车库', date: '2026-11-27', pageNumber });
    });
    // The contents name every sheet with its page: by itself, or from the first of a table to its last.
    const listed = pages[1].flatMap((text, at) =>
      /^DK-/.test(text) ? [[text, pages[1][at + 1], pages[1][at + 3]]] : [],
    );
    const named = listed.slice(0, -1).flatMap(([numbers, title, range]) => {
      const [first, last = first] = range.split('–').map(Number);
      expect(numbers.startsWith(titleBlock(pages[first - 1]).number)).toBe(true);
      expect(numbers.endsWith(titleBlock(pages[last - 1]).number)).toBe(true);
      return Array.from({ length: last - first + 1 }, (_, index) => [first + index, title] as const);
    });
    expect(named.map(([number]) => number)).toEqual(pages.map((_, index) => index + 1));
    for (const [number, title] of named) expect(titles[number - 1].startsWith(title)).toBe(true);
  });

  it('numbers its sheets as the drawings without it do, of all levels or of one', () => {
    const numbered = (each: readonly (readonly string[])[]) =>
      each.map((page) => [titleBlock(page).number, titleOf(page)] as const);
    const inPack = new Map(numbered(pages));
    for (const levels of [undefined, ['B2']]) {
      const alone = readPdf(planPdf(plan, { lang: 'zh', fonts: [font], levels }).bytes).pages;
      expect(alone.length).toBeGreaterThan(10);
      for (const [number, title] of numbered(alone))
        expect([number, inPack.get(number)]).toEqual([
          number,
          number === 'DK-ML-01' ? '施工图册：图纸目录与覆盖判定' : title,
        ]);
    }
  });

  it('lists antennas, devices and cables on sheets whose rows are as many as the bill counts', () => {
    const sheetsOf = (title: string) => pages.filter((page) => titleOf(page).startsWith(title)).flat();
    const schedules = [...sheetsOf('天线表'), ...sheetsOf('器件表')];
    const cables = sheetsOf('线缆表');
    const metres = new Map<string, number>();
    for (const { id, from, to } of plan.network?.cables ?? []) {
      const [name, start, end, lengthM] = cables.slice(cables.indexOf(id) + 1);
      metres.set(name, (metres.get(name) ?? 0) + Number(lengthM));
      expect(start).toMatch(new RegExp(`^${from.node} (输出端\\d|直通端|耦合端)$`));
      expect(end).toBe(`${to.node} 输入端`);
    }
    const items = networkBill(plan).items.filter(({ kind }) => kind !== 'penetration');
    expect(items.length).toBeGreaterThan(5);
    for (const { name, unit, quantity } of items) {
      if (unit === 'm') expect(metres.get(name), name).toBeCloseTo(quantity, 1);
      else
        expect(
          schedules.filter((text) => text === name),
          name,
        ).toHaveLength(quantity);
    }
    // Power at the port and EIRP stand together.
    const [feed] = evaluateNetwork(plan)?.antennas ?? [];
    const row = schedules.slice(schedules.indexOf(feed.antenna));
    const [{ powerDbm }] = feed.carriers;
    expect(row.some((text) => text.startsWith(`${powerDbm.toFixed(1).replace('-', '−')} / `))).toBe(true);
  });

  it('schedules all that the bill has, level by level, in days that follow one another', () => {
    const workbook = readWorkbook(bytesOf(files, 'bill.xlsx'));
    const sheet = workbook.get('施工进度计划表');
    const cell = (at: string) => sheet?.get(at)?.value;
    const rows = Array.from({ length: 20 }, (_, index) => index + 3).filter((row) => cell(`B${row}`));
    const of = (work: RegExp, level: string) =>
      rows.filter((row) => work.test(String(cell(`B${row}`))) && cell(`C${row}`) === level);
    let endedDays = 0;
    let labourCny = 0;
    for (const { id } of plan.levels) {
      const cables = (plan.network?.cables ?? []).filter(({ course }) => course.at(-1)?.level === id);
      const metres = cables.reduce((sum, { lengthM }) => sum + lengthM, 0);
      expect(Number(cell(`D${of(/线缆/, id)[0]}`))).toBeCloseTo(metres, 6);
      expect(cell(`D${of(/安装天线/, id)[0]}`)).toBe(
        plan.antennas.filter(({ level }) => level === id).length,
      );
      expect(cell(`D${of(/功分器/, id)[0]}`)).toBe(
        plan.network?.devices?.filter(({ level }) => level === id).length,
      );
    }
    for (const row of rows) {
      const [labour, days] = [Number(cell(`F${row}`)), Number(cell(`G${row}`))];
      if (!(days > 0)) continue;
      labourCny += labour;
      expect(days).toBe(Math.ceil((2 * labour) / 1200 - 1e-9) / 2);
      const [first, last = first] =
        String(cell(`H${row}`))
          .match(/\d+/g)
          ?.map(Number) ?? [];
      expect(first).toBe(Math.floor(endedDays) + 1);
      endedDays += days;
      expect(last).toBe(Math.ceil(endedDays));
    }
    expect(labourCny).toBeCloseTo(networkBill(plan).labourCny, 1);
  });

  it('has a line to fill in for every point of the test, and each on the sheet of its level', () => {
    const records = pages.filter((page) => titleOf(page).startsWith('验收测试记录表')).flat();
    for (const level of plan.levels) {
      const sheet = pages.find((page) => titleOf(page).startsWith(`${level.id} ${level.name}验收测点图`));
      for (const { number, x, y } of survey.points.filter((point) => point.level === level.id)) {
        expect(sheet).toContain(String(number));
        const at = records.findIndex(
          (text, index) => text === String(number) && records[index + 2] === tenth(x),
        );
        expect(records.slice(at, at + 4)).toEqual([String(number), level.id, tenth(x), tenth(y)]);
      }
    }
    const rows: string[][] = parse(String(files.find(({ name }) => name === 'test-points.csv')?.content), {
      bom: true,
    });
    const operators = new Set(plan.carriers.map(({ operator }) => operator)).size;
    expect(rows).toHaveLength(1 + operators * survey.points.length);
  });

  it('is the same bytes anywhere, and no name leaves the folder', { tags: ['thorough'] }, () => {
    const hostile = withNetworkBasis(
      parsePlan(
        JSON.parse(
          JSON.stringify(plan).replaceAll('"B1"', '"../../B/1"').replaceAll('"B2"', '"..\\\\..\\\\C:2"'),
        ),
      ),
    );
    const zone = process.env.TZ;
    const [here, there] = ['UTC', 'Asia/Shanghai'].map((name) => {
      process.env.TZ = name;
      return zipFiles(packOf(hostile, { survey: surveyOf(hostile) }));
    });
    process.env.TZ = zone;
    expect(Buffer.compare(here, there)).toBe(0);
    const names = Object.keys(unzipSync(here));
    expect(names).toHaveLength(7);
    for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*\.(pdf|xlsx|dxf|csv)$/u);
  });

  it('says why there is no test where none can show the target', () => {
    const acceptance = { rule: 'confidence' } as const;
    const proving = { ...plan, requirements: { ...plan.requirements, acceptance } };
    const impossible = planSurvey(proving, { points: 3 });
    expect(impossible.status).toBe('too-few-points');
    for (const lang of ['zh', 'en'] as const) {
      const { bytes } = planPdf(plan, { lang, fonts: [font], survey: impossible });
      const found = readPdf(bytes).pages;
      expect(found.flat().join('\n')).toMatch(lang === 'zh' ? /测点太少：3 个/ : /Too few points: 3/);
      if (lang === 'zh') expect(found.map(titleOf).join(' ')).not.toMatch(/验收测点图|验收测试记录表/);
    }
    expect(packOf(plan, { survey: impossible }).map(({ name }) => name)).not.toContain('test-points.csv');
  });

  it('comes from the command line whole or not at all', { tags: ['thorough'] }, async () => {
    const small = randomNetwork(4, 8);
    writeFileSync(`${work.folder}/plan.json`, JSON.stringify(small));
    const quick = ['--resolution', '2', '--scenarios', 'none'];
    const zip = runCli(work.folder, ['report', 'plan.json', '-o', 'pack.zip', ...quick]);
    const none = runCli(work.folder, ['report', fixturePlan, '-o', 'none.zip']);
    const sheet = runCli(work.folder, ['report', 'plan.json', '-o', 'x.zip', '--sheet', 'pack']);
    expect(await none).toMatchObject({ status: 65, stdout: '' });
    expect((await none).stderr).toMatch(/network: found no feeder network; expected .*diku network/);
    expect(await sheet).toMatchObject({ status: 64, stdout: '' });
    expect(await zip).toMatchObject({ status: 0 });
    const written = unzipSync(new Uint8Array(readFileSync(`${work.folder}/pack.zip`)));
    const writtenPlan = JSON.parse(Buffer.from(written['plan.diku.json']).toString('utf8')) as Plan;
    expect(evaluateNetwork(parsePlan(writtenPlan))).toEqual(evaluateNetwork(small));
    expect(readPdf(written['resident-notice.pdf']).pages).toHaveLength(1);
    expect(work.list()).toEqual(['pack.zip', 'plan.json']);
  });
});
