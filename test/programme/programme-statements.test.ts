import type { Community } from '@diku/engine/programme';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importStatusTable } from '../../packages/engine/src/programme/index.ts';
import { csvText, type Rows } from './programme-support/write-table.ts';

const read = (rows: Rows, fileName = '') =>
  importStatusTable(new TextEncoder().encode(csvText(rows)), { fileName });

/** What cells below a header are read as, each with the kinds of judgements on it. */
async function readCells<Value>(header: string, cells: readonly string[], take: (of: Community) => Value) {
  const rows = cells.map((cell, index) => ['静安区', `第${index + 1}苑`, 500 + index, cell]);
  const { communities, issues } = await read([['行政区', '小区名称', '户数', header], ...rows]);
  return communities.map((community) => ({
    value: take(community),
    kinds: issues.filter(({ record }) => record === community.records[0]).map(({ kind }) => kind),
  }));
}

const styles = /^flag_style|^flag_for_all$|^owner_variant$|^property_variant$/;

describe('statements on one operator', () => {
  const there = `有|已覆盖|已开通|均已覆盖|全部覆盖|信号良好|2023年已做室分|2025.3已开通|去年已建成|已建已验收|无盲区|不存在盲区|B1、B2均有|B1有，B2有|
    已安装|室分已开通|已投入使用|可正常通话|能打电话|全覆盖|不是没有信号`;
  const not = `无|没有|未覆盖|没信号|一格都没有|打不通|搜不到信号|无服务|断网|尚未建设|未建|没有做|未开通，计划明年建|暂无计划|完全没有信号|B1、B2均无|
    无法通话|手机打不通|没有安装`;
  const open = `部分有|弱|较差|B1有B2无|B1√ B2×|南区有、北区无|入口有，里面无|时有时无|基本没有|几乎没有|不太好|谈不上有|不完全有|尚可|一般|勉强能用|仅B1有|偶尔有|
    在建|施工中|已立项|已签约|设备已到场|拟建|计划2026年Q1|预计年底开通|年内建成|说是明年做|招标中|已申请|待建|正在协调|已列入计划|已施工|
    未测|未去测|不清楚|不知道|未反馈|没反馈|待核实|据说有|物业说有|应该有|好像没有|见备注|TBD|N/A|
    没有不通的地方|临时应急车覆盖|两格|隔壁有|4G有5G无|已覆盖，正在扩容|有待覆盖|已停工|有意向|有方案|已报名|有人管|能装`;
  const listOf = (text: string) =>
    text
      .split(/[|\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');

  it.each([
    ['there', there, true],
    ['not there', not, false],
    ['open', open, null],
  ] as const)('say that it is %s', async (_, text, value) => {
    const cells = listOf(text);
    const found = await readCells('电信是否覆盖', cells, (each) => each.covered.telecom);
    expect(found.flatMap((each, at) => (each.value === value ? [] : [`${cells[at]} ${each.value}`]))).toEqual(
      [],
    );
    // What is not known is told, and not as a matter of spelling.
    if (value === null)
      expect(found.filter(({ kinds }) => kinds.every((kind) => styles.test(kind)))).toEqual([]);
  });

  it('with words that are not known say nothing (seed 5)', async () => {
    const strange = fc.sample(
      fc.tuple(
        fc.constantFrom('有', '已', '未', '无', '信号', '覆盖'),
        fc.stringMatching(/^[鑫淼犇骉]{1,3}$/),
      ),
      { seed: 5, numRuns: 40 },
    );
    const cells = strange.map(([word, unknown]) => `${word}${unknown}`);
    const found = await readCells('移动是否覆盖', cells, (each) => each.covered.mobile);
    expect(found.every(({ value }) => value === null)).toBe(true);
  });
});

describe('statements on the operators together', () => {
  const cases: readonly [string, readonly (boolean | null)[]][] = [
    ['电联', [true, false, true]],
    ['移', [false, true, false]],
    ['电、移、联', [true, true, true]],
    ['CT/CU', [true, false, true]],
    ['电信+移动', [true, true, false]],
    ['三家都没有信号', [false, false, false]],
    ['三家均无', [false, false, false]],
    ['去年底三网均已开通', [true, true, true]],
    ['除联通外均已覆盖', [true, true, false]],
    ['除移动外均无', [false, true, false]],
    ['只有移动有信号，其他两家进去就断', [false, true, false]],
    ['电信、联通已做室分，移动未做', [true, false, true]],
    ['电信有，移动在建，联通无', [true, null, false]],
    ['电信：无\n移动：有\n联通：无', [false, true, false]],
    ['移动、联通（联通弱）', [false, true, null]],
    ['电信（部分）', [null, false, false]],
    ['无移动', [null, false, null]],
    ['两家', [null, null, null]],
    ['至少一家', [null, null, null]],
    ['信号较差', [null, null, null]],
    ['预计2026年3月完成', [null, null, null]],
    ['移动正在施工，电信联通等移动做完再接入', [null, null, null]],
    ['出入口附近有信号，往里面走没有', [null, null, null]],
    ['A.电信,B.移动', [true, true, false]],
    ['D.都不行', [false, false, false]],
  ];

  it('are read as far as they go', async () => {
    const found = await readCells(
      '地下车库信号情况（请描述）',
      cases.map(([cell]) => cell),
      (each) => Object.values(each.covered),
    );
    expect(found.map(({ value }, index) => [cases[index][0], value])).toEqual(cases);
    cases.forEach(([cell, values], index) => {
      if (values.includes(null)) expect(found[index].kinds, cell).toContain('operators_open');
    });
  });

  it.each(['哪些运营商无法正常通话？', '没有信号的运营商', '未覆盖运营商'])(
    'below "%s" a list names who lacks it',
    async (header) => {
      const cells = ['移动、联通', '电信┋移动┋联通', '电信┋移动┋联通┋都可以正常通话', '其他〔广电打不通〕'];
      const found = await readCells(header, cells, (each) => [each.covered.mobile, each.covered.unicom]);
      expect(found.map(({ value }) => value)).toEqual([
        [false, false],
        [false, false],
        [null, null],
        [null, null],
      ]);
    },
  );
});

describe('consent', () => {
  it.each([
    ['同意', 'agree'],
    ['多数支持', 'agree'],
    ['已同意', 'agree'],
    ['未同意（反对）', 'disagree'],
    ['多数反对', 'disagree'],
    ['正在征求意见', 'pending'],
    ['原则同意，待业委会表决', 'pending'],
    ['意见不一', 'pending'],
    ['大部分同意，个别反对', null],
    ['同意（部分业主反对）', null],
    ['不太同意', null],
    ['口头同意', null],
    ['同意，但要求先公示', null],
  ])('of owners "%s" is %s', async (cell, value) => {
    const [found] = await readCells('业主意愿', [cell], (each) => each.owners);
    expect(found.value).toBe(value);
    if (value === null) expect(found.kinds.some((kind) => !styles.test(kind))).toBe(true);
  });

  it.each([
    ['配合', 'yes'],
    ['积极配合', 'yes'],
    ['不太配合', null],
    ['不够配合', null],
    ['没有配合', null],
    ['配合（要收协调费）', null],
    ['不让进场', 'no'],
    ['拒绝', 'no'],
    ['部分配合', 'partial'],
  ])('of a management "%s" is %s', async (cell, value) => {
    const [found] = await readCells('物业配合', [cell], (each) => each.property);
    expect(found.value).toBe(value);
  });
});

describe('notes beside flags', () => {
  const head = ['行政区', '小区名称', '户数', '电信是否覆盖', '移动是否覆盖', '业主意愿', '物业配合', '备注'];
  const readNote = async (note: string) => {
    const { communities, issues } = await read([
      head,
      ['静安区', '甲苑', 500, '是', '否', '同意', '配合', note],
    ]);
    const [{ covered, owners, property }] = communities;
    return {
      values: [covered.telecom, covered.mobile, owners, property],
      kinds: issues.map(({ kind }) => kind),
    };
  };

  it.each([
    ['电信仅B1有，B2没有', [null, false, 'agree', 'yes']],
    ['电信为临时应急车覆盖，随时撤', [null, false, 'agree', 'yes']],
    ['表中电信为物业口述，未测', [null, false, 'agree', 'yes']],
    ['居民说移动能用', [true, null, 'agree', 'yes']],
    ['移动其实有信号，填错了', [true, null, 'agree', 'yes']],
    ['移动已于上周开通', [true, null, 'agree', 'yes']],
    ['电信已拆除', [null, false, 'agree', 'yes']],
    ['业主群里有十几户反对', [true, false, null, 'yes']],
    ['同意的只是业委会主任个人', [true, false, null, 'yes']],
    ['物业不让用电梯机房取电', [true, false, 'agree', null]],
    ['物业要收协调费2万元', [true, false, 'agree', null]],
  ])('"%s" makes unknown what it contradicts', async (note, values) => {
    const found = await readNote(note);
    expect(found.values).toEqual(values);
    expect(found.kinds).toContain('values_contradict');
  });

  it.each([
    '夜间施工',
    '车库入口限高2.1米',
    '充电桩由第三方运营',
    '顶板渗水待修',
    '业主群已通知',
    '移动信号靠近出口',
    '移动计划明年建',
  ])('"%s" changes nothing', async (note) => {
    expect(await readNote(note)).toMatchObject({ values: [true, false, 'agree', 'yes'] });
  });
});

describe('columns', () => {
  const flags = (rows: Rows) =>
    read(rows).then(({ communities }) => communities.map(({ covered }) => Object.values(covered)));

  it('of an earlier and a later time: the later counts, and what is no more is told', async () => {
    for (const [before, after] of [
      ['2024年底', '2025年底'],
      ['整改前', '整改后'],
      ['去年', '今年'],
      ['改造前', '改造后'],
    ]) {
      const { communities, issues } = await read([
        ['行政区', '小区名称', '户数', `电信${before}`, `电信${after}`],
        ...['是否', '否是', '否否'].map((cells, index) => ['静安区', `第${index}苑`, 500, ...cells]),
      ]);
      expect(
        communities.map(({ covered }) => covered.telecom),
        before,
      ).toEqual([false, true, false]);
      expect(issues.filter(({ kind }) => kind === 'covered_before').map(({ record }) => record)).toEqual([1]);
    }
  });

  it('of slips of the pen: 己 and 以 are 已, 末 and 木 are 未, and it is told', async () => {
    const cells = [
      '末覆盖',
      '己覆盖',
      '己经覆盖',
      '以开通',
      '木覆盖',
      '末开通',
      '未覆盖',
      '期末开通',
      '可以通话',
    ];
    const found = await readCells('电信是否覆盖', cells, ({ covered }) => covered.telecom);
    expect(found.map(({ value }) => value)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      null,
      true,
    ]);
    expect(found.map(({ kinds }) => kinds.includes('slip_mended'))).toEqual([
      ...Array<boolean>(6).fill(true),
      ...Array<boolean>(3).fill(false),
    ]);
  });

  it('of two parties: the one that checked is read, and where they differ it is told', async () => {
    for (const [asked, checked] of [
      ['街镇上报', '运营商核实'],
      ['物业自报', '第三方实测'],
    ])
      for (const names of [
        [`电信${asked}`, `电信${checked}`],
        [`电信${checked}`, `电信${asked}`],
      ]) {
        const { communities, issues } = await read([
          ['行政区', '小区名称', '户数', ...names],
          ...['有无', '有有', '无有', '无无'].map((cells, index) => [
            '静安区',
            `第${index}苑`,
            500,
            ...cells,
          ]),
        ]);
        const at = names[0].includes(checked) ? 0 : 1;
        expect(communities.map(({ covered }) => covered.telecom)).toEqual(
          ['有无', '有有', '无有', '无无'].map((cells) => cells[at] === '有'),
        );
        expect(issues.filter(({ kind }) => kind === 'sources_differ').map(({ record }) => record)).toEqual([
          1, 3,
        ]);
      }
  });

  it('of all operators in the first of their cells, merged over the others', async () => {
    const cells = ['三家均未覆盖', '三家均已覆盖', '均未覆盖', '未覆盖'];
    const { communities } = await read([
      ['行政区', '小区名称', '户数', '电信', '移动', '联通'],
      ...cells.map((cell, index) => ['静安区', `第${index}苑`, 500, cell, '', '']),
    ]);
    expect(communities.map(({ covered: { telecom, mobile, unicom } }) => [telecom, mobile, unicom])).toEqual([
      [false, false, false],
      [true, true, true],
      [false, false, false],
      [false, null, null],
    ]);
  });

  it('as passed or failed, of the latest year, below the operator alone', async () => {
    const { communities } = await read([
      ['行政区', '小区名称', '户数', 'Basement signal - China Telecom', '2024年移动', '2025年移动'],
      ['静安区', '甲苑', 500, 'Pass', '是', '否'],
      ['静安区', '乙苑', 500, 'Fail', '否', '是'],
      ['静安区', '丙苑', 500, 'Marginal', '否', '否'],
    ]);
    expect(communities.map(({ covered: { telecom, mobile } }) => [telecom, mobile])).toEqual([
      [true, false],
      [false, true],
      [null, false],
    ]);
  });

  it('of owners whose vote passed, and of votes that are open', async () => {
    const cells = ['已通过业主大会表决', '业主大会未通过', '待业主大会表决通过', '业委会口头同意，未上会'];
    const found = await readCells('业主征询情况', cells, ({ owners }) => owners);
    expect(found[0].value).toBe('agree');
    expect(found.slice(1).filter(({ value }) => value === 'agree')).toEqual([]);
  });

  it('of nothing where a footnote may take it back', async () => {
    const found = await readCells(
      '电信是否覆盖',
      ['否③', '是①', '已覆盖*', '√※', '否'],
      ({ covered }) => covered.telecom,
    );
    expect(found.map(({ value }) => value)).toEqual([null, null, null, null, false]);
    expect(found.slice(0, 4).every(({ kinds }) => kinds.includes('remark_in_cell'))).toBe(true);
  });

  it('of places of a lack: everywhere is no, a place is open, none is yes', async () => {
    const cells = ['全部', '无', 'B2层', '靠近6号楼处', '/', '全库'];
    const found = await readCells('电信盲区位置', cells, ({ covered }) => covered.telecom);
    expect(found.map(({ value }) => value)).toEqual([false, true, null, null, null, false]);
  });

  it.each(['电信需新建', '电信是否需要覆盖', '电信拟建'])(
    'of needs and plans say nothing: %s',
    async (header) => {
      const { communities, issues } = await read([
        ['行政区', '小区名称', '户数', header],
        ...['需要', '不需要', '是', '利旧'].map((cell, index) => ['静安区', `第${index}苑`, 500, cell]),
      ]);
      expect(communities.map(({ covered }) => covered.telecom)).toEqual([null, null, null, null]);
      expect(issues.some(({ question }) => question)).toBe(true);
    },
  );

  it('of degrees: only that there is none tells', async () => {
    const found = await readCells(
      '车库电信信号（好/中/差/无）',
      ['好', '中', '差', '无'],
      ({ covered }) => covered.telecom,
    );
    expect(found.map(({ value }) => value)).toEqual([null, null, null, false]);
  });

  it('of letters of a symbol font are ticks and crosses, and told', async () => {
    for (const [yes, no] of ['PO', 'üû', 'þý', 'RQ']) {
      const rows: Rows = [
        ['行政区', '小区名称', '户数', '电信', '移动', '联通'],
        ...[0, 1, 2].map((index) => ['静安区', `第${index}苑`, 500, yes, no, index ? yes : no]),
      ];
      expect(await flags(rows)).toEqual([
        [true, false, false],
        [true, false, true],
        [true, false, true],
      ]);
      expect((await read(rows)).issues.some(({ kind }) => kind === 'flag_symbol_font')).toBe(true);
    }
  });

  it('of buildings and levels: numbers add up, what differs is unknown', async () => {
    for (const header of ['楼栋', '层', '车库名称', '分区']) {
      const { communities } = await read([
        ['行政区', '小区名称', header, '户数', '地下车位', '电信', '移动'],
        ['静安区', '甲苑', 'B1', 60, 100, '有', '无'],
        ['静安区', '甲苑', 'B2', 80, 50, '无', '无'],
        ['静安区', '乙苑', 'B1', 90, 70, '有', '有'],
      ]);
      const [{ households, bays, covered }] = communities;
      expect([households, bays, covered.telecom, covered.mobile], header).toEqual([140, 150, null, false]);
    }
  });

  it('of one community twice with other answers: unknown and told, whatever comes third', async () => {
    const { communities, issues } = await read([
      ['行政区', '小区名称', '户数', '电信是否覆盖', '业主意愿'],
      ['静安区', '甲苑', 500, '是', '同意'],
      ['静安区', '甲苑', 500, '否', '不同意'],
      ['静安区', '甲苑', 500, '是', '同意'],
    ]);
    expect([communities[0].covered.telecom, communities[0].owners]).toEqual([null, null]);
    expect(issues.some(({ kind }) => kind === 'answers_differ')).toBe(true);
  });

  it('say by the title of which street office they are', async () => {
    const { communities } = await read([
      ['闵行区莘庄镇地下车库信号覆盖现状表'],
      ['序号', '小区名称', '户数', '电信', '移动', '联通'],
      [1, '甲苑', 500, '是', '否', '是'],
    ]);
    expect(communities[0]).toMatchObject({ district: '闵行区', street: '莘庄镇' });
  });

  it.each(['例', '示例：', '（样例）'])('begin with an example that is no community: %s', async (mark) => {
    const { communities, issues } = await read([
      ['序号', '行政区', '小区名称', '户数', '电信是否覆盖'],
      [mark, '静安区', '某某小区', 500, '是'],
      [1, '静安区', '甲苑', 500, '否'],
    ]);
    expect(communities.map(({ name }) => name)).toEqual(['甲苑']);
    expect(issues.some(({ kind }) => kind === 'example_row')).toBe(true);
  });

  it('of owners and management together are read for each, and asked where that is not told', async () => {
    const cells = [
      '同意/配合',
      '业主同意，物业不配合',
      '业主反对，物业配合',
      '均不同意',
      '同意',
      '物业不同意',
    ];
    const found = await readCells('业主/物业意见', cells, ({ owners, property }) => [owners, property]);
    expect(found.map(({ value }) => value)).toEqual([
      ['agree', 'yes'],
      ['agree', 'no'],
      ['disagree', 'yes'],
      ['disagree', 'no'],
      [null, null],
      [null, 'no'],
    ]);
  });

  it('of the owners say nothing by what the management says', async () => {
    const found = await readCells('业主意愿', ['物业不同意', '物业配合'], ({ owners }) => owners);
    expect(found.map(({ value }) => value)).toEqual([null, null]);
  });

  it('of codes without a legend are asked about', async () => {
    for (const cells of ['123', '●○△']) {
      const found = await readCells('电信', [...cells], ({ covered }) => covered.telecom);
      expect(found.map(({ value }) => value)).toEqual([null, null, null]);
    }
  });

  it('in English ask for the lack too', async () => {
    const found = await readCells(
      'CM no signal',
      ['Yes', 'No', 'Partial', 'N/A'],
      ({ covered }) => covered.mobile,
    );
    expect(found.map(({ value }) => value)).toEqual([false, true, null, null]);
  });
});
