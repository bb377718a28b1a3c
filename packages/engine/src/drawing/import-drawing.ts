import { DrawingError, PlanError } from '../errors.ts';
import { boundsOf, type Point } from '../geometry/points.ts';
import { findCarrierProfile } from '../plan/carrier-profiles.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Level, Plan } from '../plan/schema.ts';
import { buildLevel, createIds } from './build-level.ts';
import { checkExtent, noWalls } from './check-extent.ts';
import { createItemClassifier, createLayerClassifier } from './classify-layer.ts';
import type { Drawing } from './drawing.ts';
import { guessLayerClasses } from './guess-layer-classes.ts';
import { guessUnits, type UnitGuess, type UnitName } from './guess-units.ts';
import type { LayerClass } from './layer-classes.ts';
import type { ImportWarning } from './level-drawing.ts';
import { placeLevels } from './place-levels.ts';
import { type DrawingFormat, type ReadDrawing, readDrawing, type StatedLevel } from './read-drawing.ts';
import { type LevelPart, splitLevels } from './split-levels.ts';
import { type ImportedLevel, summariseLevel } from './summarise-level.ts';
import { transformDrawing } from './transform-drawing.ts';

export interface ImportOptions {
  /** Name of the file: names the community where nothing else does. */
  fileName?: string;
  /** Unit of the drawing, or metres per unit. Guessed from header and geometry when left out. */
  units?: UnitName | number;
  /** Layer names or patterns with `*`, and what they hold. Wins over the built-in table. */
  layers?: Readonly<Record<string, string>>;
  /** Take only this level (`B1`). */
  level?: string;
  communityName?: string;
  /** What the drawing cannot say. */
  defaults?: Pick<Plan, 'carriers' | 'requirements'>;
}

export interface ImportResult {
  plan: Plan;
  source: { format: DrawingFormat; unit: string; encoding: string };
  levels: ImportedLevel[];
  warnings: ImportWarning[];
  /** The drawing of each level in plan coordinates, to look at beside the plan. */
  drawings: { levelId: string; drawing: Drawing }[];
}

const largestLevelCount = 20;

/**
 * Turns a drawing or model of an underground garage into a plan. Every level is turned along its main direction;
 * lower levels are laid under the first. Throws `DrawingError` when the file cannot be read or shows no garage;
 * whatever was assumed or left out is in `warnings`.
 */
export async function importDrawing(bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
  return recogniseDrawing(await readDrawing(bytes), options);
}

function recogniseDrawing(read: ReadDrawing, options: ImportOptions): ImportResult {
  const classify = createLayerClassifier(options.layers);
  const warnings = [...read.warnings];
  const units = unitsOf(read, options.units, classify);
  if (units.warning) warnings.push({ code: 'unit', message: units.warning, at: '$INSUNITS' });
  const sheets = read.sheets.map(({ drawing, level }) => ({
    level,
    drawing: transformDrawing(drawing, units.metresPerUnit, 0, [0, 0]),
  }));
  const guesses = new Map(
    sheets.flatMap(({ drawing }) => [...guessLayerClasses(drawing, createItemClassifier(drawing, classify))]),
  );
  const parts = sheets.flatMap(({ drawing, level }): LevelPart[] => {
    const classOf = createItemClassifier(drawing, classify, guesses);
    checkExtent(drawing, classOf);
    return level ? [statedPart(drawing, level)] : splitLevels(drawing, classOf, warnings);
  });
  if (parts.length === 0) throw noWalls(read.sheets[0].drawing);
  if (parts.length > largestLevelCount) {
    throw new DrawingError('drawing', `${parts.length} levels`, `at most ${largestLevelCount}`);
  }
  const placed = placeLevels(wantedParts(parts, options.level), {
    classify,
    guesses,
    shareFrame: sheets.every(({ level }) => level !== undefined),
    warnings,
  });
  const ids = createIds();
  const levels: Level[] = [];
  const imported: ImportedLevel[] = [];
  const drawings: ImportResult['drawings'] = [];
  for (const { part, level, found, rotationDeg, shift, translation } of placed) {
    const exact: Point = [translation[0] - shift[0], translation[1] - shift[1]];
    const built = buildLevel(part, found, exact, ids, { levels, warnings });
    levels.push(built);
    const transform = { metresPerUnit: units.metresPerUnit, rotationDeg, translation };
    imported.push(summariseLevel(built, transform));
    drawings.push({ levelId: built.id, drawing: transformDrawing(level.drawing, 1, 0, exact) });
  }
  const stem = options.fileName?.replace(/\.[^.]*$/, '');
  const name = options.communityName ?? communityNameOf(sheets.map(({ drawing }) => drawing));
  const plan = checkedPlan({
    format: 'diku-plan',
    version: 1,
    community: { id: stem ?? 'garage', name: name ?? stem ?? 'garage' },
    levels,
    carriers: options.defaults?.carriers ?? findCarrierProfile('lte'),
    antennas: [],
    requirements: options.defaults?.requirements ?? {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
    },
  });
  return {
    plan,
    source: { format: read.format, unit: units.unit, encoding: read.encoding },
    levels: imported,
    warnings,
    drawings,
  };
}

function unitsOf(
  { unit, headerUnit, sheets }: ReadDrawing,
  given: ImportOptions['units'],
  classify: (layer: string) => LayerClass,
): UnitGuess {
  if (unit && given === undefined) return unit;
  return guessUnits(sheets[0].drawing, headerUnit, given, classify);
}

function statedPart(drawing: Drawing, level: StatedLevel): LevelPart {
  const bounds = boundsOf(drawing.paths.flatMap((path) => path.points));
  return { ...level, bounds, drawing };
}

function wantedParts(parts: readonly LevelPart[], level: string | undefined): readonly LevelPart[] {
  const wanted = parts.filter((part) => level === undefined || part.id === level);
  if (wanted.length > 0) return wanted;
  throw new DrawingError('level', `"${level}"`, `one of ${parts.map((part) => part.id).join(', ')}`);
}

/** The plan, checked. A level that makes no sense is the drawing's fault here, not a plan author's. */
function checkedPlan(candidate: unknown): Plan {
  try {
    return parsePlan(candidate);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const [{ at, found, expected }] = error.problems;
    throw new DrawingError(`recognised plan, ${at}`, found, expected);
  }
}

function communityNameOf(drawings: readonly Drawing[]): string | undefined {
  const named = drawings
    .flatMap(({ texts }) => texts)
    .find(
      ({ text }) =>
        /(小区|花园|苑|公寓|家园|新村|社区)/.test(text) && text.length <= 40 && !text.includes('\n'),
    );
  return named?.text.trim();
}
