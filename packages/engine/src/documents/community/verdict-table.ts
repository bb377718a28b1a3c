import { languages, phraseText, requireNumberIfGiven, requireOneOf } from '../../core/index.ts';
import { sortReasons } from '../../plan/index.ts';
import {
  type Assessment,
  type OperatorResult,
  operatorPasses,
  type Prediction,
  requirePrediction,
} from '../../radio/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { describeReasons } from '../wording/describe-reasons.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { kindRows } from './kind-rows.ts';
import { limitingSentence } from './limiting-sentence.ts';
import { noteText } from './note-text.ts';
import { scenarioRows } from './scenario-rows.ts';
import { bindingText, locationLines, weakPlaceRows } from './weak-place-rows.ts';

/** Whether the target is met, not met, or nobody can say so yet. */
export function conclusionText({ target, decidable }: Assessment, lang: Lang): string {
  const texts = textsOf(lang);
  if (!decidable) return texts.undecidable;
  return target.met ? texts.met : texts.notMet;
}

/** The same of one operator, in a word. */
export function operatorConclusion(result: OperatorResult, assessment: Assessment, lang: Lang): string {
  const texts = textsOf(lang);
  if (!assessment.decidable) return texts.undecidedShort;
  return operatorPasses(result, assessment.target.confidence) ? texts.pass : texts.fail;
}

/** The operators' results as rows of cells, the first row the heading. */
export function verdictRows(prediction: Prediction, lang: Lang): string[][] {
  const texts = textsOf(lang);
  const { assessment } = prediction;
  const heading = [
    texts.operator,
    texts.medianCoverage,
    texts.expectedCoverage,
    texts.passChance,
    texts.pointsServed,
    texts.result,
  ];
  const rows = assessment.operators.map((result) => [
    texts.operatorNames[result.operator],
    formatPercent(result.medianCoverageRatio),
    formatPercent(result.expectedCoverageRatio),
    formatProbability(result.passProbability),
    `${result.pointsServed}/${result.pointsRequired}`,
    operatorConclusion(result, assessment, lang),
  ]);
  return [heading, ...rows];
}

/** The chances of all operators together, each with its name. */
export function chanceLines({ assessment }: Pick<Prediction, 'assessment'>, lang: Lang): string[] {
  const texts = textsOf(lang);
  const { jointPassProbability, withPointsPassProbability } = assessment.target;
  const hasPoints = assessment.operators.some(({ pointsRequired }) => pointsRequired > 0);
  return [
    `${texts.jointChance}${texts.separator}${formatProbability(jointPassProbability)}`,
    ...(hasPoints
      ? [`${texts.withPointsChance}${texts.separator}${formatProbability(withPointsPassProbability)}`]
      : []),
  ];
}

/**
 * The verdict for a terminal: one line of conclusion, the operators in aligned columns and all together, what limits and
 * where, the scenarios, and what counts as a location.
 * @param columns of the terminal; tables that are wider go on below
 */
export function verdictTable(prediction: Prediction, lang: Lang, columns?: number): string {
  requirePrediction(prediction);
  requireOneOf('lang', lang, languages);
  requireNumberIfGiven('columns', columns, { atLeast: 1 });
  const texts = textsOf(lang);
  const { antennas } = prediction.assessment;
  const conclusion = conclusionText(prediction.assessment, lang);
  const kinds = kindRows(prediction, lang);
  const scenarios = scenarioRows(prediction, lang);
  const lines = [
    `${conclusion}${texts.separator}${texts.antennaCount(antennas)}`,
    '',
    ...alignColumns(verdictRows(prediction, lang), columns),
    ...chanceLines(prediction, lang),
    '',
    ...limitingLines(prediction, lang),
    bindingText(prediction, lang),
    ...describeReasons(prediction.plan, lang),
    ...prediction.notes.map((note) => `${texts.noteTitle}${texts.separator}${noteText(note, lang)}`),
  ];
  if (prediction.assessment.target.limiting.places.length > 0)
    lines.push('', ...weakPlacesTable(prediction, lang, columns));
  if (kinds) lines.push('', `${texts.kindsTitle}${texts.separator.trimEnd()}`, ...indented(kinds, columns));
  if (scenarios)
    lines.push('', `${texts.scenariosTitle}${texts.separator.trimEnd()}`, ...indented(scenarios, columns));
  lines.push('', ...locationLines(prediction, lang));
  return lines.join('\n');
}

/** What decides the verdict. Doubts of the import are left to the list that follows; what else keeps it open stands here. */
function limitingLines(prediction: Prediction, lang: Lang): string[] {
  const { assessment, plan } = prediction;
  const listed = new Set(sortReasons(plan).open.map(({ said }) => phraseText(said, lang)));
  const reasons = assessment.reasons.filter((reason) => !listed.has(phraseText(reason, lang)));
  if (!assessment.decidable && reasons.length === 0) return [];
  const { limitingTitle, separator } = textsOf(lang);
  const shown = { plan, assessment: { ...assessment, reasons } };
  return [`${limitingTitle}${separator}${limitingSentence(shown, lang)}`];
}

/** The weakest places for a terminal, under their heading. */
function weakPlacesTable(
  judged: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Lang,
  columns?: number,
): string[] {
  const texts = textsOf(lang);
  return [
    `${texts.bindingTitle}${texts.separator.trimEnd()}`,
    ...indented(weakPlaceRows(judged, lang), columns),
  ];
}

/** Whether the target is met and what decides that, in one line, and the weakest places. */
export function verdictInShort(
  judged: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Lang,
  columns?: number,
): string[] {
  const texts = textsOf(lang);
  const { limiting } = judged.assessment.target;
  const conclusion = `${conclusionText(judged.assessment, lang)}${texts.separator}${limitingSentence(judged, lang)}`;
  return [conclusion, ...(limiting.places.length > 0 ? weakPlacesTable(judged, lang, columns) : [])];
}

function indented(rows: readonly string[][], columns = Number.POSITIVE_INFINITY): string[] {
  return alignColumns(rows, columns - 2).map((line) => `  ${line}`);
}
