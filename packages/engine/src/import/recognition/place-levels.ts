import {
  boundsOf,
  DrawingError,
  degToRad,
  type Point,
  radToDeg,
  rotatePoint,
  roundMm,
  say,
} from '../../core/index.ts';
import { type LeftOut, pointKindRow } from '../../plan/index.ts';
import {
  createItemClassifier,
  type GuessedClasses,
  type LayerClassifier,
} from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { wallClasses } from '../drawing/layer-classes.ts';
import { type ImportWarning, importWarning, type LevelDrawing } from '../drawing/level-drawing.ts';
import { moveDrawing, transformDrawing } from '../drawing/transform-drawing.ts';
import { tuning } from '../tuning.ts';
import { type FoundLevel, levelStepCount, type RecogniseOptions, recogniseLevel } from './recognise-level.ts';
import { axisLabels, type LevelMarks, type Registration, registerLevel } from './register-levels.ts';
import type { OutlineCandidate } from './rooms/outline-candidates.ts';
import type { LevelPart } from './split-levels.ts';

const { bins, quarter } = tuning.placeLevels;

/** One level recognised in its own frame, and where that frame lies in the plan. */
export interface PlacedLevel {
  part: LevelPart;
  level: LevelDrawing;
  found: FoundLevel;
  rotationDeg: number;
  /** Shift from the turned drawing to the level's own frame, m. */
  shift: Point;
  /** Shift from the turned drawing to the plan, m. */
  translation: Point;
  /** How it was aligned under the first level; absent for that one and for storeys of one model. */
  registration?: Registration;
}

export interface PlaceOptions {
  classify: LayerClassifier;
  guesses: GuessedClasses;
  /** The parts are storeys of one model: what stands above each other is drawn at the same location. */
  hasCommonFrame: boolean;
  /** Turns every level by this instead of along its main direction. */
  rotationDeg?: number;
  /** Moves a level in the plan, m. */
  shiftOf: (levelId: string) => Point;
  /** Thickness of a wall drawn as one line, where the usual assumption is not wanted. */
  lineThicknessM?: number;
  /** True where the floor may be bounded around what stands on it, for outer walls that do not close. */
  mayAssumeOutline: boolean;
  warnings: ImportWarning[];
  /** Gets the levels on which nothing was recognised. */
  leftOut: LeftOut[];
  /** Told of the edges that a floor may have where its own is in doubt, in metres of the drawing's own frame. */
  onOutlines?: (levelId: string, candidates: OutlineCandidate[]) => void;
  /** Told what part of the levels is recognised, and of which level there is news. */
  onProgress?: (doneRatio: number, levelId: string) => void;
}

/**
 * Turns each part along its main direction, recognises it, and aligns the lower levels under the first. The parts'
 * drawings are moved themselves.
 */
export function placeLevels(parts: readonly LevelPart[], options: PlaceOptions): PlacedLevel[] {
  const frames = new Map<LevelPart, Frame>();
  for (const part of parts) {
    const [first] = frames.values();
    frames.set(part, options.hasCommonFrame && first ? first : frameOf(part, options));
  }
  const placed: PlacedLevel[] = [];
  const recognised = levelsOneByOne(parts.length, options);
  let marks: LevelMarks | undefined;
  for (const [index, part] of parts.entries()) {
    const { rotationDeg, shift } = frames.get(part)!;
    const drawing = moveDrawing(part.drawing, 1, degToRad(rotationDeg), shift);
    const level: LevelDrawing = {
      drawing,
      classOf: createItemClassifier(drawing, options.classify, options.guesses),
    };
    let steps = 0;
    const onStep = () => options.onProgress?.((index + ++steps / levelStepCount) / parts.length, part.id);
    const found = recognised(part, level, { ...options, ...outlinesAsked(part, frames, options), onStep });
    if (!found) continue;
    if (options.lineThicknessM !== undefined) setLineThickness(found, options.lineThicknessM);
    marks ??= marksOf(level, found);
    const [first] = placed;
    let move: Point;
    let registration: Registration | undefined;
    if (!first) {
      const { minX, minY } = boundsOf(found.outline);
      move = [-minX, -minY];
    } else if (options.hasCommonFrame) {
      move = [first.translation[0] - first.shift[0], first.translation[1] - first.shift[1]];
    } else {
      registration = registerLevel(marks, marksOf(level, found));
      move = [
        registration.shift[0] + first.translation[0] - first.shift[0],
        registration.shift[1] + first.translation[1] - first.shift[1],
      ];
      if (registration.columnMatchRatio < 0.5) {
        options.warnings.push(
          importWarning(
            'level-registration',
            part.id,
            say('warning-level-registration', {
              first: first.part.id,
              by: say(`registered-by-${registration.by}`),
              percent: Math.round(registration.columnMatchRatio * 100),
            }),
          ),
        );
      }
    }
    const translation: Point = [roundMm(shift[0] + move[0]), roundMm(shift[1] + move[1])];
    placed.push({ part, level, found, rotationDeg, shift, translation, registration });
  }
  for (const { part, translation } of placed) {
    const [x, y] = options.shiftOf(part.id);
    translation[0] = roundMm(translation[0] + x);
    translation[1] = roundMm(translation[1] + y);
  }
  return placed;
}

/**
 * Recognises level after level. One on which nothing can be recognised is left out, with a warning; the last refusal is
 * thrown where that is all of them.
 */
function levelsOneByOne(
  count: number,
  { warnings, leftOut, classify }: Pick<PlaceOptions, 'warnings' | 'leftOut' | 'classify'>,
): (
  part: LevelPart,
  level: LevelDrawing,
  options: Omit<RecogniseOptions, 'warnings' | 'leftOut' | 'areWallsNamed'>,
) => FoundLevel | undefined {
  let failures = 0;
  return (part, level, asked) => {
    const areWallsNamed = level.drawing.paths.some(({ layer }) => wallClasses.has(classify(layer)));
    try {
      return recogniseLevel(part, level, { ...asked, warnings, leftOut, areWallsNamed });
    } catch (error) {
      if (!(error instanceof DrawingError) || ++failures === count) throw error;
      const { at, found } = error.problem;
      leftOut.push({ name: part.name, why: 'failed' });
      warnings.push(
        importWarning('level-failed', part.id, say('warning-level-failed', { name: part.name, at, found })),
      );
      return undefined;
    }
  };
}

interface Frame {
  rotationDeg: number;
  shift: Point;
}

/** The edge that the planner said, in the level's own frame; candidates for it are told in the drawing's. */
function outlinesAsked(
  part: LevelPart,
  frames: ReadonlyMap<LevelPart, Frame>,
  { onOutlines }: Pick<PlaceOptions, 'onOutlines'>,
): Pick<RecogniseOptions, 'givenOutline' | 'givenRank'> & Required<Pick<RecogniseOptions, 'onOutlines'>> {
  const { rotationDeg, shift } = frames.get(part)!;
  const toDrawing = ([x, y]: Point) => rotatePoint([x - shift[0], y - shift[1]], -degToRad(rotationDeg));
  return {
    givenOutline: outlineIn(part, frames),
    givenRank: part.outlineRank,
    onOutlines: (candidates) =>
      onOutlines?.(
        part.id,
        candidates.map((each) => ({ ...each, ring: each.ring.map(toDrawing) })),
      ),
  };
}

/** The outline that the planner drew, in the level's own frame. */
function outlineIn(part: LevelPart, frames: ReadonlyMap<LevelPart, Frame>): Point[] | undefined {
  const { rotationDeg, shift } = frames.get(part)!;
  return part.outline?.map((corner) => {
    const [x, y] = rotatePoint(corner, degToRad(rotationDeg));
    return [x + shift[0], y + shift[1]];
  });
}

/** Returns the frame along the main direction of the walls, from the corner of their bounds. */
function frameOf({ drawing }: LevelPart, { classify, guesses, rotationDeg: given }: PlaceOptions): Frame {
  const classOf = createItemClassifier(drawing, classify, guesses);
  const walls = drawing.paths.filter((path) => wallClasses.has(classOf(path)));
  const measuredDeg = () => -radToDeg(mainDirection(walls.length > 0 ? walls : drawing.paths));
  // Rounded so that the printed transform is the one that was used.
  const rotationDeg = Math.round((given ?? measuredDeg()) * 10_000) / 10_000 + 0;
  const turned = transformDrawing({ ...drawing, paths: walls }, 1, degToRad(rotationDeg), [0, 0]);
  const { minX, minY } = boundsOf(turned.paths.flatMap((path) => path.points));
  return { rotationDeg, shift: Number.isFinite(minX) ? [-minX, -minY] : [0, 0] };
}

function setLineThickness(found: FoundLevel, thicknessM: number): void {
  for (const wall of found.walls) if (wall.single) wall.thicknessM = thicknessM;
}

function marksOf(level: LevelDrawing, found: FoundLevel): LevelMarks {
  return {
    axes: axisLabels(level),
    columns: found.columns,
    cores: found.points.filter((point) => pointKindRow(point.kind).isLobby).map((point) => point.position),
  };
}

/**
 * The direction most wall length runs in, as radians in (−π/4, π/4]: turning by its negative puts the plan
 * along the axes. 0 when there are no lines.
 */
function mainDirection(paths: readonly DrawingPath[]): number {
  const weights = new Float64Array(bins);
  const edges: { angleRad: number; length: number }[] = [];
  for (const path of paths) {
    const last = path.closed ? path.points.length : path.points.length - 1;
    for (let i = 0; i < last; i++) {
      const a = path.points[i];
      const b = path.points[(i + 1) % path.points.length];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length < 0.3 || length > 600) continue;
      let angleRad = Math.atan2(b[1] - a[1], b[0] - a[0]) % quarter;
      if (angleRad < 0) angleRad += quarter;
      edges.push({ angleRad, length });
      weights[Math.round((angleRad / quarter) * bins) % bins] += length;
    }
  }
  if (edges.length === 0) return 0;
  let best = 0;
  const around = (k: number) => weights[(k + bins - 1) % bins] + weights[k] + weights[(k + 1) % bins];
  for (let k = 1; k < bins; k++) if (around(k) > around(best) + 1e-9) best = k;
  let center = (best / bins) * quarter;
  for (const window of [0.009, 0.002, 0.0005]) {
    let sum = 0;
    let total = 0;
    for (const { angleRad, length } of edges) {
      const off = wrap(angleRad - center);
      if (Math.abs(off) > window) continue;
      sum += off * length;
      total += length;
    }
    if (total > 0) center += sum / total;
  }
  return wrap(center);
}

/** Wraps an angle into (−π/4, π/4]. */
function wrap(angleRad: number): number {
  let value = angleRad % quarter;
  if (value > quarter / 2) value -= quarter;
  if (value <= -quarter / 2) value += quarter;
  return value;
}
