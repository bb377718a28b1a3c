import type { Antenna, CarrierMap } from '@diku/engine';
import { type CompareState, comparedVariant } from './compare-state.ts';
import { differenceColors, differenceHeatmap, differenceScale } from './difference-heatmap.ts';
import { type FieldScale, findScale, isMeasured, usualQuantity } from './field-scale.ts';
import { type DrawnRaster, rasterOf } from './heatmap-raster.ts';
import { referenceHeatmap, referenceScale } from './reference-heatmap.ts';
import { type ReferenceState, shownReference } from './reference-state.ts';
import { findHeatmap, findMap, findServers, type ResultState } from './result-state.ts';
import { scaleColors } from './scale-colors.ts';
import type { ViewState } from './view-state.ts';

/** Inputs that decide which field a floor shows. */
export interface FieldSources {
  view: ViewState;
  results: ResultState;
  compare: CompareState;
  reference: ReferenceState;
  /** Antennas of the plan on screen. */
  antennas: readonly Antenna[];
}

/** A field as it is drawn and as the legend explains it. */
export interface ShownField {
  scale: FieldScale;
  /** Colour of each class. */
  colors: readonly string[];
  /** Undefined while it is not known. */
  raster: DrawnRaster | undefined;
}

/** Returns whether the difference to a variant is shown instead of the plan's own field. */
export function isDifference(compare: CompareState): boolean {
  return compare.mode === 'difference' && comparedVariant(compare) !== undefined;
}

/**
 * The field of a level: of the plan, or what it has more than a variant, or where the model is off the rays, which is known of
 * one level.
 */
export function shownField(sources: FieldSources, levelId: string): ShownField {
  const { view, results, compare, reference, antennas } = sources;
  const found = shownReference(reference, view);
  if (found) {
    const raster = levelId === found.levelId ? referenceHeatmap(found.comparison) : undefined;
    return { scale: referenceScale, colors: differenceColors[view.theme], raster };
  }
  const map = findMap(results, view.carrierId, levelId);
  const scale = shownScale(sources);
  if (isDifference(compare)) {
    const other = comparedMap(sources, levelId);
    const raster = map && other && differenceHeatmap(map, other, measuredScale(sources));
    return { scale, colors: differenceColors[view.theme], raster };
  }
  const colors = scaleColors(scale, view.theme, map ? findServers(results, map, antennas) : []);
  return { scale, colors, raster: map && findHeatmap(results, map, scale) };
}

/** Scale of its classes. */
export function shownScale(sources: FieldSources): FieldScale {
  const { view, results, compare, reference } = sources;
  if (shownReference(reference, view)) return referenceScale;
  if (isDifference(compare)) return differenceScale(measuredScale(sources));
  return findScale(view.quantity, results.exact?.classLimits[view.carrierId]);
}

/** The variant's field beside the plan's own; undefined where there is none. */
export function comparedField(sources: FieldSources, levelId: string): ShownField | undefined {
  const { view, results, compare, reference } = sources;
  const map = comparedMap(sources, levelId);
  if (shownReference(reference, view)) return undefined;
  if (!map || !compare.exact || compare.mode !== 'swipe') return undefined;
  const scale = findScale(view.quantity, compare.exact.classLimits[view.carrierId]);
  // An antenna has the colour that it has in the plan.
  const known = new Map(results.exact?.servers.map(({ id, color }) => [id, color]));
  const servers = compare.exact.servers.map((server) => ({
    ...server,
    color: known.get(server.id) ?? server.color,
  }));
  return { scale, colors: scaleColors(scale, view.theme, servers), raster: rasterOf(map, scale) };
}

/** The variant's map of what is on screen. */
export function comparedMap({ view, compare }: FieldSources, levelId: string): CarrierMap | undefined {
  return compare.exact?.maps.find((map) => map.carrierId === view.carrierId && map.levelId === levelId);
}

/** Scale of the comparison: the quantity on screen, RSRP where that is not a number. */
export function measuredScale({ view: { quantity, carrierId }, results }: FieldSources): FieldScale {
  return findScale(isMeasured(quantity) ? quantity : usualQuantity, results.exact?.classLimits[carrierId]);
}
