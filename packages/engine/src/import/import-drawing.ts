import {
  asPhrase,
  createTangentPlane,
  DrawingError,
  degToRad,
  foldTraditional,
  InputError,
  midpoint,
  type PhraseCode,
  PlanError,
  type Point,
  reportProgress,
  requireList,
  requireObject,
  rotatePoint,
  say,
} from '../core/index.ts';
import {
  findCarrierProfile,
  type ImportedLevel,
  type ImportSummary,
  type LeftOut,
  type Level,
  type LevelTransform,
  type Plan,
  parsePlan,
  placedOpenings,
  planToDrawing,
  type SizeCheck,
  summariseLevel,
  withImportBasis,
} from '../plan/index.ts';
import { buildLevels, exactShift, isRaster } from './build-levels.ts';
import { checkExtent, noWalls } from './drawing/check-extent.ts';
import {
  createItemClassifier,
  createLayerClassifier,
  type GuessedClasses,
  type LayerClassifier,
} from './drawing/classify-layer.ts';
import { refuseDamagedWalls } from './drawing/damaged-part.ts';
import type { Drawing } from './drawing/drawing.ts';
import { joinTextFragments } from './drawing/join-text-fragments.ts';
import type { LayerClass } from './drawing/layer-classes.ts';
import { describeLocation, type ImportWarning, importWarning } from './drawing/level-drawing.ts';
import type {
  DrawingFile,
  DrawingFormat,
  DrawingOrigin,
  ReadDrawing,
  SheetPage,
  StatedLevel,
} from './drawing/read-drawing.ts';
import { moveDrawing, straightenDrawing, transformDrawing } from './drawing/transform-drawing.ts';
import { pointName, type UnitGuess, type UnitName } from './drawing/units.ts';
import { hiddenPlanWarnings, refuseWithoutBuilding, withUnseen } from './drawing/unseen-parts.ts';
import { type ReadOptions, readDrawing } from './formats/read-drawing.ts';
import { unfoundTitles } from './recognition/confidence/left-out.ts';
import { type DrawingPart, givenParts, proposeParts } from './recognition/drawing-parts.ts';
import { guessLayerClasses, guessWarning } from './recognition/guess-layer-classes.ts';
import {
  guessUnits,
  sheetUnitOfDimensions,
  sheetUnitOfSizes,
  withSheetVotes,
} from './recognition/guess-units.ts';
import {
  classifyLines,
  findUnnamedWalls,
  findWallsAmongOpenings,
  type NoWall,
  wallLengthM,
} from './recognition/lines/classify-lines.ts';
import { findMarkings, findUnnamedThings } from './recognition/lines/classify-things.ts';
import { giveLines } from './recognition/lines/give-lines.ts';
import { recogniseShapes } from './recognition/lines/known-shapes.ts';
import { type PlacedLevel, placeLevels } from './recognition/place-levels.ts';
import type { OutlineCandidate } from './recognition/rooms/outline-candidates.ts';
import {
  type LevelPart,
  splitLevels,
  splitStoreys,
  statedPart,
  wantedParts,
} from './recognition/split-levels.ts';
import { splitPens } from './recognition/split-pens.ts';
import type { Corrections } from './review/corrections.ts';
import type { Doubt } from './review/doubts.ts';
import type { Evidence } from './review/evidence.ts';
import { importSettings } from './review/import-settings.ts';
import type { ImportPreset } from './review/presets.ts';
import { dropAnswered, type NamedPart, nameLevels, reviewLevels } from './review/review-levels.ts';
import { markTexts } from './review/text-marks.ts';
import { tuning } from './tuning.ts';

const { maxNamed, largestLevelCount } = tuning.importDrawing;
const { enoughWallsM, shortestToldM } = tuning.linesClassifyLines;

interface RefusedScan {
  /** Its size in words. */
  encoding: string;
  metresPerPixel: number;
}

/** Error of a drawing without walls. */
const emptyCodes: ReadonlySet<PhraseCode> = new Set<PhraseCode>([
  'no-walls',
  'no-wall-layers',
  'proxy-walls',
]);

export interface ImportOptions extends ReadOptions {
  /** Name of the file: names the community where nothing else does. */
  fileName?: string;
  /** Unit of the drawing, or metres per unit. Guessed from header and geometry when left out. */
  units?: UnitName | number;
  /** Layer names or patterns with `*`, and what they hold. Wins over the preset, that over the built-in table. */
  layers?: Readonly<Record<string, string>>;
  /** Preset of the office that drew it. */
  preset?: ImportPreset;
  /** Decisions of the planner about an earlier import of the same drawing. They win over everything. */
  corrections?: Corrections;
  /** Take only this level (`B1`). */
  level?: string;
  communityName?: string;
  /** Values that the drawing cannot tell. */
  defaults?: Pick<Plan, 'carriers' | 'requirements'>;
}

/** The drawing of one level with the class that each line was taken for. */
export interface DrawnLevel {
  levelId: string;
  drawing: Drawing;
  /** One for each of the drawing's paths, in their order; `unknown` is taken for nothing. */
  classes: LayerClass[];
}

/** The edges that the floor of a level may have, the likeliest first, in the drawing's own coordinates. */
export interface LevelOutlines {
  /** Id that the import gives the level: what `corrections.levels` goes by. */
  level: string;
  candidates: OutlineCandidate[];
}

/** Describes a drawing that may be no garage, by all that can be chosen among in it. */
export interface DrawingInspection {
  units: UnitGuess;
  /** Parts of model space that stand apart. */
  parts: DrawingPart[];
  outlines: LevelOutlines[];
}

/** A plan that was read from a drawing, and everything that is known of how it was read. */
export interface ImportResult {
  plan: Plan;
  source: { format: DrawingFormat; unit: string; encoding: string };
  /** The unit with everything that speaks for it and against it. */
  units: UnitGuess;
  levels: ImportedLevel[];
  /** Parts of model space that stand apart, whichever were taken: `corrections.parts` chooses among them. */
  parts: DrawingPart[];
  /** Edges that the floor may have, of each level whose outline is in doubt or was: `corrections.levels` takes one. */
  outlines: LevelOutlines[];
  /** Pages of a PDF of several, where none was asked for. */
  pages?: SheetPage[];
  warnings: ImportWarning[];
  /** Doubts, one question each, the most far-reaching first. */
  doubts: Doubt[];
  /** Everything recognised, with its confidence and reasons. */
  evidence: Evidence[];
  /** The drawing of each level in plan coordinates, to look at beside the plan. */
  drawings: DrawnLevel[];
}

/**
 * Turns a drawing or model of an underground garage, in one file or one per level, into a plan. Every level is turned
 * along its main direction; lower levels are aligned under the first. Throws `DrawingError` when the file cannot be
 * read or shows no garage; whatever was assumed or left out is in `warnings`.
 */
export async function importDrawing(
  source: Uint8Array | readonly DrawingFile[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  requireObject('options', options);
  const named = source instanceof Uint8Array ? [{ bytes: source, fileName: options.fileName }] : source;
  const read = await readDrawing(named, options);
  return explained(read, options, (each) => recognise(each, options, moveDrawing));
}

/**
 * Works like `importDrawing`, from a drawing that was read before: cheap enough to be repeated after every correction.
 */
export function recogniseDrawing(read: ReadDrawing, options: ImportOptions = {}): ImportResult {
  requireObject('read', read, ['sheets', 'format']);
  requireList('read.sheets', read.sheets);
  requireObject('options', options);
  return explained({ ...read, sheets: [...read.sheets] }, options, (copy) =>
    recognise(copy, options, transformDrawing),
  );
}

/**
 * Tells of a drawing, whether it is refused or not, the unit with what speaks for it, parts of model space that
 * stand apart, edges that its floors may have. All to be chosen among in `corrections`; coordinates are the drawing's own.
 */
export function inspectDrawing(read: ReadDrawing, options: ImportOptions = {}): DrawingInspection {
  requireObject('read', read, ['sheets', 'format']);
  requireList('read.sheets', read.sheets);
  requireObject('options', options);
  const settings = importSettings(options);
  const copy = () => ({ ...read, sheets: [...read.sheets] });
  const { units, parts } = prepareSheets(copy(), settings, transformDrawing, () => {});
  const outlines: LevelOutlines[] = [];
  try {
    recognise(copy(), { ...options, monitor: undefined }, transformDrawing, outlines);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return { units, parts: parts(), outlines };
}

/** A refusal of an image is told with what it means, that of a drawing with what was not seen of it. */
function explained(
  read: ReadDrawing,
  options: ImportOptions,
  work: (read: ReadDrawing) => ImportResult,
): ImportResult {
  try {
    return work(read);
  } catch (error) {
    const metresPerPixel = read.unit?.metresPerUnit;
    if (!isRaster(read) || metresPerPixel === undefined) {
      const { layers, blocks } = importSettings(options);
      throw read.unseen ? withUnseen(error, read.unseen, createLayerClassifier(layers, blocks)) : error;
    }
    throw explainRefusal(error, { encoding: read.encoding, metresPerPixel });
  }
}

/**
 * Empties the sheets once they are levels. `toMetres` may move a drawing itself where nobody else needs it. `outlines` gets
 * what the floors of levels in doubt may be bounded by, of a drawing that is refused too.
 */
function recognise(
  read: ReadDrawing,
  options: ImportOptions,
  toMetres: typeof moveDrawing,
  outlines: LevelOutlines[] = [],
): ImportResult {
  const settings = importSettings(options);
  const report = (doneRatio: number, levelId?: string) =>
    reportProgress(options.monitor, 'import', doneRatio, levelId);
  const split = splitSheets(read, settings, toMetres, report);
  const { units, classify, guesses, areStoreys, proposed } = split;
  const { metresPerUnit } = units;
  report(0.7);
  const named = nameLevels(split.parts, options.corrections, { metresPerUnit, warnings: split.warnings });
  const warnings = dropAnswered(split.warnings, named);
  const parts = named.map(({ part }) => part);
  const placed = placeLevels(wantedParts(parts, options.level), {
    classify,
    guesses,
    hasCommonFrame: areStoreys,
    rotationDeg: settings.rotationDeg,
    shiftOf: (id) => named.find(({ part }) => part.id === id)?.given.shiftM ?? [0, 0],
    lineThicknessM: settings.defaults.wallThicknessM,
    mayAssumeOutline: isDrawn(read),
    warnings,
    leftOut: split.leftOut,
    onOutlines: outlineCollector(outlines, named, metresPerUnit),
    onProgress: (doneRatio, levelId) => report(0.7 + 0.2 * doneRatio, levelId),
  });
  const isTraced = isRaster(read);
  const scored = buildLevels(placed, { named, areStoreys, isTraced, units, settings, warnings });
  report(0.92);
  const shifts = new Map(placed.map((each) => [each.part.id, exactShift(each)]));
  const review = reviewLevels(scored, {
    unit: units,
    guesses,
    shiftOf: (id) => shifts.get(id)!,
    corrections: options.corrections,
  });
  report(0.97);
  const built = checkedPlan(planOf(review.levels, read, split.communityName, options));
  const found = [...warnings, ...review.warnings];
  const { leftOut, lines } = split;
  const summary = importSummary({ read, units, parts, placed, leftOut, lines, found });
  const plan = withImportBasis(built, { summary });
  report(1);
  return {
    plan,
    source: { format: read.format, unit: units.unit, encoding: read.encoding },
    units,
    levels: review.levels.map(({ level, transform }) => summariseLevel(level, transform)),
    parts: proposed,
    outlines,
    ...(read.pages ? { pages: read.pages } : {}),
    warnings: [...found, ...plan.levels.flatMap(strayOpenings)],
    doubts: review.doubts,
    evidence: review.evidence,
    drawings: placed.map(drawnLevel),
  };
}

/** Findings that a plan carries; of a drawing with more something else is wrong. */
const maxFindings = 200;

function storedFinding({ code, at, said: stated }: ImportWarning) {
  return { code, at: at.slice(0, 1000), said: stated };
}

function drawnLevel(placed: PlacedLevel): DrawnLevel {
  const { part, level, found } = placed;
  const classes = level.drawing.paths.map((path) =>
    found.columnSides.has(path) ? 'column' : level.classOf(path),
  );
  return { levelId: part.id, classes, drawing: moveDrawing(level.drawing, 1, 0, exactShift(placed)) };
}

/** Puts what is told of levels under the ids that the import gives them, as corrections take it. */
function outlineCollector(
  outlines: LevelOutlines[],
  named: readonly NamedPart[],
  metresPerUnit: number,
): (id: string, candidates: OutlineCandidate[]) => void {
  return (id, candidates) => {
    const level = named.find(({ part }) => part.id === id)!.sourceId;
    outlines.push({ level, candidates: candidates.map((each) => asStored(each, metresPerUnit)) });
  };
}

/** A candidate as corrections take it: its corners in the drawing's own units, to a tenth of a millimetre. */
function asStored(candidate: OutlineCandidate, metresPerUnit: number): OutlineCandidate {
  const stepM = 10 ** Math.floor(Math.log10(0.0001 / metresPerUnit));
  const inUnits = (valueM: number) =>
    Number((Math.round(valueM / metresPerUnit / stepM) * stepM).toPrecision(15));
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    ...candidate,
    ring: candidate.ring.map(([x, y]): Point => [inUnits(x), inUnits(y)]),
    areaM2: rounded(candidate.areaM2, 1),
    lengthM: rounded(candidate.lengthM, 1),
    longestGapM: rounded(candidate.longestGapM, 1),
    drawnRatio: rounded(candidate.drawnRatio, 3),
    thingsRatio: rounded(candidate.thingsRatio, 3),
    wallsRatio: rounded(candidate.wallsRatio, 3),
    confidence: rounded(candidate.confidence, 2),
  };
}

/** The sheets of a file in metres, each line with its class. */
interface PreparedSheets {
  sheets: { drawing: Drawing; level: StatedLevel | undefined }[];
  units: UnitGuess;
  classify: LayerClassifier;
  guesses: GuessedClasses;
  warnings: ImportWarning[];
  /** Absent of formats that state what things are. */
  lines: ImportSummary['lines'];
  /** Parts that stand apart on the sheets of which nobody says what level they are. */
  parts(): DrawingPart[];
}

/** The levels that a file shows, in metres, and what is known of all of them. */
interface SplitSheets extends Omit<PreparedSheets, 'sheets' | 'parts'> {
  parts: LevelPart[];
  /** Each sheet says which level it is. */
  areStoreys: boolean;
  communityName: string | undefined;
  leftOut: LeftOut[];
  proposed: DrawingPart[];
}

function prepareSheets(
  read: ReadDrawing,
  settings: ReturnType<typeof importSettings>,
  toMetres: typeof moveDrawing,
  report: (doneRatio: number) => void,
): PreparedSheets {
  const classify = createLayerClassifier(settings.layers, settings.blocks);
  const warnings = [...read.warnings];
  report(0.6);
  const units = unitsOf(read, settings.units, classify);
  if (units.warning) warnings.push(importWarning('unit', read.paper ? 'scale' : '$INSUNITS', units.warning));
  report(0.62);
  const sheets = read.sheets.flatMap(({ drawing, level }): PreparedSheets['sheets'] => {
    const inMetres = toMetres(drawing, units.metresPerUnit, 0, [0, 0]);
    const marked = markTexts(joinTextFragments(inMetres), settings.texts);
    return isDrawn(read) ? storeysOf(marked, classify, warnings) : [{ drawing: marked, level }];
  });
  const drawings = sheets.map(({ drawing }) => drawing);
  drawings.forEach(splitPens);
  warnings.push(...giveLines(drawings, settings.lines, units.metresPerUnit));
  if (isDrawn(read)) {
    const { isGiven } = createLayerClassifier(settings.statedLayers);
    const known = drawings.reduce((sum, each) => sum + recogniseShapes(each, settings.shapes, isGiven), 0);
    if (known > 0) {
      warnings.push(
        importWarning('shapes-known', 'preset.shapes', say('warning-shapes-known', { count: known })),
      );
    }
  }
  report(0.64);
  const told = sheets.map(({ drawing }) =>
    guessLayerClasses(drawing, createItemClassifier(drawing, classify)),
  );
  const guesses = new Map(told.flatMap((each) => [...each.guesses]));
  warnings.push(...guessWarning(guesses));
  const lines = isDrawn(read) ? { byShapeM: 0, crossingM: 0, namedM: 0 } : undefined;
  for (const [i, { drawing }] of (lines ? sheets : []).entries()) {
    const classOf = createItemClassifier(drawing, classify, guesses);
    const { byShapeM, crossingM, namedM, ...more } = readLines(drawing, {
      classOf,
      classify,
      mixed: told[i].mixed,
    });
    warnings.push(...more.warnings);
    lines!.byShapeM += Math.round(byShapeM);
    lines!.crossingM += Math.round(crossingM);
    lines!.namedM += Math.round(namedM);
  }
  if (read.unseen) {
    const classOf = createItemClassifier(drawings[0], classify, guesses);
    warnings.push(...hiddenPlanWarnings(read.unseen, drawings, { classOf, classify }));
  }
  report(0.67);
  const parts = () =>
    sheets.flatMap(({ drawing, level }) => {
      const classOf = createItemClassifier(drawing, classify, guesses);
      return level ? [] : proposeParts(drawing, classOf, units.metresPerUnit);
    });
  return { sheets, units, classify, guesses, warnings, lines, parts };
}

/** Lays the lines of a measured survey parallel, and says so. */
function straightened(drawing: Drawing): ImportWarning[] {
  const moved = straightenDrawing(drawing);
  if (!moved) return [];
  const values = { length: moved.lengthM.toFixed(0), farthest: (100 * moved.farthestM).toFixed(0) };
  return [importWarning('lines-straightened', 'drawing', say('warning-lines-straightened', values))];
}

/** A sheet, its lines straight, or the storeys that are drawn over one another on it. */
function storeysOf(
  drawing: Drawing,
  classify: LayerClassifier,
  warnings: ImportWarning[],
): PreparedSheets['sheets'] {
  warnings.push(...straightened(drawing));
  const storeys = splitStoreys(drawing, classify);
  if (!storeys) return [{ drawing, level: undefined }];
  const list = storeys.map(({ level }) => level.name).join(', ');
  warnings.push(importWarning('storeys-by-layer', 'layers', say('warning-storeys-by-layer', { list })));
  return storeys;
}

/** Parts that no level shows are not kept: the sheets are gone afterwards. */
function splitSheets(
  read: ReadDrawing,
  settings: ReturnType<typeof importSettings>,
  toMetres: typeof moveDrawing,
  report: (doneRatio: number) => void,
): SplitSheets {
  const { sheets, parts: findParts, ...prepared } = prepareSheets(read, settings, toMetres, report);
  const { units, classify, guesses, warnings } = prepared;
  if (read.unseen && prepared.lines) {
    const drawings = sheets.map(({ drawing }) => drawing);
    const classOf = createItemClassifier(drawings[0], classify, guesses);
    refuseWithoutBuilding(read.unseen, prepared.lines.namedM ?? 0, drawings, classOf);
  }
  const leftOut: LeftOut[] = [];
  const areStoreys = sheets.every(({ level }) => level !== undefined);
  if (areStoreys && settings.parts) warnings.push(partsOfStoreys());
  const refusals: DrawingError[] = [];
  const checks = { ...prepared, damaged: read.damaged, leftOut, refusals };
  const parts = sheets.flatMap(({ drawing, level }): LevelPart[] => {
    const classOf = createItemClassifier(drawing, classify, guesses);
    if (level) {
      refuseDamagedWalls(read.damaged, drawing, classOf);
      return withWalls([statedPart(drawing, level)], checks);
    }
    if (settings.parts) {
      const { metresPerUnit } = units;
      const given = givenParts(drawing, settings.parts, { classOf, metresPerUnit, warnings, leftOut });
      return withWalls(given, checks);
    }
    refuseDamagedWalls(read.damaged, drawing, classOf);
    checkExtent(drawing, classOf);
    return splitLevels(drawing, classOf, { warnings, leftOut });
  });
  if (parts.length === 0) throw refusals.at(-1) ?? noWalls(read.sheets[0].drawing);
  checkLevelCount(parts.length);
  const proposed = findParts();
  const communityName = communityNameOf(sheets.map(({ drawing }) => drawing));
  read.sheets.length = 0;
  return { ...prepared, parts, areStoreys, communityName, leftOut, proposed };
}

interface PartChecks
  extends Pick<SplitSheets, 'classify' | 'guesses' | 'warnings' | 'leftOut'>,
    Pick<ReadDrawing, 'damaged'> {
  /** Gets the refusals of what is left out: the last is thrown where that is all. */
  refusals: DrawingError[];
}

/** Storeys and chosen parts with walls to recognise. One that has none is left out, with a warning. */
function withWalls(
  parts: readonly LevelPart[],
  { classify, guesses, damaged, warnings, leftOut, refusals }: PartChecks,
): LevelPart[] {
  return parts.filter(({ id, name, drawing, isGiven }) => {
    const classOf = createItemClassifier(drawing, classify, guesses);
    try {
      if (isGiven) refuseDamagedWalls(damaged, drawing, classOf);
      checkExtent(drawing, classOf);
      return true;
    } catch (error) {
      if (!(error instanceof DrawingError)) throw error;
      refusals.push(error);
      const { at, found } = error.problem;
      leftOut.push({ name, why: 'failed' });
      warnings.push(importWarning('level-failed', id, say('warning-level-failed', { name, at, found })));
      return false;
    }
  });
}

/** Storeys of a model and levels of a map are no parts of model space. */
function partsOfStoreys(): ImportWarning {
  const at = 'corrections.parts';
  return importWarning('correction-unusable', at, say('warning-correction-unusable', { name: at }));
}

/** True of formats that people draw line by line: others state what each thing is. */
function isDrawn({ format }: Pick<ReadDrawing, 'format'>): boolean {
  return format === 'dxf' || format === 'dwg' || format === 'pdf';
}

/** Reads what lines are that their layers do not tell, or tell wrong. */
function readLines(
  drawing: Drawing,
  {
    classOf,
    classify,
    mixed,
  }: {
    classOf: ReturnType<typeof createItemClassifier>;
    classify: LayerClassifier;
    mixed: ReadonlySet<string>;
  },
): { warnings: ImportWarning[]; byShapeM: number; crossingM: number; namedM: number } {
  const warnings: ImportWarning[] = [];
  let byShapeM = 0;
  const markingsM = findMarkings(drawing, classOf);
  findUnnamedThings(drawing, classOf);
  const namedM = wallLengthM(drawing, ({ layer }) => classify(layer));
  if (namedM < enoughWallsM) {
    byShapeM = findUnnamedWalls(drawing, classOf, { knownM: wallLengthM(drawing, classOf), mixed });
    byShapeM += findWallsAmongOpenings(drawing, classOf, classify, wallLengthM(drawing, classOf));
    if (byShapeM > 0) {
      warnings.push(
        importWarning(
          'walls-by-shape',
          'layers',
          say('warning-walls-by-shape', { length: byShapeM.toFixed(0) }),
        ),
      );
    }
  }
  const { lengthsM, doubtedM } = classifyLines(drawing, classOf, classify);
  const told = { ...lengthsM, marking: markingsM };
  for (const [kind, lengthM] of Object.entries(told) as [NoWall | 'marking', number][]) {
    if (lengthM < shortestToldM) continue;
    const message = say('warning-lines-no-walls', {
      length: lengthM.toFixed(0),
      kind: say(`no-wall-${kind}`),
    });
    warnings.push(importWarning('lines-no-walls', kind, message));
  }
  return { warnings, byShapeM, crossingM: doubtedM, namedM };
}

function checkLevelCount(count: number): void {
  if (count <= largestLevelCount) return;
  throw new DrawingError(
    say('drawing'),
    say('levels-count', { count }),
    say('at-most', { most: largestLevelCount }),
  );
}

/** The plan as the drawing has it, with what a plan needs and no drawing says. */
function planOf(
  levels: readonly { level: Level; transform: LevelTransform }[],
  { format, origin }: ReadDrawing,
  drawnName: string | undefined,
  { fileName, communityName, defaults }: ImportOptions,
): unknown {
  const stem = fileName?.replace(/\.[^.]*$/, '');
  return {
    format: 'diku-plan',
    version: 2,
    community: { id: stem ?? 'garage', name: communityName ?? drawnName ?? stem ?? 'garage' },
    ...(origin ? { georeference: georeferenceOf(origin, levels[0].transform) } : {}),
    levels: levels.map(({ level, transform }) => ({
      ...level,
      source: { ...(fileName ? { file: fileName } : {}), format, ...transform },
    })),
    carriers: defaults?.carriers ?? findCarrierProfile(),
    antennas: [],
    requirements: defaults?.requirements ?? {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
    },
  };
}

function unitsOf(
  { unit, paper, headerUnit, sheets }: ReadDrawing,
  given: ImportOptions['units'],
  classify: LayerClassifier,
): UnitGuess {
  const voted = (guess: UnitGuess) =>
    paper ? withSheetVotes(guess, sheets[0].drawing, paper, classify) : guess;
  if (unit && given === undefined) {
    const isAssumed = paper && paper.scales.length === 0 && unit.basis === 'assumed';
    if (!isAssumed) return voted(unit);
    const [{ drawing }] = sheets;
    const measured = sheetUnitOfDimensions(unit, drawing, paper.metresPerUnit);
    return voted(sheetUnitOfSizes(measured, drawing, paper, classify));
  }
  if (paper && typeof given === 'number') {
    const name = pointName(given / paper.metresPerUnit);
    const sheetMetresPerUnit = paper.metresPerUnit;
    return voted({ unit: name, metresPerUnit: given, basis: 'given', sheetMetresPerUnit });
  }
  return guessUnits(sheets[0].drawing, headerUnit, given, classify);
}

function communityNameOf(drawings: readonly Drawing[]): string | undefined {
  const named = drawings
    .flatMap(({ texts }) => texts)
    .find(
      ({ text }) =>
        /(小区|花园|苑|公寓|家园|新村|社区)/.test(foldTraditional(text)) &&
        text.length <= 40 &&
        !text.includes('\n'),
    );
  return named?.text.trim();
}

/** The plan, checked. A level that makes no sense is the drawing's fault here, not a plan author's. */
function checkedPlan(candidate: unknown): Plan {
  try {
    return parsePlan(candidate);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const [{ at, found, expected }] = error.said;
    throw new DrawingError(say('recognised-plan', { at }), asPhrase(found), asPhrase(expected));
  }
}

/** Returns where the plan's (0, 0) lies and how it is turned, of a drawing that stands at `origin`. */
function georeferenceOf(
  origin: DrawingOrigin,
  { rotationDeg, translation }: LevelTransform,
): NonNullable<Plan['georeference']> {
  const plane = createTangentPlane(origin.lonDeg, origin.latDeg);
  const { at: [atX, atY] = [0, 0], rotationDeg: turnDeg = 0 } = origin;
  // In metres of the drawing.
  const [zeroX, zeroY] = planToDrawing([0, 0], { metresPerUnit: 1, rotationDeg, translation });
  const [lonDeg, latDeg] = plane.toLonLat(rotatePoint([zeroX - atX, zeroY - atY], degToRad(turnDeg)));
  // 1e-9 degrees are a tenth of a millimetre; beyond 180° the map crossed the antimeridian.
  const rounded = (valueDeg: number) => Math.round(valueDeg * 1e9) / 1e9 + 0;
  return {
    lonDeg: rounded(lonDeg > 180 ? lonDeg - 360 : lonDeg),
    latDeg: rounded(latDeg),
    rotationDeg: turnDeg - rotationDeg + 0,
  };
}

/** Returns what an import says of itself, to be kept with the plan. */
function importSummary({
  read,
  units,
  parts,
  placed,
  leftOut,
  lines,
  found,
}: {
  read: Pick<ReadDrawing, 'format' | 'leftOut' | 'missing'>;
  units: UnitGuess;
  /** All levels, and those of them that were asked for. */
  parts: readonly LevelPart[];
  placed: readonly PlacedLevel[];
  leftOut: readonly LeftOut[];
  lines: ImportSummary['lines'];
  found: readonly ImportWarning[];
}): ImportSummary {
  const ids = parts.map(({ id }) => id);
  const asked = placed.map(({ part }) => part.id);
  // Corrections that change nothing say nothing of the plan.
  const ofPlan = found.filter(
    ({ code }) => code !== 'correction-unmatched' && code !== 'correction-unusable',
  );
  return {
    format: read.format,
    scale: {
      metresPerUnit: units.metresPerUnit,
      by: units.basis ?? 'format',
      ...sizesOf(placed),
    },
    levels: placed.map(({ found }) => found.measures.summary),
    leftOut: [
      ...(read.leftOut ?? []),
      ...leftOut,
      ...unfoundTitles(
        placed.map(({ level }) => level.drawing),
        ids,
      ),
      ...ids.filter((id) => !asked.includes(id)).map((id): LeftOut => ({ name: id, why: 'asked' })),
    ],
    ...(lines ? { lines } : {}),
    missing: read.missing ?? { references: 0, blocks: 0, objects: 0, damaged: 0 },
    ...(ofPlan.length > 0 ? { findings: ofPlan.slice(0, maxFindings).map(storedFinding) } : {}),
  };
}

/** Sizes of all levels: what agrees on one of them and disagrees on none. */
function sizesOf(placed: readonly PlacedLevel[]): { agree: SizeCheck[]; disagree: SizeCheck[] } {
  const of = (list: 'agree' | 'disagree') =>
    new Set(placed.flatMap(({ found }) => found.measures.sizes[list]));
  const disagree = of('disagree');
  return { agree: [...of('agree')].filter((kind) => !disagree.has(kind)), disagree: [...disagree] };
}

/**
 * The refusal of an image, with its size at the scale that was given and what the planner can do; others as they are.
 */
function explainRefusal(error: unknown, { encoding, metresPerPixel }: RefusedScan): unknown {
  if (!(error instanceof DrawingError)) return error;
  const { problem } = error;
  const { at } = problem;
  // An image has no layers.
  const isEmpty = emptyCodes.has(problem.found.code);
  const found = isEmpty ? say('no-walls') : problem.found;
  const expected = isEmpty ? say('walls-solid') : problem.expected;
  const [widthM, heightM] = encoding.match(/\d+/g)!.map((pixels) => Number(pixels) * metresPerPixel);
  return new DrawingError(
    at,
    say('in-picture', {
      found,
      size: encoding,
      width: widthM.toFixed(0),
      depth: heightM.toFixed(0),
      perPixel: Number(metresPerPixel.toPrecision(4)),
    }),
    say('picture-helps', { expected }),
  );
}

/** One warning for the openings of a level that lie in no wall. */
export function strayOpenings(level: Level): ImportWarning[] {
  const stray = placedOpenings(level).filter(({ seat }) => seat === 'in-no-wall');
  if (stray.length === 0) return [];
  const named = stray
    .slice(0, maxNamed)
    .map(({ opening, start, end }) => `${opening.id} ${describeLocation(midpoint(start, end))}`);
  return [
    importWarning(
      'opening-in-no-wall',
      `${level.id}: ${named.join(', ')}${stray.length > maxNamed ? ', …' : ''}`,
      say('warning-opening-in-no-wall', { count: stray.length }),
    ),
  ];
}
