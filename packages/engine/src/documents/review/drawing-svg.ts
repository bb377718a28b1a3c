import { boundsOf } from '../../core/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import { svgDocument, svgText } from '../encoders/svg-elements.ts';
import type { ReviewPath } from './review-svg.ts';

export interface DrawnLevel {
  levelId: string;
  drawing: { paths: readonly ReviewPath[] };
}

const widthPx = 1600;
const marginPx = 24;
const gapM = 12;
/** More lines than this make a file no viewer likes; the rest is left out. */
const largestLineCount = 60_000;

/** Flattened drawings side by side, as they are, with nothing recognised in them. */
export function drawingSvg(levels: readonly DrawnLevel[]): string {
  const parts = levels.map(({ levelId, drawing }) => {
    const paths = drawing.paths.filter(
      ({ points }) => points.length > 1 && points.every((point) => point.every(Number.isFinite)),
    );
    return { levelId, paths, bounds: boundsOf(paths.flatMap(({ points }) => points)) };
  });
  const drawn = parts.filter(({ paths }) => paths.length > 0);
  const totalM = drawn.reduce((sum, { bounds }) => sum + bounds.maxX - bounds.minX + gapM, 0);
  const scale = (widthPx - 2 * marginPx) / Math.max(1, totalM);
  const heightM = Math.max(1, ...drawn.map(({ bounds }) => bounds.maxY - bounds.minY));
  let left = marginPx;
  let lines = 0;
  const content = drawn.map(({ levelId, paths, bounds }) => {
    const x = (value: number) => formatPixel(left + (value - bounds.minX) * scale);
    const y = (value: number) => formatPixel(marginPx + 24 + (bounds.maxY - value) * scale);
    const data = paths
      .slice(0, Math.max(0, largestLineCount - lines))
      .map(
        ({ points, closed }) =>
          `M${points.map((p) => `${x(p[0])} ${y(p[1])}`).join('L')}${closed ? 'Z' : ''}`,
      );
    lines += data.length;
    const label = svgText(levelId, left, marginPx + 12, { sizePx: 16, weight: 600 });
    left += (bounds.maxX - bounds.minX + gapM) * scale;
    return `${label}<path d="${data.join('')}" fill="none" stroke="#3a4148" stroke-width="0.6"/>`;
  });
  return svgDocument(widthPx, Math.ceil(heightM * scale + 2 * marginPx + 32), 'drawing', content.join(''));
}
