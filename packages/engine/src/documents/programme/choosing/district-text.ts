import { type Language, phraseText } from '../../../core/index.ts';
import { type DistrictName, districtPhrase } from '../../../programme/index.ts';
import { documentText } from '../../wording/document-text.ts';

/** The name of a district; says so where it is not known. */
export function districtText(district: DistrictName | null, lang: Language): string {
  if (district === null) return documentText(lang, 'ranking.districtUnknown');
  return phraseText(districtPhrase(district), lang);
}
