import {
  defaultRequirements,
  findCarrierProfile,
  importDrawing,
  type Plan,
  PlanError,
  type Progress,
  parsePlan,
  warningText,
} from '@diku/engine';
import webIfcUrl from 'web-ifc/web-ifc.wasm?url';
import type { OpenedFile } from './worker-contract.ts';

/** Drawings that are not read, by their first bytes. */
const dwgMagic = 'AC10';

/** A plan from a file's bytes: a plan document, or a drawing to be recognised. Throws with places in the file. */
export async function readFile(
  bytes: Uint8Array,
  fileName: string,
  dwgExpected: string,
  report: (progress: Progress) => void,
): Promise<OpenedFile> {
  if (bytes.length === 0)
    throw new PlanError([{ at: fileName, found: 'an empty file', expected: 'DXF / .diku.json' }]);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  if (head.startsWith(dwgMagic)) {
    throw new PlanError([{ at: fileName, found: `DWG (${head.slice(0, 6)})`, expected: dwgExpected }]);
  }
  if (/^(\xef\xbb\xbf)?\s*[{[]/.test(head)) return { plan: readPlan(bytes), isDrawing: false, warnings: [] };
  report({ stage: 'import', doneRatio: 0 });
  const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };
  const imported = await importDrawing(bytes, { fileName, defaults, locateWasm: () => webIfcUrl });
  const warnings = imported.warnings.map((warning) => ({
    at: warning.at,
    zh: warningText(warning, 'zh'),
    en: warningText(warning, 'en'),
  }));
  return { plan: parsePlan(imported.plan), isDrawing: true, warnings };
}

function readPlan(bytes: Uint8Array): Plan {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new PlanError([
      { at: 'JSON', found: (error as Error).message, expected: 'a plan document (UTF-8)' },
    ]);
  }
  return parsePlan(value);
}
