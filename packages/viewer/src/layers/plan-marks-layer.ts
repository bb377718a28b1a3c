import type { Level, Plan, Point } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';
import { formatNumber, text } from '../texts/language.ts';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';
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
  #axes: NonNullable<Level['axes']> = [];
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

type Axis = NonNullable<Level['axes']>[number];
/** A point on the page, CSS pixels. */
type Spot = readonly [left: number, top: number];

/** The axis grid as it is drawn: lines as far as they are seen, and names in bubbles at their ends. */
export interface AxisMarks {
  lines: [from: Spot, to: Spot][];
  bubbles: { label: string; box: LabelBox }[];
}

/** Height of a bubble, and of one name's room at its sides. */
export const bubblePx = 20;
const asidePx = 12;
/** Shorter lines have a name at one end alone. */
const minBothPx = 160;
/** More names than these are read by nobody. */
const maxBubbles = 160;

/**
 * The axes of a level that are seen in a frame. Where an end lies outside, its bubble stands at the frame: what is looked at has
 * its names at any zoom. No bubble lies on another.
 * @param taken boxes that no bubble lies on either
 */
export function axisMarks(
  axes: readonly Axis[],
  spotOf: (point: Point) => Spot,
  frame: LabelBox,
  taken: readonly LabelBox[] = [],
): AxisMarks {
  const marks: AxisMarks = { lines: [], bubbles: [] };
  const add = (label: string, box: LabelBox) => {
    const others = [...taken, ...marks.bubbles.map((bubble) => bubble.box)];
    if (marks.bubbles.length < maxBubbles && isFreeOf(box, others)) marks.bubbles.push({ label, box });
  };
  for (const { label, start, end } of axes) {
    const halfPx = Math.max(bubblePx, labelWidthPx(label) + asidePx) / 2;
    const inner = {
      left: frame.left + halfPx,
      top: frame.top + bubblePx / 2,
      right: frame.right - halfPx,
      bottom: frame.bottom - bubblePx / 2,
    };
    const line = clipLine(spotOf(start), spotOf(end), inner);
    if (!line) continue;
    marks.lines.push(line);
    const [from, to] = line;
    add(label, around(from, halfPx));
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) > minBothPx) add(label, around(to, halfPx));
  }
  return marks;
}

function around([left, top]: Spot, halfPx: number): LabelBox {
  return { left: left - halfPx, top: top - bubblePx / 2, right: left + halfPx, bottom: top + bubblePx / 2 };
}

/** The part of a line inside a box; undefined where there is none. */
function clipLine(from: Spot, to: Spot, box: LabelBox): [Spot, Spot] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [first, last] = [0, 1];
  const bounds = [
    [-dx, from[0] - box.left],
    [dx, box.right - from[0]],
    [-dy, from[1] - box.top],
    [dy, box.bottom - from[1]],
  ];
  for (const [step, room] of bounds) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) first = Math.max(first, room / step);
    else if (step > 0) last = Math.min(last, room / step);
  }
  if (first >= last) return undefined;
  const at = (part: number): Spot => [from[0] + part * dx, from[1] + part * dy];
  return [at(first), at(last)];
}

/** A scale bar: a round length, and how long that is on the page. */
export interface ScaleBar {
  lengthM: number;
  lengthPx: number;
}

/** The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than `maxPx`. */
export function scaleBarOf(pixelsPerM: number, maxPx: number): ScaleBar {
  const maxM = maxPx / pixelsPerM;
  const power = Math.floor(Math.log10(maxM));
  // A power of ten is not always what its logarithm says.
  const lengths = [power - 1, power, power + 1].flatMap((exponent) =>
    [1, 2, 5].map((step) => (exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent)),
  );
  const lengthM = Math.max(...lengths.filter((length) => length <= maxM));
  return { lengthM, lengthPx: lengthM * pixelsPerM };
}

/** Decimals that a length of a scale bar is written with. */
export function scaleBarDigits(lengthM: number): number {
  return Math.max(0, -Math.floor(Math.log10(lengthM) + 1e-9));
}
