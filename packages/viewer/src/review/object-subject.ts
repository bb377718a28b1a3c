import type { Evidence } from '@diku/engine/import';
import { type TextKey, texts } from '../texts/texts.ts';

export function aboutObject({ reference, level, layer }: Evidence) {
  return { id: reference, level, layer };
}

/** `墙 w12`, `Wall w12`. */
export function objectSubject({ kind, id }: Evidence): { zh: string; en: string } {
  const { zh, en } = texts[`thing_${kind}` as TextKey];
  return { zh: `${zh} ${id}`, en: `${en} ${id}` };
}
