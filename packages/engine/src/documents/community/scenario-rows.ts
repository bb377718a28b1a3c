import type { Language } from '../../core/index.ts';
import type { Prediction, ScenarioResult } from '../../radio/index.ts';
import { formatPercent, formatProbability, formatShort } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';

/** Name of a scenario. */
export function scenarioName(
  {
    id,
    shutters,
    occupancyRatio,
    outside,
    portsWeakerDb,
    failed,
    examined,
  }: Pick<
    ScenarioResult,
    'id' | 'shutters' | 'occupancyRatio' | 'outside' | 'portsWeakerDb' | 'failed' | 'examined'
  >,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const cars = texts('report.scenarioCars', { percent: formatPercent(occupancyRatio, 0) });
  const parts = [
    texts(`report.scenarioShutters.${shutters}`),
    cars,
    outside === 'off' ? texts('report.scenarioOutsideOff') : '',
    portsWeakerDb > 0 ? texts('report.scenarioPortsWeaker', { weaker: formatShort(portsWeakerDb, 1) }) : '',
    failed !== undefined && (id === 'antenna-failed' || id === 'unit-failed')
      ? texts(`report.scenarioFailed.${id}`, { failed, count: examined ?? 1 })
      : '',
  ];
  const state = parts.filter((part) => part !== '').join(texts('report.listSeparator'));
  return id === 'planned' ? texts('report.scenarioPlanned', { state }) : state;
}

/** The scenarios as rows of cells, the first row the heading; undefined where none was looked at. */
export function scenarioRows({ assessment }: Prediction, lang: Language): string[][] | undefined {
  const { scenarios, target, operators, decidable } = assessment;
  if (!scenarios) return undefined;
  const texts = textsIn(lang);
  const heading = [
    texts('report.scenario'),
    ...operators.map(({ operator }) => texts.name('operator', operator)),
    texts('report.jointShort'),
    texts('report.pointsServed'),
    texts('report.result'),
    texts('report.withstandShort'),
  ];
  const rows = scenarios.map((scenario) => {
    const { operators: results, met, required, jointPassProbability } = scenario;
    const min = results.reduce((worst, other) => (other.pointsServed < worst.pointsServed ? other : worst));
    const whole = met ? texts('report.pass') : texts('report.fail');
    const isPart = scenario.id === 'planned' && met && !target.met;
    const decided = isPart ? texts('report.scenarioPart', { result: whole }) : whole;
    const verdict = decidable ? decided : texts('report.undecidedShort');
    return [
      scenarioName(scenario, lang) +
        (scenario.id === target.worstScenario ? texts('report.scenarioWorst') : ''),
      ...results.map(({ passProbability }) => formatProbability(passProbability)),
      formatProbability(jointPassProbability),
      `${min.pointsServed}/${min.pointsRequired}`,
      required ? verdict : texts('report.scenarioOptional', { result: verdict }),
      withstandText(scenario, assessment, lang),
    ];
  });
  return [heading, ...rows];
}

/** Text on the number of antennas that a state needs, or on why it is not known. */
function withstandText(
  { met, design }: ScenarioResult,
  { decidable, antennas }: Prediction['assessment'],
  lang: Language,
): string {
  const texts = textsIn(lang);
  if (decidable && met) return String(antennas);
  if (!decidable || !design) return texts('report.notDesigned');
  if (design.antennas !== undefined) return String(design.antennas);
  return design.status === 'infeasible' ? texts('report.designInfeasible') : texts('report.designUnknown');
}
