import { distanceToSegment, type Point, PointGrid } from '../../core/index.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';

/** Classes nothing is recognised from. */
const silent: ReadonlySet<LayerClass> = new Set<LayerClass>(['other', 'text', 'axis', 'frame', 'tray']);
/** Longer lines are strays; they would fill the grid. */
const longestLineM = 600;
/** Segments looked at; a drawing with more is classified by the first ones. */
const largestSegmentCount = 600_000;

/** Finds which drawn lines are near a location: from them comes the layer a recognised thing is drawn on. */
export interface LayerIndex {
  /** The nearest path with a class that `wants` it within `reachM` of one of the locations, tried in order. */
  pathNear(
    locations: readonly Point[],
    reachM: number,
    wants: (layerClass: LayerClass, path: DrawingPath) => boolean,
  ): DrawingPath | undefined;
}

export function createLayerIndex({ drawing, classOf }: LevelDrawing): LayerIndex {
  const grid = new PointGrid(2);
  const segments: { path: DrawingPath; layerClass: LayerClass; a: Point; b: Point }[] = [];
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (silent.has(layerClass)) continue;
    const count = path.closed ? path.points.length : path.points.length - 1;
    for (let i = 0; i < count && segments.length < largestSegmentCount; i++) {
      const a = path.points[i];
      const b = path.points[(i + 1) % path.points.length];
      if (!(Math.hypot(b[0] - a[0], b[1] - a[1]) <= longestLineM)) continue;
      grid.addAlong(segments.length, a, b);
      segments.push({ path, layerClass, a, b });
    }
  }
  return {
    pathNear(locations, reachM, wants) {
      for (const location of locations) {
        let best: DrawingPath | undefined;
        let bestM = reachM;
        const [x, y] = location;
        for (const k of grid.near(x - reachM, y - reachM, x + reachM, y + reachM)) {
          const { path, layerClass, a, b } = segments[k];
          const awayM = distanceToSegment(location, a, b);
          if (awayM >= bestM || !wants(layerClass, path)) continue;
          bestM = awayM;
          best = path;
        }
        if (best) return best;
      }
      return undefined;
    },
  };
}
