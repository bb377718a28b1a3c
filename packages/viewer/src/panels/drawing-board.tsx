import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { doubtColors, recognisedColors } from '../store/class-colors.ts';
import { apartM, isInRing } from '../store/plane-geometry.ts';
import {
  type ChosenPart,
  type DrawnLine,
  type DrawnPoint,
  isInBox,
  isSameBox,
  isSameLine,
  type LineAnswer,
  nearestEnd,
  nearestLine,
} from '../store/pointed.ts';
import {
  SheetCanvas,
  type SheetColors,
  type SheetHands,
  type SheetOverlay,
  type SheetPoint,
} from './sheet-canvas.ts';
import { useAppState } from './use-app.tsx';
import { type Pointable, usePointable, usePointing } from './use-pointable.ts';

/** How near to a thing counts as on it, CSS pixels. */
const reachPixels = 9;
const handlePixels = 4;
const minCorners = 3;
/** Lines that are chosen together. */
const maxChosen = 1000;

const sheetColors: Record<'light' | 'dark', SheetColors> = {
  light: { ink: '#6f777e', shown: '#0b6b84', mark: doubtColors.chosen },
  dark: { ink: '#97a2aa', shown: '#58c4e0', mark: doubtColors.chosen },
};

/** Colours of what is pointed at; each differs in width or dashes too. */
const boardColors = {
  light: {
    part: '#0b6b84',
    outline: '#0050c8',
    candidate: '#7a3fb0',
    draft: doubtColors.chosen,
    noWall: '#c8153c',
    text: '#1d2126',
  },
  dark: {
    part: '#58c4e0',
    outline: '#6fa8ff',
    candidate: '#c79bf2',
    draft: doubtColors.chosen,
    noWall: '#ff6f88',
    text: '#f2f4f5',
  },
} as const;

/** The whole drawing of a review, over the plan, to point at. */
export default function ReviewBoard() {
  const pointable = usePointable();
  if (!pointable) return null;
  return <DrawingBoard pointable={pointable} />;
}

/** A drawing in its own coordinates on which parts, outlines and lines are pointed at. */
export function DrawingBoard({ pointable, layer }: { pointable: Pointable; layer?: string }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const [hovered, setHovered] = useState<SheetPoint>();
  /** The ring of a level while a corner of it is dragged. */
  const [dragged, setDragged] = useState<DrawnPoint[]>();
  const place = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<SheetCanvas>();
  const hands = useHands(pointable, { setDragged, setHovered });
  const current = useRef(hands);
  useLayoutEffect(() => {
    current.current = hands;
  });
  useLayoutEffect(() => {
    const made = new SheetCanvas({
      click: (point) => current.current.click?.(point),
      hover: (point) => current.current.hover?.(point),
      press: (point) => current.current.press?.(point) ?? false,
      drag: (point) => current.current.drag?.(point),
      release: () => current.current.release?.(),
    });
    place.current?.append(made.element);
    setSheet(made);
    return () => made.element.remove();
  }, []);
  useBoardKeys(pointable);
  const { lines } = pointable;
  const { pointing } = usePointing();
  useLook(sheet, pointable);
  const image = useImage(pointable.scan);
  const content = useMemo(
    () => ({ kind: 'lines', lines, shownLayer: layer, image }) as const,
    [lines, layer, image],
  );
  useLayoutEffect(() => {
    const overlay: SheetOverlay = (context, spotOf, scale) => {
      const frame = boardFrame(pointable, spotOf);
      const { mode } = pointing;
      const shown = { hovered, dragged, pointing, scale, colors: boardColors[theme], theme };
      drawLevels(context, pointable, { ...shown, ...frame });
      drawGivenLines(context, pointable, { ...shown, ...frame });
      if (mode === 'outline') drawCandidates(context, pointable, { ...shown, ...frame });
      if (mode === 'parts' || mode === 'box') drawParts(context, pointable, { ...shown, ...frame });
      drawDraft(context, pointable, { ...shown, ...frame });
    };
    sheet?.show(content, { overlay }, sheetColors[theme]);
  }, [sheet, content, pointable, pointing, hovered, dragged, theme]);
  return <div className="sheet-place board" data-mode={pointing.mode} ref={place} />;
}

/** Shows all of the drawing where parts are chosen, else the level that is drawn on as large as it can be. */
function useLook(sheet: SheetCanvas | undefined, pointable: Pointable): void {
  const { pointing } = usePointing();
  const isWhole = pointing.mode === 'parts' || pointing.mode === 'box';
  const levelId = pointable.level?.id;
  const look = useEffectEvent((board: SheetCanvas | undefined, subject: string | undefined) => {
    const [x0, y0] = pointable.origin;
    const { level, corrections } = pointable;
    const box = level ? boxAround(level.ring) : corrections.parts?.at(-1)?.box;
    if (subject === undefined || !box) {
      board?.fit();
      return;
    }
    const [minX, minY, maxX, maxY] = box;
    const margin = 0.05 * Math.max(maxX - minX, maxY - minY);
    board?.fitTo([minX - x0 - margin, y0 - maxY - margin, maxX - x0 + margin, y0 - minY + margin]);
  });
  const subject = isWhole ? undefined : (levelId ?? '');
  useEffect(() => look(sheet, subject), [sheet, subject]);
}

/** The file as an image once it is loaded; undefined where it is none. */
export function useImage(file: Blob | undefined): HTMLImageElement | undefined {
  const [loaded, setLoaded] = useState<HTMLImageElement>();
  useEffect(() => {
    if (!file) return;
    const image = new Image();
    image.addEventListener('load', () => setLoaded(image));
    image.src = URL.createObjectURL(file);
    return () => URL.revokeObjectURL(image.src);
  }, [file]);
  return loaded;
}

interface Frame {
  /** The point of the canvas where a point of the drawing lies. */
  spot(point: Readonly<DrawnPoint>): [number, number];
}

function boardFrame({ origin: [x0, y0] }: Pointable, spotOf: Parameters<SheetOverlay>[1]): Frame {
  return { spot: ([x, y]) => spotOf([x - x0, y0 - y]) };
}

/** The point of the drawing under the pointer. */
function drawnPoint({ origin: [x0, y0] }: Pointable, { at: [x, y] }: SheetPoint): DrawnPoint {
  return [x + x0, y0 - y];
}

/** The end of a line near the pointer, else where the pointer is; with Shift straight on from the last corner. */
function snapped(pointable: Pointable, point: SheetPoint, last: DrawnPoint | undefined): DrawnPoint {
  const { lines, origin } = pointable;
  const free = drawnPoint(pointable, point);
  const local: DrawnPoint = [point.at[0], -point.at[1]];
  const end = nearestEnd(lines.segmentsM, local, reachPixels / point.scale);
  if (end) return [end[0] + origin[0], end[1] + origin[1]];
  if (!last || !point.shift) return free;
  const isAcross = Math.abs(free[0] - last[0]) > Math.abs(free[1] - last[1]);
  return isAcross ? [free[0], last[1]] : [last[0], free[1]];
}

interface BoardState {
  setDragged(ring: DrawnPoint[] | undefined): void;
  setHovered(point: SheetPoint | undefined): void;
}

/** Hands of each mode work on these. */
interface Gesture extends BoardState {
  pointable: Pointable;
  now: ReturnType<typeof usePointing>['now'];
  patch: ReturnType<typeof usePointing>['patch'];
  /** The ring or rectangle that is dragged, and which of its corners. */
  held: { current: { ring: DrawnPoint[]; index: number } | undefined };
}

/** Hands for what is pointed at now. */
function useHands(pointable: Pointable, state: BoardState): SheetHands {
  const { pointing, now, patch } = usePointing();
  const held = useRef<{ ring: DrawnPoint[]; index: number }>(undefined);
  const gesture: Gesture = { ...state, pointable, now, patch, held };
  const hands: Record<typeof pointing.mode, () => SheetHands> = {
    parts: () => ({ click: (point) => choosePart(pointable, drawnPoint(pointable, point)) }),
    box: () => boxHands(gesture),
    outline: () => outlineHands(gesture),
    draw: () => drawHands(gesture),
    lines: () => lineHands(gesture),
  };
  return { hover: state.setHovered, ...hands[pointing.mode]() };
}

/** Two corners of a part. */
function boxHands({ pointable, now, patch }: Gesture): SheetHands {
  return {
    click(point) {
      const { draft } = now();
      const corner = snapped(pointable, point, undefined);
      if (draft.length === 0) return patch({ draft: [corner] });
      const box = boxAround([draft[0], corner]);
      if (box[0] === box[2] || box[1] === box[3]) return;
      pointable.choose(box);
      patch({ draft: [], mode: 'parts' });
    },
  };
}

/** Corner after corner of an outline; the first one closes it. */
function drawHands({ pointable, now, patch }: Gesture): SheetHands {
  return {
    click(point) {
      const { draft } = now();
      const corner = snapped(pointable, point, draft.at(-1));
      const isClosing = draft.length >= minCorners && apartM(corner, draft[0]) <= reachPixels / point.scale;
      if (isClosing) return pointable.closeOutline(draft);
      if (draft.length > 0 && apartM(corner, draft[draft.length - 1]) === 0) return;
      patch({ draft: [...draft, corner], isCrossing: false });
    },
  };
}

/** Lines one by one; a rectangle that is drawn with Shift takes all in it. */
function lineHands({ pointable, now, patch, held, setDragged }: Gesture): SheetHands {
  return {
    click(point) {
      setDragged(undefined);
      pickLine(pointable, point, now().lines, patch);
    },
    press(point) {
      held.current = point.shift ? { ring: [drawnPoint(pointable, point)], index: 0 } : undefined;
      return point.shift;
    },
    drag(point) {
      if (!held.current) return;
      held.current.ring = [held.current.ring[0], drawnPoint(pointable, point)];
      setDragged(cornersOf(boxAround(held.current.ring)));
    },
    release() {
      if (held.current) patch({ lines: linesIn(pointable, boxAround(held.current.ring), now().lines) });
      held.current = undefined;
      setDragged(undefined);
    },
  };
}

/** Corners of the level's edge. */
function outlineHands({ pointable, held, setDragged, setHovered }: Gesture): SheetHands {
  return {
    click(point) {
      held.current = undefined;
      setDragged(undefined);
      clickOutline(pointable, point);
    },
    press(point) {
      held.current = handleAt(pointable, pointable.level?.ring ?? [], point);
      setDragged(held.current?.ring);
      return held.current !== undefined;
    },
    drag(point) {
      if (!held.current) return;
      const { ring: before, index } = held.current;
      const corner = snapped(pointable, point, before.at(index - 1));
      held.current = { ring: before.map((each, k) => (k === index ? corner : each)), index };
      setDragged(held.current.ring);
      setHovered(point);
    },
    release() {
      if (held.current) pointable.setOutline(held.current.ring);
      held.current = undefined;
      setDragged(undefined);
    },
  };
}

/** The corner of a ring under the pointer, or a new one in the middle of a side. */
function handleAt(
  pointable: Pointable,
  ring: readonly DrawnPoint[],
  point: SheetPoint,
): { ring: DrawnPoint[]; index: number } | undefined {
  const at = drawnPoint(pointable, point);
  const reach = reachPixels / point.scale;
  const corner = ring.findIndex((each) => apartM(each, at) <= reach);
  if (corner >= 0) return { ring: [...ring], index: corner };
  const side = ring.findIndex((each, k) => apartM(middleOf(each, ring[(k + 1) % ring.length]), at) <= reach);
  if (side < 0) return undefined;
  const middle = middleOf(ring[side], ring[(side + 1) % ring.length]);
  return { ring: [...ring.slice(0, side + 1), middle, ...ring.slice(side + 1)], index: side + 1 };
}

/** A click with Shift takes a corner away; one on another level's floor goes there. */
function clickOutline(pointable: Pointable, point: SheetPoint): void {
  const at = drawnPoint(pointable, point);
  const ring = pointable.level?.ring ?? [];
  const corner = ring.findIndex((each) => apartM(each, at) <= reachPixels / point.scale);
  if (corner >= 0) {
    if (point.shift && ring.length > minCorners) pointable.setOutline(ring.filter((_, k) => k !== corner));
    return;
  }
  const other = pointable.levels.find((level) => level !== pointable.level && isInRing(level.ring, at));
  if (other) pointable.goTo(other.id);
}

/** The smallest box there is chosen, or put back. */
function choosePart(pointable: Pointable, at: DrawnPoint): void {
  const box = partAt(pointable, at);
  if (box) pointable.choose(box);
}

function partAt({ boxes }: Pointable, at: DrawnPoint): ChosenPart['box'] | undefined {
  const areaOf = ([minX, minY, maxX, maxY]: ChosenPart['box']) => (maxX - minX) * (maxY - minY);
  return boxes
    .map(({ box }) => box)
    .filter((box) => isInBox(at, box))
    .sort((p, q) => areaOf(p) - areaOf(q))[0];
}

function pickLine(
  pointable: Pointable,
  point: SheetPoint,
  chosen: readonly DrawnLine[],
  patch: ReturnType<typeof usePointing>['patch'],
): void {
  const line = lineAt(pointable, point);
  const others = chosen.filter((each) => !line || !isSameLine(each, line));
  const added = line && others.length === chosen.length ? [line] : [];
  patch({ lines: point.shift || others.length < chosen.length ? [...others, ...added] : added });
}

/** The lines chosen with those that lie in a box, as many as can be said at once. */
function linesIn(
  { lines: { segmentsM }, origin: [x0, y0] }: Pointable,
  box: ChosenPart['box'],
  chosen: readonly DrawnLine[],
): DrawnLine[] {
  const found = [...chosen];
  for (let k = 0; k < segmentsM.length && found.length < maxChosen; k += 4) {
    const [ax, ay, bx, by] = segmentsM.subarray(k, k + 4);
    const line: DrawnLine = [
      [ax + x0, ay + y0],
      [bx + x0, by + y0],
    ];
    const isNew = (ax !== bx || ay !== by) && line.every((end) => isInBox(end, box));
    if (isNew && !chosen.some((each) => isSameLine(each, line))) found.push(line);
  }
  return found;
}

/** The drawn line under the pointer. */
function lineAt(
  { lines: { segmentsM }, origin: [x0, y0] }: Pointable,
  point: SheetPoint,
): DrawnLine | undefined {
  const k = nearestLine(segmentsM, [point.at[0], -point.at[1]], reachPixels / point.scale);
  if (k === undefined) return undefined;
  const [ax, ay, bx, by] = segmentsM.subarray(k, k + 4);
  if (ax === bx && ay === by) return undefined;
  return [
    [ax + x0, ay + y0],
    [bx + x0, by + y0],
  ];
}

/** Enter, Escape and Backspace while something is drawn; letters for chosen lines. Others' keys stay theirs. */
function useBoardKeys(pointable: Pointable): void {
  const { now, patch } = usePointing();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, select, textarea, [role="dialog"]'))
      return;
    if (event.altKey) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey;
    if ((event.ctrlKey || event.metaKey) && !isUndo) return;
    const isDone = press(isUndo ? 'Backspace' : event.key);
    if (!isDone && !(isUndo && pointable.takeBack)) return;
    if (!isDone) pointable.takeBack?.();
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  const press = (key: string): boolean => {
    const { mode, draft, lines } = now();
    if (mode === 'draw' || mode === 'box') {
      if (key === 'Escape')
        patch({ draft: [], isCrossing: false, mode: mode === 'draw' ? 'outline' : 'parts' });
      else if (key === 'Backspace' && draft.length > 0)
        patch({ draft: draft.slice(0, -1), isCrossing: false });
      else if (key === 'Enter' && mode === 'draw' && draft.length >= minCorners)
        pointable.closeOutline(draft);
      else return false;
      return true;
    }
    if (mode !== 'lines' || lines.length === 0) return false;
    const answers: Record<string, LineAnswer> = { w: 'wall', n: 'noWall' };
    const as = answers[key.toLowerCase()];
    if (as) pointable.answerLines(lines, as);
    else if (key === 'Escape') patch({ lines: [] });
    else return false;
    return true;
  };
  const listen = useCallback((event: KeyboardEvent) => onKey(event), []);
  useEffect(() => {
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [listen]);
}

interface Shown extends Frame {
  hovered: SheetPoint | undefined;
  dragged: DrawnPoint[] | undefined;
  pointing: ReturnType<typeof usePointing>['pointing'];
  scale: number;
  colors: (typeof boardColors)['light' | 'dark'];
  theme: 'light' | 'dark';
}

function trace(
  context: CanvasRenderingContext2D,
  points: readonly DrawnPoint[],
  { spot }: Frame,
  isClosed: boolean,
): void {
  context.beginPath();
  points.forEach((point, k) => {
    const [x, y] = spot(point);
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  if (isClosed) context.closePath();
}

/** Recognised walls, as wide as they are, and the edge of each floor; that of the level on screen to be dragged. */
function drawLevels(context: CanvasRenderingContext2D, pointable: Pointable, shown: Shown): void {
  const { colors, theme, pointing, dragged, scale } = shown;
  context.strokeStyle = recognisedColors[theme].concrete;
  context.globalAlpha = 0.75;
  for (const { line, width } of pointable.walls) {
    context.lineWidth = Math.max(1.5, width * scale);
    trace(context, line, shown, false);
    context.stroke();
  }
  context.globalAlpha = 1;
  const isOutline = pointing.mode === 'outline';
  for (const level of pointable.levels) {
    const isCurrent = level === pointable.level;
    const ring = isCurrent && isOutline && dragged ? dragged : level.ring;
    context.strokeStyle = colors.outline;
    context.lineWidth = isCurrent ? 2.5 : 1.5;
    context.setLineDash(isCurrent ? [] : [6, 4]);
    trace(context, ring, shown, true);
    context.stroke();
    context.setLineDash([]);
    if (isCurrent && isOutline) drawHandles(context, ring, shown);
  }
}

/** Edges that the floor may have, dashed and numbered as in the list; the one that is looked at is filled. */
function drawCandidates(context: CanvasRenderingContext2D, pointable: Pointable, shown: Shown): void {
  const { colors, pointing } = shown;
  pointable.candidates.forEach(({ ring, isTaken }, k) => {
    const isLookedAt = pointing.candidate === k;
    context.strokeStyle = context.fillStyle = colors.candidate;
    context.lineWidth = isLookedAt ? 3 : 1.5;
    context.setLineDash(isLookedAt ? [] : [3, 4]);
    trace(context, ring, shown, true);
    if (isLookedAt) {
      context.globalAlpha = 0.14;
      context.fill();
      context.globalAlpha = 1;
    }
    if (isLookedAt || !isTaken) context.stroke();
    context.setLineDash([]);
  });
  const at = pointing.candidate;
  const looked = at === undefined ? undefined : pointable.candidates[at];
  if (!looked) return;
  const spots = looked.ring.map((corner) => shown.spot(corner));
  const [left, top] = spots.reduce((best, spot) => (spot[0] + spot[1] < best[0] + best[1] ? spot : best));
  drawNumber(context, String(at! + 1), [left, top], colors.candidate);
}

function drawHandles(context: CanvasRenderingContext2D, ring: readonly DrawnPoint[], shown: Shown): void {
  context.fillStyle = shown.theme === 'dark' ? '#1d2125' : '#ffffff';
  context.strokeStyle = shown.colors.outline;
  context.lineWidth = 1.5;
  ring.forEach((corner, k) => {
    const [x, y] = shown.spot(corner);
    const half = handlePixels;
    context.beginPath();
    context.rect(x - half, y - half, 2 * half, 2 * half);
    context.fill();
    context.stroke();
    const next = shown.spot(ring[(k + 1) % ring.length]);
    // Sides too short to be grabbed have no handle.
    if (Math.hypot(next[0] - x, next[1] - y) < 6 * half) return;
    context.beginPath();
    context.arc((x + next[0]) / 2, (y + next[1]) / 2, half - 1, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

/** Lines that were said to be walls or none, those chosen, and the one under the pointer. */
function drawGivenLines(context: CanvasRenderingContext2D, pointable: Pointable, shown: Shown): void {
  const { colors, theme, pointing, hovered } = shown;
  const { wall = [], noWall = [] } = pointable.corrections.lines ?? {};
  const stroke = (lines: readonly DrawnLine[], color: string, dash: number[], width: number) => {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dash);
    for (const line of lines) {
      trace(context, line, shown, false);
      context.stroke();
    }
    context.setLineDash([]);
  };
  stroke(wall, recognisedColors[theme].concrete, [], 3);
  stroke(noWall, colors.noWall, [3, 4], 3);
  if (pointing.mode !== 'lines') return;
  const { dragged } = shown;
  if (dragged) {
    context.strokeStyle = colors.draft;
    context.lineWidth = 1.5;
    trace(context, dragged, shown, true);
    context.stroke();
  }
  const under = hovered && lineAt(pointable, hovered);
  if (under) stroke([under], colors.part, [], 4);
  stroke(pointing.lines, colors.draft, [], 4);
}

function drawParts(context: CanvasRenderingContext2D, pointable: Pointable, shown: Shown): void {
  const { colors, hovered, pointing } = shown;
  const chosen = pointable.corrections.parts ?? [];
  const under =
    hovered && pointing.mode === 'parts' ? partAt(pointable, drawnPoint(pointable, hovered)) : undefined;
  pointable.boxes.forEach(({ box }, k) => {
    const isChosen = chosen.some((each) => isSameBox(each.box, box));
    const [left, top] = shown.spot([box[0], box[3]]);
    const [right, bottom] = shown.spot([box[2], box[1]]);
    context.strokeStyle = context.fillStyle = colors.part;
    context.globalAlpha = isChosen ? 0.16 : under === box ? 0.1 : 0;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    context.lineWidth = isChosen ? 3 : 1.5;
    context.setLineDash(isChosen ? [] : [8, 5]);
    context.strokeRect(left, top, right - left, bottom - top);
    context.setLineDash([]);
    drawNumber(context, String(k + 1), [left, top], colors.part);
  });
}

function drawNumber(
  context: CanvasRenderingContext2D,
  number: string,
  [left, top]: [number, number],
  color: string,
): void {
  context.font = '600 13px system-ui, sans-serif';
  const width = context.measureText(number).width + 12;
  context.fillStyle = color;
  context.fillRect(left, top, width, 20);
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  context.fillText(number, left + 6, top + 11);
}

/** The outline or box under way, to the pointer. */
function drawDraft(context: CanvasRenderingContext2D, pointable: Pointable, shown: Shown): void {
  const { pointing, hovered, colors, scale } = shown;
  const { mode, draft } = pointing;
  if (mode !== 'draw' && mode !== 'box') return;
  const next = hovered && snapped(pointable, hovered, mode === 'draw' ? draft.at(-1) : undefined);
  context.strokeStyle = context.fillStyle = colors.draft;
  context.lineWidth = 2;
  if (next) drawSnap(context, shown.spot(next));
  if (draft.length === 0) return;
  if (mode === 'box') {
    trace(context, cornersOf(boxAround([draft[0], next ?? draft[0]])), shown, true);
    context.stroke();
    return;
  }
  const isClosing = next && draft.length >= minCorners && apartM(next, draft[0]) <= reachPixels / scale;
  const ring = next && !isClosing ? [...draft, next] : draft;
  if (ring.length >= minCorners) {
    trace(context, ring, shown, true);
    context.globalAlpha = 0.1;
    context.fill();
    context.globalAlpha = 1;
  }
  trace(context, ring, shown, isClosing === true);
  context.stroke();
  for (const corner of draft) {
    const [x, y] = shown.spot(corner);
    context.fillRect(x - 3, y - 3, 6, 6);
  }
}

function drawSnap(context: CanvasRenderingContext2D, [x, y]: [number, number]): void {
  context.strokeRect(x - 5, y - 5, 10, 10);
}

function boxAround(points: readonly DrawnPoint[]): ChosenPart['box'] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function cornersOf([minX, minY, maxX, maxY]: ChosenPart['box']): DrawnPoint[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

function middleOf([ax, ay]: DrawnPoint, [bx, by]: DrawnPoint): DrawnPoint {
  return [(ax + bx) / 2, (ay + by) / 2];
}
