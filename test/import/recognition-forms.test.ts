/** What drawings do beyond the plain: each form on a small garage of known sides. */

import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { dxfBytes, insert, line, rectangle, type Tag, text } from './drawing-support.ts';
import { blocks, entities, importParts, without } from './recognition-support/small-garage.ts';

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

describe('several buildings', () => {
  it('two garages of one level in one drawing: the larger counts, and the outline is a doubt', {
    tags: ['thorough'],
  }, async () => {
    const second: Tag[] = [
      ...rectangle('A-WALL-RETN', 200_000, 0, 30_000, 26_000),
      ...rectangle('A-WALL-RETN', 199_700, -300, 30_600, 26_600),
      ...Array.from({ length: 9 }, (_, k) => insert('A-PRKG', 'BAY', 204_000 + 2400 * k, 23_300)).flat(),
      ...text('A-TEXT', '2号地下车库地下二层平面图', 212_000, -6000, 1500),
    ];
    const { plan, doubts, warnings } = await importParts(second);
    expect(plan.levels).toHaveLength(1);
    expect(plan.levels[0].bays).toHaveLength(10);
    expect(doubts.some(({ kind }) => kind === 'outline')).toBe(true);
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['outline-partial', 'outside-dropped']),
    );
  });
});

describe('words', () => {
  it.each([
    ['BASEMENT 1 FLOOR PLAN', 'B1'],
    ['BASEMENT B3 PLAN', 'B3'],
    ['LOWER GROUND FLOOR PLAN', 'B1'],
    ['地下室平面图', 'B1'],
  ])('%s names %s', async (title, id) => {
    const { plan } = await importParts(text('A-TEXT', title, 20_000, -6000, 1500), without('A-TEXT'));
    expect(plan.levels.map((level) => level.id)).toEqual([id]);
  });

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
