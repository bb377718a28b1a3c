import { createRandom } from '../../../packages/engine/src/core/index.ts';
import type { RandomPart } from './random-tree.ts';

const chinese: Record<string, string> = { coupled: '耦合', through: '直通' };
const portOf = (port = '', words: Record<string, string> = chinese) => words[port] ?? port.replace('out', '');
const ways = ['', '', '二', '三', '四'];
const kindOf = ({ kind, value }: RandomPart) =>
  ({
    source: 'RRU 40W',
    splitter: `${ways[value]}功分器`,
    coupler: `${value}dB耦合器`,
    antenna: '全向吸顶天线',
  })[kind];
const words = ({ kind, value }: RandomPart) =>
  ({
    source: 'remote radio unit',
    splitter: `${value}-way splitter`,
    coupler: `coupler ${value} dB`,
    antenna: 'omni',
  })[kind];
const german = ({ kind, value }: RandomPart) =>
  ({
    source: 'Funkeinheit',
    splitter: `Verteiler ${value}-fach`,
    coupler: `Koppler ${value} dB`,
    antenna: 'Rundstrahler',
  })[kind];
const comma = (value: number) => String(value).replace('.', ',');

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Parts from the source to an antenna. */
function pathTo(part: RandomPart, tree: readonly RandomPart[]): RandomPart[] {
  const above = tree.find(({ id }) => id === part.from);
  return above ? [...pathTo(above, tree), part] : [part];
}

const antennasOf = (tree: readonly RandomPart[]) => tree.filter(({ kind }) => kind === 'antenna');

/** Each way to write a tree as rows of a table. */
export const layouts: Record<string, (tree: readonly RandomPart[], seed: number) => string[]> = {
  'parts with what feeds them, child before parent': (tree, seed) => [
    '设备编号,设备名称,父设备,父设备端口,馈线类型,馈线长度（米）,楼层',
    ...shuffled(tree, seed).map((part) =>
      [
        part.id,
        kindOf(part),
        part.from,
        portOf(part.port),
        `${part.size}馈线`,
        part.from ? `${part.lengthM}米` : '',
        part.level,
      ].join(','),
    ),
  ],
  'cables with two ends, some written from the antenna, and a list of parts': (tree, seed) => {
    const random = createRandom(seed);
    const name = { coupled: 'CPL', through: 'THRU' };
    return [
      'Lengths and values',
      '',
      'Ref\tA end\tA port\tB end\tB port\tCable\tLength (mm)',
      ...shuffled(tree, seed).flatMap(({ id, from, port, size, lengthM }, index) => {
        if (from === undefined) return [];
        const ends = [
          [from, portOf(port, name)],
          [id, 'IN'],
        ];
        if (random() < 0.3) ends.reverse();
        return [[`K${index}`, ...ends.flat(), `${size} LSZH`, 1000 * lengthM].join('\t')];
      }),
      '',
      'Item\tType\tValue',
      ...tree.map((part) =>
        [part.id, words(part).replace(/ \d+ dB/, ''), part.kind === 'coupler' ? `${part.value} dB` : ''].join(
          '\t',
        ),
      ),
    ];
  },
  'German cables with the part that each leads to': (tree) => [
    'Objekt;Tiefgarage;;;;;',
    'Lfd.;Von;Port;Nach;Bauteil;Kabel;Länge [m]',
    ...tree
      .slice(1)
      .map((part, index) =>
        [
          index + 1,
          part.from,
          portOf(part.port, { coupled: 'Koppel', through: 'Durchgang' }),
          part.id,
          german(part),
          `${part.size}"`,
          comma(part.lengthM),
        ].join(';'),
      ),
    `Summe;;;;;;${comma(tree.slice(1).reduce((sum, { lengthM }) => sum + lengthM, 0))}`,
  ],
  'an outline by numbers': (tree) => [
    '级号,器件,编号,接自端口,馈线,长度(m)',
    ...tree.map((part) =>
      [part.number, kindOf(part), part.id, portOf(part.port), part.size, part.from ? part.lengthM : ''].join(
        ',',
      ),
    ),
  ],
  'an outline by depths': (tree) => [
    '层级,编号,器件,上级端口,馈线,长度',
    ...tree.map((part) =>
      [
        part.depth,
        part.id,
        kindOf(part),
        portOf(part.port),
        part.size,
        part.from ? `${part.lengthM}m` : '',
      ].join(','),
    ),
  ],
  'an outline by indents, size and length in one cell': (tree) => [
    'Device,Description,Port,Feeder',
    ...tree.map((part) =>
      [
        `${'  '.repeat(part.depth - 1)}${part.id}`,
        words(part),
        portOf(part.port),
        part.from ? `${part.size}" ${part.lengthM} m` : '',
      ].join(','),
    ),
  ],
  'an outline in columns': (tree) => {
    const columns = Math.max(...tree.map(({ depth }) => depth));
    return [
      '车库室分层级表',
      [...Array.from({ length: columns }, (_, index) => `${'一二三四五六七八九'[index]}级`), '线缆'].join(
        ',',
      ),
      ...tree.map((part) => {
        const cells = Array(columns).fill('');
        cells[part.depth - 1] = `${part.port ? `[${portOf(part.port)}]` : ''}${part.id} ${kindOf(part)}`;
        return [...cells, part.from ? `${part.size}*${part.lengthM}` : ''].join(',');
      }),
    ];
  },
  'a path per antenna in one cell, cables in brackets': (tree) => [
    '天线编号,信源,链路（信源→天线）',
    ...antennasOf(tree).map((antenna) => {
      const path = pathTo(antenna, tree).map((part, index, all) => {
        const next = all[index + 1];
        const said = part.kind === 'antenna' || part.kind === 'source' ? '' : `(${kindOf(part)})`;
        return next
          ? `${part.id}${said}${index > 0 ? `-${portOf(next.port)}` : ''} -(${next.size} ${next.lengthM}m)- `
          : part.id;
      });
      return [antenna.id, 'RRU-1', path.join('')].join(',');
    }),
  ],
  'a path per antenna with cables on arrows, and rows that go on from others': (tree) => {
    const written = new Map<string, string>();
    return [
      '序号,天线号,信号来路,备注',
      ...antennasOf(tree).map((antenna, row) => {
        const all = pathTo(antenna, tree);
        const shared = all
          .map(({ id }) => id)
          .filter((id) => written.has(id) && id !== 'RRU-1')
          .at(-1);
        const begin = shared === undefined ? 0 : all.findIndex(({ id }) => id === shared);
        const steps = all.slice(begin).map((part, index, rest) => {
          const next = rest[index + 1];
          const said =
            part.kind === 'splitter' || part.kind === 'coupler' ? `${kindOf(part)}${part.id}` : part.id;
          const name = index === 0 && shared !== undefined ? `同${written.get(shared)}至${part.id}` : said;
          const port = next && part.kind !== 'source' ? `${portOf(next.port)}口` : '';
          return next ? `${name}${port} —${next.size} ${next.lengthM}m→ ` : name;
        });
        for (const { id } of all) if (!written.has(id)) written.set(id, antenna.id);
        return [row + 1, antenna.id, steps.join(''), ''].join(',');
      }),
    ];
  },
  'a path per antenna in columns, what stands above left blank': (tree) => {
    const columns = Math.max(...tree.map(({ depth }) => depth));
    let above: string[] = [];
    return [
      [
        '信源',
        ...Array.from(
          { length: columns - 1 },
          (_, index) => `端口${index + 1},馈线${index + 1},长度${index + 1},器件${index + 1}`,
        ),
      ].join(','),
      ...antennasOf(tree).map((antenna) => {
        const cells = pathTo(antenna, tree).map((part) => [
          ...(part.from
            ? [
                portOf(part.port),
                part.size,
                comma(part.lengthM).includes(',') ? String(part.lengthM) : part.lengthM,
              ]
            : []),
          `${part.id} ${kindOf(part)}`,
        ]);
        const same = cells.findIndex((cell, index) => above[index] !== cell.join());
        above = cells.map((cell) => cell.join());
        return cells.map((cell, index) => (index < same ? cell.map(() => '') : cell).join(',')).join(',');
      }),
    ];
  },
  'parts with what hangs on each output, in free words': (tree) => {
    const outputs = ['out1 through', 'out2 coupled', 'out3', 'out4'];
    const written = [
      (id: string, size: string, lengthM: number) =>
        `→${id} ${size === '7/8' ? '八分之七' : '半英寸'}馈线 ${lengthM}米`,
      (id: string, size: string, lengthM: number) => `"接${id},${size}馈线 ${lengthM}m"`,
      (id: string, size: string, lengthM: number) => `${id}/${size}/${lengthM}m`,
      (id: string, size: string, lengthM: number) => `${id}(${size} ${lengthM}m)`,
    ];
    return [
      '某车库器件端口表',
      '序号,器件编号,规格,端口1(功分OUT1/耦合直通),端口2(功分OUT2/耦合耦合口),端口3,端口4,备注',
      ...tree
        .filter(({ kind }) => kind !== 'antenna')
        .map((part, row) => {
          const cells = outputs.map((ports, at) => {
            const next = tree.find(
              ({ from, port = '' }) => from === part.id && ports.split(' ').includes(port),
            );
            return next ? written[(row + at) % 4](next.id, next.size, next.lengthM) : '';
          });
          return [row + 1, part.id, kindOf(part), ...cells, ''].join(',');
        }),
    ];
  },
  'a matrix of outputs in groups of columns': (tree) => [
    '接线矩阵（行=器件，列=出口）',
    '器件,规格,直通/OUT1,,,耦合/OUT2,,,OUT3,,,OUT4,,',
    ',,接至,线,m,接至,线,m,接至,线,m,接至,线,m',
    ...tree
      .filter(({ kind }) => kind !== 'antenna')
      .map((part) => {
        const cells = ['out1 through', 'out2 coupled', 'out3', 'out4'].flatMap((ports) => {
          const next = tree.find(
            ({ from, port = '' }) => from === part.id && ports.split(' ').includes(port),
          );
          return next ? [next.id, next.size, next.lengthM] : ['', '', ''];
        });
        return [part.id, kindOf(part), ...cells].join(',');
      }),
  ],
  'cables whose trunks are the total of segments in another table': (tree) => [
    'Cable ref.\tFrom node\tPort\tTo node\tCable type\tLength (m)\tRemarks',
    ...tree
      .slice(1)
      .map((part, index) =>
        [
          ...[`C-${100 + index}`, part.from, portOf(part.port, { coupled: 'CPL', through: 'THRU' })],
          ...[
            part.id,
            part.size === '7/8' ? 'LCF78-50JA' : 'LCF12-50J',
            part.size === '7/8' ? 'T' : part.lengthM,
            '',
          ],
        ].join('\t'),
      ),
    '',
    'Cable ref.\tRoute\tTray (m)\tRiser (m)\tTotal (m)',
    ...tree.slice(1).flatMap(({ size, from, id, lengthM }, index) => {
      const riserM = Math.min(0.5, lengthM / 2);
      const cells = [`C-${100 + index}`, `${from} – ${id}`, lengthM - riserM, riserM, lengthM];
      return size === '7/8' ? [cells.join('\t')] : [];
    }),
    '',
    'Node\tDescription\tPart no.\tLevel',
    ...tree.map((part) => [part.id, words(part), 'XX-00-NF', part.level].join('\t')),
  ],
  'a path per antenna in groups of columns, written in full': (tree) => {
    const columns = Math.max(...tree.map(({ depth }) => depth)) - 2;
    const groups = Array.from({ length: columns }, (_, index) => `第${'一二三四五六七八九'[index]}级,,,`);
    return [
      ['天线编号', '信源', ...groups, '末段,,', '备注'].join(','),
      ['', '', ...groups.map(() => '进线,长度,器件,出口'), '线型,长度', ''].join(','),
      ...antennasOf(tree).map((antenna) => {
        const [source, ...rest] = pathTo(antenna, tree);
        const parts = rest.slice(0, -1).map((part, at) => {
          return [part.size, part.lengthM, `${part.id} ${kindOf(part)}`, portOf(rest[at + 1].port)];
        });
        const blank = Array.from({ length: columns - parts.length }, () => ['', '', '', '']);
        const last = [antenna.size, antenna.lengthM, ''];
        return [antenna.id, source.id, ...parts.flat(), ...blank.flat(), ...last].join(',');
      }),
    ];
  },
  'a path per antenna in one text, as the row above up to a part, with its whole length': (tree) => {
    let last: RandomPart[] = [];
    const named = new Set<string>();
    return [
      '天线编号,链路,馈线总长',
      ...antennasOf(tree).map((antenna) => {
        const all = pathTo(antenna, tree);
        const shared = all.filter((part) => last.includes(part) && part.kind !== 'source').length;
        const begin = shared < 2 ? 0 : shared;
        last = all;
        const steps = all.slice(begin).map((part, index) => {
          const next = all[begin + index + 1];
          if (!next) return '天线';
          const value = part.kind === 'coupler' ? `[${part.value}]` : `[${ways[part.value]}功]`;
          const said = part.kind === 'source' || named.has(part.id) ? '' : value;
          const name = index === 0 && begin > 0 ? `(同上至${part.id})` : `${part.id}${said}`;
          named.add(part.id);
          const port = { through: '直', coupled: '耦' }[next.port ?? ''] ?? next.port?.replace('out', '');
          return `${name}${part.kind === 'source' ? '' : `/${port}`}-(${next.size},${next.lengthM})-`;
        });
        const lengthM = all.reduce((sum, part) => sum + (part.from ? part.lengthM : 0), 0);
        return `${antenna.id},"${steps.join('')}",${lengthM}m`;
      }),
    ];
  },
};
