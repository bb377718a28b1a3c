/** What walls and columns are where no layer says it, on a small garage of known sides. */
import { importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { dxfBytes, insert, line, polyline, rectangle, type Tag, text } from './drawing-support.ts';
import { blocks, entities, importParts, without } from './recognition-support/small-garage.ts';
import { wall } from './recognition-support/stair-room.ts';

describe('columns on the layer of the walls', () => {
  const points = [8, 16, 24, 32].flatMap((x) => [8, 16, 24].map((y) => [1000 * x, 1000 * y] as const));
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
        entities: [...without('S-COLU'), ...points.flatMap(([x, y]) => draw(x, y))],
      }),
      { units: 'mm' },
    );
    expect(plan.levels[0].columns).toHaveLength(12);
    expect(plan.levels[0].walls).toHaveLength(7);
    const [column] = evidence.filter(({ kind }) => kind === 'column');
    expect(column.confidence).toBe(draw === block ? 0.98 : 0.85);
  });

  it('two of one size side by side at a movement joint are two columns', { tags: ['thorough'] }, async () => {
    const twins = [8, 16, 24, 32].flatMap((x) =>
      [-1050, 0].flatMap((dx) => rectangle('A-WALL', 1000 * x + dx, 16_000, 1000, 1000)),
    );
    const { plan } = await importParts(twins, without('S-COLU'));
    const centers = plan.levels[0].columns!.map(({ center }) => center);
    expect(centers).toHaveLength(8);
    const apartM = centers.map(([x, y]) =>
      Math.min(...centers.map(([u, v]) => Math.hypot(u - x, v - y)).filter((each) => each > 0)),
    );
    for (const each of apartM) expect(each).toBeCloseTo(1.05, 3);
  });

  it('a few short piers stay walls', async () => {
    const piers = [12, 20, 28].flatMap((x) => rectangle('A-WALL', 1000 * x, 20_000, 300, 900));
    const { plan } = await importParts(piers);
    expect(plan.levels[0].columns).toHaveLength(12);
    expect(plan.levels[0].walls).toHaveLength(10);
  });
});

describe('piers and other filled shapes', () => {
  /** A solid filling; every corner is written twice and the first again at the end, as some programs do. */
  const filling = (layer: string, corners: readonly (readonly [number, number])[]): Tag[] => [
    [0, 'HATCH'],
    [8, layer],
    [10, 0],
    [20, 0],
    [2, 'SOLID'],
    [70, 1],
    [91, 1],
    [92, 2],
    [72, 0],
    [73, 1],
    [93, 2 * corners.length + 1],
    ...[...corners.flatMap((corner) => [corner, corner]), corners[0]].flatMap(([x, y]): Tag[] => [
      [10, x],
      [20, y],
    ]),
    [97, 0],
    [75, 0],
    [76, 1],
  ];
  const box = (x: number, y: number, width: number, height: number) =>
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ] as const;
  // In plan metres: the outline is 0.3 m outside the drawing's zero.
  const thick = ({ plan }: Awaited<ReturnType<typeof importParts>>) =>
    plan.levels[0]
      .walls!.filter(({ thicknessM }) => thicknessM > 0.62)
      .map(({ thicknessM, start, end }) => ({
        thicknessM,
        lengthM: Math.round(1000 * Math.hypot(end[0] - start[0], end[1] - start[1])) / 1000,
      }));

  it('a filled pier that is thicker than walls is a wall of its thickness, and not its edges', async () => {
    const corners = box(20_000, 20_000, 2200, 800);
    const result = await importParts([...filling('A-WALL', corners), ...polyline('A-WALL', [...corners])]);
    expect(thick(result)).toEqual([{ thicknessM: 0.8, lengthM: 2.2 }]);
    expect(result.plan.levels[0].walls).toHaveLength(8);
  });

  it('a corner of two such legs is two walls', async () => {
    const result = await importParts(
      filling('A-WALL', [
        [20_000, 20_000],
        [23_000, 20_000],
        [23_000, 20_700],
        [20_800, 20_700],
        [20_800, 23_500],
        [20_000, 23_500],
      ]),
    );
    expect(
      thick(result)
        .map(({ thicknessM }) => thicknessM)
        .sort(),
    ).toEqual([0.7, 0.8]);
  });

  it('a slender filling is a wall along its length, however short', async () => {
    const result = await importParts(filling('A-WALL', box(20_000, 20_000, 250, 880)));
    const [wall, ...others] = result.plan.levels[0].walls!.filter(({ thicknessM }) => thicknessM === 0.25);
    expect(others).toEqual([]);
    expect(Math.abs(wall.end[1] - wall.start[1])).toBeCloseTo(0.88, 3);
    expect(thick(result)).toEqual([]);
  });

  it('filled squares in furniture are no columns', async () => {
    const chair = { name: 'CHAIR', entities: filling('SOLID-FILL', box(0, 0, 500, 500)) };
    const chairs = [22, 24, 26, 28, 30].flatMap((x) => insert('FURNITURE', 'CHAIR', 1000 * x, 20_000));
    const { plan } = await importDrawing(
      dxfBytes({ blocks: [...blocks, chair], entities: [...entities, ...chairs] }),
      { units: 'mm' },
    );
    expect(plan.levels[0].columns).toHaveLength(12);
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

  it('single lines that end free at shutters and go on behind them are walls, though one runs through another wall', async () => {
    const runs = [
      [3000, 10_000],
      [15_000, 23_000],
      [28_000, 36_500],
    ];
    const { plan } = await importParts([
      ...line('A-WALL-FIRE', 34_000, 10_000, 34_000, 20_000),
      ...line('A-WALL-FIRE', 34_200, 10_000, 34_200, 20_000),
      ...runs.flatMap(([from, to]) => line('A-WALL-FIRE-1', from, 15_000, to, 15_000)),
    ]);
    const lengths = plan.levels[0].walls!.flatMap(({ start, end }) =>
      Math.abs(start[1] - end[1]) < 0.01 && Math.abs(start[1] - 15.3) < 0.01
        ? [Math.abs(start[0] - end[0])]
        : [],
    );
    expect(lengths.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0.95 * 23.5);
  });
});

describe('walls on a layer named after windows', () => {
  const windowBlock = {
    name: '_W15',
    entities: [-150, -50, 50, 150].flatMap((y) => line('0', 0, y, 1500, y)),
  };
  const arc = (layer: string, x: number, y: number): Tag[] => [
    [0, 'ARC'],
    [8, layer],
    [10, x],
    [20, y],
    [40, 900],
    [50, 0],
    [51, 90],
  ];
  /** A floor of 30 × 18 m, its lower wall piers of 1.5 m between eight windows, two inner walls with doors. */
  const building = (layer: string): Tag[] => [
    ...[-1, 1].flatMap((side) => {
      const [low, right, top] = [150 * side, 30_000 - 150 * side, 18_000 - 150 * side];
      return [
        ...line(layer, low, low, low, top),
        ...line(layer, low, top, right, top),
        ...line(layer, right, top, right, low),
        ...line(layer, low, low, 3000, low),
        ...line(layer, 28_500, low, right, low),
      ];
    }),
    ...line(layer, 3000, -150, 3000, 150),
    ...line(layer, 28_500, -150, 28_500, 150),
    ...Array.from({ length: 8 }, (_, k) =>
      wall(layer, [4500 + 3000 * k, 0], [6000 + 3000 * k, 0], 300),
    ).flat(),
    ...wall(layer, [12_000, 1050], [12_000, 17_850]),
    ...wall(layer, [20_000, 1050], [20_000, 17_850]),
    ...[12_000, 20_000].flatMap((x) => [...arc(layer, x, 150), ...line(layer, x, 150, x + 900, 150)]),
  ];
  const windows = Array.from({ length: 9 }, (_, k) => insert('WINDOW', '_W15', 3000 + 3000 * k, 0)).flat();
  const partition = line('WINDOW', 12_100, 9000, 19_900, 9000);
  const stray = line('WALL', 2000, 5000, 4000, 5000);
  const readWalls = async (parts: Tag[], layers: Record<string, string> = {}) => {
    const bytes = dxfBytes({ blocks: [windowBlock], entities: parts });
    const { plan, levels } = await importDrawing(bytes, { units: 'mm', layers });
    const walls = plan.levels[0].walls!;
    const lengthM = (list: typeof walls) =>
      list.reduce((sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]), 0);
    return {
      areaM2: levels[0].areaM2,
      glassM: lengthM(walls.filter(({ material }) => material === 'glass')),
      lengthM: lengthM(walls),
      open: sortReasons(plan).open.map(({ code }) => code),
    };
  };
  const solidM = 2 * 18 + 30 + 2 * 16.8 + (30 - 9 * 1.5);

  it('are walls where the layer holds far more of them than those that are named so', async () => {
    const { areaM2, glassM, lengthM, open } = await readWalls([
      ...building('WINDOW'),
      ...windows,
      ...partition,
      ...stray,
    ]);
    expect(areaM2).toBeCloseTo(30.3 * 18.3, -1);
    expect(glassM).toBeGreaterThan(0.9 * 9 * 1.5);
    expect(glassM).toBeLessThan(1.1 * 9 * 1.5);
    expect(Math.abs(lengthM - (solidM + 7.8 + 9 * 1.5 + 2))).toBeLessThan(0.04 * solidM);
    // Only their shape tells them: somebody has to look.
    expect(open).toContain('walls-unconfirmed');
  });

  it('windows on it stay windows where the walls are elsewhere', async () => {
    const { areaM2, glassM } = await readWalls([...building('X'), ...windows]);
    expect(areaM2).toBeCloseTo(30.3 * 18.3, -1);
    expect(glassM).toBeGreaterThan(0.9 * 9 * 1.5);
    expect(glassM).toBeLessThan(1.1 * 9 * 1.5);
  });

  it('are what the planner says that the layer holds', async () => {
    const read = readWalls([...building('WINDOW'), ...windows], { WINDOW: 'door' });
    await expect(read).rejects.toThrow(/no walls/);
  });
});

describe('furniture beside walls that no layer names', () => {
  /** Strokes at 45° across a wall along x or y, 80 mm apart. */
  const strokes = ([x, y]: [number, number], [width, height]: [number, number]): Tag[] => {
    const across = Math.min(width, height);
    const count = Math.floor((Math.max(width, height) - across) / 80);
    return Array.from({ length: count }, (_, k) => {
      const [u, v] = width > height ? [x + 80 * k, y] : [x, y + 80 * k];
      return line('HATCH', u, v, u + across, v + across);
    }).flat();
  };
  const solid = (x: number, y: number, width: number, height: number, hatched: boolean): Tag[] => [
    ...rectangle('X', x, y, width, height),
    ...(hatched ? strokes([x, y], [width, height]) : []),
  ];
  const things: Tag[] = [
    ...[1500, 7500].flatMap((x) => [
      ...[0, 120].flatMap((d) => rectangle('X', x + d, 1500 + d, 1900 - 2 * d, 2100 - 2 * d)),
      ...[0, 1].flatMap((k) => line('X', x + 500, 2000 + 100 * k, x + 1500, 2000 + 100 * k)),
    ]),
    ...[2000, 8000].flatMap((x): Tag[] => [
      ...line('X', x, 7000, x + 900, 7000),
      [0, 'ARC'],
      [8, 'X'],
      [10, x],
      [20, 7000],
      [40, 900],
      [50, 0],
      [51, 90],
    ]),
  ];
  /** A house of 12 × 9 m, a partition of 4 m, two doors, and two beds whose lines lie side by side. */
  const house = (hatched: boolean): Tag[] => [
    ...solid(0, 0, 12_000, 240, hatched),
    ...solid(0, 8760, 12_000, 240, hatched),
    ...solid(0, 240, 240, 8520, hatched),
    ...solid(11_760, 240, 240, 8520, hatched),
    ...solid(6000, 240, 240, 5000, hatched),
    ...solid(6240, 5000, 4000, 240, false),
    ...things,
  ];
  const wallsIn = async (entities: Tag[], [minX, minY, maxX, maxY]: number[]) => {
    const { plan } = await importDrawing(dxfBytes({ entities }), { units: 'mm' });
    return plan.levels[0].walls!.reduce((sum, { start, end }) => {
      const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
      const isIn = x > minX && x < maxX && y > minY && y < maxY;
      return isIn ? sum + Math.hypot(end[0] - start[0], end[1] - start[1]) : sum;
    }, 0);
  };
  const bed = [1, 1, 4, 4];

  it('is none of them where they are hatched; long walls without hatching stay walls', async () => {
    expect(await wallsIn(house(true), bed)).toBe(0);
    expect(await wallsIn(house(true), [6.3, 4.9, 11, 5.3])).toBeGreaterThan(3.5);
    expect(await wallsIn(house(true), [-1, -1, 13, 10])).toBeGreaterThan(2 * 12 + 2 * 8.5 + 5 + 3.5 - 2);
  });

  it('has their shape where nothing is hatched', async () => {
    expect(await wallsIn(house(false), bed)).toBeGreaterThan(5);
  });

  it('outer walls of 0.56 m are walls where a block of strokes fills them, as are rooms within', async () => {
    const sides = [
      [0, 0, 24_000, 560],
      [0, 15_440, 24_000, 560],
      [0, 560, 560, 14_880],
      [23_440, 560, 560, 14_880],
    ] as const;
    const filled = sides.map(([x, y, width, height]) => strokes([x, y], [width, height]));
    const rooms = [6000, 12_000, 18_000].flatMap((x) => solid(x, 560, 200, 8000, false));
    // Columns, a flight and doors on the layer of the walls: it says nothing of any.
    const mixed = [
      ...things,
      ...[8000, 14_000, 20_000].flatMap((x) =>
        [10_000, 13_000].flatMap((y) => rectangle('X', x, y, 500, 500)),
      ),
      ...Array.from({ length: 14 }, (_, k) =>
        line('X', 2000 + 280 * k, 12_000, 2000 + 280 * k, 13_500),
      ).flat(),
    ];
    const outer = sides.flatMap(([x, y, width, height]) => rectangle('X', x, y, width, height));
    const blocks = filled.map((stroked, k) => ({ name: `H${k}`, entities: stroked }));
    const placed = blocks.flatMap(({ name }) => insert('X', name, 0, 0));
    const bytes = dxfBytes({ blocks, entities: [...outer, ...rooms, ...placed, ...mixed] });
    const { plan } = await importDrawing(bytes, { units: 'mm' });
    const thickM = plan.levels[0].walls!.reduce(
      (sum, { start, end, thicknessM }) =>
        Math.abs(thicknessM - 0.56) < 0.01 ? sum + Math.hypot(end[0] - start[0], end[1] - start[1]) : sum,
      0,
    );
    expect(thickM).toBeGreaterThan(0.95 * (2 * 24 + 2 * 15));
  });
});
