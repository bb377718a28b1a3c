import type { ModelNote } from '../workflow/model-notes.ts';
import type { Lang } from './texts.ts';

/** A note on what a result rests on, for people. */
export function noteText(note: ModelNote, lang: Lang): string {
  if (lang === 'en') return note.message;
  if (note.code === 'model-doubt')
    return `模型 ${note.model}：其频率系数 1.34 低于自由空间的 2，且仅有一个来源，存疑`;
  if (note.code === 'model-range') {
    return `模型 ${note.model}：公布的适用距离为 ${note.rangeM.join('–')} m，图中有更长的链路，其损耗为外推值`;
  }
  const { material, frequenciesMhz, rangeMhz, way, source } = note;
  const at = `材料 ${material} 在 ${frequenciesMhz.join('、')} MHz`;
  const range = `${rangeMhz[0]}–${rangeMhz[1]} MHz`;
  if (way === 'formula') return `${at} 的损耗为外推值：${source} 的适用范围为 ${range}`;
  const where = source === 'the plan' ? '方案给出的频率' : '规划频段';
  return `${at} 的损耗沿用最近端点的值：${where}为 ${range}`;
}
