import { type Operator, type Technology, technologyRows } from '../../plan/index.ts';
import { operatorOf } from './read-operator.ts';
import type { WalkRole } from './walk.ts';

/** Meaning of the title of a column. */
export interface ColumnName {
  role?: WalkRole;
  unit?: string;
  operator?: Operator;
  technology?: Technology;
  /** Which of the phone's serving carriers: '' the first, `s1` the first secondary, `b2` another beam of the first. */
  component: string;
  /** The title without unit, case, spaces and signs. */
  plain: string;
}

/** Titles as they read without unit, case, spaces and signs. */
const names: readonly [WalkRole, RegExp][] = [
  [
    'lon',
    /^(all|gps|wgs84|gcj02|bd09|火星|高德|腾讯|百度)?(lon|long|longitude|lng|londeg|longitudedeg|longitudedecimaldegree|经度)$|^(teststart|startlocation|start)(lon|longitude)$/,
  ],
  [
    'lat',
    /^(all|gps|wgs84|gcj02|bd09|火星|高德|腾讯|百度)?(lat|latitude|latdeg|latitudedeg|latitudedecimaldegree|纬度)$|^(teststart|startlocation|start)(lat|latitude)$/,
  ],
  [
    'x',
    /^(f|pos|local|true|coord|point|position|indoor|sample|pixel|px|image|img|map|floorplan|plan|indoorplan|采样点?|位置|图上|像素)?x(坐标|像素坐标|coordinate|coord|pos|m|mm|pixel|px|像素)?$|^(横坐标|东坐标|easting|east)$/,
  ],
  [
    'y',
    /^(f|pos|local|true|coord|point|position|indoor|sample|pixel|px|image|img|map|floorplan|plan|indoorplan|采样点?|位置|图上|像素)?y(坐标|像素坐标|coordinate|coord|pos|m|mm|pixel|px|像素)?$|^(纵坐标|北坐标|northing|north)$/,
  ],
  [
    'image',
    /^(map|image|img|picture|floorplan|平面图|图片)_?(width|height|宽度?|高度?)(pixels?|px|像素|cm|m)?$/,
  ],
  [
    'level',
    /^(level|floor|floorid|floorno|floornumber|floorname|levelid|levelname|storey|story|楼层|层|所在楼层|测试楼层|楼层号|层号)$/,
  ],
  ['date', /^(date|日期|采集日期|测试日期)$/],
  [
    'time',
    /^(all)?(time|times|timems|timestamp|timestamps|timestampms|datetime|date&time|dateandtime|utc|utctime|gpstime|localtime|pctime|uetime|devicetime|epoch|epochms|ts|tsms|时间|时间戳|采集时间|测试时间|记录时间|电脑时间|手机时间)$/,
  ],
  [
    'operator',
    /^(operator|operatorname|运营商|运营商名称|plmn|mccmnc|networkoperator|networkname|网络运营商|provider)$/,
  ],
  ['mcc', /^mcc$/],
  ['mnc', /^mnc$/],
  [
    'sim',
    /^(sim|simslot|simid|simindex|simcard|slot|slotid|subid|ms|ue|terminal|device|deviceid|equipment|卡槽|sim卡|终端|设备)$/,
  ],
  [
    'serving',
    /^(isserving|serving|servingcell|服务小区|主服务小区|isservingcell|registered|isregistered|celltype|cellrole|cellstatus|小区类型|是否主服务小区|是否服务小区|是否主小区|主服务标识)$/,
  ],
  ['carrier', /^(carrier|carrierid|carriername|载波|载波编号|载波名称)$/],
  [
    'frequency',
    /^(dl|下行)?(freq|frequency|frequencymhz|freqmhz|centerfrequency|centrefrequency|频率|中心频率|载波频率)$/,
  ],
  [
    'technology',
    /^(event)?(technology|tech|networktech|rat|radio|networktype|nettype|networkmode|datatechnology|system|servingsystem|protocol|rfmode|制式|网络制式|网络类型)$/,
  ],
  ['cell', /^(cell|cellid|cellname|cgi|eci|nci|ecgi|ncgi|ci|lcid|小区|小区名|小区名称|小区标识)$/],
  [
    'result',
    /^(result|callresult|testresult|callstatus|calltest|call|served|success|outcome|结果|呼叫结果|通话结果|测试结果|拨测结果|是否接通|接通|是否成功|能否通话|扫码结果|scan|scanresult)$/,
  ],
  [
    'event',
    /^event|^(message|messagetype|msgtype|type|rowtype|recordtype|datatype|事件|事件名称|事件类型|事件信息|消息|消息类型|信令|类型|记录类型|数据类型|备注类型)$/,
  ],
  [
    'state',
    /^(state|status|servicestate|servicestatus|networkstate|networkstatus|网络状态|服务状态|状态|信号状态)$/,
  ],
  [
    'mark',
    /^(mark|marker|markno|marknumber|markid|markindex|waypoint|waypointid|waypointno|打点|打点序号|打点编号|打点号|标记|标记点)$/,
  ],
  ['accuracy', /^(accuracy|gpsaccuracy|horizontalaccuracy|locationaccuracy|定位精度|位置精度|精度)$/],
  ['required', /^(required|mandatory|必测|必测点)$/],
  ['point', /^(point|pointno|pointnumber|测点|测点号|测点编号|点号)$/],
];

/** Quantities that are measured of a cell, by what is left of a title without technology, cell and direction. */
const quantities: readonly [WalkRole, RegExp][] = [
  [
    'rsrp',
    /^(rs|crs|sss)?(rsrp|rp|rsrp平均|平均rsrp|参考信号接收功率|receivedpower|refsignalreceivedpower)$|^(rxlev|rxlevel|rxlevsub|rxlevfull|接收电平|电平|电平值|场强|信号强度|信号|signal|signalstrength|signallevel|level|asu|rss|rssi|dbm)$/,
  ],
  [
    'rsrq',
    /^(rs|crs|sss)?(rsrq|rq|qual|接收质量|参考信号接收质量|receivedquality|refsignalreceivedquality)$/,
  ],
  ['sinr', /^(rs|crs|sss)?(sinr|snr|cinr|rssnr|信噪比|信干噪比|refsignalcinr|refsignalsinr)$/],
  [
    'pci',
    /^(pci|psc|physicalcellidentity|physicalcellid|physicalidentity|physicalid|physicallayeridentity|phycellid|physcellid|identity|物理小区标识|物理小区id)$/,
  ],
  ['channel', /^((nr)?[en]?-?u?arfcn|channel|channelnumber|频点|频点号|绝对频点|bcch)$/],
  ['frequency', /^(freq|frequency|channelfrequency)$/],
  ['band', /^(band|frequencyband|freqband|频段|频带)$/],
  ['beamKind', /^(beamtype|beamkind|beamrole)$/],
  [
    'beam',
    /^(beam|beamindex|beamid|idx|index|ssbidx|ssbindex|ssbid|ssbbeamindex|beamidx|波束|波束号|波束索引|索引|波束id|ssb索引|ssb)$/,
  ],
];

/** Columns of which a file has several for one thing. */
export const repeatedRoles: ReadonlySet<WalkRole> = new Set(['event', 'image']);

/**
 * Cells of others, which the phone is not served by: neighbours under their names, and titles that begin with N and a
 * number, of which none can tell a band from a neighbour.
 */
const othersColumn =
  /neigh|ncell|nbr|邻区|邻小区|邻|detected|listed|monitored|candidate|missing|scanner|(^|[^a-z])top[ _-]?(\d|set|n\b)|^[^a-z]*n\d{1,2}(?=[ _.-])|^n(lac|cid|cellid|arfcn|earfcn|rxlev|qual|level|pci|psc|rsrp|rsrq|tech|freq)_?\d+$|监测|检测小区|csi|uplink|上行|(^|[^a-z])ul[^a-z]/i;

/** Returns whether a title is of cells that the phone is not served by. */
export function isOthers(name: string): boolean {
  return name.length <= longestTitle && othersColumn.test(foldName(name));
}

/** Words of a level of power that is not RSRP; taken only where nothing else is there. */
const vagueLevel =
  /^(rss|rssi|signal|signalstrength|signallevel|level|信号强度|信号|场强|电平|电平值|asu|dbm)$/;

/** Returns whether a column's level may be another power than RSRP. */
export function isVague({ role, plain }: Pick<ColumnName, 'role' | 'plain'>): boolean {
  return role === 'rsrp' && vagueLevel.test(plain);
}

const unitWord =
  /^(dbm|db|mhz|khz|hz|mm|cm|m|ms|s|deg|°|degrees?|px|pixels?|像素|米|毫米|厘米|%|kbps|mbps|wgs-?84|gcj-?02|bd-?09)$/;

/** Titles of tools are shorter; longer texts are notes. */
const longestTitle = 160;

/** Meaning of a column's title. */
export function readColumnName(name: string): ColumnName {
  // Numbers, times and notes are no titles.
  if (name.length > longestTitle || !/\p{L}/u.test(name)) return { component: '', plain: '' };
  const folded = foldName(name, true);
  const { rest: withoutUnit, unit, bracketed } = takeUnit(folded);
  const { rest, operator } = takeOperator(withoutUnit);
  const plain = rest.trim() === 'c/i' ? 'c/i' : plainOf(rest.replace(/[([{][^)\]}]*[)\]}]/g, ' '));
  const none: ColumnName = { unit: unit ?? bracketed, operator, component: '', plain };
  if (isOthers(name)) return none;
  // "Level (dBm)" is a level of signal, "Level" alone one of the garage; "C/I" is no title with a bar.
  if (plain === 'level' && unit === 'dbm') return { ...none, role: 'rsrp' };
  if (plain === 'c/i') return { ...none, role: 'sinr' };
  const role = names.find(([, pattern]) => pattern.test(plain))?.[0];
  const ofPixels = (role === 'x' || role === 'y') && /pixel|px|像素/.test(folded);
  if (role) return { ...none, role, ...(ofPixels ? { unit: 'px' } : {}), ...cellColumn(role, rest) };
  return { ...none, ...readQuantity(rest) };
}

function foldName(name: string, isSplit = false): string {
  const isCamel = isSplit && /^[a-z][A-Za-z0-9]*$/.test(name.trim());
  let folded = name
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/([a-z])(?=[A-Z])/g, isCamel ? '$1 ' : '$1')
    .normalize('NFKC')
    .toLowerCase()
    .trim();
  // Some exports wrap a whole title in brackets.
  const wrapped = /^\[([^[\]]+(\[[^[\]]*\])?[^[\]]*)\]$/.exec(folded);
  if (wrapped) folded = wrapped[1];
  return folded;
}

/** "X/m", "rsrp_dbm", "rsrpDbm", "x mm", "time_s", "RSRP [dBm]": the unit, and the title without it. */
function takeUnit(folded: string): { rest: string; unit?: string; bracketed?: string } {
  let unit: string | undefined;
  let bracketed: string | undefined;
  let rest = folded.replace(/[([{]\s*([^)\]}]*?)\s*[)\]}]/g, (whole, inner: string) => {
    bracketed ??= inner;
    if (!unitWord.test(inner)) return whole;
    unit ??= inner;
    return ' ';
  });
  const tail = /^(.*?[^\s_/.-])[\s_/.-]*(dbm|db|mhz|khz|hz)$|^(.*?)[\s_/.-]+(mm|cm|m|ms|s|deg|°)$/.exec(
    rest.trim(),
  );
  if (tail) {
    const retained = tail[1] ?? tail[3];
    if (retained.trim() !== '') {
      rest = retained;
      unit ??= tail[2] ?? tail[4];
    }
  }
  return { rest, unit, bracketed };
}

function takeOperator(text: string): { rest: string; operator?: Operator } {
  let operator: Operator | undefined;
  for (const part of text.split(/[\s_/.()[\]-]+/)) {
    const columnOperator = operatorOf(part, 'column');
    if (columnOperator && text.trim() !== part) operator = columnOperator;
  }
  const spelled =
    /中国电信|中国移动|中国联通|中国广电|电信|移动|联通|广电|(?<![a-z])(ctcc|cmcc|cucc|cbn)(?![a-z])/.exec(
      text,
    );
  if (spelled && text.trim() !== spelled[0]) operator ??= operatorOf(spelled[0], 'column');
  if (!operator) return { rest: text };
  const rest = text
    .replace(/中国电信|中国移动|中国联通|中国广电|电信|移动|联通|广电/g, ' ')
    .replace(/(?<![a-z])(ctcc|cmcc|cucc|cbn|telecom|mobile|unicom|broadnet)(?![a-z])/g, ' ');
  return { rest, operator };
}

function plainOf(text: string): string {
  return text.replace(/[\s_/.\-:,*#'"()[\]{}]+/g, '');
}

const secondary = /(?<!p)scell|scc|secondary[\s_]*(serving[\s_]*)?cell|secondary|[辅副]载波|[辅副]小区|辅/;
const primary = /pscell|spcell|pcell|pcc|primary|主服务小区|服务小区|主小区|主载波|主服|serving|active/;
/** Words that say nothing of which quantity of which cell. */
const noise =
  /(?<![a-z])(all beams?|all|ca|kpi|rf|cell|best|call|&|dl|downlink|avg|average|mean|filtered|meas|measurement|instant|antenna port[\s-]*[01]?|port)(?![a-z])|下行|平均值|平均|小区|载波/g;

/** A title of a measured quantity: technology, carrier and beam are taken off, and nothing unknown may be left. */
function readQuantity(title: string): Partial<ColumnName> {
  const written = technologyRows.filter(({ written: { column } }) => column.test(title));
  // "5G-NR/LTE" is of none alone.
  const technology = written.length === 1 ? written[0] : written.find(({ generation }) => generation === 5);
  const component = componentOf(title);
  let rest = title;
  for (const { written: words } of technologyRows) rest = rest.replace(words.prefix, ' ');
  rest = rest
    .replace(new RegExp(`(${secondary.source})[\\s_-]*\\[?\\d*\\]?`, 'g'), ' ')
    .replace(new RegExp(`(${primary.source})[\\s_-]*\\[?\\d*\\]?`, 'g'), ' ')
    .replace(/\[\d+\]|carrier[\s_]*\d+/g, ' ');
  // "Beam 2 RSRP" is of a beam; "Beam index" and "Beam" are the number of one.
  const ofBeam = rest
    .replace(/beams?[\s_]*\d+/, ' ')
    .replace(/(^|[\s-])beam(?=\s+\S)(?!\s*(index|idx|id|type|kind|role))/, ' ');
  const plain = plainOf(ofBeam.replaceAll('_', ' ').replace(noise, ' '));
  const role =
    quantities.find(([, pattern]) => pattern.test(plain))?.[0] ??
    (/^(cellid|eci|nci|cgi|ecgi|ncgi)$/.test(plain) && (technology || primary.test(title))
      ? 'cell'
      : undefined);
  // The RSSI of a named carrier is the power of everything on it; that of a phone without more may be all there is.
  const isNamed = technology !== undefined || component !== '' || primary.test(title);
  if (!role || (isNamed && /^rssi?$/.test(plain))) return {};
  return {
    role,
    ...(technology ? { technology: technology.id } : {}),
    component,
    plain,
  };
}

function cellColumn(role: WalkRole, title: string): Partial<ColumnName> {
  if (role !== 'frequency' && role !== 'cell') return {};
  return { component: componentOf(title) };
}

function componentOf(title: string): string {
  const number = (pattern: RegExp) => pattern.exec(title)?.[1];
  const beam = number(/beams?[\s_]*(\d+)/) ?? number(/pcell(\d)[\s_-]+beam/);
  const beamPart = beam !== undefined && Number(beam) > 1 ? `b${Number(beam)}` : '';
  if (secondary.test(title)) {
    const index = number(
      new RegExp(`(?:${secondary.source.replace('(serving', '(?:serving')})[\\s_-]*\\[?(\\d+)`),
    );
    return `s${Number(index ?? 1)}${beamPart}`;
  }
  const index = Number(number(/\[(\d+)\]/) ?? number(/carrier[\s_]*(\d+)/) ?? 1);
  return `${index > 1 ? `s${index - 1}` : ''}${beamPart}`;
}
