/** What one office's drawings have in common, `*.preset.json`, format version 1. */

import { z } from 'zod';
import { DrawingError, InputError, say, verbatim } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { builtInPresets } from './built-in-presets.ts';
import { layerTable, unitSchema } from './corrections.ts';
import { textMeanings } from './text-marks.ts';

const key = z.string().min(1).max(200);

const presetSchema = z.strictObject({
  format: z.literal('diku-import-preset'),
  version: z.literal(1),
  name: z.string().min(1).max(100).optional(),
  units: unitSchema.optional(),
  /** Layer names or patterns with `*` → what they hold. */
  layers: layerTable.optional(),
  /** Block names or patterns → what they show; wins over the layer they are placed on. */
  blocks: layerTable.optional(),
  /** Texts or patterns → what is written so: door marks, room names. */
  texts: z.record(key, z.enum(textMeanings)).optional(),
  /** What the drawing does not say. */
  defaults: z
    .strictObject({
      /** Of a wall drawn as one line. */
      wallThicknessM: z.number().min(0.05).max(2).optional(),
      clearHeightM: z.number().min(1.8).max(20).optional(),
      slabThicknessM: z.number().min(0).max(5).optional(),
      storeyHeightM: z.number().min(2).max(20).optional(),
    })
    .optional(),
});

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
