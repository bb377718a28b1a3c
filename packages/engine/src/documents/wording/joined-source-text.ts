import { catalogueSourcesZh } from './catalogue-sources-zh.ts';
import { type Lang, textsOf } from './texts.ts';

const joint = '; ';

const ownSourcesZh: Readonly<Record<string, string>> = {
  parts: '器件目录',
  assumption: '假设值',
  rounding: '数值取整',
  'structure of the network': '网络结构',
  'conservation of energy': '能量守恒',
};

/** Where a rule's limit or a part's figures come from, in words: sources stand joined, and one may have the joint within it. */
export function joinedSourceText(source: string, lang: Lang): string {
  if (lang === 'en') return source;
  const pieces = source.split(joint);
  const texts: string[] = [];
  for (let start = 0; start < pieces.length; ) {
    let end = pieces.length;
    while (end > start + 1 && !translated(pieces.slice(start, end))) end--;
    const own = pieces.slice(start, end);
    texts.push(translated(own) ?? own.join(joint));
    start = end;
  }
  return texts.join('；');
}

function translated(pieces: readonly string[]): string | undefined {
  const text = pieces.join(joint);
  const known = [ownSourcesZh, catalogueSourcesZh, textsOf('zh').translations].find((texts) =>
    Object.hasOwn(texts, text),
  );
  return known?.[text];
}
