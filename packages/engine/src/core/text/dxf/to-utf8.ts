/** A text file's bytes where characters under 128 are single bytes, and the encoding where its first bytes say it. */
export interface ByteText {
  bytes: Uint8Array;
  /** Where the text begins, behind a byte order mark. */
  start: number;
  label?: 'utf-8' | 'utf-16le' | 'utf-16be';
}

/** UTF-16 becomes UTF-8, told by its byte order mark or by the zeros of a text that begins in ASCII; all else stays. */
export function toUtf8(file: Uint8Array): ByteText {
  if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) {
    return { bytes: file, start: 3, label: 'utf-8' };
  }
  if (file[0] === 0xff && file[1] === 0xfe) return transcoded(file, 2, 0);
  if (file[0] === 0xfe && file[1] === 0xff) return transcoded(file, 2, 1);
  const head = file.subarray(0, 64);
  if (head.length >= 8 && hasZerosAt(head, 1) && !hasZerosAt(head, 0)) return transcoded(file, 0, 0);
  if (head.length >= 8 && hasZerosAt(head, 0) && !hasZerosAt(head, 1)) return transcoded(file, 0, 1);
  return { bytes: file, start: 0 };
}

function hasZerosAt(head: Uint8Array, parity: number): boolean {
  for (let i = parity; i < head.length; i += 2) if (head[i] !== 0) return false;
  return true;
}

function transcoded(file: Uint8Array, start: number, highByte: 0 | 1): ByteText {
  const unitAt = (at: number) =>
    highByte === 1 ? (file[at] << 8) | file[at + 1] : file[at] | (file[at + 1] << 8);
  let size = 0;
  for (let at = start; at + 1 < file.length; at += 2) {
    const unit = unitAt(at);
    size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  const bytes = new Uint8Array(size);
  let to = 0;
  for (let at = start; at + 1 < file.length; at += 2) {
    let code = unitAt(at);
    const next = at + 3 < file.length ? unitAt(at + 2) : 0;
    if (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
      at += 2;
      bytes[to++] = 0xf0 | (code >> 18);
      bytes[to++] = 0x80 | ((code >> 12) & 63);
      bytes[to++] = 0x80 | ((code >> 6) & 63);
      bytes[to++] = 0x80 | (code & 63);
    } else if (code < 0x80) bytes[to++] = code;
    else if (code < 0x800) {
      bytes[to++] = 0xc0 | (code >> 6);
      bytes[to++] = 0x80 | (code & 63);
    } else {
      bytes[to++] = 0xe0 | (code >> 12);
      bytes[to++] = 0x80 | ((code >> 6) & 63);
      bytes[to++] = 0x80 | (code & 63);
    }
  }
  const label = highByte === 1 ? 'utf-16be' : 'utf-16le';
  return { bytes: bytes.subarray(0, to), start: 0, label };
}
