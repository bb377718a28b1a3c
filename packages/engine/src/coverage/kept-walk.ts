import {
  type AcceptanceWalk,
  createAcceptanceWalk,
  type WalkedFloor,
  type WalkProfile,
} from './acceptance-walk.ts';

/** A variant beside the plan it came from. */
const mostKept = 2;
let kept: { floors: readonly WalkedFloor[]; key: string; walk: AcceptanceWalk }[] = [];

/** The walk of these floors: one of the last, where it was over floors alike and walked alike. */
export function keptWalk(floors: readonly WalkedFloor[], profile: WalkProfile): AcceptanceWalk {
  const key = JSON.stringify([
    profile.walkSpacingM,
    profile.decorrelationM,
    ...floors.map(({ grid }) => [grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows]),
  ]);
  const found = kept.find((before) => before.key === key && sameFloors(before.floors, floors)) ?? {
    floors,
    key,
    walk: createAcceptanceWalk(floors, profile),
  };
  kept = [found, ...kept.filter((other) => other !== found)].slice(0, mostKept);
  return found.walk;
}

function sameFloors(before: readonly WalkedFloor[], floors: readonly WalkedFloor[]): boolean {
  return before.every(({ cells, bays }, level) => {
    const now = floors[level];
    return (
      (cells === now.cells || cells.every((kind, cell) => kind === now.cells[cell])) &&
      (bays === now.bays || JSON.stringify(bays) === JSON.stringify(now.bays))
    );
  });
}
