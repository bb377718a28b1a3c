import type { ImportSummary, LeftOut, SizeCheck } from '../plan/index.ts';
import type { ReadDrawing } from './drawing/read-drawing.ts';
import type { UnitGuess } from './drawing/units.ts';
import { unfoundTitles } from './recognition/confidence/left-out.ts';
import type { PlacedLevel } from './recognition/place-levels.ts';
import type { LevelPart } from './recognition/split-levels.ts';

/** What an import says of itself, to be kept with the plan. */
export function importSummary({
  read,
  units,
  parts,
  placed,
  leftOut,
}: {
  read: Pick<ReadDrawing, 'format' | 'leftOut' | 'missing'>;
  units: UnitGuess;
  /** All levels, and those of them that were asked for. */
  parts: readonly LevelPart[];
  placed: readonly PlacedLevel[];
  leftOut: readonly LeftOut[];
}): ImportSummary {
  const ids = parts.map(({ id }) => id);
  const asked = placed.map(({ part }) => part.id);
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
    missing: read.missing ?? { references: 0, blocks: 0, objects: 0, damaged: 0 },
  };
}

/** Of all levels: what agrees on one of them and disagrees on none. */
function sizesOf(placed: readonly PlacedLevel[]): { agree: SizeCheck[]; disagree: SizeCheck[] } {
  const of = (list: 'agree' | 'disagree') =>
    new Set(placed.flatMap(({ found }) => found.measures.sizes[list]));
  const disagree = of('disagree');
  return { agree: [...of('agree')].filter((kind) => !disagree.has(kind)), disagree: [...disagree] };
}
