/** The one piece of the host this folder uses: the Encoding Standard's decoder, in browsers and in Node. */
interface HostTextDecoder {
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

interface Host {
  TextDecoder?: new (label: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => HostTextDecoder;
}

const decoders = new Map<string, HostTextDecoder | undefined>();

/** Text of the bytes in the named encoding; undefined when a byte has no meaning in it or it is unknown. */
export function decodeBytes(bytes: Uint8Array, label: string): string | undefined {
  if (!decoders.has(label)) decoders.set(label, createDecoder(label));
  try {
    return decoders.get(label)?.decode(bytes);
  } catch {
    return undefined;
  }
}

function createDecoder(label: string): HostTextDecoder | undefined {
  const { TextDecoder } = globalThis as unknown as Host;
  try {
    return TextDecoder && new TextDecoder(label, { fatal: true });
  } catch {
    return undefined;
  }
}

const chunkLength = 1 << 20;

/**
 * The text of bytes, or of pieces of them, piece by piece, so that large files need little memory. A byte order mark is left out.
 * @throws TypeError at a byte that the encoding lacks, RangeError for an encoding that is not known
 */
export function* decodeChunks(
  bytes: Uint8Array | Iterable<Uint8Array>,
  label: string,
  moveTo?: (offset: number) => void,
): Generator<string> {
  const decode = createChunkDecoder(label);
  let offset = 0;
  for (const chunk of bytes instanceof Uint8Array ? chunksOf(bytes) : bytes) {
    moveTo?.(offset);
    yield decode(chunk, false);
    offset += chunk.length;
  }
  yield decode(new Uint8Array(0), true);
}

/**
 * Gives the text of piece after piece, the last one said to be it. A byte order mark is left out.
 * @throws RangeError for an encoding that is not known; what it returns throws TypeError at a byte that the encoding lacks
 */
export function createChunkDecoder(label: string): (chunk: Uint8Array, isLast: boolean) => string {
  const { TextDecoder } = globalThis as unknown as Host;
  if (label === 'utf-8') {
    return createUtf8Decoder((ignoreBOM) => new TextDecoder!(label, { fatal: true, ignoreBOM }));
  }
  const stream = new TextDecoder!(label, { fatal: true });
  return (chunk, isLast) => stream.decode(chunk, { stream: !isLast });
}

/**
 * UTF-8 in pieces, each decoded for itself: hosts do that several times faster than a stream. What a piece cuts off of a character goes
 * to the next one.
 */
function createUtf8Decoder(
  decoderOf: (ignoreBOM: boolean) => HostTextDecoder,
): (chunk: Uint8Array, isLast: boolean) => string {
  let decoder = decoderOf(false);
  let isFirst = true;
  let rest = new Uint8Array(0);
  return (chunk, isLast) => {
    const whole = rest.length === 0 ? chunk : joined(rest, chunk);
    const end = isLast ? whole.length : whole.length - cutLength(whole);
    rest = whole.slice(end);
    const text = decoder.decode(whole.subarray(0, end));
    // A mark is one at the beginning only.
    if (end > 0 && isFirst) decoder = decoderOf(true);
    isFirst &&= end === 0;
    return text;
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Bytes at the end that begin a character and do not end it. */
function cutLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkLength) yield bytes.subarray(at, at + chunkLength);
}

/** Lists of character codes to be filled and turned into a text, by length: nothing is spread or cut out. */
const codesByLength = Array.from({ length: 65 }, (_, length) => new Array<number>(length).fill(0));

/** Every byte from `start` to `end` as the character of the same number; never fails. */
export function decodeLatin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const length = end - start;
  if (length <= 0) return '';
  const codes = codesByLength[length];
  if (codes) {
    for (let k = 0; k < length; k++) codes[k] = bytes[start + k];
    return String.fromCharCode.apply(null, codes);
  }
  const parts: string[] = [];
  for (let at = start; at < end; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192))));
  }
  return parts.join('');
}
