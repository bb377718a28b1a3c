import type { Plugin } from 'vite';

/**
 * Leaves the engine's words out of the page, which says them in one language at a time: it loads those itself
 * (`src/texts/language.ts`). Workers, which say things in every language, have them all.
 */
export function wordsByLanguage(): Plugin {
  return {
    name: 'diku-words-by-language',
    apply: 'build',
    transform(code, id) {
      if (!/engine\/src\/core\/messages\/phrases\.generated\.ts$/.test(id)) return undefined;
      const bare = code.replace(/^import .*;$/gm, '').replace(/(?<=phraseMessages[^=]*= ){[^}]*}/, '{}');
      if (/Words/.test(bare))
        throw new Error('phrases.generated.ts has changed: the page would have all words');
      return { code: bare, map: null };
    },
  };
}
