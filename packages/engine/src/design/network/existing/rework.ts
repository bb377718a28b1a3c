import { distance } from '../../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type CatalogPart,
  cableLengthM,
  type ExistingTree,
  isShifted,
  type NetworkCable,
  networkPaths,
  type Plan,
  planProfile,
  portOnPath,
  radiatesAlongPath,
  requirePlan,
} from '../../../plan/index.ts';
import { antennaPartId } from '../../../radio/index.ts';
import { listFarEnds } from '../far-ends.ts';
import {
  antennaInputs,
  combinerIds,
  fitsCable,
  housedUnits,
  hungAntennas,
  isHubHousing,
  looseMetres,
  penetrationPartId,
  poiInputs,
  type RoomUnit,
  rampAntennas,
  shiftInputs,
  sourceRooms,
} from '../network-needs.ts';
import { listHoles } from '../penetrations.ts';

/** `moved`: the same piece at another location, or a cable routed anew; `removed`: it stands there and is used no more. */
export type ReworkState = 'kept' | 'moved' | 'new' | 'removed';

/** One part of a network that is reworked, and what becomes of it. */
export interface ReworkItem {
  id: string;
  /** Id of its part; of what no part is named for, the antenna's type. */
  part: string;
  kind: CatalogPart['kind'];
  name: string;
  nameEn?: string;
  state: ReworkState;
  level: string;
  quantity: number;
  unit: 'piece' | 'm';
  /** Kept 0, moved one installation, new price and installation; of removed parts nothing is priced. */
  costCny: number;
  /** No source was read for its price. */
  assumed: boolean;
}

/** Every part of an existing tree and of the network that it became, and what that costs. */
export interface Rework {
  items: ReworkItem[];
  /** Parts of the existing tree: kept, moved and removed ones. */
  existing: number;
  kept: number;
  moved: number;
  added: number;
  removed: number;
  /** Kept of existing, 0–1. */
  reuseRatio: number;
  costCny: number;
}

/** Drawn to the millimetre; what is farther off is another location, metres. */
export const sameLocationM = 0.05;

/** The installed tree of a plan's network: what a design that keeps it is compared with. Undefined where there is none. */
export function recordExisting({ network, antennas }: Plan): ExistingTree | undefined {
  if (!network || ((network.devices ?? []).length === 0 && (network.cables ?? []).length === 0))
    return undefined;
  const { parts = [], sources = [], devices = [], cables = [] } = network;
  const hung = new Map(antennas.map((antenna) => [antenna.id, antenna]));
  // Asked for it may be since; it stands there where the network has its part.
  const isFarEnd = (antenna: Antenna) =>
    isShifted(antenna) && parts.some(({ id, shift }) => shift && id === antennaPartId(antenna, parts));
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const nodes = new Set([...devices, ...sources].map(({ id }) => id));
  return {
    parts,
    units: unitsOf(network),
    devices: devices.map(unlocked),
    cables: cables.map(unlocked),
    // An antenna stands where its cable ends: in the plan it may have been moved since, or be gone.
    antennas: cables.flatMap(({ to, part, course }) => {
      const isFirst = portOnPath(to.port).path === 1;
      if (nodes.has(to.node) || kinds.get(part) === 'data-cable' || !isFirst) return [];
      const { level, path } = course[course.length - 1];
      const antenna = hung.get(to.node);
      const type = antenna?.type;
      const position = path[path.length - 1];
      const paths = cables.filter((other) => other.to.node === to.node).length;
      return [
        {
          ...{ id: to.node, level, position },
          ...(type === undefined ? {} : { type }),
          ...(paths === 1 ? {} : { paths }),
          ...(antenna && isFarEnd(antenna) ? { paths: antenna.paths, pathsBy: 'shift' as const } : {}),
        },
      ];
    }),
  };
}

/** Everything at the root of a network: radio units, what combines them, baseband units. */
function unitsOf({ sources = [], basebands = [] }: NonNullable<Plan['network']>) {
  return [
    ...sources.flatMap((source) => [
      ...combinerIds(source).map((id) => ({ id, part: source.part ?? '', level: source.level })),
      ...source.units.map(({ id, part }) => ({ id, part, level: source.level })),
    ]),
    ...basebands.map(({ id, part, level }) => ({ id, part, level })),
  ];
}

function unlocked<Item extends { locked?: boolean }>(item: Item): Item {
  const { locked: _, ...rest } = item;
  return rest as Item;
}

/** Parts kept, moved, new and removed of the existing tree in a plan's network; undefined where the plan has none. */
export function listRework(plan: Plan): Rework | undefined {
  requirePlan(plan);
  const existing = plan.network?.existing;
  if (!existing) return undefined;
  const pricing = new Pricing(plan, existing);
  const items = [
    ...unitItems(plan, existing, pricing),
    ...antennaItems(plan, existing, pricing),
    ...deviceItems(plan, existing, pricing),
    ...cableItems(plan, existing, pricing),
  ];
  items.push(...accessoryItems(plan, items, pricing));
  const count = (state: ReworkState) => items.filter((item) => item.state === state).length;
  const [kept, moved, added, removed] = (['kept', 'moved', 'new', 'removed'] as const).map(count);
  const standing = kept + moved + removed;
  return {
    items,
    ...{ existing: standing, kept, moved, added, removed },
    reuseRatio: standing === 0 ? 0 : kept / standing,
    costCny: Math.round(100 * items.reduce((sum, { costCny }) => sum + costCny, 0)) / 100,
  };
}

/** Makes items with their prices. */
/** One part by what an item says of it. */
type PartFacts = Pick<ReworkItem, 'id' | 'part' | 'kind' | 'level'> & { lengthM?: number; count?: number };

class Pricing {
  readonly #parts: ReadonlyMap<string, CatalogPart>;
  readonly #wasteRatio: number;

  constructor(
    readonly plan: Plan,
    existing: ExistingTree,
  ) {
    const parts = [...(existing.parts ?? []), ...(plan.network?.parts ?? [])];
    this.#parts = new Map(parts.map((part) => [part.id, part]));
    this.#wasteRatio = planProfile(plan).network.cableWasteRatio;
  }

  item(state: ReworkState, given: PartFacts): ReworkItem {
    const { lengthM, count = 1, ...rest } = given;
    const part = this.#parts.get(given.part);
    const quantity = lengthM ?? count;
    const orderedRatio = lengthM === undefined ? 1 : 1 + this.#wasteRatio;
    const labourCny = quantity * (part?.labourCny ?? 0);
    const priceCny = quantity * orderedRatio * (part?.priceCny ?? 0);
    const costCny = { kept: 0, removed: 0, moved: labourCny, new: labourCny + priceCny }[state];
    return {
      ...rest,
      ...{ kind: part?.kind ?? given.kind, name: part?.name ?? given.part },
      ...(part?.nameEn === undefined ? {} : { nameEn: part.nameEn }),
      ...{ state, quantity, unit: lengthM === undefined ? 'piece' : 'm' },
      costCny: Math.round(100 * costCny) / 100,
      assumed: part?.assumed ?? part === undefined,
    };
  }

  /** An item for each part that was sorted, by what is said of those that are there now and of those that were. */
  items<Old, New>(
    { pairs, added, removed }: SortedParts<Old, New>,
    ofNow: (now: New) => PartFacts,
    ofOld: (old: Old) => PartFacts,
  ): ReworkItem[] {
    return [
      ...pairs.map(({ state, now }) => this.item(state, ofNow(now))),
      ...added.map((now) => this.item('new', ofNow(now))),
      ...removed.map((old) => this.item('removed', ofOld(old))),
    ];
  }
}

/** Parts that were sorted. */
interface SortedParts<Old, New> {
  pairs: { state: 'kept' | 'moved'; now: New }[];
  added: New[];
  removed: Old[];
}

/** Sorts what stands and what is designed: the same, another use of an equal piece, new, and no longer used. */
function sortParts<Old, New>(
  before: readonly Old[],
  after: readonly New[],
  tests: readonly ['kept' | 'moved', (old: Old, now: New) => boolean][],
): SortedParts<Old, New> {
  const left = new Set(before);
  const open = new Set(after);
  const pairs: { state: 'kept' | 'moved'; now: New }[] = [];
  for (const [state, isSame] of tests) {
    for (const now of open) {
      const found = [...left].find((old) => isSame(old, now));
      if (!found) continue;
      left.delete(found);
      open.delete(now);
      pairs.push({ state, now });
    }
  }
  return { pairs, added: [...open], removed: [...left] };
}

function unitItems(plan: Plan, existing: ExistingTree, pricing: Pricing): ReworkItem[] {
  const designed = unitsOf(plan.network ?? {});
  const sorted = sortParts(existing.units ?? [], designed, [
    ['kept', (old, now) => old.part === now.part && old.level === now.level],
    ['moved', (old, now) => old.part === now.part],
  ]);
  const ofKind = (part: Standing) => ({ ...pick(part), kind: 'radio-unit' as const });
  return pricing.items(sorted, ofKind, ofKind);
}

type Standing = Pick<ReworkItem, 'id' | 'part' | 'level'>;

function pick({ id, part, level }: Standing): Standing {
  return { id, part, level };
}

function antennaItems(plan: Plan, existing: ExistingTree, pricing: Pricing): ReworkItem[] {
  const parts = [...(plan.network?.parts ?? []), ...(existing.parts ?? [])];
  type OldAntenna = NonNullable<ExistingTree['antennas']>[number];
  const isAt = (old: OldAntenna, now: Antenna) =>
    old.level === now.level && distance(old.position, antennaLocation(now)) <= sameLocationM;
  // An antenna for one feeder more is another antenna.
  const isSame = (old: OldAntenna, now: Antenna) =>
    old.id === now.id &&
    old.type === now.type &&
    (old.paths ?? 1) === networkPaths(now) &&
    (old.pathsBy === 'shift') === isShifted(now);
  const passive = plan.antennas.filter(({ feed }) => feed !== 'small-cell');
  const sorted = sortParts(existing.antennas ?? [], passive, [
    ['kept', (old, now) => isSame(old, now) && isAt(old, now)],
    ['moved', isSame],
  ]);
  const measured = (antenna: Antenna) => {
    const { id, level } = antenna;
    const lengthM = radiatesAlongPath(antenna) ? cableLengthM(antenna) : undefined;
    return {
      ...{ id, level, part: antennaPartId(antenna, parts), kind: 'antenna' as const },
      ...(lengthM === undefined ? {} : { lengthM }),
    };
  };
  return pricing.items(sorted, measured, ({ id, level, type, paths = 1, pathsBy }) => {
    const ofType = parts.filter(({ kind, antennaType }) => kind === 'antenna' && antennaType === type);
    const isAlike = (listed: CatalogPart) =>
      (listed.paths ?? 1) === paths && (listed.shift !== undefined) === (pathsBy === 'shift');
    const part = ofType.find(isAlike) ?? ofType[0];
    return { id, level, part: part?.id ?? type ?? 'antenna', kind: 'antenna' };
  });
}

function deviceItems(plan: Plan, existing: ExistingTree, pricing: Pricing): ReworkItem[] {
  type Device = NonNullable<ExistingTree['devices']>[number];
  const isAt = (old: Device, now: Device) =>
    old.level === now.level && distance(old.position, now.position) <= sameLocationM;
  const sorted = sortParts<Device, Device>(existing.devices ?? [], plan.network?.devices ?? [], [
    ['kept', (old, now) => old.id === now.id && old.part === now.part && isAt(old, now)],
    ['kept', (old, now) => old.part === now.part && isAt(old, now)],
    ['moved', (old, now) => old.id === now.id && old.part === now.part],
    ['moved', (old, now) => old.part === now.part],
  ]);
  const ofKind = (part: Standing) => ({ ...pick(part), kind: 'load' as const });
  return pricing.items(sorted, ofKind, ofKind);
}

function cableItems(plan: Plan, existing: ExistingTree, pricing: Pricing): ReworkItem[] {
  const between = ({ from, to, part }: NetworkCable) => JSON.stringify([from.node, from.port, to.node, part]);
  const courseOf = ({ part, course, lengthM }: NetworkCable) => JSON.stringify([part, course, lengthM]);
  const sorted = sortParts<NetworkCable, NetworkCable>(existing.cables ?? [], plan.network?.cables ?? [], [
    ['kept', (old, now) => between(old) === between(now) && courseOf(old) === courseOf(now)],
    // It hangs where it hung, screwed to what took the place of the part at its end.
    ['kept', (old, now) => courseOf(old) === courseOf(now)],
    // A cable that is long enough is routed anew; from one that is too short none is made.
    ['moved', (old, now) => between(old) === between(now) && now.lengthM <= old.lengthM + sameLocationM],
  ]);
  const measured = ({ id, part, course, lengthM }: NetworkCable) => ({
    ...{ id, part, lengthM, kind: 'cable' as const },
    level: course[course.length - 1].level,
  });
  const staying = new Set(sorted.pairs.filter(({ state }) => state === 'kept').map(({ now }) => now.id));
  return [
    ...pricing.items(sorted, measured, measured),
    // A hole that a kept cable passes is there.
    ...listHoles(plan)
      .filter(({ cables }) => cables.every((cable) => !staying.has(cable)))
      .map(({ id, level, passing }) => {
        const part = penetrationPartId(passing, plan.network?.parts);
        return pricing.item('new', { id, level, part, kind: 'penetration' });
      }),
  ];
}

type Bearer = NonNullable<CatalogPart['per']>;

/** Kinds of parts that accessories come with. */
const bearerKinds: Partial<Record<Bearer, readonly CatalogPart['kind'][]>> = {
  antenna: ['antenna', 'small-cell'],
  'passive-antenna': ['antenna'],
  'hung-antenna': ['antenna'],
  'ramp-antenna': ['antenna'],
  device: ['splitter', 'coupler', 'attenuator', 'load'],
  cable: ['cable'],
  'cable-end': ['cable'],
  'data-cable-end': ['data-cable'],
  line: ['cable', 'data-cable', 'fibre'],
  'radio-unit': ['radio-unit', 'repeater'],
  'powered-unit': ['radio-unit', 'repeater', 'shift-unit', 'baseband', 'hub'],
  repeater: ['repeater'],
};

/** Bearers that are where all the equipment of a site is new. */
const siteKinds: Partial<Record<Bearer, RoomUnit['kind']>> = {
  'fibre-frame': 'fibre-frame',
  'power-frame': 'power-frame',
};

/** Accessories of what is new: what is kept has its own, and what is moved takes them along. */
function accessoryItems(plan: Plan, items: readonly ReworkItem[], pricing: Pricing): ReworkItem[] {
  const added = items.filter(({ state }) => state === 'new');
  const { parts = [] } = plan.network ?? {};
  return parts.flatMap(({ id: part, kind, per, diameterMm }) => {
    if (per === undefined || (kind !== 'accessory' && kind !== 'load')) return [];
    const counts = new Map<string, { level: string; count: number }>();
    const cableOf = (name: string) => parts.find((each) => each.id === name);
    const borne =
      per === 'cable-end'
        ? added.filter((each) => fitsCable(parts, { per, diameterMm }, cableOf(each.part)))
        : added;
    for (const { id, level } of newBearers(plan, borne, per)) {
      counts.set(id, { level, count: (counts.get(id)?.count ?? 0) + 1 });
    }
    return [...counts].map(([id, { level, count }]) => pricing.item('new', { id, level, part, kind, count }));
  });
}

/** Bearers of an accessory that are new, as often as it does. */
function newBearers(
  plan: Plan,
  added: readonly ReworkItem[],
  per: Bearer,
): readonly Pick<ReworkItem, 'id' | 'level'>[] {
  const ids = new Set(added.map(({ id }) => id));
  const sources = (plan.network?.sources ?? []).filter(({ units }) =>
    units.every((unit) => ids.has(unit.id)),
  );
  const sites = sourceRooms(plan).filter(({ units }) =>
    units.every(({ id, part }) => part === undefined || ids.has(id)),
  );
  const siteKind = siteKinds[per];
  if (siteKind) return sites.filter(({ units }) => units.some(({ kind }) => kind === siteKind));
  if (per === 'equipment-site' || per === 'equipment-drop') return sites;
  if (per === 'rack') return sites.flatMap((site) => (site.isRemote ? [] : site.racks.map(() => site)));
  if (per === 'source') return sources;
  if (per === 'remote-hub' || per === 'remote-source') {
    // Housings for what is new there: units of an existing tree have theirs.
    return sourceRooms(plan)
      .filter(({ isRemote }) => isRemote)
      .flatMap((site) =>
        housedUnits(site.units.filter(({ id, part }) => part === undefined || ids.has(id)))
          .filter((each) => each.some(({ part }) => part) && isHubHousing(each) === (per === 'remote-hub'))
          .map(() => site),
      );
  }
  if (per === 'poi-input') {
    const jumpers = [
      ...poiInputs(plan),
      ...shiftInputs(plan).map(({ nearEnd, level }) => ({ unit: nearEnd, level })),
    ];
    return jumpers.filter(({ unit }) => ids.has(unit)).map(({ unit: id, level }) => ({ id, level }));
  }
  if (per === 'antenna-input') return antennaInputs(plan).filter(({ id }) => ids.has(id));
  if (per === 'loose-feeder-metre' || per === 'loose-line-metre') {
    const isFeeder = per === 'loose-feeder-metre';
    return looseMetres(plan).filter((each) => ids.has(each.id) && each.isFeeder === isFeeder);
  }
  if (per === 'shift-antenna') {
    return listFarEnds(plan)
      .filter(({ antenna, blocking }) => blocking.length > 0 && ids.has(antenna))
      .map(({ antenna: id, level }) => ({ id, level }));
  }
  const radiating = added.filter(({ kind, unit }) => kind === 'antenna' && unit === 'm');
  if (per === 'radiating-cable') return radiating;
  if (per === 'radiating-metre') {
    return radiating.flatMap((each) => Array.from({ length: Math.ceil(each.quantity - 1e-9) }, () => each));
  }
  const [hung, onRamps] = [hungAntennas(plan), rampAntennas(plan)];
  const borne = added.filter(
    ({ id, kind, unit }) =>
      bearerKinds[per]?.includes(kind) &&
      !(per === 'passive-antenna' && (unit === 'm' || hung.has(id))) &&
      !(per === 'hung-antenna' && !hung.has(id)) &&
      !(per === 'ramp-antenna' && !onRamps.has(id)),
  );
  if (per === 'data-cable-end') return [...borne, ...borne];
  return per === 'cable-end' ? [...borne, ...borne, ...radiating, ...radiating] : borne;
}
