import { phraseText } from '../../core/index.ts';
import type { Prediction } from '../../radio/index.ts';
import { formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { weakestName } from './kind-rows.ts';
import { scenarioName } from './scenario-rows.ts';

/** What decides the verdict, in one sentence without its full stop. */
export function limitingSentence(prediction: Pick<Prediction, 'plan' | 'assessment'>, lang: Lang): string {
  const texts = textsOf(lang);
  const { target, operators, carriers, decidable, reasons } = prediction.assessment;
  if (!decidable) return reasons.map((reason) => phraseText(reason, lang)).join(texts.clauseSeparator);
  const { limiting } = target;
  const operator = texts.operatorNames[limiting.operator];
  const result = operators.find((candidate) => candidate.operator === limiting.operator);
  if (!result || limiting.code === 'no-antennas') return texts.limitingNoAntennas(operator);
  if (limiting.code === 'scenario') return scenarioSentence(prediction.assessment, lang);
  if (limiting.code === 'kind' && !target.met) return kindSentence(prediction.assessment, lang);
  if (limiting.code === 'points' && !target.met) {
    return texts.limitingPoints(operator, result.pointsServed, result.pointsRequired);
  }
  const pass = formatProbability(result.passProbability);
  const confidence = formatPercent(target.confidence, 0);
  if (target.met) return texts.limitingMargin(operator, pass, confidence);
  const own = carriers.filter((candidate) => candidate.operator === limiting.operator);
  const sentence = texts.limitingPass(operator, pass, confidence);
  if (own.length === 0) return sentence;
  const weakest = own.reduce((a, b) => (b.expectedCoverageRatio < a.expectedCoverageRatio ? b : a));
  const carrier = prediction.plan.carriers.find((candidate) => candidate.id === weakest.id);
  const label = carrier ? carrierLabel(carrier, lang) : weakest.id;
  const detail = texts.weakestCarrier(label, formatPercent(weakest.expectedCoverageRatio));
  return `${sentence}${texts.clauseSeparator}${detail}`;
}

function kindSentence({ target, kinds }: Prediction['assessment'], lang: Lang): string {
  const texts = textsOf(lang);
  const result = kinds.find(({ kind }) => kind === target.limiting.kind);
  if (!result) return target.limiting.reason;
  return texts.limitingKind(
    texts.kindNames[result.kind],
    result.roomsMet,
    result.rooms,
    weakestName(result),
    formatPercent(result.weakest.expectedCoverageRatio),
    formatPercent(result.requiredRatio, 0),
  );
}

function scenarioSentence({ target, scenarios = [] }: Prediction['assessment'], lang: Lang): string {
  const texts = textsOf(lang);
  const { operator, scenario: id } = target.limiting;
  const scenario = scenarios.find((candidate) => candidate.id === id);
  const result = scenario?.operators.find((candidate) => candidate.operator === operator);
  return texts.limitingScenario(
    texts.operatorNames[operator],
    scenario ? scenarioName(scenario, lang) : String(id),
    formatProbability(result?.passProbability ?? 0),
    formatPercent(target.confidence, 0),
  );
}
