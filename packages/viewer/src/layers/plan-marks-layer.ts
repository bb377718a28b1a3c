import type { Plan, Point } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';
import { formatNumber, text } from '../texts/language.ts';
import { axisMarks, scaleBarDigits, scaleBarOf } from './plan-marks.ts';
import type { LabelBox } from './label-boxes.ts';
import './plan-marks.css';

const namespace = 'http://www.w3.org/2000/svg';
/** The bar is no longer, CSS pixels, nor than this fraction of a narrow page. */
const maxBarPx = 160;
const maxBarRatio = 0.3;
/** Names of axes stand so far from the edges of the view, above the line with the value under the pointer, right of the tools. */
const edgePx = 8;
const lowerEdgePx = 38;
const toolsPx = 58;
/** Tools stand below the view of a narrower one. */
const minWithToolsPx = 720;

/** Marks of a drawing over the plan view: a scale bar that follows the zoom, and the building's axes with their names. */
export class PlanMarksLayer {
  readonly #stage: Stage;
  readonly #svg = document.createElementNS(namespace, 'svg');
  readonly #lines = document.createElementNS(namespace, 'path');
  readonly #bar = document.createElement('div');
  readonly #label = document.createElement('span');
  readonly #rule = document.createElement('i');
  #axes: NonNullable<Plan['levels'][number]['axes']> = [];
  #isShown = false;
  #drawn: unknown[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#svg.classList.add('plan-axes');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.append(this.#lines);
    this.#bar.className = 'scale-bar';
    this.#bar.setAttribute('role', 'img');
    this.#bar.append(this.#label, this.#rule);
    stage.canvas.after(this.#svg, this.#bar);
    stage.onRender(() => this.#place());
  }

  /** @param hasAxes whether the axes are to be seen where there are any */
  update(plan: Plan | undefined, view: ViewState, hasAxes: boolean): void {
    const level = plan?.levels.find(({ id }) => id === view.levelId);
    const axes = hasAxes ? (level?.axes ?? []) : [];
    const isShown = level !== undefined && view.projection === '2d';
    const now = [axes, isShown, document.documentElement.lang];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    this.#axes = axes;
    this.#isShown = isShown;
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const isShown = this.#isShown && this.#stage.projection === '2d';
    this.#bar.hidden = !isShown;
    this.#svg.classList.toggle('idle', !isShown || this.#axes.length === 0);
    if (!isShown) return;
    this.#placeBar();
    if (this.#axes.length > 0) this.#placeAxes();
  }

  #placeBar(): void {
    const { clientWidth } = this.#stage.canvas;
    const { lengthM, lengthPx } = scaleBarOf(
      this.#stage.pixelsPerM(0, 0, 0),
      Math.min(maxBarPx, maxBarRatio * clientWidth),
    );
    this.#rule.style.width = `${lengthPx.toFixed(1)}px`;
    const length = `${formatNumber(lengthM, scaleBarDigits(lengthM))} m`;
    if (this.#label.textContent !== length) this.#label.textContent = length;
    this.#bar.setAttribute('aria-label', text('scaleBar', { length }));
  }

  #barBox(): LabelBox {
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = this.#bar;
    return { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
  }

  #placeAxes(): void {
    const { clientWidth, clientHeight } = this.#stage.canvas;
    const frame = {
      left: clientWidth > minWithToolsPx ? toolsPx : edgePx,
      top: edgePx,
      right: clientWidth - edgePx,
      bottom: clientHeight - lowerEdgePx,
    };
    const spotOf = ([x, y]: Point) => {
      const { left, top } = this.#stage.project(x, y, 0);
      return [left, top] as const;
    };
    const { lines, bubbles } = axisMarks(this.#axes, spotOf, frame, [this.#barBox()]);
    const textOf = ([left, top]: readonly [number, number]) => `${left.toFixed(1)} ${top.toFixed(1)}`;
    this.#lines.setAttribute('d', lines.map(([from, to]) => `M${textOf(from)}L${textOf(to)}`).join(''));
    this.#svg.replaceChildren(
      this.#lines,
      ...bubbles.flatMap(({ label, box }) => {
        const bubble = document.createElementNS(namespace, 'rect');
        const name = document.createElementNS(namespace, 'text');
        const [width, height] = [box.right - box.left, box.bottom - box.top];
        const sizes = { x: box.left, y: box.top, width, height, rx: height / 2 };
        for (const [key, value] of Object.entries(sizes)) bubble.setAttribute(key, value.toFixed(1));
        name.setAttribute('x', (box.left + width / 2).toFixed(1));
        name.setAttribute('y', (box.top + height / 2).toFixed(1));
        name.textContent = label;
        return [bubble, name];
      }),
    );
  }
}
