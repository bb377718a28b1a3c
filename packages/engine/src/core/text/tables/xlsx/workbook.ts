// Office Open XML, ECMA-376 part 1: 18.2 workbook, 18.4 shared strings, 18.8 styles.
import { InputError } from '../../../errors.ts';
import { say } from '../../../messages/phrase.ts';
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

/** The texts that cells share, by number; readings of hanzi (ruby) are left out. `look` as `readWholePart`. */
export async function readSharedTexts(
  file: XlsxFile,
  part: string | undefined,
  look: (offset: number) => Promise<void> | undefined,
): Promise<TextList> {
  const texts = new TextList();
  if (part === undefined || !file.entries.has(part)) return texts;
  let text = '';
  let isText = false;
  let isReading = false;
  const listener: XmlListener = {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    text(chunk) {
      if (isText && text.length < longestText) text += chunk;
    },
    close(name) {
      if (name === 'si') texts.add(text);
      else if (name === 'rPh') isReading = false;
      else if (name === 't') isText = false;
    },
  };
  await readWholePart(file, part, { maxBytes: largestTextsBytes, listener }, look);
  return texts;
}

/** Numbers of the built-in formats that are dates, in any language's set (18.8.30). */
const dateFormats = new Set([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58],
]);

/** Cell styles that show a number as a date. */
export async function readDateStyles(file: XlsxFile, part: string | undefined): Promise<Set<number>> {
  const styles = new Set<number>();
  if (part === undefined || !file.entries.has(part)) return styles;
  const customDates = new Set<number>();
  let isOfCells = false;
  let count = 0;
  const listener: XmlListener = {
    open(name, { numFmtId, formatCode = '' }) {
      if (name === 'cellXfs') isOfCells = true;
      else if (name === 'numFmt' && isDateFormat(formatCode)) customDates.add(Number(numFmtId));
      else if (name === 'xf' && isOfCells) {
        const format = Number(numFmtId ?? 0);
        if (dateFormats.has(format) || customDates.has(format)) styles.add(count);
        count += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  };
  await readWholePart(file, part, { maxBytes: largestPartBytes, listener });
  return styles;
}

/** A format with a year or a month and day in it, outside quotes and brackets. */
function isDateFormat(code: string): boolean {
  return /y|年|e|m[^0#]*d|d[^0#]*m/i.test(
    code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/i, ''),
  );
}
