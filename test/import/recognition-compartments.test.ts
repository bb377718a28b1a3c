/** Fire compartments and units of civil defence as offices draw and write them. Millimetres. */

import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, polyline, rectangle, type Tag, text } from './drawing-support.ts';
import { garageFloor, wall } from './recognition-support/stair-room.ts';

/** A fire wall at x = 20 m with a shutter from 12 to 18 m. */
const fireWall = [
  ...wall('防火墙', [20_000, 0], [20_000, 12_000]),
  ...wall('防火墙', [20_000, 18_000], [20_000, 30_000]),
  ...line('防火卷帘', 20_000, 12_000, 20_000, 18_000),
];

async function read(more: Tag[]) {
  const { plan, warnings } = await importDrawing(
    dxfBytes({ entities: [...garageFloor('A-WALL-EXTR'), ...more] }),
    { units: 'mm' },
  );
  return {
    areas: (plan.levels[0].compartments ?? []).map(({ kind, name, polygon }) => {
      // The plan begins at the lower left corner of the outer wall.
      const [xs, ys] = [0, 1].map((axis) =>
        polygon.map((point) => Math.round(10 * (point[axis] - 0.3)) / 10),
      );
      return [kind, name, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }),
    told: warnings.filter(({ code }) => code.startsWith('compartments')).map(({ code }) => code),
  };
}

const names = [
  ...text('A-TEXT', '防火分区一 建筑面积：560㎡', 8000, 20_000),
  ...text('A-TEXT', '防火分区二', 28_000, 20_000),
];

describe('compartments', () => {
  it('closed lines on layers of compartments, each with the name in it', async () => {
    const { areas, told } = await read([
      ...rectangle('A-防火分区', 200, 200, 19_700, 29_600),
      ...rectangle('A-防火分区', 20_100, 200, 19_700, 29_600),
      ...names,
    ]);
    expect(areas).toEqual([
      ['fire', '防火分区一', 0.2, 0.2, 19.9, 29.8],
      ['fire', '防火分区二', 20.1, 0.2, 39.8, 29.8],
    ]);
    expect(told).toEqual([]);
  });

  it.each([
    ['FIRE-ZONE', 'fire'],
    ['B1$0$人防分区', 'civil-defence'],
    ['A-防护单元', 'civil-defence'],
  ])('a closed line on layer %s without a name', async (layer, kind) => {
    expect((await read(rectangle(layer, 1000, 1000, 18_000, 20_000))).areas).toEqual([
      [kind, undefined, 1, 1, 19, 21],
    ]);
  });

  it('a border across the floor parts it, though it stops at the face of the outer wall', async () => {
    const { areas } = await read([
      ...polyline(
        '防火分区线',
        [
          [20_000, 0],
          [20_000, 14_000],
          [24_000, 14_000],
          [24_000, 30_000],
        ],
        { closed: false },
      ),
      ...names,
    ]);
    expect(areas).toEqual([
      ['fire', '防火分区一', -0.3, -0.3, 24, 30.3],
      ['fire', '防火分区二', 20, -0.3, 40.3, 30.3],
    ]);
  });

  it('closed lines on other layers with one name in them, and no line around several', async () => {
    const { areas } = await read([
      ...rectangle('MISC', 200, 200, 19_700, 29_600),
      ...rectangle('MISC', 20_100, 200, 19_700, 29_600),
      ...rectangle('MISC', 100, 100, 39_800, 29_800),
      ...rectangle('MISC', 30_000, 2000, 9000, 9000),
      ...names,
      ...text('A-TEXT', '防护单元1 抗力级别 核6级', 9000, 12_000),
    ]);
    expect(areas).toEqual([
      ['fire', '防火分区一', 0.2, 0.2, 19.9, 29.8],
      ['fire', '防火分区二', 20.1, 0.2, 39.8, 29.8],
      ['civil-defence', '防护单元1', 0.2, 0.2, 19.9, 29.8],
    ]);
  });

  it('names alone are bounded by walls and shutters, which is told; not where these leave one floor', async () => {
    const walled = await read([...fireWall, ...names]);
    expect(walled.areas.map(([kind, name]) => [kind, name])).toEqual([
      ['fire', '防火分区一'],
      ['fire', '防火分区二'],
    ]);
    expect(walled.areas[0][4]).toBeCloseTo(20, 0);
    expect(walled.told).toEqual(['compartments-by-walls']);
    const open = await read(names);
    expect([open.areas, open.told]).toEqual([[], ['compartments-unbounded']]);
    const smaller = await read([...fireWall, ...text('A-TEXT', '防火分区1 面积:1900㎡', 8000, 20_000)]);
    expect([smaller.areas, smaller.told]).toEqual([[], ['compartments-unbounded']]);
  });

  it('names alone are bounded by walls that touch beside their ends, and by none that stand apart', async () => {
    const two = [
      ...text('A-TEXT', '防火分区一', 8000, 22_000),
      ...text('A-TEXT', '防火分区二', 28_000, 7000),
    ];
    /** A fire wall along y = 15 m to x = 20 m, and the corner of a room, its middle lines so far to the right and so far up. */
    const corner = (asideMm: number) => {
      const [x, y] = [20_000 + asideMm, 15_000 + asideMm];
      const faces = [-150, 150].flatMap((off) => [
        ...line('防火墙', x + off, 30_000, x + off, y + off),
        ...line('防火墙', x + off, y + off, 40_000, y + off),
      ]);
      return [...wall('防火墙', [0, 15_000], [20_000, 15_000], 300), ...faces];
    };
    for (const asideMm of [0, 100, 150]) {
      const { areas, told } = await read([...corner(asideMm), ...two]);
      expect([asideMm, told]).toEqual([asideMm, ['compartments-by-walls']]);
      expect(areas.map(([kind, name]) => [kind, name])).toEqual(
        expect.arrayContaining([
          ['fire', '防火分区一'],
          ['fire', '防火分区二'],
        ]),
      );
      const [, , left, low, right, high] = areas.find(([, name]) => name === '防火分区一')! as number[];
      for (const [value, wanted] of [
        [left, 0],
        [low, 15],
        [right, 20],
        [high, 30],
      ])
        expect(Math.abs(value - wanted)).toBeLessThan(0.4);
    }
    const apart = await read([...corner(900), ...two]);
    expect([apart.areas, apart.told]).toEqual([[], ['compartments-unbounded']]);
  });

  it('titles, notes and smoke zones are none', async () => {
    const { areas, told } = await read([
      ...fireWall,
      ...rectangle('防烟分区', 1000, 1000, 18_000, 20_000),
      ...text('A-TEXT', '防火分区示意图', 8000, 20_000),
      ...text('A-TEXT', '每个防火分区建筑面积不大于4000㎡', 28_000, 20_000),
    ]);
    expect([areas, told]).toEqual([[], []]);
  });
});
