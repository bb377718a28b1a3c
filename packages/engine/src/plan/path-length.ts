import { distance } from '../core/index.ts';
import type { Position } from './schema.ts';

/** Length of a path through places, metres. */
export function pathLengthM(path: readonly Position[]): number {
  let lengthM = 0;
  for (let index = 1; index < path.length; index += 1) lengthM += distance(path[index - 1], path[index]);
  return lengthM;
}
