import { distance, type Point, ratioToDb } from '../../core/index.ts';
import { type Antenna, type CustomAntennaTypes, pathLengthM, radiatesAlongPath } from '../../plan/index.ts';
import type { FieldOrigin } from '../fields/field-job.ts';
import { cableLosses, radiatedPerMetreDb } from './radiating-cable.ts';

/** A location that an antenna radiates from, with what reaches it. */
export interface RadiatingSource {
  position: Point;
  heightM: number;
  /** Power fed to this source over the power at the antenna's port, dB. */
  feedDb: number;
}

/** Height of a phone that the spacing is meant for, metres. */
const usualPhoneHeightM = 1.5;
const minSpacingM = 0.5;
const maxSpacingM = 1;

/**
 * The sources of an antenna on one band: one location for most types; a radiating cable is a line of them, whose powers
 * add. They stand no further apart than the cable hangs above a phone (0.5 to 1 m): then a straight line of them is
 * within 2·e^(−2π) = 0.4 %, 0.02 dB, of the endless line even right below, and closer everywhere else.
 * Locations do not depend on the band, feeds do.
 * @param maxApartM a smaller spacing, metres
 */
export function antennaSources(
  antenna: Antenna,
  frequencyMhz: number,
  maxApartM = Number.POSITIVE_INFINITY,
): RadiatingSource[] {
  const { position, heightM, path } = antenna;
  if (!radiatesAlongPath(antenna) || !path) return [{ position, heightM, feedDb: 0 }];
  const clearanceM = Math.abs(heightM - usualPhoneHeightM);
  const spacingM = Math.min(maxApartM, maxSpacingM, Math.max(minSpacingM, clearanceM));
  const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, frequencyMhz);
  const locations = pointsAlong(path, spacingM);
  const radiatedDb = radiatedPerMetreDb(couplingLossDb, frequencyMhz) + ratioToDb(locations.apartM);
  return locations.positions.map((location, index) => ({
    position: location,
    heightM,
    feedDb: radiatedDb - (longitudinalLossDbPer100M * (index + 0.5) * locations.apartM) / 100,
  }));
}

/** Middles of equal pieces of a path, and the length of a piece, metres, at most `spacingM`. */
function pointsAlong(path: readonly Point[], spacingM: number): { positions: Point[]; apartM: number } {
  const lengthM = pathLengthM(path);
  const count = Math.max(1, Math.ceil(lengthM / spacingM));
  const apartM = lengthM / count;
  const positions: Point[] = [];
  let corner = 0;
  let passedM = 0;
  for (let index = 0; index < count; index += 1) {
    const atM = (index + 0.5) * apartM;
    let stepM = distance(path[corner], path[corner + 1]);
    while (passedM + stepM < atM && corner + 2 < path.length) {
      passedM += stepM;
      corner += 1;
      stepM = distance(path[corner], path[corner + 1]);
    }
    const ratio = stepM === 0 ? 0 : (atM - passedM) / stepM;
    const [startX, startY] = path[corner];
    const [endX, endY] = path[corner + 1];
    positions.push([startX + ratio * (endX - startX), startY + ratio * (endY - startY)]);
  }
  return { positions, apartM };
}

/** An antenna of a plan and its index there. */
export interface PlacedAntenna {
  antenna: Antenna;
  index: number;
  /** The antenna's level, where it is not the map's own. */
  origin?: FieldOrigin;
  /** Types of the plan. */
  custom?: CustomAntennaTypes;
}
