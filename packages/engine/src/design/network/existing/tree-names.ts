import {
  cleanId,
  type ReadLength,
  readKind,
  readLength,
  readLevel,
  readPort,
  readSize,
} from './tree-cells.ts';
import {
  cableModel,
  cableNoise,
  directWords,
  hangingOn,
  jumperWords,
  kindWords,
  sizeWords,
} from './tree-vocabulary.ts';

/** A part as it stands in a cell of a path or an outline: `[耦]天线01(B1)`, `PS-01 二功分`, `T1(10dB)-耦合`. */
export interface ReadName {
  id: string;
  /** All else that the cell says of it. */
  words: string;
  level?: string;
  /** Port of what feeds it, which stands before it in brackets. */
  portBefore: string;
  /** Its own output, which stands behind it. */
  portBehind: string;
  /** A cable that stands in brackets behind it. */
  feed?: ReadFeed;
}

/** A cable as it stands in one cell: `7/8*14`, `1/2" 12,5 m`. */
export interface ReadFeed {
  text: string;
  size?: string;
  length: ReadLength;
}

const brackets = /[([{【]([^()[\]{}【】]*)[)\]}】]/g;

/** Reads size and length of a cable that stand in one text. */
export function readFeed(cell: string, hasDecimalComma: boolean, unit?: string): ReadFeed {
  const text = cell.normalize('NFKC').replaceAll('⁄', '/');
  const size = readSize(text);
  const pattern = sizeWords.find(([name]) => name === size)?.[1].source;
  const unsized =
    pattern === undefined ? text : text.replace(new RegExp(`(?:${pattern})(?:-50[a-z]*)?`, 'gi'), ' ');
  const rest = unsized
    .replace(directWords, ' ')
    .replace(cableModel, ' ')
    .replace(/(?<=\d),(?=\d)/g, '\u0001')
    .replace(cableNoise, ' ')
    .replaceAll('\u0001', ',')
    .replace(/\s+/g, ' ');
  return {
    text: cell,
    ...(size === undefined ? {} : { size }),
    length: readLength(rest, unit, hasDecimalComma),
  };
}

/** True where a text between two parts is a cable and no part: it has a size or a length with its unit. */
export function isFeed(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  if (directWords.test(plain) && !/\d/.test(plain)) return true;
  if (/^(约|ca\.?|~|≈)?\s*\d+(?:[.,]\d+)?\s*(m|米|mm|ft|feet|'|meter|metres?)$/i.test(plain)) return true;
  if (jumperWords.test(plain) && /\d/.test(plain)) return true;
  return (
    readSize(plain) !== undefined &&
    /^["\s]*(\d|1\/2|7\/8|[a-z]{2,5}\d|半英|八分|二分之|馈|跳|约|~|缆|feeder|cable|kabel|coax|koax)/i.test(
      plain,
    )
  );
}

const isWord = (text: string) => /\p{L}/u.test(text);
const isValue = (text: string) => /^\d+(?:[.,]\d+)?\s*-?\s*(db|way|fach|weg|路|口|m|w|ohm|Ω)/i.test(text);
const hasDigit = (text: string) => /\d/.test(text);
const isIdLike = (text: string) => hasDigit(text) && isWord(text) && !isValue(text);
const saysKind = (text: string) =>
  kindWords.some(([, words]) => words.test(text)) || readKind(text, '').kind !== undefined;

/** True for a name that says what a part is and not which one: `二功分器`. A source is often alone and called by its kind. */
export function isKindAlone(id: string): boolean {
  const kind = readKind(id, '').kind;
  const hasNumber = /\d/.test(id.replace(/\d+(?:[.,]\d+)?\s*-?\s*(?:db|way|fach|路)/gi, ''));
  return kind !== undefined && kind !== 'source' && !hasNumber && !/^[A-Z]{1,4}-/.test(id);
}

/** Reads a part's id, and what else its cell says. `mayHavePort` where its output may stand behind it. */
export function readName(cell: string, { mayHavePort }: { mayHavePort: boolean }): ReadName {
  let text = cleanId(cell);
  let portBefore = '';
  const lead = /^[([{【]\s*([^()[\]{}【】]*?)\s*[)\]}】]\s*[-:：]?\s*(?=\S)/.exec(text);
  const leadPort = lead ? readPort(lead[1]) : undefined;
  if (lead && leadPort !== undefined && leadPort !== 'bad') {
    portBefore = lead[1];
    text = text.slice(lead[0].length);
  }
  const groups: string[] = [];
  let feed: ReadFeed | undefined;
  let inBrackets = '';
  let marked = text.replace(brackets, (_, group: string) => {
    const port = /\p{L}/u.test(group) ? readPort(group) : undefined;
    if (isFeed(group)) feed ??= readFeed(group, false);
    else if (port !== undefined && port !== 'bad') inBrackets ||= group;
    else groups.push(group.trim());
    return '\u0001';
  });
  let portBehind = '';
  const tail = marked.includes('\u0001') ? marked.slice(marked.lastIndexOf('\u0001') + 1).trim() : '';
  const tailPort = readPort(tail);
  if (mayHavePort && tail !== '' && tailPort !== undefined && tailPort !== 'bad') {
    portBehind = tail;
    marked = marked.slice(0, marked.lastIndexOf('\u0001'));
  }
  const whole = marked
    .replaceAll('\u0001', ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[-:：]+|[-:：]+$/g, '');
  const hanging = hangingOn.exec(whole);
  const hangingPort = hanging ? readPort(hanging[2]) : undefined;
  const isHanging =
    hanging !== null && hangingPort !== undefined && !['bad', 'in', 'end'].includes(hangingPort);
  const plain = isHanging ? hanging[1].trim() : whole;
  if (isHanging) portBefore ||= hanging[2];
  const named = portBehind === '' && mayHavePort ? withoutPort(plain) : { text: plain, port: portBehind };
  const { id, words } = splitWords(named.text);
  // A port in brackets is the part's output within a path, and that of what feeds it elsewhere.
  if (mayHavePort) named.port ||= inBrackets;
  else portBefore ||= inBrackets;
  const level = groups.map((group) => readLevel(group)).find((each) => each !== undefined);
  return {
    ...{ id, portBefore, portBehind: named.port },
    words: [words, ...groups].filter((each) => each !== '').join(' '),
    ...(level === undefined ? {} : { level }),
    ...(feed ? { feed } : {}),
  };
}

/** Takes a port from behind a part where it is set apart by a sign or says itself that it is one. */
function withoutPort(text: string): { text: string; port: string } {
  const apart = /^(.*[^\s:：#@/的])\s*(?:[:：#@/]|的|\s)\s*([^\s:：#@/]+)$/.exec(text);
  const worded =
    /^(.*\d)\s*[-/.]?\s*((?:第?\d{1,2})(?:号?端?口)|(?:输出|口|out|port|ausg(?:ang)?\.?)\s*-?\d{1,2}|耦合端?口?|直通端?口?|耦|直|cpl|thru?)$/i.exec(
      text,
    );
  for (const found of [worded, apart]) {
    if (!found) continue;
    const [, before, port] = found;
    const read = readPort(port);
    const isBare = /^\d+$/.test(port);
    if (read === undefined || read === 'bad' || read === 'in' || (isBare && !hasDigit(before))) continue;
    return { text: before.trim(), port };
  }
  return { text, port: '' };
}

/** Sets an id apart from the words beside it: `功分P1`, `PS-01 二功分`, `Splitter S1 2-way`. */
function splitWords(text: string): { id: string; words: string } {
  const before = /^((?:\d+(?:\.\d+)?\s*dB\s*)?[\u4e00-\u9fff]+)\s*([A-Za-z]+[-_]?\d.*)$/i.exec(text);
  // A letter that stands for a digit belongs to the number: 天线O5.
  if (before && saysKind(before[1]) && !/^[oli]\d*$/i.test(before[2]))
    return { id: before[2], words: before[1] };
  const behind = /^([A-Za-z]+[-_\w.]*\d[\w-]*?)\s*((?:\d+(?:\.\d+)?\s*dB\s*)?[\u4e00-\u9fff].*)$/i.exec(text);
  if (behind && saysKind(behind[2])) return { id: behind[1], words: behind[2] };
  const tokens = text.split(' ');
  if (tokens.length < 2) return { id: text, words: '' };
  const [index] = tokens.flatMap((token, at) => (isIdLike(token) ? [at] : []));
  const others = tokens.filter((_, at) => at !== index);
  if (index !== undefined && (saysKind(others.join(' ')) || others.some(isValue))) {
    return { id: tokens[index], words: others.join(' ') };
  }
  return { id: text, words: saysKind(text) ? text : '' };
}
