import { foldTraditional } from '../../../core/index.ts';
import {
  type MaterialName,
  type Opening,
  openingKindFor,
  writtenMaterials,
  writtenOpeningKinds,
} from '../../../plan/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import { type LayerClass, layerPatterns, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { MapFeature, Tags } from './map-feature.ts';

/** Describes what a feature is: a layer class, or something that only maps know. */
type FeatureClass =
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

/** Meanings of `key=value` in OSM, indoor OSM and Lanelet2; `*` is any value. Earlier lines win. */
const pairClasses: readonly [string, FeatureClass][] = [
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
const tellingKeys = [
  ...['type', 'kind', 'class', 'category', 'feature_class', 'element', 'object', 'subtype', 'usage'],
  ...['类型', '类别', '种类', '分类', '构件', '图层', 'layer', 'layername', 'layer_name', 'feature_type'],
] as const;

/** Words in a value, tried in order on the value in capitals with blanks for `_` and `-`; before the layer table. */
const wordClasses: readonly [RegExp, FeatureClass][] = [
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
const doorKinds = writtenOpeningKinds('tag');

/** Material words → material. Reinforced concrete is how garages are cast: plain "concrete" means it on a wall. */
const materialWords = writtenMaterials('tag');

/** Kinds of wall in words, tried on every value of a wall. */
const wallWords: readonly [RegExp, LayerClass][] = [
  [/RETAINING|EXTERNAL|EXTERIOR|OUTER|PERIMETER|挡土|外墙/, 'retaining-wall'],
  [/CIVIL|BLAST|人防|临空/, 'civil-defence-wall'],
  [/SHEAR|剪力/, 'shear-wall'],
  [/^FIRE|防火墙/, 'fire-wall'],
  [/RAMP|坡道/, 'ramp-wall'],
  [/PARTITION|INTERIOR|ROOM WALL|隔墙|内墙|填充/, 'partition-wall'],
];

/** Describes what a feature is, and the value that says so. */
export interface ClassifiedFeature {
  featureClass: FeatureClass;
  /** The most telling value, as it is written: what a layer map may name. */
  value: string;
  material?: MaterialName;
  /** Kind of a door. */
  opening?: Opening['kind'];
}

/** The class of a feature by its tags. `unknown` where no tag says one. */
export function classifyFeature(tags: Tags): ClassifiedFeature {
  const pair = pairClasses.find(([key]) => hasPair(tags, key));
  const words = tellingKeys
    .map((key) => tags[key])
    .filter((word) => word !== undefined && /\p{L}/u.test(word));
  const value = pair ? tags[pair[0].split('=')[0]] : (words[0] ?? buildingOf(tags) ?? '');
  const found = pair?.[1] ?? classOfWords(words) ?? (buildingOf(tags) ? 'building' : 'unknown');
  const values = Object.values(tags).map(plainWords);
  if (wallClasses.has(found as LayerClass)) {
    const featureClass = found === 'wall' ? (firstOf(wallWords, values) ?? found) : found;
    return { featureClass, value, material: materialOf(tags) };
  }
  if (openingClasses.has(found as LayerClass)) {
    return {
      featureClass: 'door',
      value,
      opening: firstOf(doorKinds, values) ?? openingKindFor('drawn-door'),
    };
  }
  return { featureClass: found, value };
}

/** The tags of a feature, what they say, and its rings in the drawing's coordinates. */
export interface PlacedFeature extends MapFeature, ClassifiedFeature {
  /** It names no level and stands for all of them: what a level says itself goes before it. */
  isShared?: boolean;
}

/** Layer of a feature's lines: its class for recognition, its value for layer maps. */
export function featureLayer(layerClass: LayerClass, value: string): string {
  return `${statedLayer(layerClass)}|${value.replaceAll('|', ' ')}`;
}

/** Capitals, blanks for `_` and `-`. */
export function plainWords(value: string): string {
  return foldTraditional(value)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toUpperCase();
}

function hasPair(tags: Tags, pair: string): boolean {
  const [key, value] = pair.split('=');
  const found = tags[key];
  return found !== undefined && found !== 'no' && (value === '*' || found.toLowerCase() === value);
}

function buildingOf(tags: Tags): string | undefined {
  const building = tags.building;
  return building === 'no' ? undefined : building;
}

function classOfWords(values: readonly string[]): FeatureClass | undefined {
  for (const value of values) {
    const words = plainWords(value);
    const found =
      firstOf(wordClasses, [words]) ?? firstOf(layerPatterns, [words, foldTraditional(value).toUpperCase()]);
    if (found) return found;
  }
  return undefined;
}

function materialOf(tags: Tags): MaterialName | undefined {
  const value = tags.material ?? tags['building:material'] ?? tags['wall:material'] ?? tags.材料 ?? tags.材质;
  return value === undefined ? undefined : firstOf(materialWords, [plainWords(value)]);
}

function firstOf<Found>(
  table: readonly (readonly [RegExp, Found])[],
  values: readonly string[],
): Found | undefined {
  return table.find(([pattern]) => values.some((value) => pattern.test(value)))?.[1];
}
