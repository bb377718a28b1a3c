import { boundsOf, type Language } from '../../../core/index.ts';
import {
  cableEndPartId,
  combinerIds,
  type Hole,
  holeDiameterMm,
  installedLengths,
  listHoles,
  networkNeeds,
  penetrationPartId,
} from '../../../design/index.ts';
import {
  type Antenna,
  type CatalogPart,
  cableLengthM,
  isAimed,
  isShifted,
  type NetworkCable,
  type NetworkSource,
  type Plan,
  planProfile,
  radiatesAlongPath,
} from '../../../plan/index.ts';
import { antennaPartId, type CarrierPowers, type NetworkEvaluation } from '../../../radio/index.ts';
import { formatShort, quantityFigures } from '../../encoders/format-numbers.ts';
import type { SheetPoint } from '../../encoders/sheet.ts';
import { axisLocationText } from '../../wording/axis-locations.ts';
import { type DocumentTexts, messagesOf, textsIn } from '../../wording/document-text.ts';
import { partName, portName } from '../../wording/part-name.ts';
import { sleeveText } from '../../wording/sleeve-text.ts';
import { aimText } from '../antenna-mount.ts';
import { antennaMarks, partSymbol, penetrationMarks, unitMarks } from '../device-symbols.ts';
import { carrierGroups, groupPowers } from '../diagram/carrier-groups.ts';
import { cableLayer, cadName } from '../dxf/document-layers.ts';
import type { DrawnPart } from '../dxf/part-entities.ts';
import { coordinatesText, courseId, levelRisers, riserId, riserMarks } from '../floor-plan/network-marks.ts';
import {
  bordersText,
  cableEndId,
  gainText,
  partValue,
  passedWords,
  peakGainDbi,
  shortCableName,
  unitPartId,
} from '../part-names.ts';
import { cableEnds, shownValue } from '../unit-texts.ts';

/** Names of attributes: the same in every language, as who counts blocks reads them. */
type AttributeTag =
  | ('NUMBER' | 'VALUE' | 'COORDINATES' | 'AIM' | 'SIZE' | 'LENGTH' | 'LENGTH_M' | 'SPARE_M')
  | ('KIND' | 'PART' | 'MODEL' | 'LEVEL' | 'LEVELS' | 'X' | 'Y' | 'AXES' | 'HEIGHT_M' | 'SOURCE')
  | ('GAIN_DBI' | 'EIRP' | 'FROM' | 'FROM_PORT' | 'TO' | 'TO_PORT' | 'POWER_IN' | 'POWER_OUT')
  | ('WALL' | 'THICKNESS_MM' | 'CABLE' | 'SEAL' | 'SLEEVE' | 'BORDERS' | 'QUANTITY');

type Attributes = readonly (readonly [tag: AttributeTag, value: string])[];

/** All parts of a plan's network as a drawing has them, by id: with what the bill counts by, and powers as the diagram states them. */
export function drawnParts(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  lang: Language,
): ReadonlyMap<string, DrawnPart> {
  const context = partContext(plan, network, lang);
  const { sources = [], devices = [], basebands = [], cables = [] } = plan.network ?? {};
  const standing = [
    ...basebands.map((each) => ({ ...each, kind: 'baseband' as const })),
    ...sources.map((each) => ({ ...each, kind: 'radio-unit' as const })),
    ...devices.map((each) => ({ ...each, kind: 'splitter' as const })),
  ];
  const drawn: DrawnPart[] = [
    ...plan.antennas.flatMap((antenna) => antennaParts(antenna, context)),
    ...standing.map((each) => standingPart(each, context)),
    ...sources.flatMap((source) => furtherCombiners(source, context)),
    ...sources.flatMap((source) => unitParts(source, context)),
    ...cables.map((cable) => cablePart(cable, context)),
    ...plan.levels.flatMap(({ id }) => riserParts(id, context)),
    ...listHoles(plan).map((each) => penetrationPart(each, context)),
    ...accessoryParts(context),
  ];
  return new Map(drawn.map((part) => [part.id, part]));
}

/** Words of the trade for the layers of a plan's drawings: feeders by their part, others by what lies there. */
export function layerWords({ network }: Plan, lang: Language): (name: string) => string {
  const words = Object.entries(messagesOf('construction.layers', lang)).sort(
    ([a], [b]) => b.length - a.length,
  );
  const cables = (network?.parts ?? []).map((part) => [`-${cableLayer(part.id)}`, partName(part, lang)]);
  return (name) =>
    cables.find(([ending]) => name.endsWith(ending))?.[1] ??
    words.find(([layer]) => name.endsWith(`-${layer}`))?.[1] ??
    '';
}

interface PartContext {
  plan: Plan;
  lang: Language;
  texts: DocumentTexts;
  parts: ReadonlyMap<string, CatalogPart>;
  powersText(powers: CarrierPowers): string;
  endsOf: ReturnType<typeof cableEnds>;
  /** Metres of a cable that are installed for it. */
  installedM: ReturnType<typeof installedLengths>;
  /** Powers at the port of an antenna on its first path: of a small cell what it sends. */
  portPowers(antenna: string): CarrierPowers;
  /** Powers into a cable and out of it. */
  cablePowers(cable: string): { from: string; to: string };
  /** Powers into a node, and out of it port by port. */
  powerIn(node: string): string;
  powerOut(node: string): string;
}

function partContext(plan: Plan, network: NetworkEvaluation | undefined, lang: Language): PartContext {
  const groups = carrierGroups(plan.carriers, lang);
  const powersText = (powers: CarrierPowers) =>
    groups
      .filter(({ carriers }) => carriers.some((id) => powers[id] !== undefined))
      .map((group) => `${group.name} ${groupPowers([group], powers)[0]}`)
      .join('; ');
  const powers = new Map((network?.cables ?? []).map((each) => [each.cable, each]));
  const cables = plan.network?.cables ?? [];
  const kinds = new Map((plan.network?.parts ?? []).map(({ id, kind }) => [id, kind]));
  // Data cables and fibres carry no radio power.
  const radio = new Set(
    cables.filter(({ part }) => (kinds.get(part) ?? 'cable') === 'cable').map(({ id }) => id),
  );
  const cablePowers = (cable: string) => ({
    from: radio.has(cable) ? powersText(powers.get(cable)?.fromDbm ?? {}) : '',
    to: radio.has(cable) ? powersText(powers.get(cable)?.toDbm ?? {}) : '',
  });
  const sent = new Map(
    (plan.network?.sources ?? []).map(({ id, part, units }) => [
      id,
      kinds.get(part ?? '') === 'poi'
        ? powersText(Object.assign({}, ...units.map(({ outputPowerDbm }) => outputPowerDbm)))
        : '',
    ]),
  );
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed.carriers]));
  return {
    ...{ plan, lang, powersText, cablePowers },
    portPowers: (antenna) =>
      Object.fromEntries((feeds.get(antenna) ?? []).map(({ carrier, powerDbm }) => [carrier, powerDbm])),
    texts: textsIn(lang),
    endsOf: cableEnds(plan, lang),
    installedM: installedLengths(plan),
    parts: new Map((plan.network?.parts ?? []).map((part) => [part.id, part])),
    // Jumpers bring to a POI what its radio units send.
    powerIn: (node) =>
      [
        sent.get(node) ?? '',
        ...cables.filter(({ to }) => to.node === node).map(({ id }) => cablePowers(id).to),
      ]
        .filter((text) => text !== '')
        .join(' | '),
    powerOut: (node) =>
      cables
        .filter(({ id, from }) => from.node === node && cablePowers(id).from !== '')
        .sort((a, b) => portRank(a.from.port) - portRank(b.from.port))
        .map(({ id, from }) => `${portName(from.port, lang)} ${cablePowers(id).from}`)
        .join(' | '),
  };
}

/** Ports as they are numbered, a coupler's through port before its coupled one. */
function portRank(port: string): number {
  return port === 'coupled' ? 1 : Number(/\d+$/.exec(port)?.[0] ?? 0);
}

/** Kind, part and model of a part of the catalogue. */
function named(
  kind: CatalogPart['kind'],
  partId: string | undefined,
  { parts, texts, lang }: PartContext,
): Attributes {
  const known = parts.get(partId ?? '');
  return [
    ['KIND', texts(`construction.kinds.${known?.kind ?? kind}`)],
    ['PART', partId ?? ''],
    ['MODEL', known ? partName(known, lang) : ''],
  ];
}

function located(level: string, at: SheetPoint, { plan, texts }: PartContext): Attributes {
  const [x, y] = at;
  const drawn = plan.levels.find(({ id }) => id === level);
  return [
    ['LEVEL', level],
    ['X', formatShort(x, 2)],
    ['Y', formatShort(y, 2)],
    ['AXES', axisLocationText(drawn, at, texts)],
  ];
}

/** The antenna, and of a radiating cable its course. */
function antennaParts(antenna: Antenna, context: PartContext): DrawnPart[] {
  const { id, level, position, heightM, type, feed } = antenna;
  const pathsBy = isShifted(antenna) ? antenna.pathsBy : undefined;
  const partId = antennaPartId(antenna, [...context.parts.values()]);
  const isCable = radiatesAlongPath(antenna);
  const [, ...model] = named('antenna', partId, context);
  const kind = feed === 'small-cell' ? 'small-cell' : type;
  const aim = aimText(antenna, context.plan, context.texts);
  const part: DrawnPart = {
    ...{ id, level, layer: 'ANTENNA', positionM: position },
    block: {
      name: `DIKU-ANT-${cadName(pathsBy ? `${kind}-${pathsBy}` : kind)}`,
      symbol: antennaMarks({ type, feed, pathsBy }, [0, 0]),
      attributes: [
        ['NUMBER', id],
        ['COORDINATES', coordinatesText(position)],
        ['KIND', antennaKind(antenna, context.texts)],
        ...model,
        ...located(level, position, context),
        ['HEIGHT_M', formatShort(heightM, 2)],
        ...(aim ? ([['AIM', aim]] as const) : []),
        ...(isCable
          ? ([['LENGTH_M', formatShort(cableLengthM(antenna), 3)]] as const)
          : radiatedAttributes(antenna, context)),
        ['POWER_IN', context.powerIn(id)],
        ...(feed === 'small-cell'
          ? ([['POWER_OUT', context.powersText(context.portPowers(id))]] as const)
          : []),
      ],
    },
  };
  return isCable
    ? [part, { id: courseId(antenna), level, layer: cableLayer(partId) }, cableEndPart(antenna, context)]
    : [part];
}

/** Gain of an antenna over the plan's carriers, and its EIRP by group of carriers: a radiating cable has neither. */
function radiatedAttributes(antenna: Antenna, { plan, portPowers, powersText }: PartContext): Attributes {
  const powers = portPowers(antenna.id);
  const eirp = plan.carriers.flatMap(({ id, frequencyMhz }): [string, number][] =>
    powers[id] === undefined ? [] : [[id, powers[id] + peakGainDbi(plan, antenna, frequencyMhz)]],
  );
  return [
    ['GAIN_DBI', gainText(plan, antenna)],
    ['EIRP', powersText(Object.fromEntries(eirp))],
  ];
}

/** The load at the far end of a radiating cable. */
function cableEndPart(antenna: Antenna, context: PartContext): DrawnPart {
  const { id, level, position, path = [] } = antenna;
  const at = path[path.length - 1] ?? position;
  const number = `${id} ${context.texts('tables.farEnd')}`;
  return {
    ...{ id: cableEndId(antenna), level, layer: 'DEVICE', positionM: at },
    block: {
      name: 'DIKU-LOAD',
      symbol: partSymbol('load', [0, 0]),
      attributes: [
        ['NUMBER', number],
        ['VALUE', ''],
        ...named('load', cableEndPartId([...context.parts.values()]), context),
        ...located(level, at, context),
        ['POWER_IN', ''],
        ['POWER_OUT', ''],
      ],
    },
  };
}

function antennaKind(antenna: Antenna, texts: DocumentTexts): string {
  if (antenna.feed === 'small-cell') return texts('construction.kinds.small-cell');
  if (radiatesAlongPath(antenna)) return texts('construction.radiatingCable');
  if (isShifted(antenna)) {
    return texts(`construction.shiftAntenna.${isAimed(antenna) ? 'arrow' : 'ring'}`);
  }
  return texts(isAimed(antenna) ? 'construction.directional' : 'construction.kinds.antenna');
}

/** A source, baseband unit or device. */
function standingPart(
  {
    id,
    part,
    level,
    position,
    kind,
  }: { id: string; part?: string; level: string; position: SheetPoint; kind: CatalogPart['kind'] },
  context: PartContext,
): DrawnPart {
  const known = context.parts.get(part ?? '');
  const drawn = known?.kind ?? kind;
  return {
    ...{ id, level, layer: 'DEVICE', positionM: position },
    block: {
      name: part === undefined ? 'DIKU-SOURCE' : `DIKU-${cadName(drawn)}`,
      symbol: partSymbol(drawn, [0, 0]),
      attributes: [
        ['NUMBER', id],
        [
          'VALUE',
          known?.kind === 'poi'
            ? shownValue(known, context.plan, context.lang)
            : known
              ? partValue(known, context.lang)
              : '',
        ],
        ...named(kind, part, context),
        ...located(level, position, context),
        ['POWER_IN', context.powerIn(id)],
        ['POWER_OUT', context.powerOut(id)],
      ],
    },
  };
}

/** POI of the further paths of a source, which stand inside the first on drawings. */
function furtherCombiners(source: NetworkSource, context: PartContext): DrawnPart[] {
  return combinerIds(source)
    .slice(1)
    .map((id, index): DrawnPart => {
      const { positionM: _, ...part } = standingPart({ ...source, id, kind: 'radio-unit' }, context);
      return { ...part, inside: { id: source.id, offsetMm: [index + 1, -(index + 1)] } };
    });
}

/** Distance of the dots of a source's units, and how many stand in a row inside its symbol. */
const unitRaster = { stepMm: 0.9, perRow: 5 };

/** Radio units stand in their source; small cells are the antennas that a hub feeds. */
function unitParts(source: NetworkSource, context: PartContext): DrawnPart[] {
  const units = source.units.filter(({ part }) => context.parts.get(part)?.kind !== 'small-cell');
  const { stepMm, perRow } = unitRaster;
  return units.map((unit, index): DrawnPart => {
    const offsetMm: SheetPoint = [
      ((index % perRow) - (perRow - 1) / 2) * stepMm,
      (Math.floor(index / perRow) - 0.5) * stepMm,
    ];
    return {
      ...{ id: unitPartId(source, unit), level: source.level, layer: 'DEVICE' },
      inside: { id: source.id, offsetMm },
      block: {
        name: 'DIKU-RRU',
        symbol: unitMarks([0, 0]),
        attributes: [
          ['NUMBER', unit.id],
          ...named('radio-unit', unit.part, context),
          ...located(source.level, source.position, context),
          ['SOURCE', source.id],
          ...ratedValue(context.parts.get(unit.part)),
          ['POWER_OUT', context.powersText(unit.outputPowerDbm)],
        ],
      },
    };
  });
}

/** Most power of one carrier, as the value of a unit. */
function ratedValue(part: CatalogPart | undefined): Attributes {
  return part?.sourcePowerDbm === undefined ? [] : [['VALUE', `${formatShort(part.sourcePowerDbm, 1)} dBm`]];
}

/** A cable is counted on the level where it ends. */
function cablePart(cable: NetworkCable, context: PartContext): DrawnPart {
  const { id, part, lengthM, from, course } = cable;
  const { lang, parts, plan } = context;
  const known = parts.get(part);
  const levels = [...new Set(course.map(({ level }) => level))];
  const last = course[course.length - 1];
  const powers = context.cablePowers(id);
  const ends = context.endsOf(cable);
  const size = known ? shortCableName(known, lang) : '';
  return {
    ...{ id, layer: cableLayer(part), level: last.level, positionM: last.path[0] },
    block: {
      name: 'DIKU-CABLE',
      symbol: [],
      attributes: [
        ['NUMBER', id],
        [
          'SIZE',
          ends.cores === undefined ? size : context.texts('tables.cores', { cable: size, cores: ends.cores }),
        ],
        ['LENGTH', quantityFigures(lengthM, 'm')],
        ['LENGTH_M', formatShort(context.installedM(cable), 3)],
        ['SPARE_M', formatShort(context.installedM(cable) * planProfile(plan).network.cableWasteRatio, 3)],
        ...named('cable', part, context),
        ['LEVEL', last.level],
        ['LEVELS', levels.join(' - ')],
        ['FROM', from.node],
        ['FROM_PORT', ends.fromPort],
        ['TO', ends.to],
        ['TO_PORT', ends.toPort],
        ['POWER_IN', powers.from],
        ['POWER_OUT', powers.to],
      ],
    },
  };
}

function riserParts(level: string, context: PartContext): DrawnPart[] {
  return levelRisers(context.plan.network ?? {}, level).map(({ atM, to }): DrawnPart => {
    const levels = [...to].sort().join('、');
    return {
      ...{ id: riserId(level, atM), level, layer: 'CABLE', positionM: atM },
      block: {
        name: 'DIKU-RISER',
        symbol: riserMarks([0, 0]),
        attributes: [['LEVELS', levels], ...located(level, atM, context)],
      },
    };
  });
}

/** Size of the sleeve that a hole takes: `DN50`; empty where no diameter of a cable is known. */
function holeSize(hole: Hole, plan: Plan): string {
  const sleeveMm = holeDiameterMm(plan, hole);
  return sleeveMm === undefined ? '' : `DN${sleeveMm}`;
}

function penetrationPart(each: Hole, context: PartContext): DrawnPart {
  const { texts, parts } = context;
  const { id, level, position, cables, wallKind, thicknessM, passing } = each;
  const sleeve = sleeveText(each, texts);
  return {
    ...{ id, level, layer: 'PENETRATION', positionM: position },
    block: {
      name: 'DIKU-PENETRATION',
      symbol: penetrationMarks([0, 0]),
      attributes: [
        ['NUMBER', id],
        ['KIND', passedWords(context.plan, each, texts)],
        ['BORDERS', bordersText(context.plan, each, texts)],
        ['PART', penetrationPartId(passing, [...parts.values()])],
        ...located(level, position, context),
        ['WALL', wallKind ? texts.name('wall', wallKind) : texts('tables.notDrawn')],
        [
          'THICKNESS_MM',
          thicknessM === undefined ? texts('tables.notDrawn') : formatShort(1000 * thicknessM, 0),
        ],
        ['CABLE', cables.join(' ')],
        ['SIZE', holeSize(each, context.plan)],
        ['SEAL', texts.name('passing', passing)],
        ['SLEEVE', sleeve],
      ],
    },
  };
}

/** Distance of the accessories of a level to the right of it, and from each other, m. */
const accessoryRaster = { offM: 20, stepM: 2 };

/** Accessories of a level, which are mounted with its parts: one block for each, with how many there are. */
function accessoryParts({ plan, texts, lang }: PartContext): DrawnPart[] {
  const needs = networkNeeds(plan).filter(({ kind }) => kind === 'accessory');
  return plan.levels.flatMap((level) => {
    const counts = new Map<string, number>();
    for (const { name, quantity } of needs.filter((each) => each.level === level.id))
      counts.set(name, (counts.get(name) ?? 0) + quantity);
    const { maxX, maxY } = boundsOf(level.outline);
    return [...counts].map(([name, count], index): DrawnPart => {
      const part = needs.find((each) => each.name === name)?.part;
      const positionM: SheetPoint = [maxX + accessoryRaster.offM, maxY - accessoryRaster.stepM * index];
      return {
        ...{ id: `accessory-${level.id}-${name}`, level: level.id, layer: 'DEVICE', positionM },
        block: {
          name: 'DIKU-ACCESSORY',
          symbol: unitMarks([0, 0]),
          attributes: [
            ['KIND', texts('construction.kinds.accessory')],
            ['PART', name],
            ['MODEL', part ? partName(part, lang) : name],
            ['LEVEL', level.id],
            ['QUANTITY', formatShort(count, 3)],
          ],
        },
      };
    });
  });
}
