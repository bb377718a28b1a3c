import type { Language } from '../../core/index.ts';
import type { KindResult, Prediction } from '../../radio/index.ts';
import { formatGrouped, formatPercent, formatProbability, formatShort } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';

/** The kinds of floor as rows of cells, the first row the heading; undefined where none was looked at. */
export function kindRows(
  { assessment }: Pick<Prediction, 'assessment'>,
  lang: Language,
): string[][] | undefined {
  if (assessment.kinds.length === 0) return undefined;
  const texts = textsIn(lang);
  const conclusion = (met: boolean) =>
    assessment.decidable
      ? met
        ? texts('report.pass')
        : texts('report.fail')
      : texts('report.undecidedShort');
  const rows = assessment.kinds.map((result) => {
    const isDemanded = result.requiredRatio > 0;
    return [
      texts.name('floor', result.kind),
      formatGrouped(result.areaM2),
      isDemanded ? `${result.roomsMet}/${result.rooms}` : String(result.rooms),
      formatPercent(result.expectedCoverageRatio),
      isDemanded ? formatPercent(result.requiredRatio, 0) : texts('report.kindNotDemanded'),
      isDemanded ? formatProbability(result.passProbability) : '–',
      `${weakestName(result)} ${formatPercent(result.weakest.expectedCoverageRatio)}`,
      isDemanded ? conclusion(result.met) : '–',
    ];
  });
  return [
    [
      texts('report.kindColumns.kind'),
      texts('report.kindColumns.area'),
      texts('report.kindColumns.rooms'),
      texts('report.kindColumns.coverage'),
      texts('report.kindColumns.required'),
      texts('report.kindColumns.chance'),
      texts('report.kindColumns.weakest'),
      texts('report.result'),
    ],
    ...rows,
  ];
}

/**
 * Says whether lift cars are a part of the target, what is expected in them either way, and that nothing is planned above the
 * garage; undefined without lifts.
 */
export function liftSentence(
  { assessment }: Pick<Prediction, 'assessment'>,
  lang: Language,
): string | undefined {
  const { lifts } = assessment;
  if (!lifts) return undefined;
  const values = {
    ...{ count: lifts.shafts, level: lifts.highestLevel, loss: formatShort(lifts.carLossDb) },
    coverage: formatPercent(lifts.expectedCoverageRatio),
  };
  const texts = textsIn(lang);
  if (!lifts.isDemanded) return texts('report.liftsNotAsked', values);
  return texts('report.liftsAsked', { ...values, required: formatPercent(lifts.requiredRatio, 0) });
}

/** Level and name of the room that is served least. */
export function weakestName({ weakest: { level, name, zone } }: KindResult): string {
  return [level, name ?? zone].filter((part) => part !== undefined).join(' ');
}
