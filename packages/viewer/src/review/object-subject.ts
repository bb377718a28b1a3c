import type { Evidence } from '@diku/engine/import';
import type { TextKey } from '../texts/language.ts';
import { sentence } from '../texts/sentence.ts';

export function aboutObject({ reference, level, layer }: Evidence) {
  return { id: reference, level, layer };
}

/** `墙 w12`, `Wall w12`. */
export function objectSubject({ kind, id }: Evidence): { zh: string; en: string } {
  const thing = sentence(`thing_${kind}` as TextKey);
  return { zh: `${thing.zh} ${id}`, en: `${thing.en} ${id}` };
}
