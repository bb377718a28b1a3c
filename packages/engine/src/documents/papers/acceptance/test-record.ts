import type { ImpossibleSurvey, Survey } from '../../../measurement/index.ts';
import type { Plan } from '../../../plan/index.ts';
import { impossibleSurveyText, surveyLevelRows, surveySentences } from '../../acceptance/survey-table.ts';
import type { PaperTable, TableColumn } from '../../encoders/paper-table.ts';
import { capital } from '../../wording/capital.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';

/** Room for a reading, and for whether a call or a scan worked, mm. */
const blankMm = 16;

/** How the acceptance test is decided, level by level, and how it is done; why there is none where none can show the target. */
export function testRule(survey: Survey | ImpossibleSurvey, plan: Plan, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const table = { id: 'test', title: texts('survey.title') } as const;
  if (survey.status !== 'ready') {
    return { ...table, columns: [], rows: [], notes: impossibleSurveyText(survey, lang).split('\n') };
  }
  const { summary, rule, notes } = surveySentences(survey, plan, lang);
  const [heads, ...rows] = surveyLevelRows(survey, lang);
  const columns = heads.map((head) => ({ head: capital(head), format: 'text', characters: 14 }) as const);
  return { ...table, columns, rows, notes: [summary, ...rule, ...notes, ...texts.list('survey.how')] };
}

/** The points of the acceptance test with room for what is measured, and for who did it. */
export function testRecord(survey: Survey, plan: Plan, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const { operatorNames } = textsOf(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const [number, level, x, y, kind, name] = texts.list('survey.columns');
  const columns: TableColumn[] = [
    { head: capital(number), format: 'integer', characters: 8 },
    { head: capital(level), format: 'text', characters: 8 },
    { head: x, format: 'metres', characters: 8 },
    { head: y, format: 'metres', characters: 8 },
    { head: capital(kind), format: 'text', characters: 20 },
    { head: capital(name), format: 'text', characters: 24 },
    ...operators.flatMap((operator): TableColumn[] => [
      { head: `${operatorNames[operator]} RSRP`, format: 'text', characters: 12, blankMm },
      {
        head: `${operatorNames[operator]} ${texts('survey.result')}`,
        format: 'text',
        characters: 12,
        blankMm,
      },
    ]),
  ];
  return {
    id: 'test',
    title: documentText(lang, 'papers.testTitle'),
    columns,
    rows: survey.points.map((point) => [
      ...[point.number, point.level, point.x, point.y],
      point.required
        ? `${texts(`survey.kinds.${point.kind}`)} (${texts('survey.required')})`
        : texts(`survey.kinds.${point.kind}`),
      point.name ?? point.pointId ?? '',
      ...operators.flatMap(() => ['', '']),
    ]),
    notes: [texts('survey.signatures')],
  };
}
