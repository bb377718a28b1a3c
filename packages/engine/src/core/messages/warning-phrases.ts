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
  'opening-in-no-wall': {
    zh: '{level} 层 ({place}) m 处的洞口 {id} 不在任何墙上：不切断墙体，也不按洞口绘制',
    en: 'opening {id} at ({place}) m on level {level} lies in no wall: it cuts none and is not drawn as a gap',
  },
  'in-a-wall': {
    zh: '在墙上（墙面外不超过 {beside} m、与墙夹角不超过 {oblique}°），或两端都抵墙或柱',
    en: 'in a wall (at most {beside} m beside its faces, {oblique}° oblique to it), or both ends at walls or columns',
  },
  'above-ceiling': { zh: '{height} m，高于顶板', en: '{height} m, above the ceiling' },
  'within-clear-height': { zh: '净高 {clear} m 之内', en: 'within the clear height of {clear} m' },
} as const satisfies BothLanguages;
