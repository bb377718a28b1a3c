/** What an import makes of a drawing, and whether a verdict on it could be decided. */
import { InputError, importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { type GarageTruth, ringArea, type TruthLevel } from '../score-import.ts';

export interface DoubtScore {
  outcome: 'decidable' | 'undecidable' | 'refused';
  /** Codes of the doubts, or the refusal. */
  why: string;
  /** Error of the worst level; a level that is missing is an error of 1. Absent without a truth or a plan. */
  areaError?: number;
}

export async function scoreDoubts(
  bytes: Uint8Array,
  { truth, fileName }: { truth?: GarageTruth; fileName?: string } = {},
): Promise<DoubtScore> {
  try {
    // An image has a scale because somebody says so.
    const { plan, levels } = await importDrawing([{ bytes, fileName }], {
      image: { scale: { metresPerPixel: 0.05 } },
    });
    const { open } = sortReasons(plan);
    const codes = [...new Set(open.map(({ code }) => code))].join(', ');
    const areas = new Map(levels.map(({ id, areaM2 }) => [id, areaM2]));
    return {
      outcome: open.length === 0 ? 'decidable' : 'undecidable',
      why: codes,
      ...(truth ? { areaError: worstAreaError(truth, areas) } : {}),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: 'refused', why: error.message };
  }
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
