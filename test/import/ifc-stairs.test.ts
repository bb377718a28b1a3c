import { describe, expect, it } from 'vitest';
import { box, createHall, type Hall, importHall, placeShape } from './ifc-support/hall.ts';
import { faceted, prism, wedge } from './ifc-support/shapes.ts';

/** Two flights of 1.2 m beside each other, 3 m long and 2.4 m high together, in the corner of the hall. */
function addStair({ model, storey }: Hall): void {
  const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
  const stair = model.addPart('IFCSTAIR', { name: 'Stair', placement, tail: ',$,.HALF_TURN_STAIR.' });
  model.contain(storey, stair);
  const flights = [wedge([2, 4], [3, 1.2], [0.2, 1.2], 0.2), wedge([2, 5.4], [3, 1.2], [1.2, 2.4], 0.2)].map(
    (body) => {
      const { item, kind } = faceted(model, body);
      return model.addPart('IFCSTAIRFLIGHT', {
        name: 'Flight',
        placement,
        shape: model.shape(item, kind),
        tail: ',$,$,$,$',
      });
    },
  );
  model.addParts(stair, flights);
}

describe('stairs of a model', () => {
  it('are zones as large as their flights where they stand in the hall', async () => {
    const hall = createHall({ schema: 'IFC2X3' });
    addStair(hall);
    const { plan, doubts, warnings } = await importHall(hall);
    const stairs = (plan.levels[0].zones ?? []).filter(({ kind }) => kind === 'stair');
    expect(stairs).toHaveLength(1);
    const [xs, ys] = [0, 1].map((axis) => stairs[0].polygon.map((corner) => corner[axis]));
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([2, 5, 4, 6.6]);
    expect(doubts.map(({ id }) => id).filter((id) => id.startsWith('zone'))).toEqual([]);
    expect(warnings.map(({ message }) => message).join()).not.toContain('IfcStair');
  });

  it('make a stair of the room around them', async () => {
    const hall = createHall({ schema: 'IFC2X3' });
    addStair(hall);
    const walls = [
      box(1.2, 3.2, 5.2, 0.2),
      box(1.2, 7.4, 5.2, 0.2),
      box(1.2, 3.4, 0.2, 4),
      box(6.2, 3.4, 0.2, 4),
    ];
    for (const ring of walls) placeShape(hall, 'IFCWALL', faceted(hall.model, prism(ring, 3)));
    const { plan } = await importHall(hall);
    const zones = plan.levels[0].zones ?? [];
    expect(zones.map(({ kind }) => kind)).toEqual(['stair']);
    const ys = zones[0].polygon.map(([, y]) => y);
    expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(3.9);
  });

  it('are zones of their own where they stand in two rooms', async () => {
    const hall = createHall({ schema: 'IFC2X3' });
    addStair(hall);
    const walls = [box(0.3, 5.2, 6, 0.2), box(6.3, 0.3, 0.2, 9), box(0.3, 9.3, 6.2, 0.2)];
    for (const ring of walls) placeShape(hall, 'IFCWALL', faceted(hall.model, prism(ring, 3)));
    const { plan } = await importHall(hall);
    const stairs = (plan.levels[0].zones ?? []).filter(({ kind }) => kind === 'stair');
    expect(stairs).toHaveLength(1);
    const ys = stairs[0].polygon.map(([, y]) => y);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([4, 6.6]);
  });

  it('are told where they have no geometry', async () => {
    const hall = createHall({ schema: 'IFC2X3' });
    const { model, storey } = hall;
    const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
    model.contain(storey, model.addPart('IFCSTAIR', { name: 'Stair', placement, tail: ',$,.NOTDEFINED.' }));
    const { plan, warnings } = await importHall(hall);
    expect((plan.levels[0].zones ?? []).filter(({ kind }) => kind === 'stair')).toEqual([]);
    expect(warnings.find(({ code }) => code === 'elements-ignored')?.message).toContain('IfcStair × 1');
  });
});
