import { DrawingError, type Monitor, phraseText, requireList, requireObject, say } from '../../core/index.ts';
import { type ImportWarning, importWarning } from '../drawing/level-drawing.ts';
import type { DrawingFile, DrawingFormat, ReadDrawing } from '../drawing/read-drawing.ts';
import { createDxfFindings } from './dxf/dxf-findings.ts';
import { flattenDxf } from './dxf/flatten-dxf.ts';
import { chooseSpace, type DxfDocument, fileKey, readDxf, type SpaceCounts } from './dxf/read-dxf.ts';
import { readPdf } from './pdf/read-pdf.ts';
import type { ImageOptions } from './raster/image-scale.ts';
import { type FileKind, notReadable, sniffFormat } from './sniff-format.ts';

export interface ReadOptions {
  /** Hears of progress and may cancel, between two steps. */
  monitor?: Monitor;
  /** URL or path at which the platform keeps a WebAssembly file (`web-ifc.wasm`). Node finds it by itself. */
  locateWasm?: (name: string) => string;
  /** Page of a PDF document, from 1; without it the one with most lines as walls have them. */
  page?: number;
  /** Options of a PNG, JPEG or PDF: its scale; and of an image, the text of the file beside it. */
  image?: ImageOptions;
}

/** Reads one file, or several where `joins` names the kinds that may be parts of one drawing. */
interface Reader {
  read: (files: readonly DrawingFile[], options: ReadOptions) => Promise<ReadDrawing>;
  joins?: readonly FileKind[];
}

/** A PNG or JPEG image; its scale is an option. */
const scanReader: Reader = {
  read: async ([{ bytes }], { image, monitor }) =>
    (await import('./raster/read-image.ts')).readImage(bytes, image, monitor),
};

/** A drawing, with the files of its external references beside it. */
const cadReader: Reader = { read: readCad, joins: ['dxf', 'dwg'] };

/** The reader of each kind of file that is read; what a format needs beyond this project is loaded inside. */
const readers: Readonly<Partial<Record<FileKind, Reader>>> = {
  dxf: cadReader,
  dwg: cadReader,
  json: {
    read: async (files) => (await import('./geojson/read-geojson.ts')).readGeoJson(files),
    joins: ['json'],
  },
  osm: { read: async (files) => (await import('./osm/read-osm.ts')).readOsm(files), joins: ['osm'] },
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
    if (reader.joins?.includes(other)) continue;
    const expected = say('file-beside-expected');
    throw new DrawingError(fileName ?? say('files'), say('file-beside', { kind, other }), expected);
  }
  return reader.read(files, options);
}

/** Reads a DXF or DWG file, and places those that are handed in with it where it refers to them. */
async function readCad(files: readonly DrawingFile[], { monitor }: ReadOptions): Promise<ReadDrawing> {
  const read: { format: 'dxf' | 'dwg'; fileName: string | undefined; document: DxfDocument }[] = [];
  for (const { bytes, fileName } of files) {
    const format = sniffFormat(bytes) === 'dwg' ? 'dwg' : 'dxf';
    read.push({ format, fileName, document: await readDocument(format, bytes, monitor) });
  }
  const named = read.map(({ document }) => externalKeys(document));
  const isNamed = (index: number) => {
    const key = fileKey(read[index].fileName ?? '');
    return named.some((keys, other) => other !== index && keys.has(key));
  };
  // The first where each names another.
  const host = Math.max(
    0,
    read.findIndex((_, index) => !isNamed(index)),
  );
  const stray = read.find((_, index) => index !== host && !isNamed(index));
  if (stray) {
    const { fileName, format } = stray;
    const found = say('file-no-reference', { host: read[host].fileName ?? '', kind: format });
    throw new DrawingError(fileName ?? say('files'), found, say('one-drawing-references'));
  }
  const references = new Map(read.map(({ fileName, document }) => [fileKey(fileName ?? ''), document]));
  if (read.length > 1) for (const { document } of read) document.references = references;
  return documentDrawing(
    read[host].format,
    read.map(({ document }) => document),
    { host, monitor },
  );
}

async function readDocument(
  format: 'dxf' | 'dwg',
  bytes: Uint8Array,
  monitor: Monitor | undefined,
): Promise<DxfDocument> {
  if (format === 'dxf') return readDxf(bytes, monitor);
  const { readDwg } = await import('./dwg/read-dwg.ts');
  return readDwg(bytes, monitor);
}

/** Keys of the files that a drawing refers to. */
function externalKeys({ blocks }: DxfDocument): Set<string> {
  return new Set(
    [...blocks.values()].flatMap(({ externalFile }) =>
      externalFile === undefined ? [] : [fileKey(externalFile)],
    ),
  );
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

/** A DXF or DWG file as one drawing of all levels, with warnings for what was left out of it and of its references. */
function documentDrawing(
  format: DrawingFormat,
  documents: readonly DxfDocument[],
  { host, monitor }: { host: number; monitor: Monitor | undefined },
): ReadDrawing {
  const document = documents[host];
  const findings = createDxfFindings();
  const spaces = chooseSpace(document);
  const drawing = flattenDxf(document, { monitor, findings });
  const { encoding, header } = document;
  const warnings = findings.warnings(documents.reduce((sum, { entities }) => sum + entities.length, 0));
  warnings.push(...spaceWarnings(document, spaces));
  for (const each of documents) warnings.push(...tagWarnings(each));
  return {
    format,
    encoding,
    headerUnit: header.get('$INSUNITS'),
    sheets: [{ drawing }],
    damaged: findings.damaged(),
    missing: findings.missing(),
    unseen: findings.unseen(),
    warnings,
  };
}

/** Warnings about a file as a whole. */
function tagWarnings({ tags, encoding }: DxfDocument): ImportWarning[] {
  const warnings: ImportWarning[] = [];
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
  return warnings;
}
