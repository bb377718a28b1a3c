import type { Notice } from '../app/app.ts';
import type { PlacementSummary } from '../store/result-state.ts';
import { text } from '../texts/language.ts';

/**
 * What came of placing antennas; where nothing was placed, why and what to do.
 * @param warnings of the import
 * @param asked doubts to offer for review; none while they are reviewed
 */
export function placementNotice(
  { antennas, lowerBound, unserved, isMet, emptyLevels }: PlacementSummary,
  { warnings, asked }: { warnings: string[]; asked: number },
): Notice {
  const reasons = [
    ...emptyLevels.map((level) => text('placedNoFloor', { level })),
    ...(unserved > 0 ? [text('placedUnserved', { count: unserved })] : []),
    ...(!isMet && emptyLevels.length === 0 ? [text('placedBeyondReach')] : []),
  ];
  const offer = asked > 0 ? [text('reviewOffer', { count: asked })] : [];
  const details = { title: text('importWarnings', { count: warnings.length }), lines: warnings };
  const placed =
    lowerBound === undefined
      ? text('placedUnproved', { count: antennas })
      : text('placed', { count: antennas, bound: lowerBound });
  const title = antennas === 0 ? text('placedNone') : placed;
  return { kind: antennas === 0 ? 'error' : 'info', title, lines: [...reasons, ...offer], details };
}
