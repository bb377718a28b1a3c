import { DrawingError, type Phrase, say } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { CharacterMaps } from './character-maps.ts';

const { largestBytes, largestPixels, largestContentBytes } = tuning.pdfOpenPdf;

/** Instructions of a page as PDF.js lists them: numbers of `OPS` and their arguments. */
export interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

export interface TextItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
  fontName: string;
  hasEOL: boolean;
}

export interface TextContent {
  items: readonly TextItem[];
  styles: Readonly<Record<string, { vertical?: boolean }>>;
}

/** Pixels of an image of a page. */
export interface PdfRaster {
  width: number;
  height: number;
  /** 1: one bit a pixel, grey. 2: red, green, blue. 3: those and how opaque. */
  kind: 1 | 2 | 3;
  data: Uint8Array | Uint8ClampedArray;
}

export interface PdfAnnotation {
  rect: readonly number[];
  titleObj?: { str?: string };
  contentsObj?: { str?: string };
}

interface ObjectStore {
  get(id: string, callback: (data: unknown) => void): void;
}

export interface PdfPage {
  /** Counts from 1. */
  pageNumber: number;
  /** Visible part in default user space: [minX, minY, maxX, maxY]. */
  view: readonly [number, number, number, number];
  userUnit: number;
  rotate: number;
  objs: ObjectStore;
  commonObjs: ObjectStore;
  getOperatorList(options: object): Promise<OperatorList>;
  getTextContent(options: object): Promise<TextContent>;
  getAnnotations(): Promise<readonly PdfAnnotation[]>;
  cleanup(): boolean;
}

/** Groups of optional content: what CAD programs make of layers. */
export interface OptionalContent {
  isVisible(group: unknown): boolean;
  getGroup(id: string): { name?: string | null } | null;
}

interface PdfDocument {
  numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getOptionalContentConfig(options: object): Promise<OptionalContent>;
}

interface PdfLibrary {
  OPS: Readonly<Record<string, number>>;
  getDocument(options: object): { promise: Promise<PdfDocument>; destroy(): Promise<void> };
}

export interface OpenPdf {
  pageCount: number;
  ops: Readonly<Record<string, number>>;
  layers: OptionalContent;
  /** Pages count from 1. What is damaged in one is a `DrawingError` that names it. */
  page(number: number): Promise<PdfPage>;
}

/**
 * Opens a document, hands it to `read` and closes it whatever happens. Nothing of it is run and nothing is fetched.
 * What the library throws becomes a `DrawingError`.
 */
export async function withPdf<T>(bytes: Uint8Array, read: (pdf: OpenPdf) => Promise<T>): Promise<T> {
  if (bytes.length > largestBytes) {
    const found = say('megabytes', { count: Math.ceil(bytes.length / 1e6) });
    throw new DrawingError(say('file'), found, say('at-most', { most: `${largestBytes / 1e6} MB` }));
  }
  await refuseBombs(bytes);
  supplyMissing();
  const library = (await import('unpdf/pdfjs')) as unknown as PdfLibrary;
  const task = library.getDocument({
    // The library takes the bytes over.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    BinaryDataFactory: CharacterMaps,
    cMapPacked: false,
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: largestPixels,
    verbosity: 0,
  });
  try {
    const document = await refusing(() => task.promise);
    return await read({
      pageCount: document.numPages,
      ops: library.OPS,
      layers: await refusing(() => document.getOptionalContentConfig({ intent: 'print' })),
      page: (number) => refusing(() => document.getPage(number), number),
    });
  } finally {
    await task.destroy().catch(() => {});
  }
}

/** Supplies functions that the library uses and Node before 22 lacks. */
function supplyMissing(): void {
  const buffers = ArrayBuffer.prototype as { transferToFixedLength?: unknown };
  buffers.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
    const moved = new Uint8Array(length);
    moved.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
    return moved.buffer;
  };
  const { URL: Address } = globalThis as unknown as {
    URL: { new (address: string, base?: string): unknown; parse?: unknown };
  };
  Address.parse ??= (address: string, base?: string): unknown => {
    try {
      return new Address(address, base);
    } catch {
      return null;
    }
  };
}

/** Turns errors of the library into refusals of the file, or of its page. */
export async function refusing<T>(work: () => Promise<T>, page?: number): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error, page === undefined ? say('file') : say('pdf-page', { page }));
  }
}

function asRefusal(error: unknown, at: Phrase): DrawingError {
  const { name, message } = Object(error) as { name?: string; message?: string };
  if (name === 'PasswordException') {
    return new DrawingError(say('file'), say('pdf-encrypted'), say('pdf-without-password'));
  }
  const reason = String(message ?? error)
    .split('\n')[0]
    .slice(0, 200);
  return new DrawingError(at, say('pdf-damaged', { reason }), say('whole-pdf'));
}

/**
 * Refuses a file whose packed streams unfold to more than any drawing does: the library would hold all of it. They are
 * unpacked once here, a part at a time, and thrown away; streams that are packed otherwise grow much less.
 */
async function refuseBombs(bytes: Uint8Array): Promise<void> {
  const { Inflate } = await import('fflate');
  let total = 0;
  for (let at = indexOfWord(bytes, streamWord, 0); at >= 0; at = indexOfWord(bytes, streamWord, at + 6)) {
    // Not the end of one.
    if (bytes[at - 1] === 0x64) continue;
    let start = at + streamWord.length;
    if (bytes[start] === 0x0d) start++;
    if (bytes[start] === 0x0a) start++;
    // A zlib header: deflate, a window it knows, check bits that fit.
    if ((bytes[start] & 0x0f) !== 8 || (bytes[start] * 256 + bytes[start + 1]) % 31 !== 0) continue;
    const end = indexOfWord(bytes, endWord, start);
    const packed = bytes.subarray(start + 2, end < 0 ? bytes.length : end);
    try {
      const inflate = new Inflate((part) => {
        total += part.length;
        if (total > largestContentBytes) throw tooMuch;
      });
      for (let from = 0; from < packed.length; from += partBytes) {
        inflate.push(packed.subarray(from, from + partBytes), from + partBytes >= packed.length);
      }
    } catch (error) {
      if (error === tooMuch) {
        const found = say('pdf-unfolds', { size: largestContentBytes / 1e6 });
        throw new DrawingError(say('file'), found, say('pdf-one-page'));
      }
      // Damaged, or no deflate: the library says what it thinks of it.
    }
    if (end > 0) at = end;
  }
}

const tooMuch: Readonly<Phrase> = say('file');
/** Packed bytes that are unpacked at once, to at most a thousand times as many. */
const partBytes = 2048;
const streamWord = [0x73, 0x74, 0x72, 0x65, 0x61, 0x6d];
const endWord = [0x65, 0x6e, 0x64, 0x73, 0x74, 0x72, 0x65, 0x61, 0x6d];

function indexOfWord(bytes: Uint8Array, word: readonly number[], from: number): number {
  for (let at = bytes.indexOf(word[0], from); at >= 0; at = bytes.indexOf(word[0], at + 1)) {
    let k = 1;
    while (k < word.length && bytes[at + k] === word[k]) k++;
    if (k === word.length) return at;
  }
  return -1;
}
