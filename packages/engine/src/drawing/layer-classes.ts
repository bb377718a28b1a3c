/** What a layer holds. `other` is known and of no use here; `unknown` is judged by its geometry. */
export type LayerClass =
  | 'wall'
  | 'retaining-wall'
  | 'shear-wall'
  | 'civil-defence-wall'
  | 'fire-wall'
  | 'partition-wall'
  | 'ramp-wall'
  | 'column'
  | 'door'
  | 'fire-door'
  | 'blast-door'
  | 'shutter'
  | 'bay'
  | 'charger'
  | 'gate'
  | 'payment'
  | 'axis'
  | 'ramp'
  | 'tray'
  | 'outline'
  | 'frame'
  | 'text'
  | 'stair'
  | 'hatch'
  | 'other'
  | 'unknown';

/**
 * Layer names as design institutes spell them (GB/T 50001 and T20/Tianzheng names, AIA/NCS codes, plain
 * words), tried in order on the upper-case name without its xref prefix. The first match decides, so the
 * special comes before the general.
 */
export const layerPatterns: readonly [RegExp, LayerClass][] = [
  [/轴|\bAXIS|AXES|[-_]GRID|^GRID|DOTE|COLUMN.?GRID/, 'axis'],
  [/标注|尺寸|(^|[-_ ])DIM|ANNO.?DIM|DIMS/, 'other'],
  [/图框|图签|FRAM|TITLE|TTLB|BORDER|SHEET|会签/, 'frame'],
  [/防火分区|防烟分区|人防分区|FIRE.?(ZONE|COMP)|SMOKE|COMPARTMENT/, 'other'],
  [/DEFPOINTS|VIEWPORT|VPORT|辅助|CONSTRUCTION/, 'other'],
  [/(人防|民防|防护|密闭).*门|BLAST|BLST|DOOR.*[-_](CD|RF)\b/, 'blast-door'],
  [/卷帘|SHUTTER|(^|[-_])SHUT|ROLL.*DOOR|FJL/, 'shutter'],
  [/防火门|DOOR.?(FIRE|FR)|FIRE.?DOOR|(^|[-_])FM($|[-_])/, 'fire-door'],
  [/充电|EVSE|EVCH|EVCS|CHARG|(^|[-_])EV($|[-_])/, 'charger'],
  [/道闸|闸机|闸杆|BARRIER|(^|[-_])GATE|停车管理/, 'gate'],
  [/收费|岗亭|PAYMENT|TOLL|CASHIER/, 'payment'],
  [/车位|停车|PRKG|PARK|STALL|(^|[-_])BAYS?($|[-_])|CAR.?SPACE/, 'bay'],
  [/车道|行车|流线|(^|[-_])LANE|TRAFFIC|ROAD.?MARK|ARROW/, 'other'],
  [/桥架|线槽|TRAY|CABLE/, 'tray'],
  [/消火栓|喷淋|喷头|给排水|排水|风管|暖通|家具|洁具|绿化|FURN|SANI|PLUMB|HVAC|SPRINK|HYDR|PLANT\b/, 'other'],
  [/门(?!厅|卫|牌)|门窗|DOOR|WINDOW|GLAZ/, 'door'],
  [/(坡道|RAMP).*(墙|WALL)|(墙|WALL).*(坡道|RAMP)/, 'ramp-wall'],
  [/坡道|RAMP/, 'ramp'],
  [/楼梯|台阶|STAIR|STRS|STEP/, 'stair'],
  [/柱|COLU|(^|[-_ ])COLS?($|[-_ ])|PILLAR/, 'column'],
  [/(人防|民防|临空|扩散).*墙|墙.*人防|WALL.*[-_](CD|RF|CIVIL)|CIVIL.*WALL/, 'civil-defence-wall'],
  [/外墙|挡土|挡墙|地下室墙|侧墙|RETN|RETAIN|BSMT.*WALL|WALL.*(EXT|BSMT|PERIM)|EXT.*WALL/, 'retaining-wall'],
  [
    /剪力墙|混凝土墙|砼墙|抗震墙|核心筒|SHEAR|^S[-_]?WALL|CONC.*WALL|WALL.*(CONC|STRU|SHEAR)|CORE/,
    'shear-wall',
  ],
  [/防火墙|WALL.*FIRE|FIRE.*WALL|WALL.*FR\b/, 'fire-wall'],
  [
    /隔墙|砌体|砌块|填充墙|内墙|砖墙|PARTITION|WALL.*(INT|PART|PRTN|BLOCK|BRICK|CMU)|WALL[-_ ]?\d{2,3}$/,
    'partition-wall',
  ],
  [/墙|WALL|MUR\b|WAND|QIANG/, 'wall'],
  [/填充|HATCH|PATT/, 'hatch'],
  [/文字|说明|注释|房间|名称|标高|TEXT|ROOM|(^|[-_])AREA|SPACE|NOTE|ANNO|NAME/, 'text'],
];

export const wallClasses: ReadonlySet<LayerClass> = new Set<LayerClass>([
  'wall',
  'retaining-wall',
  'shear-wall',
  'civil-defence-wall',
  'fire-wall',
  'partition-wall',
  'ramp-wall',
]);

export const openingClasses: ReadonlySet<LayerClass> = new Set<LayerClass>([
  'door',
  'fire-door',
  'blast-door',
  'shutter',
]);
