import type { Plan } from '@diku/engine';
import { levelOffsetsM, outlineBox } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { text } from '../texts/language.ts';
import { groupBoxes, type LabelBox, labelWidthPx } from './label-boxes.ts';

interface Sign {
  text: string;
  kind: 'level' | 'failed';
  title: string;
  x: number;
  y: number;
  z: number;
  widthPx: number;
}

/** Half as high as a sign, what it is wide beside its words, and half of the cross, which lies at the point. */
const halfHeightPx = 9;
const crossWidthPx = 24;
const halfCrossPx = 6;

/**
 * Words over the canvas: names of stacked levels, and a cross at every demanded point that is not served. Of crosses whose names
 * would lie on one another one says how many they are.
 */
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
    if (this.#signs.length === 0) return;
    const { clientWidth } = this.element;
    const boxes = this.#signs.map((sign, index) => {
      const span = this.element.children[index] as HTMLElement;
      const { left, top, visible } = this.#stage.project(sign.x, sign.y, sign.z);
      span.hidden = !visible;
      span.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      if (!visible || sign.kind !== 'failed') return undefined;
      // At the right edge the words stand left of the cross.
      const isFlipped = left - halfCrossPx + sign.widthPx > clientWidth;
      span.toggleAttribute('data-flipped', isFlipped);
      return boxOf(sign, isFlipped ? left + halfCrossPx - sign.widthPx : left - halfCrossPx, top);
    });
    for (const [first, ...others] of groupBoxes(boxes)) this.#gather(first, others);
  }

  /** The first says how many there are, the others are crosses alone. */
  #gather(first: number, others: readonly number[]): void {
    const members = [first, ...others].map((index) => this.#signs[index]);
    const count = members.length;
    this.#write(first, count > 1 ? text('failedPoints', { count }) : members[0].text, members);
    for (const index of others) this.#write(index, '', [this.#signs[index]]);
  }

  #write(index: number, words: string, members: readonly Sign[]): void {
    const span = this.element.children[index] as HTMLElement;
    const parts = span.hasAttribute('data-flipped') ? [words, '✕'] : ['✕', words];
    const shown = parts.join(' ').trim();
    const title = members.map((each) => each.title).join(', ');
    if (span.textContent === shown && span.title === title) return;
    span.textContent = shown;
    span.title = title;
    span.toggleAttribute('data-bare', words === '');
  }
}

function levelSigns(plan: Plan, view: ViewState): Sign[] {
  if (!view.stacked) return [];
  const offsets = levelOffsetsM(plan, view);
  return plan.levels.map((level) => {
    const [minX, minY] = outlineBox(level);
    const title = level.name ?? level.id;
    const point = { x: minX, y: minY, z: offsets.get(level.id) ?? 0 };
    return { text: level.id, kind: 'level', title, widthPx: 0, ...point };
  });
}

function failedSigns(plan: Plan, view: ViewState, results: ResultState): Sign[] {
  const offsets = levelOffsetsM(plan, view);
  const minPx = labelWidthPx(text('failedPoints', { count: 99 }));
  return (results.exact?.assessment.points ?? []).flatMap((point) => {
    if (point.served || !point.required || !(view.stacked || point.level === view.levelId)) return [];
    const level = plan.levels.find((candidate) => candidate.id === point.level);
    const location = level?.points?.find((candidate) => candidate.id === point.id);
    if (!location) return [];
    const [x, y] = location.position;
    const z = (offsets.get(point.level) ?? 0) + (location.heightM ?? 1.2);
    return [
      {
        text: point.id,
        kind: 'failed' as const,
        title: point.id,
        x,
        y,
        z,
        widthPx: crossWidthPx + Math.max(minPx, labelWidthPx(point.id)),
      },
    ];
  });
}

/** The cross and its words. */
function boxOf({ widthPx }: Sign, left: number, top: number): LabelBox {
  return { left, top: top - halfHeightPx, right: left + widthPx, bottom: top + halfHeightPx };
}
