import { type PointKind, pointKindRow } from '../../plan/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import { svgText } from '../encoders/svg-elements.ts';

const ink = '#16191d';

/** Antenna marker with its number: dark disc, white ring, dark hairline, so that it stands out on any class. */
export function antennaSymbol(x: number, y: number, number: string, radiusPx = 8.5): string {
  const point = `cx="${formatPixel(x)}" cy="${formatPixel(y)}"`;
  const sizePx = radiusPx * (number.length > 2 ? 0.95 : 1.2);
  return (
    `<circle ${point} r="${radiusPx + 2.2}" fill="#fff" stroke="${ink}" stroke-width="0.9"/>` +
    `<circle ${point} r="${radiusPx}" fill="${ink}"/>` +
    svgText(number, x, y + sizePx * 0.36, { sizePx, fill: '#fff', anchor: 'middle' })
  );
}

/** Point of interest: a white plate with its sign; one that is not served has a thick frame and a cross stroke. */
export function pointSymbol(
  kind: PointKind,
  x: number,
  y: number,
  options: { unserved?: boolean; halfPx?: number } = {},
): string {
  const { unserved = false, halfPx = 5.5 } = options;
  const left = formatPixel(x - halfPx);
  const top = formatPixel(y - halfPx);
  const size = formatPixel(2 * halfPx);
  const glyphScale = formatPixel(halfPx - 1);
  const frame = unserved ? 'stroke="#c21807" stroke-width="2.2"' : `stroke="${ink}" stroke-width="0.8"`;
  const strike = unserved
    ? `<path d="M${left} ${formatPixel(y + halfPx)}L${formatPixel(x + halfPx)} ${top}" stroke="#c21807" stroke-width="1.4"/>`
    : '';
  return (
    `<rect x="${left}" y="${top}" width="${size}" height="${size}" rx="1.5" fill="#fff" ${frame}/>` +
    `<path transform="translate(${formatPixel(x)} ${formatPixel(y)}) scale(${glyphScale})" d="${pointKindRow(kind).glyph}" fill="${ink}"/>` +
    strike
  );
}

/** An opening that lies in no wall: its line dotted, with a crossed ring in the middle, as nothing is open there. */
export function strayOpeningSymbol(x: number, y: number, lineData: string): string {
  const radiusPx = 4;
  const reachPx = radiusPx * Math.SQRT1_2;
  const [left, right] = [formatPixel(x - reachPx), formatPixel(x + reachPx)];
  const [top, bottom] = [formatPixel(y - reachPx), formatPixel(y + reachPx)];
  return (
    `<path d="${lineData}" fill="none" stroke="#c21807" stroke-width="1.4" stroke-dasharray="1.5 2.5"/>` +
    `<circle cx="${formatPixel(x)}" cy="${formatPixel(y)}" r="${radiusPx}" fill="#fff" stroke="#c21807"/>` +
    `<path d="M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}" stroke="#c21807"/>`
  );
}
