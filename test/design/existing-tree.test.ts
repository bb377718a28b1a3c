import { describeProblem, InputError, type Plan, phraseText } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  existingNetwork,
  listRework,
  readTreeTable,
  reworkNetwork,
} from '../../packages/engine/src/design/index.ts';
import { workbookXlsx } from '../../packages/engine/src/documents/construction/tables/workbook-xlsx.ts';
import type { DocumentTable } from '../../packages/engine/src/documents/encoders/document-table.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const utf8 = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\r\n'));
const problemsOf = async (lines: readonly string[]) =>
  (await readTreeTable(utf8(lines))).problems.map((each) => describeProblem(each));
const doubtsOf = async (lines: readonly string[]) =>
  (await readTreeTable(utf8(lines))).doubts.map(
    ({ at, text }) => `${phraseText(at, 'en')}: ${phraseText(text, 'en')}`,
  );

/** A tree with equal branches, as a designer writes it: what feeds each part, row by row. */
const balanced = [
  '序号,编号,器件名称,上级编号,上级端口,馈线规格,长度(m),楼层',
  '1,PS1,二功分器,RRU-1,OUT1,7/8",10,B1',
  '2,PS2,二功分器,PS1,1,1/2",12,B1',
  '3,PS3,二功分器,PS1,2,1/2",12,B1',
  '4,ANT1-B1,全向吸顶天线,PS2,1,1/2",8.5,B1',
  '5,ANT2-B1,全向吸顶天线,PS2,2,1/2",8.5,B1',
  '6,ANT3-B1,全向吸顶天线,PS3,1,1/2",8.5,B1',
  '7,ANT4-B1,全向吸顶天线,PS3,2,1/2",8.5,B1',
];

function garage(): Plan {
  const level = buildLevel({
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [{ id: 'er1', kind: 'equipment-room', position: [4, 12] }],
  });
  const antennas = [
    buildAntenna('ANT1-B1', 14, 6),
    buildAntenna('ANT2-B1', 14, 18),
    buildAntenna('ANT3-B1', 32, 6),
    buildAntenna('ANT4-B1', 32, 18),
  ];
  return buildPlan({ levels: [level], antennas });
}

describe('the table of an existing tree', () => {
  it('is read with what feeds each part, its port, size, length and level', async () => {
    const { parts, cables, problems } = await readTreeTable(utf8(balanced));
    expect(problems).toEqual([]);
    expect(parts).toHaveLength(8);
    expect(parts.find(({ id }) => id === 'PS2')).toMatchObject({ kind: 'splitter', ways: 2, level: 'B1' });
    expect(parts.find(({ id }) => id === 'RRU-1')).toMatchObject({ kind: 'source' });
    expect(cables[1]).toMatchObject({ from: 'PS1', port: 'out1', to: 'PS2', size: '1/2', lengthM: 12 });
    expect(cables.map(({ lengthM }) => lengthM)).toEqual([10, 12, 12, 8.5, 8.5, 8.5, 8.5]);
  });

  it('is read in GBK, and as two lists in feet below lines that say so', async () => {
    // GBK of 编号,器件,上级,端口,长度(m) and 耦合器.
    const gbk = (text: string) =>
      Uint8Array.from([...text].flatMap((char) => gbkBytes[char] ?? [char.charCodeAt(0)]));
    const gbkBytes: Record<string, number[]> = {
      ...{ 编: [0xb1, 0xe0], 号: [0xba, 0xc5], 器: [0xc6, 0xf7], 件: [0xbc, 0xfe], 上: [0xc9, 0xcf] },
      ...{ 级: [0xbc, 0xb6], 端: [0xb6, 0xcb], 口: [0xbf, 0xda], 长: [0xb3, 0xa4], 度: [0xb6, 0xc8] },
      ...{ 耦: [0xf1, 0xee], 合: [0xba, 0xcf], 直: [0xd6, 0xb1], 通: [0xcd, 0xa8] },
    };
    const table = await readTreeTable(
      gbk(
        '编号,器件,上级,上级端口,长度(mm)\nT1,7dB耦合器,RRU1,1,1500\nANT1,,T1,直通端,2500\nANT2,,T1,耦合,500\n',
      ),
    );
    expect(table.encoding).toBe('gb18030');
    expect(table.cables.map(({ port, lengthM }) => [port, lengthM])).toEqual([
      ['out1', 1.5],
      ['through', 2.5],
      ['coupled', 0.5],
    ]);
    const feet = await readTreeTable(
      utf8([
        'Report:,existing DAS,Units:,ft',
        'ID,Description,Floor',
        'SRC,Remote radio unit,B1',
        'SP-1,2-way splitter,B1',
        'A1,Omni ceiling antenna,B1',
        'A2,Directional panel antenna,B1',
        ',,',
        'Cable,From,From port,To,Type,Length',
        'C1,SRC,A,SP-1,LDF5-50A,100',
        'C2,SP-1,1,A1,LDF4-50A,10',
        'C3,SP-1,2,A2,LDF4-50A,20.5',
      ]),
    );
    expect(feet.problems).toEqual([]);
    expect(feet.cables.map(({ id, lengthM, size }) => [id, lengthM, size])).toEqual([
      ['C1', 30.48, '7/8'],
      ['C2', 3.048, '1/2'],
      ['C3', 6.248, '1/2'],
    ]);
    expect(feet.parts.map(({ antennaType }) => antennaType)).toEqual([
      undefined,
      undefined,
      'ceiling-omni',
      'directional',
    ]);
  });

  it('has numbers alone in the unit of the other lengths, and names them', async () => {
    const table = (lengths: readonly string[]) =>
      readTreeTable(
        utf8([
          'Tag,Item,Fed from,Port,Coax,Run',
          `SP-1,2-way splitter,RRU-1,1,"7/8""",${lengths[0]}`,
          `A1,Omni antenna,SP-1,1,"1/2""",${lengths[1]}`,
          `A2,Omni antenna,SP-1,2,"1/2""",${lengths[2]}`,
        ]),
      );
    const named = (doubts: Awaited<ReturnType<typeof table>>['doubts']) =>
      doubts
        .filter(({ text }) => /has no unit/.test(phraseText(text, 'en')))
        .map(({ at }) => phraseText(at, 'en'));
    const feet = await table(['100 ft', '"31\'-6"""', '50']);
    expect(feet.problems).toEqual([]);
    expect(feet.cables.map(({ lengthM }) => lengthM)).toEqual([30.48, 9.601, 15.24]);
    expect(named(feet.doubts)).toEqual(['row 4']);
    const metres = await table(['30 m', '9.5 m', '15']);
    expect(metres.cables.map(({ lengthM }) => lengthM)).toEqual([30, 9.5, 15]);
    expect(named(metres.doubts)).toEqual([]);
    // Where others are in several units nobody knows of which it is one.
    const mixed = await table(['30 m', '31 ft', '15']);
    expect(mixed.cables.map(({ lengthM }) => lengthM)).toEqual([30, 9.449, 15]);
    expect(named(mixed.doubts)).toEqual(['row 4']);
  });

  it('is read of a workbook with a sheet of parts and one of cables, ranges and ports behind ids', async () => {
    const sheet = (id: string, heads: string[], rows: string[][]): DocumentTable => ({
      ...{ id, title: id, notes: [], rows },
      columns: heads.map((head) => ({ head, format: 'text', characters: 12 })),
    });
    const bytes = workbookXlsx(
      [
        sheet(
          'parts',
          ['编号', '器件', '楼层'],
          [
            ['RRU1', 'RRU', 'B1'],
            ['PS1', '三功分器', 'B1'],
            ['ANT1-B1~ANT3-B1', '全向吸顶天线', 'B1'],
          ],
        ),
        sheet(
          'cables',
          ['起点', '终点', '馈线', '长度'],
          [
            ['RRU1', 'PS1', '7/8"馈线', '15m'],
            ['PS1-1', 'ANT1-B1', '1/2"馈线', '约6m'],
            ['PS1-2', 'ANT2-B1', '1/2"馈线', '未量'],
            ['PS1 口3', 'ANT3-B1', '1/2"馈线', '7.5 m'],
          ],
        ),
      ],
      ['器件', '馈线'],
    );
    const { parts, cables, problems, doubts } = await readTreeTable(bytes);
    expect(problems).toEqual([]);
    expect(parts.map(({ id }) => id)).toEqual(['RRU1', 'PS1', 'ANT1-B1', 'ANT2-B1', 'ANT3-B1']);
    expect(cables.map(({ from, port, lengthM }) => [from, port, lengthM])).toEqual([
      ['RRU1', 'out1', 15],
      ['PS1', 'out1', 6],
      ['PS1', 'out2', undefined],
      ['PS1', 'out3', 7.5],
    ]);
    expect(doubts.map(({ text }) => text.code)).toEqual(['tree-length-estimated', 'tree-length-missing']);
  });

  it.each([
    [
      'fed twice',
      ['9,ANT4-B1,全向吸顶天线,PS2,2,1/2",3,B1'],
      /^row 9: found ANT4-B1 is fed by PS3 \(row 8\) and by PS2/,
    ],
    [
      'port used twice',
      ['9,ANT5-B1,全向吸顶天线,PS3,2,1/2",3,B1'],
      /^row 9: found port out2 of PS3 is used in row 8 too/,
    ],
    [
      'port that is none',
      ['9,ANT5-B1,全向吸顶天线,PS3,3,1/2",3,B1'],
      /^row 9: found the port of PS3 cannot be read.*one of out1, out2/,
    ],
    ['length in words', ['9,T9,7dB耦合器,PS3,2,1/2",x1y2,B1'], /^row 9: found "x1y2"; expected a length/],
  ])('is refused with its row: %s', async (_, rows, said) => {
    const problems = await problemsOf([...balanced, ...rows]);
    expect(problems.some((problem) => said.test(problem))).toBe(true);
    expect(problems.every((problem) => problem.startsWith('row 9:'))).toBe(true);
    const table = await readTreeTable(utf8([...balanced, ...rows]));
    expect(() => existingNetwork(garage(), table)).toThrow(InputError);
  });

  it('is refused where it goes around in a circle, and where an end is in no list', async () => {
    const head = 'ID,Description\nSP-1,2-way splitter\nSP-2,2-way splitter\nA1,Omni antenna\n';
    const cables = 'From,From port,To,Length (m)\nSP-1,1,SP-2,3\nSP-2,1,SP-1,3\nSP-2,2,A1,3\n';
    expect(await problemsOf(`${head}${cables}`.split('\n'))).toEqual([
      expect.stringMatching(/^row [67]: found a circle: SP-/),
    ]);
    const typo = 'From,From port,To,Length (m)\nSP-1,1,SP-2,3\nSP-2,2,Al,3\n';
    expect(await problemsOf(`${head}${typo}`.split('\n'))).toEqual([
      expect.stringMatching(/^row 7: found Al is not in the list of parts; expected an id of the list; A1\?/),
    ]);
    await expect(readTreeTable(utf8(['name,price', 'bolt,3']))).rejects.toThrow(/row 1: found "name, price"/);
  });

  it('names what is not known', async () => {
    const rows = ['编号,器件,上级,端口,长度(m)', 'T1,?dB耦合器,RRU,1,', 'ANT1,,T1,耦合,约5', '合计,,,,9'];
    expect(await doubtsOf(rows)).toEqual([
      expect.stringMatching(/^row 2: no length is stated/),
      expect.stringMatching(/^row 2: RRU has no row of its own/),
      expect.stringMatching(/^row 2: nothing is on through of T1/),
      expect.stringMatching(/^row 2: nothing says the coupling or loss of T1/),
      expect.stringMatching(/^row 3: the length "约5" is an estimate/),
      expect.stringMatching(/^row 4: the sum says 9 m, the rows give 5 m/),
    ]);
  });
});

describe('an existing tree in a plan', () => {
  it('is kept whole where it feeds the ports as they should be', async () => {
    const existing = existingNetwork(garage(), await readTreeTable(utf8(balanced)));
    expect(existing).toMatchObject({ matched: 4, unmatched: [], unknown: [] });
    const { plan } = reworkNetwork(existing.plan, { effort: 'low' });
    const rework = listRework(plan);
    const passive = rework?.items.filter(({ id }) => id.startsWith('X') || /^(PS|ANT)\d/.test(id));
    expect(passive?.map(({ state }) => state)).toEqual(Array(14).fill('kept'));
    const installed = plan.network?.cables?.filter(({ id }) => id.startsWith('X'));
    expect(installed?.map(({ lengthM }) => lengthM).sort()).toEqual([10, 12, 12, 8.5, 8.5, 8.5, 8.5]);
    expect(evaluateNetwork(plan)?.unfed).toEqual([]);
  });

  it('gives up what is unknown and what the plan has no more, by name, and feeds the rest', async () => {
    const rows = balanced.map((row) =>
      row.replace('PS3,二功分器', 'PS3,功分器').replace('ANT1-B1', 'ANT9-B1'),
    );
    const existing = existingNetwork(garage(), await readTreeTable(utf8(rows)));
    expect(existing.unknown).toEqual(['PS3']);
    expect(existing.unmatched).toEqual(['ANT9-B1']);
    const { plan } = reworkNetwork(existing.plan, { effort: 'low', unknown: existing.unknown });
    expect(evaluateNetwork(plan)?.unfed).toEqual([]);
    expect(plan.network?.devices?.some(({ id }) => id === 'PS2')).toBe(true);
  });

  it('is refused where it names levels that the plan does not have', async () => {
    const rows = balanced.map((row) => row.replace(/B1$/, 'B3'));
    const table = await readTreeTable(utf8(rows));
    expect(() => existingNetwork(garage(), table)).toThrow(/row 2: found PS1 is on B3.*one of B1/);
  });

  it('names antennas of the plan that it does not feed, and is refused where its antennas are none of the plan', async () => {
    const three = await readTreeTable(utf8(balanced.filter((row) => !row.includes('ANT3'))));
    const { doubts } = existingNetwork(garage(), three);
    expect(doubts.map(({ text }) => phraseText(text, 'en'))).toContain(
      "the table feeds 3 of the plan's 4 antennas, not ANT3-B1",
    );
    const other = await readTreeTable(utf8(balanced.map((row) => row.replace(/ANT(\d)-B1/, 'ANT9$1-B1'))));
    expect(() => existingNetwork(garage(), other)).toThrow(
      /none of the table's antennas \(ANT91-B1, .* is in the plan/,
    );
  });

  it("is on the plan's level as many storeys below, and where only an id names another one that is a doubt", async () => {
    const rows = balanced.map((row) => row.replace(/B1$/, 'UG1'));
    const placed = existingNetwork(garage(), await readTreeTable(utf8(rows)));
    expect(placed.plan.network?.devices?.map(({ level }) => level)).toEqual(['B1', 'B1', 'B1']);
    const named = balanced.map((row) =>
      row.replace(/,B1$/, ',').replace('PS2,二', 'PS2-L3-1,二').replace('PS2,', 'PS2-L3-1,'),
    );
    const { doubts } = existingNetwork(garage(), await readTreeTable(utf8(named)));
    expect(doubts.filter(({ text }) => text.code === 'tree-level-assumed')).toHaveLength(1);
  });

  it('is read on two paths: a source with an output on each, two feeders to every antenna, and what differs', async () => {
    const pairs = [
      '器件(A/B),类别,上级(A/B),上级端口,缆型,A路长,B路长',
      'PS1A/B,二功分,RRU-1,ANT0/ANT1,1/2,12,=',
      'PS2A/B,二功分,PS1A/B,OUT1,1/2,12,12.5',
      'PS3A/B,二功分,PS1A/B,OUT2,1/2,12,=',
      ...['ANT1-B1,吸顶天线,PS2A/B,OUT1,1/2,8.5,=', 'ANT2-B1,吸顶天线,PS2A/B,OUT2,1/2,8.5,='],
      ...['ANT3-B1,吸顶天线,PS3A/B,OUT1,1/2,8.5,=', 'ANT4-B1,吸顶天线,PS3A/B,OUT2,1/2,8.5,9'],
    ];
    const { plan, doubts } = existingNetwork(garage(), await readTreeTable(utf8(pairs)));
    const { sources = [], cables = [], existing } = plan.network ?? {};
    expect(sources.map(({ id, paths }) => [id, paths])).toEqual([['RRU-1', 2]]);
    expect(plan.antennas.map(({ paths }) => paths)).toEqual([2, 2, 2, 2]);
    expect(existing?.antennas?.map(({ paths }) => paths)).toEqual([2, 2, 2, 2]);
    const ends = cables.map(
      ({ from, to, lengthM }) => `${from.node} ${from.port} ${to.node} ${to.port} ${lengthM}`,
    );
    expect(ends).toContain('RRU-1 out1 PS1A in 12');
    expect(ends).toContain('RRU-1 path2-out1 PS1B in 12');
    expect(ends).toContain('PS1B out1 PS2B in 12.5');
    expect(ends).toContain('PS3A out2 ANT4-B1 in 8.5');
    expect(ends).toContain('PS3B out2 ANT4-B1 path2-in 9');
    const said = doubts.map(({ text }) => phraseText(text, 'en'));
    expect(said).toContain(
      '4 antennas have two feeders in the table and one in the plan (ANT1-B1, ANT2-B1, ANT3-B1, ANT4-B1): read with two',
    );
    const { plan: designed } = reworkNetwork(plan, { effort: 'low' });
    const network = evaluateNetwork(designed);
    expect(network?.unfed).toEqual([]);
    expect(designed.network?.cables?.filter(({ to }) => to.port === 'path2-in')).toHaveLength(4);
    // What stands on the second path stays, as long as it is, and not as long as its like.
    const items = listRework(designed)?.items.filter(({ id }) => /^(X\d|PS|ANT)/.test(id)) ?? [];
    expect(items.filter(({ state }) => state !== 'kept' && state !== 'new')).toEqual([]);
    expect(items.filter(({ state }) => state === 'kept')).toHaveLength(14 + 6 + 4);
    const second = designed.network?.cables?.find(({ to }) => to.node === 'PS2B');
    expect([second?.from.node, second?.lengthM]).toEqual(['PS1B', 12.5]);
  });

  it('has the sources of both paths as one, and is refused where paths cross', async () => {
    const rows = ['From,Port,To,Port,Path,Length (m)', 'POI-A,1,ANT1-B1,A,A,9', 'POI-B,1,ANT1-B1,B,B,9'];
    const { plan, doubts } = existingNetwork(garage(), await readTreeTable(utf8(rows)));
    expect(plan.network?.sources?.map(({ id, paths }) => [id, paths])).toEqual([['POI-A', 2]]);
    expect(plan.network?.cables?.map(({ from }) => [from.node, from.port])).toEqual([
      ['POI-A', 'out1'],
      ['POI-A', 'path2-out1'],
    ]);
    expect(doubts.map(({ text }) => text.code)).toContain('tree-twin-sources');
    const crossed = [
      'From,Port,To,Port,Length (m)',
      ...['RRU,1,SP1,IN,5', 'SP1,1,ANT1-B1,A,9', 'SP1,2,ANT1-B1,B,9'],
      'Item,Type',
      'SP1,2-way splitter',
    ];
    const table = await readTreeTable(utf8(crossed));
    expect(() => existingNetwork(garage(), table)).toThrow(/row \d: found (port|paths)/);
  });
});

describe('sources of the table of an existing tree', () => {
  /** The balanced tree with these rows of sources. */
  const withSources = async (...rows: string[]) => {
    const table = await readTreeTable(
      utf8([...balanced, ...rows.map((row, index) => `${8 + index},${row}`)]),
    );
    expect(table.problems).toEqual([]);
    const { plan, doubts, unknown } = existingNetwork(garage(), table);
    return {
      plan,
      unknown,
      units: plan.network!.existing!.units ?? [],
      said: doubts.map(({ text }) => phraseText(text, 'en')).filter((text) => /RRU|POI|BBU/.test(text)),
    };
  };

  it('are units of the catalogue by bands, operators and power, and stay where the design needs the same', async () => {
    const { plan, units, said, unknown } = await withSources(
      'RRU-1,移动RRU 1.8/2.1G 20W,,,,,B1',
      'RRU-2,联通 1.8G/2.1G RRU 2×40W,,,,,B1',
    );
    expect(units).toEqual([
      { id: 'RRU-1', part: 'rru-1800-2100', level: 'B1' },
      { id: 'RRU-2', part: 'rru-1800-2100', level: 'B1' },
    ]);
    expect(said).toEqual([]);
    const designed = reworkNetwork(plan, { effort: 'low', unknown }).plan;
    const items = listRework(designed)!.items.filter(({ part }) => part === 'rru-1800-2100');
    const needed = designed
      .network!.sources!.flatMap((source) => source.units)
      .filter(({ part }) => part === 'rru-1800-2100');
    // As many as stand there cost nothing, the others are new.
    const kept = items.filter(({ state }) => state === 'kept');
    expect(kept).toHaveLength(Math.min(2, needed.length));
    expect(kept.every(({ costCny }) => costCny === 0)).toBe(true);
    expect(items.filter(({ state }) => state === 'new')).toHaveLength(Math.max(0, needed.length - 2));
    const without = listRework(
      reworkNetwork(
        { ...plan, network: { ...plan.network, existing: { ...plan.network!.existing, units: [] } } },
        { effort: 'low', unknown },
      ).plan,
    )!;
    const { priceCny, labourCny = 0 } = designed.network!.parts!.find(({ id }) => id === 'rru-1800-2100')!;
    expect(without.costCny - listRework(designed)!.costCny).toBeGreaterThanOrEqual(
      kept.length * (priceCny + labourCny),
    );
  });

  it('that the design does not need are removed, and those on another level moved', async () => {
    const { plan, unknown } = await withSources(
      'RRU-1,RRU 3.5G 40W,,,,,B1',
      'RRU-2,RRU 1.8/2.1G 20W 3台,,,,,B1',
    );
    expect(plan.network!.existing!.units!.map(({ id, part }) => `${id} ${part}`)).toEqual([
      'RRU-1 rru-3500',
      ...['RRU-2', 'RRU-2-2', 'RRU-2-3'].map((id) => `${id} rru-1800-2100`),
    ]);
    const rework = listRework(reworkNetwork(plan, { effort: 'low', unknown }).plan)!;
    expect(rework.items.find(({ part }) => part === 'rru-3500')).toMatchObject({
      ...{ id: 'RRU-1', state: 'removed', costCny: 0 },
    });
    const elsewhere = structuredClone(plan);
    for (const unit of elsewhere.network!.existing!.units!) unit.level = 'B9';
    const moved = listRework(reworkNetwork(elsewhere, { effort: 'low', unknown }).plan)!.items.filter(
      ({ part }) => part === 'rru-1800-2100',
    );
    expect(moved.some(({ state }) => state === 'moved')).toBe(true);
    expect(moved.some(({ state }) => state === 'kept')).toBe(false);
  });

  it.each([
    [
      'no band',
      'RRU-1,RRU 40W,,,,,B1',
      /RRU-1 is no part of the catalogue for certain \(its bands are not stated\)/,
    ],
    ['one band of two', 'RRU-1,RRU 1800M 20W,,,,,B1', /exactly these bands, MHz: 1800/],
    [
      'too little power',
      'RRU-1,RRU 1.8/2.1G 5W,,,,,B1',
      /5 W is not what rru-1800-2100 gives, 43 dBm a carrier/,
    ],
    ['a small cell', 'RRU-1,pRRU 1.8/2.1G,,,,,B1', /units of its kind are not matched/],
  ])('are named and never guessed: %s', async (_, row, doubt) => {
    const { units, said } = await withSources(row);
    expect(units).toEqual([]);
    expect(said).toEqual([expect.stringMatching(doubt)]);
  });

  it('that no row lists are named', async () => {
    const { units, said } = await withSources();
    expect(units).toEqual([]);
    expect(said).toContainEqual(expect.stringMatching(/RRU-1 is no part of the catalogue for certain/));
  });

  it('have their combiner by its name', async () => {
    const { units } = await withSources('POI-1,多系统合路平台POI,,,,,B1', 'RRU-1,RRU 2.6G,POI-1,,,,B1');
    expect(units.some(({ id, part }) => id === 'POI-1' && part === 'poi')).toBe(true);
  });
});
