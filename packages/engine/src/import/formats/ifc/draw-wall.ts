import {
  distance,
  type Interval,
  mergeIntervals,
  type Point,
  rectangleAround,
  ringContains,
  signedArea,
  subtractIntervals,
} from '../../../core/index.ts';
import { type MaterialName, type Opening, openingKindFor } from '../../../plan/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, StatedFacts } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import type { Section } from './cut-mesh.ts';

const { areaTolerance, thinnestM, thickestM, jointM, thickestAssemblyM } = tuning.ifcWallStrips;

/** Straight stretches of wall of one thickness on one line. `u` runs along `angleRad`, `offsetM` to its left. */
interface WallAxis {
  angleRad: number;
  /** Offset of the centre line. */
  offsetM: number;
  thicknessM: number;
  stretches: Interval[];
}

const { shortestStretchM, narrowestPassageM } = tuning.ifcDrawWall;

/** Describes what fills an opening in a wall: a door, a pane, or nothing. */
export type Filling = { door: Opening['kind'] } | 'window' | 'gap' | 'closed';

/** An opening in a wall where the storey is cut. */
export interface WallVoid {
  /** Corners of its body in plan. */
  points: Point[];
  filling: Filling;
}

export interface WallToDraw {
  section: Section;
  layerClass: LayerClass;
  material?: MaterialName;
  /** Thickness of the material layers. */
  thicknessM?: number;
  isAssembly?: boolean;
  voids: readonly WallVoid[];
}

/**
 * A wall as lines of its thickness along its axis, cut at doors and passages; panes are walls of glass. What is no
 * straight strip is drawn as its outline. `footprint` are the rings it covers, its openings included.
 */
export function drawWall(wall: WallToDraw): { paths: DrawingPath[]; footprint: Point[][] } {
  const { strips, others } = stripsOf(wall.section, wall.thicknessM, wall.isAssembly);
  const layer = statedLayer(wall.layerClass);
  const stated: StatedFacts = { material: wall.material };
  const paths = others.map((points): DrawingPath => flatPath(layer, points, { closed: true, stated }));
  const footprint = [...wall.section.rings];
  const placed = new Set<WallVoid>();
  for (const strip of strips) {
    const wallVoids = wall.voids.flatMap((opening) => {
      const stretch = stretchOn(strip, opening.points);
      if (!stretch) return [];
      const isDuct = opening.filling === 'gap' && stretch[1] - stretch[0] < narrowestPassageM;
      return [{ filling: isDuct ? ('closed' as const) : opening.filling, stretch, opening }];
    });
    for (const { opening, stretch } of wallVoids) {
      placed.add(opening);
      footprint.push(stripRing(strip, stretch));
    }
    const doors = wallVoids.filter(({ filling }) => filling === 'gap' || typeof filling === 'object');
    const panes = wallVoids.filter(({ filling }) => filling === 'window');
    const filled = wallVoids.filter(({ filling }) => filling === 'closed').map(({ stretch }) => stretch);
    const gaps = [...doors, ...panes].map(({ stretch }) => stretch);
    const solid = mergeIntervals([...strip.stretches, ...filled], 0.005);
    for (const stretch of solid.flatMap((whole) => subtractIntervals(whole, gaps))) {
      paths.push(...stripPath(strip, stretch, { layer, stated }));
    }
    for (const { stretch } of panes) {
      paths.push(...stripPath(strip, stretch, { layer, stated: { material: 'glass' } }));
    }
    for (const { stretch, filling } of doors) {
      paths.push(doorPath(pointOnStrip(strip, stretch[0]), pointOnStrip(strip, stretch[1]), filling));
    }
  }
  for (const opening of wall.voids) if (!placed.has(opening)) paths.push(...looseDoor(opening));
  return { paths, footprint };
}

/** A door by the box around it, along its longer side: of doors in curved walls and of doors in no wall. */
export function looseDoor({ points, filling }: WallVoid): DrawingPath[] {
  if (points.length < 3 || filling === 'closed' || filling === 'window') return [];
  const { center, lengthM, angleRad } = rectangleAround(points);
  const reach = lengthM / 2;
  const u: Point = [Math.cos(angleRad) * reach, Math.sin(angleRad) * reach];
  return [doorPath([center[0] - u[0], center[1] - u[1]], [center[0] + u[0], center[1] + u[1]], filling)];
}

function doorPath(start: Point, end: Point, filling: Filling): DrawingPath {
  const opening = typeof filling === 'object' ? filling.door : openingKindFor('gap');
  return flatPath(statedLayer('door'), [start, end], { stated: { opening } });
}

function stripPath(
  strip: WallAxis,
  [from, to]: Interval,
  { layer, stated }: { layer: string; stated: StatedFacts },
): DrawingPath[] {
  if (to - from < shortestStretchM) return [];
  const points = [pointOnStrip(strip, from), pointOnStrip(strip, to)];
  return [flatPath(layer, points, { widthM: strip.thicknessM, stated })];
}

export function flatPath(
  layer: string,
  points: Point[],
  { closed = false, widthM = 0, stated }: { closed?: boolean; widthM?: number; stated?: StatedFacts } = {},
): DrawingPath {
  return { layer, source: 'polyline', points, closed, widthInUnits: widthM, symbol: -1, stated };
}

function stripRing(strip: WallAxis, [from, to]: Interval): Point[] {
  const half = strip.thicknessM / 2;
  const low = { ...strip, offsetM: strip.offsetM - half };
  const high = { ...strip, offsetM: strip.offsetM + half };
  return [pointOnStrip(low, from), pointOnStrip(low, to), pointOnStrip(high, to), pointOnStrip(high, from)];
}

/** Returns where a body crosses a strip; undefined where it lies beside it. */
function stretchOn(strip: WallAxis, points: readonly Point[]): Interval | undefined {
  const turned = points.map((point) => inFrame(point, strip.angleRad));
  const across = turned.map(([, v]) => v - strip.offsetM);
  const half = strip.thicknessM / 2;
  if (Math.max(...across) < -half || Math.min(...across) > half) return undefined;
  const along = turned.map(([u]) => u);
  const stretch: Interval = [Math.min(...along), Math.max(...along)];
  const reaches = strip.stretches.some(([from, to]) => stretch[0] < to + 0.05 && stretch[1] > from - 0.05);
  return reaches ? stretch : undefined;
}

/**
 * The section of one wall as strips, and the rings that are none (curves, angles). `thicknessM` is what the material
 * layers add up to, where they are known: it tells the thickness of a short wall from its length. The rings of an assembly
 * are one wall, with air between them.
 */
function stripsOf(
  section: Section,
  thicknessM?: number,
  isAssembly = false,
): { strips: WallAxis[]; others: Point[][] } {
  const rings = section.rings.filter(
    (ring, i) => !section.rings.some((r, j) => i !== j && isInside(ring, r)),
  );
  if (rings.length === 0) {
    const box =
      section.points.length >= 4 ? stripAlong([section.points], longestEdge(section.points)) : undefined;
    return { strips: box && box.thicknessM < 1 ? [box] : [], others: [] };
  }
  const whole = (isAssembly ? assemblyStrip(rings) : undefined) ?? stripOf(rings, thicknessM);
  if (whole) return { strips: [whole], others: [] };
  const strips: WallAxis[] = [];
  const others: Point[][] = [];
  for (const ring of rings) {
    const strip = rings.length > 1 ? stripOf([ring], thicknessM) : undefined;
    if (strip) strips.push(strip);
    else others.push(ring);
  }
  return { strips, others };
}

/** A point on a strip's centre line. */
function pointOnStrip({ angleRad, offsetM }: WallAxis, u: number): Point {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return [u * cos - offsetM * sin, u * sin + offsetM * cos];
}

/** A point in the frame of a direction: along it and to its left. */
function inFrame([x, y]: readonly number[], angleRad: number): [number, number] {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return [x * cos + y * sin, y * cos - x * sin];
}

function isInside(ring: readonly Point[], other: readonly Point[]): boolean {
  return Math.abs(signedArea(other)) > Math.abs(signedArea(ring)) && ringContains(other, ring[0]);
}

/** The strip that the rings fill, along their main direction or across it; undefined when they fill none. */
function stripOf(rings: readonly Point[][], thicknessM: number | undefined): WallAxis | undefined {
  const along = mainAngleRad(rings);
  const groundM2 = rings.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0);
  const fitting = [along, along + Math.PI / 2]
    .map((angleRad) => stripAlong(rings, angleRad))
    .filter((strip) => {
      const lengthM = strip.stretches.reduce((sum, [from, to]) => sum + to - from, 0);
      return Math.abs(lengthM * strip.thicknessM - groundM2) <= areaTolerance * groundM2;
    })
    .filter((strip) => strip.thicknessM >= thinnestM && strip.thicknessM <= thickestM);
  const known = fitting.find(
    (strip) => thicknessM !== undefined && Math.abs(strip.thicknessM - thicknessM) < 0.005,
  );
  return known ?? fitting[0];
}

/** The strip that boards and studs stand in, whatever is between them; undefined where they are no straight wall. */
function assemblyStrip(rings: readonly Point[][]): WallAxis | undefined {
  const along = mainAngleRad(rings);
  const [strip] = [along, along + Math.PI / 2]
    .map((angleRad) => stripAlong(rings, angleRad))
    .sort((p, q) => p.thicknessM - q.thicknessM);
  if (strip.thicknessM < thinnestM || strip.thicknessM > thickestAssemblyM) return undefined;
  const reaches = rings.map((ring): Interval => {
    const us = ring.map((point) => inFrame(point, strip.angleRad)[0]);
    return [Math.min(...us), Math.max(...us)];
  });
  return { ...strip, stretches: mergeIntervals(reaches, jointM) };
}

function stripAlong(rings: readonly Point[][], angleRad: number): WallAxis {
  const turned = rings.map((ring) => ring.map((point) => inFrame(point, angleRad)));
  const across = turned.flat().map(([, v]) => v);
  const low = across.reduce((best, v) => Math.min(best, v), Infinity);
  const high = across.reduce((best, v) => Math.max(best, v), -Infinity);
  const stretches = mergeIntervals(turned.flatMap(midStretches), jointM);
  return { angleRad, offsetM: (low + high) / 2, thicknessM: high - low, stretches };
}

/** Returns where the middle line of a ring is inside it. */
function midStretches(ring: readonly (readonly number[])[]): Interval[] {
  const low = ring.reduce((best, [, v]) => Math.min(best, v), Infinity);
  const high = ring.reduce((best, [, v]) => Math.max(best, v), -Infinity);
  // Off the exact middle, where no corner is.
  const middle = low + 0.499_7 * (high - low);
  const crossings: number[] = [];
  ring.forEach(([u0, v0], i) => {
    const [u1, v1] = ring[(i + 1) % ring.length];
    if (v0 > middle !== v1 > middle) crossings.push(u0 + ((middle - v0) / (v1 - v0)) * (u1 - u0));
  });
  crossings.sort((p, q) => p - q);
  const stretches: Interval[] = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) stretches.push([crossings[i], crossings[i + 1]]);
  return stretches;
}

/** The direction that most edge length runs in, within a degree. */
function mainAngleRad(rings: readonly Point[][]): number {
  const bins = new Map<number, { lengthM: number; best: number; angleRad: number }>();
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      const lengthM = distance(a, b);
      let angleRad = Math.atan2(b[1] - a[1], b[0] - a[0]);
      if (angleRad < 0) angleRad += Math.PI;
      const key = Math.round(angleRad / (Math.PI / 180)) % 180;
      const bin = bins.get(key) ?? { lengthM: 0, best: 0, angleRad: 0 };
      bin.lengthM += lengthM;
      if (lengthM > bin.best) {
        bin.best = lengthM;
        bin.angleRad = angleRad;
      }
      bins.set(key, bin);
    });
  }
  return [...bins.values()].reduce((p, q) => (q.lengthM > p.lengthM + 1e-6 ? q : p)).angleRad;
}

/** Direction of the longest of edges that are given by their ends, two by two. */
function longestEdge(points: readonly Point[]): number {
  let best = -1;
  let angleRad = 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const lengthM = distance(points[i], points[i + 1]);
    if (lengthM <= best) continue;
    best = lengthM;
    angleRad = Math.atan2(points[i + 1][1] - points[i][1], points[i + 1][0] - points[i][0]);
  }
  return angleRad;
}
