import { DrawingError } from '../../errors.ts';
import { decodeDxf } from './decode-dxf.ts';
import { decodeTextCodes } from './decode-text-codes.ts';
import { type DxfRecord, numberOf, readDxfRecords, textOf } from './read-dxf-records.ts';

export interface DxfBlock {
  base: [number, number];
  entities: DxfRecord[];
}

/** The parts of a DXF file that a recogniser needs, still in DXF's own terms. */
export interface DxfDocument {
  encoding: string;
  /** Header variables by name (`$INSUNITS`), first value each. */
  header: Map<string, string>;
  /** Layers by name that are frozen or switched off. */
  hiddenLayers: Set<string>;
  blocks: Map<string, DxfBlock>;
  entities: DxfRecord[];
}

/** Parses the bytes of an ASCII DXF file. Throws `DrawingError` with the line for anything it cannot be. */
export function readDxf(bytes: Uint8Array): DxfDocument {
  const { text, encoding } = decodeDxf(bytes);
  const records = readDxfRecords(text);
  const document: DxfDocument = {
    encoding,
    header: new Map(),
    hiddenLayers: new Set(),
    blocks: new Map(),
    entities: [],
  };
  let section = '';
  let block: DxfBlock | undefined;
  for (const record of records) {
    if (record.type === 'SECTION') {
      section = (textOf(record, 2) ?? '').trim().toUpperCase();
      if (section === 'HEADER') readHeader(record, document.header);
    } else if (record.type === 'ENDSEC') section = '';
    else if (section === 'TABLES' && record.type === 'LAYER') readLayer(record, document.hiddenLayers);
    else if (section === 'BLOCKS') block = readBlockRecord(record, block, document.blocks);
    else if (section === 'ENTITIES') document.entities.push(record);
  }
  if (document.entities.length === 0) {
    throw new DrawingError('ENTITIES', 'no entities', 'a drawing with a floor plan in model space');
  }
  return document;
}

function readHeader(record: DxfRecord, header: Map<string, string>): void {
  let name = '';
  record.codes.forEach((code, i) => {
    if (code === 9) name = record.values[i].trim();
    else if (name && !header.has(name)) header.set(name, record.values[i].trim());
  });
}

function readLayer(record: DxfRecord, hidden: Set<string>): void {
  const name = decodeTextCodes(textOf(record, 2) ?? '').trim();
  if ((numberOf(record, 70, 0) & 1) !== 0 || numberOf(record, 62, 7) < 0) hidden.add(name);
}

function readBlockRecord(
  record: DxfRecord,
  open: DxfBlock | undefined,
  blocks: Map<string, DxfBlock>,
): DxfBlock | undefined {
  if (record.type === 'BLOCK') {
    const block: DxfBlock = { base: [numberOf(record, 10, 0), numberOf(record, 20, 0)], entities: [] };
    blocks.set(
      decodeTextCodes(textOf(record, 2) ?? '')
        .trim()
        .toUpperCase(),
      block,
    );
    return block;
  }
  if (record.type === 'ENDBLK') return undefined;
  open?.entities.push(record);
  return open;
}
