import {
  type AcceptanceWalk,
  createAcceptanceWalk,
  type WalkedFloor,
  type WalkProfile,
} from './acceptance-walk.ts';

const kept = new WeakMap<Uint8Array, { floors: readonly WalkedFloor[]; key: string; walk: AcceptanceWalk }>();

/** The walk of these floors: the one of before while they are the same objects and walked alike. */
export function keptWalk(floors: readonly WalkedFloor[], profile: WalkProfile): AcceptanceWalk {
  const key = `${profile.walkSpacingM}|${profile.decorrelationM}`;
  const before = kept.get(floors[0].cells);
  const same =
    before?.key === key &&
    before.floors.length === floors.length &&
    before.floors.every(
      ({ cells, bays }, level) => cells === floors[level].cells && bays === floors[level].bays,
    );
  if (before && same) return before.walk;
  const walk = createAcceptanceWalk(floors, profile);
  kept.set(floors[0].cells, { floors, key, walk });
  return walk;
}
