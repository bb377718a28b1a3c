import { type WorkKind, workSchedule } from '../../../design/index.ts';
import { type Plan, planProfile } from '../../../plan/index.ts';
import { formatGrouped, formatShort } from '../../encoders/format-numbers.ts';
import type { Cell, PaperTable } from '../../encoders/paper-table.ts';
import type { Lang } from '../../wording/texts.ts';
import { paperTexts } from '../paper-texts.ts';
import { tableTexts } from './table-texts.ts';

/** The schedule of work: what, where, how much, how long for one crew, and room for when it was done and by whom. */
export function scheduleTable(plan: Plan, lang: Lang): PaperTable {
  const texts = tableTexts[lang];
  const { scheduleTitle, total } = paperTexts[lang];
  const steps = workSchedule(plan);
  const all = plan.levels.map(({ id }) => id).join(' ');
  const blank = (kind: Exclude<keyof typeof texts.works, WorkKind>, ...measure: Cell[]): Cell[] => [
    ...[texts.works[kind], all, measure[0], measure[1], undefined, undefined, '', '', ''],
  ];
  const rows: Cell[][] = [
    blank('briefing'),
    ...steps.map(({ kind, level, quantity, unit, labourCny, days, firstDay, lastDay }): Cell[] => [
      ...[texts.works[kind], level, quantity, unit === 'm' ? texts.metres : texts.pieces, labourCny],
      ...(days > 0 ? [days, texts.ofDays(firstDay, lastDay)] : [undefined, '']),
      ...['', ''],
    ]),
    blank('commissioning', plan.antennas.length, texts.pieces),
    blank('acceptance'),
  ];
  const days = steps.reduce((sum, step) => sum + step.days, 0);
  return {
    id: 'schedule',
    title: scheduleTitle,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.work, format: 'text', characters: 60 },
      { head: texts.level, format: 'text', characters: 10 },
      { head: texts.quantity, format: 'quantity', characters: 10 },
      { head: texts.unit, format: 'text', characters: 6 },
      { head: texts.labour, format: 'money', characters: 14, total: true },
      { head: texts.days, format: 'quantity', characters: 12, total: true },
      { head: texts.when, format: 'text', characters: 16 },
      { head: texts.done, format: 'text', characters: 16, blankMm: 30 },
      { head: texts.signed, format: 'text', characters: 16, blankMm: 30 },
    ],
    rows: rows.map((row, index) => [index + 1, ...row]),
    totalLabel: total,
    notes: texts.scheduleNotes(formatGrouped(planProfile(plan).network.crewDayCny), formatShort(days, 1)),
  };
}
