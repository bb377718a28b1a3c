// Office Open XML, ECMA-376 part 1: 18.2 workbook, 18.4 shared strings, 18.8 styles.
import { InputError } from '../../../errors.ts';
import { say } from '../../../messages/phrase.ts';
import type { CellComment } from '../table-rows.ts';
import { columnIndex, type SheetValues } from './cell-text.ts';
import type { XmlListener } from './scan-xml.ts';
import { longestText, TextList } from './text-list.ts';
import { largestPartBytes, largestTextsBytes, type XlsxFile } from './xlsx-file.ts';
import { readWholePart } from './xml-part.ts';

export interface Sheet {
  name: string;
  part: string;
  isHidden: boolean;
}

export interface Workbook {
  sheets: Sheet[];
  /** Part with the texts that cells share; undefined where there is none. */
  textsPart?: string;
  stylesPart?: string;
  /** Days are counted from 1904, as old Macintoshes did. */
  isFrom1904: boolean;
}

/** @throws InputError where the archive is no workbook of this kind */
export async function readWorkbook(file: XlsxFile): Promise<Workbook> {
  const main = (await targetsOf(file, '_rels/.rels')).find(({ type }) => type === 'officeDocument')?.target;
  const part = main ?? 'xl/workbook.xml';
  if (!part.endsWith('.xml') || !file.entries.has(part)) throw noWorkbook();
  const targets = await targetsOf(file, relationsOf(part));
  const listed: { name: string; relation: string; isHidden: boolean }[] = [];
  let isFrom1904 = false;
  const listener: XmlListener = {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      const isHidden = (attributes.state ?? 'visible') !== 'visible';
      listed.push({ name: attributes.name ?? '', relation, isHidden });
    },
  };
  await readWholePart(file, part, { maxBytes: largestPartBytes, listener });
  const sheets = listed.flatMap(({ name, relation, isHidden }) => {
    const target = targets.find(({ id }) => id === relation);
    return target?.type === 'worksheet' ? [{ name, part: target.target, isHidden }] : [];
  });
  if (sheets.length === 0) throw noWorkbook();
  const partOf = (type: string) => targets.find((target) => target.type === type)?.target;
  return { sheets, textsPart: partOf('sharedStrings'), stylesPart: partOf('styles'), isFrom1904 };
}

function noWorkbook(): InputError {
  return new InputError([{ at: say('file'), found: say('kind-zip'), expected: say('table-formats') }]);
}

interface Relation {
  id: string;
  /** Last word of its type. */
  type: string;
  /** Name of the part in the archive. */
  target: string;
}

/** `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`. */
function relationsOf(part: string): string {
  return part.replace(/([^/]*)$/, '_rels/$1.rels');
}

async function targetsOf(file: XlsxFile, part: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (!file.entries.has(part)) return relations;
  const folder = part.replace(/_rels\/[^/]*$/, '');
  const listener: XmlListener = {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : resolved(folder + Target);
      relations.push({ id: Id, type: Type.replace(/^.*\//, ''), target });
    },
  };
  await readWholePart(file, part, { maxBytes: largestPartBytes, listener });
  return relations;
}

/** A path without `..`. */
function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/**
 * The texts that cells share, by number, without what is struck out, which is given apart; readings of hanzi (ruby) are left out.
 * `look` as `readWholePart`.
 */
export async function readSharedTexts(
  file: XlsxFile,
  part: string | undefined,
  look: (offset: number) => Promise<void> | undefined,
): Promise<{ texts: TextList; struckTexts: Map<number, string> }> {
  const texts = new TextList();
  const struckTexts = new Map<number, string>();
  if (part === undefined || !file.entries.has(part)) return { texts, struckTexts };
  let [text, struck, count] = ['', '', 0];
  let isText = false;
  let isReading = false;
  let isStruck = false;
  const listener: XmlListener = {
    open(name, { val = '1' }) {
      if (name === 'si') [text, struck] = ['', ''];
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
      else if (name === 'r') isStruck = false;
      else if (name === 'strike') isStruck = /^(1|true)$/.test(val);
    },
    text(chunk) {
      if (!isText || text.length + struck.length >= longestText) return;
      if (isStruck) struck += chunk;
      else text += chunk;
    },
    close(name) {
      if (name === 'si') {
        if (struck !== '') struckTexts.set(count, struck);
        count += 1;
        texts.add(text);
      } else if (name === 'rPh') isReading = false;
      else if (name === 't') isText = false;
      else if (name === 'r') isStruck = false;
    },
  };
  await readWholePart(file, part, { maxBytes: largestTextsBytes, listener }, look);
  return { texts, struckTexts };
}

/** Numbers of the built-in formats that are dates, in any language's set (18.8.30). */
const dateFormats = new Set([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58],
]);

/** Returns whether a number of that format is shown as a date. */
export function isDateStyle(format: number, code: string | undefined): boolean {
  return code === undefined ? dateFormats.has(format) : isDateFormat(code);
}

/** Cell styles that show a number as a date, that strike out a text, and that colour a cell. */
export async function readStyles(
  file: XlsxFile,
  part: string | undefined,
): Promise<Pick<SheetValues, 'dateStyles' | 'struckStyles' | 'fills'>> {
  const dateStyles = new Set<number>();
  const struckStyles = new Set<number>();
  const fills = new Map<number, string>();
  if (part === undefined || !file.entries.has(part)) return { dateStyles, struckStyles, fills };
  const codes = new Map<number, string>();
  const struckFonts = new Set<number>();
  const colours: (string | undefined)[] = [];
  let [list, fontCount, count] = ['', 0, 0];
  const listener: XmlListener = {
    open(name, attributes) {
      const { numFmtId = '0', formatCode = '', fontId = '0', fillId = '0', val = '1' } = attributes;
      if (/^(cellXfs|cellStyleXfs|fonts|fills|dxfs|borders)$/.test(name)) list = name;
      else if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      else if (name === 'font') fontCount += list === 'fonts' ? 1 : 0;
      else if (name === 'strike' && list === 'fonts') {
        if (/^(1|true)$/.test(val)) struckFonts.add(fontCount - 1);
      } else if (name === 'fill' && list === 'fills') colours.push(undefined);
      else if (name === 'fgColor' && list === 'fills') colours[colours.length - 1] = colourOf(attributes);
      else if (name === 'xf' && list === 'cellXfs') {
        const format = Number(numFmtId);
        if (isDateStyle(format, codes.get(format))) dateStyles.add(count);
        if (struckFonts.has(Number(fontId))) struckStyles.add(count);
        const colour = colours[Number(fillId)];
        if (colour !== undefined) fills.set(count, colour);
        count += 1;
      }
    },
    close(name) {
      if (name === list) list = '';
    },
  };
  await readWholePart(file, part, { maxBytes: largestPartBytes, listener });
  return { dateStyles, struckStyles, fills };
}

/** `FFFF00`, or which colour of the theme or the palette it is; undefined for white and none. */
function colourOf({ rgb, theme, indexed }: Readonly<Record<string, string>>): string | undefined {
  if (rgb !== undefined) return /F{6}$/i.test(rgb) ? undefined : rgb.slice(-6).toUpperCase();
  if (theme !== undefined) return theme === '0' ? undefined : `theme ${theme}`;
  return indexed === undefined || /^(9|64|65)$/.test(indexed) ? undefined : `indexed ${indexed}`;
}

/** The comments on cells of a sheet's part. */
export async function readComments(file: XlsxFile, sheet: string): Promise<CellComment[]> {
  const targets = await targetsOf(file, relationsOf(sheet));
  const comments: CellComment[] = [];
  for (const { type, target } of targets) {
    if (type !== 'comments' || !file.entries.has(target)) continue;
    let comment: CellComment | undefined;
    let isText = false;
    const listener: XmlListener = {
      open(name, { ref = '' }) {
        if (name === 'comment') {
          comment = { row: Number(/\d+$/.exec(ref)?.[0] ?? 0), column: columnIndex(ref), text: '' };
          if (comments.length < maxComments) comments.push(comment);
        } else if (name === 't') isText = true;
      },
      text(chunk) {
        if (isText && comment && comment.text.length < longestComment) comment.text += chunk;
      },
      close(name) {
        if (name === 't') isText = false;
      },
    };
    await readWholePart(file, target, { maxBytes: largestPartBytes, listener });
  }
  return comments;
}

const maxComments = 10_000;
const longestComment = 4000;

/** A format with a year or a month and day in it, outside quotes and brackets. */
function isDateFormat(code: string): boolean {
  return /y|年|e|m[^0#]*d|d[^0#]*m/i.test(
    code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/i, ''),
  );
}
