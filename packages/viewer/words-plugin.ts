import type { Plugin } from 'vite';

/**
 * Leaves the engine's words out of what the page begins with: it loads them itself, after its first image
 * (`src/texts/language.ts`). Workers have them all.
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
