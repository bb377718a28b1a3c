import type { BothLanguages } from './both-languages.ts';

/** What `validate` warns of. */
export const warningPhrases = {
  'antenna-through': {
    zh: '{id} 经过 ({place}) m，在楼层 {level} 之外',
    en: '{id} through ({place}) m, outside level {level}',
  },
  'antenna-outside': {
    zh: '{id} 在 ({place}) m，在楼层 {level} 之外',
    en: '{id} at ({place}) m, outside level {level}',
  },
  'inside-outline': { zh: '轮廓之内的位置', en: 'a place inside the outline' },
  'cable-begins-elsewhere': {
    zh: '({place}) m，不在电缆起点',
    en: '({place}) m, away from where the cable begins',
  },
  'cable-first-place': {
    zh: '路由的第一个位置 ({place}) m；以路由为准',
    en: 'the first place of its path, ({place}) m; the path counts',
  },
  'antenna-too-high': {
    zh: '{height} m，高于净高 {clear} m',
    en: '{height} m, above the clear height of {clear} m',
  },
  'under-ceiling': { zh: '低于顶板的高度', en: 'a height under the ceiling' },
  'key-of-other-type': { zh: '类型 {type} 不用的键', en: 'a key that type {type} does not use' },
  'type-or-no-key': { zh: '类型 {type}，或不写这个键', en: 'type {type}, or no such key' },
  'above-ceiling': { zh: '{height} m，高于顶板', en: '{height} m, above the ceiling' },
  'within-clear-height': { zh: '净高 {clear} m 之内', en: 'within the clear height of {clear} m' },
} as const satisfies BothLanguages;
