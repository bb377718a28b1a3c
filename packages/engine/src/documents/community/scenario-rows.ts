import type { Prediction, ScenarioResult } from '../../radio/index.ts';
import { formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/** What a scenario is, in words. */
export function scenarioName(
  {
    id,
    shutters,
    occupancyRatio,
    outside,
  }: Pick<ScenarioResult, 'id' | 'shutters' | 'occupancyRatio' | 'outside'>,
  lang: Lang,
): string {
  const texts = textsOf(lang);
  const cars = texts.scenarioCars(formatPercent(occupancyRatio, 0));
  const parts = [texts.scenarioShutters[shutters], cars, outside === 'off' ? texts.scenarioOutsideOff : ''];
  const state = parts.filter((part) => part !== '').join(texts.listSeparator);
  return id === 'planned' ? texts.scenarioPlanned(state) : state;
}

/** How many antennas do in a state; why that is not known. */
function withstandText(
  { met, design }: ScenarioResult,
  { decidable, antennas }: Prediction['assessment'],
  lang: Lang,
): string {
  const texts = textsOf(lang);
  if (decidable && met) return String(antennas);
  if (!decidable || !design) return texts.notDesigned;
  if (design.antennas !== undefined) return String(design.antennas);
  return design.status === 'infeasible' ? texts.designInfeasible : texts.designUnknown;
}

/** The scenarios as rows of cells, the first row the heading; undefined where none was looked at. */
export function scenarioRows({ assessment }: Prediction, lang: Lang): string[][] | undefined {
  const { scenarios, target, operators, decidable } = assessment;
  if (!scenarios) return undefined;
  const texts = textsOf(lang);
  const heading = [
    texts.scenario,
    ...operators.map(({ operator }) => texts.operatorNames[operator]),
    texts.jointShort,
    texts.pointsServed,
    texts.result,
    texts.withstandShort,
  ];
  const rows = scenarios.map((scenario) => {
    const { operators: results, met, required, jointPassProbability } = scenario;
    const least = results.reduce((worst, other) => (other.pointsServed < worst.pointsServed ? other : worst));
    const decided = met ? texts.pass : texts.fail;
    const verdict = decidable ? decided : texts.undecidedShort;
    return [
      scenarioName(scenario, lang) + (scenario.id === target.worstScenario ? texts.scenarioWorst : ''),
      ...results.map(({ passProbability }) => formatProbability(passProbability)),
      formatProbability(jointPassProbability),
      `${least.pointsServed}/${least.pointsRequired}`,
      required ? verdict : texts.scenarioOptional(verdict),
      withstandText(scenario, assessment, lang),
    ];
  });
  return [heading, ...rows];
}
