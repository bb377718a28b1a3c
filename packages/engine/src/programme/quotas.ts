import { z } from 'zod';
import { InputError } from '../core/index.ts';
import { schemaProblems } from '../plan/index.ts';
import { type DistrictName, districtNames } from './districts.ts';

/** Quota of a district in each quarter of the year: [4]. */
export type QuarterQuota = readonly [number, number, number, number];

/** Quotas of the districts. A district that is not named has none. */
export interface Quotas {
  /** The year of the quarters. */
  year: number;
  districts: Partial<Record<DistrictName, QuarterQuota>>;
}

/**
 * The notice 沪经信基〔2023〕93号: 1,000 communities in 2023, cumulative 125 / 375 / 625 / 1,000; districts in its order. What its table
 * says in all is in the tests.
 */
export const shanghai2023Quotas: Quotas = {
  year: 2023,
  districts: {
    浦东新区: [28, 55, 55, 87],
    闵行区: [14, 28, 28, 41],
    嘉定区: [10, 21, 21, 31],
    宝山区: [10, 20, 20, 29],
    松江区: [8, 17, 17, 25],
    青浦区: [7, 13, 13, 19],
    静安区: [6, 12, 12, 20],
    徐汇区: [6, 12, 12, 19],
    杨浦区: [6, 12, 12, 18],
    长宁区: [6, 12, 12, 18],
    普陀区: [6, 12, 12, 17],
    奉贤区: [5, 10, 10, 14],
    虹口区: [5, 9, 9, 13],
    黄浦区: [4, 9, 9, 12],
    金山区: [2, 5, 5, 7],
    崇明区: [2, 3, 3, 5],
  },
};

const quarterQuota = z.number().int().min(0).max(2000);
const quotasSchema = z.strictObject({
  year: z.number().int().min(2000).max(2100),
  districts: z.partialRecord(
    z.enum(districtNames),
    z.tuple([quarterQuota, quarterQuota, quarterQuota, quarterQuota]),
  ),
});

/**
 * A table of quotas from parsed JSON, `{ "year": 2023, "districts": { "静安区": [6, 12, 12, 20], … } }`.
 * @throws InputError with the path of every problem
 */
export function parseQuotas(document: unknown): Quotas {
  const result = quotasSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, document, 'quotas'));
}
