import { cornerGraph } from '../kernel/corners/corner-graph.ts';
import { type CornerPath, strongestCornerPath } from '../kernel/corners/corner-path.ts';
import { type LinkShares, linkShares } from '../kernel/corners/corner-share.ts';
import type { SpaceMm } from '../kernel/crosses-panel.ts';
import type { CornerLaw, DistanceLaw, Obstacles } from '../kernel/field-kernel.ts';
import { forEachCrossed } from './for-each-crossed.ts';

/** A link's path around corners and what it is worth. */
export interface TracedCorners {
  path: CornerPath;
  shares: LinkShares;
}

/**
 * The strongest path around corners of a link on one level; undefined where the direct line crosses no thick wall, or
 * no path counts.
 */
export function traceCorners(
  obstacles: Obstacles,
  law: DistanceLaw,
  corners: CornerLaw,
  capDb: number,
  from: SpaceMm,
  to: SpaceMm,
): TracedCorners | undefined {
  const { thick } = cornerGraph(obstacles, corners);
  let sumUnits = 0;
  let openUnits = 0;
  forEachCrossed(obstacles, from, to, (index, units) => {
    sumUnits += units;
    if (!thick.has(index)) openUnits += units;
  });
  if (sumUnits === openUnits) return undefined;
  const path = strongestCornerPath(obstacles, law, corners, capDb, from, to);
  return path && { path, shares: linkShares(corners, capDb, sumUnits, openUnits, path.excessDb) };
}
