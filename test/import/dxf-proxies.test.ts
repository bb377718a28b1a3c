import { describe, expect, it } from 'vitest';
import { readDrawing } from '../../packages/engine/src/import/formats/read-drawing.ts';
import { textBytes } from '../support/bytes.ts';
import { dxfText, line, smallGarage, type Tag } from './drawing-support.ts';
import { binaryDxf } from './dxf-support.ts';

/** A command of proxy graphics: its length, its number, its values. */
function command(type: number, ...values: Uint8Array[]): Uint8Array {
  const length = 8 + values.reduce((sum, value) => sum + value.length, 0);
  return Buffer.concat([ints(length, type), ...values]);
}

function ints(...values: number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

function doubles(...values: number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}

/** Marked at its end and filled up to four bytes. */
function padded(bytes: Uint8Array, step: number): Uint8Array {
  const all = new Uint8Array(Math.ceil((bytes.length + step) / 4) * 4);
  all.set(bytes);
  return all;
}

function graphics(...commands: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(commands);
  return Buffer.concat([ints(8 + body.length, commands.length), body]);
}

/** An object with graphics in chunks of 127 bytes, as CAD writes them. */
function proxy(bytes: Uint8Array, type = 'ACAD_PROXY_ENTITY'): Tag[] {
  const hex = Buffer.from(bytes).toString('hex').toUpperCase();
  const chunks = hex.match(/.{1,254}/g) ?? [];
  return [
    [0, type],
    [100, 'AcDbEntity'],
    [8, 'WALL'],
    [100, 'AcDbProxyEntity'],
    [90, 498],
    [91, 501],
    [92, bytes.length],
    ...chunks.map((chunk): Tag => [310, chunk]),
    [93, 16],
    [310, 'FFFF'],
  ];
}

const classes = ['0', 'SECTION', '2', 'CLASSES', '0', 'CLASS', '1', 'ACDBX', '0', 'CLASS', '1', 'TCH_WALL'];
const utf16 = (value: string) => padded(Buffer.from(value, 'utf16le'), 2);
const up = [0, 0, 1];
const along = [1, 0, 0];

async function drawn(bytes: Uint8Array, type?: string, isBinary = false) {
  const { blocks, entities } = smallGarage();
  const dxf = dxfText({ blocks, entities: [...entities, ...proxy(bytes, type)] });
  const whole = `${classes.join('\n')}\n0\nENDSEC\n${dxf}`;
  const { sheets, warnings } = await readDrawing(isBinary ? binaryDxf(whole) : textBytes(whole));
  const { paths, texts, ignored } = sheets[0].drawing;
  return {
    paths: paths.filter(({ layer }) => layer === 'WALL'),
    texts: texts.filter(({ layer }) => layer === 'WALL'),
    ignored,
    warnings,
  };
}

describe('objects of other programs are drawn by their graphics', () => {
  const wall = command(6, ints(3), doubles(0, 0, 0, 9000, 0, 0, 9000, 200, 0));

  it.each([false, true])('lines, in a binary file: %s', async (isBinary) => {
    const { paths, ignored } = await drawn(graphics(wall), undefined, isBinary);
    expect(paths.map(({ points }) => points)).toEqual([
      [
        [0, 0],
        [9000, 0],
        [9000, 200],
      ],
    ]);
    expect(ignored).toEqual({});
  });

  it('circles and arcs, flat ones as such', async () => {
    const circle = command(2, doubles(10, 20, 0, 5, ...up));
    const arc = command(4, doubles(0, 0, 0, 10, ...up, ...along, Math.PI / 2), ints(0));
    const over = command(5, doubles(10, 0, 0, 0, 10, 0, -10, 0, 0), ints(0));
    const { paths } = await drawn(graphics(circle, arc, over));
    expect(paths.map(({ source }) => source)).toEqual(['circle', 'arc', 'arc']);
    expect(paths[0].arc).toEqual({ center: [10, 20], radiusInUnits: 5 });
    const [, quarter, half] = paths.map(({ points }) => points);
    expect(quarter[0]).toEqual([10, 0]);
    expect(quarter.at(-1)![1]).toBeCloseTo(10);
    expect(half.at(-1)![0]).toBeCloseTo(-10);
    for (const [x, y] of half) expect(Math.hypot(x, y)).toBeCloseTo(10);
  });

  it('texts, in Unicode and in GBK', async () => {
    const placed = doubles(100, 200, 0, ...up, 0, 1, 0);
    const unicode = command(36, placed, doubles(350, 0.7, 0), utf16('防火墙'));
    const gbk = padded(Uint8Array.from([0xb7, 0xc0, 0xbb, 0xf0, 0xc7, 0xbd]), 1);
    const local = command(10, placed, doubles(350, 1, 0), gbk);
    const long = command(38, placed, utf16('M1021'), ints(5, 0), doubles(300, 1, 0, 0));
    const { texts } = await drawn(graphics(unicode, local, long));
    expect(texts.map((each) => each.text)).toEqual(['防火墙', '防火墙', 'M1021']);
    expect(texts[0]).toMatchObject({ position: [100, 200], heightInUnits: 350 });
    expect(texts[0].setting).toMatchObject({ angleRad: Math.PI / 2, widthRatio: 0.7 });
    expect(texts[2].heightInUnits).toBe(300);
  });

  it('what is moved, and moved again', async () => {
    const move = (x: number) => command(29, doubles(1, 0, 0, x, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
    const short = command(6, ints(2), doubles(0, 0, 0, 1, 0, 0));
    const pop = command(31);
    const { paths } = await drawn(graphics(move(100), move(10), short, pop, short, pop, short));
    expect(paths.map(({ points }) => points[0][0])).toEqual([110, 100, 0]);
  });

  it('faces, from above', async () => {
    const corners = doubles(0, 0, 0, 9, 0, 0, 9, 5, 0, 0, 5, 0, 0, 0, 3, 9, 0, 3);
    const shell = command(9, ints(6), corners, ints(10, 4, 0, 1, 2, 3, 4, 0, 1, 5, 4));
    const { paths } = await drawn(graphics(shell));
    // One lies, one stands.
    expect(paths.map(({ closed, points }) => [closed, points.length])).toEqual([
      [true, 4],
      [false, 2],
    ]);
  });

  it('a box with the name of a class in it is no graphics; the class is named', async () => {
    const named = command(36, doubles(0, 0, 0, ...up, ...along, 5, 1, 0), utf16('TDbWall (TCH10)'));
    const { paths, texts, ignored, warnings } = await drawn(graphics(named, wall));
    expect([paths, texts]).toEqual([[], []]);
    expect(ignored).toEqual({ TCH_WALL: 1 });
    expect(warnings[0].message).toMatch(/without graphics: TCH_WALL × 1 \(WALL\)/);
  });

  it('pictures and tables of CAD itself are not', async () => {
    const { paths, ignored } = await drawn(graphics(wall), 'IMAGE');
    expect(paths).toEqual([]);
    expect(ignored).toEqual({ IMAGE: 1 });
  });

  it('commands that lie are left out, the others drawn', async () => {
    const lies = [
      command(6, ints(2 ** 30), doubles(0, 0, 0)),
      command(9, ints(1), doubles(0, 0, 0), ints(2 ** 30, 2 ** 30)),
      command(8, ints(2 ** 15, 2 ** 15)),
      command(33, ints(4), Uint8Array.from([255, 255, 255, 255])),
      command(99, doubles(1)),
    ];
    const { paths } = await drawn(graphics(...lies, wall));
    expect(paths).toHaveLength(1);
  });
});

describe('splines through points', () => {
  const spline = async (more: readonly Tag[]) => {
    const { blocks, entities } = smallGarage();
    const head: Tag[] = [
      [0, 'SPLINE'],
      [8, 'CURVE'],
      [71, 3],
      [74, 3],
    ];
    const bytes = textBytes(dxfText({ blocks, entities: [...entities, ...head, ...more] }));
    const { sheets } = await readDrawing(bytes);
    return sheets[0].drawing.paths.find(({ layer }) => layer === 'CURVE')!.points;
  };
  const through = (x: number, y: number): Tag[] => [
    [11, x],
    [21, y],
  ];

  it('with tangents at the ends are the cubic that both determine', async () => {
    // y = x² (3 − 2 x) from (0, 0) to (1, 1) has level tangents; the parameter is x where it grows by 1.
    const points = await spline([
      [70, 128],
      ...[12, 22, 13, 23].map((code): Tag => [code, code < 20 ? 1 : 0]),
      ...through(0, 0),
      ...through(1, 1),
    ]);
    expect(points.length).toBeGreaterThan(5);
    for (const [x, y] of points) expect(y).toBeCloseTo(x * x * (3 - 2 * x), 9);
  });

  it('without tangents have no curvature at the ends, and none is broken between', async () => {
    const points = await spline([
      [70, 0],
      ...through(0, 0),
      ...through(10, 0),
      ...through(20, 10),
      ...through(30, 10),
    ]);
    expect(points[0]).toEqual([0, 0]);
    expect(points.at(-1)).toEqual([30, 10]);
    // Turned by half a turn about its middle it is the same.
    const turned = points.map(([x, y]) => [30 - x, 10 - y]).reverse();
    for (const [k, [x, y]] of turned.entries()) {
      expect(points[k][0]).toBeCloseTo(x, 6);
      expect(points[k][1]).toBeCloseTo(y, 6);
    }
  });
});

it('a line break that a control character stands for is one', async () => {
  const { blocks, entities } = smallGarage();
  const note: Tag[] = [
    [0, 'MTEXT'],
    [8, 'NOTE'],
    [10, 0],
    [20, 0],
    [40, 300],
    [1, 'first^Jsecond^M^Jthird'],
  ];
  const { sheets } = await readDrawing(
    textBytes(dxfText({ blocks, entities: [...entities, ...line('0', 0, 0, 1, 1), ...note] })),
  );
  expect(sheets[0].drawing.texts.find(({ layer }) => layer === 'NOTE')?.text).toBe('first\nsecond\nthird');
});
