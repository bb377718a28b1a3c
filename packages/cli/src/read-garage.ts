import type { Plan } from '@diku/engine';
import { isGeoJson } from '@diku/engine/import';
import { readInput, readPlan } from './read-input.ts';

/** A file that begins as a JSON object and is no GeoJSON is a plan; anything else is a drawing. */
export function readGarage(path: string): { plan: Plan } | { drawing: Uint8Array } {
  const bytes = readInput(path);
  if (isGeoJson(bytes)) return { drawing: bytes };
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  return start.startsWith('{') || path.endsWith('.json') ? { plan: readPlan(path) } : { drawing: bytes };
}
