/** Content of a cell: a number, nothing, "no service", or none of these. */
export type CellNumber = number | 'blank' | 'no-service' | 'bad';

const blank = /^(|-+|—+|\/|n\/?a|nan|null|none|nil|undefined|unknown|unavailable|未知|无|空|\?)$/i;
const noService =
  /无服务|脱网|无信号|无网络|掉网|no[ -_]?(service|signal|network|coverage|cell)|out[ -_]?of[ -_]?service|^oos$|limited[ -_]?service|受限服务|kein(e|en)? (dienst|netz|empfang)|emergency[ -_]?only|仅限?紧急/i;
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Returns whether a text says that the phone had no network. */
export function statesNoService(text: string): boolean {
  return noService.test(text);
}

/**
 * A number as people and tools write it: a minus of any kind, full-width digits, a unit behind it, a decimal comma where
 * commas do not separate.
 */
export function readNumber(cell: string): CellNumber {
  let text = cell.trim();
  if (text !== '' && plainNumber.test(text)) return Number(text);
  text = text
    .normalize('NFKC')
    .replace(/[−–—‐‑－﹣]/g, '-')
    .trim();
  if (blank.test(text)) return 'blank';
  if (noService.test(text)) return 'no-service';
  text = text.replace(/\s*(dbm|db|mhz|m|mm|cm|米|毫米|°|deg)$/i, '').replace(/^([+-])\s+/, '$1');
  if (/^[+-]?\d+,\d+$/.test(text)) text = text.replace(',', '.');
  return plainNumber.test(text) ? Number(text) : 'bad';
}
