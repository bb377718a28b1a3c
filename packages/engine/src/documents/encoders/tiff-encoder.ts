/**
 * TIFF 6.0 baseline, one strip of 32-bit floats, little-endian, with the GeoTIFF 1.1 tags (OGC 19-008r4).
 * Written here because a one-strip file is a header and the numbers, while the writer of the `geotiff` package
 * brings its whole reader (workers, fetch, decoders) into the planner's bundle.
 */

/** Type codes of TIFF 6.0 §2 used here. */
const fieldType = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const fieldSize = { 2: 1, 3: 2, 4: 4, 12: 8 } as const;

export interface TiffField {
  tag: number;
  type: keyof typeof fieldType;
  values: readonly number[];
}

/** A text as a field: ASCII with a closing zero; other characters become `?`. */
export function asciiField(tag: number, text: string): TiffField {
  const codes = [...text].map((character) =>
    character >= ' ' && character <= '~' ? character.charCodeAt(0) : 63,
  );
  return { tag, type: 'ascii', values: [...codes, 0] };
}

/** A float image, [height, width] with the first row on top, and any further fields. */
export function encodeFloatTiff(
  values: Float32Array,
  widthPx: number,
  heightPx: number,
  extraFields: readonly TiffField[],
): Uint8Array {
  const long = (tag: number, value: number): TiffField => ({ tag, type: 'long', values: [value] });
  const short = (tag: number, value: number): TiffField => ({ tag, type: 'short', values: [value] });
  const stripOffsets = 273;
  const fields = [
    long(256, widthPx),
    long(257, heightPx),
    short(258, 32), // bits per sample
    short(259, 1), // no compression
    short(262, 1), // black is zero
    long(stripOffsets, 0),
    short(277, 1), // samples per pixel
    long(278, heightPx), // rows per strip
    long(279, values.length * 4), // strip bytes
    short(284, 1), // one plane
    short(339, 3), // IEEE float
    ...extraFields,
  ].sort((a, b) => a.tag - b.tag);

  const directoryOffset = 8;
  const overflowOffset = directoryOffset + 2 + fields.length * 12 + 4;
  const sizes = fields.map((field) => field.values.length * fieldSize[fieldType[field.type]]);
  const overflow = sizes.reduce((sum, size) => sum + (size > 4 ? padToEight(size) : 0), 0);
  const pixelsOffset = padToEight(overflowOffset) + overflow;
  const bytes = new Uint8Array(pixelsOffset + values.length * 4);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, directoryOffset, true);
  view.setUint16(directoryOffset, fields.length, true);
  let free = padToEight(overflowOffset);
  fields.forEach((field, index) => {
    const at = directoryOffset + 2 + index * 12;
    view.setUint16(at, field.tag, true);
    view.setUint16(at + 2, fieldType[field.type], true);
    view.setUint32(at + 4, field.values.length, true);
    let target = at + 8;
    if (sizes[index] > 4) {
      view.setUint32(target, free, true);
      target = free;
      free += padToEight(sizes[index]);
    }
    writeValues(view, target, field.tag === stripOffsets ? long(stripOffsets, pixelsOffset) : field);
  });
  for (let index = 0; index < values.length; index += 1) {
    view.setFloat32(pixelsOffset + index * 4, values[index], true);
  }
  return bytes;
}

function writeValues(view: DataView, offset: number, field: TiffField): void {
  const size = fieldSize[fieldType[field.type]];
  field.values.forEach((value, index) => {
    const at = offset + index * size;
    if (field.type === 'ascii') view.setUint8(at, value);
    else if (field.type === 'short') view.setUint16(at, value, true);
    else if (field.type === 'long') view.setUint32(at, value, true);
    else view.setFloat64(at, value, true);
  });
}

function padToEight(size: number): number {
  return Math.ceil(size / 8) * 8;
}
