import type { Carrier, Operator, Plan, RequirementProfile } from '@diku/engine';
import { mapService, throughputLimits } from '@diku/engine/radio';
import { operatorId, planOperators, worstId } from '../store/combined-map.ts';
import { type ClassLimits, scaledLimits } from '../store/field-scale.ts';

/** Of carriers, operators and the worst of them; those of an operator are its first carrier's. */
export function limitsById(plan: Plan, profile: RequirementProfile): Record<string, ClassLimits> {
  const carriers = plan.carriers.map(
    (carrier) => [carrier.id, carrierClassLimits(profile, carrier)] as const,
  );
  const operators = planOperators(plan).map((operator) => {
    const first = voiceFirst(plan, operator);
    return [operatorId(operator), carrierClassLimits(profile, first)] as const;
  });
  const worst = [worstId, carrierClassLimits(profile, voiceFirst(plan, plan.carriers[0].operator))] as const;
  return Object.fromEntries([...carriers, ...operators, worst]);
}

function voiceFirst({ carriers }: Plan, operator: Operator): Carrier {
  const own = carriers.filter((carrier) => carrier.operator === operator);
  return own.find(({ services }) => services.includes('voice')) ?? own[0];
}

function carrierClassLimits(profile: RequirementProfile, carrier: Carrier): ClassLimits {
  return {
    ...scaledLimits({ carrier, profile }),
    throughput: throughputLimits(carrier, mapService(carrier), profile),
  };
}
