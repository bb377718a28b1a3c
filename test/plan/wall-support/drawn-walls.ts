/** What every image draws of a level's walls and leaves, as `x,y x,y` of whole millimetres, sorted. */
import type { Level } from '@diku/engine';
import {
  markEntities,
  sheetPlacement,
} from '../../../packages/engine/src/documents/construction/dxf/mark-entities.ts';
import { buildingMarks } from '../../../packages/engine/src/documents/construction/floor-plan/building-marks.ts';
import type { Mark, SheetPoint } from '../../../packages/engine/src/documents/encoders/sheet.ts';
import { planShapes } from '../../../packages/engine/src/documents/maps/plan-shapes.ts';
import type { Solid } from '../../../packages/viewer/src/layers/level-parts.ts';
import { recognisedShapes } from '../../../packages/viewer/src/scene/recognised-shapes.ts';

type Pair = readonly number[];

/** One segment, whichever way it runs. */
export function segmentText(a: Pair, b: Pair): string {
  return [a, b]
    .map(([x, y]) => `${Math.round(x) + 0},${Math.round(y) + 0}`)
    .sort()
    .join(' ');
}

/** The ends of boxes in 3-D, metres to millimetres. */
export function solidEnds({ x, y, lengthM, angleRad }: Solid): [Pair, Pair] {
  const [dx, dy] = [(Math.cos(angleRad) * lengthM) / 2, (Math.sin(angleRad) * lengthM) / 2];
  return [
    [1000 * (x - dx), 1000 * (y - dy)],
    [1000 * (x + dx), 1000 * (y + dy)],
  ];
}

const toMm = 1000;
/** An image of a pixel a millimetre: its decimals lose nothing. */
const frame = {
  widthPx: 0,
  topPx: 0,
  heightPx: 0,
  pixelsPerM: toMm,
  x: (xM: number) => toMm * xM,
  y: (yM: number) => toMm * yM,
};
const colours = {
  wall: () => 'wall',
  column: 'column',
  opening: 'opening',
  bay: 'bay',
  bayOpacity: 1,
  outline: 'outline',
};

export interface DrawnLine {
  ends: [Pair, Pair];
  stroke: string;
  widthPx: number;
  cap: string;
}

/** The lines of the documents' image, by their stroke: `wall`, `opening`, `#fff` (gaps), `#c21807` (in no wall). */
export function floorPlanLines(level: Level): DrawnLine[] {
  const svg = planShapes(level, frame, colours);
  return [...svg.matchAll(/<path d="([^"]+)"([^>]*)\/>/g)].flatMap(([, data, style]) => {
    const attribute = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(style)?.[1] ?? '';
    const numbers = [...data.matchAll(/M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) (-?[\d.]+)(?![\d.L])/g)];
    return numbers.map((found): DrawnLine => {
      const [ax, ay, bx, by] = found.slice(1).map(Number);
      return {
        ends: [
          [ax, ay],
          [bx, by],
        ],
        stroke: attribute('stroke'),
        widthPx: Number(attribute('stroke-width')),
        cap: attribute('stroke-linecap') || 'square',
      };
    });
  });
}

/** A millimetre of paper is a millimetre of the plan; to a tenth, as images are. */
const placement = {
  scale: 1,
  mmPerM: toMm,
  angleDeg: 0,
  within: { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 },
  toSheet: ([x, y]: SheetPoint): SheetPoint => [
    Math.round(10 * toMm * x) / 10,
    Math.round(10 * toMm * y) / 10,
  ],
  toPlan: ([x, y]: SheetPoint): SheetPoint => [x / toMm, y / toMm],
};

/** The lines of the construction drawing, a millimetre of paper a millimetre of the plan. */
export function documentLines(
  level: Level,
): { ends: [SheetPoint, SheetPoint]; colour: string; widthMm: number }[] {
  return buildingMarks(level, placement).flatMap((mark: Mark) => {
    if (mark.kind !== 'path' || mark.closed || !mark.pen || mark.points.length !== 2) return [];
    return [
      {
        ends: [mark.points[0], mark.points[1]] as [SheetPoint, SheetPoint],
        colour: mark.pen.colour,
        widthMm: mark.pen.widthMm,
      },
    ];
  });
}

/** The wide lines of the construction drawing in CAD, y upwards again. */
export function cadLines(level: Level): string[] {
  const corner = sheetPlacement(0, [0, 0]);
  const groups = buildingMarks(level, placement).flatMap((mark) => markEntities(mark, corner, {}));
  const wide: string[] = [];
  let [width, ends]: [number, number[][]] = [0, []];
  for (const group of groups) {
    const [code, value] = group.map(String);
    if (code === '0' && value === 'POLYLINE') [width, ends] = [0, []];
    else if (code === '0' && value === 'VERTEX') ends.push([]);
    else if (code === '0' && value === 'SEQEND' && width > 0) wide.push(segmentText(ends[0], ends[1]));
    else if (code === '40') width = Number(value);
    else if (code === '10' && ends.length > 0) ends[ends.length - 1][0] = Number(value);
    else if (code === '20' && ends.length > 0) ends[ends.length - 1][1] = -Number(value);
  }
  return wide.sort();
}

/** Centre lines of the bars that the planner's review draws of walls. */
export function reviewBars(level: Level): string[] {
  return [...recognisedShapes(level)]
    .filter(([drawn]) => drawn === 'concrete' || drawn === 'masonry')
    .flatMap(([, { trianglesM }]) => {
      const bars: string[] = [];
      // Two triangles a bar: corners 0 1 2, 0 2 3.
      for (let at = 0; at < trianglesM.length; at += 12) {
        const corner = (index: number) => [trianglesM[at + index], trianglesM[at + index + 1]];
        const [a, b, c, d] = [corner(0), corner(2), corner(4), corner(10)];
        const middle = (p: Pair, q: Pair) => [(toMm * (p[0] + q[0])) / 2, (toMm * (p[1] + q[1])) / 2];
        bars.push(segmentText(middle(a, b), middle(c, d)));
      }
      return bars;
    })
    .sort();
}
