import { distance, type Point, roundMm } from '../core/index.ts';
import type { Beam, Level } from '../plan/index.ts';
import type { Drawing } from './drawing/drawing.ts';
import type { ImportWarning } from './drawing/level-drawing.ts';
import type { ReadDrawing } from './drawing/read-drawing.ts';
import type { UnitGuess } from './drawing/units.ts';
import { buildLevel, createIds } from './recognition/build-level.ts';
import type { PlacedLevel } from './recognition/place-levels.ts';
import type { ImportSettings } from './review/import-settings.ts';
import { createLayerIndex } from './review/layer-index.ts';
import type { NamedPart } from './review/review-levels.ts';
import type { ScoredLevel } from './review/scored-level.ts';
import { restoreNames } from './review/text-marks.ts';
import { tuning } from './tuning.ts';

const { maxBeams, shortestM } = tuning.statedBeams;

/** Describes what the levels of one import are built with. */
export interface BuildContext {
  named: readonly NamedPart[];
  areStoreys: boolean;
  isTraced: boolean;
  units: UnitGuess;
  settings: ImportSettings;
  warnings: ImportWarning[];
}

/** The levels of the plan, each with everything it was made of, in the order they were placed. */
export function buildLevels(placed: readonly PlacedLevel[], context: BuildContext): ScoredLevel[] {
  const { named, areStoreys, isTraced, units, settings, warnings } = context;
  const ids = createIds();
  const levels: Level[] = [];
  return placed.map((each): ScoredLevel => {
    const { part, level, found, rotationDeg, translation, registration } = each;
    restoreNames(found, level.drawing.texts);
    const { defaults } = settings;
    const built = buildLevel(part, found, exactShift(each), ids, { levels, defaults, warnings });
    const [x, y] = exactShift(each);
    const beams = statedBeams(level.drawing, (point) => [roundMm(point[0] + x), roundMm(point[1] + y)], ids);
    if (beams.length > 0) built.level.beams = beams;
    levels.push(built.level);
    const { sourceId, given } = named.find((candidate) => candidate.part.id === part.id)!;
    return {
      built: built.level,
      walls: built.walls,
      found,
      level,
      index: createLayerIndex(level),
      transform: { metresPerUnit: units.metresPerUnit, rotationDeg, translation },
      sourceId,
      ...(areStoreys ? { storey: sourceId } : {}),
      isTraced,
      registration,
      given,
      warnings,
    };
  });
}

/** Tells a drawing that was traced from an image, not written in a file. */
export function isRaster({ format }: ReadDrawing): boolean {
  return format === 'png' || format === 'jpeg';
}

/** Returns the shift from a level's own frame to the plan, m. */
export function exactShift({ translation, shift }: PlacedLevel): Point {
  return [translation[0] - shift[0], translation[1] - shift[1]];
}

/** The beams that a format states, each from `at(start)` to `at(end)`; concrete where nothing says what they are of. */
function statedBeams(
  { paths }: Drawing,
  at: (point: Point) => Point,
  ids: (prefix: string) => string,
): Beam[] {
  return paths
    .flatMap(({ stated, points, widthInUnits }) => {
      if (!stated?.beam || points.length !== 2) return [];
      const [start, end] = points.map(at);
      if (distance(start, end) < shortestM) return [];
      return [{ ...stated.beam, start, end, widthM: widthInUnits, material: stated.material }];
    })
    .slice(0, maxBeams)
    .map(
      ({ start, end, bottomM, topM, widthM, material }): Beam => ({
        id: ids('b'),
        start,
        end,
        bottomM: roundMm(bottomM),
        ...(topM === undefined ? {} : { topM: roundMm(topM) }),
        widthM: roundMm(widthM),
        material: material ?? 'reinforced-concrete',
      }),
    );
}
