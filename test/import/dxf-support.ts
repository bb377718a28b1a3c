import type { Tag } from './drawing-support.ts';

/**
 * Returns how the value of a group lies in a binary DXF, after the reference's table; written apart from the reader's.
 */
function writeValue(code: number, value: string): Buffer {
  const within = (low: number, high: number) => code >= low && code <= high;
  const sized = (size: number, write: (buffer: Buffer) => void) => {
    const buffer = Buffer.alloc(size);
    write(buffer);
    return buffer;
  };
  if (within(10, 59) || within(110, 149) || within(210, 239) || within(460, 469) || within(1010, 1059)) {
    return sized(8, (buffer) => buffer.writeDoubleLE(Number(value)));
  }
  if (within(60, 79) || within(170, 179) || within(270, 289) || within(370, 389) || within(400, 409)) {
    return sized(2, (buffer) => buffer.writeInt16LE(Number(value)));
  }
  if (within(1060, 1070)) return sized(2, (buffer) => buffer.writeInt16LE(Number(value)));
  if (within(90, 99) || within(420, 429) || within(440, 459) || code === 1071) {
    return sized(4, (buffer) => buffer.writeInt32LE(Number(value)));
  }
  if (within(160, 169)) return sized(8, (buffer) => buffer.writeBigInt64LE(BigInt(value)));
  if (within(290, 299)) return Buffer.from([Number(value)]);
  if (within(310, 319) || code === 1004) {
    const chunk = Buffer.from(value, 'hex');
    return Buffer.concat([Buffer.from([chunk.length]), chunk]);
  }
  return Buffer.concat([Buffer.from(value, 'utf8'), Buffer.from([0])]);
}

/** The same groups as an ASCII DXF in a binary one: codes of one byte up to R12, of two since. */
export function binaryDxf(ascii: string, version: 'R12' | 'R2000' = 'R2000'): Uint8Array {
  const lines = ascii.replace(/\r?\n$/, '').split(/\r?\n/);
  const parts: Buffer[] = [Buffer.from('AutoCAD Binary DXF\r\n\x1a\0', 'latin1')];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const code = Number(lines[i]);
    if (version === 'R2000') parts.push(Buffer.from([code & 255, code >> 8]));
    else parts.push(code < 255 ? Buffer.from([code]) : Buffer.from([255, code & 255, code >> 8]));
    parts.push(writeValue(code, lines[i + 1]));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Text in an encoding that Node only reads: a table of what each pair of bytes decodes to, turned round. */
export function encodeText(text: string, label: 'gbk' | 'big5'): Uint8Array {
  const table = pairTable(label);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 128) bytes.push(code);
    else {
      const pair = table.get(character);
      if (pair === undefined) throw new Error(`${character} is not in ${label}`);
      bytes.push(pair >> 8, pair & 255);
    }
  }
  return new Uint8Array(bytes);
}

const tables = new Map<string, Map<string, number>>();

function pairTable(label: string): Map<string, number> {
  let table = tables.get(label);
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder(label);
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const character = decoder.decode(new Uint8Array([lead, trail]));
        if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) {
          table.set(character, (lead << 8) | trail);
        }
      }
    }
    tables.set(label, table);
  }
  return table;
}

export function encodeUtf16(text: string, order: 'le' | 'be', mark = true): Uint8Array {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return new Uint8Array(order === 'be' ? bytes.swap16() : bytes);
}

/** R12 drawings know no LWPOLYLINE: the same polylines as POLYLINE, VERTEX and SEQEND. */
export function asOldPolylines(tags: readonly Tag[]): Tag[] {
  const old: Tag[] = [];
  let open: { layer: string; closed: number; points: [number, number][] } | undefined;
  const close = () => {
    if (!open) return;
    const { layer, closed, points } = open;
    old.push([0, 'POLYLINE'], [8, layer], [66, 1], [70, closed]);
    for (const [x, y] of points) old.push([0, 'VERTEX'], [8, layer], [10, x], [20, y]);
    old.push([0, 'SEQEND'], [8, layer]);
    open = undefined;
  };
  for (const [code, value] of tags) {
    if (code === 0) close();
    if (code === 0 && value === 'LWPOLYLINE') open = { layer: '0', closed: 0, points: [] };
    else if (!open) old.push([code, value]);
    else if (code === 8) open.layer = String(value);
    else if (code === 70) open.closed = Number(value);
    else if (code === 10) open.points.push([Number(value), 0]);
    else if (code === 20) open.points[open.points.length - 1][1] = Number(value);
  }
  close();
  return old;
}
