import { requireList, requireObject } from '../../core/index.ts';
import { type BuiltPhoto, type Plan, requirePlan } from '../../plan/index.ts';

/** Photos by antenna, and what is wrong with them. */
export interface PhotoResults {
  photos: BuiltPhoto[];
  /** Antennas that hang and have none. */
  without: string[];
  /** The same picture under several antennas' names. */
  shared: { sha256: string; antennas: string[]; files: string[] }[];
  /** Files whose name is of no antenna of the plan. */
  unmatched: string[];
}

/**
 * Photos with the antenna that each is named after: by its file's name, else by its folder's. Among several numbers in a name the
 * longest counts, so that `ANT11-B1` is not `ANT1-B1`.
 * @param files names relative to the folder of photos, with their hashes
 * @param added antennas that the contractor's record has besides those of the plan
 */
export function matchPhotos(
  files: readonly Pick<BuiltPhoto, 'file' | 'sha256'>[],
  plan: Plan,
  added: readonly string[] = [],
): BuiltPhoto[] {
  requirePlan(plan);
  requireList('files', files);
  for (const each of files) requireObject('files', each, ['file', 'sha256']);
  requireList('added', added);
  const ids = [
    ...new Set([...plan.antennas, ...(plan.asBuilt?.designed.antennas ?? [])].map(({ id }) => id)),
    ...added,
  ];
  return files.map(({ file, sha256 }) => {
    const names = file.split(/[\\/]/).reverse();
    const antenna = names.map((name) => namedId(name, ids)).find((id) => id !== undefined);
    return { file, sha256, ...(antenna === undefined ? {} : { antenna }) };
  });
}

/** The id in a name; undefined where there is none, or several that are equally long. */
function namedId(name: string, ids: readonly string[]): string | undefined {
  const text = name.normalize('NFKC');
  const found = ids.filter((id) => namePattern(id).test(text));
  const longest = Math.max(...found.map(({ length }) => length));
  const best = found.filter(({ length }) => length === longest);
  return best.length === 1 ? best[0] : undefined;
}

/**
 * An id as file names have it: in any case, with any separators, and no digit behind it. One without letters stands at the
 * beginning: elsewhere a number is that of the picture.
 */
function namePattern(id: string): RegExp {
  const runs = id.normalize('NFKC').match(/\p{L}+|\p{N}+/gu) ?? [id];
  const start = /\p{L}/u.test(id) ? '(?<![A-Za-z0-9])' : '^';
  return new RegExp(`${start}${runs.join('[\\s_.–—-]*')}(?![0-9])`, 'iu');
}

/** The photos of a plan's record; undefined where none were handed in. */
export function evaluatePhotos(plan: Plan): PhotoResults | undefined {
  requirePlan(plan);
  const photos = plan.asBuilt?.photos;
  if (!photos) return undefined;
  const taken = new Set(photos.map(({ antenna }) => antenna));
  const byHash = new Map<string, BuiltPhoto[]>();
  for (const photo of photos) byHash.set(photo.sha256, [...(byHash.get(photo.sha256) ?? []), photo]);
  const shared = [...byHash].flatMap(([sha256, same]) => {
    const antennas = [...new Set(same.flatMap(({ antenna }) => (antenna === undefined ? [] : [antenna])))];
    return antennas.length > 1 ? [{ sha256, antennas, files: same.map(({ file }) => file) }] : [];
  });
  return {
    photos: [...photos],
    without: plan.antennas.filter(({ id }) => !taken.has(id)).map(({ id }) => id),
    shared,
    unmatched: photos.filter(({ antenna }) => antenna === undefined).map(({ file }) => file),
  };
}
