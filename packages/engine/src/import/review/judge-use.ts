import { signedArea } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { EvidenceCode } from './evidence-table.ts';

/** Floor per bay, m²: garages have 25 to 50, with plant rooms and cores 100; a floor with fewer bays is none by them. */
const mostFloorPerBayM2 = 400;
/** Rooms that vehicles do not enter, by their share of the floor. */
const roomKinds: ReadonlySet<string> = new Set([
  ...['core', 'plant', 'lobby'],
  ...['lift-car', 'stair', 'guard-room', 'equipment-room'],
]);
const mostRoomsRatio = 0.4;

/** Whether a level is a garage, by what was recognised on it: offices have walls, columns and doors too. */
export function useOfLevel({ outline, holes = [], bays = [], zones = [], points = [] }: Level): EvidenceCode {
  const areaM2 = (ring: Level['outline']) => Math.abs(signedArea(ring));
  const floorM2 = areaM2(outline) - holes.reduce((sum, hole) => sum + areaM2(hole), 0);
  if (bays.length > 0 && floorM2 / bays.length <= mostFloorPerBayM2) return 'use-bays';
  if (zones.some(({ kind }) => kind === 'ramp') || points.some(({ kind }) => kind === 'gate'))
    return 'use-ways';
  const roomsM2 = zones
    .filter(({ kind }) => roomKinds.has(kind))
    .reduce((sum, { polygon }) => sum + areaM2(polygon), 0);
  return roomsM2 > mostRoomsRatio * floorM2 ? 'use-rooms' : 'use-unmarked';
}
