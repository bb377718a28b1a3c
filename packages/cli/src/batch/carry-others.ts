import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { isAsWritten, manifestName, readManifest } from '../folder-manifest.ts';
import { recordName } from './job-record.ts';

/** Brings what this program did not write, or what was changed since, from a community's old folder into its new one. */
export function carryOthers(from: string, to: string): void {
  const written = writtenIn(from);
  for (const name of readdirSync(from)) {
    if (written.has(name) || existsSync(join(to, name))) continue;
    renameSync(join(from, name), join(to, name));
  }
}

function writtenIn(folder: string): Set<string> {
  const files = readManifest(folder);
  const names =
    files.length > 0
      ? files.filter((file) => isAsWritten(folder, file)).map(({ name }) => name)
      : unlisted(folder);
  return new Set([recordName, manifestName, ...names]);
}

const namesWithoutList =
  /^(plan\.diku\.json|verdict\.json|report\.html|plan\.pdf|bill\.(xlsx|csv)|ports\.csv|diagram\.(svg|dxf)|floor-.+\.dxf|review-.+\.png|review\.html)$/;

/** What versions that kept no list wrote: files of these names, and a picture beside each raster. */
function unlisted(folder: string): string[] {
  const names = readdirSync(folder);
  const isMap = (name: string) => {
    const [, stem] = /^(.+-.+)\.(?:png|tif)$/.exec(name) ?? [];
    return stem !== undefined && names.includes(`${stem}.png`) && names.includes(`${stem}.tif`);
  };
  return names.filter((name) => namesWithoutList.test(name) || isMap(name));
}
