/** An ASCII DXF file as its entities, to be spoiled and written again; bytes of texts stay as they are. */

import { readDrawing } from '@diku/engine';
import type { Drawing } from '@diku/engine/import';
import type { DrawingPath } from '../../../packages/engine/src/import/index.ts';

export interface DxfEntity {
  type: string;
  /** Group codes and values behind the 0 group. */
  tags: [number, string][];
}

export interface DxfFile {
  /** Everything before the first entity, line by line. */
  before: string[];
  entities: DxfEntity[];
  after: string[];
}

export function readDxfFile(bytes: Uint8Array): DxfFile {
  const lines = Buffer.from(bytes).toString('latin1').replace(/\r/g, '').split('\n');
  const start = lines.findIndex((line, i) => line === 'ENTITIES' && lines[i - 1].trim() === '2') + 1;
  let end = start;
  while (!(lines[end].trim() === '0' && lines[end + 1] === 'ENDSEC')) end += 2;
  const entities: DxfEntity[] = [];
  for (let i = start; i < end; i += 2) {
    const code = Number(lines[i]);
    if (code === 0) entities.push({ type: lines[i + 1], tags: [] });
    else entities[entities.length - 1].tags.push([code, lines[i + 1]]);
  }
  return { before: lines.slice(0, start), entities, after: lines.slice(end) };
}

export function writeDxfFile({ before, entities, after }: DxfFile): Uint8Array {
  const lines = [...before];
  for (const { type, tags } of entities) {
    lines.push('  0', type);
    for (const [code, value] of tags) lines.push(String(code).padStart(3), value);
  }
  for (const line of after) lines.push(line);
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}

export function layerOf(entity: DxfEntity): string {
  return entity.tags.find(([code]) => code === 8)?.[1] ?? '0';
}

/** Returns what some entities of a file draw, blocks expanded, in its own units. */
export async function drawingOf(file: DxfFile, entities: readonly DxfEntity[]): Promise<Drawing> {
  const read = await readDrawing(writeDxfFile({ ...file, entities: [...entities] }));
  return read.sheets[0].drawing;
}

/** Entities that draw the same without blocks. */
export function entitiesOf({ paths, texts }: Drawing): DxfEntity[] {
  const drawn = paths.flatMap(entitiesOfPath);
  const written = texts.map(
    ({ layer, text, position: [x, y], heightInUnits }): DxfEntity => ({
      type: 'TEXT',
      tags: [
        [8, escaped(layer)],
        [10, String(x)],
        [20, String(y)],
        [40, String(heightInUnits)],
        [1, escaped(text.replaceAll('\n', ' '))],
      ],
    }),
  );
  return [...drawn, ...written];
}

function entitiesOfPath(path: DrawingPath): DxfEntity[] {
  const layer: [number, string] = [8, escaped(path.layer)];
  if (path.source === 'circle' && path.arc) {
    const { center, radiusInUnits } = path.arc;
    return [
      { type: 'CIRCLE', tags: [layer, ...pointTags(10, center[0], center[1]), [40, String(radiusInUnits)]] },
    ];
  }
  if (path.source === 'arc' && path.arc) {
    const { center, radiusInUnits } = path.arc;
    const angle = ([x, y]: readonly number[]) => Math.atan2(y - center[1], x - center[0]);
    const [first, second] = path.points;
    // Counter-clockwise, as the format has its arcs.
    const turns = Math.sin(angle(second) - angle(first)) > 0;
    const [from, to] = turns
      ? [first, path.points[path.points.length - 1]]
      : [path.points[path.points.length - 1], first];
    const deg = (point: readonly number[]) => String((angle(point) * 180) / Math.PI);
    return [
      {
        type: 'ARC',
        tags: [
          layer,
          ...pointTags(10, center[0], center[1]),
          [40, String(radiusInUnits)],
          [50, deg(from)],
          [51, deg(to)],
        ],
      },
    ];
  }
  return path.source === 'hatch' ? [hatchOf(path, layer)] : [polylineOf(path, layer)];
}

function polylineOf(path: DrawingPath, layer: [number, string]): DxfEntity {
  return {
    type: 'LWPOLYLINE',
    tags: [
      layer,
      [90, String(path.points.length)],
      [70, path.closed ? '1' : '0'],
      ...(path.widthInUnits > 0 ? [[43, String(path.widthInUnits)] as [number, string]] : []),
      ...path.points.flatMap(([x, y]) => pointTags(10, x, y)),
    ],
  };
}

function hatchOf(path: DrawingPath, layer: [number, string]): DxfEntity {
  return {
    type: 'HATCH',
    tags: [
      layer,
      ...pointTags(10, 0, 0),
      [2, 'SOLID'],
      [70, '1'],
      [71, '0'],
      [91, '1'],
      [92, '3'],
      [72, '0'],
      [73, '1'],
      [93, String(path.points.length)],
      ...path.points.flatMap(([x, y]) => pointTags(10, x, y)),
      [97, '0'],
      [75, '0'],
      [76, '1'],
      [98, '0'],
    ],
  };
}

export function lineOf(layer: string, a: readonly number[], b: readonly number[]): DxfEntity {
  return {
    type: 'LINE',
    tags: [[8, escaped(layer)], ...pointTags(10, a[0], a[1]), ...pointTags(11, b[0], b[1])],
  };
}

function pointTags(code: number, x: number, y: number): [number, string][] {
  return [
    [code, String(x)],
    [code + 10, String(y)],
  ];
}

/** Whatever the file's encoding is. */
export function escaped(text: string): string {
  return [...text]
    .map((each) =>
      each.charCodeAt(0) < 128
        ? each
        : `\\U+${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .join('');
}
