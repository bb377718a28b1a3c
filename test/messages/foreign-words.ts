/** Chinese that every language writes as it is: the program's name, the notice that the programme rests on, stamps. */
const chineseNames = /^中$|地库 Diku|地库|沪经信基〔2023〕93号|已失效|[\u4e00-\u9fff]{2,3}(?:新区|区)(?=")/gm;

/**
 * Words in small letters that Chinese writes as they are: names of programs, formats, units, and of values in files.
 * What is of more than one word has to be translated, unless all of them stand here.
 */
const plainWords = new Set([
  // Ids of rules, fields and values of files.
  ...['exposure', 'intermodulation', 'true', 'false', 'pending', 'hand', 'complaints'],
  ...['iot', 'none', 'carried', 'narrowband'],
  ...['carrier', 'port', 'unit', 'missing', 'agree', 'disagree'],
  // Ids of parts, as drawings have them for data extraction.
  ...['bbu', 'fibre'],
  // Units.
  ...['min'],
  // Who published it.
  ...['wenke', 'zhifen'],
]);

/** Names are read with their brackets widened and their spaces left out. */
const alike = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
const communityId = /^c[a-z]{10}$/;

/** A command that is named. */
const command = /“diku [a-z ]+”/g;

/** Runs of English words: names, units, codes and formats stand alone or in capitals. */
const englishSentence = /(?<![\w./<-])[a-z]{2,}(?: (?:[a-z]{2,}|a))+/g;
const englishWord = /(?<![\w./<@#:$-])[a-z]{3,}(?![\w/@=(-]|\.[a-z])/g;

/**
 * Words of the other language in a text that is in one.
 * @param given what was handed in: what stands there is said as it stands
 * @param sentencesOnly single words are names of what a person types
 */
export function foreignWords(
  text: string,
  language: 'zh' | 'en',
  { given = '', sentencesOnly = false }: { given?: string; sentencesOnly?: boolean } = {},
): string[] {
  const found =
    language === 'en'
      ? text.replace(chineseNames, '').match(/[\u4e00-\u9fff\uff08\uff09\uff0c\uff1a\uff1b\u3002\u3001]+/g)
      : text.replace(command, '').match(sentencesOnly ? englishSentence : englishWord);
  const all = alike(given);
  const isGiven = (word: string) =>
    language === 'en' ? all.includes(alike(word)) : new RegExp(`\\b${word}\\b`).test(given);
  return [...new Set(found ?? [])].filter(
    (word) => !plainWords.has(word) && !communityId.test(word) && !isGiven(word),
  );
}
