import { type CatalogPart, type Plan, planProfile } from '../../plan/index.ts';
import { type NetworkNeed, networkNeeds } from './network-needs.ts';

/** Kinds of work in the order in which a level is done: cables along trays first, sources at the end. */
export const workKinds = ['cables', 'devices', 'antennas', 'sources'] as const;
export type WorkKind = (typeof workKinds)[number];

/** One kind of work on one level. */
export interface WorkStep {
  kind: WorkKind;
  level: string;
  quantity: number;
  unit: 'piece' | 'm';
  /** Labour on the bill. */
  labourCny: number;
  /** Days of one crew, to half a day; 0 where the bill has no labour for it. */
  days: number;
  /** Days of work since the start, from 1, where one crew does one step after the other. */
  firstDay: number;
  lastDay: number;
}

const kindOf: Record<CatalogPart['kind'], WorkKind> = {
  ...{ cable: 'cables', 'data-cable': 'cables', fibre: 'cables', penetration: 'cables' },
  ...{ antenna: 'antennas', 'small-cell': 'antennas' },
  ...{ splitter: 'devices', coupler: 'devices', attenuator: 'devices', load: 'devices' },
  ...{ 'radio-unit': 'sources', repeater: 'sources', poi: 'sources', hub: 'sources', baseband: 'sources' },
  accessory: 'devices',
};

/** Work level by level, with the bill's labour, for one crew from the first day on. */
export function workSchedule(plan: Plan): WorkStep[] {
  const { crewDayCny } = planProfile(plan).network;
  const needs = networkNeeds(plan);
  let doneDays = 0;
  return plan.levels.flatMap(({ id }) =>
    workKinds.flatMap((kind): WorkStep[] => {
      const matching = needs.filter((need) => need.level === id && kindOf[need.kind] === kind);
      return (['m', 'piece'] as const).flatMap((unit): WorkStep[] => {
        const same = matching.filter((need) => need.unit === unit);
        if (same.length === 0) return [];
        const labourCny = same.reduce((sum, need) => sum + labourOf(need), 0);
        const days = Math.ceil((2 * labourCny) / crewDayCny - 1e-9) / 2;
        const firstDay = Math.floor(doneDays) + 1;
        doneDays += days;
        return [
          {
            ...{ kind, level: id, quantity: same.reduce((sum, { quantity }) => sum + quantity, 0), unit },
            ...{ labourCny, days, firstDay, lastDay: Math.max(firstDay, Math.ceil(doneDays)) },
          },
        ];
      });
    }),
  );
}

function labourOf({ quantity, part }: NetworkNeed): number {
  return quantity * (part?.labourCny ?? 0);
}
