import type { ModelNote } from '../../radio/index.ts';
import type { Lang } from '../wording/texts.ts';

/** A note on what a result rests on, for people. */
export function noteText(note: ModelNote, lang: Lang): string {
  if (lang === 'en') return note.message;
  if (note.code === 'antennas-unfed') {
    const counted = note.counted === 'silent' ? '按无功率计算' : '以下为其按标称功率发射时的结果';
    return `未接入：${note.antennas.join('、')}：网络中没有线缆通到，${counted}`;
  }
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
