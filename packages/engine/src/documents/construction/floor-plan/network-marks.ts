import type { Language } from '../../../core/index.ts';
import {
  type Antenna,
  type CatalogPart,
  type Level,
  type Network,
  type NetworkCable,
  type Plan,
  radiatesAlongPath,
} from '../../../plan/index.ts';
import {
  greyColour,
  type Mark,
  type Pen,
  pathMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { antennaMarks, partSymbol, symbolHalfMm } from '../device-symbols.ts';
import { cableLabel } from '../part-names.ts';
import { type Area, createTakenAreas, type TakenAreas } from '../position-labels.ts';
import { areaOf, takeBuilding, takeLine } from './building-marks.ts';
import type { FloorPlacement } from './floor-placement.ts';
import { type FloorItem, itemLabels, type LabelRooms } from './item-labels.ts';
import { roomNames } from './room-names.ts';

const sizeMm = 1.8;
const gapMm = 0.5;
const colour = '#c21807';

/**
 * Antennas, sources, devices and cables of one level with their labels, and the names of its rooms, which stand off
 * all of them. Antennas and cables are drawn where they are; devices that stand in one location are drawn beside it,
 * with a line to it. Over an architect's drawing the names are theirs, in the middle of the rooms as far as is known:
 * devices stand beside them.
 */
export function networkMarks(
  plan: Plan,
  level: Level,
  placement: FloorPlacement,
  options: NetworkMarkOptions,
): Mark[] {
  const { toSheet } = placement;
  const network = plan.network ?? {};
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const runs = cableRuns(network, level.id);
  const taken = createTakenAreas();
  const lines = createTakenAreas();
  const written = createTakenAreas();
  takeBuilding(level, placement, lines);
  for (const mark of options.under) if (mark.kind === 'path') takeLine(mark.points, lines);
  const cables = runs.map(({ cable, path }) => {
    const points = path.map(toSheet);
    takeLine(points, lines);
    const kind = parts.get(cable.part)?.kind;
    const pen = kind === 'data-cable' ? dataCablePen : kind === 'fibre' ? fibrePen : cablePen;
    return pathMark('CABLE', points, { pen });
  });
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  const items: FloorItem[] = antennas.map((antenna) => ({
    label: antenna.id,
    layer: 'ANTENNA',
    at: toSheet(antenna.position),
    marks: antennaSymbol(antenna, placement),
  }));
  const risers = riserItems(runs, placement, options.texts);
  const names = (rooms: LabelRooms) => {
    const found = roomNames(level, placement, options.texts, rooms);
    for (const { area } of found) written.add(area);
    return found;
  };
  if (options.names === 'there') names({ taken, lines: createTakenAreas() });
  for (const { at } of [...items, ...risers]) takeSymbol(at, taken);
  const stood = standingItems(network, parts, level.id, toSheet, taken);
  const rooms = { taken, lines, written };
  const named = options.names === 'drawn' ? names(rooms) : [];
  return [
    ...cables,
    ...named.flatMap(({ marks }) => marks),
    ...[...stood, ...items, ...risers].flatMap(({ marks }) => marks),
    ...itemLabels([...items, ...stood, ...risers], placement.within, rooms),
    ...cableLabels(
      runs.map(({ cable, path }) => ({
        text: cableLabel(parts.get(cable.part), cable.lengthM, options.lang),
        points: path.map(toSheet),
      })),
      placement.within,
      rooms,
    ),
  ];
}

/** Type and length of cables along their longest straight pieces, where there is room; the cable table has all of them. */
function cableLabels(
  cables: readonly { text: string; points: readonly SheetPoint[] }[],
  within: Area,
  { taken, lines }: LabelRooms,
): Mark[] {
  return cables.flatMap(({ text, points }) => {
    const widthMm = textWidthMm(text, sizeMm);
    for (const [a, b] of longestFirst(points)) {
      const lengthMm = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (lengthMm < widthMm + 1) break;
      // Read from below or from the right.
      const [from, to] = isBefore(a, b) ? [a, b] : [b, a];
      const ux = (to[0] - from[0]) / lengthMm;
      const uy = (to[1] - from[1]) / lengthMm;
      for (const fraction of [0.5, 0.3, 0.7, 0.15, 0.85]) {
        for (const offMm of [-gapMm, gapMm + 0.75 * sizeMm]) {
          const middle = Math.min(Math.max(fraction * lengthMm, widthMm / 2), lengthMm - widthMm / 2);
          const at = (along: number, across: number): SheetPoint => [
            from[0] + ux * (middle + along) - uy * (offMm + across),
            from[1] + uy * (middle + along) + ux * (offMm + across),
          ];
          const corners = [-widthMm / 2, widthMm / 2].flatMap((along) => [
            at(along, 0.15 * sizeMm),
            at(along, -0.8 * sizeMm),
          ]);
          const area = areaOf(corners);
          const isInside =
            area.minX >= within.minX &&
            area.maxX <= within.maxX &&
            area.minY >= within.minY &&
            area.maxY <= within.maxY;
          if (!isInside || taken.overlapMm2(area) > 0 || lines.overlapMm2(area) > 0.02 * widthMm) continue;
          taken.add(area);
          const angleDeg = (Math.atan2(-uy, ux) * 180) / Math.PI;
          return [textMark('LABEL', text, at(0, 0), { sizeMm, anchor: 'middle', angleDeg, colour })];
        }
      }
    }
    return [];
  });
}

function isBefore(a: SheetPoint, b: SheetPoint): boolean {
  const isUpright = Math.abs(a[0] - b[0]) < 1e-6 * Math.abs(a[1] - b[1]);
  return isUpright ? a[1] > b[1] : a[0] < b[0];
}

function longestFirst(points: readonly SheetPoint[]): [SheetPoint, SheetPoint][] {
  const parts = points.slice(1).map((point, index): [SheetPoint, SheetPoint] => [points[index], point]);
  const length = ([a, b]: [SheetPoint, SheetPoint]) => Math.hypot(b[0] - a[0], b[1] - a[1]);
  return parts.sort((a, b) => length(b) - length(a));
}

const cableColour = '#c21807';
export const cablePen: Pen = { widthMm: 0.35, colour: cableColour };
export const fibrePen: Pen = { widthMm: 0.25, colour: '#7a3fa0', dashMm: [3, 0.8] };
export const dataCablePen: Pen = { widthMm: 0.25, colour: '#1457a8', dashMm: [1.6, 0.8] };
export const radiatingPen: Pen = { widthMm: 0.7, colour: cableColour, dashMm: [2.4, 0.8] };
/** Symbols nearer to each other than this are drawn apart, mm. */
const apartMm = 2 * symbolHalfMm + 0.4;

export interface NetworkMarkOptions {
  texts: DocumentTexts;
  lang: Language;
  /** Names of rooms: drawn here, or there already on the architect's drawing. */
  names: 'drawn' | 'there';
  /** Marks under the network, which names should avoid. */
  under: readonly Mark[];
}

/** Sources, basebands and devices of a level, each beside those before it where they stand in one location. */
function standingItems(
  network: Network,
  parts: ReadonlyMap<string, CatalogPart>,
  levelId: string,
  toSheet: FloorPlacement['toSheet'],
  taken: TakenAreas,
): FloorItem[] {
  const standing = [
    ...(network.sources ?? []).map((source) => ({
      ...{ label: source.id, level: source.level, position: source.position },
      kind: parts.get(source.part ?? '')?.kind ?? 'radio-unit',
    })),
    ...(network.basebands ?? []).map(({ id, level: on, position }) => ({
      ...{ label: id, level: on, position },
      kind: 'baseband',
    })),
    ...(network.devices ?? []).map((device) => ({
      ...{ label: device.id, level: device.level, position: device.position },
      kind: parts.get(device.part)?.kind ?? 'splitter',
    })),
  ];
  return standing
    .filter((each) => each.level === levelId)
    .map(({ label, position, kind }) => {
      const point = toSheet(position);
      const at = freeLocation(point, taken);
      const isMoved = at !== point;
      takeSymbol(at, taken);
      const leader = isMoved
        ? [pathMark('DEVICE', [point, at], { pen: { widthMm: 0.1, colour: greyColour } })]
        : [];
      return {
        label,
        layer: 'DEVICE',
        at,
        marks: [...leader, ...partSymbol(kind as CatalogPart['kind'], at)],
      };
    });
}

/** A piece of a cable on one level, and where it goes from its ends. */
interface CableRun {
  cable: NetworkCable;
  path: readonly SheetPoint[];
  /** Levels that it comes from and goes to, at its first and last location. */
  before?: string;
  after?: string;
}

function cableRuns(network: Network, levelId: string): CableRun[] {
  return (network.cables ?? []).flatMap((cable) =>
    cable.course.flatMap(({ level, path }, index): CableRun[] =>
      level === levelId
        ? [{ cable, path, before: cable.course[index - 1]?.level, after: cable.course[index + 1]?.level }]
        : [],
    ),
  );
}

function antennaSymbol(antenna: Antenna, { toSheet, angleDeg }: FloorPlacement): Mark[] {
  const course =
    radiatesAlongPath(antenna) && antenna.path
      ? [pathMark('ANTENNA', antenna.path.map(toSheet), { pen: radiatingPen })]
      : [];
  return [
    ...course,
    ...antennaMarks(antenna, toSheet(antenna.position), (antenna.azimuthDeg ?? 0) + angleDeg),
  ];
}

/** One item per location and target level, however many cables rise there. */
function riserItems(
  runs: readonly CableRun[],
  { toSheet }: FloorPlacement,
  texts: DocumentTexts,
): FloorItem[] {
  const levels = new Map<string, { at: SheetPoint; to: Set<string> }>();
  const note = (atM: SheetPoint, to: string | undefined) => {
    if (to === undefined) return;
    const key = atM.join(',');
    const known = levels.get(key) ?? { at: toSheet(atM), to: new Set<string>() };
    levels.set(key, { at: known.at, to: known.to.add(to) });
  };
  for (const { path, before, after } of runs) {
    note(path[0], before);
    note(path[path.length - 1], after);
  }
  return [...levels.values()].map(({ at, to }): FloorItem => {
    const [x, y] = at;
    const half = 1.3;
    const arrow: SheetPoint[] = [
      [x - half, y + half],
      [x + half, y - half],
    ];
    const head: SheetPoint[] = [
      [x + half - 1.1, y - half],
      [x + half, y - half],
      [x + half, y - half + 1.1],
    ];
    return {
      label: texts('construction.riser', { levels: [...to].sort().join('、') }),
      layer: 'CABLE',
      at,
      marks: [pathMark('CABLE', arrow, { pen: cablePen }), pathMark('CABLE', head, { pen: cablePen })],
    };
  });
}

function takeSymbol([x, y]: SheetPoint, taken: TakenAreas): void {
  const half = symbolHalfMm + 0.2;
  taken.add({ minX: x - half, minY: y - half, maxX: x + half, maxY: y + half });
}

/** The location itself, or the nearest one on rings around it where no symbol stands. */
function freeLocation(point: SheetPoint, taken: TakenAreas): SheetPoint {
  const isFree = ([x, y]: SheetPoint) => {
    const half = symbolHalfMm;
    return taken.overlapMm2({ minX: x - half, minY: y - half, maxX: x + half, maxY: y + half }) === 0;
  };
  if (isFree(point)) return point;
  for (let ring = 1; ring <= 12; ring++) {
    for (let step = 0; step < 8 * ring; step++) {
      const angleRad = (2 * Math.PI * step) / (8 * ring);
      const at: SheetPoint = [
        point[0] + ring * apartMm * Math.cos(angleRad),
        point[1] + ring * apartMm * Math.sin(angleRad),
      ];
      if (isFree(at)) return at;
    }
  }
  return point;
}
