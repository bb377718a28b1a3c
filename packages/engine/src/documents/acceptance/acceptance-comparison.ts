import type { Language } from '../../core/index.ts';
import { type Acceptance, type CarrierComparison, maxWalls } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { modelName } from '../wording/model-name.ts';

/** Predicted less measured, per carrier, then by distance and by walls. */
export function comparisonLines(
  { comparison, phone, model }: Acceptance,
  plan: Plan,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const colon = texts('report.separator');
  if (comparison.length === 0) return [texts('acceptance.noPrediction')];
  return [
    texts('acceptance.comparisonOf', {
      title: texts('acceptance.comparisonTitle'),
      phone: texts(`acceptance.phone.${phone}`),
      model: model === undefined ? '–' : modelName(model, lang),
    }),
    ...alignColumns(comparisonRows(comparison, plan, lang)),
    ...comparison.flatMap((each) => {
      const name = comparisonName(each, plan, lang);
      const part = (
        label: string,
        {
          samples,
          meanDb,
          sigmaDb,
        }: CarrierComparison['byWalls'][number] | CarrierComparison['byDistance'][number],
      ) => `${label} ${signed(meanDb)} ± ${formatFixed(sigmaDb, 1)} (${samples})`;
      const distances = each.byDistance.map((row) => part(distanceLabel(row), row));
      const walls = each.byWalls.map((row) => part(wallsLabel(row), row));
      return [
        `${name}`,
        `  ${texts('acceptance.byDistance')}${colon}${distances.join(' · ')}`,
        `  ${texts('acceptance.byWalls')}${colon}${walls.join(' · ')}`,
      ];
    }),
  ];
}

export function wallsLabel({ walls }: { walls: number }): string {
  return walls === maxWalls ? `${walls}+` : String(walls);
}

export function distanceLabel({ fromM, toM }: { fromM: number; toM: number | null }): string {
  return toM === null ? `≥ ${fromM} m` : `${fromM}–${toM} m`;
}

export function comparisonName({ carrier, operator }: CarrierComparison, plan: Plan, lang: Language): string {
  const found = plan.carriers.find(({ id }) => id === carrier);
  return found
    ? carrierLabel(found, lang)
    : `${textsIn(lang).name('operator', operator)} ${documentText(lang, 'acceptance.anyCarrier')}`;
}

/** The comparison as rows of cells, the first row the heading. */
export function comparisonRows(
  comparison: readonly CarrierComparison[],
  plan: Plan,
  lang: Language,
): string[][] {
  return [
    textsIn(lang).list('acceptance.comparison'),
    ...comparison.map((each) => [
      comparisonName(each, plan, lang),
      String(each.samples),
      String(each.censored),
      signed(each.meanDb),
      formatFixed(each.sigmaDb, 1),
      formatFixed(each.rmseDb, 1),
      formatFixed(each.correlation, 2),
    ]),
  ];
}

/** One decimal, with its sign. */
export function signed(valueDb: number): string {
  const text = formatFixed(valueDb, 1);
  return valueDb > 0 && Number(text) > 0 ? `+${text}` : text;
}
