import type { Language } from '../../core/index.ts';
import { InputError, say } from '../../core/index.ts';
import {
  type AcceptanceEvidence,
  type MonthReport,
  monthOf,
  type PlanResult,
  type ProgrammeCommunity,
  planConclusion,
  progressColumnHead,
  quarterOf,
  type Stage,
  stageIndex,
  stages,
  stateAt,
} from '../../programme/index.ts';
import type { Cell, DocumentTable, TableColumn } from '../encoders/document-table.ts';
import { formatPercent } from '../encoders/format-numbers.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { districtLabel, evidenceText, stageLabel } from './labels.ts';

/** A workbook of more is beyond spreadsheets, and beyond the memory of whoever makes it. */
const maxCommunities = 100_000;

/** Columns of the sheet of communities that others count. */
export const rowColumns = { district: 2, stage: 5, acceptedQuarter: 8 } as const;

/**
 * Every community with its stage and days: what the figures are counted from.
 * @throws InputError for more than 100,000
 */
export function rowsTable({ communities, statistics }: MonthReport, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { asOf, city } = statistics;
  if (city.communities > maxCommunities) {
    throw new InputError([
      {
        at: say('communities'),
        found: String(city.communities),
        expected: say('at-most', { most: maxCommunities }),
      },
    ]);
  }
  const rows: Cell[][] = [];
  for (const community of communities) {
    const state = stateAt(community, asOf);
    if (!state) continue;
    const acceptedOn = state.reached[stageIndex('accepted')];
    rows.push([
      ...[
        rows.length + 1,
        community.id,
        districtLabel(community.district, lang),
        community.street ?? undefined,
      ],
      ...[community.name, stageLabel(state.stage, lang), state.since, state.due],
      acceptedOn && quarterOf(acceptedOn),
      acceptedOn && monthOf(acceptedOn) === monthOf(asOf) ? texts('month.yes') : undefined,
      ...state.reached,
      ...[planText(community, asOf, lang), testText(community, asOf, lang)],
    ]);
  }
  return {
    id: 'communities',
    title: texts('month.rowsTitle'),
    columns: [
      { head: texts('month.number'), format: 'integer', characters: 7 },
      { head: texts('month.id'), format: 'text', characters: 13 },
      { head: texts('month.district'), format: 'text', characters: 11 },
      { head: texts('month.street'), format: 'text', characters: 14 },
      { head: texts('month.name'), format: 'text', characters: 28 },
      { head: texts('month.stage'), format: 'text', characters: 13 },
      { head: texts('month.since'), format: 'text', characters: 12 },
      { head: texts('month.dueQuarter'), format: 'text', characters: 11 },
      { head: texts('month.acceptedQuarter'), format: 'text', characters: 11 },
      { head: texts('month.acceptedInMonth'), format: 'text', characters: 10 },
      ...stages.map((stage): TableColumn => ({ head: dayHead(stage, lang), format: 'text', characters: 12 })),
      { head: texts('month.plan'), format: 'text', characters: 26 },
      { head: texts('month.test'), format: 'text', characters: 40 },
    ],
    rows,
    notes: [texts('month.rowsNote')],
  };
}

/** Every step up to the day, community by community. */
export function stepsTable({ communities, statistics }: MonthReport, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const rows: Cell[][] = [];
  for (const { id, district, name, history } of communities) {
    // That it was surveyed stands in its row.
    for (const step of history.slice(1)) {
      if (step.date > statistics.asOf) break;
      const source = (step.evidence ?? step.plan)?.source;
      rows.push([
        ...[
          id,
          districtLabel(district, lang),
          name,
          stageLabel(step.stage, lang),
          step.date,
          step.due,
          step.note,
        ],
        [source && `${source.file} (SHA-256 ${source.sha256.slice(0, 16)}…)`, evidenceText(step, lang)]
          .filter(Boolean)
          .join(texts('report.clauseSeparator')) || undefined,
        ...[step.author, step.office, step.role],
      ]);
    }
  }
  return {
    id: 'steps',
    title: texts('month.stepsTitle'),
    columns: [
      { head: texts('month.id'), format: 'text', characters: 13 },
      { head: texts('month.district'), format: 'text', characters: 11 },
      { head: texts('month.name'), format: 'text', characters: 28 },
      { head: texts('month.stage'), format: 'text', characters: 13 },
      { head: texts('month.date'), format: 'text', characters: 12 },
      { head: texts('month.dueQuarter'), format: 'text', characters: 11 },
      { head: texts('month.note'), format: 'text', characters: 40 },
      { head: texts('month.evidence'), format: 'text', characters: 44 },
      { head: texts('month.author'), format: 'text', characters: 12 },
      { head: texts('month.office'), format: 'text', characters: 20 },
      { head: texts('month.role'), format: 'text', characters: 12 },
    ],
    rows,
    notes: [],
  };
}

function dayHead(stage: Stage, lang: Language): string {
  const head = progressColumnHead(stage, lang);
  return head[0].toUpperCase() + head.slice(1);
}

function planText(community: ProgrammeCommunity, asOf: string, lang: Language): string | undefined {
  const plan = lastOf(community, asOf, ({ plan: value }) => value);
  if (!plan) return undefined;
  const conclusion = documentText(lang, `month.planConclusion.${planConclusion(plan)}`);
  const { antennas } = plan;
  return antennas === undefined ? conclusion : documentText(lang, 'month.planLine', { conclusion, antennas });
}

function testText(community: ProgrammeCommunity, asOf: string, lang: Language): string | undefined {
  const evidence = lastOf(community, asOf, ({ evidence: value }) => value);
  const texts = textsIn(lang);
  return evidence?.operators
    .map(({ operator, coverageRatio, lowerBoundRatio, locations }) =>
      texts('month.testLine', {
        ...{ operator: texts.name('operator', operator), share: formatPercent(coverageRatio) },
        ...{ bound: formatPercent(lowerBoundRatio), locations },
      }),
    )
    .join(texts('report.clauseSeparator'));
}

/** Value of the last step that has it. */
function lastOf<Value extends AcceptanceEvidence | PlanResult>(
  { history }: ProgrammeCommunity,
  asOf: string,
  value: (step: ProgrammeCommunity['history'][number]) => Value | undefined,
): Value | undefined {
  return history
    .filter(({ date }) => date <= asOf)
    .map(value)
    .filter((entry) => entry !== undefined)
    .at(-1);
}
