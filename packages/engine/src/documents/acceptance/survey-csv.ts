import Papa from 'papaparse';
import type { Survey } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { plainText } from '../encoders/table-csv.ts';
import { textsIn } from '../wording/document-text.ts';
import { staleStamp } from '../wording/stale-stamp.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/**
 * The survey's points in walking order, a row per point and operator, with blank columns for what is measured: filled in,
 * it is a walk test. Of a stale plan a line above the heads says so. With a byte order mark, since spreadsheets take Chinese for something else without.
 */
export function surveyCsv(survey: Survey, plan: Plan, lang: Lang): string {
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const texts = textsIn(lang);
  const { operatorNames } = textsOf(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const rows = survey.points.flatMap(({ number, level, x, y, kind, required, pointId = '', name = '' }) =>
    operators.map((operator) => [
      ...[
        number,
        level,
        x,
        y,
        texts(`survey.kinds.${kind}`),
        required ? texts('survey.yes') : texts('survey.no'),
      ],
      ...[plainText(pointId), plainText(name)],
      ...[lang === 'zh' ? operatorNames[operator] : operator, '', '', ''],
    ]),
  );
  return `\uFEFF${Papa.unparse([...(stamp ? [[stamp]] : []), texts.list('survey.csv'), ...rows], { newline: '\r\n', escapeFormulae: false })}\r\n`;
}
