import {
  boundsOf,
  DrawingError,
  distance,
  foldTraditional,
  listPhrases,
  median,
  type Point,
  PointGrid,
  rectangleAround,
  say,
  verbatim,
} from '../../core/index.ts';
import type { Drawing, DrawingPath, DrawingText } from '../drawing/drawing.ts';
import { type LayerClass, wallClasses } from '../drawing/layer-classes.ts';
import type { ReadDrawing } from '../drawing/read-drawing.ts';
import { findScaleBars } from '../drawing/scale-bars.ts';
import {
  metresPerUnit,
  pointName,
  type SizeKind,
  type UnitGuess,
  type UnitName,
  type UnitVote,
} from '../drawing/units.ts';
import { tuning } from '../tuning.ts';
import { collectLines } from './lines/line-set.ts';

const {
  headerWeight,
  plotWeight,
  minScore,
  minOfBest,
  minFitRatio,
  minTakenOfBest,
  maxPaths,
  maxLetters,
  textReachHeights,
  fewestDimensions,
  minAgreeingRatio,
  maxToldDimensions,
  dimensionReachHeights,
  maxCellsAlong,
  drawableRangeM,
  minFacesOfPlan,
  minSheetGain,
  maxBarError,
} = tuning.guessUnits;

const headerUnits: Readonly<Record<string, UnitName>> = {
  '1': 'in',
  '2': 'ft',
  '4': 'mm',
  '5': 'cm',
  '6': 'm',
};

/** How much a kind of thing says, and how many of it say all that it can. */
const weights: Readonly<Record<SizeKind, readonly [weight: number, enough: number]>> = {
  bays: [4, 8],
  columns: [1.5, 8],
  doors: [2.5, 4],
  'wall-faces': [2, 20],
  treads: [2, 6],
  dimensions: [6, 6],
  'scale-bars': [6, 1],
  feet: [1.5, 6],
  letters: [0.7, 10],
  extent: [1.5, 1],
};

/** Scales that a drawing may be drawn at, in millimetres of the plot, and rarely in other units. */
const plotScales = [20, 25, 50, 100, 150, 200, 250, 300, 500] as const;
/** Scales of sheets of plans. */
const usualSheetScales = [50, 100, 150, 200] as const;
const rarePlotScales = { in: [48, 96, 192], ft: [48, 96, 192], m: [50, 100, 200] } as const;

interface Candidate {
  unit: string;
  metresPerUnit: number;
  /** Its unit by the header's code. */
  name?: UnitName;
  /** How far-fetched it is: 1 for a plot in millimetres, 2 for one in another unit. */
  plots?: number;
}

/**
 * Unit of a drawing, by all that has a size: bays, columns, door leaves, the distance of a wall's faces, treads, written
 * lengths beside what they measure, feet, letters and the whole; the header is one witness among them. A unit given by
 * the caller is taken as it is. Throws `DrawingError` for one that is unknown.
 */
export function guessUnits(
  drawing: Drawing,
  header: string | undefined,
  given: UnitName | number | undefined,
  classOf: (layer: string) => LayerClass,
): UnitGuess {
  if (typeof given === 'string' && !(given in metresPerUnit))
    throw new DrawingError(say('units'), verbatim(`"${given}"`), say('unit-names'));
  const evidence = sizeEvidence(drawing, (path: DrawingPath) => classOf(path.layer));
  const named = header === undefined ? undefined : headerUnits[header];
  const guess = given === undefined ? unitOfEvidence(evidence, named) : unitGiven(given);
  const stated: UnitVote[] = named ? [statedVote('header', named, { count: 1, taken: guess.unit })] : [];
  return { ...guess, votes: [...stated, ...sizeVotes(evidence, guess, candidates().filter(isCommon))] };
}

/** Sizes alone cannot tell the rarer plots from each other: that they fit one says nothing. */
function isCommon({ plots = 0 }: Candidate): boolean {
  return plots <= 1;
}

/** The unit of a sheet as its text says it or the caller does, with what speaks for it and against it. */
export function withSheetVotes(
  guess: UnitGuess,
  drawing: Drawing,
  paper: NonNullable<ReadDrawing['paper']>,
  classOf: (layer: string) => LayerClass,
): UnitGuess {
  const evidence = sizeEvidence(drawing, (path: DrawingPath) => classOf(path.layer));
  const plotted = plotScales.map((scale) => ({
    unit: pointName(scale),
    metresPerUnit: paper.metresPerUnit * scale,
  }));
  const stated = paper.scales.map(({ ratio, texts }) =>
    statedVote('sheet-scale', pointName(ratio), { count: Math.max(1, texts.length), taken: guess.unit }),
  );
  return { ...guess, votes: [...stated, ...sizeVotes(evidence, guess, plotted)] };
}

/**
 * The scale of a sheet that names none, nor a length: the usual one at which things of a plan have their sizes, where they have
 * not at the one that is assumed. It remains an assumption: sizes tell 1:50 from 1:100, and no more.
 */
export function sheetUnitOfSizes(
  guess: UnitGuess,
  drawing: Drawing,
  { metresPerUnit: sheetMetresPerUnit }: Pick<NonNullable<ReadDrawing['paper']>, 'metresPerUnit'>,
  classOf: (layer: string) => LayerClass,
): UnitGuess {
  if (guess.basis !== 'assumed') return guess;
  const evidence = sizeEvidence(drawing, (path: DrawingPath) => classOf(path.layer));
  const scored = usualSheetScales
    .map((ratio) => ({ ratio, unit: pointName(ratio), metresPerUnit: sheetMetresPerUnit * ratio }))
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate, evidence) }));
  const taken = scoreOf({ unit: guess.unit, metresPerUnit: guess.metresPerUnit }, evidence);
  const best = scored.reduce((p, q) => (q.score > p.score ? q : p));
  if (best.score < taken + minSheetGain || !isOfAPlan(evidence, best)) return guess;
  const { unit, metresPerUnit, ratio } = best;
  return { ...guess, unit, metresPerUnit, warning: say('warning-paper-sizes', { ratio }) };
}

/**
 * The scale of a sheet that names none by the lengths written at its dimension lines: where two and more of them agree on
 * it, and with most of the others. Where they contradict each other the sheet stays as it was assumed, with a warning.
 */
export function sheetUnitOfDimensions(
  guess: UnitGuess,
  drawing: Drawing,
  sheetMetresPerUnit: number,
): UnitGuess {
  const measured = measuredDimensions(drawing);
  if (measured.length < fewestDimensions) return guess;
  const scales = measured.flatMap(({ candidatesM, lengthInUnits }) =>
    candidatesM.map((lengthM) => lengthM / lengthInUnits),
  );
  const agreeingWith = (scale: number) =>
    measured.flatMap(({ candidatesM, lengthInUnits }) => {
      const lengthM = candidatesM.find((each) => isAbout(lengthInUnits * scale, each));
      return lengthM === undefined ? [] : [{ lengthM, lengthInUnits }];
    });
  const best = scales.map(agreeingWith).reduce((p, q) => (q.length > p.length ? q : p));
  if (best.length < fewestDimensions || best.length < minAgreeingRatio * measured.length) {
    const list = listPhrases(
      measured
        .slice(0, maxToldDimensions)
        .map(({ text, candidatesM: [lengthM], lengthInUnits }) =>
          say('dimension-scale', { text, ratio: rounded(lengthM / lengthInUnits / sheetMetresPerUnit) }),
        ),
    );
    const ratio = rounded(guess.metresPerUnit / sheetMetresPerUnit);
    return { ...guess, warning: say('warning-paper-dimensions-disagree', { list, ratio }) };
  }
  const sumOf = (key: 'lengthM' | 'lengthInUnits') => best.reduce((sum, each) => sum + each[key], 0);
  const metresPerUnit = sumOf('lengthM') / sumOf('lengthInUnits');
  const ratio = metresPerUnit / sheetMetresPerUnit;
  return {
    ...guess,
    ...{ unit: pointName(ratio), metresPerUnit, basis: 'sizes' },
    warning: say('warning-paper-measured', { count: best.length, ratio: rounded(ratio) }),
  };
}

/** A length that is written at a dimension line. */
interface MeasuredDimension {
  text: string;
  /** Lengths that the text may state, m. */
  candidatesM: number[];
  /** Length of the line, its arrowheads included. */
  lengthInUnits: number;
}

/** Texts that state one length and stand at a line along them, in its middle. */
function measuredDimensions({ texts, paths }: Drawing): MeasuredDimension[] {
  const stated = texts.slice(0, maxLetters).flatMap((text) => {
    const candidatesM = /[xX×]/.test(text.text) ? [] : lengthsM(text.text);
    return candidatesM.length > 0 && text.heightInUnits > 0 ? [{ ...text, candidatesM }] : [];
  });
  if (stated.length < fewestDimensions) return [];
  const reach = dimensionReachHeights * Math.max(...stated.map(({ heightInUnits }) => heightInUnits));
  const lines = paths.filter(({ points, closed }) => points.length === 2 && !closed);
  const grid = new PointGrid(reach);
  const longest = maxCellsAlong * reach;
  lines.forEach(({ points: [a, b] }, i) => {
    if (distance(a, b) <= longest) grid.addAlong(i, a, b, reach);
  });
  const heads = paths.filter(
    ({ source, points }) => (source === 'hatch' || source === 'solid') && points.length <= 5,
  );
  return stated.flatMap(({ candidatesM, ...text }) => {
    const near = {
      lines: grid.near(...middleOfText(text), ...middleOfText(text)).map((i) => lines[i]),
      heads,
    };
    const { heightInUnits } = text;
    const halfLength = 0.5 * textLength(text);
    const aside = 0.5 * heightInUnits;
    // Along the text, which stands above its line or in a gap of it; or upright through a gap around it.
    const lengthInUnits =
      dimensionLength(text, near, { turnRad: 0, halfGap: halfLength, halfAside: aside + reachOf(text) }) ??
      dimensionLength(text, near, { turnRad: Math.PI / 2, halfGap: aside, halfAside: halfLength });
    return lengthInUnits === undefined ? [] : [{ text: text.text.trim(), candidatesM, lengthInUnits }];
  });
}

function reachOf({ heightInUnits }: DrawingText): number {
  return dimensionReachHeights * heightInUnits;
}

/** Length of the line at a text in one direction, its arrowheads included; undefined where there is none. */
function dimensionLength(
  text: DrawingText,
  { lines, heads }: { lines: readonly DrawingPath[]; heads: readonly DrawingPath[] },
  { turnRad, halfGap, halfAside }: { turnRad: number; halfGap: number; halfAside: number },
): number | undefined {
  const middle = middleOfText(text);
  const angleRad = (text.setting?.angleRad ?? 0) + turnRad;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const { heightInUnits: height } = text;
  const along = ([x, y]: Readonly<Point>) => (x - middle[0]) * cos + (y - middle[1]) * sin;
  const aside = ([x, y]: Readonly<Point>) => (y - middle[1]) * cos - (x - middle[0]) * sin;
  const rows = lines.flatMap(({ points }) => {
    const [offset, other] = points.map(aside);
    const [from, to] = points.map(along).sort((p, q) => p - q);
    return Math.abs(offset) <= halfAside && Math.abs(other - offset) <= 0.1 * height
      ? [{ offset, from, to }]
      : [];
  });
  const line = lineAround(rows, halfGap + reachOf(text));
  if (!line) return undefined;
  // The line ends where its arrowheads begin.
  const ends = heads.flatMap(({ points }) => {
    if (points.some((point) => Math.abs(aside(point) - line.offset) > height)) return [];
    const alongs = points.map(along);
    const [low, high] = [Math.min(...alongs), Math.max(...alongs)];
    const isAtEnd = [line.from, line.to].some(
      (end) => end >= low - 0.2 * height && end <= high + 0.2 * height,
    );
    return high - low <= 2 * height && isAtEnd ? [low, high] : [];
  });
  return Math.max(line.to, ...ends) - Math.min(line.from, ...ends);
}

interface AlongText {
  offset: number;
  from: number;
  to: number;
}

/** The line nearest to a text that runs past its middle, or two in line with each other from both sides of it. */
function lineAround(rows: readonly AlongText[], halfGap: number): AlongText | undefined {
  for (const { offset } of [...rows].sort((p, q) => Math.abs(p.offset) - Math.abs(q.offset))) {
    const inLine = rows.filter((each) => Math.abs(each.offset - offset) < 1e-3 * halfGap);
    const whole = inLine.find(({ from, to }) => from < 0 && to > 0);
    if (whole && whole.to - whole.from > 2 * halfGap) return whole;
    const left = inLine.find(({ to }) => to <= 0 && to >= -halfGap);
    const right = inLine.find(({ from }) => from >= 0 && from <= halfGap);
    // A dimension's text stands in its middle.
    const isEven = left && right && isAboutHalf(left.to - left.from, right.to - right.from);
    if (isEven) return { offset, from: left.from, to: right.to };
  }
  return undefined;
}

function isAboutHalf(one: number, other: number): boolean {
  return Math.min(one, other) >= 0.8 * Math.max(one, other);
}

function textLength({ text, heightInUnits, setting }: DrawingText): number {
  return setting?.lengthInUnits ?? 0.6 * heightInUnits * text.trim().length;
}

function middleOfText(text: DrawingText): Point {
  const { angleRad, acrossRatio } = text.setting ?? { angleRad: 0, acrossRatio: 0 };
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const ahead = (0.5 - acrossRatio) * textLength(text);
  const up =
    text.setting?.row === 'middle' ? 0 : 0.35 * text.heightInUnits * (text.setting?.row === 'top' ? -1 : 1);
  const [x, y] = text.position;
  return [x + ahead * cos - up * sin, y + ahead * sin + up * cos];
}

function unitGiven(given: UnitName | number): UnitGuess {
  if (typeof given === 'number') return { unit: `${given} m`, metresPerUnit: given, basis: 'given' };
  return { unit: given, metresPerUnit: metresPerUnit[given], basis: 'given' };
}

/** The unit or scale that the file itself states, as a vote. */
function statedVote(
  kind: 'header' | 'sheet-scale',
  unit: string,
  { count, taken }: { count: number; taken: string },
): UnitVote {
  const isTaken = unit === taken;
  return {
    ...{ kind, count, weight: headerWeight, says: isTaken ? 'for' : 'against', unit },
    ...{ fitRatio: 1, takenFitRatio: isTaken ? 1 : 0 },
  };
}

const votesOrder: readonly UnitVote['says'][] = ['against', 'for', 'unclear'];

/** The votes of all kinds of things on the unit taken, those against it first. `others` are tried in the order of their scores. */
function sizeVotes(
  evidence: readonly SizeEvidence[],
  taken: UnitGuess,
  others: readonly Candidate[],
): UnitVote[] {
  const scored = [...others].sort((p, q) => scoreOf(q, evidence) - scoreOf(p, evidence));
  return evidence
    .map(({ kind, count, fits, typicalM }): UnitVote => {
      const takenFitRatio = fits(taken.metresPerUnit);
      const bestRatio = Math.max(takenFitRatio, ...scored.map((each) => fits(each.metresPerUnit)));
      const isTaken = takenFitRatio >= Math.max(minFitRatio, minTakenOfBest * bestRatio);
      const best = isTaken ? taken : scored.find((each) => fits(each.metresPerUnit) === bestRatio);
      const found = bestRatio >= minFitRatio ? best : undefined;
      return {
        ...{ kind, count, weight: weightOf(kind, count), takenFitRatio: rounded(takenFitRatio) },
        says: found ? (isTaken ? 'for' : 'against') : 'unclear',
        ...(found ? { unit: found.unit } : {}),
        fitRatio: rounded(found ? fits(found.metresPerUnit) : takenFitRatio),
        ...(typicalM
          ? {
              typicalM: typicalM((found ?? taken).metresPerUnit).map(rounded),
              takenTypicalM: typicalM(taken.metresPerUnit).map(rounded),
            }
          : {}),
      };
    })
    .sort((p, q) => votesOrder.indexOf(p.says) - votesOrder.indexOf(q.says) || q.weight - p.weight);
}

function weightOf(kind: SizeKind, count: number): number {
  const [weight, enough] = weights[kind];
  return weight * Math.min(1, count / enough);
}

/** Three digits: what is shown. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The unit that all evidence together speaks for. */
function unitOfEvidence(evidence: readonly SizeEvidence[], named: UnitName | undefined): UnitGuess {
  const scored = candidates()
    .map((candidate) => ({ candidate, score: scoreOf(candidate, evidence) }))
    .sort((p, q) => q.score - p.score);
  const [{ candidate: best, score }] = scored;
  if (score <= minScore) return assumed(named, evidence);
  const ofHeader = scored.find(({ candidate: { name } }) => name !== undefined && name === named);
  const isDenied = deniesHeader(evidence, best, ofHeader?.candidate);
  const isOther = named && best.name !== named;
  if (isOther && !isDenied && !isOfAPlan(evidence, best)) return assumed(named, evidence);
  if (
    named &&
    !isDenied &&
    ofHeader &&
    ofHeader.score + headerWeight >= score &&
    ofHeader.score >= minOfBest * score
  ) {
    return { unit: named, metresPerUnit: metresPerUnit[named], basis: 'header' };
  }
  const { unit, metresPerUnit: found, plots = 0 } = best;
  const basis = named ? 'against-header' : 'sizes';
  const isOfBar = evidence.some(({ kind, fits }) => kind === 'scale-bars' && fits(found) >= minFitRatio);
  return {
    unit,
    metresPerUnit: found,
    // Scales of such plots lie near each other: sizes of things cannot tell 1:48 from 1:50.
    basis: plots > 1 ? 'assumed' : basis,
    warning: named
      ? say('warning-unit-against-header', { named, unit })
      : say(isOfBar ? 'warning-unit-scale-bar' : 'warning-unit-sizes', { unit }),
  };
}

/** Bays and written lengths that fit at one scale and not at the header's decide against the header. */
function deniesHeader(
  evidence: readonly SizeEvidence[],
  best: Candidate,
  ofHeader: Candidate | undefined,
): boolean {
  const faces = evidence.find(({ kind }) => kind === 'wall-faces');
  const haveFaces = (faces?.fits(best.metresPerUnit) ?? 1) >= 0.5;
  return (
    haveFaces &&
    evidence.some(
      ({ kind, count, fits }) =>
        (kind === 'bays' || kind === 'dimensions') &&
        count >= weights[kind][1] &&
        fits(best.metresPerUnit) >= 0.9 &&
        fits(ofHeader?.metresPerUnit ?? 1) <= 0.1,
    )
  );
}

/**
 * The header's unit, else millimetres; where a header's unit makes all that is drawn a speck, the first unit at which it
 * could be a plan. A detail of a metre is none at another unit either.
 */
function assumed(named: UnitName | undefined, evidence: readonly SizeEvidence[]): UnitGuess {
  const unit = named ?? 'mm';
  if (named && !isDrawable(metresPerUnit[named], evidence)) {
    const other = assumedUnits.find((each) => (extentIn(evidence)?.fits(metresPerUnit[each]) ?? 0) > 0);
    if (other) {
      return {
        ...{ unit: other, metresPerUnit: metresPerUnit[other], basis: 'assumed' },
        warning: say('warning-unit-header-impossible', { named, unit: other }),
      };
    }
  }
  return {
    unit,
    metresPerUnit: metresPerUnit[unit],
    basis: 'assumed',
    warning: say(named ? 'warning-unit-header-alone' : 'warning-unit-assumed', { unit }),
  };
}

function extentIn(evidence: readonly SizeEvidence[]): SizeEvidence | undefined {
  return evidence.find(({ kind, count }) => kind === 'extent' && count > 0);
}

/** True where everything drawn has a size at this scale at which something can have been drawn. */
function isDrawable(scale: number, evidence: readonly SizeEvidence[]): boolean {
  const [sizeM] = extentIn(evidence)?.typicalM?.(scale) ?? [];
  return sizeM === undefined || (sizeM >= drawableRangeM.min && sizeM <= drawableRangeM.max);
}

/** True where things of a plan fit at a scale: details and machines have letters, an extent and lines side by side too. */
function isOfAPlan(evidence: readonly SizeEvidence[], { metresPerUnit: scale }: Candidate): boolean {
  return evidence.some(({ kind, count, fits }) => {
    if (kind === 'letters' || kind === 'extent' || count === 0) return false;
    return fits(scale) >= (kind === 'wall-faces' ? minFacesOfPlan : minFitRatio);
  });
}

/** Units of drawings, those that most have first. */
const assumedUnits = ['mm', 'm', 'cm', 'in', 'ft'] as const;

function candidates(): Candidate[] {
  const whole = (Object.keys(metresPerUnit) as UnitName[]).map((name) => ({
    unit: name,
    name,
    metresPerUnit: metresPerUnit[name],
  }));
  const plotted = plotScales.map((scale) => ({
    unit: `mm 1:${scale}`,
    metresPerUnit: scale / 1000,
    plots: 1,
  }));
  const rare = (['in', 'ft', 'm'] as const).flatMap((unit) =>
    rarePlotScales[unit].map((scale) => ({
      unit: `${unit} 1:${scale}`,
      metresPerUnit: scale * metresPerUnit[unit],
      plots: 2,
    })),
  );
  return [...whole, ...plotted, ...rare];
}

function scoreOf({ metresPerUnit: scale, plots = 0 }: Candidate, evidence: readonly SizeEvidence[]): number {
  let score = -plots * plotWeight;
  for (const { kind, count, fits } of evidence) score += weightOf(kind, count) * fits(scale);
  return score;
}

/** Things of one kind: how many there are, and how well their sizes fit at a number of metres per unit, from 0 to 1. */
interface SizeEvidence {
  kind: SizeKind;
  count: number;
  fits: (metresPerUnit: number) => number;
  /** The middle one at a number of metres per unit, m, side by side. */
  typicalM?: (metresPerUnit: number) => number[];
}

/** Everything in a drawing that tells its unit. */
function sizeEvidence(drawing: Drawing, classOf: (path: DrawingPath) => LayerClass): SizeEvidence[] {
  const paths = drawing.paths.length > maxPaths ? drawing.paths.filter((_, i) => i % 4 === 0) : drawing.paths;
  const found: SizeEvidence[] = [
    ...shapeEvidence(paths, classOf),
    ...lineEvidence(paths, classOf),
    ...textEvidence(drawing),
  ];
  return found.filter(({ count }) => count > 0);
}

type Sizes = readonly (readonly number[])[];

/** Sizes within ranges of metres, side by side. */
function within(
  kind: SizeKind,
  sizes: Sizes,
  ...rangesM: readonly (readonly [number, number])[]
): SizeEvidence {
  return {
    kind,
    count: sizes.length,
    fits: (metresPerUnit) =>
      sizes.filter((sides) =>
        sides.every(
          (side, i) => side * metresPerUnit >= rangesM[i][0] && side * metresPerUnit <= rangesM[i][1],
        ),
      ).length / Math.max(1, sizes.length),
    typicalM: (metresPerUnit) =>
      rangesM.map((_, side) => metresPerUnit * median(sizes.map((sides) => sides[side]))),
  };
}

/** Bays, columns and door leaves by their shapes; those on layers that say so count alone where there are any. */
function shapeEvidence(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): SizeEvidence[] {
  const named: Record<'columns' | 'doors', number[][]> = { columns: [], doors: [] };
  const wholeBays: number[][] = [];
  const bayLines: number[][] = [];
  const alike: [number, number][] = [];
  const arcs: number[][] = [];
  for (const path of paths) {
    const layerClass = classOf(path);
    const { points, arc } = path;
    if (path.source === 'arc' && arc) {
      const sweep = lengthOf(path) / arc.radiusInUnits;
      if (sweep < 1.3 || sweep > 1.75) continue;
      (layerClass.includes('door') ? named.doors : arcs).push([arc.radiusInUnits]);
    } else if (path.closed && points.length === 4) {
      const { lengthM, widthM } = rectangleAround(points);
      if (layerClass === 'column') named.columns.push([lengthM, widthM]);
      else if (layerClass === 'bay') wholeBays.push([lengthM, widthM]);
      else if (layerClass === 'unknown' && widthM > 0) alike.push([lengthM, widthM]);
    } else if (layerClass === 'bay' && !path.closed && points.length === 4) {
      const [one, end, two] = [0, 1, 2].map((side) => distance(points[side], points[side + 1]));
      if (Math.abs(one - two) < 0.01 * one) wholeBays.push([one, end]);
    } else if (layerClass === 'bay' && points.length === 2) {
      const length = distance(points[0], points[1]);
      bayLines.push([length, length / 2.2]);
    }
  }
  // Wheel stops lie on the layer of the bays too: lines count where no bay is drawn as a whole.
  const drawnBays = wholeBays.length > 0 ? wholeBays : bayLines;
  const bays = drawnBays.length > 0 ? drawnBays : alike.filter(([a, b]) => a / b > 1.8 && a / b < 2.6);
  return [
    within('bays', bays, [4.7, 6.3], [2.1, 2.95]),
    within('columns', named.columns, [0.3, 1.6], [0.25, 1.3]),
    within('doors', named.doors.length > 0 ? named.doors : arcs, [0.58, 1.25]),
  ];
}

/** Distances of the faces of walls and of treads: lines that run beside each other. */
function lineEvidence(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): SizeEvidence[] {
  const drawn = paths.filter(
    (path) =>
      path.widthInUnits === 0 &&
      path.source !== 'arc' &&
      path.source !== 'circle' &&
      path.points.length < 200,
  );
  const walls = drawn.filter((path) => wallClasses.has(classOf(path)));
  const unknown = drawn.filter((path) => classOf(path) === 'unknown' || classOf(path) === 'stair');
  const faces = faceDistances(walls.length > 20 ? walls : [...walls, ...unknown]);
  return [
    within('wall-faces', faces, [0.09, 0.42]),
    within('treads', treadSpacings(unknown), [0.23, 0.34]),
    extentEvidence(walls.length > 20 ? walls : drawn),
  ];
}

/** Distance from each long line to the nearest that runs beside it, where that is much less than its length. */
function faceDistances(paths: readonly DrawingPath[]): number[][] {
  const { set, scale } = unitless(paths);
  if (!set) return [];
  const { lines, byDirection } = set;
  const found: number[][] = [];
  for (const members of byDirection) {
    members.forEach((member, p) => {
      const line = lines[member];
      for (let q = p + 1; q < Math.min(members.length, p + 60); q++) {
        const other = lines[members[q]];
        const gap = other.offset - line.offset;
        if (gap < 1e-6 || gap > line.lengthM / 4) {
          if (gap > line.lengthM / 4) break;
          continue;
        }
        const together = Math.min(line.to, other.to) - Math.max(line.from, other.from);
        if (together < 3 * gap || together < 0.5 * Math.min(line.lengthM, other.lengthM)) continue;
        found.push([gap * scale]);
        break;
      }
    });
  }
  return found;
}

/** Spacing of at least five lines of one length at equal distances. */
function treadSpacings(paths: readonly DrawingPath[]): number[][] {
  const { set, scale } = unitless(paths.filter(({ points, closed }) => points.length === 2 && !closed));
  if (!set) return [];
  const { lines, byDirection } = set;
  const found: number[][] = [];
  for (const members of byDirection) {
    for (let p = 0; p + 4 < members.length; p++) {
      const row = [0, 1, 2, 3, 4].map((k) => lines[members[p + k]]);
      const spacingInUnits = row[1].offset - row[0].offset;
      const lengthInUnits = row[0].lengthM;
      if (spacingInUnits < lengthInUnits / 12 || spacingInUnits > lengthInUnits / 2.2) continue;
      const isRow = row.every(
        (line, k) =>
          Math.abs(line.offset - row[0].offset - k * spacingInUnits) < 0.03 * spacingInUnits &&
          Math.abs(line.from - row[0].from) < 0.05 * lengthInUnits &&
          Math.abs(line.to - row[0].to) < 0.05 * lengthInUnits,
      );
      if (isRow) found.push([spacingInUnits * scale]);
    }
  }
  return found;
}

/** Lines in a size at which the thresholds of metres do no harm, and what brings their lengths back. */
function unitless(paths: readonly DrawingPath[]) {
  const bounds = boundsOf(paths.flatMap(({ points }) => points));
  const size = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  if (!(size > 0)) return { set: undefined, scale: 1 };
  const scale = size / 1000;
  const scaled = paths.map((path) => ({
    ...path,
    points: path.points.map(([x, y]): [number, number] => [
      (x - bounds.minX) / scale,
      (y - bounds.minY) / scale,
    ]),
  }));
  return { set: collectLines(scaled, () => false, []), scale };
}

/** A plan is 8 to 400 m wide; most are 15 to 150 m. */
function extentEvidence(paths: readonly DrawingPath[]): SizeEvidence {
  const { minX, minY, maxX, maxY } = boundsOf(paths.flatMap(({ points }) => points));
  const size = Math.max(maxX - minX, maxY - minY);
  return {
    kind: 'extent',
    count: Number.isFinite(size) && size > 0 ? 1 : 0,
    fits: (metresPerUnit) => {
      const sizeM = size * metresPerUnit;
      if (sizeM >= 12 && sizeM <= 200) return 1;
      return sizeM >= 7 && sizeM <= 900 ? 0.5 : 0;
    },
    typicalM: (metresPerUnit) => [size * metresPerUnit],
  };
}

/** Letters of a plan, lengths in feet and inches, and numbers beside lines as long as they say. */
function textEvidence(drawing: Drawing): SizeEvidence[] {
  const texts = drawing.texts.slice(0, maxLetters);
  const heights = texts
    .filter(({ heightInUnits }) => heightInUnits > 0)
    .map(({ heightInUnits }) => [heightInUnits]);
  const feet = texts.filter(({ text }) => feetInM(text) !== undefined).length;
  return [
    within('letters', heights, [0.09, 1.2]),
    {
      kind: 'feet',
      count: feet >= 3 ? feet : 0,
      fits: (metresPerUnit) => (isAbout(metresPerUnit, 0.0254) || isAbout(metresPerUnit, 0.3048) ? 1 : 0),
    },
    dimensionEvidence(drawing),
    barEvidence(drawing),
  ];
}

/** Texts that are lengths, each with the lines beside it: at the right scale one of them is as long as it says. */
function dimensionEvidence({ texts, paths }: Drawing): SizeEvidence {
  const lines = paths.filter(
    ({ points, closed, source }) => points.length === 2 && !closed && source !== 'arc',
  );
  const stated = texts.slice(0, maxLetters).flatMap((text) => {
    const candidatesM = lengthsM(text.text);
    return candidatesM.length > 0 && text.heightInUnits > 0 ? [{ ...text, candidatesM }] : [];
  });
  if (stated.length < 3 || lines.length === 0) return { kind: 'dimensions', count: 0, fits: () => 0 };
  const cell = Math.max(...stated.map(({ heightInUnits }) => heightInUnits)) * textReachHeights;
  const grid = new PointGrid(cell);
  lines.forEach(({ points: [a, b] }, i) => {
    grid.add(i, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
  });
  const measured = stated.flatMap(({ position: [x, y], heightInUnits, candidatesM }) => {
    const reach = heightInUnits * textReachHeights;
    const near = grid
      .near(x - reach, y - reach, x + reach, y + reach)
      .map((i) => distance(lines[i].points[0], lines[i].points[1]))
      .filter((length) => length > heightInUnits);
    return near.length > 0 ? [{ near, candidatesM }] : [];
  });
  return {
    kind: 'dimensions',
    count: measured.length,
    fits: (metresPerUnit) =>
      measured.filter(({ near, candidatesM }) =>
        candidatesM.some((lengthM) => near.some((length) => isAbout(length * metresPerUnit, lengthM))),
      ).length / measured.length,
  };
}

/** Scale bars, each of which says how long a unit is. */
function barEvidence({ paths, texts }: Drawing): SizeEvidence {
  const bars = findScaleBars({ paths, texts: texts.slice(0, maxLetters) });
  return {
    kind: 'scale-bars',
    count: bars.length,
    fits: (scale) =>
      bars.filter(({ metresPerUnit: stated }) => Math.abs(stated - scale) <= maxBarError * stated).length /
      Math.max(1, bars.length),
  };
}

function isAbout(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= 0.004 * wanted;
}

/** Lengths that a text may state, m: millimetres, metres or feet and inches. */
function lengthsM(text: string): number[] {
  const feetM = feetInM(text);
  if (feetM !== undefined) return [feetM];
  const plain = foldTraditional(text).trim();
  if (/^\d{3,6}$/.test(plain)) return [Number(plain) / 1000, Number(plain) / 100];
  return /^\d{1,3}[.,]\d{1,3}\s?m?$/.test(plain)
    ? [Number(plain.replace(',', '.').replace(/\s?m$/, ''))]
    : [];
}

/** `12'-6"`, `13'8`, `40'`, `40 ft`: metres. */
function feetInM(text: string): number | undefined {
  const match =
    /^\s*(\d{1,3})\s?(?:['’′]|ft\.?|feet)\s?-?\s?(?:(\d{1,2})(?:\s(\d{1,2})\/(\d{1,2}))?\s?(?:["”″]|'')?)?(?:\s*[xX×].*)?\s*$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, feet, inches = '0', over = '0', under = '1'] = match;
  return 0.3048 * Number(feet) + 0.0254 * (Number(inches) + Number(over) / Number(under));
}

function lengthOf({ points, closed }: DrawingPath): number {
  let length = 0;
  for (let i = 1; i < points.length; i++) length += distance(points[i - 1], points[i]);
  return closed ? length + distance(points[points.length - 1], points[0]) : length;
}
