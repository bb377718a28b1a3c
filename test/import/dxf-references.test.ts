import { importDrawing, phraseText, readDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, dxfText, insert, line, rectangle, smallGarage, type Tag } from './drawing-support.ts';

type DrawingFile = Extract<Parameters<typeof importDrawing>[0], readonly unknown[]>[number];

const { blocks, entities } = smallGarage();
const plan: DrawingFile = { fileName: 'DK-B1.dxf', bytes: dxfBytes({ blocks, entities }) };
const lamps = Array.from({ length: 30 }, (_, k) => line('EQUIP-照明', 1000 * k, 3000, 1000 * k + 600, 3000));

/** A drawing of lamps on the architect's plan, which it refers to. */
function sheetOf(file: string, more: readonly Tag[] = [], name = 'DK-B1'): DrawingFile {
  const external = `0\nBLOCK\n8\n0\n2\n${name}\n70\n4\n10\n0\n20\n0\n1\n${file}\n0\nENDBLK\n8\n0\n`;
  const text = dxfText({ entities: [...lamps.flat(), ...insert('0', name, 0, 0), ...more] });
  const body = text.replace('2\nBLOCKS\n', (start) => start + external);
  return { fileName: 'lamps.dxf', bytes: new TextEncoder().encode(body) };
}

async function refusalOf(files: readonly DrawingFile[]) {
  const error = await importDrawing(files).then(
    () => undefined,
    (each) => each,
  );
  return error.problem;
}

describe('external references of a drawing', () => {
  it('a plan that is in one which is not there: the refusal names it and what to do', async () => {
    const { found, expected } = await refusalOf([sheetOf('..\\底图\\DK-B1.dwg')]);
    expect(phraseText(found, 'en')).toMatch(
      /^no walls .*not in the file \(1\): DK-B1 \(\.\.\\底图\\DK-B1\.dwg\)$/,
    );
    expect(phraseText(found, 'zh')).toContain('外部参照（1 个）：DK-B1 (..\\底图\\DK-B1.dwg)');
    expect(phraseText(expected, 'en')).toContain('bind the external references into the drawing');
    expect(phraseText(expected, 'zh')).toContain('绑定');
  });

  it('with what runs side by side as walls do: light raceways are no building', async () => {
    const raceways = [0, 200].flatMap((d) => [
      ...rectangle('光带', d, d, 40_000 - 2 * d, 28_000 - 2 * d),
      ...[10_000, 20_000, 30_000].flatMap((x) => line('光带', x + d, 200, x + d, 27_800)),
    ]);
    const sheet = sheetOf('..\\底图\\DK-B1.dwg', raceways);
    const { found, expected } = await refusalOf([sheet]);
    expect(phraseText(found, 'en')).toMatch(/^no wall on a layer named as such.*\(1\): DK-B1 \(/);
    expect(phraseText(expected, 'en')).toMatch(/say which layers hold them; bind the external references/);
    // A person who says so is believed.
    const { plan: read } = await importDrawing([sheet], { layers: { 光带: 'wall' } });
    expect(read.levels[0].walls!.length).toBeGreaterThan(4);
  });

  it('handed in beside it, in any order, they are placed', async () => {
    const alone = await importDrawing([plan]);
    const sheet = sheetOf('..\\底图\\dk-b1.dwg');
    for (const files of [
      [sheet, plan],
      [plan, sheet],
    ]) {
      const { plan: read, warnings } = await importDrawing(files);
      expect(read.levels[0].walls).toEqual(alone.plan.levels[0].walls);
      expect(read.levels[0].parkingBays).toEqual(alone.plan.levels[0].parkingBays);
      expect(warnings.map(({ code }) => code)).not.toContain('external-references');
    }
    const { sheets } = await readDrawing([sheet, plan]);
    expect(sheets[0].drawing.paths.some(({ layer }) => layer.startsWith('DK-B1|'))).toBe(true);
  });

  it('drawings that refer to each other are placed once', async () => {
    const one = sheetOf('two.dxf', [], 'TWO');
    const two = { ...sheetOf('lamps.dxf', [], 'ONE'), fileName: 'two.dxf' };
    const { sheets } = await readDrawing([one, two]);
    expect(sheets[0].drawing.paths).toHaveLength(2 * lamps.length);
  });

  it('a file beside it that it does not refer to is refused by name', async () => {
    const { at, found } = await refusalOf([sheetOf('DK-B1.dwg'), plan, { ...plan, fileName: 'other.dxf' }]);
    expect(at).toBe('other.dxf');
    expect(phraseText(found, 'en')).toBe('a dxf file that lamps.dxf does not refer to');
  });
});

describe('layers that are not shown', () => {
  const walls = Array.from({ length: 40 }, (_, k) => line('WALL-OLD', 0, 500 * k, 40_000, 500 * k)).flat();

  it('as much as a plan: a warning with the lines of each', async () => {
    const layers = [
      { name: 'WALL-OLD', flags: 1 },
      { name: '文字', flags: 1 },
    ];
    const notes = Array.from({ length: 60 }, (_, k) => line('文字', 0, 500 * k, 40_000, 500 * k)).flat();
    const { warnings } = await importDrawing(
      dxfBytes({ layers, blocks, entities: [...entities, ...walls, ...notes] }),
    );
    const found = warnings.find(({ code }) => code === 'layers-hidden')!;
    expect(found.message).toMatch(/: WALL-OLD \(40\)$/);
    expect(phraseText(found.said, 'zh')).toContain('WALL-OLD (40)');
  });

  it('a refused drawing says them, blocks on frozen layers included', async () => {
    const layers = [
      { name: 'WALL-OLD', color: -7 },
      { name: 'A-PLAN', flags: 1 },
    ];
    const bytes = dxfBytes({
      layers,
      blocks: [{ name: 'B1', entities: walls }],
      entities: [...lamps.flat(), ...walls, ...insert('A-PLAN', 'B1', 0, 0)],
    });
    const { found, expected } = await refusalOf([{ bytes }]);
    expect(phraseText(found, 'en')).toMatch(/switched off: A-PLAN \(40\), WALL-OLD \(40\)$/);
    expect(phraseText(expected, 'en')).toContain('thaw these layers');
  });
});

describe('a drawing whose model space holds little itself', () => {
  /** Each entity on a layout, as group 67 says. */
  const onLayout = (tags: readonly Tag[]) =>
    tags.flatMap((tag): Tag[] => (tag[0] === 0 ? [tag, [67, 1]] : [tag]));
  const frame = Array.from({ length: 22 }, (_, k) => line('A-FRAM', 10 * k, 0, 10 * k, 400)).flat();
  const whole = [...blocks, { name: 'DK-B1$0$PLAN', entities }];

  it('is the plan of the reference that was bound into it, not the sheet of its layout', async () => {
    const bytes = dxfBytes({
      blocks: whole,
      entities: [...insert('0', 'DK-B1$0$PLAN', 0, 0), ...onLayout(frame)],
    });
    const [bound, plain] = await Promise.all([importDrawing([{ bytes }]), importDrawing([plan])]);
    expect(bound.plan.levels[0].outline).toEqual(plain.plan.levels[0].outline);
    expect(bound.warnings.map(({ code }) => code)).not.toContain('paper-space');
  });

  it('is the plan of its layout where that is what is drawn', async () => {
    const bytes = dxfBytes({ blocks, entities: [...frame.slice(0, 18), ...onLayout(entities)] });
    const { warnings, plan: read } = await importDrawing([{ bytes }]);
    expect(warnings.map(({ code }) => code)).toContain('paper-space');
    const [plain] = (await importDrawing([plan])).plan.levels;
    expect(read.levels[0].outline).toEqual(plain.outline);
  });
});

describe('a line that names no layer', () => {
  const loose: Tag[] = [
    [0, 'LINE'],
    [5, 'AB'],
    [10, 3000],
    [20, 3000],
    [11, 4000],
    [21, 3000],
  ];

  it('is told of, and the plan is read', async () => {
    const bytes = dxfBytes({ blocks, entities: [...entities, ...loose] });
    const { plan: read, warnings } = await importDrawing([{ bytes }]);
    const damage = warnings.find(({ code }) => code === 'entities-damaged');
    expect(phraseText(damage!.message, 'en')).toMatch(/LINE without a layer/);
    expect(read.levels[0].outline).toEqual((await importDrawing([plan])).plan.levels[0].outline);
  });

  it('refuses the drawing where walls lie on layer 0, which it could be on', async () => {
    const walls = entities.map((tag): Tag => (tag[0] === 8 && /WALL/.test(String(tag[1])) ? [8, '0'] : tag));
    const bytes = dxfBytes({ blocks, entities: [...walls, ...loose] });
    const { found } = await refusalOf([{ bytes }]);
    expect(phraseText(found, 'en')).toMatch(/LINE without a layer/);
  });
});
