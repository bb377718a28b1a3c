import { type CarrierMap, type Operator, operators, type Plan } from '@diku/engine';

/** Id shown in place of a carrier: the worst operator at each location. */
export const worstId = 'worst-operator';
const prefix = 'operator:';

/** Combination of several carriers: at each location the values of the one that decides there. */
export interface CombinedMap extends CarrierMap {
  /** Carriers, and which of them decides. −1 where nothing is counted. [rows, columns] */
  carrierIds: string[];
  deciding: Int8Array;
  /** Uplink margin of the deciding carrier, dB. [rows, columns] */
  uplinkDb: Float32Array;
  /**
   * Class of throughput: of an operator the best of its carriers, of the worst operator the least of all. NaN where nothing is
   * counted. [rows, columns]
   */
  throughput: Float32Array;
}

export function isCombined(map: CarrierMap): map is CombinedMap {
  return 'deciding' in map;
}

export function operatorId(operator: Operator): string {
  return prefix + operator;
}

/** The operator of an id; undefined of one carrier's and of the worst. */
export function operatorOf(id: string): Operator | undefined {
  return operators.find((operator) => operatorId(operator) === id);
}

/** Operators with carriers of the plan, in the plan's order. */
export function planOperators({ carriers }: Pick<Plan, 'carriers'>): Operator[] {
  return [...new Set(carriers.map(({ operator }) => operator))];
}

/** Returns whether an id is of a carrier of the plan, of one of its operators, or of the worst of them. */
export function isOfPlan(plan: Pick<Plan, 'carriers'>, id: string): boolean {
  const operator = operatorOf(id);
  if (operator) return planOperators(plan).includes(operator);
  return id === worstId || plan.carriers.some((carrier) => carrier.id === id);
}
