/** An empty hall of 20 × 15 m in one storey below ground: what a test puts a single thing into. */
import { type ImportResult, importDrawing } from '@diku/engine';
import { IfcText, type IfcTextOptions, type Location } from './ifc-text.ts';
import type { ShapeItem } from './shapes.ts';

export interface Hall {
  model: IfcText;
  storey: { id: number; placement: number };
  /** The attributes of a wall or column after its shape. */
  tail: string;
}

export const hallSize = { widthM: 20, depthM: 15, wallM: 0.3, heightM: 3 } as const;

/** The ring of a rectangle by its lower-left corner. */
export function box(x: number, y: number, widthM: number, depthM: number): Location[] {
  return [
    [x, y],
    [x + widthM, y],
    [x + widthM, y + depthM],
    [x, y + depthM],
  ];
}

export function createHall(options: IfcTextOptions = {}): Hall {
  const model = new IfcText(options);
  const tail = options.schema === 'IFC2X3' ? ',$' : ',$,$';
  const storey = model.addStorey('B1', -4);
  addOuterWalls(model, storey, tail);
  return { model, storey, tail };
}

/** Four walls around 20 × 15 m, their outer faces. */
export function addOuterWalls(
  model: IfcText,
  storey: { id: number; placement: number },
  tail = ',$,$',
): number[] {
  const { widthM, depthM, wallM, heightM } = hallSize;
  const rings = [
    box(0, 0, widthM, wallM),
    box(0, depthM - wallM, widthM, wallM),
    box(0, wallM, wallM, depthM - 2 * wallM),
    box(widthM - wallM, wallM, wallM, depthM - 2 * wallM),
  ];
  return rings.map((ring) =>
    model.addElement('IFCWALL', storey, { name: 'Basement wall', ring, bottomM: 0, heightM, tail }),
  );
}

export function importHall({ model }: Hall): Promise<ImportResult> {
  return importDrawing(model.toBytes(), { fileName: 'hall.ifc' });
}

/** An element of a shape in the hall's storey. */
export function placeShape(
  { model, storey, tail }: Hall,
  type: string,
  { item, kind }: ShapeItem,
  name = 'Wall',
): number {
  const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
  const id = model.addPart(type, { name, placement, shape: model.shape(item, kind), tail });
  model.contain(storey, id);
  return id;
}
