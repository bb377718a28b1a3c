import { DrawingError, decodeLatin1, type Phrase, say, verbatim } from '../../core/index.ts';

/** Describes what a file is by its bytes, as far as a reader is chosen by it. */
export type FileKind =
  | 'empty'
  | 'dxf'
  | 'dwg'
  | 'ifc'
  | 'step'
  | 'json'
  | 'osm'
  | 'html'
  | 'svg'
  | 'kml'
  | 'xml'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'bmp'
  | 'tiff'
  | 'webp'
  | 'pdf'
  | 'zip'
  | 'archive'
  | 'office'
  | 'dwf'
  | 'text'
  | 'unknown';

/** Bytes looked at: a comment before an XML root or a STEP header is shorter. */
const headLength = 16_384;

/** Files that say what they are in their first bytes: hexadecimal, `..` stands for any byte. */
const signatures: readonly [string, FileKind][] = [
  ['89504e470d0a1a0a', 'png'],
  ['ffd8ff', 'jpeg'],
  ['474946383761', 'gif'],
  ['474946383961', 'gif'],
  ['424d........00000000', 'bmp'],
  ['49492a00', 'tiff'],
  ['4d4d002a', 'tiff'],
  ['49492b00', 'tiff'],
  ['4d4d002b', 'tiff'],
  ['52494646........57454250', 'webp'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['1f8b', 'archive'],
  ['377abcaf271c', 'archive'],
  ['526172211a07', 'archive'],
  ['fd377a585a00', 'archive'],
  ['28b52ffd', 'archive'],
  ['d0cf11e0a1b11ae1', 'office'],
];

/** Text files by how they begin, after byte order mark, white space and comments. */
const beginnings: readonly [RegExp, FileKind][] = [
  [/^AC(10\d\d|1\.\d|2\.\d)/, 'dwg'],
  [/^AutoCAD Binary DXF/, 'dxf'],
  [/^%PDF-\d/, 'pdf'],
  [/^\(DWF V/, 'dwf'],
  [/^[[{]/, 'json'],
  [/^(<!DOCTYPE\s+html|<html)/i, 'html'],
  // Group code and value by turns.
  [/^-?\d{1,4}[ \t]*[\r\n]/, 'dxf'],
];

const xmlRoots: Readonly<Record<string, FileKind>> = {
  osm: 'osm',
  osmchange: 'osm',
  html: 'html',
  svg: 'svg',
  kml: 'kml',
};

/** Returns what the bytes are. Never fails: what nobody knows is `text` or `unknown`. */
export function sniffFormat(bytes: Uint8Array): FileKind {
  const head = bytes.subarray(0, headLength);
  const hex = hexOf(head.subarray(0, 16));
  const signed = signatures.find(([signature]) => new RegExp(`^${signature}`).test(hex))?.[1];
  if (signed) return signed;
  const text = withoutComments(headText(head));
  if (text === '') return 'empty';
  const begun = beginnings.find(([pattern]) => pattern.test(text))?.[1];
  if (begun) return begun;
  if (/^ISO-10303-21;/i.test(text)) return stepKind(text);
  if (text.startsWith('<')) return xmlKind(text);
  return isText(text) ? 'text' : 'unknown';
}

/**
 * A JSON file that is GeoJSON and no plan, by its first and last bytes: a collection may name its type behind its
 * features.
 */
export function isGeoJson(bytes: Uint8Array): boolean {
  if (sniffFormat(bytes) !== 'json') return false;
  const ends = [bytes.subarray(0, headLength), bytes.subarray(Math.max(0, bytes.length - headLength))];
  const text = ends.map((part) => decodeLatin1(part).replaceAll('\0', '')).join('\n');
  return /"type"\s*:\s*"(Feature|FeatureCollection|GeometryCollection)"/.test(text) && !/"diku-/.test(text);
}

/** The refusal of a file that no reader is for: what it looks like and what to hand in instead. */
export function notReadable(kind: FileKind, bytes: Uint8Array): DrawingError {
  const head = decodeLatin1(bytes.subarray(0, 40));
  const start = say('byte', { byte: 0 });
  const expected = pathOut[kind] ?? read;
  if (kind === 'text') {
    const [first] = head.split(/[\r\n]/);
    return new DrawingError(say('line', { line: 1 }), verbatim(quote(first)), expected);
  }
  const found = kinds[kind];
  if (!found) {
    const shown = hexOf(bytes.subarray(0, 8)).replace(/..(?=.)/g, '$& ');
    return new DrawingError(start, say('kind-unknown', { bytes: shown }), expected);
  }
  return new DrawingError(kind === 'empty' ? say('file') : start, found, expected);
}

const read = say('read-formats');
const asRaster = say('way-out-picture');

const kinds: Readonly<Partial<Record<FileKind, Phrase>>> = {
  empty: say('kind-empty'),
  step: say('kind-step'),
  html: say('kind-html'),
  svg: say('kind-svg'),
  kml: say('kind-kml'),
  xml: say('kind-xml'),
  gif: say('kind-gif'),
  bmp: say('kind-bmp'),
  tiff: say('kind-tiff'),
  webp: say('kind-webp'),
  zip: say('kind-zip'),
  archive: say('kind-archive'),
  office: say('kind-office'),
  dwf: say('kind-dwf'),
};

const pathOut: Readonly<Partial<Record<FileKind, Phrase>>> = {
  html: say('way-out-html', { formats: read }),
  svg: asRaster,
  kml: say('way-out-kml'),
  gif: asRaster,
  bmp: asRaster,
  tiff: asRaster,
  webp: asRaster,
  zip: say('way-out-archive', { formats: read }),
  archive: say('way-out-archive', { formats: read }),
  office: say('way-out-office'),
  dwf: say('way-out-dwf'),
};

/** The head as ASCII: without byte order mark, and without the zero bytes of UTF-16. */
function headText(head: Uint8Array): string {
  const [a, b] = head;
  const wide = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0;
  const plain = decodeLatin1(head).replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  return wide ? plain.replaceAll('\0', '') : plain;
}

/** The text from its first character that is no white space and in no comment of STEP. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('/*') && rest.includes('*/')) rest = rest.slice(rest.indexOf('*/') + 2).trimStart();
  return rest;
}

/** A header without its schema this early is left to the reader of IFC. */
function stepKind(text: string): FileKind {
  const schema = /FILE_SCHEMA\s*\(\s*\(\s*'(\w*)/i.exec(text)?.[1] ?? 'IFC';
  return schema.toUpperCase().startsWith('IFC') ? 'ifc' : 'step';
}

/** The kind by the root element, past declaration, comments and document type. */
function xmlKind(text: string): FileKind {
  const bare = text
    .replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
    .replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\]\s*)?>/i, '');
  const root = /<(?:[\w.-]+:)?([\w.-]+)/.exec(bare)?.[1].toLowerCase();
  return (root && xmlRoots[root]) || 'xml';
}

function isText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 26)) return false;
  }
  return true;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function quote(raw: string): string {
  return `"${raw.replace(/[^\x20-\x7e]/g, '?')}"`;
}
