import { bandOf, type CatalogPart } from '../../../plan/index.ts';
import { defaultCable, defaultCableFeedDbm, defaultSmallCellDbm } from '../../../radio/index.ts';
import type { Catalogue } from './catalogue.ts';
import { defaultLaying } from './default-laying.ts';

const price = 'price: pico unit 3–6 k CNY, placeholder of the trade (assumption)';
const pathPower = 'power of a path: class of 250 mW (assumption)';

/** Who builds and shares a network of indoor units with whom: a unit of one of them serves no other. */
const groups = {
  tu: {
    operators: ['telecom', 'unicom'],
    zh: '电信联通共享',
    en: 'telecom and unicom',
    shared: 'telecom and unicom share one access network (fx361.cc 15005567)',
  },
  mb: {
    operators: ['mobile', 'broadnet'],
    zh: '移动广电共享',
    en: 'mobile and broadnet',
    shared: 'mobile and broadnet share 700 and 2600 MHz (fx361.cc 15005567; licensed bands of 2024)',
  },
} as const;

/** Two paths on the bands of LTE; four on those of NR above 2.5 GHz. */
const twoPaths = 2;
const fourPaths = 4;
const fourPathsFromMhz = 2500;

interface Unit {
  id: string;
  group: keyof typeof groups;
  zh: string;
  en: string;
  priceCny: number;
  carriersAtMost: number;
  /** Numbers of the bands whose licensed blocks of the group it serves. */
  bands: readonly number[];
}

const units: Unit[] = [
  {
    ...{ id: 'prru-tu', group: 'tu', zh: '1.8/2.1/3.5G', en: '1.8/2.1/3.5 GHz' },
    ...{ priceCny: 5000, carriersAtMost: 8, bands: [3, 1, 78] },
  },
  {
    ...{ id: 'prru-mb', group: 'mb', zh: '1.8/2.3/2.6G', en: '1.8/2.3/2.6 GHz' },
    ...{ priceCny: 5000, carriersAtMost: 8, bands: [3, 39, 40, 41] },
  },
  {
    ...{ id: 'prru-tu-900', group: 'tu', zh: '800/900M', en: '800/900 MHz' },
    ...{ priceCny: 4000, carriersAtMost: 6, bands: [5, 8] },
  },
  {
    ...{ id: 'prru-mb-900', group: 'mb', zh: '700/900M', en: '700/900 MHz' },
    ...{ priceCny: 4000, carriersAtMost: 6, bands: [28, 8] },
  },
  {
    ...{ id: 'prru-mb-4900', group: 'mb', zh: '4.9G', en: '4.9 GHz' },
    ...{ priceCny: 5500, carriersAtMost: 2, bands: [79] },
  },
];

/** The blocks of bands that a group has a licence for. */
function blocksOf(numbers: readonly number[], group: keyof typeof groups): NonNullable<CatalogPart['bands']> {
  const [operator] = groups[group].operators;
  return numbers.flatMap((number) => {
    const { licensed = [], technologies } = bandOf(number)!;
    const own = licensed.filter(({ operators }) => operators.includes(operator));
    return own.map(({ lowestMhz, highestMhz }) => {
      const isWide = technologies.includes('nr') && lowestMhz >= fourPathsFromMhz;
      return { lowestMhz, highestMhz, ...(isWide ? { paths: fourPaths } : {}) };
    });
  });
}

/** Small cells by the operators that share them and their bands, their hub and their baseband unit. */
const defaultSmallCells: CatalogPart[] = [
  ...units.map(({ id, group, zh, en, bands: numbers, ...rest }): CatalogPart => {
    const { operators, shared, ...names } = groups[group];
    const bands = blocksOf(numbers, group);
    return {
      ...{ id, kind: 'small-cell', ...rest, labourCny: 300, bands, operators: [...operators] },
      name: `${names.zh}pRRU（${zh}）`,
      nameEn: `small cell (pRRU) of ${names.en}, ${en}`,
      lowestMhz: Math.min(...bands.map(({ lowestMhz }) => lowestMhz)),
      highestMhz: Math.max(...bands.map(({ highestMhz }) => highestMhz)),
      ...{ sourcePowerDbm: defaultSmallCellDbm, paths: twoPaths, noiseFigureDb: 7 },
      source: `${shared}; bands: licensed bands of 2024; which of them one unit has, and its paths: assumption; ${pathPower}; ${price}`,
      assumed: true,
    };
  }),
  {
    id: 'rhub',
    kind: 'hub',
    name: 'RHUB汇聚单元',
    nameEn: 'small cell hub (RHUB)',
    ...{ priceCny: 6000, labourCny: 400, ways: 8 },
    source:
      'eight small cells a hub: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1); price: assumption',
    assumed: true,
  },
  {
    id: 'bbu',
    kind: 'baseband',
    name: 'BBU基带单元',
    nameEn: 'baseband unit (BBU)',
    ...{ priceCny: 30_000, labourCny: 800, ways: 4 },
    source:
      'four hubs a baseband unit: 4 RHUB with 32 pRRU (Huawei LampSite product description 01, table 2-1); price: 20–80 k CNY of the trade press (assumption)',
    assumed: true,
  },
];

type Losses = Record<string, number>;

const listed = 'losses at 900, 1800, 2100 MHz: trade list txrjy 832180; above: assumption; price: assumption';
const interpolated = 'losses between those of 5 and 7 dB of trade list txrjy 832180; price: assumption';
/** Parts of the older kind end at 2700 MHz (many data sheets: 800–2500 or –2700 MHz); those for 5G cost more. */
const generations = [
  { id: '', highestMhz: 2700, zh: '', en: '', dearerCny: 0 },
  { id: '-5g', highestMhz: 3700, zh: ' 5G宽频', en: ', 5G rated', dearerCny: 20 },
] as const;
const lowestMhz = 690;
const labourCny = 35;

const splitters: { ways: number; zh: string; priceCny: number; lossDb: Losses }[] = [
  { ways: 2, zh: '二', priceCny: 40, lossDb: { 900: 3.5, 1800: 3.6, 2100: 3.7, 2600: 3.8, 3500: 4.0 } },
  { ways: 3, zh: '三', priceCny: 50, lossDb: { 900: 5.5, 1800: 5.6, 2100: 5.7, 2600: 5.8, 3500: 6.0 } },
  { ways: 4, zh: '四', priceCny: 60, lossDb: { 900: 6.5, 1800: 6.6, 2100: 6.6, 2600: 6.8, 3500: 7.0 } },
];

const couplers: { couplingDb: number; lossDb: Losses; source: string }[] = [
  { couplingDb: 5, lossDb: { 900: 2.0, 1800: 2.2, 2100: 2.2, 2600: 2.3, 3500: 2.5 }, source: listed },
  { couplingDb: 6, lossDb: { 900: 1.75, 1800: 1.95, 2100: 2.0, 2600: 2.1, 3500: 2.3 }, source: interpolated },
  { couplingDb: 7, lossDb: { 900: 1.5, 1800: 1.7, 2100: 1.8, 2600: 1.9, 3500: 2.1 }, source: listed },
  { couplingDb: 10, lossDb: { 900: 1.0, 1800: 1.1, 2100: 1.1, 2600: 1.2, 3500: 1.4 }, source: listed },
  { couplingDb: 15, lossDb: { 900: 0.8, 1800: 0.9, 2100: 1.0, 2600: 1.0, 3500: 1.2 }, source: listed },
  { couplingDb: 20, lossDb: { 900: 0.5, 1800: 0.6, 2100: 0.6, 2600: 0.7, 3500: 0.8 }, source: listed },
  { couplingDb: 30, lossDb: { 900: 0.3, 1800: 0.4, 2100: 0.4, 2600: 0.5, 3500: 0.6 }, source: listed },
  {
    couplingDb: 40,
    lossDb: { 900: 0.25, 1800: 0.3, 2100: 0.3, 2600: 0.4, 3500: 0.5 },
    source: 'assumption: 0.2–0.3 dB are lost in it whatever it couples; price: assumption',
  },
];

const attenuatorLossesDb = [1, 2, 3, 5, 6, 10, 15, 20];

/** Splitters, couplers, attenuators and loads, in two ranges of bands. */
const defaultPassives: CatalogPart[] = generations.flatMap(({ id, highestMhz, zh, en, dearerCny }) => {
  const common = { lowestMhz, highestMhz, labourCny, assumed: true };
  return [
    ...splitters.map(
      ({ ways, zh: count, priceCny, lossDb }): CatalogPart => ({
        id: `splitter-${ways}${id}`,
        kind: 'splitter',
        name: `腔体${count}功分器${zh}`,
        nameEn: `cavity splitter, ${ways}-way${en}`,
        priceCny: priceCny + dearerCny,
        ...{ ...common, ratedPowerW: 300, ways, lossDb, source: listed },
      }),
    ),
    ...couplers.map(
      ({ couplingDb, lossDb, source }): CatalogPart => ({
        id: `coupler-${couplingDb}${id}`,
        kind: 'coupler',
        name: `${couplingDb}dB腔体耦合器${zh}`,
        nameEn: `cavity coupler, ${couplingDb} dB${en}`,
        priceCny: 45 + dearerCny,
        ...{ ...common, ratedPowerW: 200, couplingDb, lossDb, source },
      }),
    ),
    ...attenuatorLossesDb.map(
      (lossDb): CatalogPart => ({
        id: `attenuator-${lossDb}${id}`,
        kind: 'attenuator',
        name: `${lossDb}dB衰减器${zh}`,
        nameEn: `attenuator, ${lossDb} dB${en}`,
        priceCny: 45 + dearerCny,
        ...{ ...common, labourCny: 15, ratedPowerW: 5, lossDb: { 1000: lossDb }, source: 'assumption' },
      }),
    ),
    {
      id: `load${id}`,
      kind: 'load',
      name: `负载${zh}`,
      nameEn: `termination${en}`,
      priceCny: 25 + dearerCny,
      ...{ ...common, labourCny: 5, ratedPowerW: 5, source: 'assumption' },
    },
  ];
});

const prices = 'price and labour with connectors: assumption';
/** Two connectors of 0.05 dB (zhifen). */
const lossDb = { 1000: 0.1 };

/** Coaxial feeders from 1/2" to 1-5/8", ended with two connectors each, and what leads to small cells. */
const defaultCables: CatalogPart[] = [
  {
    id: 'feeder-1-2',
    kind: 'cable',
    name: '1/2"馈线（含接头）',
    nameEn: '1/2" feeder with connectors',
    ...{ priceCny: 12, labourCny: 8, lossDb, lowestMhz: 400, highestMhz: 6000, ratedPowerW: 500 },
    lossDbPer100M: { 800: 6.6, 900: 6.87, 1800: 9.85, 2100: 10.7, 2600: 12, 3500: 14.5 },
    source: `800 MHz: Ericsson RBS 2308 (LDF4), others: zhifen; ${prices}`,
    assumed: true,
  },
  {
    id: 'feeder-7-8',
    kind: 'cable',
    name: '7/8"馈线（含接头）',
    nameEn: '7/8" feeder with connectors',
    ...{ priceCny: 24, labourCny: 16, lossDb, lowestMhz: 400, highestMhz: 5000, ratedPowerW: 1000 },
    lossDbPer100M: { 800: 3.7, 900: 3.87, 1800: 5.54, 2100: 6.03, 2600: 6.76, 3500: 8.2 },
    source: `800 MHz: Ericsson RBS 2308 (LDF5), others: zhifen; ${prices}`,
    assumed: true,
  },
  {
    id: 'feeder-1-1-4',
    kind: 'cable',
    name: '1-1/4"馈线（含接头）',
    nameEn: '1-1/4" feeder with connectors',
    ...{ priceCny: 45, labourCny: 25, lossDb, lowestMhz: 400, highestMhz: 3300, ratedPowerW: 1500 },
    lossDbPer100M: { 800: 2.7, 900: 2.8, 1800: 4.2, 2000: 4.3, 2600: 5, 3300: 5.7 },
    source: `to 2000 MHz: Ericsson RBS 2308; above: a√f + b·f fitted to them; band: assumption; ${prices}`,
    assumed: true,
  },
  {
    id: 'feeder-1-5-8',
    kind: 'cable',
    name: '1-5/8"馈线（含接头）',
    nameEn: '1-5/8" feeder with connectors',
    ...{ priceCny: 65, labourCny: 35, lossDb, lowestMhz: 400, highestMhz: 2700, ratedPowerW: 2000 },
    lossDbPer100M: { 800: 2.2, 900: 2.3, 1800: 3.5, 2000: 3.6, 2600: 4.2 },
    source: `to 2000 MHz: Ericsson RBS 2308; above: a√f + b·f fitted to them; band: assumption; ${prices}`,
    assumed: true,
  },
  {
    id: 'cat6a',
    kind: 'data-cable',
    name: 'CAT6A网线',
    nameEn: 'CAT6A cable',
    ...{ priceCny: 6, labourCny: 9, longestM: 100 },
    source:
      'reach: 100 m of twisted pair (channel of ISO/IEC 11801, not re-read), without repeaters; price: assumption',
    assumed: true,
  },
  {
    id: 'hybrid-fibre',
    kind: 'data-cable',
    name: '光电复合缆',
    nameEn: 'hybrid fibre and power cable',
    ...{ priceCny: 9, labourCny: 9, longestM: 200 },
    source: 'assumption: reach with power over the same cable 200 m',
    assumed: true,
  },
  {
    id: 'fibre',
    kind: 'fibre',
    name: '室内光缆（含接头）',
    nameEn: 'optical fibre with connectors',
    ...{ priceCny: 3, labourCny: 5, longestM: 10_000 },
    source: 'from a baseband unit to its hubs; reach and price: assumption',
    assumed: true,
  },
];

const weakPrice = 'price: placeholders of the trade, RRU 6–15 k, POI 8–20 k CNY (assumption)';
const power = 'output 20 W per carrier (assumption)';

/** Radio units by the numbers of the bands from whose uplink to whose downlink they reach. */
const radioUnits: {
  id: string;
  zh: string;
  en: string;
  bands: readonly number[];
  /** Where it ends before its bands do. */
  highestMhz?: number;
  priceCny: number;
}[] = [
  { id: '700', zh: '700M', en: '700 MHz', bands: [28], priceCny: 10_000 },
  { id: '900', zh: '800/900M', en: '800/900 MHz', bands: [5, 8], priceCny: 8000 },
  { id: '1800-2100', zh: '1.8/2.1G双频', en: '1.8/2.1 GHz', bands: [3, 1], priceCny: 10_000 },
  { id: '2300', zh: '2.3G', en: '2.3 GHz', bands: [40], priceCny: 9000 },
  { id: '2600', zh: '2.6G', en: '2.6 GHz', bands: [41], priceCny: 12_000 },
  { id: '3500', zh: '3.5G', en: '3.5 GHz', bands: [78], highestMhz: 3700, priceCny: 14_000 },
  { id: '4900', zh: '4.9G', en: '4.9 GHz', bands: [79], priceCny: 15_000 },
];

/** From the lowest frequency at which phones send to the highest at which they hear, MHz. */
function reachOf(numbers: readonly number[]): { lowestMhz: number; highestMhz: number } {
  const own = numbers.map((number) => bandOf(number)!);
  return {
    lowestMhz: Math.min(...own.map(({ uplinkMhz, downlinkMhz }) => (uplinkMhz ?? downlinkMhz)[0])),
    highestMhz: Math.max(...own.map(({ downlinkMhz }) => downlinkMhz[1])),
  };
}

/** Radio units, the combiner of several operators, and antennas. */
const defaultActives: CatalogPart[] = [
  ...radioUnits.map(
    ({ id, zh, en, bands, priceCny, ...ends }): CatalogPart => ({
      id: `rru-${id}`,
      kind: 'radio-unit',
      name: `${zh} RRU`,
      nameEn: `radio unit, ${en}`,
      ...reachOf(bands),
      ...ends,
      priceCny,
      ...{ labourCny: 600, sourcePowerDbm: 43, noiseFigureDb: 5, carriersAtMost: 4 },
      source: `${power}; bands: licensed bands of 2024; ${weakPrice}`,
      assumed: true,
    }),
  ),
  {
    id: 'poi',
    kind: 'poi',
    name: '多系统合路平台POI',
    nameEn: 'multi-operator combiner (POI)',
    ...{ priceCny: 12_000, labourCny: 800, lowestMhz: 690, highestMhz: 3700, ratedPowerW: 500 },
    ...{ carriersAtMost: 24, lossDb: { 900: 2.8, 1800: 3.0, 2100: 3.0 } },
    source: `losses: trade list txrjy 832180, held above 2100 MHz; ${weakPrice}`,
    assumed: true,
  },
  ...[
    { id: 'ceiling-omni', zh: '室内全向吸顶天线', en: 'ceiling antenna, omnidirectional', priceCny: 60 },
    { id: 'directional', zh: '室内定向壁挂天线', en: 'panel antenna, directional', priceCny: 90 },
  ].map(
    ({ id, zh, en, priceCny }): CatalogPart => ({
      id: `antenna-${id}`,
      kind: 'antenna',
      name: zh,
      nameEn: en,
      ...{ priceCny, labourCny: 60, lowestMhz: 690, highestMhz: 3800, ratedPowerW: 50, antennaType: id },
      source: 'ceiling antenna 40–80 CNY: placeholder of the trade; band and power: assumption',
      assumed: true,
    }),
  ),
];

const losses =
  'losses: usual for the class, coupling what 95 % of places 2 m away stay below (assumption, no data sheet read)';
const feed = 'fed at +25 to +33 dBm a carrier in practice: the middle (assumption)';

interface Size {
  id: string;
  zh: string;
  en: string;
  highestMhz: number;
  band: string;
  ratedPowerW: number;
  priceCny: number;
  labourCny: number;
  couplingLossDb: Record<string, number>;
  longitudinalLossDbPer100M: Record<string, number>;
}

const sizes: Size[] = [
  {
    ...{ id: '13-8', zh: '13/8"', en: '1-5/8" (13/8")', ratedPowerW: 200, priceCny: 55, labourCny: 25 },
    ...{ highestMhz: 2700, band: 'not for 3.5 GHz: its cut-off is 3 GHz (mtoou.info 569126)' },
    couplingLossDb: { 700: 73, 900: 72, 1800: 69, 2100: 68, 2600: 67 },
    longitudinalLossDbPer100M: { 700: 1.9, 900: 2.2, 1800: 3.8, 2100: 4.4, 2600: 5.8 },
  },
  {
    ...{ id: '5-4', zh: '5/4"', en: '1-1/4" (5/4")', ratedPowerW: 150, priceCny: 45, labourCny: 20 },
    ...{ highestMhz: 3700, band: 'band: assumption' },
    couplingLossDb: { ...defaultCable.couplingLossDb },
    longitudinalLossDbPer100M: { ...defaultCable.longitudinalLossDbPer100M },
  },
  {
    ...{ id: '7-8', zh: '7/8"', en: '7/8"', ratedPowerW: 80, priceCny: 32, labourCny: 18 },
    ...{ highestMhz: 3700, band: 'band: assumption' },
    couplingLossDb: { 700: 77, 900: 76, 1800: 73, 2100: 72, 2600: 71, 3500: 71 },
    longitudinalLossDbPer100M: { 700: 3.4, 900: 4, 1800: 6.6, 2100: 7.4, 2600: 9, 3500: 12.5 },
  },
];

/** Radiating cables by their size, priced by the metre. */
const defaultRadiatingCables: CatalogPart[] = sizes.map(({ id, zh, en, band, ...rest }) => ({
  id: `radiating-cable-${id}`,
  kind: 'antenna',
  antennaType: 'radiating-cable',
  name: `${zh}漏泄电缆`,
  nameEn: `radiating cable, ${en}`,
  ...{ ...rest, lowestMhz: 690, feedPowerDbm: defaultCableFeedDbm },
  source: `${losses}; ${band}; ${feed}; rated power and price of a metre: assumption`,
  assumed: true,
}));

/** A fresh copy of the built-in catalogue: every figure with its source, what nobody printed marked as assumed. */
export function defaultCatalogue(): Catalogue {
  const parts = [
    ...defaultActives,
    ...defaultSmallCells,
    ...defaultRadiatingCables,
    ...defaultPassives,
    ...defaultCables,
  ];
  return {
    format: 'diku-catalogue',
    version: 1,
    name: 'Diku',
    laying: { ...defaultLaying },
    parts: parts.map((part) => ({ ...part })),
  };
}
