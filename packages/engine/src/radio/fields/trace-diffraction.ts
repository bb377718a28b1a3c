import type { SpaceMm } from '../kernel/crosses-facet.ts';
import { type CornerPath, strongestCornerPath } from '../kernel/diffraction/diffracted-path.ts';
import { type LinkShares, linkShares } from '../kernel/diffraction/link-fractions.ts';
import { cornerGraph } from '../kernel/diffraction/vertex-graph.ts';
import type { DiffractionLaw, Obstacles, PathLossLaw } from '../kernel/field-kernel.ts';
import { forEachCrossed } from './for-each-crossed.ts';

/** A link's diffracted path and what it is worth. */
export interface TracedCorners {
  path: CornerPath;
  shares: LinkShares;
}

/** What a link on one level crosses on the straight line, and how it gets around. */
export interface TracedLink {
  /** Loss units of all that the straight line crosses. */
  sumUnits: number;
  /** Undefined where the straight line crosses no thick wall, or no diffracted path counts. */
  corners?: TracedCorners;
}

/** The straight line of a link on one level and its strongest diffracted path. */
export function traceCorners(
  obstacles: Obstacles,
  law: PathLossLaw,
  corners: DiffractionLaw,
  capDb: number,
  from: SpaceMm,
  to: SpaceMm,
): TracedLink {
  const { thick } = cornerGraph(obstacles, corners);
  let sumUnits = 0;
  let openUnits = 0;
  forEachCrossed(obstacles, from, to, (index, units) => {
    sumUnits += units;
    if (!thick.has(index)) openUnits += units;
  });
  if (sumUnits === openUnits) return { sumUnits };
  const path = strongestCornerPath(obstacles, law, corners, capDb, from, to);
  if (!path) return { sumUnits };
  return {
    sumUnits,
    corners: { path, shares: linkShares(corners, capDb, sumUnits, openUnits, path.excessDb) },
  };
}
