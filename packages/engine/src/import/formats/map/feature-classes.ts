import type { MaterialName, Opening } from '../../../plan/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';

/** What a feature is: a layer class, or something that only maps know. */
export type FeatureClass =
  | LayerClass
  | 'building'
  | 'level'
  | 'parking-area'
  | 'floor-opening'
  | 'room'
  | 'corridor'
  | 'lane'
  | 'window'
  | 'label';

/** What `key=value` means in OSM, indoor OSM and Lanelet2; `*` is any value. Earlier lines win. */
export const pairClasses: readonly [string, FeatureClass][] = [
  ['indoor=wall', 'wall'],
  ['indoor=room', 'room'],
  ['indoor=corridor', 'corridor'],
  ['indoor=area', 'corridor'],
  ['indoor=level', 'level'],
  ['indoor=column', 'column'],
  ['indoor=pillar', 'column'],
  ['indoor=door', 'door'],
  ['feature_type=level', 'level'],
  ['feature_type=unit', 'room'],
  ['feature_type=footprint', 'building'],
  ['feature_type=building', 'other'],
  ['feature_type=venue', 'other'],
  ['feature_type=opening', 'door'],
  ['amenity=parking_space', 'bay'],
  ['amenity=parking', 'parking-area'],
  ['amenity=charging_station', 'charger'],
  ['amenity=parking_entrance', 'gate'],
  ['amenity=vending_machine', 'payment'],
  ['amenity=payment_terminal', 'payment'],
  ['man_made=charge_point', 'charger'],
  ['barrier=wall', 'wall'],
  ['barrier=retaining_wall', 'retaining-wall'],
  ['barrier=lift_gate', 'gate'],
  ['barrier=swing_gate', 'gate'],
  ['barrier=sliding_gate', 'gate'],
  ['barrier=gate', 'gate'],
  ['barrier=toll_booth', 'payment'],
  ['barrier=*', 'other'],
  ['highway=elevator', 'room'],
  ['highway=steps', 'stair'],
  ['highway=toll_gantry', 'payment'],
  ['highway=*', 'lane'],
  ['railway=*', 'other'],
  ['landuse=*', 'other'],
  ['natural=*', 'other'],
  ['waterway=*', 'other'],
  ['boundary=*', 'other'],
  ['type=entry', 'gate'],
  ['type=exit', 'gate'],
  ['type=lanelet', 'lane'],
  ['subtype=parking', 'bay'],
  ['door=*', 'door'],
  ['entrance=*', 'door'],
  ['room=*', 'room'],
];

/** Keys whose value says in words what a feature is, the most telling first. */
export const tellingKeys = [
  ...['type', 'kind', 'class', 'category', 'feature_class', 'element', 'object', 'subtype', 'usage'],
  ...['类型', '类别', '种类', '分类', '构件', '图层', 'layer', 'layername', 'layer_name', 'feature_type'],
] as const;

/** Words in a value, tried in order on the value in capitals with blanks for `_` and `-`; before the layer table. */
export const wordClasses: readonly [RegExp, FeatureClass][] = [
  [/^(FIRE )?(COMPARTMENT|ZONE)|防火分区/, 'other'],
  [/CHARGING.*(AREA|ZONE)|充电区/, 'other'],
  [
    /(FLOOR|SLAB) ?OPENING|^(FLOOR )?VOID$|^ATRIUM$|楼板(洞|开洞)|挑空|中庭|天井|下沉(庭院|广场)/,
    'floor-opening',
  ],
  [/WINDOW|GLAZING|窗(?!台)/, 'window'],
  [/^(PARKING|CAR) ?(SPACE|SPOT|STALL|BAY|SLOT)S?|^(BAY|STALL)S?$|车位|泊位/, 'bay'],
  [/^(PARKING|CAR ?PARK|GARAGE|PARKING (AREA|LOT|GARAGE))$|停车区|停车库/, 'parking-area'],
  [/AISLE|DRIVEWAY|^LANE|ROADWAY|车道/, 'lane'],
  [
    /(BUILDING|FLOOR|LEVEL|GARAGE|STOREY|OUTER)? ?(OUTLINE|FOOTPRINT|CONTOUR)|建筑轮廓|轮廓|外轮廓/,
    'outline',
  ],
  [/^(FLOOR|LEVEL|STOREY|SLAB)$/, 'level'],
  [/^BUILDING/, 'building'],
  [/BARRIER GATE|BOOM|LIFT GATE|^GATES?$|^(ENTRY|EXIT)$/, 'gate'],
  [/^PAY|PAY (POINT|STATION)|TICKET/, 'payment'],
  [/CORRIDOR WALL|ROOM WALL|INTERIOR WALL|INNER WALL/, 'partition-wall'],
  [/RETAINING WALL|(EXTERNAL|EXTERIOR|OUTER|PERIMETER) WALL/, 'retaining-wall'],
  [/SHEAR WALL|CONCRETE WALL/, 'shear-wall'],
  [/CIVIL.*WALL|^CIVIL DEFEN[CS]E$/, 'civil-defence-wall'],
  [/LIFT LOBBY|ELEVATOR LOBBY|LOBBY|VESTIBULE|前室|电梯厅|大堂/, 'room'],
  [/(LIFT|ELEVATOR|电梯).*(DOOR|门(?!厅))/, 'door'],
  [/LIFT|ELEVATOR|STAIR|电梯|楼梯|ESCALATOR/, 'room'],
  [/ROOM|SHAFT|TOILET|BATHROOM|RESTROOM|STORAGE|OFFICE|TELECOM|机房|配电|泵房|风机|管井|弱电|间$/, 'room'],
  [/CORRIDOR|HALLWAY|WALKWAY|PASSAGE|走廊|通道/, 'corridor'],
  [/PILLAR|PIER|COLUMN/, 'column'],
  [/^(LABEL|TEXT|ANNOTATION)$/, 'label'],
];

/** Door words → kind, tried on every value of a door. */
export const doorKinds: readonly [RegExp, Opening['kind']][] = [
  [/SHUTTER|ROLLER|OVERHEAD|卷帘/, 'fire-shutter'],
  [/BLAST|CIVIL|人防门|密闭门/, 'blast-door'],
  [/FIRE|防火门/, 'fire-door'],
  [/LIFT|ELEVATOR|电梯门/, 'lift-door'],
  [/PASSAGE|^OPENING$|NO DOOR|门洞/, 'passage'],
];

/** Material words → material. Reinforced concrete is how garages are cast: plain "concrete" means it on a wall. */
export const materialWords: readonly [RegExp, MaterialName][] = [
  [/BLOCK|CMU|AERATED|砌块|加气/, 'concrete-block'],
  [/BRICK|MASONRY|砖/, 'brick'],
  [/REINFORCED|CONCRETE RC|^RC$|CONCRETE|混凝土|砼/, 'reinforced-concrete'],
  [/PLASTERBOARD|GYPSUM|DRYWALL|石膏|轻钢/, 'plasterboard'],
  [/GLASS|玻璃/, 'glass'],
  [/METAL|STEEL|金属|钢板/, 'metal'],
  [/WOOD|TIMBER|木/, 'wood'],
];

/** Kinds of wall in words, tried on every value of a wall. */
export const wallWords: readonly [RegExp, LayerClass][] = [
  [/RETAINING|EXTERNAL|EXTERIOR|OUTER|PERIMETER|挡土|外墙/, 'retaining-wall'],
  [/CIVIL|BLAST|人防|临空/, 'civil-defence-wall'],
  [/SHEAR|剪力/, 'shear-wall'],
  [/^FIRE|防火墙/, 'fire-wall'],
  [/RAMP|坡道/, 'ramp-wall'],
  [/PARTITION|INTERIOR|ROOM WALL|隔墙|内墙|填充/, 'partition-wall'],
];
