import type { Operator } from '../plan/schema.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export type Lang = 'zh' | 'en';
/** One language's texts. Chinese is the master; a language that lacks one of its keys does not compile. */
export type Texts = typeof textsZh;

const languages: Record<Lang, Texts> = { zh: textsZh, en: textsEn };

export function textsOf(lang: Lang): Texts {
  return languages[lang];
}

export function operatorName(operator: Operator, lang: Lang): string {
  return languages[lang].operatorNames[operator];
}

export function openingKindName(kind: keyof Texts['openingKindNames'], lang: Lang): string {
  return languages[lang].openingKindNames[kind];
}

export function zoneKindName(kind: keyof Texts['zoneKindNames'], lang: Lang): string {
  return languages[lang].zoneKindNames[kind];
}

export function pointKindName(kind: keyof Texts['pointKindNames'], lang: Lang): string {
  return languages[lang].pointKindNames[kind];
}

export function facilityKindName(kind: keyof Texts['facilityKindNames'], lang: Lang): string {
  return languages[lang].facilityKindNames[kind];
}
