import { phraseText } from '@diku/engine';
import { type IssueKind, issueReason, type StatusSummary } from '@diku/engine/programme';
import type { Language } from '../texts.ts';

const words = {
  zh: {
    communities: (communities: number, records: number, duplicates: number) =>
      `${communities} 个小区（表头下 ${records} 行，其中重复 ${duplicates} 行）`,
    columns: '列：',
    judgements: (count: number) => (count === 0 ? '没有需要判断之处' : `判断 ${count} 处：`),
    note: '注意：',
    asks: (column: string, samples: string) => `请回答（--answers）：${column}（${samples}）`,
  },
  en: {
    communities: (communities: number, records: number, duplicates: number) =>
      `${communities} communities (${records} rows below the header, ${duplicates} of them duplicates)`,
    columns: 'columns: ',
    judgements: (count: number) => (count === 0 ? 'nothing had to be judged' : `${count} judgements:`),
    note: 'note: ',
    asks: (column: string, samples: string) => `please answer (--answers): ${column} (${samples})`,
  },
} as const;

/** What was read of a status table, for people: counts, columns, kinds of judgements with their reasons, what was assumed. */
export function describeStatus(summary: StatusSummary, language: Language): string {
  const { communities, records, duplicates, issues } = summary.counts;
  const say = words[language];
  const kinds = (Object.entries(summary.issueKinds) as [IssueKind, number][]).sort(([, a], [, b]) => b - a);
  const digits = String(kinds[0]?.[1] ?? 0).length;
  return [
    say.communities(communities, records, duplicates),
    say.columns + summary.columns.map(({ name, field }) => `${oneLine(name)} → ${field}`).join(' · '),
    say.judgements(issues),
    ...kinds.map(
      ([kind, count]) => `  ${String(count).padStart(digits)}  ${kind}  ${issueReason(language, kind)}`,
    ),
    ...summary.questions.flatMap(({ column, samples = [], choices = [] }) => [
      say.asks(oneLine(column), samples.join(' | ')),
      ...choices.map((choice) => `  ${choice.answer}  ${choice[language]}`),
    ]),
    ...summary.notes.map((note) => say.note + phraseText(note, language)),
  ].join('\n');
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}
