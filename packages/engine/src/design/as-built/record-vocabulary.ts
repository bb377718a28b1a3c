/** Roles of columns in a contractor's records. */
export type RecordColumn =
  | 'antenna'
  | 'cable'
  | 'id'
  | 'device'
  | 'coupling'
  | 'level'
  | 'x'
  | 'y'
  | 'position'
  | 'height'
  | 'state'
  | 'type'
  | 'from'
  | 'to'
  | 'port'
  | 'point'
  | 'direction'
  | 'branch'
  | 'size'
  | 'length'
  | 'course'
  | 'band'
  | 'bandStart'
  | 'bandStop'
  | 'vswr'
  | 'returnLoss'
  | 'pim'
  | 'limit'
  | 'item'
  | 'value'
  | 'unit'
  | 'tonePower'
  | 'result'
  | 'instrument'
  | 'by'
  | 'date'
  | 'note'
  | 'designed'
  | 'designX'
  | 'designY'
  | 'path'
  | 'offsetX'
  | 'offsetY'
  | 'deviation'
  | 'axis';

/** Columns of the design beside those of what was built: the latter count. */
export const designedWords = /设计|原(?!因)|变更前|计划|design|planned|original|geplant|^soll|soll$/;
export const builtWords =
  /实际|竣工|实测|现场|变更后|as-?built|actual|measured|installed|gemessen|aufmass|aufmaß/;

/** Words of heads that stand alone. */
export const designedAlone = /(^|[^a-zäöü])(?:plan|soll)([^a-zäöü]|$)/i;
export const builtAlone = /(^|[^a-zäöü])ist([^a-zäöü]|$)/i;
/** How far something hangs from where it was designed. */
export const offsetWords = /偏差|差值|偏移|Δ|△|delta|deviation|offset|abweichung/i;
/** A reading that was taken a second time. */
export const secondTest = /复测|重测|终测|复检|retest|second|nachmessung/i;

/** Heads in small letters without spaces and signs; the first that fits. */
export const recordColumnWords: readonly [RecordColumn, RegExp][] = [
  ['path', /^(通道|路|路别|通路|极化|path|pfad|mimo(path|通道)?)$/],
  ['limit', /限值|标准|指标|要求|门限|limit|threshold|spec|require/],
  ['returnLoss', /回波损耗|returnloss|rückfluss|^rl\d*$/],
  ['vswr', /驻波|vswr|swr|stehwelle/],
  ['tonePower', /载波功率|测试功率|发射功率|^载波$|tonepower|testpower|carrierpower|txpower/],
  ['pim', /互调|pim|im3|intermod/],
  ['bandStart', /起始频率|开始频率|startfreq|fstart|lowerfreq/],
  ['bandStop', /终止频率|截止频率|结束频率|stopfreq|fstop|endfreq|upperfreq/],
  ['band', /频段|频率|频点|band|freq/],
  ['instrument', /仪表|仪器|instrument|analy[sz]er|equipmentused|testset/],
  ['by', /测试人|测试员|记录人|检测人|测量人|testedby|measuredby|engineer|technician/],
  ['date', /日期|时间|date/],
  ['result', /结论|结果|判定|合格|是否通过|result|verdict|pass|ergebnis|bewertung/],
  ['note', /备注|说明|原因|remark|note|comment|reason|bemerkung|anmerkung/],
  ['deviation', /偏差|偏移(?:量)?$|移位(?:情况|量)?$|deviation|displacement|abweichung/],
  ['designed', /差值|difference|delta/],
  ['item', /^(测试|检测|检查|指标)?(项目|项|指标|内容)(名称)?$|^(test)?(item|parameter)$/],
  ['value', /^(测试|实测|测量|检测)(值|数据|读数)$|^读数$|^(measured)?(value|reading)$/],
  ['unit', /^(计量)?单位$|^units?$/],
  ['antenna', /^(天线|antenna|antennen?)(编号|号|标识|名称|id|no|number|tag|ref|nr|nummer)*$/],
  [
    'cable',
    /^(馈线|线缆|电缆|缆线|缆|跳线|cable|feeder|run|kabel|leitungs?)(编号|号|标识|名称|id|no|number|tag|ref|nr|nummer)+$/,
  ],
  [
    'device',
    /^(无源器件|器件|元件|信源|component|bauteil)(编号|号|标识|位号|id|no|number|tag|ref|nr|nummer)+$/,
  ],
  ['coupling', /耦合(度|值|量)|衰减(值|量)|^coupling|^attenuation|koppeldämpfung/],
  ['state', /状态|情况|是否(已)?安装|安装结果|status|state|installed\?/],
  ['direction', /方向|direction/],
  ['branch', /支路|分支|branch/],
  ['from', /^(起点|起始|起端|始端|a端|从|from|start|von)(端|点|设备|器件|端口|node|point|device|port)*$/],
  ['to', /^(终点|终止|终端|末端|b端|到|to|end|nach)(端|点|设备|器件|端口|node|point|device|port)*$/],
  ['point', /测试点|测点|测试位置|testpoint|measuringpoint/],
  ['port', /端口|port/],
  ['length', /长度|线长|米数|长$|length|länge/],
  ['course', /路由|走向|走线|途经|途径|经由|拐点|转折点|waypoint|\broute|^via$|trasse|verlauf/],
  ['size', /(线缆|馈线|电缆|缆线|cable|feeder).*(规格|型号|类型|type|size|kind)|线型/],
  ['level', /楼层|层号|^(所在)?层$|level|floor|storey|geschoss|etage|ebene/],
  ['height', /挂高|高度|标高|安装高|height|höhe/],
  ['x', /横坐标|东坐标|东向|easting|rechtswert/],
  ['y', /纵坐标|北坐标|北向|northing|hochwert/],
  ['position', /坐标|位置|点位|position|location|coordinate|koordinate/],
  ['type', /型号|规格|类型|type|model|kind/],
  ['id', /编号|标识|位号|标签|^(id|tag|ref|no|kennung|kennzeichen|kennz|bezeichnung)$/],
];

/** Words on the state of an antenna; the first that fits. */
export const stateWords: readonly ['not-installed' | 'added' | 'moved' | 'installed', RegExp][] = [
  [
    'not-installed',
    /[未没不]安?装|[待拟]安?装|无法|计划|准备|安装中|在装|未施工|未完成|取消|拆除|删除|^(否|无|×|x|n|no|0)$|\bnot\b.*install|uninstall|to be install|pending|planned|cancel|omit|removed|missing/i,
  ],
  ['added', /新增|增加|增补|增设|加装|added|additional|^new$/i],
  [
    'moved',
    /移位|移动|偏移|位移|调整|改位|位置变更|变更位置|未按|不一致|不符|moved|relocat|shifted|not as designed/i,
  ],
  [
    'installed',
    /已装|安装|完成|按图|同设计|无变更|一致|√|✓|✔|^(是|有|y|yes|ok|1|合格)$|install|as.?designed|done|complete|unchanged/i,
  ],
];

/** States of works that are to be done again: they confirm nothing. */
export const faultWords = /不合格|整改|返工|松动|脱落|损坏|fail|defect|rework/i;

/** Remarks that say the state of an antenna where no column does: left out, or added. */
export const leftOutRemark =
  /取消|未安?装|不(?:再|予)?安?装|作废|cancel|omitted|not installed|entfällt|nicht (?:montiert|installiert)/i;
export const addedRemark = /新增|增补|增设|加装|\badded\b|zusätzlich/i;

/** A statement that blank cells are as designed. */
export const blankIsDesigned =
  /(?:空白|留空|未填|不填)[^。;；]{0,16}设计|blank[^.;]{0,40}design|leer[^.;]{0,40}(?:planung|geplant|soll)/i;
/** A cell that refers to a change order: `见BG-02`. */
export const reference =
  /^(?:见|详见|参见|参照|按|依|以|see|siehe|per|acc\.? to)\s*[:：]?\s*[《“"]?\s*([A-Za-z\p{Script=Han}]{0,6}[-_ ]?\d[\w-]*)/iu;
/** A change that nobody has agreed to yet. */
export const unsignedWords = /待签|未签|待批|未批|待审|pending|unsigned|not signed|offen/i;
/** Steps of a move, by compass: direction, distance and unit. */
export const compassMoves =
  /(?:(?:向|往|朝)([东南西北])(?:侧|边)?(?:方向)?(?:平移|偏移|移动|移位|移|偏|调整)?|([东南西北])(?:向|侧|边)?(?:方向)?(?:平移|偏移|移动|移位|移|偏|调整))(?:了|约)?\s*(\d+(?:\.\d+)?)\s*(mm|cm|m|米|毫米|厘米)?|(\d+(?:\.\d+)?)\s*(mm|cm|m)\s+(?:to the |towards? the )?(east|south|west|north)/gi;
/** Heads of columns that locate antennas by the axes of the building's grid. */
export const axisHead =
  /(?:定位|位置|坐标|location|grid).*(?:数字|字母|横|纵|[xy])?轴|轴线?(?:定位|位置)|grid ?line/i;
/** Coordinates in a text, north before east. */
export const northFirst =
  /(?:^|[^a-z])(?:n|y|北)\s*[=:：]?\s*-?\d.*?(?:^|[^a-z])(?:e|x|东)\s*[=:：]?\s*-?\d/i;
/** Coordinates in a text, by their names. */
export const namedCoordinates =
  /(?:\b|[^a-z])(?:e|x|东)\s*[=:：]?\s*(-?\d+(?:\.\d+)?)\s*(?:m|米)?\s*[,，、;；\s/]\s*(?:n|y|北)\s*[=:：]?\s*(-?\d+(?:\.\d+)?)/i;
export const namedHeight =
  /(?:挂高|安装高度|高度|标高|height|höhe)\s*[=:：为]?\s*(\d+(?:\.\d+)?)\s*(mm|cm|m|米)?/i;
/** A second reading in a remark: `复测1.31(1710-2690)`. */
export const retestRemark =
  /(?:复测|重测|复检|retest(?:ed)?|nachmessung)[^\d]{0,8}(\d+(?:\.\d+)?)(?!\s*dB)\s*(?:[(（]([^)）]*)[)）])?/i;
/** A path of a twin tree behind the number of an antenna: `ANT01 A路`, `ANT01(B)`. */
export const pathMark = /[\s_-]*[(（]?\s*([AB])\s*路?\s*[)）]?$/i;
/** A row of a second test, behind the number of its cable: `GX-05(复测)`. */
export const retestMark = /\s*[(（[]?\s*(?:复测|重测|复检|第[二三]次|retest|nachmessung)\s*[)）\]]?\s*$/i;
/** Readings of the system as a whole. */
export const wholeSystem = /系统口|全系统|系统总|整系统|whole system|overall|gesamtsystem/i;
/** Cells that say that nothing was measured. */
export const notMeasured =
  /^(?:.*(?:漏测|未测).*|不测|免测|无|同\S+|n\.?\s?g\.?|n\.?\s?gem\.?|n\/?a|not (?:tested|measured)|nicht gemessen|[-–—/]*)$/i;
/** Unit of intermodulation, stated once. */
export const statedPimUnit = /(?:pim|im3|互调|intermod)[^;；。\n]{0,24}?(dbc|dbm)/i;
/** Distance from another antenna and the direction: `TX-03以东4m`. */
export const distanceFromAntenna =
  /([A-Za-z]{1,6}[-_ \w]*\d)\s*(?:以|向|往|的)?\s*([东南西北])(?:侧|面|边|方|向)?(?:约)?\s*(\d+(?:\.\d+)?)\s*(mm|cm|m|米)/i;
/** Words of a change in works. */
export const changeWords =
  /移|改|换|取消|未装|未安装|新增|增设|增补|拆除|作废|moved|relocat|cancel|omit|added|changed|replaced|versetzt|entfällt|ersetzt/i;
/** Heads that sound like a position, a move or a reading: where such a column is not read, what it says is named. */
export const positionSounds =
  /坐标|偏|移|变更|调整|实际|竣工|现场|复核|复测|moved|shift|offset|position|coord|change|delta|Δ|actual|as-?built/i;
export const readingSounds = /驻波|swr|互调|pim|回波|复测|复检|retest|\brl\b|dbc|nachmess|整改后/i;
/** Deviations that are none. */
export const noDeviation = /^(?:0(?:\.0+)?\s*(?:m|mm|米)?|无(?:偏差)?|没有|未移|none|nil|keine?)$/i;
/** A cell that points to a text elsewhere without a number: `见变更说明`. */
export const pointsElsewhere = /^(?:见|详见|参见|按|see|siehe)/i;
/** Texts that say of an antenna that it stays where it was designed. */
export const staysWords = /维持(?:原位|原设计|设计)|仍按原|不予?移位|未批准?[^。;；]*原|not approved|stays/i;
/** A pair of coordinates: `坐标(61.2,14.0)`, `坐标112400,22000(mm)`. */
export const pairCoordinates =
  /(?:坐标|位置|coordinates?|koordinaten?)\s*(?:为|:|：)?\s*[(（]?\s*(-?\d+(?:\.\d+)?)\s*[,，、;；]\s*(-?\d+(?:\.\d+)?)\s*[)）]?\s*(?:[(（]?\s*(mm|m|米|毫米)\s*[)）]?)?/i;
/** A location by an axis of the grid: `4轴+2.1`. */
export const axisLocation = /^(\S{1,4}?)\s*轴\s*(?:([+\-−±])\s*(\d+(?:\.\d+)?)\s*(mm|m|米)?)?$/;
/** Height of an antenna under a beam whose height is stated: `梁底下0.3(梁底3.4)`. */
export const underBeam =
  /梁底?(?:下|以下)\s*(\d+(?:\.\d+)?)\s*(?:m|米)?\s*[(（]\s*梁底?\s*(?:高|标高)?\s*(\d+(?:\.\d+)?)/;
/** Words of quantities in the titles of a table whose heads are bands alone. */
export const titledQuantity: readonly ['vswr' | 'returnLoss', RegExp][] = [
  ['returnLoss', /回波损耗|return ?loss|rückfluss/i],
  ['vswr', /驻波|swr/i],
];
/** Power of the tones, stated once. */
export const statedTone = /2\s*[×x*]\s*(\d+(?:\.\d+)?)\s*(dBm|W)/i;

/** Coordinates by compass. */
export const eastWords = /(^|[^a-z])e([^a-z]|$)|东/i;
export const northWords = /(^|[^a-z])n([^a-z]|$)|北/i;

/** A position that the record leaves to the design. */
export const asDesignedWords =
  /^(?!.*(?:未按|不一致|不符|不同|not as)).*(?:同设计|按图|按设计|不变|无变更|一致|原位|as.?designed|unchanged|per.?drawing|same)/i;

/** Quantities that rows name themselves. */
export const itemWords: readonly ['vswr' | 'returnLoss' | 'pim', RegExp][] = [
  ['returnLoss', /回波损耗|return ?loss/i],
  ['vswr', /驻波|swr/i],
  ['pim', /互调|pim|im3|intermod/i],
];

/** Remarks that an antenna does not hang where it was designed. */
export const movedRemark =
  /移(位|动|至|到|了|\d)|偏移|(向|往)[东南西北左右前后].{0,6}\d|moved|shifted|relocated/i;

export const passWords = /^(合格|通过|是|√|✓|ok|i\.?\s?o\.?|pass(ed)?|yes|y)$/i;
export const failWords = /^(不合格|不通过|未通过|否|×|✗|ng|n\.?\s?i\.?\s?o\.?|fail(ed)?|no|n)$/i;

/** `测试人：王建国` above or below a table. */
export const statedAround: readonly ['instrument' | 'by' | 'date', RegExp][] = [
  ['instrument', /^(?:测试|使用)?(?:仪表|仪器)(?:型号)?\s*[:：]\s*(.+)$|^instrument\s*:\s*(.+)$/i],
  ['by', /^(?:测试|检测|记录)(?:人|员)(?:员)?\s*[:：]\s*(.+)$|^tested by\s*:\s*(.+)$/i],
  ['date', /^(?:测试|检测|记录)?日期\s*[:：]\s*(.+)$|^date\s*:\s*(.+)$/i],
];

/** Words that make a line one of signatures. */
export const signatureLine = /^[^:：\d]{1,12}[:：]/;
export const arrow = /\s*(?:→|->|—>|=>|⇒|至|～|~)\s*/;
