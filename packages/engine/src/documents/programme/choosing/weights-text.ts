import { criterionIds, type Weights } from '../../../programme/index.ts';
import { formatShort } from '../../encoders/format-numbers.ts';
import { textsIn } from '../../wording/document-text.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';

/** The weights in one line. */
export function weightsText(weights: Weights, lang: Lang): string {
  const texts = textsIn(lang);
  const { separator, listSeparator } = textsOf(lang);
  const named = criterionIds.map((id) => `${texts(`ranking.criteria.${id}`)} ${formatShort(weights[id])}`);
  return `${texts('ranking.ranking.weights')}${separator}${named.join(listSeparator)}`;
}
