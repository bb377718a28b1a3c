import { type Phrase, type SaidProblem, say } from '../core/index.ts';
import { checkNetworkCables } from './check-network-cables.ts';
import { checkNetworkParts } from './check-network-parts.ts';
import { type AddProblem, checkLevel, type NamePart, type NetworkedPlan } from './network-problems.ts';
import type { CatalogPart, Network, NetworkSource } from './network-schema.ts';
import type { Plan } from './schema.ts';

/** What is wrong with a plan's feeder network: references, parts, ports used twice, circles. Empty where there is none. */
export function checkNetwork(plan: NetworkedPlan): SaidProblem[] {
  const { network } = plan;
  if (!network) return [];
  const problems: SaidProblem[] = [];
  const add = (at: string, found: string | Phrase, expected: string | Phrase) => {
    problems.push({ at, found, expected });
  };
  checkNodes(plan, network, add);
  checkNetworkParts(network.parts ?? [], add);
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const namePart: NamePart = (id, kinds, at) => {
    const part = parts.get(id);
    if (!part) add(at, say('unknown-part', { part: id }), say('no-parts-listed'));
    else if (kinds.includes(part.kind)) return part;
    else {
      add(
        at,
        say('part-kind', { part: id, kind: part.kind }),
        say('part-of-kind', { kinds: kinds.join(', ') }),
      );
    }
    return undefined;
  };
  const sourceParts = new Map<string, CatalogPart | undefined>();
  network.sources?.forEach((source, index) => {
    sourceParts.set(source.id, checkSource(plan, source, `network.sources[${index}]`, namePart, add));
  });
  const deviceParts = new Map<string, CatalogPart | undefined>();
  network.devices?.forEach(({ id, level, part }, index) => {
    const at = `network.devices[${index}]`;
    checkLevel(plan, level, `${at}.level`, add);
    deviceParts.set(id, namePart(part, ['splitter', 'coupler', 'attenuator', 'load'], `${at}.part`));
  });
  const basebandParts = new Map<string, CatalogPart | undefined>();
  network.basebands?.forEach((baseband, index) => {
    const at = `network.basebands[${index}]`;
    const level = checkLevel(plan, baseband.level, `${at}.level`, add);
    checkFacility(level, baseband.facility, `${at}.facility`, add);
    basebandParts.set(baseband.id, namePart(baseband.part, ['baseband'], `${at}.part`));
  });
  checkNetworkCables(plan, network, { sourceParts, deviceParts, basebandParts, namePart, add });
  return problems;
}

/** An antenna, a source and a device never share an id: cables name them by it. */
function checkNodes(plan: NetworkedPlan, network: Network, add: AddProblem): void {
  const nodes = new Map(plan.antennas.map(({ id }, index) => [id, `antennas[${index}]`]));
  const cables = new Map<string, string>();
  const parts = new Map<string, string>();
  const lists = [
    ['parts', parts],
    ['sources', nodes],
    ['devices', nodes],
    ['basebands', nodes],
    ['cables', cables],
  ] as const;
  for (const [list, seen] of lists) {
    network[list]?.forEach(({ id }, index) => {
      const at = `network.${list}[${index}]`;
      const other = seen.get(id);
      if (other === undefined) seen.set(id, at);
      else add(`${at}.id`, say('id-used', { id, other }), say('id-once'));
    });
  }
}

function checkSource(
  plan: NetworkedPlan,
  source: NetworkSource,
  at: string,
  namePart: NamePart,
  add: AddProblem,
): CatalogPart | undefined {
  const level = checkLevel(plan, source.level, `${at}.level`, add);
  checkFacility(level, source.facility, `${at}.facility`, add);
  const part = source.part === undefined ? undefined : namePart(source.part, ['poi', 'hub'], `${at}.part`);
  const isHub = part?.kind === 'hub';
  const count = source.units.length;
  if (source.part === undefined && count !== 1) {
    add(`${at}.units`, say('units-count', { count }), say('one-unit'));
  }
  if (isHub && part.ways !== undefined && count > part.ways) {
    add(`${at}.units`, say('units-count', { count }), say('at-most-units', { most: part.ways }));
  }
  const carrierIds = plan.carriers.map(({ id }) => id);
  const sent = new Map<string, string>();
  const unitIds = new Map<string, string>();
  source.units.forEach((unit, index) => {
    const unitAt = `${at}.units[${index}]`;
    const other = unitIds.get(unit.id);
    if (other === undefined) unitIds.set(unit.id, unitAt);
    else add(`${unitAt}.id`, say('id-used', { id: unit.id, other }), say('id-once'));
    namePart(unit.part, [isHub ? 'small-cell' : 'radio-unit'], `${unitAt}.part`);
    for (const carrier of Object.keys(unit.outputPowerDbm)) {
      const carrierAt = `${unitAt}.outputPowerDbm.${carrier}`;
      const first = sent.get(carrier);
      if (!carrierIds.includes(carrier)) {
        add(carrierAt, `"${carrier}"`, say('one-of', { list: carrierIds.join(', ') }));
      } else if (first !== undefined && !isHub) {
        add(carrierAt, say('carrier-twice', { carrier, other: first }), say('carrier-once'));
      } else sent.set(carrier, unit.id);
    }
  });
  return part;
}

function checkFacility(
  level: Plan['levels'][number] | undefined,
  facility: string | undefined,
  at: string,
  add: AddProblem,
): void {
  if (!level || facility === undefined) return;
  const known = (level.facilities ?? []).map(({ id }) => id);
  if (known.includes(facility)) return;
  add(
    at,
    say('facility-unknown', { id: facility, level: level.id }),
    say('facility-known', { list: known.join(', ') }),
  );
}
