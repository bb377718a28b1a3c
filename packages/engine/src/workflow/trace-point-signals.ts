import type { Plan } from '../plan/index.ts';
import {
  antennaPaths,
  applyPortPowers,
  correctAt,
  type DataRates,
  dataRates,
  findCorrections,
  fittingNetwork,
  limitingCause,
  mapService,
  maxLayers,
  planResiduals,
  prepareService,
  referenceQualityDb,
  type ServiceSignal,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from '../radio/index.ts';
import { levelLocation } from './parse-link-end.ts';
import { sendingAntennas, traceDetectable } from './trace-detectable.ts';
import {
  inBay,
  type LinkOptions,
  type LinkResult,
  linkContext,
  linkCorrections,
  traceAntenna,
} from './trace-link.ts';

/** Signal of a carrier at a location, all antennas together: as a cell of its map there. */
export interface PointSignal extends Omit<ServiceSignal, 'limiting'> {
  /** Absent for GSM. */
  rsrqDb?: number;
  limiting: string;
  throughput: (typeof throughputClasses)[number];
  /** Layers at which the downlink is fastest, and what the phone's share of the carrier carries; absent for GSM. */
  rates?: DataRates;
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
  const powered = applyPortPowers(plan);
  const context = linkContext(powered, options, fittingNetwork(powered));
  const { carrier, profile } = context;
  const service = mapService(carrier);
  const limits = throughputLimits(carrier, service, profile);
  const ratesAt = dataRates(carrier, service, profile);
  const pathsOf = antennaPaths(powered, fittingNetwork(powered));
  const antennas = sendingAntennas(powered, context);
  const residuals = planResiduals(powered, context.model.id);
  const correctionsOf = residuals && findCorrections(powered, residuals, options.memo);
  return points.map(({ x, y, z, level }, index) => {
    const at = { location: `points[${index}]`, level: `points[${index}].level` };
    const end = levelLocation(powered, { x, y, z }, level, at);
    const correct = correctionsOf?.(level, carrier);
    const { sums, strongestAntenna: from } = traceDetectable(powered, antennas, end, context, correct);
    const layers = from ? maxLayers(carrier, pathsOf(from, carrier), profile) : 1;
    const prepared = prepareService(carrier, service, inBay(end) ? 'bay' : 'open', profile);
    const { limiting, ...values } = sums.signal(prepared, correct && correctAt(correct, end));
    const rsrqDb = referenceQualityDb(carrier, values.sinrDb, profile);
    return {
      ...values,
      ...(rsrqDb === undefined ? {} : { rsrqDb }),
      limiting: causeNames[limiting],
      throughput: throughputClasses[throughputClassOf(limits, values.sinrDb, values.uplinkMarginDb, layers)],
      ...(ratesAt ? { rates: ratesAt(values.sinrDb, values.uplinkMarginDb, layers) } : {}),
    };
  });
}

const causeNames = Object.fromEntries(Object.entries(limitingCause).map(([name, value]) => [value, name]));

/** A location to trace to: metres in the plan's frame, z above the level's floor. */
interface TracedPoint {
  x: number;
  y: number;
  z: number;
  level: string;
}

/**
 * The links from every antenna of the plan to each point, what `traceLink` gives one by one.
 * [points, antennas] @throws InputError for an unknown level, carrier or model
 */
export function tracePoints(
  plan: Plan,
  points: readonly TracedPoint[],
  options: LinkOptions = {},
): LinkResult[][] {
  const context = linkContext(plan, options);
  const powered = applyPortPowers(plan);
  const correctionOf = linkCorrections(powered, context, options.memo);
  return points.map(({ x, y, z, level }, index) => {
    const at = { location: `points[${index}]`, level: `points[${index}].level` };
    const end = levelLocation(plan, { x, y, z }, level, at);
    const endsInBay = inBay(end);
    return powered.antennas.map((antenna) =>
      traceAntenna(plan, antenna, end, endsInBay, context, correctionOf(antenna, end)),
    );
  });
}
