import { say, type TableRow } from '../../core/index.ts';
import type { StatusIssue } from '../status-data.ts';
import { use } from './classify-column.ts';
import { type AnswerFamily, type Answers, familyOf, readAnswers } from './column-answers.ts';
import type { TableHead } from './column-map.ts';
import { blankIn, colourLegendIn, colourName, instructionsIn, legendIn } from './fill-instructions.ts';
import { readPolarity } from './polarity.ts';
import { answeredBy } from './read-answer.ts';
import { withoutPhones } from './read-text.ts';
import type { TableColumn } from './table-column.ts';

const maxSamples = 5;

/** Answers in each column, by the column's index. */
export function askColumns(
  columns: readonly TableColumn[],
  head: TableHead,
  rows: readonly (readonly string[])[],
): Map<number, Answers> {
  const texts = [...head.above, ...rows.flatMap(noteIn)];
  const notes = texts.flatMap(instructionsIn);
  const legends = [...texts, ...head.names].map(legendIn).filter(({ size }) => size > 0);
  const blanks = texts.flatMap((text) => blankIn(text) ?? []);
  const answers = new Map<number, Answers>();
  const flags = columns.filter(({ field }) => field.startsWith('covered'));
  // A 2 or 3 beside it makes a code of a 1, an open circle one of a full one.
  const isCodes = rows.some((row) =>
    flags.some(({ index }) => /^[2-9○◎△▲◇☆⊙]$/.test((row[index] ?? '').trim())),
  );
  const symbols = symbolLegend(rows.flatMap((row) => flags.map(({ index }) => (row[index] ?? '').trim())));
  for (const { index, name, field, asks } of columns) {
    const family = familyOf(field);
    if (!family) continue;
    const cells = rows
      .map((row) => (row[index] ?? '').normalize('NFKC').trim())
      .filter((cell) => cell !== '');
    const isCoded = (each: ReadonlyMap<string, string>) =>
      cells.filter((cell) => each.has(cell)).length > 0.7 * cells.length;
    const legend = cells.length > 0 ? legends.find(isCoded) : undefined;
    const isBlankNo = (family === 'covered' || family === 'all') && blanks.some((said) => isLackStated(said));
    const read = readAnswers(family, name, { parts: head.parts[index], notes, asks });
    const isOfFlags =
      family === 'covered' || family === 'all' || family === 'owners' || family === 'property';
    const isSymbols =
      !legend && symbols !== undefined && cells.length > 0 && cells.every((cell) => symbols.has(cell));
    answers.set(index, {
      ...{ ...read, ...(legend ? { legend } : {}), ...(isBlankNo ? { isBlankNo } : {}) },
      ...(isSymbols ? { legend: symbols, isSymbols } : {}),
      ...(!legend && isOfFlags && isCodes ? { isCoded: true } : {}),
    });
  }
  return answers;
}

/** Meanings of the colours of cells. */
export interface ColourKey {
  /** Meanings by the names of colours, as a legend has them. */
  legend: ReadonlyMap<string, string>;
  /** Colours that tell nothing: whole columns, and every second row. */
  isOrnament(column: number, fill: string): boolean;
}

/** Colours of so many rows are ornament. */
const ornamentRatio = 0.4;

/** The meanings of colours in the rows of a table, by legends above, below and in it. */
export function colourKey(rows: readonly TableRow[], above: readonly string[]): ColourKey {
  const counts = new Map<string, number>();
  const coloured = rows.flatMap(({ marks = [] }) => marks.filter(({ kind }) => kind === 'fill'));
  for (const { column, text } of coloured) {
    const key = `${column} ${text}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const texts = coloured.length === 0 ? [] : [...above, ...rows.flatMap(({ cells }) => noteIn(cells))];
  const legend = new Map(texts.flatMap((text) => [...colourLegendIn(text)]));
  const filled = rows.filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1).length;
  const isOrnament = (column: number, fill: string) =>
    !legend.has(colourName(fill) ?? '') && (counts.get(`${column} ${fill}`) ?? 0) > ornamentRatio * filled;
  return { legend, isOrnament };
}

/** The text of a row that has one cell and no more: a note below the table. */
function noteIn(cells: readonly string[]): string[] {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 1 ? filled : [];
}

/** Questions on columns of which a note that came after the rows would have made something else. */
export function lateQuestions(
  note: string,
  record: number,
  columns: readonly TableColumn[],
  { answers, head }: { answers: ReadonlyMap<number, Answers>; head: TableHead },
): StatusIssue[] {
  const notes = instructionsIn(note);
  if (notes.length === 0) return [];
  return columns.flatMap(({ index, name, field, asks }): StatusIssue[] => {
    const [family, taken] = [familyOf(field), answers.get(index)];
    if (!family || !taken || asks) return [];
    const told = readAnswers(family, name, { parts: head.parts[index], notes });
    if (told.yes === taken.yes && told.no === taken.no) return [];
    return [{ ...questionOf(family, name, []), record, raw: note }];
  });
}

/**
 * Questions and remarks on whole columns: open answers, and a yes that means no. `rows` are some below the
 * header.
 */
export function columnIssues(
  columns: readonly TableColumn[],
  answers: ReadonlyMap<number, Answers>,
  rows: readonly (readonly string[])[],
): StatusIssue[] {
  return columns.flatMap((column): StatusIssue[] => {
    const { index, name, field, asks } = column;
    const rivals = asks ? [] : rivalQuestion(column, rows);
    const [family, meant] = [familyOf(field), answers.get(index)];
    if (!family || !meant || asks) return rivals;
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const stated = cells.flatMap((cell) => {
      const answer = meant.legend?.has(cell) ? undefined : answeredBy(cell, meant);
      return answer ? [{ cell, value: answer.value }] : [];
    });
    const samples = [...new Set(cells)].slice(0, maxSamples).map(withoutPhones);
    const common = { record: 0, column: name, raw: samples.join(' | ') };
    const isOfQuality =
      cells.length > 0 &&
      ((family === 'covered' && qualityAsked.test(name)) || (family === 'property' && difficulty.test(name)));
    const isAsking = (meant.isIntended || meant.isGraded || meant.isCoded) && cells.length > 0;
    if (isOfQuality || isAsking || stated.some(({ value }) => value === undefined)) {
      return [...rivals, questionOf(family, name, samples)];
    }
    const isTurned = !meant.isPlain && (isNegative(meant.yes) || (meant.isDenial && family === 'all'));
    const remark = (
      kind: 'column_opposite' | 'column_twice_denied' | 'column_by_use' | 'flag_symbol_font',
    ) => (cells.length > 0 ? [{ ...common, kind, read: String(meant.yes) }] : []);
    if (meant.isSymbols) return [...rivals, ...remark('flag_symbol_font')];
    if (isTurned)
      return [
        ...rivals,
        ...(stated.length > 0 || family === 'all' || meant.isOfLocations ? remark('column_opposite') : []),
      ];
    const isOfCoverage = family === 'covered' || family === 'all';
    if (isOfCoverage && use.test(name) && !/覆盖/.test(name)) return [...rivals, ...remark('column_by_use')];
    const isTwice = family !== 'level' && family !== 'complaints' && readPolarity(name).turns > 1;
    return isTwice ? [...rivals, ...remark('column_twice_denied')] : rivals;
  });
}

/** `未覆盖`, `无`: and not that nobody looked. */
function isLackStated(said: string): boolean {
  const { hasSign, sign } = readPolarity(said);
  return (
    hasSign &&
    sign < 0 &&
    /覆盖|信号|开通|建|做|^(否|无|没有|不|未)$/.test(said) &&
    !/查|测|核|排|统计|了解/.test(said)
  );
}

/** Headers that ask how good something is: whether it is covered is another thing. */
const qualityAsked = /率$|率[^先]|比例|占比|百分比|效果|质量|体验|感知|满意|速率|程度|强弱|流畅/;

/** Headers under which a "high" is no help. */
export const difficulty = /难度|难易|阻力|风险/;

/** A question where several columns would be the same and differ: which is taken, and which are not. */
function rivalQuestion(
  { index, name, others = [], isOfParts, isUnitOpen, field }: TableColumn,
  rows: readonly (readonly string[])[],
): StatusIssue[] {
  const cellsOf = (each: number) => rows.map((row) => (row[each] ?? '').trim());
  const samples = [...new Set(cellsOf(index).filter((cell) => cell !== ''))]
    .slice(0, maxSamples)
    .map(withoutPhones);
  const common = { record: 0, column: name, read: field, question: true as const, samples };
  const leaveOut = { answer: 'leave-out', said: say('column-answer-leave-out') };
  if (isUnitOpen) {
    return [{ ...common, raw: samples.join(' | '), kind: 'unit_open', read: null, choices: [leaveOut] }];
  }
  const differing = others.filter(({ index: other }) =>
    cellsOf(other).some((cell, at) => cell !== cellsOf(index)[at]),
  );
  if (differing.length === 0) return [];
  const raw = differing.map((other) => other.name).join(' | ');
  const choices = [{ answer: 'plain', said: say('column-answer-chosen') }, leaveOut];
  return [{ ...common, raw, kind: isOfParts ? 'columns_of_parts' : 'columns_compete', choices }];
}

function questionOf(family: AnswerFamily, column: string, samples: readonly string[]): StatusIssue {
  // What a yes would say in either case.
  const choices = (['plain', 'opposite'] as const).map((answer) => ({
    answer,
    said: say(`column-answer-${family}-${answer}`),
  }));
  const leaveOut = { answer: 'leave-out', said: say('column-answer-leave-out') };
  return {
    ...{ record: 0, column, raw: samples.join(' | '), kind: 'column_question', read: null },
    ...{ question: true, choices: [...choices, leaveOut], samples: [...samples] },
  };
}

function isNegative(value: unknown): boolean {
  return value === false || value === 'disagree' || value === 'no' || value === 'no-signal' || value === 0;
}

/**
 * Letters that are ticks and crosses in symbol fonts, as a table has them that lost its fonts: Wingdings `ü` and `û`, `þ` and
 * `ý`; Wingdings 2 `P` and `O`, `R` and `Q`, `T`, `S`; Webdings `a` and `r`. In files of Office they may stand 0xF000 higher.
 */
const fonts: readonly { yes: string; no: string; other: string }[] = [
  { yes: 'üþ', no: 'ûýx', other: '¨o' },
  { yes: 'PR', no: 'OQST', other: '£' },
  { yes: 'a', no: 'r', other: 'c' },
];

/** Meanings of the cells of a table's flags where all are such letters and some are ticks; undefined for any other. */
function symbolLegend(cells: readonly string[]): ReadonlyMap<string, string> | undefined {
  const filled = [...new Set(cells.filter((cell) => cell !== '' && !/^[/\\—-]+$/.test(cell)))];
  const plain = (cell: string) =>
    cell.replace(/[\uF020-\uF0FF]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xf000));
  const font = fonts.find(
    ({ yes, no, other }) =>
      filled.every((cell) => plain(cell).length === 1 && (yes + no + other).includes(plain(cell))) &&
      filled.some((cell) => yes.includes(plain(cell))) &&
      (filled.length > 1 || /[üþ\uF020-\uF0FF]/u.test(filled[0])),
  );
  if (!font) return undefined;
  return new Map(
    filled.map((cell) => {
      const letter = plain(cell);
      return [
        cell.normalize('NFKC'),
        font.yes.includes(letter) ? '是' : font.no.includes(letter) ? '否' : '',
      ] as const;
    }),
  );
}
