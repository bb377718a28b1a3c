/** @module-tag thorough */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { once } from '../support/once.ts';
import { distance } from '../support/points.ts';
import { multiply, StepFile, type StepValue } from './ifc-support/step-reader.ts';
import { ringArea } from './score-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/real/', import.meta.url));
/** Height of the cut above a floor, m. */
const cutM = 1.2;
const mm = 0.001;

const load = (path: string) => {
  const loading = once(async () => {
    const bytes = new Uint8Array(readFileSync(folder + path));
    return {
      step: new StepFile(new TextDecoder('latin1').decode(bytes)),
      result: await importDrawing(bytes),
    };
  });
  return loading;
};

type Location = readonly [number, number];

/** Locations of the model, in metres, in the plan of a level. */
function toPlan({ levels }: ImportResult, id: string): (point: Location) => [number, number] {
  const { rotationDeg, translation } = levels.find((level) => level.id === id)!.transform;
  const [cos, sin] = [Math.cos((rotationDeg * Math.PI) / 180), Math.sin((rotationDeg * Math.PI) / 180)];
  return ([x, y]) => [cos * x - sin * y + translation[0], sin * x + cos * y + translation[1]];
}

/** Vertical extrusions of a type that a storey's cut meets: where they stand, and their profiles. */
function extrusionsAt(step: StepFile, type: string, elevationM: number) {
  return step.ofType(type).flatMap(([, element]) =>
    step.items(element, 'Body').flatMap((item) => {
      const mapped = item.type === 'IFCMAPPEDITEM' ? mappedItems(step, item.values) : [item];
      return mapped.flatMap((body) => {
        if (body.type !== 'IFCEXTRUDEDAREASOLID') return [];
        const point = multiply(step.placement(element.values[5]), step.axes(body.values[1]));
        const bottomM = point[2][3] * mm;
        const topM = bottomM + (body.values[3] as number) * mm;
        if (bottomM > elevationM + cutM || topM < elevationM + cutM) return [];
        return [{ element, place: point, profile: step.at(body.values[0]) }];
      });
    }),
  );
}

function mappedItems(step: StepFile, [source]: readonly StepValue[]) {
  const shape = step.at(step.at(source).values[1]);
  return (shape.values[3] as StepValue[]).map((item) => step.at(item));
}

const heights = { L1: 0.0942, L2: 3.8, L3: 7.3 };

describe.skipIf(!existsSync(folder))('a real structural model, IFC2X3 by Revit', () => {
  const loading = load('ifc_hhs_construction/construction.ifc');

  it('has its storeys at their heights', async () => {
    const { result } = await loading();
    expect(result.source).toMatchObject({ format: 'ifc', encoding: 'IFC2X3' });
    for (const { id, elevationM } of result.plan.levels) {
      expect(elevationM).toBeCloseTo(heights[id as keyof typeof heights], 3);
    }
    expect(result.plan.levels).toHaveLength(3);
  });

  for (const [id, elevationM] of Object.entries(heights)) {
    it(`${id}: every column that is there, once, as thick as it is`, async () => {
      const { step, result } = await loading();
      const point = toPlan(result, id);
      const expected: [number, number][] = [];
      for (const { place: at, profile } of extrusionsAt(step, 'IFCCOLUMN', elevationM)) {
        expect(profile.values[3]).toBe(150);
        const [x, y] = [step.axes(profile.values[2])[0][3], step.axes(profile.values[2])[1][3]];
        const [u, v] = [0, 1].map((i) => (at[i][0] * x + at[i][1] * y + at[i][3]) * mm);
        const where = point([u, v]);
        // Stacked columns are modelled up to three times.
        if (!expected.some((other) => distance(other, where) < 0.01)) expected.push(where);
      }
      const found = result.plan.levels.find((level) => level.id === id)!.columns!;
      expect(expected.length).toBeGreaterThan(40);
      expect(found).toHaveLength(expected.length);
      for (const { center, radiusM } of found) {
        expect(Math.min(...expected.map((other) => distance(other, center)))).toBeLessThan(0.005);
        expect(radiusM).toBeCloseTo(0.15, 2);
      }
    });

    it(`${id}: walls as long as their axes and as thick as their names say`, async () => {
      const { step, result } = await loading();
      const level = result.plan.levels.find((each) => each.id === id)!;
      for (const [name, thicknessM] of [
        ['STB 20.0', 0.2],
        ['STB 30.0', 0.3],
        ['STB 25.0 WD', 0.37],
      ] as const) {
        const lengthM = wallAxes(step, elevationM)
          .filter((wall) => wall.name.includes(name))
          .reduce((sum, wall) => sum + wall.lengthM, 0);
        const found = level
          .walls!.filter((wall) => Math.abs(wall.thicknessM - thicknessM) < 0.011)
          .reduce((sum, { start, end }) => sum + distance(start, end), 0);
        expect(found).toBeGreaterThan(0.97 * lengthM - 0.2);
        expect(found).toBeLessThan(1.03 * lengthM + 0.2);
      }
      expect(level.walls!.every(({ material }) => material === 'reinforced-concrete')).toBe(true);
    });

    it(`${id}: the floor of its slab, under the walls on its edge`, async () => {
      const { step, result } = await loading();
      const { areaM2 } = result.levels.find((level) => level.id === id)!;
      const slabM2 = Math.max(
        ...step.ofType('IFCSLAB').flatMap(([, slab]) =>
          step.items(slab, 'Body').map(({ values }) => {
            const point = multiply(step.placement(slab.values[5]), step.axes(values[1]));
            const zM = [point[2][3], point[2][3] + point[2][2] * (values[3] as number)].map((z) => z * mm);
            return Math.abs(Math.max(...zM) - elevationM) < 0.1 ? profileAreaM2(step, values[0]) : 0;
          }),
        ),
      );
      expect(slabM2).toBeGreaterThan(1500);
      expect(areaM2).toBeGreaterThanOrEqual(slabM2 - 0.1);
      expect(areaM2).toBeLessThan(1.02 * slabM2);
    });
  }
});

describe.skipIf(!existsSync(folder))('a toy of two houses, IFC4 by Revit', () => {
  const loading = load('ifc_large_building/LargeBuilding.ifc');

  it('has every door where and as wide as it is, and panes for its windows', async () => {
    const { step, result } = await loading();
    const [, level] = result.plan.levels;
    const point = toPlan(result, level.id);
    for (const [, door] of step.ofType('IFCDOOR')) {
      const widthM = (door.values[9] as number) * mm;
      const at = step.placement(door.values[5]);
      // The placement is the door's left end; its leaf runs along x.
      const middle = point([
        (at[0][3] + at[0][0] * (widthM / mm / 2)) * mm,
        (at[1][3] + at[1][0] * (widthM / mm / 2)) * mm,
      ]);
      const near = level.openings!.filter(
        ({ start, end }) =>
          distance(middle, [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]) < 0.15 &&
          Math.abs(distance(start, end) - widthM) < 0.02,
      );
      expect(near, `a door of ${widthM} m at ${middle}`).toHaveLength(1);
    }
    expect(level.openings).toHaveLength(step.ofType('IFCDOOR').length);
    const panes = result.plan.levels.flatMap(({ walls }) =>
      walls!.filter(({ material }) => material === 'glass'),
    );
    expect(panes).toHaveLength(step.ofType('IFCWINDOW').length);
  });

  it('says that two houses were joined, that its rooms are no garage, and whose location it has', async () => {
    const { result } = await loading();
    const codes = result.warnings.map(({ code }) => code);
    for (const code of [
      'floors-joined',
      'floor-uncounted',
      'georeference-site',
      'storeys-all-taken',
      'no-bays',
    ]) {
      expect(codes).toContain(code);
    }
    // Boston, where Revit puts what nobody places.
    expect(result.plan.georeference!.lonDeg).toBeCloseTo(-71.057, 2);
  });
});

/** Walls that the cut meets by their axes. */
function wallAxes(step: StepFile, elevationM: number): { name: string; lengthM: number }[] {
  return ['IFCWALLSTANDARDCASE', 'IFCWALL'].flatMap((type) =>
    step.ofType(type).flatMap(([, wall]) => {
      const [axis] = step.items(wall, 'Axis');
      const baseM = step.placement(wall.values[5])[2][3] * mm;
      if (!axis || Math.abs(baseM - elevationM) > 1) return [];
      const points = (axis.values[0] as StepValue[]).map((point) => step.numbers(point));
      const length = points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
      return [{ name: String(wall.values[2]), lengthM: length * mm }];
    }),
  );
}

function profileAreaM2(step: StepFile, profile: StepValue): number {
  const { type, values } = step.at(profile);
  if (type === 'IFCRECTANGLEPROFILEDEF') return (values[3] as number) * (values[4] as number) * mm * mm;
  const curve = step.at(values[2]);
  const points = curve.type === 'IFCPOLYLINE' ? (curve.values[0] as StepValue[]) : [];
  return ringArea(points.map((point) => step.numbers(point) as [number, number])) * mm * mm;
}
