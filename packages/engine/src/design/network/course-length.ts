import { distance } from '../../core/index.ts';
import { type Level, type NetworkCable, pathLengthM } from '../../plan/index.ts';

/** Length along a course and up or down its risers, metres. */
export function courseLengthM(levels: readonly Level[], course: NetworkCable['course']): number {
  return course.reduce((sum, { level, path }, index) => {
    const before = course[index - 1];
    const riserM = before
      ? riseM(levels, before.level, level) + distance(before.path[before.path.length - 1], path[0])
      : 0;
    return sum + pathLengthM(path) + riserM;
  }, 0);
}

/** Height between the floors of two levels, metres. */
export function riseM(levels: readonly Level[], from: string, to: string): number {
  const elevationM = (id: string) => levels.find((level) => level.id === id)?.elevationM ?? 0;
  return Math.abs(elevationM(from) - elevationM(to));
}
