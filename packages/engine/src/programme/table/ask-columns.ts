import { say } from '../../core/index.ts';
import type { StatusIssue } from '../status-data.ts';
import { type AnswerFamily, type Answers, familyOf, readAnswers } from './column-answers.ts';
import type { TableHead } from './column-map.ts';
import { instructionsIn } from './fill-instructions.ts';
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
  const notes = [...head.above, ...rows.flatMap(noteIn)].flatMap(instructionsIn);
  const answers = new Map<number, Answers>();
  for (const { index, name, field, asks } of columns) {
    const family = familyOf(field);
    if (family === 'covered' && !asks && hasOtherLevel(head, columns, name)) answers.set(index, contested);
    else if (family) answers.set(index, readAnswers(family, name, { parts: head.parts[index], notes, asks }));
  }
  return answers;
}

const contested: Answers = {
  ...{ yes: undefined, no: undefined, isPlain: false, isDenial: false, isContested: true },
};
const levelWord = /b\d|负[一二三1-3]层?|地下[一二三1-3]层/gi;

/** Returns whether a column that was not taken has the same name but for its level: `电信B1覆盖`, `电信B2覆盖`. */
function hasOtherLevel(head: TableHead, columns: readonly TableColumn[], name: string): boolean {
  const plain = name.replace(levelWord, '#');
  if (plain === name) return false;
  const taken = new Set(columns.map((column) => column.name));
  return head.names.some((other) => !taken.has(other) && other.replace(levelWord, '#') === plain);
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
  return columns.flatMap(({ index, name, field, asks }): StatusIssue[] => {
    const [family, meant] = [familyOf(field), answers.get(index)];
    if (!family || !meant || asks) return [];
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const stated = cells.flatMap((cell) => {
      const answer = meant.isContested ? { value: undefined } : answeredBy(cell, meant);
      return answer ? [{ cell, value: answer.value }] : [];
    });
    const samples = [...new Set(cells)].slice(0, maxSamples).map(withoutPhones);
    const common = { record: 0, column: name, raw: samples.join(' | ') };
    if (stated.some(({ value }) => value === undefined)) {
      return [questionOf(family, name, samples)];
    }
    const isTurned = !meant.isPlain && isNegative(meant.yes);
    return isTurned && stated.length > 0
      ? [{ ...common, kind: 'column_opposite', read: String(meant.yes) }]
      : [];
  });
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
