import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Community } from '@diku/engine/programme';

/** Describes what a careful reader gets out of the example's status table; see `examples/README.md`. */
export interface StatusTruth {
  communities: Community[];
  /** Degrees that a community's point may be off by where it is given in seconds. */
  tolerancesDeg: number[];
  issues: { record: number; column: string; raw: string; kind: string }[];
  districts: Record<string, TruthDistrict>;
}

/** Describes what the table's author counted of a district. */
interface TruthDistrict {
  communities: number;
  noneCovered: number;
  quota: number;
  /** Communities that can be chosen: covered by nobody, and owners who agree, or are not against it. */
  eligibleAgreed: number;
  eligibleNotRefused: number;
}

type Operators<Value> = { ct: Value; cm: Value; cu: Value };
interface TruthCommunity {
  records: number[];
  lon: number | null;
  lat: number | null;
  coordTolerance?: number;
  year: number | null;
  area: number | null;
  covered: Operators<boolean | null>;
  garageRsrp: Operators<number | 'no_signal' | null>;
  groundRsrp: Operators<number | 'no_signal' | null>;
  [key: string]: unknown;
}

export function readStatusTruth(): StatusTruth {
  const file = new URL('../../fixtures/status-table.truth.json.gz', import.meta.url);
  const truth = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
    communities: TruthCommunity[];
    issues: StatusTruth['issues'];
    districts: StatusTruth['districts'];
  };
  return {
    communities: truth.communities.map(toCommunity),
    tolerancesDeg: truth.communities.map(({ coordTolerance = 0 }) => coordTolerance),
    issues: truth.issues,
    districts: truth.districts,
  };
}

function toCommunity(truth: TruthCommunity): Community {
  const { id: _, conflicts: __, coordTolerance: ___, ...rest } = truth;
  const { lon, lat, year, area, covered, garageRsrp, groundRsrp, ...same } = rest;
  return {
    ...same,
    ...{ lonDeg: lon, latDeg: lat, builtYear: year, garageAreaM2: area },
    covered: named(covered),
    garageRsrpDbm: named(garageRsrp, (value) => (value === 'no_signal' ? 'no-signal' : value)),
    groundRsrpDbm: named(groundRsrp, (value) => (value === 'no_signal' ? 'no-signal' : value)),
  } as unknown as Community;
}

function named<From, To>({ ct, cm, cu }: Operators<From>, of = (value: From) => value as unknown as To) {
  return { telecom: of(ct), mobile: of(cm), unicom: of(cu) };
}
