import { CancelledError, dbmToMw, type Monitor } from '../../core/index.ts';
import type { Antenna, Carrier, Plan } from '../../plan/index.ts';
import { prepareService } from '../../radio/index.ts';
import { bindingRequirements } from './binding-requirements.ts';
import { type DemandState, operatorSpecs } from './demand-states.ts';
import { isBelowByLaw, isNowhereAbove, isPlain } from './dominance.ts';
import type { DemandGroup, DemandPoint, PointLayer } from './garage-demand.ts';
import { demandGroups } from './location-demand.ts';
import { neededPowerDbm } from './needed-power.ts';
import { outsidePointRatios, pointRatios } from './point-ratios.ts';
import type { RatioContext } from './transmitter-ratios.ts';

/** The carriers that bind at the points; one that is left out is implied by another at every candidate and point. */
export async function pointDemand(
  plan: Plan,
  antennas: readonly Antenna[],
  points: readonly DemandPoint[],
  states: readonly DemandState[],
  monitor?: Monitor,
): Promise<{ pointLayers: PointLayer[]; pointGroups: DemandGroup[] }> {
  if (points.length === 0) return { pointLayers: [], pointGroups: [] };
  const { specs, operators } = operatorSpecs(plan, 'data', states.length);
  const kinds = [...new Set(points.map(({ point }) => point.kind))];
  const carrierOf = (spec: number): readonly [Carrier, RatioContext] => [
    plan.carriers[specs[spec].carrier],
    states[specs[spec].state].context,
  ];
  const everyPlain = antennas.every(isPlain) && plan.outdoor?.groundRsrpDbm === undefined;
  const byLaw = bindingRequirements(
    operators,
    (first, second) => everyPlain && isBelowByLaw(carrierOf(first), carrierOf(second), () => 'data', kinds),
  );
  const asking = new Set(byLaw.retained.flatMap((index) => operators[index].specs));
  const all: (PointLayer | undefined)[] = [];
  for (const [spec, { state, carrier: number }] of specs.entries()) {
    if (!asking.has(spec)) {
      all.push(undefined);
      continue;
    }
    if (monitor?.cancelled?.()) throw new CancelledError();
    const { scenario, context } = states[state];
    const carrier = plan.carriers[number];
    all.push({
      scenario,
      carrierId: carrier.id,
      ratios: await pointRatios(antennas, points, carrier, context),
      outside: await outsidePointRatios(points, carrier, context),
      services: points.map(({ point }) => ({
        ...prepareService(carrier, 'data', point.kind, context.profile),
        passedRatio: 1,
      })),
      neededMw: dbmToMw(neededPowerDbm(carrier, 'data', context.profile)),
    });
  }
  const isBelow = (first: number, second: number) => {
    const [low, high] = [all[first], all[second]];
    if (!low || !high || !isNowhereAbove(low.outside, high.outside)) return false;
    return low.ratios.every((ratios, antenna) => isNowhereAbove(ratios, high.ratios[antenna]));
  };
  const binding = byLaw.retained.map((index) => operators[index]);
  const { retained } = bindingRequirements(binding, isBelow);
  const stored = [...new Set(retained.flatMap((index) => binding[index].specs))].sort((a, b) => a - b);
  return {
    pointLayers: stored.map((spec) => all[spec] as PointLayer),
    pointGroups: demandGroups(binding, binding, retained, stored, states),
  };
}
