import type { PhonePlace, RequirementProfile } from '../../plan/index.ts';
import { type Lang, textsOf } from './texts.ts';

const words = {
  zh: {
    bay: '车位',
    open: '行车道等地面',
    inVehicle: '车内',
    use: { hand: '手持', ear: '贴耳' },
    both: (use: string) => `通话、扫码均${use}`,
    apart: (voice: string, data: string) => `通话${voice}、扫码${data}`,
    colon: '：',
    comma: '、',
    clause: '，',
    end: '；',
  },
  en: {
    bay: 'bays',
    open: 'lanes and other floor',
    inVehicle: 'in a car',
    use: { hand: 'in the hand', ear: 'at the ear' },
    both: (use: string) => `calls and scans ${use}`,
    apart: (voice: string, data: string) => `calls ${voice}, scans ${data}`,
    colon: ': ',
    comma: ', ',
    clause: ', ',
    end: '; ',
  },
};

/** Where a phone is held how, places alike together. */
export function phonePlaceText({ phonePlaces }: RequirementProfile, lang: Lang): string {
  const text = words[lang];
  const kinds = textsOf(lang).pointKindNames;
  const byUse = new Map<string, string[]>();
  for (const [place, { voice, data, inVehicle }] of Object.entries(phonePlaces)) {
    const held = voice === data ? text.both(text.use[voice]) : text.apart(text.use[voice], text.use[data]);
    const use = inVehicle ? `${text.inVehicle}${text.clause}${held}` : held;
    byUse.set(use, [...(byUse.get(use) ?? []), nameOf(place as PhonePlace)]);
  }
  return [...byUse].map(([use, places]) => `${places.join(text.comma)}${text.colon}${use}`).join(text.end);

  function nameOf(place: PhonePlace): string {
    return place === 'bay' || place === 'open' ? text[place] : kinds[place];
  }
}
