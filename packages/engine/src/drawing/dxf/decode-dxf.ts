import { DrawingError } from '../../errors.ts';
import { decodeBytes, decodeLatin1 } from './text-decoder.ts';

/** Code pages as `$DWGCODEPAGE` spells them, and their labels in the Encoding Standard. */
const codePages: Record<string, string> = {
  ANSI_874: 'windows-874',
  ANSI_932: 'shift_jis',
  ANSI_936: 'gbk',
  ANSI_949: 'euc-kr',
  ANSI_950: 'big5',
  ANSI_1250: 'windows-1250',
  ANSI_1251: 'windows-1251',
  ANSI_1252: 'windows-1252',
  ANSI_1253: 'windows-1253',
  ANSI_1254: 'windows-1254',
  ANSI_1255: 'windows-1255',
  ANSI_1256: 'windows-1256',
  ANSI_1257: 'windows-1257',
  ANSI_1258: 'windows-1258',
  GBK: 'gbk',
  GB2312: 'gbk',
  'UTF-8': 'utf-8',
};

const binarySentinel = 'AutoCAD Binary DXF';

/**
 * The file's text and its encoding, decided by the bytes before the header: valid UTF-8 is UTF-8, whatever
 * the header says. Files without a byte over 127 count as `ascii`. Refuses DWG and binary DXF by name.
 */
export function decodeDxf(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes.length === 0) throw new DrawingError('file', 'an empty file', 'a DXF drawing');
  const head = decodeLatin1(bytes.subarray(0, 4096));
  if (/^AC10\d\d/.test(head) || /^AC1\.\d/.test(head)) {
    throw new DrawingError(
      'byte 0',
      `a DWG drawing (${head.slice(0, 6)})`,
      'a DXF text file; open the drawing in a CAD program and save it as "AutoCAD 2018 DXF (ASCII)"',
    );
  }
  if (head.startsWith(binarySentinel)) {
    throw new DrawingError('byte 0', 'a binary DXF file', 'a DXF text file; save it as ASCII DXF');
  }
  const text = decodeBytes(bytes, 'utf-8');
  if (text !== undefined) {
    return { text: text.replace(/^\uFEFF/, ''), encoding: isAscii(bytes) ? 'ascii' : 'utf-8' };
  }
  const wide = decodeBytes(bytes, bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'no');
  if (wide !== undefined) return { text: wide.replace(/^\uFEFF/, ''), encoding: 'utf-16le' };
  const latin = decodeLatin1(bytes);
  const named = /\$DWGCODEPAGE\s+3\s+(\S+)/i.exec(latin.slice(0, 200_000))?.[1]?.toUpperCase();
  const label = (named && codePages[named]) ?? 'gbk';
  for (const candidate of [label, 'gbk']) {
    const decoded = candidate === 'utf-8' ? undefined : decodeBytes(bytes, candidate);
    if (decoded !== undefined) return { text: decoded, encoding: candidate };
  }
  return { text: latin, encoding: 'windows-1252' };
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false;
  return true;
}
