import type { Plan } from '@diku/engine';
import { isInsideLevel, levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';

/** A place on a visible floor, metres in the plan. */
export interface FloorPlace {
  levelId: string;
  x: number;
  y: number;
}

/** The floor under a client position: of the visible levels the topmost; undefined beside the garage. */
export function pickFloor(
  stage: Stage,
  plan: Plan,
  view: ViewState,
  clientX: number,
  clientY: number,
): FloorPlace | undefined {
  const offsets = levelOffsetsM(plan, view.stacked);
  const falling = [...plan.levels].sort((a, b) => b.elevationM - a.elevationM);
  for (const level of falling) {
    if (!view.stacked && level.id !== view.levelId) continue;
    const hit = stage.pickPlane(clientX, clientY, offsets.get(level.id) ?? 0);
    if (hit && isInsideLevel(level, hit.x, hit.y)) return { levelId: level.id, ...hit };
  }
  return undefined;
}
