import {
  type CandidateKind,
  type CandidateOptions,
  type Catalogue,
  defaultCatalogue,
  defaultKinds,
  kindOf,
  type OwnLevels,
  placementLevels,
  smallCellBackoffDb,
} from '../design/index.ts';
import type { Plan } from '../plan/index.ts';

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
