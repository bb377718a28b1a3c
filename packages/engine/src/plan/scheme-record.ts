/** A comparison of schemes (方案比选) of a garage: the key `derived.schemes` of the plan document, and `schemes.json`. */
import { z } from 'zod';
import type { Phrase } from '../core/index.ts';

/** Ways to build the coverage of a garage that are compared. */
export const schemeIds = [
  ...(['passive-omni', 'passive-directional', 'passive-two-path', 'passive-shift'] as const),
  ...(['radiating-cable', 'small-cells', 'hybrid', 'repeater'] as const),
] as const;
/** A way to build the coverage of a garage. */
export type SchemeId = (typeof schemeIds)[number];

const count = z.number().int().min(0);
const amount = z.number().min(0);
const ratio = z.number().min(0).max(1);
const scheme = z.enum(schemeIds);

/** A phrase as a plan file has it. */
export const phrase = z.looseObject({
  code: z.string().min(1).max(200),
  values: z.record(z.string(), z.unknown()).optional(),
}) as unknown as z.ZodType<Phrase>;

const cost = z.looseObject({
  buildCny: amount.describe('the bill'),
  activeCny: amount.describe('of it radio units, repeaters, small cells, hubs and baseband units'),
  assumedRatio: ratio.describe('of the bill, at prices that nobody has sourced'),
  perM2Cny: amount,
  powerW: amount.describe('electric, on average, of all parts'),
  unknownPowerParts: z.array(z.string()).max(1000).describe('active parts whose power the catalogue lacks'),
  energyKwhPerYear: amount,
  energyCnyPerYear: amount,
  upkeepCnyPerYear: amount,
  ownershipCny: amount.describe('build, and the discounted energy and upkeep of the years'),
});

const capacity = z.looseObject({
  cells: count.describe('of its own; of a repeater none'),
  users: amount.describe('at once in the busy hour, all operators'),
  loadRatio: amount.describe(
    'of the resource blocks of the busiest cell and carrier; of a repeater with what the donor bears',
  ),
  neededCells: count.describe('by that load and the connections, on the carrier that needs most'),
});

const newRadio = z.looseObject({
  basis: z.enum(['plan', 'added']).describe('carriers of NR: those of the plan, or the built-in ones added'),
  carriers: z.array(z.string()).max(60),
  coverageRatio: ratio.describe('of the NR carrier with the least, by itself'),
  passProbability: ratio.describe('with every carrier demanded by itself'),
  blocked: z.array(z.string()).max(60).describe('carriers that its cables or small cells do not send'),
  exchangedParts: count.describe('passive parts that are not rated for them'),
});

const figures = z.looseObject({
  antennas: z.record(z.string(), count).describe('by kind; several small cells at one location count each'),
  radiatingCableM: amount,
  sources: count,
  hubs: count,
  basebands: count,
  cost,
  passProbability: ratio.describe('of the operator with the least'),
  operator: z.string().describe('that one'),
  coverageRatio: ratio.describe('expected, of the operator with the least'),
  capacity,
  layers: z.looseObject({ lte: count, nr: count }).describe('MIMO layers that every antenna can send'),
  newRadio,
  passages: count.describe('ways through walls and slabs'),
  crewDays: amount,
  isPlacingComplete: z.boolean().describe('false: the emergency time limit struck'),
});

const row = z.looseObject({
  scheme,
  outcome: z
    .enum(['passes', 'fails', 'not-possible'])
    .describe('not-possible: it cannot be designed, or not with what is known'),
  reasons: z.array(phrase).max(100).describe('why it fails, or is not possible'),
  conditions: z.array(phrase).max(100).describe('of what nobody knows yet: it is not recommended before'),
  figures: figures.optional(),
});

const recommendation = z.looseObject({
  kind: z.enum(['cheapest', 'prices-decide', 'only', 'none']),
  first: scheme.optional().describe('the cheapest over the years of those that pass'),
  second: scheme.optional(),
  close: z.array(scheme).describe('that prices within the spread could make the cheapest too'),
  differenceCny: amount.optional().describe('the second over the first'),
  minDifferenceCny: z
    .number()
    .optional()
    .describe('with every assumed price as bad for the first as the spread allows'),
  turnRatio: ratio
    .optional()
    .describe('what the second has beyond the first costs so much of its price: then both cost the same'),
  turnPart: z
    .looseObject({
      part: z.string(),
      name: z.string(),
      nameEn: z.string().optional(),
      ratio: amount.describe('price of this part alone over that of the catalogue: then both cost the same'),
    })
    .optional()
    .describe('the part whose price decides most'),
});

export const schemeComparison = z.looseObject({
  requiredProbability: ratio,
  years: count,
  energyCnyPerKwh: amount,
  discountRatio: ratio,
  activeUpkeepRatio: ratio,
  passiveUpkeepRatio: ratio,
  priceSpreadRatio: ratio,
  decidable: z.boolean().describe('false: doubts of the import are open'),
  rows: z.array(row).min(1).max(schemeIds.length),
  recommendation,
});

/** Schemes of a garage compared: costs in CNY, powers in W, chances 0–1. */
export type SchemeComparison = z.infer<typeof schemeComparison>;
/** One scheme of a comparison. */
export type SchemeRow = SchemeComparison['rows'][number];
/** Figures of a scheme that was designed. */
export type SchemeFigures = NonNullable<SchemeRow['figures']>;
/** The scheme that figures recommend, or why they do not. */
export type SchemeRecommendation = SchemeComparison['recommendation'];
