import type { CatalogPart } from '../../../plan/index.ts';
import { defaultSmallCellDbm } from '../../../radio/index.ts';

const price = 'price: pico unit 3–6 k CNY, placeholder of the trade (assumption)';
const power = 'power of a path: class of 250 mW (assumption)';
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

interface Unit {
  id: string;
  group: keyof typeof groups;
  zh: string;
  en: string;
  priceCny: number;
  carriersAtMost: number;
  bands: NonNullable<CatalogPart['bands']>;
}

const units: Unit[] = [
  {
    ...{ id: 'prru-tu', group: 'tu', zh: '1.8/2.1/3.5G', en: '1.8/2.1/3.5 GHz' },
    ...{ priceCny: 5000, carriersAtMost: 8 },
    bands: [
      { lowestMhz: 1830, highestMhz: 1880 },
      { lowestMhz: 2110, highestMhz: 2155 },
      { lowestMhz: 3300, highestMhz: 3600, paths: fourPaths },
    ],
  },
  {
    ...{ id: 'prru-mb', group: 'mb', zh: '1.8/2.3/2.6G', en: '1.8/2.3/2.6 GHz' },
    ...{ priceCny: 5000, carriersAtMost: 8 },
    bands: [
      { lowestMhz: 1805, highestMhz: 1830 },
      { lowestMhz: 1885, highestMhz: 1915 },
      { lowestMhz: 2320, highestMhz: 2370 },
      { lowestMhz: 2515, highestMhz: 2675, paths: fourPaths },
    ],
  },
  {
    ...{ id: 'prru-tu-900', group: 'tu', zh: '800/900M', en: '800/900 MHz' },
    ...{ priceCny: 4000, carriersAtMost: 6 },
    bands: [
      { lowestMhz: 869, highestMhz: 880 },
      { lowestMhz: 949, highestMhz: 960 },
    ],
  },
  {
    ...{ id: 'prru-mb-900', group: 'mb', zh: '700/900M', en: '700/900 MHz' },
    ...{ priceCny: 4000, carriersAtMost: 6 },
    bands: [
      { lowestMhz: 758, highestMhz: 788 },
      { lowestMhz: 934, highestMhz: 949 },
    ],
  },
  {
    ...{ id: 'prru-mb-4900', group: 'mb', zh: '4.9G', en: '4.9 GHz' },
    ...{ priceCny: 5500, carriersAtMost: 2 },
    bands: [{ lowestMhz: 4800, highestMhz: 4960, paths: fourPaths }],
  },
];

/** Small cells by the operators that share them and their bands, their hub and their baseband unit. */
export const defaultSmallCells: CatalogPart[] = [
  ...units.map(({ id, group, zh, en, bands, ...rest }): CatalogPart => {
    const { operators, shared, ...names } = groups[group];
    return {
      ...{ id, kind: 'small-cell', ...rest, labourCny: 300, bands, operators: [...operators] },
      name: `${names.zh}pRRU（${zh}）`,
      nameEn: `small cell (pRRU) of ${names.en}, ${en}`,
      lowestMhz: Math.min(...bands.map(({ lowestMhz }) => lowestMhz)),
      highestMhz: Math.max(...bands.map(({ highestMhz }) => highestMhz)),
      ...{ sourcePowerDbm: defaultSmallCellDbm, paths: twoPaths, noiseFigureDb: 7 },
      source: `${shared}; bands: licensed bands of 2024; which of them one unit has, and its paths: assumption; ${power}; ${price}`,
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
