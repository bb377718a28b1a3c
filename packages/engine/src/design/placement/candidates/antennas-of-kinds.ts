import { type Point, roundMm } from '../../../core/index.ts';
import { type Antenna, type Level, liftShafts, type Plan, zoneKindRow } from '../../../plan/index.ts';
import { type CandidateKind, candidateId } from './candidate.ts';
import { gridLocations, isNear } from './grid-locations.ts';
import { type MountMask, mountBar } from './mount-bars.ts';
import { mountHeightM } from './mount-height.ts';
import type { MountRules } from './mount-rules.ts';
import { type RampFoot, wholeTurn } from './ramp-locations.ts';
import type { RoomLocation } from './room-locations.ts';
import { type SelfPower, type SelfPowers, standSideBySide } from './self-powers.ts';
import { alongDirection, freeM, type Run, straightRuns } from './straight-runs.ts';

/** The grid is made coarser above this many on one level. */
const maxGridCandidates = 900;
/** Small cells reach further: their grid is this much wider. */
const smallCellSpacingRatio = 1.5;
/** Lanes that panels look along and radiating cables follow, metres, and how many of them. */
const panelLane = { minM: 25, max: 48 };
const cableLane = { minM: 30, max: 12, longestM: 80, sameM: 4 };
/** A panel looks this far below the horizon, degrees: at a phone some 12 m away. */
export const panelDowntiltDeg = 4;

/** Inputs of the candidates of every kind. */
export interface LevelContext {
  plan: Plan;
  level: Level;
  mask: MountMask;
  rules: MountRules;
  points: readonly Point[];
  feet: readonly RampFoot[];
  /** Feet of ramps that come in from outside. */
  portals: readonly RampFoot[];
  /** Points in ramps and entrances outside the outline. */
  upRamps: readonly Point[];
  /** Locations in rooms that demand service by themselves. */
  rooms: readonly RoomLocation[];
  feedM: (location: Point) => number;
  selfPowers: SelfPowers;
}

/** The antennas of each kind on one level. */
export const makers: Record<CandidateKind, (context: LevelContext) => Antenna[]> = {
  omni: (context) => [
    ...[...context.points, ...rampLocations(context)].map((location) =>
      antennaAt(context, location, { type: 'ceiling-omni' }),
    ),
    ...context.rooms.map((room) => roomAntenna(context, room)),
  ],
  directional: (context) => {
    const upRamps = context.feet.flatMap(({ point: location, upDeg }) => [
      panelAt(context, location, upDeg),
      panelAt(context, location, wholeTurn(upDeg + 180)),
    ]);
    const runs = straightRuns(context.level, context.mask, context.points, panelLane.minM, panelLane.max);
    const outside = context.portals.map(({ point: location, upDeg }) => panelAt(context, location, upDeg));
    return [...upRamps, ...outside, ...runs.map(({ start, angleDeg }) => panelAt(context, start, angleDeg))];
  },
  cable: (context) => {
    const { level, mask, points: locations, feet } = context;
    const runs = oneOfEach(straightRuns(level, mask, locations, cableLane.minM, 2 * cableLane.max));
    const lines = [
      ...feet
        .map(({ point: location, upDeg, lengthM }) => ({
          start: location,
          angleDeg: upDeg,
          lengthM: freeM(mask, location, upDeg, lengthM, mountBar.ramp | mountBar.bay),
        }))
        .filter(({ lengthM }) => lengthM >= 5),
      ...runs.slice(0, cableLane.max),
    ];
    const { cable } = context.selfPowers;
    if (!cable) throw new Error('radiating cables without their own level');
    const along = lines.map(({ start, angleDeg, lengthM }) =>
      antennaAt(context, start, {
        ...{ ...cable, type: 'radiating-cable' },
        path: [start, alongDirection(start, angleDeg, Math.min(cableLane.longestM, lengthM))],
      }),
    );
    return [...along, ...context.rooms.flatMap((room) => shaftCable(context, room, cable))];
  },
  'small-cell': (context) => {
    const { mask, rules, feedM, selfPowers } = context;
    const spacingM = smallCellSpacingRatio * rules.spacingM;
    const mount = { heightM: rules.leastHeightM, type: 'ceiling-omni' } as const;
    const max = maxGridCandidates / Math.max(1, selfPowers.smallCells?.(mount).length ?? 1);
    const locations = [
      ...boundedLocations(mask, spacingM, rules.leastDistanceM, feedM, max),
      ...rampLocations(context),
    ].map((location) => antennaAt(context, location, { type: 'ceiling-omni' }));
    return [...locations, ...context.rooms.map((room) => roomAntenna(context, room))].flatMap((antenna) =>
      standSideBySide({ ...antenna, feed: 'small-cell' }, selfPowers),
    );
  },
};

/** Locations at the feet and portals of ramps, and in those that lie outside. */
function rampLocations({ feet, portals, upRamps }: LevelContext): Point[] {
  return [...[...feet, ...portals].map(({ point: location }) => location), ...upRamps];
}

/** A ceiling antenna in a room; in the shaft of a lift a panel that looks down it. */
function roomAntenna(context: LevelContext, { zone, point: location }: RoomLocation): Antenna {
  if (!zoneKindRow(zone.kind).isLiftShaft) return antennaAt(context, location, { type: 'ceiling-omni' });
  return antennaAt(context, location, { type: 'directional', azimuthDeg: 0, downtiltDeg: 90 });
}

/** A prediction counts what an antenna gives to two levels below its own, no more. */
const levelsBelow = 2;
/** A cable in a shaft ends so far over the floor of the lowest level that it reaches, metres. */
const overFloorM = 0.3;

/** A radiating cable that falls from under the ceiling down the shaft of a lift, past the levels below. */
function shaftCable(context: LevelContext, { zone, point }: RoomLocation, cable: SelfPower): Antenna[] {
  const { level, plan } = context;
  const shaft = liftShafts(plan.levels).find(({ storeys }) =>
    storeys.some((storey) => plan.levels[storey.levelIndex] === level && storey.zone === zone),
  );
  if (!shaft) return [];
  const from = shaft.storeys.findIndex((storey) => storey.zone === zone);
  const last = shaft.storeys[Math.min(from + levelsBelow, shaft.storeys.length - 1)];
  const { elevationM } = plan.levels[last.levelIndex];
  const antenna = antennaAt(context, point, { ...cable, type: 'radiating-cable', path: [point] });
  const fallM = roundMm(antenna.heightM + level.elevationM - elevationM - overFloorM);
  return [{ ...antenna, fallM }];
}

function antennaAt({ level, rules }: LevelContext, position: Point, properties: Partial<Antenna>): Antenna {
  const heightM = mountHeightM(level, position, rules);
  const base = { id: candidateId, level: level.id, position, heightM, type: 'ceiling-omni' as const };
  return { ...base, cell: 'S1', carriers: ['*'], ...properties };
}

function panelAt(context: LevelContext, position: Point, azimuthDeg: number): Antenna {
  return antennaAt(context, position, { type: 'directional', azimuthDeg, downtiltDeg: panelDowntiltDeg });
}

/** Locations on a grid, as wide as it takes for their number to stay bounded. */
export function boundedLocations(
  mask: MountMask,
  spacingM: number,
  minDistanceM: number,
  feedM: (location: Point) => number,
  max = maxGridCandidates,
): Point[] {
  for (let coarserM = spacingM; ; coarserM *= 1.15) {
    const locations = gridLocations(mask, coarserM, minDistanceM, feedM);
    if (locations.length <= max) return locations;
  }
}

/** A lane is found from both of its ends: the first of each. */
function oneOfEach(runs: readonly Run[]): Run[] {
  const retained: Run[] = [];
  for (const run of runs) {
    const end = alongDirection(run.start, run.angleDeg, run.lengthM);
    if (!retained.some(({ start }) => isNear(start, end, 2 * cableLane.sameM))) retained.push(run);
  }
  return retained;
}
