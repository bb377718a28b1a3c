import type { Language } from '../../core/index.ts';
import { coresPerLink, type OpticalLink, opticalLinks } from '../../design/index.ts';
import {
  type CatalogPart,
  type NetworkCable,
  type NetworkSource,
  type Operator,
  type Plan,
  sharingGroups,
} from '../../plan/index.ts';
import { type NetworkEvaluation, partLossDb, unitPowerDbm } from '../../radio/index.ts';
import { formatFixed, formatQuantity, formatShort, shownDifference } from '../encoders/format-numbers.ts';
import { carrierHead } from '../wording/carrier-label.ts';
import { type DocumentTexts, messagesOf, textsIn } from '../wording/document-text.ts';
import { portName } from '../wording/part-name.ts';
import { partValue } from './part-names.ts';

type SourceUnit = NetworkSource['units'][number];

/** `电信、联通`. */
export function operatorNames(operators: readonly Operator[], lang: Language): string {
  const texts = textsIn(lang);
  const short = messagesOf('construction.operatorShort', lang);
  return operators
    .map((id) => short[id] ?? texts.name('operator', id))
    .join(texts('construction.listSeparator'));
}

/** The operators that units send carriers of. */
export function operatorsText({ carriers }: Plan, units: readonly SourceUnit[], lang: Language): string {
  const sent = carriers.filter(({ id }) => units.some((unit) => unit.outputPowerDbm[id] !== undefined));
  return operatorNames([...new Set(sent.map(({ operator }) => operator))], lang);
}

/**
 * Carriers that a unit sends, each with its output in dBm, a line for each operator: `电信 LTE 1870 31.5、LTE 2120 32.3`; of a near end
 * the frequency that it shifts each to before its output. A combiner adds what leaves it of each: `LTE 1870 31.5 → 28.5`.
 */
export function carrierLines(
  { carriers, network }: Pick<Plan, 'carriers' | 'network'>,
  { part, outputPowerDbm, intermediateMhz }: SourceUnit,
  lang: Language,
  combiner?: CatalogPart,
): string[] {
  const texts = textsIn(lang);
  const shiftedDbm = network?.parts?.find(({ id }) => id === part)?.shift?.powerDbm;
  const lines = new Map<string, string[]>();
  for (const carrier of carriers) {
    const frequencyMhz = intermediateMhz?.[carrier.id];
    const powerDbm = frequencyMhz === undefined ? outputPowerDbm[carrier.id] : shiftedDbm;
    if (powerDbm === undefined) continue;
    const [name, short] = carrierHead(carrier, lang);
    const shown = frequencyMhz === undefined ? short : `${short} → ${formatShort(frequencyMhz, 1)} MHz`;
    const lossDb = combiner && partLossDb(combiner, 'out1', frequencyMhz ?? carrier.frequencyMhz);
    const left = lossDb === undefined ? '' : ` → ${formatFixed(shownDifference(powerDbm, lossDb, 1), 1)}`;
    lines.set(name, [...(lines.get(name) ?? []), `${shown} ${formatFixed(powerDbm, 1)}${left}`]);
  }
  return [...lines].map(([name, sent]) => `${name} ${sent.join(texts('construction.listSeparator'))}`);
}

/** The same in one line. */
export function carriersText(plan: Plan, unit: SourceUnit, lang: Language): string {
  return carrierLines(plan, unit, lang).join(textsIn(lang)('construction.listSeparator'));
}

/**
 * Operators of a baseband unit: those of the hubs that its fibres lead to, and of sources the access network whose fibre it is,
 * as they are numbered in the order of the operators.
 */
export function basebandOperators({ network, carriers }: Plan, id: string): Operator[] {
  const operatorsOf = (units: readonly SourceUnit[]) =>
    carriers
      .filter((carrier) => units.some((unit) => unit.outputPowerDbm[carrier.id] !== undefined))
      .map(({ operator }) => operator);
  const sources = network?.sources ?? [];
  const groups = sharingGroups(sources.flatMap(({ units }) => operatorsOf(units)));
  const found = (network?.cables ?? []).flatMap(({ from, to }) => {
    const source = from.node === id ? sources.find((each) => each.id === to.node) : undefined;
    if (!source) return [];
    const here = operatorsOf(source.units);
    const number = Number(/^fibre(\d+)$/.exec(to.port)?.[1]);
    if (!number) return here;
    const networks = groups.filter((group) => group.some((operator) => here.includes(operator)));
    return here.filter((operator) => networks[number - 1]?.includes(operator));
  });
  return [...new Set(found)];
}

/** Ends of a cable as schedules and drawings state them, and the cores of an optical one. */
export interface CableEnds {
  fromPort: string;
  to: string;
  toPort: string;
  cores?: number;
}

/**
 * Names the ends of a plan's cables: optical cables come from ports of a baseband unit and end at the radio units, each with an
 * optical port, or at a hub; other cables have the ports that they are plugged into.
 */
export function cableEnds(plan: Plan, lang: Language): (cable: NetworkCable) => CableEnds {
  const texts = textsIn(lang);
  const links = new Map(opticalLinks(plan).map((link) => [link.cable, link]));
  const cells = new Set(plan.antennas.flatMap(({ id, feed }) => (feed === 'small-cell' ? [id] : [])));
  return ({ id, from, to }) => {
    const link = links.get(id);
    if (!link) {
      const toPort = cells.has(to.node) ? texts('tables.port.data') : portName(to.port, lang);
      return { fromPort: portName(from.port, lang), to: to.node, toPort };
    }
    return {
      fromPort: texts('tables.port.fibre', { number: portsText(link) }),
      to: link.ends.join(texts('construction.listSeparator')) || to.node,
      toPort: texts('tables.port.optical'),
      cores: link.cores,
    };
  };
}

/** `1`, `1–3`. */
function portsText({ firstPort, ports }: OpticalLink): string {
  return ports === 1 ? String(firstPort) : `${firstPort}–${firstPort + ports - 1}`;
}

/** Notes on optical cables: their cores, and how deep radio units are cascaded where ports are too few; none without such cables. */
export function opticalNotes(plan: Plan, texts: DocumentTexts): string[] {
  const links = opticalLinks(plan);
  if (links.length === 0) return [];
  const list = links.map(({ cable, cores }) => texts('tables.cores', { cable, cores }));
  const hasHubs = (plan.network?.parts ?? []).some(
    ({ id, kind }) => kind === 'hub' && plan.network?.sources?.some(({ part }) => part === id),
  );
  const deep = links.filter(({ cascade, ends }) => cascade > 1 && ends.length > 1);
  return [
    texts('tables.coresNote', {
      ...{ list: list.join(texts('construction.listSeparator')), count: coresPerLink },
      units: texts(hasHubs ? 'tables.opticalUnitsWithHubs' : 'tables.opticalUnits'),
    }),
    ...(deep.length > 0
      ? [
          texts('tables.cascadeNote', {
            list: deep.map(({ cable }) => cable).join(texts('construction.listSeparator')),
            depth: Math.max(...deep.map(({ cascade }) => cascade)),
          }),
        ]
      : []),
  ];
}

/** Value of a part that has one; of a POI its loss, over the plan's carriers. */
export function shownValue(part: CatalogPart, { carriers }: Plan, lang: Language): string {
  if (part.kind === 'poi' && part.lossDb) {
    const losses = carriers.map(({ frequencyMhz }) => partLossDb(part, 'out1', frequencyMhz));
    return formatQuantity([Math.min(...losses), Math.max(...losses)], 'dB');
  }
  return ['splitter', 'coupler', 'attenuator'].includes(part.kind) ? partValue(part, lang) : '–';
}

/** Small cells that are set lower than their units can send: by how much. */
export function setBackNotes(plan: Plan, network: NetworkEvaluation, texts: DocumentTexts): string[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const set = setBackUnits(plan, network, parts);
  if (set.length === 0) return [];
  const backDb = set.map(({ ratedDbm, setDbm }) => ratedDbm - setDbm);
  const range = (values: readonly number[]) =>
    [...new Set([Math.min(...values), Math.max(...values)].map((value) => formatFixed(value, 1)))].join('–');
  return [
    texts('tables.setBack', {
      count: new Set(set.map(({ antenna }) => antenna)).size,
      rated: range(set.map(({ ratedDbm }) => ratedDbm)),
      set: range(set.map(({ setDbm }) => setDbm)),
      back: range(backDb),
    }),
  ];
}

/** Carriers of small cells that are set lower than rated. */
function setBackUnits(
  plan: Plan,
  { antennas: feeds }: NetworkEvaluation,
  parts: ReadonlyMap<string, CatalogPart>,
): { antenna: string; ratedDbm: number; setDbm: number }[] {
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const units = new Map(
    (plan.network?.sources ?? []).flatMap(({ units: each }) => each).map((unit) => [unit.id, unit]),
  );
  return feeds.flatMap(({ antenna, carriers: arriving }) =>
    arriving.flatMap(({ carrier: id, unit, powerDbm }) => {
      const carrier = carriers.get(id);
      const part = parts.get(units.get(unit)?.part ?? '');
      if (part?.kind !== 'small-cell' || !carrier) return [];
      const ratedDbm = unitPowerDbm(part, carrier);
      return ratedDbm === undefined || ratedDbm - powerDbm < 0.05
        ? []
        : [{ antenna, ratedDbm, setDbm: powerDbm }];
    }),
  );
}

/** Says what numbers of a second path end in; empty in a plan without one. */
export function pathNotes({ network }: Plan, texts: DocumentTexts): string[] {
  const parts = [...(network?.devices ?? []), ...(network?.cables ?? [])];
  return parts.some(({ id }) => id.endsWith('-p2')) ? [texts('construction.pathNote')] : [];
}

/** Numbers of the units at small cells, by antenna: that of the hub's output from which their data cable comes. */
export function smallCellUnits({ network, antennas }: Plan): Map<string, string> {
  const hubs = new Map((network?.sources ?? []).map((source) => [source.id, source]));
  const cells = new Set(antennas.filter(({ feed }) => feed === 'small-cell').map(({ id }) => id));
  return new Map(
    (network?.cables ?? []).flatMap(({ from, to }): [string, string][] => {
      const unit = hubs.get(from.node)?.units[Number(from.port.slice(3)) - 1];
      return unit && cells.has(to.node) ? [[to.node, unit.id]] : [];
    }),
  );
}

/** Names units as plans, schedules and diagrams number them: the unit at a small cell by that small cell. */
export function unitNumbers(plan: Plan): (unit: string) => string {
  const antennaAt = new Map([...smallCellUnits(plan)].map(([antenna, unit]) => [unit, antenna]));
  return (unit) => antennaAt.get(unit) ?? unit;
}

/** Kinds of sources that a network has: those that send, hubs that hand on, or both. A hub is no source on any document. */
export function sourceKinds({ network }: Plan): 'sources' | 'hubs' | 'both' {
  const hubs = new Set((network?.parts ?? []).filter(({ kind }) => kind === 'hub').map(({ id }) => id));
  const sources = network?.sources ?? [];
  const count = sources.filter(({ part }) => hubs.has(part ?? '')).length;
  if (count === 0) return 'sources';
  return count === sources.length ? 'hubs' : 'both';
}

/** Output of a radio unit on one of its paths, from 1. */
export function unitOutput(path: number): string {
  return path === 1 ? 'out1' : `path${path}-out1`;
}
