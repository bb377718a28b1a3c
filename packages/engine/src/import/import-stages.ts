import { roundMm } from '../core/index.ts';
import type { Drawing } from './drawing/drawing.ts';
import type { LayerClass } from './drawing/layer-classes.ts';
import type { ReadDrawing } from './drawing/read-drawing.ts';
import type { ImportResult } from './import-drawing.ts';
import { doubtDocument } from './review/doubts.ts';

/** So many of each kind of thing are listed; the documents say how many were left out. */
const maxListed = 20_000;
/** Points listed of all lines together. */
const maxPoints = 200_000;

/** Returns what the file says: format, unit, and how much is drawn of which kind on which layer. */
export function sourceStage(read: ReadDrawing): object {
  return {
    format: read.format,
    encoding: read.encoding,
    ...(read.unit ? { unit: read.unit.unit } : {}),
    ...(read.headerUnit === undefined ? {} : { headerUnit: read.headerUnit }),
    warnings: read.warnings,
    sheets: read.sheets.map(({ drawing, level }) => ({
      ...(level ? { level } : {}),
      counts: {
        paths: drawing.paths.length,
        texts: drawing.texts.length,
        symbols: drawing.symbols.length,
        byKind: countBy(drawing.paths.map(({ source }) => source)),
      },
      layers: layerCounts(drawing),
      ignored: drawing.ignored,
    })),
  };
}

/** Returns what was read, in the drawing's own units. */
export function entitiesStage(read: ReadDrawing): object {
  return { sheets: read.sheets.map(({ drawing, level }) => ({ level: level?.id, ...listed(drawing) })) };
}

/** The drawing of each level in plan coordinates, m, with what each line was taken for. */
export function drawingStage({ drawings, levels }: ImportResult): object {
  const transforms = new Map(levels.map(({ id, transform }) => [id, transform]));
  return {
    levels: drawings.map(({ levelId, drawing, classes }) => ({
      level: levelId,
      transform: transforms.get(levelId),
      ...listed(drawing, classes),
    })),
  };
}

/** Things recognised, with confidence and reasons, and the questions about them. */
export function evidenceStage({ evidence, doubts, warnings }: ImportResult): object {
  const entries = evidence.map((each) => ({
    ...each,
    at: each.at.map(roundMm),
    segment: undefined,
    facets: each.facets.map(({ topic, group, confidence, reason }) => ({
      topic,
      group,
      confidence,
      reason: reason.code,
    })),
  }));
  return { doubts: doubts.map(doubtDocument), warnings, ...bounded('evidence', entries, 200_000) };
}

function listed(drawing: Drawing, classes?: readonly LayerClass[]): object {
  let left = maxPoints;
  const paths = drawing.paths.slice(0, maxListed).map(({ points, ...path }, i) => {
    const shown = points.slice(0, Math.max(0, left));
    left -= shown.length;
    return {
      ...path,
      ...(classes ? { layerClass: classes[i] } : {}),
      points: shown.map((point) => point.map(roundMicro)),
      ...(shown.length < points.length ? { pointsOmitted: points.length - shown.length } : {}),
    };
  });
  return {
    ...bounded('paths', paths, maxListed, drawing.paths.length),
    ...bounded('texts', drawing.texts, maxListed),
    ...bounded('symbols', drawing.symbols, maxListed),
  };
}

function bounded(name: string, list: readonly unknown[], max: number, count = list.length): object {
  return count > max ? { [name]: list.slice(0, max), [`${name}Omitted`]: count - max } : { [name]: list };
}

function layerCounts(drawing: Drawing): Record<string, { paths: number; texts: number }> {
  const counts = new Map<string, { paths: number; texts: number }>();
  const entry = (layer: string) => {
    let found = counts.get(layer);
    if (!found) {
      found = { paths: 0, texts: 0 };
      counts.set(layer, found);
    }
    return found;
  };
  for (const { layer } of drawing.paths) entry(layer).paths++;
  for (const { layer } of drawing.texts) entry(layer).texts++;
  const sorted = [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.slice(0, maxListed));
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function roundMicro(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
