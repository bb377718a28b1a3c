import { readNumber } from '../../core/index.ts';
import {
  bandOf,
  type Carrier,
  carrierRangeMhz,
  channelFrequenciesMhz,
  type Operator,
  type Plan,
  type Technology,
  technologyRows,
} from '../../plan/index.ts';

/** Downlink range of a band as "B3", "n41", "Band 8" or "1800" names it, MHz. */
function bandRangeMhz(text: string): { low: number; high: number } | undefined {
  const value = text.normalize('NFKC').trim();
  const megahertz = /(?:^|[^\d.])(\d{3,4})(?:\s*m(?:hz)?)?$/i.exec(value)?.[1];
  if (megahertz && Number(megahertz) >= 600) {
    return { low: Number(megahertz) - 60, high: Number(megahertz) + 100 };
  }
  const number = Number(/^(?:band|频段|b|n)?\s*(\d{1,2})(?:[a-z(（\s]|$)/i.exec(value)?.[1]);
  const range = bandOf(number)?.downlinkMhz;
  return range && { low: range[0], high: range[1] };
}

/** Words of several technologies are of the newest. */
const newestFirst = [...technologyRows].sort((a, b) => b.generation - a.generation);

/** The technology that a word of a row names. */
export function technologyOf(text: string): Technology | undefined {
  const value = text.normalize('NFKC').toLowerCase();
  return newestFirst.find(({ written: { walk } }) => walk.test(value))?.id;
}

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
  /** Operators that have the frequency alike: none can be told by it. */
  shared?: Operator[];
}

/** Carriers whose centres are as near as this to the measured one are alike, MHz. */
const alikeMhz = 0.5;

/** Measured centres are taken as a carrier's own within half its width and this, MHz. */
const toleranceMhz = 1;

/**
 * The plan's carrier that the words of a row mean: its id, else its frequency or channel number, else its band and
 * technology where only one fits. A frequency of no carrier is kept alone.
 */
export function createCarrierMatcher(
  plan: Plan,
): (words: CarrierWords, operator?: Operator) => MatchedCarrier {
  const cached = new Map<string, MatchedCarrier>();
  return (words, operator) => {
    const key = `${operator}|${words.carrier}|${words.frequency}|${words.channel}|${words.band}|${words.technology}`;
    const known = cached.get(key);
    if (known) return known;
    const matched = matchCarrier(plan, words, operator);
    cached.set(key, matched);
    return matched;
  };
}

function matchCarrier(plan: Plan, words: CarrierWords, operator?: Operator): MatchedCarrier {
  const named = plan.carriers.find(({ id }) => id.toLowerCase() === words.carrier.trim().toLowerCase());
  if (named) return { carrier: named, frequencyMhz: named.frequencyMhz };
  const technology = technologyOf(words.technology);
  const matching = plan.carriers.filter(
    (carrier) =>
      (operator === undefined || carrier.operator === operator) &&
      (technology === undefined || carrier.technology === technology),
  );
  const frequencies = frequenciesOf(words).filter(
    (each) => !technology || !each.technology || each.technology === technology,
  );
  for (const { frequencyMhz, technology: ofChannel } of frequencies) {
    const near = matching
      .filter((carrier) => ofChannel === undefined || carrier.technology === ofChannel)
      .map((carrier) => ({ carrier, offMhz: Math.abs(carrier.frequencyMhz - frequencyMhz) }))
      .filter(({ carrier, offMhz }) => offMhz <= carrier.bandwidthMhz / 2 + toleranceMhz)
      .sort((a, b) => a.offMhz - b.offMhz);
    if (near.length === 0) continue;
    const alike = near.filter(({ offMhz }) => offMhz <= near[0].offMhz + alikeMhz);
    const shared = [...new Set(alike.map(({ carrier }) => carrier.operator))];
    return shared.length > 1 ? { frequencyMhz, shared } : { carrier: near[0].carrier, frequencyMhz };
  }
  if (frequencies.length > 0) return { frequencyMhz: frequencies[0].frequencyMhz };
  const range = words.band.trim() === '' ? undefined : bandRangeMhz(words.band);
  const inBand = matching.filter(
    ({ frequencyMhz }) => !range || (frequencyMhz >= range.low && frequencyMhz <= range.high),
  );
  const says = range !== undefined || technology !== undefined || matching.length === 1;
  return says && inBand.length === 1 ? { carrier: inBand[0], frequencyMhz: inBand[0].frequencyMhz } : {};
}

function frequenciesOf(words: CarrierWords): { frequencyMhz: number; technology?: Carrier['technology'] }[] {
  const frequency = readNumber(words.frequency);
  if (typeof frequency === 'number' && frequency > 0) {
    // Hz and kHz as well: no carrier is at 10 GHz.
    const frequencyMhz = frequency > 1e8 ? frequency / 1e6 : frequency > 1e5 ? frequency / 1e3 : frequency;
    const isCarrier = frequencyMhz >= carrierRangeMhz[0] && frequencyMhz <= carrierRangeMhz[1];
    if (isCarrier) return [{ frequencyMhz }, ...channelsNamedFrequency(frequency)];
    const channels = channelsNamedFrequency(frequency);
    if (channels.length > 0) return channels;
    if (frequency >= 0.4 && frequency < 8) return [{ frequencyMhz: frequency * 1000 }];
  }
  const channel = readNumber(words.channel);
  if (typeof channel !== 'number' || channel < 0) return [];
  return channelFrequenciesMhz(channel);
}

/** A channel number of NR in a column of frequencies is a whole number beyond every frequency in kHz of its bands. */
function channelsNamedFrequency(
  value: number,
): { frequencyMhz: number; technology?: Carrier['technology'] }[] {
  if (!Number.isInteger(value) || value < 100_000 || value > 2_100_000) return [];
  return channelFrequenciesMhz(value);
}
