/** Drawings that say next to nothing: walls alone without names, units that cannot be, details, bodies. */
import { InputError, importDrawing, readDrawing } from '@diku/engine';
import { inspectDrawing } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';
import { dxfBytes, line, rectangle, smallGarage, type Tag, text } from './drawing-support.ts';

/** A storey of rooms along a corridor, each wall one line, 48 × 20 units. */
const rooms: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 48, 0],
  [48, 0, 48, 20],
  [48, 20, 0, 20],
  [0, 20, 0, 0],
  [0, 8, 48, 8],
  [0, 12, 48, 12],
  ...[8, 16, 27, 39].flatMap((x): [number, number, number, number][] => [
    [x, 0, x, 8],
    [x, 12, x, 20],
  ]),
];

function drawingOf(entities: readonly Tag[], unitCode: string): Uint8Array {
  const header: Tag[] = [
    [9, '$INSUNITS'],
    [70, unitCode],
  ];
  return dxfBytes({ header, entities });
}

const bare = rooms.flatMap((each) => line('ARQ', ...each));

describe('a plan of walls alone on a layer without a telling name', () => {
  it('is read as walls, with doubts about walls and scale', async () => {
    const { plan, warnings, units } = await importDrawing(drawingOf(bare, '6'));
    expect(units).toMatchObject({ unit: 'm', metresPerUnit: 1 });
    const lengthM = plan.levels[0].walls!.reduce(
      (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
      0,
    );
    const drawnM = rooms.reduce((sum, [ax, ay, bx, by]) => sum + Math.hypot(bx - ax, by - ay), 0);
    expect(lengthM).toBeGreaterThan(0.98 * drawnM);
    expect(lengthM).toBeLessThan(1.02 * drawnM);
    expect(warnings.map(({ code }) => code)).toContain('walls-by-shape');
  });

  it('is read in metres where the header makes it five centimetres, and says so', async () => {
    const { units, warnings } = await importDrawing(drawingOf(bare, '4'));
    expect(units).toMatchObject({ unit: 'm', metresPerUnit: 1, basis: 'assumed' });
    expect(warnings.find(({ code }) => code === 'unit')!.message).toBe(
      'the header says mm, in which nothing here could be a plan: m is assumed; check the scale',
    );
  });

  it('is none where letters stand in its cells, as in a table', async () => {
    const cells = [4, 12, 21, 33, 43].flatMap((x) => [
      ...text('TXT', 'pump', x, 4),
      ...text('TXT', 'valve', x, 16),
      ...text('TXT', '12 kW', x, 10),
    ]);
    await expect(importDrawing(drawingOf([...bare, ...cells], '6'))).rejects.toThrow(
      /found no walls \(layers: ARQ/,
    );
  });
});

describe('a drawing of something else', () => {
  it('a detail whose letters alone would fit another unit remains as small as its header says', async () => {
    // A wall and its footing at 1:10 in millimetres, 2.6 × 1.4 m, with letters of 25 mm.
    const detail = [
      ...rectangle('0', 0, 0, 2600, 1400),
      ...[1350, 1385, 1500, 1540].flatMap((x) => line('Structural - Bearing', x, 0, x, 1400)),
      ...[200, 420, 640, 860, 1080].flatMap((y) => line('Structural - Bearing', 1350, y, 1540, y)),
      ...[470, 500, 740, 790, 850].flatMap((y) => line('Structural - Bearing', 1540, y, 2600, y)),
      ...[150, 300, 450, 600, 750, 900].flatMap((y) => text('Text', 'insulation 100 mm', 300, y, 25)),
    ];
    const bytes = drawingOf(detail, '4');
    expect(inspectDrawing(await readDrawing(bytes)).units).toMatchObject({ unit: 'mm', basis: 'assumed' });
    await expect(importDrawing(bytes)).rejects.toThrow(InputError);
  });

  it('bodies are named as such, with what would help', async () => {
    const solids = Array.from({ length: 19 }, (): Tag[] => [
      [0, '3DSOLID'],
      [8, '0'],
    ]).flat();
    await expect(importDrawing(drawingOf([...line('0', 0, 0, 5, 0), ...solids], '6'))).rejects.toThrow(
      /found no walls, but solid or surface models .* \(19 × 3DSOLID\); expected a plan in lines/,
    );
  });
});

describe('layers that ArchiCAD comes with', () => {
  it('say what is a wall and what is none, whatever pen they were written apart by', async () => {
    const storey = [
      ...rectangle('New_Structural - Bearing_Pen_No__1', 0, 0, 30, 20),
      ...rectangle('New_Structural - Bearing_Pen_No__19', -0.3, -0.3, 30.6, 20.6),
      ...[10, 20].flatMap((x) => [
        ...line('New_Interior - Partition_Pen_No__1', x, 0, x, 20),
        ...line('New_Interior - Partition_Pen_No__1', x + 0.12, 0, x + 0.12, 20),
      ]),
      ...[5, 15, 25].flatMap((x) => [
        ...line('New_2D Drafting - General_Pen_No__1', x, 2, x, 18),
        ...line('New_2D Drafting - General_Pen_No__1', x + 0.2, 2, x + 0.2, 18),
      ]),
    ];
    const { plan, drawings } = await importDrawing(drawingOf(storey, '6'), { units: 'm' });
    const [{ drawing, classes }] = drawings;
    const classesOf = (layer: RegExp) =>
      new Set(drawing.paths.flatMap((path, i) => (layer.test(path.layer) ? [classes[i]] : [])));
    expect(classesOf(/Bearing/)).toEqual(new Set(['wall']));
    expect(classesOf(/Partition/)).toEqual(new Set(['partition-wall']));
    expect(classesOf(/Drafting/)).toEqual(new Set(['other']));
    const xs = plan.levels[0].walls!.filter(({ start, end }) => Math.abs(start[0] - end[0]) < 0.01);
    expect(xs).toHaveLength(4);
  });
});

describe('labels of equipment that name a level', () => {
  const garage = smallGarage();
  const labels = [1, 2].flatMap((row) =>
    [1, 2, 3, 4, 5].flatMap((k) => text('CAM', `P1_B3_${row}_${k}`, 7000 * k, 9000 * row, 400)),
  );
  const isTitle = (value: unknown) => value === '地下二层平面图';

  it('give a drawing without a title its level, and no name', async () => {
    const at = garage.entities.findIndex(([, value]) => isTitle(value));
    const untitled = garage.entities.filter((_, i) => i < at - 5 || i > at);
    const { plan } = await importDrawing(dxfBytes({ ...garage, entities: [...untitled, ...labels] }));
    expect(plan.levels.map(({ id, name }) => [id, name])).toEqual([['B3', 'B3']]);
  });

  it('say nothing where there is a title', async () => {
    const { plan } = await importDrawing(dxfBytes({ ...garage, entities: [...garage.entities, ...labels] }));
    expect(plan.levels.map(({ id, name }) => [id, name])).toEqual([['B2', '地下二层']]);
  });
});
