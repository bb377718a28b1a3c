/** A small IFC garage of everything that walls, columns and openings can be. */
import { IfcText, type IfcTextOptions, type Location } from './ifc-text.ts';

export const smallModelSize = { widthM: 40, depthM: 30, wallM: 0.3, clearHeightM: 3.2 } as const;

const { widthM, depthM, wallM, clearHeightM } = smallModelSize;

/** One storey below ground, 40 × 30 m inside its walls, and one above it with walls of its own. */
export function smallModel(options: IfcTextOptions = {}): IfcText {
  const model = new IfcText(options);
  const old = options.schema === 'IFC2X3';
  const tail = old ? ',$' : ',$,$';
  const doorTail = old ? ',$,$,$' : ',$,$,$,$,$,$';
  const storey = model.addStorey('地下一层 B1', -4);
  const ground = model.addStorey('首层', 0);
  const wall = (name: string, ring: readonly Location[], bottomM = 0, heightM: number = clearHeightM) =>
    model.addElement('IFCWALL', storey, { name, ring, bottomM, heightM, tail });
  const door = (name: string, ring: readonly Location[], heightM = 2.1) =>
    model.addElement('IFCDOOR', storey, { name, ring, bottomM: 0, heightM, tail: doorTail });
  const box = (x: number, y: number, w: number, d: number): Location[] => [
    [x, y],
    [x + w, y],
    [x + w, y + d],
    [x, y + d],
  ];

  const slab = { name: 'Slab', ring: box(-wallM, -wallM, widthM + 2 * wallM, depthM + 2 * wallM) };
  model.addElement('IFCSLAB', storey, { ...slab, bottomM: -0.4, heightM: 0.4, tail: ',$,.BASESLAB.' });
  model.addElement('IFCSLAB', ground, { ...slab, bottomM: -0.8, heightM: 0.8, tail: ',$,.FLOOR.' });

  // Mitred corners: each outer wall is a trapezium.
  const outside = box(-wallM, -wallM, widthM + 2 * wallM, depthM + 2 * wallM);
  const inside = box(0, 0, widthM, depthM);
  const outer = outside.map((corner, i) => {
    const next = (i + 1) % 4;
    return wall('Basement wall', [corner, outside[next], inside[next], inside[i]]);
  });
  model.addMaterial(outer, [['Concrete, Cast-in-Place', wallM]]);
  const shutter = door('Rolling shutter 3600', box(18, -0.2, 3.6, 0.1), 2.6);
  model.addOpening(outer[0], storey, { ring: box(18, -0.4, 3.6, 0.5), bottomM: 0, heightM: 2.6 }, shutter);

  // A brick wall with a fire door, a window, a way through, a hole for ducts and a gap over the doors.
  const brick = wall('Wall 240', box(0, 9.88, 20, 0.24));
  model.addMaterial([brick], [['Brick', 0.24]]);
  const fire = door('Single-Flush 0915', box(2, 9.95, 0.915, 0.05));
  model.addFireRating(fire, 'FD60');
  model.addOpening(brick, storey, { ring: box(2, 9.8, 0.915, 0.4), bottomM: 0, heightM: 2.1 }, fire);
  const windowTail = old ? ',$,$,$' : ',$,$,$,$,$,$';
  const pane = { ring: box(6, 9.9, 2, 0.1), bottomM: 0.9, heightM: 1.2 };
  const window = model.addElement('IFCWINDOW', storey, { name: 'Window', ...pane, tail: windowTail });
  model.addOpening(brick, storey, { ring: box(6, 9.8, 2, 0.4), bottomM: 0.9, heightM: 1.2 }, window);
  model.addOpening(brick, storey, { ring: box(10, 9.8, 1.5, 0.4), bottomM: 0, heightM: 2.4 });
  model.addOpening(brick, storey, { ring: box(14, 9.8, 0.6, 0.4), bottomM: 0.8, heightM: 0.8 });
  model.addOpening(brick, storey, { ring: box(16, 9.8, 0.6, 0.4), bottomM: 2.4, heightM: 0.4 });

  const block = wall('隔墙 200', box(19.9, 0, 0.2, 9.88));
  model.addMaterial([block], [['Concrete block', 0.2]]);

  // A quarter of a circle around (30, 20), 6 m, 0.2 m thick; no parapet and no lintel is a wall here.
  wall('Round wall', quarter([30, 20], 6, 0.2));
  wall('Parapet', box(25, 5, 4, 0.2), 0, 0.9);
  wall('Downstand', box(25, 12, 4, 0.2), 2.6, 0.6);
  // A stub thicker than it is long: its layers say which way it runs.
  const stub = wall('Stub', box(30, 3, 0.3, 0.2));
  model.addMaterial([stub], [['Concrete block', 0.3]]);

  for (const x of [10, 20, 30]) {
    model.addElement('IFCCOLUMN', storey, {
      name: 'Round column',
      ring: [[x, 15]],
      radiusM: 0.35,
      bottomM: 0,
      heightM: clearHeightM,
      tail,
    });
    const square = { name: 'Column 600 x 800', ring: box(x - 0.3, 24.6, 0.6, 0.8), bottomM: 0 };
    model.addElement('IFCCOLUMN', storey, { ...square, heightM: clearHeightM, tail });
  }
  const bay = { name: '停车位 001', bottomM: 0, heightM: 2.2, tail: ',$,.ELEMENT.,.INTERNAL.,$' };
  for (let k = 0; k < 8; k++)
    model.addElement('IFCSPACE', storey, { ...bay, ring: box(4 + 2.4 * k, 24, 2.4, 5.3) });
  const room = { name: '弱电机房', bottomM: 0, heightM: 2.2, tail: ',$,.ELEMENT.,.INTERNAL.,$' };
  model.addElement('IFCSPACE', storey, { ...room, ring: box(0, 0, 20, 9.88) });
  const charger = { ring: box(5, 29.5, 0.3, 0.3), bottomM: 0, heightM: 1.5, tail };
  model.addElement('IFCBUILDINGELEMENTPROXY', storey, { name: 'EV Charger:7 kW', ...charger });
  model.addElement('IFCBUILDINGELEMENTPROXY', storey, { name: 'Tree', ...charger });

  outside.forEach((corner, i) => {
    const next = (i + 1) % 4;
    const ring = [corner, outside[next], inside[next], inside[i]];
    model.addElement('IFCWALL', ground, { name: 'Wall', ring, bottomM: 0, heightM: 3, tail });
  });
  return model;
}

function quarter([x, y]: Location, radiusM: number, thicknessM: number): Location[] {
  const arc = (radius: number): Location[] =>
    Array.from({ length: 19 }, (_, k) => {
      const angle = (k / 18) * (Math.PI / 2);
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
  return [...arc(radiusM + thicknessM / 2), ...arc(radiusM - thicknessM / 2).reverse()];
}
