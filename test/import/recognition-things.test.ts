/** Columns and bays as offices draw them, each on a small garage that the test draws itself. Millimetres. */

import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, polyline, rectangle, smallGarage, type Tag, text } from './drawing-support.ts';
import { wall } from './recognition-support/stair-room.ts';

/** A floor of 40 × 30 m between two faces. */
const outerWall = (layer: string): Tag[] => [
  ...rectangle(layer, 0, 0, 40_000, 30_000),
  ...rectangle(layer, -300, -300, 40_600, 30_600),
];
const grid = [8000, 16_000, 24_000, 32_000].flatMap((x) => [10_000, 20_000].map((y) => [x, y] as const));
const columns = (layer: string): Tag[] =>
  grid.flatMap(([x, y]) => rectangle(layer, x - 300, y - 300, 600, 600));

async function readLevel(entities: Tag[], units: 'mm' | 'm' = 'mm') {
  const { plan } = await importDrawing(dxfBytes({ entities }), { units });
  const [{ columns: found = [], bays = [], walls = [] }] = plan.levels;
  return { columns: found, bays, walls };
}

describe('bays', () => {
  /** Four sides at 60° to the lane, 2.6 m apart across, and the line along the wall that ends them. */
  const aslant = (isEnded: boolean): Tag[] => {
    const sin = Math.sin(Math.PI / 3);
    const step = 2600 / sin;
    return Array.from({ length: 8 }, (_, i) => {
      const x = 6000 + i * step;
      const side = line('A-PARK', x, 500, x + 2650, 500 + 5300 * sin);
      return isEnded && i < 7 ? [...side, ...line('A-PARK', x, 500, x + step, 500)] : side;
    }).flat();
  };

  it('aslant to the lane stand between sides that a line along the wall ends', async () => {
    const { bays } = await readLevel([...outerWall('A-WALL'), ...columns('S-COLU'), ...aslant(true)]);
    expect(bays).toHaveLength(7);
    const sidesM = bays[0].polygon.map(([x, y], i, { [(i + 1) % 4]: next }) =>
      Math.hypot(next[0] - x, next[1] - y),
    );
    expect(Math.max(...sidesM)).toBeCloseTo(5.3, 2);
  });

  it('aslant are not seen where nothing ends them', async () => {
    const { bays } = await readLevel([...outerWall('A-WALL'), ...columns('S-COLU'), ...aslant(false)]);
    expect(bays).toHaveLength(0);
  });

  /** Nine bays from wall to wall along the left side, 2.5 m each, with lines between them alone and along their front. */
  const rowBetweenWalls = (layer: string, reachesMm: number): Tag[] => [
    ...Array.from({ length: 8 }, (_, i) => line(layer, 0, 2500 * (i + 1), 5300, 2500 * (i + 1))).flat(),
    ...line(layer, 5300, 2500 - reachesMm, 5300, 20_000 + reachesMm),
  ];
  const crossWall = [...line('A-WALL', 0, 22_500, 5300, 22_500), ...line('A-WALL', 0, 22_700, 5300, 22_700)];

  it('at the ends of a row, where the wall stands for the line, are bays', async () => {
    const { bays } = await readLevel([
      ...outerWall('A-WALL'),
      ...crossWall,
      ...columns('S-COLU'),
      ...rowBetweenWalls('A-PARK', 2500),
    ]);
    expect(bays).toHaveLength(9);
  });

  it('are none beside the ends of a row whose front line stops there: a way through is as wide', async () => {
    const { bays } = await readLevel([
      ...outerWall('A-WALL'),
      ...crossWall,
      ...columns('S-COLU'),
      ...rowBetweenWalls('A-PARK', 0),
    ]);
    expect(bays).toHaveLength(7);
  });

  it('of such a row on the layer of the walls are bays too, and their front line is no wall', async () => {
    const rows = [
      [0, 5300],
      [40_000, 34_700],
    ].flatMap(([back, front]) => [
      ...Array.from({ length: 11 }, (_, i) =>
        line('A-WALL', back, 2500 * (i + 1), front, 2500 * (i + 1)),
      ).flat(),
      ...line('A-WALL', front, 0, front, 30_000),
    ]);
    const { bays, walls } = await readLevel([...outerWall('A-WALL'), ...columns('S-COLU'), ...rows]);
    expect(bays).toHaveLength(24);
    expect(walls.filter(({ start, end }) => start[0] === end[0] && start[0] > 5 && start[0] < 36)).toEqual(
      [],
    );
  });

  it('of other widths, for small cars and for wheelchairs, are bays on layers of bays among many usual ones', async () => {
    const row = (layer: string, x: number, count: number, [widthMm, lengthMm]: readonly [number, number]) =>
      Array.from({ length: count }, (_, k) =>
        rectangle(layer, x + k * widthMm, 29_800 - lengthMm, widthMm, lengthMm),
      ).flat();
    const others = [
      ...row('p-parking-small', 25_500, 2, [2000, 3600]),
      ...row('p-parking-wide', 30_000, 1, [3500, 5000]),
    ];
    const read = (usual: number) =>
      readLevel([
        ...outerWall('A-WALL'),
        ...columns('S-COLU'),
        ...row('p-parking', 500, usual, [2500, 5000]),
        ...others,
      ]);
    expect((await read(10)).bays).toHaveLength(13);
    // Among few they may be anything.
    expect((await read(3)).bays).toHaveLength(3);
  });

  const doubleRow = (layer: string): Tag[] => [
    ...Array.from({ length: 9 }, (_, i) =>
      line(layer, 4000 + 2500 * i, 9500, 4000 + 2500 * i, 20_500),
    ).flat(),
    ...line(layer, 4000, 15_000, 24_000, 15_000),
    ...line(layer, 4000, 9500, 24_000, 9500),
    ...line(layer, 4000, 20_500, 24_000, 20_500),
  ];

  it('of two rows back to back may have sides that run through both', async () => {
    const { bays } = await readLevel([...outerWall('A-WALL'), ...columns('S-COLU'), ...doubleRow('A-PARK')]);
    expect(bays).toHaveLength(16);
  });

  it('drawn on the layer of the walls are bays, and no walls', async () => {
    const { bays, walls } = await readLevel([
      ...outerWall('A-WALL'),
      ...rectangle('A-WALL', 30_000, 500, 6000, 5000),
      ...rectangle('A-WALL', 30_200, 700, 5600, 4600),
      ...doubleRow('A-WALL'),
    ]);
    expect(bays).toHaveLength(16);
    expect(walls.some(({ start: [x, y] }) => x > 4 && x < 25 && y > 9 && y < 21)).toBe(false);
  });

  it('for small cars are told by their layer, several of one size; a room in their row is none', async () => {
    const small = [0, 1, 2, 3, 4, 5, 6].flatMap((i) =>
      rectangle('PARKING', 5000 + 2600 * i, 1000, 2400, 3800),
    );
    const { bays } = await readLevel([
      ...outerWall('A-WALL'),
      ...columns('S-COLU'),
      ...small,
      ...text('A-TEXT', '水泵房', 5000 + 2600 * 6 + 1200, 2500, 300),
    ]);
    expect(bays).toHaveLength(6);
  });
});

describe('columns', () => {
  it('drawn as three sides, twice, on a layer of an unknown word stand where the fourth would close them', async () => {
    const centers = [10, 20, 30].flatMap((x) => [8, 14, 20].map((y) => [1000 * x, 1000 * y]));
    const opened = centers.flatMap(([x, y]) => {
      const corners: [number, number][] = [
        [x - 150, y - 150],
        [x + 150, y - 150],
        [x + 150, y + 150],
        [x - 150, y + 150],
      ];
      return [corners, [...corners].reverse()].flatMap((each) => polyline('xx', each, { closed: false }));
    });
    const { columns: found } = await readLevel([...outerWall('A-WALL'), ...opened]);
    expect(found).toHaveLength(9);
    const sidesMm = found.map(({ sizeM = [] }) => sizeM.map((each) => Math.round(1000 * each)));
    expect(sidesMm).toEqual(found.map(() => [300, 300]));
  });

  it('on the layer of the walls are rings although the walls end over their sides', async () => {
    const ringsWithFaces = [8000, 16_000, 24_000, 32_000].flatMap((x) => [
      ...line('A-WALL', x - 400, -100, x + 400, -100),
      ...line('A-WALL', x + 400, -100, x + 400, 700),
      ...line('A-WALL', x + 400, 700, x - 400, 700),
      ...line('A-WALL', x - 400, 700, x - 400, -100),
      // The outline of wall and column together is drawn over them.
      ...line('A-WALL', x - 400, 0, x - 400, -100),
      ...line('A-WALL', x - 400, -100, x + 400, -100),
      ...line('A-WALL', x + 400, -100, x + 400, 0),
    ]);
    const { columns: found } = await readLevel([...outerWall('A-WALL'), ...ringsWithFaces]);
    expect(found).toHaveLength(4);
  });

  it('of steel are as thin as their profile where a drawing has no others', async () => {
    const arms: [number, number][] = [
      [-100, 20],
      [-20, 20],
      [-20, 100],
      [20, 100],
      [20, 20],
      [100, 20],
      [100, -20],
      [20, -20],
      [20, -100],
      [-20, -100],
      [-20, -20],
      [-100, -20],
    ];
    const crosses = grid.flatMap(([x, y]) =>
      arms.flatMap(([dx, dy], i) => {
        const [ex, ey] = arms[(i + 1) % arms.length];
        return line('COLUMNS', x + dx, y + dy, x + ex, y + ey);
      }),
    );
    const { columns: found } = await readLevel([...outerWall('A-WALL'), ...crosses]);
    expect(found).toHaveLength(8);
  });

  it('are no pieces of an outer wall between its windows', async () => {
    const piers = [2, 6, 10, 14, 18, 22].flatMap((x) => rectangle('A-WALL', 1000 * x, 29_700, 700, 600));
    const panes = [2, 6, 10, 14, 18].flatMap((x) =>
      [29_900, 30_000, 30_100].flatMap((y) => line('A-WINDOW', 1000 * x + 700, y, 1000 * x + 4000, y)),
    );
    const free = columns('A-WALL');
    const { columns: found } = await readLevel([
      ...polyline(
        'A-WALL',
        [
          [22_700, 30_300],
          [40_300, 30_300],
          [40_300, -300],
          [-300, -300],
          [-300, 30_300],
          [2000, 30_300],
        ],
        { closed: false },
      ),
      ...polyline(
        'A-WALL',
        [
          [22_700, 29_700],
          [40_000, 29_700],
          [40_000, 0],
          [0, 0],
          [0, 29_700],
          [2000, 29_700],
        ],
        { closed: false },
      ),
      ...piers,
      ...panes,
      ...free,
    ]);
    expect(found.filter(({ center: [, y] }) => y < 25)).toHaveLength(8);
    expect(found.length).toBeLessThanOrEqual(10);
  });
});

describe('marks of doors in gaps', () => {
  it.each([
    ['FM乙1021', 'fire-door'],
    ['GFM甲1021', 'fire-door'],
    ['MFM乙1021', 'fire-door'],
    ['SGFM甲1021', 'fire-door'],
    ['HFM1020', 'blast-door'],
    ['GHFM1020(6)', 'blast-door'],
    ['BFM1020-15', 'blast-door'],
  ])('%s: %s', async (mark, kind) => {
    const { plan } = await importDrawing(
      dxfBytes({
        entities: [
          ...outerWall('A-WALL'),
          ...columns('S-COLU'),
          ...wall('A-WALL', [20_000, 0], [20_000, 14_000], 300),
          ...wall('A-WALL', [20_000, 15_000], [20_000, 30_000], 300),
          ...text('A-TEXT', mark, 20_300, 14_400),
        ],
      }),
      { units: 'mm' },
    );
    expect(plan.levels[0].openings?.map((opening) => opening.kind)).toEqual([kind]);
  });
});

describe('a door layer whose name says nothing, where other doors are named', () => {
  /** Two walls of 0.2 m along x with a gap of 1.1 m, mm. */
  const gap = (x: number, y: number) => [
    ...rectangle('A-WALL', x - 2000, y, 2000, 200),
    ...rectangle('A-WALL', x + 1100, y, 2000, 200),
  ];
  const bars = (x: number, y: number, layer: string) =>
    [50, 150].flatMap((up) => line(layer, x, y + up, x + 1100, y + up));
  const leaf = (x: number, y: number, layer: string): Tag[] => [
    ...line(layer, x, y, x, y + 1100),
    ...[[0, 'ARC'] as Tag, [8, layer] as Tag, [10, x] as Tag, [20, y] as Tag, [40, 1100] as Tag],
    ...[[50, 0] as Tag, [51, 90] as Tag],
  ];
  const { blocks, entities } = smallGarage();

  it('is read by one leaf and lines across gaps of walls: doors of lifts are not lost', async () => {
    const places = [
      [14_000, 11_000],
      [14_000, 14_000],
      [22_000, 11_000],
    ] as const;
    const drawn = [
      ...places.flatMap(([x, y]) => gap(x, y)),
      ...bars(...places[0], 'Q7'),
      ...bars(...places[1], 'Q7'),
      ...leaf(...places[2], 'Q7'),
    ];
    const { plan } = await importDrawing(dxfBytes({ blocks, entities: [...entities, ...drawn] }));
    const { openings = [] } = plan.levels[0];
    for (const [x, y] of places.slice(0, 2)) {
      // The floor begins at the outer faces.
      const middle = [(x + 850) / 1000, (y + 400) / 1000];
      const found = openings.find(({ start, end }) =>
        [0, 1].every((k) => Math.abs((start[k] + end[k]) / 2 - middle[k]) < 0.2),
      );
      expect(found?.kind, `${x}, ${y}`).toBe('lift-door');
    }
  });
});
