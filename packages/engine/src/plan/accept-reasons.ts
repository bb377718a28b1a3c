import { type Phrase, requireList, requireObject, say } from '../core/index.ts';
import { fingerprint } from './fingerprint.ts';
import type { ImportSummary, LevelSummary } from './import-summary-schema.ts';
import { requirePlan } from './plan-profile.ts';
import { type PlausibilityDoubt, plausibilityCodes, plausibilityDoubts } from './plausibility.ts';
import type { Decision, Plan } from './schema.ts';

/**
 * An import makes the verdict undecidable from these limits on. Each stands between what was measured on drawings that
 * come in right and on those that do not: the ten garages of a known answer, 60 drawn anew and made up (seeds
 * 9001–9030), and the same with the messes of `npm run score:doubts`, where the area is off by 7 to 250 %.
 */
const importLimits = {
  /**
   * Nothing is drawn along the edge for so long, m. Right: up to 6 (a ramp of two lanes), and openings of 6 m that do
   * no harm.
   */
  longestGapM: 9,
  /**
   * Fraction of the edge's length. For one traced along walls, right up to 0.08 (eight openings of 6 m); for one
   * assumed around what stands there, right up to 0.02, and 0.15 where it runs in between the bays behind an open wall.
   */
  gapRatio: { walls: 0.1, assumed: 0.05 },
  /**
   * Largest ratio of the area drawn to that of the outline. Right: up to 1.023; an outer wall open for 20 m:
   * from 1.13.
   */
  maxDrawnRatio: 1.04,
  /** Smallest such ratio. Right: from 0.994. */
  minDrawnRatio: 0.9,
  /**
   * Fraction of the floor with nothing of a garage near it. Right: up to 0.043; a frame or axes taken for walls: from
   * 0.055.
   */
  emptyRatio: 0.05,
  /**
   * Fraction of the floor in holes that nothing speaks for. Right: up to 0.03; a frame taken for the outer wall: from
   * 0.32.
   */
  doubtedHolesRatio: 0.05,
  /** Fraction of the bays outside. Right: up to 0.02 (two of 76); an outer wall open for 20 m: from 0.11. */
  baysOutsideRatio: 0.04,
  /**
   * Bays with something in their middle, and their fraction of all. Right: up to 3 of 114 (in shared garages 2 of 283); two
   * storeys drawn over one another: 8 of 109.
   */
  blockedBays: { fewest: 4, ratio: 0.04 },
  /** Fraction of the columns outside. Right: up to 0.02; an outer wall open for 20 m: from 0.08. */
  columnsOutsideRatio: 0.04,
  /**
   * Fraction of the points outside, from the third on. Right: up to 2 (of legends); outer walls open for 20 m: 1 to 31.
   */
  pointsOutsideRatio: 0.1,
  /**
   * Fraction of the walls' length outside, without those of ramps. Right: up to 0.11 (lines strewn over the sheet);
   * open: up to 0.28.
   */
  wallsOutsideRatio: 0.2,
  /**
   * A part with so many bays was a floor, and one with so many columns and so much wall, of that of the level with the
   * least. Sections and details beside small garages: up to 0.9 with one column at most; a level without its columns: 1.6.
   */
  leftOutThings: 8,
  leftOutWallsRatio: { withColumns: 0.25, alike: 0.1, alone: 1 },
  /**
   * Floor per column, m², where one column more is allowed. Right: up to 143; drawings whose columns were not
   * recognised: none on thousands of square metres.
   */
  floorPerColumnM2: 400,
  /** Lines of wall layers that were not taken, of the length of the walls that were. */
  crossingRatio: 1,
  /**
   * Lines on the floor that end at others and were read as nothing, of the length of the walls, where no layer is named as
   * walls. Right: up to 0.33; a survey by codes of points whose inner walls were not read: 0.61.
   */
  unreadRatio: 0.45,
  /** Kinds of things that must have the size of their kind where no bay says what the scale is. */
  sizesAgreeing: 2,
  /** Blocks that are not defined, objects nobody can read, damaged entities. Right: none; furniture is a few. */
  missingParts: 10,
} as const;

/** Everything that can be doubtful of an import, in the order in which it is reported. */
const importReasonCodes = [
  ...(['garage-unconfirmed', 'scale-unconfirmed', 'levels-left-out', 'drawing-incomplete'] as const),
  ...(['walls-unconfirmed', 'columns-unconfirmed'] as const),
  ...(['outline-open', 'outline-disputed', 'floor-empty', 'holes-unconfirmed'] as const),
  ...(['bays-outside', 'bays-blocked', 'columns-outside', 'points-outside', 'walls-outside'] as const),
] as const;

/** Everything that can be doubtful of a plan, in the order in which it is reported. A person accepts it by its name. */
export const reasonCodes = [...importReasonCodes, ...plausibilityCodes] as const;

type ReasonCode = (typeof reasonCodes)[number];

/** Something of a plan or its import that nobody can tell but a person. */
interface PlanReason {
  code: ReasonCode;
  /** Absent where it is of the whole drawing. */
  level?: string;
  said: Phrase;
  /** Fingerprint of what is doubtful, where and by how much: an acceptance holds for these figures alone. */
  basis: string;
}

/** Whatever else speaks for it, a level with one of these is not taken for a garage. */
const decidingAgainst: ReadonlySet<string> = new Set(['no-bays', 'few-bays', 'no-structure']);

const outsideLimits = [
  ['bays', 'bays-outside', importLimits.baysOutsideRatio, 1],
  ['columns', 'columns-outside', importLimits.columnsOutsideRatio, 1],
  ['points', 'points-outside', importLimits.pointsOutsideRatio, 3],
  ['wallsM', 'walls-outside', importLimits.wallsOutsideRatio, 1],
] as const;

type Sign = LevelSummary['use']['for'][number] | LevelSummary['use']['against'][number];

/** Person who accepts, and the date; both as they are given, for people to read. */
export interface DecidedBy {
  by?: string;
  /** ISO 8601. */
  date?: string;
}

/** A doubt that a person looked at and accepted. */
export interface AcceptedReason extends PlanReason {
  decision: Decision;
}

/** The doubts of a plan and of its import: those nobody has accepted, and those that somebody has. */
export function sortReasons(plan: Plan): {
  open: PlanReason[];
  accepted: AcceptedReason[];
} {
  requirePlan(plan);
  const open: PlanReason[] = [];
  const accepted: AcceptedReason[] = [];
  for (const reason of planReasons(plan)) {
    const decision = plan.decisions?.find(
      ({ code, level, basis }) => code === reason.code && level === reason.level && basis === reason.basis,
    );
    if (decision) accepted.push({ ...reason, decision });
    else open.push(reason);
  }
  return { open, accepted };
}

/**
 * The plan with the open doubts of these codes accepted, each by its own figures: `floor-empty` on every level,
 * `floor-empty:B2` on one. What an earlier decision said of the same is replaced. A doubt that the plan has not is passed over.
 */
export function acceptReasons(plan: Plan, wanted: readonly string[], decided: DecidedBy = {}): Plan {
  requirePlan(plan);
  requireList('codes', wanted);
  requireObject('decided', decided);
  const { by, date } = decided;
  const decisions = sortReasons(plan)
    .open.filter(
      ({ code, level }) =>
        wanted.includes(code) || (level !== undefined && wanted.includes(`${code}:${level}`)),
    )
    .map(
      ({ code, level, basis }): Decision => ({
        code,
        ...(level === undefined ? {} : { level }),
        ...(by === undefined ? {} : { by }),
        ...(date === undefined ? {} : { date }),
        basis,
      }),
    );
  if (decisions.length === 0) return plan;
  const isReplaced = ({ code, level }: Decision) =>
    decisions.some((decision) => decision.code === code && decision.level === level);
  const retained = (plan.decisions ?? []).filter((decision) => !isReplaced(decision));
  return { ...plan, decisions: [...retained, ...decisions] };
}

/** An accepted doubt in one sentence: what, by whom and when. */
export function acceptedPhrase({ said: reason, decision: { by, date } }: AcceptedReason): Phrase {
  if (by !== undefined && date !== undefined) return say('accepted-by-on', { reason, by, date });
  if (by !== undefined) return say('accepted-by', { reason, by });
  if (date !== undefined) return say('accepted-on', { reason, date });
  return say('accepted-unnamed', { reason });
}

/** Reasons why a verdict on this plan is undecidable, accepted or not: of how it was read, and of what it says. */
function planReasons(plan: Plan): PlanReason[] {
  return [...importDoubts(plan), ...plausibilityDoubts(plan)]
    .map(({ said: stated, ...where }) => {
      const code = stated.code as ReasonCode;
      return { code, ...where, said: stated, basis: fingerprint(stated) };
    })
    .sort((p, q) => reasonCodes.indexOf(p.code) - reasonCodes.indexOf(q.code));
}

/** Doubts of how a plan was read from a drawing: none of one that was made by hand. The limits are those of `importLimits`. */
function importDoubts({ derived, levels }: Plan): PlausibilityDoubt[] {
  const summary = derived?.import?.summary;
  if (!summary) return [];
  // A level that a person deleted is no longer doubtful.
  const ids = new Set(levels.map(({ id }) => id));
  return [
    ...doubtsOfDrawing(summary).map((stated) => ({ said: stated })),
    ...summary.levels
      .filter(({ level }) => ids.has(level))
      .flatMap((level) => doubtsOfLevel(level).map((stated) => ({ said: stated, level: level.level }))),
  ];
}

function doubtsOfDrawing(summary: ImportSummary): Phrase[] {
  return [scaleDoubt(summary), leftOutDoubt(summary), missingDoubt(summary), wallsDoubt(summary)].filter(
    (doubt) => doubt !== undefined,
  );
}

/** Walls that only their shape tells, or of which much on their layers was not taken, are for a person to look at. */
function wallsDoubt({ lines, levels }: ImportSummary): Phrase | undefined {
  if (!lines) return undefined;
  const wallsM = levels.reduce((sum, level) => sum + level.wallsM.found, 0);
  const unreadM = levels.reduce((sum, level) => sum + (level.unreadM ?? 0), 0);
  const { byShapeM, crossingM, namedM = Number.POSITIVE_INFINITY } = lines;
  // Walls on layers without such a name may be on others too.
  const isNamed = namedM >= wallsM || unreadM <= importLimits.unreadRatio * wallsM;
  if (byShapeM === 0 && isNamed && crossingM <= importLimits.crossingRatio * wallsM) return undefined;
  return say('walls-unconfirmed', { wallsM, byShapeM, crossingM, unreadM: Math.round(unreadM) });
}

/** A scale is confirmed by bays of their size, else by what the file or a person says and other things of theirs. */
function scaleDoubt({ scale: { by, agree, disagree, metresPerUnit } }: ImportSummary): Phrase | undefined {
  const isStated = by === 'format' || by === 'given';
  const isBacked = by === 'header' && agree.length >= importLimits.sizesAgreeing;
  const hasBays = by !== 'assumed' && agree.includes('bays');
  if (!disagree.includes('bays') && (hasBays || isStated || isBacked)) return undefined;
  return say('scale-unconfirmed', { scale: metresPerUnit, agree: listed(agree) });
}

function leftOutDoubt({ leftOut, levels }: ImportSummary): Phrase | undefined {
  const { leftOutThings, leftOutWallsRatio } = importLimits;
  // Both faces count, as what is left out is measured.
  const minWallsM = 2 * Math.min(...levels.map(({ wallsM }) => wallsM.found));
  const floors = leftOut.filter(({ why, bays = 0, columns = 0, wallsM = 0, isOtherSheet, isAlike }) => {
    if (why !== 'part') return why !== 'asked';
    if (isOtherSheet) return false;
    if (bays >= leftOutThings || (isAlike && wallsM > leftOutWallsRatio.alike * minWallsM)) return true;
    return wallsM > leftOutWallsRatio[columns >= leftOutThings ? 'withColumns' : 'alone'] * minWallsM;
  });
  if (floors.length === 0) return undefined;
  return say('levels-left-out', { count: floors.length, names: floors.map(({ name }) => name).join(', ') });
}

function missingDoubt({ missing }: ImportSummary): Phrase | undefined {
  const { references, blocks, objects, damaged } = missing;
  const isWhole = Math.max(blocks, objects, damaged) < importLimits.missingParts && references === 0;
  return isWhole ? undefined : say('drawing-incomplete', { references, blocks, objects, damaged });
}

function doubtsOfLevel(level: LevelSummary): Phrase[] {
  return [useDoubt(level), columnsDoubt(level), ...outlineDoubts(level), ...placedDoubts(level)].filter(
    (doubt) => doubt !== undefined,
  );
}

/**
 * A level is a garage where it has as many bays as garages have and is built as one, and where more speaks for it besides
 * (names, words, a way in, a storey below ground, columns) than against it.
 */
function useDoubt({ level, use }: LevelSummary): Phrase | undefined {
  const besides = use.for.filter((sign) => sign !== 'bays');
  const isNamed = besides.some((sign) => sign !== 'columns' && sign !== 'cars');
  const isDenied = use.against.some((sign) => decidingAgainst.has(sign));
  if (use.for.includes('bays') && isNamed && !isDenied && besides.length > use.against.length)
    return undefined;
  return say('garage-unconfirmed', { level, for: listed(use.for), against: listed(use.against) });
}

/** A slab over so wide a floor rests on columns. */
function columnsDoubt({ level, floorM2, columns }: LevelSummary): Phrase | undefined {
  if (floorM2 <= importLimits.floorPerColumnM2 * (columns.found + 1)) return undefined;
  return say('columns-unconfirmed', { level, columns: columns.found, floorM2 });
}

/** True of an outline that is open, or takes in more or less than what is drawn. */
export function isOutlineDoubted(summary: LevelSummary): boolean {
  return [...outlineDoubts(summary), ...placedDoubts(summary)].some(
    ({ code }) => code !== 'holes-unconfirmed' && code !== 'bays-blocked',
  );
}

function outlineDoubts(summary: LevelSummary): Phrase[] {
  const { level, outline, floorM2, outlinedM2, drawnM2, emptyM2 } = summary;
  const { by, lengthM, gapLengthM, longestGapM, doubtedHolesM2: holesM2 } = outline;
  const limits = importLimits;
  // An edge that the file states needs no walls along it, nor a floor that what stands there fills.
  const isTraced = by === 'walls' || by === 'assumed';
  const drawnRatio = drawnM2 / Math.max(1, outlinedM2);
  const doubts: Phrase[] = [];
  const maxGapRatio = limits.gapRatio[by === 'assumed' ? 'assumed' : 'walls'];
  if (isTraced && (longestGapM > limits.longestGapM || gapLengthM > maxGapRatio * lengthM))
    doubts.push(say('outline-open', { level, longestGapM, gapLengthM, lengthM }));
  if (drawnRatio > limits.maxDrawnRatio || (isTraced && drawnRatio < limits.minDrawnRatio))
    doubts.push(say('outline-disputed', { level, floorM2: outlinedM2, drawnM2 }));
  if (emptyM2 > limits.emptyRatio * floorM2) doubts.push(say('floor-empty', { level, emptyM2, floorM2 }));
  if (holesM2 > limits.doubtedHolesRatio * floorM2)
    doubts.push(say('holes-unconfirmed', { level, holesM2, floorM2 }));
  return doubts;
}

function placedDoubts(summary: LevelSummary): Phrase[] {
  const { level, bays, baysBlocked = 0 } = summary;
  const { fewest: fewestBlocked, ratio } = importLimits.blockedBays;
  const isBlocked = baysBlocked >= fewestBlocked && baysBlocked > ratio * bays.found;
  const blocked = isBlocked ? [say('bays-blocked', { level, blocked: baysBlocked, found: bays.found })] : [];
  const outside = outsideLimits.flatMap(([key, code, maxRatio, fewest]) => {
    const { found, outside: count } = summary[key];
    const isMany = count >= fewest && count > maxRatio * found;
    return isMany ? [say(code, { level, outside: count, found })] : [];
  });
  return [...blocked, ...outside];
}

/** Signs, or kinds of things, one after the other. */
function listed(signs: readonly (Sign | ImportSummary['scale']['agree'][number])[]): Phrase {
  if (signs.length === 0) return say('sign-none');
  return signs
    .map((sign) => say(`sign-${sign}`))
    .reduceRight((rest, first) => say('sign-list', { first, rest }));
}
