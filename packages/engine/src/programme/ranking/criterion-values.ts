import { type Community, programmeOperators } from '../community.ts';
import type { CriterionId } from './criteria.ts';
import type { Standing } from './standing.ts';

/** The criteria that count something. */
export const amountIds = ['complaints', 'households', 'bays', 'chargers'] as const;
export type AmountId = (typeof amountIds)[number];

/** What is not known counts half, whatever it is: neither for a community nor against it. */
const unknownValue = 0.5;

/** What is left to do by how many of the three operators cover the garage: [4]. */
const uncoveredValues = [1, 1 / 3, 1 / 6, 0];

/** How far each criterion speaks for a community: 0–1. */
export function criterionValues(
  community: Community,
  standings: Readonly<Record<AmountId, Standing>>,
  weakGroundDbm: number,
): Record<CriterionId, number> {
  const amounts = amountIds.map((id) => {
    const amount = community[id];
    return [id, amount === null ? unknownValue : standings[id].shareBelow(amount)];
  });
  const { owners, property } = community;
  return {
    uncovered: uncoveredValue(community),
    ...(Object.fromEntries(amounts) as Record<AmountId, number>),
    ground: groundValue(community, weakGroundDbm),
    owners: owners === null ? unknownValue : { agree: 1, pending: 0.5, disagree: 0 }[owners],
    property: property === null ? unknownValue : { yes: 1, partial: 0.5, no: 0 }[property],
  };
}

/** Where it is not known whether an operator covers the garage: the mean of both, for each such operator. */
function uncoveredValue({ covered }: Community): number {
  const flags = programmeOperators.map((operator) => covered[operator]);
  const meanFrom = (operator: number, covering: number): number => {
    if (operator === flags.length) return uncoveredValues[covering];
    const flag = flags[operator];
    if (flag !== null) return meanFrom(operator + 1, covering + (flag ? 1 : 0));
    return (meanFrom(operator + 1, covering) + meanFrom(operator + 1, covering + 1)) / 2;
  };
  return meanFrom(0, 0);
}

/** The share of the operators that are not weak at ground level: there the garage is all that is missing. */
function groundValue({ groundRsrpDbm }: Community, weakGroundDbm: number): number {
  const values: number[] = programmeOperators.map((operator) => {
    const levelDbm = groundRsrpDbm[operator];
    if (levelDbm === null) return unknownValue;
    return isWeak(levelDbm, weakGroundDbm) ? 0 : 1;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Below the threshold, or no network at all. */
export function isWeak(levelDbm: number | 'no-signal', weakDbm: number): boolean {
  return levelDbm === 'no-signal' || levelDbm < weakDbm;
}
