import { distance, type Point, requireList, requirePoint } from '../core/index.ts';

/** Length of a path through places, metres. */
export function pathLengthM(path: readonly Point[]): number {
  requireList('path', path);
  for (const point of path) requirePoint('path', point);
  let lengthM = 0;
  for (let index = 1; index < path.length; index += 1) lengthM += distance(path[index - 1], path[index]);
  return lengthM;
}
