import { voiceCarriers } from '../coverage/operator-cells.ts';
import { dataCarriers } from '../coverage/point-results.ts';
import { lawLossDb } from '../kernel/distance-law.ts';
import type { DistanceLaw } from '../kernel/field-kernel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier, Operator, Plan } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { tableToleranceDb } from '../propagation/tabulate-law.ts';
import type { Scene } from '../scene/scene.ts';
import { resourceElementShareDb } from '../signal/energy-per-resource-element.ts';
import { mapService, noiseDbm, serviceThreshold } from '../signal/link-budget.ts';
import { uplinkOverRsrpDb } from '../signal/uplink-budget.ts';

/** Power at the port over the lowest useful power at the phone, dB: what a link may lose. */
function allowedLossDb(carrier: Carrier, service: 'voice' | 'data', profile: RequirementProfile): number {
  return carrier.portPowerDbm + resourceElementShareDb(carrier) - neededPowerDbm(carrier, service, profile);
}

/** Lowest useful power of a resource element at the phone without interference, both ways, dBm. */
export function neededPowerDbm(
  carrier: Carrier,
  service: 'voice' | 'data',
  profile: RequirementProfile,
): number {
  const threshold = serviceThreshold(carrier, service, profile);
  const uplinkDbm = -uplinkOverRsrpDb(carrier, service, profile);
  return Math.max(threshold.rsrpDbm, noiseDbm(carrier, profile) + threshold.sinrDb, uplinkDbm);
}

/**
 * The carriers that a placement has to satisfy for a service: one per operator (its best), or all with
 * `everyCarrier`, less those that another one dominates on every link of these scenes.
 */
export function bindingCarriers(
  plan: Plan,
  service: 'voice' | 'data',
  profile: RequirementProfile,
  model: PropagationModel,
  sceneOf: (frequencyMhz: number) => Scene,
): Carrier[] {
  const operators = [...new Set(plan.carriers.map((carrier) => carrier.operator))];
  const reachDb = (carrier: Carrier) =>
    allowedLossDb(carrier, service === 'voice' ? mapService(carrier) : service, profile) -
    lawLossDb(model.distanceLaw(carrier.frequencyMhz), 1);
  const chosen = operators.flatMap((operator) => {
    const own = serviceCarriers(plan, operator, service);
    if (service === 'voice' && plan.requirements.everyCarrier) {
      return plan.carriers.filter((carrier) => carrier.operator === operator);
    }
    return [own.reduce((best, carrier) => (reachDb(carrier) > reachDb(best) ? carrier : best))];
  });
  const dominates = (a: Carrier, b: Carrier) => {
    const lawA = model.distanceLaw(a.frequencyMhz);
    const lawB = model.distanceLaw(b.frequencyMhz);
    if (reachDb(a) > reachDb(b) || lawA.slopeDbPerDecade < lawB.slopeDbPerDecade) return false;
    if (!risesAsFast(lawA, lawB)) return false;
    if (!model.usesObstacles) return true;
    const lossesA = sceneOf(a.frequencyMhz).obstacles.lossUnits;
    const lossesB = sceneOf(b.frequencyMhz).obstacles.lossUnits;
    return lossesA.every((lossUnits, index) => lossUnits >= lossesB[index]);
  };
  return chosen.filter(
    (carrier, index) =>
      !chosen.some(
        (other, otherIndex) =>
          otherIndex !== index &&
          dominates(other, carrier) &&
          (otherIndex < index || !dominates(carrier, other)),
      ),
  );
}

/**
 * Whether from 1 m on the table of one law loses, from there to any distance, at least what the other's does. Both are
 * linear between their knots, so that the knots decide.
 */
function risesAsFast(law: DistanceLaw, other: DistanceLaw): boolean {
  if (!law.table && !other.table) return true;
  if (!law.table || !other.table) return false;
  const excessDb = (distanceM: number) => lawLossDb(law, distanceM) - lawLossDb(other, distanceM);
  const atOneMetreDb = excessDb(1);
  return [...law.table.distancesM, ...other.table.distancesM].every(
    (distanceM) => excessDb(distanceM) >= atOneMetreDb - 2 * tableToleranceDb,
  );
}

function serviceCarriers(plan: Plan, operator: Operator, service: 'voice' | 'data'): Carrier[] {
  return service === 'voice' ? voiceCarriers(plan, operator) : dataCarriers(plan, operator);
}
