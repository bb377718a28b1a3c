import type {
  ACadVersion,
  CadEntityTemplate,
  DxfClassCollection,
  IDwgStreamReader,
} from '@node-projects/acad-ts';
import {
  CancelledError,
  DrawingError,
  type Monitor,
  type Phrase,
  reportProgress,
  say,
} from '../../../core/index.ts';
import { bitsOfObject, type DwgLibrary, isExhausted, limitReading } from './load-library.ts';
import {
  bareEntity,
  colorClass,
  drawnClasses,
  firstClass,
  tableTypes,
  typeNames,
  undrawnTypes,
} from './object-types.ts';
import type { DwgSections } from './read-sections.ts';
import { crc16 } from './unpack-pages.ts';

/** An object as the library has it, before anything in it is looked up. */
export interface DwgObject {
  handle: number;
  /** Its type's name in DXF. */
  type: string;
  template: CadEntityTemplate;
  /** Its bits behind what all entities have, where the library read no more. */
  bits: IDwgStreamReader;
}

export interface ReadObjects {
  /** `$INSUNITS`, where the release has it and it can be read. */
  headerUnit?: string;
  /** Objects that cannot be read, with the names of their types: what is stored of them is damaged, or not understood. */
  damaged: { handle: number; type: string; isBroken: boolean }[];
}

interface ObjectLocation {
  offset: number;
  type: number;
}

/** Files have two or three objects for each thing that is drawn. */
const maxObjects = 8_000_000;
const objectsPerReport = 5_000;
/** Each byte is read a few times: as part of numbers, of handles, of texts. */
const readsPerByte = 40;
const fewestReads = 10_000_000;

/**
 * Reads layers, blocks and entities, and hands each over before the next one is read, so that few are in memory.
 * Throws `DrawingError` where the list of objects is damaged or there are too many.
 */
export function readObjects(
  library: DwgLibrary,
  sections: DwgSections,
  visit: (object: DwgObject) => void,
  monitor?: Monitor,
): ReadObjects {
  const version = library.ACadVersion[sections.version as keyof DwgLibrary['ACadVersion']];
  const objects = sections.section('AcDbObjects');
  const bytesLeft = fewestReads + readsPerByte * objects.length;
  limitReading({ bytesLeft, substitutes: new Map() });
  const open = (bytes: Uint8Array) => library.DwgStreamReaderBase.getStreamHandler(version, bytes);
  const classes = readClasses(library, sections, open);
  const locations = readLocations(sections, objects, open, version >= library.ACadVersion.AC1024);
  const nameOf = (type: number): string | undefined => typeNames[type] ?? classes.names.get(type);
  const wanted = new Map<number, WantedObject>();
  for (const [handle, { offset, type }] of locations.whole) {
    const name = nameOf(type);
    if (name) wanted.set(handle, { offset, type: name });
  }
  limitReading({ bytesLeft, substitutes: substitutesFor(classes.names) });
  const read = readWanted({ library, version, open, classes: classes.collection }, objects, {
    wanted,
    visit,
    monitor,
  });
  const damaged: ReadObjects['damaged'] = [];
  for (const [handle, location] of locations.broken) {
    damaged.push({ handle, type: nameOf(location?.type ?? 0) ?? '', isBroken: true });
  }
  for (const [handle, { type }] of wanted) {
    if (!read.has(handle)) damaged.push({ handle, type, isBroken: false });
  }
  return { headerUnit: readHeaderUnit(library, sections, open), damaged };
}

/** An object that is needed: where it lies, and the name of its type. */
interface WantedObject {
  offset: number;
  type: string;
}

interface OpenFile {
  library: DwgLibrary;
  version: ACadVersion;
  open: OpenBits;
  classes: DxfClassCollection;
}

interface Wanted {
  wanted: ReadonlyMap<number, WantedObject>;
  visit: (object: DwgObject) => void;
  monitor?: Monitor;
}

/** Has the library read what is wanted, tables first, and says of which handles it could. */
function readWanted(
  { library, version, open, classes }: OpenFile,
  objects: Uint8Array,
  { wanted, visit, monitor }: Wanted,
): ReadonlySet<number> {
  const read = new Set<number>();
  class Collector extends library.DwgDocumentBuilder {
    /** Hands over what was read instead of keeping it; the library keeps lists of its own, which are not needed. */
    override addTemplate(template: CadEntityTemplate): void {
      const { handle } = template.cadObject;
      const object = wanted.get(handle);
      this.modelSpaceEntities.length = 0;
      this.paperSpaceEntities.length = 0;
      this.blockRecordTemplates.length = 0;
      if (!object || read.has(handle)) return;
      if (read.size % objectsPerReport === 0) {
        reportProgress(monitor, 'import', 0.05 + (0.3 * read.size) / wanted.size);
      }
      try {
        visit({ handle, type: object.type, template, bits: bitsOfObject() });
        read.add(handle);
      } catch {
        // It says that it has more than there is, or something that makes no sense.
      }
    }
  }
  const configuration = new library.DwgReaderConfiguration();
  const builder = new Collector(version, new library.CadDocument(version, false), configuration);
  const offsets = new Map([...wanted].map(([handle, { offset }]) => [handle, offset]));
  const isTable = (handle: number) => tableTypes.has(wanted.get(handle)!.type);
  const handles = [...wanted.keys()];
  const order = [...handles.filter(isTable), ...handles.filter((handle) => !isTable(handle))];
  try {
    new library.DwgObjectReader(version, builder, open(objects), order, offsets, classes).read();
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    refuseExhausted();
    // What the library throws says something of its own inside alone.
    throw new DrawingError(say('file'), say('dwg-damaged', { part: 'AcDbObjects' }), say('dwg-whole'));
  }
  refuseExhausted();
  return read;
}

function refuseExhausted(): void {
  if (isExhausted()) throw new DrawingError(say('file'), say('dwg-exhausting'), say('dwg-whole'));
}

function substitutesFor(classNames: ReadonlyMap<number, string>): Map<number, number> {
  const substitutes = new Map(undrawnTypes.map((type) => [type, bareEntity]));
  for (const [type, name] of classNames) {
    if (!drawnClasses.has(name) && name !== colorClass) substitutes.set(type, bareEntity);
  }
  return substitutes;
}

type OpenBits = (bytes: Uint8Array) => IDwgStreamReader;

/** Classes of objects that programs defined, with the names of those that are wanted: entities, mostly. */
function readClasses(library: DwgLibrary, sections: DwgSections, open: OpenBits) {
  const version = library.ACadVersion[sections.version as keyof DwgLibrary['ACadVersion']];
  const header = library.DwgFileHeader.createFileHeader(version)!;
  header.acadMaintenanceVersion = sections.maintenanceVersion;
  const bytes = sections.section('Classes');
  const damage = (): DrawingError =>
    new DrawingError(say('file'), say('dwg-damaged', { part: 'Classes' }), say('dwg-whole'));
  try {
    const collection = new library.DwgClassesReader(version, open(bytes), header).read();
    const names = new Map<number, string>();
    for (const { isAnEntity, classNumber, dxfName } of collection) {
      // Numbers below are of types that all know.
      if (classNumber < firstClass || (!isAnEntity && dxfName !== colorClass)) continue;
      names.set(
        classNumber,
        dxfName
          .trim()
          .toUpperCase()
          .replace(/[^A-Z0-9_]/g, '_') || 'UNKNOWN',
      );
    }
    return { collection, names };
  } catch {
    throw damage();
  }
}

/** Finds where each object lies and what it is, by handle: those that are as they were written, and others. */
function readLocations(
  sections: DwgSections,
  objects: Uint8Array,
  open: OpenBits,
  hasHandleSize: boolean,
): { whole: Map<number, ObjectLocation>; broken: Map<number, ObjectLocation | undefined> } {
  const whole = new Map<number, ObjectLocation>();
  const broken = new Map<number, ObjectLocation | undefined>();
  const bits = open(objects);
  const typeAt = (offset: number): { type: number; end: number } => {
    bits.position = offset;
    const size = bits.readModularShort();
    let end = bits.position + size;
    if (hasHandleSize) {
      bits.readModularChar();
      end = bits.position + size;
    }
    return { type: bits.readObjectType(), end };
  };
  for (const [handle, offset] of readObjectMap(sections)) {
    try {
      const { type, end } = typeAt(offset);
      const isWhole = end + 2 <= objects.length && isIntact(objects, offset, end);
      (isWhole ? whole : broken).set(handle, { offset, type });
    } catch {
      refuseExhausted();
      broken.set(handle, undefined);
    }
  }
  return { whole, broken };
}

function isIntact(objects: Uint8Array, start: number, end: number): boolean {
  return crc16(objects, start, end) === (objects[end] | (objects[end + 1] << 8));
}

/** The object map: handles and offsets, each as what it is more than the one before. */
function readObjectMap(sections: DwgSections): Map<number, number> {
  const bytes = sections.section('Handles');
  const at = (): Phrase => say('dwg-map-byte', { byte: position });
  let position = 0;
  const locations = new Map<number, number>();
  for (;;) {
    const start = position;
    const size = (bytes[start] << 8) | bytes[start + 1];
    const end = start + size;
    if (
      !(size >= 2 && end + 2 <= bytes.length) ||
      crc16(bytes, start, end) !== ((bytes[end] << 8) | bytes[end + 1])
    ) {
      throw new DrawingError(at(), say('dwg-damaged', { part: 'Handles' }), say('dwg-whole'));
    }
    if (size === 2) return locations;
    let [handle, offset] = [0, 0];
    for (position = start + 2; position < end; ) {
      const [handleStep, afterHandle] = readStep(bytes, position, false);
      const [offsetStep, afterOffset] = readStep(bytes, afterHandle, true);
      handle += handleStep;
      offset += offsetStep;
      locations.set(handle, offset);
      position = afterOffset;
    }
    if (locations.size > maxObjects) {
      throw new DrawingError(at(), say('more-objects'), say('at-most-objects', { most: maxObjects }));
    }
    position = end + 2;
  }
}

/** A number in bytes of seven bits, the lowest first; of a signed one bit 6 of the last byte is the sign. */
function readStep(bytes: Uint8Array, start: number, isSigned: boolean): [value: number, end: number] {
  let value = 0;
  let factor = 1;
  let at = start;
  while ((bytes[at] & 0x80) !== 0) {
    value += (bytes[at++] & 0x7f) * factor;
    factor *= 128;
  }
  const last = bytes[at++] ?? 0;
  if (!isSigned) return [value + last * factor, at];
  value += (last & 0x3f) * factor;
  return [(last & 0x40) !== 0 ? -value : value, at];
}

function readHeaderUnit(library: DwgLibrary, sections: DwgSections, open: OpenBits): string | undefined {
  const version = library.ACadVersion[sections.version as keyof DwgLibrary['ACadVersion']];
  if (version < library.ACadVersion.AC1015) return undefined;
  const header = new library.CadHeader(version);
  try {
    new library.DwgHeaderReader(version, open(sections.section('Header')), header).read(
      sections.maintenanceVersion,
    );
  } catch (error) {
    if (error instanceof DrawingError) throw error;
    // Its unit is one of many; without it the drawing is measured.
    return undefined;
  }
  return String(header.insUnits);
}
