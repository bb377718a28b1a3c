import type { Antenna, Plan } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { FloorLocation } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import type { Pin } from '../store/pin.ts';
import type { ViewState } from '../store/view-state.ts';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';

/** The crosshair that arrow keys move, over the canvas at its point on the floor. */
export class CrosshairLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #shown: { point: FloorLocation; z: number } | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'crosshair';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true');
    stage.onRender(() => this.#point());
  }

  /** @param point none without a crosshair */
  update(plan: Plan | undefined, view: ViewState, point: FloorLocation | undefined): void {
    const z = (plan && point && levelOffsetsM(plan, view).get(point.levelId)) ?? 0;
    if (point === this.#shown?.point && (!point || z === this.#shown?.z)) return;
    this.#shown = point && { point, z };
    this.#stage.requestRender('overlay');
  }

  #point(): void {
    const shown = this.#shown;
    const spot = shown && this.#stage.project(shown.point.x, shown.point.y, shown.z);
    this.element.hidden = !spot?.visible;
    if (spot) this.element.style.transform = `translate(${spot.left.toFixed(1)}px, ${spot.top.toFixed(1)}px)`;
  }
}

/** Half of a mark's side, and of a value's height. */
const markPx = 9;

/** Pinned values over the canvas, each at its point on the floor, and none over another. */
export class PinLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #drawn: unknown[] = [];
  #points: (Pin & { z: number })[] = [];
  #offsets = new Map<string, number>();
  #labels = '';
  /** Those that are seen: no value lies over their marks and names. */
  #antennas: readonly Antenna[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'pins';
    stage.onRender(() => this.#point());
  }

  /** @param label what stands beside a pin */
  update(plan: Plan | undefined, view: ViewState, label: (pin: Pin) => string): void {
    const isSeen = (levelId: string) => view.stacked || levelId === view.levelId;
    const shown = view.pins.filter(({ levelId }) => isSeen(levelId));
    this.#antennas = shown.length > 0 ? (plan?.antennas.filter(({ level }) => isSeen(level)) ?? []) : [];
    this.#offsets = plan ? levelOffsetsM(plan, view) : new Map();
    const texts = shown.map(label);
    const now = [plan?.levels, view.stacked, view.gapRatio, view.levelId, view.pins];
    const isPlaced = now.every((value, index) => value === this.#drawn[index]);
    if (isPlaced && texts.join('\n') === this.#labels) return;
    this.#drawn = now;
    this.#labels = texts.join('\n');
    this.#points = plan ? shown.map((pin) => ({ ...pin, z: this.#offsets.get(pin.levelId) ?? 0 })) : [];
    this.element.replaceChildren(
      ...this.#points.map(({ id }, index) => {
        const pin = document.createElement('span');
        const [mark, value] = [document.createElement('i'), document.createElement('b')];
        mark.textContent = String(id);
        value.textContent = texts[index];
        pin.className = 'pin';
        pin.dataset.pin = String(id);
        pin.append(mark, value);
        return pin;
      }),
    );
    this.#stage.requestRender('overlay');
  }

  #point(): void {
    const spots = this.#points.map(({ x, y, z }) => this.#stage.project(x, y, z));
    const antennas = this.#antennas.map((antenna) => {
      const [x, y] = antennaLocation(antenna);
      const z = (this.#offsets.get(antenna.level) ?? 0) + antenna.heightM;
      const { left, top } = this.#stage.project(x, y, z);
      const mark = around(left, top, markPx);
      return { ...mark, right: mark.right + 4 + labelWidthPx(antenna.id) };
    });
    const taken = [...spots.map(({ left, top }) => around(left, top, markPx)), ...antennas];
    for (const [index, { left, top, visible }] of spots.entries()) {
      const pin = this.element.children[index] as HTMLElement;
      pin.hidden = !visible;
      pin.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      if (!visible) continue;
      const boxes = valueBoxes(labelWidthPx(pin.lastElementChild?.textContent ?? '') + 12, left, top);
      const [side, box] = boxes.find(([, each]) => isFreeOf(each, taken)) ?? boxes[0];
      taken.push(box);
      pin.dataset.side = side;
    }
  }
}

function around(left: number, top: number, px: number): LabelBox {
  return { left: left - px, top: top - px, right: left + px, bottom: top + px };
}

/** Boxes for a value beside its mark, the best first. */
function valueBoxes(widthPx: number, left: number, top: number): [string, LabelBox][] {
  const box = (fromLeft: number, fromTop: number) => ({
    ...{ left: left + fromLeft, top: top + fromTop },
    ...{ right: left + fromLeft + widthPx, bottom: top + fromTop + 2 * markPx },
  });
  return [
    ['right', box(14, -markPx)],
    ['left', box(-14 - widthPx, -markPx)],
    ['below', box(-markPx, 13)],
    ['above', box(-markPx, -13 - 2 * markPx)],
  ];
}
