import { isStatedLayer } from '../drawing/classify-layer.ts';
import { labelOf } from './choice-labels.ts';
import type { Evidence, Topic, Wording } from './evidence.ts';

const topicNames: Readonly<Record<Topic, Wording>> = {
  unit: { zh: '图纸单位', en: 'unit of the drawing' },
  layer: { zh: '图层', en: 'layer' },
  'level-name': { zh: '楼层名称', en: 'name of the level' },
  elevation: { zh: '标高', en: 'elevation' },
  'clear-height': { zh: '净高', en: 'clear height' },
  outline: { zh: '外轮廓', en: 'outline' },
  use: { zh: '是否为车库', en: 'is it a garage?' },
  registration: { zh: '与首层的对位', en: 'position over the first level' },
  wall: { zh: '墙', en: 'walls' },
  'wall-thickness': { zh: '墙厚', en: 'thickness of walls' },
  'wall-material': { zh: '墙体材料', en: 'material of walls' },
  column: { zh: '柱', en: 'columns' },
  opening: { zh: '门', en: 'openings' },
  'opening-kind': { zh: '门的类别', en: 'kind of openings' },
  bay: { zh: '车位', en: 'bays' },
  point: { zh: '点位', en: 'points' },
  zone: { zh: '房间', en: 'rooms' },
  facility: { zh: '设施', en: 'facilities' },
};

/** What a doubt is about: how many, how long, on which layer, how thick. */
export function describeSubject(
  topic: Topic,
  first: Evidence,
  { count, lengthM, thicknessesM }: { count: number; lengthM?: number; thicknessesM?: [number, number] },
): Wording {
  const name = topicNames[topic];
  if (first.kind === 'drawing') return name;
  if (first.kind === 'level') return { zh: `${first.level} ${name.zh}`, en: `${first.level}: ${name.en}` };
  const zh: string[] = [];
  const en: string[] = [];
  const detail = first.kind === 'layer' ? undefined : first.reference.split(':')[2];
  if (detail) {
    zh.push(labelOf(detail).zh);
    en.push(labelOf(detail).en);
  }
  const layer = drawnLayer(first.layer);
  if (layer !== undefined) {
    zh.push(topic === 'layer' ? layer : `图层 ${layer}`);
    en.push(topic === 'layer' ? layer : `layer ${layer}`);
  }
  if (first.layerClass !== undefined) {
    zh.push(`判断为${labelOf(first.layerClass).zh}`);
    en.push(`taken for ${labelOf(first.layerClass).en}`);
  }
  if (thicknessesM !== undefined) {
    const [least, most] = thicknessesM.map((each) => Math.round(each * 100) * 10);
    const mm = least === most ? `${least} mm` : `${least}–${most} mm`;
    zh.push(mm);
    en.push(mm);
  }
  if (first.kind !== 'layer') {
    zh.push(`${count} 处`);
    en.push(count === 1 ? 'one place' : `${count} places`);
  }
  if (lengthM !== undefined) {
    zh.push(`${lengthM.toFixed(0)} m`);
    en.push(`${lengthM.toFixed(0)} m`);
  }
  return { zh: `${name.zh}：${zh.join('，')}`, en: `${name.en}: ${en.join(', ')}` };
}

/** The layer's name as the drawing has it; formats without layers have none. */
function drawnLayer(layer: string | undefined): string | undefined {
  if (layer === undefined) return undefined;
  return isStatedLayer(layer) ? layer.split('|')[1] : layer;
}
