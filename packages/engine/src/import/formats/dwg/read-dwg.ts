import type {
  BlockRecord,
  BookColor,
  CadBlockRecordTemplate,
  CadEntityTemplate,
  CadInsertTemplate,
  CadPolyLineTemplate,
  Layer,
  MLineStyle,
} from '@node-projects/acad-ts';
import {
  createTagList,
  DrawingError,
  type DxfTags,
  type Monitor,
  say,
  type TagList,
} from '../../../core/index.ts';
import type { DxfRecord } from '../dxf/dxf-records.ts';
import { type DxfBlock, type DxfDocument, emptyDocument, nameKey } from '../dxf/read-dxf.ts';
import { addEntity, type DwgNames } from './entity-groups.ts';
import { loadDwgLibrary } from './load-library.ts';
import { colorClass } from './object-types.ts';
import { type DwgObject, type ReadObjects, readObjects } from './read-objects.ts';
import { readSections } from './read-sections.ts';

/**
 * Parses the bytes of a DWG file, R13 to R2018, into what a DXF file of the same drawing would give: one way leads from
 * both to a drawing. Throws `DrawingError` with the position where its frame is damaged; objects that are damaged are
 * marked as such.
 */
export async function readDwg(bytes: Uint8Array, monitor?: Monitor): Promise<DxfDocument> {
  const sections = readSections(bytes);
  const library = await loadDwgLibrary();
  const contents = createContents(sections.version >= 'AC1027');
  const { headerUnit, damaged } = readObjects(library, sections, contents.add, monitor);
  contents.addDamaged(damaged);
  // Texts are Unicode from R2007 on.
  const isUnicode = sections.version >= 'AC1021';
  const document = contents.toDocument(isUnicode ? undefined : { codePage: sections.codePage });
  if (headerUnit !== undefined) document.header.set('$INSUNITS', headerUnit);
  if (document.entities.length === 0) {
    throw new DrawingError(say('dwg-model-space'), say('no-entities-in-space'), say('plan-in-model-space'));
  }
  return document;
}

/** Owners of entities that say themselves in which space they are. */
const modelSpace = -1;
const layoutSpace = -2;

/** A record of the list, and what it is part of. */
interface OwnedRecord {
  handle: number;
  type: string;
  first: number;
  end: number;
  /** Handle of its block, polyline or insert, or a space. */
  owner: number;
  /** Handles of what is part of it, in order, where it lists them. */
  parts: readonly number[];
  /** The first and last of its parts, where these refer to each other instead. */
  chain?: readonly [number, number];
  next?: number;
}

interface BlockHeader {
  handle: number;
  beginHandle: number;
  record: BlockRecord;
  parts: readonly number[];
  name: string;
  /** Index of a group that has its name, and of one that has the name of its file. */
  nameTag: number;
  fileTag: number;
}

const isExternal = 4 | 8;

/** The drawing as it is collected, object after object. */
interface Contents {
  add(object: DwgObject): void;
  addDamaged(objects: ReadObjects['damaged']): void;
  toDocument(bytesIn: { codePage?: string } | undefined): DxfDocument;
}

function createContents(isR2013: boolean): Contents {
  const tags = createTagList();
  const tables = createTables(tags, isR2013);
  const records: OwnedRecord[] = [];
  return {
    add(object) {
      if (tables.add(object)) return;
      const { handle, type, template } = object;
      const owner = ownerOf(template);
      const first = tags.count;
      addEntity(tags, object, tables.names, owner === layoutSpace);
      records.push({ handle, type, first, end: tags.count, owner, ...partsOf(template) });
    },
    addDamaged(objects) {
      for (const { handle, type, isBroken } of objects) {
        const first = tags.count;
        const name = handle.toString(16).toUpperCase();
        tags.addText(0, type || 'UNKNOWN');
        tags.addText(5, name);
        const found = say(isBroken ? 'dwg-object-broken' : 'dwg-object-unknown', { type: type || '?' });
        tags.addDamage(first, { at: say('dwg-object', { handle: name }), found, expected: say('dwg-whole') });
        records.push({ handle, type, first, end: tags.count, owner: modelSpace, parts: [] });
      }
    },
    toDocument: (bytesIn) => assemble(tags, { tables, records }, bytesIn),
  };
}

function ownerOf({ entityMode, ownerHandle }: CadEntityTemplate): number {
  if (entityMode === 2) return modelSpace;
  return entityMode === 1 ? layoutSpace : (ownerHandle ?? modelSpace);
}

function partsOf(template: CadEntityTemplate): Pick<OwnedRecord, 'parts' | 'chain' | 'next'> {
  const {
    ownedObjectsHandlers,
    firstVertexHandle,
    lastVertexHandle,
    firstAttributeHandle,
    endAttributeHandle,
  } = template as Partial<CadPolyLineTemplate & CadInsertTemplate>;
  const first = firstVertexHandle ?? firstAttributeHandle;
  const last = lastVertexHandle ?? endAttributeHandle;
  return {
    parts: ownedObjectsHandlers ? [...ownedObjectsHandlers] : [],
    ...(first && last ? { chain: [first, last] as const } : {}),
    ...(template.nextEntity ? { next: template.nextEntity } : {}),
  };
}

type Tables = ReturnType<typeof createTables>;

/** Adds a text in order to have it decoded with all others, and says where it is. */
function addName(tags: TagList, name: string): number {
  tags.addText(2, name);
  return tags.count - 1;
}

/** Layers, styles of multilines, colours and blocks, which entities name by their handles. */
function createTables(tags: TagList, isR2013: boolean) {
  const layers = new Map<number, { nameTag: number; name: string; isHidden: boolean; isFrozen: boolean }>();
  const styles = new Map<number, { nameTag: number; name: string; offsets: number[] }>();
  const colors = new Map<number, number>();
  const blocks = createBlockTable();
  const names: DwgNames = {
    isR2013,
    color: (handle) => colors.get(handle ?? 0),
    layer: (handle) => layers.get(handle ?? 0)?.name,
    multilineStyle: (handle) => styles.get(handle ?? 0)?.name,
    block: blocks.nameOf,
  };
  return {
    layers,
    styles,
    headers: blocks.headers,
    names,
    /** False of what belongs to no table. */
    add(added: DwgObject): boolean {
      const { handle, type, template } = added;
      const object: unknown = template.cadObject;
      if (type === 'LAYER') {
        const { name, isOn, flags } = object as Layer;
        const isFrozen = (flags & 1) !== 0;
        layers.set(handle, { name, nameTag: addName(tags, name), isFrozen, isHidden: isFrozen || !isOn });
      } else if (type === 'MLINESTYLE') {
        const { name, elements } = object as MLineStyle;
        const offsets = elements.map(({ offset }) => offset);
        styles.set(handle, { name, nameTag: addName(tags, name), offsets });
      } else if (type === colorClass) {
        const { color } = object as BookColor;
        if (color?.isTrueColor) colors.set(handle, color.trueColor);
      } else return blocks.add(added);
      return true;
    },
    /** Adds the names that blocks go by; to be done when all are known. */
    addBlockNames(): void {
      for (const header of blocks.headers.values()) {
        header.nameTag = addName(tags, blocks.nameOf(header.handle) ?? '');
        header.fileTag = addName(tags, header.record.blockEntity.xRefPath ?? '');
      }
    },
  };
}

function createBlockTable() {
  const headers = new Map<number, BlockHeader>();
  const beginNames = new Map<number, string>();
  const taken = new Set<string>();
  return {
    headers,
    /** False of what is neither a block nor its beginning. */
    add({ handle, type, template }: DwgObject): boolean {
      const object: unknown = template.cadObject;
      if (type === 'BLOCK') beginNames.set(handle, (object as { name: string }).name);
      else if (type === 'BLOCK_RECORD') {
        const { beginBlockHandle, ownedObjectsHandlers } = template as unknown as CadBlockRecordTemplate;
        headers.set(handle, {
          handle,
          beginHandle: beginBlockHandle ?? 0,
          record: object as BlockRecord,
          parts: [...ownedObjectsHandlers],
          name: '',
          nameTag: -1,
          fileTag: -1,
        });
      } else return false;
      return true;
    },
    /** Blocks without names of their own may all be named alike: such a name gets the handle behind it. */
    nameOf(handle: number | null): string | undefined {
      const header = headers.get(handle ?? 0);
      if (!header) return undefined;
      if (header.name !== '') return header.name;
      const stated = beginNames.get(header.beginHandle) ?? header.record.name ?? '';
      const isTaken = stated === '' || taken.has(stated.toUpperCase());
      header.name = isTaken ? `${stated}$${header.handle.toString(16).toUpperCase()}` : stated;
      taken.add(header.name.toUpperCase());
      return header.name;
    },
  };
}

function assemble(
  list: TagList,
  { tables, records }: { tables: Tables; records: readonly OwnedRecord[] },
  bytesIn: { codePage?: string } | undefined,
): DxfDocument {
  tables.addBlockNames();
  const handles = new Map(records.map(({ first, handle }) => [first, handle]));
  const tags = list.toTags({
    bytesIn,
    locationOf: (index) => say('dwg-object', { handle: handleBefore(handles, index) }),
  });
  const document = emptyDocument(tags);
  for (const { nameTag, isHidden, isFrozen } of tables.layers.values()) {
    const key = nameKey(tags.text(nameTag));
    if (isHidden) document.hiddenLayers.add(key);
    if (isFrozen) document.frozenLayers.add(key);
  }
  for (const { nameTag, offsets } of tables.styles.values()) {
    document.multilineStyles.set(nameKey(tags.text(nameTag)), offsets);
  }
  addBlocks(document, tables, createGroups(records, tags));
  return document;
}

/** The handle of the object that a group belongs to. */
function handleBefore(handles: ReadonlyMap<number, number>, index: number): string {
  for (let at = index; at >= 0; at--) {
    const handle = handles.get(at);
    if (handle !== undefined) return handle.toString(16).toUpperCase();
  }
  return '0';
}

/** Returns the records of a block or space: in the order that it gives, then those that say themselves that they are there. */
type Groups = (owners: readonly number[], listed: readonly number[]) => DxfRecord[];

function createGroups(records: readonly OwnedRecord[], tags: DxfTags): Groups {
  const byHandle = new Map(records.map((record) => [record.handle, record]));
  const byOwner = new Map<number, OwnedRecord[]>();
  for (const record of records) {
    const owned = byOwner.get(record.owner);
    if (owned) owned.push(record);
    else byOwner.set(record.owner, [record]);
  }
  return (owners, listed) => {
    const placed = new Set<OwnedRecord>();
    for (const handle of listed) {
      const record = byHandle.get(handle);
      if (record && !isPart(record.type)) placed.add(record);
    }
    for (const owner of owners) {
      for (const record of byOwner.get(owner) ?? []) if (!isPart(record.type)) placed.add(record);
    }
    return [...placed].flatMap((record) =>
      [record, ...partsInOrder(record, byHandle, byOwner.get(record.handle) ?? [])].map(
        ({ first, end }): DxfRecord => ({ type: tags.text(first), tags, first, end }),
      ),
    );
  };
}

/** Stands in a polyline or an insert, never by itself. */
function isPart(type: string): boolean {
  return type === 'VERTEX' || type === 'ATTRIB';
}

function partsInOrder(
  { parts, chain }: OwnedRecord,
  byHandle: ReadonlyMap<number, OwnedRecord>,
  owned: readonly OwnedRecord[],
): readonly OwnedRecord[] {
  const listed = parts.flatMap((handle) => byHandle.get(handle) ?? []).filter(({ type }) => isPart(type));
  if (listed.length > 0) return listed;
  const linked = new Set<OwnedRecord>();
  if (chain) {
    // Where one does not say which is next, it is the one with the next handle.
    for (let at = byHandle.get(chain[0]); at && !linked.has(at) && isPart(at.type); ) {
      linked.add(at);
      if (at.handle === chain[1]) break;
      at = byHandle.get(at.next ?? at.handle + 1);
    }
  }
  return linked.size >= owned.length ? [...linked] : owned.filter(({ type }) => isPart(type));
}

function addBlocks(document: DxfDocument, { headers }: Tables, groups: Groups): void {
  const { tags, blocks } = document;
  const spaces: DxfRecord[][] = [[], []];
  for (const { handle, record, parts, nameTag, fileTag } of headers.values()) {
    const name = tags.text(nameTag);
    const key = nameKey(name);
    const space = ['*MODEL_SPACE', '*PAPER_SPACE'].indexOf(key);
    if (space >= 0) {
      spaces[space] = groups([handle, space === 0 ? modelSpace : layoutSpace], parts);
      continue;
    }
    const { basePoint, flags } = record.blockEntity;
    const block: DxfBlock = { name, base: [basePoint.x, basePoint.y], entities: groups([handle], parts) };
    if ((flags & isExternal) !== 0) block.externalFile = tags.text(fileTag).trim() || name;
    blocks.set(key, block);
  }
  document.entities = [...spaces[0], ...spaces[1]];
}
