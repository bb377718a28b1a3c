import type { CatalogPart } from '../../../plan/index.ts';
import { defaultCable, defaultCableFeedDbm } from '../../../radio/index.ts';

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
export const defaultRadiatingCables: CatalogPart[] = sizes.map(({ id, zh, en, band, ...rest }) => ({
  id: `radiating-cable-${id}`,
  kind: 'antenna',
  antennaType: 'radiating-cable',
  name: `${zh}漏泄电缆`,
  nameEn: `radiating cable, ${en}`,
  ...{ ...rest, lowestMhz: 690, feedPowerDbm: defaultCableFeedDbm },
  source: `${losses}; ${band}; ${feed}; rated power and price of a metre: assumption`,
  assumed: true,
}));
