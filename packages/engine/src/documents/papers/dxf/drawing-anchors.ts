import {
  binarySentinel,
  DrawingError,
  decodeLatin1,
  openTags,
  say,
  scanAscii,
  toUtf8,
} from '../../../core/index.ts';
import type { DxfGroup, GroupStyle } from '../../encoders/dxf-groups.ts';

/** A table that takes more entries: the byte of its end, and the handle of it. */
interface TableAnchor {
  end: number;
  owner?: string;
}

/** Where something can be added to a DXF, and what it must look like there. Places are bytes. */
export interface DrawingAnchors {
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
  layerNames: ReadonlySet<string>;
  /** Line weight and references to other objects that a layer of this file has. */
  layerExtras: DxfGroup[];
  styles?: TableAnchor;
  styleNames: ReadonlySet<string>;
  /** Handle of the block that holds model space. */
  modelSpace?: string;
  entitiesEnd: number;
}

/** Groups of a layer that point to plot style and materials. */
const layerReferences = [390, 347, 348];
const handleCodes = [5, 105];

/** Finds where a DXF takes more. Throws `DrawingError` for a binary file, UTF-16 and a file without entities. */
export function readAnchors(file: Uint8Array): DrawingAnchors {
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
  const value = (index: number) => decodeLatin1(file, starts[index], endOf(index)).trim();
  // A group begins behind the line of the value before it.
  const groupStart = (index: number) => file.indexOf(lineEnd, starts[index - 1]) + 1;
  const result: DrawingAnchors = {
    ...{ version: 1009, encoding: openTags(file).encoding ?? 'ascii', isModern: false, nextHandle: 1 },
    lineEnd: lineEnd === 13 ? '\r' : file[endOf(0)] === 13 ? '\r\n' : '\n',
    ...{ layerNames: new Set<string>(), styleNames: new Set<string>(), layerExtras: [], entitiesEnd: -1 },
  };
  const names = { LAYER: new Set<string>(), STYLE: new Set<string>() };
  const owners = new Map<string, string>();
  let section = '';
  let table = '';
  let object = '';
  let handle = '';
  let seed: number | undefined;
  for (let index = 0; index < count; index++) {
    const code = codes[index];
    if (handleCodes.includes(code)) {
      const number = Number.parseInt(value(index), 16);
      if (Number.isSafeInteger(number)) result.nextHandle = Math.max(result.nextHandle, number + 1);
      if (code === 5) handle = value(index);
    }
    if (code === 9 && codes[index + 1] !== 9) readVariable(value(index), index + 1);
    if (code === 0) {
      object = value(index);
      handle = '';
      if (object === 'ENDTAB') {
        const anchor = { end: groupStart(index), owner: owners.get(table) };
        if (table === 'LAYER') result.layers = anchor;
        if (table === 'STYLE') result.styles = anchor;
        table = '';
      }
      if (object === 'ENDSEC') {
        if (section === 'ENTITIES') result.entitiesEnd = groupStart(index);
        section = '';
      }
    }
    if (code === 2 && object === 'SECTION' && section === '') section = value(index);
    if (section !== 'TABLES') continue;
    if (code === 2 && object === 'TABLE') table = value(index);
    if (object === 'TABLE' && table !== '' && handle !== '' && !owners.has(table)) owners.set(table, handle);
    if (code === 2 && object === table && (table === 'LAYER' || table === 'STYLE')) {
      names[table].add(value(index).toUpperCase());
    }
    if (code === 2 && object === 'BLOCK_RECORD' && /^\*model_space$/i.test(value(index))) {
      result.modelSpace = handle;
    }
    if (object === 'LAYER' && layerReferences.includes(code)) {
      if (!result.layerExtras.some(([known]) => known === code)) {
        result.layerExtras.push([code, value(index)]);
      }
    }
  }
  if (result.entitiesEnd < 0) {
    throw new DrawingError(say('drawing'), say('no-entities'), say('entities-section'));
  }
  result.isModern = result.version > 1009;
  if (seed !== undefined) result.nextHandle = Math.max(result.nextHandle, seed);
  return { ...result, layerNames: names.LAYER, styleNames: names.STYLE };

  function readVariable(name: string, index: number): void {
    if (section !== 'HEADER') return;
    if (name === '$ACADVER') result.version = Number(/^AC(\d+)$/.exec(value(index))?.[1] ?? 1009);
    if (name !== '$HANDSEED') return;
    const number = Number.parseInt(value(index), 16);
    if (!Number.isSafeInteger(number)) return;
    seed = number;
    result.handleSeed = { from: starts[index], to: endOf(index) };
  }
}
