/** What an import makes of a drawing, and whether a verdict on it could be decided. */
import { type ImportResult, InputError, importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { type GarageTruth, ringArea, scoreImport, type TruthLevel } from '../score-import.ts';

export interface DoubtScore {
  outcome: 'decidable' | 'undecidable' | 'refused';
  /** Codes of the doubts, or the refusal. */
  why: string;
  /** Error of the worst level; a level that is missing is an error of 1. Absent without a truth or a plan. */
  areaError?: number;
  /** What falls under the bars of a drawing in a mess: empty when all are met. Absent without a truth or a plan. */
  under?: string[];
  /** Absent where it was refused. */
  imported?: ImportResult;
}

/** A drawing in a mess still has to give so much of each, of 1. */
const messBars = {
  wallRecall: 0.95,
  wallPrecision: 0.95,
  columnRatio: 0.95,
  bayRatio: 0.95,
  openingRatio: 0.95,
} as const;
const maxAreaErrorInMess = 0.02;

export async function scoreDoubts(
  bytes: Uint8Array,
  { truth, fileName }: { truth?: GarageTruth; fileName?: string } = {},
): Promise<DoubtScore> {
  try {
    // An image has a scale because somebody says so.
    const imported = await importDrawing([{ bytes, fileName }], {
      image: { scale: { metresPerPixel: 0.05 } },
    });
    const { plan, levels } = imported;
    const { open } = sortReasons(plan);
    const codes = [...new Set(open.map(({ code }) => code))].join(', ');
    const areas = new Map(levels.map(({ id, areaM2 }) => [id, areaM2]));
    return {
      outcome: open.length === 0 ? 'decidable' : 'undecidable',
      why: codes,
      imported,
      ...(truth
        ? { areaError: worstAreaError(truth, areas), under: underMessBars(scoreImport(plan, levels, truth)) }
        : {}),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: 'refused', why: error.message };
  }
}

function underMessBars(scores: ReturnType<typeof scoreImport>): string[] {
  return Object.entries(scores).flatMap(([level, score]) => {
    if (!score) return [`${level} missing`];
    const misses = (Object.keys(messBars) as (keyof typeof messBars)[])
      .filter((key) => score[key] < messBars[key])
      .map((key) => `${level} ${key} ${score[key].toFixed(2)}`);
    const isOff = score.areaError > maxAreaErrorInMess;
    return isOff ? [...misses, `${level} area ${(100 * score.areaError).toFixed(0)} % off`] : misses;
  });
}

function worstAreaError({ levels }: GarageTruth, areas: ReadonlyMap<string, number>): number {
  return Math.max(
    ...levels.map((level) => {
      const areaM2 = areas.get(level.name);
      if (areaM2 === undefined) return 1;
      return Math.min(...trueAreas(level).map((trueM2) => Math.abs(areaM2 - trueM2) / trueM2));
    }),
  );
}

/** Returns areas by the outer and by the inner face of the outer wall: a drawing may be read either way. */
function trueAreas({ outline, inner_outline: inner }: TruthLevel): number[] {
  return [outline, inner].map((parts) =>
    parts.reduce(
      (sum, { exterior, holes }) =>
        sum + ringArea(exterior) - holes.reduce((less, hole) => less + ringArea(hole), 0),
      0,
    ),
  );
}
