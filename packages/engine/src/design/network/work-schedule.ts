import { type CatalogPart, type Plan, planProfile } from '../../plan/index.ts';
import { type NetworkNeed, networkNeeds } from './network-needs.ts';

/** Kinds of work in the order in which a level is done: holes before the cables that pass them, power and earth at the end. */
export const workKinds = [
  ...(['openings', 'cables', 'devices', 'antennas', 'units', 'sources', 'supply'] as const),
] as const;
export type WorkKind = (typeof workKinds)[number];

/** One kind of work on one level. */
export interface WorkStep {
  kind: WorkKind;
  level: string;
  /** Metres of cable, or pieces of what the work is named after; labels, connectors and brackets are not counted. */
  quantity: number;
  unit: 'piece' | 'm';
  /** Kind of part whose unit the quantity is in. */
  countedKind: CatalogPart['kind'];
  /** Racks and housings among the work on sources, and earth bars of the supply, as the bill counts them. */
  frames: number;
  earthBars: number;
  /** Labour on the bill, with what comes along. */
  labourCny: number;
  /** Days of one crew, to half a day; 0 where the bill has no labour for it. */
  days: number;
  /** Days of work since the start, from 1, where one crew does one step after the other. */
  firstDay: number;
  lastDay: number;
}

const kindOf: Record<Exclude<CatalogPart['kind'], 'accessory'>, WorkKind> = {
  ...{ penetration: 'openings', cable: 'cables', 'data-cable': 'cables', fibre: 'cables' },
  ...{ antenna: 'antennas', 'small-cell': 'units' },
  ...{ splitter: 'devices', coupler: 'devices', attenuator: 'devices', load: 'devices' },
  ...{ 'radio-unit': 'sources', repeater: 'sources', 'shift-unit': 'sources', poi: 'sources' },
  ...{ hub: 'sources', baseband: 'sources' },
};

/** The work that an accessory is done with, by what it comes with. */
const kindOfBearer: Record<NonNullable<CatalogPart['per']>, WorkKind> = {
  ...{ 'radio-unit': 'supply', 'powered-unit': 'supply', 'power-frame': 'supply' },
  ...{ source: 'supply', 'equipment-site': 'supply' },
  ...{ repeater: 'sources', 'remote-source': 'sources', 'remote-hub': 'sources', 'poi-input': 'sources' },
  ...{ rack: 'sources', 'fibre-frame': 'sources' },
  ...{ antenna: 'antennas', 'passive-antenna': 'antennas', 'small-cell': 'units' },
  'ramp-antenna': 'antennas',
  ...{ 'hung-antenna': 'antennas', 'antenna-input': 'cables', 'equipment-drop': 'cables' },
  ...{ 'loose-feeder-metre': 'cables', 'loose-line-metre': 'cables' },
  'shift-antenna': 'supply',
  ...{ 'radiating-cable': 'cables', 'radiating-metre': 'cables' },
  ...{
    device: 'devices',
    cable: 'cables',
    'cable-end': 'cables',
    'data-cable-end': 'cables',
    line: 'cables',
  },
};
/** Accessories that are counted: a supply for each unit. */
const countedBearers: readonly CatalogPart['per'][] = ['powered-unit', 'shift-antenna', 'radio-unit'];
const frameBearers: readonly CatalogPart['per'][] = ['rack', 'remote-source', 'remote-hub'];
/** Kind of part that a work counts: its unit is that of the kind. */
const countedKinds: Record<WorkKind, CatalogPart['kind']> = {
  ...({ openings: 'penetration', cables: 'cable', devices: 'splitter', antennas: 'antenna' } as const),
  ...({ units: 'small-cell', sources: 'radio-unit', supply: 'accessory' } as const),
};

/** Work level by level, with the bill's labour, for one crew from the first day on. */
export function workSchedule(plan: Plan): WorkStep[] {
  const { crewDayCny } = planProfile(plan).network;
  const needs = networkNeeds(plan);
  let doneDays = 0;
  return plan.levels.flatMap(({ id }) =>
    workKinds.flatMap((kind): WorkStep[] => {
      const matching = needs.filter((need) => need.level === id && workOf(need) === kind);
      if (matching.length === 0) return [];
      const isByMetre = matching.some(({ unit }) => unit === 'm') && kind === 'cables';
      const counted = matching.filter((need) => isCounted(need, isByMetre));
      const labourCny = matching.reduce((sum, need) => sum + labourOf(need), 0);
      const days = Math.ceil((2 * labourCny) / crewDayCny - 1e-9) / 2;
      const firstDay = Math.floor(doneDays) + 1;
      doneDays += days;
      return [
        {
          ...{ kind, level: id, unit: isByMetre ? 'm' : 'piece', countedKind: countedKinds[kind] },
          frames: countOf(matching, frameBearers),
          earthBars: countOf(matching, ['equipment-site']),
          quantity: counted.reduce((sum, { quantity }) => sum + quantity, 0),
          ...{ labourCny, days, firstDay, lastDay: Math.max(firstDay, Math.ceil(doneDays)) },
        },
      ];
    }),
  );
}

/** Radiating cable is installed as cable, though it radiates. */
function workOf({ kind, unit, part }: NetworkNeed): WorkKind {
  if (kind === 'accessory' || part?.per !== undefined) return kindOfBearer[part?.per ?? 'device'];
  return kind === 'antenna' && unit === 'm' ? 'cables' : kindOf[kind];
}

function isCounted({ kind, unit, part }: NetworkNeed, isByMetre: boolean): boolean {
  if (isByMetre) return unit === 'm';
  return kind !== 'accessory' || countedBearers.includes(part?.per);
}

function countOf(needs: readonly NetworkNeed[], bearers: readonly CatalogPart['per'][]): number {
  return needs.reduce(
    (sum, { kind, part, quantity }) =>
      kind === 'accessory' && bearers.includes(part?.per) ? sum + quantity : sum,
    0,
  );
}

function labourOf({ quantity, part }: NetworkNeed): number {
  return quantity * (part?.labourCny ?? 0);
}
