import type { Assessment, OperatorResult, PlanPoint } from '@diku/engine';
import type { ExactResult } from '../store/result-state.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { Mark } from './mark.tsx';
import { TextButton } from './parts.tsx';
import { useApp } from './use-app.tsx';

export function OperatorFigure({
  result,
  assessment: { target },
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
    <span className="figure" title={title} data-operator={result.operator} data-met={passes}>
      <Mark met={passes} />
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
export function JointFigure({ assessment: { target, operators } }: { assessment: Assessment }) {
  if (operators.length < 2) return null;
  return (
    <span className="figure" title={text('jointTip')} data-kind="joint">
      {`${text('joint')} `}
      <b>{formatPercent(target.jointPassProbability, 1)}</b>
    </span>
  );
}

export function PointFigure({
  assessment,
  kind,
  name,
  rule,
}: {
  assessment: Assessment;
  kind: PlanPoint['kind'];
  name: string;
  rule: string;
}) {
  const points = assessment.points.filter((point) => point.kind === kind);
  if (points.length === 0) return null;
  const served = points.filter((point) => point.served).length;
  const met = served === points.length;
  return (
    <span className="figure" title={rule} data-kind={kind} data-met={met}>
      <Mark met={met} />
      {`${name} `}
      <b>{`${served}/${points.length}`}</b>
    </span>
  );
}

/** The place where the operator that decides misses most; a click flies there. */
export function PlaceFigure({ exact: { assessment, placeNames } }: { exact: ExactResult }) {
  const { actions } = useApp();
  const { operator, places } = assessment.target.limiting;
  const [place] = places;
  if (!place) return null;
  const [x, y] = place.position;
  const title = text('weakestTip', {
    operator: text(operator),
    area: formatNumber(place.areaM2, 0),
    lost: formatPercent(place.lostRatio, 2),
    limit: text(`short-${place.limit}`),
  });
  return (
    <span className="figure weakest" data-kind="weakest">
      {`${text('weakest')} `}
      <TextButton
        id="weakest"
        title={title}
        onClick={() => actions.showPlace({ levelId: place.level, x, y })}
      >
        {placeNames[0][language()]}
      </TextButton>
    </span>
  );
}

/** The figures are of another state of shutters and cars than the plan's own. */
export function ScenarioTag({ exact: { scenarios, scenarioId } }: { exact: ExactResult }) {
  const shown = scenarios.find(({ id }) => id === scenarioId);
  if (!shown || scenarioId === 'planned') return null;
  return <span className="figure tag">{shown.name[language()]}</span>;
}
