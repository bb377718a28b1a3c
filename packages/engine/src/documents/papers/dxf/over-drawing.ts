import { strToU8 } from 'fflate';
import { type DxfGroup, escapeWide, type GroupStyle, writeGroups } from '../../encoders/dxf-groups.ts';
import { encodeGbk } from '../../encoders/gbk-encoder.ts';
import { readAnchors } from './drawing-anchors.ts';
import type { EntityStyle } from './mark-entities.ts';
import { styleRecord, textStyleName } from './standalone-dxf.ts';

/** From here on (release 2007) files are in UTF-8. */
const firstUtf8Version = 1021;

/**
 * A copy of a DXF with layers, a text style and entities added: what it had stays byte for byte, but for the seed of its
 * handles. Texts are in the code page of the drawing. Throws `InputError` for a binary file, UTF-16 and no entities.
 */
export function overDrawing(
  drawing: Uint8Array,
  content: {
    layers: ReadonlyMap<string, number>;
    entities(style: EntityStyle): readonly DxfGroup[];
  },
): Uint8Array {
  const anchors = readAnchors(drawing);
  let handle = anchors.nextHandle;
  const nextHandle = () => (handle++).toString(16).toUpperCase();
  const head = (owner: string | undefined, kind: string): DxfGroup[] =>
    anchors.isModern
      ? [
          [5, nextHandle()],
          ...(owner === undefined ? [] : [[330, owner] as DxfGroup]),
          [100, 'AcDbSymbolTableRecord'],
          [100, kind],
        ]
      : [];
  const layers = [...content.layers]
    .filter(([name]) => !anchors.layerNames.has(name.toUpperCase()))
    .flatMap(([name, colour]): DxfGroup[] => [
      [0, 'LAYER'],
      ...head(anchors.layers?.owner, 'AcDbLayerTableRecord'),
      [2, name],
      [70, 0],
      [62, colour],
      [6, 'CONTINUOUS'],
      ...(anchors.isModern ? anchors.layerExtras : []),
    ]);
  const hasStyle = anchors.styleNames.has(textStyleName);
  const style = hasStyle ? [] : styleRecord(head(anchors.styles?.owner, 'AcDbTextStyleTableRecord'));
  const entities = content.entities({
    ...(anchors.isModern ? { modern: { nextHandle, owner: anchors.modelSpace } } : {}),
    ...(anchors.styles || hasStyle ? { textStyle: textStyleName } : {}),
  });
  const groupStyle: GroupStyle = { lineEnd: anchors.lineEnd, encode: encoderOf(anchors) };
  const inserts = [
    { at: anchors.layers?.end, groups: layers },
    { at: anchors.styles?.end, groups: style },
    { at: anchors.entitiesEnd, groups: entities },
  ].flatMap(({ at, groups }) =>
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

function encoderOf({ version, encoding }: { version: number; encoding: string }): GroupStyle['encode'] {
  if (version >= firstUtf8Version) return (text) => strToU8(text);
  return encoding === 'gbk' ? encodeGbk : (text) => strToU8(escapeWide(text));
}

function spliced(drawing: Uint8Array, pieces: { from: number; to: number; bytes: Uint8Array }[]): Uint8Array {
  const ordered = [...pieces].sort((a, b) => a.from - b.from);
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
