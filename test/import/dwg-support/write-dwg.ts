import { ACadVersion, type CadDocument, DwgWriter, DxfReader } from '@node-projects/acad-ts';
import type { Tag } from '../drawing-support.ts';

/** Releases that the writer writes as they are; of R2007 it has a form of its own. */
export const writtenVersions = ['AC1014', 'AC1015', 'AC1018', 'AC1024', 'AC1027', 'AC1032'] as const;
export type WrittenVersion = (typeof writtenVersions)[number];

/** The DXF with a header, which says what its texts are in. */
export function withHeader(dxf: string): string {
  const head: Tag[] = [
    [0, 'SECTION'],
    [2, 'HEADER'],
    [9, '$ACADVER'],
    [1, 'AC1015'],
    [9, '$DWGCODEPAGE'],
    [3, 'ANSI_936'],
    [0, 'ENDSEC'],
  ];
  const body = dxf.slice(dxf.search(/^0\r?\nSECTION\r?\n2\r?\n(BLOCKS|ENTITIES)/m));
  return `${head.map(([code, value]) => `${code}\n${value}`).join('\n')}\n${body}`;
}

/** The DXF as a DWG of a release, written by the library whose reader the engine uses; `change` may change it before. */
export function writeDwg(
  dxf: Uint8Array,
  version: WrittenVersion,
  change: (document: CadDocument) => void = () => {},
): Uint8Array {
  const document = new DxfReader(dxf).read();
  document.header!.version = ACadVersion[version];
  document.createDefaults();
  document.header!.currentDimensionStyleName = 'Standard';
  change(document);
  return DwgWriter.writeToBuffer(document);
}

/** Where objects lie, first byte and end, in a file up to R2000: found by their checksums. */
export function objectsIn(bytes: Uint8Array): [start: number, end: number][] {
  const objects: [number, number][] = [];
  for (let at = 0; at + 4 < bytes.length; ) {
    const size = bytes[at] | (bytes[at + 1] << 8);
    const end = at + 2 + size;
    const isObject =
      size > 6 &&
      size < 0x7fff &&
      end + 2 <= bytes.length &&
      checksum(bytes, at, end) === (bytes[end] | (bytes[end + 1] << 8));
    if (isObject) objects.push([at, end]);
    at = isObject ? end + 2 : at + 1;
  }
  return objects;
}

/** Makes the checksum of an object right again. */
export function mendChecksum(bytes: Uint8Array, [start, end]: readonly [number, number]): void {
  const crc = checksum(bytes, start, end);
  bytes[end] = crc & 255;
  bytes[end + 1] = crc >> 8;
}

/** CRC-16 with the polynomial 0x8005, bits reversed, bit by bit. */
function checksum(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0xc0c1;
  for (let at = start; at < end; at++) {
    crc ^= bytes[at];
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
