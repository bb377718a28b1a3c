/** The one piece of the host this folder uses: the Encoding Standard's decoder, in browsers and in Node. */
interface HostTextDecoder {
  decode(bytes: Uint8Array): string;
}

interface Host {
  TextDecoder?: new (label: string, options?: { fatal?: boolean }) => HostTextDecoder;
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

/** Every byte as the character of the same number; never fails. */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= 8192) return String.fromCharCode(...bytes);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  }
  return parts.join('');
}
