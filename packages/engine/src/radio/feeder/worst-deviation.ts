import type { Carrier } from '../../plan/index.ts';
import type { AntennaFeed, NetworkEvaluation, PortDeviation } from './network-evaluation.ts';

/** Spread of all deviations and the one with the largest magnitude, the first of several equals. */
export function worstDeviation(
  antennas: readonly AntennaFeed[],
  carriers: readonly Carrier[],
): Pick<NetworkEvaluation, 'spreadDb' | 'worst'> {
  const deviations = listDeviations(antennas, carriers);
  if (deviations.length === 0) return { spreadDb: 0 };
  let [worst] = deviations;
  let leastDb = worst.deviationDb;
  let mostDb = worst.deviationDb;
  for (const each of deviations) {
    if (Math.abs(each.deviationDb) > Math.abs(worst.deviationDb)) worst = each;
    leastDb = Math.min(leastDb, each.deviationDb);
    mostDb = Math.max(mostDb, each.deviationDb);
  }
  return { spreadDb: mostDb - leastDb, worst };
}

/** Every port and carrier, antenna by antenna. */
export function listDeviations(
  antennas: readonly AntennaFeed[],
  carriers: readonly Carrier[],
): PortDeviation[] {
  const frequencies = new Map(carriers.map(({ id, frequencyMhz }) => [id, frequencyMhz]));
  return antennas.flatMap(({ antenna, level, carriers: fed }) =>
    fed.map(({ carrier, powerDbm, targetDbm, deviationDb }) => ({
      ...{ antenna, level, carrier, frequencyMhz: frequencies.get(carrier) ?? 0 },
      ...{ powerDbm, targetDbm, deviationDb },
    })),
  );
}
