import type { SurveyPoint } from '../../measurement/index.ts';
import { strata } from '../../radio/index.ts';
import type { DocumentTexts } from './document-text.ts';

/** Name of a measured location: open floor, a bay, a lobby, or a point by the name of its kind. */
export function surveyKindName(kind: SurveyPoint['kind'], texts: DocumentTexts): string {
  const stratum = strata.find((each) => each === kind);
  return stratum ? texts(`survey.kinds.${stratum}`) : texts.name('point', kind);
}
