import { requireObject } from '../core/index.ts';

/** @throws InputError where it is no plan at all; every part of one is looked at by `parsePlan` */
export function requirePlan(plan: unknown): void {
  requireObject('plan', plan, ['levels', 'carriers', 'antennas', 'requirements']);
}
