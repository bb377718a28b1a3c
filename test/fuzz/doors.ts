import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultCatalogue } from '../../packages/engine/src/design/index.ts';
import { records } from '../design/as-built-support/records.ts';
import { examples } from '../support/run-cli.ts';
import type { Mutator, Random } from './mutators.ts';

/** A way for somebody else's content to come into the program: a file that a command reads, or text of its command line. */
export interface Door {
  name: string;
  /** Whole contents, which the command takes. */
  samples: readonly (string | Uint8Array)[];
  /** The command, where `file` has the content. */
  command(file: string, content: string): readonly string[];
  kind: 'json' | 'table' | 'text' | 'bytes';
  /** Status of whole contents; default: 0 or 1. */
  whole?: number;
  /** Cases of this door for one of another. */
  ratio?: number;
}

/** Files that commands need besides, in the folder that they run in. */
export const besides = {
  'plan.json': readFileSync(join(examples, 'garage-one-level.diku.json')),
  'drawing.dxf': smallDrawing(),
  'walk.csv': readFileSync(join(examples, 'walk-one-level.csv')),
  'status.csv': statusTable(),
  'antennas.csv': records.plain.antennas,
  'cables.csv': records.plain.cables,
  'asked.csv':
    '行政区,小区名称,地址,电信是否需要覆盖,业主是否反对\n静安区,甲苑,甲路1号,是,否\n静安区,乙苑,乙路2号,否,是\n',
};

function smallDrawing(): string {
  const lines = [
    [0, 0, 30000, 0],
    [30000, 0, 30000, 20000],
    [30000, 20000, 0, 20000],
    [0, 20000, 0, 0],
    [12000, 0, 12000, 14000],
  ];
  const entities = lines.map(
    ([x0, y0, x1, y1]) => `0\nLINE\n8\nA-WALL\n10\n${x0}\n20\n${y0}\n11\n${x1}\n21\n${y1}\n`,
  );
  return `0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n4\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${entities.join('')}0\nENDSEC\n0\nEOF\n`;
}

/** The first rows of the example, whatever is odd in them. */
function statusTable(): string {
  return readFileSync(join(examples, 'status-table.csv'), 'utf8').split('\n').slice(0, 25).join('\n');
}

const plan = 'plan.json';
const coarse = ['--resolution', '5', '--workers', '1'];
const json = (value: unknown) => JSON.stringify(value, null, 1);

const profile = json({
  bodyLossDb: 4,
  outdoor: { entryLossDb: 3 },
  vehicleLossDb: 8,
  network: { singleRunM: 50 },
});

const existing = `编号,上级,类型,规格,长度(m)
SRC1,,信源,,
PS1-B1,SRC1,功分器,二功分,12.5
ANT1-B1,PS1-B1,天线,,22.5
ANT2-B1,PS1-B1,天线,,18
`;

const corrections = {
  ...{ format: 'diku-corrections', version: 1, units: 'mm', rotationDeg: 0, layers: { 'A-WALL': 'wall' } },
  parts: [{ box: [-1000, -1000, 40000, 30000], id: 'B1' }],
  levels: { B1: { id: 'B2', name: '地下二层', elevationM: -8.3, clearHeightM: 2.4, shiftM: [0, 0] } },
  lines: {
    wall: [
      [
        [8000, 4900],
        [16000, 4900],
      ],
    ],
    noWall: [
      [
        [300, 300],
        [300, 5100],
      ],
    ],
  },
  ...{
    accept: ['wall-material:x'],
    reject: ['column:1,2'],
    set: { 'wall-thickness:x': { thicknessM: 0.15 } },
  },
};

const models = json([
  { model: 'free-space', inputs: { frequencyMhz: 1870, distanceM: 10 } },
  { model: 'itu-p1238', inputs: { environment: 'office', los: false, frequencyMhz: 2100, distanceM: 30 } },
  {
    model: 'cost231-multi-wall',
    inputs: { frequencyMhz: 900, distanceM: 12, walls: [{ lossDb: 6, count: 2 }] },
  },
  {
    model: 'itu-p2040-slab',
    inputs: { material: 'concrete', thicknessM: 0.3, frequencyMhz: 1800, incidenceDeg: 20 },
  },
  { model: 'knife-edge', inputs: { heightM: 1, distance1M: 10, distance2M: 20, frequencyMhz: 900 } },
  { model: 'custom', inputs: { expression: '20*log10(d)+30', frequencyMhz: 900, distanceM: 5 } },
]);

const pattern = [
  ...['NAME outsider', 'FREQUENCY 1800', 'GAIN 7 dBi', 'TILT ELECTRICAL'],
  ...['HORIZONTAL', 'VERTICAL'].flatMap((cut) => [
    `${cut} 360`,
    ...Array.from({ length: 360 }, (_, degrees) => `${degrees} ${Math.min(degrees, 360 - degrees) / 10}`),
  ]),
].join('\n');

const formulas = [
  '32.45 + 20*log10(f/MHz) + 20*log10(d/km)',
  '20 log10(4 pi d / lambda) + (d > 3 m ? 6 dB : 0 dB)',
  'max(40, 38 + 21*log10(d/m))',
];

/** Every door but drawings, which `fuzz.test.ts` damages. */
export const doors: readonly Door[] = [
  {
    name: 'plan, validate',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['validate', file],
    ratio: 3,
  },
  {
    name: 'plan, link',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['link', file, '--from', 'ANT1-B1', '--to', '20,20,1.5,B1'],
    ratio: 2,
  },
  {
    name: 'plan, check',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['check', file, ...coarse],
    ratio: 0.3,
  },
  {
    name: 'plan, report',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['report', file, '-o', 'out.csv', '--resolution', '5', '--workers', '1'],
    ratio: 0.3,
  },
  {
    name: 'plan, exposure',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['exposure', file],
    ratio: 1,
  },
  {
    name: 'plan, network',
    kind: 'json',
    samples: [text(plan)],
    command: (file) => ['network', file, '-o', 'out.json', '--effort', 'low', ...coarse],
    ratio: 0.2,
  },
  {
    name: 'profile',
    kind: 'json',
    samples: [profile],
    command: (file) => ['profile', plan, '--profile', file],
    ratio: 2,
  },
  {
    name: 'catalogue',
    kind: 'json',
    samples: [json(defaultCatalogue())],
    command: (file) => ['network', plan, '-o', 'out.json', '--catalogue', file, '--effort', 'low', ...coarse],
    ratio: 0.3,
  },
  {
    name: 'models',
    kind: 'json',
    samples: [models],
    command: (file) => ['model', '--batch', file],
    ratio: 3,
  },
  {
    name: 'formula of a model',
    kind: 'text',
    samples: formulas,
    command: (_, content) => [
      'model',
      'custom',
      '--expression',
      content,
      '--d',
      '10 m',
      '--f',
      '900 MHz',
      '--lambda',
      '0.33 m',
    ],
    ratio: 2,
  },
  {
    name: 'formula of a link',
    kind: 'text',
    samples: formulas,
    command: (_, content) => [
      'link',
      plan,
      '--from',
      'ANT1-B1',
      '--to',
      '20,20,1.5,B1',
      '--formula',
      content,
    ],
    ratio: 2,
  },
  {
    name: 'points',
    kind: 'table',
    samples: ['x,y,z,level\n10,10,1.5,B1\n20,12,1,B1\n'],
    command: (file) => ['predict', plan, '--points', file],
    ratio: 1,
  },
  {
    name: 'pattern',
    kind: 'text',
    samples: [pattern],
    command: (file) => ['pattern', file],
    ratio: 2,
  },
  {
    name: 'walk, accept',
    kind: 'table',
    samples: [text('walk.csv')],
    command: (file) => ['accept', plan, file],
    ratio: 0.5,
  },
  {
    name: 'walk, calibrate',
    kind: 'table',
    samples: [text('walk.csv')],
    command: (file) => ['calibrate', plan, file],
    ratio: 0.3,
  },
  {
    name: 'status table',
    kind: 'table',
    samples: [statusTable()],
    command: (file) => ['programme', 'import', file, '--json'],
    ratio: 2,
  },
  {
    name: 'status workbook',
    kind: 'bytes',
    samples: [readFileSync(join(examples, 'status-table.xlsx'))],
    command: (file) => ['programme', 'import', file, '--json'],
    ratio: 0.2,
  },
  {
    name: 'columns of a status table',
    kind: 'json',
    samples: ['columns'],
    command: (file) => ['programme', 'import', 'status.csv', '--columns', file],
    ratio: 1,
  },
  {
    name: 'answers',
    kind: 'json',
    samples: [json({ columns: { 电信是否需要覆盖: 'opposite', 业主是否反对: 'leave-out' } })],
    command: (file) => ['programme', 'import', 'asked.csv', '--answers', file],
    ratio: 1,
  },
  {
    name: 'communities, rank',
    kind: 'json',
    samples: ['communities'],
    command: (file) => ['programme', 'rank', file, '-o', 'rank.csv'],
    ratio: 1,
  },
  {
    name: 'communities, assign',
    kind: 'json',
    samples: ['communities'],
    command: (file) => ['programme', 'assign', file, '-o', 'assign.csv'],
    ratio: 1,
  },
  {
    name: 'weights',
    kind: 'json',
    samples: [json({ complaints: 2, households: 1, ground: 1 })],
    command: (file) => ['programme', 'rank', 'communities.json', '--weights', file],
    ratio: 1,
  },
  {
    name: 'steps of a programme',
    kind: 'table',
    samples: ['progress'],
    command: (file) => ['programme', 'advance', 'store.db', '--table', file],
    ratio: 1,
  },
  {
    name: 'store, status',
    kind: 'bytes',
    samples: ['store'],
    command: (file) => ['programme', 'status', file],
    ratio: 2,
  },
  {
    name: 'store, advance',
    kind: 'bytes',
    whole: 65,
    samples: ['store'],
    command: (file) => ['programme', 'advance', file, 'planned', 'x'],
    ratio: 1,
  },
  {
    name: 'existing tree',
    kind: 'table',
    samples: [existing],
    command: (file) => ['network', plan, '-o', 'out.json', '--existing', file, '--effort', 'low', ...coarse],
    ratio: 0.3,
  },
  {
    name: 'columns of an existing tree',
    kind: 'json',
    samples: ['tree'],
    command: (file) => [
      ...['network', plan, '-o', 'out.json', '--existing', 'existing.csv', '--columns', file],
      ...['--effort', 'low', ...coarse],
    ],
    ratio: 0.3,
  },
  ...(['antennas', 'cables', 'tests'] as const).map((table) => ({
    name: `${table} as built`,
    kind: 'table' as const,
    samples: [records.plain[table]],
    command: (file: string) => [
      ...['as-built', plan, '-o', 'built', ...coarse],
      ...['--antennas', table === 'antennas' ? file : 'antennas.csv'],
      ...['--cables', table === 'cables' ? file : 'cables.csv'],
      ...(table === 'tests' ? ['--tests', file] : []),
    ],
    ratio: 0.2,
  })),
  {
    name: 'preset of an import',
    kind: 'json',
    samples: ['preset'],
    command: (file) => ['import', 'drawing.dxf', '-o', 'out.json', '--preset', file],
    ratio: 1,
  },
  {
    name: 'layers of an import',
    kind: 'json',
    samples: [json({ 'A-WALL': 'wall', 'A-*': 'column' })],
    command: (file) => ['import', 'drawing.dxf', '-o', 'out.json', '--layers', file],
    ratio: 1,
  },
  {
    name: 'corrections of an import',
    kind: 'json',
    samples: [json(corrections)],
    command: (file) => ['import', 'drawing.dxf', '-o', 'out.json', '--corrections', file],
    ratio: 1,
  },
  {
    name: 'list of a batch',
    kind: 'json',
    samples: [
      json([
        { id: 'a', file: 'none.dxf' },
        { id: 'b', name: 'b', district: 'c', file: '../none.json' },
      ]),
    ],
    command: (file) => ['batch', file, '-o', 'set', '--workers', '1'],
    ratio: 0.1,
  },
];

function text(name: keyof typeof besides): string {
  return besides[name].toString();
}

const hostileValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1e308,
    -1e308,
    1e-308,
    4294967296,
    0.1,
    '',
    ' ',
    '\u0000',
    '=1+1',
    '..',
    '../../x',
  ],
  ...[
    'NaN',
    '1e999',
    'constructor',
    '__proto__',
    '😀'.repeat(50),
    'x'.repeat(5000),
    [],
    {},
    [[]],
    [null],
    { id: null },
  ],
];

/** Changes one value of a JSON document at a random path. */
function changeValue(
  change: (holder: Holder, key: string | number, random: Random) => void,
): Mutator['mutate'] {
  return (bytes, random) => {
    let document: unknown;
    try {
      document = JSON.parse(Buffer.from(bytes).toString());
    } catch {
      return bytes;
    }
    const root: Holder = { root: document };
    let holder: Holder = root;
    let key: string | number = 'root';
    // Deeper values are more, and what is near the root matters more.
    for (let depth = random(9); depth > 0; depth--) {
      const value: unknown = (holder as Record<string, unknown>)[key];
      if (value === null || typeof value !== 'object') break;
      const keys: string[] = Object.keys(value);
      if (keys.length === 0) break;
      holder = value as Holder;
      key = keys[random(keys.length)];
    }
    change(holder, key, random);
    return new Uint8Array(Buffer.from(JSON.stringify(root.root ?? null)));
  };
}

type Holder = Record<string | number, unknown> | unknown[];

export const jsonMutators: readonly Mutator[] = [
  {
    name: 'another value',
    mutate: changeValue((holder, key, random) => {
      (holder as Record<string, unknown>)[key] = hostileValues[random(hostileValues.length)];
    }),
  },
  {
    name: 'no value',
    mutate: changeValue((holder, key) => {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete (holder as Record<string, unknown>)[key];
    }),
  },
  {
    name: 'a value of elsewhere',
    mutate: changeValue((holder, key, random) => {
      const keys = Object.keys(holder);
      (holder as Record<string, unknown>)[key] = (holder as Record<string, unknown>)[
        keys[random(keys.length)]
      ];
    }),
  },
  {
    name: 'a value many times',
    mutate: changeValue((holder, key, random) => {
      const value = (holder as Record<string, unknown>)[key];
      if (Array.isArray(value) && value.length > 0)
        value.push(...Array<unknown>(1 + random(60)).fill(value[random(value.length)]));
      else (holder as Record<string, unknown>)[key] = [value, value];
    }),
  },
  {
    name: 'a number a little other',
    mutate: changeValue((holder, key, random) => {
      const value = (holder as Record<string, unknown>)[key];
      const factors = [-1, 0, 1e-6, 0.999, 1.001, 1e6, 1e12];
      if (typeof value === 'number')
        (holder as Record<string, unknown>)[key] = value * factors[random(factors.length)];
    }),
  },
  {
    name: 'a key of another name',
    mutate: changeValue((holder, key, random) => {
      const names = ['id', 'x', '__proto__', 'constructor', 'toString', '', 'length'];
      if (!Array.isArray(holder)) {
        const value = (holder as Record<string, unknown>)[key];
        delete (holder as Record<string, unknown>)[key];
        Object.defineProperty(holder, names[random(names.length)], {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
    }),
  },
];

const hostileFields = [
  ...[
    '',
    ' ',
    '-',
    '/',
    '0',
    '-1',
    '1e308',
    '1e999',
    'NaN',
    '１２',
    '1,5',
    '1.2.3',
    '=1+1',
    '"',
    '""',
    '\t',
    '；',
  ],
  ...[
    '是',
    '否',
    '同上',
    '合计',
    '∞',
    '2026-13-45',
    'x'.repeat(3000),
    '\u0000',
    '1~2',
    '约12',
    '12m',
    '12 ft',
  ],
];

/** Changes cells, rows and columns of a table. */
function changeTable(change: (rows: string[][], random: Random) => void): Mutator['mutate'] {
  return (bytes, random) => {
    const rows = Buffer.from(bytes)
      .toString()
      .split('\n')
      .map((line) => line.split(','));
    change(rows, random);
    return new Uint8Array(Buffer.from(rows.map((row) => row.join(',')).join('\n')));
  };
}

export const tableMutators: readonly Mutator[] = [
  {
    name: 'another cell',
    mutate: changeTable((rows, random) => {
      const row = rows[random(rows.length)];
      row[random(row.length)] = hostileFields[random(hostileFields.length)];
    }),
  },
  {
    name: 'a column less',
    mutate: changeTable((rows, random) => {
      const at = random(rows[0].length);
      for (const row of rows) row.splice(at, 1);
    }),
  },
  {
    name: 'a column twice',
    mutate: changeTable((rows, random) => {
      const at = random(rows[0].length);
      for (const row of rows) row.splice(at, 0, row[at] ?? '');
    }),
  },
  {
    name: 'columns in another order',
    mutate: changeTable((rows, random) => {
      const [from, to] = [random(rows[0].length), random(rows[0].length)];
      for (const row of rows) [row[from], row[to]] = [row[to] ?? '', row[from] ?? ''];
    }),
  },
  {
    name: 'one column of a value',
    mutate: changeTable((rows, random) => {
      const at = random(rows[0].length);
      const value = hostileFields[random(hostileFields.length)];
      for (const row of rows.slice(1)) row[at] = value;
    }),
  },
];
