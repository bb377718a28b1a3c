import { type Phrase, type PhraseValue, say } from '../core/index.ts';
import { districts } from './district-vocabulary.ts';

/** A district of Shanghai, as files have it. */
export type DistrictName = (typeof districts)[number]['name'];

/** Their names in the order of the notice. */
export const districtNames = districts.map(({ name }) => name) as [DistrictName, ...DistrictName[]];

const phrases: ReadonlyMap<string, Phrase> = new Map(
  districts.map(({ id, name }) => [name, say(`district-${id}`)]),
);

/** The name of a district, to be said in any language; one that is not of Shanghai as it stands. */
export function districtPhrase(district: string): PhraseValue {
  return phrases.get(district) ?? district;
}
