import type { Language } from '../../core/index.ts';
import { messagesOf } from './document-text.ts';

/** A propagation model by its name; one that has none, as of a formula, by its id. */
export function modelName(id: string, language: Language): string {
  return messagesOf('report.modelNames', language)[id] ?? id;
}
