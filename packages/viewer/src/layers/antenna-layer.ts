import type { Antenna, Plan } from '@diku/engine';
import { degToRad } from '@diku/engine/core';
import {
  antennaLocation,
  antennaLocations,
  antennaType,
  isAimed,
  radiatesAlongPath,
} from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pickFloorAt } from '../scene/pick-floor.ts';
import { type CanvasSpot, pathText, spotText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';
import { selectedAntennas } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { language } from '../texts/language.ts';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';

/** How far the main direction of an antenna is drawn, CSS pixels where it lies across the view. */
const sectorPx = 46;
const sectorSteps = 24;
const cutsWidthDeg = 60;
const arrowHeadPx = 7;
const endPx = 4;

const svgNamespace = 'http://www.w3.org/2000/svg';

type WorldPoint = [number, number, number];

interface Marker {
  element: HTMLButtonElement;
  label: HTMLSpanElement;
  labelWidth: number;
  shape: AntennaShape | undefined;
  /** Values of the attributes, and the position of the marker. */
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
      const [x, y] = antennaLocation(antenna);
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
      const [x, y] = antennaLocation(antenna);
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

/** Returns the box beside the marker; of a cable above it, off the line. */
function labelBox({ type }: Antenna, widthPx: number, left: number, top: number): LabelBox {
  const [asidePx, abovePx] = radiatesAlongPath({ type }) ? [0, 29] : [9, 8];
  const boxLeft = left + asidePx;
  const boxTop = top - abovePx;
  return { left: boxLeft, top: boxTop, right: boxLeft + widthPx, bottom: boxTop + 16 };
}

/** Returns whether a higher floor lies between the viewer and the antenna. */
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

function hasShape(type: Antenna['type']): boolean {
  return radiatesAlongPath({ type }) || isAimed({ type });
}

/** Shape of an antenna beyond its marker: the course of a cable, the main direction of a panel. */
class AntennaShape {
  readonly element = document.createElementNS(svgNamespace, 'svg');
  readonly #paths = new Map<string, SVGPathElement>();

  constructor() {
    this.element.classList.add('shape');
    this.element.setAttribute('aria-hidden', 'true');
  }

  /**
   * @param antenna at `floorM` above the view's zero
   * @param from the point on the canvas that the element is at
   */
  draw(antenna: Antenna, stage: Stage, floorM: number, from: CanvasSpot): void {
    if (radiatesAlongPath(antenna)) this.#drawCable(antenna, stage, floorM, from);
    else this.#drawSector(antenna, stage, floorM, from);
  }

  #drawCable(antenna: Antenna, stage: Stage, floorM: number, from: CanvasSpot): void {
    const z = floorM + antenna.heightM;
    const along = antennaLocations(antenna).map(([x, y]): WorldPoint => [x, y, z]);
    const [x, y] = along[along.length - 1];
    const points = antenna.fallM === undefined ? along : [...along, [x, y, z - antenna.fallM] as WorldPoint];
    const course = pathText(stage.projectPath(points), from);
    this.#set('casing', course);
    this.#set('core', course);
    this.#set('grip', course);
    const [end] = stage.projectPath([points[points.length - 1]])[0] ?? [];
    this.#set('end', end ? squareText(end, from) : '');
  }

  #drawSector(antenna: Antenna, stage: Stage, floorM: number, from: CanvasSpot): void {
    const widthDeg = beamwidthDeg(antenna);
    const turn = sectorFrame(antenna, floorM, stage);
    const rim: WorldPoint[] = [];
    for (let step = 0; step <= sectorSteps; step += 1) rim.push(turn(widthDeg * (step / sectorSteps - 0.5)));
    const center: WorldPoint = [antenna.position[0], antenna.position[1], floorM + antenna.heightM];
    const sector = pathText(stage.projectPath([center, ...rim, center]), from);
    this.#set('sector', sector);
    const axis = stage.projectPath([center, turn(0)])[0] ?? [];
    const arrow = axis.length === 2 ? arrowText(axis[0], axis[1], from) : '';
    this.#set('casing', arrow);
    this.#set('arrow', arrow);
  }

  #set(name: string, text: string): void {
    let path = this.#paths.get(name);
    if (!path) {
      path = document.createElementNS(svgNamespace, 'path');
      path.classList.add(name);
      this.#paths.set(name, path);
      this.element.append(path);
    }
    if (path.getAttribute('d') !== text) path.setAttribute('d', text);
  }
}

/** Width of the drawn sector: of measured patterns only the direction is known here. */
function beamwidthDeg(antenna: Antenna): number {
  const { pattern } = antennaType(antenna.type);
  if (pattern.formula !== 'sector') return cutsWidthDeg;
  return antenna.pattern?.horizontalBeamwidthDeg ?? pattern.values.horizontalBeamwidthDeg;
}

/** Points at one distance from a panel, by the angle from its main direction, in the plane that is tilted with it. */
function sectorFrame(antenna: Antenna, floorM: number, stage: Stage): (offDeg: number) => WorldPoint {
  const { position, heightM, azimuthDeg = 0, downtiltDeg = 0 } = antenna;
  const [x, y] = position;
  const z = floorM + heightM;
  const [azimuth, tilt] = [degToRad(azimuthDeg), degToRad(downtiltDeg)];
  const radiusM = sectorPx / stage.pixelsPerM(x, y, z);
  return (offDeg) => {
    const ahead = radiusM * Math.cos(degToRad(offDeg));
    const aside = radiusM * Math.sin(degToRad(offDeg));
    return [
      x + ahead * Math.cos(tilt) * Math.cos(azimuth) - aside * Math.sin(azimuth),
      y + ahead * Math.cos(tilt) * Math.sin(azimuth) + aside * Math.cos(azimuth),
      z - ahead * Math.sin(tilt),
    ];
  };
}

/** The load at the end of a cable. */
function squareText(at: CanvasSpot, from: CanvasSpot): string {
  return `M${spotText({ left: at.left - endPx, top: at.top - endPx }, from)}h${2 * endPx}v${2 * endPx}h${-2 * endPx}Z`;
}

/** Seen from ahead or behind an arrow has no head. */
function arrowText(start: CanvasSpot, tip: CanvasSpot, from: CanvasSpot): string {
  const [dx, dy] = [tip.left - start.left, tip.top - start.top];
  const lengthPx = Math.hypot(dx, dy);
  const shaft = `M${spotText(start, from)}L${spotText(tip, from)}`;
  if (lengthPx < 2 * arrowHeadPx) return shaft;
  const [ahead, aside] = [(arrowHeadPx * dx) / lengthPx, (arrowHeadPx * dy) / lengthPx];
  const barb = (side: number) => ({
    left: tip.left - ahead - side * 0.6 * aside,
    top: tip.top - aside + side * 0.6 * ahead,
  });
  return `${shaft}M${[barb(1), tip, barb(-1)].map((spot) => spotText(spot, from)).join('L')}`;
}
