import type { Plan } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';

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
