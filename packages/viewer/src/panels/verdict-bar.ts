import type { Assessment, LimitingCode, OperatorResult, PlanPoint, ScenarioId } from '@diku/engine';
import type { ExactResult, ResultState } from '../store/result-state.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';

const stateTexts: Record<ResultState['status'], TextKey> = {
  none: 'stateNone',
  computing: 'stateComputing',
  stale: 'stateStale',
  fresh: 'stateFresh',
  failed: 'stateFailed',
};

const limitingTexts: Record<LimitingCode, TextKey> = {
  area: 'limitingArea',
  points: 'limitingPoints',
  'no-antennas': 'limitingAntennas',
  scenario: 'limitingScenario',
};

/** The verdict, always on screen; `data-state` and its look say whether the figures are of the plan shown. */
export function createVerdictBar(app: App): { element: HTMLElement; render(): void } {
  const bar = element('footer', { class: 'verdict', role: 'status' });
  const state = element('span', { class: 'state' });
  const figures = element('div', { class: 'figures' });
  bar.append(state, figures);
  return {
    element: bar,
    render() {
      const results = app.results.value;
      const plan = app.store.plan;
      bar.hidden = plan === undefined;
      bar.dataset.state = results.status;
      const percent = formatPercent(results.doneRatio);
      state.textContent = text(stateTexts[results.status], { percent });
      state.title = results.error;
      bar.setAttribute('aria-busy', String(results.status === 'computing'));
      const key = [
        language(),
        app.view.value.scenarioId,
        plan?.antennas.length,
        plan?.community.id,
        results.placement?.lowerBound,
      ];
      exactKeys.set(results.exact ?? noExact, exactKeys.get(results.exact ?? noExact) ?? ++keyCount);
      rebuild(figures, JSON.stringify([...key, exactKeys.get(results.exact ?? noExact)]), () => [
        ...(results.exact ? describeAssessment(app, results.exact, results.previous) : []),
        antennaFigure(plan?.antennas.length ?? 0, results),
      ]);
    },
  };
}

const noExact = {};
const exactKeys = new WeakMap<object, number>();
let keyCount = 0;

function describeAssessment(app: App, exact: ExactResult, previous: ExactResult | undefined): HTMLElement[] {
  const { assessment, profile, limiting } = exact;
  const { target } = assessment;
  const limitingOperator = { operator: text(target.limiting.operator) };
  const verdict = element(
    'span',
    {
      class: 'figure target',
      'data-met': String(target.met),
      title: text('limiting', { sentence: limiting[language()] }),
    },
    mark(target.met),
    text(target.met ? 'targetMet' : 'targetMissed'),
    target.met ? undefined : ` · ${text(limitingTexts[target.limiting.code], limitingOperator)}`,
  );
  const rule = text('pointRule', { probability: formatPercent(profile.pointProbability) });
  return [
    verdict,
    element('span', { class: 'name' }, text('passChance')),
    ...assessment.operators.map((operator) =>
      operatorFigure(operator, assessment, previous?.assessment.operators),
    ),
    ...jointFigure(assessment),
    ...pointFigure(assessment, 'charger', text('chargers'), rule),
    ...pointFigure(assessment, 'gate', text('gates'), rule),
    ...pointFigure(assessment, 'payment', text('payments'), rule),
    ...placeFigure(app, exact),
    ...scenarioFigure(app, exact),
    modelFigure(exact),
  ];
}

function operatorFigure(
  result: OperatorResult,
  { target }: Assessment,
  previous: readonly OperatorResult[] | undefined,
): HTMLElement {
  const before = previous?.find((candidate) => candidate.operator === result.operator)?.passProbability;
  const passes = result.passProbability >= target.confidence;
  const title = text('passRule', {
    operator: text(result.operator),
    ratio: formatPercent(target.coverageRatio),
    confidence: formatPercent(target.confidence),
    expected: formatPercent(result.expectedCoverageRatio, 1),
    median: formatPercent(result.medianCoverageRatio, 1),
  });
  return element(
    'span',
    { class: 'figure', title, 'data-operator': result.operator, 'data-met': String(passes) },
    mark(passes),
    `${text(result.operator)} `,
    element('b', {}, formatPercent(result.passProbability, 1)),
    before === undefined ? undefined : changeFigure(result.passProbability - before),
  );
}

/** Chance that all operators pass on one day, where there are several. */
function jointFigure({ target, operators }: Assessment): HTMLElement[] {
  if (operators.length < 2) return [];
  const chance = element('b', {}, formatPercent(target.jointPassProbability, 1));
  const attributes = { class: 'figure', title: text('jointTip'), 'data-kind': 'joint' };
  return [element('span', attributes, `${text('joint')} `, chance)];
}

/** The place where the operator that decides misses most; a click flies there. */
function placeFigure(app: App, { assessment, placeNames }: ExactResult): HTMLElement[] {
  const [place] = assessment.target.limiting.places;
  if (!place) return [];
  const [x, y] = place.position;
  const { operator } = assessment.target.limiting;
  const title = text('weakestTip', {
    operator: text(operator),
    area: formatNumber(place.areaM2, 0),
    lost: formatPercent(place.lostRatio, 2),
    limit: text(`short-${place.limit}`),
  });
  const button = element(
    'button',
    {
      'data-id': 'weakest',
      title,
      onclick: () => app.actions.showPlace({ levelId: place.level, x, y }),
    },
    placeNames[0][language()],
  );
  return [
    element('span', { class: 'figure weakest', 'data-kind': 'weakest' }, `${text('weakest')} `, button),
  ];
}

/** The model in use, and whether it was fitted to a walk test of this garage. */
function modelFigure({ model: { id, name, residualSigmaDb, walkedOn } }: ExactResult): HTMLElement {
  const isDominantPath = id === 'dominant-path';
  const short = isDominantPath ? text('dominantPath') : name[language()];
  const attributes = { class: 'figure', title: name[language()], 'data-kind': 'model', 'data-model': id };
  if (residualSigmaDb === undefined) return element('span', attributes, short);
  const sigma = formatNumber(residualSigmaDb, 1);
  const day = walkedOn === undefined ? '' : ` · ${walkedOn}`;
  return element(
    'span',
    attributes,
    element('b', {}, `${text('calibrated', { sigma })}${day}`),
    ` · ${short}`,
  );
}

/** Chooses the state of shutters and cars that fields and figures are of. */
function scenarioFigure(app: App, { scenarios, scenarioId }: ExactResult): HTMLElement[] {
  if (scenarios.length < 2) return [];
  const chosen = app.view.value.scenarioId;
  const list = element(
    'select',
    {
      'data-id': 'scenario',
      'aria-label': text('scenario'),
      title: text('scenarioTip'),
      onchange: () => app.view.patch({ scenarioId: list.value as ScenarioId }),
    },
    ...scenarios.map(({ id, name }) =>
      element('option', { value: id, selected: id === chosen }, name[language()]),
    ),
  );
  const attributes = { class: 'figure', 'data-kind': 'scenario', 'data-scenario': scenarioId };
  return [element('label', attributes, `${text('scenario')} `, list)];
}

/** Change by the last edit in percentage points; nothing below a tenth. */
function changeFigure(change: number): HTMLElement | undefined {
  const points = Math.round(change * 1000) / 10;
  if (points === 0) return undefined;
  const sign = points > 0 ? '▲' : '▼';
  return element(
    'small',
    { class: 'change', title: text('changeTip') },
    ` ${sign}${Math.abs(points).toFixed(1)}`,
  );
}

function pointFigure(
  assessment: Assessment,
  kind: PlanPoint['kind'],
  name: string,
  rule: string,
): HTMLElement[] {
  const points = assessment.points.filter((point) => point.kind === kind);
  if (points.length === 0) return [];
  const served = points.filter((point) => point.served).length;
  const met = served === points.length;
  const attributes = { class: 'figure', title: rule, 'data-kind': kind, 'data-met': String(met) };
  const figure = element('b', {}, `${served}/${points.length}`);
  return [element('span', attributes, mark(met), `${name} `, figure)];
}

function antennaFigure(count: number, results: ResultState): HTMLElement {
  const figure = element(
    'span',
    { class: 'figure', 'data-kind': 'antennas' },
    text('antennaCount', { count }),
  );
  if (results.placement) {
    figure.append(` · ${text('lowerBound', { count: results.placement.lowerBound })}`);
  }
  return figure;
}

/** Pass and fail by shape, not by colour alone. */
function mark(met: boolean): HTMLElement {
  return element('i', { class: met ? 'mark met' : 'mark missed', 'aria-hidden': 'true' }, met ? '✓' : '✕');
}
