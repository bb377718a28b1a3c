import { type Phrase, phraseText, provenance, type SourceCode, say } from '../../core/index.ts';
import type { PriceBook, Quota } from './price-book.ts';

/** The quota of 2008 was read, and the rules of 2016 have another one: a figure of it is an assumption for them. */
const quota2008 = provenance('source.assumed-quota-of-2008');
/** Read for works on lines; for wireless works it is an assumption. */
const lineWorks = provenance('source.assumed-rate-of-line-works');
const remembered = provenance('source.assumed-rate-remembered');
const custom = provenance('source.assumed-by-the-estimate');

const named = (phrase: Phrase) => ({ name: phraseText(phrase, 'zh'), nameEn: phraseText(phrase, 'en') });
const assumedBy = (source: SourceCode) => ({ source, assumed: true });

const testers = {
  generator: { ...named(say('estimate-generator')), shifts: 0.5, shiftCny: 149 },
  meter: { ...named(say('estimate-power-meter')), shifts: 0.5, shiftCny: 127 },
  feeder: { ...named(say('estimate-feeder-tester')), shifts: 0.2, shiftCny: 193 },
  computer: { ...named(say('estimate-computer')), shifts: 0.2, shiftCny: 74 },
};

function quota(
  id: string,
  phrase: Phrase,
  skilledDays: number,
  rest: Pick<Quota, 'for' | 'per'> & Partial<Quota>,
): Quota {
  const unit = phraseText(say(rest.per === 'piece' ? 'estimate-piece' : 'estimate-run'), 'zh');
  return { id, ...named(phrase), unit, skilledDays, unskilledDays: 0, ...rest, ...assumedBy(quota2008) };
}

const smallFeeders = ['feeder-1-2'];
const middleFeeders = ['feeder-7-8'];
const largeFeeders = ['feeder-1-1-4', 'feeder-1-5-8'];
const leakyFeeders = ['radiating-cable-7-8', 'radiating-cable-5-4', 'radiating-cable-13-8'];

function feederQuotas(): Quota[] {
  const first = { per: 'first-length', lengthM: 10 } as const;
  const further = { per: 'further-length', lengthM: 10 } as const;
  return [
    quota('TSW2-061', say('estimate-feeder-short'), 0.2, {
      ...{ per: 'first-length', lengthM: 4, upToM: 4, for: { parts: smallFeeders } },
    }),
    quota('TSW2-021', say('estimate-feeder-small'), 0.5, {
      ...first,
      overM: 4,
      for: { parts: smallFeeders },
    }),
    quota('TSW2-022', say('estimate-feeder-small-more'), 0.3, { ...further, for: { parts: smallFeeders } }),
    quota('TSW2-023', say('estimate-feeder-middle'), 1.5, { ...first, for: { parts: middleFeeders } }),
    quota('TSW2-024', say('estimate-feeder-middle-more'), 0.8, { ...further, for: { parts: middleFeeders } }),
    quota('TSW2-025', say('estimate-feeder-large'), 2.5, {
      ...{ ...first, for: { parts: [...largeFeeders, ...leakyFeeders] } },
    }),
    quota('TSW2-026', say('estimate-feeder-large-more'), 1.2, {
      ...{ ...further, for: { parts: [...largeFeeders, ...leakyFeeders] } },
    }),
    quota('TSW2-034', say('estimate-leaky-test'), 3, {
      ...{ per: 'length', lengthM: 100, for: { parts: leakyFeeders } },
      instruments: [
        { ...testers.feeder, shifts: 0.4 },
        { ...testers.computer, shifts: 0.4 },
      ],
    }),
  ];
}

function deviceQuotas(): Quota[] {
  const per = 'piece' as const;
  const antennas = { parts: ['antenna-ceiling-omni', 'antenna-directional'] };
  return [
    quota('TSW2-020', say('estimate-antenna'), 2, { per, for: antennas }),
    quota('TSW2-028', say('estimate-splitter'), 0.5, {
      ...{ per, for: { kinds: ['splitter', 'coupler'] } },
      instruments: [testers.generator, testers.meter],
    }),
    quota('TSW2-029', say('estimate-load'), 0.5, { per, for: { kinds: ['attenuator', 'load'] } }),
    quota('TSW2-030', say('estimate-hub'), 3, { per, for: { kinds: ['hub'] } }),
    quota('TSW2-031', say('estimate-small-cell'), 1, { per, for: { kinds: ['small-cell'] } }),
    quota('TSW2-067', say('estimate-baseband'), 1.3, { per, for: { kinds: ['baseband'] } }),
    quota('TSW2-070', say('estimate-poi'), 4, { per, for: { kinds: ['poi'] } }),
    quota('TSW2-071', say('estimate-radio-unit'), 2.5, {
      per,
      for: { kinds: ['radio-unit', 'repeater', 'shift-unit'] },
    }),
    quota('TSW1-060', say('estimate-hole'), 2, {
      ...{ per, for: { parts: ['penetration-plain', 'penetration-fire-seal'] } },
    }),
    quota('TSW1-061', say('estimate-seal'), 1.5, {
      ...{ per, for: { parts: ['penetration-fire-seal', 'penetration-pressure-sleeve'] } },
    }),
    quota('TSW1-058', say('estimate-window'), 2, { per, for: { parts: ['penetration-waterproof-sleeve'] } }),
    quota('TSW2-033', say('estimate-commissioning'), 1.5, {
      ...{ per, for: antennas, instruments: [testers.feeder, testers.computer] },
    }),
  ];
}

const measures: readonly [string, Phrase, number][] = [
  ['civilised', say('estimate-fee-civilised'), 1.1],
  ['carrying', say('estimate-fee-carrying'), 1.1],
  ['interference', say('estimate-fee-interference'), 4],
  ['clearing', say('estimate-fee-clearing'), 2.5],
  ['temporary', say('estimate-fee-temporary'), 3.8],
  ['vehicles', say('estimate-fee-vehicles'), 5],
  ['night', say('estimate-fee-night'), 2.1],
  ['weather', say('estimate-fee-weather'), 2.5],
  ['tools', say('estimate-fee-tools'), 0.8],
];

/** Amounts that are charged as they arise: none is known beforehand. */
const asArising: readonly [string, Phrase][] = [
  ['utilities', say('estimate-fee-utilities')],
  ['special-area', say('estimate-fee-special-area')],
];
const asArisingLater: readonly [string, Phrase][] = [
  ['earth', say('estimate-fee-earth')],
  ['crew-transfer', say('estimate-fee-crew-transfer')],
  ['machine-transfer', say('estimate-fee-machine-transfer')],
];

/**
 * The built-in price book: man-days of the quota of 2008, fees of wireless works as they are remembered, prices of the
 * catalogue. No figure of it was read in the rules of 2016, so all are assumptions, and forms say so.
 */
export function defaultPriceBook(): PriceBook {
  const nothing = ([id, phrase]: readonly [string, Phrase]) => ({
    ...{ id, ...named(phrase), amountCny: 0 },
    ...assumedBy(custom),
  });
  return {
    format: 'diku-price-book',
    version: 1,
    labour: { skilledCny: 114, unskilledCny: 61, ...assumedBy(lineWorks) },
    quotas: [...deviceQuotas(), ...feederQuotas()],
    equipmentKinds: [
      ...(['radio-unit', 'repeater', 'shift-unit', 'poi', 'baseband'] as const),
      ...(['hub', 'small-cell', 'antenna'] as const),
      ...(['splitter', 'coupler', 'attenuator', 'load'] as const),
    ],
    auxiliaryMaterial: { percent: 3, ...assumedBy(remembered) },
    measures: [
      ...measures.map(([id, phrase, percent]) => ({
        id,
        ...named(phrase),
        percent,
        ...assumedBy(remembered),
      })),
      ...asArising.map(nothing),
      { id: 'protection', ...named(say('estimate-fee-protection')), percent: 1.5, ...assumedBy(remembered) },
      ...asArisingLater.map(nothing),
    ],
    statutory: [
      nothing(['sewage', say('estimate-fee-sewage')]),
      { id: 'social', ...named(say('estimate-fee-social')), percent: 28.5, ...assumedBy(lineWorks) },
      { id: 'housing', ...named(say('estimate-fee-housing')), percent: 4.19, ...assumedBy(lineWorks) },
      { id: 'accident', ...named(say('estimate-fee-accident')), percent: 1, ...assumedBy(lineWorks) },
    ],
    management: { percent: 27.4, ...assumedBy(lineWorks) },
    profit: { percent: 20, ...assumedBy(lineWorks) },
    vat: {
      construction: { percent: 9, ...assumedBy(remembered) },
      goods: { percent: 13, ...assumedBy(remembered) },
    },
    otherFees: [
      { id: 'project-management', ...named(say('estimate-other-management')), ...assumedBy(custom) },
      { id: 'design', ...named(say('estimate-other-design')), vatPercent: 6, ...assumedBy(remembered) },
      {
        id: 'supervision',
        ...named(say('estimate-other-supervision')),
        vatPercent: 6,
        ...assumedBy(remembered),
      },
      {
        ...{ id: 'safety', ...named(say('estimate-other-safety')), percent: 2, of: 'construction' },
        ...{ vatPercent: 9, ...assumedBy(remembered) },
      },
    ],
    reserve: { percent: 0, ...assumedBy(custom) },
  };
}
