/**
 * The registry of radio technologies: what the program does differently for each. Its names are messages
 * `name-technology-<id>`; what a requirement profile demands and assumes of it stands in the profile.
 */

/** Powers of phones that a profile states. */
type PhonePower = 'gsmBelow1000Mhz' | 'gsmAbove1000Mhz' | 'lte' | 'nr';

/** Aerials of phones, and frames of time-division duplex, that a profile states. */
export type PhoneAerials = 'lteCount' | 'nrBelow2490MhzCount' | 'nrAbove2490MhzCount';
export type DuplexFrame = 'lte' | 'nrBelow3000Mhz' | 'nrBelow4200Mhz' | 'nrAbove4200Mhz';

/** Services of a carrier: calls and codes of phones, and messages of devices that have a modem of their own. */
export const services = ['voice', 'data', 'iot'] as const;

export type Service = (typeof services)[number];
/** Services of phones. */
export type PhoneService = Exclude<Service, 'iot'>;

export interface TechnologyRow {
  id: string;
  generation: 2 | 4 | 5;
  /** First year in which a network of it could be measured in China. */
  onAirSince: number;
  /** Symbol of its level: the power of a resource element with reference signals, of GSM that of the carrier. */
  levelName: 'RSRP' | 'NRSRP' | 'RxLev';
  /** Width of the channel that its level and the noise are measured on, kHz. */
  referenceKhz: number;
  /** Carriers may have subcarriers of another width (`subcarrierKhz`). */
  choosesSubcarrier?: true;
  /**
   * Its level is of one resource element: blocks of a carrier by the width of a subcarrier, kHz, and by its bandwidth, MHz.
   * Undefined where it is of the whole carrier.
   */
  resourceBlocks?: Readonly<Record<number, Readonly<Record<string, number>>>>;
  /** Load beside the reference symbols: the carrier's own, or always full. Undefined: it has no RSRQ. */
  referenceLoad?: 'own' | 'full';
  /** Bounds of the profile that its throughput follows; undefined where it carries no data. */
  throughput?: {
    downlink: 'downlink' | 'nrDownlink';
    uplink: 'uplink' | 'nrUplink';
    phoneAerials(frequencyMhz: number): PhoneAerials;
    duplexFrame(frequencyMhz: number): DuplexFrame;
  };
  /** Undefined where phones have no use for it: it carries messages of devices alone. */
  phonePower?(frequencyMhz: number): PhonePower;
  /** Modems of chargers, gates and meters use it: the profile has their numbers. */
  servesDevices?: 'narrowband' | 'broadband';
  /**
   * Lowest and highest level that a phone reports, dBm: TS 36.133 tables 9.1.4-1 (RSRP) and 9.1.22.9-1 (NRSRP), TS 38.133
   * table 10.1.6.1-1 (SS-RSRP), TS 45.008 section 8.1.4 (RXLEV).
   */
  reported: { lowDbm: number; highDbm: number };
  /** Level that Android's arbitrary strength unit stands for, dBm. */
  asuDbm(asu: number): number;
  /**
   * How it is named in walk tests, in lower case, and what a column of its levels alone is called. `column` is what says
   * in the title of any column that it is of this technology, `prefix` what of it is no part of the quantity's name.
   */
  written: { walk: RegExp; levelColumn?: RegExp; column: RegExp; prefix: RegExp };
  /** Downlink centre of a channel number, MHz, where numbers are of no band; undefined where there is none. */
  channelMhz?(channel: number): number | undefined;
}

/** Rows in the order in which channel numbers are tried. */
const rows = [
  {
    id: 'lte',
    onAirSince: 2012,
    generation: 4,
    levelName: 'RSRP',
    referenceKhz: 15,
    // 3GPP TS 36.101 table 5.6-1.
    resourceBlocks: { 15: { '1.4': 6, '3': 15, '5': 25, '10': 50, '15': 75, '20': 100 } },
    referenceLoad: 'own',
    throughput: {
      downlink: 'downlink',
      uplink: 'uplink',
      phoneAerials: () => 'lteCount',
      duplexFrame: () => 'lte',
    },
    phonePower: () => 'lte',
    // Modules of category 1 are phones to the network.
    servesDevices: 'broadband',
    reported: { lowDbm: -140, highDbm: -30 },
    asuDbm: (asu) => -140 + asu,
    written: {
      walk: /lte|4g|volte|e-?utra/,
      column: /lte|(?<!\d)4g|e-?utra|earfcn|ref signal/,
      prefix: /lte|(?<!\d)4g|e-?utran?/g,
    },
  },
  {
    id: 'nr',
    onAirSince: 2018,
    generation: 5,
    levelName: 'RSRP',
    referenceKhz: 30,
    choosesSubcarrier: true,
    // 3GPP TS 38.101-1 table 5.3.2-1.
    // biome-ignore format: as in the table
    resourceBlocks: {
      15: { '5': 25, '10': 52, '15': 79, '20': 106, '25': 133, '30': 160, '35': 188, '40': 216, '45': 242, '50': 270 },
      30: {
        '5': 11, '10': 24, '15': 38, '20': 51, '25': 65, '30': 78, '35': 92, '40': 106, '45': 119, '50': 133,
        '60': 162, '70': 189, '80': 217, '90': 245, '100': 273,
      },
      60: {
        '10': 11, '15': 18, '20': 24, '25': 31, '30': 38, '35': 44, '40': 51, '45': 58, '50': 65,
        '60': 79, '70': 93, '80': 107, '90': 121, '100': 135,
      },
    },
    // Synchronisation blocks are full whatever the load.
    referenceLoad: 'full',
    throughput: {
      downlink: 'nrDownlink',
      uplink: 'nrUplink',
      // From bands n41 and n7 on, TS 38.101-1 clause 7.2.
      phoneAerials: (frequencyMhz) => (frequencyMhz < 2490 ? 'nrBelow2490MhzCount' : 'nrAbove2490MhzCount'),
      duplexFrame: (frequencyMhz) => {
        if (frequencyMhz < 3000) return 'nrBelow3000Mhz';
        return frequencyMhz < 4200 ? 'nrBelow4200Mhz' : 'nrAbove4200Mhz';
      },
    },
    phonePower: () => 'nr',
    reported: { lowDbm: -156, highDbm: -25 },
    asuDbm: (asu) => -140 + asu,
    written: {
      walk: /(^|[^a-z])nr|5g|endc|en-dc/,
      levelColumn: /ss-?b?_?rsrp|\bnr\b/i,
      column: /(^|[^a-z])nr|(?<!\d)5g|n-?r?-?arfcn|(^|[^a-z])ssb?([^a-z]|rs|$)|sss_r/,
      prefix: /(?<!\d)5g(-?nr)?|(?<![a-z])nr(?![a-z-]?arfcn)|(?<![a-z])ssb?(?=[^a-z]|rs|sinr)/g,
    },
    // TS 38.104 table 5.4.2.1-1, below 24.25 GHz.
    channelMhz: (channel) => {
      if (channel < 0 || channel >= 2_016_667) return undefined;
      return channel < 600_000 ? channel / 200 : 3000 + (channel - 600_000) * 0.015;
    },
  },
  {
    id: 'gsm',
    onAirSince: 1994,
    generation: 2,
    levelName: 'RxLev',
    referenceKhz: 200,
    // A phone may send more below 1 GHz.
    phonePower: (frequencyMhz) => (frequencyMhz < 1000 ? 'gsmBelow1000Mhz' : 'gsmAbove1000Mhz'),
    servesDevices: 'narrowband',
    reported: { lowDbm: -110, highDbm: -40 },
    asuDbm: (asu) => (asu <= 0 ? -113 : -113 + 2 * asu),
    written: {
      walk: /gsm|2g|edge|gprs/,
      levelColumn: /rx-?lev/i,
      column: /gsm|(?<!\d)2g|rx[- ]?lev/,
      prefix: /gsm|(?<!\d)2g/g,
    },
  },
  {
    id: 'nb-iot',
    onAirSince: 2016,
    generation: 4,
    levelName: 'NRSRP',
    referenceKhz: 15,
    // 3GPP TS 36.101 clause 5.6F: one block of 12 subcarriers, 180 kHz in a channel of 200 kHz.
    resourceBlocks: { 15: { '0.2': 1 } },
    servesDevices: 'narrowband',
    reported: { lowDbm: -156, highDbm: -44 },
    asuDbm: (asu) => -140 + asu,
    written: { walk: /nb-?_?iot/, column: /nb-?_?iot/, prefix: /nb-?_?iot/g },
  },
] as const satisfies readonly TechnologyRow[];

/** The technology of a carrier. */
export type Technology = (typeof rows)[number]['id'];

/** A technology that phones use. */
export type PhoneTechnology = Extract<(typeof rows)[number], { phonePower: unknown }>['id'];
/** A technology that modems of devices use. */
export type DeviceTechnology = Extract<(typeof rows)[number], { servesDevices: true }>['id'];

export const technologyRows: readonly (TechnologyRow & { id: Technology })[] = rows;

/** All technologies that a carrier of a plan may have. */
export const technologies: readonly [Technology, ...Technology[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

/** Technology of a level where nothing states it. */
export const usualTechnology: Technology = rows[0].id;

const rowById = new Map<string, TechnologyRow & { id: Technology }>(
  technologyRows.map((row) => [row.id, row]),
);

/** Technologies that modems of devices use, in the order of lists. */
export const deviceTechnologies: readonly DeviceTechnology[] = rows
  .filter((row): row is Extract<(typeof rows)[number], { servesDevices: true }> => 'servesDevices' in row)
  .map(({ id }): DeviceTechnology => id);

/**
 * Services that a profile asks for a modem at a kind of point: none; one where the operator carries it; one on narrow carriers
 * (NB-IoT or GSM); or one of a technology.
 */
export const deviceServices = ['none', 'carried', 'narrowband', ...deviceTechnologies] as const;
export type DeviceService = (typeof deviceServices)[number];

/** Returns whether phones use a technology. */
export function isForPhones(id: Technology): id is PhoneTechnology {
  return technologyRow(id).phonePower !== undefined;
}

/** Returns whether a carrier serves phones, with calls or codes. */
export function servesPhones({ services: carried }: { services: readonly Service[] }): boolean {
  return carried.some((service) => service !== 'iot');
}

/** The row of a technology. */
export function technologyRow(id: Technology): TechnologyRow & { id: Technology } {
  return rowById.get(id)!;
}
