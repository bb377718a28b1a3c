import { readdirSync, statSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { InputError, type Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import { createFileNamer } from '@diku/engine/documents';
import { blameFileAsync } from '../read-input.ts';
import type { Community } from './community.ts';
import { type Listed, readList } from './read-list.ts';

/** What a folder is searched for. Pictures need a scale of their own, so they are taken from lists alone. */
const garageEndings = new Set(['.dxf', '.ifc', '.geojson', '.osm', '.json']);
const mostCommunities = 1_000_000;

export interface BatchInput {
  communities: Community[];
  /** Rows of a list that name no drawing and no plan. */
  without: number;
}

/**
 * The communities of a folder (every drawing and plan below it, by name, but for what lies in `out`) or of a list. Statuses 65, 66.
 */
export async function readCommunities(path: string, out: string): Promise<BatchInput> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const { listed, without } = await blameFileAsync(path, async () =>
    checked(isFolder ? { listed: searchFolder(path, resolve(out)), without: 0 } : await readList(path)),
  );
  const nameOf = createFileNamer();
  const communities = listed.map((each) => ({ ...each, folder: `communities/${nameOf(each.id)}` }));
  return { communities, without };
}

function searchFolder(folder: string, out: string): Listed[] {
  const paths = filesBelow(resolve(folder), out).sort();
  const inputs = paths.map((path) => relative(folder, path).split(sep).join('/'));
  const stem = (input: string) => input.slice(0, -extname(input).length).replace(/\.diku$/, '');
  const taken = new Map<string, number>();
  for (const input of inputs) taken.set(stem(input), (taken.get(stem(input)) ?? 0) + 1);
  return inputs.map((input, index) => ({
    id: taken.get(stem(input)) === 1 ? stem(input) : input,
    input,
    path: paths[index],
  }));
}

function filesBelow(folder: string, out: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || path === out) return [];
    if (entry.isDirectory()) return filesBelow(path, out);
    const stem = entry.name.slice(0, -extname(entry.name).length);
    const isSidecar = ['.png', '.jpg', '.jpeg'].some((ending) => names.has(stem + ending));
    return garageEndings.has(extname(entry.name).toLowerCase()) && !isSidecar ? [path] : [];
  });
}

function checked<Input extends { listed: readonly Listed[] }>(input: Input): Input {
  const { length } = input.listed;
  const refuse = (found: Phrase, expected: Phrase) => new InputError([{ at: say('files'), found, expected }]);
  if (length === 0)
    throw refuse(say('batch-empty'), say('batch-something', { list: [...garageEndings].join(' ') }));
  if (length > mostCommunities) throw refuse(say('more-rows'), say('at-most', { most: mostCommunities }));
  return input;
}
