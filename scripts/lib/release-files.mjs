/** Text of the files that a release changes, from their text before it. */

const versionForm = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9a-z]+(?:\.[0-9a-z]+)*)?$/;

/** Throws unless `next` is a version (`1.2.3`, `1.2.3-rc.1`) that comes after `current`. */
export function checkVersion(next, current) {
  if (!versionForm.test(next)) throw new Error(`version: found ${next}; expected one like 1.2.3`);
  if (compareVersions(next, current) <= 0) {
    throw new Error(`version: found ${next}; expected one after ${current}`);
  }
}

/** Returns a number below 0 where `a` comes before `b`; a version without a suffix comes after those with one. */
export function compareVersions(a, b) {
  const [numbersA, numbersB] = [a, b].map((version) => versionForm.exec(version).slice(1, 4).map(Number));
  const at = numbersA.findIndex((number, index) => number !== numbersB[index]);
  if (at >= 0) return numbersA[at] - numbersB[at];
  const [suffixA, suffixB] = [a, b].map((version) => version.split('-')[1]);
  if (suffixA === undefined || suffixB === undefined) return Number(!suffixA) - Number(!suffixB);
  return suffixA.localeCompare(suffixB, 'en', { numeric: true });
}

/** The changelog with what was unreleased under `version` and `date` (`2026-11-29`). Throws where nothing was. */
export function datedChangelog(text, version, date) {
  const section = unreleased(text);
  if (section === '') throw new Error('CHANGELOG.md: found nothing under "Unreleased"');
  return text.replace('## Unreleased\n', `## Unreleased\n\n## ${version}, ${date}\n`);
}

/** What stands under "Unreleased", without spaces around it. */
export function unreleased(text) {
  const [, after] = text.split(/^## Unreleased$/m);
  if (after === undefined) throw new Error('CHANGELOG.md: found no "## Unreleased"');
  return after.split(/^## /m)[0].trim();
}

/**
 * A manifest at `version`, with what it needs of this workspace at the same, and where its sources are, if that is known and
 * it does not say so itself.
 */
export function versionedManifest(text, version, repository) {
  const manifest = withVersion(JSON.parse(text), version);
  if (repository === undefined || manifest.repository) return toText(manifest);
  const entries = Object.entries(manifest).flatMap((entry) =>
    entry[0] === 'license' ? [entry, ['repository', repository]] : [entry],
  );
  return toText(Object.fromEntries(entries));
}

/** An address that git pushes to, as a manifest has it; undefined for a folder of this machine. */
export function repositoryOf(address, directory) {
  const ssh = /^(?:ssh:\/\/)?(git@[^:/]+)[:/](.+)$/.exec(address);
  const url = ssh
    ? `git+ssh://${ssh[1]}/${ssh[2]}`
    : /^https:\/\//.test(address)
      ? `git+${address}`
      : undefined;
  return url && { type: 'git', url, ...(directory ? { directory } : {}) };
}

/** The lock with every package of the workspace at `version`. */
export function versionedLock(text, version) {
  const lock = JSON.parse(text);
  const packages = Object.entries(lock.packages).map(([path, entry]) => {
    const isWorkspace = path === '' || path.startsWith('packages/');
    return [path, isWorkspace && entry.version ? withVersion(entry, version) : entry];
  });
  return toText({ ...lock, version, packages: Object.fromEntries(packages) });
}

function withVersion(manifest, version) {
  const changed = { ...manifest, version };
  for (const kind of ['dependencies', 'devDependencies']) {
    if (!manifest[kind]) continue;
    const entries = Object.entries(manifest[kind]);
    changed[kind] = Object.fromEntries(
      entries.map(([name, range]) => [name, name.startsWith('@diku/') ? version : range]),
    );
  }
  return changed;
}

const toText = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
