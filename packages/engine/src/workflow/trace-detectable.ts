import { dbmToMw } from '../core/index.ts';
import type { Antenna, Plan } from '../plan/index.ts';
import { CellSums, isDetectable, type LevelCorrection, outdoorAntennas, radiates } from '../radio/index.ts';
import type { LevelLocation } from './parse-link-end.ts';
import { inBay, type LinkContext, type LinkResult, traceAntenna } from './trace-link.ts';

/** Signals of one carrier that arrive at a location. */
export interface DetectableSignal {
  /** Sums by serving cell, before the phone's losses. */
  sums: CellSums;
  /** The strongest link and its antenna; undefined where nothing is detectable. */
  strongest?: LinkResult;
  strongestAntenna?: Antenna;
}

/** The antennas that send a carrier, the network outside included: what a level's map sums. */
export function sendingAntennas(plan: Plan, { carrier, profile }: LinkContext): Antenna[] {
  const outdoors = outdoorAntennas(plan, carrier, profile).map(({ antenna }) => antenna);
  return [...plan.antennas.filter((antenna) => radiates(antenna, carrier)), ...outdoors];
}

/**
 * The links to a location from those antennas that its level's map sums, in double precision.
 * @param correct what a walk test says of the level there
 */
export function traceDetectable(
  plan: Plan,
  antennas: readonly Antenna[],
  end: LevelLocation,
  context: LinkContext,
  correct?: LevelCorrection,
): DetectableSignal {
  const endsInBay = inBay(end);
  const received: DetectableSignal = { sums: new CellSums() };
  for (const antenna of antennas) {
    const found = plan.levels.find(({ id }) => id === antenna.level);
    if (!found) continue;
    if (found !== end.level && !(context.model.usesObstacles && isDetectable(plan.levels, found, end.level)))
      continue;
    const link = traceAntenna(plan, antenna, end, endsInBay, context);
    const { bodyLossDb, vehicleLossDb } = link.budget;
    const powerMw = dbmToMw(link.rsrpDbm + bodyLossDb + vehicleLossDb);
    received.sums.add(antenna.cell, powerMw, correct?.partOf(antenna));
    if (received.strongest && link.rsrpDbm <= received.strongest.rsrpDbm) continue;
    received.strongest = link;
    received.strongestAntenna = antenna;
  }
  return received;
}
