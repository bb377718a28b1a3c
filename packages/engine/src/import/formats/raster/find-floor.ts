import { boundsOf, distance, type Point, pointAlong, rotatePoint, signedArea } from '../../../core/index.ts';
import { untangleRing } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';
import { edgeLoops, straighten } from './mask-edges.ts';
import type { Raster } from './raster.ts';
import { inverted, largestComponent, outsideOf, shrink, spread } from './spread-mask.ts';
import type { FoundShapes } from './vectorise-image.ts';

const {
  enclosedRatio,
  marginRatio,
  minMarginM,
  narrowestM,
  straightCells,
  finestCellM,
  maxCells,
  smallestM2,
} = tuning.rasterFindFloor;

/** The floor that walls enclose once their gaps are bridged. */
export interface FoundFloor {
  /** Its edge at the outer faces of the outer walls, pixels. */
  edge: Point[];
  areaM2: number;
  /** Gaps up to this wide were bridged, m. */
  gapM: number;
}

/** Gaps are bridged in this order, m: what a scan ate away, doors, a lane, a ramp of two lanes. */
const gapSeriesM = [0.3, 0.6, 1, 1.6, 2.5, 4, 6, 9] as const;
/** The largest floor that the walls enclose with the narrowest gaps that make it whole; undefined where there is none. */
export function findFloor(found: FoundShapes, metresPerPixel: number): FoundFloor | undefined {
  const angleRad = found.anglesRad[0] ?? 0;
  const toFrame = (point: Point) => rotatePoint(point, -angleRad);
  const walls = found.walls.map(({ a, b, width }) => ({ a: toFrame(a), b: toFrame(b), width }));
  if (walls.length === 0) return undefined;
  const doorWidth = 0.1 / metresPerPixel;
  const strips = [
    ...walls,
    ...found.openings.map(({ start, end }) => ({ a: toFrame(start), b: toFrame(end), width: doorWidth })),
  ];
  const boxes = found.columns.map(({ corners }) => boundsOf(corners.map(toFrame)));
  const { minX, minY, maxX, maxY } = boundsOf(walls.flatMap(({ a, b }) => [a, b]));
  const margin = (gapSeriesM[gapSeriesM.length - 1] / 2 + 2) / metresPerPixel;
  const spanX = maxX - minX + 2 * margin;
  const spanY = maxY - minY + 2 * margin;
  const cell = Math.max(finestCellM / metresPerPixel, Math.sqrt((spanX * spanY) / maxCells));
  const cellM = cell * metresPerPixel;
  const mask: Raster = {
    width: Math.ceil(spanX / cell),
    height: Math.ceil(spanY / cell),
    data: new Uint8Array(Math.ceil(spanX / cell) * Math.ceil(spanY / cell)),
  };
  const toCell = ([x, y]: Point): Point => [(x - minX + margin) / cell, (y - minY + margin) / cell];
  for (const { a, b, width } of strips) fillStrip(mask, toCell(a), toCell(b), width / cell);
  for (const box of boxes) {
    const middle = (box.minY + box.maxY) / 2;
    fillStrip(mask, toCell([box.minX, middle]), toCell([box.maxX, middle]), (box.maxY - box.minY) / cell);
  }
  const closed = closeMask(mask, cellM);
  if (!closed) return undefined;
  const [ring] = edgeLoops(closed.floor).sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)));
  const edge = untangleRing(straighten(ring, straightCells)).map(([x, y]) =>
    rotatePoint([x * cell + minX - margin, y * cell + minY - margin], angleRad),
  );
  return { edge, areaM2: closed.areaM2, gapM: closed.gapM };
}

function closeMask(mask: Raster, cellM: number): { floor: Raster; areaM2: number; gapM: number } | undefined {
  const enclosed = (gapM: number) => {
    const reach = Math.max(1, Math.round(gapM / 2 / cellM));
    const floor = inverted(spread(outsideOf(spread(mask, reach)), reach));
    const narrow = Math.max(1, Math.round(narrowestM / 2 / cellM));
    const largest = largestComponent(spread(shrink(floor, narrow), narrow));
    return largest && { floor: largest.mask, areaM2: largest.pixels * cellM ** 2, gapM };
  };
  let last = gapSeriesM.length - 1;
  let best = enclosed(gapSeriesM[last]);
  if (!best || best.areaM2 < smallestM2) return undefined;
  const enough = enclosedRatio * best.areaM2;
  // Wider gaps enclose more: the first that is enough is found by halving.
  for (let first = 0; first < last; ) {
    const middle = (first + last) >> 1;
    const each = enclosed(gapSeriesM[middle]);
    if (each && each.areaM2 >= enough) [best, last] = [each, middle];
    else first = middle + 1;
  }
  // With a margin: what just closes at this scale may not at the next.
  const marginM = Math.min(Math.max(minMarginM, marginRatio * best.gapM), gapSeriesM[gapSeriesM.length - 1]);
  const withMargin = enclosed(marginM);
  return withMargin && { ...withMargin, gapM: best.gapM };
}

/** Sets the cells of a strip, drawn on at its ends by half its width: corners are filled. At least a line. */
function fillStrip({ width, height, data }: Raster, from: Point, to: Point, thick: number): void {
  const inner = distance(from, to);
  if (inner === 0) return;
  const cap = Math.max(0, thick / 2 - 0.5) / inner;
  const a = pointAlong(from, to, -cap);
  const b = pointAlong(from, to, 1 + cap);
  const length = distance(a, b);
  const normal: Point = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
  const across = Math.max(0, Math.ceil(2 * (thick - 0.5)));
  const steps = Math.max(1, Math.ceil(2 * length));
  for (let k = 0; k <= steps; k++) {
    const [x, y] = pointAlong(a, b, k / steps);
    for (let s = 0; s <= across; s++) {
      const aside = across === 0 ? 0 : ((s / across) * 2 - 1) * Math.max(0, thick / 2 - 0.5);
      const column = Math.floor(x + aside * normal[0]);
      const row = Math.floor(y + aside * normal[1]);
      if (column >= 0 && row >= 0 && column < width && row < height) data[row * width + column] = 1;
    }
  }
}
