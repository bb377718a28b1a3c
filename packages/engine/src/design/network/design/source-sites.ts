import { meanPoint, type Point, ringContains } from '../../../core/index.ts';
import { facilityKindRow, type Level, type Plan, zoneKindRows } from '../../../plan/index.ts';

/** A location where radio units can stand. */
export interface SourceSite {
  levelIndex: number;
  position: Point;
  /** Id of the facility; absent where the location is assumed. */
  facility?: string;
  /** Zone that the assumed location lies in. */
  zone?: string;
}

/** A site in the routing graph. */
export interface RoutedSite extends SourceSite {
  node: number;
  /** Fibre from the nearest equipment room to a location outside them, metres. */
  remoteFibreM?: number;
}

const maxAssumedSites = 6;
/** A location is assumed in this order where the plan has no equipment room. */
const assumedZones = zoneKindRows
  .filter(({ sourceOrder }) => sourceOrder !== undefined)
  .sort((a, b) => a.sourceOrder! - b.sourceOrder!)
  .map(({ id }) => id);

/**
 * Equipment rooms of a plan. Without any: the plant rooms, cores and ramps nearest to the middle of the antennas, and
 * for a level that has none of these the location of its first antenna.
 */
export function sourceSites(plan: Pick<Plan, 'levels' | 'antennas'>): SourceSite[] {
  const rooms = plan.levels.flatMap((level, levelIndex) =>
    (level.facilities ?? []).flatMap(({ id, kind, position, path }): SourceSite[] =>
      facilityKindRow(kind).isSourceSite
        ? [{ levelIndex, position: position ?? meanPoint(path ?? []), facility: id }]
        : [],
    ),
  );
  return rooms.length > 0 ? rooms : assumedSites(plan);
}

function assumedSites({ levels, antennas }: Pick<Plan, 'levels' | 'antennas'>): SourceSite[] {
  if (antennas.length === 0) return [];
  const middle = meanPoint(antennas.map(({ position }) => position));
  const used = levels.flatMap((level, levelIndex) =>
    antennas.some((antenna) => antenna.level === level.id) ? [{ level, levelIndex }] : [],
  );
  const found = used.flatMap(({ level, levelIndex }) => zoneSites(level, levelIndex));
  const far = ({ position }: SourceSite) => Math.hypot(position[0] - middle[0], position[1] - middle[1]);
  const ranked = found.sort((a, b) => far(a) - far(b)).slice(0, maxAssumedSites);
  const first = used.map(({ level, levelIndex }): SourceSite => {
    const antenna = antennas.find((each) => each.level === level.id);
    return { levelIndex, position: antenna?.position ?? middle };
  });
  return [...ranked, ...first];
}

function zoneSites(level: Level, levelIndex: number): SourceSite[] {
  return assumedZones.flatMap((kind) =>
    (level.zones ?? []).flatMap((zone): SourceSite[] => {
      if (zone.kind !== kind) return [];
      const position = meanPoint(zone.polygon);
      return ringContains(zone.polygon, position) ? [{ levelIndex, position, zone: zone.id }] : [];
    }),
  );
}
