import {
  defaultRequirements,
  findCarrierProfile,
  type ImportResult,
  type Monitor,
  type Plan,
  parsePlan,
  parsePreset,
  type ReadDrawing,
  readDrawing,
  recogniseDrawing,
} from '@diku/engine';
import {
  answerDoubt,
  type Corrections,
  type Drawing,
  type DrawingInspection,
  emptyCorrections,
  type ImportPreset,
  inspectDrawing,
  type LayerRow,
  layerRows,
  objectQuestions,
  plainSetting,
  presetNames,
  presetOfSettings,
  type SeenDrawing,
  type SheetPage,
} from '@diku/engine/import';
import wasmUrl from 'web-ifc/web-ifc.wasm?url';
import type {
  Correction,
  ImportReview,
  LevelDrawingLines,
  RememberedPreset,
  UsedPreset,
} from '../store/imported.ts';
import { applyPointed, isPointed } from '../store/pointed.ts';
import type { ReadRequest } from './read-request.ts';

/** More lines than a planner can look at; the rest is left out and reported. */
const maxSegments = 400_000;
const maxTexts = 20_000;
const longestText = 200;

/** One drawing, read once and recognised as often as the planner decides something about it. */
export class ImportSession {
  #source: Source | undefined;

  async read(request: ReadRequest, monitor: Monitor): Promise<void> {
    const { sourceId, fileName, bytes, others, scale, page } = request;
    const sidecar = others.find((other) => /\.(json|ya?ml)$/i.test(other.fileName));
    const isRaster = /\.(png|jpe?g)$/i.test(fileName);
    this.#source = undefined;
    const read = await readDrawing([{ bytes, fileName }, ...(isRaster ? [] : others)], {
      monitor,
      page,
      locateWasm: () => new URL(wasmUrl, self.location.href).href,
      image: { scale, sidecar: isRaster && sidecar ? new TextDecoder().decode(sidecar.bytes) : undefined },
    });
    this.#source = { sourceId, fileName, read };
  }

  /** Undefined where another drawing, or none, was read last. */
  recognise(request: SessionRequest, monitor: Monitor): Recognised | undefined {
    const source = this.#source;
    if (source?.sourceId !== request.sourceId) return undefined;
    const corrections = request.changes.reduce(correct, request.corrections ?? emptyCorrections());
    const sources = { corrections, preset: request.preset?.preset };
    const { fileName, read } = source;
    const defaults = { carriers: findCarrierProfile(), requirements: defaultRequirements };
    const imported = recogniseDrawing(read, { ...sources, fileName, defaults, monitor });
    source.seen = seenDrawing(read, imported);
    const layers = layerRows(read, { sources, evidence: imported.evidence });
    return {
      plan: parsePlan(imported.plan),
      review: { ...describe(imported), layers, corrections },
      usedPreset: request.preset,
    };
  }

  /**
   * Settings of an import with the shapes of what the planner classed, as a preset for other drawings of the office. Undefined
   * where another drawing, or none, was read last.
   */
  presetOf(request: SessionRequest, name: string, monitor: Monitor): ImportPreset | undefined {
    const source = this.#source;
    const { sourceId, corrections, preset } = request;
    if (source?.sourceId !== sourceId) return undefined;
    // One that was read again is not recognised yet.
    if (!source.seen) this.recognise(request, monitor);
    return presetOfSettings({ corrections, preset: preset?.preset }, name, source.seen);
  }

  /** Describes a drawing in which nothing was recognised, in its own units. */
  describeSource(preset: UsedPreset | undefined): SourceDescription {
    const { read } = this.#source!;
    return {
      layers: layerRows(read, { sources: {}, evidence: [] }),
      lines: sourceLines(read),
      ...inspectDrawing(read, { preset: preset?.preset }),
      pages: read.pages,
    };
  }

  /** Inspects a drawing that is refused with these decisions too; undefined as above. */
  inspect(request: SessionRequest): DrawingInspection | undefined {
    if (this.#source?.sourceId !== request.sourceId) return undefined;
    const corrections = request.changes.reduce(correct, request.corrections ?? emptyCorrections());
    return inspectDrawing(this.#source.read, { corrections, preset: request.preset?.preset });
  }

  /** The lines of the whole drawing in its own units; undefined where another drawing, or none, was read last. */
  sourceLines(sourceId: number): LevelDrawingLines | undefined {
    return this.#source?.sourceId === sourceId ? sourceLines(this.#source.read) : undefined;
  }

  /** The remembered preset that knows most of the drawing's layers, if any knows enough of them. */
  fittingPreset(remembered: readonly RememberedPreset[]): UsedPreset | undefined {
    const sheets = this.#source?.read.sheets ?? [];
    const layers = new Set(sheets.flatMap(({ drawing }) => drawing.paths.map(({ layer }) => layer)));
    let best: RememberedPreset | undefined;
    let bestRatio = minKnownRatio;
    for (const each of remembered) {
      const known = each.layers.filter((layer) => layers.has(layer)).length;
      const ratio = known / Math.max(1, layers.size, each.layers.length);
      if (ratio < bestRatio) continue;
      best = each;
      bestRatio = ratio;
    }
    return best && { name: best.name, preset: parsePreset(best.preset), remembered: true };
  }
}

/** Content of a drawing, whether anything is recognised in it or not. */
export interface SourceDescription extends DrawingInspection {
  layers: LayerRow[];
  lines: LevelDrawingLines;
  /** Pages of a PDF of several, where none was chosen. */
  pages: SheetPage[] | undefined;
}

/** All sheets from the lower left corner of what is drawn. */
function sourceLines({ sheets }: ReadDrawing): LevelDrawingLines {
  const drawings = sheets.map(({ drawing }) => drawing);
  const paths = drawings.flatMap((drawing) => drawing.paths);
  const texts = drawings.flatMap((drawing) => drawing.texts);
  const origin: [number, number] = [Infinity, Infinity];
  for (const { points } of paths) {
    for (const [x, y] of points) {
      if (x < origin[0]) origin[0] = x;
      if (y < origin[1]) origin[1] = y;
    }
  }
  const whole = { ...drawings[0], paths, texts };
  return origin.every(Number.isFinite)
    ? { ...drawingLines('', whole, origin), origin }
    : drawingLines('', whole);
}

/** A level's drawing as flat lines, layer by layer, and its texts. */
function drawingLines(
  levelId: string,
  drawing: Drawing,
  [originX, originY]: readonly [number, number] = [0, 0],
): LevelDrawingLines {
  const layers = new Map<string, number[]>();
  let left = maxSegments;
  let omitted = 0;
  for (const { layer, points, closed } of drawing.paths) {
    let lines = layers.get(layer);
    if (!lines) {
      lines = [];
      layers.set(layer, lines);
    }
    const count = closed ? points.length : points.length - 1;
    for (let index = 0; index < count; index++) {
      const [ax, ay] = points[index];
      const [bx, by] = points[(index + 1) % points.length];
      if (left === 0) omitted++;
      else if (Number.isFinite(ax + ay + bx + by)) {
        lines.push(ax - originX, ay - originY, bx - originX, by - originY);
        left--;
      }
    }
  }
  const segmentsM = new Float32Array(4 * (maxSegments - left));
  let start = 0;
  const ranges = [...layers].map(([layer, lines]) => {
    segmentsM.set(lines, 2 * start);
    const range = { layer, start, count: lines.length / 2 };
    start += range.count;
    return range;
  });
  const texts = drawing.texts.slice(0, maxTexts).map(({ text, position, heightInUnits, setting }) => {
    const { lengthInUnits: lengthM, ...stands } = setting ?? plainSetting;
    const shown = text.slice(0, longestText);
    return {
      text: shown,
      x: position[0] - originX,
      y: position[1] - originY,
      heightM: heightInUnits,
      ...stands,
      lengthM,
    };
  });
  return { levelId, segmentsM, ranges, texts, omitted };
}

/** Layers of a drawing that a remembered preset must know before it is used unasked. */
const minKnownRatio = 0.6;

export interface SessionRequest {
  sourceId: number;
  corrections: Corrections | undefined;
  changes: readonly Correction[];
  preset: UsedPreset | undefined;
}

export interface Recognised {
  plan: Plan;
  review: ImportReview;
  usedPreset: UsedPreset | undefined;
}

interface Source {
  sourceId: number;
  fileName: string;
  read: ReadDrawing;
  /** The drawing with what was recognised in it last. */
  seen?: SeenDrawing;
}

/** The drawing with what was recognised; undefined where its levels do not say how long its units are. */
function seenDrawing(read: ReadDrawing, { plan, evidence }: ImportResult): SeenDrawing | undefined {
  const metresPerUnit = plan.levels[0].source?.metresPerUnit;
  return metresPerUnit === undefined ? undefined : { read, evidence, metresPerUnit };
}

function correct(corrections: Corrections, change: Correction): Corrections {
  if ('replace' in change) return change.replace;
  if ('units' in change) return { ...corrections, units: change.units };
  // The drawing was read with it.
  if ('scale' in change) return corrections;
  if (isPointed(change)) return applyPointed(corrections, change);
  if ('doubt' in change) return answerDoubt(corrections, change.doubt, change.answer);
  return { ...corrections, layers: { ...corrections.layers, [change.layer]: change.layerClass } };
}

function describe(imported: ImportResult): Omit<ImportReview, 'layers' | 'corrections'> {
  const { source, units, levels, parts, outlines, pages, doubts, evidence, warnings, drawings } = imported;
  return {
    source,
    units,
    levels,
    parts,
    outlines,
    ...(pages ? { pages } : {}),
    doubts,
    evidence,
    warnings: warnings.map(({ at, said: message }) => ({ at, said: message })),
    drawings: drawings.map(({ levelId, drawing }) => drawingLines(levelId, drawing)),
    questions: objectQuestions(),
    presetNames,
  };
}
