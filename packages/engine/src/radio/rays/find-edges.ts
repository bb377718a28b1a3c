import { degToRad, distanceToSegment, meanPoint, nearestParameter, type Point } from '../../core/index.ts';
import type { RayBody, RayEdge, RayFace } from './ray-scene.ts';

/** Ends of walls drawn this much apart beyond half their thickness still meet, metres. */
const looseM = 0.05;
/** Less than this beyond a straight line is no edge. */
const leastBendRad = degToRad(3);

/** A face that begins, ends or passes at a place, seen from there. */
interface Arm {
  face: number;
  angleRad: number;
}

/**
 * The edges of walls and closed openings from floor to ceiling, in the order of the faces; none where a wall ends in a
 * body, which rays pass as a whole.
 */
export function findEdges(faces: readonly RayFace[], bodies: readonly RayBody[]): RayEdge[] {
  const ofBodies = new Set(bodies.flatMap((body) => body.faces));
  const walls = packWalls(
    faces,
    faces.map((_, index) => index).filter((index) => !ofBodies.has(index) && !faces[index].heightsM),
  );
  const taken = new Set<string>();
  const edges: RayEdge[] = [];
  for (const index of walls.indices) {
    for (const end of ['start', 'end'] as const) {
      if (taken.has(`${index}${end}`)) continue;
      const edge = wallEdge(faces, walls, bodies, { index, at: faces[index][end] }, taken);
      if (edge) edges.push(edge);
    }
  }
  return edges;
}

/** Faces from floor to ceiling that are no bodies', with the boxes around what is joined to them. */
interface Walls {
  indices: readonly number[];
  /** [walls × 4] lowest x and y, highest x and y. */
  boxes: Float64Array;
}

function packWalls(faces: readonly RayFace[], indices: readonly number[]): Walls {
  const reachM = Math.max(0, ...indices.map((index) => faces[index].slab.thicknessM)) / 2 + looseM;
  const boxes = new Float64Array(4 * indices.length);
  for (const [place, index] of indices.entries()) {
    const { start, end } = faces[index];
    boxes[4 * place] = Math.min(start[0], end[0]) - reachM;
    boxes[4 * place + 1] = Math.min(start[1], end[1]) - reachM;
    boxes[4 * place + 2] = Math.max(start[0], end[0]) + reachM;
    boxes[4 * place + 3] = Math.max(start[1], end[1]) + reachM;
  }
  return { indices, boxes };
}

/** The walls that come near a place. */
function wallsNear({ indices, boxes }: Walls, [x, y]: Point): number[] {
  const near: number[] = [];
  for (let place = 0, at = 0; place < indices.length; place += 1, at += 4) {
    if (x < boxes[at] || y < boxes[at + 1] || x > boxes[at + 2] || y > boxes[at + 3]) continue;
    near.push(indices[place]);
  }
  return near;
}

/** The edge where a wall ends, with all that meet it there; undefined where too little air is left. */
function wallEdge(
  faces: readonly RayFace[],
  walls: Walls,
  bodies: readonly RayBody[],
  { index: own, at }: { index: number; at: Point },
  taken: Set<string>,
): RayEdge | undefined {
  const arms: Arm[] = [];
  const ends: Point[] = [];
  for (const index of wallsNear(walls, at)) {
    const { start, end, slab } = faces[index];
    const reachM = Math.max(slab.thicknessM, faces[own].slab.thicknessM) / 2 + looseM;
    if (distanceToSegment(at, start, end) > reachM) continue;
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    const alongM = nearestParameter(at, start, end) * lengthM;
    const forwardRad = Math.atan2(end[1] - start[1], end[0] - start[0]);
    // A short piece begins or ends here, not both.
    const begins = alongM <= reachM && 2 * alongM <= lengthM;
    const ceases = lengthM - alongM <= reachM && !begins;
    if (begins) ends.push(start);
    if (ceases) ends.push(end);
    if (begins) taken.add(`${index}start`);
    if (ceases) taken.add(`${index}end`);
    if (!ceases) arms.push({ face: index, angleRad: forwardRad });
    if (!begins) arms.push({ face: index, angleRad: forwardRad + Math.PI });
  }
  if (bodies.some((body) => holds(body, at))) return undefined;
  return widestAir(arms, meanPoint(ends));
}

/** The edge at the arms' widest gap, if more than half of the way round. */
function widestAir(arms: Arm[], at: Point): RayEdge | undefined {
  const turn = 2 * Math.PI;
  const sorted = arms
    .map(({ face, angleRad }) => ({ face, angleRad: ((angleRad % turn) + turn) % turn }))
    .sort((a, b) => a.angleRad - b.angleRad);
  for (const [index, arm] of sorted.entries()) {
    const next = sorted[(index + 1) % sorted.length];
    const exteriorRad =
      index + 1 < sorted.length ? next.angleRad - arm.angleRad : turn + next.angleRad - arm.angleRad;
    if (exteriorRad <= Math.PI + leastBendRad) continue;
    const touching = [...new Set(sorted.map(({ face }) => face))];
    return { at, startRad: arm.angleRad, exteriorRad, faces: [arm.face, next.face], touching };
  }
  return undefined;
}

/** Whether a place is inside a body or at its side. */
function holds({ ring }: RayBody, at: Point): boolean {
  return ring.every((a, index) => {
    const b = ring[(index + 1) % ring.length];
    const sideM =
      ((b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])) /
      Math.hypot(b[0] - a[0], b[1] - a[1]);
    return sideM >= -looseM;
  });
}
