import { type Phrase, say } from '../../core/index.ts';
import { type Operator, type Plan, rowName } from '../../plan/index.ts';
import { resourceElementRatioDb } from '../../radio/index.ts';

/** Equipment at the root of a plan's network. */
export interface Equipment {
  /** Signal sources: radio units with what combines them. A hub is none: it passes on what a baseband unit sends. */
  sources: number;
  hubs: number;
  basebands: number;
}

/** Sources, hubs and baseband units of a plan's network, counted. */
export function countEquipment({ network }: Pick<Plan, 'network'>): Equipment {
  const { sources = [], basebands = [], parts = [] } = network ?? {};
  const hubParts = new Set(parts.filter(({ kind }) => kind === 'hub').map(({ id }) => id));
  const hubs = sources.filter(({ part }) => part !== undefined && hubParts.has(part)).length;
  return { sources: sources.length - hubs, hubs, basebands: basebands.length };
}

/** Level that an operator's base station has to have at the donor antenna, and what there is. */
export interface DonorLevel {
  operator: Operator;
  /** RSRP that an isotropic antenna has to receive on the carrier that needs most, dBm. */
  neededDbm: number;
  /** The weakest level outside over what its carrier needs, dB; absent where nobody stated the levels. */
  marginDb?: number;
  outdoorDbm?: number;
}

/**
 * Levels that the repeaters of a plan need of the base stations whose signal they send on: what each carrier has at their
 * output, less their gain and that of the donor antenna, with the loss of its feeder. One row per operator.
 */
export function donorLevels(plan: Plan): DonorLevel[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const outside = plan.outdoor?.groundRsrpDbm ?? {};
  const found = new Map<Operator, DonorLevel>();
  for (const { units } of plan.network?.sources ?? []) {
    for (const { part, outputPowerDbm } of units) {
      const donor = parts.get(part)?.donor;
      if (!donor) continue;
      for (const carrier of plan.carriers) {
        const outputDbm = outputPowerDbm[carrier.id];
        if (outputDbm === undefined) continue;
        const neededDbm =
          outputDbm +
          resourceElementRatioDb(carrier) -
          donor.gainDb -
          donor.antennaGainDbi +
          donor.feederLossDb;
        const outdoorDbm = outside[carrier.id] ?? outside[carrier.operator];
        addCarrier(found, { operator: carrier.operator, neededDbm }, outdoorDbm);
      }
    }
  }
  return [...found.values()];
}

function addCarrier(
  found: Map<Operator, DonorLevel>,
  { operator, neededDbm }: DonorLevel,
  outdoorDbm: number | undefined,
): void {
  const before = found.get(operator);
  const worst: DonorLevel = { operator, neededDbm: Math.max(neededDbm, before?.neededDbm ?? neededDbm) };
  const margins = [before?.marginDb, outdoorDbm === undefined ? undefined : outdoorDbm - neededDbm];
  const known = margins.filter((each) => each !== undefined);
  const levels = [before?.outdoorDbm, outdoorDbm].filter((each) => each !== undefined);
  // One carrier of which nobody knows the level leaves the operator open.
  const isOpen = outdoorDbm === undefined || (before !== undefined && before.marginDb === undefined);
  found.set(operator, {
    ...worst,
    ...(isOpen ? {} : { marginDb: Math.min(...known), outdoorDbm: Math.min(...levels) }),
  });
}

/** Donors that are too weak, and those whose levels nobody knows. */
export function donorReasons(levels: readonly DonorLevel[]): { weak: Phrase[]; open: Phrase[] } {
  const named = ({ operator, neededDbm }: DonorLevel) => ({
    operator: rowName('operator', operator),
    needed: neededDbm.toFixed(1).replace('-', '−'),
  });
  return {
    weak: levels.flatMap((each) =>
      each.marginDb !== undefined && each.marginDb < 0
        ? [
            say('scheme-donor-weak', {
              ...named(each),
              level: (each.outdoorDbm ?? 0).toFixed(1).replace('-', '−'),
            }),
          ]
        : [],
    ),
    open: levels.flatMap((each) =>
      each.marginDb === undefined ? [say('scheme-donor-unknown', named(each))] : [],
    ),
  };
}
