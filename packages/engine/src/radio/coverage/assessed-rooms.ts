import type { DemandedKind, Plan } from '../../plan/index.ts';
import type { FloorRoom } from '../scene/floor-rooms.ts';
import type { CarrierMap, FloorSignals } from '../signal/carrier-map.ts';
import type { SampledRoom } from './floor-samples.ts';

/** A room of a level. A ramp that crosses the outline has a part on the grid and one outside. */
export interface AssessedRoom {
  level: string;
  levelIndex: number;
  kind: DemandedKind;
  zone?: string;
  name?: string;
  parts: FloorRoom[];
}

/** The rooms of all levels, each with its parts. */
export function listRooms(plan: Plan, maps: readonly CarrierMap[]): AssessedRoom[] {
  return plan.levels.flatMap((level, levelIndex) => {
    const map = maps.find(({ levelId }) => levelId === level.id);
    const rooms: AssessedRoom[] = [];
    for (const part of map?.floor?.rooms ?? []) {
      const { kind, zone, name } = part;
      const same = zone === undefined ? undefined : rooms.find((room) => room.zone === zone);
      if (same) same.parts.push(part);
      else rooms.push({ level: level.id, levelIndex, kind, ...definedNames({ zone, name }), parts: [part] });
    }
    return rooms;
  });
}

/** Without what is not there. */
export function definedNames({ zone, name }: Pick<FloorRoom, 'zone' | 'name'>) {
  return { ...(zone === undefined ? {} : { zone }), ...(name === undefined ? {} : { name }) };
}

/** A part of a room, as samples are drawn from it. */
export function sampledRoom(
  { levelIndex }: AssessedRoom,
  { firstSample, sampleCount, sampleAreaM2, places }: FloorRoom,
  maps: readonly CarrierMap[],
  plan: Plan,
): SampledRoom {
  const { grid, floor } = maps.find(({ levelId }) => levelId === plan.levels[levelIndex].id) as CarrierMap;
  const { cells } = floor as FloorSignals;
  return { levelIndex, grid, cells, firstSample, sampleCount, sampleAreaM2, places };
}
