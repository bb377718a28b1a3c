import { describe, expect, it } from 'vitest';
import { createHall, type Hall, hallSize, importHall, placeShape } from './ifc-support/hall.ts';
import type { IfcTextOptions } from './ifc-support/ifc-text.ts';
import { extrudedProfile, mapped, type ShapeItem } from './ifc-support/shapes.ts';

const { heightM } = hallSize;

describe('columns, whatever their profile', () => {
  const columnOf = async (shape: (hall: Hall) => ShapeItem, options: IfcTextOptions = {}) => {
    const hall = createHall(options);
    placeShape(hall, 'IFCCOLUMN', shape(hall), 'Column');
    const [column, ...others] = (await importHall(hall)).plan.levels[0].columns!;
    expect(others).toEqual([]);
    return column;
  };

  it('rectangular, turned by its map', async () => {
    const column = await columnOf(({ model }) =>
      mapped(
        model,
        extrudedProfile(model, { type: 'IFCRECTANGLEPROFILEDEF', sizesM: [0.8, 0.5], at: [0, 0], heightM }),
        [10, 6, 0],
        30,
      ),
    );
    expect(column.center[0]).toBeCloseTo(10, 2);
    expect(column.center[1]).toBeCloseTo(6, 2);
    const [a, b] = column.sizeM!;
    const long = a > b ? column.angleDeg! : column.angleDeg! + 90;
    expect([Math.max(a, b), Math.min(a, b)]).toEqual([0.8, 0.5]);
    expect((((long - 30) % 180) + 180) % 180).toBeCloseTo(0, 1);
  });

  it('round, in inches', async () => {
    const column = await columnOf(
      ({ model }) =>
        extrudedProfile(model, { type: 'IFCCIRCLEPROFILEDEF', sizesM: [0.3], at: [10, 6], heightM }),
      { unit: 'in' },
    );
    expect(column.radiusM).toBeCloseTo(0.3, 2);
  });

  it('of steel, as the box around the profile', async () => {
    const column = await columnOf(
      ({ model }) =>
        extrudedProfile(model, {
          type: 'IFCISHAPEPROFILEDEF',
          sizesM: [0.3, 0.4, 0.012, 0.02],
          tail: ',$',
          at: [10, 6],
          heightM,
        }),
      { schema: 'IFC2X3' },
    );
    expect([...column.sizeM!].sort()).toEqual([0.3, 0.4]);
  });

  it('hollow', async () => {
    const column = await columnOf(
      ({ model }) =>
        extrudedProfile(model, {
          type: 'IFCCIRCLEHOLLOWPROFILEDEF',
          sizesM: [0.25, 0.02],
          at: [10, 6],
          heightM,
        }),
      { unit: 'cm' },
    );
    expect(column.radiusM).toBeCloseTo(0.25, 2);
  });
});
