import { readNumber } from '../../core/index.ts';
import type { Carrier, Operator, Plan } from '../../plan/index.ts';

// Downlink channel numbers: TS 36.101 table 5.7.3-1 (E-UTRA), TS 38.104 table 5.4.2.1-1 (NR), TS 45.005 section 2 (GSM).
type Technology = Carrier['technology'];

/** [band, lowest downlink MHz, first channel, last channel] of the bands in use in China and of common others. */
const lteBands: readonly [number, number, number, number][] = [
  [1, 2110, 0, 599],
  [2, 1930, 600, 1199],
  [3, 1805, 1200, 1949],
  [5, 869, 2400, 2649],
  [7, 2620, 2750, 3449],
  [8, 925, 3450, 3799],
  [20, 791, 6150, 6449],
  [26, 859, 8690, 9039],
  [28, 758, 9210, 9659],
  [34, 2010, 36_200, 36_349],
  [38, 2570, 37_750, 38_249],
  [39, 1880, 38_250, 38_649],
  [40, 2300, 38_650, 39_649],
  [41, 2496, 39_650, 41_589],
];

/** Downlink centre of an EARFCN, MHz; undefined where it is of no band above. */
function lteChannelMhz(channel: number): number | undefined {
  const band = lteBands.find(([, , first, last]) => channel >= first && channel <= last);
  return band && band[1] + (channel - band[2]) / 10;
}

/** Centre of an NR-ARFCN, MHz, below 24.25 GHz. */
function nrChannelMhz(channel: number): number | undefined {
  if (channel < 0 || channel >= 2_016_667) return undefined;
  return channel < 600_000 ? channel / 200 : 3000 + (channel - 600_000) * 0.015;
}

/** Downlink centre of an ARFCN of (E-)GSM 900 or DCS 1800, MHz. */
function gsmChannelMhz(channel: number): number | undefined {
  if (channel >= 0 && channel <= 124) return 935 + channel / 5;
  if (channel >= 975 && channel <= 1023) return 935 + (channel - 1024) / 5;
  if (channel >= 512 && channel <= 885) return 1805.2 + (channel - 512) / 5;
  return undefined;
}

/** The frequency that a channel number stands for in each technology. */
export function channelFrequenciesMhz(channel: number): { technology: Technology; frequencyMhz: number }[] {
  const all = [
    { technology: 'lte' as const, frequencyMhz: lteChannelMhz(channel) },
    { technology: 'nr' as const, frequencyMhz: nrChannelMhz(channel) },
    { technology: 'gsm' as const, frequencyMhz: gsmChannelMhz(channel) },
  ];
  return all.flatMap(({ technology, frequencyMhz }) =>
    frequencyMhz !== undefined && frequencyMhz >= 400 && frequencyMhz <= 7125
      ? [{ technology, frequencyMhz }]
      : [],
  );
}

/** Downlink range of a band as "B3", "n41", "Band 8" or "1800" names it, MHz. */
function bandRangeMhz(text: string): { low: number; high: number } | undefined {
  const value = text.normalize('NFKC').trim();
  const megahertz = /(?:^|[^\d.])(\d{3,4})(?:\s*m(?:hz)?)?$/i.exec(value)?.[1];
  if (megahertz && Number(megahertz) >= 600) {
    return { low: Number(megahertz) - 60, high: Number(megahertz) + 100 };
  }
  const number = Number(/^(?:band|频段|b|n)?\s*(\d{1,2})(?:[a-z(（\s]|$)/i.exec(value)?.[1]);
  if (number === 78) return { low: 3300, high: 3800 };
  if (number === 79) return { low: 4400, high: 5000 };
  const band = lteBands.find(([own]) => own === number);
  return band && { low: band[1], high: band[1] + (band[3] - band[2] + 1) / 10 };
}

function technologyOf(text: string): Technology | undefined {
  const value = text.normalize('NFKC').toLowerCase();
  if (/(^|[^a-z])nr|5g|endc|en-dc/.test(value)) return 'nr';
  if (/lte|4g|volte|e-?utra/.test(value)) return 'lte';
  return /gsm|2g|edge|gprs/.test(value) ? 'gsm' : undefined;
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
