import type { FileBytes } from './read-request.ts';

/** The content of files. Rejects for a folder or a file that is gone. */
export function readAllBytes(files: readonly File[]): Promise<FileBytes[]> {
  return Promise.all(
    files.map(async (file) => ({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}
