import type { Language } from '../../../core/index.ts';
import type { Assignment, DistrictAssignment } from '../../../programme/index.ts';
import { alignColumns } from '../../encoders/align-columns.ts';
import { columnTotal } from '../../encoders/document-table.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import { textsIn } from '../../wording/document-text.ts';
import { districtText } from './district-text.ts';
import { quotaBoard } from './quota-board.ts';

/** Named of those who could fill a district's gap. */
const maxNamed = 5;

/** The assignment for a terminal: the board of quotas, what is missing and with whom it could be filled. */
export function assignmentTable(assignment: Assignment, lang: Language): string {
  const texts = textsIn(lang);
  const { districts, fromQuarter, owners, withoutDistrict } = assignment;
  const board = quotaBoard(assignment, lang);
  const totals = board.columns.map((_, column) =>
    column === 0 ? (board.totalLabel ?? '') : columnTotal(board, column),
  );
  const rows = [board.columns.map(({ head }) => head), ...board.rows, totals];
  const short = districts.reduce((sum, district) => sum + district.short, 0);
  return [
    ...alignColumns(rows.map((row) => row.map(String))),
    texts('assignment.cumulative', { list: cumulativeText(districts) }),
    '',
    short === 0 ? texts('assignment.met') : texts('assignment.short', { places: short }),
    ...districts.filter((district) => district.short > 0).flatMap((district) => gapLines(district, lang)),
    '',
    texts(`assignment.rule.${owners}`),
    ...(fromQuarter > 1 ? [texts('assignment.from', { quarter: fromQuarter })] : []),
    ...(withoutDistrict > 0 ? [texts('assignment.withoutDistrict', { count: withoutDistrict })] : []),
    texts(districts.every(({ isProven }) => isProven) ? 'assignment.proven' : 'assignment.notProven'),
  ].join('\n');
}

/** Assigned / asked for, by the end of each quarter. */
function cumulativeText(districts: readonly DistrictAssignment[]): string {
  let assigned = 0;
  let asked = 0;
  return [0, 1, 2, 3]
    .map((quarter) => {
      for (const { byQuarter, quota } of districts) {
        assigned += byQuarter[quarter];
        asked += quota[quarter];
      }
      return `${assigned}/${asked}`;
    })
    .join(' · ');
}

function gapLines(assignment: DistrictAssignment, lang: Language): string[] {
  const texts = textsIn(lang);
  const { district, short, eligible, eligibleAgreed, relaxation } = assignment;
  const lines = [
    texts('assignment.districtShort', {
      district: districtText(district, lang),
      short,
      eligible,
      agreed: eligibleAgreed,
    }),
  ];
  if (!relaxation || relaxation.supplements.length === 0)
    return [...lines, `  ${texts('assignment.nobody')}`];
  const { alone, supplements, stillShort } = relaxation;
  const named = supplements
    .slice(0, maxNamed)
    .map(({ ranked: { community, points } }) =>
      texts('assignment.supplement', { name: community.name, points: formatFixed(points, 2) }),
    );
  const lost = supplements.reduce((sum, { pointsLost }) => sum + pointsLost, 0);
  const countsText = (counts: typeof alone) =>
    counts
      .map(({ condition, communities }) =>
        texts('assignment.counted', {
          condition: texts(`assignment.conditions.${condition}`),
          count: communities,
        }),
      )
      .join(texts('report.listSeparator'));
  const more =
    supplements.length > maxNamed ? texts('assignment.more', { count: supplements.length - maxNamed }) : '';
  return [
    ...lines,
    ...(alone.length > 0 ? [`  ${texts('assignment.alone', { list: countsText(alone) })}`] : []),
    `  ${texts('assignment.fill', { counts: countsText(relaxation.given), count: supplements.length, points: formatFixed(lost, 1) })}`,
    `    ${named.join(texts('report.listSeparator'))}${more}`,
    ...(stillShort > 0 ? [`  ${texts('assignment.stillShort', { count: stillShort })}`] : []),
  ];
}
