import { describeProblem, phraseText } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import {
  existingNetwork,
  proposeTreeColumns,
  readTreeTable,
  type TreeTable,
} from '../../packages/engine/src/design/index.ts';
import { buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { startProcessorClock } from '../support/processor-time.ts';
import { layouts } from './existing-support/layouts.ts';
import { cablesOf, randomTree } from './existing-support/random-tree.ts';

const utf8 = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\r\n'));
const read = (lines: readonly string[]) => readTreeTable(utf8(lines));
const problems = (table: TreeTable) => table.problems.map((each) => describeProblem(each));
const doubts = (table: TreeTable) =>
  table.doubts.map(({ at, text }) => `${phraseText(at, 'en')}: ${phraseText(text, 'en')}`);

describe('a random tree reads back the same in every layout', () => {
  const seeds = Array.from({ length: isLong ? 25 : 4 }, (_, index) => index + 1);
  it.each(Object.keys(layouts))(`%s (seeds 1–${seeds.length})`, async (name) => {
    for (const seed of seeds) {
      const tree = randomTree(seed);
      const rows = layouts[name](tree, seed);
      const table = await read(rows);
      expect([seed, problems(table)]).toEqual([seed, []]);
      const cables = table.cables.map(
        ({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`,
      );
      expect([seed, cables.sort()]).toEqual([seed, cablesOf(tree)]);
      const values = table.parts
        .map(({ id, kind, ways: outputs, valueDb }) => [id, kind, outputs ?? valueDb].join(' '))
        .sort();
      const truth = tree
        .map(({ id, kind, value }) =>
          [id, kind, kind === 'splitter' || kind === 'coupler' ? value : ''].join(' '),
        )
        .sort();
      expect([seed, values]).toEqual([seed, truth]);
      expect(
        doubts(table).filter(
          (doubt) => !/read from the source|has no row of its own|no unit of length/.test(doubt),
        ),
      ).toEqual([]);
    }
  });
});

describe('heads that nobody knows', () => {
  const ways = ['', '', '二', '三', '四'];
  const kindIn = ({ kind, value }: ReturnType<typeof randomTree>[number]) =>
    ({ source: 'RRU', splitter: `${ways[value]}功分器`, coupler: `${value}dB耦合器`, antenna: '吸顶天线' })[
      kind
    ];
  const portIn = (port = '') => ({ through: '直通', coupled: '耦合' })[port] ?? port.replace('out', 'OUT');

  it('stand above parts and what feeds them, told by the cells alone, and that is said (seeds 1–10)', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const tree = randomTree(seed);
      if (tree.length < 12) continue;
      const table = await read([
        '甲,乙,丙,丁,戊,长(m)',
        ...tree
          .slice(1)
          .map((part) =>
            [part.id, kindIn(part), part.from, portIn(part.port), part.size, part.lengthM].join(','),
          ),
      ]);
      expect(problems(table)).toEqual([]);
      const cables = table.cables.map(
        ({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`,
      );
      expect([seed, cables.sort()]).toEqual([seed, cablesOf(tree)]);
      expect(doubts(table)).toContain(
        'row 1: the header is not known, columns are taken by what their cells hold: 甲 (id), 乙 (kind), 丙 (parent), 丁 (port), 戊 (size), 长(m) (length)',
      );
    }
  });

  it('leave lengths open where no head says which numbers they are', async () => {
    const tree = randomTree(2);
    const table = await read([
      '甲,乙,丙,丁,戊,己',
      ...tree
        .slice(1)
        .map((part, at) =>
          [part.id, kindIn(part), part.from, portIn(part.port), part.lengthM, (at + 3) / 2].join(','),
        ),
    ]);
    expect(table.cables.every(({ lengthM }) => lengthM === undefined)).toBe(true);
    expect(doubts(table).filter((doubt) => /no length is stated/.test(doubt))).toHaveLength(tree.length - 1);
  });

  it('both ends of a cable stand in one cell, with their ports', async () => {
    const rows = [
      '线缆编号,路由,型号,图纸长度,实放长度',
      ...['K1,RRU1(1口)-PS1,7/8,14,12', 'K2,PS1(1口)-T1,1/2,14,11', 'K3,PS1(2口)-ANT3,1/2,9,7'],
      ...['K4,T1(直通)-ANT1,1/2,9,8', 'K5,T1(耦合)-ANT2,1/2,9,6.5', '', '器件编号,规格'],
      ...['RRU1,RRU', 'PS1,二功分器', 'T1,7dB耦合器', 'ANT1,吸顶天线', 'ANT2,吸顶天线', 'ANT3,吸顶天线'],
    ];
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    const map = await proposeTreeColumns(utf8(rows));
    expect(map.sheets[0].columns).toMatchObject({ 路由: 'ends', 实放长度: 'length' });
    expect(wholeOf(await readTreeTable(utf8(rows), { columns: map }))).toBe(wholeOf(table));
    expect(
      table.cables.map(({ id, from, port, to, lengthM }) => `${id} ${from} ${port} ${to} ${lengthM}`),
    ).toEqual([
      ...['K1 RRU1 out1 PS1 12', 'K2 PS1 out1 T1 11', 'K3 PS1 out2 ANT3 7'],
      ...['K4 T1 through ANT1 8', 'K5 T1 coupled ANT2 6.5'],
    ]);
  });

  it('losses that a table states for its cables are held against their lengths, size by size', async () => {
    const rows = [
      'Cable,From,Port,To,Type,Length (m),Loss @1.9 GHz (dB)',
      ...['K0,RRU-1,RF1,PS-01,7/8,20,1.2', 'K1,PS-01,1,PS-02,1/2,10,1.1', 'K2,PS-01,2,PS-03,1/2,20,2.2'],
      ...['K3,PS-02,1,ANT-1,1/2,8,0.88', 'K4,PS-02,2,ANT-2,1/2,12,1.32', 'K5,PS-03,1,ANT-3,1/2,22.5,1.35'],
      'K6,PS-03,2,ANT-4,1/2,9,0.99',
    ];
    const said = doubts(await read(rows)).filter((doubt) => /loses/.test(doubt));
    expect(said).toEqual([
      'row 7: PS-03 → ANT-3 loses 1.35 dB as the table says, where others of its size and length lose 2.48 dB: size or length may be wrong',
    ]);
  });

  it('lengths from the source on are no lengths of cables', async () => {
    const tree = Array.from({ length: 30 }, (_, at) => randomTree(at + 1)).find(({ length }) => length > 20)!;
    const farM = (part: (typeof tree)[number]): number => {
      const above = tree.find(({ id }) => id === part.from);
      return part.lengthM + (above?.from ? farM(above) : 0);
    };
    const rows = tree
      .slice(1)
      .map((part) => [part.id, kindIn(part), part.from, portIn(part.port), part.size, farM(part)].join(','));
    const table = await read(['编号,器件,上级,端口,馈线,长度(m)', ...rows]);
    expect(problems(table).join()).toMatch(/cables are longer than the one above them|the middle one of/);
  });

  it('notes beside a table that speak of a change of its parts are named', async () => {
    const table = await read([
      '某车库,,,,,',
      '2023年T1更换为10dB，ANT2移至坡道,,,,,',
      '编号,器件,上级,端口,馈线,长度(m)',
      ...['T1,7dB耦合器,RRU1,,7/8,12', 'ANT1,天线,T1,直通,1/2,5', 'ANT2,天线,T1,耦合,1/2,6'],
    ]);
    expect(doubts(table)).toContain(
      'row 2: a note on T1, ANT2 is not read: "2023年T1更换为10dB，ANT2移至坡道"',
    );
  });
});

describe('what only a map of columns can say', () => {
  const cablesIn = (table: TreeTable) =>
    table.cables
      .map(({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`)
      .sort();
  const kindIn = ({ kind, value }: ReturnType<typeof randomTree>[number]) =>
    ({ source: 'RRU', splitter: `${value}路功分器`, coupler: `${value}dB耦合器`, antenna: '吸顶天线' })[kind];
  const valuesIn = (table: TreeTable) =>
    table.parts
      .map(({ id, kind, ways: outputs, valueDb }) => [id, kind, outputs ?? valueDb].join(' '))
      .sort();

  it('a matrix of parts against what they feed, with marks of a size; heads of it are proposed (seeds 1–10)', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const tree = randomTree(seed);
      if (tree.length < 6) continue;
      const fed = tree.slice(1);
      const feeding = tree.filter(({ kind }) => kind !== 'antenna');
      const portIn = (port: string) =>
        ({ through: '直通', coupled: '耦合' })[port] ?? port.replace('out', '');
      const outputs = feeding.flatMap((part) =>
        [...new Set(fed.filter(({ from }) => from === part.id).map(({ port = '' }) => port))].map((port) => ({
          part,
          port,
        })),
      );
      const table = utf8([
        ['器件', '规格', '口', ...fed.map(({ id }) => id)].join(','),
        ...outputs.map(({ part, port }, row) => {
          // Merged cells leave the part blank below its first row.
          const isFirst = outputs[row - 1]?.part !== part;
          const cells = fed.map((each) => {
            if (each.from !== part.id || each.port !== port) return '';
            return each.size === '7/8' ? `${each.lengthM}*` : String(each.lengthM);
          });
          return [isFirst ? part.id : '', isFirst ? kindIn(part) : '', portIn(port), ...cells].join(',');
        }),
      ]);
      const { sheets } = await proposeTreeColumns(table);
      if (fed.length > 8)
        expect(sheets[0].columns).toMatchObject({ 器件: 'from', 口: 'port', [fed[5].id]: 'matrix' });
      const map = {
        ...{ headerRows: [1, 1], rows: 'cables', unit: 'm', size: '1/2', sizes: { '*': '7/8' } },
        columns: { 器件: 'from', 规格: 'kind.from', 口: 'port', 'D:ZZ': 'matrix' },
      };
      const found = await readTreeTable(table, { columns: map });
      expect([seed, problems(found)]).toEqual([seed, []]);
      expect([seed, cablesIn(found)]).toEqual([seed, cablesOf(tree)]);
    }
  });

  it('outputs by the last figures of an outline’s numbers (seeds 1–10)', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const tree = randomTree(seed);
      const table = utf8([
        '级号,编号,器件,馈线,长度(m)',
        ...tree.map((part) =>
          [part.number, part.id, kindIn(part), part.size, part.from ? part.lengthM : ''].join(','),
        ),
      ]);
      const columns = {
        ...{ headerRows: [1, 1], rows: 'outline' },
        columns: { 级号: 'depth', 编号: 'id', 器件: 'kind', 馈线: 'size', '长度(m)': 'length' },
      };
      const ports = { '.1': 'coupled', '.2': 'through' };
      const found = await readTreeTable(table, { columns: { ...columns, ports } });
      expect([seed, problems(found)]).toEqual([seed, []]);
      expect([seed, cablesIn(found)]).toEqual([seed, cablesOf(tree)]);
      expect(valuesIn(found)).toHaveLength(tree.length);
      // The unit stands in the head.
      expect(doubts(found).join()).not.toMatch(/no unit of length/);
      const turned = { '.1': 'through', '.2': 'coupled' };
      const other = await readTreeTable(table, { columns: { ...columns, ports: turned } });
      if (tree.some(({ kind }) => kind === 'coupler')) expect(cablesIn(other)).not.toEqual(cablesOf(tree));
    }
  });
});

describe('what a table does not know', () => {
  const head = '编号,器件,上级,端口,馈线,长度(m)';

  it('lengths in words, and sizes in inches without a length, are doubts; digits with letters among them are refused', async () => {
    const table = await read([
      head,
      ...['T1,7dB耦合器,RRU1,,7/8,见图', 'ANT1,天线,T1,直通,1/2寸,', 'ANT2,天线,T1,耦合,1/2,6'],
    ]);
    expect(problems(table)).toEqual([]);
    expect(doubts(table).join('\n')).toMatch(/row 2: no length in figures: "见图"/);
    expect(doubts(table).join('\n')).toMatch(/row 3: no length is stated/);
    expect(table.cables.map(({ lengthM }) => lengthM)).toEqual([undefined, undefined, 6]);
    const wrong = await read([head, 'T1,7dB耦合器,RRU1,,7/8,l5', 'ANT1,天线,T1,直通,1/2,IO']);
    expect(problems(wrong)).toHaveLength(2);
  });

  it('a cable that is left out is named with the antennas behind it', async () => {
    const rows = [
      ...['PS1,二功分,RRU1,,7/8,9', 'T1,7dB耦合器,PS1,1,7/8,12', 'ANT1,天线,T1,直通,1/2,5'],
      ...['ANT2,天线,T1,耦合,1/2,6', 'X9,二功分,PS1,2,1/2,4', 'ANT3,天线,X9,1,1/2,4', 'ANT4,天线,X9,2,1/2,4'],
    ];
    const wrong = utf8([head, ...rows, 'T1,7dB耦合器,X9,2,1/2,3']);
    const asked = await readTreeTable(wrong, { leaveOutContradictions: true });
    expect(problems(asked)).toEqual([]);
    const said = doubts(asked).join('\n');
    for (const id of ['ANT1', 'ANT2']) expect(said).toMatch(new RegExp(`antennas have no feeder: .*${id}`));
    expect(said).toMatch(/PS1 → T1.*left out/);
  });
});

describe('rows that contradict one another', () => {
  it('have a table refused with each of them, and what they are about is left out and named only where that is asked', async () => {
    const tree = Array.from({ length: 50 }, (_, seed) => randomTree(seed + 1)).find(
      ({ length }) => length > 36,
    )!;
    const rows = layouts['parts with what feeds them, child before parent'](tree, 1);
    const at = rows.findIndex((row) => /^ANT\d+,/.test(row));
    const other = rows[at].split(',');
    const free = tree.find(({ kind, id }) => kind === 'splitter' && id !== other[2])!;
    const twice = [...other.slice(0, 2), free.id, '1', ...other.slice(4)].join(',');
    const [id] = other;
    const refused = await read([...rows, twice]);
    expect(problems(refused).join()).toContain(`${id} is fed by`);
    expect(() => existingNetwork(buildPlan(), refused)).toThrow(/is fed by/);
    const table = await readTreeTable(utf8([...rows, twice]), { leaveOutContradictions: true });
    expect(problems(table)).toEqual([]);
    expect(doubts(table).filter((text) => text.includes(`found ${id} is fed by`))).toHaveLength(1);
    expect(table.cables.some(({ to }) => to === id)).toBe(false);
    // Where as many rows contradict others as not, nobody knows which are right.
    const unclear = [
      '编号,器件,上级,端口,长度(m)',
      ...['PS1,二功分,RRU1,,5', 'PS2,二功分,RRU1,,5'],
      ...['ANT1,天线,PS1,1,5', 'ANT1,天线,PS1,2,5', 'ANT2,天线,PS2,1,5', 'ANT2,天线,PS2,2,5'],
    ];
    const asked = await readTreeTable(utf8(unclear), { leaveOutContradictions: true });
    expect(problems(asked).join()).toMatch(/ANT1 is fed by.*ANT2 is fed by/);
  });
});

describe('the columns that a table is read by', () => {
  it.each(Object.keys(layouts))('%s: given back as proposed they read the same (seeds 1–3)', async (name) => {
    for (const seed of [1, 2, 3]) {
      const bytes = utf8(layouts[name](randomTree(seed), seed));
      const map = await proposeTreeColumns(bytes);
      // Trees in lines of a text have no columns.
      if (map.sheets.every(({ rows }) => rows === undefined)) continue;
      expect(wholeOf(await readTreeTable(bytes, { columns: map }))).toBe(wholeOf(await readTreeTable(bytes)));
    }
  });

  // Heads that nobody knows, in an order that nobody expects, letters of an office, and a row that contradicts another.
  const odd = [
    '某某车库 室分现状核查',
    '甲,乙,丙,丁,戊,己,庚',
    '12,7/8粗,K0,主机口,X1,两分,好',
    '8,细,X1,上,Y1,七,好',
    '9,细,X1,下,Z-1,挂顶,好',
    '3,细,Y1,前,Z-2,挂顶,好',
    '5,细,Y1,后,Z-3,挂顶,好',
    '15,细,Y1,后,Z-3,挂顶,补录',
  ];
  const said = {
    headerRows: [2, 2],
    columns: { 甲: 'length', 乙: 'size', 丙: 'from', 丁: 'port', E: 'to', 己: null, 庚: 'remark' },
    unit: 'm',
    leaveOut: [8],
    kinds: { X: 'splitter', Y: 'coupler', Z: 'antenna', K: 'source' },
    ports: { 主机口: 'out1', 上: 'out1', 下: 'out2', 前: 'through', 后: 'coupled' },
    sizes: { 细: '1/2' },
  };

  it('are said by who has the table, where nobody else can know', async () => {
    await expect(read(odd)).rejects.toThrow(/expected a header with a part's id/);
    const table = await readTreeTable(utf8(odd), { columns: said });
    expect(problems(table)).toEqual([]);
    expect(
      table.cables.map(({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`),
    ).toEqual([
      ...['K0 out1 X1 7/8 12', 'X1 out1 Y1 1/2 8', 'X1 out2 Z-1 1/2 9'],
      ...['Y1 through Z-2 1/2 3', 'Y1 coupled Z-3 1/2 5'],
    ]);
    expect(table.parts.map(({ id, kind }) => `${id} ${kind}`).sort()).toEqual([
      ...['K0 source', 'X1 splitter', 'Y1 coupler', 'Z-1 antenna', 'Z-2 antenna', 'Z-3 antenna'],
    ]);
    expect(doubts(table)).toContain('row 2: rows that are left out as the map of columns says: 8');
  });

  it('are proposed with some of their cells, and turned where rows are written from the antenna', async () => {
    const { sheets } = await proposeTreeColumns(utf8(odd));
    expect(sheets[0]).toMatchObject({
      headerRows: [2, 2],
      samples: { 丙: 'K0 | X1 | Y1', 甲: '12 | 8 | 9 | 3 | 5' },
    });
    const turned = { ...said, isBackward: true, columns: { ...said.columns, 丙: 'to', E: 'from' } };
    const back = await readTreeTable(utf8(odd), {
      columns: { ...turned, columns: { ...turned.columns, 丁: 'port.to' } },
    });
    expect(wholeOf(back)).toBe(wholeOf(await readTreeTable(utf8(odd), { columns: said })));
  });

  it('that the table does not have, or that hold what is no role, are refused', async () => {
    const given = (columns: unknown) => readTreeTable(utf8(odd), { columns });
    await expect(given({ columns: { 辛: 'id' } })).rejects.toThrow(/map.columns: found "辛".*one of 甲, 乙/);
    await expect(given({ columns: { 甲: 'lenght' } })).rejects.toThrow(/map\.columns/);
    await expect(given({ sheets: [] })).rejects.toThrow(/map/);
    await expect(given('nonsense')).rejects.toThrow(/map/);
  });
});

/** A change that somebody makes by mistake: a cell left out, a letter for a digit, a row lost, another row's cell. */
function mistaken(rows: readonly string[], separator: string, random: () => number): string[] | undefined {
  const head = rows.findIndex((row) => row.split(separator).length > 2 && !row.startsWith('Objekt'));
  const pick = (count: number) => Math.floor(count * random());
  const at = head + 1 + pick(rows.length - head - 1);
  const cells = rows[at].split(separator);
  const index = pick(cells.length);
  const cell = cells[index];
  // What a part is, and a number that occurs once in the whole table, can be anything.
  if (
    cells.length < 3 ||
    cell.trim() === '' ||
    /RRU|Ref|LCF|GF01|功分|耦合器|fach|Koppler|way|coupler/.test(cell)
  )
    return undefined;
  const kind = pick(4);
  const digit = cell.search(/[01]/);
  if (kind === 1 && digit < 0) return undefined;
  const other = rows[head + 1 + pick(rows.length - head - 1)].split(separator)[index] ?? '';
  if (kind === 3 && (other.trim() === '' || /^\d|^omni|天线|Rund/.test(cell))) return undefined;
  if (kind === 2) return /GF01/.test(rows[at]) ? undefined : rows.filter((_, row) => row !== at);
  const letter = cell[digit] === '1' ? 'l' : 'O';
  cells[index] = ['', `${cell.slice(0, digit)}${letter}${cell.slice(digit + 1)}`, '', other][kind];
  return rows.map((row, each) => (each === at ? cells.join(separator) : row));
}

const wholeOf = ({ cables, parts }: TreeTable) =>
  JSON.stringify([
    cables.map(({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`).sort(),
    parts.map(({ id, kind, ways, valueDb }) => `${id} ${kind} ${ways ?? valueDb}`).sort(),
  ]);

describe('a mistake in one row is named or changes nothing', () => {
  const seeds = isLong ? 8 : 2;
  it.each(Object.keys(layouts))(`%s (seeds 1–${seeds})`, async (name) => {
    const silent: string[] = [];
    let changed = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const rows = layouts[name](randomTree(seed), seed);
      const separator = rows.some((row) => row.includes('\t')) ? '\t' : name.startsWith('German') ? ';' : ',';
      const whole = await read(rows);
      const random = createRandom(100 + seed);
      for (let attempt = 0; attempt < 15; attempt += 1) {
        const wrong = mistaken(rows, separator, random);
        if (!wrong) continue;
        const table = await read(wrong).catch(() => undefined);
        if (!table || wholeOf(table) === wholeOf(whole)) continue;
        changed += 1;
        const isNamed = table.problems.length > 0 || table.doubts.length > whole.doubts.length;
        if (!isNamed) silent.push(`seed ${seed}: ${wrong.find((row, at) => row !== rows[at])}`);
      }
    }
    expect(silent).toEqual([]);
    expect(changed).toBeGreaterThan(isLong ? 10 : 2);
  });
});

describe('a table of an existing tree', () => {
  it('is read in Windows-1252, where its letters would be Chinese in GBK, with decimal commas and points', async () => {
    const latin1 = (text: string) => Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)));
    const rows = [
      'Von;Port;Nach;Bauteil;Kabeltyp;Länge [m];Größe',
      'RRU;1;VT1;Verteiler 2-fach;7/8";1.020,5;',
      'VT1;1;ANT1;Rundstrahler;1/2";6,5;',
      'VT1;2;ANT2;Rundstrahler;1/2";6.25;',
    ];
    const table = await readTreeTable(latin1(rows.join('\r\n')));
    expect(table.encoding).toBe('windows-1252');
    expect(table.cables.map(({ lengthM }) => lengthM)).toEqual([1020.5, 6.5, 6.25]);
    expect(doubts(table)).toContain('row 2: 1020.5 m is longer than feeders in a garage are');
  });

  it('is read as a trunk with branches; ids that begin anew on every level get it behind them', async () => {
    const head = '节点,器件,分配/dB,距上一节点,主干线,支路,支路线,支路长';
    const table = await read([
      '测量：距离单位m',
      '',
      'B1层主干',
      head,
      '0,RRU,,,,,,',
      '1,P1,二功分,2,1/2跳线,至B2主干,,',
      '2,K1,10,20,7/8,A1,1/2,4',
      '末端,A2,,18,1/2,,,',
      '',
      'B2层主干（从B1 P1第2口）',
      head,
      '0,P1,见B1,,,,,',
      '1,K1,7,40,7/8,A1,1/2,5',
      '2,K1,6,9,7/8,A2,1/2,',
      '末端,A3,,12,1/2,,,',
      '天线均为吸顶天线，共5个',
    ]);
    expect(table.cables.map(({ from, port, to, lengthM }) => `${from} ${port} ${to} ${lengthM}`)).toEqual([
      'RRU out1 P1@B1 2',
      'P1@B1 out1 K1@B1 20',
      'K1@B1 coupled A1@B1 4',
      'K1@B1 through A2@B1 18',
      'P1@B1 out2 K1@B2 40',
      'K1@B2 coupled A1@B2 5',
      'K1@B2 through K1@B2#2 9',
      'K1@B2#2 coupled A2@B2 undefined',
      'K1@B2#2 through A3@B2 12',
    ]);
    expect(table.parts.filter(({ antennaType }) => antennaType === 'ceiling-omni')).toHaveLength(5);
    expect(problems(table)).toEqual([expect.stringMatching(/^row 14: found id K1 stands in row 13 too/)]);
    expect(doubts(table)).toEqual([
      expect.stringMatching(/^row 6: not read: "至B2主干"/),
      expect.stringMatching(/^row 6: jumpers count as feeder of their size.*: RRU → P1@B1$/),
      expect.stringMatching(/^row 7: ports of P1@B1 are not stated/),
      expect.stringMatching(/^row 13: ids begin anew on every level \(K1, A1, A2 on B1, B2\)/),
      expect.stringMatching(/^row 14: no length/),
    ]);
  });

  it('is read with twin paths: what is crossed, single or unlike its twin is named', async () => {
    const table = await read([
      'From,Port,To,Port,Path,Cable,Length (m)',
      'RRU1,TX1,SPA1,IN,A,7/8,15',
      'RRU1,TX2,SPB1,IN,B,7/8,27',
      'SPA1,1,ANT1,A,A,1/2,9',
      'SPB1,1,ANT1,B,B,1/2,9',
      'ANT2,A,SPA1,2,A,1/2,12',
      'ANT2,B,SPA1,3,A,1/2,12',
      'SPB1,2,ANT3,B,B,1/2,14',
      '',
      'Item,Type,Value',
      'SPA1,Splitter,3-way',
      'SPB1,Splitter,2-way',
    ]);
    expect(table.cables.filter(({ to }) => to === 'ANT1').map(({ toPort }) => toPort)).toEqual(['A', 'B']);
    expect(problems(table)).toEqual([expect.stringMatching(/^row 7: found port B of ANT2 is fed by path A/)]);
    expect(doubts(table).filter((doubt) => /path/.test(doubt))).toEqual([
      expect.stringMatching(/^row 3: RRU1 → SPA1 and RRU1 → SPB1 of the twin paths differ: 15 m, 27 m/),
      expect.stringMatching(/^row 8: ANT3 has one path/),
      expect.stringMatching(/^row 12: SPA1 and SPB1 of the twin paths differ: 3, 2/),
    ]);
  });

  it('is read with paths in feet, where rows that share a part differ in it', async () => {
    const table = await read([
      'Antenna ID,Level,Signal path',
      'ANT-1,P1,RRH-1 --[7/8; 60 ft]--> SP-1 (3-way) OUT1 --[1/2; 25 ft]--> ANT-1',
      'ANT-2,P1,RRH-1 --[7/8; 60 ft]--> SP-1 (3-way) OUT2 --[1/2; 45 ft]--> ANT-2',
      'ANT-3,P2,RRH-1 --[7/8; 66 ft]--> SP-1 (2-way) OUT3 --[1/2; 9 ft]--> ANT-3',
    ]);
    expect(table.cables.map(({ lengthM }) => lengthM)).toEqual([18.288, 7.62, 13.716, 2.743]);
    expect(problems(table)).toEqual([
      expect.stringMatching(/^row 4: found SP-1 is 2 here and 3 in row 2/),
      expect.stringMatching(/^row 4: found RRH-1 → SP-1 is 20.117 m here and 18.288 m in row 2/),
    ]);
  });

  it.each([
    [
      'with ports behind the parts, and cells that repeat the one above',
      [
        'Run,From (device / port),To (device / port),Cable,Length',
        'R1,RRU-1 / TX1,SP-1 / IN,7/8,18 m',
        'R2,SP-1 / OUT1,DC-1 / IN,〃,同上',
        'R3,DC-1 / THRU,A-01,1/2,25 m',
        'R4,DC-1 / CPL,A-02,同上,6 m',
        'R5,SP-1 / OUT2,A-03,1/2,31 m',
      ],
      [
        'RRU-1 out1 SP-1 7/8 18',
        'SP-1 out1 DC-1 7/8 18',
        'DC-1 through A-01 1/2 25',
        'DC-1 coupled A-02 1/2 6',
        'SP-1 out2 A-03 1/2 31',
      ],
    ],
    [
      'with two ends in any direction',
      [
        'A端设备,A端端口,B端设备,B端端口,线缆类型,线缆长度',
        'RRU1,1,PS1,输入,7/8,18米',
        'T1,输入,PS1,1,7/8,20米',
        'A1,,PS1,2,1/2,7米',
        'A2,,T1,耦合,1/2,5米',
        'A3,,T1,输出,1/2,15米',
      ],
      [
        'RRU1 out1 PS1 7/8 18',
        'PS1 out1 T1 7/8 20',
        'PS1 out2 A1 1/2 7',
        'T1 coupled A2 1/2 5',
        'T1 through A3 1/2 15',
      ],
    ],
    [
      'written back in all rows, without ports',
      [
        'Von;Nach;Typ;Länge',
        'VT1;RRU1;7/8";12 m',
        'VT2;VT1;7/8";30 m',
        'ANT1;VT2;1/2";5 m',
        'ANT2;VT2;1/2";25 m',
      ],
      ['RRU1 out1 VT1 7/8 12', 'VT1 out1 VT2 7/8 30', 'VT2 out1 ANT1 1/2 5', 'VT2 out2 ANT2 1/2 25'],
    ],
    [
      'extracted from a drawing in millimetres',
      [
        'HANDLE\tBLOCKNAME\tTAG\tFROM\tFROMPORT\tCABLE\tLENGTH',
        '1A\tDAS_RRU\tR-1\t\t\t\t',
        '1B\tDAS_SPLITTER2\tS-1\tR-1\t1\t7/8\t12000.0',
        '1C\tDAS_OMNI\tA-1\tS-1\t1\t1/2\t8000.0',
        '1D\tDAS_OMNI\tA-2\tS-1\t2\t1/2\t9000.0',
      ],
      ['R-1 out1 S-1 7/8 12', 'S-1 out1 A-1 1/2 8', 'S-1 out2 A-2 1/2 9'],
    ],
    [
      'by the serial numbers of what feeds each part',
      [
        '序号,器件名称,编号,上级序号,端口,馈线规格,长度(米)',
        '1,RRU,R-1,,,,',
        '2,二功分器,P-1,1,1,7/8,20',
        '3,吸顶天线,A-1,2,1,1/2,12',
        '4,吸顶天线,A-2,2,2,1/2,14',
      ],
      ['R-1 out1 P-1 7/8 20', 'P-1 out1 A-1 1/2 12', 'P-1 out2 A-2 1/2 14'],
    ],
    [
      'with units in a row below the head, a line of who made it, and a note',
      [
        'From,Port,To,Cable,Length',
        ',,,,(ft)',
        'RRU,1,S1,7/8,60',
        'S1,1,A1,1/2,20',
        'Prepared by,Li,Checked by,Wang',
        'Tape measure',
      ],
      ['RRU out1 S1 7/8 18.288', 'S1 out1 A1 1/2 6.096'],
    ],
    [
      'with a row for each of two ports of an antenna',
      [
        '编号,端口,器件,上级,上级端口,馈线,长度(m)',
        'PA,,二功分,RRU,1,7/8,15',
        'PB,,二功分,RRU,2,7/8,15',
        'ANT1,1,双极化吸顶天线,PA,1,1/2,8',
        'ANT1,2,双极化吸顶天线,PB,1,1/2,8',
      ],
      ['RRU out1 PA 7/8 15', 'RRU out2 PB 7/8 15', 'PA out1 ANT1 1/2 8', 'PB out1 ANT1 1/2 8'],
    ],
    [
      'below heads of few words, with several ids in a cell of the list',
      [
        ...[
          '类别,设备编号,规格,数量,楼层',
          '信源,RRU1,60W,1,B1',
          '功分器,P1,二功分,1,B1',
          '天线,A1、A2,吸顶,2,B1',
          '',
        ],
        ...[
          '编号,从,从端口,到,到端口,型号,米数',
          'K1,RRU1,1,P1,IN,7/8,10',
          'K2,P1,1,A1,,1/2,6',
          'K3,P1,2,A2,,1/2,9',
        ],
      ],
      ['RRU1 out1 P1 7/8 10', 'P1 out1 A1 1/2 6', 'P1 out2 A2 1/2 9'],
    ],
    [
      'with a column for each output',
      ['编号,类型,直通,耦合', 'RRU1,RRU,,', 'K1,10dB耦合器,K2,A1', 'K2,7dB耦合器,A2,A3'],
      [
        'K1 through K2 undefined undefined',
        'K1 coupled A1 undefined undefined',
        'K2 through A2 undefined undefined',
        'K2 coupled A3 undefined undefined',
      ],
    ],
    [
      'as an outline of kinds without numbers',
      [
        '层级,器件,端口,馈线,长度(m)',
        '1,RRU,,,',
        '2,10dB耦合器,,7/8,20',
        '3,吸顶天线,耦合,1/2,5',
        '3,吸顶天线,直通,1/2,18',
      ],
      [
        'RRU out1 10dB耦合器#1 7/8 20',
        '10dB耦合器#1 coupled 吸顶天线#1 1/2 5',
        '10dB耦合器#1 through 吸顶天线#2 1/2 18',
      ],
    ],
    [
      'as paths from the antenna back, with numbers behind ids for ports',
      [
        '天线,路由',
        'A1,A1 ← 1/2 6m ← T1-C ← 7/8 20m ← P1-1 ← 7/8 15m ← RRU1',
        'A2,A2 ← 1/2 16m ← T1-T ← 7/8 20m ← P1-1 ← 7/8 15m ← RRU1',
        'A3,A3 ← 1/2 26m ← P1-2 ← 7/8 15m ← RRU1',
      ],
      [
        'RRU1 out1 P1 7/8 15',
        'P1 out1 T1 7/8 20',
        'T1 coupled A1 1/2 6',
        'T1 through A2 1/2 16',
        'P1 out2 A3 1/2 26',
      ],
    ],
  ])('is read %s', async (_, rows, cables) => {
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(
      table.cables.map(({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`),
    ).toEqual(cables);
  });

  it('has sums by section and a summary, which are held against the rows', async () => {
    const table = await read([
      'Category,Qty',
      'Antenna,3',
      'Cable 1/2,20 m',
      '',
      '编号,器件,上级,端口,馈线,长度(m)',
      '负一层,,,,,',
      'P1,二功分,RRU,1,7/8,15',
      'A1,吸顶天线,P1,1,1/2,12',
      'B1小计,,,,,27',
      '负二层,,,,,',
      'A2,吸顶天线（已拆除）,P1,2,1/2,10',
      'B2小计,,,,,11',
      '总计,,,,,37',
    ]);
    expect(table.parts.map(({ id, level }) => [id, level])).toEqual([
      ['P1', 'B1'],
      ['A1', 'B1'],
      ['A2', 'B2'],
      ['RRU', undefined],
    ]);
    expect(doubts(table)).toEqual([
      'row 2: the sum says 3 pieces, the rows give 2',
      'row 3: the sum says 20 m, the rows give 22 m',
      expect.stringMatching(/^row 7: RRU has no row/),
      expect.stringMatching(/^row 11: A2: .*已拆除/),
      'row 12: the sum says 11 m, the rows give 10 m',
    ]);
  });

  it.each([
    [
      'a path of kinds alone',
      ['天线,链路', 'A1,RRU→二功分→A1', 'A2,RRU→二功分→A2'],
      /^row 2: found 二功分 says what/,
    ],
    [
      'two parts at one end',
      ['From,Port,To,Length (m)', 'S1,1,"A3, A4",9'],
      /^row 2: found 2 parts at one end/,
    ],
    [
      'a row without an id',
      ['编号,器件,上级,端口,长度(m)', ',7dB耦合器,RRU,1,5'],
      /^row 2: found a part without an id/,
    ],
    [
      'a letter in a length',
      ['From,Port,To,Length (m)', 'RRU,1,S1,l5'],
      /^row 2: found "l5"; expected a length/,
    ],
    [
      'an outline with a gap',
      ['级号,器件,编号,长度(m)', '1,RRU,R1,', '1.1,二功分,P1,5', '1.2.1,天线,A1,5'],
      /^row 4: found number 1\.2\.1 without a row 1\.2 above it/,
    ],
    [
      'two cables on a source without ports',
      ['From,To,Length (m)', 'RRU,P1,5', 'RRU,P2,6'],
      /^row 3: found no port of RRU is stated, and row 2 hangs on it too/,
    ],
    [
      'a port twice on a part of unknown kind',
      ['From,Port,To,Length (m)', 'RRU,1,X1,5', 'X1,2,A1,6', 'X1,2,A2,6'],
      /^row 4: found port out2 of X1 is used in row 3 too/,
    ],
    [
      'a path that ends elsewhere',
      ['天线编号,链路', 'ANT1,RRU → 7/8 5m → P1(二功分)口1 → 1/2 4m → ANT2'],
      /^row 2: found the path ends at ANT2, the row is of ANT1/,
    ],
    [
      'rows that are not understood',
      ['编号,器件,上级,端口,长度(m)', 'P1,二功分,RRU,1,5', ',a,,,', ',b,,,', ',c,,,'],
      /^row 1: found 3 of 4 rows are not understood/,
    ],
  ])('is refused with its row: %s', async (_, rows, said) => {
    expect(problems(await read(rows))).toContainEqual(expect.stringMatching(said));
  });

  it('names ids that look wrong and cables without a size', async () => {
    const rows = ['编号,器件,上级,端口,馈线,长度(m)', 'P1,三功分,RRU,1,7/8,5'];
    const antennas = ['A01,天线,P1,1,1/2,5', 'A02,天线,P1,2,l/2,5', 'AO3,天线,P1,3,1/2,5'];
    expect(doubts(await read([...rows, ...antennas]))).toEqual([
      expect.stringMatching(/^row 2: RRU has no row/),
      expect.stringMatching(/^row 4: the size of the cable P1 → A02 is not known/),
      expect.stringMatching(/^row 5: AO3 has a letter where others have a digit; A03\?/),
    ]);
  });

  it('is read in time that grows with its size: 20,000 parts, long texts of signs', {
    tags: ['thorough'],
  }, async () => {
    const parts = Array.from(
      { length: 19_990 },
      (_, at) => `T${at + 1},7dB耦合器,${at === 0 ? 'RRU' : `T${at}`},直通,7/8,5`,
    );
    const long = ['(', '=', '-(', '1 ', '→', 'a='].map(
      (sign) => `"${sign.repeat(19_000)}",x,"${sign.repeat(9000)}",1,7/8,5`,
    );
    const elapsedMs = startProcessorClock();
    const table = await read(['编号,器件,上级,端口,馈线,长度(m)', ...parts, ...long]);
    expect(table.cables).toHaveLength(19_990);
    expect(problems(table)).toHaveLength(long.length);
    expect(elapsedMs()).toBeLessThan(30_000);
  });
});

describe('heads and words of tables that name things in passing', () => {
  const cablesIn = (table: TreeTable) =>
    table.cables.map(({ from, port, to, size, lengthM }) => [from, port, to, size, lengthM].join(' '));

  it('an outline names outputs in words behind the parts, and lengths by their unit', async () => {
    const table = await read([
      'Aufbau;Leitung;Meter;Ort',
      'Sender S1 (Technikraum);;;UG1',
      '  Abzweiger AZ1 (7 dB);7/8 Zoll;12,5;UG1',
      '    Antenne A1 am Abzweig;1/2 Zoll;4,0;UG1',
      '    Verteiler VT1 (2-fach) am Durchgang;7/8 Zoll;20,5;UG1',
      '      Antenne A2 an Ausgang 2;1/2 Zoll;8,0;UG1',
      '      Antenne A3 an Ausgang 1 (Richtung Ausfahrt);1/2 Zoll;9,0;UG1',
      'Alle Antennen sind Deckenantennen',
    ]);
    expect(problems(table)).toEqual([]);
    expect(doubts(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'S1 out1 AZ1 7/8 12.5',
      'AZ1 coupled A1 1/2 4',
      'AZ1 through VT1 7/8 20.5',
      'VT1 out2 A2 1/2 8',
      'VT1 out1 A3 1/2 9',
    ]);
    const [source] = table.parts;
    expect([source.id, source.kind]).toEqual(['S1', 'source']);
    const antennas = table.parts.filter(({ kind }) => kind === 'antenna');
    expect(antennas.map(({ antennaType }) => antennaType)).toEqual(Array(3).fill('ceiling-omni'));
  });

  it('a model of cable is no length, a column of feet and inches is, and a question mark feeds nothing', async () => {
    const table = await read([
      'Tag,Description,Fed from,Port,Coax,Run',
      'RRH-1,RRH,-,-,-,-',
      `SP-01,Splitter 2-way,RRH-1,,"7/8"" AVA5","40'"`,
      `ANT-01,"Omnidirectional, wall mount",SP-01,P1,"1/2"" AL4RPV","16'-6"""`,
      `ANT-02,Panel,SP-01,P2,"1/2"" AL4RPV","20'"`,
      `ANT-03,Omni,?,,"1/2"" AL4RPV","20'"`,
    ]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRH-1 out1 SP-01 7/8 12.192',
      'SP-01 out1 ANT-01 1/2 5.029',
      'SP-01 out2 ANT-02 1/2 6.096',
    ]);
    expect(doubts(table)).toEqual(['row 6: no cable leads to ANT-03']);
    expect(table.parts.slice(2).map(({ antennaType }) => antennaType)).toEqual([
      'ceiling-omni',
      'directional',
      'ceiling-omni',
    ]);
  });
});

describe('tables of other offices', () => {
  const cablesIn = (table: TreeTable) =>
    table.cables.map(({ from, port, to, size, lengthM }) => [from, port, to, size, lengthM].join(' '));

  it('Japanese columns from the source to the antenna, cables by the names of a legend', async () => {
    const table = await read(
      [
        '※ 12D＝7/8インチ、8D＝1/2インチ',
        'アンテナ|階|送信機|線1|機器1|出力1|線2|機器2|出力2|アンテナ線|種類',
        'A-1|B1F|TX1|12D 20.5m|C1(6dBカプラ)|結合||||8D 4.0m|無指向',
        'A-2|〃|〃|〃|〃|直通|12D 18m|D1(2分配)|1|8D 9.0m|無指向',
        'A-3|〃|〃|〃|〃|〃|〃|〃|2|8D 11.5m|指向性',
      ].map((row) => row.replaceAll('|', '\t')),
    );
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'TX1 out1 C1 7/8 20.5',
      'C1 coupled A-1 1/2 4',
      'C1 through D1 7/8 18',
      'D1 out1 A-2 1/2 9',
      'D1 out2 A-3 1/2 11.5',
    ]);
    expect(
      table.parts.map(({ id, kind, ways, valueDb, antennaType }) =>
        [id, kind, ways ?? valueDb ?? antennaType ?? ''].join(' '),
      ),
    ).toEqual([
      'TX1 source ',
      'C1 coupler 6',
      'A-1 antenna ceiling-omni',
      'D1 splitter 2',
      'A-2 antenna ceiling-omni',
      'A-3 antenna directional',
    ]);
  });

  it('numbers of an outline that a spreadsheet made dates of, where one alone goes on from those above', async () => {
    const rows = [
      '层级,器件编号,器件名称,上级端口,馈线规格,长度/m',
      '1,RRU1,RRU,,,',
      '1月1日,OH1,6dB耦合器,,7/8馈线,12',
      '2001/1/1,GF1,二功分器,直通,7/8馈线,25',
      '1-1-1-1,ANT1,吸顶天线,1,1/2馈线,6',
      '1-1-1-2,ANT2,吸顶天线,2,1/2馈线,7',
      '2001/1/2,ANT3,吸顶天线,耦合,1/2馈线,8',
    ];
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRU1 out1 OH1 7/8 12',
      'OH1 through GF1 7/8 25',
      'GF1 out1 ANT1 1/2 6',
      'GF1 out2 ANT2 1/2 7',
      'OH1 coupled ANT3 1/2 8',
    ]);
    expect(doubts(table).map((text) => text.slice(0, 40))).toEqual([
      'row 3: "1月1日" is read as number 1.1, whi',
      'row 4: "2001/1/1" is read as number 1.1.',
      'row 7: "2001/1/2" is read as number 1.1.',
    ]);
    const gap = await read(rows.map((row) => row.replace('2001/1/2', '2001/1/4')));
    expect(problems(gap).map((text) => text.slice(0, 24))).toEqual(['row 7: found "2001/1/4";']);
    const named = await read(
      rows.map((row) => row.replace(/^1月1日/, '1-Jan').replace('2001/1/2', '1/1/2002')),
    );
    expect(cablesIn(named)).toEqual(cablesIn(table));
  });

  it('a combiner by its inputs, what a remark says a part is, ids behind their level', async () => {
    const table = await read([
      '起点,起点端口,终点,馈线,长度(m),备注',
      'RRU-A,出,POI-1 入1,1/2跳线,2,',
      'RRU-B,出,POI-1 入2,1/2跳线,3,',
      'POI-1,出1,PS9,7/8,6,PS9为二功分器',
      'PS9,1,B1层T1,7/8,28,',
      'PS9,2,B2层T1,7/8,41,',
      'B1层',
      '器件编号,器件类型,上级,端口,馈线,长度(m)',
      'T1,10dB耦合器,,,,',
      'ANT1,全向天线,T1,耦合,1/2,5',
      'ANT2,全向天线,T1,直通,1/2,15',
      'B2层',
      '器件编号,器件类型,上级,端口,馈线,长度(m)',
      'T1,6dB耦合器,PS9,2,见主干,见主干',
      'ANT1,全向天线,T1,耦合,1/2,6',
      'ANT2,全向天线,T1,直通,1/2,16',
    ]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRU-A out1 POI-1 1/2 2',
      'RRU-B out1 POI-1 1/2 3',
      'POI-1 out1 PS9 7/8 6',
      'PS9 out1 T1@B1 7/8 28',
      'PS9 out2 T1@B2 7/8 41',
      'T1@B1 coupled ANT1@B1 1/2 5',
      'T1@B1 through ANT2@B1 1/2 15',
      'T1@B2 coupled ANT1@B2 1/2 6',
      'T1@B2 through ANT2@B2 1/2 16',
    ]);
    expect(table.parts.find(({ id }) => id === 'PS9')).toMatchObject({ kind: 'splitter', ways: 2 });
  });
});

describe('a whole table that is misread is refused or named', () => {
  const tree = randomTree(4);
  const rows = layouts['parts with what feeds them, child before parent'](tree, 4);
  const columnOf = (change: (cells: string[], row: number) => string[]) =>
    rows.map((row, at) => change(row.split(','), at).join(','));
  it('lengths that are losses or millimetres', async () => {
    const losses = columnOf((cells, at) =>
      at === 0
        ? cells
        : cells.map((cell) => cell.replace(/^([\d.]+)米$/, (_, m) => `${(Number(m) / 90).toFixed(2)}米`)),
    );
    expect(problems(await read(losses)).join()).toMatch(/the middle one of \d+ lengths is 0\.\d+ m/);
    const long = columnOf((cells) =>
      cells.map((cell) => cell.replace(/^([\d.]+)米$/, (_, m) => `${50 * Number(m)}米`)),
    );
    expect(problems(await read(long)).join()).toMatch(/the middle one of \d+ lengths is \d+/);
  });

  it('values that are of another column', async () => {
    const levels = columnOf((cells) =>
      cells.map((cell) => cell.replace(/^(\d+)dB耦合器$/, (_, db) => `${Number(db) + 10.5}dB耦合器`)),
    );
    const table = await read(levels);
    expect([...problems(table), ...doubts(table)].join()).toMatch(
      /read as 1\d\.5 dB, which no catalogue has/,
    );
  });

  it('parts whose kinds stand a row lower', async () => {
    const kinds = rows.map((row) => row.split(',')[1]);
    const lower = columnOf((cells, at) => (at < 2 ? cells : [cells[0], kinds[at - 1], ...cells.slice(2)]));
    const table = await read(lower);
    expect([...problems(table), ...doubts(table)].length).toBeGreaterThan(2);
  });

  it('rows that are left out below a count and sums in words', async () => {
    const some = rows.filter((row) => !/天线/.test(row) || /[13579],/.test(row));
    const antennas = tree.filter(({ kind }) => kind === 'antenna').length;
    const summed = await read([...some, `合计,天线${antennas}副;1/2"馈线 ${tree.length * 90} 米`]);
    expect([...problems(summed), ...doubts(summed)].join()).toMatch(
      /the table states \d+ antenna, the rows give \d+.*|the sum says \d+ m, the rows give/,
    );
    expect(problems(summed).join()).toMatch(
      /every sum of lengths that the table states is far from its rows/,
    );
  });

  it('cables of which most beginnings are not read', async () => {
    const cut = rows.filter((row) => !/^(PS|GF|T|OH)?\w*,.*(功分|耦合)/.test(row) || /RRU/.test(row));
    const table = await read(cut);
    expect(problems(table).join()).toMatch(
      /nothing feeds \d+ parts that are no sources|is not in the list|neither a row/,
    );
  });
});

describe('tables that other offices wrote', () => {
  const cablesIn = (table: TreeTable) =>
    table.cables.map(({ from, port, to, size, lengthM }) => [from, port, to, size, lengthM].join(' '));

  it('a row stands for several parts, ports say their name twice, sums by size go on in a second row', async () => {
    const table = await read([
      '序号,缆号,起点,起点端口,终点,终点型号,馈线规格,长度,备注',
      '一、主干',
      '1,K01,RRU7,ANT口,T1,耦合器-6dB,7/8馈线,12m,',
      '小计,,,,,,7/8,12,',
      ',,,,,,1/2,0,',
      '二、电梯厅',
      '2,K02,T1,支路(耦合),PS1,三功分,1/2馈线,4,',
      '3~5,K03~K05,PS1,输出1~3,ANT1~ANT3,全向吸顶,〃,6/7.5/8m,',
      '6,K06,T1,主干(直通),ANT4,全向吸顶,1/2软跳线,2,',
      '小计,,,,,,7/8,0,',
      ',,,,,,1/2,27.5,',
    ]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRU7 out1 T1 7/8 12',
      'T1 coupled PS1 1/2 4',
      'PS1 out1 ANT1 1/2 6',
      'PS1 out2 ANT2 1/2 7.5',
      'PS1 out3 ANT3 1/2 8',
      'T1 through ANT4 1/2 2',
    ]);
    expect(table.cables.map(({ id }) => id)).toEqual(['K01', 'K02', 'K03', 'K04', 'K05', 'K06']);
    expect(doubts(table).filter((doubt) => /sum|jumper/.test(doubt))).toEqual([
      'row 9: jumpers count as feeder of their size, or of 1/2" where none is said: T1 → ANT4',
    ]);
    const wrong = await read(['起点,端口,终点,馈线,长度(m)', 'RRU,1,PS1,7/8,5', 'PS1,1,ANT1~ANT3,1/2,6/7']);
    expect(problems(wrong)).toEqual([expect.stringMatching(/^row 3: found 3 parts at one end/)]);
  });

  it('lengths stand in a list of cables, parts of another level with that behind them, void numbers hang on nothing', async () => {
    const head = '编号,器件类型,上级,上级端口,进线缆号,备注';
    const rows = [
      'B1层器件',
      head,
      'RRU3,RRU 40W,—,—,—,',
      'P1,二功分,RRU3,ANT1,B1-01,',
      'P2,二功分,P1,①,B1-02,',
      'A1,全向吸顶,P2,①,B1-03,',
      'A2,全向吸顶,P2,②,B1-04,',
      'B2层器件',
      head,
      'P2,二功分,P1-B1,②,B2-01,',
      'A1,全向吸顶,P2,①,B2-02,',
      'A2,全向吸顶,P2,②,B2-03,',
      'A2a,全向吸顶,,,,作废',
      '线缆表',
      '缆号,规格,长度/m,标签',
      ...['B2-03,1/2,9,有', 'B1-01,7/8,6,有', 'B1-02,7/8,3.5,有', 'B1-03,1/2,7,有', 'B1-04,1/2,8,有'],
      ...['B2-01,7/8,14,有', 'B2-02,1/2,5,有', 'B2-09,1/2,5,有', '合计,7/8,23.5,', ',1/2,34,'],
    ];
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRU3 out1 P1@B1 7/8 6',
      'P1@B1 out1 P2@B1 7/8 3.5',
      'P2@B1 out1 A1@B1 1/2 7',
      'P2@B1 out2 A2@B1 1/2 8',
      'P1@B1 out2 P2@B2 7/8 14',
      'P2@B2 out1 A1@B2 1/2 5',
      'P2@B2 out2 A2@B2 1/2 9',
    ]);
    expect(table.parts.some(({ id }) => id.startsWith('A2a'))).toBe(false);
    expect(doubts(table).filter((doubt) => /cable|sum|A2a/.test(doubt))).toEqual([
      expect.stringMatching(/^row 13: A2a: "作废"/),
      'row 23: cable B2-09 stands in the list of lengths, and no row names it',
    ]);
    const other = await read(rows.map((row) => row.replace('B2-02,1/2,5', 'B2-03,1/2,5')));
    expect(problems(other)).toEqual([expect.stringMatching(/^row 22: found id B2-03 stands in row 16 too/)]);
  });

  it('an outline stands in the lines of a text, with signs of a tree or without', async () => {
    const lines = [
      '某车库 系统拓扑, 2020-05',
      '缆型: K7=7/8馈线 K5=1/2馈线 JP=跳线',
      '◆ 一区',
      'RRU-9 (RRU 20W, RS 12.0)',
      '└─[出] K7/6 -> OH1 6dB耦合  (11.4)',
      '    ├─[T] K5/15.5 -> GF1 二功分  (7.9)  //换新, 原三功分',
      '    │   ├─[P1] K5/6 -> TX1 吸顶天线  (4.0)',
      '    │   └─[P2] JP/0.5 -> FZ1 50Ω匹配负载',
      '    └─[C] K5/9 -> TX2 吸顶天线  (4.4)',
      '◆ 二区',
      'RRU-8 (RRU 20W)',
      '└─[出] K5/12 -> TX3 吸顶天线  (10)',
      '------------------',
    ];
    const table = await read(lines);
    expect(problems(table)).toEqual([]);
    const cables = [
      'RRU-9 out1 OH1 7/8 6',
      'OH1 through GF1 1/2 15.5',
      'GF1 out1 TX1 1/2 6',
      'GF1 out2 FZ1 jumper 0.5',
      'OH1 coupled TX2 1/2 9',
      'RRU-8 out1 TX3 1/2 12',
    ];
    expect(cablesIn(table)).toEqual(cables);
    expect(
      table.parts.map(({ id, kind, ways, valueDb }) => [id, kind, ways ?? valueDb ?? ''].join(' ')),
    ).toEqual([
      ...['RRU-9 source ', 'OH1 coupler 6', 'GF1 splitter 2', 'TX1 antenna ', 'FZ1 load ', 'TX2 antenna '],
      ...['RRU-8 source ', 'TX3 antenna '],
    ]);
    const plain = lines.map((line) =>
      line.replace(/^[ │├└─]+/, (signs) => ' '.repeat(signs.length)).replace('->', '→'),
    );
    expect(cablesIn(await read(plain))).toEqual(cables);
    const off = await read(lines.map((line) => line.replace('    └─[C]', '  └─[C]')));
    expect(problems(off)).toEqual([expect.stringMatching(/^row 9: found nothing says how deep TX2 is/)]);
  });

  const written = ['RRU4 out1 PS1 7/8 12', 'PS1 out1 ANT1 1/2 5', 'PS1 out2 ANT2 1/2 6'];
  it.each([
    [
      'columns that blanks set apart',
      [
        '馈线表',
        '编号    器件        上级   端口   馈线   长度(m)',
        'PS1     二功分      RRU4   1      7/8    12',
        'ANT1    吸顶天线    PS1    1      1/2    5',
        'ANT2    吸顶天线    PS1    2      1/2    6',
      ],
    ],
    [
      'numbers before lines',
      [
        '1 RRU4 (RRU 40W)',
        '1.1 PS1 二功分 7/8 12m',
        '1.1.1 ANT1 吸顶天线 [1] 1/2 5m',
        '1.1.2 ANT2 吸顶天线 口2, 1/2 6m',
      ],
    ],
    [
      'a path in each line',
      [
        'ANT1: RRU4 -(7/8 12m)- PS1(二功分)-1 -(1/2 5m)- ANT1',
        'ANT2: RRU4 -(7/8 12m)- PS1(二功分)-2 -(1/2 6m)- ANT2',
      ],
    ],
    [
      'a cable in each line',
      ['# cables', 'RRU4 -> PS1: 7/8, 12m', 'PS1.1 -> ANT1: 1/2, 5m', 'PS1.2 -> ANT2: 1/2, 6m'],
    ],
    [
      'parts with ports, and lengths by their ends',
      [
        ...['编号,器件,上级,端口', 'PS1,二功分,RRU4,1', 'ANT1,吸顶天线,PS1,1', 'ANT2,吸顶天线,PS1,2'],
        ...['起点,终点,馈线,长度(m)', 'RRU4,PS1,7/8,12', 'PS1,ANT1,1/2,5', 'PS1,ANT2,1/2,6'],
      ],
    ],
    [
      'two columns of one end, ports behind ids',
      [
        '起点(端口),终点,馈线,长度(m),终点器件',
        'RRU4(ANT1),PS1,7/8,12,二功分',
        'PS1(出1),ANT1,1/2,5,天线',
        'PS1(出2),ANT2,1/2,6,天线',
      ],
    ],
    [
      'ends that are called A and B',
      [
        '线号,设备A,端口A,设备B,缆型,长度(m)',
        'a,RRU4,ANT1,PS1,7/8,12',
        'b,PS1,OUT1,ANT1,1/2,5',
        'c,PS1,OUT2,ANT2,1/2,6',
      ],
    ],
  ])('are read with %s', async (_, rows) => {
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual(written);
  });

  it('a row that blanks set apart is named where a cell is missing, since nobody knows which', async () => {
    const table = await read([
      '编号    器件        上级   端口   馈线   长度(m)',
      'PS1     二功分      RRU4   1      7/8    12',
      'ANT1    吸顶天线    PS1    1      1/2    5',
      'ANT2    吸顶天线    PS1    1/2    6',
    ]);
    expect(doubts(table)).toContain('row 4: not read: "ANT2, 吸顶天线, PS1, 1/2, 6"');
  });

  it('levels that a table states are held against its parts, ports and lengths', async () => {
    // 12 m of 7/8 lose 0.7 dB, 10 dB couplers 0.5 dB beyond 0.46 through; 100 m of 1/2 lose 11 dB, connectors 0.1 dB.
    const rows = [
      '编号,器件,上级,端口,馈线,长度(m),入口电平(dBm)',
      'RRU1,RRU,,,,,15.2',
      'T1,10dB耦合器,RRU1,ANT,7/8,12,14.4',
      'P1,二功分,T1,直通,1/2,20,11.1',
      'A1,吸顶天线,T1,耦合,1/2,10,3.2',
      'A2,吸顶天线,P1,1,1/2,5,7',
      'A3,吸顶天线,P1,2,1/2,30,4.3',
    ];
    expect(doubts(await read(rows))).toEqual([]);
    const wrongs: [RegExp, string, RegExp][] = [
      [/10dB/, '6dB', /^row 5: the levels of the table fall by 11\.2 dB from T1 to A1/],
      [/5,7$/, '55,7', /^row 6: the levels of the table fall by 4\.1 dB from P1 to A2/],
      [/1\/2,30,4\.3/, '1/2,30,7.3', /^row 7: the levels .* fall by 3\.8 dB .*lose 4\.5 to/],
    ];
    for (const [from, to, said] of wrongs) {
      const wrong = rows.map((row) => row.replace(from, to));
      expect(doubts(await read(wrong))).toContainEqual(expect.stringMatching(said));
    }
    // What most rows contradict is something else than levels at inputs.
    const others = doubts(await read(rows.map((row, at) => row.replace(/[\d.]+$/, String(at)))));
    expect(others[0]).toMatch(/^row 3: 5 of 5 levels of the table do not fit its parts, lengths and ports/);
    expect(others.filter((doubt) => /levels of the table fall by/.test(doubt))).toHaveLength(5);
    const outputs = await read(rows.map((row) => row.replace('入口电平', '输出电平')));
    expect(doubts(outputs)).toEqual(['row 1: columns that are not read: 输出电平(dBm)']);
  });

  it('a path ends at its antenna by the word alone, parts are called by short names, lengths are added up', async () => {
    const chains = await read([
      '天线编号,链路',
      'A-01,RRU1 →7/8 12m→ PS1(二功分)-1 →1/2 5m→ 天线',
      'A-02,RRU1 →7/8 12m→ PS1(二功分)-2 →1/2 6m→ 天线',
    ]);
    expect(problems(chains)).toEqual([]);
    expect(cablesIn(chains)).toEqual(['RRU1 out1 PS1 7/8 12', 'PS1 out1 A-01 1/2 5', 'PS1 out2 A-02 1/2 6']);
    const short = await read([
      'Tag,Part,Fed from,Out,Feeder,Length (m)',
      'Sector A,,,,,',
      'SP01,SPL-2,RRU1,1,7/8,9+1.5',
      'DC01,CPL-10,SP01,一口,1/2,4',
      'TL01,TERM,SP01,二口,jumper,0.5',
      'AT01,ATT-3,DC01,直路,1/2,2',
      'A01,OMNI,AT01,OUT,1/2,3',
      'A02,OMNI,DC01,耦出,1/2,3',
    ]);
    expect(problems(short)).toEqual([]);
    expect(
      short.parts.map(({ id, kind, ways, valueDb }) => [id, kind, ways ?? valueDb ?? ''].join(' ')),
    ).toEqual([
      ...['SP01 splitter 2', 'DC01 coupler 10', 'TL01 load ', 'AT01 attenuator 3'],
      ...['A01 antenna ', 'A02 antenna ', 'RRU1 source '],
    ]);
    expect(cablesIn(short)).toEqual([
      ...['RRU1 out1 SP01 7/8 10.5', 'SP01 out1 DC01 1/2 4', 'SP01 out2 TL01 jumper 0.5'],
      ...['DC01 through AT01 1/2 2', 'AT01 out A01 1/2 3', 'DC01 coupled A02 1/2 3'],
    ]);
    expect(doubts(short)).toContain('row 3: the length "9+1.5" is read as 10.5 m, all of it cable');
  });

  it('tables beside each other with the same heads are each a table', async () => {
    const table = await read([
      '系统一：移动,,,,,,,系统二：电联,,,,,',
      '层级号,编号,规格,上级出口,馈线,长度(m),,层级号,编号,规格,上级出口,馈线,长度(m)',
      '1,POI-1,POI,,,,,1,RRU-L,RRU,,,',
      '1.1,MC1,耦7,出,7/8,12,,1.1,LP1,功分1/2,出,7/8,14.5+1.5',
      '1.1.1,M天1,吸顶,主,1/2,6,,1.1.1,L天1,吸顶,1#,1/2,8',
      '1.1.2,M天2,吸顶,副,1/2,9,,1.1.2,L天2,吸顶,2#,1/2,7',
    ]);
    expect(problems(table)).toEqual([]);
    expect(table.cables.map(({ from, port, to, lengthM }) => `${from} ${port} ${to} ${lengthM}`)).toEqual([
      ...['POI-1 out1 MC1 12', 'MC1 through M天1 6', 'MC1 coupled M天2 9'],
      ...['RRU-L out1 LP1 16', 'LP1 out1 L天1 8', 'LP1 out2 L天2 7'],
    ]);
    expect(table.parts.find(({ id }) => id === 'MC1')).toMatchObject({ kind: 'coupler', valueDb: 7 });
  });

  it('rows that are void and spare cables are named and not read', async () => {
    const rows = [
      'Cable,From node,Port,To node,Type,Length (m),Remarks',
      'C1,RRU-1,RF1,PS-01,7/8,12,',
      'C2,PS-01,1,ANT-1,1/2,5,',
      'C3,PS-01,2,ANT-2,1/2,6,',
      'C0,PS-01,(was P3),ANT-9,1/2,14,"DELETED at Rev B, cable recovered"',
      'SP1,ELV riser,,SPARE (coiled in riser),1/2,30,both ends capped',
    ];
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(table.cables.map(({ to }) => to)).toEqual(['PS-01', 'ANT-1', 'ANT-2']);
    expect(doubts(table).filter((doubt) => /void or a spare cable, and not read/.test(doubt))).toHaveLength(
      2,
    );
  });

  it('both paths in one column that is blank where it is as above, parts called the same on both', async () => {
    const tree = (length: string) => [
      `RRU2,端口1,T1,7dB耦合器,7/8,${length}`,
      'T1,直通端,PS1,二功分器,1/2,17',
      'PS1,输出端1,MA01,双极化吸顶天线,1/2,13',
      'PS1,输出端2,MA02,双极化吸顶天线,1/2,10',
      'T1,耦合端,MA03,双极化吸顶天线,1/2,8',
    ];
    const head = '路别,从,从端口,到,到器件,馈线,长度(米)';
    const ofPath = (path: string, rows: string[]) => rows.map((row, at) => `${at === 0 ? path : ''},${row}`);
    const second = tree('同A路').map((row) => row.replace('端口1', '端口2').replace(',10', ',11'));
    const table = await read([head, ...ofPath('A路', tree('12')), head, ...ofPath('B路', second)]);
    expect(problems(table)).toEqual([]);
    const lengths = table.cables.map(
      ({ from, to, toPort = '', lengthM }) => `${from} ${to} ${toPort} ${lengthM}`,
    );
    expect(lengths).toContain('RRU2 T1-p2  12');
    expect(lengths).toContain('PS1 MA02 A路 10');
    expect(lengths).toContain('PS1-p2 MA02 B路 11');
    expect(table.cables).toHaveLength(10);
  });

  it('segments that do not add up to their total leave a length open', async () => {
    const rows = [
      'Cable,From,Port,To,Type,Length (m)',
      ...['K1,RRU-1,RF1,PS-01,7/8,T', 'K2,PS-01,1,ANT-1,1/2,5', 'K3,PS-01,2,ANT-2,1/2,6'],
      '',
      'Cable,Route,Tray (m),Riser (m),Total (m)',
    ];
    const lengthOf = async (row: string) => {
      const table = await read([...rows, row, 'K9,RRU-9 – ANT-9,1,2,3']);
      return [table.cables[0].lengthM, doubts(table).join()];
    };
    expect((await lengthOf('K1,RRU-1 – PS-01,10,4.5,14.5'))[0]).toBe(14.5);
    expect((await lengthOf('K1,RRU-1 – PS-01,10,4.5,'))[0]).toBe(14.5);
    const [lengthM, said] = await lengthOf('K1,RRU-1 – PS-01,10,4.5,17.5');
    expect(lengthM).toBeUndefined();
    expect(said).toMatch(/the sum says 17\.5 m, the rows give 14\.5 m/);
  });

  it('outputs that lead nowhere and rows of another table are named, and read as no cables', async () => {
    const branches = [2, 3].flatMap((part) =>
      [1, 2, 3, 4].map((port) => `PS${part},${port},A-${part}${port},1/2,${part + port}`),
    );
    const table = await read([
      '器件,端口,接至,缆型,长度(m)',
      ...['RRU1,1,PS1,7/8,9', 'PS1,1,PS2,1/2,5', 'PS1,2,PS3,1/2,6', ...branches, 'PS1,3,,,'],
      ...['A-21,,-8.1,,A-22', 'A-21,,A-22,,A-23', '-8.1,,-8.8,,-9'],
      ...[
        '编号,器件类型',
        'PS1,三功分',
        'PS2,四功分',
        'PS3,四功分',
        ...[21, 22, 23, 24, 31, 32, 33, 34].map((id) => `A-${id},天线`),
      ],
    ]);
    expect(problems(table)).toEqual([]);
    expect(table.cables).toHaveLength(3 + branches.length);
    expect(doubts(table).filter((doubt) => /not read|nothing is on/.test(doubt))).toEqual([
      'row 13: not read: "PS1, 3"',
      'row 14: not read: "A-21, -8.1, A-22"',
      'row 15: not read: "A-21, A-22, A-23"',
      'row 16: not read: "-8.1, -8.8, -9"',
      expect.stringMatching(/nothing is on out3 of PS1/),
    ]);
  });

  it('heads stand in the first column', async () => {
    const table = await read([
      '既有天馈系统',
      '编号,P1,A1,A2',
      '器件,二功分,吸顶天线,吸顶天线',
      '上级,RRU2,P1,P1',
      '上级端口,1,1,2',
      '馈线,7/8,1/2,1/2',
      '长度(m),9,5,l7',
    ]);
    expect(problems(table)).toEqual([expect.stringMatching(/^column 4: found "l7"; expected a length/)]);
    expect(cablesIn(table).slice(0, 2)).toEqual(['RRU2 out1 P1 7/8 9', 'P1 out1 A1 1/2 5']);
  });

  it('a part alone whose head nobody knows is told by its ids, a kind alone is a title', async () => {
    const table = await read([
      'Pos.;Zeichen;Bauteil;gespeist von;Anschluss;Kabeltyp;Länge [m]',
      '1;VT-01;2-fach-Verteiler;RRU-1;ANT A;LCF78-50;5,5',
      ';Antennen',
      '2;A-01;Deckenantenne;VT-01;Ausg. 1;LCF12-50;4',
      '3;A-02;Deckenantenne;VT-01;Ausg. 2;LCF12-50;6,25',
      ';Summe 7/8;;;;;5,5',
      ';Summe 1/2;;;;;10,25',
    ]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      'RRU-1 out1 VT-01 7/8 5.5',
      'VT-01 out1 A-01 1/2 4',
      'VT-01 out2 A-02 1/2 6.25',
    ]);
    expect(table.parts.map(({ id }) => id)).toEqual(['VT-01', 'A-01', 'A-02', 'RRU-1']);
  });
});

describe('both paths of a twin tree', () => {
  const cablesIn = (table: TreeTable) =>
    table.cables.map(({ from, port, to, toPort, size, lengthM }) =>
      [from, port, to, toPort ?? '', size, lengthM].join(' '),
    );

  it('stand in one row of a pair, the second length as its own, as "=" or behind a stroke', async () => {
    const rows = [
      '点位\t器件(A/B)\t类别\t上级(A/B)\t上级端口\t缆型\tA路长\tB路长',
      '0\tRRU5\tRRU 2T2R\t\t\t\t\t',
      '1\tPS1A/B\t二功分\tRRU5\tANT0/ANT1\t7/8\t5\t=',
      '2\tT1A/B\t7dB耦合器 / B路:6dB耦合器\tPS1A/B\tOUT1\t1/2\t20\t19.5',
      '3\tANT01\t双极化吸顶天线\tT1A/B\t直通\t1/2\t9\t8.5',
      '4\tANT02\t双极化吸顶天线\tT1A/B\t耦合\t1/2\t4\t=',
      '5\tANT03\t双极化吸顶天线\tPS1A/B\tOUT2\t1/2\t6\t=',
      '小计\t\t\t\t\t\t44\t43',
    ];
    const expected = [
      ...['RRU5 out1 PS1A  7/8 5', 'PS1A out1 T1A  1/2 20', 'T1A through ANT01 A 1/2 9'],
      ...['T1A coupled ANT02 A 1/2 4', 'PS1A out2 ANT03 A 1/2 6'],
      ...['RRU5 out2 PS1B  7/8 5', 'PS1B out1 T1B  1/2 19.5', 'T1B through ANT01 B 1/2 8.5'],
      ...['T1B coupled ANT02 B 1/2 4', 'PS1B out2 ANT03 B 1/2 6'],
    ];
    const table = await read(rows);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual(expected);
    expect(table.parts.filter(({ id }) => /^T1/.test(id)).map(({ valueDb }) => valueDb)).toEqual([7, 6]);
    expect(doubts(table)).toEqual([
      'row 1: columns that are not read: 点位',
      'row 1: no unit of length is stated: read as metres',
      expect.stringMatching(/^row 4: T1A and T1B of the twin paths differ: 7, 6$/),
    ]);
    const stroked = rows.map((row) =>
      row.replace('A路长\tB路长', '长度(A/B)').replace(/\t([\d.]+)\t(=|[\d.]+)$/, '\t$1/$2'),
    );
    expect(cablesIn(await read(stroked.slice(0, -1)))).toEqual(expected);
    const sum = await read(rows.map((row) => row.replace('\t43', '\t45')));
    expect(doubts(sum)).toContain('row 8: the sum says 45 m, the rows give 43 m');
  });

  it('stand in two columns of paths, in an outline, and as columns that say the same ids', async () => {
    const chain = (path: string, feedM: number, port: number) =>
      `RRU3 -(7/8 ${feedM}m)- PS1${path}(二功分)-${port} -(1/2 5m)- ANT${port}`;
    const rows = [1, 2].map((port) => [`ANT${port}`, chain('A', 9, port), chain('B', 9.5, port)].join(','));
    const chains = await read(['天线编号,A路链路,B路链路', ...rows]);
    expect(problems(chains)).toEqual([]);
    const expected = (twin: string) => [
      ...['RRU3 out1 PS1A  7/8 9', 'PS1A out1 ANT1 A 1/2 5', 'PS1A out2 ANT2 A 1/2 5'],
      ...[`RRU3 out2 ${twin}  7/8 9.5`, `${twin} out1 ANT1 B 1/2 5`, `${twin} out2 ANT2 B 1/2 5`],
    ];
    expect(cablesIn(chains)).toEqual(expected('PS1B'));
    const outline = await read([
      '层级,器件,类别,端口,缆,长度(A/B)',
      ...[
        '1,RRU3,RRU,,,',
        '2,PS1A/B,二功分,,7/8,9/9.5',
        '3,ANT1,吸顶天线,1,1/2,5/=',
        '3,ANT2,吸顶天线,2,1/2,5/5',
      ],
    ]);
    expect(problems(outline)).toEqual([]);
    expect(cablesIn(outline)).toEqual(expected('PS1B'));
    const same = await read([
      '编号,类型,上级,端口,馈线规格,主集馈线长度(m),分集馈线长度(m)',
      ...[
        'PS1A,二功分,RRU3,ANT1/ANT2,7/8,9,9.5',
        'ANT1,吸顶天线,PS1A,1,1/2,5,5',
        'ANT2,吸顶天线,PS1A,2,1/2,5,5',
      ],
    ]);
    expect(problems(same)).toEqual([]);
    expect(cablesIn(same)).toEqual(expected('PS1A-p2'));
    expect(same.parts.find(({ id }) => id === 'PS1A-p2')?.level).toBeUndefined();
  });

  it('stand below titles within one table, the second as the first where it says so', async () => {
    const table = await read([
      '起点,起点端口,终点,终点类型,馈线,长度(m)',
      'A路（主集）',
      'RRU2,ANT1,T1,6dB耦合器,7/8,12',
      'T1,直通,MA01,双极化天线,1/2,8',
      'T1,耦合,MA02,双极化天线,1/2,5.5',
      'B路（分集）',
      'RRU2,ANT2,T1,6dB耦合器,7/8,同A路',
      'T1,直通,MA01,双极化天线,同A路,8.5',
      'T1,耦合,MA02,双极化天线,同A路,同A路',
    ]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      ...['RRU2 out1 T1  7/8 12', 'T1 through MA01 A 1/2 8', 'T1 coupled MA02 A 1/2 5.5'],
      ...['RRU2 out2 T1-p2  7/8 12', 'T1-p2 through MA01 B 1/2 8.5', 'T1-p2 coupled MA02 B 1/2 5.5'],
    ]);
  });

  /** A random tree on two paths, each part in a row of both. */
  function twinRows(seed: number): { rows: string[]; cables: string[]; tree: ReturnType<typeof randomTree> } {
    const tree = randomTree(seed);
    const random = createRandom(1000 + seed);
    const isOne = (id: string) => /^(ANT|RRU)/.test(id);
    const pair = (id: string) => (isOne(id) ? id : `${id}A/B`);
    const named = (id: string, path: string) => (isOne(id) ? id : `${id}${path}`);
    const port = (text = '') => ({ coupled: '耦合', through: '直通' })[text] ?? text.replace('out', 'OUT');
    const words = { source: 'RRU', splitter: '功分器', coupler: 'dB耦合器', antenna: '双极化天线' };
    const kind = ({ kind: each, value }: (typeof tree)[number]) =>
      each === 'splitter'
        ? `${value}路${words[each]}`
        : each === 'coupler'
          ? `${value}${words[each]}`
          : words[each];
    const cables: string[] = [];
    const rows = tree.map((part) => {
      const { id, from, size, lengthM } = part;
      if (from === undefined) return `${id},${kind(part)},,,,,`;
      const otherM = random() < 0.5 ? lengthM : lengthM + 0.5;
      const output = from.startsWith('RRU') ? 'ANT0/ANT1' : port(part.port);
      for (const [at, path] of ['A', 'B'].entries()) {
        const start = from.startsWith('RRU') ? `out${at + 1}` : part.port;
        cables.push(
          `${named(from, path)} ${start} ${named(id, path)} ${size} ${at === 0 ? lengthM : otherM}`,
        );
      }
      const second = otherM === lengthM ? '=' : otherM;
      return [pair(id), kind(part), pair(from), output, size, lengthM, second].join(',');
    });
    return { rows: ['器件,类别,上级,上级端口,缆型,A路长(m),B路长(m)', ...rows], cables: cables.sort(), tree };
  }

  const seeds = isLong ? 15 : 3;
  it(`of a random tree read back the same; a mistake is named or changes nothing (seeds 1–${seeds})`, async () => {
    const silent: string[] = [];
    let changed = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { rows, cables, tree } = twinRows(seed);
      const whole = await read(rows);
      expect([seed, problems(whole)]).toEqual([seed, []]);
      const found = whole.cables.map(
        ({ from, port, to, size, lengthM }) => `${from} ${port} ${to} ${size} ${lengthM}`,
      );
      expect([seed, found.sort()]).toEqual([seed, cables]);
      const values = whole.parts.map(({ id, ways, valueDb }) => `${id} ${ways ?? valueDb ?? ''}`);
      for (const { id, kind, value } of tree) {
        if (kind !== 'splitter' && kind !== 'coupler') continue;
        expect(values).toEqual(expect.arrayContaining([`${id}A ${value}`, `${id}B ${value}`]));
      }
      const random = createRandom(200 + seed);
      for (let attempt = 0; attempt < 15; attempt += 1) {
        const wrong = mistaken(rows, ',', random);
        const table = wrong && (await read(wrong).catch(() => undefined));
        if (!table || wholeOf(table) === wholeOf(whole)) continue;
        // The length of the second path alone can be any number.
        const at = rows.findIndex((row, index) => row !== wrong[index]);
        if (rows[at].endsWith(',=') && wrong[at]?.startsWith(rows[at].slice(0, -1))) continue;
        changed += 1;
        const isNamed = table.problems.length > 0 || table.doubts.length > whole.doubts.length;
        if (!isNamed) silent.push(`seed ${seed}: ${wrong[at]}`);
      }
    }
    expect(silent).toEqual([]);
    expect(changed).toBeGreaterThan(isLong ? 10 : 2);
  });

  it('stand one below the other: parts that both call the same have names of their own', async () => {
    const head = '编号,器件,上级,端口,馈线,长度(m)';
    const path = (port: string, lengthM: number) => [
      head,
      `PS1,二功分,RRU6,${port},7/8,${lengthM}`,
      'ANT1,吸顶天线,PS1,1,1/2,5',
      'ANT2,吸顶天线,PS1,2,1/2,6',
    ];
    const table = await read(['A路', ...path('ANT0', 9), 'B路', ...path('ANT1', 10)]);
    expect(problems(table)).toEqual([]);
    expect(cablesIn(table)).toEqual([
      ...['RRU6 out1 PS1  7/8 9', 'PS1 out1 ANT1 A 1/2 5', 'PS1 out2 ANT2 A 1/2 6'],
      ...['RRU6 out2 PS1-p2  7/8 10', 'PS1-p2 out1 ANT1 B 1/2 5', 'PS1-p2 out2 ANT2 B 1/2 6'],
    ]);
    expect(doubts(table)).toContainEqual(
      expect.stringMatching(/^row 6: both paths call parts the same \(PS1\)/),
    );
  });
});
