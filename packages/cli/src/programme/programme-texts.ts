import { phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatGrouped } from '@diku/engine/documents';
import type { ImportCounts } from '../store/status-import.ts';
import type { Language } from '../texts.ts';
import type { TakenResults } from './take-results.ts';
import type { TakenStep } from './take-steps.ts';

interface ProgrammeTexts {
  /** Beside the bar; of none yet that the table is looked at. */
  rows(count: number): string;
  taken(steps: readonly TakenStep[]): string;
  takenResults(taken: TakenResults): string;
  kept(path: string, counts: ImportCounts): string;
  chosen(path: string, count: number): string;
  history: string;
  judgements: string;
}

const mostListed = 40;

/** What the commands of the programme say besides tables. */
export const programmeTexts: Record<Language, ProgrammeTexts> = {
  zh: {
    rows: (count) => (count === 0 ? '查看表格' : `${formatGrouped(count)} 行`),
    taken: (steps) => [...stepLines(steps, 'zh'), `已记录 ${steps.length} 步`].join('\n'),
    takenResults: ({ steps, unchanged, refused }) =>
      [
        ...stepLines(steps, 'zh'),
        `已记录 ${steps.length} 步，${unchanged.length} 个小区已有相同方案，${refused.length} 个结果未采用${refused.length > 0 ? '：' : ''}`,
        ...refusalLines(refused),
      ].join('\n'),
    kept: (path, { added, updated, unchanged, absent }) =>
      `${path}：新增 ${added} 个，更新 ${updated} 个，未变 ${unchanged} 个${absent > 0 ? `，此表未列 ${absent} 个（照旧保留）` : ''}`,
    chosen: (path, count) => `${path}：${count} 个小区记为已选定，并写明计划季度`,
    history: '进展：',
    judgements: '读表时的判断：',
  },
  en: {
    rows: (count) => (count === 0 ? 'looking at the table' : `${formatGrouped(count)} rows`),
    taken: (steps) => [...stepLines(steps, 'en'), `${stepCount(steps)} recorded`].join('\n'),
    takenResults: ({ steps, unchanged, refused }) =>
      [
        ...stepLines(steps, 'en'),
        `${stepCount(steps)} recorded, ${unchanged.length} with the same plan as before, ${refused.length} refused${refused.length > 0 ? ':' : ''}`,
        ...refusalLines(refused),
      ].join('\n'),
    kept: (path, { added, updated, unchanged, absent }) =>
      `${path}: ${added} added, ${updated} updated, ${unchanged} unchanged${absent > 0 ? `, ${absent} not in this table, kept` : ''}`,
    chosen: (path, count) =>
      `${path}: ${count} communities are chosen now, each with the quarter that is due`,
    history: 'history:',
    judgements: 'judged when its rows were read:',
  },
};

function stepCount({ length }: readonly TakenStep[]): string {
  return `${length} ${length === 1 ? 'step' : 'steps'}`;
}

/** Every one, with its reason. */
function refusalLines(refused: TakenResults['refused']): string[] {
  return refused.map(
    ({ id, district, name, reason }) => `  ${[id, district, name, reason].filter(Boolean).join('  ')}`,
  );
}

function stepLines(steps: readonly TakenStep[], language: Language): string[] {
  const lines = steps.slice(0, mostListed).map(({ id, name, from, to, date, due, note }) => {
    const [before, after] = [from, to].map((stage) => phraseText(say(`stage-${stage}`), language));
    return [id, name, before === after ? after : `${before} → ${after}`, date, due, note]
      .filter(Boolean)
      .join('  ');
  });
  return steps.length > mostListed ? [...lines, '…'] : lines;
}
