import type { Antenna, Plan, Point } from '@diku/engine';
import { antennaLocation, antennaLocations } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pathText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import type { DrawnPaths } from '../store/drawn-paths.ts';
import { selectedAntennas } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { shownPoints, type WalkState, walkColor } from '../store/walk-state.ts';
import { ChangingLines } from './changing-lines.ts';

const ringPixels = 9;

type Antennas = readonly Plan['antennas'][number][];

/** Dashed rings where antennas are proposed, over the view. */
export class PreviewLayer {
  readonly #stage: Stage;
  readonly #overlay = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  #drawn: unknown[] = [];
  #points: [x: number, y: number, z: number][] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#overlay.classList.add('ghosts');
    this.#overlay.setAttribute('aria-hidden', 'true');
    stage.canvas.after(this.#overlay);
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState, ghosts: Antennas): void {
    const { levelId, stacked, gapRatio } = view;
    const now = [plan?.levels, levelId, stacked, gapRatio, ghosts];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    const offsets = plan ? levelOffsetsM(plan, view) : new Map<string, number>();
    const seen = plan ? ghosts.filter(({ level }) => stacked || level === levelId) : [];
    this.#points = seen.map((antenna) => {
      const [x, y] = antennaLocation(antenna);
      return [x, y, (offsets.get(antenna.level) ?? 0) + antenna.heightM];
    });
    const rings = this.#points.map(() => {
      const ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      ring.setAttribute('r', String(ringPixels));
      return ring;
    });
    this.#overlay.replaceChildren(...rings);
    this.#place();
  }

  #place(): void {
    for (const [index, ring] of [...this.#overlay.children].entries()) {
      const { left, top, visible } = this.#stage.project(...this.#points[index]);
      ring.toggleAttribute('hidden', !visible);
      ring.setAttribute('cx', left.toFixed(1));
      ring.setAttribute('cy', top.toFixed(1));
    }
  }
}

/** Height over the floor at which rays are drawn, metres. */
const drawnM = 1.5;

/** The strongest paths of a link, by rays or by diffraction, over the view, the weaker the fainter. */
export class RayLayer {
  readonly #stage: Stage;
  readonly #overlay = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  #rays: DrawnPaths | undefined;
  #heightM = drawnM;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#overlay.classList.add('rays');
    this.#overlay.setAttribute('aria-hidden', 'true');
    stage.canvas.after(this.#overlay);
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState, rays: DrawnPaths | undefined): void {
    const isSeen = plan && rays && (view.stacked || rays.levelId === view.levelId);
    const shown = isSeen ? rays : undefined;
    this.#heightM = drawnM + (shown && plan ? (levelOffsetsM(plan, view).get(shown.levelId) ?? 0) : 0);
    if (shown === this.#rays) return;
    this.#rays = shown;
    const paths = (shown?.paths ?? []).map(({ kind, lossDb }) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.dataset.kind = kind;
      const strongestDb = shown?.paths[0].lossDb ?? lossDb;
      path.style.opacity = String(Math.max(0.25, 1 - (lossDb - strongestDb) / 20));
      return path;
    });
    this.#overlay.replaceChildren(...paths);
    this.#place();
  }

  #place(): void {
    for (const [index, path] of [...this.#overlay.children].entries()) {
      const points = this.#rays?.paths[index].points ?? [];
      const parts = this.#stage.projectPath(
        points.map(([x, y]): [number, number, number] => [x, y, this.#heightM]),
      );
      const text = pathText(parts, { left: 0, top: 0 });
      if (path.getAttribute('d') !== text) path.setAttribute('d', text);
    }
  }
}

const pointRadiusPixels = 4;

/** Local means of a walk test as dots over the view, by what was measured or by how far the prediction is off. */
export class WalkLayer {
  readonly #stage: Stage;
  readonly #overlay = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  #drawn: unknown[] = [];
  #points: [x: number, y: number, z: number][] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#overlay.classList.add('walked');
    this.#overlay.setAttribute('aria-hidden', 'true');
    stage.canvas.after(this.#overlay);
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState, walk: WalkState): void {
    const { levelId, stacked, gapRatio, theme } = view;
    const { result, shows, carrierId } = walk;
    const now = [plan?.levels, levelId, stacked, gapRatio, theme, result, shows, carrierId];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    const offsets = plan ? levelOffsetsM(plan, view) : new Map<string, number>();
    const seen = plan ? shownPoints(walk, view) : [];
    this.#points = seen.map(({ level, x, y }) => [x, y, (offsets.get(level) ?? 0) + drawnM]);
    const dots = seen.map((point) => {
      const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      dot.setAttribute('r', String(pointRadiusPixels));
      dot.style.fill = walkColor(point, shows, theme);
      dot.dataset.censored = String(point.isCensored);
      return dot;
    });
    this.#overlay.replaceChildren(...dots);
    this.#place();
  }

  #place(): void {
    for (const [index, dot] of [...this.#overlay.children].entries()) {
      const { left, top, visible } = this.#stage.project(...this.#points[index]);
      dot.toggleAttribute('hidden', !visible);
      dot.setAttribute('cx', left.toFixed(1));
      dot.setAttribute('cy', top.toFixed(1));
    }
  }
}

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
