/** A reader of DXF for tests that knows group codes and nothing of the product: sections, records, blocks, entities, objects. */
export interface DxfRecord {
  kind: string;
  groups: [code: number, value: string][];
  /** Section it stands in, and the block whose definition it is part of. */
  section: string;
  block: string;
}

export interface DxfReference {
  name: string;
  layer: string;
  at: [number, number];
  attributes: Record<string, string>;
  /** Tags that are shown. */
  shown: string[];
  /** The block whose definition it is part of; empty in model space. */
  block: string;
}

/** Records of a DXF in UTF-8 or GBK. */
export function readRecords(bytes: Uint8Array): DxfRecord[] {
  const lines = decoded(bytes).split(/\r?\n/);
  const records: DxfRecord[] = [];
  let [section, block] = ['', ''];
  let isNamed = true;
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [code, value] = [Number(lines[at]), lines[at + 1]];
    if (code === 0) {
      if (value === 'ENDSEC') section = '';
      if (value === 'SECTION' || value === 'BLOCK') isNamed = false;
      records.push({ kind: value, groups: [], section, block });
      if (value === 'ENDBLK') block = '';
      continue;
    }
    const record = records.at(-1);
    if (!record) continue;
    record.groups.push([code, value]);
    if (code === 2 && !isNamed) {
      if (record.kind === 'SECTION') section = value;
      else block = record.block = value;
      isNamed = true;
    }
  }
  return records;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk').decode(bytes);
  }
}

export function groupOf({ groups }: DxfRecord, code: number): string | undefined {
  return groups.find(([each]) => each === code)?.[1];
}

export function numberIn(record: DxfRecord, code: number): number {
  return Number(groupOf(record, code));
}

/** Block references with their attributes; those of sheets' frames too. */
export function referencesOf(records: readonly DxfRecord[]): DxfReference[] {
  const references: DxfReference[] = [];
  for (const record of records) {
    if (record.kind === 'INSERT') {
      references.push({
        ...{ name: groupOf(record, 2) ?? '', layer: groupOf(record, 8) ?? '', block: record.block },
        ...{ at: [numberIn(record, 10), numberIn(record, 20)], attributes: {}, shown: [] },
      });
    } else if (record.kind === 'ATTRIB') {
      const { attributes, shown } = references[references.length - 1];
      const tag = groupOf(record, 2) ?? '';
      attributes[tag] = groupOf(record, 1) ?? '';
      if (groupOf(record, 70) === '0') shown.push(tag);
    }
  }
  return references;
}

/** Pieces, or metres of what has a length, by catalogue id. */
export function quantitiesOf(references: readonly DxfReference[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { attributes } of references) {
    if (!attributes.PART) continue;
    const quantity = Number(attributes.LENGTH_M ?? attributes.QUANTITY ?? 1);
    quantities.set(attributes.PART, (quantities.get(attributes.PART) ?? 0) + quantity);
  }
  return quantities;
}
