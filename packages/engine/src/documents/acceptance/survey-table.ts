import Papa from 'papaparse';
import type { Language } from '../../core/index.ts';
import type { ImpossibleSurvey, Survey } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { strata } from '../../radio/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { plainText } from '../encoders/table-csv.ts';
import { acceptanceTestWords } from '../wording/acceptance-test-text.ts';
import { capital } from '../wording/capital.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { staleStamp } from '../wording/stale-stamp.ts';
import { surveyKindName } from '../wording/survey-kind-name.ts';

/** The survey for a terminal: what to do, the rule, the levels, and what the test can show. */
export function surveyTable(survey: Survey | ImpossibleSurvey, plan: Plan, lang: Language): string {
  if (survey.status !== 'ready') return impossibleSurveyText(survey, lang);
  const { notes, rule, summary } = surveySentences(survey, plan, lang);
  return [
    summary,
    ...rule.slice(0, 2),
    '',
    ...alignColumns(surveyLevelRows(survey, lang)),
    '',
    ...rule.slice(2),
    ...notes,
    '',
    ...alignColumns(surveyCurveRows(survey, lang)),
  ].join('\n');
}

/** Why no test shows the target, and what could be shown. */
export function impossibleSurveyText(survey: ImpossibleSurvey, lang: Language): string {
  const texts = textsIn(lang);
  const effective = formatShort(survey.effectiveLocations, 1);
  const first =
    survey.status === 'too-small'
      ? texts('survey.tooSmall', {
          area: formatGrouped(survey.reachableAreaM2),
          effective,
          needed: survey.neededLocations,
        })
      : texts('survey.tooFew', { points: survey.locations, effective, needed: survey.neededLocations });
  const second = texts('survey.reachable', {
    ratio: formatPercent(survey.target.coverageRatio, 0),
    confidence: formatPercent(survey.reachableConfidence),
  });
  return `${first}\n${second}`;
}

/** The levels of a survey as rows of cells, the first row the heading. */
export function surveyLevelRows(survey: Survey, lang: Language): string[][] {
  const rows = survey.levels.map((level) => [
    level.level,
    formatGrouped(level.countedAreaM2),
    formatGrouped(level.reachableAreaM2),
    String(level.points),
    ...strata.map((kind) => String(level.byKind[kind].points)),
    String(level.requiredPoints),
    formatGrouped(routeOf(survey, level.level).lengthM),
  ]);
  return [textsIn(lang).list('survey.levels'), ...rows];
}

/** Chances to pass the test by the true coverage, the first row the heading. */
export function surveyCurveRows({ curve }: Survey, lang: Language): string[][] {
  const [coverage, chance] = textsIn(lang).list('survey.curve');
  return [
    [coverage, ...curve.map(({ coverageRatio }) => formatPercent(coverageRatio, 0))],
    [chance, ...curve.map(({ passChance }) => formatProbability(passChance))],
  ];
}

export function routeOf(survey: Survey, level: string): Survey['routes'][number] {
  return survey.routes.find((route) => route.level === level) ?? { level, lines: [], lengthM: 0 };
}

/** Sentences that the terminal and the page share. */
export function surveySentences(
  survey: Survey,
  plan: Plan,
  lang: Language,
): { summary: string; rule: string[]; notes: string[] } {
  const texts = textsIn(lang);
  const { rule, target, acceptance } = survey;
  const required = survey.points.filter((point) => point.required).length;
  const walkM = survey.routes.reduce((sum, route) => sum + route.lengthM, 0);
  const ratio = formatPercent(target.coverageRatio, 0);
  const words = acceptanceTestWords(plan, lang, acceptance);
  return {
    summary: texts('survey.summary', {
      ...{ random: rule.locations, required, count: plan.levels.length },
      walkM: formatGrouped(walkM),
    }),
    rule: [
      texts('survey.rule', { locations: rule.locations, least: rule.leastServed, most: rule.mostFailures }),
      texts('survey.pointsRule'),
      [capital(words.rule), words.carriers].join(texts('report.clauseSeparator')),
      [capital(words.phone), words.bays].join(texts('report.clauseSeparator')),
      ...(words.modems === undefined ? [] : [capital(words.modems)]),
      ...chances(survey, lang),
      texts('survey.worth', {
        locations: rule.locations,
        effective: formatFixed(rule.effectiveLocations, 1),
        decorrelation: formatShort(survey.decorrelationM, 1),
        ratio,
        confidence: formatPercent(target.confidence, 0),
      }),
      texts('survey.consumer', { ratio, risk: formatProbability(rule.consumerRisk) }),
      texts('survey.ofTheDay', { ratio, confidence: formatProbability(rule.confidenceOfTheDay) }),
      ...(rule.confidenceOfTheDay < target.confidence ? [provingText(survey, ratio, texts)] : []),
    ],
    notes: surveyNotes(survey, lang),
  };
}

/** Says that passing the test does not prove the target with the plan's confidence, and how many served locations would. */
function provingText({ rule, target }: Survey, ratio: string, texts: DocumentTexts): string {
  const { locations, provingServed: proving } = rule;
  const values = { locations, ratio, confidence: formatPercent(target.confidence, 0) };
  return proving === undefined
    ? texts('survey.provesNever', values)
    : texts('survey.proves', { ...values, least: rule.leastServed, proving });
}

/** Text on the chance to pass: of the plan's antennas, else of an assumed coverage. */
function chances(survey: Survey, lang: Language): string[] {
  const texts = textsIn(lang);
  const { predicted } = survey;
  const assumed = survey.curve.find(({ coverageRatio }) => coverageRatio === survey.assumedCoverageRatio);
  if (predicted) {
    return [
      ...predicted.operators.map(({ operator, passProbability }) =>
        texts('survey.chance', {
          name: texts.name('operator', operator),
          chance: formatProbability(passProbability),
        }),
      ),
      texts('survey.joint', {
        chance: formatProbability(predicted.jointPassProbability),
        withPoints: formatProbability(predicted.withPointsPassProbability),
      }),
    ];
  }
  return assumed
    ? [
        texts('survey.assumed', {
          coverage: formatPercent(assumed.coverageRatio, 0),
          chance: formatProbability(assumed.passChance),
        }),
      ]
    : [];
}

/** Notes to read before the walk. */
function surveyNotes({ predicted, target, rule, ...survey }: Survey, lang: Language): string[] {
  const texts = textsIn(lang);
  const below = predicted?.operators.some(
    ({ expectedCoverageRatio }) => expectedCoverageRatio <= target.coverageRatio,
  );
  return [
    ...(below ? [texts('survey.below')] : []),
    ...(survey.isAskedNumber ? [texts('survey.asked', { locations: rule.locations })] : []),
    ...survey.routes
      .filter(({ lines }) => lines.length > 1)
      .map(({ level, lines }) => texts('survey.parts', { level, count: lines.length })),
    ...(survey.unreachable.length > 0
      ? [
          texts('survey.unreachable', {
            list: survey.unreachable.map(({ level, pointId }) => `${level} ${pointId}`).join(', '),
          }),
        ]
      : []),
  ];
}

/**
 * The survey's points in walking order, a row per point and operator, with blank columns for what is measured: filled in,
 * it is a walk test. Of a stale plan a line above the heads says so. With a byte order mark, since spreadsheets take Chinese for something else without.
 */
export function surveyCsv(survey: Survey, plan: Plan, lang: Language): string {
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const texts = textsIn(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const rows = survey.points.flatMap(({ number, level, x, y, kind, required, pointId = '', name = '' }) =>
    operators.map((operator) => [
      ...[
        number,
        level,
        x,
        y,
        surveyKindName(kind, texts),
        required ? texts('survey.yes') : texts('survey.no'),
      ],
      ...[plainText(pointId), plainText(name)],
      ...[lang === 'zh' ? texts.name('operator', operator) : operator, '', '', ''],
    ]),
  );
  return `\uFEFF${Papa.unparse([...(stamp ? [[stamp]] : []), texts.list('survey.csv'), ...rows], { newline: '\r\n', escapeFormulae: false })}\r\n`;
}
