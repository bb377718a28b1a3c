import { type DistrictName, districts } from '../../../programme/index.ts';
import type { Lang } from '../../wording/texts.ts';
import { choosingTexts } from './choosing-texts.ts';

/** The name of a district; says so where it is not known. */
export function districtText(district: DistrictName | null, lang: Lang): string {
  if (district === null) return choosingTexts[lang].districtUnknown;
  return lang === 'zh' ? district : (districts.find(({ name }) => name === district)?.english ?? district);
}
