import type { Plan } from '@diku/engine';
import { defaultCatalogue } from '@diku/engine/design';
import { networkLabels, partName, portName } from '@diku/engine/documents';
import { type CatalogPart, facilityKindRow } from '@diku/engine/plan';
import type { NetworkEvaluation } from '@diku/engine/radio';
import { NativeSelect } from '@mantine/core';
import { carrierName } from '../commands/carrier-name.ts';
import type { NetworkFigures } from '../store/design-state.ts';
import { formatNumber, language, rowText, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Row } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

type Network = NonNullable<Plan['network']>;
type Powers = Readonly<Record<string, number>>;

/** One part or cable of a network: which it is, where, what it loses, and the power of every carrier in and out of it. */
export function NetworkPart({ id, figures }: { id: string; figures: NetworkFigures }) {
  const { plan, report } = figures;
  const { network } = plan;
  if (!network) return null;
  const found = findPart(network, id);
  if (!found) return null;
  const { part, kind, level, facility, isLocked } = found;
  const cable = network.cables?.find((each) => each.id === id);
  const value = networkLabels(plan, language()).get(id)?.value ?? '';
  return (
    <section className="network-part" data-id="network-part" data-part={id}>
      <h2>
        {id} <span>{value}</span>
      </h2>
      <Row name={text('partKind')}>{part ? text(`partKind_${part.kind}`) : text('partUnknown')}</Row>
      {part && <Row name={text('partModel')}>{partName(part, language())}</Row>}
      {level !== undefined && (
        <Row name={text('partPlace')}>{[level, facility].filter(Boolean).join(' · ')}</Row>
      )}
      {cable && (
        <>
          <Row name={text('partEnds')}>{`${endText(cable.from)} → ${endText(cable.to)}`}</Row>
          <Row name={text('partLength')}>{`${formatNumber(cable.lengthM, 1)} m`}</Row>
        </>
      )}
      <Row name={text('partLocked')}>{text(isLocked ? 'partLockedYes' : 'partLockedNo')}</Row>
      <PartForm plan={plan} id={id} found={found} />
      <PowerTable plan={plan} evaluation={report.evaluation} id={id} kind={kind} />
    </section>
  );
}

/** Kinds of the catalogue that something may be replaced by. */
const replacements: Partial<Record<CatalogPart['kind'], readonly CatalogPart['kind'][]>> = {
  splitter: ['splitter', 'coupler', 'attenuator'],
  coupler: ['splitter', 'coupler', 'attenuator'],
  attenuator: ['splitter', 'coupler', 'attenuator'],
  ...{
    cable: ['cable'],
    'data-cable': ['data-cable'],
    fibre: ['fibre'],
    baseband: ['baseband'],
    hub: ['hub'],
  },
};

/** Another value, kind or cable, another room, and the lock: each one step, around which the rest is designed. */
function PartForm({ plan, id, found }: { plan: Plan; id: string; found: FoundPart }) {
  const { actions } = useApp();
  const isReadOnly = useAppState(({ store }) => store.isReadOnly || store.previewing);
  const isBusy = useAppState(({ design }) => design.value.redesign === 'running');
  const { part, kind, facility } = found;
  const isDisabled = isReadOnly || isBusy;
  const kinds = replacements[part?.kind ?? 'load'] ?? [];
  const options = defaultCatalogue().parts.filter((each) => kinds.includes(each.kind));
  const known = part && !options.some((each) => each.id === part.id) ? [part, ...options] : options;
  const rooms = kind === 'source' || kind === 'baseband' ? sourceRooms(plan) : [];
  return (
    <div className="fields">
      {part && options.length > 0 && (
        <NativeSelect
          size="xs"
          data-id="network-part-choice"
          label={text('partChange')}
          disabled={isDisabled}
          value={part.id}
          data={known.map((each) => ({ value: each.id, label: partName(each, language()) }))}
          onChange={({ currentTarget }) => {
            currentTarget.blur();
            void actions.changeNetwork([{ change: 'part', id, part: currentTarget.value }]);
          }}
        />
      )}
      {rooms.length > 1 && (
        <NativeSelect
          size="xs"
          data-id="network-room-choice"
          label={text('partRoom')}
          disabled={isDisabled}
          value={facility ?? ''}
          data={[
            ...(facility === undefined ? [{ value: '', label: '–' }] : []),
            ...rooms.map((room) => ({ value: room.id, label: room.label })),
          ]}
          onChange={({ currentTarget }) => {
            currentTarget.blur();
            if (currentTarget.value !== '')
              void actions.changeNetwork([{ change: 'room', id, facility: currentTarget.value }]);
          }}
        />
      )}
      <CommandButton id="network-lock" kind="plain">
        {text(found.isLocked ? 'partUnlock' : 'partLock')}
      </CommandButton>
    </div>
  );
}

/** Rooms that sources may stand in. */
function sourceRooms({ levels }: Plan): { id: string; label: string }[] {
  return levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.flatMap(({ id, kind, name }) =>
      facilityKindRow(kind).isSourceSite
        ? [{ id, label: [level, name ?? rowText('facility', kind), id].join(' · ') }]
        : [],
    ),
  );
}

interface FoundPart {
  kind: 'source' | 'baseband' | 'device' | 'cable';
  part: CatalogPart | undefined;
  level?: string;
  facility?: string | undefined;
  isLocked: boolean;
}

function findPart(
  { sources = [], basebands = [], devices = [], cables = [], parts = [] }: Network,
  id: string,
) {
  const partOf = (name: string | undefined) => parts.find((each) => each.id === name);
  const byId = <Item extends { id: string }>(items: readonly Item[]) => items.find((each) => each.id === id);
  const [source, baseband, device, cable] = [byId(sources), byId(basebands), byId(devices), byId(cables)];
  const of = (
    kind: FoundPart['kind'],
    found: { part?: string; locked?: boolean },
    where = {},
  ): FoundPart => ({
    ...{ kind, part: partOf(found.part), isLocked: found.locked === true },
    ...where,
  });
  if (source) {
    const { level, facility, units } = source;
    return of('source', { ...source, part: source.part ?? units[0]?.part }, { level, facility });
  }
  if (baseband) return of('baseband', baseband, { level: baseband.level, facility: baseband.facility });
  if (device) return of('device', device, { level: device.level });
  return cable && of('cable', cable);
}

function endText({ node, port }: { node: string; port: string }): string {
  return port === 'in' ? node : `${node} ${portName(port, language())}`;
}

/** Power in and out of every carrier, and the loss between: of a coupler to its through and its coupled port. */
function PowerTable({
  plan,
  evaluation,
  id,
  kind,
}: {
  plan: Plan;
  evaluation: NetworkEvaluation;
  id: string;
  kind: FoundPart['kind'];
}) {
  const { input, outputs } = powersOf(evaluation, id, kind);
  const all = [...(input ? [input] : []), ...outputs.map(({ powers }) => powers)];
  const carriers = plan.carriers.filter((carrier) => all.some((powers) => powers[carrier.id] !== undefined));
  if (carriers.length === 0) return <p className="quiet">{text('partNoPower')}</p>;
  return (
    <table className="powers">
      <thead>
        <tr>
          <th scope="col">dBm</th>
          {input && <th scope="col">{text('partIn')}</th>}
          {outputs.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {carriers.map((carrier) => (
          <tr key={carrier.id}>
            <th scope="row">{carrierName(carrier)}</th>
            {input && <td>{powerText(input[carrier.id])}</td>}
            {outputs.map(({ name, powers }) => (
              <td key={name}>
                {powerText(powers[carrier.id])}
                {input && <small>{lossText(input[carrier.id], powers[carrier.id])}</small>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PartPowers {
  input: Powers | undefined;
  outputs: { name: string; powers: Powers }[];
}

function powersOf(
  { cables, devices, outputs }: NetworkEvaluation,
  id: string,
  kind: FoundPart['kind'],
): PartPowers {
  if (kind === 'cable') {
    const known = cables.find(({ cable }) => cable === id);
    if (!known) return { input: undefined, outputs: [] };
    return { input: known.fromDbm, outputs: [{ name: text('partOut'), powers: known.toDbm }] };
  }
  return {
    input: devices.find(({ device }) => device === id)?.powerDbm,
    outputs: outputs
      .filter(({ node }) => node === id)
      .map(({ port, powerDbm }) => ({ name: portName(port, language()), powers: powerDbm })),
  };
}

function powerText(powerDbm: number | undefined): string {
  return powerDbm === undefined || !Number.isFinite(powerDbm) ? '–' : formatNumber(powerDbm, 1);
}

function lossText(fromDbm: number | undefined, toDbm: number | undefined): string {
  return fromDbm === undefined || toDbm === undefined ? '' : ` −${formatNumber(fromDbm - toDbm, 1)} dB`;
}

/** The part that is selected, once the figures of the network are there. */
export default function SelectedNetworkPart({ id }: { id: string }) {
  const { store } = useApp();
  const figures = useAppState(({ design }) => design.value.figures);
  const plan = useAppState((app) => app.store.plan);
  if (!figures || !store.plan) return <p className="quiet">{text('networkReading')}</p>;
  return (
    <div className="network" data-state={figures.asked === plan ? 'fresh' : 'stale'}>
      <NetworkPart id={id} figures={figures} />
    </div>
  );
}
