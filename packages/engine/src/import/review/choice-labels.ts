import type { Wording } from './evidence.ts';

/** Chinese names of what can be chosen; the English ones are the identifiers with spaces. */
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
  'steel-door': '钢门',
  'blast-door': '人防门',
  'lift-door': '电梯门',
  shutter: '卷帘',
  'fire-shutter': '防火卷帘',
  passage: '无门洞口',
  bay: '车位',
  ramp: '坡道',
  tray: '桥架',
  stair: '楼梯',
  other: '与方案无关',
  parking: '停车区',
  lane: '车道',
  lobby: '前室、门厅',
  plant: '设备用房',
  core: '楼梯、井道',
  excluded: '不计入',
  'lift-car': '电梯轿厢',
  entrance: '出入口',
  'guard-room': '值班室',
  charger: '充电桩',
  gate: '道闸',
  payment: '收费点',
  'lift-lobby': '电梯厅',
  'reinforced-concrete': '钢筋混凝土',
  concrete: '混凝土',
  'concrete-block': '砌块',
  brick: '砖',
  plasterboard: '石膏板',
  glass: '玻璃',
  'coated-glass': '镀膜玻璃',
  metal: '金属',
  wood: '木',
  'equipment-room': '弱电机房',
  power: '配电间',
  shaft: '竖井',
};

const english: Readonly<Record<string, string>> = {
  accept: 'right as it is',
  reject: 'not there',
  other: 'nothing of use',
};

/** A kind, class or material in both languages. */
export function labelOf(name: string): Wording {
  return { zh: chinese[name] ?? name, en: english[name] ?? name.replaceAll('-', ' ') };
}
