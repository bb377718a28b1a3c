/**
 * The registry of bands: 3GPP TS 36.101 V17.4.0 tables 5.5-1 and 5.7.3-1 and clause 5.5F (NB-IoT), TS 38.101-1 table 5.2-1 and TS 45.005 section 2,
 * of bands in use in China and of common others. LTE and NR bands of one number are one row.
 */
import type { Operator } from './operators.ts';
import { type Technology, technologyRows } from './technologies.ts';

/** Channel numbers in a row: number `zero` would be at `zeroMhz`. */
interface Channels {
  first: number;
  last: number;
  zero: number;
  zeroMhz: number;
  perMhz: number;
}

/** A block that operators who build together have a licence for in China (public tables of 2024). Downlink. */
interface LicensedBlock {
  operators: readonly Operator[];
  lowestMhz: number;
  highestMhz: number;
}

export interface Band {
  /** Number in the tables; of band 41 and n41 41. */
  number: number;
  technologies: readonly Technology[];
  /** Lowest and highest frequency. */
  downlinkMhz: readonly [number, number];
  /** Range in which phones send in frequency-division duplex, as wide. Undefined in time-division duplex. */
  uplinkMhz?: readonly [number, number];
  /** Downlink channel numbers by technology. Those of NR are of no band. */
  channels?: { readonly [Id in Technology]?: readonly Channels[] };
  licensed?: readonly LicensedBlock[];
  /** The planning tables have a column for it at this frequency: every loss row has a value there. */
  planningMhz?: number;
}

/** Who builds together: a network of one of them serves both. */
const telecomUnicom = ['telecom', 'unicom'] as const;
const mobileBroadnet = ['mobile', 'broadnet'] as const;

/** Bands in the order of their numbers. */
export const bands: readonly Band[] = [
  {
    number: 1,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [2110, 2170],
    uplinkMhz: [1920, 1980],
    channels: {
      lte: [{ first: 0, last: 599, zero: 0, zeroMhz: 2110, perMhz: 10 }],
    },
    licensed: [{ operators: telecomUnicom, lowestMhz: 2110, highestMhz: 2155 }],
    planningMhz: 2100,
  },
  {
    number: 2,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [1930, 1990],
    uplinkMhz: [1850, 1910],
    channels: {
      lte: [{ first: 600, last: 1199, zero: 600, zeroMhz: 1930, perMhz: 10 }],
    },
  },
  {
    number: 3,
    technologies: ['gsm', 'lte', 'nr', 'nb-iot'],
    downlinkMhz: [1805, 1880],
    uplinkMhz: [1710, 1785],
    channels: {
      lte: [{ first: 1200, last: 1949, zero: 1200, zeroMhz: 1805, perMhz: 10 }],
      gsm: [{ first: 512, last: 885, zero: 512, zeroMhz: 1805.2, perMhz: 5 }],
    },
    licensed: [
      { operators: telecomUnicom, lowestMhz: 1830, highestMhz: 1880 },
      { operators: mobileBroadnet, lowestMhz: 1805, highestMhz: 1830 },
    ],
    planningMhz: 1800,
  },
  {
    number: 5,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [869, 894],
    uplinkMhz: [824, 849],
    channels: {
      lte: [{ first: 2400, last: 2649, zero: 2400, zeroMhz: 869, perMhz: 10 }],
    },
    licensed: [{ operators: telecomUnicom, lowestMhz: 869, highestMhz: 880 }],
  },
  {
    number: 7,
    technologies: ['lte', 'nr'],
    downlinkMhz: [2620, 2690],
    uplinkMhz: [2500, 2570],
    channels: {
      lte: [{ first: 2750, last: 3449, zero: 2750, zeroMhz: 2620, perMhz: 10 }],
    },
  },
  {
    number: 8,
    technologies: ['gsm', 'lte', 'nr', 'nb-iot'],
    downlinkMhz: [925, 960],
    uplinkMhz: [880, 915],
    channels: {
      lte: [{ first: 3450, last: 3799, zero: 3450, zeroMhz: 925, perMhz: 10 }],
      gsm: [
        { first: 0, last: 124, zero: 0, zeroMhz: 935, perMhz: 5 },
        { first: 975, last: 1023, zero: 1024, zeroMhz: 935, perMhz: 5 },
      ],
    },
    licensed: [
      { operators: telecomUnicom, lowestMhz: 949, highestMhz: 960 },
      { operators: mobileBroadnet, lowestMhz: 934, highestMhz: 949 },
    ],
    planningMhz: 900,
  },
  {
    number: 20,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [791, 821],
    uplinkMhz: [832, 862],
    channels: {
      lte: [{ first: 6150, last: 6449, zero: 6150, zeroMhz: 791, perMhz: 10 }],
    },
  },
  {
    number: 26,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [859, 894],
    uplinkMhz: [814, 849],
    channels: {
      lte: [{ first: 8690, last: 9039, zero: 8690, zeroMhz: 859, perMhz: 10 }],
    },
  },
  {
    number: 28,
    technologies: ['lte', 'nr', 'nb-iot'],
    downlinkMhz: [758, 803],
    uplinkMhz: [703, 748],
    channels: {
      lte: [{ first: 9210, last: 9659, zero: 9210, zeroMhz: 758, perMhz: 10 }],
    },
    licensed: [{ operators: mobileBroadnet, lowestMhz: 758, highestMhz: 788 }],
    planningMhz: 700,
  },
  {
    number: 34,
    technologies: ['lte', 'nr'],
    downlinkMhz: [2010, 2025],
    channels: {
      lte: [{ first: 36_200, last: 36_349, zero: 36_200, zeroMhz: 2010, perMhz: 10 }],
    },
  },
  {
    number: 38,
    technologies: ['lte', 'nr'],
    downlinkMhz: [2570, 2620],
    channels: {
      lte: [{ first: 37_750, last: 38_249, zero: 37_750, zeroMhz: 2570, perMhz: 10 }],
    },
  },
  {
    number: 39,
    technologies: ['lte', 'nr'],
    downlinkMhz: [1880, 1920],
    channels: {
      lte: [{ first: 38_250, last: 38_649, zero: 38_250, zeroMhz: 1880, perMhz: 10 }],
    },
    licensed: [{ operators: mobileBroadnet, lowestMhz: 1885, highestMhz: 1915 }],
  },
  {
    number: 40,
    technologies: ['lte', 'nr'],
    downlinkMhz: [2300, 2400],
    channels: {
      lte: [{ first: 38_650, last: 39_649, zero: 38_650, zeroMhz: 2300, perMhz: 10 }],
    },
    licensed: [{ operators: mobileBroadnet, lowestMhz: 2320, highestMhz: 2370 }],
  },
  {
    number: 41,
    technologies: ['lte', 'nr'],
    downlinkMhz: [2496, 2690],
    channels: {
      lte: [{ first: 39_650, last: 41_589, zero: 39_650, zeroMhz: 2496, perMhz: 10 }],
    },
    licensed: [{ operators: mobileBroadnet, lowestMhz: 2515, highestMhz: 2675 }],
    planningMhz: 2600,
  },
  {
    number: 78,
    technologies: ['nr'],
    downlinkMhz: [3300, 3800],
    licensed: [{ operators: telecomUnicom, lowestMhz: 3300, highestMhz: 3600 }],
    planningMhz: 3500,
  },
  {
    number: 79,
    technologies: ['nr'],
    downlinkMhz: [4400, 5000],
    licensed: [{ operators: mobileBroadnet, lowestMhz: 4800, highestMhz: 4960 }],
    planningMhz: 4900,
  },
];

/** Carriers of phones are within these, as far as 3GPP's first frequency range reaches. */
export const carrierRangeMhz: readonly [number, number] = [400, 7125];

/** The band of that number. */
export function bandOf(number: number): Band | undefined {
  return bands.find((band) => band.number === number);
}

/** Bands of the planning tables, MHz: the columns of every loss row, lowest first. */
export const planningBandsMhz: readonly number[] = bands
  .flatMap(({ planningMhz }) => planningMhz ?? [])
  .sort((a, b) => a - b);

/**
 * Centre of the band in which phones send, MHz. A frequency alone is taken for that of a band that is licensed in China, as
 * bands overlap; in time-division duplex, and outside all of them, it is the carrier's own.
 */
export function uplinkFrequencyMhz({ frequencyMhz }: { frequencyMhz: number }): number {
  const band = pairedBand(frequencyMhz);
  return band?.uplinkMhz ? frequencyMhz - (band.downlinkMhz[0] - band.uplinkMhz[0]) : frequencyMhz;
}

/**
 * Returns whether both ways of a carrier take turns on its frequency: it lies in a band of time-division duplex, and in no
 * paired one that is licensed in China.
 */
export function isTimeDivision({ frequencyMhz }: { frequencyMhz: number }): boolean {
  if (pairedBand(frequencyMhz)) return false;
  return bands.some((band) => !band.uplinkMhz && isWithin(band, frequencyMhz));
}

/** Returns whether two carriers of time-division duplex lie in one band, so that they have to keep to one frame. */
export function areInOneDuplexBand(a: { frequencyMhz: number }, b: { frequencyMhz: number }): boolean {
  if (!isTimeDivision(a) || !isTimeDivision(b)) return false;
  return bands.some(
    (band) => !band.uplinkMhz && isWithin(band, a.frequencyMhz) && isWithin(band, b.frequencyMhz),
  );
}

/** The paired band licensed in China whose downlink a frequency is in. */
function pairedBand(frequencyMhz: number): Band | undefined {
  return bands.find((band) => band.uplinkMhz && band.licensed && isWithin(band, frequencyMhz));
}

function isWithin({ downlinkMhz: [lowestMhz, highestMhz] }: Band, frequencyMhz: number): boolean {
  return frequencyMhz >= lowestMhz && frequencyMhz <= highestMhz;
}

/** The frequency that a channel number stands for in each technology that has it, in the order of technologies, MHz. */
export function channelFrequenciesMhz(channel: number): { technology: Technology; frequencyMhz: number }[] {
  const [lowestMhz, highestMhz] = carrierRangeMhz;
  return technologyRows.flatMap(({ id, channelMhz = (number) => bandChannelMhz(id, number) }) => {
    const frequencyMhz = channelMhz(channel);
    if (frequencyMhz === undefined || frequencyMhz < lowestMhz || frequencyMhz > highestMhz) return [];
    return [{ technology: id, frequencyMhz }];
  });
}

function bandChannelMhz(technology: Technology, channel: number): number | undefined {
  const found = bands
    .flatMap(({ channels }) => channels?.[technology] ?? [])
    .find(({ first, last }) => channel >= first && channel <= last);
  return found && found.zeroMhz + (channel - found.zero) / found.perMhz;
}
