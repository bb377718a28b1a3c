import type { Plan } from '@diku/engine';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import type { ViewState } from '../store/view-state.ts';
import { ChangingLines } from './changing-lines.ts';

const crossM = 0.4;

/** Plumb lines from the antennas to a small cross on the floor, so that perspective tells where they hang. */
export class StemLayer {
  readonly #stems = new ChangingLines('#000000', 3);
  #drawn: unknown[] = [];

  constructor(stage: Stage) {
    stage.root.add(this.#stems.lines);
  }

  update(plan: Plan | undefined, view: ViewState): void {
    const now = [plan?.antennas, plan?.levels, view.stacked, view.levelId, view.projection, view.theme];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    this.#stems.lines.material.color.set(themeColors[view.theme].contour);
    this.#stems.show(plan && view.projection === '3d' ? stemPoints(plan, view) : []);
  }
}

function stemPoints(plan: Plan, view: ViewState): number[] {
  const offsets = levelOffsetsM(plan, view.stacked);
  const points: number[] = [];
  for (const { level, position, heightM } of plan.antennas) {
    if (!view.stacked && level !== view.levelId) continue;
    const [x, y] = position;
    const floorM = (offsets.get(level) ?? 0) + 0.04;
    points.push(x, y, floorM, x, y, floorM + heightM);
    points.push(x - crossM, y, floorM, x + crossM, y, floorM);
    points.push(x, y - crossM, floorM, x, y + crossM, floorM);
  }
  return points;
}
