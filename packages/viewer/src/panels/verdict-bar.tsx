import type { LimitingCode } from '@diku/engine/radio';
import { isFeedStale } from '../store/derived-states.ts';
import type { ResultState } from '../store/result-state.ts';
import { formatPercent, language, type TextKey, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { StaleParts } from './derived-parts.tsx';
import { ImportDoubts } from './import-doubts.tsx';
import { Mark } from './mark.tsx';
import { useAppState } from './use-app.tsx';
import { KindFigure, PassChances, PlaceFigure, PointFigure, ScenarioTag } from './verdict-figures.tsx';

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
  const error = useAppState(({ results }) => results.value.error);
  if (!isShown) return null;
  return (
    <section
      className="verdict"
      aria-label={text('verdict')}
      data-state={status}
      aria-busy={status === 'computing'}
    >
      <span className="state" role="status" title={error}>
        {text(stateTexts[status], { percent })}
      </span>
      <div className="figures">
        <Target />
        <ImportDoubts />
        <StaleParts />
        <Figures />
        <AntennaFigure />
      </div>
    </section>
  );
}

/** Whether the target is met and what keeps it from that, or that nobody can say so yet. */
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
  const { assessment, profile } = exact;
  const rule = text('pointRule', { probability: formatPercent(profile.pointProbability) });
  return (
    <>
      <PassChances assessment={assessment} previous={previous?.assessment.operators} />
      <PointFigure assessment={assessment} kind="charger" name={text('chargers')} rule={rule} />
      <PointFigure assessment={assessment} kind="gate" name={text('gates')} rule={rule} />
      <PointFigure assessment={assessment} kind="payment" name={text('payments')} rule={rule} />
      <KindFigure assessment={assessment} />
      <PlaceFigure exact={exact} />
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
