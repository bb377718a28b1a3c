/** What drawings do beyond the plain: each form on a small garage of known sides. */
import { DrawingError, type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  dxfBytes,
  insert,
  line,
  polyline,
  rectangle,
  smallGarage,
  type Tag,
  text,
} from './drawing-support.ts';

const { blocks, entities } = smallGarage();
const importParts = (added: readonly Tag[], own: readonly Tag[] = entities): Promise<ImportResult> =>
  importDrawing(dxfBytes({ blocks, entities: [...own, ...added] }), { units: 'mm' });
const without = (layer: string): Tag[] => {
  const kept: Tag[] = [];
  for (let i = 0; i < entities.length; ) {
    let end = i + 1;
    while (end < entities.length && entities[end][0] !== 0) end++;
    const own = entities.slice(i, end);
    if (!own.some(([code, value]) => code === 8 && value === layer)) kept.push(...own);
    i = end;
  }
  return kept;
};

describe('a plan placed as one block', () => {
  it.each([
    ['as it is', 1],
    ['mirrored', -1],
  ])('%s keeps its symbols apart', async (_, sign) => {
    const more = [
      ...insert('E-EVCH', 'COL', 15_000, 29_700),
      ...line('A-ANNO', 0, -3000, 9000, -3000),
      ...line('A-STRS', 0, -4000, 900, -4000),
    ];
    const whole = { name: 'B1底图', entities: [...entities, ...more] };
    const { plan, levels } = await importDrawing(
      dxfBytes({
        blocks: [...blocks, whole],
        entities: insert('0', 'B1底图', 3_000_000, 2_000_000, [[41, sign]]),
      }),
      { units: 'mm' },
    );
    expect(levels[0]).toMatchObject({ columns: 12, bays: 10, openings: 1 });
    expect(plan.levels[0].points).toHaveLength(2);
    expect(levels[0].areaM2).toBeCloseTo(40.6 * 30.6, 4);
  });
});

describe('sheets beside the garage', () => {
  const above: Tag[] = [
    ...rectangle('A-WALL', 80_000, 0, 30_000, 14_000),
    ...rectangle('A-WALL', 80_200, 200, 29_600, 13_600),
    ...[84, 90, 96, 102].flatMap((x) => [3, 10].flatMap((y) => insert('S-COLU', 'COL', 1000 * x, 1000 * y))),
  ];

  it('a floor above ground is left out, and said to be', async () => {
    const { plan, warnings } = await importParts([
      ...above,
      ...text('A-TEXT', '一层平面图 1:100', 90_000, -5000, 1500),
    ]);
    expect(plan.levels.map(({ id }) => id)).toEqual(['B2']);
    expect(warnings.find(({ code }) => code === 'part-dropped')?.message).toContain('一层平面图');
  });

  it('a plan without a title is a level, and its name a doubt', async () => {
    const { plan, doubts } = await importParts(above);
    expect(plan.levels).toHaveLength(2);
    expect(doubts.some(({ kind }) => kind === 'level-name')).toBe(true);
  });

  it('a garage that is called ground floor is still the garage', async () => {
    const titled = without('A-TEXT');
    const { plan } = await importParts(
      [...above, ...text('A-TEXT', '首层平面图', 20_000, -6000, 1500)],
      titled,
    );
    expect(plan.levels.some(({ bays }) => bays?.length === 10)).toBe(true);
  });
});

describe('words', () => {
  it('names in single characters are put together; others stay apart', async () => {
    const letters = [...'电梯厅'].flatMap((letter, i) => text('A-TEXT', letter, 30_000 + 330 * i, 3000));
    const { plan } = await importParts([
      ...letters,
      ...text('A-TEXT', '上', 10_000, 20_000),
      ...text('A-TEXT', '下', 10_330, 20_000),
      ...text('A-TEXT', '一', 20_000, 20_000),
      ...text('A-TEXT', '二', 23_000, 20_000),
    ]);
    const lobbies = plan.levels[0].points!.filter(({ kind }) => kind === 'lift-lobby');
    expect(lobbies.map(({ name, position }) => [name, position])).toEqual([['电梯厅', [30.3, 3.3]]]);
  });

  it('chargers that are only written count, one for a bay, and not beside a drawn one', async () => {
    const { plan } = await importParts([
      ...text('A-TEXT', '充电桩', 12_100, 29_000),
      ...text('A-TEXT', '快充', 14_400, 28_000),
      ...text('A-TEXT', 'EV', 14_400, 26_000),
      ...text('A-TEXT', '充电车位', 21_600, 27_000),
      ...text('A-TEXT', '充电桩设备布置说明', 30_000, 20_000),
    ]);
    const chargers = plan.levels[0].points!.filter(({ kind }) => kind === 'charger');
    expect(chargers.map(({ position: [x] }) => x)).toEqual([12.3, 14.7, 21.9]);
  });
});

describe('columns on the layer of the walls', () => {
  const places = [8, 16, 24, 32].flatMap((x) => [8, 16, 24].map((y) => [1000 * x, 1000 * y] as const));
  const square = (x: number, y: number) => rectangle('A-WALL', x - 300, y - 300, 600, 600);
  const lines = (x: number, y: number) =>
    [0, 1, 2, 3].flatMap((k) => {
      const [a, b] = [k, k + 1].map((j) => [
        x + 300 * Math.SQRT2 * Math.cos((j * Math.PI) / 2 + Math.PI / 4),
        y + 300 * Math.SQRT2 * Math.sin((j * Math.PI) / 2 + Math.PI / 4),
      ]);
      return line('A-WALL', a[0], a[1], b[0], b[1]);
    });
  const block = (x: number, y: number) => insert('A-WALL', '框架柱', x, y);

  it.each([
    ['closed shapes', square],
    ['four lines', lines],
    ['blocks called columns', block],
  ] as const)('%s are columns and no walls', async (_, draw) => {
    const { plan, evidence } = await importDrawing(
      dxfBytes({
        blocks: [...blocks, { name: '框架柱', entities: rectangle('0', -300, -300, 600, 600) }],
        entities: [...without('S-COLU'), ...places.flatMap(([x, y]) => draw(x, y))],
      }),
      { units: 'mm' },
    );
    expect(plan.levels[0].columns).toHaveLength(12);
    expect(plan.levels[0].walls).toHaveLength(7);
    const [column] = evidence.filter(({ kind }) => kind === 'column');
    expect(column.confidence).toBe(draw === block ? 0.98 : 0.85);
  });

  it('a few short piers stay walls', async () => {
    const piers = [12, 20, 28].flatMap((x) => rectangle('A-WALL', 1000 * x, 20_000, 300, 900));
    const { plan } = await importParts(piers);
    expect(plan.levels[0].columns).toHaveLength(12);
    expect(plan.levels[0].walls).toHaveLength(10);
  });
});

describe('what walls are, on one layer for all', () => {
  // A wall across the garage at x = 20, open for a shutter or a blast door at y 12–18.
  const across = (thickness: number): Tag[] =>
    [
      [0, 12_000],
      [18_000, 30_000],
    ].flatMap(([from, to]) => rectangle('A-WALL', 20_000 - thickness / 2, from, thickness, to - from));
  const doorAt = (layer: string): Tag[] => [
    ...line(layer, 19_950, 12_000, 19_950, 18_000),
    ...line(layer, 20_050, 12_000, 20_050, 18_000),
  ];
  const kindsAt = async (added: readonly Tag[]) => {
    const { plan, evidence } = await importParts(added);
    const walls = plan.levels[0].walls!.filter(
      ({ start, end }) => Math.abs(start[0] - 20.3) < 0.01 && Math.abs(end[0] - 20.3) < 0.01,
    );
    const reasons = walls.map(
      ({ id }) =>
        evidence.find((each) => each.id === id)!.facets.find(({ topic }) => topic === 'wall-material')!.reason
          .code,
    );
    return { kinds: [...new Set(walls.map(({ kind, material }) => `${kind} ${material}`))], reasons };
  };

  it('what parts two fire compartments is a fire wall of blocks', async () => {
    const { kinds, reasons } = await kindsAt([...across(200), ...doorAt('A-SHUTTER')]);
    expect(kinds).toEqual(['fire concrete-block']);
    expect(new Set(reasons)).toEqual(new Set(['material-fire']));
  });

  it('a thick wall with a blast door bounds a civil-defence unit; without any sign of one it is a shear wall', async () => {
    expect((await kindsAt([...across(300), ...doorAt('A-DOOR-BLST')])).kinds).toEqual([
      'civil-defence reinforced-concrete',
    ]);
    expect((await kindsAt([...across(300), ...doorAt('A-SHUTTER')])).kinds).toEqual([
      'shear reinforced-concrete',
    ]);
  });

  it('so does one beside a unit that is written', async () => {
    const marked = (words: string) => [
      ...across(300),
      ...doorAt('A-SHUTTER'),
      ...text('A-TEXT', words, 30_000, 20_000),
    ];
    expect((await kindsAt(marked('人防防火分区2 面积:580㎡'))).kinds).toEqual([
      'civil-defence reinforced-concrete',
    ]);
    expect((await kindsAt(marked('非人防区'))).kinds).toEqual(['shear reinforced-concrete']);
  });

  it('a wall that goes on as the wall of a room is two', async () => {
    // A room from x = 20 to 26 at the lower wall: its left wall is the first 5 m of the wall across.
    const room: Tag[] = [
      ...rectangle('A-WALL', 20_100, 4900, 5900, 200),
      ...rectangle('A-WALL', 25_900, 0, 200, 4900),
      ...text('A-TEXT', '配电间', 22_000, 2000),
    ];
    const { plan } = await importParts([...across(200), ...doorAt('A-SHUTTER'), ...room]);
    const parts = plan.levels[0]
      .walls!.filter(({ start, end }) => Math.abs(start[0] - 20.3) < 0.01 && Math.abs(end[0] - 20.3) < 0.01)
      .map(({ start, end, kind }) => [Math.min(start[1], end[1]), Math.max(start[1], end[1]), kind])
      .sort((p, q) => Number(p[0]) - Number(q[0]));
    expect(parts).toEqual([
      [0.15, 5.3, 'partition'],
      [5.3, 12.3, 'fire'],
      [18.3, 30.45, 'fire'],
    ]);
  });
});

describe('curves and single lines', () => {
  it('an outer wall that bends with a large radius stays within 50 mm of the arc', async () => {
    // The right side of the garage as an arc of 60 m over 30 m.
    const rise = 60 - Math.sqrt(60 ** 2 - 15 ** 2);
    const bulge = Math.tan(Math.asin(15 / 60) / 2);
    const half = (offset: number): Tag[] => {
      const tags = polyline(
        'A-WALL-RETN',
        [
          [40_000 + offset, -offset],
          [40_000 + offset, 30_000 + offset],
        ],
        { closed: false },
      );
      tags.splice(6, 0, [42, bulge]);
      return tags;
    };
    const straight = (offset: number): Tag[] =>
      polyline(
        'A-WALL-RETN',
        [
          [40_000 + offset, -offset],
          [-offset, -offset],
          [-offset, 30_000 + offset],
          [40_000 + offset, 30_000 + offset],
        ],
        { closed: false },
      );
    const { levels } = await importParts(
      [...half(0), ...half(300), ...straight(0), ...straight(300)],
      without('A-WALL-RETN'),
    );
    const sector = 60 ** 2 * Math.asin(15 / 60) - 15 * (60 - rise);
    expect(levels[0].areaM2).toBeGreaterThan(40.6 * 30.6 + 0.97 * sector);
    expect(levels[0].areaM2).toBeLessThan(40.6 * 30.6 + 1.06 * sector);
  });

  it('a short stub between a door and a wall drawn as one line is a wall', async () => {
    const { plan } = await importParts([
      ...line('A-WALL', 20_000, 0, 20_000, 6000),
      ...line('A-WALL', 20_000, 6000, 24_000, 6000),
      ...line('A-WALL', 25_200, 6000, 25_800, 6000),
      ...line('A-WALL', 25_800, 6000, 25_800, 0),
    ]);
    const stub = plan.levels[0].walls!.filter(
      ({ start, end }) =>
        Math.min(start[0], end[0]) > 25.4 && Math.abs(start[1] - end[1]) < 0.01 && start[1] < 7,
    );
    expect(stub.some(({ start, end }) => Math.abs(Math.abs(start[0] - end[0]) - 0.6) < 0.02)).toBe(true);
  });
});

describe('objects that only their program can draw', () => {
  it('walls as Tianzheng objects are refused with the way out', async () => {
    const objects: Tag[] = [1, 2, 3].flatMap((k): Tag[] => [
      [0, 'TCH_WALL'],
      [8, 'WALL'],
      [91, k],
    ]);
    const bytes = dxfBytes({ blocks, entities: [...objects, ...insert('A-PRKG', 'BAY', 12_000, 27_300)] });
    await expect(importDrawing(bytes)).rejects.toThrow(DrawingError);
    await expect(importDrawing(bytes)).rejects.toThrow(/TCH_WALL.*T3/s);
  });
});
