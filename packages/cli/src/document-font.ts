import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readFont } from '@diku/engine';
import type { DocumentFont } from '@diku/engine/documents';
import { readInput } from './read-input.ts';

/** The bundled font (Noto Sans SC: GB 2312, Latin-1, symbols), and fonts named for what it lacks. Status 65, 66. */
export async function documentFonts(
  paths: readonly string[] = [],
): Promise<[DocumentFont, ...DocumentFont[]]> {
  const bundled = await readFile(new URL('../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url));
  return [readFont(bundled), ...paths.map((path) => readFont(readInput(path), basename(path)))];
}
