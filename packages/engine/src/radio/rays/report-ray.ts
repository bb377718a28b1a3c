import { absComplex, type Complex, type Point, radToDeg } from '../../core/index.ts';
import type { RayScene } from './ray-scene.ts';
import type { Ray } from './trace-rays.ts';

/** Something that a ray loses by. The losses of a ray's interactions and of its distance add up to its loss. */
export interface RayInteraction {
  name: 'reflection' | 'diffraction' | 'floor' | 'ceiling' | 'wall' | 'column' | 'opening' | 'beam' | 'cars';
  /** Id of a wall, column or opening; where a corner is of two, both with a plus. Floor and ceiling have none. */
  id?: string;
  /** Angle from the normal of a face; for a diffraction how far the ray turns, as seen from above. */
  angleDeg: number;
  /** How often, of floor and ceiling. */
  count?: number;
  lossDb: number;
}

/** A ray as people read it. */
export interface RayReport {
  /** Kind of path from above; `direct` may pass walls, and every kind bounces at floor and ceiling. */
  kind: 'direct' | 'reflected' | 'diffracted' | 'reflected-diffracted';
  lengthM: number;
  /** Direction of departure: counter-clockwise from east, and above the horizon. */
  azimuthDeg: number;
  elevationDeg: number;
  lossDb: number;
  /** Spreading in free space over its length, dB. */
  distanceLossDb: number;
  /** Interactions in the order met; floor and ceiling last. */
  interactions: RayInteraction[];
  /** The path from above: transmitter, turns, receiver, metres. */
  points: Point[];
}

/** A ray with what it meets by name. */
export function reportRay(scene: RayScene, ray: Ray): RayReport {
  const { departure, path, events, image, floorField, ceilingField, lengthM, lossDb } = ray;
  const flat = Math.hypot(departure[0], departure[1]);
  const interactions = events.map(({ station: { event, cosine }, field }): RayInteraction => {
    const fieldDb = lossOf(field);
    if (event.kind === 'diffraction') {
      const turnRad = Math.abs(Math.abs(event.diffractionRad - event.incidenceRad) - Math.PI);
      return {
        name: 'diffraction',
        id: diffractionId(scene, event),
        angleDeg: radToDeg(turnRad),
        lossDb: fieldDb,
      };
    }
    const { source } = scene.faces[event.face];
    const angleDeg = radToDeg(Math.acos(Math.min(1, cosine * flat)));
    const name = event.kind === 'reflection' ? 'reflection' : source.name;
    return { name, id: source.id, angleDeg, lossDb: fieldDb };
  });
  const deckDeg = 90 - Math.abs(radToDeg(Math.atan2(departure[2], flat)));
  const bounces = (name: 'floor' | 'ceiling', count: number, field: Complex) => {
    if (count > 0) interactions.push({ name, angleDeg: deckDeg, count, lossDb: count * lossOf(field) });
  };
  bounces('floor', image.floorBounces, floorField);
  bounces('ceiling', image.ceilingBounces, ceilingField);
  return {
    kind: kindOf(ray),
    lengthM,
    azimuthDeg: radToDeg(Math.atan2(departure[1], departure[0])),
    elevationDeg: radToDeg(Math.atan2(departure[2], flat)),
    lossDb,
    distanceLossDb: lossDb - interactions.reduce((sum, interaction) => sum + interaction.lossDb, 0),
    interactions,
    points: path.points.map(([x, y]): Point => [x, y]),
  };
}

function kindOf({ path: { interactions } }: Ray): RayReport['kind'] {
  const turns = interactions.some(({ kind }) => kind === 'diffraction');
  const mirrors = interactions.some(({ kind }) => kind === 'reflection');
  if (turns) return mirrors ? 'reflected-diffracted' : 'diffracted';
  return mirrors ? 'reflected' : 'direct';
}

function diffractionId(
  scene: RayScene,
  { edge, body }: { edge?: number; body?: number },
): string | undefined {
  if (edge === undefined) return body === undefined ? undefined : scene.bodies[body].source.id;
  const ids = scene.edges[edge].faces.map((face) => scene.faces[face].source.id);
  return [...new Set(ids)].join('+');
}

function lossOf(field: Complex): number {
  return -20 * Math.log10(absComplex(field));
}
