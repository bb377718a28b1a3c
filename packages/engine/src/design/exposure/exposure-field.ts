import { dbToRatio, ratioToDb } from '../../core/index.ts';
import type { Carrier, Plan } from '../../plan/index.ts';
import { patternGainDbi } from '../../radio/index.ts';
import type { ExposureTerm, HeadLimits, HeadLocation } from './exposure.ts';
import { type Emitter, radiatedTo } from './level-emitters.ts';

/**
 * Sum over emitters and bands of density over limit at a location. Free space from every emitter of the level (walls
 * only lower it), of other levels through the floors between or their openings, `P·G/(4πd²)` with waves that meet in
 * phase, G not below the least gain, d not below the nearest distance. Inside the near field the far-field formula is
 * taken as it stands; it errs to the high side there.
 */
export function fractionAt(emitters: readonly Emitter[], location: HeadLocation, limits: HeadLimits): number {
  let sum = 0;
  for (const emitter of emitters) {
    sum += radiatedTo(emitter, location).shareRatio * spread(emitter, location, limits);
  }
  return sum * dbToRatio(limits.reflectionDb - carDb(location, limits));
}

/** The density behind it, W/m². */
export function densityAt(emitters: readonly Emitter[], location: HeadLocation, limits: HeadLimits): number {
  let sum = 0;
  for (const emitter of emitters) {
    sum += radiatedTo(emitter, location).densityWPerM2 * spread(emitter, location, limits);
  }
  return sum * dbToRatio(limits.reflectionDb - carDb(location, limits));
}

/** Loss of the car that a head is in, dB: 0 where it is in none. */
function carDb({ x, y }: HeadLocation, { isInCar, liftCarLossDb }: HeadLimits): number {
  return isInCar?.(x, y) ? liftCarLossDb : 0;
}

/** Gain over d². */
function spread(emitter: Emitter, location: HeadLocation, limits: HeadLimits): number {
  const { gainDbi, distanceM } = pathTo(emitter, location, limits);
  return dbToRatio(gainDbi) / (distanceM * distanceM);
}

function pathTo(
  { x, y, heightM, pattern }: Emitter,
  location: HeadLocation,
  { leastGainDbi, nearestM }: HeadLimits,
): { gainDbi: number; distanceM: number } {
  const east = location.x - x;
  const north = location.y - y;
  const up = location.heightM - heightM;
  return {
    gainDbi: Math.max(leastGainDbi, patternGainDbi(pattern, east, north, up)),
    distanceM: Math.max(nearestM, Math.sqrt(east * east + north * north + up * up)),
  };
}

/** The sum at a location term by term, the largest fraction first. */
export function exposureTerms(
  plan: Pick<Plan, 'antennas'>,
  emitters: readonly Emitter[],
  location: HeadLocation,
  limits: HeadLimits,
): ExposureTerm[] {
  const lossDb = carDb(location, limits);
  const reflection = dbToRatio(limits.reflectionDb - lossDb);
  const terms = emitters.flatMap((emitter) => {
    const { gainDbi, distanceM } = pathTo(emitter, location, limits);
    const perW = (dbToRatio(gainDbi) * reflection) / (4 * Math.PI * distanceM * distanceM);
    const { leftRatios } = radiatedTo(emitter, location);
    return emitter.carriers.map(({ carrier, portPowerDbm, powerW, limitWPerM2 }, index): ExposureTerm => {
      const powerDensityWPerM2 = powerW * perW * (leftRatios?.[index] ?? 1);
      return {
        ...{ antenna: plan.antennas[emitter.antenna].id, ...named(carrier), powerDbm: portPowerDbm },
        ...{ gainDbi, distanceM, powerDensityWPerM2, limitWPerM2 },
        ...(lossDb > 0 ? { carDb: lossDb } : {}),
        ...(leftRatios ? { floorsDb: -ratioToDb(leftRatios[index]) } : {}),
        shareRatio: powerDensityWPerM2 / limitWPerM2,
      };
    });
  });
  return terms.sort((a, b) => b.shareRatio - a.shareRatio);
}

function named({ id, frequencyMhz }: Carrier): { carrier: string; frequencyMhz: number } {
  return { carrier: id, frequencyMhz };
}
