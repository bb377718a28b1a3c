import { smallCellBackoffDb } from '../exposure/small-cell-backoff.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import { defaultCatalogue } from '../network/catalogue/default-catalogue.ts';
import { placementLevels } from '../network/own-level/placement-levels.ts';
import type { CandidateKind } from '../placement/candidates/candidate.ts';
import { kindOf } from '../placement/candidates/costs.ts';
import { type CandidateOptions, defaultKinds } from '../placement/candidates/find-candidates.ts';
import type { OwnLevels } from '../placement/candidates/own-levels.ts';
import type { Plan } from '../plan/schema.ts';

/**
 * What small cells and radiating cables are placed with in a plan, where such may be placed at all: what the network will
 * bring to them, and for small cells no more than heads under them may get.
 * @throws InputError naming carriers for which the catalogue has none
 */
export function ownLevelsFor(
  plan: Plan,
  { kinds = defaultKinds, own }: Pick<CandidateOptions, 'kinds' | 'own'>,
  catalogue: Pick<Catalogue, 'parts'> = defaultCatalogue(),
): OwnLevels {
  const isPlaced = (kind: CandidateKind) =>
    own ? own.some((each) => kindOf(each) === kind) : kinds.includes(kind);
  return placementLevels(plan, catalogue, {
    ...{ smallCells: isPlaced('small-cell'), cable: isPlaced('cable') },
    backoffDb: (units, mount) => smallCellBackoffDb(plan, units, mount),
  });
}
