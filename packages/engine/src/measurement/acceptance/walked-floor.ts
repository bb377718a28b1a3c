import { mmToMetres } from '../../core/index.ts';
import type { Level, Plan } from '../../plan/index.ts';
import { cellKind, defaultResolutionM, type Grid, locationM } from '../../radio/index.ts';
import type { WalkedLevel } from './acceptance.ts';
import { countedFloor } from './counted-floor.ts';

/** Floor within this of a location counts as walked: half the spacing of an acceptance walk's passes, metres. */
const reachM = 4;
const cellM = defaultResolutionM;
/** Smaller parts are not worth a name, m². */
const minPartM2 = 30;
const nearM = 15;

/** Fraction of each level's counted floor near the locations, and the parts that are not. */
export function walkedFloor(
  plan: Plan,
  locations: readonly { level: string; x: number; y: number }[],
): WalkedLevel[] {
  return plan.levels.map((level) => {
    const { grid, cells } = countedFloor(level);
    const left = mmToMetres(grid.originXMm);
    const bottom = mmToMetres(grid.originYMm);
    const { columns, rows } = grid;
    const matching = locations.filter((location) => location.level === level.id);
    const walked = cellsNear(matching, grid);
    const squares = new Set(matching.map(({ x, y }) => `${squareOf(x)},${squareOf(y)}`));
    const squareColumns = Array.from({ length: columns }, (_, column) => squareOf(left + column * cellM));
    let counted = 0;
    let near = 0;
    let visited = 0;
    for (let row = 0; row < rows; row += 1) {
      const squareRow = squareOf(bottom + row * cellM);
      const isVisited = squareColumns.map((squareColumn) => squares.has(`${squareColumn},${squareRow}`));
      for (let column = 0; column < columns; column += 1) {
        const cell = row * columns + column;
        if (cells[cell] === cellKind.none) continue;
        counted += 1;
        near += walked[cell];
        if (walked[cell] === 1 && isVisited[column]) visited += 1;
      }
    }
    const unvisited = listParts(cells, walked, columns, rows)
      .filter((part) => part.length * cellM ** 2 >= minPartM2)
      .sort((a, b) => b.length - a.length)
      .map((part) => {
        const { x, y } = middleOf(part, (cell) => [
          left + (cell % columns) * cellM,
          bottom + Math.floor(cell / columns) * cellM,
        ]);
        const name = nearestName(level, x, y);
        return { areaM2: part.length * cellM ** 2, x, y, ...(name ? { near: name } : {}) };
      });
    return {
      level: level.id,
      countedAreaM2: counted * cellM ** 2,
      walkedRatio: counted === 0 ? 0 : near / counted,
      visitedRatio: counted === 0 ? 0 : visited / counted,
      unvisited,
    };
  });
}

const squareOf = (atM: number) => Math.floor(atM / locationM);

/** [cells]: 1 where one of the locations is near. */
function cellsNear(locations: readonly { x: number; y: number }[], grid: Grid): Uint8Array {
  const { columns, rows } = grid;
  const left = mmToMetres(grid.originXMm);
  const bottom = mmToMetres(grid.originYMm);
  const near = new Uint8Array(columns * rows);
  const reach = Math.ceil(reachM / cellM);
  for (const { x, y } of locations) {
    const atColumn = Math.round((x - left) / cellM);
    const atRow = Math.round((y - bottom) / cellM);
    for (let row = Math.max(0, atRow - reach); row <= Math.min(rows - 1, atRow + reach); row += 1) {
      const northM = bottom + row * cellM - y;
      const last = Math.min(columns - 1, atColumn + reach);
      for (let column = Math.max(0, atColumn - reach); column <= last; column += 1) {
        const cell = row * columns + column;
        // Locations of a walk reach the same cells again and again.
        if (near[cell] === 1) continue;
        if (Math.hypot(left + column * cellM - x, northM) <= reachM) near[cell] = 1;
      }
    }
  }
  return near;
}

/** Connected parts of counted floor that were not walked. */
function listParts(cells: Uint8Array, walked: Uint8Array, columns: number, rows: number): number[][] {
  const seen = new Uint8Array(cells.length);
  const parts: number[][] = [];
  for (let seed = 0; seed < cells.length; seed += 1) {
    if (seen[seed] || walked[seed] || cells[seed] === cellKind.none) continue;
    const part: number[] = [];
    const stack = [seed];
    seen[seed] = 1;
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      part.push(cell);
      const column = cell % columns;
      const row = (cell - column) / columns;
      const neighbours = [
        column > 0 ? cell - 1 : -1,
        column + 1 < columns ? cell + 1 : -1,
        row > 0 ? cell - columns : -1,
        row + 1 < rows ? cell + columns : -1,
      ];
      for (const next of neighbours) {
        if (next < 0 || seen[next] || walked[next] || cells[next] === cellKind.none) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    parts.push(part);
  }
  return parts;
}

/** The cell of a part that is nearest to its centre of area. */
function middleOf(
  part: readonly number[],
  locationOf: (cell: number) => [number, number],
): { x: number; y: number } {
  const locations = part.map(locationOf);
  const meanX = locations.reduce((sum, [x]) => sum + x, 0) / locations.length;
  const meanY = locations.reduce((sum, [, y]) => sum + y, 0) / locations.length;
  const [x, y] = locations.reduce((best, location) =>
    Math.hypot(location[0] - meanX, location[1] - meanY) < Math.hypot(best[0] - meanX, best[1] - meanY)
      ? location
      : best,
  );
  return { x, y };
}

/** Local name of a location: the nearest room or point with a name. */
function nearestName({ zones = [], points = [] }: Level, x: number, y: number): string | undefined {
  const named = [
    ...zones.flatMap(({ name, polygon }) =>
      name
        ? [{ name, apartM: Math.min(...polygon.map((corner) => Math.hypot(corner[0] - x, corner[1] - y))) }]
        : [],
    ),
    ...points.map(({ id, name, position }) => ({
      name: name ?? id,
      apartM: Math.hypot(position[0] - x, position[1] - y),
    })),
  ].filter(({ apartM }) => apartM <= nearM);
  return named.sort((a, b) => a.apartM - b.apartM)[0]?.name;
}
