import type { Plan } from '../plan/schema.ts';
import { limitingCause } from '../signal/carrier-map.ts';
import { CellSums } from '../signal/cell-sums.ts';
import { mapService, radiates } from '../signal/link-budget.ts';
import { outdoorAntennas } from '../signal/outdoor-antennas.ts';
import { referenceQualityDb } from '../signal/reference-quality.ts';
import { prepareService, type ServiceSignal } from '../signal/service-signal.ts';
import { throughputClasses, throughputClassOf, throughputLimits } from '../signal/throughput.ts';
import { dbmToMw } from '../units.ts';
import { isHeard } from './heard-antennas.ts';
import { findLevel } from './parse-link-end.ts';
import { inBay, type LinkOptions, linkContext, traceAntenna } from './trace-link.ts';
import type { TracedPoint } from './trace-points.ts';

/** What a carrier gives at a place, all antennas together: as a cell of its map there. */
export interface PointSignal extends Omit<ServiceSignal, 'limiting'> {
  /** Absent for GSM. */
  rsrqDb?: number;
  limiting: string;
  throughput: (typeof throughputClasses)[number];
}

/**
 * The signal of one carrier at each point for the service that its map shows, in double precision.
 * @throws InputError for an unknown level, carrier or model
 */
export function tracePointSignals(
  plan: Plan,
  points: readonly TracedPoint[],
  options: LinkOptions = {},
): PointSignal[] {
  const context = linkContext(plan, options);
  const { carrier, profile } = context;
  const service = mapService(carrier);
  const limits = throughputLimits(carrier, service, profile);
  const outdoors = outdoorAntennas(plan, carrier, profile).map(({ antenna }) => antenna);
  const antennas = [...plan.antennas.filter((antenna) => radiates(antenna, carrier)), ...outdoors];
  return points.map(({ x, y, z, level }, index) => {
    const end = { x, y, z, level: findLevel(plan, level, `points[${index}].level`) };
    const endsInBay = inBay(end);
    const sums = new CellSums();
    for (const antenna of antennas) {
      const own = plan.levels.find(({ id }) => id === antenna.level);
      const heard =
        own && (own === end.level || (context.model.usesObstacles && isHeard(plan.levels, own, end.level)));
      if (!heard) continue;
      const link = traceAntenna(plan, antenna, end, endsInBay, context);
      const { bodyLossDb, vehicleLossDb } = link.budget;
      sums.add(antenna.cell, dbmToMw(link.rsrpDbm + bodyLossDb + vehicleLossDb));
    }
    const prepared = prepareService(carrier, service, endsInBay ? 'bay' : 'open', profile);
    const { limiting, ...values } = sums.signal(prepared);
    const rsrqDb = referenceQualityDb(carrier, values.sinrDb, profile);
    return {
      ...values,
      ...(rsrqDb === undefined ? {} : { rsrqDb }),
      limiting: causeNames[limiting],
      throughput: throughputClasses[throughputClassOf(limits, values.sinrDb, values.uplinkMarginDb)],
    };
  });
}

const causeNames = Object.fromEntries(Object.entries(limitingCause).map(([name, value]) => [value, name]));
