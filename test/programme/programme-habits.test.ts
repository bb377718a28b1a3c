import { describe, expect, it } from 'vitest';
import { importStatusTable } from '../../packages/engine/src/programme/index.ts';
import { csvText, type Rows, xlsxBytes } from './programme-support/write-table.ts';

/** Habits of those who fill in tables: each was read wrongly, silently or not at all once. */
const read = (rows: Rows, fileName = '表.csv') =>
  importStatusTable(new TextEncoder().encode(csvText(rows)), { fileName });

const flagsOf = (data: Awaited<ReturnType<typeof read>>) =>
  data.communities.map(({ covered }) => [covered.telecom, covered.mobile, covered.unicom]);
const kindsOf = (data: Awaited<ReturnType<typeof read>>, record: number) =>
  data.issues.filter((issue) => issue.record === record).map(({ kind }) => kind);

const head = ['小区名称', '户数', '电信', '移动', '联通'];

describe('boxes in a cell below a header of signals', () => {
  it('reads the ticked one, before and behind its word', async () => {
    const signals = ['小区名称', '户数', '电信信号', '移动信号', '联通信号'];
    const before = await read([
      signals,
      ['青石苑', 310, '■有 □无', '□有 ■无', '□有 ■无'],
      ['白沙苑', 420, '□有 ■无', '■有 □无', '□有 □无'],
    ]);
    expect(flagsOf(before)).toEqual([
      [true, false, false],
      [false, true, null],
    ]);
    expect(kindsOf(before, 2)).toContain('missing_coverage_flag');
    expect(before.communities[0].garageRsrpDbm.mobile).toBeNull();
  });
});

describe('signals in degrees', () => {
  it('takes a column without any number for coverage, and leaves stars open', async () => {
    const data = await read([
      ['小区名称', '电信地库信号', '移动地库信号', '联通地库信号'],
      ['青石苑', '★★', '无', '★★★★★'],
      ['白沙苑', '无', '★', '★★★'],
    ]);
    expect(flagsOf(data)).toEqual([
      [null, false, null],
      [false, null, null],
    ]);
    expect(kindsOf(data, 1)).toContain('unreadable');
  });
});

describe('strengths in words', () => {
  it('are coverage where no cell has a number, and levels where some have', async () => {
    const words = ['小区名称', '电信信号强度', '移动信号强度', '联通信号强度'];
    const degrees = await read([words, ['青石苑', '强', '无', '弱'], ['白沙苑', '无', '强', '强']]);
    expect(flagsOf(degrees).map(([telecom, mobile]) => [telecom, mobile])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(degrees.communities[0].garageRsrpDbm.mobile).toBeNull();
    const levels = await read([words, ['青石苑', '-98', '无', '-101'], ['白沙苑', '-92', '-95', '-88']]);
    expect(levels.communities[0].garageRsrpDbm).toMatchObject({ telecom: -98, mobile: 'no-signal' });
  });
});

describe('remarks that contradict a flag', () => {
  it.each([
    ['移动原来没有，上周整改完成，目前已覆盖', [true, null, true]],
    ['电信基站被拆，现在没信号', [null, false, true]],
    ['移动、联通两格填反', [true, null, null]],
    ['联通设备装好但未通电', [true, false, null]],
    ['覆盖情况以附件为准', [null, null, null]],
    ['物业经理换人', [true, false, true]],
    ['电信很好；电梯里没有信号', [true, false, true]],
  ])('%s', async (note, flags) => {
    const data = await read([
      [...head, '备注'],
      ['青石苑', 310, '是', '否', '是', note],
      ['白沙苑', 420, '是', '是', '是', ''],
    ]);
    expect(flagsOf(data)).toEqual([flags, [true, true, true]]);
    if (flags.includes(null)) expect(kindsOf(data, 1)).toContain('values_contradict');
  });

  it('takes no consent for given that was not voted on', async () => {
    const data = await read([
      ['小区名称', '业主意愿', '备注'],
      ['青石苑', '同意', '业主大会尚未召开'],
      ['白沙苑', '同意', '已投票'],
    ]);
    expect(data.communities.map(({ owners }) => owners)).toEqual([null, 'agree']);
    expect(kindsOf(data, 1)).toContain('values_contradict');
  });
});

describe('notes that turn marks round', () => {
  it.each(['●', '◆', '▲'])('%s by a note below', async (mark) => {
    const data = await read([
      head,
      ['青石苑', 310, mark, '', ''],
      ['白沙苑', 420, '', mark, mark],
      [`注：${mark}表示地下车库内没有信号`],
    ]);
    const marked = [data.communities[0].covered.telecom, data.communities[1].covered.unicom];
    expect(marked).not.toContain(true);
  });

  it('reads what the digits of a header stand for', async () => {
    const data = await read([
      ['小区名称', '电信地库覆盖（1是0否）', '移动地库覆盖（0是1否）'],
      ['青石苑', 1, 1],
      ['白沙苑', 0, 0],
    ]);
    expect(flagsOf(data).map((flags) => flags.slice(0, 2))).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe('a header of lacks', () => {
  it.each(['存在打√', '有此情况打√', '如有请打√', '存在的打√'])(
    'asks for the lack where its brackets say %s',
    async (said) => {
      const heads = ['电信', '移动', '联通'].map((name) => `${name}无信号区域（${said}）`);
      const data = await read([
        ['小区名称', ...heads],
        ['青石苑', '√', '√', ''],
        ['白沙苑', '', '√', '√'],
      ]);
      expect(data.communities[0].covered).toMatchObject({ telecom: false, mobile: false });
      expect(data.communities[1].covered).toMatchObject({ mobile: false, unicom: false });
      expect([true, null]).toContain(data.communities[0].covered.unicom);
    },
  );
});

describe('denials', () => {
  it('takes back a mark by its remark, and tells of a double denial', async () => {
    const data = await read([
      head,
      ['青石苑', 310, '已（未开通）', '已', '未'],
      ['白沙苑', 420, '不是没有信号', '否（已开通）', '设备已装未通电'],
    ]);
    expect(flagsOf(data)).toEqual([
      [null, true, false],
      [true, null, null],
    ]);
    expect(kindsOf(data, 2)).toContain('denied_twice');
  });

  it('reads headers that name what is lacking', async () => {
    const data = await read([
      ['小区', '缺电信', '缺移动', '缺联通'],
      ['青石苑', 'T', 'F', 'F'],
      ['白沙苑', 'F', 'T', 'T'],
    ]);
    expect(flagsOf(data)).toEqual([
      [false, true, true],
      [true, false, false],
    ]);
  });
});

describe('name and address in one cell', () => {
  it('parts them in either order', async () => {
    const data = await read([
      ['小区名称/地址', '户数', '电信', '移动', '联通'],
      ['青石苑（样例路12弄）', 310, '是', '否', '否'],
      ['样例路30号 白沙苑', 420, '是', '否', '否'],
      ['红枫苑\n样例路7弄', 90, '是', '否', '否'],
      ['清风里二期', 90, '是', '否', '否'],
    ]);
    expect(data.communities.map(({ name, address }) => [name, address])).toEqual([
      ['青石苑', '样例路12弄'],
      ['白沙苑', '样例路30号'],
      ['红枫苑', '样例路7弄'],
      ['清风里二期', null],
    ]);
    expect(kindsOf(data, 4)).toContain('name_with_address');
  });
});

describe('two languages', () => {
  it('reads headers and answers that say the same twice, and no answer that says both', async () => {
    const data = await read([
      ['小区名称\nProject', '业主意见\nResidents', '电信 CT', '移动\nChina Mobile', '联通 CU'],
      ['青石苑', '同意 Agreed', '是 Yes', '否 No', '未覆盖/Not covered'],
      ['白沙苑', '反对 Rejected', '是 No', '是 Yes', '否 No'],
    ]);
    expect(data.communities.map(({ owners }) => owners)).toEqual(['agree', 'disagree']);
    expect(flagsOf(data)).toEqual([
      [true, false, false],
      [null, true, false],
    ]);
  });
});

describe('rows that are no communities', () => {
  it('leaves out explanations, examples and legends, and names forms that were withdrawn', async () => {
    const data = await read([
      [...head, '审批状态'],
      ['填写要求', '整数', '下拉选择', '下拉选择', '下拉选择', ''],
      ['样表', 100, '是', '是', '是', ''],
      ['青石苑', 310, '是', '否', '是', '已撤回'],
      ['白沙苑', 420, '是', '否', '是', '通过'],
      ['图例：', '', '绿', '已覆盖', '', ''],
    ]);
    expect(data.communities.map(({ name }) => name)).toEqual(['青石苑', '白沙苑']);
    expect(kindsOf(data, 3)).toContain('row_withdrawn');
    expect(kindsOf(data, 4)).not.toContain('row_withdrawn');
  });
});

describe('cards', () => {
  const card = (name: string, flags: readonly string[], bays: number): Rows => [
    ['嘉定区地库信号登记卡'],
    ['小区名称', name, '地下车位', bays],
    ['电信是否覆盖', flags[0], '移动是否覆盖', flags[1]],
    ['联通是否覆盖', flags[2], '业主意见', '同意'],
    [],
  ];

  it('reads a form for each community as a row, and says in which cells its values stand', async () => {
    const rows = [
      ...card('青石苑', ['是', '否', '否'], 210),
      ...card('白沙苑', ['否', '是', '否'], 330),
      ...card('红枫苑', ['否', '否', '是'], 95),
    ];
    const data = await importStatusTable(xlsxBytes(rows), { fileName: '卡.xlsx' });
    expect(data.communities.map(({ name, bays, district }) => [name, bays, district])).toEqual([
      ['青石苑', 210, '嘉定区'],
      ['白沙苑', 330, '嘉定区'],
      ['红枫苑', 95, '嘉定区'],
    ]);
    expect(flagsOf(data)).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
    expect(data.summary.notes.map(({ code }) => code)).toContain('table-cards');
  });
});

describe('sheets of two years', () => {
  it('takes the later one and names the earlier', async () => {
    const rows = (flag: string): Rows => [
      head,
      ['青石苑', 310, flag, flag, flag],
      ['白沙苑', 420, flag, flag, flag],
    ];
    const bytes = xlsxBytes(rows('否'), { name: '2023年', more: [{ name: '2025年', rows: rows('是') }] });
    const data = await importStatusTable(bytes, { fileName: '表.xlsx' });
    expect(data.issues.some(({ kind, raw }) => kind === 'sheet_earlier' && raw === '2023年')).toBe(true);
    expect(flagsOf(data).flat()).not.toContain(false);
  });
});

describe('headers of other things', () => {
  it('counts no gates by their width, and knows a size by its unit', async () => {
    const data = await read([
      ['在管项目名称', '规模（百户）', '出入口宽度（米）', '电信', '移动', '联通'],
      ['青石苑', 3.1, 6, '有信号', '无信号', '信号弱'],
      ['白沙苑', 4.2, 4, '有信号', '无信号', '有信号'],
    ]);
    expect(data.communities.map(({ name, households, gates }) => [name, households, gates])).toEqual([
      ['青石苑', 310, null],
      ['白沙苑', 420, null],
    ]);
    expect(flagsOf(data)[0]).toEqual([true, false, null]);
  });

  it('reads a list as programs write it', async () => {
    const data = await read([
      ['小区名称', '街镇', '已覆盖运营商'],
      ['青石苑', '安亭镇', '["电信","联通"]'],
      ['白沙苑', '安亭镇', '["移动"]'],
    ]);
    expect(flagsOf(data)).toEqual([
      [true, false, true],
      [false, true, false],
    ]);
  });

  it('takes no row of words for a part of the header', async () => {
    const data = await read([
      ['工单编号', '受理时间', '诉求区', '诉求小区', '诉求内容'],
      ['GD20251101', '2025-11-01 9:00', '杨浦区', '青石小区', '反映地下车库电信没有信号。'],
      ['GD20251102', '2025-11-02 9:00', '杨浦区', '白沙小区', '反映地下车库移动没有信号。'],
      ['GD20251103', '2025-11-03 9:00', '杨浦区', '红枫小区', '反映地下车库联通没有信号。'],
    ]);
    expect(data.communities.map(({ name, district }) => [name, district])).toEqual([
      ['青石小区', '杨浦区'],
      ['白沙小区', '杨浦区'],
      ['红枫小区', '杨浦区'],
    ]);
  });
});

describe('operators that a title or a letter names', () => {
  it('takes mobile coverage for that of all operators', async () => {
    const data = await read([
      ['Residential portfolio - basement mobile coverage audit (Nov 2025)'],
      ['Estate', 'Basement levels', 'GFA basement (m2)', 'CT usable?', 'CM usable?', 'CU usable?'],
      ['青石苑', 2, 69281, 'Yes', 'No', 'Yes'],
      ['白沙苑', 1, 10890, 'No', 'No', 'Yes'],
    ]);
    expect(data.communities.map(({ levels, garageAreaM2 }) => [levels, garageAreaM2])).toEqual([
      [2, 69281],
      [1, 10890],
    ]);
    expect(flagsOf(data)).toEqual([
      [true, false, true],
      [false, false, true],
    ]);
  });

  it('knows 电, 移 and 联 where they stand beside each other, and no letter alone', async () => {
    const rows = [
      ['小区', '地下车位', '电', '移', '联'],
      ['青石苑', 310, '√', '×', '√'],
      ['白沙苑', 420, '×', '√', '√'],
    ];
    expect(flagsOf(await read(rows))).toEqual([
      [true, false, true],
      [false, true, true],
    ]);
    const alone = await read(rows.map((row) => row.slice(0, 3)));
    expect(flagsOf(alone)).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
  });
});

describe('what was done', () => {
  it('is covered on the day on which it was opened, and open where only a day is planned', async () => {
    const data = await read([
      [
        '小区名称',
        '电信计划开通',
        '电信实际开通',
        '移动计划开通',
        '移动实际开通',
        '联通计划开通',
        '联通实际开通',
      ],
      ['青石苑', '2025年10月', '2025-10-22', '2026年3月', '', '2025年5月', '2025.5.15'],
      ['白沙苑', '2026年3月', '', '2025年8月', '2025年8月4日', '2025年8月', '2025/08/14'],
    ]);
    expect(flagsOf(data)).toEqual([
      [true, null, true],
      [null, true, true],
    ]);
    const planned = await read([
      ['小区名称', '户数', '电信计划开通', '移动计划开通', '联通计划开通'],
      ['青石苑', 310, '2025-10-22', '2026-03-01', '2026-03-01'],
    ]);
    expect(flagsOf(planned)).toEqual([[null, null, null]]);
  });
});

describe('codes that another sheet explains', () => {
  it('are what it says of them', async () => {
    const rows: Rows = [
      ['街镇', '小区名称', '电信状态', '移动状态', '联通状态'],
      ['朱泾镇', '青石苑', 'A', 'C', 'D'],
      ['朱泾镇', '白沙苑', 'A', 'A', 'B'],
      ['朱泾镇', '红枫苑', 'C', 'A', 'A'],
    ];
    const legend: Rows = [
      ['代码', '含义'],
      ['A', '车库已覆盖并开通'],
      ['B', '正在施工'],
      ['C', '未覆盖，暂无计划'],
      ['D', '未覆盖，物业不同意进场'],
    ];
    const bytes = xlsxBytes(rows, { name: '数据', more: [{ name: '填报说明', rows: legend }] });
    const data = await importStatusTable(bytes, { fileName: '表.xlsx' });
    expect(flagsOf(data)[0]).toEqual([true, false, false]);
    expect(flagsOf(data)[2]).toEqual([false, true, true]);
    // What is being built is not there yet, and told.
    expect(flagsOf(data)[1][2]).not.toBe(true);
    expect(data.issues.some(({ record, raw }) => record === 2 && raw === 'B')).toBe(true);
  });
});

describe('a column of sentences', () => {
  const situation = (header: string): Rows => [
    ['街镇', '小区名称', header, '下一步工作'],
    ['石泉路街道', '青石苑', '三网已全部开通。', '做好巡检'],
    ['石泉路街道', '白沙苑', '电信已开通，移动、联通尚未进场。', '12月底前移动进场'],
    ['石泉路街道', '红枫苑', '联通已覆盖；电信设备已安装待通电；移动未覆盖。', '电信12月通电'],
    ['石泉路街道', '云杉苑', '除移动外其余两家均已开通。', '移动列入明年计划'],
  ];

  it('is read where no other column says who covers; what is not sure is unknown and told', async () => {
    const data = await read(situation('目前情况'));
    const flags = flagsOf(data);
    expect(flags[0]).toEqual([true, true, true]);
    expect(flags[1][0]).toBe(true);
    expect(flags[1].slice(1)).not.toContain(true);
    expect(flags[2].slice(1)).toEqual([false, true]);
    expect(flags[2][0]).not.toBe(true);
    expect(flags[3]).toEqual([true, false, true]);
    expect(kindsOf(data, 3)).toContain('operators_open');
  });

  it('is not read from what residents say', async () => {
    expect(flagsOf(await read(situation('投诉内容'))).flat()).toEqual(Array(12).fill(null));
  });
});
