import { DrawingError, say } from '../../../core/index.ts';
import type { DrawingFile } from '../../drawing/read-drawing.ts';
import type { MapFile } from './map-feature.ts';

/** Reads the files one after the other; of several, an error names the one. */
export async function readEach(
  files: readonly DrawingFile[],
  read: (file: DrawingFile) => MapFile | Promise<MapFile>,
): Promise<MapFile[]> {
  const maps: MapFile[] = [];
  for (const file of files) {
    try {
      maps.push(await read(file));
    } catch (error) {
      if (!(error instanceof DrawingError) || files.length === 1) throw error;
      const { at, found, expected } = error.problem;
      throw new DrawingError(say('in-file', { file: file.fileName ?? say('file'), at }), found, expected);
    }
  }
  return maps;
}
