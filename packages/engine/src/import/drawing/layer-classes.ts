import { openingKindRows } from '../../plan/index.ts';
import { sleeveLayers } from './sleeve-names.ts';

/** Describes what a layer holds. `other` is known and of no use here; `unknown` is classified by its geometry. */
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
  | 'ramp-floor'
  | 'tray'
  | 'sleeve'
  | 'outline'
  | 'floor-edge'
  | 'frame'
  | 'text'
  | 'stair'
  | 'stair-floor'
  | 'hatch'
  | 'other'
  | 'unknown';

/** Names of layers of stairs, in capitals. */
export const stairLayers =
  /楼梯|安全梯|台阶|踏步|階段|LOUTI|TAIJIE|STAIR|STRS|STEP|TREPPE|ESCALIER|ESCALERA|ESCADA|(^|[-_ ])SCALA($|[-_ ])|SCHODY|MERDİVEN|MERDIVEN|TANGGA|TRAPPEN|STOPNICE|계단/;

/**
 * Layer names as design institutes spell them (GB/T 50001 and T20/Tianzheng names, AIA/NCS codes, plain
 * words), tried in order on the upper-case name without its xref prefix. The first match decides, so the
 * special comes before the general.
 */
export const layerPatterns: readonly [RegExp, LayerClass][] = [
  // What this program drew over a drawing is no part of the building.
  [/^DIKU-/, 'other'],
  // Pens of a sheet that has no layers: dashed is what lies above or below, axes, trays, never a wall.
  [/^PDF:.*( DASHED|, CROSSES|, LOOSE LINES|, LINES IN BOXES)$/, 'other'],
  [sleeveLayers, 'sleeve'],
  // Russian: walls may share a layer with their doors and windows.
  [/СТЕНЫ? (И )?(ДВЕР|ОКН)|(^|[-_ ])СТЕН|ПЕРЕГОРОДК/, 'wall'],
  [
    /(^|[-_ ])(РАЗМЕР|МЕБЕЛЬ|СВЕТИЛЬНИК|РОЗЕТК|ЭЛЕКТР|САНТЕХ|ВЕНТИЛЯ|ОТОПЛЕН|ВСПОМОГАТ|МАШИНЫ($|[-_ ]))/,
    'other',
  ],
  [/(^|[-_ ])(МАШИНОМЕСТ|ПАРКОВ|СТОЯНК)/, 'bay'],
  [/(^|[-_ ])(ДВЕР|ОКНА?($|[-_ ])|ВОРОТА)/, 'door'],
  [/(^|[-_ ])КОЛОНН/, 'column'],
  [/(^|[-_ ])(ОСИ|ОСЬ)($|[-_ ])/, 'axis'],
  [/(^|[-_ ])(РАМКА|ШТАМП)/, 'frame'],
  [/(^|[-_ ])(ПАНДУС|РАМПА)/, 'ramp'],
  [/(^|[-_ ])ЛЕСТНИЦ/, 'stair'],
  [/(^|[-_ ])ШТРИХОВК/, 'hatch'],
  [/(^|[-_ ])(ТЕКСТ|ПОМЕЩЕН)/, 'text'],
  // Furniture, dimensions and axes of other countries.
  [
    /(^|[-_ ])(ARRED[IO]|MOBILIER|MEUBLES?|MEUBILAIR|MEBLE|MOBILYA|MOBILIÁRIO|MOBILIARIO|SANITARI|PAVIMENTAZION[EI]|QUOTE|MAATVOERING|WYMIARY|KÓTY|KOTY|ÖLÇÜ|COTATION|COTES?)($|[-_ ])|가구|치수|위생기구/,
    'other',
  ],
  [/(^|[-_ ])(ASSI|ACHSEN?|EJES?|EIXOS?|OSIE|AKSLAR|ACHSRASTER)($|[-_ ])|중심선/, 'axis'],
  [/轴|通り芯|点[划画]线|ZHOU(XIAN|WANG)|\bAXIS|AXES|[-_]GRID|^GRID|DOTE|COLUMN.?GRID/, 'axis'],
  [/标注|尺寸|BIAOZHU|CHICUN|(^|[-_ ])DIM|ANNO.?DIM|DIMS/, 'other'],
  [/图框|图签|図枠|图枠|TUKUANG|TUQIAN|FRAM|TITLE|TTLB|BORDER|SHEET|会签/, 'frame'],
  [/防火分区|防烟分区|人防分区|(^|[-_ \d])分区|FENQU|FIRE.?(ZONE|COMP)|SMOKE|COMPARTMENT/, 'other'],
  [/DEFPOINTS|VIEWPORT|VPORT|辅助|CONSTRUCTION/, 'other'],
  // Edges of slabs bound the floor where facades of glass do not.
  [
    /楼板(?!留?洞|开洞|配筋)|板边|LOUBAN|BANBIAN|(^|[-_ ])SLABS?([-_ ]?EDGE)?$|EDGE.OF.SLAB|FLOR-OTLN/,
    'floor-edge',
  ],
  // What lies above the cut: beams and projections have two lines as walls have.
  [/梁|(^|[-_ ])(LIANG|BEAMS?)($|[-_ ])|投影|PROJECTION|TOPOGRAPHY|地形/, 'other'],
  [/(人防|民防|防护|密闭).*门|BLAST|BLST|(RENFANG|MIBI).*MEN|(^|[-_])RFM|DOOR.*[-_](CD|RF)\b/, 'blast-door'],
  [/卷帘|卷门|卷闸|SHUTTER|(^|[-_])SHUT|ROLL.*DOOR|FJL|JUANLIAN|(^|[-_])JLM/, 'shutter'],
  [/防火门|DOOR.?(FIRE|FR)|FIRE.?DOOR|FANGHUOMEN|(^|[-_])FH?M($|[-_])/, 'fire-door'],
  [
    /充电|CHONGDIAN|EVSE|EVCH|EVCS|CHARG|LADE(S(Ä|AE)ULE|STATION|PUNKT)|WALLBOX|충전|(^|[-_])EV($|[-_])/,
    'charger',
  ],
  [/道闸|闸机|闸杆|DAOZHA|ZHAJI|BARRIER|(^|[-_])GATE|停车管理/, 'gate'],
  [/收费|岗亭|SHOUFEI|GANGTING|PAYMENT|TOLL|CASHIER/, 'payment'],
  [
    /车位|停车|驻车|駐車|CHEWEI|TINGCHE|PRKG|PARK|STALL|PARCHEGG|STELLPL[AÄ]TZ|ESTACIONAM|VAGAS|주차구획|(^|[-_])BAYS?($|[-_])|CAR.?SPACE/,
    'bay',
  ],
  [
    /车道(?!坡|墙)|行车|车行|车流|流线|CHEDAO|XINGCHE|(^|[-_])LANES?($|[-_])|DRIVE.?(WAY|LINE|LANE)|TRAFFIC|ROAD.?MARK|ARROW/,
    'other',
  ],
  [/CENT(RE|ER).?LINE|中心线|CCTV|CAMERA|监控|摄像|BACKGROUND|(^|[-_])ZONES?($|[-_])/, 'other'],
  [/桥架|线槽|QIAOJIA|XIANCAO|TRAY|CABLE/, 'tray'],
  [
    /消火栓|喷淋|喷头|给排水|排水|风管|暖通|家具|洁具|绿化|汽车(?!坡|库)|(^|[-_ \d])车块|JIAJU|QICHE|XIAOHUO|PENLIN|FURN|SANI|PLUMB|HVAC|SPRINK|HYDR|PLANT\b/,
    'other',
  ],
  [
    /电气|强电|弱电|插座|照明|灯具|布线|CONDUIT|WIRING|(^|[-_ ])(ELEC(T|TRICAL)?|LIGHTING|POWER|PIPES?|DUCTS?)($|[-_ ])|MÖBEL|MOEBEL|MUEBLE|MOBILI/,
    'other',
  ],
  [/BEMASS|BEMAß|寸法|(^|[-_ ])COTAS?($|[-_ ])/, 'other'],
  // Layers that ArchiCAD comes with.
  [/2D DRAFTING|(^|[-_ ])MARKER ?-/, 'other'],
  [/STRUCTURAL ?- ?(BEARING|COMBINED)|LOAD.?BEARING/, 'wall'],
  [
    /门(?!厅|卫|牌)|门窗|(^|[-_])MEN(CHUANG)?($|[-_])|DOOR|WINDOW|GLAZ|建具|(^|[-_ ])(TÜR|TUER|FENSTER|PORTES?|FENETRES?|PUERTAS?|VENTANAS?|APERTUR[AE]|PORTE E FINESTRE|JANELAS?|VETRAT[AE]|SERRAMENTI|INFISSI|MENUISERIES?|DEUR(EN)?($|[-_ ])|RAAM|KOZIJN|DRZWI|OKNA($|[-_ ])|OKNO|DVEŘE|VRATA($|[-_ ])|KAPI($|[-_ ])|PENCERE|PINTU|JENDELA|DÖRR|FÖNSTER|AJTÓ|ABLAK)|창호|출입문/,
    'door',
  ],
  [/(坡道|RAMP).*(墙|壁|WALL)|(墙|WALL).*(坡道|RAMP)|PODAO.*QIANG|QIANG.*PODAO/, 'ramp-wall'],
  [/坡道|车道坡|PODAO|RAMP/, 'ramp'],
  // Sheets of the structure have walls and columns on one layer: columns among walls are told by their shape.
  [/墙柱|柱墙|WALLS?[-_ ]?COL|COLU?M?N?S?[-_ ]WALL/, 'shear-wall'],
  [stairLayers, 'stair'],
  [
    /柱|(^|[-_])ZHU(ZI)?($|[-_])|(JIEGOU|KUANGJIA)ZHU|COLU|(^|[-_ ])COLS?($|[-_ ])|PILLAR|STÜTZE|STUETZE|(^|[-_ ])(POTEAUX?|PILARES|PILASTR[IO]|COLONN[AE]|PFEILER|KOLOM(MEN)?|KOLON(LAR)?|SLOUPY?|SŁUPY?|STEBR[IO]|OSZLOP|PELARE|COT)($|[-_ ])|기둥/,
    'column',
  ],
  [
    /(人防|民防|临空|扩散).*墙|墙.*人防|WALL.*[-_](CD|RF|CIVIL)|CIVIL.*WALL|RENFANG.*QIANG|(^|[-_])RFQ/,
    'civil-defence-wall',
  ],
  [
    /外墙|挡土|WAIQIANG|DANGTU|(^|[-_])(DTQ|WQ)($|[-_])|挡墙|地下室墙|侧墙|RETN|RETAIN|BSMT.*WALL|WALL.*(EXT|BSMT|PERIM)|EXT.*WALL/,
    'retaining-wall',
  ],
  [
    /剪力墙|混凝土墙|砼墙|抗震墙|核心筒|JIANLIQIANG|(HUNNINGTU|TONG)QIANG|(^|[-_])(JLQ|HNTQ|TQ)($|[-_])|SHEAR|^S[-_]?WALL|CONC.*WALL|WALL.*(CONC|STRU|SHEAR)|CORE/,
    'shear-wall',
  ],
  [/防火墙|FANGHUOQIANG|(^|[-_])FHQ|QIANG.*(FH|FANGHUO)|WALL.*FIRE|FIRE.*WALL|WALL.*FR\b/, 'fire-wall'],
  [
    /隔墙|隔间墙|砌体|砌块|填充墙|内墙|砖墙|(GE|QITI|NEI|ZHUAN)QIANG|(^|[-_])(GQ|NQ)($|[-_])|PARTITION|WALL.*(INT|PART|PRTN|BLOCK|BRICK|CMU)|WALL[-_ ]?\d{2,3}$/,
    'partition-wall',
  ],
  // Plans of other countries: German, French, Spanish, Italian, Portuguese, Polish, Turkish, Japanese.
  [
    /墙|壁|벽체|WALL|\bMUR(S|OS?|I|ATUR[AE]|EN)?\b|\bMUUR|DINDING|\bTUONG\b|\bZIDOVI?\b|\bST[EĚ]N[AY]\b|\bVÄGG|\bPERE(TE|ȚI|TI)\b|WAND|WÄND|WAEND|MAUER|TROCKENBAU|\bPARED(E|ES)?\b|PARET[EI]|ŚCIAN|SCIAN|DUVAR|QIANG/,
    'wall',
  ],
  [/填充|图案|TIANCHONG|HATCH|PATT/, 'hatch'],
  [
    /文字|说明|注释|房间|房名|名称|标高|WENZI|FANG(JIAN|MING)|BIAOGAO|SHUOMING|TEXT|ROOM|(^|[-_])AREA|SPACE|NOTE|ANNO|NAME/,
    'text',
  ],
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

/** Walls and what stands or is marked on the floor: its lines are nothing else, whatever they look like. */
export const thingClasses: ReadonlySet<LayerClass> = new Set<LayerClass>([
  ...wallClasses,
  ...(['axis', 'bay', 'column', 'tray', 'sleeve', 'frame', 'charger', 'gate', 'payment'] as const),
  ...(['outline', 'floor-edge'] as const),
]);

/** Lines of these may be anything that has no class of its own. */
export const freeClasses: ReadonlySet<LayerClass> = new Set<LayerClass>([
  'other',
  'unknown',
  'hatch',
  'text',
]);

export const openingClasses: ReadonlySet<LayerClass> = new Set(
  openingKindRows.flatMap(({ layerClass }) => (layerClass ?? []) as LayerClass),
);

/** The words of layers in pinyin, one syllable for each character: the last word says what the thing is. */
const pinyinWords: readonly [string, LayerClass][] = [
  ['FANG HUO JUAN LIAN', 'shutter'],
  ['JUAN LIAN MEN', 'shutter'],
  ['REN FANG MEN', 'blast-door'],
  ['FANG HUO MEN', 'fire-door'],
  ['FANG HUO MEN CHUANG', 'fire-door'],
  ['DIAN TI MEN', 'door'],
  ['MEN', 'door'],
  ['CHONG DIAN ZHUANG', 'charger'],
  ['TING CHE WEI', 'bay'],
  ['CHE WEI XIAN', 'bay'],
  ['CHE DAO XIAN', 'other'],
  ['XING CHE XIAN', 'other'],
  ['CHI CUN BIAO ZHU', 'other'],
  ['FANG HUO FEN QU', 'other'],
  ['FANG JIAN MING', 'text'],
  ['RUO DIAN QIAO JIA', 'tray'],
  ['JIE GOU ZHU', 'column'],
  ['KUANG JIA ZHU', 'column'],
  ['GOU ZAO ZHU', 'column'],
  ['ZHU', 'column'],
  ['REN FANG QIANG', 'civil-defence-wall'],
  ['DI XIA SHI WAI QIANG', 'retaining-wall'],
  ['DANG TU QIANG', 'retaining-wall'],
  ['JIAN LI QIANG', 'shear-wall'],
  ['HUN NING TU QIANG', 'shear-wall'],
  ['FANG HUO QIANG', 'fire-wall'],
  ['FANG HUO GE QIANG', 'fire-wall'],
  ['QI TI QIANG', 'partition-wall'],
  ['PO DAO QIANG', 'ramp-wall'],
];

/** Initials that mean something else to those who write English. */
const englishInitials: ReadonlySet<string> = new Set(['DTM']);

/**
 * The class of a name in pinyin: a word of two syllables and more that ends with one of the words, or the initials of a word
 * of three syllables and more, with or without 线 behind it. Undefined of others.
 */
export function classOfPinyin(plain: string): LayerClass | undefined {
  for (const token of plain.split(/[^A-Z]+/)) {
    if (token.length < 3 || englishInitials.has(token)) continue;
    for (const [word, layerClass] of pinyinWords) {
      const syllables = word.split(' ');
      const initials = syllables.map(([first]) => first).join('');
      if (initials.length >= 3 && (token === initials || token === `${initials}X`)) return layerClass;
      if (endsWithWord(token, syllables.join(''))) return layerClass;
    }
  }
  return undefined;
}

/** Whole syllables before the word tell pinyin from an English word that ends alike. */
function endsWithWord(token: string, word: string): boolean {
  if (!token.endsWith(word)) return false;
  const before = token.slice(0, -word.length);
  return (
    before === '' ||
    (before.length >= 4 &&
      /^(([ZCS]H|[BPMFDTNLGKHJQXRZCSYW])(A|O|E|I|U|IA|IE|IU|UA|UI|UO|AI|EI|AO|OU|IAO|UAI|AN|EN|IN|UN|IAN|UAN|ANG|ENG|ING|ONG|IANG|UANG))+$/.test(
        before,
      ))
  );
}
