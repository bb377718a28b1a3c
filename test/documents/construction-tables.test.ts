import { readFileSync } from 'node:fs';
import { findCarrierProfile, type Plan, planPdf, readFont, reportNetwork } from '@diku/engine';
import {
  diagramSvg,
  networkSummary,
  networkTable,
  planCsv,
  planXlsx,
  type TableId,
} from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  designNetwork,
  evaluateInterference,
  networkBill,
} from '../../packages/engine/src/design/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { randomNetwork } from '../design/network-support/networked-plan.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { readPdf } from './construction-support/read-pdf.ts';
import { readWorkbook } from './construction-support/read-workbook.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const pages = (bytes: Uint8Array) => readPdf(bytes).pages.flat();
const pdfOf = (plan: Plan, lang: 'zh' | 'en' = 'zh') => planPdf(plan, { lang, fonts: [font] });
/** Begins as a formula would, in every way that spreadsheets know. */
const hostileNames = ['=1+1', '+cmd', '-2', '@SUM(A1)', '＝1+1', '＠SUM(A1)'];

describe('optical cables', () => {
  const { plan } = designNetwork(
    buildPlan({
      antennas: [buildAntenna('ANT1', 10, 8), buildAntenna('ANT2', 30, 8)],
      carriers: findCarrierProfile('lte-nr'),
    }),
    { effort: 'low' },
  );
  const radios = (plan.network?.sources ?? []).flatMap(({ units }) => units.map(({ id }) => id));
  const rowsOf = (of: Plan): string[][] => parse(planCsv(of, 'cables', { lang: 'zh' }), { bom: true });
  const opticalRows = (of: Plan) => rowsOf(of).filter(([, part]) => part.includes('光缆'));

  it('lead from ports of the baseband unit to each radio unit, two cores a port, in schedule, rule and diagram', () => {
    expect(radios.length).toBeGreaterThan(4);
    const rows = opticalRows(plan);
    const ends = rows.flatMap(([, , , to]) => to.replace(/ 光口$/, '').split('、'));
    expect(ends.sort()).toEqual([...radios].sort());
    const counts = rows.map(([, part, from, to]) => {
      const units = to.split('、').length;
      expect(part).toMatch(new RegExp(` ${2 * units} 芯$`));
      expect(from).toMatch(new RegExp(`^BBU\\d 光口1–${units}$`));
      return units;
    });
    const rule = reportNetwork(plan)?.rules.find(({ id }) => id === 'hub-ports');
    expect(rule).toMatchObject({ passed: true, worst: { value: Math.max(...counts), limit: 4 } });
    const svg = diagramSvg(plan, { lang: 'zh' });
    for (const [id, part] of rows) expect(svg).toContain(`${id} 光缆 ${/\d+ 芯/.exec(part)?.[0]}`);
    const jumpers = rowsOf(plan).filter(([id]) => /^J\d+$/.test(id));
    expect(jumpers).toHaveLength(radios.length);
    for (const [id] of jumpers) expect(svg).toContain(`${id} → POI`);
  });

  it('are cascaded where a baseband unit has too few ports, and say how deep', () => {
    const parts = plan.network?.parts?.map((part) =>
      part.kind === 'baseband' ? { ...part, ways: 1 } : part,
    );
    const narrow = withNetworkBasis({ ...plan, network: { ...plan.network, parts } });
    const rows = opticalRows(narrow);
    for (const [, part, from] of rows) {
      expect(part).toMatch(/ 2 芯$/);
      expect(from).toMatch(/光口1$/);
    }
    const deepest = Math.max(...opticalRows(plan).map(([, , , to]) => to.split('、').length));
    expect(sheetText(narrow)).toContain(`最多级联 ${deepest} 台 RRU`);
    expect(sheetText(plan)).not.toContain('级联');
    expect(reportNetwork(narrow)?.rules.find(({ id }) => id === 'hub-ports')).toMatchObject({
      ...{ passed: true, worst: { value: 1, limit: 1, detail: { cascade: deepest } } },
    });
  });
});

describe('carriers, parts and ports in the terminal and the report', () => {
  const designed = designNetwork(
    buildPlan({
      antennas: [buildAntenna('ANT1', 10, 8), buildAntenna('ANT2', 30, 8), buildAntenna('ANT3', 36, 4)],
      carriers: findCarrierProfile('lte-nr'),
    }),
    { effort: 'low' },
  );
  it.each(['zh', 'en'] as const)('have names and no ids, in rules, notes and sentences: %s', (lang) => {
    const { plan, design } = designed;
    const report = reportNetwork(plan)!;
    const said = [
      networkTable(report, plan, lang, { design }),
      networkSummary(report, plan, lang, { design }),
    ].join('\n');
    const ids = [...plan.carriers, ...(plan.network?.parts ?? [])].map(({ id }) => id);
    const raw = [...ids.filter((id) => /[a-z]-/.test(id)), 'passive-parts'];
    expect(raw.length).toBeGreaterThan(9);
    for (const id of raw) expect(said, id).not.toMatch(new RegExp(`(^|[^\\w-])${id}([^\\w-]|$)`));
    expect(said).not.toMatch(/\b(path\d-)?out\d|\bthrough\b(?! )/);
    expect(said).toContain(lang === 'zh' ? '中国联通 5G NR 3550 MHz' : 'China Unicom 5G NR 3550 MHz');
    const rule = report.rules.find(({ id }) => id === 'passive-parts');
    const part = plan.network?.parts?.find(({ id }) => id === rule?.worst?.at.id);
    expect(said).toContain(lang === 'zh' ? part?.name : part?.nameEn);
  });
});

/** All texts of a plan's sheets, without breaks of lines. */
const sheetText = (plan: Plan) => pages(pdfOf(plan).bytes).join('');

describe('words and numbers', () => {
  const plan = randomNetwork(3, 12);
  const rowsOf = (id: TableId): string[][] => parse(planCsv(plan, id, { lang: 'zh' }), { bom: true });

  it('quantities times prices are the amounts as they are printed', () => {
    const [head, ...rows] = rowsOf('bill');
    const [quantity, labour, sum] = ['设计量', '安装单价（元）', '安装费（元）'].map((name) =>
      head.indexOf(name),
    );
    let checked = 0;
    for (const row of rows.slice(0, -1)) {
      expect(Number(row[sum]), row[1]).toBeCloseTo(Number(row[quantity]) * Number(row[labour]), 2);
      checked += Number.isInteger(Number(row[quantity])) ? 0 : 1;
    }
    expect(checked).toBeGreaterThan(0);
    const units = new Map(rows.map((row) => [row[1], row[3]]));
    expect(
      [...units].filter(([name]) => /RRU/.test(name) && !/跳线|支架|配/.test(name)).map(([, unit]) => unit),
    ).toContain('台');
    expect([...units].find(([name]) => /吸顶天线/.test(name))?.[1]).toBe('副');
  });

  it('powers of antennas are numbers in the workbook', () => {
    const sheets = [...readWorkbook(planXlsx(plan, { lang: 'zh' }))];
    const [, cells] = sheets.find(([name]) => name.startsWith('天线')) ?? [];
    const feeds = evaluateNetwork(plan)?.antennas ?? [];
    const numbers = [...(cells?.values() ?? [])]
      .filter(({ isText }) => !isText)
      .map(({ value }) => Number(value));
    for (const { carriers } of feeds)
      for (const { powerDbm } of carriers)
        expect(numbers.some((each) => Math.abs(each - powerDbm) < 1e-6)).toBe(true);
  });

  it('intermodulation is computed and stated with the powers that units are set to', () => {
    const { powers } = evaluateInterference(plan);
    const units = (plan.network?.sources ?? []).flatMap((source) => source.units);
    expect(powers.length).toBe(plan.carriers.length);
    for (const { carrier, powerDbm, isSet } of powers) {
      const set = units.flatMap(({ outputPowerDbm }) => outputPowerDbm[carrier] ?? []);
      expect(isSet).toBe(set.length > 0);
      if (isSet) expect(powerDbm).toBe(Math.max(...set));
    }
    const lower = structuredClone(plan);
    for (const source of lower.network?.sources ?? [])
      for (const unit of source.units)
        for (const id of Object.keys(unit.outputPowerDbm)) unit.outputPowerDbm[id] -= 2;
    const levels = (of: Plan) =>
      evaluateInterference(of).hits.map(({ third }) => third.strongest?.levelDbm ?? Number.NaN);
    const before = levels(plan);
    levels(lower).forEach((levelDbm, index) => {
      if (Number.isFinite(before[index])) expect(before[index] - levelDbm).toBeCloseTo(6, 6);
    });
  });
});

describe('tables', () => {
  it('have no digits of binary sums in the workbook, and schedules count crew days in notes too', () => {
    const plan = randomNetwork(3, 20);
    const cells = [...readWorkbook(planXlsx(plan, { lang: 'zh' })).values()].flatMap((sheet) => [
      ...sheet.values(),
    ]);
    const numbers = cells.filter(({ isText }) => !isText).map(({ value }) => Number(value));
    expect(numbers.length).toBeGreaterThan(100);
    for (const value of numbers.filter(Number.isFinite))
      expect(String(value).replace(/^-?0\.0*|\D/g, '').length, String(value)).toBeLessThanOrEqual(12);
    const notes = cells.map(({ value }) => String(value)).filter((text) => text.includes('安装费 ÷'));
    expect(notes).toEqual([expect.stringContaining('组日 = 安装费 ÷')]);
  });

  const seeds = isLong ? 4 : 1;
  it(`amounts and totals of the workbook are formulas that equal what is in the cells (seeds from 1, ${seeds})`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const plan = randomNetwork(seed, 20);
      const [bill] = readWorkbook(planXlsx(plan, { lang: 'zh' })).values();
      const number = (at: string) => Number(bill.get(at)?.value);
      const count = networkBill(plan).items.length;
      let sum = 0;
      for (let row = 3; row < 3 + count; row++) {
        expect(bill.get(`I${row}`)?.formula).toBe(`ROUND(F${row}*G${row},2)`);
        expect(number(`I${row}`)).toBeCloseTo(number(`F${row}`) * number(`G${row}`), 2);
        expect(number(`J${row}`)).toBeCloseTo(number(`E${row}`) * number(`H${row}`), 2);
        expect(number(`K${row}`)).toBeCloseTo(number(`I${row}`) + number(`J${row}`), 2);
        sum += number(`K${row}`);
      }
      expect(bill.get(`K${3 + count}`)?.formula).toBe(`SUM(K3:K${2 + count})`);
      expect(number(`K${3 + count}`)).toBeCloseTo(sum, 2);
      expect(sum).toBeGreaterThan(1000);
    }
  });

  it('the CSV has the same amounts, a byte order mark and CR LF', () => {
    const plan = randomNetwork(5, 20);
    const csv = planCsv(plan, 'bill', { lang: 'zh' });
    expect(csv.startsWith('\uFEFF序号,')).toBe(true);
    const rows: string[][] = parse(csv, { bom: true });
    const body = rows.slice(1, -1);
    expect(body).toHaveLength(networkBill(plan).items.length);
    const sum = body.reduce((total, row) => total + Number(row[10]), 0);
    expect(Number(rows.at(-1)?.[10])).toBeCloseTo(sum, 2);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('port powers are those of the evaluation, EIRP over them by the gain of the antenna', () => {
    const plan = randomNetwork(6, 15);
    const [, ...rows]: string[][] = parse(planCsv(plan, 'ports', { lang: 'en' }), { bom: true });
    const feeds = evaluateNetwork(plan)?.antennas ?? [];
    expect(rows).toHaveLength(feeds.reduce((sum, { carriers }) => sum + carriers.length, 0));
    const [feed] = feeds;
    const row = rows.find(([, antenna]) => antenna === feed.antenna) ?? [];
    const [fed] = feed.carriers;
    expect(row.slice(4, 7).map(Number)).toEqual(
      [fed.targetDbm, fed.powerDbm, fed.deviationDb].map((value) => Number(value.toFixed(1)) + 0),
    );
    // The built-in ceiling antenna: 2 dBi.
    expect(Number(row[7]) - Number(row[5])).toBeCloseTo(2, 1);
    expect(Number(row[8])).toBeCloseTo(fed.unitPowerDbm - fed.powerDbm, 1);
  });

  it('the rule on windows names the port that is lowest, whatever sums of decibels round to, and the table has what it is allowed', () => {
    const random = randomNetwork(6, 15);
    const feeds = evaluateNetwork(random)!.antennas;
    const ports = feeds.flatMap(({ antenna, carriers }) =>
      carriers.map(({ carrier, powerDbm }) => ({ antenna, carrier, powerDbm })),
    );
    const [high, ...rest] = [...ports].sort((a, b) => b.powerDbm - a.powerDbm);
    const low = rest[rest.length - 1];
    expect(high.powerDbm - low.powerDbm).toBeGreaterThan(5);
    // All aim at what they get; one at a rounding more, and the strongest, which the cap leaves no room, at 0.8 dB more.
    const cap = high.powerDbm + 1;
    const aim = ({ antenna, carrier, powerDbm }: typeof high) =>
      powerDbm +
      (antenna === high.antenna && carrier === high.carrier ? 0.8 : antenna === low.antenna ? 4e-15 : 0);
    const plan = withNetworkBasis({
      ...random,
      requirements: { ...random.requirements, profileOverrides: { network: { portPowerCapDbm: cap } } },
      antennas: random.antennas.map((each) => ({
        ...each,
        targetPowerDbm: Object.fromEntries(
          ports.filter(({ antenna }) => antenna === each.id).map((port) => [port.carrier, aim(port)]),
        ),
      })),
    } as unknown as Plan);
    const rule = reportNetwork(plan)!.rules.find(({ id }) => id === 'port-deviation')!;
    expect(rule.passed).toBe(true);
    expect(rule.worst!.at.id).toBe(high.antenna);
    expect(rule.worst!.detail!.deviationDb).toBeCloseTo(-0.8, 6);
    const [, ...rows]: string[][] = parse(planCsv(plan, 'ports', { lang: 'en' }), { bom: true });
    const row = rows.find((each) => each[1] === high.antenna && Number(each[6].replace('−', '-')) < -0.5)!;
    const [target, lowest, highest] = [4, 9, 10].map((column) => Number(row[column]));
    // 3 dB below the cap would do, and no port may be 1.5 dB below its target.
    expect(highest).toBeCloseTo(cap, 0);
    expect(target - lowest).toBeCloseTo(1.5, 0);
  });

  it('rules are those of the report, with limit, worst location and source, in CSV, workbook and PDF', () => {
    const plan = randomNetwork(6, 15);
    const report = reportNetwork(plan);
    const rules = report?.rules ?? [];
    expect(rules.length).toBeGreaterThan(15);
    for (const lang of ['zh', 'en'] as const) {
      const [head, ...rows]: string[][] = parse(planCsv(plan, 'rules', { lang }), { bom: true });
      expect(rows.map(([, name, id]) => [id, name])).toEqual(rules.map(({ id, name }) => [id, name[lang]]));
      for (const [index, { id, passed, isWarning, checked, failed, worst, limit, unit }] of rules.entries()) {
        const row = rows[index];
        const words = lang === 'zh' ? ['通过', '未通过', '提示'] : ['pass', 'FAIL', 'note'];
        const none = lang === 'zh' ? '不适用' : 'n/a';
        expect(row[3]).toBe(checked === 0 ? none : words[passed ? 0 : isWarning ? 2 : 1]);
        expect(row.slice(7, 9).map(Number)).toEqual([checked, failed]);
        expect(row[9]).not.toBe('');
        // Deviations are shown as they are beside their window, lower end first.
        const { deviationDb, lowDbm, targetDbm } = worst?.detail ?? {};
        const isWindow = id === 'port-deviation' && worst !== undefined;
        const shownLimit = isWindow ? Number(lowDbm) - Number(targetDbm) : (worst?.limit ?? limit);
        const shownWorst = isWindow ? Number(deviationDb) : worst?.value;
        const scale = unit === 'ratio' ? 100 : 1;
        for (const [cell, value] of [
          [row[4], shownLimit],
          [row[5], shownWorst],
        ] as const) {
          const shown = Number(/−?[\d.]+/.exec(cell)?.[0].replace('−', '-'));
          if (value === undefined) expect(cell).toBe('–');
          else expect(Math.abs(shown - scale * value)).toBeLessThan(0.06);
        }
        if (!passed && worst) expect(row[6]).toContain(worst.at.id);
      }
      // Both ways, so that neither column can be a constant.
      expect(new Set(rules.map(({ passed }) => passed))).toEqual(new Set([true, false]));
      // Of workbooks and PDFs the short suite reads the English ones.
      if (lang === 'zh' && !isLong) continue;
      const title = lang === 'zh' ? '规则检查表' : 'Rules checked';
      const sheet = [...(readWorkbook(planXlsx(plan, { lang })).get(title)?.values() ?? [])];
      const texts = pages(pdfOf(plan, lang).bytes);
      expect(texts).toContain(title);
      // Heads break between words only.
      for (const word of lang === 'en' ? ['Result', 'Failed', 'Worst'] : ['结论'])
        expect(texts).toContain(word);
      for (const { id } of rules) {
        expect(sheet.map(({ value }) => value)).toContain(id);
        expect(texts).toContain(id);
      }
      expect(sheet.map(({ value }) => value)).toEqual(expect.arrayContaining(head));
      const count = rules.filter(({ passed, isWarning }) => !passed && !isWarning).length;
      expect(texts.join('\n')).toContain(
        lang === 'zh' ? `规则：${count} 条规则未通过` : `Rules: ${count} rules fail`,
      );
    }
    const chinese: string[][] = parse(planCsv(plan, 'rules', { lang: 'zh' }), { bom: true });
    for (const row of chinese.slice(1)) expect(row[9]).not.toMatch(/assumption|parts|network/);
  });

  it.runIf(isLong)(
    'sources of the built-in catalogue are in Chinese in Chinese documents, others as they are',
    () => {
      const { parts } = defaultCatalogue();
      const sources = [...new Set(parts.map(({ source }) => source))];
      expect(sources.length).toBeGreaterThan(8);
      const plan = randomNetwork(13, 2);
      const basisOf = (source: string, lang: 'zh' | 'en') => {
        for (const part of plan.network?.parts ?? []) part.source = source;
        const [, first]: string[][] = parse(planCsv(plan, 'bill', { lang }), { bom: true });
        return first.at(-1) ?? '';
      };
      for (const source of sources) {
        expect(basisOf(source, 'zh')).not.toMatch(/assum|price|trade|loss|above|band|carrier|reach/);
        expect(basisOf(source, 'en')).toContain(source);
      }
      // A source that a person wrote stays as it was written.
      expect(basisOf('quote of 2026; constructor', 'zh')).toContain('quote of 2026; constructor');
    },
  );

  it('a name that begins like a formula stays a text', () => {
    for (const name of hostileNames) {
      const plan = randomNetwork(8, 6);
      for (const part of plan.network?.parts ?? []) if (part.id === 'half-inch') part.name = name;
      for (const row of parse(planCsv(plan, 'bill', { lang: 'zh' }), { bom: true }) as string[][]) {
        for (const cell of row) if (Number.isNaN(Number(cell))) expect(cell).not.toMatch(/^[=+\-@]/);
      }
      const [bill] = readWorkbook(planXlsx(plan, { lang: 'zh' })).values();
      const cell = [...bill.values()].find(({ value }) => value === name);
      expect(cell).toMatchObject({ isText: true });
      expect(cell).not.toHaveProperty('formula');
    }
  });
});

describe('the PDF', () => {
  it('is well formed, has frame and title block on every sheet, and text that can be copied', {
    tags: ['thorough'],
  }, () => {
    const plan = randomNetwork(9, 30);
    plan.community.name = '示例小区地下车库';
    const { bytes, missing } = pdfOf(plan);
    expect(missing).toEqual([]);
    const { pages: sheets, objects } = readPdf(bytes);
    expect(sheets.length).toBeGreaterThan(4);
    for (const [index, texts] of sheets.entries()) {
      expect(texts).toEqual(expect.arrayContaining(['示例小区地下车库', '工程名称', '设计', '校对', '审核']));
      expect(texts[texts.indexOf('页次') + 1]).toBe(`第 ${index + 1} 页 共 ${sheets.length} 页`);
    }
    const floor = sheets.find((texts) => texts.includes('图例')) ?? [];
    const scales = /^1:(50|100|150|200|250|300|400|500|600|1000|1500|2000|2500)$/;
    expect(floor.filter((text) => scales.test(text))).toHaveLength(1);
    const all = new Set(sheets.flat().map((text) => text.split(' ')[0]));
    for (const { id } of [...plan.antennas, ...(plan.network?.devices ?? [])]) expect(all).toContain(id);
    const boxes = [...objects.values()].flatMap(
      (body) => /\/MediaBox \[0 0 (\S+) (\S+)\]/.exec(body)?.slice(1) ?? [],
    );
    // A3 across: 420 × 297 mm in points.
    expect(new Set(boxes.map(Number))).toEqual(new Set([1190.5512, 841.8898]));
  });

  it('the same plan gives the same bytes; English too', { tags: ['thorough'] }, () => {
    const plan = randomNetwork(10, 12);
    expect(pdfOf(plan).bytes).toEqual(pdfOf(plan).bytes);
    const english = pages(pdfOf(plan, 'en').bytes);
    expect(english).toEqual(expect.arrayContaining(['Project', 'Bill of materials and cost', 'Legend']));
    for (const word of ['工程名称', '图例', '合计', '图纸目录']) expect(english.join()).not.toContain(word);
  });

  it('a rare character of a name is shown by a mark, named on the first sheet, and still there when copied', () => {
    const plan = randomNetwork(11, 4);
    plan.community.name = '堃喆苑';
    const { bytes, missing } = pdfOf(plan);
    expect(missing).toEqual(['堃', '喆']);
    const [first] = readPdf(bytes).pages;
    expect(first).toContain('堃喆苑');
    expect(first.join('')).toContain('字库中没有这些字，以〓代替：堃 喆');
  });

  it('draws a plan without a network: its antennas, and what is missing', () => {
    const { network: _, ...plan } = randomNetwork(12, 5);
    const texts = readPdf(pdfOf(plan).bytes).pages.flat();
    for (const { id } of plan.antennas) expect(texts).toContain(id);
    expect(texts.join('')).toContain('没有馈线网络');
    expect(() => planXlsx(plan, { lang: 'en' })).toThrow(/no feeder network/);
  });
});
