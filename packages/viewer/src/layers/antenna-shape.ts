import type { Antenna } from '@diku/engine';
import { degToRad } from '@diku/engine/core';
import { antennaPlaces, antennaType, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import { type CanvasSpot, pathText, spotText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';

/** How far the main direction of an antenna is drawn, CSS pixels where it lies across the view. */
const sectorPx = 46;
const sectorSteps = 24;
const cutsWidthDeg = 60;
const arrowHeadPx = 7;
const endPx = 4;

const svgNamespace = 'http://www.w3.org/2000/svg';

type WorldPoint = [number, number, number];

export function hasShape(type: Antenna['type']): boolean {
  return radiatesAlongPath({ type }) || isAimed({ type });
}

/** What of an antenna is more than a spot: the course of a cable, the main direction of a panel. */
export class AntennaShape {
  readonly element = document.createElementNS(svgNamespace, 'svg');
  readonly #paths = new Map<string, SVGPathElement>();

  constructor() {
    this.element.classList.add('shape');
    this.element.setAttribute('aria-hidden', 'true');
  }

  /**
   * @param antenna at `floorM` above the view's zero
   * @param from the place on the canvas that the element is at
   */
  draw(antenna: Antenna, stage: Stage, floorM: number, from: CanvasSpot): void {
    if (radiatesAlongPath(antenna)) this.#drawCable(antenna, stage, floorM, from);
    else this.#drawSector(antenna, stage, floorM, from);
  }

  #drawCable(antenna: Antenna, stage: Stage, floorM: number, from: CanvasSpot): void {
    const z = floorM + antenna.heightM;
    const points = antennaPlaces(antenna).map(([x, y]): WorldPoint => [x, y, z]);
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

/** How wide the sector is drawn: of measured patterns only the direction is known here. */
function beamwidthDeg(antenna: Antenna): number {
  const { pattern } = antennaType(antenna.type);
  if (pattern.formula !== 'sector') return cutsWidthDeg;
  return antenna.pattern?.horizontalBeamwidthDeg ?? pattern.values.horizontalBeamwidthDeg;
}

/** Places at one distance from a panel, by the angle from its main direction, in the plane that is tilted with it. */
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
