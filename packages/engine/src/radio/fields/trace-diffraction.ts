import type { SpaceMm } from '../kernel/crosses-facet.ts';
import { type DiffractedPath, strongestDiffractedPath } from '../kernel/diffraction/diffracted-path.ts';
import { type LinkFractions, linkFractions } from '../kernel/diffraction/link-fractions.ts';
import { vertexGraph } from '../kernel/diffraction/vertex-graph.ts';
import type { DiffractionLaw, Obstacles, PathLossLaw } from '../kernel/field-kernel.ts';
import { forEachCrossed } from './for-each-crossed.ts';

/** A link's diffracted path and what it is worth. */
export interface TracedDiffraction {
  path: DiffractedPath;
  shares: LinkFractions;
}

/** What a link on one level crosses on the straight line, and how it gets around. */
export interface TracedLink {
  /** Loss units of all that the straight line crosses. */
  sumUnits: number;
  /** Undefined where the straight line crosses no thick wall, or no diffracted path counts. */
  diffraction?: TracedDiffraction;
}

/** The straight line of a link on one level and its strongest diffracted path. */
export function traceDiffraction(
  obstacles: Obstacles,
  law: PathLossLaw,
  diffraction: DiffractionLaw,
  capDb: number,
  from: SpaceMm,
  to: SpaceMm,
): TracedLink {
  const { thick } = vertexGraph(obstacles, diffraction);
  let sumUnits = 0;
  let openUnits = 0;
  forEachCrossed(obstacles, from, to, (index, units) => {
    sumUnits += units;
    if (!thick.has(index)) openUnits += units;
  });
  if (sumUnits === openUnits) return { sumUnits };
  const path = strongestDiffractedPath(obstacles, law, diffraction, capDb, from, to);
  if (!path) return { sumUnits };
  return {
    sumUnits,
    diffraction: { path, shares: linkFractions(diffraction, capDb, sumUnits, openUnits, path.excessDb) },
  };
}
