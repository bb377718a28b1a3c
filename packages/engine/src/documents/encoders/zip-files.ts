import { strToU8, type Zippable, zipSync } from 'fflate';

export interface NamedFile {
  /** Name in the archive; folders end in a slash. */
  name: string;
  content: string | Uint8Array;
}

/** Files as one ZIP, in their order. Its own dates would differ from run to run: all are the first that a ZIP can have. */
export function zipFiles(files: readonly NamedFile[]): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const parts: Zippable = {};
  for (const { name, content } of files) {
    parts[name] = [typeof content === 'string' ? strToU8(content) : content, { mtime }];
  }
  return zipSync(parts, { level: 6 });
}
