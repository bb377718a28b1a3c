import {
  type CatalogPart,
  facilityKindRow,
  type NetworkSource,
  type Passing,
  type Plan,
  pathLengthM,
  radiatesAlongPath,
} from '../../plan/index.ts';
import { antennaPartId } from '../../radio/index.ts';
import { listPassages } from './penetrations.ts';

/** One thing to be mounted or installed. */
export interface NetworkNeed {
  /** Id of its part; where the plan has no part for it what it is called. */
  name: string;
  part?: CatalogPart;
  kind: CatalogPart['kind'];
  quantity: number;
  unit: 'piece' | 'm';
  /** Level of the device; for a cable, the level where it ends. */
  level: string;
}

/** Id of the part that a way through walls and slabs is on the bill. */
export function penetrationPartId(passing: Passing, parts: readonly CatalogPart[] = []): string {
  const part = parts.find((each) => each.kind === 'penetration' && each.passing === passing);
  return part?.id ?? `penetration-${passing}`;
}

/** All that a plan's network and antennas are made of, one by one. */
export function networkNeeds(plan: Plan): NetworkNeed[] {
  const { network } = plan;
  const parts = new Map((network?.parts ?? []).map((part) => [part.id, part]));
  const need = (
    name: string,
    kind: CatalogPart['kind'],
    level: string,
    measure: Pick<NetworkNeed, 'quantity' | 'unit'> = { quantity: 1, unit: 'piece' },
  ): NetworkNeed => {
    const part = parts.get(name);
    return { name, part, kind: part?.kind ?? kind, level, ...measure };
  };
  const smallCells = new Set(
    (network?.cables ?? [])
      .filter(({ part }) => parts.get(part)?.kind === 'data-cable')
      .map(({ to }) => to.node),
  );
  return [
    ...(network?.sources ?? []).flatMap(({ part, units, level }) => [
      ...(part === undefined ? [] : [need(part, 'poi', level)]),
      ...units.map((unit) => need(unit.part, 'radio-unit', level)),
    ]),
    ...(network?.basebands ?? []).map(({ part, level }) => need(part, 'baseband', level)),
    ...(network?.devices ?? []).map(({ part, level }) => need(part, 'load', level)),
    ...(network?.cables ?? []).map(({ part, lengthM, course }) =>
      need(part, 'cable', course[course.length - 1].level, { quantity: lengthM, unit: 'm' }),
    ),
    // A small cell is a unit of its hub and brings its antenna along.
    ...plan.antennas
      .filter(({ id }) => !smallCells.has(id))
      .map((antenna) => {
        const name = antennaPartId(antenna, network?.parts ?? []);
        if (!radiatesAlongPath(antenna)) return need(name, 'antenna', antenna.level);
        return need(name, 'antenna', antenna.level, { quantity: pathLengthM(antenna.path ?? []), unit: 'm' });
      }),
    ...listPassages(plan).penetrations.map(({ passing, level }) =>
      need(penetrationPartId(passing, network?.parts), 'penetration', level),
    ),
    ...accessoryNeeds(plan, need),
  ];
}

type Bearers = Record<NonNullable<CatalogPart['per']>, readonly string[]>;

/** Accessories of the plan's parts, one for each thing that they come with. */
function accessoryNeeds(
  plan: Plan,
  need: (name: string, kind: CatalogPart['kind'], level: string) => NetworkNeed,
): NetworkNeed[] {
  const accessories = (plan.network?.parts ?? []).filter(({ kind }) => kind === 'accessory');
  if (accessories.length === 0) return [];
  const bearers = levelsOfBearers(plan);
  return accessories.flatMap(({ id, per }) =>
    per === undefined ? [] : bearers[per].map((level) => need(id, 'accessory', level)),
  );
}

/** Level of each thing that accessories come with. */
function levelsOfBearers(plan: Plan): Bearers {
  const { sources = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const radios = sources.filter(({ part }) => kinds.get(part ?? '') !== 'hub');
  const feeders = cables.filter(({ part }) => kinds.get(part) === 'cable');
  const levelsOf = (list: readonly { level: string }[]) => list.map(({ level }) => level);
  const feederLevels = feeders.map(({ course }) => course[course.length - 1].level);
  const isRepeater = ({ part }: { part: string }) => kinds.get(part) === 'repeater';
  return {
    repeater: radios.flatMap(({ level, units }) => units.filter(isRepeater).map(() => level)),
    'radio-unit': radios.flatMap(({ level, units }) => units.map(() => level)),
    source: levelsOf(radios),
    'remote-source': levelsOf(radios.filter((source) => isRemoteSource(plan, source))),
    antenna: levelsOf(plan.antennas),
    device: levelsOf(devices),
    cable: feederLevels,
    'cable-end': [...feederLevels, ...feederLevels],
  };
}

/** Returns whether the radio units of a source hang outside the equipment rooms of the plan. */
export function isRemoteSource(
  { levels }: Pick<Plan, 'levels'>,
  { level, facility }: NetworkSource,
): boolean {
  const { facilities = [] } = levels.find(({ id }) => id === level) ?? {};
  const kind = facilities.find(({ id }) => id === facility)?.kind;
  return kind === undefined || !facilityKindRow(kind).isSourceSite;
}
