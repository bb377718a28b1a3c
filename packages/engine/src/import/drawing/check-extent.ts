import { DrawingError, distance, say } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { Drawing } from './drawing.ts';
import { wallClasses } from './layer-classes.ts';
import type { LevelDrawing } from './level-drawing.ts';

export const { longestWallM } = tuning.checkExtent;

/** Walls farther apart than any garage mean a wrong unit: said before anything is computed on them. */
export function checkExtent(drawing: Drawing, classOf: LevelDrawing['classOf']): void {
  let total = 0;
  let longest = 0;
  for (const path of drawing.paths) {
    if (!wallClasses.has(classOf(path))) continue;
    for (let i = 1; i < path.points.length; i++) {
      const length = distance(path.points[i - 1], path.points[i]);
      total += length;
      longest = Math.max(longest, length);
    }
  }
  if (total === 0) throw noWalls(drawing);
  if (longest > longestWallM) throw tooLongWall(longest);
  if (total < 20) {
    throw new DrawingError(
      say('drawing'),
      say('wall-lines-in-all', { length: total.toFixed(2) }),
      say('garage-walls-unit'),
    );
  }
}

export function tooLongWall(lengthM: number): DrawingError {
  const found = say('wall-km-long', { km: (lengthM / 1000).toFixed(1) });
  return new DrawingError(say('drawing'), found, say('garage-walls-unit'));
}

/** The refusal of a drawing without walls; names its layers, so that a layer map can be written. */
export function noWalls(drawing: Drawing): DrawingError {
  const ignored = (types: RegExp) =>
    Object.entries(drawing.ignored)
      .flatMap(([type, count]) => (types.test(type) ? `${count} × ${type}` : []))
      .slice(0, 6)
      .join(', ');
  const proxies = ignored(/^(TCH|AEC)_|PROXY/);
  const solids = ignored(/^(3DSOLID|REGION|BODY|MESH|\w*SURFACE)$/);
  if (proxies) {
    return new DrawingError(say('drawing'), say('proxy-walls', { objects: proxies }), say('walls-as-lines'));
  }
  if (solids) {
    return new DrawingError(say('drawing'), say('solid-walls', { objects: solids }), say('solids-as-lines'));
  }
  const layers = [...new Set(drawing.paths.map((path) => path.layer))].sort();
  const shown = layers.slice(0, 12).join(', ');
  return new DrawingError(
    say('drawing'),
    say('no-wall-layers', { layers: `${shown}${layers.length > 12 ? ', …' : ''}` }),
    say('named-layers'),
  );
}
