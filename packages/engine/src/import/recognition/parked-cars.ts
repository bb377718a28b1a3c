import { boundsOf, degToRad, type Point } from '../../core/index.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { tuning } from '../tuning.ts';

const { bodyLengthM, bodyBreadthM, fewestCorners, fewestCars } = tuning.parkedCars;

/**
 * Middles of the cars that are drawn on a sheet: blocks placed several times, as long and broad as a car's body and with
 * more corners than a bay or a table has. Metres.
 */
export function parkedCars({ paths, symbols }: Drawing): Point[] {
  const corners = new Map<number, Point[]>();
  for (const { symbol, points } of paths) {
    if (symbol < 0) continue;
    const known = corners.get(symbol);
    if (known) for (const point of points) known.push(point);
    else corners.set(symbol, [...points]);
  }
  const blocks = new Map<string, Point[][]>();
  for (const [symbol, points] of corners) {
    if (points.length < fewestCorners) continue;
    const name = symbols[symbol]?.names[0] ?? '';
    const placed = blocks.get(name);
    if (placed) placed.push(points);
    else blocks.set(name, [points]);
  }
  return [...blocks.values()]
    .filter((placed) => placed.length >= fewestCars && isCar(placed[0]))
    .flatMap((placed) =>
      placed.map((points): Point => {
        const { minX, minY, maxX, maxY } = boundsOf(points);
        return [(minX + maxX) / 2, (minY + maxY) / 2];
      }),
    );
}

/** True of what the smallest box around it makes as large as a car. */
function isCar(points: readonly Point[]): boolean {
  let [lengthM, breadthM] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let angleDeg = 0; angleDeg < 90; angleDeg++) {
    const [cos, sin] = [Math.cos(degToRad(angleDeg)), Math.sin(degToRad(angleDeg))];
    const { minX, minY, maxX, maxY } = boundsOf(
      points.map(([x, y]): Point => [cos * x + sin * y, cos * y - sin * x]),
    );
    const sidesM = [maxX - minX, maxY - minY].sort((p, q) => q - p);
    if (sidesM[0] * sidesM[1] < lengthM * breadthM) [lengthM, breadthM] = sidesM;
  }
  const isWithin = (sizeM: number, { min, max }: { min: number; max: number }) =>
    sizeM >= min && sizeM <= max;
  return isWithin(lengthM, bodyLengthM) && isWithin(breadthM, bodyBreadthM);
}
