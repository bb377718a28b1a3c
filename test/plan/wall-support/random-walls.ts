import type { Level, Opening, Wall } from '@diku/engine';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { buildLevel } from '../../support/build-garage.ts';

type Point = [number, number];

const thicknessesM = [0.1, 0.12, 0.2, 0.24, 0.3, 0.4];
const materials = ['reinforced-concrete', 'concrete-block', 'glass'];
const kinds = ['fire-shutter', 'fire-door', 'door', 'passage', 'lift-door'] as const;

/**
 * A level of walls as drawings have them (single, in line with gaps between, two faces side by side, corners) and openings in
 * them, beside them, oblique to them, over their ends, over each other, across corners, without length and far from any.
 */
export function randomWalledLevel(seed: number, wallCount: number, openingCount: number): Level {
  const random = createRandom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)];
  const isRound = random() < 0.7;
  const point = ([x, y]: Point): Point =>
    isRound ? [Math.round(1000 * x) / 1000, Math.round(1000 * y) / 1000] : [x, y];
  const walls: Wall[] = [];
  const add = (start: Point, end: Point, thicknessM: number) => {
    const partial = random() < 0.1 ? { topM: 1.2 } : {};
    walls.push({
      id: `w${walls.length}`,
      start: point(start),
      end: point(end),
      thicknessM,
      material: pick(materials),
      ...partial,
    });
  };
  while (walls.length < wallCount) {
    const angleRad = random() < 0.6 ? (Math.PI / 2) * Math.floor(random() * 4) : between(0, 2 * Math.PI);
    const [ux, uy] = [Math.cos(angleRad), Math.sin(angleRad)];
    const start: Point = [between(5, 35), between(5, 20)];
    const lengthM = random() < 0.03 ? 0 : between(0.3, 14);
    const at = (along: number, aside: number): Point => [
      start[0] + along * ux - aside * uy,
      start[1] + along * uy + aside * ux,
    ];
    const thicknessM = pick(thicknessesM);
    add(at(0, 0), at(lengthM, 0), thicknessM);
    const companion = random();
    const gapM = between(0.8, 4);
    if (companion < 0.25) add(at(lengthM + gapM, 0), at(lengthM + gapM + 3, 0), thicknessM);
    else if (companion < 0.45)
      add(at(0, between(0.1, 0.5)), at(lengthM, between(0.1, 0.5)), pick(thicknessesM));
    else if (companion < 0.6) add(at(lengthM, 0), at(lengthM, between(1, 5)), pick(thicknessesM));
  }
  walls.length = wallCount;
  const openings: Opening[] = [];
  while (openings.length < openingCount) {
    openings.push({
      id: `d${openings.length}`,
      ...randomLine(pick(walls), random, point),
      kind: pick(kinds),
      state: random() < 0.5 ? 'open' : 'closed',
    });
  }
  return buildLevel({ walls, openings, columns: [], bays: [], zones: [], points: [] });
}

/** An opening somewhere at a wall. */
function randomLine(
  { start, end, thicknessM }: Wall,
  random: () => number,
  point: (at: Point) => Point,
): { start: Point; end: Point } {
  const between = (low: number, high: number) => low + random() * (high - low);
  const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const wallRad = Math.atan2(end[1] - start[1], end[0] - start[0]);
  const form = random();
  const widthM = form < 0.04 ? 0 : form < 0.1 ? lengthM + between(0.1, 2) : between(0.5, 5);
  const alongM = between(-1, lengthM + 1);
  const sideDraw = random();
  const asideM =
    sideDraw < 0.35 ? 0 : sideDraw < 0.85 ? between(-0.5, 0.5) : thicknessM / 2 + between(0.05, 0.2);
  const oblique = random();
  const turnRad = oblique < 0.4 ? 0 : oblique < 0.85 ? between(-0.4, 0.4) : between(0, Math.PI);
  const [middleX, middleY] = [
    start[0] + alongM * Math.cos(wallRad) - asideM * Math.sin(wallRad),
    start[1] + alongM * Math.sin(wallRad) + asideM * Math.cos(wallRad),
  ];
  const side = random() < 0.5 ? 1 : -1;
  const [halfX, halfY] = [
    (side * widthM * Math.cos(wallRad + turnRad)) / 2,
    (side * widthM * Math.sin(wallRad + turnRad)) / 2,
  ];
  return {
    start: point([middleX - halfX, middleY - halfY]),
    end: point([middleX + halfX, middleY + halfY]),
  };
}
