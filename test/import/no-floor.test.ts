/** Sheets that show no floor, and views of other kinds beside a plan: titles and words tell them. */
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, rectangle, smallGarage, type Tag, text } from './drawing-support.ts';

const header: Tag[] = [
  [9, '$INSUNITS'],
  [70, '4'],
];
const read = (entities: readonly Tag[], blocks?: ReturnType<typeof smallGarage>['blocks']) =>
  importDrawing(dxfBytes({ header, entities, ...(blocks ? { blocks } : {}) }));

/** Walls of a house of 24 × 16 m with four rooms, in millimetres. */
const house: Tag[] = [
  ...rectangle('A-WALL', 0, 0, 24_000, 16_000),
  ...rectangle('A-WALL', -240, -240, 24_480, 16_480),
  ...[7900, 15_900].flatMap((x) => rectangle('A-WALL', x, 0, 200, 16_000)),
];

const under = (title: string) => read([...house, ...text('TEXT', title, 4000, -4000, 900)]);

describe('a sheet under one title', () => {
  it.each([
    '屋顶平面图 1:100',
    '1-1剖面图',
    '①~⑧轴立面图',
    '坡道大样 1:50',
    '总平面图',
    'ROOF PLAN',
    'Proposed north elevation 1:50',
    'SECTION A-A',
    'FACADE 1-9',
    'Schnitt A-A',
    'Dachaufsicht M 1:100',
    'Prospetto sud',
    'Coupe B-B',
    'ФАСАД 1-5',
  ])('shows no floor: %s', async (title) => {
    await expect(under(title)).rejects.toThrow(/found the title ".*", and no plan of a floor/);
  });

  it.each([
    ...[
      '一层平面图 1:100',
      '地下车库总平面图',
      'Ground floor plan',
      'PLAN',
      'Grundriss EG 1:100',
      'План 1 этажа',
    ],
    ...['高度见立面', '做法另见详图', 'see section A-A', '屋面', 'sectional door'],
  ])('shows one, or nobody says that it does not: %s', async (title) => {
    expect((await under(title)).plan.levels).toHaveLength(1);
  });
});

describe('a sheet without a floor', () => {
  it('is refused by what is written on it, whatever its title', async () => {
    const words = ['屋面', '女儿墙', '天沟', '雨水斗', '屋面', '天窗', '女儿墙', '落水口'];
    const notes = words.flatMap((word, k) => text('TEXT', word, 1500 + 2500 * k, 6000));
    const title = text('TEXT', '地下一层平面图', 9000, -4000, 900);
    await expect(read([...house, ...notes, ...title])).rejects.toThrow(
      /found a roof: 8 texts name parts of one/,
    );
  });

  it('is none where a floor is titled too, where notes are small, or where bays are drawn', async () => {
    const detail = text('TEXT', '楼梯详图', 9000, 4000, 900);
    const plan = text('TEXT', '一层平面图', 9000, -4000, 900);
    expect((await read([...house, ...detail, ...plan])).plan.levels).toHaveLength(1);
    const small = [...text('TEXT', '楼梯详图', 9000, 4000, 250), ...text('TEXT', '门厅', 3000, 9000, 900)];
    expect((await read([...house, ...small])).plan.levels).toHaveLength(1);
    const garage = smallGarage();
    const roof = text('TEXT', '车库屋面平面图', 15_000, -5000, 2000);
    expect((await read([...garage.entities, ...roof], garage.blocks)).plan.levels).toHaveLength(1);
  });
});

describe('an elevation close above a plan', () => {
  /** Drawn 6 m above, with walls' lines of a storey of 3 m and a plinth, under a title of its own. */
  const elevation = [
    ...rectangle('A-WALL', 0, 22_500, 24_000, 3000),
    ...rectangle('A-WALL', 0, 22_500, 24_000, 240),
    ...[4000, 9000, 14_000, 19_000].flatMap((x) => rectangle('A-WALL', x, 23_400, 1500, 1200)),
    ...line('A-WALL', 0, 25_000, 24_000, 25_000),
  ];
  const areaOf = async (entities: readonly Tag[]) => {
    const { plan, warnings } = await read(entities);
    const [{ outline }] = plan.levels;
    const twiceM2 = outline.reduce((sum, [x, y], k) => {
      const [nextX, nextY] = outline[(k + 1) % outline.length];
      return sum + x * nextY - nextX * y;
    }, 0);
    return {
      areaM2: Math.abs(twiceM2) / 2,
      codes: warnings.map(({ code, message }) => `${code} ${message}`),
    };
  };

  it('is left out by its title, and told of', async () => {
    const titles = [
      ...text('TEXT', 'PLAN', 10_000, -2500, 600),
      ...text('TEXT', 'FACADE A-D', 10_000, 26_500, 600),
    ];
    const { areaM2, codes } = await areaOf([...house, ...elevation, ...titles]);
    expect(areaM2).toBeGreaterThan(0.98 * 24 * 16);
    expect(areaM2).toBeLessThan(1.02 * 24.48 * 16.48);
    expect(codes.join('\n')).toMatch(/part-dropped .*titled FACADE A-D/);
  });
});
