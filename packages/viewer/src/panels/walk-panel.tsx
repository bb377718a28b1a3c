import type { Plan } from '@diku/engine';
import { Checkbox, NativeSelect, Progress, SegmentedControl } from '@mantine/core';
import { carrierName } from '../commands/carrier-name.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { feedState, isFeedStale, movedText } from '../store/derived-states.ts';
import {
  shownPoints,
  type WalkChoices,
  type WalkResult,
  walkClass,
  walkColors,
  walkLimits,
} from '../store/walk-state.ts';
import { formatNumber, formatPercent, language, rowText, type TextKey, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { ChoiceList, NumberField } from './fields.tsx';
import { Mark } from './mark.tsx';
import { Row, Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** A walk test held against the plan: what the file is taken for, points, errors, the fit that is proposed, the acceptance. */
export default function WalkPanel() {
  const plan = useAppState(({ store }) => store.committed);
  const { result, readingRatio, failure } = useAppState(({ walk }) => walk.value);
  if (!plan) return null;
  return (
    <section
      className="walk"
      data-state={readingRatio === undefined ? 'read' : 'reading'}
      aria-label={text('walkTitle')}
    >
      <h2>{text('walkTitle')}</h2>
      {readingRatio !== undefined && (
        <>
          <p className="quiet" role="status">
            {text('walkReading', { percent: formatPercent(readingRatio) })}
          </p>
          <Progress value={100 * readingRatio} size="sm" aria-label={text('walkTitle')} />
        </>
      )}
      {failure && <p className="problem">{describeFailure(failure).join(' ')}</p>}
      {result ? <Result result={result} plan={plan} /> : <p className="quiet">{text('walkAbout')}</p>}
      <p className="record-buttons">
        <CommandButton id="walk-open" kind="plain" />
        {result && <CommandButton id="walk-close" kind="plain" />}
      </p>
    </section>
  );
}

function Result({ result, plan }: { result: WalkResult; plan: Plan }) {
  const isStale = result.basis !== plan;
  return (
    <>
      <p>
        <b>{result.fileName}</b>
        {` · ${text('walkReadings', { readings: result.readings, rows: result.rows })}`}
      </p>
      {isStale && (
        <p className="is-stale" role="status">
          <Mark met={false} isStale />
          {text('walkStale')} <CommandButton id="walk-again" kind="plain" />
        </p>
      )}
      {isFeedStale(result.basis) && (
        <p className="is-stale">
          <Mark met={false} isStale />
          {text('walkFeedStale', { moved: movedText(feedState(result.basis)) })}
        </p>
      )}
      <PointControls result={result} plan={plan} />
      <ErrorTable result={result} plan={plan} />
      <Calibration result={result} />
      <AcceptanceResult result={result} />
      <Columns result={result} plan={plan} />
    </>
  );
}

/** Level or error, of which carrier, and the classes with how many points are in each. */
function PointControls({ result, plan }: { result: WalkResult; plan: Plan }) {
  const { walk } = useApp();
  const state = useAppState(({ walk }) => walk.value);
  const view = useAppState(({ view }) => view.value);
  const { shows, carrierId } = state;
  const carriers = [...new Set(result.points.flatMap(({ carrierId: id }) => (id ? [id] : [])))];
  const points = shownPoints(state, view);
  const colors = walkColors(shows, view.theme);
  const limits: readonly number[] = walkLimits[shows];
  const classes = [...limits, undefined].map((limit, index) => ({
    color: colors[index],
    label: classLabel(limits, index, shows === 'level' ? 'dBm' : 'dB'),
    count: points.filter((point) => walkClass(point, shows) === index).length,
    key: String(limit),
  }));
  return (
    <Section title={text('walkPoints')}>
      <SegmentedControl
        size="xs"
        fullWidth
        transitionDuration={0}
        aria-label={text('walkShows')}
        value={shows}
        data={[
          { value: 'error', label: text('walkShowsError') },
          { value: 'level', label: text('walkShowsLevel') },
        ]}
        onChange={(chosen) => walk.patch({ shows: chosen as typeof shows })}
      />
      {carriers.length > 1 && (
        <ChoiceList
          id="walk-carrier"
          title={text('carrier')}
          value={carrierId ?? ''}
          options={[
            { value: '', label: text('walkAllCarriers') },
            ...carriers.map((id) => ({ value: id, label: nameOf(plan, id) })),
          ]}
          onChoose={(id) => walk.patch({ carrierId: id || undefined })}
        />
      )}
      <div className="walk-classes">
        {classes.map(({ key, color, label, count }) => (
          <p key={key} className="row">
            <span>
              <i className="swatch" style={{ backgroundColor: color }} /> {label}
            </span>
            <b>{text('walkPointCount', { count })}</b>
          </p>
        ))}
      </div>
    </Section>
  );
}

function classLabel(limits: readonly number[], index: number, unit: string): string {
  const shown = (value: number) => formatNumber(value);
  if (index === 0) return `≥ ${shown(limits[0])} ${unit}`;
  if (index === limits.length) return `< ${shown(limits[index - 1])} ${unit}`;
  return `${shown(limits[index])} … ${shown(limits[index - 1])} ${unit}`;
}

function nameOf({ carriers }: Plan, id: string | undefined): string {
  const carrier = carriers.find((each) => each.id === id);
  return carrier ? carrierName(carrier) : (id ?? text('walkNoCarrier'));
}

/** Predicted less measured by carrier: the figures of `diku accept`. */
function ErrorTable({ result, plan }: { result: WalkResult; plan: Plan }) {
  return (
    <Section title={text('walkErrors')}>
      <table className="compare walk-errors">
        <thead>
          <tr>
            <td />
            <th scope="col">{text('walkMean')}</th>
            <th scope="col">σ</th>
            <th scope="col">RMSE</th>
            <th scope="col">{text('walkSamples')}</th>
          </tr>
        </thead>
        <tbody>
          {result.acceptance.comparison.map(({ carrier, operator, meanDb, sigmaDb, rmseDb, samples }) => (
            <tr key={`${operator} ${carrier}`} data-carrier={carrier}>
              <th scope="row">{carrier ? nameOf(plan, carrier) : rowText('operator', operator)}</th>
              <td data-value={meanDb}>{formatNumber(meanDb, 1)}</td>
              <td data-value={sigmaDb}>{formatNumber(sigmaDb, 1)}</td>
              <td data-value={rmseDb}>{formatNumber(rmseDb, 1)}</td>
              <td>{samples}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{text('walkErrorsNote')}</p>
    </Section>
  );
}

/** Shows what the fit changes, errors before and after where it had not looked, and the button that takes it over. */
function Calibration({ result: { calibration, calibrationFailure } }: { result: WalkResult }) {
  if (!calibration) {
    const lines = calibrationFailure ? describeFailure(calibrationFailure) : [];
    return (
      <Section title={text('walkCalibration')}>
        <p className="quiet">{lines.join(' ')}</p>
      </Section>
    );
  }
  const { report } = calibration;
  const { heldBack, inSample, parameters } = report;
  const errors = heldBack ?? inSample;
  return (
    <Section title={text('walkCalibration')}>
      <p data-id="walk-improved" data-improved={report.improved}>
        <Mark met={report.improved} />
        {text(report.improved ? 'walkImproved' : 'walkNotImproved')}
      </p>
      <Row name={text(heldBack ? 'walkHeldBack' : 'walkInSample')}>
        <span data-id="walk-rmse" data-before={errors.before.rmseDb} data-after={errors.after.rmseDb}>
          {`${formatNumber(errors.before.rmseDb, 1)} → ${formatNumber(errors.after.rmseDb, 1)} dB`}
        </span>
      </Row>
      <Row name={text('walkMeanOf')}>
        {`${formatNumber(errors.before.meanDb, 1)} → ${formatNumber(errors.after.meanDb, 1)} dB`}
      </Row>
      <details>
        <summary>{text('walkParameters')}</summary>
        {parameters.map((each) => (
          <Row key={`${each.kind} ${each.frequencyMhz} ${each.material}`} name={parameterName(each)}>
            {`${formatNumber(each.before, 1)} → ${formatNumber(each.after, 1)} ${each.unit}`.trim()}
          </Row>
        ))}
      </details>
      <CommandButton id="calibrate" kind="main" />
    </Section>
  );
}

type Parameter = NonNullable<WalkResult['calibration']>['report']['parameters'][number];

function parameterName({ kind, frequencyMhz, material }: Parameter): string {
  if (kind === 'exponent') return text('walkExponent');
  if (kind === 'material') return materialName(material ?? '');
  return frequencyMhz === undefined
    ? text('walkOffsetOthers')
    : text('walkOffset', { megahertz: frequencyMhz });
}

/** Name of a material, of a door or of what stands in the way. */
function materialName(id: string): string {
  const names = (['material', 'opening', 'obstacle'] as const).map((registry) => rowText(registry, id));
  return names.find((name) => name !== id) ?? id;
}

/** Every operator's result by the plan's rule, the points, and the sheet. */
function AcceptanceResult({ result: { acceptance } }: { result: WalkResult }) {
  const { operators, passed, points, pointsJudged } = acceptance;
  const served = points.filter((point) => point.served).length;
  return (
    <Section title={text('walkAcceptance')}>
      <p data-id="walk-passed" data-passed={passed}>
        <Mark met={passed} />
        <b>{text(passed ? 'walkPassed' : 'walkNotPassed')}</b>
      </p>
      {operators.map(({ operator, status, coverageRatio, locations, lowerBoundRatio }) => (
        <Row key={operator} name={rowText('operator', operator)}>
          <span data-operator={operator} data-ratio={coverageRatio} data-bound={lowerBoundRatio}>
            {`${formatPercent(coverageRatio, 1)} · ${text('walkLocations', { count: locations })} · ${text(`walkStatus-${status}`)}`}
          </span>
        </Row>
      ))}
      {pointsJudged && points.length > 0 && (
        <Row name={text('walkServedPoints')}>{`${served}/${points.length}`}</Row>
      )}
      <CommandButton id="walk-sheet" kind="plain" />
    </Section>
  );
}

const roles = [
  ...['x', 'y', 'lon', 'lat', 'level', 'time', 'operator', 'carrier', 'frequency', 'channel', 'band'],
  ...['rsrp', 'sinr', 'rsrq', 'pci', 'cell', 'result', 'mark', 'point'],
] as const;

/** Shows what each column is taken for, to be changed, and what the file does not say. */
function Columns({ result, plan }: { result: WalkResult; plan: Plan }) {
  const { actions } = useApp();
  const { choices, readingRatio } = useAppState(({ walk }) => walk.value);
  const change = (values: Partial<WalkChoices>) => void actions.walk.reread(values);
  const isBusy = readingRatio !== undefined;
  return (
    <details className="walk-columns" open={result.readings === 0}>
      <summary>{text('walkColumns')}</summary>
      {result.columns.map(({ index, name, role }) => (
        <NativeSelect
          key={`${index} ${name}`}
          size="xs"
          label={name}
          disabled={isBusy}
          data-id={`walk-column-${index}`}
          value={role ?? ''}
          data={[
            { value: '', label: text('walkRole-none') },
            ...[...new Set([...(role ? [role] : []), ...roles])].map((each) => ({
              value: each,
              label: roleName(each),
            })),
          ]}
          onChange={({ currentTarget }) =>
            change({ roles: { ...choices.roles, [index]: currentTarget.value } })
          }
        />
      ))}
      <ReadingChoices plan={plan} change={change} />
      <ReadingNotes result={result} />
    </details>
  );
}

function ReadingChoices({ plan, change }: { plan: Plan; change(values: Partial<WalkChoices>): void }) {
  const { choices } = useAppState(({ walk }) => walk.value);
  return (
    <>
      <div className="fields">
        <ChoiceList
          id="walk-level-of"
          title={text('walkLevelOf')}
          value={choices.levelId ?? ''}
          options={[
            { value: '', label: text('walkLevelOfFile') },
            ...plan.levels.map(({ id }) => ({ value: id, label: id })),
          ]}
          onChoose={(id) => change({ levelId: id || undefined })}
        />
        <NumberField
          id="walk-floor"
          label={text('walkFloor')}
          value={choices.floorDbm}
          min={-160}
          max={-60}
          step={1}
          onCommit={(floorDbm) => change({ floorDbm })}
        />
      </div>
      <Checkbox
        size="xs"
        data-id="walk-in-car"
        label={text('walkInCar')}
        checked={choices.isInCar}
        onChange={({ currentTarget }) => change({ isInCar: currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        data-id="walk-skip-points"
        label={text('walkSkipPoints')}
        checked={choices.skipsPoints}
        onChange={({ currentTarget }) => change({ skipsPoints: currentTarget.checked })}
      />
    </>
  );
}

/** Lists rows that are not used, and what was assumed. */
function ReadingNotes({ result }: { result: WalkResult }) {
  return (
    <>
      {result.setAside.length > 0 && (
        <Section title={text('walkSetAside')}>
          {result.setAside.map(({ reason, count }) => (
            <Row key={reason} name={text(`walkReason-${reason}` as TextKey)}>
              {count}
            </Row>
          ))}
        </Section>
      )}
      {result.assumptions.length > 0 && (
        <Section title={text('walkAssumptions')}>
          {result.assumptions.map((line) => (
            <p key={line.en} className="quiet">
              {line[language()]}
            </p>
          ))}
        </Section>
      )}
    </>
  );
}

function roleName(role: string): string {
  return text(`walkRole-${role}` as TextKey);
}
