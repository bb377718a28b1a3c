import type { Language } from '../../core/index.ts';
import type { AssumptionResult, Prediction } from '../../radio/index.ts';
import { formatFixed, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';

/** Weights of the assumptions as rows of cells, the first row the heading; undefined where none has a spread. */
export function assumptionWeightRows(
  { assessment }: Pick<Prediction, 'assessment'>,
  lang: Language,
): string[][] | undefined {
  if (assessment.assumptions.length === 0) return undefined;
  const texts = textsIn(lang);
  const heading = [
    texts('report.weightColumns.assumption'),
    texts('report.weightColumns.spread'),
    texts('report.weightColumns.known'),
    texts('report.weightColumns.worse'),
  ];
  const rows = assessment.assumptions.map((result) => [
    texts(`report.assumptionNames.${result.key}`),
    spreadText(result),
    formatProbability(result.knownPassProbability),
    result.worsePassProbability === undefined ? '–' : formatProbability(result.worsePassProbability),
  ]);
  return [heading, ...rows];
}

/** The same of one assumption, in a line. */
export function assumptionText(result: AssumptionResult, lang: Language): string {
  const texts = textsIn(lang);
  const values = {
    name: texts(`report.assumptionNames.${result.key}`),
    spread: spreadText(result),
    known: formatProbability(result.knownPassProbability),
  };
  const { worsePassProbability } = result;
  return worsePassProbability === undefined
    ? texts('report.weightLine', values)
    : texts('report.weightLineWorse', { ...values, worse: formatProbability(worsePassProbability) });
}

function spreadText({ key, spread }: AssumptionResult): string {
  if (key === 'exponentSigma') return formatFixed(spread, 2);
  return key === 'obstacleSigmaRatio' || key === 'shadowingSigmaRatio'
    ? formatPercent(spread, 0)
    : `${formatFixed(spread, 1)} dB`;
}
