import type { Plan } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pathText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';
import type { DrawnPaths } from '../store/drawn-paths.ts';
import type { ViewState } from '../store/view-state.ts';
import { shownPoints, type WalkState, walkColor } from '../store/walk-state.ts';

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
