import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { box, createHall, type Hall, hallSize } from './ifc-support/hall.ts';
import { type IfcTextOptions, refs } from './ifc-support/ifc-text.ts';
import { prism, triangulated } from './ifc-support/shapes.ts';

const { heightM } = hallSize;
const doorRing = box(8, 7.05, 3, 0.1);

/** A hall with an inner wall of 10 × 0.2 m and a door of 3 m in it. */
function hallWithDoor(options: IfcTextOptions, door: (hall: Hall) => number): Hall {
  const hall = createHall(options);
  const { model, storey, tail } = hall;
  const wall = model.addElement('IFCWALL', storey, {
    name: '隔墙',
    ring: box(5, 7, 10, 0.2),
    bottomM: 0,
    heightM,
    tail,
  });
  model.addOpening(wall, storey, { ring: box(8, 6.9, 3, 0.4), bottomM: 0, heightM: 2.4 }, door(hall));
  return hall;
}

function addDoor({ model, storey }: Hall, name: string, tail: string): number {
  return model.addElement('IFCDOOR', storey, { name, ring: doorRing, bottomM: 0, heightM: 2.4, tail });
}

async function openingsOf({ model }: Hall) {
  const { plan } = await importDrawing(model.toBytes(), { fileName: 'hall.ifc' });
  return plan.levels[0].openings!.map(({ kind, state, start, end }) => ({
    kind,
    state,
    widthM: Math.round(1000 * Math.abs(end[0] - start[0])) / 1000,
  }));
}

describe('doors', () => {
  const named: [string, string, string][] = [
    ['防火卷帘 FJL3024', 'fire-shutter', 'open'],
    ['Rolling Shutter 3000', 'fire-shutter', 'open'],
    ['甲级防火门', 'fire-door', 'closed'],
    ['FM甲1221', 'fire-door', 'closed'],
    ['Brandschutztür T30', 'fire-door', 'closed'],
    ['人防密闭门 BFM3025', 'blast-door', 'open'],
    ['电梯门', 'lift-door', 'closed'],
    ['钢质门', 'steel-door', 'closed'],
    ['Door 1', 'door', 'closed'],
  ];
  // Of words that mean one kind a language each; the long suite reads all.
  for (const [name, kind, state] of named.filter((_, index) => isLong || index % 2 === 0)) {
    it(`"${name}" is a ${kind}`, async () => {
      const hall = hallWithDoor({}, (each) => addDoor(each, name, ',$,$,$,$,$,$'));
      expect(await openingsOf(hall)).toEqual([{ kind, state, widthM: 3 }]);
    });
  }

  it('roll up where the door says so (IFC4) and where its style does (IFC2X3)', {
    tags: ['thorough'],
  }, async () => {
    const doorHall = hallWithDoor({}, (each) => addDoor(each, 'D3024', ',$,$,$,$,.ROLLINGUP.,$'));
    expect(await openingsOf(doorHall)).toMatchObject([{ kind: 'fire-shutter', state: 'open' }]);
    const styled = hallWithDoor({ schema: 'IFC2X3' }, (each) => {
      const door = addDoor(each, 'D3024', ',$,$,$');
      const { model } = each;
      const style = model.add(`IFCDOORSTYLE(${model.root('D')},$,$,$,$,.ROLLINGUP.,.STEEL.,.F.,.F.)`);
      model.add(`IFCRELDEFINESBYTYPE(${model.root('')},(${refs([door])}),#${style})`);
      return door;
    });
    expect(await openingsOf(styled)).toMatchObject([{ kind: 'fire-shutter', state: 'open' }]);
  });

  it('are rated for fire by themselves or by their type', async () => {
    const doorHall = hallWithDoor({}, (each) => {
      const door = addDoor(each, 'D1', ',$,$,$,$,$,$');
      each.model.addFireRating(door, '甲级');
      return door;
    });
    expect(await openingsOf(doorHall)).toMatchObject([{ kind: 'fire-door' }]);
  });

  it('cut a wall whose hole is in its triangles and nowhere else (reference view)', async () => {
    const hall = createHall();
    const { model, storey, tail } = hall;
    const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
    for (const ring of [box(5, 7, 3, 0.2), box(11, 7, 4, 0.2)]) {
      const { item, kind } = triangulated(model, prism(ring, heightM));
      const part = model.addPart('IFCWALL', {
        name: '隔墙',
        placement,
        shape: model.shape(item, kind),
        tail,
      });
      model.contain(storey, part);
    }
    const { item, kind } = triangulated(model, prism(doorRing, 2.4));
    const shape = model.shape(item, kind);
    const door = model.addPart('IFCDOOR', { name: '防火门', placement, shape, tail: ',$,$,$,$,$,$' });
    model.contain(storey, door);
    expect(await openingsOf(hall)).toEqual([{ kind: 'fire-door', state: 'closed', widthM: 3 }]);
  });
});
