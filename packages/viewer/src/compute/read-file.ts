import { InputError, isGeoJson, parseCorrections, parsePlan, parsePreset, say } from '@diku/engine';
import type { OpenedFile } from './worker-contract.ts';

/**
 * What a file is that is no drawing: a plan, corrections or a preset. Undefined for a drawing, which GeoJSON is too.
 * Throws with places in the file.
 */
export function readDocument(bytes: Uint8Array): OpenedFile | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
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
    const found = say('json-error', { reason: (error as Error).message });
    throw new InputError([{ at: 'JSON', found, expected: say('plan-document') }]);
  }
}
