import { mmToMetres } from '../../core/index.ts';
import type { Carrier, Operator, Plan, RequirementProfile } from '../../plan/index.ts';
import {
  cellKind,
  dataCarriers,
  decidingCarriers,
  locationM,
  mapService,
  serviceThreshold,
} from '../../radio/index.ts';
import { binWalk, type LocalMean } from '../walks/bin-walk.ts';
import type { WalkReading } from '../walks/walk.ts';
import { countedFloor } from './counted-floor.ts';

/** A reading this near to counted floor is of it: locations are known no better. */
const toleranceM = 1;

/** One square of one operator with the local mean of each carrier received in it. */
export interface Location {
  operator: Operator;
  level: string;
  x: number;
  y: number;
  means: LocalMean[];
}

/** Squares of counted floor with their local means, in the order first entered; how many lie on floor that does not count. */
export function listLocations(
  plan: Plan,
  readings: readonly WalkReading[],
): { locations: Location[]; uncounted: number } {
  const squares = new Map<string, LocalMean[]>();
  for (const mean of binWalk(
    readings.filter(({ required }) => !required),
    locationM,
  )) {
    if (!mean.operator) continue;
    const key = `${mean.operator}|${mean.level}|${Math.floor(mean.x / locationM)}|${Math.floor(mean.y / locationM)}`;
    const found = squares.get(key);
    if (found) found.push(mean);
    else squares.set(key, [mean]);
  }
  const isCounted = countedLocations(plan);
  const locations: Location[] = [];
  let uncounted = 0;
  for (const means of squares.values()) {
    const samples = means.reduce((sum, mean) => sum + mean.samples, 0);
    const x = means.reduce((sum, mean) => sum + mean.x * mean.samples, 0) / samples;
    const y = means.reduce((sum, mean) => sum + mean.y * mean.samples, 0) / samples;
    const { level, operator } = means[0];
    if (isCounted(level, x, y)) locations.push({ operator: operator as Operator, level, x, y, means });
    else uncounted += 1;
  }
  return { locations, uncounted };
}

/** Returns whether a location is on counted floor or next to it. */
function countedLocations(plan: Plan): (level: string, x: number, y: number) => boolean {
  const floors = new Map(plan.levels.map((level) => [level.id, countedFloor(level)] as const));
  return (level, x, y) => {
    const floor = floors.get(level);
    if (!floor) return false;
    const { grid, cells } = floor;
    const cellM = mmToMetres(grid.cellMm);
    const reach = Math.round(toleranceM / cellM);
    const column = Math.round((x - mmToMetres(grid.originXMm)) / cellM);
    const row = Math.round((y - mmToMetres(grid.originYMm)) / cellM);
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const [r, c] = [row + dy, column + dx];
        if (r < 0 || c < 0 || r >= grid.rows || c >= grid.columns) continue;
        if (cells[r * grid.columns + c] !== cellKind.none) return true;
      }
    }
    return false;
  };
}

/**
 * Local means of the carriers that count for a service: those not known by name, and the plan's own that
 * serve it.
 */
export function countedMeans(
  means: readonly LocalMean[],
  service: 'voice' | 'data',
  plan: Plan,
): LocalMean[] {
  return means.filter(({ carrierId, operator }) => {
    if (carrierId === undefined || !plan.carriers.some(({ id }) => id === carrierId)) return true;
    return operatorCarriers(plan, operator, service).some(({ id }) => id === carrierId);
  });
}

/**
 * Returns whether a service works by the measurements under the plan's test: a result decides where there is
 * one; else any of the carriers that count, by level, and ratio where it was measured. Where the plan demands
 * every carrier, each of them has to be measured and found good for calls. `shiftDb` is added to every
 * reading.
 */
export function isServed(
  means: readonly LocalMean[],
  service: 'voice' | 'data',
  plan: Plan,
  profile: RequirementProfile,
  shiftDb = 0,
): boolean {
  const counted = countedMeans(means, service, plan);
  const results = counted.flatMap(({ served }) => (served === undefined ? [] : [served]));
  if (results.length > 0) return results.every(Boolean);
  const isGood = (mean: LocalMean) => {
    if (mean.rsrpDbm === undefined || mean.censored) return false;
    const { rsrpDbm, sinrDb } = thresholdOf(mean, service, plan, profile);
    return (
      mean.rsrpDbm + shiftDb >= rsrpDbm && (mean.sinrDb === undefined || mean.sinrDb + shiftDb >= sinrDb)
    );
  };
  const isNamed = counted.every(({ carrierId }) => carrierId !== undefined);
  if (service === 'data' || plan.requirements.everyCarrier !== true || !isNamed) return counted.some(isGood);
  return operatorCarriers(plan, counted[0]?.operator, service).every(({ id }) =>
    counted.some((mean) => mean.carrierId === id && isGood(mean)),
  );
}

/** The thresholds of the carrier that was received; where it is not known the strictest of the operator's. */
export function thresholdOf(
  { carrierId, operator }: { carrierId?: string; operator?: Operator },
  service: 'voice' | 'data',
  plan: Plan,
  profile: RequirementProfile,
): { rsrpDbm: number; sinrDb: number } {
  const known = plan.carriers.find(({ id }) => id === carrierId);
  // A carrier without calls is demanded only where every carrier is, and then for what it carries, as its map shows it.
  if (known) return serviceThreshold(known, service === 'voice' ? mapService(known) : service, profile);
  const thresholds = operatorCarriers(plan, operator, service).map((carrier) =>
    serviceThreshold(carrier, service, profile),
  );
  return {
    rsrpDbm: Math.max(...thresholds.map(({ rsrpDbm }) => rsrpDbm)),
    sinrDb: Math.max(...thresholds.map(({ sinrDb }) => sinrDb)),
  };
}

/** The operator's carriers that count for a service: as the verdict has it. */
export function operatorCarriers(
  plan: Plan,
  operator: Operator | undefined,
  service: 'voice' | 'data',
): Carrier[] {
  if (operator === undefined) return [];
  return service === 'data' ? dataCarriers(plan, operator) : decidingCarriers(plan, operator);
}
