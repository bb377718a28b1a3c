import { distance, InputError, type Point, say, simplifyRing } from '../../core/index.ts';
import { type GuessedClasses, layerKey } from '../drawing/classify-layer.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { type ImportWarning, importWarning, type LevelDrawing } from '../drawing/level-drawing.ts';
import type { UnitGuess } from '../drawing/units.ts';
import type { LevelPart } from '../recognition/split-levels.ts';
import { tuning } from '../tuning.ts';
import { applyCorrections, type ReviewedLevel } from './apply-corrections.ts';
import { type Corrections, type LevelChange, onlyLevel } from './corrections.ts';
import { collectDoubts, type Doubt } from './doubts.ts';
import { type Evidence, facet, withConfidence } from './evidence.ts';
import { scoreEachLevel, scoreUnit } from './score-level.ts';
import type { ScoredLevel } from './scored-level.ts';

const { minLengthM, maxLayers } = tuning.reviewLevels;

interface LayerPart {
  levelId: string;
  level: LevelDrawing;
  /** Plan = own frame + shift, m. */
  shift: Point;
}

interface LayerSum {
  lengthM: number;
  levelId: string;
  at: Point;
  longestM: number;
  guess?: LayerClass;
}

/** A part of the drawing with the name and heights the planner gave it. */
export interface NamedPart {
  part: LevelPart;
  /** Its id before. */
  sourceId: string;
  given: LevelChange;
}

/** Describes what is known of each level after the planner had a say. */
export interface Review {
  levels: ReviewedLevel[];
  /** Drawing, layers, then levels with everything on them. */
  evidence: Evidence[];
  doubts: Doubt[];
  warnings: ImportWarning[];
}

export interface ReviewOptions {
  unit: UnitGuess;
  guesses: GuessedClasses;
  /** Plan = a level's own frame + shift, m; by level id. */
  shiftOf: (levelId: string) => Point;
  corrections?: Corrections;
}

/** Evaluates everything that was recognised, carries out the corrections, and collects what is left to ask. */
export function reviewLevels(scored: readonly ScoredLevel[], options: ReviewOptions): Review {
  const levels = scored.map((each): ReviewedLevel => {
    const { built: level, transform, storey } = each;
    return { level, transform, evidence: scoreEachLevel(each), ...(storey === undefined ? {} : { storey }) };
  });
  const used = new Set(levels.flatMap(({ evidence }) => evidence.flatMap(({ layer }) => layer ?? [])));
  const parts = scored.map(({ built, level }) => ({
    levelId: built.id,
    level,
    shift: options.shiftOf(built.id),
  }));
  const drawing = [scoreUnit(options.unit), ...scoreLayers(parts, { used, guesses: options.guesses })];
  const warnings = options.corrections ? applyCorrections(levels, drawing, options.corrections) : [];
  const evidence = [...drawing, ...levels.flatMap((each) => each.evidence)];
  return { levels, evidence, doubts: collectDoubts(evidence), warnings };
}

/**
 * Evidence for layers whose names say nothing: those classified by what is drawn on them, and those nothing was
 * recognised on. Most drawn first.
 */
function scoreLayers(
  parts: readonly LayerPart[],
  { used, guesses }: { used: ReadonlySet<string>; guesses: GuessedClasses },
): Evidence[] {
  const layers = new Map<string, LayerSum>();
  for (const { levelId, level, shift } of parts) {
    for (const path of level.drawing.paths) {
      const layerClass = level.classOf(path);
      const guess = guesses.get(layerKey(path));
      const isGuessed = guess !== undefined && guess === layerClass;
      if (!isGuessed && (used.has(path.layer) || layerClass !== 'unknown')) continue;
      let sum = layers.get(path.layer);
      if (!sum) {
        sum = { lengthM: 0, levelId, at: path.points[0], longestM: -1 };
        layers.set(path.layer, sum);
      }
      if (isGuessed) sum.guess ??= guess;
      for (let i = 1; i < path.points.length; i++)
        sum.lengthM += distance(path.points[i - 1], path.points[i]);
      const [first, second] = path.points;
      const firstLengthM = distance(first, second ?? first);
      if (firstLengthM <= sum.longestM || sum.levelId !== levelId) continue;
      sum.longestM = firstLengthM;
      sum.at = [first[0] + shift[0], first[1] + shift[1]];
    }
  }
  return [...layers.entries()]
    .filter(([, { lengthM }]) => lengthM >= minLengthM)
    .sort((p, q) => q[1].lengthM - p[1].lengthM || (p[0] < q[0] ? -1 : 1))
    .slice(0, maxLayers)
    .map(([layer, { lengthM, levelId, at, guess }]) =>
      withConfidence({
        kind: 'layer',
        level: levelId,
        id: layer,
        reference: `layer:${layer}`,
        at,
        layer,
        lengthM,
        ...(guess ? { layerClass: guess } : {}),
        facets: [facet('layer', guess ? 'layer-guessed' : 'layer-unknown', layer)],
      }),
    );
}

/** Gives the parts the planner's ids, names and heights. Throws `InputError` where two would have one id. */
export function nameLevels(
  parts: readonly LevelPart[],
  corrections: Corrections | undefined,
  { metresPerUnit, warnings }: { metresPerUnit: number; warnings: ImportWarning[] },
): NamedPart[] {
  const { [onlyLevel]: ofOnly, ...changes } = corrections?.levels ?? {};
  if (ofOnly && parts.length > 1) throw notTheOnly(parts);
  const named = parts.map((part): NamedPart => {
    const given = { ...ofOnly, ...(Object.hasOwn(changes, part.id) ? changes[part.id] : {}) };
    const id = given.id ?? part.id;
    const name = given.name ?? (given.id !== undefined && part.name === part.id ? id : part.name);
    return {
      part: {
        ...part,
        id,
        name,
        elevationM: given.elevationM ?? part.elevationM,
        clearHeightM: given.clearHeightM ?? part.clearHeightM,
        // Who clicks twice on a corner means it once.
        outline:
          given.outline &&
          simplifyRing(given.outline.map(([x, y]): Point => [x * metresPerUnit, y * metresPerUnit])),
        outlineRank: given.outlineRank,
      },
      sourceId: part.id,
      given,
    };
  });
  for (const key of Object.keys(changes)) {
    if (parts.some(({ id }) => id === key)) continue;
    warnings.push(
      importWarning(
        'correction-unmatched',
        `corrections.levels.${key}`,
        say('warning-correction-unmatched', { name: say('level-called', { level: key }) }),
      ),
    );
  }
  const ids = new Set<string>();
  for (const { part, sourceId } of named) {
    if (ids.has(part.id)) {
      throw new InputError([
        {
          at: `corrections.levels.${sourceId}.id`,
          found: say('id-twice', { id: part.id }),
          expected: say('id-per-level'),
        },
      ]);
    }
    ids.add(part.id);
  }
  const isRenamed = named.some(({ given }) => given.id !== undefined);
  return isRenamed ? named.sort((p, q) => depthOf(p.part.id) - depthOf(q.part.id)) : named;
}

function notTheOnly(parts: readonly LevelPart[]): InputError {
  const at = `corrections.levels.${onlyLevel}`;
  const expected = say('one-of', { list: parts.map(({ id }) => id).join(', ') });
  return new InputError([{ at, found: say('levels-count', { count: parts.length }), expected }]);
}

/** 1 for `B1`; other ids stay where they are drawn, above all that have one. */
function depthOf(id: string): number {
  return Number(/^B(\d+)$/.exec(id)?.[1] ?? 0);
}

/** The warnings without those that the planner has answered. */
export function dropAnswered(
  warnings: readonly ImportWarning[],
  named: readonly NamedPart[],
): ImportWarning[] {
  const answered = new Set(
    named
      .filter(({ given }) => given.id !== undefined || given.name !== undefined)
      .map(({ sourceId }) => sourceId),
  );
  return warnings.filter(({ code, at }) => code !== 'level-name-assumed' || !answered.has(at));
}
