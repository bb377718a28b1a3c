import { type TextKey, textIn } from './language.ts';
import { type LocalizedLine, localizedLine } from './localized-line.ts';

export function sentence(key: TextKey, values: Record<string, string | number> = {}): LocalizedLine {
  return localizedLine((each) => textIn(each, key, values));
}
