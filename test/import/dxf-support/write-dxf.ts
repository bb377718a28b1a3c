import type { DxfParts, Tag } from '../drawing-support.ts';

/** A block with its base point, beside what the small files of the other tests have. */
export interface WholeParts {
  header?: readonly Tag[];
  layers?: DxfParts['layers'];
  blocks?: readonly { name: string; base?: readonly [number, number]; entities: readonly Tag[] }[];
  entities: readonly Tag[];
  objects?: readonly Tag[];
}

export function joinTags(tags: readonly Tag[], lineEnd = '\n'): string {
  return tags.map(([code, value]) => `${code}${lineEnd}${value}${lineEnd}`).join('');
}

/** All sections of a file, blocks with base points and objects included. */
export function wholeTags({
  header = [],
  layers = [],
  blocks = [],
  entities,
  objects = [],
}: WholeParts): Tag[] {
  const section = (name: string, body: readonly Tag[]): Tag[] => [
    [0, 'SECTION'],
    [2, name],
    ...body,
    [0, 'ENDSEC'],
  ];
  const layerTags = layers.flatMap(({ name, flags = 0, color = 7 }): Tag[] => [
    [0, 'LAYER'],
    [2, name],
    [70, flags],
    [62, color],
    [6, 'CONTINUOUS'],
  ]);
  const blockTags = blocks.flatMap(({ name, base = [0, 0], entities: inner }): Tag[] => [
    [0, 'BLOCK'],
    [8, '0'],
    [2, name],
    [70, 0],
    [10, base[0]],
    [20, base[1]],
    [30, 0],
    [3, name],
    ...inner,
    [0, 'ENDBLK'],
    [8, '0'],
  ]);
  return [
    ...section('HEADER', header),
    ...section('TABLES', [[0, 'TABLE'], [2, 'LAYER'], [70, layers.length], ...layerTags, [0, 'ENDTAB']]),
    ...section('BLOCKS', blockTags),
    ...section('ENTITIES', entities),
    ...(objects.length > 0 ? section('OBJECTS', objects) : []),
    [0, 'EOF'],
  ];
}

export function wholeBytes(parts: WholeParts): Uint8Array {
  return new TextEncoder().encode(joinTags(wholeTags(parts)));
}

/** The class that the groups of an entity belong to, since R13. */
const subclasses: Readonly<Record<string, string>> = {
  LINE: 'AcDbLine',
  LWPOLYLINE: 'AcDbPolyline',
  ARC: 'AcDbCircle',
  CIRCLE: 'AcDbCircle',
  INSERT: 'AcDbBlockReference',
  TEXT: 'AcDbText',
  MTEXT: 'AcDbMText',
  HATCH: 'AcDbHatch',
  LAYER: 'AcDbLayerTableRecord',
  BLOCK: 'AcDbBlockBegin',
  ENDBLK: 'AcDbBlockEnd',
};

/** The same groups as programs since R13 write them: with handles, owners, marks of classes and extended data. */
export function withHandles(tags: readonly Tag[]): Tag[] {
  const modern: Tag[] = [];
  let handle = 0x20;
  let pending: string | undefined;
  let type = '';
  for (const tag of tags) {
    const [code, value] = tag;
    if (code === 0) {
      if (type === 'LINE')
        modern.push([1001, 'ACAD'], [1000, 'AcDbLine'], [1010, 1e9], [1020, 1e9], [1030, 0]);
      type = String(value);
      pending = subclasses[type];
      modern.push(tag);
      if (pending)
        modern.push(
          [5, (handle++).toString(16).toUpperCase()],
          [102, '{ACAD_REACTORS'],
          [330, '1F'],
          [102, '}'],
          [330, '1F'],
        );
      if (pending && type !== 'LAYER') modern.push([100, 'AcDbEntity']);
    } else if (pending && (code === 8 || (type === 'LAYER' && code === 2))) {
      if (type === 'LAYER') modern.push([100, 'AcDbSymbolTableRecord'], [100, pending], tag);
      else modern.push(tag, [6, 'ByLayer'], [370, -1], [100, pending]);
      pending = undefined;
    } else modern.push(tag);
  }
  return modern;
}
