/** What drawings of other offices showed: each class in small, on a garage that the test draws itself. Millimetres. */
import { importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, polyline, rectangle, type Tag } from './drawing-support.ts';
import { blocks, entities, importParts } from './recognition-support/small-garage.ts';

/** The entities on layers with a name before them, moved along x. */
const named = (prefix: string, alongX = 0): Tag[] =>
  entities.map(([code, value]): Tag => {
    if (code === 8) return [8, `${prefix}${value}`];
    return [10, 11].includes(code) ? [code, Number(value) + alongX] : [code, value];
  });
const importAll = (parts: readonly Tag[]) =>
  importDrawing(dxfBytes({ blocks, entities: parts }), { units: 'mm' });
const openCodes = ({ plan }: Awaited<ReturnType<typeof importAll>>) =>
  sortReasons(plan).open.map(({ code }) => code);
const bayPolygons = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => 12_000 + 2600 * k);

describe('two storeys drawn over one another', () => {
  it('are two levels where their layers name them', async () => {
    const { plan, warnings } = await importAll([...named('B1_'), ...named('B2_', 900)]);
    expect(plan.levels.map(({ id }) => id)).toEqual(['B1', 'B2']);
    expect(warnings.map(({ code }) => code)).toContain('storeys-by-layer');
    for (const { bays, columns } of plan.levels) {
      expect(bays).toHaveLength(10);
      expect(columns).toHaveLength(12);
    }
  });

  it('are doubted where nothing names them: walls of one stand in bays of the other', async () => {
    const walls = bayPolygons.flatMap((x) => [
      ...line('A-WALL', x, 23_000, x, 27_500),
      ...line('A-WALL', x + 200, 23_000, x + 200, 27_500),
    ]);
    expect(openCodes(await importParts(walls))).toContain('bays-blocked');
    expect(openCodes(await importParts([]))).not.toContain('bays-blocked');
  });
});

describe('on the layer of the walls', () => {
  it('what lies within a bay and arrows of one size are no walls', async () => {
    const cars = Array.from({ length: 8 }, (_, k) => 12_000 + 2400 * k).flatMap((x) => [
      ...rectangle('A-WALL', x - 800, 25_200, 1600, 4000),
      ...line('A-WALL', x - 800, 28_000, x + 800, 28_000),
    ]);
    const arrows = bayPolygons.flatMap((x) =>
      polyline('A-WALL', [
        [x, 15_000],
        [x + 1500, 15_000],
        [x + 1500, 14_800],
        [x + 2200, 15_100],
        [x + 1500, 15_400],
        [x + 1500, 15_200],
        [x, 15_200],
      ]),
    );
    const [clean, littered] = await Promise.all([importParts([]), importParts([...cars, ...arrows])]);
    expect(littered.plan.levels[0].walls).toEqual(clean.plan.levels[0].walls);
    expect(littered.warnings.map(({ at }) => at)).toContain('marking');
  });

  it('of walls and columns, columns are told by their shape', async () => {
    const grid = [8000, 16_000, 24_000, 32_000].flatMap((x) => [10_000, 20_000].map((y) => [x, y]));
    const { plan } = await importAll([
      ...rectangle('结构墙柱', 0, 0, 40_000, 30_000),
      ...rectangle('结构墙柱', -300, -300, 40_600, 30_600),
      ...grid.flatMap(([x, y]) => rectangle('结构墙柱', x - 300, y - 300, 600, 600)),
    ]);
    expect(plan.levels[0].columns).toHaveLength(grid.length);
    expect(plan.levels[0].walls?.length).toBeGreaterThan(3);
  });
});

it('closed parallelograms with the sides of a bay are bays, on a layer of no name too', async () => {
  const rise = 5300 * Math.sin(Math.PI / 3);
  const step = 2400 / Math.sin(Math.PI / 3);
  const bays = Array.from({ length: 8 }, (_, k) => 4000 + k * step).flatMap((x) =>
    polyline('L7', [
      [x, 200],
      [x + step, 200],
      [x + step + 2650, 200 + rise],
      [x + 2650, 200 + rise],
    ]),
  );
  const { plan } = await importAll([
    ...rectangle('A-WALL', 0, 0, 40_000, 30_000),
    ...rectangle('A-WALL', -300, -300, 40_600, 30_600),
    ...bays,
  ]);
  expect(plan.levels[0].bays).toHaveLength(8);
});

it('walls on layers without such a name are doubted where much on the floor was read as nothing', async () => {
  const { plan } = await importParts([]);
  const { summary } = plan.derived!.import!;
  const doubted = structuredClone(plan);
  const { lines, levels } = doubted.derived!.import!.summary!;
  Object.assign(lines!, { namedM: 0 });
  Object.assign(levels[0], { unreadM: 0.5 * summary!.levels[0].wallsM.found });
  expect(sortReasons(plan).open.map(({ code }) => code)).not.toContain('walls-unconfirmed');
  expect(sortReasons(doubted).open.map(({ code }) => code)).toContain('walls-unconfirmed');
});

describe('lines that are not parallel', () => {
  /** Moves every end by up to so many millimetres, the same each time. */
  const crooked = (tags: readonly Tag[], mm: number): Tag[] => {
    let state = 7;
    const next = () => {
      state = (state * 16_807) % 2_147_483_647;
      return (state / 2_147_483_647 - 0.5) * 2 * mm;
    };
    return tags.map(
      ([code, value]): Tag => [code, [10, 20, 11, 21].includes(code) ? Number(value) + next() : value],
    );
  };
  const faces = [
    ...[-300, 0, 30_000, 30_300].flatMap((y) => line('WQ', -300, y, 40_300, y)),
    ...[-300, 0, 40_000, 40_300].flatMap((x) => line('WQ', x, -300, x, 30_300)),
    ...[6000, 6200].flatMap((x) => line('NQ', x, 0, x, 12_000)),
    ...[14_000, 14_200].flatMap((x) => line('NQ', x, 18_000, x, 30_000)),
    ...[18_000, 18_200].flatMap((y) => line('NQ', 14_200, y, 26_000, y)),
    ...[26_000, 26_200].flatMap((x) => line('NQ', x, 18_000, x, 30_000)),
  ];

  it('of a measured survey are laid parallel, and it is told', async () => {
    const { plan, warnings } = await importAll([
      ...crooked(faces, 30),
      ...entities.filter((_, i) => isOfBays(i)),
    ]);
    expect(warnings.map(({ code }) => code)).toContain('lines-straightened');
    const inside = plan.levels[0].walls!.filter(({ start: [x, y], end: [u, v] }) =>
      [x, u].every((value) => value > 3 && value < 37 && Math.hypot(u - x, v - y) > 8),
    );
    expect(inside).toHaveLength(4);
    for (const { thicknessM } of inside) expect(thicknessM).toBeCloseTo(0.2, 1);
  });

  it('of a program stay as they are, those of a wing that is turned too', async () => {
    const wing = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) =>
      line('A-WALL', 1000 + 4000 * k, 1000, 1000 + 4000 * k + 157, 10_000),
    );
    const { warnings } = await importParts(wing);
    expect(warnings.map(({ code }) => code)).not.toContain('lines-straightened');
  });
});

/** True of the tags of bays and columns of the small garage. */
function isOfBays(index: number): boolean {
  let start = index;
  while (entities[start][0] !== 0) start--;
  const end = entities.findIndex(([code], i) => i > start && code === 0);
  return entities
    .slice(start, end < 0 ? undefined : end)
    .some(([code, value]) => code === 8 && ['A-PRKG', 'S-COLU'].includes(String(value)));
}
