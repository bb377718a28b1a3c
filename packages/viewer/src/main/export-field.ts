import { numbersGeoTiff } from '@diku/engine/documents';
import { scaledQuantity } from '@diku/engine/radio';
import type { App } from '../app/app.ts';
import { saveFile } from '../review/save-file.ts';
import { isMeasured } from '../store/field-scale.ts';
import { findMap } from '../store/result-state.ts';
import { text } from '../texts/language.ts';

/** Longer names are cut off by some file systems. */
const maxNameCharacters = 120;

/**
 * Hands the field on screen to the browser's downloads as GeoTIFF, in the plan's metres. Its description says what it
 * is: quantity with unit, carrier, level, model, state of shutters and cars, height of the phone.
 */
export function exportField({ store, results, view, page }: App): void {
  const { quantity, carrierId, levelId } = view.value;
  const { exact, status } = results.value;
  const plan = store.committed;
  const map = findMap(results.value, carrierId, levelId);
  if (!plan || !exact || !map || status !== 'fresh' || !isMeasured(quantity)) return;
  const row = scaledQuantity(quantity);
  const description = [
    `${quantity} ${row.unit === 'ratio' ? '0-1' : row.unit}`,
    ...[`carrier ${carrierId}`, `level ${levelId}`, `model ${exact.model.id}`],
    ...[`state ${exact.scenarioId}`, `phone at ${exact.profile.phoneHeightM} m`],
  ].join(', ');
  const bytes = numbersGeoTiff(map.grid, row.values(map), description, plan.georeference);
  const words = [plan.community.id, levelId, carrierId, quantity, exact.scenarioId].join('-');
  const name = words.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, maxNameCharacters);
  const file = `${name}.tif`;
  saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/tiff' }), file);
  page.patch({ notice: { kind: 'info', title: text('saved', { file }), lines: [description] } });
}
