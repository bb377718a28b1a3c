import type { Antenna, Plan } from '@diku/engine';
import { antennaPlace, radiatesAlongPath } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pickFloorAt } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { selectedAntennas } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { language } from '../texts/language.ts';
import { AntennaShape, hasShape } from './antenna-shape.ts';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';

interface Marker {
  element: HTMLButtonElement;
  label: HTMLSpanElement;
  labelWidth: number;
  shape: AntennaShape | undefined;
  /** What the attributes say, and where the marker was put. */
  shown: unknown[];
  spot: string;
}

/**
 * Antennas as buttons over the canvas, so that Tab, screen readers and pointers reach them alike. The course of a cable
 * and the direction of a panel are part of their button.
 * A label gives way where it would cover another one; hovering or selecting always shows it.
 */
export class AntennaLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  readonly #describe: (antenna: Antenna) => string;
  readonly #markers = new Map<string, Marker>();
  #plan: Plan | undefined;
  #view: ViewState | undefined;

  constructor(stage: Stage, describe: (antenna: Antenna) => string) {
    this.#stage = stage;
    this.#describe = describe;
    this.element.className = 'antennas';
    stage.onRender(() => this.#place());
    // Zooming works with the pointer on a marker too.
    this.element.addEventListener('wheel', (event) => {
      stage.canvas.dispatchEvent(new WheelEvent('wheel', event));
    });
  }

  update(plan: Plan | undefined, view: ViewState): void {
    this.#plan = plan;
    this.#view = view;
    const shown = new Set<string>();
    const selected = selectedAntennas(view);
    for (const antenna of plan?.antennas ?? []) {
      if (!view.stacked && antenna.level !== view.levelId) continue;
      shown.add(antenna.id);
      const marker = this.#markerOf(antenna);
      const isSelected = selected.has(antenna.id);
      const now = [antenna, isSelected, language()];
      if (now.every((value, index) => value === marker.shown[index])) continue;
      marker.shown = now;
      const { element } = marker;
      element.setAttribute('aria-label', this.#describe(antenna));
      element.setAttribute('aria-pressed', String(isSelected));
      const [x, y] = antennaPlace(antenna);
      element.dataset.x = String(x);
      element.dataset.y = String(y);
    }
    for (const [id, marker] of this.#markers) {
      if (shown.has(id)) continue;
      marker.element.remove();
      this.#markers.delete(id);
    }
    this.#stage.requestRender('overlay');
  }

  focus(id: string): void {
    this.#markers.get(id)?.element.focus({ preventScroll: true });
  }

  #markerOf(antenna: Antenna): Marker {
    const marker = this.#markers.get(antenna.id);
    if (marker?.element.dataset.type === antenna.type) return marker;
    marker?.element.remove();
    return this.#create(antenna);
  }

  #create({ id, type }: Antenna): Marker {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'antenna';
    element.dataset.antenna = id;
    element.dataset.type = type;
    const shape = hasShape(type) ? new AntennaShape() : undefined;
    const dot = document.createElement('i');
    const label = document.createElement('span');
    label.textContent = id;
    element.append(...(shape ? [shape.element] : []), dot, label);
    this.element.append(element);
    const marker = { element, label, labelWidth: 8 + labelWidthPx(id), shape, shown: [], spot: '' };
    this.#markers.set(id, marker);
    return marker;
  }

  /** Puts each marker where its antenna is on the canvas. */
  #place(): void {
    const plan = this.#plan;
    const view = this.#view;
    if (!plan || !view) return;
    const offsets = levelOffsetsM(plan, view);
    const antennas = plan.antennas.filter((antenna) => this.#markers.has(antenna.id));
    const spots = antennas.map((antenna) => {
      const [x, y] = antennaPlace(antenna);
      const spot = this.#stage.project(x, y, (offsets.get(antenna.level) ?? 0) + antenna.heightM);
      const covered = view.stacked && isCovered(plan, view, this.#stage, antenna, spot.left, spot.top);
      return { ...spot, covered };
    });
    const taken: LabelBox[] = spots
      .filter((spot) => !spot.covered)
      .map(({ left, top }) => ({ left: left - 7, top: top - 7, right: left + 7, bottom: top + 7 }));
    for (const [index, antenna] of antennas.entries()) {
      const marker = this.#markers.get(antenna.id)!;
      const { visible, covered } = spots[index];
      // A cable may be in view while its feed is behind the camera.
      const { left, top } = visible ? spots[index] : { left: 0, top: 0 };
      marker.shape?.draw(antenna, this.#stage, offsets.get(antenna.level) ?? 0, { left, top });
      const box = labelBox(antenna, marker.labelWidth, left, top);
      const free = visible && !covered && isFreeOf(box, taken);
      if (free) taken.push(box);
      const spot = `${left.toFixed(1)} ${top.toFixed(1)} ${visible} ${covered} ${free}`;
      if (spot === marker.spot) continue;
      marker.spot = spot;
      marker.element.hidden = !visible && !radiatesAlongPath(antenna);
      marker.element.classList.toggle('behind', !visible);
      marker.element.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      marker.element.classList.toggle('covered', covered);
      marker.element.classList.toggle('crowded', !free);
    }
  }
}

/** Beside the marker; of a cable above it, off the line. */
function labelBox({ type }: Antenna, widthPx: number, left: number, top: number): LabelBox {
  const [asidePx, abovePx] = radiatesAlongPath({ type }) ? [0, 29] : [9, 8];
  const boxLeft = left + asidePx;
  const boxTop = top - abovePx;
  return { left: boxLeft, top: boxTop, right: boxLeft + widthPx, bottom: boxTop + 16 };
}

/** Whether a higher floor lies between the viewer and the antenna. */
function isCovered(
  plan: Plan,
  view: ViewState,
  stage: Stage,
  antenna: Antenna,
  left: number,
  top: number,
): boolean {
  const seen = pickFloorAt(stage, plan, view, left, top);
  const elevationM = (id: string | undefined) => plan.levels.find((level) => level.id === id)?.elevationM;
  return seen !== undefined && (elevationM(seen.levelId) ?? 0) > (elevationM(antenna.level) ?? 0);
}
