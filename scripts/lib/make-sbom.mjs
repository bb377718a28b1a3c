import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledIn, misspelt } from './notices.mjs';
import { root } from './run.mjs';
import { runOutside } from './run-outside.mjs';

const packages = ['engine', 'viewer', 'cli'];
const font = 'assets/fonts/NotoSansSC-Subset.ttf';

/**
 * What is in the three packages and comes along with them, as a CycloneDX document: of npm's list of this clone what lies in
 * bundles and what is installed beside them, without the tools that build and test.
 */
export function makeSbom(version) {
  const whole = JSON.parse(
    runOutside(
      'npm',
      ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=error'],
      root,
    ),
  );
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const licences = new Map(
    [...shippedPaths(lock)].map((path) => [referenceOf(path, lock[path]), lock[path].license]),
  );
  const references = new Set(licences.keys());
  const dikuPackages = packages.map((name) => `@diku/${name}@${version}`);
  const components = whole.components
    .filter(
      (component) => references.has(component['bom-ref']) || dikuPackages.includes(component['bom-ref']),
    )
    .map(({ properties, scope: _, ...component }) => ({
      ...component,
      // npm names what is in this clone by its folder.
      name: component['bom-ref'].replace(/@[^@]+$/, ''),
      // npm leaves out what is no identifier of a licence.
      licenses: component.licenses ?? [{ license: { id: misspelt[licences.get(component['bom-ref'])] } }],
      properties: properties?.filter(({ name }) => name !== 'cdx:npm:package:development'),
    }));
  const known = new Set(components.map((component) => component['bom-ref']));
  const missing = [...references, ...dikuPackages].filter((reference) => !known.has(reference));
  if (missing.length > 0) throw new Error(`npm sbom: found no ${missing.join(', ')}`);
  const reference = `diku@${version}`;
  const { description, licenses } = whole.metadata.component;
  const component = {
    'bom-ref': reference,
    type: 'application',
    name: 'diku',
    version,
    description,
    licenses,
  };
  return {
    ...whole,
    metadata: { ...whole.metadata, component },
    components: [...components, fontComponent()],
    dependencies: whole.dependencies
      .filter(({ ref }) => known.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => known.has(each)) }))
      .concat({ ref: reference, dependsOn: dikuPackages }),
  };
}

/** Paths in the lock of what bundles contain and of what npm installs with the packages, optional ones too. */
function shippedPaths(lock) {
  const paths = new Set(packages.flatMap(bundledIn));
  const visit = (from, name) => {
    const path = resolvePath(lock, from, name);
    if (path === undefined || paths.has(path)) return;
    paths.add(path);
    const { dependencies, optionalDependencies } = lock[path];
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, each);
  };
  for (const name of packages) {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      lock[`packages/${name}`];
    const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    for (const each of needed) if (!peerDependenciesMeta?.[each]?.optional) visit(`packages/${name}`, each);
  }
  return paths;
}

/**
 * Returns where Node finds a package from a path in the lock; undefined where it is for another platform alone and not
 * listed.
 */
function resolvePath(lock, from, name) {
  for (let folder = from; ; folder = folder.replace(/\/?(node_modules|packages)\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in lock) return path;
    if (folder === '') return undefined;
  }
}

function referenceOf(path, { name, version }) {
  return `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`;
}

function fontComponent() {
  const content = createHash('sha256')
    .update(readFileSync(join(root, font)))
    .digest('hex');
  return {
    'bom-ref': font,
    type: 'file',
    name: 'NotoSansSC-Subset.ttf',
    description: 'Noto Sans SC, cut to GB 2312, Latin-1 and some symbols',
    hashes: [{ alg: 'SHA-256', content }],
    licenses: [{ license: { id: 'OFL-1.1' } }],
  };
}
