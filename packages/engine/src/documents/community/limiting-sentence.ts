import type { Language } from '../../core/index.ts';
import { phraseText } from '../../core/index.ts';
import { missesModem, type Prediction } from '../../radio/index.ts';
import { formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { weakestName } from './kind-rows.ts';
import { scenarioName } from './scenario-rows.ts';

/** Limiting item of the verdict, in one sentence without its full stop. */
export function limitingSentence(
  prediction: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const { target, operators, carriers, decidable, reasons } = prediction.assessment;
  if (!decidable)
    return reasons.map((reason) => phraseText(reason, lang)).join(texts('report.clauseSeparator'));
  const { limiting } = target;
  const operator = texts.name('operator', limiting.operator);
  const result = operators.find((candidate) => candidate.operator === limiting.operator);
  if (!result || limiting.code === 'no-antennas') return texts('report.limitingNoAntennas', { operator });
  if (limiting.code === 'scenario') return scenarioSentence(prediction.assessment, lang);
  if (limiting.code === 'kind' && !target.met) return kindSentence(prediction.assessment, lang);
  if (limiting.code === 'points' && !target.met) {
    const points = texts('report.limitingPoints', {
      ...{ operator, served: result.pointsServed, required: result.pointsRequired },
      missed: result.pointsRequired - result.pointsServed,
    });
    const { points: all } = prediction.assessment;
    const modems = all.filter((point) => missesModem(point, limiting.operator)).length;
    if (modems === 0) return points;
    return `${points}${texts('report.clauseSeparator')}${texts('report.limitingModems', { count: modems })}`;
  }
  const pass = formatProbability(result.passProbability);
  const confidence = formatPercent(target.confidence, 0);
  if (target.met) return texts('report.limitingMargin', { operator, pass, confidence });
  const matching = carriers.filter((candidate) => candidate.operator === limiting.operator);
  const sentence = texts('report.limitingPass', { operator, pass, confidence });
  if (matching.length === 0) return sentence;
  const weakest = matching.reduce((a, b) => (b.expectedCoverageRatio < a.expectedCoverageRatio ? b : a));
  const carrier = prediction.plan.carriers.find((candidate) => candidate.id === weakest.id);
  const label = carrier ? carrierLabel(carrier, lang) : weakest.id;
  const detail = texts('report.weakestCarrier', {
    carrier: label,
    ratio: formatPercent(weakest.expectedCoverageRatio),
  });
  return `${sentence}${texts('report.clauseSeparator')}${detail}`;
}

function kindSentence({ target, kinds }: Prediction['assessment'], lang: Language): string {
  const texts = textsIn(lang);
  const result = kinds.find(({ kind }) => kind === target.limiting.kind);
  if (!result) return target.limiting.reason;
  return texts('report.limitingKind', {
    kind: texts.name('floor', result.kind),
    met: result.roomsMet,
    rooms: result.rooms,
    where: weakestName(result),
    expected: formatPercent(result.weakest.expectedCoverageRatio),
    required: formatPercent(result.requiredRatio, 0),
  });
}

function scenarioSentence({ target, scenarios = [] }: Prediction['assessment'], lang: Language): string {
  const texts = textsIn(lang);
  const { operator, scenario: id } = target.limiting;
  const scenario = scenarios.find((candidate) => candidate.id === id);
  const result = scenario?.operators.find((candidate) => candidate.operator === operator);
  return texts('report.limitingScenario', {
    operator: texts.name('operator', operator),
    scenario: scenario ? scenarioName(scenario, lang) : String(id),
    pass: formatProbability(result?.passProbability ?? 0),
    confidence: formatPercent(target.confidence, 0),
  });
}
