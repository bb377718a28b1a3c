import { InputError, isGeoJson, PlanError, parseCorrections, parsePlan, parsePreset } from '@diku/engine';
import type { OpenedFile } from './worker-contract.ts';

/** Drawings that are not read, by their first bytes. */
const dwgMagic = 'AC10';

/**
 * What a file is that is no drawing: a plan, corrections or a preset. Undefined for a drawing, which GeoJSON is too.
 * Throws with places in the file.
 */
export function readDocument(
  bytes: Uint8Array,
  fileName: string,
  dwgExpected: string,
): OpenedFile | undefined {
  if (bytes.length === 0)
    throw new PlanError([{ at: fileName, found: 'an empty file', expected: 'DXF / .diku.json' }]);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  if (head.startsWith(dwgMagic)) {
    throw new PlanError([{ at: fileName, found: `DWG (${head.slice(0, 6)})`, expected: dwgExpected }]);
  }
  if (!/^(\xef\xbb\xbf)?\s*[{[]/.test(head) || isGeoJson(bytes)) return undefined;
  const value = parseJson(bytes);
  const { format } = Object(value) as { format?: unknown };
  if (format === 'diku-corrections') return { kind: 'corrections', corrections: parseCorrections(value) };
  if (format === 'diku-import-preset') return { kind: 'preset', preset: parsePreset(value) };
  return { kind: 'plan', plan: parsePlan(value) };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const found = (error as Error).message;
    throw new InputError([{ at: 'JSON', found, expected: 'a plan document (UTF-8)' }]);
  }
}
