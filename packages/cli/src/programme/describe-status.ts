import { phraseText } from '@diku/engine';
import { type IssueKind, issueReason, type StatusSummary } from '@diku/engine/programme';
import { cliText } from '../cli-text.ts';
import type { Language } from '../texts.ts';

/** What was read of a status table, for people: counts, columns, kinds of judgements with their reasons, what was assumed. */
export function describeStatus(summary: StatusSummary, language: Language): string {
  const { communities, records, duplicates, issues } = summary.counts;
  const kinds = (Object.entries(summary.issueKinds) as [IssueKind, number][]).sort(([, a], [, b]) => b - a);
  const digits = String(kinds[0]?.[1] ?? 0).length;
  return [
    cliText(language, 'status.communities', { communities, records, duplicates }),
    cliText(language, 'status.columns') +
      summary.columns.map(({ name, field }) => `${oneLine(name)} → ${field}`).join(' · '),
    issues === 0
      ? cliText(language, 'status.no-judgements')
      : cliText(language, 'status.judgements', { issues }),
    ...kinds.map(
      ([kind, count]) => `  ${String(count).padStart(digits)}  ${kind}  ${issueReason(language, kind)}`,
    ),
    ...summary.questions.flatMap(({ column, samples = [], choices = [] }) => [
      cliText(language, 'status.asks', { column: oneLine(column), samples: samples.join(' | ') }),
      ...choices.map((choice) => `  ${choice.answer}  ${choice[language]}`),
    ]),
    ...summary.notes.map((note) => cliText(language, 'status.note') + phraseText(note, language)),
  ].join('\n');
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}
