import { type ImportResult, importDrawing, type Plan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { addOuterWalls, box, hallSize } from './ifc-support/hall.ts';
import { IfcText, type IfcTextOptions } from './ifc-support/ifc-text.ts';
import { faceted, polygonal, wedge } from './ifc-support/shapes.ts';

type Zone = NonNullable<Plan['levels'][number]['zones']>[number] & {
  slopeRatio?: number;
  direction?: string;
};

const { widthM, depthM } = hallSize;
const lengthM = 16;

/** Two storeys 2.4 m apart, and from one to the other a ramp of 15 % along x. */
function twoStoreys(
  options: IfcTextOptions,
  addRamp: (model: IfcText, storey: { id: number; placement: number }) => void,
): Promise<ImportResult> {
  const model = new IfcText(options);
  const tail = options.schema === 'IFC2X3' ? ',$' : ',$,$';
  const lower = model.addStorey('B2', -6.4);
  const upper = model.addStorey('B1', -4);
  for (const storey of [lower, upper]) {
    addOuterWalls(model, storey, tail);
    const slab = { name: 'Slab', ring: box(0, 0, widthM, depthM), bottomM: -0.2, heightM: 0.2 };
    model.addElement('IFCSLAB', storey, { ...slab, tail: ',$,.FLOOR.' });
  }
  addRamp(model, lower);
  return importDrawing(model.toBytes(), { fileName: 'ramp.ifc' });
}

const body = wedge([2, 4], [lengthM, 5], [0, 2.4], 0.25);

function rampsOf({ plan }: ImportResult): Record<string, Zone[]> {
  return Object.fromEntries(
    plan.levels.map(({ id, zones = [] }) => [id, zones.filter(({ kind }) => kind === 'ramp') as Zone[]]),
  );
}

function expectRamps(result: ImportResult): void {
  const { B1, B2 } = rampsOf(result);
  expect(B2).toHaveLength(1);
  expect(B1).toHaveLength(1);
  expect(B2[0]).toMatchObject({ slopeRatio: 0.15, direction: 'up' });
  expect(B1[0]).toMatchObject({ slopeRatio: 0.15, direction: 'down' });
  for (const { polygon } of [B1[0], B2[0]]) {
    const xs = polygon.map(([x]) => x);
    const ys = polygon.map(([, y]) => y);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(lengthM, 2);
    expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(5, 2);
  }
}

describe('ramps', () => {
  it('by the flight that a ramp is made of', async () => {
    const result = await twoStoreys({ schema: 'IFC2X3' }, (model, storey) => {
      const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
      const ramp = model.addPart('IFCRAMP', { name: '坡道', placement, tail: ',$,.STRAIGHT_RUN_RAMP.' });
      model.contain(storey, ramp);
      const { item, kind } = faceted(model, body);
      const flight = { name: 'Flight', placement, shape: model.shape(item, kind), tail: ',$' };
      model.addParts(ramp, [model.addPart('IFCRAMPFLIGHT', flight)]);
    });
    expectRamps(result);
    expect(result.warnings.map(({ message }) => message).join()).not.toContain('IfcRamp');
  });

  it('by a body of their own', async () => {
    const result = await twoStoreys({ schema: 'IFC4' }, (model, storey) => {
      const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
      const { item, kind } = polygonal(model, body);
      const shape = model.shape(item, kind);
      model.contain(
        storey,
        model.addPart('IFCRAMP', { name: 'R', placement, shape, tail: ',$,.NOTDEFINED.' }),
      );
    });
    expectRamps(result);
  });

  it('by a slab that slopes like one', async () => {
    const result = await twoStoreys({ schema: 'IFC2X3' }, (model, storey) => {
      const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
      const { item, kind } = faceted(model, body);
      const shape = model.shape(item, kind);
      model.contain(
        storey,
        model.addPart('IFCSLAB', { name: 'Floor', placement, shape, tail: ',$,.FLOOR.' }),
      );
    });
    expectRamps(result);
  });

  it('not for wheelchairs, and said where there is no geometry', async () => {
    const result = await twoStoreys({ schema: 'IFC4' }, (model, storey) => {
      const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
      const low = polygonal(model, wedge([2, 4], [4, 1.5], [0, 0.3], 0.2));
      const shape = model.shape(low.item, low.kind);
      model.contain(
        storey,
        model.addPart('IFCRAMP', { name: 'R', placement, shape, tail: ',$,.NOTDEFINED.' }),
      );
      model.contain(storey, model.addPart('IFCRAMP', { name: 'R', placement, tail: ',$,.NOTDEFINED.' }));
    });
    expect(rampsOf(result)).toEqual({ B1: [], B2: [] });
    expect(result.warnings.find(({ code }) => code === 'elements-ignored')?.message).toContain('IfcRamp × 1');
  });
});
