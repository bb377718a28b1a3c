import type { Language } from '../../../core/index.ts';
import { criterionIds, type Weights } from '../../../programme/index.ts';
import { formatShort } from '../../encoders/format-numbers.ts';
import { textsIn } from '../../wording/document-text.ts';

/** The weights in one line. */
export function weightsText(weights: Weights, lang: Language): string {
  const texts = textsIn(lang);
  const named = criterionIds.map((id) => `${texts(`ranking.criteria.${id}`)} ${formatShort(weights[id])}`);
  return `${texts('ranking.ranking.weights')}${texts('report.separator')}${named.join(texts('report.listSeparator'))}`;
}
