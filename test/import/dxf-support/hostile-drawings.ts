import { textBytes } from '../../support/bytes.ts';
import { type DxfParts, dxfText, insert, line, smallGarage, type Tag, text } from '../drawing-support.ts';
import { encodeText } from '../dxf-support.ts';

const { blocks, entities } = smallGarage();

/** The small garage with more blocks and entities. */
export function garageWith(
  more: readonly Tag[],
  moreBlocks: NonNullable<DxfParts['blocks']> = [],
): Uint8Array {
  return textBytes(dxfText({ blocks: [...blocks, ...moreBlocks], entities: [...entities, ...more] }));
}

/** `depth` blocks, each of which places the next one `width` times, as an array or one by one. */
function nested(depth: number, width: number, isArray: boolean): NonNullable<DxfParts['blocks']> {
  const inner = (k: number): Tag[] => {
    if (k === depth - 1) return line('0', 0, 0, 100, 100);
    if (isArray)
      return insert('0', `N${k + 1}`, 0, 0, [
        [70, width],
        [71, 1],
        [44, 10],
        [45, 10],
      ]);
    return Array.from({ length: width }, (_, n) => insert('0', `N${k + 1}`, n, 0)).flat();
  };
  return Array.from({ length: depth }, (_, k) => ({ name: `N${k}`, entities: inner(k) }));
}

const cycle = ['A', 'B', 'C'].map((name, k, all) => ({
  name,
  entities: [...line('0', 0, 0, 1, 1), ...insert('0', all[(k + 1) % 3], 1, 1)],
}));

/** The garage with one value of its first wall replaced. */
function withValue(value: string): Uint8Array {
  const rows = dxfText({ blocks, entities }).split('\n');
  const layer = rows.indexOf('A-WALL-RETN');
  rows[rows.indexOf('10', layer) + 1] = value;
  return textBytes(rows.join('\n'));
}

/** The garage with lines between its texts in other encodings than its own. */
function mixedEncodings(): Uint8Array {
  const [before, after] = dxfText({ blocks, entities }).split(/(?=0\nENDSEC\n0\nEOF)/);
  const note = (value: string) => text('A-TEXT', value, 20_000, 20_000).flat().join('\n');
  const parts = [
    textBytes(before),
    encodeText(`${note('地下车库消防水泵房')}\n`, 'gbk'),
    encodeText(`${note('地下車庫樓梯間')}\n`, 'big5'),
    Uint8Array.from([...textBytes(`${note('café')}\n`)].filter((byte) => byte !== 0xc3)),
    textBytes(after),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** A broken line, and behind it a code that is one but for a no-break space. */
function almostCode(): Uint8Array {
  const rows = dxfText({ blocks, entities }).split('\n');
  const object = rows.findIndex((row, k) => row === '0' && rows[k + 1] === 'ARC');
  rows[object] = '0\u00a0';
  rows[object - 2] = 'x';
  return new Uint8Array(Buffer.from(rows.join('\n').replace(/[^\0-\xff]/g, '?'), 'latin1'));
}

export interface HostileDrawing {
  name: string;
  bytes: Uint8Array;
  /** What the refusal says; of a drawing that is taken, the warning that goes with it. */
  refusal?: RegExp;
  warning?: string;
}

export const hostileDrawings: readonly HostileDrawing[] = [
  {
    name: 'a block in itself',
    bytes: garageWith(insert('A-WALL', 'S', 0, 0), [{ name: 'S', entities: insert('0', 'S', 0, 0) }]),
    refusal: /block "S" placed within itself/,
  },
  {
    name: 'three blocks in each other',
    bytes: garageWith(insert('0', 'A', 0, 0), cycle),
    refusal: /placed within itself/,
  },
  {
    name: 'blocks in blocks, a thousand deep',
    bytes: garageWith(insert('0', 'N0', 0, 0), nested(1000, 1, false)),
    refusal: /nested deeper than 16/,
  },
  {
    name: '10 inserts in each of 10 blocks: 10^9 lines',
    bytes: garageWith(insert('0', 'N0', 0, 0), nested(10, 10, false)),
    refusal: /line \d+.*more than 6000000 points/,
  },
  {
    name: 'arrays of 32767 in arrays',
    bytes: garageWith(insert('0', 'N0', 0, 0), nested(6, 32767, true)),
    refusal: /more than 6000000 points/,
  },
  {
    name: 'an empty array of 32767 × 32767 of a block with nothing in it',
    bytes: garageWith(
      insert('0', 'E', 0, 0, [
        [70, 32767],
        [71, 32767],
      ]),
      [{ name: 'E', entities: [] }],
    ),
    refusal: /more than 6000000 points/,
  },
  ...['1e308', '-1e308', '1e400', 'NaN', 'nan', 'inf', '-1.#IND', '', '0x10', '1,5', '1e16'].map((value) => ({
    name: `"${value}" as a coordinate`,
    bytes: withValue(value),
    refusal: new RegExp(
      `line \\d+: found "${value.replace(/[.+]/g, '\\$&')}"; expected a number in group 10 of LWPOLYLINE on layer A-WALL-RETN|line \\d+: found "${value.replace(/[.+]/g, '\\$&')}"`,
    ),
  })),
  { name: 'a coordinate of 1e12', bytes: withValue('1e12'), refusal: /km/ },
  { name: 'a code that is one but for a space', bytes: almostCode(), refusal: /line \d+/ },
  { name: 'texts in three encodings', bytes: mixedEncodings(), warning: 'encoding-mixed' },
  {
    name: 'a zip archive',
    bytes: Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...textBytes('drawing.dxf')]),
    refusal: /a ZIP archive.*unpack it first/,
  },
  {
    name: 'a web page',
    bytes: textBytes('<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n'),
    refusal: /a web page \(HTML\).*saved instead/,
  },
  {
    name: 'an error message',
    bytes: textBytes('File not found.\n'),
    refusal: /line 1: found "File not found\."/,
  },
  {
    name: 'the first bytes of a DWG',
    bytes: textBytes('AC1032\0\0\0\0\0\0'),
    refusal: /end of the file.*a whole DWG drawing/,
  },
  { name: 'nothing', bytes: new Uint8Array(), refusal: /an empty file/ },
  { name: 'a megabyte of zeros', bytes: new Uint8Array(1 << 20), refusal: /./ },
  { name: 'a megabyte of "0"', bytes: textBytes('0\n'.repeat(1 << 19)), refusal: /./ },
  {
    name: 'one line of a megabyte',
    bytes: textBytes(`0\n${'S'.repeat(1 << 20)}\n`),
    refusal: /line 2: found "S{40}…"/,
  },
];
