/** Outer walls that do not close: of piers with windows between them, of piers alone, and what is still refused. */

import { type ImportResult, importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { isLong } from '../support/is-long.ts';
import {
  bayBlock,
  columnBlock,
  dxfBytes,
  insert,
  line,
  polyline,
  rectangle,
  type Tag,
  text,
} from './drawing-support.ts';
import { wall } from './recognition-support/stair-room.ts';
import { ringArea } from './score-import.ts';

type Location = readonly [number, number];

/** Outlines by the outer face of their piers, counter-clockwise, mm. */
const layouts: Record<string, Location[]> = {
  rectangle: [
    [0, 0],
    [48_000, 0],
    [48_000, 30_000],
    [0, 30_000],
  ],
  'angle of two wings': [
    [0, 0],
    [60_000, 0],
    [60_000, 20_000],
    [24_000, 20_000],
    [24_000, 44_000],
    [0, 44_000],
  ],
  'court open on one side': [
    [0, 0],
    [64_000, 0],
    [64_000, 36_000],
    [44_000, 36_000],
    [44_000, 18_000],
    [20_000, 18_000],
    [20_000, 36_000],
    [0, 36_000],
  ],
};

/** Length of a pier and of the window beside it; thickness of piers. */
const pierMm = 1200;
const windowMm = 2800;
const deepMm = 500;

const blocks = [
  bayBlock,
  columnBlock,
  { name: 'C2818', entities: [-90, -30, 30, 90].flatMap((y) => line('0', 0, y, windowMm, y)) },
];

/** How the windows between piers are drawn: from a corner of the pier along the wall, `turn` in degrees. */
const windowForms: Record<string, (at: Location, turnDeg: number) => Tag[]> = {
  'blocks called windows': (at, turnDeg) => insert('A-DOOR', 'C2818', at[0], at[1], [[50, turnDeg]]),
  'lines on a layer of windows': ([x, y], turnDeg) =>
    [-90, -30, 30, 90].flatMap((aside) => {
      const [u, v] = [Math.cos((turnDeg * Math.PI) / 180), Math.sin((turnDeg * Math.PI) / 180)];
      const [ax, ay] = [x - aside * v, y + aside * u];
      return line('建-窗', ax, ay, ax + windowMm * u, ay + windowMm * v);
    }),
  'not at all': () => [],
};

/** Piers along every side, with a window between each two; two bays of columns within; bays and a title. */
function drawingOf(outline: readonly Location[], windowsOf: (at: Location, turnDeg: number) => Tag[]): Tag[] {
  const entities: Tag[] = [];
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const [u, v] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    const turnDeg = (Math.atan2(v, u) * 180) / Math.PI;
    const at = (along: number, inward: number): [number, number] => [
      Math.round(a[0] + along * u - inward * v),
      Math.round(a[1] + along * v + inward * u),
    ];
    const step = pierMm + windowMm;
    for (let along = 0; along <= length; along += step) {
      const [from, to] = [Math.max(0, along - pierMm / 2), Math.min(length, along + pierMm / 2)];
      const ring = [at(from, 0), at(to, 0), at(to, deepMm), at(from, deepMm)];
      entities.push(...polyline('A-WALL', ring));
      if (along + step <= length) entities.push(...windowsOf(at(along + pierMm / 2, 150), turnDeg));
    }
  });
  for (let x = 6000; x < 64_000; x += 6000) {
    for (const y of [6000, 12_000]) {
      if (x < outline[1][0] - 3000) entities.push(...insert('S-COLU', 'COL', x, y));
    }
  }
  for (let k = 0; k < 8; k++) entities.push(...insert('A-PRKG', 'BAY', 8000 + 2400 * k, 15_000));
  return [...entities, ...text('A-TEXT', '地下一层平面图', outline[1][0] / 2, -6000, 1500)];
}

const read = (entities: readonly Tag[]): Promise<ImportResult> =>
  importDrawing(dxfBytes({ blocks, entities: [...entities] }), { units: 'mm' });

const outlineDoubt = ({ doubts }: ImportResult) => doubts.find(({ kind }) => kind === 'outline');

describe.each(Object.entries(layouts))('an outer wall of piers, %s', (layout, outline) => {
  // Every layout and every form of windows once; the long suite has all pairs.
  const at = Object.keys(layouts).indexOf(layout);
  const forms = Object.entries(windowForms).filter((_, index) => isLong || (index + at) % 3 === 0);
  it.each(forms)('windows drawn as %s', async (form, windowsOf) => {
    const result = await read(drawingOf(outline, windowsOf));
    const drawnM2 = Math.abs(ringArea(outline.map(([x, y]) => [x, y]))) / 1e6;
    expect(Math.abs(result.levels[0].areaM2 / drawnM2 - 1)).toBeLessThan(0.03);
    const [level] = result.plan.levels;
    const panes = level.walls!.filter(({ material }) => material === 'glass');
    const sidesMm = outline.map((a, i) => {
      const b = outline[(i + 1) % outline.length];
      return Math.hypot(b[0] - a[0], b[1] - a[1]);
    });
    const drawn = form === 'not at all' ? 0 : sidesMm.reduce((sum, mm) => sum + Math.floor(mm / 4000), 0);
    expect(panes).toHaveLength(drawn);
    expect(level.openings).toEqual([]);
    expect(level.bays).toHaveLength(8);
    expect(outlineDoubt(result)).toMatchObject({
      reason: { code: 'outline-assumed', said: { code: 'evidence-outline-assumed' } },
      confidence: 0.5,
    });
    expect(result.warnings.map(({ code }) => code)).toContain('outline-assumed');
  });
});

describe('windows in walls that close without them', () => {
  // The wall of a room along y = 20 m, from the left wall to a corner at x = 12 m, broken from 3 to 5 m.
  const room = [
    ...rectangle('A-WALL', 0, 19_900, 3000, 200),
    ...rectangle('A-WALL', 5000, 19_900, 7100, 200),
    ...rectangle('A-WALL', 11_900, 20_100, 200, 9900),
  ];
  const garage = [
    ...rectangle('A-WALL-RETN', 0, 0, 48_000, 30_000),
    ...rectangle('A-WALL-RETN', -300, -300, 48_600, 30_600),
    ...Array.from({ length: 8 }, (_, k) => insert('A-PRKG', 'BAY', 4000 + 2400 * k, 2700)).flat(),
    ...text('A-TEXT', '地下一层平面图', 24_000, -6000, 1500),
    ...text('A-TEXT', '值班室', 6000, 25_000),
  ];
  const levelOf = async (more: readonly Tag[]) => (await read([...garage, ...room, ...more])).plan.levels[0];
  const pane = [19_950, 20_050].flatMap((y) => line('A-GLAZ', 3000, y, 5000, y));

  it('are glass and close the room', async () => {
    const { walls = [], openings, zones = [] } = await levelOf(pane);
    const [glass, ...others] = walls.filter(({ material }) => material === 'glass');
    expect(others).toEqual([]);
    expect(Math.abs(glass.end[0] - glass.start[0])).toBeCloseTo(2, 2);
    expect(openings).toEqual([]);
    expect(zones.map(({ name }) => name)).toContain('值班室');
  });

  it('on a layer that draws leaves of doors too are doors, as they were', async () => {
    const leaf: Tag[] = [
      [0, 'ARC'],
      [8, 'A-GLAZ'],
      [10, 3000],
      [20, 20_000],
      [40, 2000],
      [50, 0],
      [51, 90],
    ];
    const { walls = [], openings } = await levelOf([...leaf, ...line('A-GLAZ', 3000, 20_000, 3000, 22_000)]);
    expect(walls.filter(({ material }) => material === 'glass')).toEqual([]);
    expect(openings).toHaveLength(1);
  });
});

describe('what has no outer wall', () => {
  /** A plan with an outline around all that stands there, and no verdict before somebody has said that it is right. */
  const undecided = async (entities: readonly Tag[]) => {
    const { plan, warnings, doubts } = await read(entities);
    expect(warnings.map(({ code }) => code)).toContain('outline-assumed');
    expect(doubts.map(({ kind }) => kind)).toContain('outline');
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('outline-open');
    return plan.levels[0];
  };
  const refused = async (entities: readonly Tag[]) => {
    await expect(read(entities)).rejects.toThrow(DrawingError);
    await expect(read(entities)).rejects.toThrow(/do not close|enclose nothing|no walls|garage of/);
  };
  const whole = drawingOf(layouts.rectangle, windowForms['not at all']);

  it('a side of the garage that nobody drew is asked about', { tags: ['thorough'] }, async () => {
    // Nothing of the wall on the right.
    const tags: Tag[] = [];
    for (let i = 0; i < whole.length; ) {
      const end = whole.findIndex(([code], k) => k > i && code === 0);
      const entity = whole.slice(i, end < 0 ? undefined : end);
      const isWall = entity.some(([code, value]) => code === 8 && value === 'A-WALL');
      const isRight = entity.some(([code, value]) => code === 10 && Number(value) > 47_000);
      if (!isWall || !isRight) tags.push(...entity);
      i += entity.length;
    }
    const { outline } = await undecided(tags);
    // Bays and columns reach to where the wall is missing.
    expect(ringArea(outline)).toBeGreaterThan(0.85 * 48 * 30);
  });

  it('rooms without a garage around them are asked about', async () => {
    await undecided([
      ...[0, 1, 2, 3].flatMap((k) => rectangle('A-WALL', 12_000 * k, 0, 5000, 200)),
      ...[0, 1, 2, 3].flatMap((k) => insert('S-COLU', 'COL', 12_000 * k, 14_000)),
      ...[0, 1, 2, 3].flatMap((k) => insert('S-COLU', 'COL', 12_000 * k, 26_000)),
    ]);
  });

  it('a section is refused, by its title and without: floors, walls and columns seen from the side', async () => {
    const section = [
      ...[0, 4000, 8000].flatMap((y) => rectangle('A-WALL', 0, y, 60_000, 350)),
      ...[0, 10, 20, 30, 40, 50].flatMap((x) => rectangle('S-COLU', 1000 * x, 350, 600, 3650)),
      ...[0, 10, 20, 30, 40, 50].flatMap((x) => rectangle('S-COLU', 1000 * x, 4350, 600, 3650)),
    ];
    await refused(section);
    const title = text('A-TEXT', '1-1剖面图', 30_000, -3000, 1000);
    await expect(read([...section, ...title])).rejects.toThrow(/"1-1剖面图", and no plan of a floor/);
  });
});

describe('a closed hall without a door', () => {
  const ring = (layer: string, x: number, y: number, width: number, height: number): Tag[] => [
    ...rectangle(layer, x, y, width, height),
    ...rectangle(layer, x - 300, y - 300, width + 600, height + 600),
  ];
  const around = [
    ...ring('A-WALL-RETN', 0, 0, 48_000, 30_000),
    ...Array.from({ length: 8 }, (_, k) => insert('A-PRKG', 'BAY', 4000 + 2400 * k, 27_300)).flat(),
    ...text('A-TEXT', '地下一层平面图', 24_000, -6000, 1500),
  ];
  const fieldsOf = async (more: readonly Tag[]) => {
    const result = await read([...around, ...more]);
    const { holes = [] } = result.plan.levels[0];
    return {
      holes: holes.length,
      reason: outlineDoubt(result)?.reason.code,
      warnings: result.warnings.map(({ code }) => code),
    };
  };

  it('is left out and asked about', async () => {
    const { holes, reason, warnings } = await fieldsOf(ring('A-WALL', 22_000, 3000, 22_000, 16_000));
    expect({ holes, reason }).toEqual({ holes: 1, reason: 'outline-holes' });
    expect(warnings).toContain('holes-assumed');
  });

  it('of retaining walls is earth: nothing is asked', async () => {
    const { holes, reason, warnings } = await fieldsOf(ring('A-WALL-RETN', 22_000, 3000, 22_000, 16_000));
    expect({ holes, reason }).toEqual({ holes: 1, reason: undefined });
    expect(warnings).not.toContain('holes-assumed');
  });

  it.each([
    ['columns', insert('S-COLU', 'COL', 33_000, 11_000)],
    ['bays', insert('A-PRKG', 'BAY', 33_000, 11_000)],
    ['a name', text('A-TEXT', '设备用房', 33_000, 11_000)],
  ])('with %s in it is floor', async (_, thing) => {
    const { holes, reason } = await fieldsOf([...ring('A-WALL', 22_000, 3000, 22_000, 16_000), ...thing]);
    expect({ holes, reason }).toEqual({ holes: 0, reason: undefined });
  });
});

describe('a building whose front is glass that nobody drew as a wall', () => {
  /** A wall along the back, rooms in front of it, and columns 8 m before the end of their walls. */
  const rooms: Tag[] = [
    ...wall('A-WALL', [0, 20_000], [60_000, 20_000]),
    ...Array.from({ length: 11 }, (_, i) => wall('A-WALL', [6000 * i, 11_000], [6000 * i, 19_900])).flat(),
    ...Array.from({ length: 11 }, (_, i) => rectangle('S-COLU', 6000 * i - 200, 2800, 400, 400)).flat(),
  ];
  const slab: Location[] = [
    [-300, 0],
    [60_300, 0],
    [60_300, 20_300],
    [-300, 20_300],
  ];
  const slabM2 = 60.6 * 20.3;
  const areaOf = async (entities: Tag[]) => {
    const { plan } = await importDrawing(dxfBytes({ entities: [...rooms, ...entities] }), {
      units: 'mm',
    });
    const [{ outline = [], holes = [] }] = plan.levels;
    return {
      areaM2: ringArea(outline),
      holes: holes.length,
      by: plan.derived?.import?.summary?.levels[0].outline.by,
    };
  };

  it.each(['A-LOUBAN', '楼板线', 'A2-F3$0$S-SLAB-EDGE', '结构板边'])(
    'ends where the edge of its slab is drawn on %s, with the voids in it',
    async (layer) => {
      const court = rectangle(layer, 20_000, 5000, 12_000, 4000);
      const found = await areaOf([...polyline(layer, slab), ...court]);
      expect(found.areaM2).toBeCloseTo(slabM2, 0);
      expect(found).toMatchObject({ by: 'floor-edge', holes: 1 });
    },
  );

  it('ends at a closed line on a layer that says nothing, not at the boundary of the site', async () => {
    const site = rectangle('XX-7', -40_000, -30_000, 150_000, 90_000);
    const found = await areaOf([...polyline('XX-6', slab), ...site]);
    expect(found.areaM2).toBeCloseTo(slabM2, 0);
    expect((await areaOf(site)).areaM2).toBeLessThan(1.1 * slabM2);
  });

  it('does not end at the edge of a slab that holds a part of its walls', async () => {
    const part = rectangle('A-LOUBAN', 10_000, 10_000, 12_000, 8000);
    expect((await areaOf(part)).areaM2).toBeGreaterThan(0.7 * slabM2);
  });
});
