import { importDrawing, parsePreset, readDrawing } from '@diku/engine';
import { emptyCorrections, type ImportPreset, presetOfSettings } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../packages/engine/src/import/index.ts';
import { dxfBytes, insert, line, polyline, rectangle, smallGarage, type Tag } from './drawing-support.ts';

const empty: ImportPreset = { format: 'diku-import-preset', version: 1 };
const garage = smallGarage();

/** A charger that no name tells: a box with a step, and a line across it. */
const charger = [
  ...polyline('0', [
    [0, 0],
    [420, 0],
    [420, 180],
    [300, 180],
    [300, 260],
    [0, 260],
  ]),
  ...line('0', 0, 0, 300, 260),
];
const places: [number, number][] = [
  [12_000, 20_000],
  [20_000, 21_000],
  [28_000, 22_000],
];

/** The garage with blocks on a layer, turned and mirrored. */
function withBlocks(layer: string, name: string, entities: readonly Tag[]): Uint8Array {
  const inserts = places.flatMap(([x, y], k): Tag[] => [
    ...insert(layer, name, x, y),
    [41, k === 1 ? -1 : 1],
    [50, 37 * k],
  ]);
  return dxfBytes({
    blocks: [...garage.blocks, { name, entities }],
    entities: [...garage.entities, ...inserts],
  });
}

async function presetOf(bytes: Uint8Array, options: ImportOptions): Promise<ImportPreset> {
  const read = await readDrawing(bytes);
  const { plan, evidence } = await importDrawing(bytes, options);
  const { metresPerUnit } = plan.levels[0].source!;
  const preset = presetOfSettings(options, 'office', { read, evidence, metresPerUnit });
  return parsePreset(JSON.parse(JSON.stringify(preset)));
}

async function levelOf(bytes: Uint8Array, options: ImportOptions = {}) {
  return (await importDrawing(bytes, options)).plan.levels[0];
}

const chargersOf = ({ points = [] }: Awaited<ReturnType<typeof levelOf>>) =>
  points.filter(({ kind }) => kind === 'charger').length;

describe('a preset knows blocks by their shape', () => {
  const corrections = { ...emptyCorrections(), layers: { '7-3': 'charger' } };
  const first = withBlocks('7-3', '*U12', charger);
  // Another name, another layer, no corrections.
  const next = withBlocks('E-99', 'XX-1', charger);

  it('wherever it stands, turned, mirrored, under another name and on another layer', async () => {
    const preset = await presetOf(first, { corrections });
    expect(preset.shapes).toHaveLength(1);
    expect(preset.shapes?.[0]).toMatchObject({ layerClass: 'charger', lines: 7, arcs: 0, circles: 0 });
    const plain = chargersOf(await levelOf(next));
    expect(chargersOf(await levelOf(next, { preset }))).toBe(plain + places.length);
  });

  it('within 2 %, not beyond', async () => {
    const preset = await presetOf(first, { corrections });
    const plain = chargersOf(await levelOf(next));
    const scaled = (factor: number) =>
      charger.map(
        ([code, value]): Tag => [code, /^[12]\d$/.test(`${code}`) ? Number(value) * factor : value],
      );
    const near = withBlocks('E-99', 'XX-1', scaled(1.015));
    const other = withBlocks('E-99', 'XX-1', scaled(1.06));
    expect(chargersOf(await levelOf(near, { preset }))).toBe(plain + places.length);
    expect(chargersOf(await levelOf(other, { preset }))).toBe(plain);
  });

  it('loses to what the planner says of the layer in this drawing', async () => {
    const preset = await presetOf(first, { corrections });
    const said = { ...emptyCorrections(), layers: { 'E-99': 'other' } };
    const plain = chargersOf(await levelOf(next));
    expect(chargersOf(await levelOf(next, { preset, corrections: said }))).toBe(plain);
  });

  it('exploded columns, alone and as four lines', async () => {
    const block = rectangle('0', -250, -350, 500, 700);
    const columns = await presetOf(withBlocks('7-4', '*U13', block), {
      corrections: { ...emptyCorrections(), layers: { '7-4': 'column' } },
    });
    const exploded = dxfBytes({
      blocks: garage.blocks,
      entities: [
        ...garage.entities,
        ...rectangle('Q', 12_000, 20_000, 700, 500),
        ...line('Q', 20_000, 20_000, 20_500, 20_000),
        ...line('Q', 20_500, 20_000, 20_500, 20_700),
        ...line('Q', 20_500, 20_700, 20_000, 20_700),
        ...line('Q', 20_000, 20_700, 20_000, 20_000),
      ],
    });
    const plain = (await levelOf(exploded)).columns?.length ?? 0;
    expect((await levelOf(exploded, { preset: columns })).columns).toHaveLength(plain + 2);
  });

  it('what was rejected is nothing in the next drawing; shapes of the preset before stay', async () => {
    const before = await presetOf(first, { corrections });
    const bytes = withBlocks('S-COLU', 'K-017', rectangle('0', -200, -200, 400, 400));
    const { evidence, plan } = await importDrawing(bytes);
    const columns = evidence.filter(({ kind }) => kind === 'column');
    const isNew = ({ at }: (typeof columns)[number]) =>
      !garageColumns.some(([x, y]) => Math.hypot(at[0] - x, at[1] - y) < 0.1);
    const reject = columns.filter(isNew).map(({ reference }) => reference);
    expect(reject).toHaveLength(places.length);
    expect(plan.levels[0].columns).toHaveLength(garageColumns.length + places.length);
    const preset = await presetOf(bytes, { corrections: { ...emptyCorrections(), reject }, preset: before });
    expect(preset.shapes?.map(({ layerClass }) => layerClass)).toEqual(['other', 'charger']);
    expect((await levelOf(bytes, { preset })).columns).toHaveLength(garageColumns.length);
  });

  it('is refused with the location', () => {
    const [shape] = [
      { layerClass: 'charger', lengthM: 1, widthM: 1, drawnM: 4, spreadM: 1, lines: 4, arcs: 0, circles: 0 },
    ];
    const wrong = (shapes: unknown) => () => parsePreset({ ...empty, shapes });
    expect(wrong([shape])()).toMatchObject({ shapes: [shape] });
    expect(wrong([{ ...shape, lengthM: -1 }])).toThrow(/preset\.shapes\[0\]\.lengthM: found -1/);
    expect(wrong([{ ...shape, layerClass: 'wall' }])).toThrow(
      /preset\.shapes\[0\]\.layerClass: found "wall"/,
    );
    expect(wrong(Array.from({ length: 201 }, () => shape))).toThrow(/preset\.shapes/);
  });
});

const garageColumns = (await levelOf(dxfBytes(garage))).columns!.map(({ center }) => center);
