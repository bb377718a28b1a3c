import type { Antenna, Level } from '@diku/engine';
import { formatGrouped } from '@diku/engine/documents';
import { antennaLocation } from '@diku/engine/plan';
import type { PointResult } from '@diku/engine/radio';
import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { pointValue } from '../app/point-value.ts';
import { carrierName } from '../commands/carrier-name.ts';
import type { Pin } from '../store/pin.ts';
import { formatNumber, formatPercent, rowText, text } from '../texts/language.ts';
import { antennaTypeName } from './antenna-type-name.ts';
import { CommandButton } from './command-button.tsx';
import { ComputedWith } from './computed-with.tsx';
import { DerivedSection } from './derived-parts.tsx';
import { Row, Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Points in the list; the failing ones come first. */
const maxPoints = 200;

/** The garage as a whole. */
export function PlanSummary() {
  const plan = useAppState(({ store }) => store.plan);
  const assessment = useAppState(({ results }) => results.value.exact?.assessment);
  if (!plan) return null;
  const { community, levels, carriers, antennas } = plan;
  return (
    <>
      <h2>{community.name}</h2>
      {[community.district, community.address].filter(Boolean).map((line) => (
        <p key={line} className="quiet">
          {line}
        </p>
      ))}
      <p className="record-buttons">
        <CommandButton id="place" kind="plain">
          {text('place')}
        </CommandButton>
        <CommandButton id="settings" kind="plain" />
        <CommandButton id="export" kind="plain">
          {text('exportButton')}
        </CommandButton>
        {plan.network && <CommandButton id="network-layer" kind="plain" isSwitch />}
      </p>
      <ComputedWith />
      <DerivedSection plan={plan} />
      <PinList />
      <Section title={text('inspectorLevels')}>
        {levels.map(({ id }) => {
          const areaM2 = assessment?.levels.find((each) => each.id === id)?.areaM2;
          const count = text('antennaCount', { count: antennas.filter(({ level }) => level === id).length });
          return (
            <Row key={id} name={id}>
              {areaM2 === undefined ? count : `${formatGrouped(areaM2)} m² · ${count}`}
            </Row>
          );
        })}
      </Section>
      <Section title={text('inspectorCarriers')}>
        {carriers.map((carrier) => {
          const result = assessment?.carriers.find(({ id }) => id === carrier.id);
          const fractions = result && [result.expectedCoverageRatio, result.medianCoverageRatio];
          return (
            <Row key={carrier.id} name={carrierName(carrier)}>
              {fractions ? fractions.map((ratio) => formatPercent(ratio, 1)).join(' / ') : '–'}
            </Row>
          );
        })}
      </Section>
      <Section title={text('inspectorPointChances')}>
        <Points levels={levels} results={assessment?.points ?? []} isOpen={assessment?.decidable === false} />
      </Section>
      <Section title={text('inspectorAntennas')}>
        {antennas.map((antenna) => (
          <AntennaRow key={antenna.id} antenna={antenna} />
        ))}
      </Section>
    </>
  );
}

/** Failing points first, those without a demand last; a click flies there. */
function Points({
  levels,
  results,
  isOpen,
}: {
  levels: readonly Level[];
  results: readonly PointResult[];
  /** Nobody can say whether they are served: none has a tick. */
  isOpen: boolean;
}) {
  const { actions } = useApp();
  const sorted = [...results].sort((a, b) => urgency(a) - urgency(b) || a.probability - b.probability);
  return sorted.slice(0, maxPoints).map((point) => {
    const level = levels.find(({ id }) => id === point.level);
    const location = level?.points?.find(({ id }) => id === point.id);
    if (!location) return null;
    const [x, y] = location.position;
    const state = point.served ? 'served' : point.required ? 'notServed' : 'notRequired';
    const mark = point.served ? '✓ ' : '✕ ';
    const sign = isOpen ? '? ' : mark;
    return (
      <UnstyledButton
        key={`${point.level} ${point.id}`}
        className="row"
        title={`${text(state)} · ${text(point.limiting)}`}
        data-served={point.served || !point.required}
        onClick={() => actions.showLocation({ levelId: point.level, x, y })}
      >
        <span>{`${rowText('point', point.kind)} ${point.id}`}</span>
        <b>{`${point.served || point.required ? sign : ''}${formatPercent(point.probability, 1)}`}</b>
      </UnstyledButton>
    );
  });
}

/** 0 demanded and failing, 1 demanded and served, 2 not demanded. */
function urgency(point: PointResult): number {
  if (!point.required) return 2;
  return point.served ? 1 : 0;
}

function AntennaRow({ antenna }: { antenna: Antenna }) {
  const { actions } = useApp();
  const plan = useAppState((app) => app.store.plan);
  const [x, y] = antennaLocation(antenna);
  return (
    <UnstyledButton
      className="row"
      data-id={`antenna-${antenna.id}`}
      onClick={() => {
        actions.showLocation({ levelId: antenna.level, x, y });
        actions.select(antenna.id);
      }}
    >
      <span>{`${antenna.id} · ${antennaTypeName(antenna.type, plan)}`}</span>
      <b>{`${formatNumber(x, 2)}, ${formatNumber(y, 2)} m`}</b>
    </UnstyledButton>
  );
}

/** Pinned values of the quantity on screen; a click flies there. */
function PinList() {
  const pins = useAppState(({ view }) => view.value.pins);
  const quantity = useAppState(({ view }) => view.value.quantity);
  if (pins.length === 0) return null;
  return (
    <Section title={text('pins', { name: rowText('quantity', quantity) })}>
      {pins.map((pin) => (
        <PinRow key={pin.id} pin={pin} />
      ))}
      {pins.length > 1 && <CommandButton id="unpin-all" kind="plain" />}
    </Section>
  );
}

function PinRow({ pin }: { pin: Pin }) {
  const { actions, view } = useApp();
  const value = useAppState((app) => pointValue(app, pin));
  const { id, levelId, x, y } = pin;
  const remove = () => view.patch({ pins: view.value.pins.filter((each) => each !== pin) });
  return (
    <div className="pin-row" data-pin-row={id}>
      <UnstyledButton className="row" onClick={() => actions.showLocation(pin)}>
        <span>{`${id} · ${levelId} ${formatNumber(x, 1)}, ${formatNumber(y, 1)} m`}</span>
        <b>{value}</b>
      </UnstyledButton>
      <UnstyledButton
        className="pin-remove"
        data-id={`unpin-${id}`}
        aria-label={text('pinRemove', { id })}
        onClick={remove}
      >
        <IconX size={14} />
      </UnstyledButton>
    </div>
  );
}
