/** Parts of a small garage with stairs and sleeves, as offices draw them. Millimetres. */
import { line, rectangle, type Tag } from '../drawing-support.ts';

/** A floor of 40 × 30 m between two faces, on columns at 8 m. */
export function garageFloor(wall: string): Tag[] {
  const columns = [8000, 16_000, 24_000, 32_000].flatMap((x) => [8000, 16_000].map((y) => [x, y] as const));
  return [
    ...rectangle(wall, 0, 0, 40_000, 30_000),
    ...rectangle(wall, -300, -300, 40_600, 30_600),
    ...columns.flatMap(([x, y]) => rectangle('S-COLU', x - 300, y - 300, 600, 600)),
    ...Array.from({ length: 8 }, (_, i) => rectangle('A-PRKG', 12_000 + 2400 * i, 500, 2400, 5300)).flat(),
  ];
}

/** A wall between two faces along the line, with its ends where a gap begins. */
export function wall(
  layer: string,
  from: readonly [number, number],
  to: readonly [number, number],
  mm = 200,
): Tag[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [x, y] = [(-(to[1] - from[1]) * mm) / 2 / length, ((to[0] - from[0]) * mm) / 2 / length];
  return [
    ...line(layer, from[0] + x, from[1] + y, to[0] + x, to[1] + y),
    ...line(layer, from[0] - x, from[1] - y, to[0] - x, to[1] - y),
    ...line(layer, from[0] + x, from[1] + y, from[0] - x, from[1] - y),
    ...line(layer, to[0] + x, to[1] + y, to[0] - x, to[1] - y),
  ];
}

/** A room between walls, with a door of 1.2 m in its lower wall. */
export function walledRoom(layer: string, x: number, y: number, width: number, depth: number): Tag[] {
  return [
    ...wall(layer, [x - 100, y], [x + 800, y]),
    ...wall(layer, [x + 2000, y], [x + width + 100, y]),
    ...wall(layer, [x - 100, y + depth], [x + width + 100, y + depth]),
    ...wall(layer, [x, y + 100], [x, y + depth - 100]),
    ...wall(layer, [x + width, y + 100], [x + width, y + depth - 100]),
    ...[[0, 'ARC'] as const, [8, 'A-DOOR'] as const, [10, x + 800] as const, [20, y] as const],
    ...[[40, 1200] as const, [50, 0] as const, [51, 90] as const],
    ...line('A-DOOR', x + 800, y, x + 800, y + 1200),
  ];
}

/** Treads along x, one above the other. */
export function treads(
  layer: string,
  x: number,
  y: number,
  { count = 10, going = 280, width = 1300 } = {},
): Tag[] {
  return Array.from({ length: count }, (_, i) =>
    line(layer, x, y + going * i, x + width, y + going * i),
  ).flat();
}
