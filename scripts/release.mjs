/**
 * A release by one command: `npm run release -- X.Y.Z [--dry-run] [--date YYYY-MM-DD] [--no-install] [--image] [--base NAME]`. From a clean tree:
 * versions of all packages and of the lock, the changelog dated, three tarballs made and tried, a list of what is in them
 * (CycloneDX), checksums; then a commit and a tag. Nothing is pushed or published: docs/releasing.md says what follows.
 * Where a step fails, files are as they were. `--dry-run` says what would be done and changes nothing; `--no-install` does
 * not try the tarballs where nothing else is; `--image` builds a container image too, on the Containerfile's base or on
 * another (`--base`).
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImage } from './lib/build-image.mjs';
import { makeSbom } from './lib/make-sbom.mjs';
import {
  checkVersion,
  datedChangelog,
  repositoryOf,
  unreleased,
  versionedLock,
  versionedManifest,
} from './lib/release-files.mjs';
import { root, say } from './lib/run.mjs';
import { runOutside } from './lib/run-outside.mjs';

const folder = join(root, 'build/packages');
const manifests = ['', 'packages/engine', 'packages/viewer', 'packages/cli'];
const git = (...args) => runOutside('git', args, root);
const read = (file) => readFileSync(join(root, file), 'utf8');

try {
  await release(readOptions());
} catch (error) {
  say(`release: ${error.message}`);
  process.exit(1);
}

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
      image: { type: 'boolean', default: false },
      base: { type: 'string' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  if (positionals.length !== 1) throw new Error('expected one version: npm run release -- 1.2.3');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values.date))
    throw new Error(`--date: found ${values.date}; expected YYYY-MM-DD`);
  return { version: positionals[0], ...values };
}

async function release({ version, date, ...options }) {
  const tag = `v${version}`;
  checkVersion(version, JSON.parse(read('package.json')).version);
  const changed = git('status', '--porcelain').trim();
  if (changed !== '') throw new Error(`the tree is not clean:\n${changed}`);
  if (git('tag', '--list', tag).trim() !== '') throw new Error(`the tag ${tag} exists`);
  const address = git('remote').split('\n').includes('origin')
    ? git('remote', 'get-url', 'origin').trim()
    : '';
  const notes = unreleased(read('CHANGELOG.md'));
  const files = new Map([
    ['CHANGELOG.md', datedChangelog(read('CHANGELOG.md'), version, date)],
    ...manifests.map((directory) => {
      const file = join(directory, 'package.json');
      return [file, versionedManifest(read(file), version, repositoryOf(address, directory))];
    }),
    ['package-lock.json', versionedLock(read('package-lock.json'), version)],
  ]);
  const steps = [
    `write ${[...files.keys()].join(', ')}`,
    `npm run pack${options['no-install'] ? ' -- --no-install' : ''}: three tarballs in build/packages`,
    `write Containerfile, diku-${version}.cdx.json and SHA256SUMS beside them`,
    ...(options.image ? [`build an image and save it as diku-${version}.image.tar`] : []),
    `commit "chore: release ${version}", tag ${tag} with ${notes.split('\n').length} lines of changelog`,
  ];
  if (options['dry-run']) {
    for (const step of steps) console.log(`would ${step}`);
    return;
  }
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  try {
    const extra = options['no-install'] ? ['--no-install'] : [];
    process.stdout.write(runOutside(process.execPath, [join(root, 'scripts/pack.mjs'), ...extra], root));
    describeContents(version, options);
    git('commit', '--quiet', '--message', `chore: release ${version}`, ...files.keys());
  } catch (error) {
    git('checkout', '--quiet', 'HEAD', '--', ...files.keys());
    throw error;
  }
  git('tag', '--annotate', '--message', `Diku ${version}\n\n${notes}`, '--cleanup=verbatim', tag);
  console.log(`${tag} is committed and tagged, not pushed; docs/releasing.md has what follows`);
}

/** Lays the image's recipe, the image if wanted, the list of contents and the checksums of all beside the tarballs. */
function describeContents(version, { image, base }) {
  const list = join(folder, `diku-${version}.cdx.json`);
  writeFileSync(list, `${JSON.stringify(makeSbom(version), undefined, 2)}\n`);
  const recipe = join(folder, 'Containerfile');
  copyFileSync(join(root, 'Containerfile'), recipe);
  const tarballs = ['engine', 'viewer', 'cli'].map((name) => join(folder, `diku-${name}-${version}.tgz`));
  const images = image ? [buildImage(folder, version, base)] : [];
  const sums = [...tarballs, list, recipe, ...images].map((file) => {
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    return `${digest}  ${basename(file)}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
}
