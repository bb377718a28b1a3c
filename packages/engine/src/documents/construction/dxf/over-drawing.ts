import { strToU8 } from 'fflate';
import {
  binarySentinel,
  DrawingError,
  decodeLatin1,
  openTags,
  say,
  scanAscii,
  toUtf8,
} from '../../../core/index.ts';
import { type DxfGroup, escapeWide, type GroupStyle, writeGroups } from '../../encoders/dxf-groups.ts';
import { encodeGbk } from '../../encoders/gbk-encoder.ts';
import { layerColour, layerName } from './document-layers.ts';
import {
  blockGroups,
  blockRecord,
  type DrawingContent,
  layoutEntities,
  layoutObject,
} from './drawing-content.ts';
import type { EntityStyle } from './mark-entities.ts';
import { styleRecord, textStyleName } from './standalone-dxf.ts';

/** A table that takes more entries: the byte of its end, and the handle of it. */
interface TableAnchor {
  end: number;
  owner?: string;
}

/** Positions at which something can be added to a DXF, and its required form there. Offsets are in bytes. */
interface DrawingAnchors {
  /** Number of `$ACADVER`; 1009 where there is none. */
  version: number;
  encoding: string;
  lineEnd: GroupStyle['lineEnd'];
  /** Its objects have handles and classes. */
  isModern: boolean;
  /** Larger than every handle in the file. */
  nextHandle: number;
  handleSeed?: { from: number; to: number };
  layers?: TableAnchor;
  /** Handles by names in capitals; empty where the file has no handles. */
  layerHandles: ReadonlyMap<string, string>;
  /** Line weight and references to other objects that a layer of this file has. */
  layerExtras: DxfGroup[];
  styles?: TableAnchor;
  styleNames: ReadonlySet<string>;
  blockRecords?: TableAnchor;
  /** Names in capitals. */
  blockNames: ReadonlySet<string>;
  /** Number of the first paper space that the file has not. */
  firstLayoutBlock: number;
  /** Handle of the block that holds model space. */
  modelSpace?: string;
  blocksEnd?: number;
  entitiesStart: number;
  entitiesEnd: number;
  /** Dictionary of the layouts: the byte of its end, and what they are called. */
  layouts?: { handle: string; end: number; names: ReadonlySet<string> };
  objectsEnd?: number;
}

/** Groups of a layer that point to plot style and materials. */
const layerReferences = [390, 347, 348];
const handleCodes = [5, 105];

/** Groups of an ASCII DXF with their bytes. */
interface AsciiGroups {
  count: number;
  codes: Int16Array;
  /** First byte of the value. */
  startOf(index: number): number;
  /** Byte behind the value, before the end of its line. */
  endOf(index: number): number;
  value(index: number): string;
  /** First byte of the group, behind the line of the value before it. */
  groupStart(index: number): number;
  lineEnd: GroupStyle['lineEnd'];
}

/**
 * A copy of a DXF with layers, a text style, blocks, entities and layouts added: what it had stays byte for byte, but for the
 * seed of its handles. Texts are in the code page of the drawing. A drawing without a dictionary of layouts, such as one of
 * release 12, gets none. Throws `InputError` for a binary file, UTF-16 and no entities.
 */
export function overDrawing(drawing: Uint8Array, content: DrawingContent): Uint8Array {
  const anchors = readAnchors(drawing);
  let handle = anchors.nextHandle;
  const nextHandle = () => (handle++).toString(16).toUpperCase();
  const layers = layerAdditions(anchors, content, nextHandle);
  const hasStyle = anchors.styleNames.has(textStyleName);
  const styleHead = recordHead(anchors, anchors.styles?.owner, 'AcDbTextStyleTableRecord', nextHandle);
  const style: EntityStyle = {
    ...(anchors.isModern ? { modern: { nextHandle, owner: anchors.modelSpace } } : {}),
    ...(anchors.styles || hasStyle ? { textStyle: textStyleName } : {}),
  };
  const entities = content.entities(style);
  const blocks = blockAdditions(anchors, content, style);
  const layouts = layoutAdditions(anchors, content, {
    style,
    layerHandle: (name) => layers.handles.get(name.toUpperCase()),
  });
  const additions: { at: number | undefined; groups: readonly DxfGroup[] }[] = [
    { at: anchors.layers?.end, groups: layers.groups },
    { at: anchors.styles?.end, groups: hasStyle ? [] : styleRecord(styleHead) },
    { at: anchors.blockRecords?.end, groups: [...blocks.records, ...layouts.records] },
    definitionAddition(anchors, [...blocks.definitions, ...layouts.definitions]),
    { at: anchors.entitiesEnd, groups: entities },
    { at: anchors.layouts?.end, groups: layouts.entries },
    { at: anchors.objectsEnd, groups: layouts.objects },
  ];
  const groupStyle: GroupStyle = { lineEnd: anchors.lineEnd, encode: encoderOf(anchors) };
  const inserts = additions.flatMap(({ at, groups }) =>
    at === undefined || groups.length === 0
      ? []
      : [{ from: at, to: at, bytes: writeGroups(groups, groupStyle) }],
  );
  const seed = anchors.handleSeed;
  if (seed && handle > anchors.nextHandle) {
    inserts.push({ ...seed, bytes: strToU8(handle.toString(16).toUpperCase()) });
  }
  return spliced(drawing, inserts);
}

/** Handle, owner and classes of a table's record; nothing in files of release 12. */
function recordHead(
  { isModern }: DrawingAnchors,
  owner: string | undefined,
  kind: string,
  nextHandle: () => string,
): DxfGroup[] {
  if (!isModern) return [];
  return [
    [5, nextHandle()],
    ...(owner === undefined ? [] : [[330, owner] as DxfGroup]),
    [100, 'AcDbSymbolTableRecord'],
    [100, kind],
  ];
}

/** Records of layers that the drawing lacks, and the handles of all that it has then. */
function layerAdditions(
  anchors: DrawingAnchors,
  { layers, layouts }: DrawingContent,
  nextHandle: () => string,
): { groups: DxfGroup[]; handles: ReadonlyMap<string, string> } {
  const handles = new Map(anchors.layerHandles);
  const window = layouts.length > 0 ? [[layerName('VIEWPORT'), layerColour('VIEWPORT')] as const] : [];
  const groups = [...layers, ...window]
    .filter(([name]) => !anchors.layerHandles.has(name.toUpperCase()))
    .flatMap(([name, colour]): DxfGroup[] => {
      const head = recordHead(anchors, anchors.layers?.owner, 'AcDbLayerTableRecord', nextHandle);
      if (head.length > 0) handles.set(name.toUpperCase(), String(head[0][1]));
      return [
        [0, 'LAYER'],
        ...head,
        [2, name],
        [70, 0],
        [62, colour],
        [6, 'CONTINUOUS'],
        ...(anchors.isModern ? anchors.layerExtras : []),
      ];
    });
  return { groups, handles };
}

/** Definitions of blocks that the drawing lacks, with their records. */
function blockAdditions(
  anchors: DrawingAnchors,
  { blocks }: DrawingContent,
  style: EntityStyle,
): { records: DxfGroup[]; definitions: DxfGroup[] } {
  const missing = blocks
    .filter(({ name }) => !anchors.blockNames.has(name.toUpperCase()))
    .map((block) => ({ ...block, record: style.modern?.nextHandle() }));
  return {
    records: missing.flatMap(({ name, record }) =>
      record === undefined ? [] : blockRecord(name, { handle: record, table: anchors.blockRecords?.owner }),
    ),
    definitions: missing.flatMap(({ name, record, entities }) => blockGroups(name, style, record, entities)),
  };
}

/** Layouts behind those of the drawing. */
function layoutAdditions(
  anchors: DrawingAnchors,
  { layouts }: DrawingContent,
  options: { style: EntityStyle; layerHandle(name: string): string | undefined },
): Record<'records' | 'definitions' | 'entries' | 'objects', DxfGroup[]> {
  const added = { records: [], definitions: [], entries: [], objects: [] } as Record<string, DxfGroup[]>;
  const { modern } = options.style;
  const dictionary = anchors.layouts;
  if (dictionary && modern) {
    const taken = new Set([...dictionary.names].map((name) => name.toUpperCase()));
    layouts.forEach((layout, index) => {
      const handles = {
        layout: modern.nextHandle(),
        record: modern.nextHandle(),
        dictionary: dictionary.handle,
      };
      const block = `*Paper_Space${anchors.firstLayoutBlock + index}`;
      const { record } = handles;
      let name = layout.name;
      for (let count = 2; taken.has(name.toUpperCase()); count++) name = `${layout.name} (${count})`;
      taken.add(name.toUpperCase());
      added.records.push(
        ...blockRecord(block, { handle: record, table: anchors.blockRecords?.owner, layout: handles.layout }),
      );
      added.definitions.push(
        ...blockGroups(block, { ...options.style, isInLayout: true }, record, () =>
          layoutEntities(layout, record, options),
        ),
      );
      added.entries.push([3, name], [350, handles.layout]);
      const order = dictionary.names.size + index;
      added.objects.push(...layoutObject({ ...layout, name }, handles, { order }));
    });
  }
  return added as ReturnType<typeof layoutAdditions>;
}

/** Blocks at the end of their section, or in a section of their own before the entities. */
function definitionAddition(
  { blocksEnd, entitiesStart }: DrawingAnchors,
  groups: readonly DxfGroup[],
): { at: number; groups: readonly DxfGroup[] } {
  if (blocksEnd !== undefined || groups.length === 0) return { at: blocksEnd ?? entitiesStart, groups };
  return { at: entitiesStart, groups: [[0, 'SECTION'], [2, 'BLOCKS'], ...groups, [0, 'ENDSEC']] };
}

/** Throws `DrawingError` for a binary file and UTF-16. */
function readGroups(file: Uint8Array): AsciiGroups {
  if (decodeLatin1(file, 0, Math.min(file.length, binarySentinel.length)) === binarySentinel) {
    throw new DrawingError(say('drawing'), say('binary-dxf'), say('ascii-dxf'));
  }
  const { bytes, start } = toUtf8(file);
  if (bytes !== file) throw new DrawingError(say('drawing'), say('utf16-dxf'), say('ascii-dxf'));
  const { count, codes, starts, lineEnd } = scanAscii(file, start);
  const endOf = (index: number) => {
    const stop = file.indexOf(lineEnd, starts[index]);
    const end = stop < 0 ? file.length : stop;
    return file[end - 1] === 13 && end > starts[index] ? end - 1 : end;
  };
  return {
    count,
    codes,
    startOf: (index) => starts[index],
    endOf,
    value: (index) => decodeLatin1(file, starts[index], endOf(index)).trim(),
    groupStart: (index) => file.indexOf(lineEnd, starts[index - 1]) + 1,
    lineEnd: lineEnd === 13 ? '\r' : file[endOf(0)] === 13 ? '\r\n' : '\n',
  };
}

/** Finds where a DXF takes more. Throws `DrawingError` for a binary file, UTF-16 and a file without entities. */
function readAnchors(file: Uint8Array): DrawingAnchors {
  const groups = readGroups(file);
  const { count, codes, value, groupStart } = groups;
  const result: FoundAnchors = {
    version: 1009,
    encoding: openTags(file).encoding ?? 'ascii',
    lineEnd: groups.lineEnd,
    isModern: false,
    nextHandle: 1,
    layerHandles: new Map(),
    layerExtras: [],
    styleNames: new Set(),
    blockNames: new Set(),
    firstLayoutBlock: 0,
    entitiesStart: -1,
    entitiesEnd: -1,
  };
  const readTableGroup = tableReader(groups, result);
  const readObjectGroup = dictionaryReader(groups, result);
  let section = '';
  let object = '';
  let handle = '';
  for (let index = 0; index < count; index++) {
    const code = codes[index];
    if (handleCodes.includes(code)) {
      const number = Number.parseInt(value(index), 16);
      if (Number.isSafeInteger(number)) result.nextHandle = Math.max(result.nextHandle, number + 1);
      if (code === 5) handle = value(index);
    }
    if (code === 9 && codes[index + 1] !== 9 && section === 'HEADER') readVariable(groups, index, result);
    if (code === 0) {
      object = value(index);
      handle = '';
      if (object === 'ENDSEC') {
        if (section === 'BLOCKS') result.blocksEnd = groupStart(index);
        if (section === 'ENTITIES') result.entitiesEnd = groupStart(index);
        if (section === 'OBJECTS') result.objectsEnd = groupStart(index);
        section = '';
      }
    }
    if (code === 2 && object === 'SECTION' && section === '') {
      section = value(index);
      if (section === 'ENTITIES') result.entitiesStart = index > 1 ? groupStart(index - 1) : 0;
    }
    if (code === 2 && object === 'BLOCK' && section === 'BLOCKS') noteBlock(value(index), result);
    if (section === 'OBJECTS') readObjectGroup(index, object);
    readTableGroup(index, { object, handle, isInTables: section === 'TABLES' });
  }
  if (result.entitiesEnd < 0) {
    throw new DrawingError(say('drawing'), say('no-entities'), say('entities-section'));
  }
  result.isModern = result.version > 1009;
  return result;
}

/** Anchors while names are still being added. */
type FoundAnchors = DrawingAnchors & {
  layerHandles: Map<string, string>;
  styleNames: Set<string>;
  blockNames: Set<string>;
};

function noteBlock(name: string, found: FoundAnchors): void {
  found.blockNames.add(name.toUpperCase());
  const numbered = /^\*PAPER_SPACE(\d*)$/i.exec(name);
  if (numbered) found.firstLayoutBlock = Math.max(found.firstLayoutBlock, Number(numbered[1] || -1) + 1);
}

/** Takes the dictionary of the layouts from the groups of objects: the first dictionary is the root, and names it. */
function dictionaryReader({ codes, value, groupStart }: AsciiGroups, found: FoundAnchors) {
  let handle = '';
  let entry = '';
  let root = '';
  let wanted = '';
  const names = new Set<string>();
  return (index: number, object: string): void => {
    const code = codes[index];
    if (code === 0) {
      if (wanted !== '' && handle === wanted && !found.layouts) {
        found.layouts = { handle: wanted, end: groupStart(index), names };
      }
      handle = '';
    }
    if (object !== 'DICTIONARY') return;
    if (code === 5) {
      handle = value(index);
      root ||= handle;
    }
    if (code === 3) {
      entry = value(index);
      if (handle === wanted) names.add(entry);
    }
    if (handle === root && (code === 350 || code === 360) && entry === 'ACAD_LAYOUT') wanted = value(index);
  };
}

/** Takes the version and the seed of handles from a variable of the header. */
function readVariable({ value, startOf, endOf }: AsciiGroups, index: number, found: FoundAnchors): void {
  const name = value(index);
  if (name === '$ACADVER') found.version = Number(/^AC(\d+)$/.exec(value(index + 1))?.[1] ?? 1009);
  if (name !== '$HANDSEED') return;
  const seed = Number.parseInt(value(index + 1), 16);
  if (!Number.isSafeInteger(seed)) return;
  found.nextHandle = Math.max(found.nextHandle, seed);
  found.handleSeed = { from: startOf(index + 1), to: endOf(index + 1) };
}

/** Takes layers, text styles and model space from the groups of tables, one after the other. */
function tableReader({ codes, value, groupStart }: AsciiGroups, found: FoundAnchors) {
  const owners = new Map<string, string>();
  let table = '';
  return (
    index: number,
    { object, handle, isInTables }: { object: string; handle: string; isInTables: boolean },
  ): void => {
    const code = codes[index];
    if (code === 0 && object === 'ENDTAB') {
      const anchor = { end: groupStart(index), owner: owners.get(table) };
      if (table === 'LAYER') found.layers = anchor;
      if (table === 'STYLE') found.styles = anchor;
      if (table === 'BLOCK_RECORD') found.blockRecords = anchor;
      table = '';
    }
    if (!isInTables) return;
    if (code === 2 && object === 'TABLE') table = value(index);
    if (object === 'TABLE' && table !== '' && handle !== '' && !owners.has(table)) owners.set(table, handle);
    if (code === 2 && object === table) {
      if (table === 'LAYER') found.layerHandles.set(value(index).toUpperCase(), handle);
      if (table === 'STYLE') found.styleNames.add(value(index).toUpperCase());
    }
    if (code === 2 && object === 'BLOCK_RECORD' && /^\*model_space$/i.test(value(index))) {
      found.modelSpace = handle;
    }
    const isReference = object === 'LAYER' && layerReferences.includes(code);
    if (isReference && !found.layerExtras.some(([known]) => known === code)) {
      found.layerExtras.push([code, value(index)]);
    }
  };
}

/** Files are in UTF-8 from here on (release 2007). */
const firstUtf8Version = 1021;

function encoderOf({ version, encoding }: { version: number; encoding: string }): GroupStyle['encode'] {
  if (version >= firstUtf8Version) return (text) => strToU8(text);
  return encoding === 'gbk' ? encodeGbk : (text) => strToU8(escapeWide(text));
}

function spliced(drawing: Uint8Array, parts: { from: number; to: number; bytes: Uint8Array }[]): Uint8Array {
  const ordered = [...parts].sort((a, b) => a.from - b.from);
  const growth = ordered.reduce((sum, { from, to, bytes }) => sum + bytes.length - (to - from), 0);
  const whole = new Uint8Array(drawing.length + growth);
  let read = 0;
  let written = 0;
  const copy = (bytes: Uint8Array) => {
    whole.set(bytes, written);
    written += bytes.length;
  };
  for (const { from, to, bytes } of ordered) {
    copy(drawing.subarray(read, from));
    copy(bytes);
    read = to;
  }
  copy(drawing.subarray(read));
  return whole;
}
