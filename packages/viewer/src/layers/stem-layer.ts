import type { Plan } from '@diku/engine';
import { Group } from 'three';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import type { ViewState } from '../store/view-state.ts';
import { clearGroup } from './dispose.ts';
import { drawSegments } from './floor-layer.ts';

const crossM = 0.4;

/** Plumb lines from the antennas to a small cross on the floor, so that perspective tells where they hang. */
export class StemLayer {
  readonly #group = new Group();

  constructor(stage: Stage) {
    stage.root.add(this.#group);
  }

  update(plan: Plan | undefined, view: ViewState): void {
    clearGroup(this.#group);
    if (!plan || view.projection === '2d') return;
    const offsets = levelOffsetsM(plan, view.stacked);
    const positions: number[] = [];
    for (const { level, position, heightM } of plan.antennas) {
      if (!view.stacked && level !== view.levelId) continue;
      const [x, y] = position;
      const floorM = (offsets.get(level) ?? 0) + 0.04;
      positions.push(x, y, floorM, x, y, floorM + heightM);
      positions.push(x - crossM, y, floorM, x + crossM, y, floorM);
      positions.push(x, y - crossM, floorM, x, y + crossM, floorM);
    }
    if (positions.length > 0) this.#group.add(drawSegments(positions, themeColors[view.theme].contour));
  }
}
