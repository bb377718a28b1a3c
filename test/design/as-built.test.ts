import { readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  derivedStates,
  findCarrierProfile,
  InputError,
  type Plan,
  type Prediction,
  parsePlan,
  phraseText,
  predictPlan,
} from '@diku/engine';
import {
  builtPlan,
  compareBuilt,
  designedPlan,
  matchPhotos,
  proposeRecordColumns,
  readBuiltAntennas,
  readBuiltCables,
  readBuiltDevices,
  readBuiltTests,
} from '@diku/engine/design';
import { diagramSvg, floorSvg } from '@diku/engine/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue, designNetwork, networkBill } from '../../packages/engine/src/design/index.ts';
import { applyPortPowers, evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { xlsxBytes } from '../programme/programme-support/write-table.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { onceOf } from '../support/once.ts';
import { examples } from '../support/run-cli.ts';
import { bytesOf, records, workbookRows } from './as-built-support/records.ts';

const plan = parsePlan(JSON.parse(readFileSync(`${examples}garage-one-level.diku.json`, 'utf8')));
const solver = createPlainSolver(createSimdKernel());
const predict = onceOf((each: Plan) => predictPlan(each, { solver, resolutionM: 2, locations: 20 }));

/** What is refused of a table, problem by problem. */
async function refused(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).problems;
}

const antennasOf = (rows: string) =>
  readBuiltAntennas(bytesOf(`天线编号,楼层,X(m),Y(m),安装情况\n${rows}`), plan);

describe('records of antennas', () => {
  it('reads installed, moved and left out antennas with their heights', async () => {
    const { rows, doubts } = await readBuiltAntennas(bytesOf(records.plain.antennas), plan);
    expect(doubts).toEqual([]);
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      ['ANT1-B1', 'installed'],
      ['ANT2-B1', 'moved'],
      ['ANT3-B1', 'installed'],
      ['ANT4-B1', 'not-installed'],
    ]);
    expect(rows[1]).toMatchObject({ position: [57.75, 35.1], note: '避让消防喷淋管', origin: { row: 3 } });
    expect(rows[2].heightM).toBe(2.3);
  });

  it('takes an antenna that is said to be installed and hangs elsewhere for moved, and says so', async () => {
    const { rows, doubts } = await readBuiltAntennas(bytesOf(records.titled.antennas), plan);
    expect(rows.map(({ state }) => state)).toEqual(['installed', 'installed', 'moved', 'not-installed']);
    expect(doubts.map(({ text }) => text.code)).toEqual(['built-installed-elsewhere']);
  });

  it('reads numbers in any width and case, and positions that are as designed', async () => {
    const { rows } = await readBuiltAntennas(bytesOf(records.changes.antennas), plan);
    expect(rows.map(({ id, state, position }) => [id, state, position])).toEqual([
      ['ANT1-B1', 'installed', undefined],
      ['ANT2-B1', 'moved', [55, 30.2]],
      ['ANT3-B1', 'installed', undefined],
    ]);
  });

  it('refuses antennas that the plan does not have, twice the same, and positions beside the garage, all at once', async () => {
    const problems = await refused(
      antennasOf(
        'ANT9-B1,B1,10,10,已安装\nANT1-B1,B1,12.25,43.75,已安装\nANT1-B1,B1,12.25,43.75,已安装\nANT2-B1,B1,200,10,移位\nANT3-B1,B7,36.75,26.25,已安装\n',
      ),
    );
    expect(problems.map(({ at }) => at)).toEqual(['row 2', 'row 4', 'row 5', 'row 6']);
    expect(problems[0].found).toContain('ANT9-B1');
    expect(problems[1].found).toContain('row 3');
    expect(problems[2]).toMatchObject({ found: '(200, 10) on B1' });
    expect(problems[2].expected).toContain('0 … 114.1');
    expect(problems[3].expected).toContain('B1');
  });

  it('refuses a table that was measured from another origin', async () => {
    const rows = plan.antennas
      .map(({ id, position: [x, y] }) => `${id},B1,${x + 6},${y - 2},已安装`)
      .join('\n');
    const [problem] = await refused(antennasOf(`${rows}\n`));
    expect(problem.found).toContain('(6.0, -2.0)');
  });

  it('refuses a table whose x and y are swapped', async () => {
    const [problem] = await refused(
      antennasOf('ANT3-B1,B1,26.25,36.75,已安装\nANT1-B1,B1,43.75,12.25,已安装\n'),
    );
    expect(problem.found).toMatch(/^x and y swapped/);
  });

  it('leaves an antenna unconfirmed that was moved nobody says where to', async () => {
    const { rows, doubts } = await antennasOf('ANT1-B1,B1,,,移位\n');
    expect(rows).toEqual([]);
    expect(doubts.map(({ text }) => text.code)).toEqual(['built-moved-nowhere']);
  });
});

describe('words on the state of an antenna', () => {
  const stateOf = async (words: string) => {
    const table = `天线编号,安装情况\nANT1-B1,${words}\nANT2-B1,已安装\n`;
    const { rows } = await readBuiltAntennas(bytesOf(table), plan);
    return rows.find(({ id }) => id === 'ANT1-B1')?.state;
  };

  it.each([
    ...['已安装', '安装完成', '按图施工', '√', '是', '与设计一致', 'Installed', 'as designed'].map(
      (words) => [words, 'installed'],
    ),
    ...[
      '未安装',
      '待安装',
      '无法安装',
      '取消',
      '不装',
      '否',
      'Not installed',
      'not yet installed',
      'pending',
    ].map((words) => [words, 'not-installed']),
    // Without a position nothing is known of what was moved or has to be done again.
    ...['移位', '未按图施工', '与设计不一致', '安装不合格', '待整改', 'relocated', '??'].map((words) => [
      words,
      undefined,
    ]),
  ])('%s is %s', async (words, state) => {
    expect(await stateOf(words as string)).toBe(state);
  });
});

describe('ranges of antennas', () => {
  it('are read one by one where no position is stated, and refused with one', async () => {
    const table = '天线编号,安装情况\nANT1-B1~ANT3-B1,已安装\n';
    const { rows } = await readBuiltAntennas(bytesOf(table), plan);
    expect(rows.map(({ id }) => id)).toEqual(['ANT1-B1', 'ANT2-B1', 'ANT3-B1']);
    await refused(antennasOf('ANT1-B1~ANT3-B1,B1,10,10,已安装\n'));
  });
});

describe('remarks', () => {
  it('that an antenna was moved keep it unconfirmed where no position is stated', async () => {
    const { rows, doubts } = await readBuiltAntennas(
      bytesOf('天线编号,安装情况,备注\nANT1-B1,已安装,向东移1.5m\nANT2-B1,已安装,吊杆加固\n'),
      plan,
    );
    expect(rows.map(({ id }) => id)).toEqual(['ANT2-B1']);
    expect(doubts.map(({ text }) => text.code)).toEqual(['built-note-moves']);
  });
});

describe('records of cables', () => {
  it('reads lengths and kinds; sums and titles are no cables', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.titled.antennas), plan);
    const { rows } = await readBuiltCables(bytesOf(records.titled.cables), plan, { antennas });
    expect(rows.map(({ id, lengthM, part }) => [id, lengthM, part])).toEqual([
      ['L1', 7.6, undefined],
      ['L2', 41, undefined],
    ]);
    const other = await readBuiltCables(bytesOf(records.plain.cables), plan);
    expect(other.rows.map(({ id, part }) => [id, part])).toContainEqual(['L7', 'feeder-7-8']);
  });

  it('refuses a cable shorter than the straight line to where its antenna hangs now, and ends that are not its own', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.plain.antennas), plan);
    const problems = await refused(
      readBuiltCables(
        bytesOf(
          '馈线编号,起点,终点,实际长度(m)\nL4,T2-B1,ANT2-B1,6.0\nL1,T2-B1,ANT3-B1,5\nL99,,,5\nL2,PS1-B1,ANT1-B1,短\n',
        ),
        plan,
        { antennas },
      ),
    );
    // √(3.5² + 5.7²), from T2-B1 at (54.25, 29.4) to ANT2-B1 at (57.75, 35.1).
    expect(problems[0]).toMatchObject({ at: 'row 2', expected: expect.stringContaining('6.69') });
    expect(problems.map(({ at }) => at)).toEqual(['row 2', 'row 3', 'row 4', 'row 5']);
  });

  it('has courses of cables by their corners, and names those that are told in words', {
    tags: ['thorough'],
  }, async () => {
    const head = '馈线编号,起点,终点,竣工长度(m),竣工路由\n';
    const rows = (text: string) => readBuiltCables(bytesOf(`${head}${text}`), plan, { antennas: [] });
    const source = plan.network!.cables!.find(({ id }) => id === 'L2')!;
    const [{ path }] = source.course;
    const [start, end] = [path[0], path[path.length - 1]];
    const corners = [
      [start[0], 40],
      [end[0], 40],
    ];
    const courseM = Math.abs(start[1] - 40) + Math.abs(end[0] - start[0]) + Math.abs(end[1] - 40);
    const text = corners.map((corner) => `(${corner.join(', ')})`).join('→');
    const { rows: cables, doubts } = await rows(
      `L2,PS1-B1,ANT1-B1,${(courseM + 1).toFixed(1)},"${text}"\nL4,T2-B1,ANT2-B1,9.8,改走风管南侧\nL1,PS1-B1,ANT3-B1,7.6,沿桥架`,
    );
    expect(cables.map(({ via }) => via)).toEqual([corners, undefined, undefined]);
    expect(doubts.map(({ text: { code } }) => code)).toEqual(['built-course-unread']);
    const built = builtPlan(plan, { antennas: [], cables }).plan;
    const routed = built.network!.cables!.find(({ id }) => id === 'L2')!;
    expect(routed.course).toEqual([{ level: 'B1', path: [start, ...corners, end] }]);
    expect(routed.courseAssumed).toBeUndefined();
    const found = compareBuilt({ designed: await predict(designedPlan(built)), built: await predict(built) });
    expect(found.cables.find(({ id }) => id === 'L2')?.state).toBe('other-course');
    // The course on the as-built drawing is the stated one, in red, with the designed one beside it.
    const red = (svg: string) => svg.match(/#d3202b/g)?.length ?? 0;
    const unchanged = builtPlan(plan, { antennas: [], cables: [] }).plan;
    expect(red(floorSvg(built, { lang: 'zh' }))).toBeGreaterThan(red(floorSvg(unchanged, { lang: 'zh' })));
    const problems = await refused(rows(`L2,PS1-B1,ANT1-B1,${(courseM - 1).toFixed(1)},"${text}"`));
    expect(problems[0].expected).toContain(courseM.toFixed(2));
    const outside = await refused(rows(`L2,PS1-B1,ANT1-B1,900,"(-500, 40)"`));
    expect(outside[0].found).toContain('-500');
  });

  it('feeds an added antenna by the output that an antenna left out leaves free', async () => {
    const table = '天线编号,X(m),Y(m),安装情况\nANT4-B1,,,取消\nANT5-B1,80,12,新增\n';
    const { rows: antennas } = await readBuiltAntennas(bytesOf(table), plan);
    const { rows: cables } = await readBuiltCables(
      bytesOf('编号,从,到,规格,长度m\nX9,T1-B1,ANT5-B1,1/2"馈线,24\n'),
      plan,
      { antennas },
    );
    const { plan: built } = builtPlan(plan, { antennas, cables });
    const feed = evaluateNetwork(built)?.antennas.find(({ antenna }) => antenna === 'ANT5-B1');
    expect(feed?.path).toEqual(['L7', 'T1-B1', 'X9']);
    expect(built.network?.cables?.find(({ id }) => id === 'X9')?.from).toEqual({
      node: 'T1-B1',
      port: 'coupled',
    });
    expect(built.antennas.at(-1)).toMatchObject({ id: 'ANT5-B1', cell: 'S1', heightM: 2.4 });
  });

  it('refuses a cable to an added antenna where no output is free', async () => {
    const table = `${records.changes.antennas}ANT5-B1,新增,"(95.0, 20.0)",全向吸顶天线,补盲\n`;
    const { rows: antennas } = await readBuiltAntennas(bytesOf(table), plan);
    expect(antennas.at(-1)).toMatchObject({ id: 'ANT5-B1', state: 'added', position: [95, 20] });
    const [problem] = await refused(
      readBuiltCables(bytesOf('编号,从,到,长度m\nL9x,T1-B1,ANT5-B1,48.5\n'), plan, { antennas }),
    );
    expect(problem.found).toContain('T1-B1');
  });
});

const found = ({ rows }: Awaited<ReturnType<typeof readBuiltAntennas>>) =>
  rows.map(({ id, state, position, heightM }) => [id, state, position?.join(' '), heightM]);
const codes = ({ doubts }: { doubts: readonly { text: { code: string } }[] }) =>
  doubts.map(({ text }) => text.code);

describe('records in other words', () => {
  it('deviations from the design in words, and notes elsewhere that say the rest', async () => {
    const record = await readBuiltAntennas(
      xlsxBytes(
        [
          ['坐标原点①轴与Ⓐ轴交点，X向东、Y向北'],
          ['天线编号', '分区', '设计坐标(mm)', '', '竣工偏差', '挂高', '照片', ''],
          ['', '', 'X', 'Y', '', '', '全景', '标签'],
          ['ANT1-B1', 'A', '12250', '43750', '东移1.2米', '2.4m', 'a.jpg', 'b.jpg'],
          ['ANT2-B1', 'A', '54250', '33250', '向北0.8m,向西0.5m', '贴梁底2.35米', 'a.jpg', '缺'],
          ['ANT3-B1', 'A', '36750', '26250', '见变更说明', '2400', 'a.jpg', 'b.jpg'],
          ['ANT4-B1', 'A', '71750', '8750', '—', '—', '/', '缺'],
        ],
        {
          name: '竣工表',
          more: [
            {
              name: '变更',
              rows: [
                ['一、ANT3-B1原位置改为强电间，移后坐标X=31.0m、Y=40.5m，挂高不变。'],
                ['二、ANT4-B1与临空墙冲突，取消安装，原端口接负载。'],
                ['三、坡道弱覆盖，增设天线1副，编号ANT5-B1，坐标(61.2,14.0)，挂高2.3米，馈线22米。'],
                ['实装4副（设计4副）'],
              ],
            },
          ],
        },
      ),
      plan,
    );
    expect(found(record)).toEqual([
      ['ANT1-B1', 'moved', '13.45 43.75', 2.4],
      ['ANT2-B1', 'moved', '53.75 34.05', 2.35],
      ['ANT3-B1', 'moved', '31 40.5', 2.4],
      ['ANT4-B1', 'not-installed', undefined, undefined],
      ['ANT5-B1', 'added', '61.2 14', 2.3],
    ]);
    expect(codes(record)).toContain('built-told');
    expect(codes(record)).not.toContain('tree-count-off');
  });

  it('locations by the axes of a grid on another sheet, with how far beside them', async () => {
    const rows = [
      ['编号', '设计定位(数字轴)', '设计定位(字母轴)', '偏移东(m)', '偏移北(m)', '安装高度'],
      ['ANT1-B1', '1轴+4.25', 'C轴-0.25', '', '', '2.4'],
      ['ANT2-B1', '3轴+4.25', 'B轴+3.25', '1.2', '-0.5', '梁底下0.1(梁底2.4)'],
    ];
    const grid = [
      ['轴号', 'X(mm)', '', '轴号', 'Y(mm)'],
      ...[
        ['1轴', '8000', '', 'A轴', '0'],
        ['3轴', '50000', '', 'B轴', '30000'],
        ['', '', '', 'C轴', '44000'],
      ],
    ];
    const record = await readBuiltAntennas(
      xlsxBytes(rows, { name: '天线', more: [{ name: '轴网', rows: grid }] }),
      plan,
    );
    expect(found(record)).toEqual([
      ['ANT1-B1', 'installed', '12.25 43.75', 2.4],
      ['ANT2-B1', 'moved', '55.45 32.75', 2.3],
    ]);
  });

  it('return loss by band, n.g., a second test below its title, numbers of antennas alone, bands below a title', async () => {
    const record = await readBuiltTests(
      bytesOf(
        [
          'Messprotokoll;;;;;',
          'PIM:;iQA, 2 × 43 dBm;;;;',
          'Kabel-Nr.;RL 791-960 [dB];RL 1710-2170 [dB];PIM;Bemerkung;',
          'L1;23,4;9,8;-115,0 dBm;;',
          'L2;20,1;22,2;n.g.;;',
          'Nachmessung 14.11.2022;;;;;',
          'Kabel-Nr.;RL 791-960 [dB];RL 1710-2170 [dB];PIM;Ergebnis;',
          'L1;19,5;20,0;-153,0 dBc;i.O.;',
        ].join('\n'),
      ),
      plan,
    );
    // (1 + Γ) / (1 − Γ) with Γ = 10^(−RL/20): 19.5 dB → 1.237, 20 dB → 1.222.
    const ofL1 = record.rows.filter(({ cable }) => cable === 'L1');
    expect(ofL1.flatMap(({ vswr }) => vswr ?? [])).toEqual([1.237, 1.222]);
    expect(ofL1.flatMap(({ pimDbc }) => pimDbc ?? [])).toEqual([-153]);
    expect(codes(record)).toContain('built-retest');
    const bands = await readBuiltTests(
      xlsxBytes(
        [
          ['天线编号', '870MHz', '1850MHz', '结论'],
          ['3', '1.21', '1.31', '合格'],
          ['2', '1.66→1.28', 'RL 20', '合格'],
        ],
        { name: '驻波' },
      ),
      plan,
    );
    expect(bands.rows.map(({ cable, vswr }) => [cable, vswr])).toEqual([
      ...[
        ['L1', 1.21],
        ['L1', 1.31],
        ['L4', 1.28],
        ['L4', 1.222],
      ],
    ]);
    expect(codes(bands)).toEqual(expect.arrayContaining(['built-short-id', 'built-retest']));
  });

  it('columns that are not read and cells elsewhere that speak of a change are named', async () => {
    const record = await readBuiltAntennas(
      xlsxBytes(
        [
          ['天线编号', '安装情况', '现场调整值', '备注'],
          ['ANT1-B1', '已安装', '14.2', ''],
          ['ANT2-B1', '已安装', '', ''],
          ['ANT3-B1', '已安装', '', ''],
        ],
        {
          name: '天线',
          more: [
            {
              name: '记录',
              rows: [
                ['序', '内容'],
                ['1', 'ANT2-B1 改到坡道口，ANT3-B1 不变'],
              ],
            },
          ],
        },
      ),
      plan,
    );
    const said = record.doubts.map(({ text }) => phraseText(text, 'en'));
    expect(said).toContain('ANT1-B1: column "现场调整值" is not read, and says "14.2"');
    expect(said).toContain('ANT2-B1: "ANT2-B1 改到坡道口，ANT3-B1 不变"');
  });

  it('heights in centimetres, by their head or since no room is so high, and low ones are named', async () => {
    const heights = async (head: string, text: string) => {
      const record = await readBuiltAntennas(
        bytesOf(`天线编号,安装情况,${head}\nANT1-B1,已安装,${text}\n`),
        plan,
      );
      return [record.rows[0].heightM, ...codes(record)];
    };
    expect(await heights('挂高(cm)', '240')).toEqual([2.4]);
    expect(await heights('挂高', '240')).toEqual([2.4, 'built-height-odd']);
    expect(await heights('挂高', '2400')).toEqual([2.4]);
    expect(await heights('挂高', '0.24')).toEqual([0.24, 'built-height-odd']);
  });

  it('of which a column is misread are refused, and what was measured twice without a word is named', async () => {
    const losses = ['馈线编号,驻波比', 'L1,18.2', 'L2,21.5', 'L3,1.2', 'L4,19.3', 'L5,17'].join('\n');
    const [first] = await refused(readBuiltTests(bytesOf(losses), plan));
    expect(first.found).toBe('4 of 5 readings of VSWR are out of range');
    const [far] = await refused(
      antennasOf('ANT1-B1,B1,33,3,\nANT2-B1,B1,31,41,\nANT3-B1,B1,70,9,\nANT4-B1,B1,40,30,\n'),
    );
    expect(far.found).toBe('4 of 4 antennas hang more than 8 m from where they were designed');
    const twice = await readBuiltTests(bytesOf('馈线编号,驻波比\nL1,1.2\nL1,1.4\n'), plan);
    expect(codes(twice)).toEqual(['built-tested-twice']);
  });
});

describe('columns of a record that somebody says', () => {
  const rows = '甲,乙,丙,丁\nANT1-B1,12.3,43.8,2.4\nANT2-B1,57.75,35.1,2.3\n';

  it('are read as they are said, by each reader for itself', async () => {
    await refused(readBuiltAntennas(bytesOf(rows), plan));
    const columns = {
      rows: 'antennas',
      columns: { 甲: 'antenna', 乙: 'x', C: 'y', 丁: 'height' },
      unit: 'm',
    };
    const record = await readBuiltAntennas(bytesOf(rows), plan, { columns });
    expect(found(record)).toEqual([
      ['ANT1-B1', 'installed', '12.3 43.8', 2.4],
      ['ANT2-B1', 'moved', '57.75 35.1', 2.3],
    ]);
    const readings = { rows: 'tests', columns: { 甲: 'antenna', 丁: 'vswr' } };
    const tests = await readBuiltTests(bytesOf(rows), plan, { columns: readings });
    expect(tests.rows.map(({ cable, vswr }) => [cable, vswr])).toEqual([
      ['L2', 2.4],
      ['L4', 2.3],
    ]);
    const lengths = { columns: { 甲: 'cable', 乙: 'length' }, unit: 'm' };
    const cables = await readBuiltCables(bytesOf('甲,乙\nL2,41.5\n'), plan, { columns: lengths });
    expect(cables.rows.map(({ id, lengthM }) => [id, lengthM])).toEqual([['L2', 41.5]]);
  });

  it('are proposed with their cells, as they are read, and refused where there are none such', async () => {
    const { sheets } = await proposeRecordColumns(bytesOf(records.plain.antennas));
    expect(sheets[0]).toMatchObject({
      headerRows: [1, 1],
      columns: { 天线编号: 'antenna', '实际坐标X(m)': 'x', 安装情况: 'state' },
      samples: { 安装情况: '已安装 | 移位 | 未安装' },
    });
    const again = await readBuiltAntennas(bytesOf(records.plain.antennas), plan, { columns: { sheets } });
    expect(found(again)).toEqual(found(await readBuiltAntennas(bytesOf(records.plain.antennas), plan)));
    expect((await proposeRecordColumns(bytesOf(rows))).sheets[0].samples).toMatchObject({
      乙: '12.3 | 57.75',
    });
    const [problem] = await refused(
      readBuiltTests(bytesOf(rows), plan, { columns: { columns: { 戊: 'vswr' } } }),
    );
    expect(problem.at).toBe('map.columns');
  });
});

describe('one workbook with all records', () => {
  it('is read by each reader sheet by sheet, positions in one cell and branches by their direction', async () => {
    const bytes = xlsxBytes(workbookRows.antennas, {
      name: '天线',
      more: [
        { name: '馈线', rows: workbookRows.cables },
        { name: '测试', rows: workbookRows.tests },
      ],
    });
    const { rows: antennas } = await readBuiltAntennas(bytes, plan);
    expect(antennas.map(({ id, state, position }) => [id, state, position])).toEqual([
      ['ANT1-B1', 'installed', [12.25, 43.75]],
      ['ANT3-B1', 'moved', [39.9, 28.1]],
    ]);
    const { rows: cables } = await readBuiltCables(bytes, plan, { antennas });
    expect(cables.map(({ id, lengthM }) => [id, lengthM])).toEqual([
      ['L1', 6.1],
      ['L6', 17],
    ]);
    const { rows: tests } = await readBuiltTests(bytes, plan);
    expect(tests.map(({ cable, vswr, pimDbc }) => [cable, vswr, pimDbc])).toEqual([
      ['L6', 1.36, -145.5],
      ['L2', 1.9, -120],
    ]);
    expect(tests[0].origin).toEqual({ sheet: '测试', row: 3 });
  });
});

describe('records in other hands', () => {
  const read = async (of: 'english' | 'twoLines') => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records[of].antennas), plan);
    const { rows: cables } = await readBuiltCables(bytesOf(records[of].cables), plan, { antennas });
    const { rows: tests } = await readBuiltTests(bytesOf(records[of].tests), plan);
    return {
      antennas: antennas.map(({ id, state, position, heightM }) => [id, state, position, heightM]),
      cables: cables.map(({ id, lengthM, part }) => [id, lengthM, part]),
      tests: tests.map(({ cable, vswr, pimDbc, statedPass }) => [cable, vswr, pimDbc, statedPass]),
    };
  };

  it('are read in English', async () => {
    expect(await read('english')).toEqual({
      antennas: [
        ['ANT1-B1', 'moved', [14.1, 43.75], 2.4],
        ['ANT2-B1', 'installed', [54.25, 33.25], 2.4],
        ['ANT4-B1', 'not-installed', undefined, undefined],
      ],
      cables: [
        ['L2', 38.4, undefined],
        ['L3', 18.6, 'feeder-7-8'],
      ],
      tests: [
        ['L7', 1.24, -153, true],
        ['L2', 1.61, -131, false],
      ],
    });
  });

  it('are read with heads in two lines, in millimetres, built values beside designed ones', async () => {
    expect(await read('twoLines')).toEqual({
      antennas: [
        ['ANT1-B1', 'installed', [12.25, 43.75], 2.4],
        ['ANT2-B1', 'moved', [54.9, 31.8], 2.35],
      ],
      cables: [
        ['L4', 3.6, undefined],
        ['L6', 21.9, undefined],
      ],
      tests: [
        ['L7', 1.33, -155.4, true],
        ['L6', 1.38, -135.7, false],
      ],
    });
  });
  it('are read with distances from the design, coordinates by name in any order, German heads, results for states', async () => {
    const read = async (rows: readonly string[]) =>
      (await readBuiltAntennas(bytesOf(rows.join('\n')), plan)).rows.map(({ id, state, position }) => [
        id,
        state,
        position,
      ]);
    expect(
      await read([
        '编号,设计E,设计N,偏差ΔE(m),偏差ΔN(m)',
        'ANT1-B1,12.25,43.75,0,0',
        'ANT2-B1,54.25,33.25,0.75,-1.2',
      ]),
    ).toEqual([
      ['ANT1-B1', 'installed', [12.25, 43.75]],
      ['ANT2-B1', 'moved', [55, 32.05]],
    ]);
    expect(await read(['编号,竣工坐标', 'ANT1-B1,"N43.75,E12.25"', 'ANT2-B1,"E 55, N 32.25"'])).toEqual([
      ['ANT1-B1', 'installed', [12.25, 43.75]],
      ['ANT2-B1', 'moved', [55, 32.25]],
    ]);
    expect(
      await read([
        'Antennen-Nr.;Soll X;Soll Y;Ist X;Ist Y;Bemerkung',
        'ANT1-B1;12,25;43,75;12,25;43,75;',
        'ANT2-B1;54,25;33,25;55,5;33,25;versetzt',
        'ANT4-B1;71,75;8,75;;;entfällt',
      ]),
    ).toEqual([
      ['ANT1-B1', 'installed', [12.25, 43.75]],
      ['ANT2-B1', 'moved', [55.5, 33.25]],
      ['ANT4-B1', 'not-installed', undefined],
    ]);
    expect(await read(['编号,实测X,实测Y,结论', 'ANT1-B1,12.25,43.75,一致', 'ANT3-B1,—,—,取消'])).toEqual([
      ['ANT1-B1', 'installed', [12.25, 43.75]],
      ['ANT3-B1', 'not-installed', undefined],
    ]);
    const moved = await readBuiltAntennas(
      bytesOf('编号,竣工情况,备注\nANT2-B1,移位,向东移0.75m、向南移1m\nANT3-B1,,已拍照'),
      plan,
    );
    expect(moved.rows.map(({ position }) => position)).toEqual([[55, 32.25]]);
    expect(moved.doubts.map(({ text }) => text.code)).toEqual(['built-remark-moves', 'built-says-nothing']);
  });

  it('never take the planned length for the built one, the first test for the second, a comma for a separator', async () => {
    const cables =
      'Kabel-Nr.;von;nach;Länge Plan [m];Länge Ist [m]\nL7;SRC1;T1-B1;32,17;33,5\nL1;PS1-B1;ANT3-B1;4,25;4,8';
    const { rows } = await readBuiltCables(bytesOf(cables), plan);
    expect(rows.map(({ id, lengthM }) => [id, lengthM])).toEqual([
      ['L7', 33.5],
      ['L1', 4.8],
    ]);
    const both = cables.replace('Länge Plan', 'Länge 1').replace('Länge Ist', 'Länge 2');
    expect(await refused(readBuiltCables(bytesOf(both), plan))).toHaveLength(2);
    const read = async (rows: readonly string[]) =>
      (await readBuiltTests(bytesOf(rows.join('\n')), plan)).rows.map(({ cable, band = '', vswr, pimDbc }) =>
        [cable, band, vswr ?? pimDbc].join(' '),
      );
    expect(await read(['馈线编号,初测驻波比,复测驻波比', 'L7,1.71,1.24', 'L1,1.2,'])).toEqual([
      'L7  1.24',
      'L1  1.2',
    ]);
    expect(await read(['馈线编号,驻波比(900/1800)', 'L7,1.2/1.35'])).toEqual(['L7 900 1.2', 'L7 1800 1.35']);
    expect(
      await read(['Kabel-Nr.;VSWR 900;VSWR 1800;Bemerkung', 'L7;1,21;1,31;', 'L1;1,2;1,62;Nachmessung 1,28']),
    ).toEqual(['L7 900 1.21', 'L7 1800 1.31', 'L1 900 1.2', 'L1 1800 1.28']);
  });
});

describe('records of tests', () => {
  it('reads a column per band, and what stands around the table', async () => {
    const { rows } = await readBuiltTests(bytesOf(records.titled.tests), plan);
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({ cable: 'L7', band: '800M', vswr: 1.21, instrument: 'S331D', by: '李强' });
    expect(rows[6]).toMatchObject({ cable: 'L2', vswr: 1.56, statedPass: false });
  });

  it('makes a VSWR of a return loss and dBc of dBm', async () => {
    const { rows } = await readBuiltTests(bytesOf(records.changes.tests), plan);
    // (1 + 10^(−18.5/20)) / (1 − 10^(−18.5/20)) = 1.270; −99.1 dBm less 43 dBm.
    expect(rows[0]).toMatchObject({ cable: 'L2', vswr: 1.27, pimDbc: -142.1, tonePowerDbm: 43 });
    expect(rows[1]).toMatchObject({ cable: 'L4', pimDbc: -138 });
  });

  it('reads a row per item, and the worst of nothing: each column is a reading', async () => {
    const { rows } = await readBuiltTests(
      bytesOf('馈线编号,测试项目,测试值,单位\nL7,驻波比,1.32:1,\nL7,三阶互调,-112.4@1850MHz,dBm\n'),
      plan,
    );
    expect(rows.map(({ cable, vswr, pimDbc }) => [cable, vswr, pimDbc])).toEqual([
      ['L7', 1.32, undefined],
      ['L7', undefined, -155.4],
    ]);
    const { rows: wide } = await readBuiltTests(
      bytesOf('支路,900M互调(dBc),1800M互调(dBc)\nL7,-151,-138\n'),
      plan,
    );
    expect(wide.map(({ band, pimDbc }) => [band, pimDbc])).toEqual([
      ['900M', -151],
      ['1800M', -138],
    ]);
  });

  it('takes a source for its feeder, never for the fibre that leads to it', async () => {
    const { rows } = await readBuiltTests(
      bytesOf('测试点,驻波比\nSRC1,1.3\nSRC1 输出1,1.3\nT1-B1,1.2\n'),
      plan,
    );
    expect(rows.map(({ cable }) => cable)).toEqual(['L7', 'L7', 'L7']);
    await refused(readBuiltTests(bytesOf('馈线编号,驻波比\nL8,1.3\n'), plan));
  });

  it('refuses cells with several readings or a bound from below', async () => {
    const problems = await refused(
      readBuiltTests(bytesOf('支路,驻波比\nL7,1.2/1.6\nL5,>1.5\nL4,合格\n'), plan),
    );
    expect(problems.map(({ at }) => at)).toEqual(['row 2', 'row 3', 'row 4']);
  });

  it('refuses branches that the plan does not have, and intermodulation without its unit', async () => {
    const problems = await refused(
      readBuiltTests(bytesOf('支路,驻波比,互调\nL77,1.2,\nL7,0.9,\nL7,1.2,-120\n'), plan),
    );
    expect(problems.map(({ at }) => at)).toEqual(['row 2', 'row 3', 'row 4']);
  });
});

describe('records that refer to others', () => {
  const sheet = [
    '竣工坐标空白表示与设计一致；“见BG-xx”以变更单为准',
    '分区,编号,型号,设计坐标,,竣工坐标,,挂高(m),驻波比,,备注',
    ',,,E,N,E,N,,800-960,1710-2690,',
    '一区,ANT1-B1,吸顶,12.25,43.75,,,2.4,1.21,1.3,',
    '〃,ANT2-B1,吸顶,54.25,33.25,见BG-02,见BG-02,2400mm,1.2,1.62,接头重做后复测1.28(1710-2690)',
    '二区,ANT3-B1,吸顶,36.75,26.25,38.25,,2.3,1.15,1.2,仅E向调整',
    '二区,ANT4-B1,吸顶,x4,y4,/,/,/,/,/,取消安装（业主取消）',
    '增补,ANT9-B1,吸顶,/,/,见BG-03,见BG-03,见BG-03,1.2,1.25,新增',
    '合计：实装4副',
    '设计变更,,,',
    '变更号,内容,原因,签认',
    'BG-02,ANT2-B1南移2.0m、东移500mm,间距不足1.5m,已签',
    'BG-03,"新增ANT9-B1,坐标E 30.5 N 20.0,挂高2.2",弱覆盖,待签',
  ].join('\n');
  const [x4, y4] = plan.antennas.find(({ id }) => id === 'ANT4-B1')?.position ?? [0, 0];
  const written = sheet.replace('x4', String(x4)).replace('y4', String(y4));

  it('read blank cells as designed where the table says so, moves by compass and coordinates of change orders', async () => {
    const { rows, doubts } = await readBuiltAntennas(bytesOf(written), plan);
    expect(rows.map(({ id, state, position, heightM }) => [id, state, position, heightM])).toEqual([
      ['ANT1-B1', 'installed', undefined, 2.4],
      ['ANT2-B1', 'moved', [54.75, 31.25], 2.4],
      ['ANT3-B1', 'moved', [38.25, 26.25], 2.3],
      ['ANT4-B1', 'not-installed', undefined, undefined],
      ['ANT9-B1', 'added', [30.5, 20], 2.2],
    ]);
    expect(doubts.map(({ text }) => text.code)).toEqual(['built-change-unsigned']);
  });

  it('confirm nothing by a blank cell without that, a reference that nobody finds, and a design that is another', async () => {
    const silent = await refused(readBuiltAntennas(bytesOf(written.replace(/^.*\n/, '')), plan));
    expect(silent.map(({ at }) => at)).toEqual(['row 5']);
    const lost = await readBuiltAntennas(bytesOf(written.replace('BG-02,ANT2', 'BG-07,ANT2')), plan);
    expect(lost.rows.some(({ id }) => id === 'ANT2-B1')).toBe(false);
    expect(lost.doubts.map(({ text }) => text.code)).toContain('built-reference-unread');
    const other = await readBuiltAntennas(bytesOf(written.replace('12.25,43.75', '15.25,43.75')), plan);
    expect(other.doubts.map(({ text }) => text.code)).toContain('built-design-differs');
    const unmarked = written.replace(',,,E,N,E,N,,', ',,,X,Y,X,Y,,');
    const { doubts } = await readBuiltAntennas(bytesOf(unmarked), plan);
    expect(doubts.map(({ text }) => text.code)).toContain('built-compass-assumed');
  });

  it('take the last test of a band, and none of an antenna that no cable leads to', async () => {
    const antennas = (await readBuiltAntennas(bytesOf(written), plan)).rows;
    const { plan: built } = builtPlan(plan, { antennas });
    const { rows, doubts } = await readBuiltTests(bytesOf(written), built);
    expect(rows.map(({ cable, band, vswr }) => `${cable} ${band} ${vswr}`)).toEqual([
      ...['L2 800-960 1.21', 'L2 1710-2690 1.3', 'L4 800-960 1.2', 'L4 1710-2690 1.28'],
      ...['L1 800-960 1.15', 'L1 1710-2690 1.2'],
    ]);
    expect(doubts.map(({ text }) => text.code)).toEqual(['built-retest', 'built-reading-unfed']);
  });

  it('take a row of a second test for the first one, tones that are stated once, and lengths beside readings', async () => {
    const tests = [
      'PIM测试：2×40dBm',
      '序号,缆号,起点,终点,设计长(m),DTF实测长(m),驻波比,,PIM(三阶),结论',
      ',,,,,,800-960M,1710-2690M,,',
      '1,L7,SRC1,T1-B1,33,33.2,1.1,1.71,-91dBm,不合格',
      ',L7(复测),〃,〃,〃,33.2,1.12,1.24,-153.5dBc,"合格,接头重做"',
      '2,L1,PS1-B1,ANT3-B1,8,7.9,1.2,1.3,未测,合格',
      '系统口,信源总口,,全系统,,,1.2,1.3,-110dBm,合格',
    ].join('\n');
    const read = await readBuiltTests(bytesOf(tests), plan);
    expect(read.rows.map(({ cable, band, vswr, pimDbc }) => [cable, band, vswr ?? pimDbc].join(' '))).toEqual(
      [
        ...['L7 800-960M 1.12', 'L7 1710-2690M 1.24', 'L7  -153.5'],
        ...['L1 800-960M 1.2', 'L1 1710-2690M 1.3'],
      ],
    );
    expect(read.doubts.map(({ text }) => text.code)).toEqual(['built-retest', 'built-system-reading']);
    const [first] = (await readBuiltTests(bytesOf(tests.replace(/,L7\(复测\).*\n/, '\n')), plan)).rows.slice(
      2,
    );
    expect(first).toMatchObject({ cable: 'L7', pimDbc: -131, tonePowerDbm: 40, statedPass: false });
    const { rows } = await readBuiltCables(bytesOf(tests), plan);
    expect(rows.map(({ id, lengthM }) => [id, lengthM])).toEqual([
      ['L7', 33.2],
      ['L1', 7.9],
    ]);
  });
  it('have a unit that is stated once, or none where no instrument reads so little in dBm; added antennas may hang nowhere', async () => {
    const read = async (rows: readonly string[]) => {
      const found = await readBuiltTests(bytesOf(rows.join('\n')), plan);
      return [...found.rows.map(({ pimDbc }) => pimDbc), ...found.doubts.map(({ text }) => text.code)];
    };
    const rows = ['馈线编号,驻波比,三阶互调', 'L7,1.2,-151', 'L1,1.3,<-165'];
    expect(await read(['互调单位：dBc', ...rows])).toEqual([-151, -165]);
    expect(await read(rows)).toEqual([-151, -165, 'built-pim-unit']);
    const problems = await refused(readBuiltTests(bytesOf(rows.join('\n').replace('-151', '-112')), plan));
    expect(problems.map(({ at }) => at)).toEqual(['row 2']);
    const built = await readBuiltAntennas(
      bytesOf('编号,安装情况,位置,备注\nTX-18,新增,,ANT3-B1以东4m\nTX-19,新增,,坡道口\nANT3-B1,已安装,,'),
      plan,
    );
    expect(built.rows.map(({ id, position }) => [id, position])).toEqual([
      ['TX-18', [40.75, 26.25]],
      ['ANT3-B1', undefined],
    ]);
    const codes = built.doubts.map(({ text }) => text.code);
    expect(codes).toEqual(['built-remark-moves', 'built-type-assumed', 'built-nowhere']);
  });

  it('of two paths are of the feeder that a head, a column or the number of the antenna names', async () => {
    const cables = plan.network?.cables ?? [];
    const twins = cables
      .filter(({ id }) => id === 'L1' || id === 'L2')
      .map((cable) => ({
        ...cable,
        ...{
          id: `${cable.id}-p2`,
          from: { ...cable.from, node: 'T1-B1' },
          to: { ...cable.to, port: 'path2-in' },
        },
      }));
    const double = { ...plan, network: { ...plan.network, cables: [...cables, ...twins] } };
    const read = async (rows: readonly string[], of = double) => {
      const found = await readBuiltTests(bytesOf(rows.join('\n')), of);
      return [
        ...found.rows.map(({ cable, vswr }) => `${cable} ${vswr}`),
        ...found.doubts.map(({ text }) => text.code),
      ];
    };
    const heads = ['天线编号,A路驻波比,B路驻波比', 'ANT3-B1,1.2,1.6', 'ANT1-B1,1.3,1.25'];
    expect(await read(heads)).toEqual(['L1 1.2', 'L1-p2 1.6', 'L2 1.3', 'L2-p2 1.25']);
    expect(await read(['天线编号,通道,驻波比', 'ANT3-B1,A,1.2', 'ANT3-B1,B,1.6'])).toEqual([
      'L1 1.2',
      'L1-p2 1.6',
    ]);
    expect(await read(['天线编号,驻波比', 'ANT3-B1 A路,1.2', 'ANT3-B1 B路,1.6'])).toEqual([
      'L1 1.2',
      'L1-p2 1.6',
    ]);
    expect(await read(['起点,终点,驻波比', 'T1-B1,ANT3-B1,1.6', 'PS1-B1,ANT3-B1,1.2'])).toEqual([
      'L1-p2 1.6',
      'L1 1.2',
    ]);
    expect(await read(['馈线编号,A路驻波比,B路驻波比', 'L1,1.2,1.6'])).toEqual(['L1 1.2', 'L1-p2 1.6']);
    // The trunk of the second path has a number and parts of its own.
    const trunk = cables.find(({ id }) => id === 'L3');
    const second = trunk && {
      ...trunk,
      ...{ id: 'K99', from: { ...trunk.from, node: 'T2-B1-p2' }, to: { ...trunk.to, node: 'PS1-B1-p2' } },
    };
    const whole = {
      ...double,
      network: { ...double.network, cables: [...cables, ...(second ? [second] : [])] },
    };
    expect(await read(['馈线编号,A路驻波比,B路驻波比', 'L3,1.2,1.6'], whole)).toEqual(['L3 1.2', 'K99 1.6']);
    expect(await read(['馈线编号,A路驻波比,B路驻波比', 'L5,1.2,1.6'], whole)).toEqual([
      ...['L5 1.2', 'L5 1.6', 'built-path-single'],
    ]);
    expect(await read(['天线编号,驻波比', 'ANT3-B1,1.2'])).toEqual(['L1 1.2', 'built-path-unsaid']);
    expect(await read(heads.slice(0, 2), plan as typeof double)).toEqual([
      'L1 1.2',
      'L1 1.6',
      'built-path-single',
    ]);
  });
});

describe('records of devices and sources', () => {
  const read = (text: string, each: Plan = plan) => readBuiltDevices(bytesOf(text), each);
  const codes = (doubts: { text: { code: string } }[]) => doubts.map(({ text }) => text.code);

  it('are read with values, locations, rooms and states in the words of contractors', async () => {
    const { rows, doubts } = await read(`无源器件及信源竣工表
器件编号,楼层,竣工坐标X(m),竣工坐标Y(m),器件型号,耦合度(dB),安装情况,备注
T1-B1,B1,57.55,9.15,耦合器,15,已安装,
T2-B1,地下一层,55.20,29.40,10dB耦合器,,移位,躲风管
ps1-b1,B1,,,三功分器,,已装,缺货
SRC1,B1,40.9,18.6,,,已安装,
RRU1,,,,rru-3500,,更换,
ANT1-B1,B1,12.25,43.75,,,已安装,
`);
    expect(rows.map(({ origin: _, ...row }) => row)).toEqual([
      { id: 'T1-B1', state: 'replaced', position: [57.55, 9.15], part: 'coupler-15' },
      { id: 'T2-B1', state: 'moved', position: [55.2, 29.4], note: '躲风管' },
      { id: 'PS1-B1', state: 'replaced', part: 'splitter-3', note: '缺货' },
      { id: 'SRC1', state: 'installed', position: [40.9, 18.6], facility: 'er1' },
      { id: 'RRU1', state: 'replaced', part: 'rru-3500' },
    ]);
    expect(doubts).toEqual([]);
  });

  it('are read in English; blank rows, parts that nobody knows and added devices are named and confirm nothing', async () => {
    const { rows, doubts } = await read(`Component ID,Level,Type,Status,Remarks
T1-B1,B1,coupler 10 dB,Installed,
T2-B1,B1,some box,Installed,
PS1-B1,B1,,,
X9,B1,splitter,Added,
SRC1,B1,,Installed,moved to the other wall
`);
    expect(rows.map(({ id, state }) => `${id} ${state}`)).toEqual(['T1-B1 installed', 'X9 added']);
    expect(codes(doubts)).toEqual([
      ...['built-part-unknown', 'built-says-nothing', 'built-added-part', 'built-moved-nowhere'],
    ]);
  });

  it('that were added leave the conclusion open by name, and confirm nothing of the design', {
    tags: ['thorough'],
  }, async () => {
    const { rows } = await read('器件编号,楼层,安装情况,备注\nX9,B1,新增,增设三功分\n');
    expect(rows).toMatchObject([{ id: 'X9', state: 'added', level: 'B1', note: '增设三功分' }]);
    const made = builtPlan(plan, { antennas: [], devices: rows });
    expect(parsePlan(JSON.parse(JSON.stringify(made.plan))).asBuilt?.devices).toEqual(rows);
    const found = compareBuilt({ designed: await predict(plan), built: await predict(made.plan) });
    expect(found.status).not.toBe('accepted');
    const gap = found.gaps.find(({ code }) => code === 'built-added-devices');
    expect(phraseText(gap!, 'zh')).toContain('X9：记录未写明型号或接法');
    expect(found.devices.filter(({ state }) => state === 'added').map(({ id }) => id)).toEqual(['X9']);
    expect(found.confirmed.devices.confirmed).toBe(0);
    expect(found.confirmed.devices.designed).toBe(
      compareBuilt({
        designed: await predict(plan),
        built: await predict(builtPlan(plan, { antennas: [] }).plan),
      }).confirmed.devices.designed,
    );
  });

  it('of small cells are read with their antennas: moved, left out, of another part, and hubs like sources', async () => {
    const celled = designNetwork(
      buildPlan({
        antennas: [10, 20, 30].map((x, index) =>
          buildAntenna(`ANT${index + 1}-B1`, x, 12, { feed: 'small-cell', part: 'prru-mb', carriers: ['m'] }),
        ),
        carriers: [{ ...findCarrierProfile('lte').find(({ id }) => id === 'cmcc-lte1800')!, id: 'm' }],
      }),
    ).plan;
    const units = celled.network!.sources!.flatMap((source) => source.units);
    expect(units.map(({ id }) => id)).toEqual(['ANT1-B1', 'ANT2-B1', 'ANT3-B1']);
    const [hub] = celled.network!.sources!;
    const ofDesign = defaultCatalogue().parts.find(({ id }) => id === 'prru-mb')!;
    const other = {
      ...ofDesign,
      id: 'prru-weak',
      name: '小功率pRRU',
      sourcePowerDbm: 20.5,
      bands: undefined,
    };
    const catalogue = { ...defaultCatalogue(), parts: [...defaultCatalogue().parts, other] };
    const text = `设备编号,楼层,X(m),Y(m),型号,安装情况
ANT1-B1,B1,14,12,,移位
ANT2-B1,B1,,,,未安装
ANT3-B1,B1,30,12,${other.name},已装
${hub.id},B1,${hub.position[0]},${hub.position[1]},,已装
`;
    const { rows, doubts } = await readBuiltDevices(bytesOf(text), celled, { catalogue });
    expect(codes(doubts)).toEqual([]);
    expect(rows.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...['ANT1-B1 moved', 'ANT2-B1 not-installed', 'ANT3-B1 replaced', `${hub.id} installed`],
    ]);
    const made = builtPlan(celled, { antennas: [], devices: rows }, { catalogue });
    expect(made.plan.antennas.map(({ id, position: [x, y] }) => `${id} ${x} ${y}`)).toEqual([
      ...['ANT1-B1 14 12', 'ANT3-B1 30 12'],
    ]);
    // The moved one has the power that it had, the other one that of its part.
    const powers = (of: Plan) =>
      new Map(
        evaluateNetwork(of)?.antennas.map(({ antenna, carriers: [{ unit, powerDbm }] }) => [
          antenna,
          `${unit} ${powerDbm}`,
        ]),
      );
    const [before, after] = [powers(celled), powers(made.plan)];
    expect([...after.keys()]).toEqual(['ANT1-B1', 'ANT3-B1']);
    expect(after.get('ANT1-B1')).toBe(before.get('ANT1-B1'));
    expect(after.get('ANT3-B1')).toBe('ANT3-B1 20.5');
    expect(after.get('ANT3-B1')).not.toBe(before.get('ANT3-B1'));
    expect(made.plan.antennas[1].part).toBe(other.id);
    // What was left out is ordered no more, on the bill and by its hub.
    const orderedCount = (of: Plan, id: string) =>
      networkBill(of).items.find((item) => item.part === id)?.quantity ?? 0;
    expect([orderedCount(celled, 'prru-mb'), orderedCount(celled, other.id)]).toEqual([3, 0]);
    expect([orderedCount(made.plan, 'prru-mb'), orderedCount(made.plan, other.id)]).toEqual([1, 1]);
    expect(made.plan.network!.sources![0].units.map(({ id }) => id)).toEqual(['ANT1-B1', 'ANT3-B1']);
    expect(diagramSvg(made.plan, { lang: 'en' })).toMatch(/#d3202b">[^<]*ANT2-B1/);
    expect(parsePlan(JSON.parse(JSON.stringify(made.plan)))).toEqual(made.plan);
    const found = compareBuilt({ designed: await predict(celled), built: await predict(made.plan) });
    expect(found.antennas.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...['ANT1-B1 moved', 'ANT2-B1 not-installed', 'ANT3-B1 installed'],
    ]);
    expect(found.antennas[0].movedM).toBeCloseTo(4, 9);
    expect(found.gaps.map(({ code }) => code)).not.toContain('built-replaced-cells');
  });

  it('of a small cell whose part does not send a carrier are computed without it, and fail', async () => {
    const carriers = ['cmcc-lte1800', 'cmcc-lte2300'].map((id) => ({
      ...findCarrierProfile('lte').find((each) => each.id === id)!,
    }));
    const celled = designNetwork(
      buildPlan({
        antennas: [buildAntenna('ANT1-B1', 20, 12, { feed: 'small-cell', part: 'prru-mb' })],
        carriers,
      }),
    ).plan;
    const parts = defaultCatalogue().parts.map((part) =>
      part.id === 'prru-mb'
        ? {
            ...part,
            id: 'prru-low',
            name: 'prru-low',
            highestMhz: 2200,
            bands: [{ lowestMhz: 1710, highestMhz: 2200 }],
          }
        : part,
    );
    const catalogue = {
      ...defaultCatalogue(),
      parts: [...defaultCatalogue().parts, ...parts.filter(({ id }) => id === 'prru-low')],
    };
    const { rows } = await readBuiltDevices(
      bytesOf('设备编号,型号,安装情况\nANT1-B1,prru-low,已装\n'),
      celled,
      {
        catalogue,
      },
    );
    const { plan: built } = builtPlan(celled, { antennas: [], devices: rows }, { catalogue });
    const [feed] = evaluateNetwork(built)!.antennas;
    expect(feed.carriers.map(({ carrier }) => carrier)).toEqual(['cmcc-lte1800']);
    // The prediction has no power where none arrives, not the nominal one.
    const predicted = await predict(built);
    const mapOf = (id: string) => predicted.maps.find(({ carrierId }) => carrierId === id)!.rsrpDbm;
    expect(mapOf('cmcc-lte2300').some((dbm) => Number.isFinite(dbm))).toBe(false);
    expect(mapOf('cmcc-lte1800').some((dbm) => Number.isFinite(dbm))).toBe(true);
    const found = compareBuilt({ designed: await predict(celled), built: predicted });
    expect(found.status).toBe('failed');
  });

  it('are refused with what the design does not have, twice the same, beside the garage, and with too few outputs', async () => {
    const heads = '器件编号,X(m),Y(m),型号,安装情况\n';
    const problems = await refused(
      read(
        `${heads}T9-B1,1,1,,已装\nT1-B1,300,9,,已装\nT2-B1,,,,已装\nT2-B1,,,,已装\nPS1-B1,,,5dB衰减器,已装\n`,
      ),
    );
    expect(problems.map(({ at }) => at)).toEqual(['row 2', 'row 3', 'row 5', 'row 6']);
    expect(problems.at(-1)).toMatchObject({
      found: expect.stringContaining('2 branches hang on the device'),
    });
  });

  it('of one workbook are no antennas, and antennas no devices', async () => {
    const text = `编号,楼层,X(m),Y(m),安装情况
ANT1-B1,B1,12.25,43.75,已装
PS1-B1,B1,36.75,29.4,已装
RRU1,B1,40.85,18.575,已装
`;
    expect((await readBuiltAntennas(bytesOf(text), plan)).rows.map(({ id }) => id)).toEqual(['ANT1-B1']);
    const { rows, doubts } = await read(text);
    expect(rows.map(({ id }) => id)).toEqual(['PS1-B1', 'RRU1']);
    // A unit stands in its source.
    expect(codes(doubts)).toEqual(['built-unit-position']);
  });

  it('say which part hangs where a coupler was built for a splitter', async () => {
    const { rows, doubts } = await read('器件编号,型号,安装情况\nPS1-B1,6dB耦合器,已装\n');
    expect(rows).toMatchObject([{ id: 'PS1-B1', part: 'coupler-6' }]);
    expect(codes(doubts)).toEqual(['built-order-assumed']);
  });
});

describe('the built plan', () => {
  let designed: Prediction;
  beforeAll(async () => {
    designed = await predict(plan);
  });

  it('with nothing changed has the verdict of the design, and everything confirmed that the record mentions', {
    tags: ['thorough'],
  }, async () => {
    const rows = plan.antennas.map(({ id }) => ({ id, state: 'installed' as const, origin: { row: 2 } }));
    const built = await predict(builtPlan(plan, { antennas: rows }).plan);
    expect(built.assessment).toEqual(designed.assessment);
    expect(built.maps.map(({ rsrpDbm }) => rsrpDbm)).toEqual(designed.maps.map(({ rsrpDbm }) => rsrpDbm));
    const found = compareBuilt({ designed, built });
    expect(found.confirmed.antennas).toMatchObject({ designed: 4, confirmed: 4 });
    expect(found.operators.every(({ weakenedM2 }) => weakenedM2 === 0)).toBe(true);
    expect([found.ports, found.brokenRules, found.failures]).toEqual([[], [], []]);
    expect(found.status).toBe('open');
  });

  it('never counts as confirmed what the record is silent about', async () => {
    const rows = [{ id: 'ANT1-B1', state: 'installed' as const, origin: { row: 2 } }];
    const found = compareBuilt({ designed, built: await predict(builtPlan(plan, { antennas: rows }).plan) });
    expect(found.confirmed.antennas).toMatchObject({ designed: 4, confirmed: 1 });
    expect(found.gaps.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'built-unconfirmed-antennas',
        'built-unconfirmed-cables',
        'built-no-tests',
        'built-no-photos',
      ]),
    );
    expect(found.status).toBe('open');
  });

  it('predicts a moved antenna as a plan does in which somebody moved it by hand', async () => {
    const rows = [
      {
        id: 'ANT2-B1',
        state: 'moved' as const,
        origin: { row: 2 },
        position: [57.75, 35.1] as [number, number],
      },
    ];
    // As long as the designed one: the powers at the ports stay.
    const cables = [{ id: 'L4', origin: { row: 2 }, lengthM: 4.95 }];
    const moved = builtPlan(plan, { antennas: rows, cables }).plan;
    const { network: _network, derived: _derived, ...bare } = plan;
    const byHand: Plan = {
      ...bare,
      antennas: plan.antennas.map((each) =>
        each.id === 'ANT2-B1' ? { ...each, position: [57.75, 35.1] } : each,
      ),
    };
    // Without its network a plan does not know the radio units' noise: the downlink is compared.
    const [built, edited] = [await predict(moved), await predict(byHand)];
    expect(built.maps.map(({ rsrpDbm }) => rsrpDbm)).toEqual(edited.maps.map(({ rsrpDbm }) => rsrpDbm));
    expect(derivedStates(moved).network.state).toBe('current');
    const { cables: routed = [] } = moved.network ?? {};
    expect(routed.find(({ id }) => id === 'L4')).toMatchObject({ courseAssumed: true, lengthM: 4.95 });
  });

  it('keeps the beginning of a moved antenna’s course, be it one point where a part hangs at the antenna', () => {
    const at: [number, number] = [54.25, 33.25];
    const network = structuredClone(plan.network);
    const cable = network?.cables?.find(({ to }) => to.node === 'ANT2-B1');
    if (!network || !cable) throw new Error('the example has a cable to ANT2-B1');
    cable.course = [{ level: 'B1', path: [at] }];
    cable.lengthM = 0.8;
    const row = { id: 'ANT2-B1', state: 'moved' as const, origin: { row: 2 } };
    const antennas = [{ ...row, position: [57.75, 35.1] as [number, number] }];
    const { cables = [] } = builtPlan({ ...plan, network }, { antennas, cables: [] }).plan.network ?? {};
    expect(cables.find(({ id }) => id === cable.id)?.course).toEqual([
      { level: 'B1', path: [at, [57.75, 35.1]] },
    ]);
  });

  it('computes port powers with measured lengths, kinds and mismatches, as by hand', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.plain.antennas), plan);
    const { rows: cables } = await readBuiltCables(bytesOf(records.plain.cables), plan, { antennas });
    const { rows: tests } = await readBuiltTests(bytesOf(records.plain.tests), plan);
    const { plan: built } = builtPlan(plan, { antennas, cables, tests });
    const power = (each: Plan, id: string) =>
      evaluateNetwork(each)!
        .antennas.find(({ antenna }) => antenna === id)!
        .carriers.find(({ carrier }) => carrier === 'cmcc-lte1800')!.powerDbm;
    // dB per 100 m at 1815 MHz, a√f + b·f between the data sheets' 1800 and 2100 MHz, by hand.
    const per100M = (at1800: number, at2100: number) => {
      const b = (at2100 / Math.sqrt(2100) - at1800 / Math.sqrt(1800)) / (Math.sqrt(2100) - Math.sqrt(1800));
      const a = at1800 / Math.sqrt(1800) - b * Math.sqrt(1800);
      return a * Math.sqrt(1815) + b * 1815;
    };
    const [half, seven] = [per100M(9.85, 10.7), per100M(5.54, 6.03)];
    const trunkDb = (33 * seven - 32.17 * half) / 100;
    // 1.72: Γ = 0.72 / 2.72.
    const mismatchDb = -10 * Math.log10(1 - (0.72 / 2.72) ** 2);
    expect(power(built, 'ANT1-B1') - power(plan, 'ANT1-B1')).toBeCloseTo(
      -trunkDb - ((52.3 - 39.95) * half) / 100,
      6,
    );
    expect(power(built, 'ANT2-B1') - power(plan, 'ANT2-B1')).toBeCloseTo(
      -trunkDb - ((9.8 - 4.95) * half) / 100 - mismatchDb,
      6,
    );
    expect(built.antennas.map(({ id }) => id)).toEqual(['ANT1-B1', 'ANT2-B1', 'ANT3-B1']);
    expect(built.titleBlock?.stage).toBe('as-built');
    expect(parsePlan(JSON.parse(JSON.stringify(built)))).toEqual(built);
  });

  it('computes port powers with the devices that were installed, as by hand', {
    tags: ['thorough'],
  }, async () => {
    const antennas = plan.antennas.map(({ id }) => ({ id, state: 'installed' as const, origin: { row: 2 } }));
    const { rows: devices } = await readBuiltDevices(
      bytesOf(
        '器件编号,X(m),Y(m),型号,安装情况\nT1-B1,,,15dB耦合器,已装\nT2-B1,56.25,29.4,,移位\nPS1-B1,,,三功分器,已装\n',
      ),
      plan,
    );
    const lengths = [
      { id: 'L3', lengthM: 20.5 },
      { id: 'L5', lengthM: 25.1 },
      { id: 'L4', lengthM: 6.5 },
    ];
    const cables = lengths.map((each) => ({ ...each, origin: { row: 2 } }));
    const { plan: built, notes } = builtPlan(plan, { antennas, cables, devices });
    expect(notes).toEqual([]);
    const power = (each: Plan, id: string) =>
      evaluateNetwork(each)!
        .antennas.find(({ antenna }) => antenna === id)!
        .carriers.find(({ carrier }) => carrier === 'cmcc-lte1800')!.powerDbm;
    const catalogue = defaultCatalogue().parts;
    const at1815 = (table: Readonly<Record<string, number>> = {}) => {
      const [a, b] = [table['1800'], table['2100']];
      return b === undefined ? a : a + ((b - a) * Math.log(1815 / 1800)) / Math.log(2100 / 1800);
    };
    const part = (id: string) => catalogue.find((each) => each.id === id)!;
    const through = (id: string) => at1815(part(id).lossDb);
    const coupled = (id: string) => part(id).couplingDb!;
    const perM = (() => {
      const [a1800, a2100] = [9.85, 10.7];
      const b = (a2100 / Math.sqrt(2100) - a1800 / Math.sqrt(1800)) / (Math.sqrt(2100) - Math.sqrt(1800));
      const a = a1800 / Math.sqrt(1800) - b * Math.sqrt(1800);
      return (a * Math.sqrt(1815) + b * 1815) / 100;
    })();
    const t1Db = through('coupler-15') - through('coupler-10');
    expect(power(built, 'ANT4-B1') - power(plan, 'ANT4-B1')).toBeCloseTo(
      coupled('coupler-10') - coupled('coupler-15'),
      6,
    );
    expect(power(built, 'ANT2-B1') - power(plan, 'ANT2-B1')).toBeCloseTo(
      -t1Db - (25.1 - 24.55 + 6.5 - 4.95) * perM,
      6,
    );
    expect(power(built, 'ANT1-B1') - power(plan, 'ANT1-B1')).toBeCloseTo(
      -t1Db - (25.1 - 24.55 + 20.5 - 18.5) * perM - (through('splitter-3') - through('splitter-2')),
      6,
    );
    for (const { id, portPowerDbm } of built.antennas)
      expect(portPowerDbm!['cmcc-lte1800']).toBeCloseTo(power(built, id), 5);
    // Courses join the device where it hangs now.
    const course = (id: string) => built.network!.cables!.find((each) => each.id === id)!.course.at(-1)!.path;
    expect(course('L5').at(-1)).toEqual([56.25, 29.4]);
    expect(course('L4')[0]).toEqual([56.25, 29.4]);
    expect(parsePlan(JSON.parse(JSON.stringify(built)))).toEqual(built);
    expect(designedPlan(built)).toEqual(plan);
    const found = compareBuilt({ designed: await predict(plan), built: await predict(built) });
    expect(found.devices.map(({ id, state, builtPart }) => [id, state, builtPart]).slice(0, 3)).toEqual([
      ['T1-B1', 'replaced', 'coupler-15'],
      ['T2-B1', 'moved', 'coupler-10'],
      ['PS1-B1', 'replaced', 'splitter-3'],
    ]);
    expect(found.confirmed.devices).toEqual({ designed: 8, confirmed: 3 });
    expect(found.gaps.map(({ code }) => code)).toContain('built-unconfirmed-devices');
    // Nobody ended the third output.
    expect(found.brokenRules.map(({ id }) => id)).toContain('open-ports');
  });

  describe('with devices that were added', () => {
    const antennaTable = '天线编号,X(m),Y(m),安装情况\nANT5-B1,60,24,新增\n';
    const deviceTable = (rows: string) =>
      readBuiltDevices(bytesOf(`器件编号,楼层,X(m),Y(m),型号,安装情况\n${rows}`), plan);
    const build = async (deviceRows: string, cableTable: string) => {
      const { rows: antennas } = await readBuiltAntennas(bytesOf(antennaTable), plan);
      const { rows: devices } = await deviceTable(deviceRows);
      const read = await readBuiltCables(bytesOf(cableTable), plan, { antennas, devices });
      const { plan: built, notes } = builtPlan(plan, { antennas, devices, cables: read.rows });
      return { built, notes, devices, ...read };
    };
    const catalogue = defaultCatalogue().parts;
    const part = (id: string) => catalogue.find((each) => each.id === id)!;
    /** Loss of a part at 1815 MHz, linear over lg f between the two figures around it. */
    const at1815 = (table: Readonly<Record<string, number>> = {}) => {
      const points = Object.entries(table)
        .map(([mhz, lossDb]) => [Number(mhz), lossDb])
        .sort((a, b) => a[0] - b[0]);
      const above = points.findIndex(([mhz]) => mhz >= 1815);
      if (points.length === 0) return 0;
      if (above <= 0) return points.at(above)![1];
      const [[f0, a0], [f1, a1]] = [points[above - 1], points[above]];
      return a0 + ((a1 - a0) * Math.log10(1815 / f0)) / Math.log10(f1 / f0);
    };
    /** Loss of a feeder at 1815 MHz, dB. */
    const feederDb = (id: string, lengthM: number) => {
      const { lossDbPer100M = {}, lossDb } = part(id);
      const [low, high] = [lossDbPer100M['1800'], lossDbPer100M['2100']];
      const b = (high / Math.sqrt(2100) - low / Math.sqrt(1800)) / (Math.sqrt(2100) - Math.sqrt(1800));
      const a = low / Math.sqrt(1800) - b * Math.sqrt(1800);
      return ((a * Math.sqrt(1815) + b * 1815) * lengthM) / 100 + at1815(lossDb);
    };
    const sentDbm = plan.network!.sources![0].units[0].outputPowerDbm['cmcc-lte1800'];
    const powers = (of: Plan) =>
      new Map(
        evaluateNetwork(of)!.antennas.map(({ antenna, carriers }) => [
          antenna,
          carriers.find(({ carrier }) => carrier === 'cmcc-lte1800')?.powerDbm ?? Number.NaN,
        ]),
      );

    it('computes a coupler and a pad that were cut in to 0.001 dB, as by hand', {
      tags: ['thorough'],
    }, async () => {
      const { built, doubts, rows } = await build(
        'T9-B1,B1,56,19,10dB耦合器,新增\nAT9-B1,B1,57,20,5dB衰减器,新增\n',
        `馈线编号,起点,端口,终点,规格,实际长度(m)
L5,T1-B1,,T9-B1,1/2"馈线,11.2
L5-2,T9-B1,直通,T2-B1,1/2"馈线,12.9
X1,T9-B1,耦合,AT9-B1,1/2"馈线,2.4
X2,AT9-B1,,ANT5-B1,1/2"馈线,6.6
`,
      );
      expect(codes({ doubts })).toEqual([]);
      expect(rows.map(({ id, added }) => [id, added?.from.port, added?.to.node])).toEqual([
        ['L5', 'through', 'T9-B1'],
        ['L5-2', 'through', 'T2-B1'],
        ['X1', 'coupled', 'AT9-B1'],
        ['X2', 'out', 'ANT5-B1'],
      ]);
      const half = (lengthM: number) => feederDb('feeder-1-2', lengthM);
      const t9Dbm =
        sentDbm - at1815(part('poi').lossDb) - half(32.17) - at1815(part('coupler-10').lossDb) - half(11.2);
      const found = powers(built);
      expect(found.get('ANT5-B1')).toBeCloseTo(
        t9Dbm - part('coupler-10').couplingDb! - half(2.4) - 5 - half(6.6),
        4,
      );
      const t2Dbm = t9Dbm - at1815(part('coupler-10').lossDb) - half(12.9);
      expect(found.get('ANT2-B1')).toBeCloseTo(t2Dbm - part('coupler-10').couplingDb! - half(4.95), 4);
      expect(found.get('ANT4-B1')).toBeCloseTo(powers(plan).get('ANT4-B1')!, 9);
      expect(built.antennas.at(-1)!.portPowerDbm!['cmcc-lte1800']).toBeCloseTo(found.get('ANT5-B1')!, 5);
      const device = evaluateNetwork(built)!.devices.find((each) => each.device === 'T9-B1');
      expect(device!.powerDbm['cmcc-lte1800']).toBeCloseTo(t9Dbm, 4);
      expect(built.network!.devices!.find(({ id }) => id === 'T9-B1')).toEqual({
        ...{ id: 'T9-B1', level: 'B1', part: 'coupler-10', position: [56, 19] },
      });
      expect(parsePlan(JSON.parse(JSON.stringify(built)))).toEqual(built);
      expect(designedPlan(built)).toEqual(plan);
      // The bill of what was built has them.
      const orderedCount = (of: Plan, id: string) =>
        networkBill(of).items.find((item) => item.part === id)?.quantity ?? 0;
      expect(orderedCount(built, 'coupler-10') - orderedCount(plan, 'coupler-10')).toBe(1);
      const compared = compareBuilt({ designed, built: await predict(built) });
      expect(compared.gaps.map(({ code }) => code)).not.toContain('built-added-devices');
      expect(compared.devices.find(({ id }) => id === 'T9-B1')).toMatchObject({
        ...{ state: 'added', kind: 'coupler', builtPart: 'coupler-10', built: [56, 19] },
      });
      expect(floorSvg(built, { lang: 'en' })).toContain('T9-B1');
      expect(diagramSvg(built, { lang: 'en' })).toContain('T9-B1');
    });

    it('leaves them open by name where no row says which output or how they are fed, and computes as designed', async () => {
      const table = (port: string, first: string) => `馈线编号,起点,端口,终点,规格,实际长度(m)
L5,${first},,T9-B1,1/2"馈线,11.2
L5-2,T9-B1,${port},T2-B1,1/2"馈线,12.9
X1,T9-B1,,ANT5-B1,1/2"馈线,6.4
`;
      const device = 'T9-B1,B1,56,19,10dB耦合器,新增\n';
      const { built, doubts, rows } = await build(device, table('', 'T1-B1'));
      expect(codes({ doubts })).toEqual(Array(3).fill('built-branch-unsaid'));
      expect(rows).toEqual([]);
      expect([...powers(built)]).toEqual([...powers(plan)]);
      expect(evaluateNetwork(built)!.unfed).toEqual(['ANT5-B1']);
      const compared = compareBuilt({ designed, built: await predict(built) });
      const gap = compared.gaps.find(({ code }) => code === 'built-added-devices');
      expect(phraseText(gap!, 'en')).toContain('T9-B1');
      // One port that is stated leaves the other one.
      const said = await build(device, table('直通', 'T1-B1'));
      expect(said.rows.map(({ added }) => added?.from.port)).toEqual(['through', 'through', 'coupled']);
      // A part that nobody knows is not connected either.
      const unknown = await build('T9-B1,B1,56,19,黑盒子,新增\n', table('直通', 'T1-B1'));
      expect(unknown.rows).toEqual([]);
      // Another device that nobody knows, behind it, does not make it uncertain.
      const more = `${table('直通', 'T1-B1').replace('X1,T9-B1,,', 'X1,T9-B1,耦合,')}X3,T9-B1,,X7,1/2"馈线,5\n`;
      const behind = await build(`${device}X7,B1,50,19,黑盒子,新增\n`, more);
      expect(behind.rows.map(({ id }) => id)).toEqual(['L5', 'L5-2', 'X1']);
      // Cables behind it alone do not say what feeds it.
      const { rows: antennas } = await readBuiltAntennas(bytesOf(antennaTable), plan);
      const { rows: devices } = await deviceTable(device);
      const unfed = table('直通', 'T1-B1').replace(/L5,.*\n/, '');
      const open = await readBuiltCables(bytesOf(unfed), plan, { antennas, devices });
      expect(codes(open)).toEqual(Array(2).fill('built-branch-unsaid'));
    });

    it('reads outputs behind numbers, presumes where a device hangs, and says so', async () => {
      const { built, notes, rows } = await build(
        'PS9-B1,B1,,,三功分器,新增\n',
        `馈线编号,起点,终点,规格,实际长度(m)
L6,T1-B1(耦合),PS9-B1,1/2"馈线,8
L6-2,PS9-B1,ANT4-B1,1/2"馈线,10
L6-3,PS9-B1(OUT2),ANT5-B1,1/2"馈线,22
`,
      );
      expect(rows.map(({ id, added }) => [id, added?.from.port])).toEqual(
        expect.arrayContaining([
          ['L6', 'coupled'],
          ['L6-3', 'out2'],
          ['L6-2', 'out1'],
        ]),
      );
      const device = built.network!.devices!.find(({ id }) => id === 'PS9-B1')!;
      expect(device.positionAssumed).toBe(true);
      // In the middle of (57.55, 9.15), (71.75, 8.75) and (60, 24).
      expect(device.position[0]).toBeCloseTo((57.55 + 71.75 + 60) / 3, 3);
      expect(notes.map(({ code }) => code)).toContain('built-added-position');
      const fewer = feederDb('feeder-1-2', 15.7) - feederDb('feeder-1-2', 8) - feederDb('feeder-1-2', 10);
      expect(powers(built).get('ANT4-B1')! - powers(plan).get('ANT4-B1')!).toBeCloseTo(
        fewer - at1815(part('splitter-3').lossDb),
        4,
      );
    });

    it('computes a radio unit with the power of its part, sends nothing else there, and leaves that open by name', async () => {
      const { built, notes } = await build(
        'RRU9,B1,58,22,rru-2300,新增\n',
        '馈线编号,起点,终点,规格,实际长度(m)\nX1,RRU9,ANT5-B1,1/2"馈线,7.5\n',
      );
      expect(notes.map(({ code }) => code)).toContain('built-added-powers');
      const feed = evaluateNetwork(built)!.antennas.find(({ antenna }) => antenna === 'ANT5-B1')!;
      expect(feed.carriers.map(({ carrier }) => carrier)).toEqual(['cmcc-lte2300']);
      const cable = evaluateNetwork(built)!.cables.find(({ cable: id }) => id === 'X1')!;
      expect(cable.fromDbm['cmcc-lte2300']).toBe(part('rru-2300').sourcePowerDbm);
      const sending = applyPortPowers(built).antennas.find(({ id }) => id === 'ANT5-B1')!;
      expect(sending.carriers).toEqual(['cmcc-lte2300']);
      const compared = compareBuilt({ designed, built: await predict(built) });
      const gap = compared.gaps.find(({ code }) => code === 'built-added-units');
      expect(phraseText(gap!, 'en')).toContain('RRU9');
      expect(compared.devices.find(({ id }) => id === 'RRU9')).toMatchObject({ builtPart: 'rru-2300' });
      expect(parsePlan(JSON.parse(JSON.stringify(built)))).toEqual(built);
    });

    it('refuses inputs that two cables lead to, and outputs that are used', async () => {
      const { rows: antennas } = await readBuiltAntennas(bytesOf(antennaTable), plan);
      const { rows: devices } = await deviceTable('T9-B1,B1,56,19,10dB耦合器,新增\n');
      const table = (rows: string) =>
        readBuiltCables(bytesOf(`馈线编号,起点,端口,终点,规格,实际长度(m)\n${rows}`), plan, {
          antennas,
          devices,
        });
      const twice = await refused(
        table(
          'L5,T1-B1,,T2-B1,1/2"馈线,24\nX1,T1-B1,直通,T9-B1,1/2"馈线,11.2\nX2,T9-B1,直通,T2-B1,1/2"馈线,12.9\n',
        ),
      );
      expect(twice.map(({ found: text }) => text).join()).toContain('L5');
      const used = await refused(table('X1,T1-B1,直通,T9-B1,1/2"馈线,11.2\n'));
      expect(used[0].found).toContain('T1-B1');
    });
  });

  it('feeds nothing behind a device that was left out, and another unit or room by the rules', async () => {
    const antennas = plan.antennas.map(({ id }) => ({ id, state: 'installed' as const, origin: { row: 2 } }));
    const { rows } = await readBuiltDevices(
      bytesOf(
        '器件编号,X(m),Y(m),型号,安装情况\nPS1-B1,,,,未安装\nSRC1,20.6,36.8,,移位\nRRU2,,,rru-1800-2100,已装\n',
      ),
      plan,
    );
    const { plan: built, notes } = builtPlan(plan, { antennas, devices: rows });
    expect(
      evaluateNetwork(built)!
        .unfed.map((each) => JSON.stringify(each))
        .join(),
    ).toMatch(/ANT1-B1.*ANT3-B1|ANT3-B1.*ANT1-B1/);
    const [source] = built.network!.sources!;
    expect(source).toMatchObject({ position: [20.6, 36.8] });
    expect(source.facility).toBeUndefined();
    expect(source.units[1].part).toBe('rru-1800-2100');
    expect(notes.map(({ code }) => code)).toContain('built-length-assumed');
    const found = compareBuilt({ designed: await predict(plan), built: await predict(built) });
    expect(found.status).toBe('failed');
    // 2.3 GHz from a unit for other bands.
    expect(found.brokenRules.map(({ id }) => id)).toEqual(expect.arrayContaining(['antennas-fed']));
  });

  it('has redlines of devices on the floor plan, in the diagram and in tables', async () => {
    const antennas = [
      {
        id: 'ANT2-B1',
        state: 'moved' as const,
        origin: { row: 3 },
        position: [57.75, 35.1] as [number, number],
      },
      { id: 'ANT4-B1', state: 'not-installed' as const, origin: { row: 4 } },
    ];
    const { rows: devices } = await readBuiltDevices(
      bytesOf(
        '器件编号,X(m),Y(m),型号,安装情况\nT1-B1,,,15dB耦合器,已装\nT2-B1,56.25,29.4,,移位\nRRU1,,,rru-3500,已装\n',
      ),
      plan,
    );
    const cables = [{ id: 'L2', origin: { row: 2 }, lengthM: 52.3 }];
    const { plan: built } = builtPlan(plan, { antennas, cables, devices });
    const floor = floorSvg(built, { lang: 'en' });
    expect(floor).toContain('(designed 10 dB)');
    const svg = diagramSvg(built, { lang: 'en' });
    for (const text of ['(designed 10 dB)', 'moved 2.0 m', '(designed 40.0 m)', 'ANT4-B1', 'moved 4.0 m'])
      expect(svg.includes(text) ? text : svg.match(/<text[^>]*>[^<]*/g)).toBe(text);
    expect(svg).toMatch(/#d3202b">\(designed radio unit/);
    expect(diagramSvg(plan, { lang: 'en' })).not.toContain('designed');
  });

  it('keeps the design, and a second record is held against it', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.plain.antennas), plan);
    const { plan: built } = builtPlan(plan, { antennas });
    expect(designedPlan(built)).toEqual(plan);
    expect(builtPlan(built, { antennas }).plan).toEqual(built);
    const again = await readBuiltAntennas(bytesOf(records.plain.antennas), built);
    expect(again.rows).toEqual(antennas);
  });

  it('fails a branch over its limits, names what was not measured and rows that contradict themselves', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.changes.antennas), plan);
    const { rows: tests } = await readBuiltTests(
      bytesOf('支路,驻波比,三阶互调(dBm),结论\nL4,1.72,-108,合格\nL2,1.2,-92,不合格\n'),
      plan,
    );
    const found = compareBuilt({ designed, built: await predict(builtPlan(plan, { antennas, tests }).plan) });
    expect(found.status).toBe('failed');
    expect(found.tests).toMatchObject({
      failed: ['L4', 'L2'],
      missingVswr: [{ node: 'SRC1', port: 'out1', cable: 'L7' }],
      missingPim: [{ node: 'SRC1', port: 'out1', cable: 'L7' }],
      untestedAntennas: ['ANT3-B1', 'ANT4-B1'],
    });
    expect(found.tests?.rows.map(({ contradicted }) => contradicted)).toEqual([true, undefined]);
  });

  it('takes no antenna for tested that an open end in place of would pass: half of the return loss away', async () => {
    const { rows: tests } = await readBuiltTests(bytesOf('支路,驻波比\nL7,1.2\nL5,1.2\nL6,1.2\n'), plan);
    const rows = [{ id: 'ANT1-B1', state: 'installed' as const, origin: { row: 2 } }];
    const found = compareBuilt({
      designed,
      built: await predict(builtPlan(plan, { antennas: rows, tests }).plan),
    });
    // 1.5: 20 lg (2.5 / 0.5) = 14.0 dB of return loss. L6 leads to ANT4-B1 alone; the others are behind a coupler of 10 dB
    // or a splitter and 40 m of feeder.
    expect(found.tests?.reachDb).toBeCloseTo(6.99, 2);
    expect(found.tests?.untestedAntennas).toEqual(['ANT1-B1', 'ANT2-B1', 'ANT3-B1']);
  });

  it('compares kinds of floor and says which limit the built plan', async () => {
    const { rows: antennas } = await readBuiltAntennas(bytesOf(records.plain.antennas), plan);
    const found = compareBuilt({ designed, built: await predict(builtPlan(plan, { antennas }).plan) });
    const lane = found.kinds.find(({ kind }) => kind === 'lane');
    expect(lane?.built.expectedCoverageRatio).toBeLessThan(lane?.designed.expectedCoverageRatio ?? 0);
    expect(found.kinds.every(({ requiredRatio }) => requiredRatio > 0)).toBe(true);
    expect(found.operators[0].worst?.lossDb).toBeGreaterThan(20);
    expect(found.operators[0].weakenedM2).toBeGreaterThan(1000);
  });

  it('holds intermodulation against its limit only where it was measured with the same tones', async () => {
    const { rows: tests } = await readBuiltTests(
      bytesOf('支路,三阶互调(dBc),测试功率\nL7,-150,2×33dBm\n'),
      plan,
    );
    const rows = [{ id: 'ANT1-B1', state: 'installed' as const, origin: { row: 2 } }];
    const found = compareBuilt({
      designed,
      built: await predict(builtPlan(plan, { antennas: rows, tests }).plan),
    });
    expect(found.tests?.rows[0]).toMatchObject({ otherTones: true });
    expect(found.tests?.missingPim).toHaveLength(1);
  });

  it('is neither as designed nor as built once somebody edits it', { tags: ['thorough'] }, async () => {
    const rows = [{ id: 'ANT1-B1', state: 'installed' as const, origin: { row: 2 } }];
    const { plan: built } = builtPlan(plan, { antennas: rows });
    expect(() => floorSvg(built, { lang: 'en' })).not.toThrow();
    const edited: Plan = {
      ...built,
      antennas: built.antennas.map((each) =>
        each.id === 'ANT1-B1' ? { ...each, position: [14, 40] } : each,
      ),
    };
    expect(() => floorSvg(edited, { lang: 'en' })).toThrow(/record of the works/);
    expect(floorSvg(edited, { lang: 'en', allowStale: true })).toContain('EDITED');
    const found = compareBuilt({ designed, built: await predict(edited) });
    expect(found.failures.map(({ code }) => code)).toContain('built-edited');
  });

  it('refuses a plan whose network is of other antennas', () => {
    const stale: Plan = {
      ...plan,
      antennas: plan.antennas.map((each, index) => (index === 0 ? { ...each, position: [20, 20] } : each)),
    };
    expect(() => builtPlan(stale, { antennas: [] })).toThrow(InputError);
  });
});

describe('photos', () => {
  it('are of the antenna that the name or the folder says, and of none else', () => {
    const files = [
      'ANT1-B1.jpg',
      '天线ant2_b1近景.jpg',
      'ANT3-B1/far.jpg',
      'ANT1-B12.jpg',
      'IMG_0001.jpg',
      'ANT11-B1.jpg',
    ];
    const found = matchPhotos(
      files.map((file) => ({ file, sha256: '0'.repeat(64) })),
      plan,
    );
    expect(found.map(({ antenna }) => antenna)).toEqual([
      ...['ANT1-B1', 'ANT2-B1', 'ANT3-B1'],
      ...[undefined, undefined, undefined],
    ]);
  });
});
