/** Roles of columns in tables of parts and cables. */
export type TreeColumn =
  | 'from'
  | 'to'
  | 'parent'
  | 'branch'
  | 'node'
  | 'port'
  | 'chain'
  | 'path'
  | 'source'
  | 'depth'
  | 'cable'
  | 'size'
  | 'length'
  | 'level'
  | 'location'
  | 'quantity'
  | 'id'
  | 'thing'
  | 'kind'
  | 'value'
  | 'x'
  | 'y'
  | 'remark'
  | 'serial'
  | 'unit'
  | 'output'
  | 'entryLevel'
  | 'ignored';

/** Words that begin the heads of columns on one end of a cable, without spaces and signs: alone, or before port, kind or level. */
export const endWords: readonly ['from' | 'to' | 'parent' | 'branch', RegExp][] = [
  [
    'parent',
    /^(上级|上一级|父级?|上联|上游|前级|上端|上接|接入(?=设备|器件|端|点|节点|编号|于)|父(?=节点|端|设备|器件|级|口)|供端|供电端|馈源|信号来源|信号来自|来自|接自|取自|引自|源自|馈自|馈入|输入自|来源|parent|upstream|fed(from|by)|feeder?from|connectedfrom|gespeist(von|aus)|speisung(von|aus)|vorg(ä|ae)nger|(ü|ue)bergeordnete?s?|versorgt(von|aus)|angeschlossenan|h(ä|ae)ngtan|vorheriges?|previous|preceding)/,
  ],
  [
    'from',
    /^(起点|起始点?|起端|始(?=$|端|点)|从|由|自|发端|源设备|始端|始点|起端|首端|源端|近端|本端|a端|a-?(ende|end|seite|side)|(ende|end|seite|side)a|from|start|von|beginn|begin|anfang|origin|src|nearend|source|quelle?)/,
  ],
  [
    'to',
    /^(终点|终止点?|受端|末(?=$|端|点)|下挂|zu(?=$|ger|bauteil|ende)|到|至|往|收端|目的|目标|接往|末端|末点|终端|止点|对端|远端|b端|b-?(ende|end|seite|side)|(ende|end|seite|side)b|接至|连接至|连至|接到|去向|下级|下一级|下联|下游|下端|子级?|to|ende|end|ziel|nach|bis|destination|dest|dst|farend|target|connect(s|ed)to|feeds|child|downstream|verbundenmit|speist)/,
  ],
  ['branch', /^(支路|分支|支线|branch|abzweig|abgang|stich)/],
];

/** Nouns by which heads call a part, behind the end it is on. */
export const partNouns =
  /^(设备|器件|元件|部件|节点|站点|天线|名称|编号|标识|代号|位号|标签|序号|行号|号|id|no|nr|lfdnr|pos|row|zeile|node|device|part|bauteil|ger(ä|ae)t|element|equipment|component|unit|point|punkt|name|kennung|kennzeichen|bezeichnung|nummer|tag|ref)*$/;
export const portNouns =
  /^(端口|端|口|接口|出口|出端|输出端?口?|输入端?口?|ports?|anschluss|anschlu(ß|sz)|ausgang|eingang|connector|conn|output|out|input|outlet|inlet|tor|buchse|pin|出力|入力)(号|编号|no|nr|number|nummer|id)?$/;
export const kindNouns =
  /^(设备|器件|元件)?(类型|种类|型号|规格|描述|type|typ|art|kind|model|description|beschreibung)$/;
export const levelNouns = /^(所在|安装)?(楼层|层|floor|level|etage|geschoss|ebene)$/;

/** Heads of columns without units, spaces and signs; the first that fits. */
export const columnWords: readonly [TreeColumn, RegExp][] = [
  [
    'ignored',
    /loss|损耗|线损|dämpfung$|厂家|厂商|制造商|品牌|manufacturer|vendor|hersteller|^system|制式|运营商|eirp|驻波|vswr|日期|date|datum|增益|^gain|频段|频率|frequency|^band$|frequenz|功率|^power|leistung$/,
  ],
  [
    'path',
    /^(路|路别|通路|ab路|所属路|路径别|极化|极化方向|polarisation|polarization|path(no|id)?|通道|channel|strang|mimo|mimo路|mimo通道|mimopath|layer|stream|pfadab)$/,
  ],
  ['source', /^(信源|信源编号|信源名称|送信機|親機|rru|signalquelle|signalsource)$/],
  [
    'length',
    /长度|長さ|^長$|线长|缆长|支路长|米数|length|länge|laenge|^长$|^len$|^len[(]|段长|^dist(ance)?\b|^(meter|metern|metres?|meters|lfm|mtr|feet|米)$|^距上|距离|^distance|fromprevious|abstand|entfernung/,
  ],
  [
    'cable',
    /^(进线|入线|上联|输入|来)?(馈线|线缆|电缆|缆线|线|缆|線|給電線|ケーブル)(编号|号|序号|番号)?$|^(进线|入线)(编号|号)$|^アンテナ(線|ケーブル)$|^(cable|feeder|run)(id|no|number|tag|ref)?$|^(kabel|leitung)s?(nr|nummer|id|kennung)?$/,
  ],
  [
    'size',
    /^(主干|支路|分支|干线|支线|末端|入户|进线|入线|上联)?(馈线|线缆|电缆|缆线|射频缆|馈缆|线|缆|feeder|cable|kabel|leitungs|coax|koax)(规格|类型|型号|种类|规格型号|径|型|type|size|kind|typ|art|model|grade)*$|^(进线|入线|来线)(规格|类型|型号)$|^线径$|^缆径$|^(主干|支路|干线|支线)线$|^koaxkabel$/,
  ],
  [
    'node',
    /^(機器|分配器)\d+$|^第?[一二三四五六七八九十\d]+级(器件|设备|节点|元件)?$|^(节点|器件|设备|元件|级|node|device|part|element|component|level|stage|tier|hop|step|ebene|stufe|bauteil|knoten|glied)\d+$|^l\d$|^(第?[一二三四\d]+级)?(功分器?|耦合器|splitter|coupler|tapper|koppler|verteiler)\d*$/,
  ],
  [
    'depth',
    /^(层级|级别|级数|级|第几级|depth|tier|outlinelevel|hierarchy(level)?|hierarchie(ebene|stufe)?|gliederungsebene|stufe|tiefe|rang)$/,
  ],
  [
    'level',
    /^(所在|安装|所属)?(楼层|层号|层|层数|层别|标高|階|階数|フロア)$|floor|level|storey|story|geschoss|etage|ebene|stockwerk/,
  ],
  [
    'serial',
    /^(序号|序|级号|层级号|层级编号|结构号|节点|节点号|no|#|nr|lfd|lfdnr|item|itemno|pos|posnr|position|positionsnr|seq|wbs|outlineno|outlinenumber|gliederung|gliederungsnr|gliederungsnummer|计数)$/,
  ],
  ['unit', /^(单位|unit|units|einheit|uom)$/],
  ['x', /^(位置)?(x|x坐标|横坐标|东坐标|easting|rechtswert)$|^坐标x$/],
  ['y', /^(位置)?(y|y坐标|纵坐标|北坐标|northing|hochwert)$|^坐标y$/],
  [
    'chain',
    /链路|来路|通路|信号路径|^路径|拓扑|链接关系|连接关系|signalpath|signalflow|signalweg|signalverlauf|(feeder|signal|cable|rf|feed)(route|path|chain)|kabelweg|^(path|route|chain|pfad|weg|strecke|kette|trace|verlauf)$/,
  ],
  [
    'location',
    /位置|地点|^轴(号|线|网|位)|^grid|^achsen?$|location|place|^ort$|standort|einbauort|安装|敷设|走线|路由|verlegung/,
  ],
  ['quantity', /数量|台数|個数|件数|qty|quantity|anzahl|menge|stück|stueck|^count$|^pcs$/],
  [
    'id',
    /^(本级|设备|器件|元件|部件|节点|天线|本端)?(编号|标识|位号|代号|标号|图号|标签|号)$|^(id|tag|ref|reference|label|partid|deviceid|nodeid|equipmentid|itemid|componentid|antennaid|kennung|kennzeichen|kennz|kurzzeichen|bmk|(bauteil|ger(ä|ae)te|antennen)(nr|nummer|id|kennung|kennzeichen))$/,
  ],
  [
    'thing',
    /^(本级|所属)?(设备|器件|元件|部件|产品|天线)(名称)?$|^(名称|機器|機器名|アンテナ|name|device|component|equipment|element|bauteil|ger(ä|ae)t|bezeichnung|part|teil|komponente|blockname|block|块名|图块|图块名称|node|antenna|antenne|项目|结构|拓扑结构|组成|structure|struktur|topology|aufbau|tree|baum)$/,
  ],
  [
    'kind',
    /^(本级|所属)?(设备|器件|元件|部件|产品|天线)?(类型|种类|类别|描述|型号|规格|规格型号|型号规格)$|^(種類|種別|型式|機種)$|^(antenna(type|model)|antennen(typ|art)|(device|part|component|equipment|bauteil|geräte)(type|typ|kind|class)|description|desc|type|kind|category|class|model|modelno|partnumber|partno|beschreibung|art|typ|kategorie|功能)$/,
  ],
  [
    'value',
    /^(value|wert|值|数值|参数|耦合度|耦合值|耦合量|分配|分配比|分配值|coupling|couplingvalue|koppel(d(ä|ae)mpfung|wert)|auskoppeld(ä|ae)mpfung|ways|路数|wege|split|splitratio|teilung)$/,
  ],
  ['remark', /^备注|^備考|^说明|remark|note|comment|bemerkung|anmerkung|hinweis/],
];

/** Twin paths of antennas: a column that says which. */
export const pathLabels =
  /^(?:path|mimo|通道|支路|strang|chain|channel|port|ch|tx|ant|路)?[-_ ]?([ab012]|主集?|分集?|[+-]45°?)(?:路|通道)?$/i;
/** A path of a twin tree in a head, before or behind what the column holds. */
export const pathInHead: readonly RegExp[] = [
  /^([ab12一二])路|^路([ab12])/i,
  /^(主集|分集)/,
  /^(?:通道|支路|path|pfad|strang|mimo|chain)[-_ ]?([ab12])(?![\w])/i,
  /[([]\s*(?:path|pfad|strang|通道)?\s*([ab])\s*路?\s*[)\]]$/i,
  /(?:\s|[-_])([ab])路?$/i,
  /(?<=[\u4e00-\u9fff])([ab])路?$/i,
];
/** A path of a twin tree in a title. */
export const pathInTitle =
  /(?:^|[^a-z0-9])([ab])路|(?:^|[^a-z])(?:path|pfad|strang|chain)[-_ ]?([ab12])(?![a-z0-9])|(主集|分集)|第([一二])路/gi;
/** A cell of the second path that is that of the first. */
export const sameAsFirst =
  /^(?:[=＝]|同\s*(?:[a-z]{0,4}\s*[-_]?\s*[a01一主])?\s*(?:路|通道|集)?|同左|same|dito|ditto|as (?:path )?a|wie a)$/i;
/** A column of levels at the inputs of parts, and what is another power. */
export const levelHead = /dbm|电平|pegel/i;
export const otherLevels = /eirp|dbm\s*\/|上限|下限|要求|限值|输出|出口|噪声|ausgang|output|noise|limit/i;
export const entryLevel = /入口|输入|进线|eingang|input|entry/i;
/** A column of losses of cables, and losses of other things. */
export const cableLoss = /损耗|线损|衰耗|\bloss\b|dämpfung/i;
export const otherLoss = /器件|插入|插损|总|累计|路径|合计|total|path|device|gesamt|koppel/i;
/** A column of antennas. */
export const antennaHead = /天线|アンテナ|antenn/i;
/** A length as built goes before one as designed. */
export const builtLength = /实测|实际|竣工|现场|as-?built|actual|measured|gemessen|ist|aufmass/i;
export const totalLength = /总|合计|total|gesamt|summe/i;
export const plannedLength = /设计|图纸|计划|planned|design|estimated|soll|geplant|plan/i;

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

/** Couplings of cavity couplers and outputs of splitters that makers sell. */
export const catalogueCouplingsDb: readonly number[] = [5, 6, 7, 8, 10, 12, 13, 15, 20, 25, 30, 40];
export const catalogueOutputs: readonly number[] = [2, 3, 4];

/** Words of descriptions; the first that fits. */
export const kindWords: readonly [TreeKind, RegExp][] = [
  [
    'load',
    /负载|終端|假负载|终端匹配|匹配器|\bload\b|terminat|\bterm\b|abschluss|abschlu(ß|sz)|dummy|afslutning/i,
  ],
  ['radiating-cable', /漏缆|泄漏|漏泄|radiating|leaky|schlitzkabel|leckkabel|strahlkabel/i],
  ['combiner', /电桥|hybrid/i],
  [
    'coupler',
    /耦合|耦\d|定向耦|不等分?功分|不等分|カプラ|結合器|coupler|\bcpl(?![a-z])|\bcplr\b|\btapp?(er)?\b|koppler|\bkobler|abzweiger/i,
  ],
  ['combiner', /合路|combiner|\bpoi\b|weiche|multiplexer|diplexer|kombin/i],
  [
    'splitter',
    /功分|[二三四]功(?!率)|分路器|分配器?(?![比值])|splitter|\bspl(?![a-z])|\bsplit\b|divider|teiler|\bfordeler/i,
  ],
  ['attenuator', /衰减|減衰|attenuator|\batt(?:en)?(?![a-z])|\bpad\b|dämpf|daempf|dæmp/i],
  [
    'source',
    /rru|\brrh\b|信源|信号源|基站|直放站|干放|放大器|remote ?radio|funkeinheit|repeater|\bbda\b|amplifier|\bbts\b|\bsender\b|transmitter|送信|親機|quelle|basisstation|signal ?source/i,
  ],
  ['antenna', /天线|アンテナ|空中線|antenn|strahler/i],
  ['splitter', /verteiler|\b[2-8][- ]?way\b|\b[2-8][- ]?fach\b/i],
];

/** Letters that ids of a kind begin with, where no words say what a part is. */
export const kindLetters: readonly [TreeKind, RegExp][] = [
  ['antenna', /^(ant|tx)[-_ ]?[a-z]?\d|^ant[-_ ]|^天线\d/i],
  ['source', /^(p?rru|rrh|src|bts|bbu|信源)/i],
  ['combiner', /^(hlq|poi|cmb|hyb)/i],
  ['splitter', /^(ps|gf|gfq|spl?|spl[ab]|vt|sv|lt)[-_ ]?\d/i],
  ['coupler', /^(t|oh|ohq|dc|cpl|kop|rk)[-_ ]?\d/i],
  ['load', /^(fz|ld|load|term|tl)[-_ ]?\d/i],
  ['attenuator', /^(att?|pad)[-_ ]?\d/i],
];

/** Words of the pattern of an antenna go before those of where it is mounted: `omni, wall mount`. */
export const antennaWords: readonly (readonly ['ceiling-omni' | 'directional', RegExp])[][] = [
  [
    [
      'directional',
      /定向|板状|对数|射灯|(?<!无|無)指向|(?<!omni[-\s]?|non[-\s]?)directional|panel|yagi|log-?per|richt(?!ung)|richtungsant/i,
    ],
    ['ceiling-omni', /全向|[无無]指向|omni|non[-\s]?directional|rundstrahl/i],
  ],
  [
    ['directional', /壁挂|\bwall|wandant/i],
    ['ceiling-omni', /吸顶|ceiling|deckenant/i],
  ],
];

/** Outputs in words: `三功分`, `3-fach`, `two-way`. */
export const outputWords: readonly [number, RegExp][] = [
  [2, /\btwo[- ]?way|zweifach|zweiweg/i],
  [3, /\bthree[- ]?way|dreifach|dreiweg/i],
  [4, /\bfour[- ]?way|vierfach|vierweg/i],
];

/** Sizes of feeders by what people write. */
export const sizeWords: readonly [string, RegExp][] = [
  ['1-5/8', /1\s*[- ]?\s*5\/8|13\/8|ldf7|avd?a?7|lcf158/i],
  ['1-1/4', /1\s*[- ]?\s*1\/4|5\/4|ldf6|avd?a?6|lcf114/i],
  ['7/8', /(?<![a-z\d])7\/8|八分之七|ldf5|avd?a?5|lcf78/i],
  ['1/2', /(?<![a-z\d])1\/2|半英寸|二分之一|half[- ]inch|ldf4|fsj4|sf-?1\/2|lcf12(?!\d)|scf12(?!\d)/i],
];
/** Words before a part that an output leads to, and those of outputs that lead nowhere. */
export const leadsTo = /^(?:接至|接到|接|→|->|=>|至|到|去往?|to\s)\s*[:：]?\s*/i;
export const nothingOn =
  /^(?:空(?:置|闲|着|口)?|无|备用|预留.*|未用|不用|未接.*|已?封堵.*|堵头?|盖帽|spare.*|not used|unused|capped.*|reserved?.*|nc|frei|reserve|unbelegt|n\/?a)(?:[(（].*[)）])?$/i;
/** Words that stand beside size and length of a cable and says neither. */
export const cableNoise =
  /馈线|跳线|射频缆|电缆|同轴|漏缆|缆|线|feeder|jumper|cable|kabel|coax|koax|superflex(ible)?|lszh|inch|zoll|in\.|["″”“*×x@,;:：，；/|=+·-]/gi;

/** Words behind a part that say the output it hangs on: `Antenne A1 am Durchgang`, `ANT1 on port 2`. */
export const hangingOn =
  /^(.*\d.*?)\s+(?:an|am|at|on|off|auf)\s+(?:dem\s+|der\s+|the\s+)?(\p{L}{3,}(?:\s*\d{1,2})?)$/iu;
/** A model of cable, `AL4RPV-50`: letters and digits that are no length. */
export const cableModel =
  /(?<![a-z0-9])(?!(?:ca|about|approx|est)\d)[a-z]{2,}\d+(?!(?:mm|cm|m|ft|feet)(?![a-z]))[a-z]*(?:-\d+[a-z]*)*(?![a-z0-9])/gi;

/** A short cable that is made up ready: its size often goes unsaid. */
export const jumperWords = /跳线|软跳|尾缆|^跳(?=$|[,，\d\s])|jumper|pigtail|überbrückung|sprungkabel/i;

/** A part that is screwed on: no cable. */
export const directWords = /直接|直连|旋接|direct|screwed|direkt|aufgeschraubt/i;

export const sumWords =
  /^(計$|合計|统计|合计|总计|小计|共计|总长|total|sum|sub-?total|summe|gesamt|zwischensumme)/i;
/** A sum of what stands above since the last one, with what it is of before it: `B1小计`. */
export const sumBehind = /(小计|合计|总计|subtotal|total|zwischensumme|summe)[:：]?$/i;
/** A cell that repeats the one above it. */
export const dittoWords = /^(同上|〃|″|"|''|,,|-"-|–"–|ditto|dito|wie oben|s\.?\s*o\.?|as above|do\.)$/i;
/** Counts that a note or a sum states in words: `天线21副`, `耦合器合计14只`. */
export const statedCount =
  /(?<!设计|取消|新增|增补|拆除|其中)(天线|耦合器|[二三四]?功分器|antennas?|couplers?|splitters?)\s*(?:总数|数量|数|共计?|合计|总计|total|qty)?\s*[:：]?\s*(\d{1,4})\s*(?:副|只|个|台|件|套|面|pcs)/gi;
/** Metres of each size that such a row states: `7/8馈线133m`. */
export const statedMetres =
  /(1\s*[- ]?\s*(?:1\/4|5\/8)|7\/8|1\/2)["″]?\s*(?:馈线|干线|线|feeder|cable)?\s*(?:共计?|合计|总长|total)?\s*[:：]?\s*(\d+(?:\.\d+)?)\s*(?:m|米)(?![a-z])/gi;
export const statedSum = /统计|合计|总计|小计|共计?|total|sum/i;
export const unknownWords =
  /未量|未测|未知|不详|不明|unknown|tbd|tbc|n\/?a|unbekannt|k\.?a\.?|^[?？\-–—/]+$/i;
export const estimateWords = /约|大约|估|左右|approx|about|est|ca\.?\s*\d|circa|~|≈|\+\/-/i;
/** A row of one text that begins a part of a table. */
export const sectionTitle =
  /^(?:sector|sektor|zone|area|section|bereich|abschnitt|扇区|分区|区域)\b|^[^\d]{1,12}(?:扇区|分区|区域?)$/i;
/** Rows of a drawing's legend, of its frame and of its arrows are no parts. */
export const legendWords = /图例|示例|样例|legend|example|sample|beispiel|legende/i;
export const placeholderId = /(^|[-_ ])(x{2,}|n{2,}|\?+|？+)$/i;
/** A remark that what a row says is not sure, or is there no more. */
export const unsureWords =
  /待(?:确认|核实|核对|查|测)|看不清|不清|不确定|存疑|疑似|可能|脱落|缺失|(?:to be|please) (?:confirm|check|verif)|unclear|illegible|unsure|not sure|tbc|prüfen|pruefen|unklar|unleserlich|fraglich|[?？]\s*$/i;
export const removedWords =
  /拆除|取消|作废|停用|删除|废弃|已拆|removed|cancel|deleted|decommission|disconnected|out of service|entfällt|entfaellt|entfernt|demontiert|stillgelegt|außer betrieb/i;
/** Words of a change in a note beside a table. */
export const noteWords =
  /改为|改接|改到|更换|换成|换为|移至|移到|拆除|取消|作废|未更新|未改|changed|replaced|removed|re-?routed|moved|instead|geändert|ersetzt|entfernt|umgeklemmt/i;
/** A remark that a row is void: what it says is no part of the tree. */
export const voidWords =
  /作废|不计量|不计入|注销|\bdeleted\b|\bvoid(?:ed)?\b|recovered|\bcancelled\b|struck out|ungültig|gestrichen/i;
/** Cables that lead nowhere yet. */
export const spareWords = /^(?:备用缆?|spare|reserve(?:kabel)?|dummy|未接|[(（]未接[)）]).*/i;
/** Rows below a table that say who made it. */
export const signatureWords =
  /^(制表|编制|审核|校对|审定|批准|绘图|填表|记录人|测量人|监理|施工单位|设计单位|签字|日期|prepared|checked|approved|drawn by|surveyed|signature|date|erstellt|geprüft|freigegeben|bearbeiter|unterschrift|datum)/i;
/** A row of a list that speaks of a part of another one. */
export const elsewhereWords = /^(见|同|see|siehe|vgl\.?|as on|wie)/i;
/** A remark that says what a part is: `PS1为三功分器`. */
export const saidOf = /^(\S*\d)\s*(?:为|是|[:=]|is an?(?=\s)|ist ein(?=\s))\s*(\S.*)$/i;
/** A row that goes on from another antenna's path: `同01至C1直通口`. */
export const likeRow =
  /^(?:同|参照?|same as|as|like|wie|gleich wie)\s*(.*?)\s*(?:至|到|直到|up to|to|until|bis(?: zu)?)\s*(.+)$/i;
/** A note that all antennas are of one type. */
export const allAntennas =
  /天线[^,，;；。]{0,4}(?:全部|均|都|皆|全)[^,，;；。]{0,4}(?:为|是|采用)?|(?:全部|均|都|皆)(?:为|是|采用)?[^,，;；。]{0,6}天线|all (?:the )?antennas|alle antennen|antennas? (?:are )?all/i;

/** Ports as a whole, without spaces. */
export const portWords: readonly ['in' | 'through' | 'coupled' | 'end', RegExp][] = [
  ['in', /^(in|input|e|ein|eing|eingang|输入(端|口|端口)?|入口?|入端|入力)\d?$/i],
  [
    'coupled',
    /^(cpl|cpld|coupl(ed|ing)?|c|tap|tapped|br|branch|耦|耦出|副|副路?|支|支路|支路口|支线|侧路|旁路|分支|耦合(端|口|端口|输出)?|結合|abzweig(ung|ausgang)?|auskopp(lung|el)?|koppel(port|ausgang|tor|ung)?)(out|port)?$/i,
  ],
  [
    'through',
    /^(thr|thru|through|t|main|m|line|直|直路|直行|主|主路|主线|主输出|干|干路|干线|贯通|直通(端|口|端口|输出)?|直出|主(干|路|通)(端|口)?|durchgang|durchgangsport|haupt(ausgang|linie)?|geradeaus|durch|straight(on|through)?)(out|port)?$/i,
  ],
  ['end', /^(ende?|末端|尾端|far|farend|远端)$/i],
];
export const numberedPort =
  /^(?:第|out|output|outlet|o|p|port|ausgang|ausg|a|rf|tx|trx|anschluss|tor|输出(?:端口|端|口)?|出力|功?分出?|分?支路|分支|出|端口|口|端|#|-|_|\.|:|\/)*0?(\d{1,2})(?:口|号口|端|端口|路|号|号端口|输出|出|#|＃)?$/i;
/** Outputs of a source as they are marked on its housing. */
export const sourcePort =
  /^(?:(?:rru|poi)?(?:射频|天馈|天线|机顶|主集|ant|antenna|antenne|rf|trx|tx\/rx|rf-?out|src)+(?:输出|端|口|端口|port|out|接口)*[-_.#]?(\d{1,2}|[a-d])?(?:口|端|端口|号口|port)?)$/i;
export const letteredPort = /^(?:port|out|anschluss|ausgang|端口|口|rf|tx)*([a-h])(?:口|端|端口)?$/i;
export const plainOutput = /^(out|output|出|出口|出端|输出|输出端|输出口|出力|ausgang|ausg|rf|tx)$/i;
/** Ports of an antenna that has two. */
export const antennaPort =
  /^(?:port|ant|anschluss|端口|口|in|e|mimo|rf)*[-_.]?([a-d]|[1-4])(?:口|端|端口)?$/i;
/** Months by the letters that spreadsheets write, in their order. */
export const monthNames: readonly RegExp[] = [
  ...[/^jan$/i, /^feb$/i, /^(mar|mrz|mär)$/i, /^apr$/i, /^(may|mai)$/i, /^jun$/i],
  ...[/^jul$/i, /^aug$/i, /^sep$/i, /^(oct|okt)$/i, /^nov$/i, /^(dec|dez)$/i],
];
export const chineseDigits = '一二三四五六七八九十';

/** Operators by the words that sources are named with. */
export const operatorWords: Readonly<Partial<Record<string, RegExp>>> = {
  mobile: /移动|中移|cmcc|china ?mobile/i,
  telecom: /电信|ctcc|china ?telecom/i,
  unicom: /联通|cucc|unicom/i,
  broadnet: /广电|\bcbn\b|broadnet/i,
};
