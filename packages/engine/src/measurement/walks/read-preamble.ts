import type { Operator } from '../../plan/index.ts';
import { operatorOf } from './read-operator.ts';
import { readTimeS } from './read-time.ts';

/** Facts that the lines above a header tell of all rows below it. */
export interface Preamble {
  operator?: Operator;
  /** The word for the level, as it stands. */
  level?: string;
  /** Day of the test, as it stands. */
  date?: string;
  /** Unit of the positions: `m`, `cm`, `mm`, `px`. */
  unit?: string;
  /** Corner that the positions are counted from: y goes up from a lower one, down from an upper one. */
  corner?: Corner;
  /** Moment at which the test began, as a line tells it, seconds since 1970. */
  startS?: number;
  /** Pixels of a floor plan's picture in a metre. */
  pixelsPerM?: number;
  /** The lines, for words about the datum. */
  text: string;
}

export type Corner = 'lower-left' | 'upper-left' | 'lower-right' | 'upper-right' | 'centre';

const longestText = 20_000;
const value = String.raw`["\s]*[:=,;\t|]["\s]*([^\n,;\t|"]+)`;
const operatorLine = new RegExp(`(?:运营商|operator|network|carrier|plmn|netzbetreiber)${value}`, 'gi');
const levelLine = new RegExp(`(?:楼层|所在层|floor|level|storey|story|etage|geschoss)${value}`, 'gi');
const dateLine =
  /(?:日期|时间|date|time|start|created)[^\n\d]{0,20}(20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|20\d{6})(?!\d)/i;

const startLine =
  /(?:start|begin|开始时间|起始时间)[^\n\d]{0,20}(\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}[^\n\d]{1,3}\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)/i;

/** Corner of the positions' origin, as words say it. */
function cornerOf(text: string): Corner | undefined {
  const corners: [Corner, RegExp][] = [
    ['lower-left', /左下|(bottom|lower)[- _]?left|unten[- _]?links/i],
    ['upper-left', /左上|(top|upper)[- _]?left|oben[- _]?links/i],
    ['lower-right', /右下|(bottom|lower)[- _]?right|unten[- _]?rechts/i],
    ['upper-right', /右上|(top|upper)[- _]?right|oben[- _]?rechts/i],
    ['centre', /(原点|origin)[^\n]{0,12}(中心|cent(re|er))/i],
  ];
  return corners.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Reads the lines above a header. */
export function readPreamble(lines: string): Preamble {
  const text = lines.slice(0, longestText).normalize('NFKC');
  const found: Preamble = { text };
  for (const [, words] of text.matchAll(operatorLine)) found.operator ??= operatorOf(words, 'value');
  found.level = levelLine.exec(text)?.[1].trim();
  levelLine.lastIndex = 0;
  found.date = dateLine.exec(text)?.[1];
  found.corner = cornerOf(
    text
      .split('\n')
      .filter((line) => /原点|坐标|origin|coordinate|axis|corner|x, ?y|ursprung/i.test(line))
      .join('\n'),
  );
  found.unit = unitOf(text);
  const start = startLine.exec(text)?.[1];
  found.startS = start === undefined ? undefined : readTimeS(start.trim());
  found.pixelsPerM = pixelsPerMOf(text);
  return found;
}

function unitOf(text: string): string | undefined {
  const line = text.split('\n').find((each) => /坐标|单位|coordinate|unit|position|x, ?y/i.test(each));
  if (line === undefined) return undefined;
  if (/像素|pixel|\bpx\b/i.test(line)) return 'px';
  if (/毫米|\bmm\b|millimet/i.test(line)) return 'mm';
  if (/厘米|\bcm\b|centimet/i.test(line)) return 'cm';
  return /米|(^|[^a-z])m([^a-z]|$)|met(re|er)s?/i.test(line) ? 'm' : undefined;
}

const metresOf: Readonly<Record<string, number>> = {
  ...{ m: 1, 米: 1, meter: 1, metre: 1, meters: 1, metres: 1 },
  ...{ cm: 0.01, 厘米: 0.01, mm: 0.001, 毫米: 0.001 },
};
const number = String.raw`(?<![\d.,])(\d+(?:[.,]\d+)?)`;
const pixel = `(?:px|pixels?|像素)`;
const length = `(m(?:et(?:re|er)s?)?|cm|mm|米|厘米|毫米)`;
const scaleForms: readonly [RegExp, (first: number, second: number, unitM: number) => number][] = [
  // "20 px/m", "20 像素/米"
  [
    new RegExp(`${number}\\s*${pixel}\\s*(?:/|per|每)\\s*()${length}(?![a-z])`, 'i'),
    (px, _, unitM) => px / unitM,
  ],
  // "5 cm/px", "0.05 m per pixel"
  [
    new RegExp(`${number}\\s*()${length}\\s*(?:/|per|每)\\s*${pixel}`, 'i'),
    (size, _, unitM) => 1 / (size * unitM),
  ],
  // "1 px = 0.05 m", "1像素=5厘米"
  [
    new RegExp(`${number}\\s*${pixel}\\s*=\\s*${number}\\s*${length}(?![a-z])`, 'i'),
    (px, size, unitM) => px / (size * unitM),
  ],
];
const metreIsPixels = new RegExp(`${number}\\s*${length}\\s*=\\s*${number}\\s*${pixel}`, 'i');

const toNumber = (text: string) => Number(text.replace(',', '.'));

function pixelsPerMOf(text: string): number | undefined {
  for (const [form, ratioOf] of scaleForms) {
    const match = form.exec(text);
    if (!match) continue;
    const ratio = ratioOf(toNumber(match[1]), toNumber(match[2]), metresOf[match[3].toLowerCase()] ?? 1);
    if (Number.isFinite(ratio) && ratio > 0) return ratio;
  }
  const match = metreIsPixels.exec(text);
  if (!match) return undefined;
  const ratio = toNumber(match[3]) / (toNumber(match[1]) * (metresOf[match[2].toLowerCase()] ?? 1));
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}
