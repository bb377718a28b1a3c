import type { Point } from '../../../core/index.ts';
import type { Antenna, Level, Plan } from '../../../plan/index.ts';
import { type CandidateKind, candidateId } from './candidate.ts';
import { gridLocations, isNear } from './grid-locations.ts';
import { type MountMask, mountBar } from './mount-bars.ts';
import { mountHeightM } from './mount-height.ts';
import type { MountRules } from './mount-rules.ts';
import { type OwnLevels, standSideBySide } from './own-levels.ts';
import { type RampFoot, wholeTurn } from './ramp-locations.ts';
import type { RoomLocation } from './room-locations.ts';
import { alongDirection, freeM, type Run, straightRuns } from './straight-runs.ts';

/** Above this many on one level the grid is made coarser. */
const maxGridCandidates = 900;
/** Small cells reach further: their grid is this much wider. */
const smallCellSpacingRatio = 1.5;
/** Lanes that panels look along and radiating cables follow, metres, and how many of them. */
const panelLane = { minM: 25, most: 48 };
const cableLane = { minM: 30, most: 12, longestM: 80, sameM: 4 };
/** A panel looks this far below the horizon, degrees: at a phone some 12 m away. */
export const panelDowntiltDeg = 4;

/** What candidates of every kind are made from. */
export interface LevelContext {
  plan: Plan;
  level: Level;
  mask: MountMask;
  rules: MountRules;
  places: readonly Point[];
  feet: readonly RampFoot[];
  /** Where ramps outside come in. */
  mouths: readonly RampFoot[];
  /** In ramps and entrances outside the outline. */
  upRamps: readonly Point[];
  /** In rooms that demand service by themselves. */
  rooms: readonly RoomLocation[];
  feedM: (place: Point) => number;
  ownLevels: OwnLevels;
}

/** The antennas of each kind on one level. */
export const makers: Record<CandidateKind, (context: LevelContext) => Antenna[]> = {
  omni: (context) => [
    ...[...context.places, ...rampLocations(context)].map((place) =>
      antennaAt(context, place, { type: 'ceiling-omni' }),
    ),
    ...context.rooms.map((room) => roomAntenna(context, room)),
  ],
  directional: (context) => {
    const upRamps = context.feet.flatMap(({ place, upDeg }) => [
      panelAt(context, place, upDeg),
      panelAt(context, place, wholeTurn(upDeg + 180)),
    ]);
    const runs = straightRuns(context.level, context.mask, context.places, panelLane.minM, panelLane.most);
    const outside = context.mouths.map(({ place, upDeg }) => panelAt(context, place, upDeg));
    return [...upRamps, ...outside, ...runs.map(({ start, angleDeg }) => panelAt(context, start, angleDeg))];
  },
  cable: (context) => {
    const { level, mask, places, feet } = context;
    const runs = oneOfEach(straightRuns(level, mask, places, cableLane.minM, 2 * cableLane.most));
    const lines = [
      ...feet
        .map(({ place, upDeg, lengthM }) => ({
          start: place,
          angleDeg: upDeg,
          lengthM: freeM(mask, place, upDeg, lengthM, mountBar.ramp | mountBar.bay),
        }))
        .filter(({ lengthM }) => lengthM >= 5),
      ...runs.slice(0, cableLane.most),
    ];
    const { cable } = context.ownLevels;
    if (!cable) throw new Error('radiating cables without their own level');
    return lines.map(({ start, angleDeg, lengthM }) =>
      antennaAt(context, start, {
        ...{ ...cable, type: 'radiating-cable' },
        path: [start, alongDirection(start, angleDeg, Math.min(cableLane.longestM, lengthM))],
      }),
    );
  },
  'small-cell': (context) => {
    const { mask, rules, feedM, ownLevels } = context;
    const spacingM = smallCellSpacingRatio * rules.spacingM;
    const mount = { heightM: rules.leastHeightM, type: 'ceiling-omni' } as const;
    const most = maxGridCandidates / Math.max(1, ownLevels.smallCells?.(mount).length ?? 1);
    const places = [
      ...boundedLocations(mask, spacingM, rules.leastDistanceM, feedM, most),
      ...rampLocations(context),
    ].map((place) => antennaAt(context, place, { type: 'ceiling-omni' }));
    return [...places, ...context.rooms.map((room) => roomAntenna(context, room))].flatMap((antenna) =>
      standSideBySide({ ...antenna, feed: 'small-cell' }, ownLevels),
    );
  },
};

/** At the feet and portals of ramps, and in those that lie outside. */
function rampLocations({ feet, mouths, upRamps }: LevelContext): Point[] {
  return [...[...feet, ...mouths].map(({ place }) => place), ...upRamps];
}

/** In a room a ceiling antenna; at the head of a lift's shaft a panel that looks down it. */
function roomAntenna(context: LevelContext, { zone, place }: RoomLocation): Antenna {
  if (zone.kind !== 'lift-car') return antennaAt(context, place, { type: 'ceiling-omni' });
  return antennaAt(context, place, { type: 'directional', azimuthDeg: 0, downtiltDeg: 90 });
}

function antennaAt({ level, rules }: LevelContext, position: Point, own: Partial<Antenna>): Antenna {
  const heightM = mountHeightM(level, position, rules);
  const base = { id: candidateId, level: level.id, position, heightM, type: 'ceiling-omni' as const };
  return { ...base, cell: 'S1', carriers: ['*'], ...own };
}

function panelAt(context: LevelContext, position: Point, azimuthDeg: number): Antenna {
  return antennaAt(context, position, { type: 'directional', azimuthDeg, downtiltDeg: panelDowntiltDeg });
}

/** Locations on a grid, as wide as it takes for their number to stay bounded. */
export function boundedLocations(
  mask: MountMask,
  spacingM: number,
  leastDistanceM: number,
  feedM: (place: Point) => number,
  most = maxGridCandidates,
): Point[] {
  for (let coarserM = spacingM; ; coarserM *= 1.15) {
    const places = gridLocations(mask, coarserM, leastDistanceM, feedM);
    if (places.length <= most) return places;
  }
}

/** A lane is found from both of its ends: the first of each. */
function oneOfEach(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    const end = alongDirection(run.start, run.angleDeg, run.lengthM);
    if (!kept.some(({ start }) => isNear(start, end, 2 * cableLane.sameM))) kept.push(run);
  }
  return kept;
}
