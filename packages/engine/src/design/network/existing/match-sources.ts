import { dbmToMw, type Phrase, say } from '../../../core/index.ts';
import {
  operators as allOperators,
  type CatalogPart,
  type ExistingTree,
  type Operator,
  type Plan,
} from '../../../plan/index.ts';
import { cheapestOf, installedCny, isRatedFor } from '../design/design-parts.ts';
import type { TreeDoubt, TreePart, TreeTable } from './tree-table.ts';
import { operatorWords } from './tree-vocabulary.ts';

/** The active parts of an existing tree: units with their levels, and the parts of the catalogue that they are. */
export interface MatchedSources {
  units: NonNullable<ExistingTree['units']>;
  parts: CatalogPart[];
  /** Sources that are no part of the catalogue for certain: they count neither as kept nor as removed. */
  doubts: TreeDoubt[];
}

/** Downlinks that the names of bands stand for, MHz. */
const nominalBands: Readonly<Record<number, readonly [number, number]>> = {
  ...{ 700: [758, 803], 800: [869, 894], 850: [869, 894], 900: [925, 960], 1800: [1805, 1880] },
  ...{ 1900: [1880, 1920], 2000: [2010, 2025], 2100: [2110, 2170], 2300: [2300, 2400] },
  ...{ 2500: [2496, 2690], 2600: [2496, 2690], 3300: [3300, 3400], 3400: [3400, 3600] },
  ...{ 3500: [3300, 3600], 4900: [4800, 5000] },
};

/** Bands as tables write them: `1.8/2.1G`, `900MHz`, `LTE1800`. */
function readBands(text: string): number[] {
  const gigahertz = [...text.matchAll(/(\d\.\d{1,2})(?=\s*(?:G|(?:[/+、,&和]\s*\d\.\d{1,2}\s*)+G))/gi)].map(
    ([, value]) => Math.round(Number(value) * 1000),
  );
  const megahertz = [...text.matchAll(/(?<![\d.])(\d{3,4})(?=\s*(?:M(?:Hz)?|[/+、,&]|$|[^\d\w.]))/gi)].map(
    ([, value]) => Number(value),
  );
  return [...new Set([...gigahertz, ...megahertz])].filter((each) => nominalBands[each] !== undefined);
}

/** Most power that a table states, W: of a path where it says how many; undefined where it states none. */
function readPowerW(text: string): number | undefined {
  const watts = /(?:\d\s*[×x*]\s*)?(\d+(?:\.\d+)?)\s*(?:W|瓦)(?![a-z])/i.exec(text)?.[1];
  if (watts !== undefined) return Number(watts);
  const dbm = /(\d{2}(?:\.\d+)?)\s*dBm/i.exec(text)?.[1];
  return dbm === undefined ? undefined : dbmToMw(Number(dbm)) / 1000;
}

/** How many units a row stands for. */
function readCount(text: string): number {
  const found =
    /(\d{1,2})\s*(?:台|套|只|个|pcs\b|units?\b|stück)/i.exec(text)?.[1] ??
    /[×x*]\s*(\d{1,2})\s*$/.exec(text)?.[1];
  return found === undefined ? 1 : Math.max(1, Number(found));
}

/** Stated watts are those of a carrier, or of all that a unit has. */
const powerToleranceRatio = 1.15;

/**
 * Finds the sources of a table in the catalogue, by their names, or by bands, operators and power; combiners by their inputs.
 * @param levelOf level of the plan that a part of the table stands on
 */
export function matchSources(
  plan: Plan,
  { parts }: TreeTable,
  catalogue: readonly CatalogPart[],
  levelOf: (id: string) => string,
): MatchedSources {
  const found: MatchedSources = { units: [], parts: [], doubts: [] };
  for (const part of parts) {
    if (part.kind !== 'source' && part.kind !== 'combiner') continue;
    const { id, at = say('tree-whole') } = part;
    const text = `${id} ${part.words ?? ''}`.normalize('NFKC');
    const matched =
      part.kind === 'combiner' ? findCombiner(plan, part, text, catalogue) : findUnit(text, part, catalogue);
    if ('why' in matched) {
      found.doubts.push({ at, text: say('tree-source-unmatched', { id, why: matched.why }) });
      continue;
    }
    if (!found.parts.includes(matched.part)) found.parts.push(matched.part);
    const count = readCount(part.words ?? '');
    for (let number = 1; number <= count; number += 1) {
      const unit = number === 1 ? id : `${id}-${number}`;
      found.units.push({ id: unit, part: matched.part.id, level: levelOf(id) });
    }
    if (count > 1) found.doubts.push({ at, text: say('tree-source-count', { id, count }) });
  }
  return found;
}

type Match = { part: CatalogPart } | { why: Phrase };

const folded = (text: string | undefined) =>
  text
    ?.normalize('NFKC')
    .toLowerCase()
    .replace(/[\s（()）]+/g, '');

/** A radio unit, repeater or baseband unit of the catalogue. */
function findUnit(text: string, { words = '' }: TreePart, catalogue: readonly CatalogPart[]): Match {
  const kinds: readonly CatalogPart['kind'][] = ['radio-unit', 'repeater', 'baseband', 'small-cell'];
  const named = catalogue.filter(
    (part) =>
      kinds.includes(part.kind) &&
      [part.id, part.name, part.nameEn].some((name) => folded(name) === folded(words)),
  );
  if (named.length === 1) return { part: named[0] };
  if (/bbu|基带|baseband/i.test(text)) {
    const baseband = cheapestOf(catalogue, 'baseband');
    return baseband ? { part: baseband } : { why: say('tree-source-kind') };
  }
  if (/prru|皮站|小站|small ?cell/i.test(text)) return { why: say('tree-source-kind') };
  const bands = readBands(text);
  if (bands.length === 0) return { why: say('tree-source-bandless') };
  const kind = /直放站|repeater|干放|放大器|amplifier|\bbda\b/i.test(text) ? 'repeater' : 'radio-unit';
  const operators = allOperators.filter((operator) => operatorWords[operator]?.test(text));
  const ofBands = catalogue.filter((part) => part.kind === kind && hasBands(part, bands));
  const list = bands.join(', ');
  const fitting = ofBands.filter((part) => isOf(part, operators));
  if (fitting.length === 0) return { why: say('tree-source-bands', { list }) };
  const powerW = readPowerW(words);
  const strong = fitting.filter((part) => isOfPower(part, powerW));
  if (strong.length === 0) {
    return {
      why: say('tree-source-power', {
        stated: String(powerW),
        part: fitting[0].id,
        power: String(fitting[0].sourcePowerDbm),
      }),
    };
  }
  if (strong.length > 1)
    return { why: say('tree-source-several', { list: strong.map(({ id }) => id).join(', ') }) };
  return { part: strong[0] };
}

/** True where a unit sends in all of these bands and in no other: those of its name count, else those in its range. */
function hasBands(part: CatalogPart, bands: readonly number[]): boolean {
  const { lowestMhz = 0, highestMhz = 0 } = part;
  const ranges = part.bands ?? [{ lowestMhz, highestMhz }];
  const isSent = (band: number) =>
    ranges.some(
      (each) => each.lowestMhz <= nominalBands[band][0] && each.highestMhz >= nominalBands[band][1],
    );
  const named = readBands(part.name);
  const sent = named.length > 0 ? named : Object.keys(nominalBands).map(Number).filter(isSent);
  // 2500 and 2600, 800 and 850 are one band by two names.
  const downlinks = (list: readonly number[]) => new Set(list.map((band) => nominalBands[band].join()));
  const [offered, stated] = [downlinks(sent), downlinks(bands)];
  return offered.size === stated.size && [...offered].every((each) => stated.has(each));
}

function isOf({ operators }: CatalogPart, stated: readonly Operator[]): boolean {
  return operators === undefined || stated.every((operator) => operators.includes(operator));
}

function isOfPower({ sourcePowerDbm, carriersAtMost = 1 }: CatalogPart, powerW: number | undefined): boolean {
  if (powerW === undefined || sourcePowerDbm === undefined) return true;
  const carrierW = dbmToMw(sourcePowerDbm) / 1000;
  return (
    powerW * powerToleranceRatio >= carrierW && powerW <= carrierW * carriersAtMost * powerToleranceRatio
  );
}

/** A POI, or a filter combiner with as many inputs. */
function findCombiner(
  { carriers }: Plan,
  { ways }: TreePart,
  text: string,
  catalogue: readonly CatalogPart[],
): Match {
  const isPoi = /poi|多系统|合路平台/i.test(text);
  const fitting = catalogue
    .filter((part) => part.kind === 'poi' && (isPoi ? part.bands === undefined : part.bands?.length === ways))
    .filter((part) => carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz)))
    .sort((a, b) => installedCny(a) - installedCny(b));
  return fitting.length > 0 ? { part: fitting[0] } : { why: say('tree-source-combiner') };
}
