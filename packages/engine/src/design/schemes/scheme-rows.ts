import type { PathsChoice, SchemeId } from '../../plan/index.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import type { CandidateKind } from '../placement/candidates/candidate.ts';
import type { Objective } from '../placement/objectives/search-objective.ts';

/** A way to build a garage's coverage: what antennas are placed, and of what parts. */
export interface SchemeRow {
  id: SchemeId;
  kinds: readonly CandidateKind[];
  /** Paths that feeders lead to each antenna, or that their second path is shifted in frequency; default those of the plan. */
  paths?: PathsChoice;
  /** Only carriers of NR have anything of it: without any it is no scheme. */
  isForNr?: true;
  /** Default: the fewest antennas. */
  objective?: Objective;
  /** Default: the catalogue as it is. */
  catalogue?(whole: Catalogue): Catalogue;
  /** Its cells are those of base stations outside. */
  repeats?: true;
}

const rows: readonly SchemeRow[] = [
  { id: 'passive-omni', kinds: ['omni'] },
  { id: 'passive-directional', kinds: ['omni', 'directional'] },
  { id: 'passive-two-path', kinds: ['omni', 'directional'], paths: 2 },
  { id: 'passive-shift', kinds: ['omni', 'directional'], paths: 'shift', isForNr: true },
  { id: 'radiating-cable', kinds: ['cable'] },
  { id: 'small-cells', kinds: ['small-cell'] },
  // The fewest of all kinds would be the strongest, whatever they cost.
  { id: 'hybrid', kinds: ['omni', 'directional', 'cable', 'small-cell'], objective: 'cost' },
  {
    ...{ id: 'repeater', kinds: ['omni', 'directional'], repeats: true },
    catalogue: (whole) => ({
      ...whole,
      parts: whole.parts.filter(
        ({ kind }) => !['radio-unit', 'baseband', 'hub', 'small-cell'].includes(kind),
      ),
    }),
  },
];

/** The row of a scheme. */
export function schemeRow(id: SchemeId): SchemeRow {
  const row = rows.find((each) => each.id === id);
  if (!row) throw new Error(`no scheme ${id}`);
  return row;
}
