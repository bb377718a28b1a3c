import { criterionIds, type Weights } from '../../../programme/index.ts';
import { formatShort } from '../../encoders/format-numbers.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';
import { choosingTexts } from './choosing-texts.ts';

/** The weights in one line. */
export function weightsText(weights: Weights, lang: Lang): string {
  const { criteria, ranking } = choosingTexts[lang];
  const { separator, listSeparator } = textsOf(lang);
  const named = criterionIds.map((id) => `${criteria[id]} ${formatShort(weights[id])}`);
  return `${ranking.weights}${separator}${named.join(listSeparator)}`;
}
