import {
  boundsOf,
  type OrientedRectangle,
  type Point,
  rectangleAlong,
  rectangleCorners,
} from '../../../core/index.ts';
import { pointKindRows } from '../../../plan/index.ts';
import { createLayerClassifier, statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, DrawingSymbol } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import { outlineFromAbove } from './cut-mesh.ts';
import { flatPath } from './draw-wall.ts';
import { type IfcModel, type Mesh, textOf } from './ifc-model.ts';

const { largestThingCount } = tuning.ifcDrawThings;

/** A thing that stands on a floor, known by its name: a charger, a gate, a payment point, a parking bay. */
export interface Thing {
  layerClass: LayerClass;
  name: string;
  mesh: Mesh;
}

export interface FoundThings {
  things: Thing[];
  /** Things of other names, by type: they are not read. */
  ignored: Record<string, number>;
}

/** Types under which modelling programs put what has no type of its own. */
const thingTypes = {
  IfcBuildingElementProxy: 'IFCBUILDINGELEMENTPROXY',
  IfcFurnishingElement: 'IFCFURNISHINGELEMENT',
  IfcFlowTerminal: 'IFCFLOWTERMINAL',
} as const;
const usefulClasses: ReadonlySet<string> = new Set([
  'bay',
  ...pointKindRows.flatMap(({ drawn }) => drawn?.layerClass ?? []),
]);
/** Things whose lower end is this near to a floor stand on it, m. */
const standingRangeM = { below: 0.5, above: 1.5 } as const;

const classify = createLayerClassifier();

export function readThings(model: IfcModel): FoundThings {
  const found: FoundThings = { things: [], ignored: {} };
  for (const [typeName, type] of Object.entries(thingTypes)) {
    for (const id of model.idsOf(type)) {
      const line = model.line(id);
      const names = [line?.ObjectType, line?.Name].map(textOf);
      const layerClass = names.map(classify).find((candidate) => usefulClasses.has(candidate));
      const mesh = layerClass && found.things.length < largestThingCount ? model.mesh(id) : undefined;
      if (layerClass && mesh) found.things.push({ layerClass, name: names[1] || names[0], mesh });
      else found.ignored[typeName] = (found.ignored[typeName] ?? 0) + 1;
    }
  }
  return found;
}

/** Bays as rectangles and other things as symbols, of those that stand on a floor. */
export function drawThings(
  things: readonly Thing[],
  floorM: number,
): { paths: DrawingPath[]; symbols: DrawingSymbol[] } {
  const paths: DrawingPath[] = [];
  const symbols: DrawingSymbol[] = [];
  for (const { layerClass, name, mesh } of things) {
    if (mesh.bottomM < floorM - standingRangeM.below || mesh.bottomM > floorM + standingRangeM.above)
      continue;
    const layer = statedLayer(layerClass);
    const corners = cornersOf(mesh);
    if (layerClass === 'bay') {
      paths.push(flatPath(layer, rectangleCorners(smallestBox(mesh, corners)), { closed: true }));
    } else {
      const { minX, minY, maxX, maxY } = boundsOf(corners);
      symbols.push({ layer, names: [name], position: [(minX + maxX) / 2, (minY + maxY) / 2] });
    }
  }
  return { paths, symbols };
}

function cornersOf({ vertices, corners }: Mesh): Point[] {
  return Array.from(corners, (corner): Point => [vertices[3 * corner], vertices[3 * corner + 1]]);
}

/** The box along one of the edges seen from above that has the least area. */
function smallestBox(mesh: Mesh, corners: readonly Point[]): OrientedRectangle {
  const edges = outlineFromAbove(mesh).rings.flatMap((ring) =>
    ring.map((a, i) => {
      const b = ring[(i + 1) % ring.length];
      return Math.atan2(b[1] - a[1], b[0] - a[0]);
    }),
  );
  const boxes = [0, ...edges.slice(0, 60)].map((angleRad) => rectangleAlong(corners, angleRad));
  return boxes.reduce((p, q) => (q.lengthM * q.widthM < p.lengthM * p.widthM - 1e-9 ? q : p));
}
