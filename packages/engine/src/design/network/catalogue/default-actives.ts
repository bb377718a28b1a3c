import type { CatalogPart } from '../../../plan/index.ts';

const weakPrice = 'price: placeholders of the trade, RRU 6–15 k, POI 8–20 k CNY (assumption)';
const power = 'output 20 W per carrier (assumption)';

const bands: {
  id: string;
  zh: string;
  en: string;
  lowestMhz: number;
  highestMhz: number;
  priceCny: number;
}[] = [
  { id: '700', zh: '700M', en: '700 MHz', lowestMhz: 703, highestMhz: 803, priceCny: 10_000 },
  { id: '900', zh: '800/900M', en: '800/900 MHz', lowestMhz: 824, highestMhz: 960, priceCny: 8000 },
  {
    id: '1800-2100',
    zh: '1.8/2.1G双频',
    en: '1.8/2.1 GHz',
    lowestMhz: 1710,
    highestMhz: 2170,
    priceCny: 10_000,
  },
  { id: '2300', zh: '2.3G', en: '2.3 GHz', lowestMhz: 2300, highestMhz: 2400, priceCny: 9000 },
  { id: '2600', zh: '2.6G', en: '2.6 GHz', lowestMhz: 2496, highestMhz: 2690, priceCny: 12_000 },
  { id: '3500', zh: '3.5G', en: '3.5 GHz', lowestMhz: 3300, highestMhz: 3700, priceCny: 14_000 },
  { id: '4900', zh: '4.9G', en: '4.9 GHz', lowestMhz: 4400, highestMhz: 5000, priceCny: 15_000 },
];

/** Radio units, the combiner of several operators, and antennas. */
export const defaultActives: CatalogPart[] = [
  ...bands.map(
    ({ id, zh, en, ...band }): CatalogPart => ({
      id: `rru-${id}`,
      kind: 'radio-unit',
      name: `${zh} RRU`,
      nameEn: `radio unit, ${en}`,
      ...band,
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
