import { type ImportResult, importDrawing, type Plan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { IfcText, type IfcTextOptions } from './ifc-support/ifc-text.ts';
import { smallModel, smallModelSize } from './ifc-support/small-model.ts';

const { widthM, depthM, wallM, clearHeightM } = smallModelSize;

const variants: IfcTextOptions[] = [
  { schema: 'IFC4', unit: 'mm' },
  { schema: 'IFC2X3', unit: 'm' },
  { schema: 'IFC4', unit: 'ft' },
  { schema: 'IFC2X3', unit: 'mm', rotationDeg: 30, offsetM: [52_000, -7_000, 0] },
];

function importModel(model: IfcText): Promise<ImportResult> {
  return importDrawing(model.toBytes(), { fileName: 'small.ifc' });
}

type Level = Plan['levels'][number];

function wallsOf({ walls = [] }: Level, material: string, thicknessM: number): [number, number][][] {
  return walls
    .filter((wall) => wall.material === material && Math.abs(wall.thicknessM - thicknessM) < 0.001)
    .map(({ start, end }) => [start, end]);
}

function lengthOf(segments: readonly (readonly (readonly number[])[])[]): number {
  return segments.reduce((sum, [a, b]) => sum + Math.hypot(b[0] - a[0], b[1] - a[1]), 0);
}

describe.each(variants.filter((_, index) => isLong || index % 3 === 0))(
  'an IFC model ($schema, $unit, turned by $rotationDeg)',
  (options) => {
    const loading = importModel(smallModel(options));

    it('gives the storey below ground with its heights, and says what was left out', {
      tags: ['thorough'],
    }, async () => {
      const { plan, source, warnings } = await loading;
      expect(source).toEqual({ format: 'ifc', unit: 'm', encoding: options.schema });
      expect(plan.levels).toHaveLength(1);
      expect(plan.levels[0]).toMatchObject({
        id: 'B1',
        name: '地下一层 B1',
        elevationM: -4,
        clearHeightM,
        slabThicknessM: 0.4,
      });
      const codes = warnings.map(({ code }) => code);
      expect(codes).toContain('storeys-left-out');
      expect(warnings.find(({ code }) => code === 'elements-uncut')?.message).toMatch(/^2 walls/);
      expect(warnings.find(({ code }) => code === 'elements-ignored')?.message).toMatch(/^1 elements/);
    });

    it('keeps outline, thickness and material', async () => {
      const [level] = (await loading).plan.levels;
      const xs = level.outline.map(([x]) => x);
      const ys = level.outline.map(([, y]) => y);
      expect(Math.max(...xs)).toBeCloseTo(widthM + 2 * wallM, 2);
      expect(Math.max(...ys)).toBeCloseTo(depthM + 2 * wallM, 2);
      const around = 2 * (widthM + depthM + 2 * wallM) - 3.6;
      expect(lengthOf(wallsOf(level, 'reinforced-concrete', 0.3))).toBeCloseTo(around, 1);
      // From the outer wall's axis to that of the wall it ends on, without window, door and way through.
      const brick = 20 + 0.15 - 2 - 0.915 - 1.5;
      expect(lengthOf(wallsOf(level, 'brick', 0.24))).toBeCloseTo(brick, 1);
      expect(lengthOf(wallsOf(level, 'glass', 0.24))).toBeCloseTo(2, 2);
      expect(lengthOf(wallsOf(level, 'concrete-block', 0.3))).toBeCloseTo(0.2, 2);
    });

    it('follows a round wall', async () => {
      const [level] = (await loading).plan.levels;
      const segments = level.walls!.filter(({ thicknessM }) => Math.abs(thicknessM - 0.2) < 0.003);
      const round = segments.filter(
        ({ start, end }) => Math.hypot(end[0] - start[0], end[1] - start[1]) < 0.6,
      );
      expect(lengthOf(round.map(({ start, end }) => [start, end]))).toBeCloseTo((6 * Math.PI) / 2, 1);
    });

    it('knows doors by name, fire rating and opening, and fills windows and ducts', async () => {
      const [level] = (await loading).plan.levels;
      const openings = level.openings!.map(({ kind, state, start, end }) => ({
        kind,
        state,
        widthM: Math.round(1000 * Math.hypot(end[0] - start[0], end[1] - start[1])) / 1000,
      }));
      expect(openings.sort((p, q) => p.widthM - q.widthM)).toEqual([
        { kind: 'fire-door', state: 'closed', widthM: 0.915 },
        { kind: 'passage', state: 'open', widthM: 1.5 },
        { kind: 'fire-shutter', state: 'open', widthM: 3.6 },
      ]);
    });

    it('finds columns, bays, rooms and chargers', async () => {
      const [level] = (await loading).plan.levels;
      expect(level.columns!.filter(({ radiusM }) => radiusM === 0.35)).toHaveLength(3);
      const square = level.columns!.filter(({ sizeM }) => sizeM !== undefined);
      expect(square.map(({ sizeM }) => [...sizeM!].sort())).toEqual([1, 2, 3].map(() => [0.6, 0.8]));
      expect(level.bays).toHaveLength(8);
      expect(level.zones).toMatchObject([{ kind: 'equipment-room', name: '弱电机房' }]);
      expect(level.points).toMatchObject([{ kind: 'charger' }]);
    });
  },
);

describe('storeys of an IFC model', () => {
  const storeys = async (names: readonly (readonly [string, number])[]) => {
    const model = new IfcText();
    for (const [name, elevationM] of names) {
      const storey = model.addStorey(name, elevationM);
      addBox(model, storey);
    }
    const { plan, warnings } = await importModel(model);
    return { levels: plan.levels.map(({ id, name }) => [id, name]), codes: warnings.map(({ code }) => code) };
  };

  it('takes those below ground by elevation, from the top down', async () => {
    const { levels, codes } = await storeys([
      ['Foundation parking', -7.6],
      ['Lower', -3.8],
      ['Ground floor', 0],
    ]);
    expect(levels).toEqual([
      ['B1', 'Lower'],
      ['B2', 'Foundation parking'],
    ]);
    expect(codes).toContain('storeys-left-out');
  });

  it('takes numbers from names', async () => {
    const { levels } = await storeys([
      ['地下二层', 41.2],
      ['地下一层', 45.1],
      ['首层', 49],
    ]);
    expect(levels).toEqual([
      ['B1', '地下一层'],
      ['B2', '地下二层'],
    ]);
  });

  it('takes all where none is below ground, and says so', async () => {
    const { levels, codes } = await storeys([
      ['Level 1', 0],
      ['Level 2', 3.5],
    ]);
    expect(levels).toEqual([
      ['L2', 'Level 2'],
      ['L1', 'Level 1'],
    ]);
    expect(codes).toContain('storeys-all-taken');
  });

  it('reads a model without storeys', async () => {
    const model = new IfcText();
    addBox(model, { id: 1, placement: model.add('IFCLOCALPLACEMENT($,#2)') });
    const { plan } = await importModel(model);
    expect(plan.levels).toHaveLength(1);
  });
});

/** Four walls around 20 × 15 m. */
function addBox(model: IfcText, storey: { id: number; placement: number }): void {
  const rings: [number, number][][] = [
    [
      [0, 0],
      [20, 0],
      [20, 0.3],
      [0, 0.3],
    ],
    [
      [0, 14.7],
      [20, 14.7],
      [20, 15],
      [0, 15],
    ],
    [
      [0, 0.3],
      [0.3, 0.3],
      [0.3, 14.7],
      [0, 14.7],
    ],
    [
      [19.7, 0.3],
      [20, 0.3],
      [20, 14.7],
      [19.7, 14.7],
    ],
  ];
  for (const ring of rings) {
    model.addElement('IFCWALL', storey, { name: 'Wall', ring, bottomM: 0, heightM: 3, tail: ',$,$' });
  }
}

describe('other schemas of IFC', () => {
  it.each(isLong ? ['IFC4X3_ADD2', 'IFC4X3', 'IFC4X1'] : ['IFC4X3_ADD2'])(
    'reads %s as IFC4',
    async (schema) => {
      const options = { schema: 'IFC4', unit: 'm' } as const;
      const expected = await importModel(smallModel(options));
      const text = smallModel(options).toString().replace("'IFC4'", `'${schema}'`);
      const { plan } = await importDrawing(new TextEncoder().encode(text), { fileName: 'small.ifc' });
      expect(plan.levels).toEqual(expected.plan.levels);
    },
  );
});
