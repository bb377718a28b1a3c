import type { Language } from '../../core/index.ts';
import { messagesOf } from './document-text.ts';

let namesOfSources: Map<string, string> | undefined;

/**
 * Where a figure comes from, in a language. The engine's data name their sources in English; what has no message, as of somebody's
 * own profile or catalogue, stands as it is.
 */
export function sourceText(source: string, language: Language): string {
  namesOfSources ??= new Map(Object.entries(messagesOf('source', 'en')).map(([name, text]) => [text, name]));
  const name = namesOfSources.get(source);
  return name === undefined ? source : messagesOf('source', language)[name];
}
