import type { Language } from '../../core/index.ts';
import type { Penetration } from '../../design/index.ts';
import {
  type Antenna,
  type CatalogPart,
  type CompartmentKind,
  openingKindRow,
  type Plan,
  requirePlan,
} from '../../plan/index.ts';
import { preparePattern } from '../../radio/index.ts';
import { formatFixed, formatQuantity, quantityFigures } from '../encoders/format-numbers.ts';
import { lineText, type TextRun } from '../encoders/sheet.ts';
import { type DocumentTexts, messagesOf } from '../wording/document-text.ts';
import { partName } from '../wording/part-name.ts';

/** Label of a cable: its diameter where its name states one, else its name without additions. */
export function shortCableName(part: Pick<CatalogPart, 'name' | 'nameEn'>, lang: Language): string {
  const name = partName(part, lang);
  return /\d[\d\-/]*\s*["″]/.exec(name)?.[0] ?? name.split(/[（(,，]/)[0].trim();
}

/** `L3 1/2" 23.5 m`. */
export function cableLabel(
  cable: { id: string; lengthM: number },
  part: Pick<CatalogPart, 'name' | 'nameEn'> | undefined,
  lang: Language,
): TextRun[] {
  return [
    { text: cable.id, tag: 'NUMBER' },
    ...(part ? [{ text: ' ' }, { text: shortCableName(part, lang), tag: 'SIZE' }] : []),
    { text: ' ' },
    { text: quantityFigures(cable.lengthM, 'm'), tag: 'LENGTH' },
    { text: ' m' },
  ];
}

/**
 * Value of a part, as drawings state it beside its number: the coupling of a coupler, the ways of a splitter, the loss of an
 * attenuator; of other parts the name without additions.
 */
export function partValue(part: CatalogPart, lang: Language): string {
  if (part.kind === 'splitter') {
    const ways = String(part.ways ?? 2);
    return messagesOf('construction.ways', lang)[ways] ?? ways;
  }
  const valueDb =
    part.kind === 'coupler'
      ? part.couplingDb
      : part.kind === 'attenuator'
        ? Object.values(part.lossDb ?? {})[0]
        : undefined;
  return valueDb === undefined
    ? partName(part, lang)
        .split(/[（(,，]/)[0]
        .trim()
    : formatQuantity(valueDb, 'dB');
}

/** Number and value of a device: `T3-B1 10 dB`. */
export function deviceLabel(id: string, part: CatalogPart | undefined, lang: Language): TextRun[] {
  // A POI has its name there, and its loss as its value.
  const tag = part?.kind === 'poi' ? {} : { tag: 'VALUE' };
  const value = part ? [{ text: ' ' }, { text: partValue(part, lang), ...tag }] : [];
  return [{ text: id, tag: 'NUMBER' }, ...value];
}

/** Number and value of a part of a network, as drawings have them. */
export interface NetworkLabel {
  /** `T3-B1`. */
  number: string;
  /** `10 dB`, of a cable `1/2" 23.5 m`; empty where the plan does not say which part it is. */
  value: string;
}

/**
 * Numbers and values of the sources, baseband units, devices and cables of a plan's network by their ids, as drawings write them
 * beside their symbols.
 */
export function networkLabels(plan: Plan, lang: Language): ReadonlyMap<string, NetworkLabel> {
  requirePlan(plan);
  const { sources = [], basebands = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const nodes = [...sources, ...basebands, ...devices].map(({ id, part: name }): [string, NetworkLabel] => {
    const part = partOf.get(name ?? '');
    return [id, { number: id, value: part ? partValue(part, lang) : '' }];
  });
  const lines = cables.map((cable): [string, NetworkLabel] => {
    const [, ...value] = cableLabel(cable, partOf.get(cable.part), lang);
    return [cable.id, { number: cable.id, value: lineText(value).trim() }];
  });
  return new Map([...nodes, ...lines]);
}

/** Id of a source's unit as a part of drawings. */
export function unitPartId(source: { id: string }, unit: { id: string }): string {
  return `${source.id} ${unit.id}`;
}

/** Words for the body that a way passes; a shutter is not called a door, since its box and drum hang there. */
export function passedWords(
  plan: Pick<Plan, 'levels'>,
  way: Pick<Penetration, 'level' | 'opening' | 'through'>,
  texts: DocumentTexts,
): string {
  return texts(isOverShutter(plan, way) ? 'tables.through.shutter' : `tables.through.${way.through}`);
}

/** Returns whether a way lies over a shutter. */
export function isOverShutter(
  { levels }: Pick<Plan, 'levels'>,
  { level: id, opening, through }: Pick<Penetration, 'level' | 'opening' | 'through'>,
): boolean {
  const found = levels.find((each) => each.id === id)?.openings?.find((each) => each.id === opening);
  return through === 'lintel' && found !== undefined && openingKindRow(found.kind).isShutter === true;
}

/** The compartments that a way parts, in the order of the level whichever way a cable goes: `防火分区1 / 防火分区2`. */
export function bordersText(
  { levels }: Pick<Plan, 'levels'>,
  {
    level: id,
    borders = [],
    passing,
    wallKind,
  }: Pick<Penetration, 'level' | 'borders' | 'passing' | 'wallKind'>,
  texts: DocumentTexts,
): string {
  const areas = levels.find((level) => level.id === id)?.compartments ?? [];
  // A wall of civil defence ends a unit, whether that was read or not.
  if (borders.length === 0 && passing === 'pressure-sleeve') return texts('tables.civilEdge');
  // A fire wall parts two compartments too: which was not read.
  if (borders.length === 0 && wallKind === 'fire') return texts('tables.unreadBorder');
  const nameOf = (wanted: string, kind: CompartmentKind) => {
    if (wanted === '') return texts('tables.unreadSide');
    const found = areas.find((each) => each.id === wanted);
    return found?.name ?? `${texts.name('compartment', kind)} ${wanted}`;
  };
  const orderOf = (wanted: string) =>
    wanted === '' ? areas.length : areas.findIndex(({ id }) => id === wanted);
  return borders
    .map(({ kind, from, to }) =>
      [from, to]
        .sort((a, b) => orderOf(a) - orderOf(b))
        .map((wanted) => nameOf(wanted, kind))
        .join(' / '),
    )
    .join('; ');
}

/** Id of the load at the far end of a radiating cable, as a part of drawings. */
export function cableEndId({ id }: { id: string }): string {
  return `${id} end`;
}

/** Gain of an antenna in the direction of its maximum, dBi. */
export function peakGainDbi({ antennaTypes }: Plan, antenna: Antenna, frequencyMhz: number): number {
  return preparePattern(antenna, frequencyMhz, antennaTypes).peakDbi;
}

/** Least and greatest gain over the plan's carriers as schedules state them, `2.0–3.0`; one where they are alike. */
export function gainText(plan: Plan, antenna: Antenna): string {
  const gains = plan.carriers.map(({ frequencyMhz }) => peakGainDbi(plan, antenna, frequencyMhz));
  return [
    ...new Set([Math.min(...gains), Math.max(...gains)].map((gainDbi) => formatFixed(gainDbi, 1))),
  ].join('–');
}
