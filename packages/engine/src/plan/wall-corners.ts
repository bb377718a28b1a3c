import type { Point } from '../core/index.ts';

/** The four corners of the body around a centre line that has a length, metres. */
export function wallCorners(start: Point, end: Point, thicknessM: number): Point[] {
  const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const acrossX = ((start[1] - end[1]) / lengthM) * (thicknessM / 2);
  const acrossY = ((end[0] - start[0]) / lengthM) * (thicknessM / 2);
  return [
    [start[0] + acrossX, start[1] + acrossY],
    [end[0] + acrossX, end[1] + acrossY],
    [end[0] - acrossX, end[1] - acrossY],
    [start[0] - acrossX, start[1] - acrossY],
  ];
}
