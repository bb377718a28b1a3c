// Downlink channel numbers: TS 36.101 table 5.7.3-1 (E-UTRA), TS 38.104 table 5.4.2.1-1 (NR), TS 45.005 section 2 (GSM).
import type { Carrier } from '../../plan/index.ts';

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
export function lteChannelMhz(channel: number): number | undefined {
  const band = lteBands.find(([, , first, last]) => channel >= first && channel <= last);
  return band && band[1] + (channel - band[2]) / 10;
}

/** Centre of an NR-ARFCN, MHz, below 24.25 GHz. */
export function nrChannelMhz(channel: number): number | undefined {
  if (channel < 0 || channel >= 2_016_667) return undefined;
  return channel < 600_000 ? channel / 200 : 3000 + (channel - 600_000) * 0.015;
}

/** Downlink centre of an ARFCN of (E-)GSM 900 or DCS 1800, MHz. */
export function gsmChannelMhz(channel: number): number | undefined {
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
export function bandRangeMhz(text: string): { low: number; high: number } | undefined {
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

export function technologyOf(text: string): Technology | undefined {
  const value = text.normalize('NFKC').toLowerCase();
  if (/(^|[^a-z])nr|5g|endc|en-dc/.test(value)) return 'nr';
  if (/lte|4g|volte|e-?utra/.test(value)) return 'lte';
  return /gsm|2g|edge|gprs/.test(value) ? 'gsm' : undefined;
}
