/** The ways in which a garage can be drawn, and a seeded choice among them. */
import type { Point } from './dxf-pen.ts';

export const wallStyles = [
  'lines',
  'closed',
  'wide',
  'mline',
  'hatch',
  'hatch-lines',
  'solid',
  '3dface',
  'pieces',
  'single',
] as const;
export const layerStyles = [
  'english',
  'chinese',
  'tianzheng',
  'xref',
  'pinyin',
  'zero-colours',
  'numbers',
] as const;
export const bayStyles = ['block', 'mirrored', 'nested', 'scaled', 'closed', 'open', 'separators'] as const;
export const columnStyles = ['block', 'closed', 'lines', 'solid', 'hatch', 'circle'] as const;
export const doorStyles = ['arcs', 'blocks', 'tags'] as const;
export const levelStyles = ['beside', 'below', 'far'] as const;
export const unitStyles = ['mm', 'cm', 'm', 'in', 'ft'] as const;
export const headerStyles = ['right', 'missing', 'wrong', 'zero'] as const;

export const wallKinds = [
  'retaining_wall',
  'shear_wall',
  'civil_wall',
  'fire_wall',
  'room_wall',
  'ramp_wall',
  'corridor_wall',
] as const;

export type WallStyle = (typeof wallStyles)[number];
export type LayerStyle = (typeof layerStyles)[number];

export interface SpoilStyle {
  layers: LayerStyle;
  walls: Record<string, WallStyle>;
  bays: (typeof bayStyles)[number];
  columns: (typeof columnStyles)[number];
  doors: (typeof doorStyles)[number];
  levels: (typeof levelStyles)[number];
  unit: (typeof unitStyles)[number];
  header: (typeof headerStyles)[number];
  rotationDeg: number;
  offset: Point;
  /** Fractions of lines broken by 5–50 mm, drawn twice, drawn too long. */
  gapRatio: number;
  duplicateRatio: number;
  overshootRatio: number;
  /** Walls end at the faces of columns instead of running through. */
  stopAtColumns: boolean;
  curves: 'arc' | 'bulge' | 'spline';
  /** Frames, legends, sections, details, dimensions, cars, furniture. */
  noise: boolean;
  axes: boolean;
}

/** A style from its seed; `only` fixes parts of it. */
export function spoilStyle(random: () => number, only: Partial<SpoilStyle> = {}): SpoilStyle {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const chance = (ratio: number) => random() < ratio;
  const plain = chance(0.35);
  const common = pick(wallStyles.slice(0, 2));
  const walls = Object.fromEntries(
    wallKinds.map((kind): [string, WallStyle] => {
      const style = pick(kind === 'room_wall' || kind === 'fire_wall' ? wallStyles : wallStyles.slice(0, -1));
      return [kind, plain ? common : kind === 'ramp_wall' && style === '3dface' ? 'lines' : style];
    }),
  );
  const unit = pick(['mm', 'mm', 'mm', ...unitStyles] as const);
  return {
    layers: pick(layerStyles),
    walls,
    bays: pick(bayStyles),
    columns: pick(columnStyles),
    doors: pick(['arcs', 'arcs', 'blocks', 'blocks', 'tags'] as const),
    levels: pick(levelStyles),
    unit,
    header: pick(headerStyles),
    rotationDeg: chance(0.4) ? 0 : Math.round(random() * 3600) / 10 - 180,
    offset: chance(0.3) ? [0, 0] : [Math.round((random() - 0.5) * 4e6), Math.round((random() - 0.5) * 4e6)],
    gapRatio: chance(0.5) ? 0 : random() * 0.12,
    duplicateRatio: chance(0.5) ? 0 : random() * 0.1,
    overshootRatio: chance(0.5) ? 0 : random() * 0.06,
    stopAtColumns: chance(0.3),
    curves: pick(['arc', 'bulge', 'spline'] as const),
    noise: chance(0.7),
    axes: chance(0.8),
    ...only,
  };
}

type Names = Record<string, string>;

const english: Names = {
  retaining_wall: 'A-WALL-EXTR',
  shear_wall: 'S-WALL-CONC',
  civil_wall: 'A-WALL-CIVIL',
  fire_wall: 'A-WALL-FIRE',
  room_wall: 'A-WALL-PRTN',
  ramp_wall: 'A-RAMP-WALL',
  corridor_wall: 'A-WALL-EXTR',
  column: 'S-COLS',
  steel_door: 'A-DOOR',
  fire_door: 'A-FIRE-DOOR',
  lift_door: 'A-DOOR',
  fire_shutter: 'A-ROLL-DOOR',
  blast_door: 'A-BLAST-DOOR',
  bay: 'A-PARKING-STALL',
  charger: 'E-CHARGER',
  axis: 'S-GRID',
  dim: 'A-ANNO-DIMS',
  text: 'A-ANNO-TEXT',
  room: 'A-ROOM-NAME',
  frame: 'A-ANNO-TTLB',
  ramp: 'A-RAMP',
  tray: 'E-CABLE-TRAY',
  gate: 'A-BARRIER',
  zone: 'A-FIRE-ZONE',
  stair: 'A-STAIR',
  car: 'A-FURN-CAR',
};
const chinese: Names = {
  retaining_wall: '挡土墙',
  shear_wall: '剪力墙',
  civil_wall: '人防墙',
  fire_wall: '防火墙',
  room_wall: '砌体墙',
  ramp_wall: '坡道墙',
  corridor_wall: '挡土墙',
  column: '结构柱',
  steel_door: '门',
  fire_door: '防火门',
  lift_door: '门',
  fire_shutter: '防火卷帘',
  blast_door: '人防门',
  bay: '停车位',
  charger: '充电桩',
  axis: '轴线',
  dim: '尺寸标注',
  text: '文字',
  room: '房间名称',
  frame: '图框',
  ramp: '坡道',
  tray: '弱电桥架',
  gate: '道闸',
  zone: '防火分区',
  stair: '楼梯',
  car: '家具',
};
const tianzheng: Names = {
  ...Object.fromEntries(wallKinds.map((kind) => [kind, 'WALL'])),
  column: 'COLUMN',
  steel_door: 'WINDOW',
  fire_door: 'DOOR_FIRE',
  lift_door: 'WINDOW',
  fire_shutter: 'WINDOW',
  blast_door: 'WINDOW',
  bay: '车位',
  charger: 'EQUIP_充电桩',
  axis: 'DOTE',
  dim: 'PUB_DIM',
  text: 'PUB_TEXT',
  room: 'SPACE',
  frame: 'PUB_TITLE',
  ramp: 'STAIR',
  tray: '桥架',
  gate: 'EQUIP_道闸',
  zone: '防火分区',
  stair: 'STAIR',
  car: 'FURNITURE',
};
const pinyin: Names = {
  retaining_wall: 'DTQ',
  shear_wall: 'JLQ',
  civil_wall: 'RFQ',
  fire_wall: 'QIANG-FH',
  room_wall: 'QIANG',
  ramp_wall: 'PODAO-QIANG',
  corridor_wall: 'DTQ',
  column: 'ZHU',
  steel_door: 'MEN',
  fire_door: 'FHM',
  lift_door: 'MEN',
  fire_shutter: 'JUANLIAN',
  blast_door: 'RFM',
  bay: 'CHEWEI',
  charger: 'CHONGDIAN',
  axis: 'ZHOUXIAN',
  dim: 'BIAOZHU',
  text: 'WENZI',
  room: 'FANGJIAN',
  frame: 'TUKUANG',
  ramp: 'PODAO',
  tray: 'QIAOJIA',
  gate: 'DAOZHA',
  zone: 'FENQU',
  stair: 'LOUTI',
  car: 'QICHE',
};

/** Everything that has a layer. */
export const things: readonly string[] = Object.keys(english);

/** Layer (and colour) of each thing in a style. */
export function layersOf(style: LayerStyle): (thing: string) => { name: string; color?: number } {
  const keys = Object.keys(english);
  const numbered = new Map([...new Set(Object.values(english))].map((name, i) => [name, i + 1]));
  return (thing) => {
    const number = numbered.get(english[thing]) ?? keys.length + 1;
    switch (style) {
      case 'english':
        return { name: english[thing] ?? 'A-MISC' };
      case 'chinese':
        return { name: chinese[thing] ?? '其他' };
      case 'tianzheng':
        return { name: tianzheng[thing] ?? 'SURFACE' };
      case 'xref':
        return { name: `地下车库底图$0$${english[thing] ?? 'A-MISC'}` };
      case 'pinyin':
        return { name: pinyin[thing] ?? 'QITA' };
      case 'zero-colours':
        return { name: '0', color: number };
      default:
        return { name: `${number}` };
    }
  };
}
