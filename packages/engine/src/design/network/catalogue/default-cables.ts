import type { CatalogPart } from '../../../plan/index.ts';

const prices = 'price and labour with connectors: assumption';
/** Two connectors of 0.05 dB (zhifen). */
const lossDb = { 1000: 0.1 };

/** Coaxial feeders from 1/2" to 1-5/8", ended with two connectors each, and what leads to small cells. */
export const defaultCables: CatalogPart[] = [
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
