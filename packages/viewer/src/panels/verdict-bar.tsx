import type { Assessment, PlanPoint } from '@diku/engine';
import { requiredPointKinds } from '@diku/engine/plan';
import type { KindResult, LimitingCode, OperatorResult } from '@diku/engine/radio';
import { lazy, Suspense } from 'react';
import { describeFailure } from '../review/describe-failure.ts';
import { isFeedStale } from '../store/derived-states.ts';
import type { ExactResult, ResultState } from '../store/result-state.ts';
import { formatNumber, formatPercent, language, rowText, type TextKey, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { StaleParts } from './derived-parts.tsx';
import { ImportDoubts } from './import-doubts.tsx';
import { Mark } from './mark.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Loaded after the verdict: rules on what is likely are many. */
const LikelyMistakes = lazy(() => import('./likely-mistakes.tsx'));

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
  kind: 'limitingKind',
  'no-antennas': 'limitingAntennas',
  scenario: 'limitingScenario',
};

/** The verdict, always on screen; `data-state` and its look say whether the figures are of the plan shown. */
export function VerdictBar() {
  const isShown = useAppState(({ store }) => store.plan !== undefined);
  const status = useAppState(({ results }) => results.value.status);
  const percent = useAppState(({ results }) => formatPercent(results.value.doneRatio));
  const failure = useAppState(({ results }) => results.value.failure);
  if (!isShown) return null;
  return (
    <section
      className="verdict"
      aria-label={text('verdict')}
      data-state={status}
      aria-busy={status === 'computing'}
    >
      <span className="state" role="status" title={failure && describeFailure(failure).join('\n')}>
        {text(stateTexts[status], { percent })}
      </span>
      <div className="figures">
        <Target />
        <ImportDoubts />
        <Suspense>
          <LikelyMistakes />
        </Suspense>
        <StaleParts />
        <Figures />
        <AntennaFigure />
      </div>
    </section>
  );
}

/** Shows whether the target is met and what keeps it from that, or that nobody can say so yet. */
function Target() {
  const exact = useAppState(({ results }) => results.value.exact);
  if (!exact) return null;
  const { assessment, limiting } = exact;
  const { target, decidable } = assessment;
  if (!decidable) return <OpenTarget sentence={limiting[language()]} />;
  const limitingOperator = { operator: text(target.limiting.operator) };
  return (
    <span
      className="figure target"
      data-met={target.met}
      title={text('limiting', { sentence: limiting[language()] })}
    >
      <Mark met={target.met} />
      {text(target.met ? 'targetMet' : 'targetMissed')}
      {!target.met && ` · ${text(limitingTexts[target.limiting.code], limitingOperator)}`}
    </span>
  );
}

function Figures() {
  const exact = useAppState(({ results }) => results.value.exact);
  const previous = useAppState(({ results }) => results.value.previous);
  if (!exact) return null;
  const { assessment, assumptionLines, profile } = exact;
  const rule = text('pointRule', { probability: formatPercent(profile.pointProbability) });
  return (
    <>
      <PassChances
        assessment={assessment}
        assumptionLines={assumptionLines}
        previous={previous?.assessment.operators}
      />
      {requiredPointKinds.map((kind) => (
        <PointFigure key={kind} assessment={assessment} kind={kind} rule={rule} />
      ))}
      <KindFigure assessment={assessment} />
      <LocationFigure exact={exact} />
      <ScenarioTag exact={exact} />
    </>
  );
}

/** Nobody can say yet whether the target is met: why, and what mends it. */
function OpenTarget({ sentence }: { sentence: string }) {
  const isStale = useAppState(({ store }) => isFeedStale(store.committed));
  return (
    <span
      className={isStale ? 'figure target is-stale' : 'figure target is-doubted'}
      data-met="open"
      title={sentence}
    >
      <Mark met={false} isOpen isStale={isStale} />
      {text('targetOpen')}
      {isStale && ` · ${text('networkStaleShort')} `}
      {isStale && <CommandButton id="feed" kind="plain" />}
    </span>
  );
}

function AntennaFigure() {
  const count = useAppState(({ store }) => store.plan?.antennas.length ?? 0);
  const bound = useAppState(({ results }) => results.value.placement?.lowerBound);
  return (
    <span
      className="figure"
      data-kind="antennas"
      title={bound === undefined ? undefined : text('lowerBoundTip')}
    >
      {text('antennaCount', { count })}
      {bound !== undefined && ` · ${text('lowerBound', { count: bound })}`}
    </span>
  );
}

/** Chances of the operators and of all together, beside the name of what they are chances of: at no width without it. */
function PassChances({
  assessment,
  assumptionLines,
  previous,
}: {
  assessment: Assessment;
  assumptionLines: ExactResult['assumptionLines'];
  previous: readonly OperatorResult[] | undefined;
}) {
  const lines = assumptionLines.map((line) => line[language()]);
  return (
    <span className="chances">
      <span className="name" title={[text('passChanceTip'), ...lines].join('\n')}>
        {text('passChance')}
      </span>
      <span className="chance-figures">
        {assessment.operators.map((result) => (
          <OperatorFigure key={result.operator} result={result} assessment={assessment} previous={previous} />
        ))}
        <JointFigure assessment={assessment} />
      </span>
    </span>
  );
}

function OperatorFigure({
  result,
  assessment: { target, decidable },
  previous,
}: {
  result: OperatorResult;
  assessment: Assessment;
  previous: readonly OperatorResult[] | undefined;
}) {
  const before = previous?.find(({ operator }) => operator === result.operator)?.passProbability;
  const passes = result.passProbability >= target.confidence;
  const title = text('passRule', {
    operator: text(result.operator),
    ratio: formatPercent(target.coverageRatio),
    confidence: formatPercent(target.confidence),
    expected: formatPercent(result.expectedCoverageRatio, 1),
    median: formatPercent(result.medianCoverageRatio, 1),
  });
  return (
    <span
      className="figure"
      title={title}
      data-operator={result.operator}
      data-met={decidable ? passes : 'open'}
    >
      <Mark met={passes} isOpen={!decidable} />
      {`${text(result.operator)} `}
      <b>{formatPercent(result.passProbability, 1)}</b>
      {before !== undefined && <Change change={result.passProbability - before} />}
    </span>
  );
}

/** Change by the last edit in percentage points; nothing below a tenth. */
function Change({ change }: { change: number }) {
  const points = Math.round(change * 1000) / 10;
  if (points === 0) return null;
  return (
    <small className="change" title={text('changeTip')}>
      {` ${points > 0 ? '▲' : '▼'}${Math.abs(points).toFixed(1)}`}
    </small>
  );
}

/** Chance that all operators pass on one day, where there are several. */
function JointFigure({ assessment: { target, operators } }: { assessment: Assessment }) {
  if (operators.length < 2) return null;
  return (
    <span className="figure" title={text('jointTip')} data-kind="joint">
      {`${text('joint')} `}
      <b>{formatPercent(target.jointPassProbability, 1)}</b>
    </span>
  );
}

function PointFigure({
  assessment,
  kind,
  rule,
}: {
  assessment: Assessment;
  kind: PlanPoint['kind'];
  rule: string;
}) {
  const points = assessment.points.filter((point) => point.kind === kind);
  if (points.length === 0) return null;
  const served = points.filter((point) => point.served).length;
  const met = served === points.length;
  return (
    <span className="figure" title={rule} data-kind={kind} data-met={assessment.decidable ? met : 'open'}>
      <Mark met={met} isOpen={!assessment.decidable} />
      {`${rowText('point-brief', kind)} `}
      <b>{`${served}/${points.length}`}</b>
    </span>
  );
}

/**
 * Shows how many of the demanded kinds of floor have what is demanded of them; a click flies to the weakest room that
 * has not.
 */
function KindFigure({ assessment: { kinds, decidable } }: { assessment: Assessment }) {
  const { actions } = useApp();
  const levels = useAppState(({ store }) => store.plan?.levels);
  const demanded = kinds.filter(({ requiredRatio }) => requiredRatio > 0);
  if (demanded.length === 0) return null;
  const failing = demanded.filter(({ met }) => !met);
  const title = [text('floorKindsTip'), ...demanded.map(kindText)].join('\n');
  const [worst] = failing.sort(
    (a, b) =>
      a.weakest.expectedCoverageRatio - a.requiredRatio - (b.weakest.expectedCoverageRatio - b.requiredRatio),
  );
  const level = levels?.find(({ id }) => id === worst?.weakest.level);
  const zone = level?.zones?.find(({ id }) => id === worst?.weakest.zone);
  return (
    <span
      className="figure"
      title={title}
      data-kind="floor-kinds"
      data-met={decidable ? failing.length === 0 : 'open'}
    >
      <Mark met={failing.length === 0} isOpen={!decidable} />
      {`${text('floorKinds')} `}
      <b>{`${demanded.length - failing.length}/${demanded.length}`}</b>
      {worst && ' · '}
      {worst && zone && level && (
        <TextButton
          id="weakest-kind"
          title={kindText(worst)}
          onClick={() => actions.showLocation({ levelId: level.id, ...middleOf(zone.polygon) })}
        >
          {rowText('floor-brief', worst.kind)}
        </TextButton>
      )}
      {worst && !zone && rowText('floor-brief', worst.kind)}
    </span>
  );
}

/** One kind of floor in a line: rooms served, expected coverage, what is demanded. */
function kindText({ kind, rooms, roomsMet, expectedCoverageRatio, requiredRatio }: KindResult): string {
  return text('floorKindRow', {
    kind: rowText('floor-brief', kind),
    met: roomsMet,
    rooms,
    expected: formatPercent(expectedCoverageRatio, 1),
    required: formatPercent(requiredRatio),
  });
}

function middleOf(ring: readonly (readonly [number, number])[]): { x: number; y: number } {
  return {
    x: ring.reduce((sum, [x]) => sum + x, 0) / ring.length,
    y: ring.reduce((sum, [, y]) => sum + y, 0) / ring.length,
  };
}

/** The location where the operator that decides misses most; a click flies there. */
function LocationFigure({ exact: { assessment, locationNames } }: { exact: ExactResult }) {
  const { actions } = useApp();
  const { operator, places: points } = assessment.target.limiting;
  const [point] = points;
  if (!point) return null;
  const [x, y] = point.position;
  const title = text('weakestTip', {
    operator: text(operator),
    area: formatNumber(point.areaM2, 0),
    lost: formatPercent(point.lostRatio, 2),
    limit: text(`short-${point.limit}`),
  });
  return (
    <span className="figure weakest" data-kind="weakest">
      {`${text('weakest')} `}
      <TextButton
        id="weakest"
        title={title}
        onClick={() => actions.showLocation({ levelId: point.level, x, y })}
      >
        {locationNames[0][language()]}
      </TextButton>
    </span>
  );
}

/** The figures are of another state of shutters and cars than the plan's own. */
function ScenarioTag({ exact: { scenarios, scenarioId } }: { exact: ExactResult }) {
  const shown = scenarios.find(({ id }) => id === scenarioId);
  if (!shown || scenarioId === 'planned') return null;
  return <span className="figure tag">{shown.name[language()]}</span>;
}
