import { type Carrier, uplinkFrequencyMhz } from '../../plan/index.ts';

/** Power of each of the two carriers at which parts are measured, dBm (IEC 62037). */
const measuredDbm = 43;
/** Three carriers at the same power make a product 6 dB above that of two. */
const threeCarriersDb = 6;

/**
 * Power of a product where it is made, dBm: `43 + rating + Σ(P − 43)` of its three carriers, two of them the same or none.
 * @param powerDbm of a carrier that enters the part
 */
export function productDbm(
  { added: [first, second], taken }: IntermodulationProduct,
  intermodulationDbc: number,
  powerDbm: (carrier: string) => number,
): number {
  const overDb = powerDbm(first) + powerDbm(second) + powerDbm(taken) - 3 * measuredDbm;
  return measuredDbm + intermodulationDbc + overDb + (first === second ? 0 : threeCarriersDb);
}

/** A product of third order of two or three carriers that falls into the uplink of one. */
export interface IntermodulationProduct {
  /** Carriers whose frequencies are added, one twice where it is 2a − b, and the one that is taken off. */
  added: readonly [string, string];
  taken: string;
  /** Whose uplink it falls into. */
  victim: string;
  frequencyMhz: number;
  /** Fraction of the product's power that falls into the uplink's band. */
  shareRatio: number;
}

/**
 * Products `a + b − c` of a plan's carriers, `2a − c` among them, that overlap an uplink band. The product of carriers with
 * these bandwidths is as wide as all three together and is taken as even over it.
 */
export function intermodulationProducts(carriers: readonly Carrier[]): IntermodulationProduct[] {
  const found: IntermodulationProduct[] = [];
  carriers.forEach((first, index) => {
    for (const second of carriers.slice(index)) {
      for (const third of carriers) {
        if (third === first || third === second) continue;
        const frequencyMhz = first.frequencyMhz + second.frequencyMhz - third.frequencyMhz;
        const widthMhz = first.bandwidthMhz + second.bandwidthMhz + third.bandwidthMhz;
        for (const victim of carriers) {
          // Carriers that share a band in time are silent together while phones send.
          if (isTimeShared(victim) && [first, second, third].some(isTimeShared)) continue;
          const overlapMhz = overlap(frequencyMhz, widthMhz, uplinkFrequencyMhz(victim), victim.bandwidthMhz);
          if (overlapMhz <= 0) continue;
          found.push({
            ...{ added: [first.id, second.id], taken: third.id, victim: victim.id, frequencyMhz },
            shareRatio: overlapMhz / widthMhz,
          });
        }
      }
    }
  });
  return found;
}

function isTimeShared(carrier: Carrier): boolean {
  return uplinkFrequencyMhz(carrier) === carrier.frequencyMhz;
}

function overlap(aMhz: number, aWidthMhz: number, bMhz: number, bWidthMhz: number): number {
  const low = Math.max(aMhz - aWidthMhz / 2, bMhz - bWidthMhz / 2);
  return Math.min(aMhz + aWidthMhz / 2, bMhz + bWidthMhz / 2) - low;
}
