import type { Language } from '../../core/index.ts';
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
import { formatFixed, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { describeReasons } from '../wording/describe-reasons.ts';
import { textsIn } from '../wording/document-text.ts';
import { assumptionWeightRows } from './assumption-weights.ts';
import { kindRows, liftSentence } from './kind-rows.ts';
import { limitingSentence } from './limiting-sentence.ts';
import { noteText } from './note-text.ts';
import { scenarioRows } from './scenario-rows.ts';
import { bindingText, locationLines, weakLocationRows } from './weak-location-rows.ts';

/** Returns whether the target is met, not met, or nobody can say so yet. */
export function conclusionText({ target, decidable }: Assessment, lang: Language): string {
  const texts = textsIn(lang);
  if (!decidable) return texts('report.undecidable');
  return target.met ? texts('report.met') : texts('report.notMet');
}

/** The same of one operator, in a word. */
export function operatorConclusion(result: OperatorResult, assessment: Assessment, lang: Language): string {
  const texts = textsIn(lang);
  if (!assessment.decidable) return texts('report.undecidedShort');
  return operatorPasses(result, assessment.target.confidence) ? texts('report.pass') : texts('report.fail');
}

/** The operators' results as rows of cells, the first row the heading. */
export function verdictRows(prediction: Prediction, lang: Language): string[][] {
  const texts = textsIn(lang);
  const { assessment } = prediction;
  const heading = [
    texts('report.operator'),
    texts('report.medianCoverage'),
    texts('report.expectedCoverage'),
    texts('report.passChance'),
    texts('report.pointsServed'),
    texts('report.result'),
  ];
  const rows = assessment.operators.map((result) => [
    texts.name('operator', result.operator),
    formatPercent(result.medianCoverageRatio),
    formatPercent(result.expectedCoverageRatio),
    formatProbability(result.passProbability),
    `${result.pointsServed}/${result.pointsRequired}`,
    operatorConclusion(result, assessment, lang),
  ]);
  return [heading, ...rows];
}

/** The chances of all operators together, each with its name, and what modems of devices find where they are asked for. */
export function chanceLines(prediction: Pick<Prediction, 'plan' | 'assessment'>, lang: Language): string[] {
  const texts = textsIn(lang);
  const { assessment } = prediction;
  const { jointPassProbability, withPointsPassProbability } = assessment.target;
  const hasPoints = assessment.operators.some(({ pointsRequired }) => pointsRequired > 0);
  return [
    `${texts('report.jointChance')}${texts('report.separator')}${formatProbability(jointPassProbability)}`,
    ...(hasPoints
      ? [
          `${texts('report.withPointsChance')}${texts('report.separator')}${formatProbability(withPointsPassProbability)}`,
        ]
      : []),
    ...deviceLines(prediction, lang),
  ];
}

/** Service of the modems of devices, a line for each operator that has to serve them; none where none are asked for. */
function deviceLines(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const asking = assessment.points.flatMap(({ id, devices }) => (devices ? [{ id, ...devices }] : []));
  const missing = asking.filter(({ operators }) => operators.length === 0);
  const found = asking.flatMap(({ id, operators }) => operators.map((each) => ({ id, ...each })));
  return [
    ...[...new Set(found.map(({ operator }) => operator))].map((operator) => {
      const results = found.filter((each) => each.operator === operator);
      const worst = results.reduce((min, each) => (each.probability < min.probability ? each : min));
      const carriers = plan.carriers.filter(({ id }) => results.some((each) => each.carrier === id));
      return texts('report.devicesLine', {
        carriers: carriers.map((each) => carrierLabel(each, lang)).join(texts('report.listSeparator')),
        ...{ served: results.filter((each) => each.served).length, asked: results.length },
        ...{ point: worst.id, level: formatFixed(worst.rsrpDbm, 1) },
        probability: formatProbability(worst.probability),
      });
    }),
    ...(missing.length > 0 ? [texts('report.devicesWithoutCarrier', { count: missing.length })] : []),
  ];
}

/**
 * The verdict for a terminal: one line of conclusion, the operators in aligned columns and all together, what limits and
 * where, the scenarios, and what counts as a location.
 * @param columns of the terminal; tables that are wider go on below
 */
export function verdictTable(prediction: Prediction, lang: Language, columns?: number): string {
  requirePrediction(prediction);
  requireOneOf('lang', lang, languages);
  requireNumberIfGiven('columns', columns, { atLeast: 1 });
  const texts = textsIn(lang);
  const { antennas } = prediction.assessment;
  const conclusion = conclusionText(prediction.assessment, lang);
  const kinds = kindRows(prediction, lang);
  const lifts = liftSentence(prediction, lang);
  const scenarios = scenarioRows(prediction, lang);
  const weights = assumptionWeightRows(prediction, lang);
  const lines = [
    `${conclusion}${texts('report.separator')}${texts('report.antennaCount', { antennas })}`,
    '',
    ...alignColumns(verdictRows(prediction, lang), columns),
    ...chanceLines(prediction, lang),
    '',
    ...limitingLines(prediction, lang),
    bindingText(prediction, lang),
    ...describeReasons(prediction.plan, lang),
    ...prediction.notes.map(
      (note) => `${texts('report.noteTitle')}${texts('report.separator')}${noteText(note, lang)}`,
    ),
  ];
  if (prediction.assessment.target.limiting.places.length > 0)
    lines.push('', ...weakLocationsTable(prediction, lang, columns));
  if (kinds)
    lines.push(
      '',
      `${texts('report.kindsTitle')}${texts('report.separator').trimEnd()}`,
      ...indented(kinds, columns),
      ...(lifts ? [lifts] : []),
    );
  if (scenarios)
    lines.push(
      '',
      `${texts('report.scenariosTitle')}${texts('report.separator').trimEnd()}`,
      ...indented(scenarios, columns),
    );
  if (weights)
    lines.push(
      '',
      `${texts('report.weightsTitle')}${texts('report.separator').trimEnd()}`,
      ...indented(weights, columns),
    );
  lines.push('', ...locationLines(prediction, lang));
  return lines.join('\n');
}

/**
 * Lines on the limiting item of the verdict. Doubts of the import are left to the list that follows; what
 * else keeps the verdict open stands here.
 */
function limitingLines(prediction: Prediction, lang: Language): string[] {
  const { assessment, plan } = prediction;
  const listed = new Set(sortReasons(plan).open.map(({ said: stated }) => phraseText(stated, lang)));
  const reasons = assessment.reasons.filter((reason) => !listed.has(phraseText(reason, lang)));
  if (!assessment.decidable && reasons.length === 0) return [];
  const texts = textsIn(lang);
  const shown = { plan, assessment: { ...assessment, reasons } };
  return [`${texts('report.limitingTitle')}${texts('report.separator')}${limitingSentence(shown, lang)}`];
}

/** The weakest locations for a terminal, under their heading. */
function weakLocationsTable(
  evaluated: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
  columns?: number,
): string[] {
  const texts = textsIn(lang);
  return [
    `${texts('report.bindingTitle')}${texts('report.separator').trimEnd()}`,
    ...indented(weakLocationRows(evaluated, lang), columns),
  ];
}

/** The verdict and its limiting item in one line, and the weakest locations. */
export function verdictInShort(
  evaluated: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
  columns?: number,
): string[] {
  const texts = textsIn(lang);
  const { limiting } = evaluated.assessment.target;
  const conclusion = `${conclusionText(evaluated.assessment, lang)}${texts('report.separator')}${limitingSentence(evaluated, lang)}`;
  return [conclusion, ...(limiting.places.length > 0 ? weakLocationsTable(evaluated, lang, columns) : [])];
}

function indented(rows: readonly string[][], columns = Number.POSITIVE_INFINITY): string[] {
  return alignColumns(rows, columns - 2).map((line) => `  ${line}`);
}
