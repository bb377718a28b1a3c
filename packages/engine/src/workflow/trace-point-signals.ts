import type { Plan } from '../plan/index.ts';
import {
  feedPlan,
  fittingNetwork,
  limitingCause,
  mapService,
  prepareService,
  referenceQualityDb,
  type ServiceSignal,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from '../radio/index.ts';
import { findLevel } from './parse-link-end.ts';
import { sendingAntennas, traceHeard } from './trace-heard.ts';
import { inBay, type LinkOptions, linkContext } from './trace-link.ts';
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
  const fed = feedPlan(plan);
  const context = linkContext(fed, options, fittingNetwork(fed));
  const { carrier, profile } = context;
  const service = mapService(carrier);
  const limits = throughputLimits(carrier, service, profile);
  const antennas = sendingAntennas(fed, context);
  return points.map(({ x, y, z, level }, index) => {
    const end = { x, y, z, level: findLevel(fed, level, `points[${index}].level`) };
    const { sums } = traceHeard(fed, antennas, end, context);
    const prepared = prepareService(carrier, service, inBay(end) ? 'bay' : 'open', profile);
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
