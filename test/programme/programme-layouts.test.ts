import { compareNames, mergeStatements, type Statement } from '@diku/engine/programme';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Community, importStatusTable } from '../../packages/engine/src/programme/index.ts';
import { csvText, type Rows, xlsxBytes } from './programme-support/write-table.ts';

type Operator = 'telecom' | 'mobile' | 'unicom';
const operators: Record<Operator, string> = { telecom: '电信', mobile: '移动', unicom: '联通' };

/** What an office knows of a community, from which forms of every kind are filled in. */
interface Known {
  name: string;
  address: string;
  households: number;
  bays: number;
  areaM2: number;
  covered: Record<Operator, boolean>;
  owners: 'agree' | 'pending' | 'disagree';
}

const firsts = ['松', '桂', '枫', '荷', '兰', '竹', '梅', '菊', '柳', '杏', '榆', '樟'];
const seconds = ['泉', '湖', '溪', '岭', '川', '江', '岸', '桥', '亭', '庭', '阁', '台'];

const known = (index: number): fc.Arbitrary<Known> =>
  fc
    .record({
      households: fc.integer({ min: 100, max: 2500 }),
      bays: fc.integer({ min: 60, max: 900 }),
      perBayM2: fc.integer({ min: 25, max: 40 }),
      covered: fc.record({ telecom: fc.boolean(), mobile: fc.boolean(), unicom: fc.boolean() }),
      owners: fc.constantFrom('agree' as const, 'pending' as const, 'disagree' as const),
    })
    .map(({ perBayM2, ...each }) => ({
      ...each,
      // No two are alike but in their last word, so that none is suspected to be another.
      name: `${firsts[index % 12]}${seconds[(index * 5 + Math.floor(index / 12)) % 12]}${firsts[(index * 7) % 12]}庭`,
      address: `样例${seconds[index % 12]}路${100 + 13 * index}弄`,
      areaM2: 20 * Math.round((each.bays * perBayM2) / 20),
    }));

const office = fc.tuple(...Array.from({ length: 8 }, (_, index) => known(index)));
const words = { agree: '同意', pending: '征询中', disagree: '不同意' };

type Form = (all: readonly Known[]) => { rows?: Rows; sheets?: Uint8Array };
const heads = ['序号', '小区名称', '地址', '户数', '车位数', '车库面积（㎡）'];
const basics = (each: Known, index: number) => [
  ...[index + 1, each.name, each.address, each.households, each.bays, each.areaM2],
];
const flags = (each: Known, yes = '是', no = '否') =>
  Object.keys(operators).map((id) => (each.covered[id as Operator] ? yes : no));
const title = ['静安区住宅小区地下车库信号覆盖现状表'];
const tail = ['业主意愿'];

/** Ways in which offices fill in the same: each says everything that is known. */
const forms: Record<string, Form> = {
  'one header': (all) => ({
    rows: [
      title,
      [...heads, ...Object.values(operators).map((name) => `${name}是否覆盖`), ...tail],
      ...all.map((each, index) => [...basics(each, index), ...flags(each), words[each.owners]]),
    ],
  }),
  'two headers, operators alone below the group': (all) => ({
    rows: [
      title,
      [...heads, '地下车库覆盖情况', '', '', ...tail],
      ['', '', '', '', '', '', '电信', '移动', '联通', ''],
      ...all.map((each, index) => [...basics(each, index), ...flags(each, '√', '×'), words[each.owners]]),
    ],
  }),
  'columns that ask for the lack': (all) => ({
    rows: [
      title,
      [...heads, ...Object.values(operators).map((name) => `${name}是否存在信号盲区`), ...tail],
      ...all.map((each, index) => [...basics(each, index), ...flags(each, '否', '是'), words[each.owners]]),
    ],
  }),
  'ticks turned around by a note': (all) => ({
    rows: [
      title,
      [...heads, '电信', '移动', '联通', ...tail],
      ...all.map((each, index) => [...basics(each, index), ...flags(each, '×', '√'), words[each.owners]]),
      ['注：√表示无信号，×表示信号正常'],
    ],
  }),
  'codes with a legend': (all) => ({
    rows: [
      title,
      [...heads, '电信', '移动', '联通', ...tail],
      ...all.map((each, index) => [...basics(each, index), ...flags(each, '1', '2'), words[each.owners]]),
      ['代码说明：1-已覆盖；2-未覆盖；3-在建'],
    ],
  }),
  'only ticks, blanks by a note': (all) => ({
    rows: [
      title,
      [...heads, '电信', '移动', '联通', ...tail],
      ...all.map((each, index) => [...basics(each, index), ...flags(each, '√', ''), words[each.owners]]),
      ['注：已覆盖的打√，未打√的均为未覆盖'],
    ],
  }),
  'communities as columns': (all) => {
    const lines = [
      [...heads.slice(1), ...Object.values(operators).map((name) => `${name}是否覆盖`), ...tail],
      ...all.map((each, index) => [...basics(each, index).slice(1), ...flags(each), words[each.owners]]),
    ];
    return { rows: [title, ...lines[0].map((_, row) => lines.map((line) => line[row]))] };
  },
  'a row for each operator': (all) => ({
    rows: [
      title,
      [...heads, '运营商', '是否覆盖', ...tail],
      ...all.flatMap((each, index) =>
        flags(each).map((flag, at) => [
          ...[...basics(each, index), Object.values(operators)[at], flag, words[each.owners]],
        ]),
      ),
    ],
  }),
  'two lists side by side': (all) => {
    const head = [...heads, ...Object.values(operators).map((name) => `${name}是否覆盖`), ...tail];
    const line = (each: Known, index: number) => [...basics(each, index), ...flags(each), words[each.owners]];
    const half = all.length / 2;
    return {
      rows: [
        title,
        [...head, '', ...head],
        ...all
          .slice(0, half)
          .map((each, index) => [...[...line(each, index), '', ...line(all[half + index], half + index)]]),
      ],
    };
  },
  'a table below another, headed by what they have in common': (all) => {
    const isAll = (each: Known) => flags(each).every((flag) => flag === '是');
    const isNone = (each: Known) => flags(each).every((flag) => flag === '否');
    const some = all.filter((each) => !isAll(each) && !isNone(each));
    const block = (heading: string, chosen: readonly Known[]): Rows =>
      chosen.length === 0
        ? []
        : [
            [heading],
            [...heads, ...tail],
            ...chosen.map((each, index) => [...basics(each, index), words[each.owners]]),
          ];
    return {
      rows: [
        title,
        ...block('一、三家运营商均未覆盖的小区', all.filter(isNone)),
        ...block('二、三家运营商均已覆盖的小区', all.filter(isAll)),
        ...(some.length === 0
          ? []
          : [
              ['三、部分运营商覆盖的小区'],
              [...heads, '已覆盖运营商', ...tail],
              ...some.map((each, index) => [
                ...basics(each, index),
                Object.keys(operators)
                  .filter((id) => each.covered[id as Operator])
                  .map((id) => operators[id as Operator])
                  .join('、'),
                words[each.owners],
              ]),
            ]),
      ],
    };
  },
  'units of an office': (all) => ({
    rows: [
      title,
      ['小区名称', '地址', '户数（百户）', '车位数', '车库面积（公顷）', '电信', '移动', '联通', ...tail],
      ...all.map((each) => [
        ...[each.name, each.address, each.households / 100, each.bays, each.areaM2 / 10_000],
        ...[...flags(each, '已建', '未建'), words[each.owners]],
      ]),
    ],
  }),
  'the same as above': (all) => ({
    rows: [
      title,
      [...heads, '电信是否覆盖', '移动是否覆盖', '联通是否覆盖', ...tail],
      ...all.map((each, index) => {
        const line = [...flags(each), words[each.owners]];
        const above = index === 0 ? [] : [...flags(all[index - 1]), words[all[index - 1].owners]];
        return [...basics(each, index), ...line.map((cell, at) => (cell === above[at] ? '〃' : cell))];
      }),
    ],
  }),
  'lifts, outdoors and flats beside the garage': (all) => ({
    rows: [
      title,
      [
        ...heads,
        ...['电梯', '室外', '地下车库', '楼内住户'].flatMap((place) =>
          Object.values(operators).map((name) => `${name}${place}覆盖`),
        ),
        ...tail,
      ],
      ...all.map((each, index) => {
        const turned = flags(each, '否', '是');
        return [
          ...[...basics(each, index), ...turned, ...turned, ...flags(each), ...turned, words[each.owners]],
        ];
      }),
    ],
  }),
  'needs and plans before what is there': (all) => ({
    rows: [
      title,
      [
        ...heads,
        ...Object.values(operators).map((name) => `${name}是否需要覆盖`),
        ...Object.values(operators).map((name) => `${name}是否已覆盖`),
        ...tail,
      ],
      ...all.map((each, index) => [
        ...[...basics(each, index), ...flags(each, '否', '是'), ...flags(each), words[each.owners]],
      ]),
    ],
  }),
};

const read = (bytes: Uint8Array) => importStatusTable(bytes);
const asCsv = (rows: Rows) => new TextEncoder().encode(csvText(rows));

describe('forms of offices', () => {
  it.each(Object.entries(forms))(
    '%s: every value, in CSV and XLSX (seed 27, 8 offices each)',
    async (_, form) => {
      const property = fc.asyncProperty(office, async (all) => {
        const { rows = [] } = form(all);
        for (const bytes of [asCsv(rows), xlsxBytes(rows)]) {
          const { communities } = await read(bytes);
          const found = new Map(communities.map((each) => [each.name, each]));
          expect([...found.keys()].sort()).toEqual(all.map(({ name }) => name).sort());
          for (const each of all) {
            const community = found.get(each.name) as Community;
            const { district, address, households, bays, garageAreaM2, covered, owners } = community;
            expect({ district, address, households, bays, garageAreaM2, covered, owners }).toEqual({
              ...{ district: '静安区', address: each.address, households: each.households, bays: each.bays },
              ...{ garageAreaM2: each.areaM2, covered: each.covered, owners: each.owners },
            });
          }
        }
      });
      await fc.assert(property, { seed: 27, numRuns: 8 });
    },
  );
});

describe('doubts', () => {
  const header = [
    '行政区',
    '小区名称',
    '地址',
    '户数',
    '车位数',
    '车库面积（㎡）',
    '地下层数',
    '电信是否覆盖',
    '电信车库RSRP',
    '备注',
  ];
  const good = ['静安区', '松泉庭', '样例路1弄', 500, 200, 6000, 1, '否', -118, ''];
  /** The same row with some cells changed. */
  const changed = (cells: Record<string, string | number>, name = '桂湖阁') =>
    header.map(
      (title, at) =>
        cells[title] ?? (title === '小区名称' ? name : title === '地址' ? '样例道9弄' : good[at]),
    );

  it.each([
    [
      'covered where no phone hears anything',
      { 电信是否覆盖: '是', 电信车库RSRP: -125 },
      'values_contradict',
    ],
    ['more bays than any garage has', { 车位数: 9800, '车库面积（㎡）': 350 }, 'values_swapped'],
    ['an area in another unit', { '车库面积（㎡）': 1.35 }, 'unit_doubtful'],
    ['more chargers than people', { 户数: 90_000 }, 'impossible_value'],
    ['no garage, and bays in it', { 地下层数: 0 }, 'no_garage'],
    ['a note that there is no garage', { 备注: '无地下车库' }, 'no_garage'],
    ['an address in another district', { 地址: '普陀区样例道9弄' }, 'district_differs'],
    ['a note on another garage', { 备注: '与1号地库连通' }, 'note_changes'],
    ['a note that says the contrary', { 备注: '电信已覆盖' }, 'values_contradict'],
  ])('%s', async (_, cells, kind) => {
    const { issues, communities } = await read(
      asCsv([header, good, changed(cells as Record<string, string>)]),
    );
    expect(communities).toHaveLength(2);
    const told = issues.filter(({ record }) => record === 2).map((issue) => issue.kind);
    expect(told).toContain(kind);
    const ofGood = issues.filter(({ record }) => record === 1).map((issue) => issue.kind);
    expect(ofGood.filter((each) => !/^missing/.test(each))).toEqual([]);
  });

  it('names pairs that may be one, and no phases', async () => {
    const rows = (names: readonly [string, string][]): Rows => [
      ['行政区', '小区名称', '地址', '户数'],
      ...names.map(([name, address]) => ['静安区', name, address, 500]),
    ];
    const pairs = async (names: readonly [string, string][]) =>
      (await read(asCsv(rows(names)))).issues.filter(({ kind }) => kind === 'suspected_duplicate').length;
    expect(
      await pairs([
        ['梅园新村', '甲路1弄'],
        ['梅园新邨', '甲路3弄'],
      ]),
    ).toBe(1);
    expect(
      await pairs([
        ['松泉花园', '甲路1弄'],
        ['松泉小区', '乙路8弄'],
      ]),
    ).toBe(1);
    expect(
      await pairs([
        ['松泉庭', '甲路1弄'],
        ['桂湖阁', '甲路1号'],
      ]),
    ).toBe(1);
    expect(
      await pairs([
        ['松泉庭一期', '甲路1弄'],
        ['松泉庭二期', '甲路3弄'],
      ]),
    ).toBe(0);
    expect(
      await pairs([
        ['松泉东苑', '甲路1弄'],
        ['松泉西苑', '甲路3弄'],
      ]),
    ).toBe(0);
  });

  it('colours: read where a cell is blank and a legend tells, else named; none where they are ornament', async () => {
    const cell = (text: string | number, colour = '') =>
      `<td${colour === '' ? '' : ` bgcolor="${colour}"`}>${text}</td>`;
    const page = (rows: readonly string[], legend: string) =>
      new TextEncoder().encode(
        `<table><tr>${['行政区', '小区名称', '户数', '电信', '移动'].map((each) => cell(each, '#D9E1F2')).join('')}</tr>${rows
          .map((each) => `<tr>${each}</tr>`)
          .join('')}<tr><td colspan="5">${legend}</td></tr></table>`,
      );
    const row = (name: string, telecom: string, mobile: string) =>
      [cell('静安区'), cell(name), cell(500), telecom, mobile].join('');
    const { communities, issues } = await read(
      page(
        [
          row('松泉庭', cell('', '#00B050'), cell('', '#FF0000')),
          row('桂湖阁', cell('', '#FF0000'), cell('是')),
          row('枫溪台', cell('否'), cell('是', '#FFC000')),
          row('荷岭岸', cell('否'), cell('否')),
          row('柏杨亭', cell(''), cell('', '#FF0000')),
        ],
        '说明：绿色表示已覆盖，红色表示未覆盖',
      ),
    );
    expect(communities.map(({ covered: { telecom, mobile } }) => [telecom, mobile])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false],
      [null, false],
    ]);
    const told = issues
      .filter(({ kind }) => /colour/.test(kind))
      .map(({ record, column, kind }) => [record, column, kind]);
    expect(told).toEqual([
      [1, '电信', 'colour_read'],
      [1, '移动', 'colour_read'],
      [2, '电信', 'colour_read'],
      [3, '移动', 'cell_coloured'],
      [5, '移动', 'colour_read'],
    ]);
    const plain = await read(
      page(
        ['松泉庭', '桂湖阁', '枫溪台'].map((name) => row(name, cell('否', '#FFFF00'), cell('是'))),
        '注：以上',
      ),
    );
    expect(plain.issues.filter(({ kind }) => /colour/.test(kind))).toEqual([]);
  });

  it('a total that is not the sum of its rows', async () => {
    const rows = (total: number): Rows => [
      ['行政区', '小区名称', '户数'],
      ['静安区', '松泉庭', 500],
      ['静安区', '桂湖阁', 300],
      ['合计', '', total],
    ];
    const told = async (total: number) =>
      (await read(asCsv(rows(total)))).issues.filter(({ kind }) => kind === 'total_differs');
    expect(await told(800)).toEqual([]);
    expect(await told(830)).toEqual([expect.objectContaining({ column: '户数', raw: '830', read: 800 })]);
  });
});

describe('what several tables say of a community', () => {
  const blank: Community = {
    ...{ records: [1], district: '静安区', street: null, name: '松泉庭', address: null, note: null },
    ...{ lonDeg: null, latDeg: null, builtYear: null, households: null, levels: null, garageAreaM2: null },
    ...{ bays: null, chargers: null, gates: null, complaints: null, owners: null, property: null },
    covered: { telecom: null, mobile: null, unicom: null },
    garageRsrpDbm: { telecom: null, mobile: null, unicom: null },
    groundRsrpDbm: { telecom: null, mobile: null, unicom: null },
  };
  const statement = fc.record({
    party: fc.constantFrom('telecom', 'mobile', 'unicom', 'office', 'decision'),
    date: fc.constantFrom('2026-01-05', '2026-02-05'),
    households: fc.option(fc.integer({ min: 100, max: 103 })),
    bays: fc.option(fc.integer({ min: 50, max: 52 })),
    telecom: fc.option(fc.boolean()),
    mobile: fc.option(fc.boolean()),
  });

  it('is the same in whatever order they come, and nobody takes anything away (seed 27)', () => {
    const property = fc.property(
      fc.uniqueArray(statement, { minLength: 1, maxLength: 5, selector: ({ party }) => party }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (all, stream) => {
        const of = (each: (typeof all)[number], order: number): Statement => ({
          ...{ party: each.party, date: each.date, order, file: `${each.party}.csv` },
          community: {
            ...blank,
            ...{ households: each.households, bays: each.bays },
            covered: { telecom: each.telecom, mobile: each.mobile, unicom: null },
          },
        });
        const first = mergeStatements(all.map(of));
        const keys = new Map(all.map((each) => [each, stream.next().value as number]));
        const shuffled = [...all].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const other = mergeStatements(shuffled.map(of));
        expect({ ...other.community, records: [] }).toEqual({ ...first.community, records: [] });
        for (const field of ['households', 'bays'] as const) {
          const stated = all.flatMap((each) => each[field] ?? []);
          const value = first.community[field];
          expect(stated.length === 0 ? value === null : stated.includes(value as number)).toBe(true);
          const conflict = first.conflicts.find((each) => each.field === field);
          expect(conflict !== undefined).toBe(new Set(stated).size > 1);
        }
        const ofItself = all.find(({ party }) => party === 'telecom')?.telecom ?? null;
        const decided = all.find(({ party }) => party === 'decision')?.telecom ?? null;
        const believed = decided ?? ofItself;
        if (believed !== null) expect(first.community.covered.telecom).toBe(believed);
      },
    );
    fc.assert(property, { seed: 27, numRuns: 500 });
  });

  it('is joined under spellings of one name, asked where nobody can tell, and told apart by numbers', () => {
    const compare = (a: string, b: string, here: string | null = '余姚路214弄', there = here) =>
      compareNames(
        { district: '静安区', name: a, address: here },
        { district: '静安区', name: b, address: there },
      );
    for (const other of [
      '松泉庭小区',
      '松泉庭住宅小区',
      '松 泉庭',
      '江宁路街道松泉庭',
      '松泉庭（商品房）',
      '静安松泉庭',
      '余姚路214弄松泉庭',
      '余姚路214弄（松泉庭）',
    ])
      expect([other, compare('松泉庭', other)]).toEqual([other, 'same']);
    expect(compare('松泉庭', '松泉庭', '余姚路214弄', '余姚路214号')).toBe('same');
    expect(compare('松泉庭（一期）', '松泉庭1期')).toBe('same');
    expect(compare('松泉庭（原桂湖阁）', '桂湖阁')).toBe('same');
    expect(compare('松泉庭一期', '松泉庭二期')).toBeUndefined();
    expect(compare('松泉庭', '松泉庭', '余姚路214弄', '万荣路3弄')).toBe('ask');
    expect(compare('松泉庭', '桂湖阁')).toBe('ask');
    expect(compare('松泉庭', '桂湖阁', '余姚路214弄', '万荣路3弄')).toBeUndefined();
  });
});
