import { type Point, rectangleAround, signedArea } from '../../../core/index.ts';
import type { MaterialName } from '../../../plan/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import { outlineFromAbove } from './cut-mesh.ts';
import { flatPath } from './draw-wall.ts';
import { createMaterialReader } from './element-material.ts';
import type { IfcModel, Mesh } from './ifc-model.ts';
import type { Relations } from './relations.ts';

const { maxBeams, shortestM, widestM, minFilledRatio, maxRiseM, lowestUndersideM, minDepthM } =
  tuning.ifcDrawBeams;

/** A straight, level beam by its axis in plan. */
export interface Beam {
  start: Point;
  end: Point;
  widthM: number;
  /** Heights in the model. */
  bottomM: number;
  topM: number;
  material?: MaterialName;
}

export interface FoundBeams {
  beams: Beam[];
  /** Bent and sloped ones, those without geometry, and those beyond the most that are read. */
  unread: number;
}

export function readBeams(model: IfcModel, relations: Relations): FoundBeams {
  const ids = model.idsOf('IFCBEAM');
  const materialOf = createMaterialReader(model, relations);
  const beams = ids.slice(0, maxBeams).flatMap((id): Beam[] => {
    const mesh = model.mesh(id);
    const beam = mesh && beamOf(mesh);
    return beam ? [{ ...beam, material: materialOf(id).material }] : [];
  });
  return { beams, unread: ids.length - beams.length };
}

/** The beams that hang into a storey: lines of their width with the height of their underside and, if free, their top. */
export function drawBeams(
  beams: readonly Beam[],
  floorM: number,
  clearHeightM: number | undefined,
): DrawingPath[] {
  if (clearHeightM === undefined) return [];
  return beams.flatMap(({ start, end, widthM, bottomM, topM, material }): DrawingPath[] => {
    const undersideM = bottomM - floorM;
    if (undersideM < lowestUndersideM || undersideM > clearHeightM - minDepthM) return [];
    const upperM = topM - floorM;
    const beam = {
      bottomM: undersideM,
      ...(upperM < clearHeightM - minDepthM ? { topM: upperM } : {}),
    };
    return [flatPath(statedLayer('other'), [start, end], { widthM, stated: { material, beam } })];
  });
}

function beamOf(mesh: Mesh): Beam | undefined {
  const { rings } = outlineFromAbove(mesh);
  if (rings.length === 0) return undefined;
  const ring = rings.reduce((p, q) => (Math.abs(signedArea(q)) > Math.abs(signedArea(p)) ? q : p));
  const { center, lengthM, widthM, angleRad } = rectangleAround(ring);
  if (lengthM < shortestM || widthM > widestM || widthM < 0.01) return undefined;
  if (Math.abs(signedArea(ring)) < minFilledRatio * lengthM * widthM) return undefined;
  const along: Point = [Math.cos(angleRad), Math.sin(angleRad)];
  if (riseM(mesh, center, along) > maxRiseM) return undefined;
  const at = (sign: number): Point => [
    center[0] + (sign * along[0] * lengthM) / 2,
    center[1] + (sign * along[1] * lengthM) / 2,
  ];
  return { start: at(-1), end: at(1), widthM, bottomM: mesh.bottomM, topM: mesh.topM };
}

/** Returns how much higher the upper side is at one end than at the other, m. */
function riseM({ vertices, corners }: Mesh, center: Point, along: Point): number {
  const highest: [number, number] = [-Infinity, -Infinity];
  for (const corner of corners) {
    const [x, y, z] = vertices.subarray(3 * corner, 3 * corner + 3);
    const side = (x - center[0]) * along[0] + (y - center[1]) * along[1] < 0 ? 0 : 1;
    highest[side] = Math.max(highest[side], z);
  }
  return Math.abs(highest[0] - highest[1]);
}
