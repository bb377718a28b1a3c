/** Stairs as offices draw and name them: no cable runs in them. Millimetres. */

import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, rectangle, type Tag, text } from './drawing-support.ts';
import { garageFloor, treads, wall, walledRoom } from './recognition-support/stair-room.ts';

async function read(more: Tag[]) {
  const { plan, doubts, warnings } = await importDrawing(
    dxfBytes({ entities: [...garageFloor('A-WALL-EXTR'), ...more] }),
    { units: 'mm' },
  );
  const [{ zones = [] }] = plan.levels;
  return {
    kinds: zones.map(({ kind, name }) => (name ? `${kind} ${name}` : kind)),
    zones,
    doubts: doubts.map(({ id }) => id).filter((id) => id.startsWith('zone:')),
    stray: warnings.filter(({ code }) => code === 'stair-not-bounded').map(({ message }) => message),
  };
}

const core = (x = 30_000) => walledRoom('S-WALL', x, 20_000, 3000, 7000);
/** Two flights of a stair that turns, in the core. */
const flights = (layer: string, x = 30_000) => [
  ...treads(layer, x + 100, 21_600),
  ...treads(layer, x + 1600, 21_600),
];

describe('a core is a stair', () => {
  it.each([
    ['楼梯间', 'stair 楼梯间'],
    ['1#楼梯', 'stair 1#楼梯'],
    ['防烟楼梯间', 'stair 防烟楼梯间'],
    ['LT-1', 'stair LT-1'],
    ['LT-2 上', 'stair LT-2 上'],
    ['2#LT', 'stair 2#LT'],
    ['E1-ST-01', 'stair E1-ST-01'],
    ['剪刀梯', 'stair 剪刀梯'],
    ['Stair 3', 'stair Stair 3'],
    ['Treppenhaus', 'stair Treppenhaus'],
  ])('by its name %s', async (name, zone) => {
    const { kinds, doubts } = await read([...core(), ...text('A-TEXT', name, 31_000, 24_000)]);
    expect(kinds).toEqual([zone]);
    expect(doubts).toEqual([]);
  });

  it.each([
    ['STAIR', 280],
    ['0', 250],
    ['S-WALL', 300],
    ['A-RAMP', 260],
  ])('by treads on layer %s, %i mm apart', async (layer, going) => {
    const { kinds, doubts } = await read([
      ...core(),
      ...treads(layer, 30_100, 21_600, { going }),
      ...treads(layer, 31_600, 21_600, { going }),
    ]);
    expect(kinds).toEqual(['stair']);
    expect(doubts).toEqual([]);
  });

  it('by its treads where it is named after the lift in it', async () => {
    const { kinds } = await read([
      ...walledRoom('S-WALL', 28_000, 20_000, 7000, 7000),
      ...flights('STAIR', 28_000),
      ...rectangle('0', 32_000, 22_000, 2000, 2200),
      ...text('A-TEXT', '电梯', 32_500, 25_000),
    ]);
    expect(kinds).toEqual(['stair 电梯']);
  });

  it('and the lift beside it is none where a wall parts them', async () => {
    const { kinds } = await read([
      ...walledRoom('S-WALL', 28_000, 20_000, 7000, 7000),
      ...wall('S-WALL', [31_200, 20_100], [31_200, 26_900]),
      ...flights('STAIR', 28_000),
      ...text('A-TEXT', '电梯', 32_500, 25_000),
    ]);
    expect(kinds.sort()).toEqual(['lift-car 电梯', 'stair']);
  });

  it('by a direction alone, which is asked', async () => {
    const { kinds, doubts } = await read([...core(), ...text('A-TEXT', '上22级', 31_000, 24_000)]);
    expect(kinds).toEqual(['stair']);
    expect(doubts).toEqual(['zone:zone-direction:stair']);
  });
});

describe('treads without a room', () => {
  it('are a stair as large as its flights, which is asked', async () => {
    const { zones, doubts } = await read([...flights('STAIR'), ...text('A-TEXT', '下', 30_500, 21_000)]);
    expect(zones.map(({ kind }) => kind)).toEqual(['stair']);
    const [{ polygon }] = zones;
    const xs = polygon.map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(2.8, 2);
    expect(doubts).toEqual(['zone:zone-flights:stair']);
  });

  it('in a lobby are a stair in it', async () => {
    const { kinds } = await read([...core(), ...flights('STAIR'), ...text('A-TEXT', '前室', 31_000, 20_500)]);
    expect(kinds.sort()).toEqual(['lobby 前室', 'stair']);
  });
});

describe('a hall in which a stair stands', () => {
  const hall = walledRoom('S-WALL', 20_000, 12_000, 14_000, 14_000);
  const label = text('A-TEXT', 'ST-B1-01', 31_000, 23_500);

  it('is none for its name: the treads are, far apart as they may be drawn on a layer of stairs', async () => {
    const { kinds, zones } = await read([
      ...hall,
      ...label,
      ...treads('A-STRS', 30_100, 21_600, { going: 400 }),
    ]);
    const stairs = zones.filter(({ kind }) => kind === 'stair');
    expect(kinds.filter((kind) => kind.startsWith('stair'))).toEqual(['stair ST-B1-01']);
    const xs = stairs[0].polygon.map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(2.5);
  });

  it('is none for its name alone, which is told', { tags: ['thorough'] }, async () => {
    const { kinds, stray } = await read([...hall, ...label]);
    expect(kinds.filter((kind) => kind.startsWith('stair'))).toEqual([]);
    expect(stray).toHaveLength(1);
  });
});

describe('no stairs are', () => {
  it.each(['楼梯加压送风机房', '疏散走道', '电梯间', 'LT柜', 'STORAGE 1', '排风井'])(
    'what is called %s',
    async (name) => {
      const { kinds } = await read([...core(), ...text('A-TEXT', name, 31_000, 24_000)]);
      expect(kinds.filter((kind) => kind.startsWith('stair'))).toEqual([]);
    },
  );

  it('the lines of an escalator', async () => {
    const { kinds } = await read([...core(), ...flights('0'), ...text('A-TEXT', '自动扶梯', 31_000, 24_000)]);
    expect(kinds.filter((kind) => kind.startsWith('stair'))).toEqual([]);
  });

  it('lines of a ramp, of bays, of a grating', async () => {
    const { kinds } = await read([
      ...treads('A-RAMP', 3000, 12_000, { count: 40, going: 300, width: 6000 }),
      ...treads('A-PRKG', 20_000, 12_000, { going: 300, width: 1200 }),
      ...treads('0', 30_000, 12_000, { count: 30, going: 300, width: 300 }),
      ...treads('0', 26_000, 20_000, { going: 600, width: 1800 }),
      ...treads('0', 22_000, 20_000, { count: 14, going: 300, width: 2500 }),
      ...Array.from({ length: 4 }, (_, i) =>
        line('0', 34_000, 24_000 + 300 * i, 35_500, 24_000 + 300 * i),
      ).flat(),
    ]);
    expect(kinds.filter((kind) => kind.startsWith('stair'))).toEqual([]);
  });
});

describe('what nothing says', () => {
  it('of a core that is large enough for a stair is asked', async () => {
    const { kinds, doubts } = await read(core());
    expect(kinds).toEqual(['core']);
    expect(doubts).toEqual(['zone:zone-may-be-stair:core']);
  });

  it('of a name around which nothing closes is told', async () => {
    const { stray } = await read(text('A-TEXT', '3#楼梯间', 34_000, 20_000));
    expect(stray).toHaveLength(1);
    expect(stray[0]).toContain('3#楼梯间');
  });
});
