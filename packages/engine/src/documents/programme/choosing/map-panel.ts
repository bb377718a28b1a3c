import type { Point } from '../../../core/index.ts';
import { type DistrictName, districtNames, districtOutline } from '../../../programme/index.ts';
import { formatPixel } from '../../encoders/format-numbers.ts';
import { svgText } from '../../encoders/svg-elements.ts';
import { type GeoBounds, mapProjection, middleOfDistrict } from '../map-views.ts';

export interface MapDot {
  /** Longitude and latitude, WGS 84. */
  place: Readonly<Point>;
  fill: string;
  isLarge: boolean;
}

export interface MapPanel {
  bounds: GeoBounds;
  /** Of the picture, pixels. */
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
  dots: readonly MapDot[];
  /** What is written into a district; nothing where it has no room. */
  labelOf(district: DistrictName): { lines: readonly string[]; fill: string } | undefined;
}

/** Districts and dots within bounds as SVG, north up, a degree of longitude as long as at the middle of the panel. */
export function mapPanelSvg(panel: MapPanel): string {
  const { bounds, x, y, widthPx, heightPx, dots, labelOf } = panel;
  const project = mapProjection(bounds, { minX: x, maxX: x + widthPx, minY: y, maxY: y + heightPx });
  const outlines = districtNames.flatMap((district) =>
    districtOutline(district).map((ring) => {
      const points = ring.map((place) => project(place).map(formatPixel).join(','));
      return `<polygon points="${points.join(' ')}" fill="#f3f5f7" stroke="#8a939c" stroke-width="1"/>`;
    }),
  );
  // Those that are chosen lie over the others.
  const ordered = [...dots.filter(({ isLarge }) => !isLarge), ...dots.filter(({ isLarge }) => isLarge)];
  const circles = ordered.map(({ place, fill, isLarge }) => {
    const [cx, cy] = project(place).map(formatPixel);
    return `<circle cx="${cx}" cy="${cy}" r="${isLarge ? 3 : 1.8}" fill="${fill}" stroke="#fff" stroke-width="0.5"/>`;
  });
  const labels = districtNames.map((district) => {
    const label = labelOf(district);
    if (!label) return '';
    const [middleX, middleY] = project(middleOfDistrict(district));
    if (middleX < x || middleX > x + widthPx || middleY < y || middleY > y + heightPx) return '';
    return label.lines
      .map((line, index) =>
        svgText(line, middleX, middleY + 14 * index, {
          ...{
            sizePx: 12,
            anchor: 'middle',
            halo: '#fff',
            fill: label.fill,
            weight: index === 0 ? 600 : 400,
          },
        }),
      )
      .join('');
  });
  const clip = `map-${x}-${y}`;
  const box = `x="${x}" y="${y}" width="${widthPx}" height="${heightPx}"`;
  return (
    `<clipPath id="${clip}"><rect ${box}/></clipPath><rect ${box} fill="#e3ecf4"/>` +
    `<g clip-path="url(#${clip})">${outlines.join('')}${circles.join('')}${labels.join('')}</g>` +
    `<rect ${box} fill="none" stroke="#8a939c"/>`
  );
}
