import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier, Operator, Plan } from '../plan/schema.ts';
import { buildGrid } from '../scene/build-grid.ts';
import { markCells } from '../scene/mark-cells.ts';
import { cellKind } from '../scene/scene.ts';
import { mmToMetres } from '../units.ts';
import { type LocalMean, thinWalk } from '../walks/thin-walk.ts';
import type { WalkReading } from '../walks/walk.ts';

/** Side of the square of floor that is one location, metres. */
export const locationM = 2;
/** A reading this near to counted floor is of it: places are known no better. */
const toleranceM = 1;

/** One square of one operator with the local mean of each carrier heard in it. */
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
  for (const mean of thinWalk(
    readings.filter(({ required }) => !required),
    locationM,
  )) {
    if (!mean.operator) continue;
    const key = `${mean.operator}|${mean.level}|${Math.floor(mean.x / locationM)}|${Math.floor(mean.y / locationM)}`;
    const own = squares.get(key);
    if (own) own.push(mean);
    else squares.set(key, [mean]);
  }
  const isCounted = countedFloor(plan);
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

/** Whether a place is on counted floor or next to it. */
function countedFloor(plan: Plan): (level: string, x: number, y: number) => boolean {
  const cellM = 0.5;
  const reach = Math.round(toleranceM / cellM);
  const floors = new Map(
    plan.levels.map((level) => {
      const grid = buildGrid(level, cellM);
      return [level.id, { grid, cells: markCells(level, grid) }] as const;
    }),
  );
  return (level, x, y) => {
    const floor = floors.get(level);
    if (!floor) return false;
    const { grid, cells } = floor;
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
 * Whether a service works by what was measured: a result decides where there is one; else any carrier whose level, and
 * ratio where it was measured, reach the thresholds. `shiftDb` is added to every reading.
 */
export function isServed(
  means: readonly LocalMean[],
  service: 'voice' | 'data',
  plan: Plan,
  profile: RequirementProfile,
  shiftDb = 0,
): boolean {
  const results = means.flatMap(({ served }) => (served === undefined ? [] : [served]));
  if (results.length > 0) return results.every(Boolean);
  return means.some((mean) => {
    if (mean.rsrpDbm === undefined || mean.censored) return false;
    const { rsrpDbm, sinrDb } = thresholdOf(mean, service, plan, profile);
    return (
      mean.rsrpDbm + shiftDb >= rsrpDbm && (mean.sinrDb === undefined || mean.sinrDb + shiftDb >= sinrDb)
    );
  });
}

/** The thresholds of the carrier that was heard; where it is not known the strictest of the operator's. */
export function thresholdOf(
  { carrierId, operator }: { carrierId?: string; operator?: Operator },
  service: 'voice' | 'data',
  plan: Plan,
  profile: RequirementProfile,
): { rsrpDbm: number; sinrDb: number } {
  const known = plan.carriers.find(({ id }) => id === carrierId);
  if (known) return profile[service][known.technology];
  const own = operatorCarriers(plan, operator, service).map(({ technology }) => profile[service][technology]);
  return {
    rsrpDbm: Math.max(...own.map(({ rsrpDbm }) => rsrpDbm)),
    sinrDb: Math.max(...own.map(({ sinrDb }) => sinrDb)),
  };
}

/** The operator's carriers for a service; all of them where none is for it. */
export function operatorCarriers(
  plan: Plan,
  operator: Operator | undefined,
  service: 'voice' | 'data',
): Carrier[] {
  const own = plan.carriers.filter((carrier) => carrier.operator === operator);
  const serving = own.filter(({ services }) => services.includes(service));
  return serving.length > 0 ? serving : own;
}
