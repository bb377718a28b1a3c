import { parseCorrections, parsePreset } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type Corrections, findPreset, type ImportPreset, presetNames } from '@diku/engine/import';
import { exitStatus, problemError } from './exit-status.ts';
import { blameFile, readJson } from './read-input.ts';

/** Layer name (or pattern with `*`) → what it holds. */
export function readLayers(path: string | undefined): Record<string, string> | undefined {
  if (path === undefined) return undefined;
  const document = readJson(path);
  const entries = document !== null && typeof document === 'object' ? Object.entries(document) : [];
  if (entries.length > 0 && entries.every(([, value]) => typeof value === 'string')) {
    return document as Record<string, string>;
  }
  const expected = '{ "layer": "wall", … }';
  throw problemError(exitStatus.badInput, { at: path, found: say('no-layer-table'), expected });
}

/** A preset that comes with the program by its name, or one of a file. */
export function readPreset(nameOrPath: string | undefined): ImportPreset | undefined {
  if (nameOrPath === undefined) return undefined;
  if (presetNames.includes(nameOrPath)) return findPreset(nameOrPath);
  if (!/[./\\]/.test(nameOrPath)) return findPreset(nameOrPath);
  return blameFile(nameOrPath, () => parsePreset(readJson(nameOrPath)));
}

export function readCorrections(path: string | undefined): Corrections | undefined {
  return path === undefined ? undefined : blameFile(path, () => parseCorrections(readJson(path)));
}
