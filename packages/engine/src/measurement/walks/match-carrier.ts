import { readNumber } from '../../core/index.ts';
import type { Carrier, Operator, Plan } from '../../plan/index.ts';
import { bandRangeMhz, channelFrequenciesMhz, technologyOf } from './channel-frequency.ts';

/** The words of a row that say which carrier it is of, as they stand. */
export interface CarrierWords {
  carrier: string;
  frequency: string;
  channel: string;
  band: string;
  technology: string;
}

export interface MatchedCarrier {
  carrier?: Carrier;
  frequencyMhz?: number;
}

/** Measured centres are taken as a carrier's own within half its width and this, MHz. */
const toleranceMhz = 1;

/**
 * The plan's carrier that the words of a row mean: its id, else its frequency or channel number, else its band and
 * technology where only one fits. A frequency of no carrier is kept alone.
 */
export function createCarrierMatcher(
  plan: Plan,
): (words: CarrierWords, operator?: Operator) => MatchedCarrier {
  const kept = new Map<string, MatchedCarrier>();
  return (words, operator) => {
    const key = `${operator}|${words.carrier}|${words.frequency}|${words.channel}|${words.band}|${words.technology}`;
    const known = kept.get(key);
    if (known) return known;
    const matched = matchCarrier(plan, words, operator);
    kept.set(key, matched);
    return matched;
  };
}

function matchCarrier(plan: Plan, words: CarrierWords, operator?: Operator): MatchedCarrier {
  const named = plan.carriers.find(({ id }) => id.toLowerCase() === words.carrier.trim().toLowerCase());
  if (named) return { carrier: named, frequencyMhz: named.frequencyMhz };
  const technology = technologyOf(words.technology);
  const own = plan.carriers.filter(
    (carrier) =>
      (operator === undefined || carrier.operator === operator) &&
      (technology === undefined || carrier.technology === technology),
  );
  const frequencies = frequenciesOf(words).filter(
    (each) => !technology || !each.technology || each.technology === technology,
  );
  for (const { frequencyMhz, technology: ofChannel } of frequencies) {
    const near = own
      .filter((carrier) => ofChannel === undefined || carrier.technology === ofChannel)
      .map((carrier) => ({ carrier, offMhz: Math.abs(carrier.frequencyMhz - frequencyMhz) }))
      .filter(({ carrier, offMhz }) => offMhz <= carrier.bandwidthMhz / 2 + toleranceMhz)
      .sort((a, b) => a.offMhz - b.offMhz);
    if (near.length > 0) return { carrier: near[0].carrier, frequencyMhz };
  }
  if (frequencies.length > 0) return { frequencyMhz: frequencies[0].frequencyMhz };
  const range = words.band.trim() === '' ? undefined : bandRangeMhz(words.band);
  const inBand = own.filter(
    ({ frequencyMhz }) => !range || (frequencyMhz >= range.low && frequencyMhz <= range.high),
  );
  const says = range !== undefined || technology !== undefined || own.length === 1;
  return says && inBand.length === 1 ? { carrier: inBand[0], frequencyMhz: inBand[0].frequencyMhz } : {};
}

function frequenciesOf(words: CarrierWords): { frequencyMhz: number; technology?: Carrier['technology'] }[] {
  const frequency = readNumber(words.frequency);
  if (typeof frequency === 'number' && frequency > 0) {
    // Hz and kHz as well: no carrier is at 10 GHz.
    const frequencyMhz = frequency > 1e8 ? frequency / 1e6 : frequency > 1e5 ? frequency / 1e3 : frequency;
    if (frequencyMhz >= 400 && frequencyMhz <= 7125) return [{ frequencyMhz }];
    if (frequency >= 0.4 && frequency < 8) return [{ frequencyMhz: frequency * 1000 }];
  }
  const channel = readNumber(words.channel);
  if (typeof channel !== 'number' || channel < 0) return [];
  return channelFrequenciesMhz(channel);
}
