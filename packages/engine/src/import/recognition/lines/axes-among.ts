/** Axes by their bubbles: circles around a short text, and the lines that end at them. Metres. */
import { distance, type Point, PointGrid } from '../../../core/index.ts';
import type { Drawing, DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';

const { touchM } = tuning.splitPens;
const { bubbleGapRatio } = tuning.linesAxesAmong;

/** The bubbles of axes among some paths, and the axes themselves. */
export function axesAmong(paths: readonly DrawingPath[], texts: Drawing['texts']): DrawingPath[] {
  const rings = ringsWithTexts(paths, texts);
  return [...rings, ...linesToRings(paths, rings)];
}

/** The middle of a text as it is drawn. */
export function middleOfText({ position, setting, heightInUnits, text }: DrawingText): Point {
  const lengthM = setting?.lengthInUnits ?? 0.7 * heightInUnits * text.length;
  const angleRad = setting?.angleRad ?? 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [
    position[0] + 0.5 * (cos * lengthM - sin * heightInUnits),
    position[1] + 0.5 * (sin * lengthM + cos * heightInUnits),
  ];
}

/** Circles around a short text: the bubbles of axes. */
function ringsWithTexts(paths: readonly DrawingPath[], texts: Drawing['texts']): DrawingPath[] {
  const labels = new PointGrid(2);
  const middles = texts.map(middleOfText);
  middles.forEach(([x, y], i) => {
    if (texts[i].text.length <= 5) labels.add(i, x, y);
  });
  return paths.filter(({ source, arc }) => {
    if (source !== 'circle' || !arc) return false;
    const { center, radiusInUnits: radiusM } = arc;
    const [x, y] = center;
    return labels
      .near(x - radiusM, y - radiusM, x + radiusM, y + radiusM)
      .some((i) => distance(middles[i], center) < 0.5 * radiusM);
  });
}

/** Lines that end at the edge of a ring and run towards its middle: axes. */
function linesToRings(paths: readonly DrawingPath[], rings: readonly DrawingPath[]): DrawingPath[] {
  const grid = new PointGrid(4);
  rings.forEach(({ arc }, i) => {
    const { center, radiusInUnits } = arc!;
    const reachM = radiusInUnits + gapOf(radiusInUnits);
    grid.add(i, center[0] - reachM, center[1] - reachM, center[0] + reachM, center[1] + reachM);
  });
  return paths.filter(({ points, source }) => {
    if (source !== 'line' || points.length !== 2) return false;
    return points.some((end, k) => {
      const other = points[1 - k];
      return grid.near(end[0], end[1], end[0], end[1]).some((i) => {
        const { center, radiusInUnits } = rings[i].arc!;
        if (Math.abs(distance(end, center) - radiusInUnits) > gapOf(radiusInUnits)) return false;
        const lengthM = distance(end, other);
        const across =
          (other[0] - end[0]) * (center[1] - end[1]) - (other[1] - end[1]) * (center[0] - end[0]);
        return lengthM > radiusInUnits && Math.abs(across) / lengthM < touchM;
      });
    });
  });
}

/** An axis ends at its bubble or a little before it. */
function gapOf(radiusM: number): number {
  return Math.max(touchM, bubbleGapRatio * radiusM);
}
