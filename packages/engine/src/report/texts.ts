import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export type Lang = 'zh' | 'en';
/** One language's texts. Chinese is the master; a language that lacks one of its keys does not compile. */
export type Texts = typeof textsZh;

const languages: Record<Lang, Texts> = { zh: textsZh, en: textsEn };

export function textsOf(lang: Lang): Texts {
  return languages[lang];
}
