import { distance, median, type Point, PointGrid, rectangleAround } from '../../../core/index.ts';
import type { SizeCheck } from '../../../plan/index.ts';

/** Sizes that things of a garage have, m: of a bay, between columns, of a door from jamb to jamb, of a wall. */
const usual = {
  bayLength: [4.7, 6.3],
  bayWidth: [2.1, 3],
  columnPitch: [2.4, 12],
  door: [0.7, 7],
  wall: [0.09, 0.65],
} as const;
/** Fewer of a kind say nothing. */
const fewest = 4;

export interface SizedThings {
  bays: readonly (readonly Point[])[];
  columns: readonly Point[];
  openingsM: readonly number[];
  /** Thicknesses of walls drawn with both faces. */
  wallsM: readonly number[];
}

/** Which kinds of things have the size of their kind, by the middle one of each, and which have not. */
export function checkSizes({ bays, columns, openingsM, wallsM }: SizedThings): {
  agree: SizeCheck[];
  disagree: SizeCheck[];
} {
  const agree: SizeCheck[] = [];
  const disagree: SizeCheck[] = [];
  const check = (kind: SizeCheck, sizesM: readonly number[], [least, most]: readonly [number, number]) => {
    if (sizesM.length < fewest) return;
    const middleM = median([...sizesM]);
    (middleM >= least && middleM <= most ? agree : disagree).push(kind);
  };
  const boxes = bays.map((bay) => rectangleAround(bay));
  const isBay = ({ lengthM, widthM }: { lengthM: number; widthM: number }) =>
    within(lengthM, usual.bayLength) && within(widthM, usual.bayWidth);
  check(
    'bays',
    boxes.map((box) => (isBay(box) ? 1 : 0)),
    [1, 1],
  );
  check('columns', pitchesM(columns), usual.columnPitch);
  check('doors', openingsM, usual.door);
  check('walls', wallsM, usual.wall);
  return { agree, disagree };
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** From each column to the nearest other one. */
function pitchesM(columns: readonly Point[]): number[] {
  const grid = new PointGrid(usual.columnPitch[1]);
  columns.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const reachM = 2 * usual.columnPitch[1];
  return columns.map(([x, y], i) => {
    const near = grid.near(x - reachM, y - reachM, x + reachM, y + reachM).filter((j) => j !== i);
    return Math.min(reachM, ...near.map((j) => distance([x, y], columns[j])));
  });
}
