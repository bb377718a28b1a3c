import { textsEn } from './texts-en.ts';
import { type Texts, textsZh } from './texts-zh.ts';

export type Lang = 'zh' | 'en';
const languages: Record<Lang, Texts> = { zh: textsZh, en: textsEn };

/** All texts of reports and pictures in a language. */
export function textsOf(lang: Lang): Texts {
  return languages[lang];
}
