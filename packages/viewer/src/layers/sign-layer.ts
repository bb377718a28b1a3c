import type { Plan } from '@diku/engine';
import { levelOffsetsM, outlineBox } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';

interface Sign {
  text: string;
  kind: 'level' | 'failed';
  title: string;
  x: number;
  y: number;
  z: number;
}

/** Words over the canvas: names of stacked levels, and a cross at every demanded point that is not served. */
export class SignLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #signs: Sign[] = [];
  #drawn: unknown[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'signs';
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState, results: ResultState): void {
    const now = [plan?.levels, view.stacked, view.gapRatio, view.levelId, results.exact];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    const signs = plan ? [...levelSigns(plan, view), ...failedSigns(plan, view, results)] : [];
    if (JSON.stringify(signs) === JSON.stringify(this.#signs)) return;
    this.#signs = signs;
    this.element.replaceChildren(
      ...signs.map((sign) => {
        const span = document.createElement('span');
        span.textContent = sign.text;
        span.title = sign.title;
        span.className = `sign ${sign.kind}`;
        return span;
      }),
    );
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    for (const [index, sign] of this.#signs.entries()) {
      const span = this.element.children[index] as HTMLElement;
      const { left, top, visible } = this.#stage.project(sign.x, sign.y, sign.z);
      span.hidden = !visible;
      span.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    }
  }
}

function levelSigns(plan: Plan, view: ViewState): Sign[] {
  if (!view.stacked) return [];
  const offsets = levelOffsetsM(plan, view);
  return plan.levels.map((level) => {
    const [minX, minY] = outlineBox(level);
    const title = level.name ?? level.id;
    return { text: level.id, kind: 'level', title, x: minX, y: minY, z: offsets.get(level.id) ?? 0 };
  });
}

function failedSigns(plan: Plan, view: ViewState, results: ResultState): Sign[] {
  const offsets = levelOffsetsM(plan, view);
  return (results.exact?.assessment.points ?? []).flatMap((point) => {
    if (point.served || !point.required || !(view.stacked || point.level === view.levelId)) return [];
    const level = plan.levels.find((candidate) => candidate.id === point.level);
    const place = level?.points?.find((candidate) => candidate.id === point.id);
    if (!place) return [];
    const [x, y] = place.position;
    const z = (offsets.get(point.level) ?? 0) + (place.heightM ?? 1.2);
    return [{ text: `✕ ${point.id}`, kind: 'failed' as const, title: point.id, x, y, z }];
  });
}
