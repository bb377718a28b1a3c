import { readFileSync } from 'node:fs';
import { inflateRawSync as inflateSync } from 'node:zlib';
import { InputError } from '@diku/engine';
import type { Inflater } from '@diku/engine/core';
import { type Community, parseColumnMap } from '@diku/engine/programme';
import * as fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Utf8Check } from '../../packages/engine/src/core/text/tables/csv-table.ts';
import { decodeChunks } from '../../packages/engine/src/core/text/text-decoder.ts';
import { encodeGbk } from '../../packages/engine/src/documents/encoders/gbk-encoder.ts';
import { communitySchema, importStatusTable } from '../../packages/engine/src/programme/index.ts';
import { onceOf } from '../support/once.ts';
import { otherForms } from './programme-support/other-forms.ts';
import { readStatusTruth } from './programme-support/status-truth.ts';
import { csvText, letters, type Rows, xlsxBytes } from './programme-support/write-table.ts';

const truth = readStatusTruth();
const example = (ending: string) =>
  readFileSync(new URL(`../../examples/status-table.${ending}`, import.meta.url));
/** Writes as a Chinese spreadsheet saves it: what GBK lacks becomes a question mark. */
const inGbk = () =>
  encodeGbk(
    example('csv')
      .toString('utf8')
      .replace(/\u200b/g, '?')
      .replace('\uFEFF', ''),
  );

const forms = [
  ['CSV in UTF-8', () => example('csv')],
  ['CSV in GBK', inGbk],
  ['XLSX with merged two-row header and a hidden column', () => example('xlsx')],
] as const;

/** What is read of a form of the example, and what its host was told meanwhile. */
const readForm = onceOf(async (form: string) => {
  const told: { rows: number; doneRatio: number }[] = [];
  const pause = async (rows: number, doneRatio: number) => {
    told.push({ rows, doneRatio });
  };
  const [, bytes] = forms.find(([name]) => name === form)!;
  return { ...(await importStatusTable(bytes(), { pause })), told };
});

/**
 * A row in which nothing at all is stated of coverage looks the same whether a "no" was meant or nothing: the truth
 * knows how it was made.
 */
const isUndecidable = (kind: string, raw: string) =>
  kind === 'missing_coverage_flag' || kind === 'tick_blank_ambiguous'
    ? 'blank flag'
    : kind === 'street_space' && !/\s/.test(raw)
      ? 'no space in the cell'
      : undefined;

/** Doubts about how cells fit each other, which the truth of the example does not list. */
const crossChecks: ReadonlySet<string> = new Set(['note_changes', 'district_differs', 'suspected_duplicate']);

describe('the status table of the example, against the truth', () => {
  it.each(forms)('%s: every value of every community', async (form) => {
    const { communities, summary } = await readForm(form);
    expect(communities).toHaveLength(truth.communities.length);
    communities.forEach((community, index) => {
      const expected = truth.communities[index];
      const toleranceDeg = truth.tolerancesDeg[index];
      const isNear = (a: number | null, b: number | null) => a === b || Math.abs(a! - b!) <= toleranceDeg;
      expect(isNear(community.lonDeg, expected.lonDeg) && isNear(community.latDeg, expected.latDeg)).toBe(
        true,
      );
      const point = { lonDeg: null, latDeg: null };
      expect({ ...community, ...point }).toEqual({ ...expected, ...point });
    });
    expect(communities.filter((community) => !communitySchema.safeParse(community).success)).toEqual([]);
    expect(summary.source.datum).toBe('gcj02');
    for (const [district, { communities: count, noneCovered }] of Object.entries(truth.districts)) {
      const inDistrict = communities.filter((community) => community.district === district);
      expect(inDistrict).toHaveLength(count);
      expect(
        inDistrict.filter(({ covered }) => Object.values(covered).every((each) => each === false)),
      ).toHaveLength(noneCovered);
    }
  });

  it.each(forms)('%s: every judgement', async (form) => {
    const { issues, communities } = await readForm(form);
    const listOf = (list: readonly { record: number; column: string; kind: string; raw: string }[]) =>
      list
        .filter(({ kind, raw }) => isUndecidable(kind, raw) === undefined && !crossChecks.has(kind))
        .map(({ record, column, kind }) => `${record} ${column} ${kind}`);
    const found = new Set(listOf(issues));
    const expected = listOf(truth.issues);
    // A sheet keeps numbers as numbers: what was spelled oddly in the CSV is a plain number there.
    const isPlainInSheets = (key: string) =>
      form.startsWith('XLSX') && /fullwidth_digits|number_spaces/.test(key) && !found.has(key);
    expect(expected.filter((key) => !found.has(key) && !isPlainInSheets(key))).toEqual([]);
    expect([...found].filter((key) => !expected.includes(key))).toEqual([]);
    // Blank flags: as many, each either way, and all unknown.
    const blanks = (list: readonly { record: number; column: string; kind: string; raw: string }[]) =>
      list
        .filter(({ kind, raw }) => isUndecidable(kind, raw) === 'blank flag')
        .map(({ record, column }) => `${record} ${column}`)
        .sort();
    expect(blanks(issues)).toEqual(blanks(truth.issues));
    const byRecord = new Map(truth.issues.map((issue) => [`${issue.record} ${issue.column}`, issue.kind]));
    const differing = issues.filter(
      ({ record, column, kind, raw }) =>
        isUndecidable(kind, raw) === 'blank flag' && byRecord.get(`${record} ${column}`) !== kind,
    );
    const first = new Map(communities.map((community) => [community.records[0], community]));
    const isAllBlank = (record: number) =>
      Object.values(first.get(record)!.covered).every((covered) => covered === null);
    expect(differing.every(({ record }) => isAllBlank(record))).toBe(true);
  });
});

/** The same communities as a table would give them: nothing merged, in the order of its rows. */
const numbered = (communities: readonly Community[]) =>
  communities.map((community, index) => ({ ...community, records: [index + 1] }));

describe('tables of other forms', () => {
  const sample = fc.integer({ min: 0, max: truth.communities.length - 25 }).map((from) =>
    truth.communities.slice(from, from + 25).map((community) => ({
      ...community,
      // What a tidy cell cannot say: brackets and tabs of notes are of no interest here.
      note: community.note?.replaceAll('"', '') ?? null,
    })),
  );
  const files = {
    'CSV, UTF-8 with a mark': (rows: Rows) => new TextEncoder().encode(`\uFEFF${csvText(rows)}`),
    'CSV, UTF-8, semicolons': (rows: Rows) => new TextEncoder().encode(csvText(rows, ';')),
    'TSV, UTF-16': (rows: Rows) => Buffer.from(`\uFEFF${csvText(rows, '\t')}`, 'utf16le'),
    'CSV, GBK': (rows: Rows) => encodeGbk(csvText(rows)),
    'XLSX, shared texts': (rows: Rows, merges: string[]) => xlsxBytes(rows, { merges, name: '汇总表' }),
    'XLSX, own texts': (rows: Rows, merges: string[]) => xlsxBytes(rows, { merges, shared: false }),
  };

  it('say the same whatever their header, order, encoding and format (seed 8)', async () => {
    const property = fc.asyncProperty(
      sample.chain((communities) => fc.tuple(fc.constant(communities), otherForms(communities, letters))),
      fc.constantFrom(...Object.values(files)),
      async ([communities, { rows, merges, headRows }], file) => {
        const read = await importStatusTable(file(rows, merges));
        expect(read.communities).toEqual(numbered(communities));
        expect(read.summary.source.headerRows[1]).toBe(headRows);
        expect(JSON.stringify(read)).not.toContain('13912345678');
      },
    );
    await fc.assert(property, { seed: 8, numRuns: 40 });
  });
});

/** One cell of a table of one row, and what became of it. */
async function readCell(head: string, cell: string | number) {
  const { communities, issues } = await importStatusTable(
    new TextEncoder().encode(
      csvText([
        ['小区名称', '行政区', '经度', '纬度', head],
        ['甲苑', '静安区', 121.45, 31.23, cell],
      ]),
    ),
  );
  const kinds = issues.filter(({ column }) => column === head).map(({ kind }) => kind);
  return { community: communities[0], kinds: kinds.join(' ') };
}

describe('cells of any spelling', () => {
  type Case = readonly [field: keyof Community, head: string, cell: string, value: unknown, kinds: string];
  const cases: readonly Case[] = [
    ['households', '户数', '1,234户', 1234, 'unit_suffix thousands_comma'],
    ['households', '户数', '约３００户左右', 300, 'fullwidth_digits approx_prefix unit_suffix'],
    ['households', '户数', '300~320', 310, 'range_mean'],
    ['households', '户数', '一百二十', 120, 'chinese_number'],
    ['households', '户数', '约1.2千户', 1200, 'approx_prefix unit_thousand'],
    ['households', '户数', '8百', 800, 'unit_thousand'],
    ['households', '户数', '不详', null, 'missing'],
    ['households', '户数', '-5', null, 'unreadable'],
    ['households', '户数', '很多', null, 'unreadable'],
    ['bays', '车位数', '120+80', 200, 'sum_of_parts'],
    ['bays', '车位数', '地下350个', 350, 'unit_suffix'],
    ['bays', '车位数', '350（含子母车位20）', 350, 'remark_in_cell'],
    ['chargers', '充电桩数', '/', 0, ''],
    ['bays', '车位数', '/', null, 'missing'],
    ['garageAreaM2', '车库面积', '1.2万平方米', 12_000, 'unit_wan'],
    ['garageAreaM2', '车库面积', '12345.6m²', 12_345.6, 'unit_suffix'],
    ['garageAreaM2', '车库面积（万㎡）', '12500㎡', 12_500, 'unit_suffix'],
    ['garageAreaM2', '车库面积（万㎡）', '1.25', 12_500, ''],
    ['levels', '地库层数', '负一层、负二层', 2, 'level_names'],
    ['levels', '地库层数', '地下三层', 3, 'level_names'],
    ['levels', '地库层数', '两层', 2, 'chinese_number'],
    ['builtYear', '建成年份', '2015年6月', 2015, 'year_month'],
    ['builtYear', '建成年份', '2015/6/30', 2015, 'year_month'],
    ['builtYear', '建成年份', '二〇一五', 2015, 'chinese_number'],
    ['builtYear', '建成年份', '42185', 2015, 'year_month'],
    ['builtYear', '建成年份', '215', null, 'out_of_range'],
    ['builtYear', '建成年份', '98年底', 1998, 'short_year'],
    ['builtYear', '建成年份', '15年6月', 2015, 'short_year'],
    ['builtYear', '建成年份', '90年代', null, 'out_of_range'],
    ['district', '所属区', '闸北', '静安区', 'district_old_name'],
    ['district', '所属区', '上海市 浦东', '浦东新区', 'district_space district_prefix district_short'],
    ['district', '所属区', "Jing'an District", '静安区', 'district_space district_variant'],
    ['district', '所属区', '昆山市', null, 'district_unknown'],
    ['owners', '业主意愿', '业委会已盖章同意', 'agree', 'owner_variant'],
    ['owners', '业主意愿', '尚未同意', 'pending', 'owner_variant'],
    ['owners', '业主意愿', '坚决反对（辐射）', 'disagree', 'owner_variant'],
    ['owners', '业主意愿', '部分支持', 'pending', 'owner_variant'],
    ['property', '物业配合', '需沟通', 'partial', 'property_variant'],
    ['property', '物业配合', '已沟通，同意', 'yes', 'property_variant'],
    ['property', '物业配合', '不接受', 'no', 'property_variant'],
    ['note', '备注', '门卫 138 1234 5678', '门卫 ***', 'phone_removed'],
  ];
  it.each(cases)('%s of %s "%s" → %s (%s)', async (field, head, cell, value, kinds) => {
    // The district of the helper's own column would win.
    const given = field === 'district' ? await readDistrictCell(cell) : await readCell(head, cell);
    expect([given.community[field], given.kinds]).toEqual([value, kinds]);
  });

  async function readDistrictCell(cell: string) {
    const { communities, issues } = await importStatusTable(
      new TextEncoder().encode(
        csvText([
          ['小区名称', '行政区', '户数'],
          ['甲苑', cell, 12],
        ]),
      ),
    );
    const kinds = issues.filter(({ column }) => column === '行政区').map(({ kind }) => kind);
    return { community: communities[0], kinds: kinds.join(' ') };
  }

  it.each([
    ['−105', -105, ''],
    ['105 dBm', -105, 'number_spaces unit_suffix missing_minus'],
    ['-98--110', -104, 'range_mean'],
    ['98～110', -104, 'range_mean missing_minus'],
    ['-98/-101/-107', -102, 'range_mean'],
    ['<-120', -120, 'bound'],
    ['低于-120dBm', -120, 'unit_suffix bound'],
    ['无服务', 'no-signal', 'no_signal_text'],
    ['No signal', 'no-signal', 'no_signal_text'],
    ['未测', null, 'missing_rsrp'],
    ['较弱', null, 'unreadable'],
    ['-5', null, 'out_of_range'],
  ])('a level "%s" → %s', async (cell, value, kinds) => {
    const { community, kinds: found } = await readCell('电信车库RSRP', cell);
    expect([community.garageRsrpDbm.telecom, found]).toEqual([value, kinds]);
  });

  it.each([
    ['√', true, 'flag_style_tick'],
    ['✗', false, 'flag_style_tick'],
    ['1', true, 'flag_style_yn'],
    ['False', false, 'flag_style_yn'],
    ['已完成（2021年）', true, 'flag_style_text'],
    ['暂无', null, 'missing_coverage_flag'],
    ['尚未覆盖', false, 'flag_style_text'],
    ['部分覆盖', null, 'flag_partial'],
    ['？', null, 'missing_coverage_flag'],
  ])('a flag "%s" → %s', async (cell, value, kinds) => {
    const { community, kinds: found } = await readCell('移动是否覆盖', cell);
    expect([community.covered.mobile, found]).toEqual([value, kinds]);
  });

  it('locations in degrees, minutes and seconds, swapped, or in one cell', async () => {
    const point = async (head: readonly string[], cells: readonly string[]) => {
      const rows = [
        ['小区名称', '户数', ...head],
        ['甲苑', '12', ...cells],
      ];
      const { communities } = await importStatusTable(new TextEncoder().encode(csvText(rows)));
      return [communities[0].lonDeg, communities[0].latDeg];
    };
    expect(await point(['经度', '纬度'], ['东经121度30分', '北纬31度12分36秒'])).toEqual([121.5, 31.21]);
    expect(await point(['经度', '纬度'], ['31.2', '121.5'])).toEqual([121.5, 31.2]);
    expect(await point(['经纬度'], ['121.5,31.2'])).toEqual([121.5, 31.2]);
    expect(await point(['经度', '纬度'], ['121.5，31.2', ''])).toEqual([121.5, 31.2]);
    expect(await point(['经度', '纬度'], ['0', '0'])).toEqual([null, null]);
    expect(await point(['经度', '纬度'], ['-3021.5', '1822.3'])).toEqual([null, null]);
  });
});

describe('what else districts send', () => {
  const read = (rows: Rows, map?: unknown) =>
    importStatusTable(new TextEncoder().encode(csvText(rows)), map ? { map: parseColumnMap(map) } : {});

  it('takes the district of the row above where merged cells were saved as CSV, and of headings between rows', async () => {
    const { communities, issues } = await read([
      ['行政区', '小区名称', '户数'],
      ['虹口区', '甲苑', 1],
      ['', '乙苑', 2],
      ['', '小计', 3],
      ['', '丙苑', 4],
    ]);
    expect(communities.map(({ district }) => district)).toEqual(['虹口区', '虹口区', null]);
    expect(issues.map(({ kind }) => kind)).toEqual(['district_above', 'subtotal_row', 'missing_district']);
    const headed = await read([
      ['序号', '小区名称', '户数'],
      ['一、徐汇区'],
      [1, '甲苑', 1],
      ['二、长宁区'],
      [1, '乙苑', 1],
    ]);
    expect(headed.communities.map(({ district }) => district)).toEqual(['徐汇区', '长宁区']);
  });

  it('takes the district from title, sheet or file where no column has it', async () => {
    const rows = [
      ['小区名称', '户数'],
      ['甲苑', 12],
    ];
    const titled = await read([['宝山区地下车库信号覆盖现状表'], ...rows]);
    expect(titled.communities[0].district).toBe('宝山区');
    const sheet = await importStatusTable(xlsxBytes(rows, { name: '青浦' }));
    expect(sheet.communities[0].district).toBe('青浦区');
    const file = await importStatusTable(new TextEncoder().encode(csvText(rows)), { fileName: '奉贤区.csv' });
    expect(file.communities[0].district).toBe('奉贤区');
  });

  it('finds the table among sheets, reads dates of sheets as years, and says what it left out', async () => {
    const rows: Rows = [
      ['行政区', '小区名称', '竣工时间', '物业公司联系人', '绿化率'],
      ['静安区', '甲苑', 42_185, '张三', '30%'],
    ];
    const more = [{ name: '填表说明', rows: [['1. 是否覆盖：填“是/否”']] as Rows }];
    const { communities, summary } = await importStatusTable(
      xlsxBytes([['说明']], { more: [...more, { name: '数据', rows }] }),
    );
    expect(summary.source.sheet).toBe('数据');
    expect(communities[0].builtYear).toBe(2015);
    expect([summary.dropped, summary.ignored]).toEqual([['物业公司联系人'], ['绿化率']]);
  });

  it('reads every sheet of a workbook with a sheet per district, records in one count', async () => {
    const rows: Rows = [
      ['小区名称', '户数'],
      ['甲苑', 12],
      ['乙苑', '约20'],
    ];
    const { communities, issues, summary } = await importStatusTable(
      xlsxBytes(rows, {
        name: '静安区',
        more: [
          { name: '汇总', rows: [['区', '完成数']] },
          { name: '徐汇', rows },
        ],
      }),
    );
    expect(communities.map(({ district, records }) => [district, records])).toEqual([
      ['静安区', [1]],
      ['静安区', [2]],
      ['徐汇区', [3]],
      ['徐汇区', [4]],
    ]);
    expect(issues.map(({ record, kind }) => [record, kind])).toEqual([
      [2, 'approx_prefix'],
      [4, 'approx_prefix'],
    ]);
    expect(summary.notes.map(({ code }) => code)).toContain('table-sheets');
  });

  it('reads sheets of districts that have a column more or less', async () => {
    const sheet = (more: readonly string[]): Rows => [
      ['序号', '小区名称', '地址', '户数', '车位数', ...more],
      [1, '甲苑', '样路1号', 12, 3, 2],
    ];
    const { communities } = await importStatusTable(
      xlsxBytes(sheet([]), {
        name: '静安',
        more: [
          { name: '徐汇', rows: sheet(['充电桩数']) },
          {
            name: '汇总',
            rows: [
              ['区', '小区数', '户数'],
              ['静安', 1, 12],
            ],
          },
        ],
      }),
    );
    expect(communities.map(({ district, chargers }) => [district, chargers])).toEqual([
      ['静安区', null],
      ['徐汇区', 2],
    ]);
  });

  it('a map holds each of the sheets that it was saved from; what does not fit is refused', async () => {
    const workbook = (...districts: string[]) => {
      const [first, ...more] = districts.map((name) => ({
        name,
        // What nobody would guess: complaints, in a location of its own in every sheet.
        rows: (name === '静安'
          ? [
              ['小区名称', 'X', '户数'],
              ['甲苑', 7, 12],
            ]
          : [['名册'], ['户数', '小区名称', 'Y'], [34, '乙苑', 8]]) as Rows,
      }));
      return xlsxBytes(first.rows, { name: first.name, more });
    };
    const read = (bytes: Uint8Array, map?: unknown) =>
      importStatusTable(bytes, map ? { map: parseColumnMap(map) } : {});
    const { summary } = await read(workbook('静安', '徐汇'));
    expect(summary.map).toEqual({
      sheets: [
        { sheet: '静安', headerRows: [1, 1], columns: { 小区名称: 'name', X: null, 户数: 'households' } },
        { sheet: '徐汇', headerRows: [2, 2], columns: { 户数: 'households', 小区名称: 'name', Y: null } },
      ],
    });
    const [firstRow, other] = structuredClone(
      summary.map as { sheets: { columns: Record<string, unknown> }[] },
    ).sheets;
    firstRow.columns.X = 'complaints';
    other.columns.Y = 'complaints';
    const corrected = { sheets: [firstRow, other] };
    const next = await read(workbook('徐汇', '汇总', '静安'), corrected);
    expect(next.communities.map(({ district, name, complaints }) => [district, name, complaints])).toEqual([
      ['徐汇区', '乙苑', 8],
      ['静安区', '甲苑', 7],
    ]);
    // The one that nobody named looks like a status table, and is told.
    expect(next.summary.notes).toContainEqual(
      expect.objectContaining({ code: 'table-other-sheets', values: { list: '汇总' } }),
    );
    await expect(read(workbook('静安'), corrected)).rejects.toThrow(/sheet.*"徐汇".*静安/s);
    await expect(read(new TextEncoder().encode('小区名称,户数\n甲苑,1\n'), corrected)).rejects.toThrow(
      /map\.sheets.*2 sheets.*CSV/s,
    );
    await expect(
      read(workbook('静安', '徐汇'), { sheets: [firstRow, { ...other, columns: { Z: null } }] }),
    ).rejects.toThrow(/map\.sheets\[1\]\.columns.*"Z".*户数/s);
    expect(() => parseColumnMap({ sheets: [firstRow, firstRow] })).toThrow(
      /map\.sheets\[1\]\.sheet.*"静安".*once/s,
    );
    expect(() => parseColumnMap({ sheets: [{ columns: {} }] })).toThrow(/map\.sheets\[0\]\.sheet/);
  });

  it('rows that number the columns or are signed by somebody are no communities', async () => {
    const { communities, issues } = await read([
      ['序号', '行政区', '小区名称', '地址', '户数'],
      ['栏次', '甲', '乙', '1', '2'],
      [1, '静安区', '甲苑', '样路1号', 12],
      [2, '静安区', '3', '样路3号', 12],
      ['填表人：王某', '', '', '审核人：李某', '联系电话：13912345678'],
    ]);
    expect(communities.map(({ name }) => name)).toEqual(['甲苑', '3']);
    expect(issues.map(({ kind }) => kind)).toEqual(['column_numbers', 'footnote_row']);
    expect(JSON.stringify(issues)).not.toMatch(/王某|李某|139/);
  });

  it('a question whether there is a signal and its level are two columns', async () => {
    const { communities } = await read([
      ['行政区', '小区名称', '电信地下车库是否有信号', '电信车库内信号强度'],
      ['静安区', '甲苑', '没有', -118],
    ]);
    expect(communities[0]).toMatchObject({ covered: { telecom: false }, garageRsrpDbm: { telecom: -118 } });
  });

  it('one column that names the operators, or speaks for all', async () => {
    const { communities } = await read([
      ['小区名称', '行政区', '已覆盖运营商'],
      ['甲苑', '静安区', '电信、联通'],
      ['乙苑', '静安区', '三家均已覆盖'],
      ['丙苑', '静安区', '均无'],
      ['戊苑', '静安区', '电信、移动有，联通无'],
      ['丁苑', '静安区', ''],
      ['己苑', '静安区', '除联通外均已覆盖'],
      ['庚苑', '静安区', '除电信外均未覆盖'],
      ['辛苑', '静安区', '电信，移动（部分）'],
    ]);
    expect(communities.map(({ covered }) => Object.values(covered))).toEqual([
      [true, false, true],
      [true, true, true],
      [false, false, false],
      [true, true, false],
      [null, null, null],
      [true, true, false],
      [true, false, false],
      [true, null, false],
    ]);
  });

  it('keeps the first of two rows of one community and tells what the other says', async () => {
    const { communities, issues } = await read([
      ['序号', '行政区', '小区名称', '地址', '投诉量'],
      [1, '静安区', '甲苑(一期)', '样路１号', 3],
      [2, '静安', '甲苑（一期）', '样路1号', 3],
      [3, '静安区', '甲苑（ 一期）', '样路1号', 5],
      [4, '徐汇区', '甲苑（一期）', '样路1号', 5],
    ]);
    expect(communities.map(({ records }) => records)).toEqual([[1, 2, 3], [4]]);
    expect(issues.filter(({ column }) => column === '*')).toEqual([
      { record: 2, column: '*', raw: 'same community as record 1', kind: 'duplicate_variant' },
      {
        record: 3,
        column: '*',
        raw: 'same community as record 1',
        kind: 'duplicate_conflict',
        read: 'complaints: 5',
      },
    ]);
  });

  it('columns as a map says; the map of one table reads the next', async () => {
    const rows: Rows = [
      ['甲', '乙', '丙', '户数'],
      ['静安区', '甲苑', 2, 12],
    ];
    const map = {
      headerRows: [1, 1],
      columns: { 甲: 'district', B: 'name', 丙: { field: 'garageAreaM2', factor: 10_000 }, 户数: null },
    };
    const first = await read(rows, map);
    expect(first.communities[0]).toMatchObject({
      district: '静安区',
      name: '甲苑',
      garageAreaM2: 20_000,
      households: null,
    });
    expect((await read(rows, first.summary.map)).communities).toEqual(first.communities);
    expect(() => parseColumnMap({ columns: { 甲: 'nonsense' } })).toThrow(/map.columns.甲.*nonsense/s);
    await expect(read(rows, { headerRows: [1, 1], columns: { 丁: 'name' } })).rejects.toThrow(
      /map.columns.*丁.*甲, 乙, 丙, 户数/s,
    );
  });
});

describe('a text in pieces', () => {
  const whole = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const chunksOf = (bytes: Uint8Array, cuts: readonly number[]) => {
    const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
    return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
  };
  const inChunks = (bytes: Uint8Array, cuts: readonly number[]) =>
    [...decodeChunks(chunksOf(bytes, cuts), 'utf-8')].join('');
  const isUtf8 = (chunks: readonly Uint8Array[]) => {
    const check = new Utf8Check();
    return chunks.every((chunk) => check.take(chunk)) && check.isComplete();
  };

  it('is that of the whole, or an error as of the whole, wherever UTF-8 is cut (seed 10)', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '样', '😀', '\uFEFF', '\n'), maxLength: 12 });
    const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom(0x80, 0xc3, 0xe6, 0xf0, 0xff)));
    fc.assert(
      fc.property(text, damage, fc.array(fc.nat(), { maxLength: 6 }), (content, spoilt, cuts) => {
        const bytes = new TextEncoder().encode(content);
        if (spoilt && bytes.length > 0) bytes[spoilt[0] % bytes.length] = spoilt[1];
        let expected: string | undefined;
        try {
          expected = whole(bytes);
        } catch {
          expect(() => inChunks(bytes, cuts)).toThrow(TypeError);
          expect(isUtf8(chunksOf(bytes, cuts))).toBe(false);
          return;
        }
        expect(inChunks(bytes, cuts)).toBe(expected);
        expect(isUtf8(chunksOf(bytes, cuts))).toBe(true);
      }),
      { seed: 10, numRuns: 600 },
    );
  });
});

describe('a host that reads and unpacks by itself', () => {
  it.each([1, 7, 200, 201, 100_000])('gives the same in pieces of %i bytes', async (length) => {
    let unpacked = 0;
    const inflate: Inflater = function* (packed) {
      const whole = inflateSync(Buffer.concat([...packed]));
      for (let at = 0; at < whole.length; at += length) yield whole.subarray(at, at + length);
      unpacked += 1;
    };
    const rows: Rows = [
      ['行政区', '小区名称', '户数'],
      ['虹口区', '甲苑', 1],
      [undefined, '乙苑', 2],
      [undefined, '<丙>\u0001苑&', 3],
    ];
    const bytes = xlsxBytes(rows, { merges: ['A2:A4'] });
    const imported = await importStatusTable(bytes);
    expect(imported.communities.map(({ district }) => district)).toEqual(['虹口区', '虹口区', '虹口区']);
    const read = (from: number, to: number) => bytes.slice(from, to);
    expect(await importStatusTable({ length: bytes.length, read }, { inflate })).toEqual(imported);
    expect(unpacked).toBeGreaterThan(5);
  });

  it('gives the same of cells that are cut and of whole ones', { tags: ['thorough'] }, async () => {
    const inflate: Inflater = function* (packed) {
      const whole = inflateSync(Buffer.concat([...packed]));
      for (let at = 0; at < whole.length; at += 31) yield whole.subarray(at, at + 31);
    };
    const bytes = example('xlsx');
    expect(await importStatusTable(bytes, { inflate })).toEqual(await importStatusTable(bytes));
  });

  it.each(forms)('%s: hears of what is done from the beginning, and ever more', async (form) => {
    const { told } = await readForm(form);
    expect(told.filter(({ rows }) => rows === 0).length).toBeGreaterThan(2);
    const ratios = told.map(({ doneRatio }) => doneRatio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(ratios.every((ratio) => ratio >= 0 && ratio <= 1)).toBe(true);
  });

  it('is told of one damage in one way, and of an error of its own as it is', async () => {
    const damaged = example('xlsx').map((byte, index) => (index % 997 === 500 ? byte ^ 255 : byte));
    const inflate: Inflater = (packed) => [inflateSync(Buffer.concat([...packed]))];
    for (const options of [{}, { inflate }]) {
      await expect(importStatusTable(damaged, options)).rejects.toThrow(InputError);
    }
    const broken = new Error('the disk is gone');
    const bytes = example('xlsx');
    const read = (from: number, to: number) => {
      if (from > 0 && to - from > 40 && to < bytes.length - 100) throw broken;
      return bytes.subarray(from, to);
    };
    await expect(importStatusTable({ length: bytes.length, read })).rejects.toBe(broken);
  });
});

describe('workbooks of other programs (fixtures written by SheetJS 0.20.3)', () => {
  const file = (ending: string) =>
    readFileSync(new URL(`../fixtures/workbooks/status.${ending}`, import.meta.url));

  it.each([
    ['xls', 'xls'],
    ['ods', 'ods'],
    ['html.xls', 'html'],
    ['xml.xls', 'html'],
  ] as const)('status.%s', async (ending, format) => {
    const { communities, summary } = await importStatusTable(file(ending));
    expect(summary.source.format).toBe(format);
    const told = communities.map(({ name, households, garageAreaM2, owners, covered, note }) => [
      ...[name, households, garageAreaM2, owners, Object.values(covered), note?.length ?? 0],
    ]);
    expect(told).toEqual([
      ['示范一村', 1234, 8500.5, 'agree', [true, false, false], 200],
      ['Ünïcode苑', 610, 12000, 'disagree', [false, false, false], 1],
      ['示范三村', 999, 3300.25, 'pending', [true, true, true], 0],
    ]);
    expect(communities.map(({ district }) => district)).toEqual(['静安区', '静安区', '静安区']);
    if (ending === 'xls') expect(communities.map(({ builtYear }) => builtYear)).toEqual([2005, 2011, null]);
  });

  it('any bytes of an old workbook turned over are refused or read, and never an error of another kind', async () => {
    const whole = file('xls');
    for (let at = 0; at < whole.length; at += 37) {
      const bytes = Uint8Array.from(whole);
      bytes[at] ^= 0xff;
      const error = await importStatusTable(bytes).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      if (error !== undefined) expect(error).toBeInstanceOf(InputError);
    }
  });
});

describe('files that are no table', () => {
  const refused = async (bytes: Uint8Array, message: RegExp) => {
    const error = await importStatusTable(bytes).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  };
  const text = (content: string) => new TextEncoder().encode(content);

  it('are refused with row and column, what was found and what was expected', async () => {
    await refused(text('a,b\n1,2\n'), /row 1.*"a, b".*header with the name/s);
    await refused(text('小区名称,行政区\n'), /row 2.*no community/s);
    await refused(
      text('小区名称,行政区,户数\n甲,静安区,1\n乙,"静安区,2\n丙,静安区,3\n'),
      /row 3.*quote that is never closed/s,
    );
    await refused(
      text(`小区名称,行政区,户数\n甲,静安区,${'9'.repeat(50_000)}\n`),
      /row 2, column 3.*50000 characters/s,
    );
    await refused(text(`小区名称,行政区\n甲${','.repeat(20_000)}\n`), /row 2.*20001 columns/s);
    await refused(
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1),
      /\.xls\) that is damaged.*\.xlsx, \.xls/s,
    );
    await refused(text('%PDF-1.7'), /PDF/);
    await refused(Uint8Array.of(0x80, 0xff, 0xff, 0x81, 0x00), /UTF-8.*GB/);
  });

  it('workbooks that are damaged, no workbooks, or traps', async () => {
    const rows: Rows = [
      ['小区名称', '行政区', '户数'],
      ['甲苑', '静安区', 12],
    ];
    const good = xlsxBytes(rows);
    await refused(good.subarray(0, good.length - 40), /damaged/);
    await refused(zipSync({ 'word/document.xml': text('<w/>') }), /ZIP archive.*\.xlsx/s);
    const entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]>';
    await refused(xlsxBytes(rows, { before: entity }), /sheet1\.xml.*line 1.*document type/s);
    const far = (r: string) => zipSheet(`<row r="1"><c r="${r}" t="str"><v>小区名称</v></c></row>`);
    await refused(far('ABCDEF1'), /columns.*16384/s);
    await refused(zipSheet('<row r="99999999"><c t="str"><v>小区名称</v></c></row>'), /more rows.*1100000/s);
    await refused(zipSheet('<row r="1"><c'), /sheet1\.xml.*XML/s);
    function zipSheet(data: string): Uint8Array {
      const parts = unzipSync(xlsxBytes([['x']]));
      parts['xl/worksheets/sheet1.xml'] = text(`<worksheet><sheetData>${data}`);
      return zipSync(parts);
    }
  });

  it('a bomb of shared texts is not unpacked whole', async () => {
    const parts = unzipSync(xlsxBytes([['x']]));
    parts['xl/styles.xml'] = text(`<styleSheet>${' '.repeat(20 * 1024 * 1024)}</styleSheet>`);
    await refused(zipSync(parts), /styles\.xml.*more data.*16777216 bytes/s);
  });
});
