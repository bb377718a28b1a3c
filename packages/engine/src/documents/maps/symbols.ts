import type { PlanPoint } from '../../plan/index.ts';
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

/** Drawn in a box of ±1 around its location, white behind. */
const glyphs: Record<PlanPoint['kind'], string> = {
  charger: 'M0.25 -0.85L-0.5 0.1L-0.05 0.1L-0.25 0.85L0.5 -0.15L0.05 -0.15Z',
  gate: 'M-0.75 -0.15L0.8 -0.15L0.8 0.1L-0.35 0.1L-0.35 0.75L-0.75 0.75Z',
  payment:
    'M-0.62 -0.8L-0.3 -0.8L0 -0.25L0.3 -0.8L0.62 -0.8L0.24 -0.12L0.5 -0.12L0.5 0.1L0.14 0.1L0.14 0.25L0.5 0.25L0.5 0.47L0.14 0.47L0.14 0.8L-0.14 0.8L-0.14 0.47L-0.5 0.47L-0.5 0.25L-0.14 0.25L-0.14 0.1L-0.5 0.1L-0.5 -0.12L-0.24 -0.12Z',
  'lift-lobby': 'M0 -0.8L0.55 -0.12L-0.55 -0.12ZM0 0.8L0.55 0.12L-0.55 0.12Z',
  other: 'M0 -0.5L0.5 0L0 0.5L-0.5 0Z',
};

/** Point of interest: a white plate with its sign; one that is not served has a thick frame and a cross stroke. */
export function pointSymbol(
  kind: PlanPoint['kind'],
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
    `<path transform="translate(${formatPixel(x)} ${formatPixel(y)}) scale(${glyphScale})" d="${glyphs[kind]}" fill="${ink}"/>` +
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
