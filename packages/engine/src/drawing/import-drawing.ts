import { DrawingError, PlanError } from '../errors.ts';
import { boundsOf, type Point } from '../geometry/points.ts';
import { findCarrierProfile } from '../plan/carrier-profiles.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Level, Plan } from '../plan/schema.ts';
import { degToRad, radToDeg } from '../units.ts';
import { buildLevel, createIds } from './build-level.ts';
import { checkExtent, noWalls } from './check-extent.ts';
import { createLayerClassifier } from './classify-layer.ts';
import type { Drawing, DrawingPath } from './drawing.ts';
import { flattenDxf } from './dxf/flatten-dxf.ts';
import { readDxf } from './dxf/read-dxf.ts';
import { guessUnits, type UnitName } from './guess-units.ts';
import { type LayerClass, wallClasses } from './layer-classes.ts';
import type { ImportWarning, LevelDrawing } from './level-drawing.ts';
import { mainDirection } from './main-direction.ts';
import { type FoundLevel, recogniseLevel } from './recognise-level.ts';
import { axisLabels, type LevelMarks, registerLevel } from './register-levels.ts';
import { splitLevels } from './split-levels.ts';
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
  source: { format: 'dxf'; unit: string; encoding: string };
  levels: ImportedLevel[];
  warnings: ImportWarning[];
  /** The drawing of each level in plan coordinates, to look at beside the plan. */
  drawings: { levelId: string; drawing: Drawing }[];
}

const largestLevelCount = 20;

/**
 * Turns an architect's drawing of an underground garage into a plan. Every level is turned along its main
 * direction; lower levels are laid under the first. Throws `DrawingError` when the file cannot be read or
 * shows no garage; whatever was assumed or left out is in `warnings`.
 */
export function importDrawing(bytes: Uint8Array, options: ImportOptions = {}): ImportResult {
  const document = readDxf(bytes);
  const drawing = flattenDxf(document);
  const classify = createLayerClassifier(options.layers);
  const warnings: ImportWarning[] = [];
  const units = guessUnits(drawing, document.header.get('$INSUNITS'), options.units, classify);
  warnings.push(...ignoredEntities(drawing));
  if (units.warning) warnings.push({ code: 'unit', message: units.warning, at: '$INSUNITS' });
  const scaled = transformDrawing(drawing, units.metresPerUnit, 0, [0, 0]);
  const classOf = classOfItem(scaled, classify);
  checkExtent(scaled, classOf);
  const parts = splitLevels(scaled, classOf, warnings);
  if (parts.length === 0) throw noWalls(drawing);
  if (parts.length > largestLevelCount) {
    throw new DrawingError('drawing', `${parts.length} levels`, `at most ${largestLevelCount}`);
  }
  const wanted = parts.filter((part) => options.level === undefined || part.id === options.level);
  if (wanted.length === 0) {
    throw new DrawingError(
      'level',
      `"${options.level}"`,
      `one of ${parts.map((part) => part.id).join(', ')}`,
    );
  }
  const found = wanted.map((part) => {
    const partClassOf = classOfItem(part.drawing, classify);
    const isWall = (path: DrawingPath) => wallClasses.has(partClassOf(path));
    const walls = part.drawing.paths.filter(isWall);
    const angleRad = mainDirection(walls.length > 0 ? walls : part.drawing.paths);
    // Rounded so that the printed transform is the one that was used.
    const rotationDeg = Math.round(-radToDeg(angleRad) * 10_000) / 10_000 + 0;
    const turned = transformDrawing(part.drawing, 1, degToRad(rotationDeg), [0, 0]);
    const { minX, minY } = boundsOf(turned.paths.filter(isWall).flatMap((path) => path.points));
    const shift: Point = Number.isFinite(minX) ? [-minX, -minY] : [0, 0];
    const placed = transformDrawing(turned, 1, 0, shift);
    const level: LevelDrawing = { drawing: placed, classOf: classOfItem(placed, classify) };
    return { part, level, rotationDeg, shift, found: recogniseLevel(part.id, level, warnings) };
  });
  const ids = createIds();
  const levels: Level[] = [];
  const imported: ImportedLevel[] = [];
  const drawings: ImportResult['drawings'] = [];
  let reference: { marks: LevelMarks; origin: Point } | undefined;
  for (const entry of found) {
    const marks = marksOf(entry.level, entry.found);
    let move: Point;
    if (!reference) {
      const { minX, minY } = boundsOf(entry.found.outline);
      move = [-minX, -minY];
      reference = { marks, origin: move };
    } else {
      const registered = registerLevel(reference.marks, marks);
      move = [registered.shift[0] + reference.origin[0], registered.shift[1] + reference.origin[1]];
      if (registered.columnMatchRatio < 0.5) {
        warnings.push({
          code: 'level-registration',
          message: `laid over ${levels[0].id} by ${registered.by}; only ${Math.round(registered.columnMatchRatio * 100)} % of the columns stand above each other`,
          at: entry.part.id,
        });
      }
    }
    const translation: Point = [roundMm(entry.shift[0] + move[0]), roundMm(entry.shift[1] + move[1])];
    const exact: Point = [translation[0] - entry.shift[0], translation[1] - entry.shift[1]];
    const level = buildLevel(entry.part, entry.found, exact, ids, { levels, warnings });
    levels.push(level);
    imported.push(
      summariseLevel(level, {
        metresPerUnit: units.metresPerUnit,
        rotationDeg: entry.rotationDeg,
        translation,
      }),
    );
    drawings.push({ levelId: level.id, drawing: transformDrawing(entry.level.drawing, 1, 0, exact) });
  }
  const name =
    options.communityName ?? communityNameOf(scaled) ?? options.fileName?.replace(/\.[^.]*$/, '') ?? 'garage';
  const plan = checkedPlan({
    format: 'diku-plan',
    version: 1,
    community: { id: options.fileName?.replace(/\.[^.]*$/, '') ?? 'garage', name },
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
    source: { format: 'dxf', unit: units.unit, encoding: document.encoding },
    levels: imported,
    warnings,
    drawings,
  };
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

/** Class by layer; what the layer leaves open is asked of the names of the blocks it is drawn in. */
function classOfItem(drawing: Drawing, classify: (name: string) => LayerClass): LevelDrawing['classOf'] {
  const bySymbol = drawing.symbols.map((symbol) => {
    return classOfNames(symbol.names, classify);
  });
  return (item) => {
    const byLayer = classify(item.layer);
    if (byLayer !== 'unknown') return byLayer;
    if (item.names) return classOfNames(item.names, classify);
    return item.symbol !== undefined && item.symbol >= 0 ? bySymbol[item.symbol] : 'unknown';
  };
}

function classOfNames(names: readonly string[], classify: (name: string) => LayerClass): LayerClass {
  return names.map(classify).find((found) => found !== 'unknown') ?? 'unknown';
}

function marksOf(level: LevelDrawing, found: FoundLevel): LevelMarks {
  return {
    axes: axisLabels(level),
    columns: found.columns,
    cores: found.points.filter((point) => point.kind === 'lift-lobby').map((point) => point.position),
  };
}

function communityNameOf(drawing: Drawing): string | undefined {
  const named = drawing.texts.find(
    ({ text }) =>
      /(小区|花园|苑|公寓|家园|新村|社区)/.test(text) && text.length <= 40 && !text.includes('\n'),
  );
  return named?.text.trim();
}

/** One warning for all entities that are not read, such as proxies of other programs. */
function ignoredEntities({ ignored }: Drawing): ImportWarning[] {
  const kinds = Object.entries(ignored).sort(([a], [b]) => (a < b ? -1 : 1));
  if (kinds.length === 0) return [];
  const count = kinds.reduce((sum, [, each]) => sum + each, 0);
  const list = kinds.map(([kind, each]) => `${kind} × ${each}`).join(', ');
  return [
    {
      code: 'entities-ignored',
      message: `${count} entities of kinds that are not read: ${list}`,
      at: 'drawing',
    },
  ];
}

function roundMm(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}
