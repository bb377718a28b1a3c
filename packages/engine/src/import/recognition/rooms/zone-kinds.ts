import { distanceToRing, foldTraditional, midpoint, type Point } from '../../../core/index.ts';
import type { Opening, Zone } from '../../../plan/index.ts';

/** Names that make more of a core or a plant room: where people are, and so where a phone shall work. */
const namedKinds: readonly [Zone['kind'], RegExp, Zone['kind']][] = [
  ['core', /楼梯|梯间|安全梯|疏散|STAIR/, 'stair'],
  ['core', /电梯(?!机房|井道?检修)|升降机|\bLIFTS?\b|ELEVATOR/, 'lift-car'],
  [
    'plant',
    /值班|门卫|保安|岗亭|监控|安防|消防控制|消控|物业|物管|管理(室|用房)|办公|GUARD|SECURITY|CONTROL ROOM|OFFICE/,
    'guard-room',
  ],
  [
    'plant',
    /弱电机房|通信机房|电信机房|电信室|移动机房|运营商机房|网络机房|电话机房|MDF|TELECOM ROOM|COMMS? ROOM|SERVER/,
    'equipment-room',
  ],
];

/** How near the middle of a lift's door lies to the edge of its shaft, metres. */
const doorToShaftM = 0.4;

/**
 * The kind of zone that a recognised room becomes in the plan: a stair, the shaft of a lift, a room where people work, by
 * its name; and a core without a name that a lift's door opens into is the lift's.
 */
export function zoneKindOf(
  { kind, name, polygon }: { kind: Zone['kind']; name?: string; polygon: readonly Point[] },
  openings: readonly Pick<Opening, 'kind' | 'start' | 'end'>[],
): Zone['kind'] {
  if (name !== undefined) {
    const text = foldTraditional(name).toUpperCase();
    return namedKinds.find(([from, pattern]) => from === kind && pattern.test(text))?.[2] ?? kind;
  }
  if (kind !== 'core') return kind;
  const hasLiftDoor = openings.some(
    (opening) =>
      opening.kind === 'lift-door' &&
      distanceToRing(polygon, midpoint(opening.start, opening.end)) <= doorToShaftM,
  );
  return hasLiftDoor ? 'lift-car' : kind;
}
