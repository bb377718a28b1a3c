/** Roles of columns in tables of parts and cables. */
export type TreeColumn =
  | 'fromPort'
  | 'toPort'
  | 'parent'
  | 'from'
  | 'to'
  | 'cable'
  | 'size'
  | 'length'
  | 'level'
  | 'location'
  | 'quantity'
  | 'id'
  | 'kind'
  | 'x'
  | 'y'
  | 'remark'
  | 'serial';

/** Heads of columns without units, spaces and signs; the first that fits. */
export const columnWords: readonly [TreeColumn, RegExp][] = [
  ['toPort', /^(to|终点|终端|对端|本端|本级|下级|输入).*(port|端口|口)$|^(ziel|nach).*(anschluss|port)$/],
  [
    'fromPort',
    /^(from|source|parent|上级|父|上联|上游|前级|起点|始端|输出|von|feeding|upstream).*(port|端口|端|口|ausgang|anschluss)$|^(port|端口|端口号|输出口|ausgang|anschluss|output)$/,
  ],
  [
    'parent',
    /^(上级|父级?|上联|上游|前级|上一级|parent|upstream|fedfrom|fedby|feeder?from)(设备|器件|元件|部件|节点|站点|id|no|node|device|part|编号|名称|bauteil)*$/,
  ],
  [
    'from',
    /^(起点|起始点?|始端|始点|起端|源端|本端|a端|from|start|von|begin|anfang)(设备|器件|元件|部件|节点|站点|id|no|node|device|part|编号|名称|bauteil)*$/,
  ],
  [
    'to',
    /^(终点|终止点?|末端|终端|止点|对端|b端|to|end|ziel|nach|bis)(设备|器件|元件|部件|节点|站点|id|no|node|device|part|编号|名称|bauteil)*$/,
  ],
  [
    'cable',
    /^(馈线|线缆|电缆|缆线|线|缆)(编号|号|序号)$|^(cable|feeder|run)(id|no|number|tag|ref)?$|^(kabel|leitung)(nr|nummer|id)?$/,
  ],
  [
    'size',
    /^(馈线|线缆|电缆|缆线|射频缆|feeder|cable|kabel|leitungs)(规格|类型|型号|种类|规格型号|type|size|kind|typ|art)+$|^馈线$|^线型$|^线缆$/,
  ],
  ['length', /长度|线长|length|länge|laenge/],
  ['level', /^(所在|安装)?(楼层|层号|层|层数)$|floor|level|storey|story|geschoss|etage|ebene/],
  ['location', /位置|地点|location|place|^ort$|standort|einbauort|安装|敷设|走线|路由/],
  ['quantity', /数量|件数|qty|quantity|anzahl|menge|^count$/],
  [
    'id',
    /^(本级|设备|器件|元件|部件|节点|天线|本端)?(编号|标识|位号|代号|标签)$|^(id|tag|ref|label|name|partid|deviceid|nodeid|equipmentid|itemid|kennung|nr|bauteil(nr|nummer)?|bauteilnr)$/,
  ],
  [
    'kind',
    /^(本级|所属)?(设备|器件|元件|部件|产品)(名称|类型|种类|描述)?$|^(名称|类型|种类|描述|型号|规格|规格型号|型号规格|description|desc|type|kind|device|component|equipment|model|partnumber|partno|beschreibung|bezeichnung|art|typ|gerät)$/,
  ],
  ['x', /^(x|x坐标|横坐标|东坐标|easting)$/],
  ['y', /^(y|y坐标|纵坐标|北坐标|northing)$/],
  ['remark', /^备注|^说明|remark|note|comment|bemerkung/],
  ['serial', /^(序号|序|no|#|lfdnr|item|pos|seq)$/],
];

/** Kinds of parts. */
export type TreeKind =
  | 'source'
  | 'combiner'
  | 'splitter'
  | 'coupler'
  | 'attenuator'
  | 'load'
  | 'antenna'
  | 'radiating-cable';

/** Words of descriptions; the first that fits. */
export const kindWords: readonly [TreeKind, RegExp][] = [
  ['load', /负载|假负载|终端匹配|匹配器|\bload\b|terminat|abschluss|dummy/i],
  ['radiating-cable', /漏缆|泄漏|漏泄|radiating|leaky|schlitzkabel|leckkabel|strahlkabel/i],
  ['coupler', /耦合|coupler|\btapper?\b|koppler/i],
  ['combiner', /合路|电桥|combiner|\bpoi\b|hybrid|weiche|multiplexer|diplexer/i],
  ['splitter', /功分|分路器|splitter|divider|teiler|verteiler/i],
  ['attenuator', /衰减|attenuator|\bpad\b|dämpf|daempf/i],
  [
    'source',
    /rru|信源|信号源|基站|直放站|干放|放大器|remote ?radio|repeater|\bbda\b|amplifier|\bbts\b|quelle|basisstation|signal ?source/i,
  ],
  ['antenna', /天线|antenn/i],
];

/** Letters that ids of a kind begin with, where no words say what a part is. */
export const kindLetters: readonly [TreeKind, RegExp][] = [
  ['antenna', /^(ant|tx)[-_ ]?\d/i],
  ['source', /^(p?rru|src|bts)/i],
  ['combiner', /^(hlq|poi|cmb)/i],
  ['splitter', /^(ps|gf|gfq|spl?)[-_ ]?\d/i],
  ['coupler', /^(t|oh|ohq|dc|cpl)[-_ ]?\d/i],
  ['load', /^(fz|ld|load)[-_ ]?\d/i],
];

export const directional = /定向|壁挂|板状|对数|射灯|directional|panel|wall|yagi|log-?per|richt/i;
export const omnidirectional = /全向|吸顶|omni|ceiling|rundstrahl/i;

/** Sizes of feeders by what people write. */
export const sizeWords: readonly [string, RegExp][] = [
  ['1-5/8', /1\s*[- ]?\s*5\/8|13\/8|ldf7/i],
  ['1-1/4', /1\s*[- ]?\s*1\/4|5\/4|ldf6/i],
  ['7/8', /7\/8|ldf5|avd?a?5/i],
  ['1/2', /1\/2|ldf4|sf-?1\/2/i],
];

/** A part that is screwed on: no cable. */
export const directWords = /直接|直连|direct|screwed|direkt/i;

export const sumWords = /^(合计|总计|小计|共计|total|sum|subtotal|summe|gesamt)/i;
export const unknownWords = /未量|未知|不详|不明|unknown|tbd|tbc|n\/?a|unbekannt|k\.?a\.?|^[?？\-–—/]+$/i;
export const estimateWords = /约|大约|估|左右|approx|about|est|ca\.?\s*\d|circa|~|≈|\+\/-/i;

/** Ports as a whole, without spaces. */
export const portWords: readonly ['in' | 'through' | 'coupled', RegExp][] = [
  ['in', /^(in|input|输入(端|口|端口)?|入口?|eingang)$/i],
  [
    'coupled',
    /^(cpl|cpld|coupl(ed|ing)?|c|tap|耦合(端|口|端口|输出)?|auskopplung|koppel(port|ausgang|tor)?)(out|port)?$/i,
  ],
  [
    'through',
    /^(thr|thru|through|t|main|直通(端|口|端口|输出)?|主(干|路|通)(端|口)?|直出|durchgang|haupt(ausgang)?)(out|port)?$/i,
  ],
];
export const numberedPort =
  /^(?:out|output|o|p|port|ausgang|输出(?:端口|端|口)?|端口|口|端|#|-|_|\.|:|\/)*0?(\d{1,2})(?:口|端|端口|路)?$/i;
export const letteredPort = /^(?:port|out|端口|口)?([a-h])(?:口|端|端口)?$/i;
