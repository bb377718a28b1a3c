/** What a planner says of a drawing by pointing at it: which parts are levels, the floor's edge, lines that are walls. */
import {
  type ImportResult,
  importDrawing,
  parseCorrections,
  type ReadDrawing,
  readDrawing,
  recogniseDrawing,
} from '@diku/engine';
import { type Corrections, emptyCorrections, inspectDrawing } from '@diku/engine/import';
import { sortReasons } from '@diku/engine/plan';
import { beforeAll, describe, expect, it } from 'vitest';
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

/** Shifts entities along x. */
function shifted(entities: readonly Tag[], dx: number): Tag[] {
  return entities.map(([code, value]) => [code, code === 10 || code === 11 ? Number(value) + dx : value]);
}

const { blocks, entities } = smallGarage();
/** The small garage twice, and an elevation above. */
const sheet = dxfBytes({
  blocks,
  entities: [
    ...entities,
    ...shifted(entities, 80_000).map(([code, value]): Tag => {
      return [code, value === '地下二层平面图' ? '地下一层平面图' : value];
    }),
    ...rectangle('A-WALL', 0, 60_000, 40_000, 6000),
    ...rectangle('A-WALL', 300, 60_300, 39_400, 5400),
    ...text('A-TEXT', '南立面图', 20_000, 57_000, 1500),
  ],
});

let read: ReadDrawing;
let plain: ImportResult;
beforeAll(async () => {
  read = await readDrawing(sheet);
  plain = recogniseDrawing(read);
});

function corrected(corrections: Partial<Corrections>, of = read): ImportResult {
  const parsed = parseCorrections({ ...emptyCorrections(), ...corrections });
  return recogniseDrawing(of, { corrections: parsed });
}

function codes({ warnings }: ImportResult): string[] {
  return warnings.map(({ code }) => code);
}

describe('parts of model space', () => {
  it('are proposed with boxes in units of the drawing, titles and what stands on them', () => {
    expect(plain.parts.map(({ title, id }) => [title, id])).toEqual([
      ['地下二层平面图', 'B2'],
      ['南立面图', undefined],
      ['地下一层平面图', 'B1'],
    ]);
    const [, elevation, second] = plain.parts;
    expect(second).toMatchObject({ bays: 10, columns: 12 });
    const [minX, minY, maxX, maxY] = second.box;
    expect(Math.max(Math.abs(minX - 79_700), Math.abs(maxX - 120_300))).toBeLessThan(1000);
    expect(Math.max(Math.abs(minY + 300), Math.abs(maxY - 30_300))).toBeLessThan(1000);
    expect(elevation.wallsM).toBe(182);
    expect(inspectDrawing(read).parts).toEqual(plain.parts);
  });

  it('that are chosen are the levels, in that order; the rest is told', () => {
    const [b2, elevation, b1] = plain.parts;
    const one = corrected({ parts: [{ box: b1.box }] });
    expect(one.plan.levels.map(({ id, name }) => [id, name])).toEqual([['B1', '地下一层']]);
    expect(one.plan.levels[0].bays).toHaveLength(10);
    expect(codes(one)).toContain('parts-not-chosen');
    expect(one.parts).toEqual(plain.parts);
    expect(one.plan.derived?.import?.summary?.leftOut.map(({ name, why }) => [name, why])).toEqual([
      [b2.title, 'asked'],
      [elevation.title, 'asked'],
    ]);
    const two = corrected({ parts: [{ box: b2.box, id: 'B3' }, { box: b1.box }] });
    expect(two.plan.levels.map(({ id }) => id)).toEqual(['B3', 'B1']);
    const larger = corrected({ parts: [{ box: b2.box }, { box: b1.box }], units: 0.0011 });
    expect(larger.levels[0].areaM2 / two.levels[0].areaM2).toBeCloseTo(1.21, 4);
  });

  it('without walls are left out, unless that is all of them', () => {
    const [b2] = plain.parts;
    // Around one column.
    const corner: [number, number, number, number] = [7000, 7000, 9000, 9000];
    const some = corrected({ parts: [{ box: corner, id: 'B1' }, { box: b2.box }] });
    expect(some.plan.levels.map(({ id }) => id)).toEqual(['B2']);
    expect(codes(some)).toContain('level-failed');
    expect(() => corrected({ parts: [{ box: corner }] })).toThrow(/^drawing: found no walls/);
  });

  it('are there to choose among where the drawing is refused', { tags: ['thorough'] }, async () => {
    const nameless = entities.map(([code, value]): Tag => {
      return [code, code === 8 && String(value).startsWith('A-') ? 'L1' : value];
    });
    const bare = [...line('L1', 0, 0, 9000, 0), ...line('L1', 0, 0, 0, 9000)];
    const few = await readDrawing(dxfBytes({ blocks, entities: [...bare, ...shifted(bare, 60_000)] }));
    expect(() => recogniseDrawing(few)).toThrow();
    expect(inspectDrawing(few).parts).toHaveLength(2);
    const layered = await readDrawing(
      dxfBytes({ blocks, entities: [...nameless, ...shifted(nameless, 80_000)] }),
    );
    expect(inspectDrawing(layered).parts).toHaveLength(2);
  });

  it('refuse a box where nothing is drawn, and are of no use to a model that states its levels', async () => {
    expect(() => corrected({ parts: [{ box: [0, 900_000, 10, 900_010] }] })).toThrow(
      /^corrections\.parts\[0\]\.box: found nothing is drawn in it; expected a box over the drawing/,
    );
    const map = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { indoor: 'room', level: '-1', amenity: 'parking' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [121.47, 31.23],
                [121.4706, 31.23],
                [121.4706, 31.2304],
                [121.47, 31.2304],
                [121.47, 31.23],
              ],
            ],
          },
        },
      ],
    };
    const stated = await readDrawing(new TextEncoder().encode(JSON.stringify(map)));
    expect(codes(corrected({ parts: [{ box: [0, 0, 1, 1] }] }, stated))).toContain('correction-unusable');
    expect(inspectDrawing(stated).parts).toEqual([]);
  });
});

describe('the floor as the planner draws it', () => {
  const outline: [number, number][] = [
    [0, 0],
    [0, 30_000],
    [20_000, 30_000],
    [20_000, 0],
  ];

  it('wins over everything recognised; what stands outside of it still counts', () => {
    const { levels, plan, doubts, warnings } = corrected({ levels: { B2: { outline } } });
    expect(levels.map(({ id, areaM2 }) => [id, areaM2])).toEqual([
      ['B1', plain.levels[0].areaM2],
      ['B2', 600],
    ]);
    expect(plan.levels[1].columns).toHaveLength(6);
    expect(plan.derived?.import?.summary?.levels[1].outline.by).toBe('given');
    expect(warnings.some(({ code, at }) => code === 'outline-partial' && at === 'B2')).toBe(true);
    expect(doubts.some(({ kind, level }) => kind === 'outline' && level === 'B2')).toBe(true);
  });

  it('bounds a garage whose outer walls do not close, without a doubt', { tags: ['thorough'] }, async () => {
    const open = entities.filter(([, value]) => value !== 'A-WALL-RETN');
    const walls = [
      ...[line('A-WALL', 0, 0, 40_000, 0), line('A-WALL', -300, -300, 40_300, -300)],
      ...[line('A-WALL', 0, 0, 0, 30_000), line('A-WALL', -300, -300, -300, 30_300)],
    ].flat();
    const half = await readDrawing(dxfBytes({ blocks, entities: [...open.slice(0), ...walls] }));
    const asked = recogniseDrawing(half);
    expect(asked.doubts.map(({ kind }) => kind)).toContain('outline');
    const ring: [number, number][] = [
      [-300, -300],
      [40_000, -300],
      [40_000, 30_000],
      [-300, 30_000],
    ];
    const given = corrected({ levels: { '*': { outline: ring } } }, half);
    expect(given.levels[0].areaM2).toBeCloseTo(40.3 * 30.3, 1);
    expect(given.doubts.map(({ kind }) => kind)).not.toContain('outline');
    expect(codes(given)).not.toContain('outline-assumed');
  });

  it('may have a corner twice', () => {
    const [first, ...others] = outline;
    const twice = corrected({ levels: { B2: { outline: [first, first, ...others] } } });
    const once = corrected({ levels: { B2: { outline } } });
    expect(twice.plan.levels[0].outline).toEqual(once.plan.levels[0].outline);
  });

  it('is refused where it is no ring, or of no level', () => {
    const bad = (ring: [number, number][]) => () => corrected({ levels: { B2: { outline: ring } } });
    expect(bad(outline.slice(0, 2))).toThrow(
      /^corrections\.levels\.B2\.outline: .*; expected a length of at least 3/,
    );
    expect(bad([outline[0], outline[2], outline[1], outline[3]])).toThrow(
      /^corrections\.levels\.B2\.outline: .*; expected a simple ring/,
    );
    expect(() => corrected({ levels: { '*': { outline } } })).toThrow(
      'corrections.levels.*: found 2 levels; expected one of B1, B2',
    );
    const far = outline.map(([x, y]): [number, number] => [x / 10, y / 10]);
    expect(codes(corrected({ levels: { B2: { outline: far } } }))).toContain('level-failed');
  });
});

describe('lines that the planner names', () => {
  const wallsAt = ({ plan }: ImportResult, y: number) =>
    plan.levels[0].walls!.filter(
      ({ start, end }) => Math.abs(start[1] - end[1]) < 0.01 && Math.abs(start[1] - y) < 0.2,
    );

  it('are walls or none, whatever their layer; a side of a polyline too', async () => {
    const drawn = await readDrawing(
      dxfBytes({
        blocks,
        entities: [
          ...entities,
          ...line('A-FURN', 20_000, 12_000, 30_000, 12_000),
          ...line('A-FURN', 20_000, 12_200, 30_000, 12_200),
          ...rectangle('A-WALL', 20_000, 19_000, 10_000, 200),
        ],
      }),
    );
    const y = (drawing: number) =>
      drawing / 1000 + recogniseDrawing(drawn).levels[0].transform.translation[1];
    const before = recogniseDrawing(drawn);
    expect([wallsAt(before, y(12_100)).length, wallsAt(before, y(19_100)).length]).toEqual([0, 1]);
    const after = corrected(
      {
        lines: {
          // A stretch of the line is enough.
          wall: [
            [
              [22_000, 12_000],
              [25_000, 12_000],
            ],
            [
              [30_000, 12_200],
              [20_000, 12_200],
            ],
          ],
          noWall: [
            [
              [20_000, 19_000],
              [30_000, 19_000],
            ],
            [
              [20_000, 19_200],
              [30_000, 19_200],
            ],
          ],
        },
      },
      drawn,
    );
    expect(codes(after)).not.toContain('correction-unmatched');
    expect(wallsAt(after, y(12_100))).toHaveLength(1);
    expect(wallsAt(after, y(12_100))[0].thicknessM).toBeCloseTo(0.2);
    expect(wallsAt(after, y(19_100))).toHaveLength(0);
  });

  it('are told where nothing is drawn along them', () => {
    const wall: [[number, number], [number, number]][] = [
      [
        [20_000, 15_000],
        [30_000, 16_000],
      ],
    ];
    expect(codes(corrected({ lines: { wall } }))).toContain('correction-unmatched');
    expect(() => corrected({ lines: { wall: [[wall[0][0], wall[0][0]]] } })).toThrow(
      /^corrections\.lines\.wall\[0\]: .*; expected a line with two ends that differ/,
    );
    expect(() => corrected({ parts: [{ box: [10, 0, 0, 10] }] })).toThrow(
      /^corrections\.parts\[0\]\.box: .*; expected a box as/,
    );
    const box: [number, number, number, number] = [0, 0, 1, 1];
    expect(() =>
      corrected({
        parts: [
          { box, id: 'B1' },
          { box, id: 'B1' },
        ],
      }),
    ).toThrow(/^corrections\.parts\[1\]\.id: .*; expected an id per level/);
  });
});

describe('floors side by side that no title names', () => {
  /** A floor of 40 × 30 m on columns, its level marks, and a room; on a basement maybe a row of bays. */
  const floor = (dx: number, marks: readonly string[], { bays = 0 } = {}): Tag[] =>
    shifted(
      [
        ...rectangle('A-WALL', 0, 0, 40_000, 30_000),
        ...rectangle('A-WALL', -300, -300, 40_600, 30_600),
        ...rectangle('A-WALL', 0, 0, 9000, 7000),
        ...rectangle('A-WALL', 0, 0, 9200, 7200),
        ...[12, 20, 28, 36].flatMap((x) =>
          [10, 20].flatMap((y) => rectangle('S-COLU', 1000 * x - 300, 1000 * y - 300, 600, 600)),
        ),
        ...Array.from({ length: bays }, (_, k) =>
          rectangle('A-PRKG', 12_000 + 2400 * k, 24_700, 2400, 5300),
        ).flat(),
        ...marks.flatMap((mark, k) => text('0', mark, 15_000, 12_000 + 2000 * k)),
      ],
      dx,
    );
  const importFloors = async (floors: readonly Tag[][]) =>
    recogniseDrawing(await readDrawing(dxfBytes({ entities: floors.flat() })), { units: 'mm' });

  it('are named by their level marks, the highest basement first; floors at ground and above are other sheets', async () => {
    const { plan } = await importFloors([
      floor(0, ['-9.000']),
      floor(80_000, ['-4.500'], { bays: 10 }),
      floor(160_000, ['%%p0.000']),
      floor(240_000, ['+6.000']),
    ]);
    expect(plan.levels.map(({ id, elevationM, bays }) => [id, elevationM, bays?.length ?? 0])).toEqual([
      ['B1', -4.5, 10],
      ['B2', -9, 0],
    ]);
    const { leftOut } = plan.derived!.import!.summary!;
    expect(leftOut.map(({ name, isOtherSheet }) => [name, isOtherSheet])).toEqual([
      ['±0.000', true],
      ['+6.000', true],
    ]);
    expect(sortReasons(plan).open.map(({ code }) => code)).not.toContain('levels-left-out');
  });

  it('one among them without a mark is left out, and the verdict stays open', async () => {
    const { plan } = await importFloors([
      floor(0, ['-4.500'], { bays: 10 }),
      floor(80_000, ['%%p0.000']),
      floor(160_000, []),
    ]);
    expect(plan.levels.map(({ id }) => id)).toEqual(['B1']);
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('levels-left-out');
  });

  it('bays above ground are a garage too, and marks of ramps that come up say nothing of a basement', async () => {
    const { plan } = await importFloors([
      floor(0, ['%%p0.000', '%%p0.000', '-4.500']),
      floor(80_000, ['+3.600'], { bays: 10 }),
    ]);
    expect(plan.levels.map(({ elevationM }) => elevationM).sort((p, q) => q - p)).toEqual([3.6, -4.5]);
  });
});

describe('floors side by side without bays, columns or titles', () => {
  const walls = (dx: number, inside = true): Tag[] =>
    shifted(
      [
        ...rectangle('A-WALL', 0, 0, 30_000, 25_000),
        ...rectangle('A-WALL', -300, -300, 30_600, 25_600),
        ...(inside
          ? [...rectangle('A-WALL', 0, 0, 9000, 7000), ...rectangle('A-WALL', 0, 0, 9200, 7200)]
          : []),
      ],
      dx,
    );
  /** A body with rounded corners and four wheels, as blocks of cars have, turned by what the block is placed with. */
  const car = {
    name: 'A$C381B',
    entities: [
      ...polyline('0', [
        [-900, -2200],
        [-700, -2400],
        [700, -2400],
        [900, -2200],
        [900, 2100],
        [600, 2400],
        [-600, 2400],
        [-900, 2100],
      ]),
      ...[-1, 1].flatMap((x) => [-1, 1].flatMap((y) => rectangle('0', 800 * x, 1400 * y, 150, 600))),
    ],
  };
  const cars = (count: number, dx: number, more: readonly Tag[] = []): Tag[] =>
    Array.from({ length: count }, (_, k) =>
      insert('Furniture', car.name, dx + 11_000 + 2600 * (k % 6), 5000 + 9000 * Math.floor(k / 6), more),
    ).flat();
  const imported = async (entities: readonly Tag[]) =>
    (await importDrawing(dxfBytes({ blocks: [car], entities }), { units: 'mm' })).plan;

  it.each([0, 25])('are levels where cars are parked on them (turned by %i°)', async (turnedDeg) => {
    const plan = await imported([
      ...walls(0),
      ...walls(70_000, false),
      ...cars(12, 70_000, turnedDeg ? [[50, turnedDeg]] : []),
    ]);
    expect(plan.levels).toHaveLength(2);
    const [, parked] = plan.derived!.import!.summary!.levels;
    expect(parked.use.for).toContain('cars');
    // Cars stand in front of any house: they make no garage of a floor.
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('garage-unconfirmed');
  });

  it('are left out, and said to be as large as the one that was taken', async () => {
    const plan = await imported([...walls(0), ...walls(70_000, false)]);
    expect(plan.levels).toHaveLength(1);
    expect(plan.derived!.import!.summary!.leftOut).toMatchObject([{ why: 'part', isAlike: true }]);
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('levels-left-out');
  });
});
