import { outdoorIndex, throughputClasses } from '@diku/engine/radio';
import type { FloorLocation } from '../scene/pick-floor.ts';
import { findScale, mapValues } from '../store/field-scale.ts';
import { findCell, findMap, findServers } from '../store/result-state.ts';
import { formatNumber, formatPercent, text } from '../texts/language.ts';
import type { App } from './app.ts';

/**
 * Value of the quantity on screen at a location, with its unit; a dash where nothing is counted or computed.
 */
export function pointValue({ results, view, store }: App, { levelId, x, y }: FloorLocation): string {
  const { quantity, carrierId } = view.value;
  const map = findMap(results.value, carrierId, levelId);
  const cell = map ? findCell(map, x, y) : -1;
  if (!map || cell < 0 || Number.isNaN(map.rsrpDbm[cell])) return '–';
  const best = map.bestAntenna[cell];
  if (best === -1) return text('legendUnserved');
  if (quantity === 'server') {
    if (best === outdoorIndex) return text('outdoors');
    return findServers(results.value, map, store.plan?.antennas ?? [])[best]?.id ?? '–';
  }
  const scale = findScale(quantity, results.value.exact?.classLimits[carrierId]);
  const value = mapValues(map, scale)[cell];
  if (quantity === 'throughput') return text(`rate_${throughputClasses[value]}`);
  if (scale.unit === '%') return formatPercent(value, 1);
  return `${formatNumber(value, 1)} ${scale.unit}`;
}

/** The antenna that is received best at a location, with the cell of the map that says so; undefined where none is. */
export function servingAntenna({ results, view, store }: App, { levelId, x, y }: FloorLocation) {
  const map = findMap(results.value, view.value.carrierId, levelId);
  const cell = map ? findCell(map, x, y) : -1;
  const antenna = map && cell >= 0 ? store.plan?.antennas[map.bestAntenna[cell]] : undefined;
  return map && antenna && { antenna, map, cell };
}
