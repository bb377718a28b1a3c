import { DrawingError, decodeLatin1, type Phrase, say, verbatim } from '../../../core/index.ts';
import { deinterleave, pageChecksum, unpackPage, unpackPage2007 } from './unpack-pages.ts';

/** Versions of the format that are read, by the first six bytes. */
const versions: Readonly<Record<string, Container>> = {
  AC1012: 'plain',
  AC1014: 'plain',
  AC1015: 'plain',
  AC1018: 'paged',
  AC1021: 'interleaved',
  AC1024: 'paged',
  AC1027: 'paged',
  AC1032: 'paged',
};
/** How a file holds its sections: one after the other, in packed pages, or in packed pages for error correction. */
type Container = 'plain' | 'paged' | 'interleaved';

export type SectionName = 'Header' | 'Classes' | 'Handles' | 'AcDbObjects';

/** The sections of a DWG file that a floor plan needs, unpacked. */
export interface DwgSections {
  /** `AC1015`, … */
  version: string;
  maintenanceVersion: number;
  /** The code page as `$DWGCODEPAGE` of DXF spells it; texts are in it up to R2004. */
  codePage?: string;
  section(name: SectionName): Uint8Array;
  /** Position for messages of a byte of the section that has the objects. */
  locationOf(offset: number): Phrase;
}

const bytesPerMb = 1_000_000;
const largestFile = 200 * bytesPerMb;
/** Drawings unpack to three to six times their size. */
const largestUnpacked = 600 * bytesPerMb;
const largestPage = 2 * bytesPerMb;
const maxSections = 200;
const fileId = 'AcFssFcAJMB';
/** Code pages by their numbers in the file's header, as far as drawings have them. */
const codePages: Readonly<Record<number, string>> = {
  22: 'ANSI_932',
  24: 'ANSI_950',
  25: 'ANSI_949',
  28: 'ANSI_1250',
  29: 'ANSI_1251',
  30: 'ANSI_1252',
  31: 'ANSI_936',
  32: 'ANSI_1253',
  33: 'ANSI_1254',
  34: 'ANSI_1255',
  35: 'ANSI_1256',
  36: 'ANSI_1257',
  37: 'ANSI_874',
  38: 'ANSI_932',
  39: 'ANSI_936',
  40: 'ANSI_949',
  41: 'ANSI_950',
  44: 'ANSI_1258',
};

/** Finds and unpacks the sections of a DWG. Throws `DrawingError` where its frame is damaged, or the version is another. */
export function readSections({ buffer, byteOffset, byteLength }: Uint8Array): DwgSections {
  // Copies of parts of a `Buffer` of Node would be parts of it.
  const file = new Uint8Array(buffer, byteOffset, byteLength);
  const version = decodeLatin1(file, 0, 6);
  const container = versions[version];
  if (!container) throw new DrawingError(byteAt(0), otherVersion(version), say('dwg-versions'));
  if (file.length > largestFile) {
    const found = say('megabytes', { count: Math.ceil(file.length / bytesPerMb) });
    throw new DrawingError(say('file'), found, say('dwg-at-most-mb', { most: largestFile / bytesPerMb }));
  }
  if (file.length < 0x60) throw cutShort(file.length);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const named = {
    version,
    maintenanceVersion: file[0x0b],
    codePage: codePages[view.getUint16(0x13, true)],
    locationOf: byteAt,
  };
  if (container === 'plain') return { ...named, section: plainSections(file, view) };
  if (file.length < 0x480) throw cutShort(file.length);
  if ((view.getUint32(0x18, true) & 1) !== 0) {
    throw new DrawingError(byteAt(0x18), say('dwg-encrypted'), say('dwg-without-password'));
  }
  const section = container === 'paged' ? pagedSections(file, view) : interleavedSections(file);
  return { ...named, section, locationOf: (offset) => say('dwg-object-byte', { byte: offset }) };
}

function otherVersion(version: string): Phrase {
  const shown = verbatim(version.replace(/[^\x20-\x7e]/g, '?'));
  const number = /^AC(\d+)$/.exec(version)?.[1];
  return say(number !== undefined && Number(number) > 1032 ? 'dwg-newer' : 'dwg-older', { version: shown });
}

function byteAt(byte: number): Phrase {
  return say('byte', { byte });
}

function cutShort(length: number): DrawingError {
  return new DrawingError(byteAt(length), say('end-of-file'), say('dwg-whole'));
}

function damaged(at: Phrase, part: string): DrawingError {
  return new DrawingError(at, say('dwg-damaged', { part }), say('dwg-whole'));
}

/** Keeps what all pages unpack to within bounds. */
function createBudget(): (bytes: number) => void {
  let left = largestUnpacked;
  return (bytes) => {
    left -= bytes;
    if (left >= 0 && bytes >= 0) return;
    const found = say('dwg-unpacked', { most: largestUnpacked / bytesPerMb });
    throw new DrawingError(say('file'), found, say('garage-plan-purged'));
  };
}

/** R13 to R2000: a table of where each section lies; objects lie anywhere in the file. */
function plainSections(file: Uint8Array, view: DataView): DwgSections['section'] {
  const numbers: Readonly<Record<number, SectionName>> = { 0: 'Header', 1: 'Classes', 2: 'Handles' };
  const found = new Map<SectionName, Uint8Array>([['AcDbObjects', file]]);
  const count = view.getUint32(0x15, true);
  for (let k = 0; k < Math.min(count, 7); k++) {
    const at = 0x19 + 9 * k;
    if (at + 9 > file.length) throw cutShort(file.length);
    const name = numbers[file[at]];
    const [start, size] = [view.getUint32(at + 1, true), view.getUint32(at + 5, true)];
    if (!name) continue;
    if (start + size > file.length) throw cutShort(file.length);
    found.set(name, file.subarray(start, start + size));
  }
  return (name) => {
    const section = found.get(name);
    if (!section) throw damaged(byteAt(0x15), name);
    return section;
  };
}

/** A section in pages, as a file lists it. */
interface PagedSection {
  size: number;
  isPacked: boolean;
  /** Its pages are interleaved where this is 4. */
  encoding: number;
  pages: SectionPage[];
}

interface SectionPage {
  number: number;
  /** Its first byte in the section. */
  offset: number;
  packedSize: number;
  size: number;
}

/** R2004, R2010 and later: maps of pages and of sections behind an encrypted header. */
function pagedSections(file: Uint8Array, view: DataView): DwgSections['section'] {
  const header = decrypt(file.subarray(0x80, 0x80 + 0x6c));
  if (decodeLatin1(header, 0, fileId.length) !== fileId) throw damaged(byteAt(0x80), 'FileHeader');
  const fields = new DataView(header.buffer);
  const use = createBudget();
  const pageMap = systemPage(file, view, fields.getUint32(0x54, true) + 0x100, use);
  const addresses = new Map<number, number>();
  const map = viewOf(pageMap);
  let address = 0x100;
  for (let at = 0; at + 8 <= pageMap.length; ) {
    const number = map.getInt32(at, true);
    const size = map.getInt32(at + 4, true);
    // A gap has four more numbers.
    at += number < 0 ? 24 : 8;
    if (number >= 0) addresses.set(number, address);
    address += size;
  }
  const mapAddress = addresses.get(fields.getUint32(0x5c, true));
  if (mapAddress === undefined) throw damaged(byteAt(0x80), 'PageMap');
  const sections = pagedSectionList(systemPage(file, view, mapAddress, use), mapAddress);
  return (name) => {
    const section = sections.get(name);
    if (!section) throw damaged(byteAt(mapAddress), name);
    use(section.size);
    const out = new Uint8Array(section.size);
    for (const page of section.pages) {
      const at = addresses.get(page.number);
      if (at === undefined) throw damaged(byteAt(mapAddress), name);
      const bytes = dataPage(file, view, { at, name, section, page });
      out.set(bytes.subarray(0, Math.min(bytes.length, section.size - page.offset)), page.offset);
    }
    return out;
  };
}

/** The section map of R2004 and of R2010 on. */
function pagedSectionList(bytes: Uint8Array, at: number): Map<string, PagedSection> {
  const view = viewOf(bytes);
  const sections = new Map<string, PagedSection>();
  let to = 20;
  const count = bytes.length >= 20 ? view.getInt32(0, true) : 0;
  for (let k = 0; k < Math.min(count, maxSections); k++) {
    if (to + 96 > bytes.length) throw damaged(byteAt(at), 'SectionMap');
    const pageCount = view.getInt32(to + 8, true);
    const size = view.getInt32(to + 12, true);
    const section: PagedSection = {
      size: numberAt(view, to),
      isPacked: view.getInt32(to + 20, true) === 2,
      encoding: 0,
      pages: [],
    };
    const name = nameOf(decodeLatin1(bytes, to + 32, to + 96));
    to += 96;
    if (pageCount < 0 || to + 16 * pageCount > bytes.length) throw damaged(byteAt(at), 'SectionMap');
    for (let page = 0; page < pageCount; page++, to += 16) {
      const [number, packedSize] = [view.getInt32(to, true), view.getInt32(to + 4, true)];
      section.pages.push({ number, packedSize, size, offset: numberAt(view, to + 8) });
    }
    checkPages(section, byteAt(at), name);
    sections.set(name, section);
  }
  return sections;
}

/** Pages lie in their section one after the other; those that have nothing but zeros may be left out. */
function checkPages({ size, pages }: PagedSection, at: Phrase, name: string): void {
  let end = 0;
  for (const page of pages) {
    const isSane = page.size >= 0 && page.size <= largestPage && page.packedSize <= largestPage;
    if (!isSane || page.offset < end || page.offset > size) throw damaged(at, name);
    end = page.offset + page.size;
  }
}

function nameOf(text: string): string {
  return text.split('\0')[0].replace(/^AcDb:/, '');
}

/** A page of R2004 and later that has a map: its header is readable. */
function systemPage(file: Uint8Array, view: DataView, at: number, use: (bytes: number) => void): Uint8Array {
  if (at + 20 > file.length) throw cutShort(file.length);
  const size = view.getInt32(at + 4, true);
  const packedSize = view.getInt32(at + 8, true);
  if (packedSize < 0 || at + 20 + packedSize > file.length) throw cutShort(file.length);
  use(size);
  const bytes = file.subarray(at + 20, at + 20 + packedSize);
  const head = file.slice(at, at + 20).fill(0, 16);
  const isWhole = pageChecksum(pageChecksum(0, head), bytes) === view.getUint32(at + 16, true);
  const page = isWhole ? unpackPage(bytes, size) : undefined;
  if (!page) throw damaged(byteAt(at), 'PageMap');
  return page;
}

interface LocatedPage {
  at: number;
  name: string;
  section: PagedSection;
  page: SectionPage;
}

/** A page of R2004 and later that has a part of a section: its header is masked by its own position. */
function dataPage(file: Uint8Array, view: DataView, { at, name, section, page }: LocatedPage): Uint8Array {
  if (at + 32 > file.length) throw cutShort(file.length);
  const head = new Uint8Array(32);
  const masked = new DataView(head.buffer);
  for (let k = 0; k < 32; k += 4) masked.setUint32(k, view.getUint32(at + k, true) ^ 0x4164536b ^ at, true);
  const packedSize = masked.getUint32(8, true);
  if (packedSize > largestPage) throw damaged(byteAt(at), name);
  if (at + 32 + packedSize > file.length) throw cutShort(file.length);
  const bytes = file.subarray(at + 32, at + 32 + packedSize);
  if (pageChecksum(0, bytes) !== masked.getUint32(28, true)) throw damaged(byteAt(at), name);
  const unpacked = section.isPacked ? unpackPage(bytes, page.size) : bytes;
  if (!unpacked) throw damaged(byteAt(at), name);
  return unpacked;
}

function decrypt(bytes: Uint8Array): Uint8Array {
  let random = 1;
  return bytes.map((byte) => {
    random = (Math.imul(random, 0x343fd) + 0x269ec3) | 0;
    return byte ^ ((random >> 16) & 0xff);
  });
}

/** R2007: maps and pages that are interleaved behind the file's header. */
function interleavedSections(file: Uint8Array): DwgSections['section'] {
  const use = createBudget();
  const decoded = deinterleave(file.subarray(0x80, 0x80 + 3 * 255), 3, 239);
  const packedSize = viewOf(decoded).getInt32(24, true);
  const source = decoded.subarray(32, 32 + Math.abs(packedSize));
  const header = packedSize < 0 ? source : unpackPage2007(source, 0x110);
  if (!header || header.length < 0x110) throw damaged(byteAt(0x80), 'FileHeader');
  const fields = viewOf(header);
  const field = (index: number) => numberAt(fields, 8 * index);
  const readMap = (offset: number, first: number, factor: number): Uint8Array => {
    const place = { offset, packedSize: field(first), size: field(first + (first === 10 ? 1 : 3)) };
    return mapPage(file, { ...place, factor: field(factor) }, use);
  };
  const pageMap = readMap(field(7), 10, 3);
  const addresses = new Map<number, { offset: number; size: number }>();
  const map = viewOf(pageMap);
  let offset = 0;
  for (let at = 0; at + 16 <= pageMap.length; at += 16) {
    const [size, id] = [numberAt(map, at), Math.abs(Number(map.getBigInt64(at + 8, true)))];
    addresses.set(id, { offset, size });
    offset += size;
  }
  const mapAddress = addresses.get(field(24));
  if (!mapAddress) throw damaged(byteAt(0x80), 'PageMap');
  const sections = interleavedSectionList(readMap(mapAddress.offset, 22, 27));
  return (name) => {
    const section = sections.get(name);
    if (!section) throw damaged(byteAt(0x80), name);
    use(section.size);
    const out = new Uint8Array(section.size);
    for (const page of section.pages) {
      const place = addresses.get(page.number);
      if (!place) throw damaged(byteAt(0x80), name);
      const at = 0x480 + place.offset;
      if (at + place.size > file.length || at + page.packedSize > file.length) throw cutShort(file.length);
      const bytes = interleavedPage(file.subarray(at, at + place.size), section, page);
      if (!bytes) throw damaged(byteAt(at), name);
      out.set(bytes.subarray(0, Math.min(page.size, section.size - page.offset)), page.offset);
    }
    return out;
  };
}

function interleavedPage(
  stored: Uint8Array,
  { encoding }: PagedSection,
  { packedSize, size }: SectionPage,
): Uint8Array | undefined {
  const blocks = Math.ceil(((packedSize + 7) & ~7) / 251);
  if (encoding === 4 && blocks * 255 > stored.length + 255) return undefined;
  const bytes = encoding === 4 ? deinterleave(stored, blocks, 251) : stored;
  return packedSize === size ? bytes : unpackPage2007(bytes.subarray(0, packedSize), size);
}

/** A map of R2007, which is stored several times over. */
function mapPage(
  file: Uint8Array,
  { offset, packedSize, size, factor }: { offset: number; packedSize: number; size: number; factor: number },
  use: (bytes: number) => void,
): Uint8Array {
  const at = 0x480 + offset;
  const blocks = Math.ceil((((packedSize + 7) & ~7) * factor) / 239);
  if (!(blocks * 255 <= file.length - at)) throw cutShort(file.length);
  use(size);
  const bytes = deinterleave(file.subarray(at, at + blocks * 255), blocks, 239);
  const page = unpackPage2007(bytes.subarray(0, packedSize), size);
  if (!page) throw damaged(byteAt(at), 'PageMap');
  return page;
}

/** The section map of R2007. */
function interleavedSectionList(bytes: Uint8Array): Map<string, PagedSection> {
  const view = viewOf(bytes);
  const sections = new Map<string, PagedSection>();
  for (let at = 0; at + 64 <= bytes.length && sections.size < maxSections; ) {
    const nameSize = numberAt(view, at + 32);
    const pageCount = numberAt(view, at + 56);
    const section: PagedSection = {
      size: numberAt(view, at),
      isPacked: true,
      encoding: numberAt(view, at + 48),
      pages: [],
    };
    at += 64;
    if (at + nameSize + 56 * pageCount > bytes.length) throw damaged(byteAt(0x80), 'SectionMap');
    const name = nameOf(decodeLatin1(bytes, at, at + nameSize).replaceAll('\0', ''));
    at += nameSize;
    for (let k = 0; k < pageCount; k++, at += 56) {
      section.pages.push({
        offset: numberAt(view, at),
        number: numberAt(view, at + 16),
        size: numberAt(view, at + 24),
        packedSize: numberAt(view, at + 32),
      });
    }
    if (name !== '') {
      checkPages(section, byteAt(0x80), name);
      sections.set(name, section);
    }
  }
  return sections;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** An unsigned number of 64 bits; what is beyond exact numbers is beyond every bound too. */
function numberAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
