import { meanPoint, type Point, ringContains, signedArea } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { centredSetting } from '../../drawing/text-settings.ts';
import { tuning } from '../../tuning.ts';
import { cutMesh } from './cut-mesh.ts';
import { flatPath } from './draw-wall.ts';
import { type IfcModel, type Mesh, textOf } from './ifc-model.ts';

const { textHeightM, largestSpaceCount } = tuning.ifcDrawSpaces;

/** A space of the model: a room by its name, or a parking space. */
export interface Space {
  name: string;
  isBay: boolean;
  mesh: Mesh;
}

const bayName = /车位|parking (space|bay|stall|place)|stellplatz|parkeerplaats|^PARKING$/i;
export function readSpaces(model: IfcModel): Space[] {
  return model
    .idsOf('IFCSPACE')
    .slice(0, largestSpaceCount)
    .flatMap((id): Space[] => {
      const line = model.line(id);
      const mesh = model.mesh(id);
      if (!line || !mesh) return [];
      const names = [line.LongName, line.Name, line.ObjectType].map(textOf);
      const isBay = [...names, textOf(line.PredefinedType)].some((name) => bayName.test(name));
      return [{ name: names[0] || names[1], isBay, mesh }];
    });
}

/** Rooms as texts inside them and parking spaces as rings, of the spaces that are there at a height. */
export function drawSpaces(
  spaces: readonly Space[],
  cutM: number,
): { paths: DrawingPath[]; texts: DrawingText[] } {
  const paths: DrawingPath[] = [];
  const texts: DrawingText[] = [];
  for (const { name, isBay, mesh } of spaces) {
    if (mesh.bottomM > cutM || mesh.topM < cutM) continue;
    const [ring] = cutMesh(mesh, cutM).rings.sort(
      (p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)),
    );
    if (!ring) continue;
    if (isBay) paths.push(flatPath(statedLayer('bay'), ring, { closed: true }));
    else if (name) texts.push({ ...textAt(pointInside(ring)), text: name });
  }
  return { paths, texts };
}

/** A text of the usual size at a point. */
export function textAt(position: Point): Omit<DrawingText, 'text'> {
  return {
    layer: statedLayer('text'),
    position,
    heightInUnits: textHeightM,
    symbol: -1,
    setting: centredSetting,
  };
}

/** The middle of the corners, or of the widest stretch at its height where that lies outside. */
export function pointInside(ring: readonly Point[]): Point {
  const middle = meanPoint(ring);
  if (ringContains(ring, middle)) return middle;
  const crossings = ring
    .flatMap(([x0, y0], i): number[] => {
      const [x1, y1] = ring[(i + 1) % ring.length];
      return y0 > middle[1] !== y1 > middle[1] ? [x0 + ((middle[1] - y0) / (y1 - y0)) * (x1 - x0)] : [];
    })
    .sort((p, q) => p - q);
  let best: Point = middle;
  let widest = 0;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const gapM = crossings[i + 1] - crossings[i];
    if (gapM > widest) best = [(crossings[i] + crossings[i + 1]) / 2, middle[1]];
    widest = Math.max(widest, gapM);
  }
  return best;
}
