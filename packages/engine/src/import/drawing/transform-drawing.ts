import type { Point } from '../../core/index.ts';
import type { Drawing, TextSetting } from './drawing.ts';

/**
 * Moves a drawing as `transformDrawing` does, where nobody else needs it: its paths and texts are moved themselves, so
 * that a large one is not stored twice. Points that others hold stay as they are.
 */
export function moveDrawing(drawing: Drawing, scale: number, angleRad: number, shift: Point): Drawing {
  const move = mover(scale, angleRad, shift);
  for (const path of drawing.paths) {
    path.points = path.points.map(move);
    path.widthInUnits *= scale;
    if (path.arc) {
      path.arc = { center: move(path.arc.center), radiusInUnits: path.arc.radiusInUnits * scale };
    }
  }
  for (const text of drawing.texts) {
    text.position = move(text.position);
    text.heightInUnits *= scale;
    if (text.setting) text.setting = turned(text.setting, scale, angleRad);
  }
  const symbols = drawing.symbols.map((symbol) => ({ ...symbol, position: move(symbol.position) }));
  return { ...drawing, symbols };
}

/** The drawing scaled, then turned counter-clockwise, then shifted. */
export function transformDrawing(drawing: Drawing, scale: number, angleRad: number, shift: Point): Drawing {
  const move = mover(scale, angleRad, shift);
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
      ...(text.setting ? { setting: turned(text.setting, scale, angleRad) } : {}),
    })),
    symbols: drawing.symbols.map((symbol) => ({ ...symbol, position: move(symbol.position) })),
    ignored: drawing.ignored,
  };
}

function turned(setting: TextSetting, scale: number, angleRad: number): TextSetting {
  const result = { ...setting, angleRad: setting.angleRad + angleRad };
  if (setting.lengthInUnits !== undefined) result.lengthInUnits = setting.lengthInUnits * scale;
  return result;
}

function mover(scale: number, angleRad: number, shift: Point): (point: Point) => Point {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return (point) => {
    const x = point[0] * scale;
    const y = point[1] * scale;
    return [cos * x - sin * y + shift[0], sin * x + cos * y + shift[1]];
  };
}
