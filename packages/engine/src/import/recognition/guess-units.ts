import { DrawingError, distance, rectangleAround, say, verbatim } from '../../core/index.ts';
import type { Drawing, DrawingPath } from '../drawing/drawing.ts';
import { type LayerClass, wallClasses } from '../drawing/layer-classes.ts';
import { metresPerUnit, type UnitGuess, type UnitName } from '../drawing/units.ts';

const headerUnits: Readonly<Record<string, UnitName>> = {
  '1': 'in',
  '2': 'ft',
  '4': 'mm',
  '5': 'cm',
  '6': 'm',
};

/** The header counts where its unit fits this well, compared with the best: better where no layer says what it holds. */
const minOfBest = { named: 0.3, unnamed: 0.6 } as const;

/**
 * The drawing's unit. The header counts only when sizes of known things (bays 2.4 × 5.3 m, columns, door
 * leaves, wall thicknesses) agree with it; a unit given by the caller is taken as it is.
 */
export function guessUnits(
  drawing: Drawing,
  header: string | undefined,
  given: UnitName | number | undefined,
  classOf: (layer: string) => LayerClass,
): UnitGuess {
  if (typeof given === 'number') return { unit: `${given} m`, metresPerUnit: given, basis: 'given' };
  if (given !== undefined) {
    if (!(given in metresPerUnit))
      throw new DrawingError(say('units'), verbatim(`"${given}"`), say('unit-names'));
    return { unit: given, metresPerUnit: metresPerUnit[given], basis: 'given' };
  }
  const evidence = collectEvidence(drawing, classOf);
  const scores = (Object.keys(metresPerUnit) as UnitName[]).map((unit) => ({
    unit,
    score: scoreOf(evidence, metresPerUnit[unit]),
  }));
  scores.sort((a, b) => b.score - a.score);
  const named = header === undefined ? undefined : headerUnits[header];
  const best = scores[0];
  const ofHeader = scores.find((entry) => entry.unit === named)?.score ?? -1;
  if (best.score <= 0) {
    const unit = named ?? 'mm';
    return {
      unit,
      metresPerUnit: metresPerUnit[unit],
      basis: 'assumed',
      warning: say(named ? 'warning-unit-header-alone' : 'warning-unit-assumed', { unit }),
    };
  }
  const isNamed = evidence.bays.length + evidence.columns.length + evidence.doorRadii.length > 0;
  if (named && ofHeader >= minOfBest[isNamed ? 'named' : 'unnamed'] * best.score) {
    return { unit: named, metresPerUnit: metresPerUnit[named], basis: 'header' };
  }
  return {
    unit: best.unit,
    metresPerUnit: metresPerUnit[best.unit],
    basis: named ? 'against-header' : 'sizes',
    warning: named
      ? say('warning-unit-against-header', { named, unit: best.unit })
      : say('warning-unit-sizes', { unit: best.unit }),
  };
}

interface Evidence {
  bays: [number, number][];
  /** Rectangles on layers that say nothing. */
  rectangles: [number, number][];
  wallWidths: number[];
  doorRadii: number[];
  /** Radii of arcs on layers that say nothing. */
  arcRadii: number[];
  /** Lengths of single lines on layers that say nothing. */
  lineLengths: number[];
  columns: [number, number][];
  wallExtent: number;
}

function collectEvidence(drawing: Drawing, classOf: (layer: string) => LayerClass): Evidence {
  const evidence: Evidence = {
    bays: [],
    rectangles: [],
    wallWidths: [],
    doorRadii: [],
    arcRadii: [],
    lineLengths: [],
    columns: [],
    wallExtent: 0,
  };
  let minX = Infinity;
  let maxX = -Infinity;
  for (const path of drawing.paths) {
    const layerClass = classOf(path.layer);
    if (wallClasses.has(layerClass)) {
      for (const [x] of path.points) {
        minX = Math.min(minX, x);
        maxX = Math.max(maxX, x);
      }
    }
    if (path.arc && path.source === 'arc' && layerClass.includes('door')) {
      evidence.doorRadii.push(path.arc.radiusInUnits);
    } else if (layerClass === 'unknown' && path.source === 'arc' && path.arc) {
      evidence.arcRadii.push(path.arc.radiusInUnits);
    } else if (layerClass === 'unknown' && path.points.length === 2) {
      evidence.lineLengths.push(sideLength(path, 0));
    } else if (
      (layerClass === 'unknown' || layerClass === 'bay') &&
      !path.closed &&
      path.points.length === 4
    ) {
      // Bays open at one end: three sides, the outer two equal.
      const [one, end, two] = [0, 1, 2].map((side) => sideLength(path, side));
      const list = layerClass === 'bay' ? evidence.bays : evidence.rectangles;
      if (Math.abs(one - two) < 0.01 * one) list.push([one, end]);
    } else if (path.closed && path.points.length === 4) {
      const box = rectangleAround(path.points);
      if (layerClass === 'column') evidence.columns.push([box.lengthM, box.widthM]);
      else if (layerClass === 'bay') evidence.bays.push([box.lengthM, box.widthM]);
      else if (layerClass === 'unknown') evidence.rectangles.push([box.lengthM, box.widthM]);
      else if (wallClasses.has(layerClass)) evidence.wallWidths.push(box.widthM);
    } else if (path.points.length === 2 && layerClass === 'bay') {
      // Bays drawn line by line: a long side is evidence too.
      const length = sideLength(path, 0);
      evidence.bays.push([length, length / 2.2]);
    }
  }
  evidence.wallExtent = maxX - minX;
  return evidence;
}

function sideLength({ points }: DrawingPath, side: number): number {
  return distance(points[side], points[side + 1]);
}

function scoreOf(evidence: Evidence, scale: number): number {
  const within = (value: number, low: number, high: number) => value * scale >= low && value * scale <= high;
  let score = 0;
  const isBay = (a: number, b: number) => within(a, 4.7, 6.2) && within(b, 2.1, 2.9);
  for (const [a, b] of evidence.bays) if (isBay(a, b)) score += 3;
  for (const [a, b] of evidence.rectangles) if (isBay(a, b)) score += 0.5;
  for (const inUnits of evidence.wallWidths) if (within(inUnits, 0.08, 0.65)) score += 0.5;
  for (const [a, b] of evidence.columns) if (within(a, 0.3, 1.6) && within(b, 0.25, 1.3)) score += 1;
  for (const inUnits of evidence.doorRadii) if (within(inUnits, 0.55, 1.6)) score += 1;
  for (const inUnits of evidence.arcRadii) if (within(inUnits, 0.55, 1.6)) score += 0.2;
  for (const inUnits of evidence.lineLengths) if (within(inUnits, 4.9, 5.6)) score += 0.1;
  if (!within(evidence.wallExtent, 8, 2000)) score *= 0.1;
  return score;
}
