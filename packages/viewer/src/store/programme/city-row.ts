import { type Datum, toWgs84 } from '@diku/engine/core';
import {
  type CommunityState,
  type LateCommunity,
  lateCommunities,
  plainText,
  type Quarter,
  quarterInProgress,
  quarterNumber,
  quarterOf,
  type StoredCommunity,
  stateAt,
} from '@diku/engine/programme';
import { isOnMap, type MapLocation, projectLocation } from './map-projection.ts';

/** A community as the page shows it on a day. */
export interface CityRow {
  community: StoredCommunity;
  state: CommunityState;
  /** Overdue or at a standstill, with the reasons. */
  late?: LateCommunity;
  /** Quarter of the quotas' year, in which it is to be done; undefined where it is only surveyed. */
  quarter: Quarter | 'other-year' | undefined;
  /** Location on the map; undefined where the table has no coordinates, or none in Shanghai. */
  location?: MapLocation;
  /** Text that a search looks through. */
  searched: string;
}

/**
 * Every community that was there at the end of a day, those that are late first (the longest late first of all), the others in the order of the file.
 * @param datum of the file's coordinates
 * @param year of the quotas
 */
export function cityRows(
  communities: readonly StoredCommunity[],
  { asOf, datum, year }: { asOf: string; datum: Datum; year: number },
): CityRow[] {
  const late = new Map(lateCommunities(communities, asOf).map((each) => [each.community.id, each]));
  const thisQuarter = quarterOf(asOf);
  const fromQuarter = thisQuarter.startsWith(`${year}-`) ? (quarterNumber(thisQuarter) as Quarter) : 1;
  const rows = communities.flatMap((community): CityRow[] => {
    const state = stateAt(community, asOf);
    if (!state) return [];
    return [
      {
        ...{ community, state, late: late.get(community.id) },
        quarter: quarterInProgress(community, { year, fromQuarter, day: asOf }),
        location: locationOf(community, datum),
        searched: searchedText(community),
      },
    ];
  });
  const lateRows = new Map(rows.map((row) => [row.community.id, row]));
  const first = [...late.keys()].flatMap((id) => lateRows.get(id) ?? []);
  return [...first, ...rows.filter((row) => !row.late)];
}

function locationOf({ lonDeg, latDeg }: StoredCommunity, datum: Datum): MapLocation | undefined {
  if (lonDeg === null || latDeg === null) return undefined;
  const point = toWgs84([lonDeg, latDeg], datum);
  return isOnMap(point) ? projectLocation(point) : undefined;
}

function searchedText({ id, name, address, street, district }: StoredCommunity): string {
  return plainText([id, district, street, name, address].filter(Boolean).join(' '));
}
