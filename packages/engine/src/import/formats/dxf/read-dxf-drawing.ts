import { type Monitor, phraseText } from '../../../core/index.ts';
import type { ReadDrawing } from '../../drawing/read-drawing.ts';
import { createDxfFindings } from './dxf-findings.ts';
import { flattenDxf } from './flatten-dxf.ts';
import { readDxf } from './read-dxf.ts';

/** A DXF file as one drawing of all levels, with warnings for what was left out. */
export function readDxfDrawing(bytes: Uint8Array, monitor?: Monitor): ReadDrawing {
  const document = readDxf(bytes, monitor);
  const findings = createDxfFindings();
  const drawing = flattenDxf(document, { monitor, findings });
  const { tags, encoding, header, entities } = document;
  const warnings = findings.warnings(entities.length);
  const mixedCount = tags.mixedCount();
  if (mixedCount > 0) {
    const message = `${mixedCount} texts are in another encoding than the file (${encoding}); each was read in its own`;
    warnings.push({ code: 'encoding-mixed', message, at: 'drawing' });
  }
  if (!tags.ended) {
    const message = 'the file ends without EOF behind its last section that is whole; it may be cut short';
    warnings.push({ code: 'file-unended', message, at: phraseText(tags.placeOfValue(tags.count - 1), 'en') });
  }
  return {
    format: 'dxf',
    encoding,
    headerUnit: header.get('$INSUNITS'),
    sheets: [{ drawing }],
    damaged: findings.damaged(),
    missing: findings.missing(),
    warnings,
  };
}
