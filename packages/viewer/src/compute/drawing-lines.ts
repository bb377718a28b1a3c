import { type Drawing, plainSetting } from '@diku/engine/import';
import type { LevelDrawingLines } from '../store/imported.ts';

/** More lines than a planner can look at; the rest is left out and said. */
const mostSegments = 400_000;
const mostTexts = 20_000;
const longestText = 200;

/** A level's drawing as flat lines, layer by layer, and its texts. */
export function drawingLines(levelId: string, drawing: Drawing): LevelDrawingLines {
  const layers = new Map<string, number[]>();
  let left = mostSegments;
  let omitted = 0;
  for (const { layer, points, closed } of drawing.paths) {
    let lines = layers.get(layer);
    if (!lines) {
      lines = [];
      layers.set(layer, lines);
    }
    const count = closed ? points.length : points.length - 1;
    for (let index = 0; index < count; index++) {
      const [ax, ay] = points[index];
      const [bx, by] = points[(index + 1) % points.length];
      if (left === 0) omitted++;
      else if (Number.isFinite(ax + ay + bx + by)) {
        lines.push(ax, ay, bx, by);
        left--;
      }
    }
  }
  const segmentsM = new Float32Array(4 * (mostSegments - left));
  let start = 0;
  const ranges = [...layers].map(([layer, lines]) => {
    segmentsM.set(lines, 2 * start);
    const range = { layer, start, count: lines.length / 2 };
    start += range.count;
    return range;
  });
  const texts = drawing.texts.slice(0, mostTexts).map(({ text, position, heightInUnits, setting }) => {
    const { lengthInUnits: lengthM, ...stands } = setting ?? plainSetting;
    const shown = text.slice(0, longestText);
    return { text: shown, x: position[0], y: position[1], heightM: heightInUnits, ...stands, lengthM };
  });
  return { levelId, segmentsM, ranges, texts, omitted };
}
