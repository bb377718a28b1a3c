import type { Language } from '../../../core/index.ts';
import { type Datum, type Point, toWgs84 } from '../../../core/index.ts';
import {
  type Assignment,
  communityKey,
  type DistrictName,
  districtNames,
  districtOutline,
  type Quarter,
  type Ranking,
} from '../../../programme/index.ts';
import { formatPixel } from '../../encoders/format-numbers.ts';
import { svgDocument, svgText } from '../../encoders/svg-elements.ts';
import { textsIn } from '../../wording/document-text.ts';
import {
  datumNames,
  type GeoBounds,
  mapProjection,
  mapViews,
  middleOfDistrict,
  viewOf,
} from '../map-views.ts';
import { districtText } from './district-text.ts';

interface MapDot {
  /** Longitude and latitude, WGS 84. */
  position: Readonly<Point>;
  fill: string;
  isLarge: boolean;
}

interface MapPanel {
  bounds: GeoBounds;
  /** Position in the image, pixels. */
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
  dots: readonly MapDot[];
  /** Label of a district; nothing where it has no room. */
  labelOf(district: DistrictName): { lines: readonly string[]; fill: string } | undefined;
}

/** Earlier is darker; in steps of lightness, so that grey keeps them apart. */
const quarterFills: Record<Quarter, string> = { 1: '#5b1049', 2: '#b0305c', 3: '#e8743b', 4: '#f5bd4f' };
const notChosen = '#9aa5af';
const shortFill = '#b00020';

export interface AssignmentMapOptions {
  lang: Language;
  /** Datum of the table's coordinates. */
  datum: Datum;
}

/** The communities on a map of the districts, coloured by quarter: the city, and its centre larger. An image as SVG. */
export function assignmentMap(
  assignment: Assignment,
  { communities }: Ranking,
  { lang, datum }: AssignmentMapOptions,
): string {
  const texts = textsIn(lang);
  const quarterOf = new Map(
    assignment.districts.flatMap(({ assigned }) =>
      assigned.map(({ ranked, quarter }) => [communityKey(ranked.community), quarter] as const),
    ),
  );
  const dots = communities.flatMap(({ community }): MapDot[] => {
    const { lonDeg, latDeg } = community;
    if (lonDeg === null || latDeg === null) return [];
    const quarter = quarterOf.get(communityKey(community));
    const fill = quarter === undefined ? notChosen : quarterFills[quarter];
    return [{ position: toWgs84([lonDeg, latDeg], datum), fill, isLarge: quarter !== undefined }];
  });
  const counts = new Map(assignment.districts.map((each) => [each.district, each]));
  const labelOf = (district: DistrictName) => {
    const each = counts.get(district);
    const total = each?.quota.reduce((sum, count) => sum + count, 0);
    return {
      lines: [districtText(district, lang), ...(each ? [`${each.assigned.length}/${total}`] : [])],
      fill: each && each.short > 0 ? shortFill : '#1d2126',
    };
  };
  const panels = [
    mapPanelSvg({
      ...{ bounds: mapViews.city, x: 20, y: 60, widthPx: 620, heightPx: 740, dots },
      labelOf: (district) => (viewOf(district) === 'city' ? labelOf(district) : undefined),
    }),
    mapPanelSvg({
      ...{ bounds: mapViews.centre, x: 660, y: 60, widthPx: 620, heightPx: 740, dots },
      labelOf: (district) => (viewOf(district) === 'centre' ? labelOf(district) : undefined),
    }),
  ];
  const notes = [
    texts('assignment.mapNote', { datum: datumNames[datum] }),
    ...(dots.length < communities.length
      ? [texts('assignment.mapMissing', { count: communities.length - dots.length })]
      : []),
  ];
  const content = [
    svgText(texts('assignment.mapTitle'), 20, 34, { sizePx: 18, weight: 600 }),
    ...legend(lang),
    ...panels,
    ...notes.map((note, index) => svgText(note, 20, 820 + 16 * index, { sizePx: 11, fill: '#555e67' })),
  ];
  return svgDocument(1300, 850, texts('assignment.mapTitle'), content.join(''));
}

function legend(lang: Language): string[] {
  const texts = textsIn(lang);
  const entries = [
    ...([1, 2, 3, 4] as const).map((quarter) => [
      quarterFills[quarter],
      texts(`assignment.quarter.${quarter}`),
    ]),
    [notChosen, texts('assignment.notChosen')],
    [shortFill, texts('assignment.mapShort')],
  ];
  return entries.map(([fill, text], index) => {
    const x = 460 + 130 * index;
    return `<circle cx="${x}" cy="30" r="5" fill="${fill}"/>${svgText(text, x + 10, 34, { sizePx: 12 })}`;
  });
}

/** Districts and dots within bounds as SVG, north up, a degree of longitude as long as at the middle of the panel. */
function mapPanelSvg(panel: MapPanel): string {
  const { bounds, x, y, widthPx, heightPx, dots, labelOf } = panel;
  const project = mapProjection(bounds, { minX: x, maxX: x + widthPx, minY: y, maxY: y + heightPx });
  const outlines = districtNames.flatMap((district) =>
    districtOutline(district).map((ring) => {
      const points = ring.map((location) => project(location).map(formatPixel).join(','));
      return `<polygon points="${points.join(' ')}" fill="#f3f5f7" stroke="#8a939c" stroke-width="1"/>`;
    }),
  );
  // Those that are chosen lie over the others.
  const ordered = [...dots.filter(({ isLarge }) => !isLarge), ...dots.filter(({ isLarge }) => isLarge)];
  const circles = ordered.map(({ position: location, fill, isLarge }) => {
    const [cx, cy] = project(location).map(formatPixel);
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
