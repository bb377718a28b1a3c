import type { Antenna } from '@diku/engine';
import type { App } from '../app/app.ts';
import type { FloorPlace } from '../scene/pick-floor.ts';
import { isCombined } from '../store/combined-map.ts';
import { findCell, findMap } from '../store/result-state.ts';

/** A link of the carrier shown: the antenna heard best at a place, and the phone there as an end of a link. */
export interface HeardLink {
  antenna: Antenna;
  carrierId: string;
  to: string;
}

/** Undefined away from the field, and where no antenna serves. */
export function heardLink(app: App, place: FloorPlace): HeardLink | undefined {
  const plan = app.store.plan;
  if (!plan || app.store.previewing) return undefined;
  const { carrierId } = app.view.value;
  const results = app.results.value;
  const map = findMap(results, carrierId, place.levelId);
  const cell = map ? findCell(map, place.x, place.y) : -1;
  const antenna = map && cell >= 0 ? plan.antennas[map.bestAntenna[cell]] : undefined;
  if (!antenna) return undefined;
  const heightM = results.exact?.profile.phoneHeightM ?? 1.5;
  const to = `${place.x.toFixed(3)},${place.y.toFixed(3)},${heightM},${place.levelId}`;
  const decided = map && isCombined(map) ? map.carrierIds[map.deciding[cell]] : carrierId;
  return { antenna, carrierId: decided, to };
}
