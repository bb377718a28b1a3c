import { boundsOf, distanceToRing, ringContains } from '../../core/index.ts';
import type { Level, Position } from '../../plan/index.ts';

/**
 * A ramp or an entrance outside the outline is the garage's as far as a call has to go over from the network outside: 5 s at
 * 15 km/h (engineering practice, assumption). Beyond it nothing is demanded of the garage's antennas. Metres.
 */
const outsideReachM = 20;
/** Such floor is looked at in squares of this side, metres. */
export const outsideStepM = 2;
const mostOutsideSquares = 20_000;

/** A place outside the outline. */
export interface OutsidePlace {
  place: Position;
  /** From the outline along the zone's course, metres. */
  farM: number;
}

/**
 * Places of a zone outside the outline that are the garage's: the middles of squares that are no farther from the outline
 * than the reach, along the zone's own course.
 */
export function placesOutside({ outline }: Level, polygon: readonly Position[]): OutsidePlace[] {
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const columns = Math.ceil((maxX - minX) / outsideStepM);
  const rows = Math.ceil((maxY - minY) / outsideStepM);
  if (columns * rows > mostOutsideSquares) return [];
  const placeOf = (square: number): Position => [
    minX + ((square % columns) + 0.5) * outsideStepM,
    minY + (Math.floor(square / columns) + 0.5) * outsideStepM,
  ];
  const farM = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const isOutside = farM.map((_, square) => {
    const place = placeOf(square);
    return ringContains(polygon, place) && !ringContains(outline, place) ? 1 : 0;
  });
  let queue: number[] = [];
  for (let square = 0; square < farM.length; square += 1) {
    if (isOutside[square] === 0) continue;
    const distanceM = distanceToRing(outline, placeOf(square));
    if (distanceM > 1.5 * outsideStepM) continue;
    farM[square] = distanceM;
    queue.push(square);
  }
  while (queue.length > 0) {
    const next: number[] = [];
    for (const square of queue) {
      for (const near of neighbours(square, columns, rows)) {
        const [a, b] = [placeOf(square), placeOf(near)];
        const distanceM = farM[square] + Math.hypot(a[0] - b[0], a[1] - b[1]);
        if (isOutside[near] === 0 || distanceM >= farM[near] || distanceM > outsideReachM) continue;
        farM[near] = distanceM;
        next.push(near);
      }
    }
    queue = next;
  }
  return [...farM.keys()]
    .filter((square) => farM[square] <= outsideReachM)
    .map((square) => ({ place: placeOf(square), farM: farM[square] }));
}

function* neighbours(square: number, columns: number, rows: number): Generator<number> {
  const [column, row] = [square % columns, Math.floor(square / columns)];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
      if (x !== column || y !== row) yield y * columns + x;
    }
  }
}
