import type { Point } from '../../../core/index.ts';
import type { Antenna } from '../../../plan/index.ts';

/**
 * Antennas whose small cells are shared out among radio cells, no more of them combined in one than a cell bears: level by
 * level as far as whole levels fit, a level that has more in parts beside each other. Operators that share nothing count
 * apart. Small cells that hang already keep the cell they have.
 * @param levelIds in the plan's order
 */
export function assignCells(
  antennas: readonly Antenna[],
  levelIds: readonly string[],
  max: number,
): Antenna[] {
  const cells = new Map<Antenna, string>();
  for (const system of systemsOf(antennas)) {
    if (system.length <= max) continue;
    const parts = packed(
      levelIds.flatMap((level) =>
        halved(
          system.filter((each) => each.level === level),
          max,
        ),
      ),
      max,
    );
    parts.forEach((part, index) => {
      for (const antenna of part) cells.set(antenna, `S${index + 1}`);
    });
  }
  return antennas.map((antenna) => {
    const cell = cells.get(antenna);
    return cell === undefined ? antenna : { ...antenna, cell };
  });
}

/** Small cells that nobody fixed, by what they send. */
function systemsOf(antennas: readonly Antenna[]): Antenna[][] {
  const systems = new Map<string, Antenna[]>();
  for (const antenna of antennas) {
    if (antenna.feed !== 'small-cell' || antenna.fixed === true || antenna.locked === true) continue;
    const key = JSON.stringify([...antenna.carriers].sort());
    systems.set(key, [...(systems.get(key) ?? []), antenna]);
  }
  return [...systems.values()];
}

/** Halves along the longer side until no part has more. */
function halved(antennas: readonly Antenna[], max: number): Antenna[][] {
  if (antennas.length <= max) return antennas.length === 0 ? [] : [[...antennas]];
  const spanM = (axis: 0 | 1) => {
    const values = antennas.map(({ position }) => position[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  const axis = spanM(0) >= spanM(1) ? 0 : 1;
  const along = (a: Point, b: Point) => a[axis] - b[axis] || a[1 - axis] - b[1 - axis];
  const sorted = [...antennas].sort((a, b) => along(a.position, b.position));
  const middle = Math.ceil(sorted.length / 2);
  return [...halved(sorted.slice(0, middle), max), ...halved(sorted.slice(middle), max)];
}

/** Neighbouring parts together as long as they fit in one cell. */
function packed(parts: readonly Antenna[][], max: number): Antenna[][] {
  const cells: Antenna[][] = [];
  for (const part of parts) {
    const last = cells[cells.length - 1];
    if (last && last.length + part.length <= max) last.push(...part);
    else cells.push([...part]);
  }
  return cells;
}
