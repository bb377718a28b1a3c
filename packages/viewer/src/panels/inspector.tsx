import type { Antenna, Carrier, Plan } from '@diku/engine';
import { antennaLocations, antennaType, cableLengthM, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import { antennaGainDbi, cableLosses } from '@diku/engine/radio';
import { SegmentedControl } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Side } from '../app/app.ts';
import { hasProposal, isDesigning, isPlanning, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { isOfNetwork } from '../store/network-drawing.ts';
import { type AntennaField, antennaFields } from '../store/record-fields.ts';
import { formatNumber, text } from '../texts/language.ts';
import { antennaTypeName } from './antenna-type-name.ts';
import { CommandButton } from './command-button.tsx';
import { NumberField, TextField } from './fields.tsx';
import { Row, Section } from './parts.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { RecordFields, SelectionForm } from './record-form.tsx';
import { useApp, useAppState } from './use-app.tsx';

const NetworkPanel = lazy(() => import('./network-panel.tsx'));
const ChartsPanel = lazy(() => import('./charts-panel.tsx'));
const NetworkPart = lazy(() => import('./network-part.tsx'));
const ProposalPanel = lazy(() => import('./proposal-panel.tsx'));
const ReferencePanel = lazy(() => import('./reference-panel.tsx'));
// A page that was not loaded whole goes on without its network.
const TypePlots = lazy(() =>
  import('./settings/setting-files.tsx').then(
    ({ TypePlots }) => ({ default: TypePlots as (props: PatternProps) => ReactNode }),
    () => ({ default: () => <p className="quiet">{text('libraryOffline')}</p> }),
  ),
);
const WalkPanel = lazy(() => import('./walk-panel.tsx'));
const VariantsPanel = lazy(() => import('./variants-panel.tsx'));

/**
 * Shows what is proposed; else what is selected or, with nothing selected, the garage; or the feeder network, or
 * charts.
 */
export function Inspector() {
  const isShown = useAppState(isPlanning);
  const status = useAppState(({ results }) => results.value.status);
  const side = useAppState(({ page }) => page.value.side);
  const isProposed = useAppState((app) => hasProposal(app) || isDesigning(app));
  if (!isShown) return null;
  return (
    <section className="inspector" data-state={status} aria-label={text('inspector')}>
      {isProposed ? (
        <Suspense>
          <ProposalPanel />
        </Suspense>
      ) : (
        <>
          <SideTabs side={side} />
          <Suspense>
            {side === 'network' && <NetworkPanel />}
            {side === 'charts' && <ChartsPanel />}
            {side === 'variants' && <VariantsPanel />}
            {side === 'reference' && <ReferencePanel />}
            {side === 'walk' && <WalkPanel />}
          </Suspense>
          {side === 'inspector' && <Details />}
        </>
      )}
    </section>
  );
}

function SideTabs({ side }: { side: Side }) {
  const app = useApp();
  const hasWalk = useAppState(({ walk }) => walk.value.result !== undefined);
  return (
    <SegmentedControl
      className="side-tabs"
      size="xs"
      fullWidth
      withItemsBorders={false}
      transitionDuration={0}
      aria-label={text('side')}
      value={side}
      data={[
        { value: 'inspector', label: text('tabInspector') },
        { value: 'network', label: text('tabNetwork') },
        { value: 'charts', label: text('tabCharts') },
        { value: 'variants', label: text('tabVariants') },
        { value: 'reference', label: text('tabReference') },
        ...(hasWalk || side === 'walk' ? [{ value: 'walk', label: text('tabWalk') }] : []),
      ]}
      // What is shown, switched off, leaves the inspector.
      onChange={(chosen) => runCommand(findCommand(app, chosen === 'inspector' ? side : chosen), app)}
    />
  );
}

function Details() {
  const antenna = useAppState(({ store, view }) => store.findAntenna(view.value.selectedId));
  const carrier = useAppState(({ store, view }) =>
    store.plan?.carriers.find(({ id }) => id === view.value.carrierId),
  );
  const plan = useAppState(({ store }) => store.plan);
  const selection = useAppState(({ view }) => view.value.selection);
  const isOutline = useAppState(({ page }) => page.value.tool === 'outline');
  if (antenna) return <AntennaForm antenna={antenna} carrier={carrier} />;
  if (plan && selection.length > 0) {
    return (
      <>
        <SelectionForm plan={plan} selection={selection} />
        <Suspense>
          {selection.length === 1 && isOfNetwork(selection[0]) && <NetworkPart id={selection[0].id} />}
        </Suspense>
        <SelectionButtons />
      </>
    );
  }
  return isOutline ? <LevelFields /> : <PlanSummary />;
}

function SelectionButtons() {
  return (
    <p className="record-buttons">
      <CommandButton id="duplicate" kind="plain" />
      <CommandButton id="remove" kind="plain" />
    </p>
  );
}

/** Name and heights of the level whose outline is edited. */
function LevelFields() {
  const { actions } = useApp();
  const level = useAppState(({ store, view }) =>
    store.plan?.levels.find(({ id }) => id === view.value.levelId),
  );
  if (!level) return null;
  const { id, name, elevationM, clearHeightM, slabThicknessM } = level;
  const change = actions.edit.changeLevel;
  return (
    <section className="record-form" data-id="form-level">
      <h2>{`${text('level')} ${id}`}</h2>
      <div className="fields">
        <TextField
          key={`${id} name`}
          id="level-name"
          label={text('field_name')}
          value={name}
          maxLength={40}
          onCommit={(typed) => change(id, { name: typed === '' ? undefined : typed })}
        />
        <NumberField
          key={`${id} elevation`}
          id="level-elevationM"
          label={text('field_elevationM')}
          value={elevationM}
          min={-200}
          max={200}
          step={0.05}
          onCommit={(value) => change(id, { elevationM: value })}
        />
        <NumberField
          key={`${id} clear`}
          id="level-clearHeightM"
          label={text('field_clearHeightM')}
          value={clearHeightM}
          min={1.8}
          max={20}
          step={0.05}
          onCommit={(value) => change(id, { clearHeightM: value })}
        />
        <NumberField
          key={`${id} slab`}
          id="level-slabThicknessM"
          label={text('field_slabThicknessM')}
          value={slabThicknessM}
          min={0}
          max={5}
          step={0.05}
          onCommit={(value) => change(id, { slabThicknessM: value })}
        />
      </div>
    </section>
  );
}

/** An antenna of any type: its numbers to change, and what follows from them on the carrier on screen. */
function AntennaForm({ antenna, carrier }: { antenna: Antenna; carrier: Carrier | undefined }) {
  const { store } = useApp();
  const plan = useAppState((app) => app.store.plan);
  const fields = antennaFields(antenna);
  return (
    <>
      <h2>{`${text('inspectorAntenna')} ${antenna.id}`}</h2>
      <Row name={text('type')}>{antennaTypeName(antenna.type, plan)}</Row>
      <Row name={text('level')}>{antenna.level}</Row>
      <Row name={text('cell')}>{antenna.cell}</Row>
      {antenna.fixed && <p className="quiet">{text('fixed')}</p>}
      <div className="fields">
        {fields.map(({ id, assumed, change, stepName, ...range }) => (
          <NumberField
            key={`${antenna.id} ${id}`}
            id={id}
            label={text(id)}
            isAssumed={assumed}
            {...range}
            onCommit={(value) => store.changeAntenna(stepName, change(value))}
          />
        ))}
      </div>
      {plan && (
        <RecordFields plan={plan} found={[{ ref: { kind: 'antenna', id: antenna.id }, record: antenna }]} />
      )}
      <DirectionNotes antenna={antenna} fields={fields} />
      <GainRow antenna={antenna} plan={plan} frequencyMhz={carrier?.frequencyMhz ?? 0} />
      {carrier && <CarrierRows antenna={antenna} carrier={carrier} />}
      {carrier && <PortPower antenna={antenna} carrier={carrier} />}
      {plan && !radiatesAlongPath(antenna) && (
        <Pattern
          {...{ plan, antenna }}
          frequencyMhz={carrier?.frequencyMhz ?? plan.carriers[0].frequencyMhz}
        />
      )}
      <CommandButton id="remove" kind="plain">
        {text('remove')}
      </CommandButton>
    </>
  );
}

interface PatternProps {
  plan: Plan;
  antenna: Antenna;
  frequencyMhz: number;
}

/** The antenna's cuts, which are loaded once somebody wants to see them. */
function Pattern(props: PatternProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('libraryPattern')}</summary>
      <Suspense>{isOpen && <TypePlots {...props} />}</Suspense>
    </details>
  );
}

function DirectionNotes({ antenna, fields }: { antenna: Antenna; fields: readonly AntennaField[] }) {
  if (radiatesAlongPath(antenna)) return <p className="quiet">{text('cableNote')}</p>;
  if (!isAimed(antenna)) return null;
  const bearingDeg = (((90 - (antenna.azimuthDeg ?? 0)) % 360) + 360) % 360;
  return (
    <>
      <p className="quiet" data-id="bearing">
        {text('azimuthNote', { bearing: String(Number(bearingDeg.toFixed(2))) })}
      </p>
      {fields.some(({ assumed }) => assumed) && <p className="quiet">{text('patternNote')}</p>}
    </>
  );
}

/** Gain of types whose gain the plan cannot change. */
function GainRow({
  antenna,
  plan,
  frequencyMhz,
}: {
  antenna: Antenna;
  plan: Plan | undefined;
  frequencyMhz: number;
}) {
  const custom = plan?.antennaTypes;
  const { extent, pattern } = antennaType(antenna.type, custom);
  if (extent === 'line' || pattern.formula === 'sector') return null;
  const gainDbi = (east: number, up: number) =>
    antennaGainDbi({ ...antenna, azimuthDeg: 0 }, east, 0, up, { frequencyMhz, custom });
  const gains = [gainDbi(1, 0), gainDbi(0, -1)];
  return (
    <Row name={text('omniGain')}>{`${gains.map((gainDbi) => formatNumber(gainDbi, 1)).join(' / ')} dBi`}</Row>
  );
}

/** Shows what holds on the carrier on screen. */
function CarrierRows({ antenna, carrier }: { antenna: Antenna; carrier: Carrier }) {
  const { id, frequencyMhz, portPowerDbm } = carrier;
  const isRadiated = antenna.carriers.some((one) => one === '*' || one === id);
  const powerDbm = antenna.portPowerDbm?.[id] ?? portPowerDbm;
  return (
    <>
      <Row name={text('portPower', { megahertz: frequencyMhz })}>
        {isRadiated ? `${formatNumber(powerDbm, 1)} dBm` : text('notRadiated')}
      </Row>
      {radiatesAlongPath(antenna) && <CableRows antenna={antenna} frequencyMhz={frequencyMhz} />}
    </>
  );
}

/** Port power of one antenna: a value set here is its own; otherwise it has its carrier's. */
function PortPower({ antenna, carrier }: { antenna: Antenna; carrier: Carrier }) {
  const { store } = useApp();
  const portPowerDbm = antenna.portPowerDbm?.[carrier.id];
  return (
    <div className="fields">
      <NumberField
        key={`${antenna.id} ${carrier.id}`}
        id="portPowerDbm"
        label={text('portPowerDbm', { megahertz: carrier.frequencyMhz })}
        value={shownPowerDbm(portPowerDbm ?? carrier.portPowerDbm)}
        isAssumed={portPowerDbm === undefined}
        min={-60}
        max={50}
        step={0.5}
        onCommit={(value) =>
          store.changeAntenna('change', {
            ...antenna,
            portPowerDbm: { ...antenna.portPowerDbm, [carrier.id]: value },
          })
        }
      />
    </div>
  );
}

function CableRows({ antenna, frequencyMhz }: { antenna: Antenna; frequencyMhz: number }) {
  const points = antennaLocations(antenna);
  const lengthM = cableLengthM(antenna);
  const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, frequencyMhz);
  const mark = (given: unknown) => (given === undefined ? ' *' : '');
  const couplingMark = mark(antenna.cable?.couplingLossDb);
  const lineMark = mark(antenna.cable?.longitudinalLossDbPer100M);
  const end = points[points.length - 1].map((value) => formatNumber(value, 2)).join(', ');
  return (
    <Section title={text('cableSection', { megahertz: frequencyMhz })}>
      <Row name={text('cableLength')}>{`${formatNumber(lengthM, 1)} m`}</Row>
      <Row name={text('endPlace')}>{`${end} m`}</Row>
      <Row name={text('couplingLoss') + couplingMark}>{`${formatNumber(couplingLossDb, 1)} dB`}</Row>
      <Row name={text('longitudinalLoss') + lineMark}>
        {`${formatNumber(longitudinalLossDbPer100M, 1)} dB/100 m`}
      </Row>
      <Row name={text('lossToEnd')}>
        {`${formatNumber((longitudinalLossDbPer100M * lengthM) / 100, 1)} dB`}
      </Row>
      {couplingMark + lineMark !== '' && <p className="quiet">{text('cableAssumed')}</p>}
    </Section>
  );
}

/** Port power as shown: a network's values have more digits than anybody sets or measures. */
function shownPowerDbm(powerDbm: number): number {
  return Math.round(100 * powerDbm) / 100;
}
