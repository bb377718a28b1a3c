import type { Plan } from '@diku/engine';
import type { ViewState } from '../store/view-state.ts';
import { isInsideLevel, levelOffsetsM } from './level-placement.ts';
import type { Stage } from './stage.ts';

/** A point on a visible floor, metres in the plan. */
export interface FloorLocation {
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
): FloorLocation | undefined {
  const box = stage.canvas.getBoundingClientRect();
  return pickFloorAt(stage, plan, view, clientX - box.left, clientY - box.top);
}

/** The same under a position on the canvas, CSS pixels. */
export function pickFloorAt(
  stage: Stage,
  plan: Plan,
  view: ViewState,
  left: number,
  top: number,
): FloorLocation | undefined {
  const offsets = levelOffsetsM(plan, view);
  const falling = [...plan.levels].sort((a, b) => b.elevationM - a.elevationM);
  for (const level of falling) {
    if (!view.stacked && level.id !== view.levelId) continue;
    const hit = stage.pickPlane(left, top, offsets.get(level.id) ?? 0);
    if (hit && isInsideLevel(level, hit.x, hit.y)) return { levelId: level.id, ...hit };
  }
  return undefined;
}
