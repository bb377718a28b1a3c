import { InputError, say } from '../../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  cableLengthM,
  type Plan,
  planProfile,
  radiatesAlongPath,
} from '../../../plan/index.ts';
import {
  antennaPartId,
  cableLosses,
  mapService,
  type NetworkEvaluation,
  nearestBand,
  resourceElementRatioDb,
  serviceThreshold,
} from '../../../radio/index.ts';
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

/** A section of radiating cable on one carrier, from its feed to its far end. RSRP is 2 m beside it, dBm. */
export interface CableSection {
  antenna: string;
  level: string;
  part: string;
  lengthM: number;
  carrier: string;
  source: string;
  /** Power of the carrier that the network brings to its input, dBm, and what was lost on the way from the unit, dB. */
  feedDbm: number;
  networkLossDb: number;
  /** Coupling loss 2 m away that 95 % of points stay below, and 50 % where the part says it, dB. */
  couplingLossDb: number;
  medianCouplingLossDb?: number;
  longitudinalLossDbPer100M: number;
  /** RSRP at 95 % of points at the start and at the end, and at half of the points at the end. */
  startDbm: number;
  endDbm: number;
  medianEndDbm?: number;
  /** The least RSRP of the carrier's service, and how long a section from this feed keeps it at 95 % of points. */
  thresholdDbm: number;
  reachM: number;
}

/** Every section of radiating cable that the network feeds, carrier by carrier, in the plan's order. */
export function cableSections(plan: Plan, { antennas: feeds }: NetworkEvaluation): CableSection[] {
  const profile = planProfile(plan);
  const parts = plan.network?.parts ?? [];
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  return feeds.flatMap((feed) => {
    const antenna = antennas.get(feed.antenna);
    if (!antenna || !radiatesAlongPath(antenna)) return [];
    const lengthM = cableLengthM(antenna);
    const part = antennaPartId(antenna, parts);
    const spreadDb = parts.find(({ id }) => id === part)?.couplingSpreadDb;
    return feed.carriers.flatMap(({ carrier: id, source, powerDbm, lossDb }): CableSection[] => {
      const carrier = carriers.get(id);
      if (!carrier) return [];
      const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, carrier.frequencyMhz);
      const startDbm = powerDbm + resourceElementRatioDb(carrier) - couplingLossDb;
      const endDbm = startDbm - (longitudinalLossDbPer100M * lengthM) / 100;
      const thresholdDbm = serviceThreshold(carrier, mapService(carrier), profile).rsrpDbm;
      return [
        {
          ...{ antenna: antenna.id, level: antenna.level, part, lengthM, carrier: id, source },
          ...{ feedDbm: powerDbm, networkLossDb: lossDb, couplingLossDb, longitudinalLossDbPer100M },
          ...{ startDbm, endDbm, thresholdDbm },
          ...(spreadDb === undefined
            ? {}
            : { medianCouplingLossDb: couplingLossDb - spreadDb, medianEndDbm: endDbm + spreadDb }),
          reachM: (100 * Math.max(0, startDbm - thresholdDbm)) / longitudinalLossDbPer100M,
        },
      ];
    });
  });
}
