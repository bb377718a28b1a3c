import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The stack of an error with lines of the sources in place of those of the bundle, where the bundle's maps are at hand; else
 * as it is. For bugs only: reading the maps takes longer than most commands.
 */
export function readableStack(error: Error): string {
  const maps = new Map<string, SourceMap | undefined>();
  return (error.stack ?? String(error)).replace(
    /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g,
    (location: string, url: string, line: string, column: string) => {
      if (!maps.has(url)) maps.set(url, readMap(url));
      const entry = maps.get(url)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry)) return location;
      return `${new URL(entry.originalSource, url).href}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}
