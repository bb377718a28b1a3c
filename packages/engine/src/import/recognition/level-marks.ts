import type { Point } from '../../core/index.ts';
import { elevationOf } from '../../plan/index.ts';
import { tuning } from '../tuning.ts';

const { deepestM, belowGroundM } = tuning.levelMarks;

/** A level mark and where it stands; metres. */
export interface LevelMark {
  markM: number;
  position: Point;
}

/**
 * The level marks among texts. Where some are below ground the others are left out: on the plan of a basement they say how
 * high the ground is at the head of a ramp or a stair.
 */
export function levelMarks(texts: readonly { text: string; position: Point }[]): LevelMark[] {
  const all = texts.flatMap(({ text, position }): LevelMark[] => {
    const markM = elevationOf(text);
    return markM === undefined || markM < deepestM ? [] : [{ markM, position }];
  });
  const below = all.filter(({ markM }) => isBelowGround(markM));
  return below.length > 0 ? below : all;
}

/** The mark that occurs most; of equally frequent ones the lowest. */
export function prevailingMark(marks: readonly LevelMark[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { markM } of marks) counts.set(markM, (counts.get(markM) ?? 0) + 1);
  const [best] = [...counts].sort((p, q) => q[1] - p[1] || p[0] - q[0]);
  return best?.[0];
}

/** True of the floor of a basement. */
export function isBelowGround(markM: number): boolean {
  return markM <= belowGroundM;
}
