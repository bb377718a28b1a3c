import {
  type Interval,
  mergeIntervals,
  type Point,
  rectangleAround,
  subtractIntervals,
} from '../../../core/index.ts';
import type { MaterialName, Opening } from '../../../plan/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, StatedFacts } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import type { Section } from './cut-mesh.ts';
import { inFrame, placeOnStrip, stripsOf, type WallStrip } from './wall-strips.ts';

const { shortestStretchM, narrowestPassageM } = tuning.ifcDrawWall;

/** What fills an opening in a wall: a door, a pane, or nothing. */
export type Filling = { door: Opening['kind'] } | 'window' | 'passage' | 'closed';

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
  /** Of the material layers. */
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
    const own = wall.voids.flatMap((opening) => {
      const stretch = stretchOn(strip, opening.points);
      if (!stretch) return [];
      const isDuct = opening.filling === 'passage' && stretch[1] - stretch[0] < narrowestPassageM;
      return [{ filling: isDuct ? ('closed' as const) : opening.filling, stretch, opening }];
    });
    for (const { opening, stretch } of own) {
      placed.add(opening);
      footprint.push(stripRing(strip, stretch));
    }
    const doors = own.filter(({ filling }) => filling === 'passage' || typeof filling === 'object');
    const panes = own.filter(({ filling }) => filling === 'window');
    const filled = own.filter(({ filling }) => filling === 'closed').map(({ stretch }) => stretch);
    const gaps = [...doors, ...panes].map(({ stretch }) => stretch);
    const solid = mergeIntervals([...strip.stretches, ...filled], 0.005);
    for (const stretch of solid.flatMap((whole) => subtractIntervals(whole, gaps))) {
      paths.push(...stripPath(strip, stretch, { layer, stated }));
    }
    for (const { stretch } of panes) {
      paths.push(...stripPath(strip, stretch, { layer, stated: { material: 'glass' } }));
    }
    for (const { stretch, filling } of doors) {
      paths.push(doorPath(placeOnStrip(strip, stretch[0]), placeOnStrip(strip, stretch[1]), filling));
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
  const opening = typeof filling === 'object' ? filling.door : 'passage';
  return flatPath(statedLayer('door'), [start, end], { stated: { opening } });
}

function stripPath(
  strip: WallStrip,
  [from, to]: Interval,
  { layer, stated }: { layer: string; stated: StatedFacts },
): DrawingPath[] {
  if (to - from < shortestStretchM) return [];
  const points = [placeOnStrip(strip, from), placeOnStrip(strip, to)];
  return [flatPath(layer, points, { widthM: strip.thicknessM, stated })];
}

export function flatPath(
  layer: string,
  points: Point[],
  { closed = false, widthM = 0, stated }: { closed?: boolean; widthM?: number; stated?: StatedFacts } = {},
): DrawingPath {
  return { layer, source: 'polyline', points, closed, widthInUnits: widthM, symbol: -1, stated };
}

function stripRing(strip: WallStrip, [from, to]: Interval): Point[] {
  const half = strip.thicknessM / 2;
  const low = { ...strip, offsetM: strip.offsetM - half };
  const high = { ...strip, offsetM: strip.offsetM + half };
  return [placeOnStrip(low, from), placeOnStrip(low, to), placeOnStrip(high, to), placeOnStrip(high, from)];
}

/** Where a body crosses a strip; undefined where it lies beside it. */
function stretchOn(strip: WallStrip, points: readonly Point[]): Interval | undefined {
  const turned = points.map((point) => inFrame(point, strip.angleRad));
  const across = turned.map(([, v]) => v - strip.offsetM);
  const half = strip.thicknessM / 2;
  if (Math.max(...across) < -half || Math.min(...across) > half) return undefined;
  const along = turned.map(([u]) => u);
  const stretch: Interval = [Math.min(...along), Math.max(...along)];
  const reaches = strip.stretches.some(([from, to]) => stretch[0] < to + 0.05 && stretch[1] > from - 0.05);
  return reaches ? stretch : undefined;
}
