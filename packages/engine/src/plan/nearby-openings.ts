import type { Opening, Wall } from './schema.ts';

/** The boxes around a level's openings, from left to right. */
export interface OpeningBoxes {
  /** Which opening it is, in the level's list. */
  order: Int32Array;
  /** [opening count, 4]: least x, least y, most x, most y, metres. */
  boxesM: Float64Array;
  widestM: number;
}

export function openingBoxes(openings: readonly Opening[]): OpeningBoxes {
  const leftM = (index: number) => Math.min(openings[index].start[0], openings[index].end[0]);
  const order = Int32Array.from(openings.keys()).sort((a, b) => leftM(a) - leftM(b) || a - b);
  const boxesM = new Float64Array(4 * order.length);
  let widestM = 0;
  order.forEach((index, place) => {
    const { start, end } = openings[index];
    boxesM[4 * place] = Math.min(start[0], end[0]);
    boxesM[4 * place + 1] = Math.min(start[1], end[1]);
    boxesM[4 * place + 2] = Math.max(start[0], end[0]);
    boxesM[4 * place + 3] = Math.max(start[1], end[1]);
    widestM = Math.max(widestM, boxesM[4 * place + 2] - boxesM[4 * place]);
  });
  return { order, boxesM, widestM };
}

/** Indices of the openings whose boxes come within a reach of a wall's, ascending: most of a level are far from most walls. */
export function openingsNear({ order, boxesM, widestM }: OpeningBoxes, wall: Wall, reachM: number): number[] {
  const lowX = Math.min(wall.start[0], wall.end[0]) - reachM;
  const highX = Math.max(wall.start[0], wall.end[0]) + reachM;
  const lowY = Math.min(wall.start[1], wall.end[1]) - reachM;
  const highY = Math.max(wall.start[1], wall.end[1]) + reachM;
  const found: number[] = [];
  for (let place = firstFrom(boxesM, lowX - widestM - 1e-6); place < order.length; place += 1) {
    const at = 4 * place;
    if (boxesM[at] > highX) break;
    if (boxesM[at + 2] < lowX || boxesM[at + 1] > highY || boxesM[at + 3] < lowY) continue;
    found.push(order[place]);
  }
  return found.sort((a, b) => a - b);
}

/** The first box that begins at or right of a coordinate. */
function firstFrom(boxesM: Float64Array, x: number): number {
  let [low, high] = [0, boxesM.length / 4];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxesM[4 * middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
