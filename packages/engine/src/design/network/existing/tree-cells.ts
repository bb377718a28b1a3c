import { roundMm } from '../../../core/index.ts';
import { levelIdOf } from '../../../plan/index.ts';
import {
  antennaWords,
  chineseDigits,
  columnWords,
  directWords,
  endWords,
  estimateWords,
  kindLetters,
  kindNouns,
  kindWords,
  letteredPort,
  levelHead,
  levelNouns,
  numberedPort,
  otherLevels,
  outputWords,
  partNouns,
  pathInHead,
  plainOutput,
  portNouns,
  portWords,
  sizeWords,
  sourcePort,
  type TreeColumn,
  type TreeKind,
  unknownWords,
} from './tree-vocabulary.ts';

/** A column by its head: its role, the end of a cable that it is on, the unit that stands in it, and a number in it. */
export interface ReadColumn {
  role: TreeColumn | undefined;
  end?: 'from' | 'to' | 'branch';
  unit: string | undefined;
}

const unitInHead =
  /(?:[([{/,]|\bin\b)\s*(mm|cm|m|km|ft|feet|db|米|毫米|厘米|meter|metern|metres?|meters?)\s*[)\]}]?\s*\.?$/;

export function readColumn(head: string): ReadColumn {
  const text = head.normalize('NFKC').toLowerCase();
  const unit = unitInHead.exec(text)?.[1] ?? / (mm|cm|m|ft|feet|米)$/.exec(text)?.[1];
  const plain = text
    .replace(/[([{].*?[)\]}]/g, '')
    .replace(/(?:[/,]|\bin\b)\s*(?:mm|cm|m|km|ft|feet|db|metern?|米)\s*$/, '');
  const name = plain.replace(/[\s_.:：*,/-]+/g, '');
  if (levelHead.test(text) && !otherLevels.test(text)) return { role: 'entryLevel', unit: 'dbm' };
  return { ...roleOf(name), unit: unit ?? (unitM(name) === undefined ? undefined : name) };
}

/** The paths of a twin tree as tables call them. */
export type PathLabel = 'A' | 'B';

/** The path that a mark of it means: A, 1, 一 and 主 are the first one. */
export function pathLabel(mark: string): PathLabel {
  return /^[a1一主]/i.test(mark) ? 'A' : 'B';
}

/** A head without the path that it names: `A路长度` is a length of path A. */
export function headPath(head: string): { path: PathLabel; rest: string } | undefined {
  const whole = head.normalize('NFKC').trim();
  const unit = /\s*[([]\s*(?:mm|cm|m|米|ft|db)\s*[)\]]$/i.exec(whole)?.[0] ?? '';
  const text = whole.slice(0, whole.length - unit.length);
  for (const words of pathInHead) {
    const found = words.exec(text);
    const mark = found?.[1];
    if (!found || mark === undefined) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim();
    if (rest !== '') return { path: pathLabel(mark), rest: `${rest}${unit}` };
  }
  return undefined;
}

/** Heads such as `A-Ende Port`, `上级编号` or `Anschluss B` say an end and what of it, others a role alone. */
function roleOf(name: string): Pick<ReadColumn, 'role' | 'end'> {
  const lettered = /^(.*[^-])([ab])$/.exec(name);
  if (lettered && portNouns.test(lettered[1])) {
    return { role: 'port', end: lettered[2] === 'a' ? 'from' : 'to' };
  }
  if (lettered && partNouns.test(lettered[1])) return { role: lettered[2] === 'a' ? 'from' : 'to' };
  const first = /^([ab])(.+)$/.exec(name);
  if (first && portNouns.test(first[2])) return { role: 'port', end: first[1] === 'a' ? 'from' : 'to' };
  for (const [end, words] of endWords) {
    const begin = words.exec(name)?.[0];
    if (begin === undefined) continue;
    const whole = name.slice(begin.length);
    const rest = whole.replace(/^(设备|器件|元件|部件|节点|device|part|bauteil|component|node)(?=.)/, '');
    const on = end === 'parent' ? 'from' : end;
    if (partNouns.test(rest)) return { role: end, ...(end === 'branch' ? { end } : {}) };
    if (portNouns.test(rest)) return { role: 'port', end: on };
    if (kindNouns.test(rest)) return { role: 'kind', end: on };
    if (levelNouns.test(rest)) return { role: 'level', end: on };
    if (end !== 'branch') continue;
    const role = columnWords.find(([, known]) => known.test(rest) || known.test(name))?.[0];
    if (role) return { role, end };
  }
  if (/^(输出|output|feeding|feed|speise|ausgangs).*(port|端口|口|anschluss|connector)$/.test(name)) {
    return { role: 'port', end: 'from' };
  }
  if (/^(本级|输入|input|eingangs).*(port|端口|口|anschluss|connector)$/.test(name))
    return { role: 'port', end: 'to' };
  if (portNouns.test(name))
    return { role: 'port', ...(/^(输入|input|eingang|inlet)/.test(name) ? { end: 'to' } : {}) };
  return { role: columnWords.find(([, words]) => words.test(name))?.[0] };
}

const metresPer: Record<string, number> = {
  ...{
    mm: 0.001,
    毫米: 0.001,
    cm: 0.01,
    厘米: 0.01,
    m: 1,
    米: 1,
    meter: 1,
    metern: 1,
    meters: 1,
    metre: 1,
    metres: 1,
    lfm: 1,
    mtr: 1,
  },
  ...{ km: 1000, ft: 0.3048, feet: 0.3048, foot: 0.3048, "'": 0.3048, '′': 0.3048 },
};

/** Metres of a unit; undefined where it is none of length. */
export function unitM(unit: string | undefined): number | undefined {
  return unit === undefined ? undefined : metresPer[unit.normalize('NFKC').toLowerCase()];
}

/** Length of a cable as it is written. */
export type ReadLength = { lengthM: number; isEstimate: boolean; isSum?: true } | 'missing' | 'bad';

const lengthPattern =
  /(\d[\d.,\s]*\d|\d)\s*(mm|cm|km|lfm|mtr|metern|meters?|metres?|m|ft|feet|foot|米|毫米|厘米|['′])?/i;

/** A length in metres. A unit in the cell goes before that of the column. */
export function readLength(
  cell: string,
  columnUnit: string | undefined,
  hasDecimalComma: boolean,
): ReadLength {
  const text = cell.normalize('NFKC').trim();
  if (text === '' || (unknownWords.test(text) && !/\d/.test(text))) return 'missing';
  const inches = /^(\d+)\s*['′]\s*-?\s*(\d+(?:\.\d+)?)\s*(?:"|″|''|in)$/.exec(text);
  if (inches)
    return { lengthM: roundMm((Number(inches[1]) + Number(inches[2]) / 12) * 0.3048), isEstimate: false };
  const terms = /^\d+(?:[.,]\d+)?(?:\s*\+\s*\d+(?:[.,]\d+)?)+\s*(mm|cm|m|米|ft)?$/i.exec(text);
  if (terms) {
    // A course and what is left over, or a rise: both are cable.
    const values = text
      .replace(/[a-z米\s]+$/i, '')
      .split('+')
      .map((term) => readDecimal(term, hasDecimalComma));
    const sum = values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
    const perUnit = unitM(terms[1]) ?? unitM(columnUnit) ?? 1;
    return Number.isNaN(sum) ? 'bad' : { lengthM: roundMm(sum * perUnit), isEstimate: false, isSum: true };
  }
  const found = lengthPattern.exec(text);
  if (!found) return 'bad';
  const value = readDecimal(found[1], hasDecimalComma);
  const [before, behind] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  const rest = (before + behind).replace(estimateWords, '');
  // A letter that touches the digits is often one that is taken for a digit: l5, 1O.
  const isTouched =
    /[a-z]$|[-−–]$/i.test(before.replace(/(?:^|\s)(?:ca|approx|about|est)\.?$/i, '')) ||
    /^[a-z]/i.test(behind);
  if (value === undefined || isTouched || /\d/.test(rest)) return 'bad';
  const lengthM = value * (unitM(found[2]) ?? unitM(columnUnit) ?? 1);
  return { lengthM: roundMm(lengthM), isEstimate: estimateWords.test(text) };
}

/** A number with a point or a comma; thousands are set apart by the other one, or by spaces. */
export function readDecimal(text: string, hasDecimalComma: boolean): number | undefined {
  const trimmed = text.trim();
  if (/\s/.test(trimmed) && !/^\d{1,3}(\s\d{3})+([.,]\d+)?$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\s/g, '');
  const [points, commas] = [digits.split('.').length - 1, digits.split(',').length - 1];
  const isGrouped = (mark: string) => new RegExp(`^\\d{1,3}(\\${mark}\\d{3})+$`).test(digits);
  if (points > 0 && commas > 0) {
    const thousands = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? ',' : '.';
    return plainNumber(digits.replaceAll(thousands, '').replace(',', '.'));
  }
  if (commas > 1 || points > 1) {
    const mark = commas > 1 ? ',' : '.';
    return isGrouped(mark) ? plainNumber(digits.replaceAll(mark, '')) : undefined;
  }
  if (points === 1 && hasDecimalComma && isGrouped('.')) return plainNumber(digits.replace('.', ''));
  if (commas === 1 && !hasDecimalComma && isGrouped(',')) return plainNumber(digits.replace(',', ''));
  return plainNumber(digits.replace(',', '.'));
}

function plainNumber(digits: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}

/** Level that a text names: `B1` for 负一层, -1F and B1, others as they are written: `UG1`, `P1`. */
export function readLevel(text: string): string | undefined {
  const basement = levelIdOf(text) ?? /(?:^|[^A-Z0-9])(?:F-|-)([1-9])F?$/i.exec(text)?.[1];
  if (basement !== undefined) return basement.startsWith('B') ? basement : `B${basement}`;
  const lower =
    /(?:^|[^A-Z0-9])(?:UG|U|KG)[-. ]?([1-9])(?![A-Z0-9])|(?:^|[^A-Z0-9])([1-9])\.?\s*(?:UG|Untergeschoss)/i.exec(
      text,
    );
  if (lower) return `UG${lower[1] ?? lower[2]}`;
  return /^\s*([PLE][1-9])\s*$/i.exec(text)?.[1].toUpperCase();
}

/** Level that stands in an id behind its first part: `ANT-U1-01`, `SPL-P1-02`, `T1-B1`. */
export function readIdLevel(given: string): string | undefined {
  // What a part of a second path has behind its id is no level.
  const id = given.replace(/-p2$/, '');
  const stated = /[-_.\s]((?:UG|U|P|L)[1-9])(?=[-_.\s]|$)/i.exec(id)?.[1].toUpperCase();
  if (stated) return stated.replace(/^U(?=\d)/, 'UG');
  const basement =
    levelIdOf(id) ??
    /(?:^|[^A-Z0-9])(?:F-|-)([1-9])F$/i.exec(id)?.[1] ??
    /(?:^|[^A-Z0-9])F-([1-9])$/i.exec(id)?.[1];
  return basement === undefined || basement.startsWith('B') ? basement : `B${basement}`;
}

/** Kind and value of a part, as far as words or the letters of its id say. */
export interface ReadKind {
  kind?: TreeKind;
  ways?: number;
  valueDb?: number;
  antennaType?: 'ceiling-omni' | 'directional';
}

const outputCounts: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 八: 8 };

/** Decibels behind a short name: `CPL-10`, `ATT3`. */
const shortValue =
  /(?:\bcplr?|\bdc|\btap(?:per)?|coupler|koppler|耦合?器?|\batt(?:en)?|\bpad)[-_ /:]?(\d{1,2}(?:[.,]\d)?)(?![\d.,]|\s*(?:-?way|路|w\b))/i;

/** A level between the letters of an id and its number: `LD-B1-01`. */
const levelInside = /(?<=^[a-z]{1,5})[-_ ]?(?:b|ug|f|l)[1-9](?=[-_ ]\d)/i;
const antennaInId: readonly [TreeKind, RegExp] = ['antenna', /天\d/];

export function readKind(words: string, id: string): ReadKind {
  const text = words.normalize('NFKC');
  const kind =
    kindWords.find(([, known]) => known.test(text))?.[0] ??
    (antennaWords.flat().some(([, known]) => known.test(text)) ? 'antenna' : undefined) ??
    kindLetters.find(([, known]) => known.test(id.replace(levelInside, '')))?.[0] ??
    (/\p{Script=Han}/u.test(id) && id.length < 16
      ? [...kindWords, antennaInId].find(([, known]) => known.test(id))?.[0]
      : undefined);
  if (kind === 'coupler' || kind === 'attenuator' || kind === undefined) {
    const value =
      /(?<!\d|[.,]|(?:^|[^a-z])[li|o])(\d+(?:[.,]\d+)?)\s*-?\s*db(?![a-z])/i.exec(text)?.[1] ??
      (kind === undefined ? undefined : shortValue.exec(text)?.[1]);
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(value === undefined ? {} : { valueDb: Number(value.replace(',', '.')) }),
    };
  }
  if (kind === 'splitter' || kind === 'combiner') {
    const way =
      /([一二两三四五六八]|\d)\s*(?:路|等)?\s*(?:功分|功(?!率)|分路|分配|频|合路)/.exec(text)?.[1] ??
      /(\d)\s*[- ]?\s*(?:way|fach|weg|vejs|路|in\b)/i.exec(text)?.[1] ??
      /(?:splitter|divider|功分器?|teiler|\bspl|\bsplit|fordeler)[-_ ]?([2-8])(?!\d)/i.exec(text)?.[1] ??
      /(?:^|[^\d])[1一]\s*(?:[:/x×]|分|auf)\s*([\d二两三四五六八])(?!\d)/i.exec(text)?.[1];
    const ways =
      way === undefined
        ? outputWords.find(([, words]) => words.test(text))?.[0]
        : (outputCounts[way] ?? Number(way));
    return { kind, ...(ways === undefined ? {} : { ways }) };
  }
  if (kind === 'antenna') {
    const type = readAntennaType(text);
    return { kind, ...(type === undefined ? {} : { antennaType: type }) };
  }
  return { kind };
}

/** Type of an antenna; undefined where words say none or both. */
export function readAntennaType(text: string): ReadKind['antennaType'] {
  for (const words of antennaWords) {
    const [type, ...others] = words.filter(([, known]) => known.test(text)).map(([name]) => name);
    if (type !== undefined) return others.length === 0 ? type : undefined;
  }
  return undefined;
}

/** A port as the network names it; undefined where nothing is stated, `bad` where what is stated is no port. */
export function readPort(cell: string): string | undefined {
  const text = cell.normalize('NFKC').replace(/\s+/g, '');
  const bracketed = /^([^([{【]+)[([{【]([^)\]}】]+)[)\]}】]$/.exec(text);
  if (!bracketed) return plainPort(text);
  // `支路(耦合)` names one port twice, `OUT(直通)` says which output it is.
  const [outer, inner] = [plainPort(bracketed[1]), plainPort(bracketed[2])];
  if (inner === undefined || inner === 'bad' || inner === 'out' || outer === inner) return outer;
  return outer === undefined || outer === 'bad' || outer === 'out' ? inner : 'bad';
}

/**
 * A port whose head says what it is of a splitter and of a coupler, `功分OUT1/耦合直通`: that of the kind of part; else as `readPort` has it.
 */
export function readPortOf(cell: string, ports: readonly string[] | undefined): string | undefined {
  const whole = readPort(cell);
  const isFitting = (port: string | undefined) => port !== undefined && ports?.includes(port) === true;
  if (whole === undefined || ports === undefined || isFitting(whole)) return whole;
  const texts = cell.normalize('NFKC').split(/[\s/|、,()[\]【】]+/);
  const found = texts.flatMap((text) => {
    const plain = text.replace(/^(?:功分器?|耦合器?|splitters?|couplers?)(?=[^口端出]|口\d|出\d)/i, '');
    const port = [text, plain].map(readPort).find(isFitting);
    return port === undefined ? [] : [port];
  });
  return new Set(found).size === 1 ? found[0] : whole;
}

function plainPort(given: string): string | undefined {
  const text = given.replace(/^[-–—:：/#的[(【]+(?=.)|[\])】:：]+$/g, '');
  if (text === '' || /^[-–—/]+$/.test(text)) return undefined;
  const chinese = /^第?([一二三四五六七八])(?:路|口|号|端|分)*(?:输出)?(?:口|端|端口)?$/.exec(text)?.[1];
  if (chinese !== undefined) return `out${chineseDigits.indexOf(chinese) + 1}`;
  const named = portWords.find(([, words]) => words.test(text))?.[0];
  if (named) return named;
  const number = numberedPort.exec(text)?.[1];
  if (number !== undefined && Number(number) > 0) return `out${Number(number)}`;
  const letter = letteredPort.exec(text)?.[1];
  if (letter) return `out${letter.toLowerCase().charCodeAt(0) - 96}`;
  return plainOutput.test(text) ? 'out' : 'bad';
}

/**
 * Output of a source by what stands on its housing: `ANT`, `ANT口`, `ANT1`, `TX/RX A`, `机顶口`. Numbers from 0 on stay as they are:
 * `out0` beside `out1`.
 */
export function readSourcePort(cell: string): string | undefined {
  const found = sourcePort.exec(cell.normalize('NFKC').replace(/[\s()（）]+/g, ''));
  if (!found) return undefined;
  const [, mark = ''] = found;
  if (mark === '') return 'out';
  return `out${/\d/.test(mark) ? Number(mark) : mark.toLowerCase().charCodeAt(0) - 96}`;
}

/** Size of a feeder: `1/2`, `7/8`, `1-1/4`, `1-5/8`; `direct` for parts screwed together; undefined for what is none of them. */
export function readSize(cell: string): string | undefined {
  const text = cell.normalize('NFKC').replace(/[″“”]/g, '"').replaceAll('⁄', '/');
  const size = sizeWords.find(([, words]) => words.test(text))?.[0];
  return size ?? (directWords.test(text) ? 'direct' : undefined);
}

/** Ids that stand in one cell: `ANT1-B1~ANT4-B1`, `SV-1; SV-2`; the text itself where it is one. */
export function readIds(cell: string): string[] {
  const listed = cell
    .normalize('NFKC')
    .split(/\s*[;,、\n]\s*/)
    .filter((each) => each.trim() !== '');
  const isList = listed.length > 1 && listed.every((each) => /\d/.test(each));
  return (isList ? listed : [cell]).flatMap(idsOfRange);
}

function idsOfRange(cell: string): string[] {
  const text = cleanId(cell);
  const ends = text.split(/\s*(?:~|至|\.\.\.?|…|\bto\b|\bbis\b)\s*/);
  if (ends.length !== 2) return [text];
  if (/^\d+$/.test(ends[1])) ends[1] = ends[0].replace(/\d+$/, ends[1]);
  const [first, last] = ends.map((each) => each.split(/(\d+)/));
  if (first.length !== last.length) return [text];
  const differing = first.flatMap((part, index) => (part === last[index] ? [] : [index]));
  const [at] = differing;
  if (differing.length !== 1 || at % 2 === 0) return [text];
  const [low, high] = [Number(first[at]), Number(last[at])];
  if (high < low || high - low > 500) return [text];
  const digits = first[at].length;
  return Array.from({ length: high - low + 1 }, (_, index) =>
    first.map((part, each) => (each === at ? String(low + index).padStart(digits, '0') : part)).join(''),
  );
}

/** An id as it is compared: wide letters, kinds of dashes and spaces are written alike. */
export function cleanId(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
