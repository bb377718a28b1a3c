import type { Plan } from '@diku/engine';
import { formatGrouped } from '@diku/engine/documents';
import type { RayComparison, RayDifference, RayOutlier } from '@diku/engine/workflow';
import { Progress, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldSourceName } from '../commands/carrier-name.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { movedText } from '../store/derived-states.ts';
import { differenceColors } from '../store/difference-heatmap.ts';
import { classOf } from '../store/field-scale.ts';
import { referenceScale } from '../store/reference-heatmap.ts';
import {
  canTrace,
  findRecord,
  findReference,
  isOfSubject,
  type RayRecord,
  type RayReference,
  rayCounts,
  recordState,
  type TracingState,
} from '../store/reference-state.ts';
import { formatNumber, formatPercent, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { modelName } from './computed-with.tsx';
import { ChoiceList } from './fields.tsx';
import { Mark } from './mark.tsx';
import { Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** The fast model held against energy rays on the level and carrier on screen: started, under way, and what came out. */
export default function ReferencePanel() {
  const plan = useAppState(({ store }) => store.committed);
  const view = useAppState(({ view }) => view.value);
  const reference = useAppState(({ reference }) => reference.value);
  if (!plan) return null;
  const { tracing, failure } = reference;
  const found = findReference(reference, view);
  const record = findRecord(plan, view);
  const reason = failure && isOfSubject(failure, view) ? describeFailure(failure.reason) : [];
  return (
    <section className="reference" aria-label={text('referenceTitle')}>
      <h2>{text('referenceTitle')}</h2>
      <p>
        <b>{view.levelId}</b>
        {` · ${fieldSourceName(plan, view.carrierId)}`}
      </p>
      {!tracing && !found && <p className="quiet">{text('referenceAbout')}</p>}
      {tracing ? (
        <Tracing tracing={tracing} plan={plan} />
      ) : (
        <Start plan={plan} isAgain={found !== undefined} />
      )}
      {reason.length > 0 && <p className="problem">{reason.join(' ')}</p>}
      {found ? <Result found={found} plan={plan} /> : record && <RecordInPlan record={record} plan={plan} />}
    </section>
  );
}

/** How many rays, and the button; or why there is none. */
function Start({ plan, isAgain }: { plan: Plan; isAgain: boolean }) {
  const { reference } = useApp();
  const view = useAppState(({ view }) => view.value);
  const rays = useAppState(({ reference }) => reference.value.rays);
  if (!canTrace(plan, view)) {
    const isCarrier = plan.carriers.some(({ id }) => id === view.carrierId);
    return <p role="status">{text(isCarrier ? 'referenceNoAntenna' : 'referenceNoCarrier')}</p>;
  }
  return (
    <div className="reference-start">
      <ChoiceList
        id="reference-rays"
        title={text('referenceRays')}
        value={String(rays)}
        options={rayCounts.map((count) => ({
          value: String(count),
          label: text('referenceRaysEach', { rays: formatGrouped(count) }),
        }))}
        onChoose={(chosen) => {
          const count = rayCounts.find((each) => String(each) === chosen);
          if (count) reference.patch({ rays: count });
        }}
      />
      <CommandButton id="reference-trace" kind={isAgain ? 'plain' : 'main'} tipPosition="left">
        {text(isAgain ? 'referenceAgain' : 'referenceStart')}
      </CommandButton>
    </div>
  );
}

function Tracing({ tracing, plan }: { tracing: TracingState; plan: Plan }) {
  const { levelId, carrierId, doneRatio, antenna } = tracing;
  const what = `${levelId} · ${fieldSourceName(plan, carrierId)}`;
  const step = antenna === undefined ? text('referencePreparing') : text('referenceAntenna', { antenna });
  return (
    <div className="proposal" data-state="tracing">
      <p className="quiet">
        <span role="status">{text('referenceTracing', { what })}</span>
        {` ${step} ${formatPercent(doneRatio)}`}
      </p>
      <Progress value={100 * doneRatio} size="sm" aria-label={text('referenceTitle')} />
      <CommandButton id="reference-stop" kind="plain">
        {text('cancel')}
      </CommandButton>
    </div>
  );
}

function Result({ found, plan }: { found: RayReference; plan: Plan }) {
  const { comparison, record, levelId } = found;
  const { all, antennas, outliers, skipped } = comparison;
  const state = recordState(record, plan);
  const kept = findRecord(plan, found) === record;
  return (
    <>
      {state.state === 'stale' && (
        <p className="is-stale" role="status">
          <Mark met={false} isStale />
          {text('referenceStale', { moved: movedText(state) })}
        </p>
      )}
      <p className="reference-verdict">{verdictText(all)}</p>
      <div className="choices">
        <CommandButton id="reference-map" kind="plain" isSwitch>
          {text('referenceMap')}
        </CommandButton>
        {!kept && (
          <CommandButton id="reference-record" kind="plain">
            {text('referenceRecord')}
          </CommandButton>
        )}
      </div>
      {kept && <p className="quiet">{text('referenceKept')}</p>}
      <Section title={text('referenceByDistance')}>
        <DifferenceTable rows={all.byDistance.map((each) => ({ name: distanceText(each), found: each }))} />
      </Section>
      <Section title={text('referenceByKind')}>
        <DifferenceTable
          rows={all.byKind.map((each) => ({ name: text(`referenceKind_${each.kind}`), found: each }))}
        />
      </Section>
      {outliers.length > 0 && (
        <Section title={text('referenceFarthest')}>
          {outliers.map((outlier) => (
            <Outlier key={`${outlier.x} ${outlier.y}`} outlier={outlier} levelId={levelId} />
          ))}
        </Section>
      )}
      <details>
        <summary>{text('referenceByAntenna')}</summary>
        <DifferenceTable rows={antennas.map(({ id, ...each }) => ({ name: id, found: each }))} />
      </details>
      {skipped.length > 0 && (
        <p className="quiet">{text('referenceSkipped', { list: skipped.join(text('listGap')) })}</p>
      )}
      <Provenance comparison={comparison} />
    </>
  );
}

/** Shows the record that the plan has of an earlier reference. */
function RecordInPlan({ record, plan }: { record: RayRecord; plan: Plan }) {
  const { meanDb, spreadDb, cells } = record;
  const state = recordState(record, plan);
  return (
    <Section title={text('referenceInPlan')}>
      {state.state === 'stale' && (
        <p className="is-stale">
          <Mark met={false} isStale />
          {text('referenceStale', { moved: movedText(state) })}
        </p>
      )}
      <p>{verdictText({ cells, meanDb, spreadDb })}</p>
    </Section>
  );
}

/** Names model, rays and seed, and says what the rays are not. */
function Provenance({ comparison }: { comparison: RayComparison }) {
  const { model, rays, cellM, seed, all } = comparison;
  const exact = useAppState(({ results }) => results.value.exact?.model);
  const name = exact?.id === model ? modelName(exact) : model;
  return (
    <p className="quiet">
      {text('referenceProvenance', {
        model: name,
        rays: formatGrouped(rays),
        cell: formatNumber(cellM),
        seed,
      })}
      {` ${text('referenceNoTruth')}`}
      {all.unsureCells > 0 && ` ${text('referenceUnsure', { count: all.unsureCells })}`}
    </p>
  );
}

/** The mean difference as a sentence. */
function verdictText({ cells, meanDb, spreadDb }: RayDifference): string {
  if (meanDb === undefined || spreadDb === undefined) return text('referenceNothing');
  const value = formatNumber(Math.abs(meanDb), 1);
  const values = { value, spread: formatNumber(spreadDb, 1), count: cells };
  if (Number(value) === 0) return text('referenceEven', values);
  return text(meanDb > 0 ? 'referenceWeak' : 'referenceStrong', values);
}

function distanceText({ fromM, toM }: { fromM: number; toM?: number }): string {
  return toM === undefined
    ? text('referenceBeyond', { from: fromM })
    : text('referenceMetres', { from: fromM, to: toM });
}

/** Mean, spread and number of cells of each row that has any; the swatch is the class on the map. */
function DifferenceTable({ rows }: { rows: readonly { name: string; found: RayDifference }[] }) {
  const theme = useAppState(({ view }) => view.value.theme);
  return (
    <table className="compare reference-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{text('referenceMean')}</th>
          <th scope="col">{text('referenceSpread')}</th>
          <th scope="col">{text('referenceCells')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, found: { cells, meanDb, spreadDb } }) => {
          if (meanDb === undefined || spreadDb === undefined) return null;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <ClassSwatch color={differenceColors[theme][classOf(meanDb, referenceScale.limits)]} />
                {signedText(meanDb)}
              </td>
              <td>{formatNumber(spreadDb, 1)}</td>
              <td>{cells}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ClassSwatch({ color }: { color: string }): ReactNode {
  return <i className="swatch" style={{ backgroundColor: color }} />;
}

function signedText(valueDb: number): string {
  const number = formatNumber(valueDb, 1);
  return Number(number.replace('−', '-')) > 0 ? `+${number}` : number;
}

/** A location far off the rays; a click flies there. */
function Outlier({ outlier, levelId }: { outlier: RayOutlier; levelId: string }) {
  const { actions } = useApp();
  const theme = useAppState(({ view }) => view.value.theme);
  const { x, y, kind, antenna, distanceM, differenceDb } = outlier;
  const verdict = text(differenceDb > 0 ? 'referenceTooWeak' : 'referenceTooStrong');
  return (
    <UnstyledButton
      className="row"
      title={`${verdict} · ${formatNumber(x, 1)}, ${formatNumber(y, 1)} m`}
      onClick={() => actions.showLocation({ levelId, x, y })}
    >
      <span>
        {text('referencePlace', {
          kind: text(`referenceKind_${kind}`),
          antenna,
          distance: formatNumber(distanceM),
        })}
      </span>
      <b>
        <ClassSwatch color={differenceColors[theme][classOf(differenceDb, referenceScale.limits)]} />
        {`${signedText(differenceDb)} dB`}
      </b>
    </UnstyledButton>
  );
}
