import type { ImpossibleSurvey, Survey } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { acceptanceTestWords } from '../wording/acceptance-test-text.ts';
import { capital } from '../wording/capital.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { surveyTexts } from './survey-texts.ts';

/** The survey for a terminal: what to do, the rule, the levels, and what the test can show. */
export function surveyTable(survey: Survey | ImpossibleSurvey, plan: Plan, lang: Lang): string {
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
export function impossibleSurveyText(survey: ImpossibleSurvey, lang: Lang): string {
  const texts = surveyTexts[lang];
  const effective = formatShort(survey.effectiveLocations, 1);
  const first =
    survey.status === 'too-small'
      ? texts.tooSmall(formatGrouped(survey.reachableAreaM2), effective, survey.neededLocations)
      : texts.tooFew(survey.locations, effective, survey.neededLocations);
  const second = texts.reachable(
    formatPercent(survey.target.coverageRatio, 0),
    formatPercent(survey.reachableConfidence),
  );
  return `${first}\n${second}`;
}

/** The levels of a survey as rows of cells, the first row the heading. */
export function surveyLevelRows(survey: Survey, lang: Lang): string[][] {
  const rows = survey.levels.map((level) => [
    level.level,
    formatGrouped(level.countedAreaM2),
    formatGrouped(level.reachableAreaM2),
    String(level.points),
    ...(['lane', 'bay', 'lobby'] as const).map((kind) => String(level.byKind[kind].points)),
    String(level.requiredPoints),
    formatGrouped(routeOf(survey, level.level).lengthM),
  ]);
  return [surveyTexts[lang].levels, ...rows];
}

/** What the test can show: chances to pass by the true coverage, the first row the heading. */
export function surveyCurveRows({ curve }: Survey, lang: Lang): string[][] {
  const [coverage, chance] = surveyTexts[lang].curve;
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
  lang: Lang,
): { summary: string; rule: string[]; notes: string[] } {
  const texts = surveyTexts[lang];
  const { operatorNames } = textsOf(lang);
  const { rule, target, predicted, acceptance } = survey;
  const required = survey.points.filter((point) => point.required).length;
  const walkM = survey.routes.reduce((sum, route) => sum + route.lengthM, 0);
  const ratio = formatPercent(target.coverageRatio, 0);
  const words = acceptanceTestWords(plan, lang, acceptance);
  const assumed = survey.curve.find(({ coverageRatio }) => coverageRatio === survey.assumedCoverageRatio);
  const chances = predicted
    ? [
        ...predicted.operators.map(({ operator, passProbability }) =>
          texts.chance(operatorNames[operator], formatProbability(passProbability)),
        ),
        texts.joint(
          formatProbability(predicted.jointPassProbability),
          formatProbability(predicted.withPointsPassProbability),
        ),
      ]
    : assumed
      ? [texts.assumed(formatPercent(assumed.coverageRatio, 0), formatProbability(assumed.passChance))]
      : [];
  const below = predicted?.operators.some(
    ({ expectedCoverageRatio }) => expectedCoverageRatio <= target.coverageRatio,
  );
  const notes = [
    ...(below ? [texts.below] : []),
    ...(survey.isAskedNumber ? [texts.asked(rule.locations)] : []),
    ...survey.routes
      .filter(({ lines }) => lines.length > 1)
      .map(({ level, lines }) => texts.parts(level, lines.length)),
    ...(survey.unreachable.length > 0
      ? [texts.unreachable(survey.unreachable.map(({ level, pointId }) => `${level} ${pointId}`).join(', '))]
      : []),
  ];
  return {
    summary: texts.summary(rule.locations, required, plan.levels.length, formatGrouped(walkM)),
    rule: [
      texts.rule(rule.locations, rule.leastServed, rule.mostFailures),
      texts.pointsRule,
      `${capital(words.rule)}${lang === 'en' ? '; ' : '；'}${words.carriers}`,
      `${capital(words.phone)}${lang === 'en' ? '; ' : '；'}${words.bays}`,
      ...chances,
      texts.worth(
        rule.locations,
        formatFixed(rule.effectiveLocations, 1),
        formatShort(survey.decorrelationM, 1),
        ratio,
        formatPercent(target.confidence, 0),
      ),
      texts.consumer(ratio, formatProbability(rule.consumerRisk)),
      texts.ofTheDay(ratio, formatProbability(rule.confidenceOfTheDay)),
    ],
    notes,
  };
}
