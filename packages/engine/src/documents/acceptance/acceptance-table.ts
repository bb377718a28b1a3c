import type { Language } from '../../core/index.ts';
import type { Acceptance, OperatorAcceptance, PointAcceptance } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { groupBy } from '../../radio/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatFixed, formatPercent, formatShort } from '../encoders/format-numbers.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { readFloorSentence } from '../wording/describe-reasons.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { comparisonLines } from './acceptance-comparison.ts';
import { fileLines } from './acceptance-files.ts';

const maxPoints = 12;
const maxParts = 6;

/** The evaluation for a terminal. */
export function acceptanceTable(acceptance: Acceptance, plan: Plan, lang: Language): string {
  const { head, reasons, notes, points, walked } = acceptanceSentences(acceptance, plan, lang);
  return [
    acceptanceHeadline(acceptance, lang),
    ...reasons,
    '',
    ...alignColumns(fractionRows(acceptance, lang)),
    '',
    ...head,
    ...notes,
    '',
    ...points,
    ...walked,
    '',
    ...comparisonLines(acceptance, plan, lang),
    '',
    ...acceptance.files.flatMap((file) => fileLines(file, lang)),
  ].join('\n');
}

/** The evaluation in a few words. What was not measured has not failed. */
export function acceptanceHeadline({ passed, operators, points }: Acceptance, lang: Language): string {
  const texts = textsIn(lang);
  if (passed) return texts('acceptance.passed');
  const open = points.filter(({ served }) => !served);
  const isOpen = ({ operators: results }: PointAcceptance) =>
    results.every(({ status }) => status !== 'failed');
  const onlyOpen = operators.every(({ status }) => status === 'passed') && open.every(isOpen);
  return onlyOpen ? texts('acceptance.unfinished', { count: open.length }) : texts('acceptance.notPassed');
}

/** Shares per operator, then per level, as rows of cells, the first row the heading. */
export function fractionRows({ operators, target }: Acceptance, lang: Language): string[][] {
  const texts = textsIn(lang);
  const confidence = formatPercent(target.confidence, 0);
  const heading = texts
    .list('acceptance.shares')
    .map((text, index) => (index === 5 ? `${confidence} ${text}` : text));
  const rows = operators.flatMap((result) => {
    const cells = (fraction: Omit<(typeof result.levels)[number], 'level'>) => [
      String(fraction.locations),
      String(fraction.served),
      formatPercent(fraction.coverageRatio),
      `${formatFixed(100 * fraction.interval.low, 1)}–${formatFixed(100 * fraction.interval.high, 1)} %`,
      formatPercent(fraction.lowerBoundRatio),
    ];
    const rowCells = [
      texts.name('operator', result.operator),
      texts('acceptance.all'),
      ...cells(result),
      formatFixed(result.effectiveLocations.used, 1),
      texts(`acceptance.status.${result.status}`),
    ];
    if (result.levels.length < 2) return [rowCells];
    return [rowCells, ...result.levels.map((level) => ['', level.level, ...cells(level), '', ''])];
  });
  return [heading, ...rows];
}

/** Sentences that the terminal and the page share. */
export function acceptanceSentences(
  acceptance: Acceptance,
  plan: Plan,
  lang: Language,
): { head: string[]; reasons: string[]; notes: string[]; points: string[]; walked: string[] } {
  const texts = textsIn(lang);
  const { target, rule, operators } = acceptance;
  const ratio = formatPercent(target.coverageRatio, 0);
  const measured = operators.filter(({ locations }) => locations > 0);
  return {
    head: [
      rule === 'share'
        ? texts('acceptance.ruleShare', { ratio })
        : texts('acceptance.ruleConfidence', { ratio, confidence: formatPercent(target.confidence, 0) }),
      acceptanceTestLine(plan, lang, acceptance.test),
      texts(acceptance.hasSinr ? 'acceptance.location' : 'acceptance.locationWithoutSinr', {
        sideM: formatShort(acceptance.locationM),
      }),
    ],
    reasons: [
      ...operators.map(({ operator, status, coverageRatio, lowerBoundRatio }) =>
        texts(`acceptance.why.${status}`, {
          name: texts.name('operator', operator),
          share: formatPercent(coverageRatio),
          bound: formatPercent(lowerBoundRatio),
          ratio,
        }),
      ),
      readFloorSentence(plan, lang) ?? '',
    ].filter(Boolean),
    notes: noteLines(acceptance, measured, lang),
    points: pointLines(acceptance, lang),
    walked: walkedLines(measured, lang),
  };
}

/** Operators that walked the same floor are stated together. */
function walkedLines(measured: readonly OperatorAcceptance[], lang: Language): string[] {
  const texts = textsIn(lang);
  const levelsOf = ({ walked }: OperatorAcceptance) =>
    walked
      .map(({ level, walkedRatio }) => `${level} ${formatPercent(walkedRatio, 0)}`)
      .join(texts('report.listSeparator'));
  return groupBy(measured, levelsOf).flatMap((group) => {
    const names = group
      .map(({ operator }) => texts.name('operator', operator))
      .join(texts('report.listSeparator'));
    const parts = group[0].walked.flatMap(({ level, unvisited }) =>
      unvisited.map(({ areaM2, x, y, near }) => {
        const at = { level, areaM2: formatFixed(areaM2, 0), x: formatFixed(x, 1), y: formatFixed(y, 1) };
        return near ? texts('acceptance.unvisitedNear', { ...at, near }) : texts('acceptance.unvisited', at);
      }),
    );
    const more =
      parts.length > maxParts ? [texts('acceptance.more', { count: parts.length - maxParts })] : [];
    return [
      texts('acceptance.walked', { name: names, levels: levelsOf(group[0]) }),
      ...parts.slice(0, maxParts),
      ...more,
    ];
  });
}

/** Notes on the number of independent locations, the precision of the result, and what was left out. */
function noteLines(
  { uncountedLocations }: Acceptance,
  measured: Acceptance['operators'],
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  return [
    ...measured.map(({ operator, locations, effectiveLocations: { used, byModel, byMeasurement } }) => {
      const values = {
        name: texts.name('operator', operator),
        count: locations,
        used: formatFixed(used, 1),
        modelled: formatFixed(byModel, 1),
      };
      return byMeasurement === undefined
        ? texts('acceptance.worthUnmeasured', values)
        : texts('acceptance.worth', { ...values, measured: formatFixed(byMeasurement, 1) });
    }),
    ...measured.map(({ operator, sensitivity }) =>
      texts('acceptance.sensitivity', {
        name: texts.name('operator', operator),
        less: formatPercent(sensitivity.ratioIf2DbLess),
        more: formatPercent(sensitivity.ratioIf2DbMore),
      }),
    ),
    ...measured.flatMap(({ operator, unread }) =>
      unread.locations === 0
        ? []
        : [
            texts('acceptance.unread', {
              name: texts.name('operator', operator),
              count: unread.locations,
              bound: formatPercent(unread.lowerBoundRatio),
            }),
          ],
    ),
    ...measured.flatMap(({ operator, otherCarrierLocations: count }) =>
      count === 0
        ? []
        : [texts('acceptance.otherCarriers', { name: texts.name('operator', operator), count })],
    ),
    ...(uncountedLocations > 0 ? [texts('acceptance.uncounted', { count: uncountedLocations })] : []),
  ];
}

function pointLines({ points, pointsJudged }: Acceptance, lang: Language): string[] {
  const texts = textsIn(lang);
  if (!pointsJudged) return [texts('acceptance.pointsSkipped')];
  if (points.length === 0) return [];
  const hasFailed = (point: PointAcceptance) => point.operators.some(({ status }) => status === 'failed');
  const served = points.filter((point) => point.served).length;
  const failed = points.filter(hasFailed).length;
  const bad = points
    .filter((point) => !point.served)
    .sort((a, b) => Number(hasFailed(b)) - Number(hasFailed(a)));
  const lines = bad.map(({ level, id, kind, operators }) => {
    const list = (status: 'failed' | 'unmeasured') =>
      operators
        .filter((each) => each.status === status)
        .map(({ operator, rsrpDbm }) => {
          const name = textsIn(lang).name('operator', operator);
          return rsrpDbm === undefined ? name : `${name} ${formatFixed(rsrpDbm, 1)} dBm`;
        })
        .join(documentText(lang, 'report.listSeparator'));
    const [failedList, unmeasuredList] = [list('failed'), list('unmeasured')];
    const why = [
      failedList && texts('acceptance.failedFor', { list: failedList }),
      unmeasuredList && texts('acceptance.unmeasuredFor', { list: unmeasuredList }),
    ];
    return texts('acceptance.point', {
      ...{ level, id, kind: textsIn(lang).name('point', kind) },
      why: why.filter(Boolean).join(documentText(lang, 'report.clauseSeparator')),
    });
  });
  return [
    texts('acceptance.points', {
      total: points.length,
      served,
      failed,
      unmeasured: points.length - served - failed,
    }),
    ...lines.slice(0, maxPoints),
    ...(lines.length > maxPoints ? [texts('acceptance.more', { count: lines.length - maxPoints })] : []),
  ];
}
