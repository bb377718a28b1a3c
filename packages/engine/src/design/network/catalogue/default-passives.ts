import type { CatalogPart } from '../../../plan/index.ts';

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
export const defaultPassives: CatalogPart[] = generations.flatMap(({ id, highestMhz, zh, en, dearerCny }) => {
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
