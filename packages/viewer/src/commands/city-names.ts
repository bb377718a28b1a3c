import { phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type DistrictName, districtPhrase, type Stage, stages } from '@diku/engine/programme';
import { type CityFacet, unknownDistrict } from '../store/programme/city-filters.ts';
import { language, type TextKey, text } from '../texts/language.ts';

/** `浦东新区`, `Pudong`. */
export function districtName(district: DistrictName | null): string {
  if (district === null) return text('districtUnknown');
  return phraseText(districtPhrase(district), language());
}

export function stageName(stage: Stage): string {
  return phraseText(say(`stage-${stage}`), language());
}

/**
 * Name of a facet's value.
 * @param year of the quotas
 */
export function facetValueName(facet: CityFacet, value: string, year: number): string {
  if (facet === 'district') return districtName(value === unknownDistrict ? null : (value as DistrictName));
  if (facet === 'stage') {
    const stage = stages.find((each) => each === value);
    return stage ? stageName(stage) : value;
  }
  if (facet === 'quarter' && value.startsWith('until-'))
    return text('quarterUntil', { year, quarter: value.slice(-1) });
  if (facet === 'quarter' && /^[1-4]$/.test(value)) return text('quarterNamed', { year, quarter: value });
  return text(`${facet}_${value}` as TextKey);
}
