const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', c: 'ç', e: 'é', i: 'í', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý' },
  ...{ A: 'Á', C: 'Ç', E: 'É', I: 'Í', N: 'Ñ', O: 'Ö', S: 'Š', U: 'Ü' },
};

/** A sentence a third longer, with accents and brackets: what is cut off or was never translated shows. `{name}` stays. */
export function pseudoText(sentence: string): string {
  const written = sentence
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? part : part.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter),
    )
    .join('');
  return `[${written}${'~'.repeat(Math.ceil(sentence.length / 3))}]`;
}
