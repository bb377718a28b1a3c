import { DrawingError, type Monitor, phraseText, requireList, requireObject, say } from '../../core/index.ts';
import { type ImportWarning, importWarning } from '../drawing/level-drawing.ts';
import type { DrawingFile, DrawingFormat, ReadDrawing } from '../drawing/read-drawing.ts';
import { createDxfFindings } from './dxf/dxf-findings.ts';
import { flattenDxf } from './dxf/flatten-dxf.ts';
import { chooseSpace, type DxfDocument, readDxf, type SpaceCounts } from './dxf/read-dxf.ts';
import { readPdf } from './pdf/read-pdf.ts';
import type { ImageOptions } from './raster/image-scale.ts';
import { type FileKind, notReadable, sniffFormat } from './sniff-format.ts';

export interface ReadOptions {
  /** Hears of progress and may cancel, between two steps. */
  monitor?: Monitor;
  /** Where the platform keeps a WebAssembly file (`web-ifc.wasm`): a URL or a path. Node finds it by itself. */
  locateWasm?: (name: string) => string;
  /** Page of a PDF document, from 1; without it the one with most lines as walls have them. */
  page?: number;
  /** Options of a PNG, JPEG or PDF: its scale; and of an image, the text of the file beside it. */
  image?: ImageOptions;
}

/** Reads one file, or several of one kind where `joins` says that they may be parts of one drawing. */
interface Reader {
  read: (files: readonly DrawingFile[], options: ReadOptions) => Promise<ReadDrawing>;
  joins?: boolean;
}

/** A PNG or JPEG image; its scale is an option. */
const scanReader: Reader = {
  read: async ([{ bytes }], { image, monitor }) =>
    (await import('./raster/read-image.ts')).readImage(bytes, image, monitor),
};

/** The reader of each kind of file that is read; what a format needs beyond this project is loaded inside. */
const readers: Readonly<Partial<Record<FileKind, Reader>>> = {
  dxf: { read: async ([{ bytes }], { monitor }) => documentDrawing('dxf', readDxf(bytes, monitor), monitor) },
  dwg: {
    read: async ([{ bytes }], { monitor }) => {
      const { readDwg } = await import('./dwg/read-dwg.ts');
      return documentDrawing('dwg', await readDwg(bytes, monitor), monitor);
    },
  },
  json: {
    read: async (files) => (await import('./geojson/read-geojson.ts')).readGeoJson(files),
    joins: true,
  },
  osm: { read: async (files) => (await import('./osm/read-osm.ts')).readOsm(files), joins: true },
  ifc: { read: async ([{ bytes }], options) => (await import('./ifc/read-ifc.ts')).readIfc(bytes, options) },
  pdf: { read: async ([{ bytes }], options) => readPdf(bytes, options) },
  png: scanReader,
  jpeg: scanReader,
};

/**
 * Reads drawings by what their bytes are, not by their names. Throws `DrawingError` with the position, and
 * `CancelledError` when the monitor asks for it.
 */
export async function readDrawing(
  source: Uint8Array | readonly DrawingFile[],
  options: ReadOptions = {},
): Promise<ReadDrawing> {
  if (!(source instanceof Uint8Array)) requireList('source', source);
  requireObject('options', options);
  const files: readonly DrawingFile[] = source instanceof Uint8Array ? [{ bytes: source }] : source;
  const [first, ...others] = files;
  if (!first) throw new DrawingError(say('files'), say('nothing'), say('one-drawing'));
  const kind = sniffFormat(first.bytes);
  const reader = readers[kind];
  if (!reader) throw notReadable(kind, first.bytes);
  for (const { bytes, fileName } of others) {
    const other = sniffFormat(bytes);
    if (reader.joins && other === kind) continue;
    const expected = say('file-beside-expected');
    throw new DrawingError(fileName ?? say('files'), say('file-beside', { kind, other }), expected);
  }
  return reader.read(files, options);
}

/** A sheet's frame, title block and notes have fewer entities. */
const largestSheetCount = 500;

/** Says where the plan was read from where layouts hold as much as a plan. */
function spaceWarnings({ isLayout }: DxfDocument, { model, layout }: SpaceCounts): ImportWarning[] {
  if (isLayout) {
    return [importWarning('paper-space', 'layout', say('warning-paper-space', { model, count: layout }))];
  }
  if (layout < largestSheetCount) return [];
  return [importWarning('paper-space', 'layout', say('warning-paper-space-unread', { count: layout }))];
}

/** A DXF or DWG file as one drawing of all levels, with warnings for what was left out. */
function documentDrawing(format: DrawingFormat, document: DxfDocument, monitor?: Monitor): ReadDrawing {
  const findings = createDxfFindings();
  const spaces = chooseSpace(document);
  const drawing = flattenDxf(document, { monitor, findings });
  const { tags, encoding, header, entities } = document;
  const warnings = findings.warnings(entities.length);
  warnings.push(...spaceWarnings(document, spaces));
  const mixedCount = tags.mixedCount();
  if (mixedCount > 0) {
    warnings.push(
      importWarning(
        'encoding-mixed',
        'drawing',
        say('warning-encoding-mixed', { count: mixedCount, encoding }),
      ),
    );
  }
  if (!tags.ended) {
    const location = tags.locationOfValue(tags.count - 1);
    warnings.push(importWarning('file-unended', phraseText(location, 'en'), say('warning-file-unended')));
  }
  return {
    format,
    encoding,
    headerUnit: header.get('$INSUNITS'),
    sheets: [{ drawing }],
    damaged: findings.damaged(),
    missing: findings.missing(),
    warnings,
  };
}
