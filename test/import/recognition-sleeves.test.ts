/** Sleeves for cables as offices draw and write them; those of pipes and ducts are none. Millimetres. */

import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, insert, line, polyline, rectangle, type Tag, text } from './drawing-support.ts';
import { garageFloor, wall } from './recognition-support/stair-room.ts';

/** A wall of civil defence at x = 20 m with a gap for its door from 10 to 16 m. */
const civilWall = [
  ...wall('人防墙', [20_000, 0], [20_000, 10_000], 300),
  ...wall('人防墙', [20_000, 16_000], [20_000, 30_000], 300),
];

const slab = { name: 'SLV-1', entities: rectangle('0', -200, -50, 400, 100) };

async function read(more: Tag[], { isCivil = true } = {}) {
  const { plan, doubts, warnings } = await importDrawing(
    dxfBytes({
      blocks: [slab],
      entities: [...garageFloor('A-WALL-EXTR'), ...(isCivil ? civilWall : []), ...more],
    }),
    { units: 'mm' },
  );
  const [{ facilities = [], walls = [] }] = plan.levels;
  // The plan begins at the lower left corner of the outer wall.
  const sleeves = facilities
    .filter(({ kind }) => kind === 'sleeve')
    .map(({ position: [x, y] = [0, 0], cablesAtMost, name }) => ({
      at: [Math.round(x * 1000 - 300), Math.round(y * 1000 - 300)],
      cablesAtMost,
      name,
    }));
  return {
    sleeves,
    walls,
    doubts: doubts.map(({ id }) => id).filter((id) => /^(facility|passages):/.test(id)),
    warnings: warnings
      .filter(({ code }) => code.startsWith('sleeve'))
      .map(({ code, message }) => ({ code, message })),
  };
}

const leader = (points: readonly (readonly [number, number])[]): Tag[] => [
  [0, 'LEADER'],
  [8, 'A-ANNO'],
  [76, points.length],
  ...points.flatMap(([x, y]): Tag[] => [
    [10, x],
    [20, y],
    [30, 0],
  ]),
];

describe('a text whose leader ends at a wall is a sleeve there', () => {
  it.each([
    ['预埋6×DN50密闭套管', 6],
    ['密闭套管 4-DN50', 4],
    ['预留6根%%c50套管', 6],
    ['6DN80防护密闭套管', 6],
    ['穿墙套管 2×SC50', 2],
    ['预埋2SC50+2SC80备用管', 4],
    ['弱电套管DN65×4', 4],
    ['密闭套管DN50 共6根', 6],
    ['预留四根DN50热镀锌钢管', 4],
    ['密闭套管 4×SC80(2备用)', 2],
    ['预埋6×DN50密闭套管（备用3根）', 3],
    ['预埋4~6根DN50钢管', 4],
    ['4 x DN50 sleeve', 4],
    ['預埋６×ＤＮ５０密閉套管', 6],
    ['密闭套管DN50 中心标高-1.80', undefined],
    ['人防套管 Φ108×4', undefined],
  ])('%s: %s', async (written, count) => {
    const { sleeves, doubts } = await read([
      ...text('A-TEXT', written, 14_000, 24_500),
      ...leader([
        [20_100, 22_000],
        [16_000, 24_300],
        [14_000, 24_300],
      ]),
    ]);
    expect(sleeves.map(({ at, cablesAtMost }) => ({ at, cablesAtMost }))).toEqual([
      { at: [20_000, 22_000], cablesAtMost: count },
    ]);
    expect(doubts).toEqual(count === undefined ? ['facility:sleeve-count:sleeve'] : []);
  });

  it('by lines that go on in each other', async () => {
    const { sleeves } = await read([
      ...text('A-TEXT', '预埋4×DN50密闭套管', 13_000, 24_100),
      ...line('A-ANNO', 13_000, 24_000, 16_500, 24_000),
      ...line('A-ANNO', 16_500, 24_000, 19_900, 20_500),
    ]);
    expect(sleeves).toMatchObject([{ at: [20_000, 20_500], cablesAtMost: 4 }]);
  });

  it('by a line that runs on under it', async () => {
    const { sleeves } = await read([
      ...text('A-TEXT', '预埋4×DN50密闭套管', 26_000, 24_100),
      ...text('A-TEXT', '中心标高-1.200', 26_000, 23_500),
      ...polyline(
        'A-ANNO',
        [
          [32_000, 24_000],
          [26_000, 24_000],
          [20_100, 21_500],
        ],
        { closed: false },
      ),
    ]);
    expect(sleeves).toMatchObject([{ cablesAtMost: 4 }]);
    expect(sleeves[0].at[1]).toBeCloseTo(21_500, -2);
  });

  it('of a MULTILEADER', async () => {
    const { sleeves } = await read([
      [0, 'MULTILEADER'],
      [8, 'A-ANNO'],
      [300, 'CONTEXT_DATA{'],
      [10, 16_000],
      [20, 24_000],
      [41, 300],
      [304, '6×DN50{\\fSimSun|b0;密闭套管}'],
      [12, 12_000],
      [22, 24_200],
      [42, 0],
      [171, 1],
      [302, 'LEADER{'],
      [10, 15_800],
      [20, 24_000],
      [304, 'LEADER_LINE{'],
      [10, 20_000],
      [20, 21_000],
      [305, '}'],
      [303, '}'],
      [301, '}'],
    ]);
    expect(sleeves).toEqual([{ at: [20_000, 21_000], cablesAtMost: 6, name: '6×DN50密闭套管' }]);
  });

  it('and one at every wall that its leaders end at', async () => {
    const { sleeves } = await read([
      ...text('A-TEXT', '4×DN50密闭套管', 14_000, 24_500),
      ...[22_000, 26_000].flatMap((y) =>
        leader([
          [20_000, y],
          [15_000, 24_300],
        ]),
      ),
    ]);
    expect(sleeves.map(({ at }) => at)).toEqual([
      [20_000, 22_000],
      [20_000, 26_000],
    ]);
  });
});

describe('drawn in a wall', () => {
  const circles = (layer: string) =>
    Array.from({ length: 3 }, (_, i): Tag[] => [
      [0, 'CIRCLE'],
      [8, layer],
      [10, 20_000],
      [20, 21_800 + 200 * i],
      [40, 50],
    ]).flat();

  it.each(['套管', '人防预埋套管', 'E-SLEV', 'SLEEVE'])(
    'on layer %s, sleeves are counted by the text beside them',
    async (layer) => {
      const { sleeves, doubts, walls } = await read([
        ...circles(layer),
        ...text('A-TEXT', '6DN80', 20_500, 22_300),
      ]);
      expect(sleeves).toEqual([{ at: [20_000, 22_000], cablesAtMost: 6, name: '6DN80' }]);
      expect(doubts).toEqual([]);
      expect(walls.filter(({ kind }) => kind === 'civil-defence')).toHaveLength(2);
    },
  );

  it('far from their size, they are counted by its leader', async () => {
    const { sleeves } = await read([
      ...circles('套管'),
      ...text('A-TEXT', '2SC100', 13_000, 25_100),
      ...line('A-ANNO', 13_000, 25_000, 15_000, 25_000),
      ...line('A-ANNO', 15_000, 25_000, 19_800, 22_000),
    ]);
    expect(sleeves).toMatchObject([{ at: [20_000, 22_000], cablesAtMost: 2 }]);
  });

  it('as a block, they are where the block is', async () => {
    const { sleeves } = await read([
      ...insert('E-EQPM', 'SLV-1', 20_000, 25_000),
      ...text('A-TEXT', '2SC50', 20_500, 25_300),
    ]);
    expect(sleeves).toMatchObject([{ at: [20_000, 25_000], cablesAtMost: 2 }]);
  });

  it('short lines across the wall without a text are sleeves of nobody knows how many', async () => {
    const { sleeves, doubts } = await read(
      [0, 100, 300, 400].flatMap((y) => line('E-SLEEVE', 19_700, 24_000 + y, 20_300, 24_000 + y)),
    );
    expect(sleeves).toEqual([{ at: [20_000, 24_200], cablesAtMost: undefined, name: undefined }]);
    expect(doubts).toEqual(['facility:sleeve-count:sleeve']);
  });

  it('pipes of water beside them are none', async () => {
    const { sleeves, warnings } = await read([
      ...circles('套管'),
      ...text('A-TEXT', '消火栓DN100密闭套管', 20_500, 22_300),
    ]);
    expect(sleeves).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['sleeves-of-others']);
  });
});

describe('a text without a leader', () => {
  it('is about the wall beside it, where the tray passes, which is asked', async () => {
    const { sleeves, doubts } = await read([
      ...text('A-TEXT', '预埋 6×DN50 密闭套管', 17_500, 24_500),
      ...polyline(
        '弱电桥架',
        [
          [4000, 25_400],
          [36_000, 25_400],
        ],
        { closed: false },
      ),
    ]);
    expect(sleeves).toMatchObject([{ at: [20_000, 25_400], cablesAtMost: 6 }]);
    expect(doubts).toContain('facility:sleeve-text:sleeve');
  });

  it('along the wall is about where its middle stands', async () => {
    const { sleeves } = await read([
      ...wall('人防墙', [20_150, 22_000], [39_850, 22_000], 300),
      ...text('A-TEXT', '4×DN80密闭套管', 27_000, 22_300),
    ]);
    expect(sleeves).toHaveLength(1);
    // Ten letters of 0.3 m, six of them narrow.
    expect(sleeves[0].at[0]).toBeCloseTo(28_200, -3);
    expect(sleeves[0].at[1]).toBe(22_000);
  });

  it('and without a wall is told by name', async () => {
    const { sleeves, doubts, warnings } = await read(text('A-TEXT', '预埋4×DN50密闭套管', 6000, 24_000));
    expect(sleeves).toEqual([]);
    expect(doubts).toEqual(['passages:sleeve-nowhere:B1']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'sleeve-in-no-wall' });
    expect(warnings[0].message).toContain('预埋4×DN50密闭套管');
  });

  const otherWall = [
    ...wall('A-WALL', [30_000, 20_000], [36_000, 20_000]),
    ...text('A-TEXT', '2×SC50穿墙套管', 32_000, 20_300),
  ];

  it('at a wall that is none of civil defence is left out and told where there are some', async () => {
    const { sleeves, warnings } = await read(otherWall);
    expect(sleeves).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['sleeve-in-other-wall']);
  });

  it('at a wall that is none of civil defence is asked where there are none', async () => {
    const { sleeves, doubts } = await read(otherWall, { isCivil: false });
    expect(sleeves).toMatchObject([{ cablesAtMost: 2 }]);
    expect(doubts).toContain('facility:sleeve-other-wall:sleeve');
  });
});

describe('no sleeves for cables are', () => {
  it.each([
    '刚性防水套管 DN150 给水',
    '排水DN100密闭套管',
    '通风密闭套管DN300',
    '密闭套管 DN300',
    'DRAIN 2 x DN100 SLEEVE',
  ])('%s', async (written) => {
    const { sleeves, warnings } = await read([
      ...text('A-TEXT', written, 14_000, 24_500),
      ...leader([
        [20_100, 22_000],
        [14_000, 24_300],
      ]),
    ]);
    expect(sleeves).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toContain(written);
  });

  it.each([
    '电缆穿越人防墙处均预埋密闭套管, 做法详07FD02',
    '套管做法详图',
    'DN50',
    '4×DN50',
    'FM甲1221',
    '预埋件 M-1',
  ])('%s', async (written) => {
    const { sleeves, warnings, doubts } = await read(text('A-TEXT', written, 18_000, 24_500));
    expect(sleeves).toEqual([]);
    expect(warnings).toEqual([]);
    expect(doubts).toEqual([]);
  });

  it('what is drawn on layers of plumbing', async () => {
    const { sleeves } = await read([
      [0, 'CIRCLE'],
      [8, 'P-套管'],
      [10, 20_000],
      [20, 22_000],
      [40, 80],
    ]);
    expect(sleeves).toEqual([]);
  });
});
