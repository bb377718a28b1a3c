import type { Carrier, Operator, Plan } from '../plan/schema.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';

/**
 * The margin that decides whether an operator's phone can call, per cell of one level: the best of its carriers
 * for calls, or with `everyCarrier` the worst of all its carriers. NaN where the floor is not counted.
 */
export function operatorMarginsDb(plan: Plan, operator: Operator, maps: readonly CarrierMap[]): Float32Array {
  const everyCarrier = plan.requirements.everyCarrier === true;
  const carriers = everyCarrier
    ? plan.carriers.filter((carrier) => carrier.operator === operator)
    : voiceCarriers(plan, operator);
  const chosen = maps.filter((map) => carriers.some((carrier) => carrier.id === map.carrierId));
  const margins = Float32Array.from(chosen[0].marginDb);
  for (const map of chosen.slice(1)) {
    for (let cell = 0; cell < margins.length; cell += 1) {
      const other = map.marginDb[cell];
      if (everyCarrier ? other < margins[cell] : other > margins[cell]) margins[cell] = other;
    }
  }
  return margins;
}

/** The operator's carriers for calls; all of them where none is marked. */
export function voiceCarriers(plan: Plan, operator: Operator): Carrier[] {
  const own = plan.carriers.filter((carrier) => carrier.operator === operator);
  const voice = own.filter((carrier) => carrier.services.includes('voice'));
  return voice.length > 0 ? voice : own;
}
