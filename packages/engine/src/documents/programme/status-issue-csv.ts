import Papa from 'papaparse';
import { type Language, phraseText } from '../../core/index.ts';
import { type IssueKind, issueReason, type StatusIssue } from '../../programme/index.ts';
import { plainText } from '../encoders/table-csv.ts';
import { textsIn } from '../wording/document-text.ts';

/** First line of a list of assumptions, with the mark by which spreadsheets know UTF-8. */
export function statusIssueHead(lang: Language): string {
  return `\uFEFF${lineOf(textsIn(lang).list('statusIssue.heads'))}`;
}

/** An assumption as a line of a CSV. */
export function statusIssueLine(
  { record, column, raw, kind, read, choices }: StatusIssue,
  lang: Language,
): string {
  const answers = choices?.map((choice) => `${choice.answer}: ${phraseText(choice.said, lang)}`).join('; ');
  const reason = [issueReason(lang, kind as IssueKind), ...(answers ? [answers] : [])].join(' · ');
  return lineOf([String(record), column, phraseText(raw, lang), String(read ?? ''), kind, reason]);
}

function lineOf(texts: readonly string[]): string {
  const cells = texts.map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? text : plainText(text)));
  return `${Papa.unparse([cells], { newline: '\r\n', escapeFormulae: false })}\r\n`;
}
