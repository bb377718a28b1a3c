import type { Level, Plan } from '@diku/engine';
import { type Mark, type NetworkLabel, networkLabels, partSymbol } from '@diku/engine/documents';
import { antennaLocation, type CatalogPart } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Projector, Stage } from '../scene/stage.ts';
import { networkColors } from '../scene/theme-colors.ts';
import {
  type DrawnCable,
  type DrawnNode,
  isOfNetwork,
  type NetworkDrawing,
  networkDrawing,
  networkRoute,
  type RoomPoint,
} from '../store/network-drawing.ts';
import type { RecordRef } from '../store/plan-records.ts';
import type { ViewState } from '../store/view-state.ts';
import { language } from '../texts/language.ts';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';

/**
 * Half width of a symbol, CSS pixels: it grows with the plan between these, and is a dot below `asDot`, which symbols are where they
 * are more than `crowd`.
 */
const symbolPx = {
  ...{ perM: 0.8, min: 5.5, asDot: 4, max: 8 },
  ...{ crowd: 80, perMInCrowd: 0.3, minInCrowd: 2.5 },
};
/** Pixels of a metre from which on labels are written: values of parts, their numbers too, lengths of cables. */
const labelsFrom = { value: 4, number: 11, cable: 8 };
/** So long after the view moved labels of a crowd are written, and its lines get their casings, ms. */
const restMs = 150;
const lineHeightPx = 14;
const casingPx = 2;
/** A floor above what is drawn leaves so much of it. */
const throughFloor = 0.2;

interface Shown {
  plan: Plan;
  view: ViewState;
  drawing: NetworkDrawing;
}

/** A stretch of a cable on the canvas: world coordinates, and where they were drawn last. */
interface Line {
  cable: DrawnCable;
  level: string;
  /** x, y, z of each point. */
  world: Float64Array;
  /** left, top of each point, CSS pixels; NaN behind the camera. */
  spots: Float32Array;
  isLed: boolean;
}

/** A symbol on the canvas. */
interface Symbol {
  node: DrawnNode;
  world: RoomPoint;
  left: number;
  top: number;
  halfPx: number;
}

/** A cable that leaves the level on screen. */
interface Riser {
  cable: DrawnCable;
  world: RoomPoint;
  isUp: boolean;
  toLevel: string;
}

interface Content {
  lines: Line[];
  symbols: Symbol[];
  risers: Riser[];
}

/**
 * The feeder network over the view: cables as lines of constant width, parts by the symbols of the drawings, with their values
 * where there is room. It lies over walls as the antennas' marks do, and under the floors that are above it. What is selected has
 * its way to the source and what it feeds marked on a canvas of its own.
 */
export class NetworkLayer {
  readonly #stage: Stage;
  readonly #base = createCanvas('network-lines');
  readonly #top = createCanvas('network-marks');
  #shown: Shown | undefined;
  #drawn: unknown[] = [];
  #content: Content = { lines: [], symbols: [], risers: [] };
  #labels: ReadonlyMap<string, NetworkLabel> = new Map();
  #selected: readonly RecordRef[] = [];
  #hovered: RecordRef | undefined;
  #projector: Projector | undefined;
  #isBaseOld = true;
  #isTopOld = true;
  #restTimer = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.canvas.after(this.#base, this.#top);
    stage.onRender(() => this.#place());
  }

  /** @param plan undefined while the layer is off */
  update(plan: Plan | undefined, view: ViewState, hovered: RecordRef | undefined): void {
    const drawing = plan && networkDrawing(plan);
    const now = [drawing, view.stacked, view.gapRatio, view.levelId, view.theme, language()];
    const isOther = now.some((value, index) => value !== this.#drawn[index]);
    const isMarked = view.selection !== this.#selected || hovered !== this.#hovered;
    if (!isOther && !isMarked) return;
    this.#selected = view.selection;
    this.#hovered = hovered;
    this.#isTopOld = true;
    if (isOther) {
      const labelled = this.#shown?.plan.network === plan?.network && now[5] === this.#drawn[5];
      this.#drawn = now;
      this.#isBaseOld = true;
      this.#shown = plan && drawing && { plan, view, drawing };
      this.#content = this.#shown ? contentOf(this.#shown) : { lines: [], symbols: [], risers: [] };
      if (!labelled) this.#labels = plan && drawing ? networkLabels(plan, language()) : new Map();
    }
    this.#stage.requestRender('overlay');
  }

  /** The part or cable of the network at a position on the canvas; parts first. @param reachPx how near counts as on it */
  pick(left: number, top: number, reachPx: number): RecordRef | undefined {
    if (!this.#shown) return undefined;
    let best: RecordRef | undefined;
    let bestPx = Number.POSITIVE_INFINITY;
    for (const { node, left: x, top: y, halfPx } of this.#content.symbols) {
      const awayPx = Math.hypot(x - left, y - top);
      if (halfPx === 0 || awayPx > Math.max(halfPx + 2, reachPx) || awayPx >= bestPx) continue;
      best = { kind: node.kind, id: node.id };
      bestPx = awayPx;
    }
    if (best) return best;
    for (const { cable, spots } of this.#content.lines) {
      const awayPx = toSpotsPx(spots, left, top);
      if (awayPx > reachPx || awayPx >= bestPx) continue;
      best = { kind: 'cable', id: cable.id };
      bestPx = awayPx;
    }
    return best;
  }

  #place(): void {
    const projector = this.#stage.projector;
    const isMoved = !isSameProjector(projector, this.#projector);
    if (!isMoved && !this.#isBaseOld && !this.#isTopOld) return;
    this.#projector = projector;
    const isQuick = isMoved && !this.#isBaseOld && this.#content.lines.length > symbolPx.crowd;
    if (isMoved || this.#isBaseOld) this.#drawBase(projector, isQuick);
    clearTimeout(this.#restTimer);
    if (isQuick) this.#restTimer = window.setTimeout(() => this.#drawAgain(), restMs);
    this.#drawTop(projector);
    this.#isBaseOld = this.#isTopOld = false;
  }

  #drawAgain(): void {
    this.#isBaseOld = true;
    this.#stage.requestRender('overlay');
  }

  /** @param isQuick the view moves: lines and symbols alone */
  #drawBase(projector: Projector, isQuick: boolean): void {
    const shown = this.#shown;
    // An empty canvas costs frames where pages are put together by the processor.
    this.#base.hidden = !shown;
    const context = shown && clearedContext(this.#base, projector);
    if (!context) return;
    const { plan, view } = shown;
    const scales = levelScales(this.#stage, shown);
    projectContent(this.#content, projector, scales);
    const style = networkColors[view.theme];
    const offsets = levelOffsetsM(plan, view);
    const rising = [...plan.levels].sort((a, b) => a.elevationM - b.elevationM);
    rising.forEach((level, index) => {
      if (!scales.has(level.id)) return;
      if (view.stacked && index > 0) coverBelow(context, this.#stage, level, offsets.get(level.id) ?? 0);
      const lines = this.#content.lines.filter((line) => line.level === level.id);
      strokeLines(context, lines, style, isQuick);
      const symbols = this.#content.symbols.filter(({ node }) => node.level === level.id);
      drawDots(context, symbols, style);
      for (const symbol of symbols) if (symbol.halfPx >= symbolPx.asDot) drawSymbol(context, symbol, style);
    });
    for (const riser of this.#content.risers) drawRiser(context, riser, projector, style);
    if (!isQuick) this.#drawLabels(context, shown, scales);
  }

  /** Values beside symbols, then sizes and lengths along cables, where nothing is yet. */
  #drawLabels(context: CanvasRenderingContext2D, { plan, view }: Shown, scales: LevelScales): void {
    const style = networkColors[view.theme];
    const taken = new TakenBoxes();
    for (const box of antennaBoxes(plan, view, this.#stage)) taken.add(box);
    for (const { left, top, halfPx } of this.#content.symbols) {
      const px = halfPx + 1;
      if (halfPx > 0) taken.add({ left: left - px, top: top - px, right: left + px, bottom: top + px });
    }
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    context.lineJoin = 'round';
    const chosen = new Set(this.#selected.map(({ id }) => id));
    for (const { node, left, top, halfPx } of this.#content.symbols) {
      const perM = scales.get(node.level) ?? 0;
      const label = this.#labels.get(node.id);
      if (!label || halfPx === 0 || node.partKind === 'load') continue;
      const isCrowd = this.#content.symbols.length > symbolPx.crowd;
      const fromPerM = isCrowd ? labelsFrom.number : labelsFrom.value;
      if (perM < fromPerM && !chosen.has(node.id)) continue;
      const isNumbered = perM >= labelsFrom.number || node.kind !== 'device' || chosen.has(node.id);
      const isNamed = node.kind === 'device' || perM >= labelsFrom.number || chosen.has(node.id);
      const both = isNumbered ? `${label.number} ${label.value}`.trim() : label.value;
      const words = isNamed ? both : label.number;
      placeLabel(context, words, { left, top, asidePx: halfPx + 4 }, { taken, style });
    }
    for (const { cable, level, spots } of this.#content.lines) {
      if ((scales.get(level) ?? 0) < labelsFrom.cable) continue;
      const label = this.#labels.get(cable.id);
      if (label) writeAlong(context, label.value, spots, { taken, style });
    }
  }

  #drawTop(projector: Projector): void {
    const shown = this.#shown;
    const selected = shown ? this.#selected.filter((ref) => isOfNetwork(ref) || ref.kind === 'antenna') : [];
    const isMarked = selected.length > 0;
    this.#base.classList.toggle('is-behind', isMarked);
    const hoveredId = this.#hovered && isOfNetwork(this.#hovered) ? this.#hovered.id : undefined;
    this.#top.hidden = !isMarked && hoveredId === undefined;
    const context = this.#top.hidden ? undefined : clearedContext(this.#top, projector);
    if (!context || !shown) return;
    const style = networkColors[shown.view.theme];
    const routes = selected.map(({ id }) => networkRoute(shown.drawing, id));
    const ids = new Set(selected.map(({ id }) => id));
    const isUp = (id: string) => routes.some(({ upstream }) => upstream.has(id));
    const isDown = (id: string) => routes.some(({ downstream }) => downstream.has(id));
    const { lines, symbols } = this.#content;
    const mark = (wanted: (id: string) => boolean, color: string, widthPx: number) => {
      const found = lines.filter(({ cable }) => wanted(cable.id));
      strokePath(context, found, style.casing, widthPx + 2 * casingPx);
      strokePath(context, found, color, widthPx);
    };
    mark((id) => isDown(id) && !ids.has(id), style.downstream, 2.5);
    mark((id) => isUp(id) && !ids.has(id), style.upstream, 3);
    mark((id) => ids.has(id), style.selected, 4);
    if (hoveredId !== undefined && !ids.has(hoveredId)) mark((id) => id === hoveredId, style.ink, 3.5);
    for (const symbol of symbols) {
      const { id } = symbol.node;
      const isOne = ids.has(id);
      if (!isOne && !isUp(id) && !isDown(id) && id !== hoveredId) continue;
      drawSymbol(context, symbol, style);
      if (isOne || id === hoveredId) ring(context, symbol, isOne ? style.selected : style.ink);
    }
    if (isMarked) markAntennas(context, shown, this.#stage, { style, isDown });
  }
}

type LevelScales = ReadonlyMap<string, number>;
type NetworkColors = (typeof networkColors)['light' | 'dark'];

function createCanvas(name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = `network-canvas ${name}`;
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

/** The canvas as large as the view, empty, in CSS pixels. */
function clearedContext(
  canvas: HTMLCanvasElement,
  { width, height }: Projector,
): CanvasRenderingContext2D | undefined {
  const ratio = Math.min(2, window.devicePixelRatio);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, wide, high);
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function isSameProjector(a: Projector, b: Projector | undefined): boolean {
  return (
    a.width === b?.width &&
    a.height === b.height &&
    a.elements.every((value, index) => value === b.elements[index])
  );
}

/** The lines, symbols and risers that are on screen, at their height in the view. */
function contentOf({ plan, view, drawing }: Shown): Content {
  const offsets = levelOffsetsM(plan, view);
  const elevations = new Map(plan.levels.map(({ id, elevationM }) => [id, elevationM]));
  const isSeen = (level: string) => view.stacked || level === view.levelId;
  const raised = (level: string, [x, y, zM]: RoomPoint): RoomPoint => [x, y, zM + (offsets.get(level) ?? 0)];
  const lines: Line[] = [];
  const risers: Riser[] = [];
  const add = (cable: DrawnCable, level: string, points: readonly RoomPoint[], isLed = false) => {
    const world = Float64Array.from(points.flat());
    lines.push({ cable, level, world, spots: new Float32Array((2 * world.length) / 3), isLed });
  };
  for (const cable of drawing.cables) {
    cable.runs.forEach(({ level, points, toLevel }, index) => {
      const isLed = cable.isLed && index === cable.runs.length - 1;
      if (isSeen(level))
        add(
          cable,
          level,
          points.map((point) => raised(level, point)),
          isLed,
        );
      const next = cable.runs[index + 1];
      if (toLevel === undefined || !next) return;
      const [end, start] = [points[points.length - 1], next.points[0]];
      const isUp = (elevations.get(toLevel) ?? 0) > (elevations.get(level) ?? 0);
      if (!view.stacked) {
        if (isSeen(level)) risers.push({ cable, world: raised(level, end), isUp, toLevel });
        if (isSeen(toLevel))
          risers.push({ cable, world: raised(toLevel, start), isUp: !isUp, toLevel: level });
        return;
      }
      // The floor that a riser passes hides what of it is below.
      const [low, lowEnd, high, highEnd] = isUp ? [level, end, toLevel, start] : [toLevel, start, level, end];
      const floor: RoomPoint = [highEnd[0], highEnd[1], offsets.get(high) ?? 0];
      add(cable, low, [raised(low, lowEnd), floor]);
      add(cable, high, [floor, raised(high, highEnd)]);
    });
  }
  const symbols = drawing.nodes
    .filter(({ level }) => isSeen(level))
    .map((node): Symbol => ({ node, world: raised(node.level, node.at), left: 0, top: 0, halfPx: 0 }));
  return { lines, symbols, risers };
}

/** Pixels of a metre in the middle of each level that is seen. */
function levelScales(stage: Stage, { plan, view }: Shown): LevelScales {
  const offsets = levelOffsetsM(plan, view);
  const seen = plan.levels.filter(({ id }) => view.stacked || id === view.levelId);
  return new Map(
    seen.map(({ id, outline }) => {
      const [x, y] = [0, 1].map(
        (axis) => outline.reduce((sum, point) => sum + point[axis], 0) / outline.length,
      );
      return [id, stage.pixelsPerM(x, y, offsets.get(id) ?? 0)];
    }),
  );
}

function projectContent({ lines, symbols }: Content, projector: Projector, scales: LevelScales): void {
  for (const { world, spots } of lines) {
    for (let at = 0; at < world.length / 3; at++) {
      projectInto(projector, world[3 * at], world[3 * at + 1], world[3 * at + 2], spots, 2 * at);
    }
  }
  const spot = new Float32Array(2);
  const isCrowd = symbols.length > symbolPx.crowd;
  const minPx = isCrowd ? symbolPx.minInCrowd : symbolPx.min;
  const perM = isCrowd ? symbolPx.perMInCrowd : symbolPx.perM;
  for (const symbol of symbols) {
    const { node, world } = symbol;
    projectInto(projector, ...world, spot, 0);
    const px = (scales.get(node.level) ?? 0) * perM;
    const halfPx = Math.min(symbolPx.max, Math.max(minPx, px));
    // Where symbols are dots, one stands for all of its location; loads end a port of a part that is there.
    const isHidden =
      !isOnCanvas(spot, projector) ||
      (node.slot > 0 && halfPx < symbolPx.asDot) ||
      (node.partKind === 'load' && halfPx < 6);
    symbol.left = spot[0] + node.slot * (2.6 * halfPx + 3);
    symbol.top = spot[1];
    symbol.halfPx = isHidden ? 0 : halfPx;
  }
}

/** Returns whether a symbol at a spot may be seen; false behind the camera. */
function isOnCanvas([left, top]: Float32Array, { width, height }: Projector): boolean {
  const px = 4 * symbolPx.max;
  return left > -px && top > -px && left < width + px && top < height + px;
}

function projectInto(
  { elements: e, width, height }: Projector,
  x: number,
  y: number,
  z: number,
  into: Float32Array,
  at: number,
): void {
  const w = e[3] * x + e[7] * y + e[11] * z + e[15];
  if (w <= 0) {
    into[at] = into[at + 1] = Number.NaN;
    return;
  }
  into[at] = (((e[0] * x + e[4] * y + e[8] * z + e[12]) / w + 1) / 2) * width;
  into[at + 1] = ((1 - (e[1] * x + e[5] * y + e[9] * z + e[13]) / w) / 2) * height;
}

/** Fades all that lies below a floor. */
function coverBelow(context: CanvasRenderingContext2D, stage: Stage, level: Level, floorM: number): void {
  context.save();
  context.globalCompositeOperation = 'destination-out';
  context.globalAlpha = 1 - throughFloor;
  context.beginPath();
  for (const ring of [level.outline, ...(level.holes ?? [])]) {
    const parts = stage.projectPath([...ring, ring[0]].map(([x, y]) => [x, y, floorM] as const));
    for (const part of parts) {
      for (const [index, { left, top }] of part.entries()) {
        if (index === 0) context.moveTo(left, top);
        else context.lineTo(left, top);
      }
    }
  }
  context.fill('evenodd');
  context.restore();
}

/** Cables by kind: the width by the diameter, fibres and data cables dashed as drawings have them. */
function strokeLines(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  style: NetworkColors,
  isQuick: boolean,
): void {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const { kind, diameterMm } = line.cable;
    const widthPx = kind === 'cable' ? Math.min(3, Math.max(1.5, 1 + diameterMm / 20)) : 1.4;
    const key = `${kind} ${widthPx.toFixed(2)} ${line.isLed}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  if (!isQuick) strokePath(context, lines, style.casing, 2 + 2 * casingPx);
  for (const [key, group] of groups) {
    const [kind, widthPx, isLed] = key.split(' ');
    const dash = isLed === 'true' ? [2, 3] : dashes[kind as DrawnCable['kind']];
    strokePath(context, group, style[kind as DrawnCable['kind']], Number(widthPx), dash);
  }
}

const dashes: Record<DrawnCable['kind'], readonly number[]> = {
  cable: [],
  fibre: [10, 3],
  'data-cable': [5, 3],
};

function strokePath(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  color: string,
  widthPx: number,
  dash: readonly number[] = [],
): void {
  if (lines.length === 0) return;
  context.beginPath();
  for (const { spots } of lines) {
    let isFirst = true;
    for (let at = 0; at < spots.length; at += 2) {
      if (Number.isNaN(spots[at])) isFirst = true;
      else if (isFirst) {
        context.moveTo(spots[at], spots[at + 1]);
        isFirst = false;
      } else context.lineTo(spots[at], spots[at + 1]);
    }
  }
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

/** Outlines of a symbol, one wide from the middle. */
interface SymbolPath {
  path: Path2D;
  isFilled: boolean;
  /** Filled with ink instead of the ground. */
  isInk: boolean;
  isThin: boolean;
}

const symbolPaths = new Map<string, readonly SymbolPath[]>();

/** The symbol of the drawings, as paths. */
function pathsOf(kind: CatalogPart['kind'] | undefined): readonly SymbolPath[] {
  const found = symbolPaths.get(kind ?? '');
  if (found) return found;
  const made = partSymbol(kind ?? 'accessory', [0, 0], 1).flatMap((mark): SymbolPath[] => {
    const path = new Path2D();
    if (mark.kind === 'circle') path.arc(...mark.center, mark.radiusMm, 0, 2 * Math.PI);
    else if (mark.kind === 'path') traceMark(path, mark);
    else return [];
    const isInk = mark.fill !== undefined && mark.fill !== '#ffffff';
    const isThin = (mark.pen?.widthMm ?? 0) < 0.3;
    return [{ path, isFilled: mark.fill !== undefined, isInk, isThin }];
  });
  symbolPaths.set(kind ?? '', made);
  return made;
}

function traceMark(path: Path2D, { points, closed }: Extract<Mark, { kind: 'path' }>): void {
  for (const [x, y] of points) path.lineTo(x, y);
  if (closed) path.closePath();
}

/** Symbols that are too small to be told apart, all at once. */
function drawDots(context: CanvasRenderingContext2D, symbols: readonly Symbol[], style: NetworkColors): void {
  const dots = symbols.filter(({ halfPx }) => halfPx > 0 && halfPx < symbolPx.asDot);
  if (dots.length === 0) return;
  context.beginPath();
  for (const { left, top, halfPx } of dots) context.rect(left - halfPx, top - halfPx, 2 * halfPx, 2 * halfPx);
  context.fillStyle = style.ground;
  context.fill();
  context.strokeStyle = style.ink;
  context.lineWidth = 1;
  context.stroke();
}

function drawSymbol(
  context: CanvasRenderingContext2D,
  { node, left, top, halfPx }: Symbol,
  style: NetworkColors,
): void {
  if (halfPx === 0) return;
  if (node.slot > 0) {
    context.beginPath();
    context.moveTo(left - 2.6 * halfPx - 3, top);
    context.lineTo(left, top);
    context.strokeStyle = style.ink;
    context.lineWidth = 0.75;
    context.stroke();
  }
  context.save();
  context.translate(left, top);
  if (halfPx < symbolPx.asDot) {
    context.beginPath();
    context.arc(0, 0, halfPx, 0, 2 * Math.PI);
    context.fillStyle = node.kind === 'device' ? style.ground : style.ink;
    context.fill();
    context.strokeStyle = style.ink;
    context.lineWidth = 1;
    context.stroke();
  } else {
    context.scale(halfPx, halfPx);
    for (const { path, isFilled, isInk, isThin } of pathsOf(node.partKind)) {
      context.fillStyle = isInk ? style.ink : style.ground;
      if (isFilled) context.fill(path);
      context.strokeStyle = style.ink;
      context.lineWidth = (isThin ? 1 : 1.5) / halfPx;
      if (!isInk) context.stroke(path);
    }
    if (node.locked) drawLock(context, style);
  }
  context.restore();
}

/** A padlock at the corner of a symbol: it was set by hand. */
function drawLock(context: CanvasRenderingContext2D, style: NetworkColors): void {
  context.beginPath();
  context.arc(1.15, -1.25, 0.3, Math.PI, 0);
  context.strokeStyle = style.selected;
  context.lineWidth = 0.2;
  context.stroke();
  context.fillStyle = style.selected;
  context.fillRect(0.72, -1.25, 0.86, 0.65);
}

/** A ring with an arrow where a cable leaves the level, and the level that it goes to. */
function drawRiser(
  context: CanvasRenderingContext2D,
  { world, isUp, toLevel }: Riser,
  projector: Projector,
  style: NetworkColors,
): void {
  const spot = new Float32Array(2);
  projectInto(projector, ...world, spot, 0);
  if (Number.isNaN(spot[0])) return;
  const [left, top] = spot;
  context.beginPath();
  context.arc(left, top, 7, 0, 2 * Math.PI);
  context.fillStyle = style.ground;
  context.fill();
  context.strokeStyle = style.cable;
  context.lineWidth = 1.5;
  context.stroke();
  const tip = isUp ? -4 : 4;
  context.beginPath();
  context.moveTo(left, top - tip);
  context.lineTo(left, top + tip);
  context.moveTo(left - 2.5, top + tip / 3);
  context.lineTo(left, top + tip);
  context.lineTo(left + 2.5, top + tip / 3);
  context.stroke();
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  writeText(context, `${isUp ? '↑' : '↓'} ${toLevel}`, left + 10, top - 8, style);
}

function ring(
  context: CanvasRenderingContext2D,
  { left, top, halfPx }: { left: number; top: number; halfPx: number },
  color: string,
): void {
  if (halfPx === 0) return;
  context.beginPath();
  context.arc(left, top, halfPx + 5, 0, 2 * Math.PI);
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.stroke();
}

/** Antennas that what is selected feeds. */
function markAntennas(
  context: CanvasRenderingContext2D,
  { plan, view }: Shown,
  stage: Stage,
  { style, isDown }: { style: NetworkColors; isDown(id: string): boolean },
): void {
  const offsets = levelOffsetsM(plan, view);
  for (const antenna of plan.antennas) {
    if (!isDown(antenna.id) || !(view.stacked || antenna.level === view.levelId)) continue;
    const [x, y] = antennaLocation(antenna);
    const { left, top, visible } = stage.project(x, y, (offsets.get(antenna.level) ?? 0) + antenna.heightM);
    if (visible) ring(context, { left, top, halfPx: 6 }, style.downstream);
  }
}

function antennaBoxes(plan: Plan, view: ViewState, stage: Stage): LabelBox[] {
  const offsets = levelOffsetsM(plan, view);
  return plan.antennas.flatMap((antenna): LabelBox[] => {
    if (!view.stacked && antenna.level !== view.levelId) return [];
    const [x, y] = antennaLocation(antenna);
    const { left, top } = stage.project(x, y, (offsets.get(antenna.level) ?? 0) + antenna.heightM);
    const right = left + 17 + labelWidthPx(antenna.id);
    return [{ left: left - 9, top: top - 9, right, bottom: top + 9 }];
  });
}

/** Labels and symbols by squares of the canvas: among thousands each is compared with a few. */
class TakenBoxes {
  readonly #bySquare = new Map<string, LabelBox[]>();

  add(box: LabelBox): void {
    for (const key of squaresOf(box)) {
      const known = this.#bySquare.get(key);
      if (known) known.push(box);
      else this.#bySquare.set(key, [box]);
    }
  }

  isFree(box: LabelBox): boolean {
    return squaresOf(box).every((key) => isFreeOf(box, this.#bySquare.get(key) ?? []));
  }
}

const squarePx = 64;

function squaresOf({ left, top, right, bottom }: LabelBox): string[] {
  const [from, to] = [Math.floor(left / squarePx), Math.floor(right / squarePx)];
  const keys: string[] = [];
  for (let column = from; column <= to; column++)
    for (let row = Math.floor(top / squarePx); row * squarePx <= bottom; row++) keys.push(`${column} ${row}`);
  return keys;
}

interface LabelRoom {
  taken: TakenBoxes;
  style: NetworkColors;
}

/** Writes words right, left, above or below a symbol, wherever there is room; nowhere without. */
function placeLabel(
  context: CanvasRenderingContext2D,
  words: string,
  { left, top, asidePx }: { left: number; top: number; asidePx: number },
  { taken, style }: LabelRoom,
): void {
  const widthPx = labelWidthPx(words);
  const half = lineHeightPx / 2;
  const spots = [
    [left + asidePx, top - half],
    [left - widthPx / 2, top + asidePx],
    [left - widthPx / 2, top - asidePx - lineHeightPx],
    [left - asidePx - widthPx, top - half],
  ];
  for (const [x, y] of spots) {
    const box = { left: x, top: y, right: x + widthPx, bottom: y + lineHeightPx };
    if (!taken.isFree(box)) continue;
    taken.add(box);
    writeText(context, words, x, y + lineHeightPx - 3, style);
    return;
  }
}

/** Writes words along the longest straight piece of a cable, where it is long enough. */
function writeAlong(
  context: CanvasRenderingContext2D,
  words: string,
  spots: Float32Array,
  { taken, style }: LabelRoom,
): void {
  const widthPx = labelWidthPx(words);
  let best = -1;
  let bestPx = widthPx + 16;
  for (let at = 2; at < spots.length; at += 2) {
    const px = Math.hypot(spots[at] - spots[at - 2], spots[at + 1] - spots[at - 1]);
    if (px <= bestPx) continue;
    best = at;
    bestPx = px;
  }
  if (best < 0) return;
  const [dx, dy] = [spots[best] - spots[best - 2], spots[best + 1] - spots[best - 1]];
  const turned = Math.atan2(dy, dx);
  const angle = turned > Math.PI / 2 ? turned - Math.PI : turned <= -Math.PI / 2 ? turned + Math.PI : turned;
  const [x, y] = [(spots[best] + spots[best - 2]) / 2, (spots[best + 1] + spots[best - 1]) / 2];
  const half = {
    x: (Math.abs(Math.cos(angle)) * widthPx + Math.abs(Math.sin(angle)) * 2 * lineHeightPx) / 2,
    y: (Math.abs(Math.sin(angle)) * widthPx + Math.abs(Math.cos(angle)) * 2 * lineHeightPx) / 2,
  };
  const box = { left: x - half.x, top: y - half.y, right: x + half.x, bottom: y + half.y };
  if (!taken.isFree(box)) return;
  taken.add(box);
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  writeText(context, words, -widthPx / 2, -5, style);
  context.restore();
}

function writeText(
  context: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  { casing, ink }: NetworkColors,
): void {
  context.strokeStyle = casing;
  context.lineWidth = 3;
  context.strokeText(words, x, y);
  context.fillStyle = ink;
  context.fillText(words, x, y);
}

/** Least distance from a position to a line on the canvas, CSS pixels. */
function toSpotsPx(spots: Float32Array, left: number, top: number): number {
  let minPx = Number.POSITIVE_INFINITY;
  for (let at = 2; at < spots.length; at += 2) {
    const [ax, ay, bx, by] = [spots[at - 2], spots[at - 1], spots[at], spots[at + 1]];
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length2 === 0 ? 0 : ((left - ax) * (bx - ax) + (top - ay) * (by - ay)) / length2;
    const ratio = Math.min(1, Math.max(0, along));
    const px = Math.hypot(left - ax - ratio * (bx - ax), top - ay - ratio * (by - ay));
    if (px < minPx) minPx = px;
  }
  return minPx;
}
