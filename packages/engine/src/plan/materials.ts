/**
 * The registry of materials: what a wall can be made of, and the obstacles that are neither walls nor openings. A row decides all that the
 * program does differently for a material; its name is a message `name-material-<id>` or `name-obstacle-<id>`.
 */

/**
 * `assumption`: a planning default without a source that could be read; calibration replaces it.
 * `transcribed`: numbers of a published table, read in public code that transcribes it.
 * `computed`: from ITU-R P.2040-3 by this engine's own slab formula.
 */
export type LossBasis = 'assumption' | 'transcribed' | 'computed';

export interface LossRow {
  /** Thickness the row is for; undefined where the loss does not depend on thickness. */
  thicknessM?: number;
  /** [`planningBandsMhz`] dB per crossing at normal incidence. */
  lossDb: readonly number[];
}

/** Loss of an obstacle. */
export interface CatalogueEntry {
  id: string;
  /** Thinnest first; one row where the loss does not depend on thickness. */
  rows: readonly LossRow[];
  /** Standard deviation of the default, dB, for calibration and for what is not known. */
  priorSdDb: number;
  basis: LossBasis;
  source: string;
  /** The published formula that the rows were computed from or built upon, and where it holds (closed). */
  formula?: { source: string; rangeMhz: readonly [number, number] };
}

/**
 * Spelling of a material in a format. Of those that match, the one of the lowest order is meant: the special
 * before the general.
 */
export interface WrittenMaterial {
  order: number;
  pattern: RegExp;
}

export interface WallMaterial extends CatalogueEntry {
  /** Its row of ITU-R P.2040-3. What is `metal` there is opaque: its loss is what leaks past, alike at every angle. */
  p2040: 'concrete' | 'brick' | 'plasterboard' | 'glass' | 'wood' | 'metal';
  /** It is cast on site: a wall of it carries. */
  isCast?: true;
  /** A wall of it is of panes: nothing hangs on it. */
  isPane?: true;
  /** It burns: no fire wall is of it. */
  burns?: true;
  /** It is of boards on a frame: nothing rests on it. */
  isBoard?: true;
  /** A thicker wall of it is a mistake in a number, m (assumption; what is cast has no such bound). */
  thickestM?: number;
  /** A thinner wall of it is not built, m (assumption). */
  thinnestM?: number;
  /** How dark its walls are on drawings; the field owns hue. */
  grey: 'dark' | 'middle' | 'light';
  /**
   * Spellings in building models (Chinese, English, German, Dutch, French) and in tags of maps, whose values are in
   * capitals.
   */
  written?: { model?: WrittenMaterial; tag?: WrittenMaterial };
}

const p2040Concrete = { source: 'ITU-R P.2040-3 concrete', rangeMhz: [1000, 100_000] } as const;
/** Range of the table, recalled. */
export const tr38901Materials = { source: '3GPP TR 38.901 Table 7.4.3-1', rangeMhz: [500, 100_000] } as const;

/** Source of a loss that none could be read for. */
export const planningDefault = 'planning default, no readable source; calibrate';

const wallMaterialRows = [
  {
    id: 'reinforced-concrete',
    rows: [
      { thicknessM: 0.2, lossDb: [12, 12, 16, 16, 19, 23, 28] },
      { thicknessM: 0.3, lossDb: [15, 15, 21, 21, 25, 31, 38] },
      { thicknessM: 0.4, lossDb: [18, 18, 26, 26, 31, 38, 48] },
    ],
    priorSdDb: 5,
    basis: 'assumption',
    source: `P.2040-3 concrete plus 3–10 dB for reinforcement and moisture; ${planningDefault}`,
    formula: p2040Concrete,
    p2040: 'concrete',
    isCast: true,
    grey: 'dark',
    written: {
      model: {
        order: 6,
        pattern:
          /钢筋混凝土|钢筋砼|\bRC\b|reinforced|stahlbeton|gewapend|béton armé|\bSTB\b|cast.?in.?(place|situ)|in.?situ|ortbeton|fertigbeton|precast|prefab.*beton|现浇|预制/i,
      },
      tag: { order: 3, pattern: /REINFORCED|CONCRETE RC|^RC$|CONCRETE|混凝土|砼/ },
    },
  },
  {
    id: 'concrete',
    rows: [
      { thicknessM: 0.1, lossDb: [3.3, 5.0, 6.6, 7.3, 8.1, 10.4, 13.0] },
      { thicknessM: 0.2, lossDb: [6.2, 7.5, 12.0, 13.3, 15.3, 19.0, 24.3] },
      { thicknessM: 0.3, lossDb: [8.9, 10.5, 17.1, 19.1, 22.3, 27.8, 35.7] },
      { thicknessM: 0.4, lossDb: [11.5, 13.7, 22.3, 25.0, 29.3, 36.6, 47.2] },
    ],
    priorSdDb: 5,
    basis: 'computed',
    source: 'ITU-R P.2040-3 slab, plain concrete, normal incidence; 700 and 900 MHz below its 1 GHz limit',
    formula: p2040Concrete,
    p2040: 'concrete',
    isCast: true,
    grey: 'light',
    written: {
      model: { order: 7, pattern: /混凝土|砼|concrete|beton|béton/i },
    },
  },
  {
    id: 'concrete-block',
    thinnestM: 0.05,
    thickestM: 0.6,
    rows: [
      { thicknessM: 0.1, lossDb: [4, 4, 5, 5, 6, 7, 8] },
      { thicknessM: 0.2, lossDb: [6, 6, 8, 8, 9, 11, 13] },
    ],
    priorSdDb: 3,
    basis: 'assumption',
    source: `block or brick infill; 100 mm taken as about 60 % of 200 mm; ${planningDefault}`,
    p2040: 'concrete',
    grey: 'middle',
    written: {
      model: {
        order: 4,
        pattern:
          /砌块|加气|空心砌|aac\b|aerated|porenbeton|gasbeton|cellenbeton|\bblock|masonry units?|\bcmu\b|betonsteen|parpaing|hohlblock/i,
      },
      tag: { order: 1, pattern: /BLOCK|CMU|AERATED|砌块|加气/ },
    },
  },
  {
    id: 'brick',
    thinnestM: 0.05,
    thickestM: 1.0,
    rows: [
      { thicknessM: 0.1, lossDb: [4, 4, 5, 5, 6, 7, 8] },
      { thicknessM: 0.2, lossDb: [6, 6, 8, 8, 9, 11, 13] },
    ],
    priorSdDb: 3,
    basis: 'assumption',
    source: `as concrete-block; a trade page gives 10–25 dB for 240 mm, P.2040-3 5–7 dB; ${planningDefault}`,
    p2040: 'brick',
    grey: 'middle',
    written: {
      model: {
        order: 5,
        pattern:
          /砖|brick|masonry|mauerwerk|ziegel|klinker|baksteen|metselwerk|kalkzandsteen|kalksand|brique/i,
      },
      tag: { order: 2, pattern: /BRICK|MASONRY|砖/ },
    },
  },
  {
    id: 'plasterboard',
    isBoard: true,
    thickestM: 1.0,
    rows: [{ lossDb: [2, 2.5, 3.4, 3.4, 3.6, 4, 4.5] }],
    priorSdDb: 2,
    basis: 'assumption',
    source: 'COST 231 light wall, 3.4 dB at 1800 MHz (transcribed); the other bands are assumed',
    p2040: 'plasterboard',
    grey: 'light',
    written: {
      model: { order: 1, pattern: /石膏板|轻钢龙骨|plasterboard|drywall|gypsum|gips|placo/i },
      tag: { order: 4, pattern: /PLASTERBOARD|GYPSUM|DRYWALL|石膏|轻钢/ },
    },
  },
  {
    id: 'glass',
    thickestM: 1.0,
    isPane: true,
    rows: [{ lossDb: [2.14, 2.18, 2.36, 2.42, 2.52, 2.7, 2.98] }],
    priorSdDb: 2,
    basis: 'transcribed',
    source: '3GPP TR 38.901 standard glass, 2 + 0.2 f GHz, via public code',
    formula: tr38901Materials,
    p2040: 'glass',
    grey: 'light',
    written: {
      model: { order: 3, pattern: /玻璃(?!纤维)|\bglas|glazing|vitrage|\bverre/i },
      tag: { order: 5, pattern: /GLASS|玻璃/ },
    },
  },
  {
    id: 'coated-glass',
    isPane: true,
    rows: [{ lossDb: [23.21, 23.27, 23.54, 23.63, 23.78, 24.05, 24.47] }],
    priorSdDb: 4,
    basis: 'transcribed',
    source: '3GPP TR 38.901 IRR glass, 23 + 0.3 f GHz, via public code',
    formula: tr38901Materials,
    p2040: 'metal',
    grey: 'light',
    written: {
      model: { order: 2, pattern: /镀膜|low-?e\b|coated glass|sun protection glass|sonnenschutz/i },
    },
  },
  {
    id: 'metal',
    thickestM: 1.0,
    rows: [{ lossDb: [25, 25, 28, 28, 30, 30, 32] }],
    priorSdDb: 6,
    basis: 'assumption',
    source: `leakage past sheet metal, the sheet itself is opaque; trade pages give 8–45 dB; ${planningDefault}`,
    p2040: 'metal',
    grey: 'dark',
    written: {
      model: { order: 8, pattern: /钢|铝|金属|steel|alumin|metal|stahl|staal|acier|blech|eisen|\biron/i },
      tag: { order: 6, pattern: /METAL|STEEL|金属|钢板/ },
    },
  },
  {
    id: 'wood',
    burns: true,
    thickestM: 1.0,
    rows: [{ lossDb: [4.934, 4.958, 5.066, 5.102, 5.162, 5.27, 5.438] }],
    priorSdDb: 2,
    basis: 'transcribed',
    source: '3GPP TR 38.901 wood, 4.85 + 0.12 f GHz, via public code',
    formula: tr38901Materials,
    p2040: 'wood',
    grey: 'light',
    written: {
      model: { order: 9, pattern: /木|timber|wood|holz|hout|\bbois|mdf|plywood|oak|pine\b/i },
      tag: { order: 7, pattern: /WOOD|TIMBER|木/ },
    },
  },
] as const satisfies readonly WallMaterial[];

/** A material that a wall may have without the plan defining it. */
export type MaterialName = (typeof wallMaterialRows)[number]['id'];

/** Materials of walls, in the order of lists. */
export const wallMaterials: readonly (WallMaterial & { id: MaterialName })[] = wallMaterialRows;

const wallMaterialById: ReadonlyMap<string, WallMaterial> = new Map(
  wallMaterials.map((row) => [row.id, row]),
);

/** The row of a material; undefined for one of a plan's own. */
export function wallMaterial(id: string): WallMaterial | undefined {
  return wallMaterialById.get(id);
}

/** Materials as a format writes them, in the order in which they are tried. */
export function writtenMaterials(format: 'model' | 'tag'): readonly [RegExp, MaterialName][] {
  const found = wallMaterials.flatMap(({ id, written }) => {
    const custom = written?.[format];
    return custom ? [{ id, ...custom }] : [];
  });
  return found.sort((a, b) => a.order - b.order).map(({ id, pattern }) => [pattern, id]);
}

/** Obstacles that are neither walls nor openings. */
export const obstacles: readonly CatalogueEntry[] = [
  {
    id: 'column',
    rows: [{ lossDb: [5, 5, 7, 7, 8, 9, 10] }],
    priorSdDb: 3,
    basis: 'assumption',
    source: `reinforced concrete 600 × 600 mm, what diffraction leaves of its shadow; ${planningDefault}`,
  },
  {
    id: 'cars',
    rows: [{ lossDb: [3, 3, 4, 4, 5, 5, 6] }],
    priorSdDb: 3,
    basis: 'assumption',
    source: `a full row of parked cars crossed below roof height; ${planningDefault}`,
  },
  {
    id: 'slab',
    rows: [
      { thicknessM: 0.12, lossDb: [10, 10, 13, 13, 15, 18, 23] },
      { thicknessM: 0.225, lossDb: [14, 14, 18, 18, 21, 26, 32] },
    ],
    priorSdDb: 5,
    basis: 'assumption',
    source: `floor slab 120 mm and 200–250 mm; ${planningDefault}`,
  },
];
