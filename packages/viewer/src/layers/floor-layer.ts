import type { Bay, Level, Point, Zone } from '@diku/engine';
import { zoneKindRow } from '@diku/engine/plan';
import {
  BufferAttribute,
  BufferGeometry,
  ExtrudeGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Shape,
  ShapeGeometry,
  Vector2,
} from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { flatLitMaterial } from './flat-lit-material.ts';

/** The floor's area in the level's plane. */
export function floorShape(level: Level): Shape {
  const shape = new Shape(toVectors(level.outline));
  for (const hole of level.holes ?? []) shape.holes.push(new Shape(toVectors(hole)));
  return shape;
}

/** Slab and floor of one level, with its edge. */
export function drawFloor(level: Level, colors: ThemeColors): Group {
  const group = new Group();
  const slab = new Mesh(
    new ExtrudeGeometry(floorShape(level), { depth: level.slabThicknessM ?? 0.3, bevelEnabled: false }),
    flatLitMaterial(colors.slab),
  );
  slab.position.z = -0.05 - (level.slabThicknessM ?? 0.3);
  const floor = new Mesh(
    new ShapeGeometry(floorShape(level)),
    new MeshBasicMaterial({ color: colors.floor, toneMapped: false }),
  );
  floor.position.z = -0.02;
  group.add(slab, floor, drawRings([level.outline, ...(level.holes ?? [])], colors.line, 0.03));
  return group;
}

export function drawBays(bays: readonly Bay[], colors: ThemeColors): LineSegments | undefined {
  if (bays.length === 0) return undefined;
  return drawRings(
    bays.map(({ polygon }) => polygon),
    colors.bay,
    0.03,
  );
}

export function drawRamps(zones: readonly Zone[], colors: ThemeColors): Group | undefined {
  const ramps = zones.filter(({ kind }) => zoneKindRow(kind).isRamp);
  if (ramps.length === 0) return undefined;
  const group = new Group();
  for (const { polygon } of ramps) {
    const ramp = new Mesh(
      new ExtrudeGeometry(new Shape(toVectors(polygon)), { depth: 0.25, bevelEnabled: false }),
      flatLitMaterial(colors.ramp),
    );
    group.add(ramp, drawRampSteps(polygon, colors.line));
  }
  return group;
}

/** Holes in the slab under the floor, crossed out as on paper. */
export function drawSlabOpenings(
  openings: NonNullable<Level['slabOpenings']>,
  colors: ThemeColors,
): Group | undefined {
  if (openings.length === 0) return undefined;
  const group = new Group();
  const rings = openings.map(({ polygon }) => polygon);
  const crosses = rings.flatMap((ring) => {
    const half = Math.floor(ring.length / 2);
    return [0, 1].map((from): Point[] => [ring[from], ring[(from + half) % ring.length]]);
  });
  group.add(drawRings([...rings, ...crosses], colors.contour, 0.05));
  return group;
}

function toVectors(ring: readonly Point[]): Vector2[] {
  return ring.map(([x, y]) => new Vector2(x, y));
}

function drawRings(rings: readonly (readonly Point[])[], color: string, z: number): LineSegments {
  const positions: number[] = [];
  for (const ring of rings)
    for (const [index, [x, y]] of ring.entries()) {
      const [nextX, nextY] = ring[(index + 1) % ring.length];
      positions.push(x, y, z, nextX, nextY, z);
    }
  return drawSegments(positions, color);
}

/** Cross lines every 1.2 m along the ramp's longer side, as ramps are drawn on paper. */
function drawRampSteps(ring: readonly Point[], color: string): LineSegments {
  const z = 0.28;
  const positions: number[] = [];
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const alongX = Math.max(...xs) - Math.min(...xs) >= Math.max(...ys) - Math.min(...ys);
  const values = alongX ? xs : ys;
  const lastM = Math.max(...values);
  const stepM = Math.max(1.2, (lastM - Math.min(...values)) / 200);
  for (let atM = Math.min(...values) + stepM; atM < lastM; atM += stepM) {
    const crossings = crossRing(ring, alongX ? 0 : 1, atM);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [from, to] = [crossings[index], crossings[index + 1]];
      if (alongX) positions.push(atM, from, z, atM, to, z);
      else positions.push(from, atM, z, to, atM, z);
    }
  }
  return drawSegments(positions, color);
}

/** Crossings of a ring with the line `axis = at`, sorted along the other axis. */
function crossRing(ring: readonly Point[], axis: 0 | 1, atM: number): number[] {
  const crossings: number[] = [];
  const other = axis === 0 ? 1 : 0;
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length];
    if (a[axis] > atM === b[axis] > atM) continue;
    crossings.push(a[other] + ((atM - a[axis]) / (b[axis] - a[axis])) * (b[other] - a[other]));
  }
  return crossings.sort((a, b) => a - b);
}

export function drawSegments(positions: number[], color: string): LineSegments {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color }));
}
