import {
  columnWords,
  directional,
  directWords,
  estimateWords,
  kindLetters,
  kindWords,
  letteredPort,
  numberedPort,
  omnidirectional,
  portWords,
  sizeWords,
  type TreeColumn,
  type TreeKind,
  unknownWords,
} from './tree-vocabulary.ts';

/** Role of a column by its head, and the unit that stands in it. */
export function readColumn(head: string): { role: TreeColumn | undefined; unit: string | undefined } {
  const text = head.normalize('NFKC').toLowerCase();
  const unit = /[([{/]\s*(mm|cm|m|km|ft|feet|米|毫米|厘米|meter|metres?|meters?)\s*[)\]}]?\s*$/.exec(
    text,
  )?.[1];
  const name = text.replace(/[([{].*?[)\]}]/g, '').replace(/[\s_.:：*-]+/g, '');
  return { role: columnWords.find(([, words]) => words.test(name))?.[0], unit };
}

const metresPer: Record<string, number> = {
  ...{ mm: 0.001, 毫米: 0.001, cm: 0.01, 厘米: 0.01, m: 1, 米: 1, meter: 1, meters: 1, metre: 1, metres: 1 },
  ...{ km: 1000, ft: 0.3048, feet: 0.3048, foot: 0.3048, "'": 0.3048, '′': 0.3048 },
};

/** Metres of a unit; undefined where it is none of length. */
export function unitM(unit: string | undefined): number | undefined {
  return unit === undefined ? undefined : metresPer[unit.normalize('NFKC').toLowerCase()];
}

/** Length of a cable as it is written. */
export type ReadLength = { lengthM: number; isEstimate: boolean } | 'missing' | 'bad';

/** A length in metres. A unit in the cell goes before that of the column. */
export function readLength(
  cell: string,
  columnUnit: string | undefined,
  hasDecimalComma: boolean,
): ReadLength {
  const text = cell.normalize('NFKC').trim();
  if (text === '' || (unknownWords.test(text) && !/\d/.test(text))) return 'missing';
  const found = /([\d.,\s]*\d)\s*(mm|cm|km|m|ft|feet|foot|米|毫米|厘米|['′])?/i.exec(text);
  if (!found) return 'bad';
  const value = readDecimal(found[1], hasDecimalComma);
  const rest = text.replace(found[0], '').replace(estimateWords, '').trim();
  if (value === undefined || /\d/.test(rest)) return 'bad';
  const lengthM = value * (unitM(found[2]) ?? unitM(columnUnit) ?? 1);
  return { lengthM: Math.round(lengthM * 1000) / 1000, isEstimate: estimateWords.test(text) };
}

/** A number with a point or a comma; thousands are set apart by the other one, or by spaces. */
export function readDecimal(text: string, hasDecimalComma: boolean): number | undefined {
  const digits = text.replace(/\s/g, '');
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  const mark = point >= 0 && comma >= 0 ? (point > comma ? '.' : ',') : hasDecimalComma ? ',' : '.';
  const plain =
    mark === ','
      ? digits.replaceAll('.', '').replace(',', '.')
      : digits.replace(/,(?=\d{3}(\D|$))/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Kind and value of a part, as far as words or the letters of its id say. */
export interface ReadKind {
  kind?: TreeKind;
  ways?: number;
  valueDb?: number;
  antennaType?: 'ceiling-omni' | 'directional';
}

const outputCounts: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 八: 8 };

export function readKind(words: string, id: string): ReadKind {
  const text = words.normalize('NFKC');
  const kind =
    kindWords.find(([, known]) => known.test(text))?.[0] ??
    (omnidirectional.test(text) || directional.test(text) ? 'antenna' : undefined) ??
    kindLetters.find(([, known]) => known.test(id))?.[0];
  if (kind === 'coupler' || kind === 'attenuator') {
    const value = /(\d+(?:[.,]\d+)?)\s*db/i.exec(text)?.[1];
    return { kind, ...(value === undefined ? {} : { valueDb: Number(value.replace(',', '.')) }) };
  }
  if (kind === 'splitter' || kind === 'combiner') {
    const way =
      /([一二两三四五六八]|\d)\s*(?:路|等)?\s*(?:功分|分路|频|合路)/.exec(text)?.[1] ??
      /(\d)\s*[- ]?\s*(?:way|fach|weg)/i.exec(text)?.[1] ??
      /\b1\s*[:/]\s*(\d)\b/.exec(text)?.[1];
    return { kind, ...(way === undefined ? {} : { ways: outputCounts[way] ?? Number(way) }) };
  }
  if (kind === 'antenna') {
    const type = directional.test(text)
      ? 'directional'
      : omnidirectional.test(text)
        ? 'ceiling-omni'
        : undefined;
    return { kind, ...(type === undefined ? {} : { antennaType: type }) };
  }
  return kind === undefined ? {} : { kind };
}

/** A port as the network names it; undefined where nothing is stated, `bad` where what is stated is no port. */
export function readPort(cell: string): string | undefined {
  const text = cell.normalize('NFKC').replace(/\s+/g, '').trim();
  if (text === '' || /^[-–—/]+$/.test(text)) return undefined;
  const named = portWords.find(([, words]) => words.test(text))?.[0];
  if (named) return named;
  const number = numberedPort.exec(text)?.[1];
  if (number !== undefined && Number(number) > 0) return `out${Number(number)}`;
  const letter = letteredPort.exec(text)?.[1];
  if (letter) return `out${letter.toLowerCase().charCodeAt(0) - 96}`;
  return /^(out|output|输出|输出端|输出口)$/i.test(text) ? 'out' : 'bad';
}

/** Size of a feeder: `1/2`, `7/8`, `1-1/4`, `1-5/8`; `direct` for parts screwed together; undefined for what is none of them. */
export function readSize(cell: string): string | undefined {
  const text = cell.normalize('NFKC').replace(/[″“”]/g, '"');
  const size = sizeWords.find(([, words]) => words.test(text))?.[0];
  return size ?? (directWords.test(text) ? 'direct' : undefined);
}

/** Ids of a range: `ANT1-B1~ANT4-B1`; the text itself where it is none. */
export function readIds(cell: string): string[] {
  const text = cell.normalize('NFKC').trim();
  const ends = text.split(/\s*(?:~|～|至|\.\.\.?|…|\bto\b|\bbis\b)\s*/);
  if (ends.length !== 2) return [text];
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
