import type { MaterialName } from '../../../plan/index.ts';

/**
 * Materials as models name them (Chinese, English, German, Dutch, French), tried in order: the special comes before the
 * general. Null: known, and of no use here (insulation, finishes, air).
 */
const patterns: readonly [RegExp, MaterialName | null][] = [
  [/保温|岩棉|玻璃棉|防水|找平|抹灰|涂料|砂浆|空气|insul|mineral wool|glass wool|dämm|isolat/i, null],
  [/\bair\b|luft|membrane|plaster(?!board)|render|paint|finish|putz|mortar|screed|estrich|stucwerk/i, null],
  [/石膏板|轻钢龙骨|plasterboard|drywall|gypsum|gips|placo/i, 'plasterboard'],
  [/镀膜|low-?e\b|coated glass|sun protection glass|sonnenschutz/i, 'coated-glass'],
  [/玻璃(?!纤维)|\bglas|glazing|vitrage|\bverre/i, 'glass'],
  [/砌块|加气|空心砌|aac\b|aerated|porenbeton|gasbeton|cellenbeton/i, 'concrete-block'],
  [/\bblock|masonry units?|\bcmu\b|betonsteen|parpaing|hohlblock/i, 'concrete-block'],
  [/砖|brick|masonry|mauerwerk|ziegel|klinker|baksteen|metselwerk|kalkzandsteen|kalksand|brique/i, 'brick'],
  [
    /钢筋混凝土|钢筋砼|\bRC\b|reinforced|stahlbeton|gewapend|béton armé|\bSTB\b|cast.?in.?(place|situ)/i,
    'reinforced-concrete',
  ],
  [/in.?situ|ortbeton|fertigbeton|precast|prefab.*beton|现浇|预制/i, 'reinforced-concrete'],
  [/混凝土|砼|concrete|beton|béton/i, 'concrete'],
  [/钢|铝|金属|steel|alumin|metal|stahl|staal|acier|blech|eisen|\biron/i, 'metal'],
  [/木|timber|wood|holz|hout|\bbois|mdf|plywood|oak|pine\b/i, 'wood'],
];

/** Walls this thick carry: their concrete is reinforced, whatever the name leaves open. */
const carryingThicknessM = 0.18;

/** The catalogue's material behind a name; undefined where the name tells nothing, null where it is no wall material. */
export function materialOfName(name: string, thicknessM: number): MaterialName | null | undefined {
  const found = patterns.find(([pattern]) => pattern.test(name))?.[1];
  return found === 'concrete' && thicknessM >= carryingThicknessM ? 'reinforced-concrete' : found;
}
