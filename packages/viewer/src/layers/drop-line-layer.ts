import type { Antenna, Plan, Point } from '@diku/engine';
import { antennaLocations } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pathText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import { selectedAntennas } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { ChangingLines } from './changing-lines.ts';

const crossM = 0.4;
const minApartM = 3;

type WorldPoint = [number, number, number];

/**
 * Plumb lines from the antennas to a small cross on the floor, so that perspective tells where they hang. Those of the
 * selected antenna lie over the view, walls or not: while it is dragged nothing but the field is drawn anew.
 */
export class DropLineLayer {
  readonly #stage: Stage;
  readonly #stems = new ChangingLines('#000000', 3);
  readonly #overlay = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  #drawn: unknown[] = [];
  #selected: WorldPoint[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.root.add(this.#stems.lines);
    this.#overlay.classList.add('stems');
    this.#overlay.setAttribute('aria-hidden', 'true');
    this.#overlay.append(this.#path);
    stage.canvas.after(this.#overlay);
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState): void {
    const isSeen = ({ level }: Antenna) =>
      view.projection === '3d' && (view.stacked || level === view.levelId);
    const seen = plan?.antennas.filter(isSeen) ?? [];
    const offsets = plan ? levelOffsetsM(plan, view) : new Map<string, number>();
    const stems = (antenna: Antenna) => dropLinePoints(antenna, offsets.get(antenna.level) ?? 0);
    const selected = selectedAntennas(view);
    this.#selected = seen.filter(({ id }) => selected.has(id)).flatMap(stems);
    const others = seen.filter(({ id }) => !selected.has(id));
    // Where levels lie, not what they are: a wall that is dragged makes another one with every frame.
    const now = [view.theme, ...offsets.values(), ...others];
    if (now.length === this.#drawn.length && now.every((value, index) => value === this.#drawn[index]))
      return;
    this.#drawn = now;
    const color = themeColors[view.theme].contour;
    this.#stems.lines.material.color.set(color);
    this.#path.style.stroke = color;
    this.#stems.show(others.flatMap(stems).flat());
    this.#stage.requestRender();
  }

  #place(): void {
    const parts = [];
    for (let end = 1; end < this.#selected.length; end += 2) {
      parts.push(...this.#stage.projectPath([this.#selected[end - 1], this.#selected[end]]));
    }
    const text = pathText(parts, { left: 0, top: 0 });
    if (this.#path.getAttribute('d') !== text) this.#path.setAttribute('d', text);
  }
}

/** Both ends of each line. */
function dropLinePoints(antenna: Antenna, offsetM: number): WorldPoint[] {
  const floorM = offsetM + 0.04;
  return plumbedLocations(antennaLocations(antenna)).flatMap(([x, y]): WorldPoint[] => [
    [x, y, floorM],
    [x, y, floorM + antenna.heightM],
    [x - crossM, y, floorM],
    [x + crossM, y, floorM],
    [x, y - crossM, floorM],
    [x, y + crossM, floorM],
  ]);
}

/** Both ends of a path, and corners that are not close together. */
function plumbedLocations(points: readonly Point[]): Point[] {
  const last = points[points.length - 1];
  const plumbed = [points[0]];
  for (const point of points.slice(1)) {
    const [x, y] = plumbed[plumbed.length - 1];
    if (point === last || Math.hypot(point[0] - x, point[1] - y) >= minApartM) plumbed.push(point);
  }
  return plumbed;
}
