import { antennaPlaces, type Plan, type Position } from '@diku/engine';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import type { ViewState } from '../store/view-state.ts';
import { ChangingLines } from './changing-lines.ts';

const crossM = 0.4;
const leastApartM = 3;

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
  for (const antenna of plan.antennas) {
    if (!view.stacked && antenna.level !== view.levelId) continue;
    const floorM = (offsets.get(antenna.level) ?? 0) + 0.04;
    for (const [x, y] of plumbedPlaces(antennaPlaces(antenna))) {
      points.push(x, y, floorM, x, y, floorM + antenna.heightM);
      points.push(x - crossM, y, floorM, x + crossM, y, floorM);
      points.push(x, y - crossM, floorM, x, y + crossM, floorM);
    }
  }
  return points;
}

/** Both ends of a path, and corners that are not close together. */
function plumbedPlaces(places: readonly Position[]): Position[] {
  const last = places[places.length - 1];
  const plumbed = [places[0]];
  for (const place of places.slice(1)) {
    const [x, y] = plumbed[plumbed.length - 1];
    if (place === last || Math.hypot(place[0] - x, place[1] - y) >= leastApartM) plumbed.push(place);
  }
  return plumbed;
}
