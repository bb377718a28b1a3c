import type { KindResult, Prediction } from '../../radio/index.ts';
import { formatGrouped, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/** The kinds of floor as rows of cells, the first row the heading; undefined where none was looked at. */
export function kindRows({ assessment }: Pick<Prediction, 'assessment'>, lang: Lang): string[][] | undefined {
  if (assessment.kinds.length === 0) return undefined;
  const texts = textsOf(lang);
  const { kind, area, rooms, coverage, required, chance, weakest } = texts.kindColumns;
  const conclusion = (met: boolean) =>
    assessment.decidable ? (met ? texts.pass : texts.fail) : texts.undecidedShort;
  const rows = assessment.kinds.map((result) => {
    const isDemanded = result.requiredRatio > 0;
    return [
      texts.kindNames[result.kind],
      formatGrouped(result.areaM2),
      isDemanded ? `${result.roomsMet}/${result.rooms}` : String(result.rooms),
      formatPercent(result.expectedCoverageRatio),
      isDemanded ? formatPercent(result.requiredRatio, 0) : texts.kindNotDemanded,
      isDemanded ? formatProbability(result.passProbability) : '–',
      `${weakestName(result)} ${formatPercent(result.weakest.expectedCoverageRatio)}`,
      isDemanded ? conclusion(result.met) : '–',
    ];
  });
  return [[kind, area, rooms, coverage, required, chance, weakest, texts.result], ...rows];
}

/** Level and name of the room that is served least. */
export function weakestName({ weakest: { level, name, zone } }: KindResult): string {
  return [level, name ?? zone].filter((part) => part !== undefined).join(' ');
}
