import { type CarrierMap, limitingCause } from '../signal/carrier-map.ts';
import type { WeakPlaceLimit } from './assessment.ts';

/** What a carrier is shortest of at a cell. */
export function weakLimit(map: CarrierMap, cell: number): WeakPlaceLimit {
  if (map.bestAntenna[cell] < 0) return 'no-antenna';
  if (map.limiting[cell] === limitingCause.interference) return 'interference';
  return map.limiting[cell] === limitingCause.uplink ? 'uplink' : 'level';
}
