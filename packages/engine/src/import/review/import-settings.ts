import type { UnitName } from '../drawing/units.ts';
import type { GivenPart } from '../recognition/drawing-parts.ts';
import type { GivenLines } from '../recognition/lines/give-lines.ts';
import type { KnownShape } from '../recognition/lines/known-shapes.ts';
import type { Corrections } from './corrections.ts';
import { knownShapes, type SeenDrawing } from './preset-shapes.ts';
import type { ImportDefaults, ImportPreset } from './presets.ts';
import type { TextMeaning } from './text-marks.ts';

/** Describes what the caller decides about an import, from the strongest to the weakest. */
export interface SettingSources {
  corrections?: Corrections;
  units?: UnitName | number;
  layers?: Readonly<Record<string, string>>;
  preset?: ImportPreset;
}

export interface ImportSettings {
  units?: UnitName | number;
  layers: Readonly<Record<string, string>>;
  blocks: Readonly<Record<string, string>>;
  texts: Readonly<Record<string, TextMeaning>>;
  defaults: ImportDefaults;
  /** Layers that a person named for this drawing, apart from a preset. */
  statedLayers: Readonly<Record<string, string>>;
  shapes: readonly KnownShape[];
  rotationDeg?: number;
  parts?: readonly GivenPart[];
  lines: GivenLines;
}

/** One answer to every question: corrections win over options, options over the preset. */
export function importSettings({ corrections, units, layers, preset }: SettingSources): ImportSettings {
  return {
    units: corrections?.units ?? units ?? preset?.units,
    layers: inOrder(corrections?.layers, layers, preset?.layers),
    blocks: preset?.blocks ?? {},
    texts: preset?.texts ?? {},
    defaults: preset?.defaults ?? {},
    statedLayers: inOrder(corrections?.layers, layers),
    shapes: preset?.shapes ?? [],
    rotationDeg: corrections?.rotationDeg,
    parts: corrections?.parts,
    lines: corrections?.lines ?? {},
  };
}

/**
 * Returns what an import was done with, as a preset for the next drawings of the same office. Of a drawing that was `seen`
 * also the shapes of what was said to be a column, a charger, a car …
 */
export function presetOfSettings(sources: SettingSources, name?: string, seen?: SeenDrawing): ImportPreset {
  const { preset, corrections } = sources;
  const settings = importSettings(sources);
  const { units, layers, blocks, texts, defaults } = settings;
  const wallThicknessM = lineThicknessM(corrections);
  const assumed = wallThicknessM === undefined ? defaults : { ...defaults, wallThicknessM };
  const given = name ?? preset?.name;
  const shapes = seen ? knownShapes(seen, settings, corrections) : settings.shapes;
  return {
    format: 'diku-import-preset',
    version: 1,
    ...(given === undefined ? {} : { name: given }),
    ...(units === undefined ? {} : { units }),
    layers: { ...layers },
    blocks: { ...blocks },
    texts: { ...texts },
    ...(shapes.length > 0 ? { shapes: [...shapes] } : {}),
    defaults: assumed,
  };
}

/** Returns what the planner said of walls drawn as one line, where it is the same for all. */
function lineThicknessM(corrections: Corrections | undefined): number | undefined {
  const stated = Object.entries(corrections?.set ?? {}).flatMap(([target, { thicknessM }]) =>
    target.startsWith('wall-thickness:thickness-line:') && thicknessM !== undefined ? [thicknessM] : [],
  );
  return new Set(stated).size === 1 ? stated[0] : undefined;
}

/** Tables as one in which the rules of the first come first. */
function inOrder(...tables: (Readonly<Record<string, string>> | undefined)[]): Record<string, string> {
  const merged = new Map<string, string>();
  for (const table of tables) {
    for (const [pattern, value] of Object.entries(table ?? {})) {
      if (!merged.has(pattern)) merged.set(pattern, value);
    }
  }
  return Object.fromEntries(merged);
}
