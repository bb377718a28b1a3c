import { type DemandedKind, demandedKinds } from './floor-kinds.ts';
import { planProfile } from './plan-profile.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import type { Requirements } from './schema.ts';

/** What is demanded of one kind of floor. */
export interface FloorDemand {
  kind: DemandedKind;
  /** Fraction of the kind's floor, and of each room of it, that must be served; 0 demands nothing. */
  requiredRatio: number;
  /** Lowest RSRP of LTE and NR at which a call works there; that of GSM is moved from its own by as much. */
  thresholdDbm: number;
  /** What stands between the garage and a phone there besides walls and the body: a lift's car, a parked car. */
  enclosureLossDb: number;
}

/**
 * The demands of a plan, one per kind of floor: those of its profile with the plan's own applied over them.
 * @param profile default: the plan's
 */
export function floorDemands(
  { requirements }: { requirements: Requirements },
  profile: RequirementProfile = planProfile({ requirements }),
): FloorDemand[] {
  return demandedKinds.map((kind) => {
    const own = requirements.kinds?.filter((each) => each.kind === kind).at(-1);
    const basis = profile.floorKinds[kind];
    return {
      kind,
      requiredRatio: own?.requiredRatio ?? basis.requiredRatio,
      thresholdDbm: own?.thresholdDbm ?? basis.thresholdDbm,
      enclosureLossDb: kind === 'lift-car' ? profile.liftCarLossDb : 0,
    };
  });
}
