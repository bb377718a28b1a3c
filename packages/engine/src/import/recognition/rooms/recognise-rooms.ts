import { boundsOf, type Point, ringContains, simplifyRing } from '../../../core/index.ts';
import { namelessRoomKind, type Zone, zoneKindRow } from '../../../plan/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import { meaningOfRoom, type RoomMeaning } from '../../drawing/room-names.ts';
import { tuning } from '../../tuning.ts';
import type { LevelRegions } from './level-graph.ts';
import type { RampFacts } from './ramp-texts.ts';

const { largestRoomM2, largestUnnamedM2, smallestRoomM2 } = tuning.roomsRecogniseRooms;

export interface FoundRoom extends RampFacts {
  kind: Zone['kind'];
  name?: string;
  polygon: Point[];
  areaM2: number;
  boundaries: LevelRegions['inner'][number]['boundaries'];
  /**
   * It is a stair: the format states it, its name says so, its treads, a direction alone; `flights` is one that is as large
   * as its flights, as no walls around it close.
   */
  stairBy?: 'stated' | 'name' | 'treads' | 'mark' | 'flights';
}

export interface NamedLocation {
  name: string;
  position: Point;
  meaning: RoomMeaning;
}

/** Texts that name rooms. */
export function namedLocations(texts: readonly DrawingText[]): NamedLocation[] {
  const locations: NamedLocation[] = [];
  for (const { text, position } of texts) {
    const meaning = meaningOfRoom(text);
    if (meaning) locations.push({ name: text.trim(), position, meaning });
  }
  return locations;
}

/**
 * Closed regions without bays that are named, or small enough to be shafts and stairs. A region with
 * several names takes the one that says most (a lobby before a core before plant).
 */
export function recogniseRooms(
  regions: LevelRegions,
  locations: readonly NamedLocation[],
  bayCenters: readonly Point[],
  holes: readonly (readonly Point[])[],
): FoundRoom[] {
  const rooms: FoundRoom[] = [];
  const holders = smallestHolders(regions, locations);
  regions.inner.forEach((region, i) => {
    if (region.areaM2 < smallestRoomM2 || region.areaM2 > largestRoomM2) return;
    const ring = simplifyRing(region.ring);
    const bounds = boundsOf(ring);
    const within = (point: Point) =>
      point[0] > bounds.minX && point[0] < bounds.maxX && point[1] > bounds.minY && point[1] < bounds.maxY;
    if (bayCenters.some((center) => within(center) && ringContains(ring, center))) return;
    if (holes.some((hole) => ringContains(ring, hole[0]) || ringContains(hole, ring[0]))) return;
    const names = holders[i].sort((p, q) => weightOf(q) - weightOf(p));
    const [named] = names;
    if (!named && region.areaM2 > largestUnnamedM2) return;
    const room: FoundRoom = {
      kind: named ? named.meaning.zone : namelessRoomKind,
      polygon: ring,
      areaM2: region.areaM2,
      boundaries: region.boundaries,
    };
    if (named) room.name = named.name;
    rooms.push(room);
  });
  return rooms;
}

function smallestHolders(regions: LevelRegions, locations: readonly NamedLocation[]): NamedLocation[][] {
  const holders: NamedLocation[][] = regions.inner.map(() => []);
  for (const location of locations) {
    // Regions come largest first: the last one that holds the text is the room.
    for (let i = regions.inner.length - 1; i >= 0; i--) {
      if (!ringContains(regions.inner[i].ring, location.position)) continue;
      holders[i].push(location);
      break;
    }
  }
  return holders;
}

function weightOf(location: NamedLocation): number {
  return zoneKindRow(location.meaning.zone).nameWeight;
}
