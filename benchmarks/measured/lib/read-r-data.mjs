import { gunzipSync } from 'node:zlib';

// Types of R's serialisation format, "R Internals" section 1.8.
const type = {
  symbol: 1,
  pairList: 2,
  string: 9,
  logical: 10,
  integer: 13,
  real: 14,
  strings: 16,
  list: 19,
  nil: 254,
  reference: 255,
};
const missingInteger = -2147483648;

/**
 * The variables of an `.RData` file of format 3 (XDR, gzip), `{ name: value }`. Vectors are arrays, lists with names are
 * objects, a factor is the array of its texts. Throws on what a data frame does not have, with its type.
 */
export function readRData(bytes, path) {
  const data = gunzipSync(bytes);
  const magic = 'RDX3\nX\n';
  if (data.toString('latin1', 0, magic.length) !== magic) throw new Error(`${path}: no R data of format 3`);
  // Three version numbers and the name of the encoding come first.
  const encodingAt = magic.length + 12;
  const cursor = { data, at: encodingAt + 4 + data.readInt32BE(encodingAt), symbols: [], path };
  return readItem(cursor);
}

function readInteger(cursor) {
  const value = cursor.data.readInt32BE(cursor.at);
  cursor.at += 4;
  return value;
}

function readItem(cursor) {
  const flags = readInteger(cursor);
  const kind = flags & 0xff;
  if (kind === type.nil) return null;
  if (kind === type.reference) return cursor.symbols[(flags >> 8) - 1];
  if (kind === type.symbol) {
    const name = readItem(cursor);
    cursor.symbols.push(name);
    return name;
  }
  if (kind === type.pairList) return readPairs(cursor, flags);
  if (kind === type.string) return readString(cursor);
  const value = readVector(cursor, kind);
  const hasAttributes = (flags & 0x200) !== 0;
  return hasAttributes ? withAttributes(value, readItem(cursor)) : value;
}

/** A pair list is a chain: flags, attributes, tag, value, then the next. */
function readPairs(cursor, firstFlags) {
  const pairs = {};
  let flags = firstFlags;
  while ((flags & 0xff) === type.pairList) {
    if (flags & 0x200) readItem(cursor);
    const tag = flags & 0x400 ? readItem(cursor) : String(Object.keys(pairs).length);
    pairs[tag] = readItem(cursor);
    flags = readInteger(cursor);
  }
  if ((flags & 0xff) !== type.nil) throw new Error(`${cursor.path}: type ${flags & 0xff} ends a list`);
  return pairs;
}

function readString(cursor) {
  const length = readInteger(cursor);
  if (length < 0) return null;
  const text = cursor.data.toString('utf8', cursor.at, cursor.at + length);
  cursor.at += length;
  return text;
}

function readVector(cursor, kind) {
  const readers = {
    [type.logical]: readInteger,
    [type.integer]: readInteger,
    [type.real]: readReal,
    [type.strings]: readItem,
    [type.list]: readItem,
  };
  const read = readers[kind];
  if (!read) throw new Error(`${cursor.path}: type ${kind} is not read`);
  const length = readInteger(cursor);
  const values = new Array(length);
  for (let index = 0; index < length; index++) values[index] = read(cursor);
  return values;
}

function readReal(cursor) {
  const value = cursor.data.readDoubleBE(cursor.at);
  cursor.at += 8;
  return value;
}

function withAttributes(value, { names, levels }) {
  if (levels) return value.map((index) => (index === missingInteger ? null : levels[index - 1]));
  if (names) return Object.fromEntries(value.map((each, index) => [names[index], each]));
  return value;
}
