/**
 * A community of the programme as the status table 《住宅小区地下车库信号覆盖现状表》 tells it, after reading. One definition gives the type
 * and the parser. What is not known is null, never a guess.
 */
import { z } from 'zod';
import { type ProgrammeOperator, programmeOperators } from '../plan/index.ts';
import { districtNames } from './districts.ts';

const count = z.number().int().min(0).max(10_000_000);
const text = z.string().min(1).max(2000);
/** Mean of the locations measured, dBm; `no-signal` where the phone found no network. */
const rsrpDbm = z.union([z.number().min(-160).max(-20), z.literal('no-signal')]).nullable();

/** A value for each operator of the programme. */
export function ofEachOperator<Value>(
  of: (operator: ProgrammeOperator) => Value,
): Record<ProgrammeOperator, Value> {
  return Object.fromEntries(programmeOperators.map((id) => [id, of(id)])) as Record<ProgrammeOperator, Value>;
}

/** A community as its status table describes it. */
export type Community = z.infer<typeof communitySchema>;

function perOperator<Value extends z.ZodType>(value: Value) {
  return z.object(ofEachOperator(() => value));
}

export const communitySchema = z.object({
  /** Rows of the table that are this community, counted from 1 after the header; the first one gave the values. */
  records: z.array(z.number().int().min(1)).min(1),
  district: z.enum(districtNames).nullable(),
  /** Street office or town: 街道, 镇. */
  street: text.nullable(),
  name: text,
  address: text.nullable(),
  note: text.nullable(),
  /** Longitude in the datum of the table, degrees. */
  lonDeg: z.number().min(-180).max(180).nullable(),
  latDeg: z.number().min(-90).max(90).nullable(),
  builtYear: z.number().int().min(1800).max(2100).nullable(),
  households: count.nullable(),
  /** Levels of the garage. */
  levels: count.nullable(),
  garageAreaM2: z.number().min(0).max(100_000_000).nullable(),
  bays: count.nullable(),
  chargers: count.nullable(),
  gates: count.nullable(),
  /** True when the operator has covered the garage already. */
  covered: perOperator(z.boolean().nullable()),
  garageRsrpDbm: perOperator(rsrpDbm),
  /** RSRP at ground level, where the community's own roads are. */
  groundRsrpDbm: perOperator(rsrpDbm),
  /** Complaints to the hotline 12345. */
  complaints: count.nullable(),
  /** The owners' opinion. */
  owners: z.enum(['agree', 'pending', 'disagree']).nullable(),
  /** Says whether the property management helps. */
  property: z.enum(['yes', 'partial', 'no']).nullable(),
});
