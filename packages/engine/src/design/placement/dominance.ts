import {
  type Antenna,
  type Carrier,
  type PhoneLocation,
  radiatesAlongPath,
  type Service,
} from '../../plan/index.ts';
import {
  hasSameObstacles,
  isDetectable,
  type Obstacles,
  type PathLossLaw,
  phoneLoss,
  portPowerDbm,
  resourceElementRatioDb,
} from '../../radio/index.ts';
import { neededPowerDbm } from './needed-power.ts';
import type { RatioContext } from './transmitter-ratios.ts';

/** Closer than this no phone comes to an antenna, metres: the law is not held at its nearest distance. */
const nearestM = 0.3;
/** Rounding of fields may tell equals apart, as a ratio. */
const rounding = 1 + 1e-5;

/** Returns whether the first ratios are nowhere above the second. */
export function isNowhereAbove(
  first: Float32Array | Float64Array | undefined,
  second: Float32Array | Float64Array | undefined,
): boolean {
  if (!first) return true;
  for (let location = 0; location < first.length; location += 1) {
    if (first[location] > (second ? second[location] * rounding : 0)) return false;
  }
  return true;
}

/** An antenna that gives each carrier the carrier's own power, and whose gain is the same on all bands. */
export function isPlain(antenna: Antenna): boolean {
  return !radiatesAlongPath(antenna) && antenna.portPowerDbm === undefined && antenna.carriers.includes('*');
}

/**
 * Returns whether, for any plain antenna, a phone has at most as much to spare on the first carrier as on the
 * second, wherever it is. That is certain where the first loses more by the law, at the same obstacles, one
 * by one, and has less to lose: the loss rises with each of these.
 */
export function isBelowByLaw(
  [first, inFirst]: readonly [Carrier, RatioContext],
  [second, inSecond]: readonly [Carrier, RatioContext],
  serviceOf: (carrier: Carrier) => Service,
  kinds: readonly PhoneLocation[],
): boolean {
  // A walk tells of each carrier by itself, whatever the laws.
  if (inFirst.corrections || inSecond.corrections) return false;
  const spareDb = (carrier: Carrier, { profile }: RatioContext, location: PhoneLocation) => {
    const service = serviceOf(carrier);
    const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, location, service, carrier.frequencyMhz);
    const powerDbm = portPowerDbm({ portPowerDbm: undefined } as Antenna, carrier);
    const lossesDb = bodyLossDb + vehicleLossDb + neededPowerDbm(carrier, service, profile);
    return powerDbm + resourceElementRatioDb(carrier) - lossesDb;
  };
  const spares = kinds.every(
    (location) => spareDb(first, inFirst, location) <= spareDb(second, inSecond, location),
  );
  const { model } = inFirst;
  return (
    spares &&
    losesMore(model.distanceLaw(first.frequencyMhz), model.distanceLaw(second.frequencyMhz)) &&
    inFirst.profile.phoneHeightM === inSecond.profile.phoneHeightM &&
    (!model.usesObstacles || hasSamePaths([first, inFirst], [second, inSecond]))
  );
}

function losesMore(law: PathLossLaw, other: PathLossLaw): boolean {
  const { diffraction: corners, table } = law;
  const near = law.minDistanceM < nearestM && other.minDistanceM < nearestM;
  const sameForm = law.slopeDbPerDecade === other.slopeDbPerDecade && table?.name === other.table?.name;
  if (!near || !sameForm || law.interceptDb < other.interceptDb) return false;
  if (!corners || !other.diffraction) return corners === other.diffraction;
  const { greatestDb, ...turns } = corners;
  const { greatestDb: otherGreatestDb, ...otherTurns } = other.diffraction;
  return greatestDb >= otherGreatestDb && JSON.stringify(turns) === JSON.stringify(otherTurns);
}

/** Returns whether both carriers cross the same on every level and between them. */
function hasSamePaths(
  [first, inFirst]: readonly [Carrier, RatioContext],
  [second, inSecond]: readonly [Carrier, RatioContext],
): boolean {
  const { levels } = inFirst.plan;
  const { levels: others } = inSecond.plan;
  const between = (carrier: Carrier, { fields, plan, obstacles }: RatioContext, from: number, to: number) =>
    fields.crossing(plan.levels, plan.levels[from], plan.levels[to], carrier.frequencyMhz, obstacles)
      .obstacles;
  return levels.every((fromLevel, from) =>
    levels.every(
      (level, to) =>
        !isDetectable(levels, fromLevel, level) ||
        (isDetectable(others, others[from], others[to]) &&
          losesMoreBetween(
            between(first, inFirst, from, to),
            between(second, inSecond, from, to),
            inFirst.model.distanceLaw(first.frequencyMhz).diffraction?.thickWallUnits ?? 0,
          )),
    ),
  );
}

/**
 * The same facets and floors, each losing at least as much. Where paths go around thick walls the same ones are thick:
 * else a thicker wall may open a path.
 */
function losesMoreBetween(
  { slabs = [], ...facets }: Obstacles,
  { slabs: others = [], ...rest }: Obstacles,
  thickUnits: number,
) {
  const { lossUnits } = rest;
  return (
    !facets.obliqueSteps &&
    hasSameObstacles({ ...facets, lossUnits }, rest) &&
    facets.lossUnits.every(
      (units, facet) => units >= lossUnits[facet] && units >= thickUnits === lossUnits[facet] >= thickUnits,
    ) &&
    slabs.length === others.length &&
    slabs.every(
      ({ elevationMm, lossUnits, openingsMm }, index) =>
        elevationMm === others[index].elevationMm &&
        openingsMm === others[index].openingsMm &&
        lossUnits >= others[index].lossUnits,
    )
  );
}
