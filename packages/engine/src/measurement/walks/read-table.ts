import Papa from 'papaparse';
import { InputError, say, verbatim } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';
import { operatorOf } from './read-operator.ts';
import type { WalkColumn, WalkRole } from './walk.ts';

/** Names of columns as they read without unit, case, spaces and signs. */
const names: readonly [WalkRole, RegExp][] = [
  ['lon', /^(gps|wgs84|gcj02|bd09|火星|高德|腾讯|百度)?(lon|long|longitude|lng|londeg|longitudedeg|经度)$/],
  ['lat', /^(gps|wgs84|gcj02|bd09|火星|高德|腾讯|百度)?(lat|latitude|latdeg|latitudedeg|纬度)$/],
  [
    'x',
    /^(pos|local|true|coord|point|position|indoor|sample|采样点?|位置)?x(坐标|coordinate|coord|pos|m|mm)?$|^(横坐标|东坐标|easting|east)$/,
  ],
  [
    'y',
    /^(pos|local|true|coord|point|position|indoor|sample|采样点?|位置)?y(坐标|coordinate|coord|pos|m|mm)?$|^(纵坐标|北坐标|northing|north)$/,
  ],
  [
    'level',
    /^(level|floor|floorid|floorno|floornumber|floorname|levelid|levelname|storey|story|楼层|层|所在楼层|楼层号|层号)$/,
  ],
  ['date', /^(date|日期|采集日期|测试日期)$/],
  [
    'time',
    /^(time|times|timems|timestamp|timestamps|timestampms|datetime|utc|utctime|gpstime|localtime|pctime|uetime|epoch|epochms|时间|时间戳|采集时间|测试时间|记录时间)$/,
  ],
  [
    'operator',
    /^(operator|operatorname|运营商|运营商名称|plmn|mccmnc|networkoperator|networkname|网络运营商|provider)$/,
  ],
  ['carrier', /^(carrier|carrierid|carriername|载波|载波编号|载波名称)$/],
  [
    'frequency',
    /^(dl|下行)?(freq|frequency|frequencymhz|freqmhz|centerfrequency|centrefrequency|频率|中心频率|载波频率)$/,
  ],
  [
    'channel',
    /^(serving|pcell|pcc|lte|nr|主服务小区|服务小区|主服)?(dl|下行)?(earfcn|nrarfcn|ssbarfcn|arfcn|uarfcn|channel|channelnumber|频点|频点号|绝对频点|bcch)(dl|下行)?$/,
  ],
  ['band', /^(serving|lte|nr)?(band|frequencyband|freqband|频段|频带)$/],
  [
    'technology',
    /^(technology|tech|networktech|rat|networktype|nettype|networkmode|制式|网络制式|网络类型)$/,
  ],
  [
    'rsrq',
    /^(serving|servingcell|pcell|pcc|lte|nr|lteserving|nrserving|ltepcell|nrpcell|主服务小区|服务小区|主服|主小区)?(ss|ssb)?(rsrq|qual|接收质量)$/,
  ],
  [
    'sinr',
    /^(serving|servingcell|pcell|pcc|lte|nr|lteserving|nrserving|ltepcell|nrpcell|主服务小区|服务小区|主服|主小区)?(ss|ssb|rs|crs)?(sinr|snr|rssnr|c\/i|信噪比|信干噪比)$/,
  ],
  [
    'rsrp',
    /^(serving|servingcell|pcell|pcc|lte|nr|lteserving|nrserving|ltepcell|nrpcell|主服务小区|服务小区|主服|主小区)?(ss|ssb|rs|crs)?(rsrp|rsrpavg|avgrsrp|meanrsrp|rsrp平均|平均rsrp|参考信号接收功率)$|^(rxlev|rxlevel|rxlevsub|rxlevfull|接收电平|电平|电平值|场强|信号强度|信号|signal|signalstrength|signallevel|level|asu|rss|rssi|dbm)$/,
  ],
  [
    'cell',
    /^(pci|cell|cellid|cellname|servingcell|servingpci|cgi|eci|nci|ecgi|ci|lcid|小区|小区名|小区名称|小区标识|服务小区|主服务小区|物理小区标识)$/,
  ],
  [
    'result',
    /^(result|callresult|testresult|callstatus|calltest|call|served|success|outcome|结果|呼叫结果|通话结果|测试结果|拨测结果|是否接通|接通|是否成功|能否通话|扫码结果|scan|scanresult)$/,
  ],
  [
    'state',
    /^(state|status|servicestate|servicestatus|networkstate|event|eventname|eventtype|message|事件|事件名称|事件类型|网络状态|服务状态|状态|信号状态)$/,
  ],
  ['required', /^(required|mandatory|必测|必测点)$/],
  ['point', /^(point|pointno|pointnumber|测点|测点号|测点编号|点号)$/],
];

/** Cells of others: not what the phone is served by. */
const othersColumn = /neigh|ncell|nbr|邻区|邻小区|detected|scell\d?|scc\d?|辅/i;

/** Words of a level of power that is not RSRP; taken only where nothing else is there. */
const vagueLevel =
  /^(rss|rssi|signal|signalstrength|signallevel|level|信号强度|信号|场强|电平|电平值|asu|dbm)$/;

interface ReadName {
  plain: string;
  unit?: string;
  operator?: Operator;
}

const maxRows = 1_000_000;
const maxColumns = 2000;
/** Tools write some lines of their own above the header. */
const maxPreambleRows = 40;
const separators = [',', ';', '\t', '|'] as const;
/** How much of the text is looked at to find the header: its lines are among the first. */
const headCharacters = 256 * 1024;

export interface TableHead {
  separator: string;
  /** Line of the header. */
  headerRow: number;
  columns: WalkColumn[];
  ignored: string[];
  /** All of them, as they stand. */
  names: readonly string[];
}

/**
 * Finds the header: of the first lines under every separator the one in which most columns are known.
 * @throws InputError where none is known
 */
export function findHead(text: string): TableHead {
  let best: TableHead | undefined;
  for (const separator of separators) {
    let seen = 0;
    eachRow(text.slice(0, headCharacters), separator, (cells, line) => {
      seen += 1;
      if (cells.length <= maxColumns) {
        const { columns, ignored } = classifyHeader(cells);
        const known = new Set(columns.map(({ role, operator }) => `${role} ${operator}`)).size;
        const bestKnown = best
          ? new Set(best.columns.map(({ role, operator }) => `${role} ${operator}`)).size
          : 0;
        if (known > bestKnown) {
          best = { separator, headerRow: line, columns, ignored, names: cells };
        }
      }
      return seen < maxPreambleRows;
    });
  }
  if (best) return best;
  const first = text.slice(0, 120).split('\n')[0].trim();
  throw new InputError([
    {
      at: say('line', { line: 1 }),
      found: first === '' ? say('nothing') : verbatim(JSON.stringify(first)),
      expected: say('walk-columns'),
    },
  ]);
}

/** @throws InputError where the columns have no position or no reading */
export function checkHead({ columns, headerRow, names }: TableHead): void {
  const has = (role: WalkColumn['role']) => columns.some((column) => column.role === role);
  const placed = (has('x') && has('y')) || (has('lon') && has('lat'));
  if (placed && (has('rsrp') || has('result') || has('state'))) return;
  const found = say('walk-columns-found', { list: shorten(names) });
  throw new InputError([{ at: say('line', { line: headerRow }), found, expected: say('walk-columns') }]);
}

function shorten(names: readonly string[]): string {
  const list = names.slice(0, 12).map((name) => name.trim().slice(0, 30));
  return `${list.join(', ')}${names.length > list.length ? ', …' : ''}`;
}

/**
 * Calls back with the cells of every row below the header that is not blank, and the line it begins on.
 * @throws InputError for more rows than can be held
 */
export function forEachRow(
  text: string,
  { separator, headerRow }: TableHead,
  row: (cells: readonly string[], line: number) => void,
): void {
  let count = 0;
  eachRow(text, separator, (cells, line) => {
    if (line <= headerRow) return true;
    count += 1;
    if (count > maxRows) {
      throw new InputError([
        {
          at: say('line', { line }),
          found: say('walk-more-rows'),
          expected: say('walk-most-rows', { most: maxRows }),
        },
      ]);
    }
    row(cells, line);
    return true;
  });
}

/** Rows with any content, until the callback returns false. */
function eachRow(
  text: string,
  separator: string,
  row: (cells: readonly string[], line: number) => boolean,
): void {
  let line = 1;
  let rowStart = 0;
  Papa.parse(text, {
    delimiter: separator,
    newline: '\n',
    step({ data, meta }, parser) {
      const recordLine = line;
      for (
        let at = text.indexOf('\n', rowStart);
        at >= 0 && at < meta.cursor;
        at = text.indexOf('\n', at + 1)
      ) {
        line += 1;
      }
      rowStart = meta.cursor;
      if (data.every((cell) => cell.trim() === '')) return;
      if (!row(data, recordLine)) parser.abort();
    },
  });
}

/** Role of each cell of a header; of several columns for one thing the most plainly named is taken. */
function classifyHeader(cells: readonly string[]): { columns: WalkColumn[]; ignored: string[] } {
  const found = new Map<string, { column: WalkColumn; vague: boolean }>();
  const ignored: string[] = [];
  cells.forEach((cell, index) => {
    const name = cell.trim();
    if (name === '') return;
    const read = readName(name);
    const role = othersColumn.test(name) ? undefined : roleOf(read);
    if (!role) {
      ignored.push(name);
      return;
    }
    const key = `${role} ${read.operator ?? ''}`;
    const vague = role === 'rsrp' && vagueLevel.test(read.plain);
    const taken = found.get(key);
    if (taken && !(taken.vague && !vague)) {
      ignored.push(name);
      return;
    }
    if (taken) ignored.push(taken.column.name);
    const { unit, operator } = read;
    found.set(key, { column: { name, index, role, operator, unit }, vague });
  });
  return { columns: [...found.values()].map(({ column }) => column), ignored };
}

function roleOf({ plain, unit }: ReadName): WalkRole | undefined {
  // "Level (dBm)" is a level of signal, "Level" alone one of the garage.
  if (plain === 'level' && unit === 'dbm') return 'rsrp';
  return names.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** A header's name without its unit and without an operator's name. */
function readName(name: string): ReadName {
  const folded = name.normalize('NFKC').toLowerCase();
  const bracketed = /[([{]\s*([^)\]}]*?)\s*[)\]}]/.exec(folded)?.[1];
  let rest = folded.replace(/[([{][^)\]}]*[)\]}]/g, ' ');
  let unit = bracketed;
  // "X/m", "rsrp_dbm", "rsrpDbm", "x mm", "time_s".
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
  let operator: Operator | undefined;
  for (const part of rest.split(/[\s_/.-]+/)) {
    const columnOperator = operatorOf(part, 'column');
    if (columnOperator && rest.trim() !== part) operator = columnOperator;
  }
  const spelled =
    /中国电信|中国移动|中国联通|中国广电|电信|移动|联通|广电|(?<![a-z])(ctcc|cmcc|cucc|cbn)(?![a-z])/.exec(
      rest,
    );
  if (spelled && rest.trim() !== spelled[0]) operator ??= operatorOf(spelled[0], 'column');
  if (operator) {
    rest = rest
      .replace(/中国电信|中国移动|中国联通|中国广电|电信|移动|联通|广电/g, ' ')
      .replace(/(?<![a-z])(ctcc|cmcc|cucc|cbn|telecom|mobile|unicom|broadnet)(?![a-z])/g, ' ');
  }
  const plain = rest.trim() === 'c/i' ? 'c/i' : rest.replace(/[\s_/.\-:,*#'"]+/g, '');
  return { plain, unit: unit || undefined, operator };
}
