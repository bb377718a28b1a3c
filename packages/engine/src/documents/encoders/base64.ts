const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as standard base64 with padding (RFC 4648 §4); the engine has neither `btoa` nor `Buffer`. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const bits = (bytes[index] << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const left = bytes.length - index;
    parts.push(
      alphabet[bits >> 18] +
        alphabet[(bits >> 12) & 63] +
        (left > 1 ? alphabet[(bits >> 6) & 63] : '=') +
        (left > 2 ? alphabet[bits & 63] : '='),
    );
  }
  return parts.join('');
}
