/** Small DXF files written by hand for the tests: group codes and values, nothing else. */
export type Tag = readonly [number, string | number];

export interface DxfParts {
  header?: readonly Tag[];
  layers?: readonly { name: string; flags?: number; color?: number }[];
  blocks?: readonly { name: string; entities: readonly Tag[] }[];
  entities: readonly Tag[];
}

export function dxfText(parts: DxfParts): string {
  const tags: Tag[] = [];
  // One by one: a large garage has more tags than a call can take.
  const section = (name: string, body: readonly Tag[]) => {
    tags.push([0, 'SECTION'], [2, name]);
    for (const tag of body) tags.push(tag);
    tags.push([0, 'ENDSEC']);
  };
  section('HEADER', parts.header ?? []);
  section(
    'TABLES',
    (parts.layers ?? []).flatMap(({ name, flags = 0, color = 7 }): Tag[] => [
      [0, 'LAYER'],
      [2, name],
      [70, flags],
      [62, color],
    ]),
  );
  section(
    'BLOCKS',
    (parts.blocks ?? []).flatMap(({ name, entities }): Tag[] => [
      [0, 'BLOCK'],
      [2, name],
      [10, 0],
      [20, 0],
      ...entities,
      [0, 'ENDBLK'],
    ]),
  );
  section('ENTITIES', parts.entities);
  tags.push([0, 'EOF']);
  return `${tags.map(([code, value]) => `${code}\n${value}`).join('\n')}\n`;
}

export function dxfBytes(parts: DxfParts): Uint8Array {
  return new TextEncoder().encode(dxfText(parts));
}

export function line(layer: string, x1: number, y1: number, x2: number, y2: number): Tag[] {
  return [
    [0, 'LINE'],
    [8, layer],
    [10, x1],
    [20, y1],
    [11, x2],
    [21, y2],
  ];
}

export function polyline(
  layer: string,
  points: readonly (readonly [number, number])[],
  options: { closed?: boolean; width?: number } = {},
): Tag[] {
  return [
    [0, 'LWPOLYLINE'],
    [8, layer],
    [90, points.length],
    [70, options.closed === false ? 0 : 1],
    ...(options.width ? [[43, options.width] as Tag] : []),
    ...points.flatMap(([x, y]): Tag[] => [
      [10, x],
      [20, y],
    ]),
  ];
}

export function rectangle(layer: string, x: number, y: number, width: number, height: number): Tag[] {
  return polyline(layer, [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);
}

export function insert(layer: string, name: string, x: number, y: number, more: readonly Tag[] = []): Tag[] {
  return [[0, 'INSERT'], [8, layer], [2, name], [10, x], [20, y], ...more];
}

export function text(layer: string, value: string, x: number, y: number, height = 300): Tag[] {
  return [
    [0, 'TEXT'],
    [8, layer],
    [10, x],
    [20, y],
    [40, height],
    [1, value],
  ];
}

/** Unit squares and bays for blocks. */
export const bayBlock = { name: 'BAY', entities: rectangle('0', -1200, -2650, 2400, 5300) };
export const columnBlock = { name: 'COL', entities: rectangle('0', -300, -300, 600, 600) };

/**
 * A garage of 40 × 30 m inside its walls, in millimetres: 0.3 m outer wall as two rings, one room of 6 × 5 m
 * in the lower left corner with a door, twelve columns, ten bays, a charger and a title.
 */
export function smallGarage(): { blocks: NonNullable<DxfParts['blocks']>; entities: Tag[] } {
  const columns = [8000, 16000, 24000, 32000].flatMap((x) => [8000, 16000, 24000].map((y) => [x, y]));
  return {
    blocks: [bayBlock, columnBlock],
    entities: [
      ...rectangle('A-WALL-RETN', 0, 0, 40_000, 30_000),
      ...rectangle('A-WALL-RETN', -300, -300, 40_600, 30_600),
      // Room walls of 0.2 m: one along x at y = 5, one along y at x = 6, with a door of 1 m in the first.
      ...line('A-WALL', 0, 4900, 3000, 4900),
      ...line('A-WALL', 3000, 4900, 3000, 5100),
      ...line('A-WALL', 3000, 5100, 0, 5100),
      ...line('A-WALL', 4000, 4900, 5900, 4900),
      ...line('A-WALL', 4000, 4900, 4000, 5100),
      ...line('A-WALL', 4000, 5100, 6100, 5100),
      ...line('A-WALL', 5900, 0, 5900, 4900),
      ...line('A-WALL', 6100, 0, 6100, 5100),
      [0, 'ARC'],
      [8, 'A-DOOR'],
      [10, 3000],
      [20, 5000],
      [40, 1000],
      [50, 0],
      [51, 90],
      ...line('A-DOOR', 3000, 5000, 3000, 6000),
      ...columns.flatMap(([x, y]) => insert('S-COLU', 'COL', x, y)),
      ...Array.from({ length: 10 }, (_, k) => insert('A-PRKG', 'BAY', 12_000 + 2400 * k, 27_300)).flat(),
      ...insert('E-EVCH', 'COL', 12_000, 29_700),
      ...text('A-TEXT', '弱电机房', 2000, 2000),
      ...text('A-TEXT', '地下二层平面图', 20_000, -6000, 1500),
      ...text('A-TEXT', '-8.300', 20_000, 10_000),
      ...text('A-TEXT', '净高2.40', 20_000, 12_000),
    ],
  };
}

/** The small garage with its outer wall open for so long at the right and at the top, mm. */
export function openGarage(rightMm: number, topMm: number): ReturnType<typeof smallGarage> {
  const { blocks, entities } = smallGarage();
  const isOuter = (at: number) =>
    entities.slice(at, at + 4).some(([code, value]) => code === 8 && value === 'A-WALL-RETN');
  const rest: Tag[] = [];
  for (let k = 0, isRetained = true; k < entities.length; k++) {
    if (entities[k][0] === 0 && entities[k][1] !== 'VERTEX' && entities[k][1] !== 'SEQEND')
      isRetained = !isOuter(k);
    if (isRetained) rest.push(entities[k]);
  }
  const [fromY, toY] = [15_000 - rightMm / 2, 15_000 + rightMm / 2];
  const [fromX, toX] = [20_000 - topMm / 2, 20_000 + topMm / 2];
  const faces = [0, -300].flatMap((out) => {
    const [right, top] = [40_000 - out, 30_000 - out];
    return [
      ...polyline('A-WALL-RETN', [
        [toX, top],
        [right, top],
        [right, toY],
      ]),
      ...polyline('A-WALL-RETN', [
        [right, fromY],
        [right, out],
        [out, out],
        [out, top],
        [fromX, top],
      ]),
    ];
  });
  const ends = [
    ...line('A-WALL-RETN', 40_000, fromY, 40_300, fromY),
    ...line('A-WALL-RETN', 40_000, toY, 40_300, toY),
    ...line('A-WALL-RETN', fromX, 30_000, fromX, 30_300),
    ...line('A-WALL-RETN', toX, 30_000, toX, 30_300),
  ];
  return { blocks, entities: [...faces, ...ends, ...rest] };
}
