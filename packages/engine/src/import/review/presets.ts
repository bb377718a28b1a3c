/** Habits of one office's drawings, `*.preset.json`, format version 1. */

import { z } from 'zod';
import { DrawingError, InputError, say, verbatim } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { shapeClasses } from '../recognition/lines/known-shapes.ts';
import { tuning } from '../tuning.ts';
import { layerTable, unitSchema } from './corrections.ts';
import { textMeanings } from './text-marks.ts';

const { maxShapes } = tuning.knownShapes;

/** Presets that come with the program: names that whole trades share and the general table leaves open. */
const builtInPresets: Readonly<Record<string, unknown>> = {
  /** Drawings of T20 (天正) and what its exports leave of them. */
  tianzheng: {
    format: 'diku-import-preset',
    version: 1,
    name: 'tianzheng',
    layers: {
      WALL: 'wall',
      'WALL-MOVE': 'partition-wall',
      '3T_GLASS': 'other',
      CURTWALL: 'other',
      COLUMN: 'column',
      COLUMN_FILL: 'column',
      DOTE: 'axis',
      AXIS: 'axis',
      'AXIS_*': 'axis',
      WINDOW: 'door',
      WINDOW_TEXT: 'text',
      DOOR_FIRE: 'fire-door',
      STAIR: 'stair',
      EVTR: 'stair',
      SURFACE: 'other',
      SPACE: 'text',
      SPACE_HATCH: 'other',
      PUB_WALL: 'wall',
      PUB_HATCH: 'hatch',
      PUB_TEXT: 'text',
      PUB_DIM: 'other',
      PUB_TITLE: 'text',
      PUB_TAB: 'other',
      PUB_STRCT: 'other',
      BALCONY: 'other',
      LATRINE: 'other',
      LVTRY: 'other',
      'EQUIP_*': 'other',
      'VPIPE_*': 'other',
    },
    blocks: { '$TwtSys$*': 'other', '_LatrineBlk*': 'other' },
    texts: { 'JL*': 'fire-shutter', 'FHJL*': 'fire-shutter', 'TGFJL*': 'fire-shutter' },
    defaults: { wallThicknessM: 0.2 },
  },
  /** Layer names of the AIA and the US National CAD Standard. */
  aia: {
    format: 'diku-import-preset',
    version: 1,
    name: 'aia',
    layers: {
      'A-WALL-EXTR*': 'retaining-wall',
      'A-WALL-FNDN*': 'retaining-wall',
      'S-FNDN*': 'retaining-wall',
      'S-WALL-SHER*': 'shear-wall',
      'S-WALL*': 'shear-wall',
      'A-WALL-FIRE*': 'fire-wall',
      'A-WALL-PRTN*': 'partition-wall',
      'A-WALL-PATT*': 'hatch',
      'A-WALL-CNTR*': 'other',
      'A-WALL-HEAD*': 'other',
      'A-WALL*': 'wall',
      'S-COLS*': 'column',
      'A-COLS*': 'column',
      'S-GRID*': 'axis',
      'A-DOOR-FIRE*': 'fire-door',
      'A-DOOR-ROLL*': 'shutter',
      'A-DOOR*': 'door',
      'A-GLAZ*': 'other',
      'A-FLOR-EVTR*': 'stair',
      'A-FLOR-STRS*': 'stair',
      'A-FLOR-RAMP*': 'ramp',
      'A-FLOR*': 'other',
      'C-PRKG*': 'bay',
      'A-PRKG*': 'bay',
      'A-AREA*': 'text',
      'E-POWR-EVCS*': 'charger',
      'E-CABL-TRAY*': 'tray',
      'T-CABL-TRAY*': 'tray',
      'A-ANNO-TTLB*': 'frame',
      'A-ANNO*': 'text',
    },
    texts: { 'IDF*': 'shaft', 'MDF*': 'equipment-room', 'ELEV LOBBY*': 'lift-lobby' },
    defaults: { wallThicknessM: 0.2, slabThicknessM: 0.25, storeyHeightM: 3.2 },
  },
  /** Nothing but what is assumed anyway: a start for a preset of one's own. */
  generic: {
    format: 'diku-import-preset',
    version: 1,
    name: 'generic',
    defaults: { wallThicknessM: 0.2, clearHeightM: 2.5, slabThicknessM: 0.35, storeyHeightM: 3.9 },
  },
};

const key = z.string().min(1).max(200);

const sizeM = z.number().min(0).max(20);
const count = z.number().int().min(0).max(10_000);

const presetSchema = z.strictObject({
  format: z.literal('diku-import-preset'),
  version: z.literal(1),
  name: z.string().min(1).max(100).optional(),
  units: unitSchema.optional(),
  /** Layer names or patterns with `*` → what they hold. */
  layers: layerTable.optional(),
  /** Block names or patterns → what they show; wins over the layer they are placed on. */
  blocks: layerTable.optional(),
  /** Blocks and closed shapes by their measures → what they show; wins over layers and guesses. */
  shapes: z
    .array(
      z.strictObject({
        layerClass: z.enum(shapeClasses as readonly [LayerClass, ...LayerClass[]]),
        lengthM: sizeM,
        widthM: sizeM,
        drawnM: z.number().min(0).max(1000),
        spreadM: sizeM,
        lines: count,
        arcs: count,
        circles: count,
      }),
    )
    .max(maxShapes)
    .optional(),
  /** Texts or patterns → what is written so: door marks, room names. */
  texts: z.record(key, z.enum(textMeanings)).optional(),
  /** Values that the drawing does not tell. */
  defaults: z
    .strictObject({
      /** Thickness of a wall drawn as one line. */
      wallThicknessM: z.number().min(0.05).max(2).optional(),
      clearHeightM: z.number().min(1.8).max(20).optional(),
      slabThicknessM: z.number().min(0).max(5).optional(),
      storeyHeightM: z.number().min(2).max(20).optional(),
    })
    .optional(),
});

/** Describes how an office draws: units, layers, blocks and texts; the content of a preset file. */
export type ImportPreset = z.infer<typeof presetSchema>;
export type ImportDefaults = NonNullable<ImportPreset['defaults']>;

/** A preset from parsed JSON. Throws `InputError` with every problem and its path. */
export function parsePreset(value: unknown): ImportPreset {
  const result = presetSchema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, value, 'preset'));
}

/** Names of the presets that come with the program. */
export const presetNames = Object.keys(builtInPresets).sort();

/** A built-in preset by name. Throws `DrawingError` for a name that is none. */
export function findPreset(name: string): ImportPreset {
  if (Object.hasOwn(builtInPresets, name)) return parsePreset(builtInPresets[name]);
  throw new DrawingError(
    say('preset'),
    verbatim(`"${name}"`),
    say('preset-or-file', { list: presetNames.join(', ') }),
  );
}
