import { InputError, say } from '../../../core/index.ts';
import type { Antenna, Carrier, CatalogPart } from '../../../plan/index.ts';
import { cableLosses, nearestBand } from '../../../radio/index.ts';
import { installedCny } from '../design/design-parts.ts';

/** Sections of about this length are compared, metres. */
const comparedM = 80;

/**
 * The radiating cable of a catalogue for these carriers: of those that are rated for all of them the one whose weakest
 * carrier leaves it strongest at the far end of a section; of equals the cheapest.
 * @throws InputError where none is rated for all of them
 */
export function chooseRadiatingCable(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
): CatalogPart {
  const cables = parts.filter(
    ({ kind, antennaType }) => kind === 'antenna' && antennaType === 'radiating-cable',
  );
  const rated = cables.filter((part) =>
    carriers.every((carrier) => nearestBand(part, carrier).outsideMhz === 0),
  );
  const worstDb = (part: CatalogPart) =>
    Math.max(
      ...carriers.map(({ frequencyMhz }) => {
        const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(
          { cable: cableTables(part) },
          frequencyMhz,
        );
        return couplingLossDb + (longitudinalLossDbPer100M * comparedM) / 100;
      }),
    );
  const [best] = [...rated].sort(
    (a, b) => worstDb(a) - worstDb(b) || installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1),
  );
  if (best) return best;
  const kind = 'radiating-cable';
  const lost = carriers.filter(
    (carrier) => !cables.some((part) => nearestBand(part, carrier).outsideMhz === 0),
  );
  throw new InputError(
    (lost.length > 0 ? lost : carriers).map(({ id, frequencyMhz }) => ({
      at: `carriers.${id}`,
      found: say('network-unrated', { kind, frequency: frequencyMhz }),
      expected: say('network-rated', { kind }),
    })),
  );
}

/** A part's losses as an antenna of the plan has them; undefined where the part does not say them. */
export function cableTables({ couplingLossDb, longitudinalLossDbPer100M }: CatalogPart): Antenna['cable'] {
  if (!couplingLossDb && !longitudinalLossDbPer100M) return undefined;
  return {
    ...(couplingLossDb ? { couplingLossDb } : {}),
    ...(longitudinalLossDbPer100M ? { longitudinalLossDbPer100M } : {}),
  };
}
