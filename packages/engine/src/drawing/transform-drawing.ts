import { type Point, rotatePoint } from '../geometry/points.ts';
import type { Drawing } from './drawing.ts';

/** The drawing scaled, then turned counter-clockwise, then shifted. */
export function transformDrawing(drawing: Drawing, scale: number, angleRad: number, shift: Point): Drawing {
  const move = (point: Point): Point => {
    const [x, y] = rotatePoint([point[0] * scale, point[1] * scale], angleRad);
    return [x + shift[0], y + shift[1]];
  };
  return {
    paths: drawing.paths.map((path) => {
      const moved = { ...path, points: path.points.map(move), widthInUnits: path.widthInUnits * scale };
      if (path.arc)
        moved.arc = { center: move(path.arc.center), radiusInUnits: path.arc.radiusInUnits * scale };
      return moved;
    }),
    texts: drawing.texts.map((text) => ({
      ...text,
      position: move(text.position),
      heightInUnits: text.heightInUnits * scale,
    })),
    symbols: drawing.symbols.map((symbol) => ({ ...symbol, position: move(symbol.position) })),
    ignored: drawing.ignored,
  };
}
