import type { Language } from '../../core/index.ts';
import { type CatalogPart, portOnPath } from '../../plan/index.ts';
import { textsIn } from './document-text.ts';

/** A part as catalogues name it: in Chinese, and in English where they do. */
export function partName(part: Pick<CatalogPart, 'name' | 'nameEn'>, lang: Language): string {
  return lang === 'en' ? (part.nameEn ?? part.name) : part.name;
}

/** A port as installers call it: `直通端`, `输出端2`, `光口1`, on a second path `第二路输入端`. */
export function portName(name: string, lang: Language): string {
  const texts = textsIn(lang);
  const { path, port } = portOnPath(name);
  if (path > 1) return texts('tables.port.path', { path, port: portName(port, lang) });
  if (port === 'in') return texts('tables.port.in');
  if (port === 'through') return texts('tables.port.through');
  if (port === 'coupled') return texts('tables.port.coupled');
  const [, fibre] = /^fibre(\d+)$/.exec(port) ?? [];
  if (fibre) return texts('tables.port.fibre', { number: fibre });
  return /^out\d*$/.test(port) ? texts('tables.port.out', { number: port.slice(3) }) : port;
}
