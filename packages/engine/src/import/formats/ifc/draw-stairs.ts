import { degToRad, type Point, radToDeg, rectangleAlong, rectangleCorners } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import { leadsFrom } from './draw-ramps.ts';
import { flatPath } from './draw-wall.ts';
import type { IfcModel, Mesh } from './ifc-model.ts';
import type { Relations } from './relations.ts';

const { largestStairCount, smallestStairM2, shortestEdgeM, directionStepDeg } = tuning.ifcDrawStairs;

/** A stair by the box around its flights and landings. */
export interface Stair {
  ring: Point[];
  bottomM: number;
  topM: number;
}

/** Rings on a layer of their own of the stairs that lead up or down from a storey's floor. */
export function drawStairs(stairs: readonly Stair[], floorM: number): DrawingPath[] {
  return stairs
    .filter((stair) => leadsFrom(stair, floorM))
    .map(({ ring }) => flatPath(statedLayer('stair-floor'), ring, { closed: true }));
}

/** Stairs with all that they are made of, and flights that belong to none. */
export function readStairs(
  model: IfcModel,
  { partsOf }: Pick<Relations, 'partsOf'>,
): { stairs: Stair[]; unread: number } {
  const stairs: Stair[] = [];
  const used = new Set<number>();
  let unread = 0;
  const add = (ids: readonly number[]): void => {
    for (const id of ids) used.add(id);
    const meshes = stairs.length < largestStairCount ? ids.flatMap((id) => model.mesh(id) ?? []) : [];
    const stair = stairOf(meshes);
    if (stair) stairs.push(stair);
    else unread++;
  };
  for (const id of model.idsOf('IFCSTAIR')) {
    const flights = (partsOf.get(id) ?? []).filter((part) =>
      /^IFC(STAIRFLIGHT|SLAB)$/i.test(model.typeOf(part)),
    );
    add([id, ...flights]);
  }
  for (const id of model.idsOf('IFCSTAIRFLIGHT')) if (!used.has(id)) add([id]);
  return { stairs, unread };
}

/** The box of least area around all corners, along one of the edges. */
function stairOf(meshes: readonly Mesh[]): Stair | undefined {
  const points = meshes.flatMap(({ vertices }) =>
    Array.from({ length: vertices.length / 3 }, (_, i): Point => [vertices[3 * i], vertices[3 * i + 1]]),
  );
  const boxes = edgeDirections(meshes).map((angleRad) => rectangleAlong(points, angleRad));
  const [box] = boxes.sort((p, q) => p.lengthM * p.widthM - q.lengthM * q.widthM);
  if (!box || box.lengthM * box.widthM < smallestStairM2) return undefined;
  return {
    ring: rectangleCorners(box),
    bottomM: Math.min(...meshes.map(({ bottomM }) => bottomM)),
    topM: Math.max(...meshes.map(({ topM }) => topM)),
  };
}

/** Directions of the longer edges as seen from above, each once, within a quarter of a turn. */
function edgeDirections(meshes: readonly Mesh[]): number[] {
  const steps = new Set<number>();
  for (const { vertices, corners } of meshes) {
    for (let k = 0; k < corners.length; k++) {
      const next = k % 3 === 2 ? k - 2 : k + 1;
      const [a, b] = [3 * corners[k], 3 * corners[next]];
      const [x, y] = [vertices[b] - vertices[a], vertices[b + 1] - vertices[a + 1]];
      if (Math.hypot(x, y) < shortestEdgeM) continue;
      const turnDeg = ((radToDeg(Math.atan2(y, x)) % 90) + 90) % 90;
      steps.add(Math.round(turnDeg / directionStepDeg));
    }
  }
  return [...steps].map((step) => degToRad(step * directionStepDeg));
}
