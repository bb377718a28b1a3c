import {
  DrawingError,
  type DxfTags,
  type Monitor,
  openTags,
  reportProgress,
  say,
} from '../../../core/index.ts';
import { decodeTextCodes } from './decode-text-codes.ts';
import { type DxfRecord, indexOf, numberAt, numberOf, textOf } from './dxf-records.ts';

export interface DxfBlock {
  name: string;
  base: [number, number];
  entities: DxfRecord[];
  /** File of an external reference: what it shows is not in this file. */
  externalFile?: string;
}

/** The parts of a DXF file that a recogniser needs, still in DXF's own terms. */
export interface DxfDocument {
  encoding: string;
  /** Header variables by name (`$INSUNITS`), first value each. */
  header: Map<string, string>;
  /** Layers that are frozen or switched off, by `nameKey`. */
  hiddenLayers: Set<string>;
  /** Those that are frozen: a block placed on one is hidden with all that is in it. */
  frozenLayers: Set<string>;
  /** Layers of centre lines by their linetype, by `nameKey`. */
  centreLayers: Set<string>;
  /** Offsets of the lines of each multiline style, by `nameKey`. */
  multilineStyles: Map<string, number[]>;
  /** Classes that programs defined, in the file's order; of entities, or of objects that are not drawn. */
  classes: { name: string; isEntity: boolean }[];
  /** Blocks by `nameKey`. */
  blocks: Map<string, DxfBlock>;
  entities: DxfRecord[];
  /** Drawings handed in with it for the external references that it names, by `fileKey`. */
  references?: ReadonlyMap<string, DxfDocument>;
  /** The entities are those of a layout, which are else not shown. */
  isLayout?: boolean;
  tags: DxfTags;
}

/** Fewer entities in model space are no plan, and so many in a layout are one. */
const fewestDrawn = 20;
/** Blocks within blocks that are counted. */
const deepestBlocks = 40;
/** Entities of a layout that draw nothing of a plan. */
const layoutTypes: ReadonlySet<string> = new Set(['VIEWPORT', 'SEQEND', 'VERTEX', 'ATTRIB', 'ATTDEF']);

/** Describes how many entities lie in model space and in layouts. */
export interface SpaceCounts {
  model: number;
  layout: number;
}

/**
 * Takes the layout with most on it, in place, where model space holds nothing that could be a plan: some draw the plan
 * itself there. Says how many entities lie in either.
 */
export function chooseSpace(document: DxfDocument): SpaceCounts {
  const ofLayout = document.entities.filter(isOfLayout);
  const modelEntities = document.entities.filter((record) => !isOfLayout(record));
  const layouts = [
    ofLayout,
    ...[...document.blocks].flatMap(([key, { entities }]) =>
      key.startsWith('*PAPER_SPACE') ? [entities] : [],
    ),
  ];
  const drawnIn = (entities: readonly DxfRecord[]) =>
    entities.filter(({ type }) => !layoutTypes.has(type)).length;
  const fullest = layouts.reduce((p, q) => (drawnIn(q) > drawnIn(p) ? q : p));
  const counts = {
    model: drawnIn(modelEntities),
    layout: Math.max(drawnIn(fullest), drawnIn(ofLayout)),
  };
  const isPlan = () => weightOf(fullest, document) > weightOf(modelEntities, document);
  if (
    counts.model < fewestDrawn &&
    counts.layout >= fewestDrawn &&
    !hasReferenceInserts(document) &&
    isPlan()
  ) {
    document.entities = fullest;
    document.isLayout = true;
  }
  return counts;
}

/** Entities that are drawn, with those of blocks as often as they are inserted: bound references hold whole plans. */
function weightOf(entities: readonly DxfRecord[], { blocks }: DxfDocument): number {
  const weights = new Map<string, number>();
  const sum = (records: readonly DxfRecord[], depth: number): number => {
    let weight = 0;
    for (const record of records) {
      if (layoutTypes.has(record.type)) continue;
      weight += record.type === 'INSERT' ? weightOfBlock(nameKey(textOf(record, 2) ?? ''), depth) : 1;
    }
    return weight;
  };
  const weightOfBlock = (key: string, depth: number): number => {
    const known = weights.get(key);
    if (known !== undefined) return known;
    // A block that is inserted into itself draws nothing there.
    weights.set(key, 0);
    if (depth > deepestBlocks) return 0;
    const weight = sum(blocks.get(key)?.entities ?? [], depth + 1);
    weights.set(key, weight);
    return weight;
  };
  return sum(entities, 0);
}

/** True of a model space that shows other files, however little it holds itself. */
function hasReferenceInserts({ entities, blocks }: DxfDocument): boolean {
  return entities.some(
    (record) =>
      record.type === 'INSERT' &&
      !isOfLayout(record) &&
      blocks.get(nameKey(textOf(record, 2) ?? ''))?.externalFile !== undefined,
  );
}

function isOfLayout(record: DxfRecord): boolean {
  const at = indexOf(record, 67);
  return at >= 0 && record.tags.number(at) === 1;
}

/** More objects than any garage has; keeps memory bounded. */
const maxRecords = 8_000_000;
const recordsPerReport = 200_000;
const embeddedObject = 101;

/**
 * Parses the bytes of a DXF file, ASCII or binary. Throws `DrawingError` with the position for anything it cannot be. A
 * file without its end is taken when its entities are complete; `tags.ended` says so.
 */
export function readDxf(bytes: Uint8Array, monitor?: Monitor): DxfDocument {
  const tags = openTags(bytes, monitor);
  const document = emptyDocument(tags);
  readSections(document, monitor);
  const { entities, blocks } = document;
  if (entities.length === 0) document.entities = blocks.get('*MODEL_SPACE')?.entities ?? [];
  if (document.entities.length === 0) {
    throw new DrawingError('ENTITIES', say('no-entities'), say('plan-in-model-space'));
  }
  return document;
}

/** A document of these groups in which nothing has been read yet. */
export function emptyDocument(tags: DxfTags): DxfDocument {
  return {
    encoding: tags.encoding,
    header: new Map(),
    hiddenLayers: new Set(),
    frozenLayers: new Set(),
    centreLayers: new Set(),
    multilineStyles: new Map(),
    classes: [],
    blocks: new Map(),
    entities: [],
    tags,
  };
}

/** Names in DXF mean the same in any case. */
export function nameKey(name: string): string {
  return decodeTextCodes(name).trim().toUpperCase();
}

/** A file's name without its folders and its ending: a reference may be DWG where DXF is handed in. */
export function fileKey(path: string): string {
  return path
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .trim()
    .toUpperCase();
}

function readSections(document: DxfDocument, monitor: Monitor | undefined): void {
  const { tags } = document;
  let section = '';
  let block: DxfBlock | undefined;
  let entitiesEnded = false;
  let recordCount = 0;
  for (let first = 0; first < tags.count; ) {
    if (tags.codes[first] !== 0) {
      first++;
      continue;
    }
    const record = recordAt(tags, first);
    for (first = record.end; first < tags.count && tags.codes[first] !== 0; ) first++;
    if (++recordCount > maxRecords) {
      throw new DrawingError(
        tags.locationOf(record.first),
        say('more-objects'),
        say('at-most-objects', { most: maxRecords }),
      );
    }
    if (recordCount % recordsPerReport === 0)
      reportProgress(monitor, 'import', 0.3 + (0.1 * first) / tags.count);
    if (record.type === 'SECTION') {
      section = (textOf(record, 2) ?? '').trim().toUpperCase();
      block = undefined;
      if (section === 'HEADER') readHeader(record, document.header);
    } else if (record.type === 'ENDSEC') {
      entitiesEnded ||= section === 'ENTITIES';
      section = '';
    } else if (section === 'CLASSES' && record.type === 'CLASS') {
      document.classes.push({
        name: (textOf(record, 1) ?? '').trim(),
        isEntity: sanely(record, 281, 1) !== 0,
      });
    } else if (section === 'TABLES' && record.type === 'LAYER') readLayer(record, document);
    else if (section === 'BLOCKS') block = readBlockRecord(record, block, document);
    else if (section === 'ENTITIES') document.entities.push(record);
    else if (section === 'OBJECTS' && record.type === 'MLINESTYLE') readMultilineStyle(record, document);
  }
  if (recordCount === 0) throw new DrawingError(say('file'), say('no-objects'), say('dxf-drawing'));
  if (!tags.ended && !entitiesEnded) {
    const at = tags.locationOfValue(tags.count - 1);
    throw new DrawingError(at, say('end-of-file'), say('dxf-end'));
  }
}

/** The object that begins here, without objects embedded in it: their groups repeat its own. */
function recordAt(tags: DxfTags, first: number): DxfRecord {
  let end = first + 1;
  while (end < tags.count && tags.codes[end] !== 0 && tags.codes[end] !== embeddedObject) end++;
  return { type: tags.text(first).trim(), tags, first, end };
}

function readHeader(record: DxfRecord, header: Map<string, string>): void {
  const { codes, text } = record.tags;
  let name = '';
  for (let i = record.first + 1; i < record.end; i++) {
    if (codes[i] === 9) name = text(i).trim();
    else if (name && !header.has(name)) header.set(name, text(i).trim());
  }
}

/** Linetypes with a dot between dashes: centre lines and axes. */
const centreLinetypes = /CENT(ER|RE)|DASH_?DOT|^DOTE|点[划画]|ACAD_ISO(04|08|10)W|JIS_08/;

/** True of the name of a linetype that centre lines are drawn in. */
export function isCentreLinetype(name: string): boolean {
  return centreLinetypes.test(nameKey(name));
}

function readLayer(record: DxfRecord, { hiddenLayers, frozenLayers, centreLayers }: DxfDocument): void {
  const key = nameKey(textOf(record, 2) ?? '');
  if (isCentreLinetype(textOf(record, 6) ?? '')) centreLayers.add(key);
  const isFrozen = (sanely(record, 70, 0) & 1) !== 0;
  if (isFrozen) frozenLayers.add(key);
  if (isFrozen || sanely(record, 62, 7) < 0) hiddenLayers.add(key);
}

/** The number of a group, or the fallback where it is none: a layer is not worth a refusal. */
function sanely(record: DxfRecord, code: number, fallback: number): number {
  const index = indexOf(record, code);
  const value = index < 0 ? Number.NaN : record.tags.number(index);
  return Number.isFinite(value) ? value : fallback;
}

function readBlockRecord(
  record: DxfRecord,
  open: DxfBlock | undefined,
  document: DxfDocument,
): DxfBlock | undefined {
  const damage = record.tags.broken.get(record.first);
  if (record.type === 'BLOCK') {
    if (damage) throw new DrawingError(damage.at, damage.found, damage.expected);
    const name = decodeTextCodes(textOf(record, 2) ?? '').trim();
    const block: DxfBlock = {
      name,
      base: [numberOf(record, 10, 0), numberOf(record, 20, 0)],
      entities: [],
    };
    if ((sanely(record, 70, 0) & 4) !== 0) block.externalFile = (textOf(record, 1) ?? '').trim() || name;
    document.blocks.set(nameKey(name), block);
    return block;
  }
  if (record.type === 'ENDBLK') return undefined;
  open?.entities.push(record);
  return open;
}

function readMultilineStyle(record: DxfRecord, { multilineStyles }: DxfDocument): void {
  const offsets: number[] = [];
  for (let i = indexOf(record, 49); i >= 0; i = indexOf(record, 49, i + 1)) offsets.push(numberAt(record, i));
  multilineStyles.set(nameKey(textOf(record, 2) ?? ''), offsets);
}
