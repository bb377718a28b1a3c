import { openingKinds, operators, pointKinds, rowNames, technologies, zoneKinds } from '../../plan/index.ts';
import { scaledQuantities } from '../../radio/index.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export type Lang = 'zh' | 'en';

const languages = {
  zh: { ...textsZh, ...namesOf('zh') },
  en: { ...textsEn, ...namesOf('en') },
};

export type Texts = (typeof languages)['zh'];

/** All texts of reports and pictures in a language. */
export function textsOf(lang: Lang): Texts {
  return languages[lang];
}

/** What the registries hold, by name. */
function namesOf(lang: Lang) {
  return {
    operatorNames: rowNames('operator', operators, lang),
    technologyNames: rowNames('technology', technologies, lang),
    openingKindNames: rowNames('opening', openingKinds, lang),
    zoneKindNames: rowNames('zone', zoneKinds, lang),
    quantityNames: rowNames(
      'statistic',
      scaledQuantities.map(({ id }) => id),
      lang,
    ),
    pointKindNames: rowNames('point', pointKinds, lang),
  };
}
