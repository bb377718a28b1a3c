import { distance, distanceToSegment, foldTraditional, type Point, PointGrid } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import type { WallLine } from './walls/wall-line.ts';

const { leastThicknessM, alikeM, touchM, carryM } = tuning.civilWalls;

/** What says where civil-defence units are. */
export interface CivilSigns {
  openings: readonly OpeningLine[];
  /** A region marked as a unit begins at this wall. */
  isBeside: (wall: WallLine) => boolean;
  /** It bounds a stair, a lift or a lobby. */
  isAtCore: (wall: WallLine) => boolean;
  /** The drawing marks units at all. */
  isMarked: boolean;
}

/** True for texts that mark a civil-defence unit (`人防防火分区2`, `防护单元一`), false for what is outside of them. */
export function marksCivilDefence(text: string): boolean {
  const words = foldTraditional(text);
  if (/非人防|普通地下室/.test(words)) return false;
  return /人防.{0,6}(分区|单元|区)|(防护|抗爆|人防)单元|CIVIL DEFEN[CS]E/i.test(words) && text.length < 60;
}

/**
 * The walls around civil-defence units: thick ones that carry blast doors or bound a marked unit, what is built on
 * with them in the same thickness, and other walls of that thickness away from stairs and lifts. None where the
 * drawing shows neither.
 */
export function findCivilWalls(walls: readonly WallLine[], signs: CivilSigns): Set<WallLine> {
  const thick = walls.filter(({ thicknessM }) => thicknessM >= leastThicknessM);
  const blastDoors = signs.openings.filter(({ kind }) => kind === 'blast-door');
  if (blastDoors.length === 0 && !signs.isMarked) return new Set();
  const grid = new PointGrid(4);
  thick.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, touchM);
  });
  const carries = (wall: WallLine): boolean =>
    blastDoors.some(({ start, end }) =>
      [start, end].some((jamb) => distance(jamb, wall.a) < carryM || distance(jamb, wall.b) < carryM),
    );
  const found = new Set<WallLine>(thick.filter((wall) => carries(wall) || signs.isBeside(wall)));
  const queue = [...found];
  while (queue.length > 0) {
    const wall = queue.pop()!;
    for (const i of touching(wall, thick, grid)) {
      const other = thick[i];
      if (found.has(other) || Math.abs(other.thicknessM - wall.thicknessM) > alikeM) continue;
      found.add(other);
      queue.push(other);
    }
  }
  const thicknesses = new Set([...found].map(({ thicknessM }) => Math.round(thicknessM / alikeM)));
  for (const wall of thick) {
    if (thicknesses.has(Math.round(wall.thicknessM / alikeM)) && !signs.isAtCore(wall)) found.add(wall);
  }
  return found;
}

function touching(wall: WallLine, walls: readonly WallLine[], grid: PointGrid): number[] {
  const meets = (other: WallLine) => {
    const ends = (line: WallLine): Point[] => [line.a, line.b];
    return (
      ends(wall).some((end) => distanceToSegment(end, other.a, other.b) < touchM) ||
      ends(other).some((end) => distanceToSegment(end, wall.a, wall.b) < touchM)
    );
  };
  return [...new Set(grid.nearAlong(wall.a, wall.b))].filter((i) => walls[i] !== wall && meets(walls[i]));
}
