import type { ImportResult } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { box, createHall, type Hall, hallSize, importHall, placeShape } from './ifc-support/hall.ts';
import type { IfcTextOptions } from './ifc-support/ifc-text.ts';
import {
  clipped,
  extrudedProfile,
  faceted,
  mapped,
  polygonal,
  prism,
  type ShapeItem,
  surfaces,
  triangulated,
} from './ifc-support/shapes.ts';

const { heightM } = hallSize;
const wallRing = box(5, 7, 10, 0.2);

/** Walls that are none of the hall's, along x, in plan metres. */
function innerWalls({ plan }: ImportResult) {
  return plan.levels[0]
    .walls!.filter(({ start, end }) => [start, end].every(([, y]) => y > 1 && y < 14))
    .map(({ start, end, thicknessM, material }) => ({
      x: [start[0], end[0]].sort((p, q) => p - q).map((x) => Math.round(x * 1000) / 1000),
      y: Math.round((start[1] + end[1]) * 500) / 1000,
      thicknessM,
      material,
    }));
}

describe('one wall of 10 × 0.2 m, whatever it is written as', () => {
  const variants: [string, IfcTextOptions['schema'], string, (hall: Hall) => ShapeItem][] = [
    [
      'extruded',
      'IFC2X3',
      'IFCWALL',
      ({ model }) => ({ item: model.extrusion({ ring: wallRing, heightM }), kind: 'SweptSolid' }),
    ],
    [
      'a standard case',
      'IFC2X3',
      'IFCWALLSTANDARDCASE',
      ({ model }) => ({ item: model.extrusion({ ring: wallRing, heightM }), kind: 'SweptSolid' }),
    ],
    [
      'a rectangle profile',
      'IFC4',
      'IFCWALLSTANDARDCASE',
      ({ model }) =>
        extrudedProfile(model, { type: 'IFCRECTANGLEPROFILEDEF', sizesM: [10, 0.2], at: [10, 7.1], heightM }),
    ],
    ['triangles', 'IFC4', 'IFCWALL', ({ model }) => triangulated(model, prism(wallRing, heightM))],
    ['polygonal faces', 'IFC4', 'IFCWALL', ({ model }) => polygonal(model, prism(wallRing, heightM))],
    ['a faceted B-rep', 'IFC2X3', 'IFCWALL', ({ model }) => faceted(model, prism(wallRing, heightM))],
    ['surfaces', 'IFC2X3', 'IFCWALL', ({ model }) => surfaces(model, prism(wallRing, heightM))],
    [
      'a mapped item, turned',
      'IFC4',
      'IFCWALL',
      ({ model }) => mapped(model, faceted(model, prism(box(0, -0.1, 10, 0.2), heightM)), [15, 7.1, 0], 180),
    ],
    [
      'clipped by a half space',
      'IFC2X3',
      'IFCWALLSTANDARDCASE',
      ({ model }) => clipped(model, wallRing, heightM),
    ],
  ];
  for (const [name, schema, type, shape] of variants.filter((_, index) => isLong || index % 2 === 1)) {
    it(`${name} (${schema}, ${type})`, async () => {
      const hall = createHall({ schema });
      const id = placeShape(hall, type, shape(hall));
      hall.model.addMaterial([id], [['Brick', 0.2]]);
      const result = await importHall(hall);
      expect(innerWalls(result)).toEqual([{ x: [5, 15], y: 7.1, thicknessM: 0.2, material: 'brick' }]);
    });
  }

  it("as a type's material, without one of its own", async () => {
    const hall = createHall({ schema: 'IFC4' });
    const { model, storey, tail } = hall;
    const id = model.addElement('IFCWALL', storey, {
      name: 'Wall',
      ring: wallRing,
      bottomM: 0,
      heightM,
      tail,
    });
    const type = model.add(`IFCWALLTYPE(${model.root('W')},$,$,$,$,$,.STANDARD.)`);
    model.add(`IFCRELDEFINESBYTYPE(${model.root('')},(#${id}),#${type})`);
    model.addMaterial(
      [type],
      [
        ['抹灰', 0.01],
        ['加气混凝土砌块', 0.18],
        ['抹灰', 0.01],
      ],
    );
    const [wall] = innerWalls(await importHall(hall));
    expect(wall).toEqual({ x: [5, 15], y: 7.1, thicknessM: 0.2, material: 'concrete-block' });
  });
});

describe('walls made of parts', () => {
  const assemble = (hall: Hall, type: string, parts: [string, string, ReturnType<typeof box>][]) => {
    const { model, storey, tail } = hall;
    const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
    const wall = model.addPart(type, { name: 'Wall', placement, tail });
    model.contain(storey, wall);
    const ids = parts.map(([partType, name, ring]) => {
      const shape = model.shape(model.extrusion({ ring, heightM }), 'SweptSolid');
      return model.addPart(partType, { name, placement, shape, tail });
    });
    model.addParts(wall, ids);
    return { wall, ids };
  };

  it('boards on studs (IfcWallElementedCase) are one wall as thick as all of it', async () => {
    const hall = createHall();
    const studs = Array.from(
      { length: 17 },
      (_, i) =>
        ['IFCMEMBER', 'Stud', box(5 + 0.6 * i, 7.0125, 0.05, 0.075)] as [
          string,
          string,
          ReturnType<typeof box>,
        ],
    );
    const { ids } = assemble(hall, 'IFCWALLELEMENTEDCASE', [
      ['IFCPLATE', 'Board', box(5, 7, 10, 0.0125)],
      ...studs,
      ['IFCPLATE', 'Board', box(5, 7.0875, 10, 0.0125)],
    ]);
    hall.model.addMaterial([ids[0], ids[ids.length - 1]], [['石膏板', 0.0125]]);
    expect(innerWalls(await importHall(hall))).toEqual([
      { x: [5, 15], y: 7.05, thicknessM: 0.1, material: 'plasterboard' },
    ]);
  });

  it('layers as parts of their own are one wall of what most of it is', async () => {
    const hall = createHall();
    const { ids } = assemble(hall, 'IFCWALL', [
      ['IFCBUILDINGELEMENTPART', 'Render', box(5, 7, 10, 0.02)],
      ['IFCBUILDINGELEMENTPART', 'Core', box(5, 7.02, 10, 0.2)],
      ['IFCBUILDINGELEMENTPART', 'Insulation', box(5, 7.22, 10, 0.08)],
    ]);
    for (const [i, name] of ['水泥砂浆', '钢筋混凝土', '岩棉'].entries())
      hall.model.addMaterial([ids[i]], [[name, 0.1]]);
    expect(innerWalls(await importHall(hall))).toEqual([
      { x: [5, 15], y: 7.15, thicknessM: 0.3, material: 'reinforced-concrete' },
    ]);
  });

  it('walls within a wall are read once', async () => {
    const hall = createHall();
    assemble(hall, 'IFCWALL', [['IFCWALL', 'Leaf', wallRing]]);
    const { warnings, ...result } = await importHall(hall);
    expect(innerWalls({ warnings, ...result })).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).not.toContain('elements-without-geometry');
  });

  it('panes of a curtain wall are glass, its mullions and a door in it no walls', async () => {
    const hall = createHall();
    const { model, storey } = hall;
    const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
    const wall = model.addPart('IFCCURTAINWALL', { name: 'Curtain', placement, tail: ',$,$' });
    model.contain(storey, wall);
    const part = (type: string, ring: ReturnType<typeof box>, tail: string) =>
      model.addPart(type, {
        name: type,
        placement,
        shape: model.shape(model.extrusion({ ring, heightM }), 'SweptSolid'),
        tail,
      });
    model.addParts(wall, [
      part('IFCPLATE', box(5.05, 7, 3.95, 0.03), ',$,$'),
      part('IFCMEMBER', box(5, 6.95, 0.05, 0.15), ',$,$'),
      part('IFCDOOR', box(9, 7, 1, 0.05), ',$,$,$,$,$,$'),
      part('IFCPLATE', box(10, 7, 5, 0.03), ',$,$'),
    ]);
    const result = await importHall(hall);
    expect(innerWalls(result)).toEqual([
      { x: [5.05, 9], y: 7.015, thicknessM: 0.03, material: 'glass' },
      { x: [10, 15], y: 7.015, thicknessM: 0.03, material: 'glass' },
    ]);
    expect(result.plan.levels[0].openings).toMatchObject([{ kind: 'door', state: 'closed' }]);
  });
});
