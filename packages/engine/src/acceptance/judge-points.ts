import { requiredKinds } from '../coverage/point-results.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Operator, Plan } from '../plan/schema.ts';
import { thinWalk } from '../walks/thin-walk.ts';
import type { WalkReading } from '../walks/walk.ts';
import type { PointAcceptance } from './acceptance.ts';
import { isServed } from './list-locations.ts';

/** Readings within this of a charger, gate or payment point are of it, metres. */
const reachM = 3;

/** Every point where a code must scan, by the readings near it, for data. */
export function judgeMeasuredPoints(
  plan: Plan,
  readings: readonly WalkReading[],
  operators: readonly Operator[],
  profile: RequirementProfile,
): PointAcceptance[] {
  const byPlace = new Map<string, WalkReading[]>();
  const keyOf = (level: string, column: number, row: number) => `${level}|${column}|${row}`;
  for (const reading of readings) {
    const key = keyOf(reading.level, Math.floor(reading.x / reachM), Math.floor(reading.y / reachM));
    const own = byPlace.get(key);
    if (own) own.push(reading);
    else byPlace.set(key, [reading]);
  }
  return plan.levels.flatMap((level) =>
    (level.points ?? [])
      .filter(({ kind }) => requiredKinds.has(kind))
      .map(({ id, kind, position: [x, y] }): PointAcceptance => {
        const near: { reading: WalkReading; apartM: number }[] = [];
        for (const dy of [-1, 0, 1]) {
          for (const dx of [-1, 0, 1]) {
            const key = keyOf(level.id, Math.floor(x / reachM) + dx, Math.floor(y / reachM) + dy);
            for (const reading of byPlace.get(key) ?? []) {
              const apartM = Math.hypot(reading.x - x, reading.y - y);
              if (apartM <= reachM) near.push({ reading, apartM });
            }
          }
        }
        const judged = operators.map((operator) => {
          const own = near.filter(({ reading }) => reading.operator === operator);
          if (own.length === 0) return { operator, status: 'unmeasured' as const };
          // One mean over all that is near, whatever square it is in.
          const means = thinWalk(
            own.map(({ reading }) => ({ ...reading, x: 0, y: 0 })),
            reachM,
          );
          const strongest = means.reduce((a, b) =>
            (b.rsrpDbm ?? -Infinity) > (a.rsrpDbm ?? -Infinity) ? b : a,
          );
          return {
            operator,
            status: isServed(means, 'data', plan, profile) ? ('served' as const) : ('failed' as const),
            distanceM: Math.min(...own.map(({ apartM }) => apartM)),
            ...(strongest.rsrpDbm === undefined ? {} : { rsrpDbm: strongest.rsrpDbm }),
            ...(strongest.sinrDb === undefined ? {} : { sinrDb: strongest.sinrDb }),
          };
        });
        const served = judged.every(({ status }) => status === 'served');
        return { id, kind, level: level.id, served, operators: judged };
      }),
  );
}
