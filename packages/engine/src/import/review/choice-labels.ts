import { phraseText } from '../../core/index.ts';
import { type NamedRegistry, rowName } from '../../plan/index.ts';
import type { Wording } from './evidence.ts';

/** Chinese names of classes and answers; the English ones are the identifiers with spaces. */
const chinese: Readonly<Record<string, string>> = {
  accept: '正确，保留',
  reject: '没有，去掉',
  wall: '墙',
  'retaining-wall': '外墙、挡土墙',
  'shear-wall': '剪力墙',
  'civil-defence-wall': '人防墙',
  'fire-wall': '防火墙',
  'partition-wall': '隔墙',
  'ramp-wall': '坡道墙',
  column: '柱',
  door: '门',
  'fire-door': '防火门',
  'blast-door': '人防门',
  shutter: '卷帘',
  bay: '车位',
  ramp: '坡道',
  tray: '桥架',
  stair: '楼梯',
  other: '与方案无关',
};

const english: Readonly<Record<string, string>> = {
  accept: 'right as it is',
  reject: 'not there',
  other: 'nothing of use',
};

/** A class of layers, or an answer, in both languages. */
export function labelOf(name: string): Wording {
  return { zh: chinese[name] ?? name, en: english[name] ?? name.replaceAll('-', ' ') };
}

/** A kind or material in both languages. */
export function rowLabel(registry: NamedRegistry, id: string): Wording {
  const name = rowName(registry, id);
  return { zh: phraseText(name, 'zh'), en: phraseText(name, 'en') };
}
