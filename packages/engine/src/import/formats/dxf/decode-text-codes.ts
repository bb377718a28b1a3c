import { decodeBytes } from '../../../core/index.ts';

const mbcsLabels: Record<string, string> = {
  '1': 'shift_jis',
  '2': 'big5',
  '3': 'euc-kr',
  '4': 'johab',
  '5': 'gbk',
};

/** Resolves `\U+XXXX`, `\M+nXXXX` and the `%%` codes that any DXF string may hold. */
export function decodeTextCodes(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('%%')) return raw;
  return raw
    .replace(/\\U\+([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\M\+([1-5])([0-9A-Fa-f]{4})/g, (whole, page: string, hex: string) => {
      const value = Number.parseInt(hex, 16);
      return decodeBytes(new Uint8Array([value >> 8, value & 255]), mbcsLabels[page]) ?? whole;
    })
    .replace(/%%([cdpCDP%])/g, (_, code: string) => {
      return { c: '⌀', d: '°', p: '±', '%': '%' }[code.toLowerCase()] ?? '';
    })
    .replace(/%%[uokUOK]/g, '');
}

/** Plain text of an MTEXT string: formatting codes gone, paragraphs as line breaks. */
export function plainMtext(raw: string): string {
  return (
    decodeTextCodes(raw)
      .replace(/\\P|(\^M)?\^J/g, '\n')
      // Some programs leave out what ends it.
      .replace(/\\A[012](?=[{\\])/g, '')
      .replace(/\\[ACFHQTWfp][^;\\{}]*;/g, '')
      .replace(/\\S([^;]*);/g, (_, stacked: string) => stackedText(stacked))
      .replace(/\\[LlOoKkNX]/g, '')
      .replace(/\\~/g, ' ')
      // What is escaped stays; braces that group go.
      .replace(/\\([\\{}])|[{}]/g, (_, escaped: string | undefined) => escaped ?? '')
  );
}

/** A fraction as `1/2`; what stands alone above or below, as the 2 of m², as it is. */
function stackedText(stacked: string): string {
  return stacked
    .split(/[#^]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}
