import type { Language } from '../../core/index.ts';
import { type Point, toWgs84 } from '../../core/index.ts';
import {
  type DistrictName,
  districtNames,
  districtOutline,
  type MonthReport,
  type Stage,
  stageIndex,
  stages,
  stateAt,
} from '../../programme/index.ts';
import { clipMarks } from '../construction/clip-marks.ts';
import type { Box } from '../construction/frame-sheet.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import {
  circleMark,
  greyColour,
  inkColour,
  type Mark,
  pathMark,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../encoders/text-width.ts';
import { textsIn } from '../wording/document-text.ts';
import { districtLabel, stageLabel } from './labels.ts';
import { datumNames, type MapView, mapProjection, mapViews, middleOfDistrict, viewOf } from './map-views.ts';
import { yearQuota } from './month-tables.ts';
import type { Chart } from './progress-charts.ts';

/**
 * Colours of the stages in their order, on a light and on a dark ground: lightness goes one way, and any two stay apart, and from the
 * land, under any colour vision (`test/viewer/viewer-programme.test.ts` measures it). Done is what stands out most.
 */
export const stageColors: Record<'light' | 'dark', readonly string[]> = {
  light: ['#c5d2de', '#d8ab1d', '#dd7d42', '#cd518d', '#834cc2', '#1a5488', '#0b2f4d'],
  dark: ['#3f464d', '#87540d', '#c0583d', '#f152ac', '#a7a3ff', '#8ed9ff', '#f5fee3'],
};

const half = 0.82;
const corners: readonly (readonly (readonly [number, number])[])[] = [
  [],
  polygon(3, -90),
  polygon(3, 90),
  polygon(4, -90),
  [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ],
  polygon(6, -90),
  star(),
];

const outlinePen = { widthMm: 0.2, colour: '#8a939c' };
const dotPen = { widthMm: 0.1, colour: inkColour };
const sizeMm = 3;
const lineMm = 4.4;
const labelMm = 2.6;
const labelLineMm = 3.2;
const dotMm = 1;
const gapMm = 6;
const top = 20;
/** Dots nearer to each other than this are one: a city of any size is an image of the same. */
const finestMm = 0.4;

/**
 * Map of the communities and their stages: the city, and its centre larger. Those without coordinates are
 * counted below it.
 */
export function stageMap(report: MonthReport, lang: Language, widthMm: number): Chart {
  const texts = textsIn(lang);
  const { statistics, datum } = report;
  const panelMm = (widthMm - gapMm - 4) / 2;
  const panelHeightMm = 1.12 * panelMm;
  const { locations, missing } = stageLocations(report);
  const panels = (['city', 'centre'] as const).flatMap((view, index) => {
    const x = 2 + index * (panelMm + gapMm);
    const box = { x, y: top, widthMm: panelMm, heightMm: panelHeightMm };
    return panelMarks(view, box, locations, (district) => {
      const found = statistics.districts.find((each) => each.district === district);
      return (
        found && [
          districtLabel(district, lang),
          `${formatGrouped(found.accepted)}/${formatGrouped(yearQuota(found))}`,
        ]
      );
    });
  });
  const notes = [
    texts('month.mapNote', { datum: datumNames[datum] }),
    ...(missing > 0 ? [texts('month.mapMissing', { count: formatGrouped(missing) })] : []),
  ].flatMap((note) => wrapText(note, sizeMm, widthMm - 4));
  const notesY = top + panelHeightMm + 6;
  return {
    widthMm,
    heightMm: notesY + lineMm * notes.length,
    marks: [
      textMark('FRAME', texts('month.mapTitle'), [2, 6], { sizeMm: 4, bold: true }),
      ...legend(report, lang),
      ...panels,
      ...notes.map((note, index) =>
        textMark('FRAME', note, [2, notesY + lineMm * index], { sizeMm, colour: greyColour }),
      ),
    ],
  };
}

/** Locations of the communities by stage, WGS 84, and how many have none. */
function stageLocations({ communities, statistics, datum }: MonthReport) {
  const locations: Record<Stage, Point[]> = {
    ...{ surveyed: [], chosen: [], planned: [], coordinated: [] },
    ...{ 'under-construction': [], tested: [], accepted: [] },
  };
  let missing = 0;
  for (const community of communities) {
    const state = stateAt(community, statistics.asOf);
    if (!state) continue;
    const { lonDeg, latDeg } = community;
    if (lonDeg === null || latDeg === null) missing += 1;
    else locations[state.stage].push(toWgs84([lonDeg, latDeg], datum));
  }
  return { locations, missing };
}

function panelMarks(
  view: MapView,
  box: Box,
  locations: Record<Stage, Point[]>,
  labelOf: (district: DistrictName) => readonly string[] | undefined,
): Mark[] {
  const area = (insetMm: number) => ({
    ...{ minX: box.x + insetMm, maxX: box.x + box.widthMm - insetMm },
    ...{ minY: box.y + insetMm, maxY: box.y + box.heightMm - insetMm },
  });
  const project = mapProjection(mapViews[view], area(0));
  const outlines = districtNames.flatMap((district) =>
    districtOutline(district).map((ring) =>
      pathMark('FRAME', ring.map(project), { closed: true, pen: outlinePen }),
    ),
  );
  const dots = stages.flatMap((stage) =>
    apart(locations[stage].map(project)).map((at) => stageDot(stage, at)),
  );
  const labels = districtNames
    .filter((district) => viewOf(district) === view)
    .flatMap((district) => labelMarks(labelOf(district) ?? [], project(middleOfDistrict(district))));
  return [
    ...clipMarks(outlines, area(0)),
    ...clipMarks(dots, area(2 * dotMm)),
    ...clipMarks(labels, area(0)),
    rectangleMark('FRAME', box, { pen: outlinePen }),
  ];
}

/** Lines on a plate, so that they can be read over dots. */
function labelMarks(lines: readonly string[], [x, y]: SheetPoint): Mark[] {
  const widthMm = Math.max(0, ...lines.map((line) => textWidthMm(line, labelMm))) + 1.6;
  const plate = {
    x: x - widthMm / 2,
    y: y - labelMm - 0.5,
    widthMm,
    heightMm: labelLineMm * lines.length + 0.7,
  };
  return [
    rectangleMark('FRAME', plate, { fill: '#ffffff' }),
    ...lines.map((line, index) =>
      textMark('FRAME', line, [x, y + labelLineMm * index], {
        ...{ sizeMm: labelMm, anchor: 'middle', bold: index === 0 },
      }),
    ),
  ];
}

/** One point of those that lie on each other. */
function apart(points: readonly SheetPoint[]): SheetPoint[] {
  const seen = new Map(
    points.map((point) => [point.map((each) => Math.round(each / finestMm)).join(' '), point]),
  );
  return [...seen.values()];
}

/** Draws stages as the planner's map has them; the many that are only surveyed are smaller. */
function stageDot(stage: Stage, [x, y]: SheetPoint, radiusMm = dotMm): Mark {
  const fill = stageColors.light[stageIndex(stage)];
  if (stage === 'surveyed') return circleMark('FRAME', [x, y], 0.7 * radiusMm, { fill });
  const corners = stageCorners(stage);
  return pathMark(
    'FRAME',
    corners.map(([east, south]): SheetPoint => [x + radiusMm * east, y + radiusMm * south]),
    { closed: true, fill, pen: dotPen },
  );
}

/** Every stage with how many communities stand there. */
function legend({ statistics }: MonthReport, lang: Language): Mark[] {
  let x = 3;
  return stages.flatMap((stage) => {
    const text = `${stageLabel(stage, lang)} ${formatGrouped(statistics.city.standing[stage])}`;
    const from = x;
    x += 3 + textWidthMm(text, sizeMm) + 5;
    return [stageDot(stage, [from, 12], 1.4 * dotMm), textMark('FRAME', text, [from + 2.4, 13], { sizeMm })];
  });
}

/**
 * Shape of a stage's mark: corners around (0, 0) within a circle of radius 1.2, y down; none for a disk of
 * radius 1.
 */
export function stageCorners(stage: Stage): readonly (readonly [number, number])[] {
  return corners[stageIndex(stage)];
}

function polygon(count: number, fromDeg: number, size = 1): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => {
    const angleRad = ((fromDeg + (360 * index) / count) * Math.PI) / 180;
    return [size * Math.cos(angleRad), size * Math.sin(angleRad)] as const;
  });
}

function star(): (readonly [number, number])[] {
  const outer = polygon(5, -90, 1.2);
  const inner = polygon(5, -54, 0.55);
  return outer.flatMap((corner, index) => [corner, inner[index]]);
}
