import { z } from 'zod';
import { partKinds } from '../../plan/index.ts';

const money = z.number().min(0).max(100_000_000);
const percent = z.number().min(0).max(200);
/** Provenance of a figure; `assumed` where no source was read for this trade and edition. */
const origin = { source: z.string().min(1).max(500), assumed: z.boolean().optional() };
const named = {
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(200),
  nameEn: z.string().min(1).max(200).optional(),
};

/** A percentage with its provenance. */
const rate = z.looseObject({ percent, ...origin });

/** A machine or an instrument that a unit of work takes. */
const machine = z.looseObject({
  name: z.string().min(1).max(200),
  nameEn: z.string().min(1).max(200).optional(),
  shifts: z.number().min(0).max(1000),
  shiftCny: money,
});

/** One item of the quota: man-days of a unit of work, and what of the network it is counted for. */
const quota = z.looseObject({
  ...named,
  unit: z.string().min(1).max(20),
  skilledDays: z.number().min(0).max(10_000),
  unskilledDays: z.number().min(0).max(10_000),
  machines: z.array(machine).max(20).optional(),
  instruments: z.array(machine).max(20).optional(),
  for: z
    .looseObject({
      kinds: z.array(z.enum(partKinds)).max(20).optional(),
      parts: z.array(z.string().max(60)).max(200).optional().describe('ids of parts; goes before kinds'),
    })
    .describe('parts of the network that the work is done for'),
  per: z
    .enum(['piece', 'first-length', 'further-length', 'length'])
    .describe(
      'piece: each; first-length: each cable, up to lengthM; further-length: each further lengthM of a cable, begun ones whole; length: lengthM of all',
    ),
  lengthM: z.number().gt(0).max(10_000).optional(),
  upToM: z.number().gt(0).max(10_000).optional().describe('first-length: for cables up to this length only'),
  overM: z.number().gt(0).max(10_000).optional().describe('first-length: for cables over this length only'),
  ...origin,
});

/** A fee of form 2: a percentage of the labour cost, or an amount. */
const fee = z.looseObject({ ...named, percent: percent.optional(), amountCny: money.optional(), ...origin });

/** A fee of form 5: a percentage of a base, or an amount; with neither it is open. */
const otherFee = z.looseObject({
  ...named,
  percent: percent.optional(),
  of: z.enum(['construction', 'equipment', 'construction-and-equipment']).optional(),
  amountCny: money.optional(),
  vatPercent: percent.optional(),
  ...origin,
});

export const priceBookSchema = z.looseObject({
  format: z.literal('diku-price-book'),
  version: z.literal(1),
  name: z.string().max(200).optional(),
  labour: z.looseObject({ skilledCny: money, unskilledCny: money, ...origin }).describe('one man-day'),
  quotas: z.array(quota).min(1).max(2000),
  prices: z
    .record(z.string(), z.looseObject({ priceCny: money, ...origin }))
    .optional()
    .describe('prices of parts by id, without VAT; default those of the catalogue'),
  equipmentKinds: z
    .array(z.enum(partKinds))
    .max(30)
    .describe('parts that are equipment; all others are material'),
  auxiliaryMaterial: rate.describe('of main material'),
  measures: z.array(fee).max(60),
  statutory: z.array(fee).max(60),
  management: rate,
  profit: rate,
  ownerSupplied: z
    .boolean()
    .optional()
    .describe('true: the owner supplies main material, no VAT of the builder on it'),
  vat: z.looseObject({ construction: rate, goods: rate }),
  otherFees: z.array(otherFee).max(60),
  reserve: rate.describe('of all above it on form 1'),
});

/** Prices and rates of a budget in the form of the ministry's rules of 2016 (451). Percentages of labour where not said else. */
export type PriceBook = z.infer<typeof priceBookSchema>;
export type Quota = PriceBook['quotas'][number];
