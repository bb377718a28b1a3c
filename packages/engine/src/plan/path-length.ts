import { distance, type Point } from '../core/index.ts';

/** Length of a path through places, metres. */
export function pathLengthM(path: readonly Point[]): number {
  let lengthM = 0;
  for (let index = 1; index < path.length; index += 1) lengthM += distance(path[index - 1], path[index]);
  return lengthM;
}
