import { dbToRatio, type Phrase, phraseText, provenance, ratioToDb, say } from '../../../core/index.ts';
import { bandOf, type CatalogPart, type Passing } from '../../../plan/index.ts';
import { defaultCable, defaultCableFeedDbm, defaultSmallCellDbm } from '../../../radio/index.ts';
import type { Catalogue } from './catalogue.ts';
import { defaultLaying } from './default-laying.ts';

/** The names of a part that a catalogue has: the first is Chinese, as bills of the trade are. */
function named(part: Phrase): Pick<CatalogPart, 'name' | 'nameEn'> {
  return { name: phraseText(part, 'zh'), nameEn: phraseText(part, 'en') };
}

const ghz = (bands: string) => say('part-bands-ghz', { bands });
const mhz = (bands: string) => say('part-bands-mhz', { bands });

/** Who builds and shares a network of indoor units with whom: a unit of one of them serves no other. */
const groups = {
  tu: {
    operators: ['telecom', 'unicom'],
    source: provenance('source.assumed-telecom-and-unicom-share-one-access-network'),
  },
  mb: {
    operators: ['mobile', 'broadnet'],
    source: provenance('source.assumed-mobile-and-broadnet-share-700-and-2600-mhz'),
  },
} as const;

/** Two paths on the bands of LTE; four on those of NR above 2.5 GHz. */
const twoPaths = 2;
const fourPaths = 4;
const fourPathsFromMhz = 2500;

interface Unit {
  id: string;
  group: keyof typeof groups;
  named: Phrase;
  priceCny: number;
  powerW: number;
  carriersAtMost: number;
  /** Numbers of the bands whose licensed blocks of the group it serves. */
  bands: readonly number[];
}

const units: Unit[] = [
  {
    ...{ id: 'prru-tu', group: 'tu', named: ghz('1.8/2.1/3.5') },
    ...{ priceCny: 5000, powerW: 45, carriersAtMost: 8, bands: [3, 1, 78] },
  },
  {
    ...{ id: 'prru-mb', group: 'mb', named: ghz('1.8/2.3/2.6') },
    ...{ priceCny: 5000, powerW: 45, carriersAtMost: 8, bands: [3, 39, 40, 41] },
  },
  {
    ...{ id: 'prru-tu-900', group: 'tu', named: mhz('800/900') },
    ...{ priceCny: 4000, powerW: 30, carriersAtMost: 6, bands: [5, 8] },
  },
  {
    ...{ id: 'prru-mb-900', group: 'mb', named: mhz('700/900') },
    ...{ priceCny: 4000, powerW: 30, carriersAtMost: 6, bands: [28, 8] },
  },
  {
    ...{ id: 'prru-mb-4900', group: 'mb', named: ghz('4.9') },
    ...{ priceCny: 5500, powerW: 45, carriersAtMost: 2, bands: [79] },
  },
];

/** The blocks of bands that a group has a licence for. */
function blocksOf(numbers: readonly number[], group: keyof typeof groups): NonNullable<CatalogPart['bands']> {
  const [operator] = groups[group].operators;
  return numbers.flatMap((number) => {
    const { licensed = [], technologies } = bandOf(number)!;
    const operatorBands = licensed.filter(({ operators }) => operators.includes(operator));
    return operatorBands.map(({ lowestMhz, highestMhz }) => {
      const isWide = technologies.includes('nr') && lowestMhz >= fourPathsFromMhz;
      return { lowestMhz, highestMhz, ...(isWide ? { paths: fourPaths } : {}) };
    });
  });
}

/**
 * Power over Ethernet of class 6 (IEEE 802.3bt): 60 W out of a port, 51 W at the end of 100 m of twisted pair. That hubs
 * have it for all eight ports at once is an assumption.
 */
const poe = { portPowerW: 51, portsPowerW: 408 };

/** Small cells by the operators that share them and their bands, their hub and their baseband unit. */
const defaultSmallCells = (): CatalogPart[] => [
  ...units.map(({ id, group, named: bandsText, bands: numbers, ...rest }): CatalogPart => {
    const { operators, source } = groups[group];
    const bands = blocksOf(numbers, group);
    return {
      ...{ id, kind: 'small-cell', ...rest, labourCny: 300, bands, operators: [...operators] },
      ...named(say('part-small-cell', { operators: say(`part-shared-${group}`), bands: bandsText })),
      lowestMhz: Math.min(...bands.map(({ lowestMhz }) => lowestMhz)),
      highestMhz: Math.max(...bands.map(({ highestMhz }) => highestMhz)),
      ...{ sourcePowerDbm: defaultSmallCellDbm, paths: twoPaths, noiseFigureDb: 7 },
      source,
      assumed: true,
    };
  }),
  {
    id: 'rhub',
    kind: 'hub',
    ...named(say('part-hub')),
    ...{ priceCny: 6000, labourCny: 400, powerW: 60, ways: 8, ...poe },
    source: provenance('source.assumed-eight-small-cells-a-hub-with-power-of-class-6'),
    assumed: true,
  },
  {
    id: 'bbu',
    kind: 'baseband',
    ...named(say('part-baseband')),
    ...{ priceCny: 30_000, labourCny: 800, powerW: 250, ways: 4 },
    source: provenance('source.assumed-four-hubs-a-baseband-unit-4-rhub-with-32-prru'),
    assumed: true,
  },
];

/** Filters that join bands that lie apart with little loss, an input for each (assumption: no data sheet was read). */
const combiners: { id: string; bands: [number, number][]; lossDb: number; priceCny: number }[] = [
  {
    id: 'combiner-2',
    bands: [
      [690, 2700],
      [3300, 3700],
    ],
    ...{ lossDb: 0.6, priceCny: 500 },
  },
  {
    id: 'combiner-3',
    bands: [
      [690, 2400],
      [2500, 2700],
      [3300, 3700],
    ],
    ...{ lossDb: 0.8, priceCny: 800 },
  },
];

type Losses = Record<string, number>;

const listed = provenance('source.assumed-losses-at-900-1800-2100-mhz-trade-list-txrjy');
const interpolated = provenance('source.assumed-losses-between-those-of-5-and-7-db-of-trade');
const between = provenance('source.assumed-losses-between-those-of-the-couplings-next-to-it');
/** Parts of the older kind end at 2700 MHz (many data sheets: 800–2500 or –2700 MHz); those for 5G cost more. */
const generations = [
  { id: '', highestMhz: 2700, dearerCny: 0 },
  { id: '-5g', highestMhz: 3700, dearerCny: 20 },
] as const;
const lowestMhz = 690;
const labourCny = 35;

const splitters: { ways: 2 | 3 | 4; priceCny: number; lossDb: Losses }[] = [
  { ways: 2, priceCny: 40, lossDb: { 900: 3.5, 1800: 3.6, 2100: 3.7, 2600: 3.8, 3500: 4.0 } },
  { ways: 3, priceCny: 50, lossDb: { 900: 5.5, 1800: 5.6, 2100: 5.7, 2600: 5.8, 3500: 6.0 } },
  { ways: 4, priceCny: 60, lossDb: { 900: 6.5, 1800: 6.6, 2100: 6.6, 2600: 6.8, 3500: 7.0 } },
];

const couplers: { couplingDb: number; lossDb: Losses; source: string }[] = [
  { couplingDb: 5, lossDb: { 900: 2.0, 1800: 2.2, 2100: 2.2, 2600: 2.3, 3500: 2.5 }, source: listed },
  { couplingDb: 6, lossDb: { 900: 1.75, 1800: 1.95, 2100: 2.0, 2600: 2.1, 3500: 2.3 }, source: interpolated },
  { couplingDb: 7, lossDb: { 900: 1.5, 1800: 1.7, 2100: 1.8, 2600: 1.9, 3500: 2.1 }, source: listed },
  { couplingDb: 8, lossDb: { 900: 1.35, 1800: 1.5, 2100: 1.6, 2600: 1.7, 3500: 1.9 }, source: between },
  { couplingDb: 10, lossDb: { 900: 1.0, 1800: 1.1, 2100: 1.1, 2600: 1.2, 3500: 1.4 }, source: listed },
  { couplingDb: 12, lossDb: { 900: 0.95, 1800: 1.05, 2100: 1.1, 2600: 1.15, 3500: 1.35 }, source: between },
  { couplingDb: 15, lossDb: { 900: 0.8, 1800: 0.9, 2100: 1.0, 2600: 1.0, 3500: 1.2 }, source: listed },
  { couplingDb: 20, lossDb: { 900: 0.5, 1800: 0.6, 2100: 0.6, 2600: 0.7, 3500: 0.8 }, source: listed },
  { couplingDb: 25, lossDb: { 900: 0.4, 1800: 0.5, 2100: 0.5, 2600: 0.6, 3500: 0.7 }, source: between },
  { couplingDb: 30, lossDb: { 900: 0.3, 1800: 0.4, 2100: 0.4, 2600: 0.5, 3500: 0.6 }, source: listed },
  {
    couplingDb: 40,
    lossDb: { 900: 0.25, 1800: 0.3, 2100: 0.3, 2600: 0.4, 3500: 0.5 },
    source: provenance('source.assumption-0-2-0-3-db-are-lost-in-it-whatever'),
  },
];

const attenuatorLossesDb = [1, 2, 3, 5, 6, 10, 15, 20];

/** Splitters, couplers, attenuators and loads, in two ranges of bands. */
const defaultPassives = (): CatalogPart[] => generations.flatMap(passivesOf);

function passivesOf({ id, highestMhz, dearerCny }: (typeof generations)[number]): CatalogPart[] {
  const rated = (part: Phrase) => named(id === '' ? part : say('part-5g-rated', { part }));
  const common = { lowestMhz, highestMhz, labourCny, assumed: true };
  return [
    ...splitters.map(
      ({ ways, priceCny, lossDb }): CatalogPart => ({
        id: `splitter-${ways}${id}`,
        kind: 'splitter',
        ...rated(say(`part-splitter-${ways}`)),
        priceCny: priceCny + dearerCny,
        ...{ ...common, ratedPowerW: 300, ways, lossDb, source: listed },
      }),
    ),
    ...couplers.map(
      ({ couplingDb, lossDb, source }): CatalogPart => ({
        id: `coupler-${couplingDb}${id}`,
        kind: 'coupler',
        ...rated(say('part-coupler', { couplingDb })),
        priceCny: 45 + dearerCny,
        ...{ ...common, ratedPowerW: 200, couplingDb, lossDb, source },
      }),
    ),
    ...attenuatorLossesDb.map(
      (lossDb): CatalogPart => ({
        id: `attenuator-${lossDb}${id}`,
        kind: 'attenuator',
        ...rated(say('part-attenuator', { lossDb })),
        priceCny: 45 + dearerCny,
        ...{
          ...common,
          labourCny: 15,
          ratedPowerW: 5,
          // Resistive film makes more of it than a cavity (CN 201120369050 says so, without a figure).
          intermodulationDbc: -120,
          lossDb: { 1000: lossDb },
          source: provenance('source.assumption'),
        },
      }),
    ),
    {
      id: `load${id}`,
      kind: 'load',
      ...rated(say('part-load')),
      priceCny: 25 + dearerCny,
      ...{ ...common, labourCny: 5, ratedPowerW: 5, source: provenance('source.assumption') },
    },
  ];
}

/** Two connectors of 0.05 dB (zhifen). */
const lossDb = { 1000: 0.1 };

/** Feeders thicker than 1/2" are not laid shorter: they bend at a radius of 0.25 m and more (assumption). */
const thickFromM = 5;

/** Coaxial feeders from 1/2" to 1-5/8"; their connectors are priced by themselves. */
const defaultCables = (): CatalogPart[] => [
  {
    id: 'feeder-1-2',
    kind: 'cable',
    diameterMm: 16,
    ...named(say('part-feeder', { size: '1/2"' })),
    ...{ priceCny: 12, labourCny: 8, lossDb, lowestMhz: 400, highestMhz: 6000, ratedPowerW: 500 },
    lossDbPer100M: { 800: 6.6, 900: 6.87, 1800: 9.85, 2100: 10.7, 2600: 12, 3500: 14.5 },
    source: provenance('source.assumed-800-mhz-ericsson-rbs-2308-ldf4-others-zhifen'),
    assumed: true,
  },
  {
    id: 'feeder-7-8',
    kind: 'cable',
    diameterMm: 28,
    shortestM: thickFromM,
    ...named(say('part-feeder', { size: '7/8"' })),
    ...{ priceCny: 24, labourCny: 16, lossDb, lowestMhz: 400, highestMhz: 5000, ratedPowerW: 1000 },
    lossDbPer100M: { 800: 3.7, 900: 3.87, 1800: 5.54, 2100: 6.03, 2600: 6.76, 3500: 8.2 },
    source: provenance('source.assumed-800-mhz-ericsson-rbs-2308-ldf5-others-zhifen'),
    assumed: true,
  },
  {
    id: 'feeder-1-1-4',
    kind: 'cable',
    diameterMm: 39,
    shortestM: thickFromM,
    ...named(say('part-feeder', { size: '1-1/4"' })),
    ...{ priceCny: 45, labourCny: 25, lossDb, lowestMhz: 400, highestMhz: 3300, ratedPowerW: 1500 },
    lossDbPer100M: { 800: 2.7, 900: 2.8, 1800: 4.2, 2000: 4.3, 2600: 5, 3300: 5.7 },
    source: provenance('source.assumed-to-2000-mhz-ericsson-rbs-2308-above-a-f-b-f'),
    assumed: true,
  },
  {
    id: 'feeder-1-5-8',
    kind: 'cable',
    diameterMm: 50,
    shortestM: thickFromM,
    ...named(say('part-feeder', { size: '1-5/8"' })),
    ...{ priceCny: 65, labourCny: 35, lossDb, lowestMhz: 400, highestMhz: 2700, ratedPowerW: 2000 },
    lossDbPer100M: { 800: 2.2, 900: 2.3, 1800: 3.5, 2000: 3.6, 2600: 4.2 },
    source: provenance('source.assumed-to-2000-mhz-ericsson-rbs-2308-above-a-f-b-f'),
    assumed: true,
  },
];

/** Data cables and fibres to small cells and their hubs. */
const defaultDataCables = (): CatalogPart[] => [
  {
    id: 'cat6a',
    kind: 'data-cable',
    diameterMm: 8,
    ...named(say('part-cat6a')),
    ...{ priceCny: 6, labourCny: 9, longestM: 100 },
    source: provenance('source.assumed-reach-100-m-of-twisted-pair-channel-of-iso'),
    assumed: true,
  },
  {
    id: 'hybrid-fibre',
    kind: 'data-cable',
    diameterMm: 12,
    ...named(say('part-hybrid-fibre')),
    ...{ priceCny: 9, labourCny: 9, longestM: 200 },
    source: provenance('source.assumption-reach-with-power-over-the-same'),
    assumed: true,
  },
  {
    id: 'fibre',
    kind: 'fibre',
    diameterMm: 6,
    ...named(say('part-fibre')),
    ...{ priceCny: 3, labourCny: 5, longestM: 10_000 },
    source: provenance('source.assumed-from-a-baseband-unit-to-its-hubs-reach-and'),
    assumed: true,
  },
];

/** 40 W of a carrier as wide as 100 MHz on one path. */
const wideDbm = 46;

/** Radio units by the numbers of the bands from whose uplink to whose downlink they reach. */
const radioUnits: {
  id: string;
  named: Phrase;
  bands: readonly number[];
  /** Highest frequency of the part, where it ends before its bands do. */
  highestMhz?: number;
  /** Most of one carrier at its output, where that is not 20 W, dBm. */
  sourcePowerDbm?: number;
  /** Operators that build it together. */
  group?: keyof typeof groups;
  priceCny: number;
  powerW: number;
}[] = [
  { id: '700', named: mhz('700'), bands: [28], group: 'mb', priceCny: 10_000, powerW: 220 },
  { id: '900', named: mhz('800/900'), bands: [5, 8], priceCny: 8000, powerW: 200 },
  {
    id: '1800-2100',
    named: say('part-dual-band', { bands: ghz('1.8/2.1') }),
    bands: [3, 1],
    priceCny: 10_000,
    powerW: 250,
  },
  { id: '2300', named: ghz('2.3'), bands: [40], priceCny: 9000, powerW: 180 },
  {
    ...{ id: '2600', named: ghz('2.6'), bands: [41], sourcePowerDbm: wideDbm, group: 'mb' },
    ...{ priceCny: 12_000, powerW: 220 },
  },
  {
    ...{ id: '3500', named: ghz('3.5'), bands: [78], highestMhz: 3700 },
    ...{ sourcePowerDbm: wideDbm, group: 'tu', priceCny: 14_000, powerW: 220 },
  },
  { id: '4900', named: ghz('4.9'), bands: [79], sourcePowerDbm: wideDbm, priceCny: 15_000, powerW: 220 },
];

/** Range from the lowest frequency at which phones send to the highest at which they receive, MHz. */
function reachOf(numbers: readonly number[]): { lowestMhz: number; highestMhz: number } {
  const bands = numbers.map((number) => bandOf(number)!);
  return {
    lowestMhz: Math.min(...bands.map(({ uplinkMhz, downlinkMhz }) => (uplinkMhz ?? downlinkMhz)[0])),
    highestMhz: Math.max(...bands.map(({ downlinkMhz }) => downlinkMhz[1])),
  };
}

/** Repeaters by the numbers of the bands that they repeat, each a single operator's. */
const repeaters: { id: string; named: Phrase; bands: readonly number[]; priceCny: number }[] = [
  { id: '700', named: mhz('700'), bands: [28], priceCny: 8000 },
  { id: '900', named: mhz('800/900'), bands: [5, 8], priceCny: 7000 },
  {
    ...{ id: '1800-2100', named: say('part-dual-band', { bands: ghz('1.8/2.1') }) },
    ...{ bands: [3, 1], priceCny: 9000 },
  },
  { id: '2300', named: ghz('2.3'), bands: [40], priceCny: 9000 },
  { id: '2600', named: ghz('2.6'), bands: [41], priceCny: 13_000 },
  { id: '3500', named: ghz('3.5'), bands: [78], priceCny: 14_000 },
];

/**
 * Noise figure of a repeater with the base station behind it, seen from its antennas: the receiver's noise reaches it over
 * a path that loses more than the repeater amplifies, so that its own noise there stays 6 dB below that of the receiver.
 */
const repeaterNoise = { repeaterDb: 5, receiverDb: 5, belowDb: 6 };

function repeaterNoiseDb(): number {
  const { repeaterDb, receiverDb, belowDb } = repeaterNoise;
  const wholeDb = ratioToDb(dbToRatio(repeaterDb) + dbToRatio(receiverDb + belowDb));
  return Math.round(10 * wholeDb) / 10;
}

const defaultRepeaters = (): CatalogPart[] =>
  repeaters.map(({ id, named: bandsText, bands, priceCny }) => ({
    id: `repeater-${id}`,
    kind: 'repeater',
    ...named(say('part-repeater', { bands: bandsText })),
    ...reachOf(bands),
    ...{ priceCny, labourCny: 800, powerW: 100, sourcePowerDbm: 33, noiseFigureDb: repeaterNoiseDb() },
    ...{ carriersAtMost: 4, donor: { gainDb: 90, antennaGainDbi: 12, feederLossDb: 6 } },
    source: provenance('source.assumed-repeater-of-2-w-a-carrier'),
    assumed: true,
  }));

/** Radio units and what combines several. */
const defaultActives = (): CatalogPart[] => [
  ...radioUnits.map(
    ({
      id,
      named: bandsText,
      bands,
      priceCny,
      powerW,
      group,
      sourcePowerDbm = 43,
      ...ends
    }): CatalogPart => ({
      id: `rru-${id}`,
      kind: 'radio-unit',
      ...named(say('part-radio-unit', { bands: bandsText })),
      ...reachOf(bands),
      ...ends,
      ...{ priceCny, powerW },
      ...{ labourCny: 600, sourcePowerDbm, paths: twoPaths, noiseFigureDb: 5, carriersAtMost: 4 },
      ...(group ? { operators: [...groups[group].operators] } : {}),
      source: provenance(
        sourcePowerDbm === wideDbm
          ? 'source.output-40-w-of-a-path-per-wide-carrier'
          : 'source.output-20-w-per-carrier-assumption-bands',
      ),
      assumed: true,
    }),
  ),
  {
    id: 'poi',
    kind: 'poi',
    ...named(say('part-poi')),
    ...{ priceCny: 12_000, labourCny: 800, lowestMhz: 690, highestMhz: 3700, ratedPowerW: 500 },
    ...{ carriersAtMost: 24, lossDb: { 900: 2.8, 1800: 3.0, 2100: 3.0 } },
    source: provenance('source.assumed-losses-trade-list-txrjy-832180-held-above'),
    assumed: true,
  },
  ...combiners.map(
    ({ id, bands, lossDb, priceCny }): CatalogPart => ({
      ...{
        id,
        kind: 'poi',
        bands: bands.map(([lowest, highest]) => ({ lowestMhz: lowest, highestMhz: highest })),
      },
      ...named(say('part-combiner', { bands: mhz(bands.map((band) => band.join('–')).join(' / ')) })),
      ...{ priceCny, labourCny: 120, lowestMhz: bands[0][0], highestMhz: bands[bands.length - 1][1] },
      ...{ ratedPowerW: 200, lossDb: { 900: lossDb } },
      source: provenance('source.assumed-combiner-of-bands'),
      assumed: true,
    }),
  ),
];

const defaultAntennas = (): CatalogPart[] =>
  (
    [
      ['ceiling-omni', 1, 60],
      ['directional', 1, 90],
      ['ceiling-omni', twoPaths, 110],
      ['directional', twoPaths, 160],
    ] as const
  ).map(
    ([antennaType, paths, priceCny]): CatalogPart => ({
      id: `antenna-${antennaType}${paths === 1 ? '' : `-${paths}`}`,
      kind: 'antenna',
      ...named(say(paths === 1 ? `part-${antennaType}` : `part-dual-${antennaType}`)),
      ...{ priceCny, labourCny: 60, lowestMhz: 690, highestMhz: 3800, ratedPowerW: 50, antennaType },
      ...(paths === 1 ? {} : { paths }),
      source: provenance('source.assumed-ceiling-antenna-40-80-cny-placeholder-of-the'),
      assumed: true,
    }),
  );

/** Intermediate frequencies between the bands of 900 and 1800 MHz, where no carrier runs. */
const intermediate = { lowestMhz: 1000, highestMhz: 1700, guardMhz: 20 };

/** Parts of frequency shifting: how they work is read, no figure of them is. */
const defaultShifting = (): CatalogPart[] => [
  {
    id: 'shift-near-end',
    kind: 'shift-unit',
    ...named(say('part-shift-near-end', { bands: ghz('2.6/3.5') })),
    ...{ priceCny: 6000, labourCny: 600, powerW: 60, carriersAtMost: 4, antennasAtMost: 64 },
    bands: [41, 78].map((number) => {
      const { lowestMhz: lowest, highestMhz: highest } = reachOf([number]);
      return { lowestMhz: lowest, highestMhz: highest };
    }),
    lossDb: { 1000: 0.5 },
    shift: { ...intermediate, powerDbm: 10, noiseFigureDb: 8 },
    source: provenance('source.assumed-near-end-of-frequency-shifting'),
    assumed: true,
  },
  ...(
    [
      ['ceiling-omni', 900],
      ['directional', 1000],
    ] as const
  ).map(
    ([antennaType, priceCny]): CatalogPart => ({
      id: `antenna-${antennaType}-shift`,
      kind: 'antenna',
      ...named(say(`part-shift-${antennaType}`)),
      ...{ priceCny, labourCny: 80, powerW: 12, lowestMhz: 690, highestMhz: 3800, ratedPowerW: 50 },
      ...{ antennaType, paths: twoPaths, lossDb: { 1000: 0.8 } },
      shift: { powerDbm: 15, gainDb: 40, noiseFigureDb: 6 },
      source: provenance('source.assumed-antenna-of-frequency-shifting'),
      assumed: true,
    }),
  ),
];

interface Size {
  id: '13-8' | '5-4' | '7-8';
  diameterMm: number;
  highestMhz: number;
  source: string;
  ratedPowerW: number;
  priceCny: number;
  labourCny: number;
  couplingLossDb: Record<string, number>;
  longitudinalLossDbPer100M: Record<string, number>;
}

const sizes: Size[] = [
  {
    ...{ id: '13-8', diameterMm: 50, ratedPowerW: 200, priceCny: 55, labourCny: 25 },
    ...{
      highestMhz: 2700,
      source: provenance('source.assumed-losses-usual-for-the-class-coupling-what-95-2'),
    },
    couplingLossDb: { 700: 73, 900: 72, 1800: 69, 2100: 68, 2600: 67 },
    longitudinalLossDbPer100M: { 700: 1.9, 900: 2.2, 1800: 3.8, 2100: 4.4, 2600: 5.8 },
  },
  {
    ...{ id: '5-4', diameterMm: 39, ratedPowerW: 150, priceCny: 45, labourCny: 20 },
    ...{ highestMhz: 3700, source: provenance('source.assumed-losses-usual-for-the-class-coupling-what-95') },
    couplingLossDb: { ...defaultCable.couplingLossDb },
    longitudinalLossDbPer100M: { ...defaultCable.longitudinalLossDbPer100M },
  },
  {
    ...{ id: '7-8', diameterMm: 28, ratedPowerW: 80, priceCny: 32, labourCny: 18 },
    ...{ highestMhz: 3700, source: provenance('source.assumed-losses-usual-for-the-class-coupling-what-95') },
    couplingLossDb: { 700: 77, 900: 76, 1800: 73, 2100: 72, 2600: 71, 3500: 71 },
    longitudinalLossDbPer100M: { 700: 3.4, 900: 4, 1800: 6.6, 2100: 7.4, 2600: 9, 3500: 12.5 },
  },
];

/** Half of the points beside a cable get so much more than the weakest twentieth (assumption), dB. */
const couplingSpreadDb = 5;

/** Radiating cables by their size, priced by the metre. */
const defaultRadiatingCables = (): CatalogPart[] =>
  sizes.map(({ id, source, ...rest }) => ({
    id: `radiating-cable-${id}`,
    kind: 'antenna',
    antennaType: 'radiating-cable',
    ...named(say(`part-radiating-cable-${id}`)),
    ...{ ...rest, lowestMhz: 690, feedPowerDbm: defaultCableFeedDbm, couplingSpreadDb },
    source,
    assumed: true,
  }));

const ways: readonly (Pick<CatalogPart, 'priceCny' | 'labourCny'> & { passing: Passing })[] = [
  { passing: 'plain', priceCny: 20, labourCny: 60 },
  { passing: 'fire-seal', priceCny: 50, labourCny: 100 },
  { passing: 'waterproof-sleeve', priceCny: 150, labourCny: 250 },
  // The sleeve is there: its seal, on both sides.
  { passing: 'pressure-sleeve', priceCny: 120, labourCny: 180 },
];

/** Ways of one cable through walls and slabs, made and sealed. */
const defaultPenetrations = (): CatalogPart[] =>
  ways.map(({ passing, ...cost }) => ({
    id: `penetration-${passing}`,
    kind: 'penetration',
    ...named(say(`part-penetration-${passing}`)),
    ...{ ...cost, passing, source: provenance('source.assumption'), assumed: true },
  }));

const accessories = [
  { id: 'unit-supply', per: 'powered-unit', priceCny: 150, labourCny: 100 },
  { id: 'power-frame', per: 'power-frame', priceCny: 900, labourCny: 250 },
  { id: 'fibre-frame', per: 'fibre-frame', priceCny: 400, labourCny: 150 },
  { id: 'rack-42u', per: 'rack', priceCny: 1800, labourCny: 300 },
  { id: 'poi-jumper', per: 'poi-input', priceCny: 45, labourCny: 15 },
  { id: 'donor-antenna', per: 'repeater', priceCny: 1500, labourCny: 1500 },
  { id: 'earthing', per: 'equipment-site', priceCny: 200, labourCny: 150 },
  { id: 'remote-housing', per: 'remote-source', priceCny: 1800, labourCny: 900 },
  { id: 'hub-housing', per: 'remote-hub', priceCny: 300, labourCny: 100 },
  { id: 'bracket', per: 'passive-antenna', priceCny: 12, labourCny: 0 },
  { id: 'drop-pole', per: 'hung-antenna', priceCny: 80, labourCny: 40 },
  { id: 'weather-kit', per: 'ramp-antenna', priceCny: 180, labourCny: 60 },
  { id: 'antenna-jumper', per: 'antenna-input', priceCny: 30, labourCny: 5 },
  { id: 'feeder-clip', per: 'loose-feeder-metre', priceCny: 3, labourCny: 2 },
  { id: 'conduit', per: 'loose-line-metre', priceCny: 8, labourCny: 6 },
  { id: 'down-trunking', per: 'equipment-drop', priceCny: 120, labourCny: 60 },
  { id: 'far-end-supply', per: 'shift-antenna', priceCny: 120, labourCny: 80 },
  { id: 'unit-bracket', per: 'small-cell', priceCny: 20, labourCny: 0 },
  { id: 'cable-clamp', per: 'radiating-metre', priceCny: 4, labourCny: 0 },
  { id: 'data-connector', per: 'data-cable-end', priceCny: 5, labourCny: 5 },
  { id: 'cable-label', per: 'line', priceCny: 2, labourCny: 1 },
  { id: 'device-label', per: 'device', priceCny: 2, labourCny: 1 },
] as const satisfies readonly Pick<CatalogPart, 'id' | 'per' | 'priceCny' | 'labourCny'>[];

/** Connectors by the size and outer diameter of the cable. */
const connectorSizes = [
  { id: 'connector', size: '1/2"', diameterMm: 16, priceCny: 12, labourCny: 8 },
  { id: 'connector-7-8', size: '7/8"', diameterMm: 28, priceCny: 25, labourCny: 12 },
  { id: 'connector-1-1-4', size: '1-1/4"', diameterMm: 39, priceCny: 45, labourCny: 15 },
  { id: 'connector-1-5-8', size: '1-5/8"', diameterMm: 50, priceCny: 60, labourCny: 20 },
] as const;

/** Ends radiating cables; loads of unused ports take less power. */
const cableEnd: CatalogPart = {
  ...{ id: 'cable-load', kind: 'load', per: 'radiating-cable', ...named(say('part-cable-load')) },
  ...{ priceCny: 60, labourCny: 10, lowestMhz, highestMhz: 3700, ratedPowerW: 25 },
  ...{ source: provenance('source.assumption'), assumed: true },
};

/** Things that are mounted with parts and are on no drawing of their own. */
const defaultAccessories = (): CatalogPart[] => [
  ...accessories.map(
    ({ id, ...rest }): CatalogPart => ({
      id,
      kind: 'accessory',
      ...named(say(`part-${id}`)),
      ...{ ...rest, source: provenance('source.assumption'), assumed: true },
    }),
  ),
  ...connectorSizes.map(
    ({ size, ...rest }): CatalogPart => ({
      ...rest,
      ...({ kind: 'accessory', per: 'cable-end' } as const),
      ...named(say('part-connector', { size })),
      ...{ source: provenance('source.assumption'), assumed: true },
    }),
  ),
  cableEnd,
];

let defaultParts: CatalogPart[] | undefined;

/** A fresh copy of the built-in catalogue: every figure with its source, what nobody printed marked as assumed. */
export function defaultCatalogue(): Catalogue {
  defaultParts ??= [
    ...defaultActives(),
    ...defaultAntennas(),
    ...defaultShifting(),
    ...defaultRepeaters(),
    ...defaultSmallCells(),
    ...defaultRadiatingCables(),
    ...defaultPassives(),
    ...defaultCables(),
    ...defaultDataCables(),
    ...defaultPenetrations(),
    ...defaultAccessories(),
  ];
  return {
    format: 'diku-catalogue',
    version: 1,
    name: 'Diku',
    laying: { ...defaultLaying },
    parts: defaultParts.map((part) => ({ ...part })),
  };
}
