/** Thousands of doors in one location: each was once compared with all others, which took a quarter of a minute. */
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { dxfBytes, insert, line, smallGarage, type Tag, text } from './drawing-support.ts';

const { blocks, entities } = smallGarage();
const count = 4000;
const doors = [
  { name: 'BAR', entities: [...line('0', 0, -50, 1200, -50), ...line('0', 0, 50, 1200, 50)] },
  {
    name: 'LEAF',
    entities: [
      ...([
        [0, 'ARC'],
        [8, '0'],
        [10, 0],
        [20, 0],
        [40, 900],
        [50, 0],
        [51, 90],
      ] as Tag[]),
      ...line('0', 0, 0, 0, 900),
    ],
  },
];

/** The k-th location in a field of 0.7 × 0.2 m in the middle of the garage. */
const locationOf = (k: number) => [20_000 + (k % 100) * 7, 15_000 + Math.floor(k / 100) * 5] as const;

const crowds: Record<string, (k: number, x: number, y: number) => Tag[]> = {
  'placed bars in all directions': (k, x, y) => insert('A-DOOR', 'BAR', x, y, [[50, k % 360]]),
  'placed bars with marks': (k, x, y) => [
    ...insert('A-DOOR', 'BAR', x, y, [[50, k % 360]]),
    ...text('A-TEXT', 'FM甲1021', x, y),
  ],
  'placed leaves': (k, x, y) => insert('A-DOOR', 'LEAF', x, y, [[50, k % 360]]),
  'arcs and no leaves': (k, x, y) => [
    [0, 'ARC'],
    [8, 'A-DOOR'],
    [10, x],
    [20, y],
    [40, 900],
    [50, k % 360],
    [51, (k % 360) + 90],
  ],
};

describe(`${count} doors in one location`, () => {
  it.each(Object.entries(crowds).filter((_, index) => isLong || index % 2 === 0))(
    '%s leave walls, rooms, bays and the door of the room as they are',
    { tags: ['thorough'] },
    async (_, draw) => {
      const plain = await importDrawing(dxfBytes({ blocks, entities }), { units: 'mm' });
      const crowd = Array.from({ length: count }, (_, k) => draw(k, ...locationOf(k))).flat();
      const bytes = dxfBytes({ blocks: [...blocks, ...doors], entities: [...entities, ...crowd] });
      const { plan } = await importDrawing(bytes, { units: 'mm' });
      const [level] = plan.levels;
      const [before] = plain.plan.levels;
      for (const key of ['outline', 'walls', 'columns', 'bays', 'zones'] as const) {
        expect(level[key]).toEqual(before[key]);
      }
      const [door] = before.openings!;
      const { kind, start, end } = door;
      expect(level.openings).toContainEqual(expect.objectContaining({ kind, start, end }));
      // Two things in one location within a hand's breadth are one.
      expect(level.openings!.length).toBeLessThan(40);
    },
  );
});

/** Each crossing was once worked out before a plan of so many was refused: 18,000 walls took twelve seconds. */
it('thousands of walls that cross each other are refused', { tags: ['thorough'] }, async () => {
  const walls = Array.from({ length: 4500 }, (_, k) => {
    const [x, y] = [(k * 7919) % 200_000, (k * 104_729) % 150_000];
    const turnRad = k * 2.399963;
    return line('A-WALL', x, y, x + 40_000 * Math.cos(turnRad), y + 40_000 * Math.sin(turnRad));
  }).flat();
  await expect(importDrawing(dxfBytes({ blocks, entities: walls }), { units: 'mm' })).rejects.toThrow(
    /walls that cross everywhere/,
  );
});
