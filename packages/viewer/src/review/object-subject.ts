import type { Phrase } from '@diku/engine';
import { say, verbatim } from '@diku/engine/core';
import type { Evidence } from '@diku/engine/import';

export function aboutObject({ reference, level, layer }: Evidence) {
  return { id: reference, level, layer };
}

/** `墙 w12`, `Wall w12`. */
export function objectSubject({ kind, id }: Evidence): Phrase {
  return kind === 'drawing' || kind === 'layer' || kind === 'level'
    ? verbatim(id)
    : say(`object-${kind}`, { id });
}
