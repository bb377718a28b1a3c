import { type DrawingPart, type LevelOutlines, type OutlineCandidate, onlyLevel } from '@diku/engine/import';
import { planToDrawing } from '@diku/engine/plan';
import { useMemo } from 'react';
import type { App } from '../app/app.ts';
import { isSimpleRing } from '../store/edits/shift-record.ts';
import { isRaster, type LevelDrawingLines } from '../store/imported.ts';
import { isInRing } from '../store/plane-geometry.ts';
import {
  applyPointed,
  type ChosenPart,
  type DrawnLine,
  type DrawnPoint,
  freeLevelId,
  isInBox,
  isPointed,
  isSameBox,
  type LineAnswer,
  type PointedChange,
} from '../store/pointed.ts';
import type { Pointing } from '../store/review-state.ts';
import { useApp, useAppState } from './use-app.tsx';

/** A floor that was recognised or drawn, in the drawing's own coordinates. */
interface PointedLevel {
  /** Id in the plan; empty where there is no plan. */
  id: string;
  /** Id that the import gives it. */
  sourceId: string;
  ring: DrawnPoint[];
}

/** A candidate for the edge of a level, by the id that the import gives the level. */
export interface PointedCandidate extends OutlineCandidate {
  level: string;
}

/** A drawing to point at, whether it is a plan already or was refused, and what can be said of it. */
export interface Pointable {
  lines: LevelDrawingLines;
  /** The image that the lines were traced in. */
  scan?: File;
  /** The format states its levels: there are no parts to choose. */
  isStated: boolean;
  /** The lines' (0, 0) in the drawing's own coordinates. */
  origin: DrawnPoint;
  corrections: Pick<Said, 'parts' | 'levels' | 'lines'>;
  /** Parts that can be chosen: those that stand apart, and those that the planner drew. */
  boxes: readonly (ChosenPart & { proposed?: DrawingPart })[];
  levels: readonly PointedLevel[];
  /** The one whose edge is dragged; undefined where there is none. */
  level: PointedLevel | undefined;
  /** Walls of the plan, their widths in units of the drawing. */
  walls: readonly { line: DrawnLine; width: number }[];
  /** Edges that the floor on screen may have, the likeliest first; of a refused drawing, those of all its levels. */
  candidates: readonly PointedCandidate[];
  /** Chooses a part as a level, or puts it back. */
  choose(box: ChosenPart['box']): void;
  /** Undefined: as recognised. */
  setOutline(ring: readonly DrawnPoint[] | undefined): void;
  takeCandidate(candidate: PointedCandidate): void;
  /** Takes the outline under way over, unless it crosses itself. */
  closeOutline(draft: readonly DrawnPoint[]): void;
  /** Undefined: as recognised. */
  answerLines(lines: readonly DrawnLine[], as: LineAnswer | undefined): void;
  /** Goes to another level. */
  goTo(levelId: string): void;
  /** Takes the last decision back; undefined where the plan's own steps are taken back. */
  takeBack?(): void;
}

/** Formats in which each drawing is one level. */
const statedFormats: ReadonlySet<string> = new Set(['ifc', 'geojson', 'osm']);
const statedNames = /\.(ifc|geojson|json|osm|xml)$/i;

type Said = Parameters<typeof applyPointed>[0];

/** State of pointing, as panels were drawn with it, and at this moment: clicks come faster than frames. */
interface PointingState {
  pointing: Pointing;
  now(): Pointing;
  patch(part: Partial<Pointing>): void;
}

export function usePointing(): PointingState {
  const { review } = useApp();
  const pointing = useAppState(({ review }) => review.value.pointing);
  return {
    pointing,
    now: () => review.value.pointing,
    patch: (part) => review.patch({ pointing: { ...review.value.pointing, ...part } }),
  };
}

/** The drawing on screen; undefined until its lines are there. */
export function usePointable(): Pointable | undefined {
  const app = useApp();
  const pending = useAppState(({ page }) => page.value.pendingDrawing);
  const imported = useAppState(({ store }) => store.imported);
  const plan = useAppState(({ store }) => store.plan);
  const sheet = useAppState(({ review }) => review.value.sheet);
  const levelId = useAppState(({ view }) => view.value.levelId);
  return useMemo(() => {
    if (pending) {
      if (pending.kind !== 'refused') return undefined;
      const { lines, parts, outlines, changes, source } = pending;
      const said = changes.reduce<Said>(
        (before, change) =>
          'replace' in change ? change.replace : isPointed(change) ? applyPointed(before, change) : before,
        source.corrections ?? { format: 'diku-corrections', version: 1 },
      );
      // Of a refused one its name has to tell the format.
      const isStated = parts.length === 0 && statedNames.test(source.file.name);
      return pointableOf(app, {
        lines,
        isStated,
        parts,
        outlines,
        said,
        levels: drawnLevels(said),
        point: app.actions.pending.change,
        takeBack: app.actions.pending.takeBack,
      });
    }
    if (!imported || !plan || sheet?.sourceId !== imported.sourceId) return undefined;
    const { lines } = sheet;
    const { parts, outlines, corrections: said } = imported;
    const { levels, walls } = recognisedLevels(app);
    const point = app.actions.review.correct;
    const scan = isRaster(imported) ? imported.file : undefined;
    const isStated = statedFormats.has(imported.source.format);
    const known = { lines, scan, isStated, parts, outlines, said, levels, walls };
    return pointableOf(app, { ...known, levelId, point });
  }, [app, pending, imported, plan, sheet, levelId]);
}

/** Edges that were drawn on a drawing that is no plan. */
function drawnLevels({ levels = {} }: Said): PointedLevel[] {
  return Object.entries(levels).flatMap(([sourceId, { outline }]) =>
    outline ? [{ id: '', sourceId, ring: outline }] : [],
  );
}

/** The plan's floors and walls where they lie in the drawing. */
function recognisedLevels({ store: { plan, imported } }: App): Pick<Pointable, 'levels' | 'walls'> {
  const found = (plan?.levels ?? []).flatMap((level) => {
    const transform = imported?.levels.find(({ id }) => id === level.id)?.transform;
    const evidence = imported?.evidence.find(({ kind, id }) => kind === 'level' && id === level.id);
    if (!transform || !evidence) return [];
    const sourceId = evidence.reference.slice('level:'.length);
    const at = (point: readonly number[]) => planToDrawing(point, transform) as DrawnPoint;
    const walls = (level.walls ?? []).map(({ start, end, thicknessM }) => {
      return { line: [at(start), at(end)] as DrawnLine, width: thicknessM / transform.metresPerUnit };
    });
    return [{ level: { id: level.id, sourceId, ring: level.outline.map(at) }, walls }];
  });
  return { levels: found.map(({ level }) => level), walls: found.flatMap(({ walls }) => walls) };
}

interface Source
  extends Partial<Pick<Pointable, 'walls' | 'scan' | 'isStated'>>,
    Pick<Pointable, 'lines' | 'levels'> {
  parts: readonly DrawingPart[];
  outlines: readonly LevelOutlines[];
  said: Said;
  levelId?: string;
  point(change: PointedChange): void;
  takeBack?(): void;
}

function pointableOf(app: App, source: Source): Pointable {
  const { lines, scan, parts, outlines, said, levels, levelId, point, takeBack } = source;
  const { walls = [], isStated = false } = source;
  const { review, view } = app;
  const drawn = (said.parts ?? []).filter(({ box }) => !parts.some((part) => isSameBox(part.box, box)));
  const boxes = [...parts.map((part) => ({ box: part.box, id: part.id, proposed: part })), ...drawn];
  const level = levels.find(({ id }) => id !== '' && id === levelId) ?? (levelId ? undefined : levels[0]);
  const patch = (part: Partial<Pointing>) =>
    review.patch({ pointing: { ...review.value.pointing, ...part } });
  const asPart = (box: ChosenPart['box']): ChosenPart => {
    const named = boxes.find((each) => isSameBox(each.box, box))?.id;
    const taken = [...(said.parts ?? []), ...boxes].map(({ id }) => id);
    return { box, id: named ?? freeLevelId(taken) };
  };
  const setOutline = (ring: readonly DrawnPoint[] | undefined) => {
    if (ring && !isSimpleRing(ring)) return patch({ isCrossing: true });
    patch({ draft: [], isCrossing: false, mode: 'outline' });
    const outline = ring && [...ring];
    if (level) return point({ outline, level: level.sourceId });
    if (outline) point(outlineOfNone(outline, { said, parts, asPart }));
  };
  return {
    ...{ lines, scan, isStated, corrections: said, boxes, levels, level, walls, takeBack },
    candidates: outlines
      .filter((each) => !level || each.level === level.sourceId)
      .flatMap(({ level: of, candidates }) => candidates.map((each) => ({ ...each, level: of }))),
    takeCandidate({ ring, level: of }) {
      patch({ draft: [], isCrossing: false, mode: 'outline', candidate: undefined });
      point({ outline: [...ring], level: of });
    },
    origin: lines.origin ?? [0, 0],
    choose(box) {
      const chosen = said.parts?.find((each) => isSameBox(each.box, box));
      point({ part: chosen ?? asPart(box), isChosen: !chosen });
    },
    setOutline,
    closeOutline: setOutline,
    answerLines(named, as) {
      patch({ lines: [] });
      point({ lines: [...named], as });
    },
    goTo: (id) => view.patch({ levelId: id }),
  };
}

/** The edge of a level that nobody has recognised: that of the part it lies in; of a new part where there are several. */
function outlineOfNone(
  outline: DrawnPoint[],
  { said, parts, asPart }: Pick<Source, 'said' | 'parts'> & { asPart(box: ChosenPart['box']): ChosenPart },
): PointedChange {
  const chosen = said.parts?.find(({ box }) => outline.some((corner) => isInBox(corner, box)));
  if (chosen?.id) return { outline, level: chosen.id };
  if (!said.parts && parts.length <= 1) return { outline, level: onlyLevel };
  const around = parts.find(({ box: [minX, minY, maxX, maxY] }) =>
    isInRing(outline, [(minX + maxX) / 2, (minY + maxY) / 2]),
  );
  const part = asPart(around?.box ?? grownBox(outline));
  return { outline, level: part.id ?? onlyLevel, chosen: part };
}

/** The box around an outline with a margin for what stands on its edge. */
function grownBox(outline: readonly DrawnPoint[]): ChosenPart['box'] {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const [minX, minY, maxX, maxY] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const margin = 0.03 * Math.max(maxX - minX, maxY - minY);
  return [minX - margin, minY - margin, maxX + margin, maxY + margin];
}
