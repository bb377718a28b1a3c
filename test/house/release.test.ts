import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const load = <Module>(path: string) =>
  import(new URL(`../../scripts/${path}`, import.meta.url).href) as Promise<Module>;

interface Sbom {
  bomFormat: string;
  metadata: { component: { name: string; version: string } };
  components: { name: string; version?: string; purl?: string; licenses?: { license?: { id?: string } }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface ReleaseFiles {
  checkVersion(next: string, current: string): void;
  datedChangelog(text: string, version: string, date: string): string;
  versionedLock(text: string, version: string): string;
  versionedManifest(text: string, version: string, repository?: object): string;
  repositoryOf(address: string, directory: string): object | undefined;
}

const files = await load<ReleaseFiles>('lib/release-files.mjs');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the files of a release', () => {
  it('takes a later version only', () => {
    for (const next of ['0.1.1', '0.2.0-rc.1', '1.0.0']) {
      expect(() => files.checkVersion(next, '0.1.0')).not.toThrow();
    }
    expect(() => files.checkVersion('0.2.0', '0.2.0-rc.9')).not.toThrow();
    expect(() => files.checkVersion('0.2.0-rc.10', '0.2.0-rc.9')).not.toThrow();
    for (const next of ['0.1.0', '0.0.9', '0.1.0-rc.1', 'v0.2.0', '0.2', '0.2.0 ']) {
      expect(() => files.checkVersion(next, '0.1.0')).toThrow(/^version: found/);
    }
  });

  it('dates what was unreleased, and refuses where nothing was', () => {
    const before = '# Changelog\n\n## Unreleased\n\n- one\n- two\n\n## 0.1.0\n\n- first\n';
    expect(files.datedChangelog(before, '0.2.0', '2026-12-01')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-12-01\n\n- one\n- two\n\n## 0.1.0\n\n- first\n',
    );
    expect(() => files.datedChangelog('## Unreleased\n\n## 0.1.0\n', '0.2.0', '2026-12-01')).toThrow(
      /nothing/,
    );
  });

  it('changes versions of the workspace and nothing else', () => {
    const workspaceLines = /"(?:name|version|@diku\/\w+)": |"packages\//;
    for (const [path, version] of [
      ['package-lock.json', files.versionedLock],
      ...['', 'packages/engine/', 'packages/viewer/', 'packages/cli/'].map(
        (at) => [`${at}package.json`, files.versionedManifest] as const,
      ),
    ] as const) {
      const before = textOf(path).split('\n');
      const after = version(textOf(path), '9.8.7').split('\n');
      expect(after.length).toBe(before.length);
      const changed = after.filter((line, index) => line !== before[index]);
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.filter((line) => !workspaceLines.test(line) || !line.includes('9.8.7'))).toEqual([]);
      expect(after.join('\n')).not.toMatch(/"@diku\/\w+": "(?!9\.8\.7)/);
    }
  });

  it('says where the sources are only where a forge has them', () => {
    expect(files.repositoryOf('https://forge.example/diku/diku.git', 'packages/cli')).toEqual({
      type: 'git',
      url: 'git+https://forge.example/diku/diku.git',
      directory: 'packages/cli',
    });
    expect(files.repositoryOf('git@forge.example:diku/diku.git', '')).toEqual({
      type: 'git',
      url: 'git+ssh://git@forge.example/diku/diku.git',
    });
    const manifest = files.versionedManifest('{ "license": "MIT", "type": "module" }', '0.2.0', {
      type: 'git',
    });
    expect(Object.keys(JSON.parse(manifest))).toEqual(['license', 'repository', 'type', 'version']);
    expect(files.repositoryOf('/srv/git/diku', '')).toBeUndefined();
  });
});

describe('what the packages contain', () => {
  it('has the licence of everything in the bundles, and nothing of the workspace is needed', async () => {
    const { noticesOf } = await load<{ noticesOf(name: string): string }>('lib/notices.mjs');
    for (const name of ['engine', 'viewer', 'cli']) {
      const manifest = JSON.parse(textOf(`packages/${name}/package.json`));
      const { dependencies, optionalDependencies, peerDependencies } = manifest;
      const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
      expect(needed.filter((each) => each.startsWith('@diku/'))).toEqual([]);
      expect(manifest.private).toBeUndefined();
      expect(noticesOf(name)).toMatch(/assemblyscript .*\nLicence: Apache-2\.0/);
    }
    const notices = noticesOf('cli');
    // The command line's own bundle, the planner's, and both kinds of text that packages leave out.
    for (const each of [
      'web-ifc',
      '@node-projects/acad-ts',
      'mathjs',
      'commander',
      'react',
      'three',
      'saxes',
      'Noto Sans SC',
    ]) {
      expect(notices).toMatch(new RegExp(`^${each}[ \\d]`, 'm'));
    }
    expect(notices).toContain('Isaac Z. Schlueter');
    const packages = notices.split(`\n${'-'.repeat(80)}\n`).slice(1);
    expect(packages.filter((text) => !/copyright/i.test(text) || text.length < 500)).toEqual([]);
  });

  it('is listed: what is bundled, what comes along, and no tool', async () => {
    const { makeSbom } = await load<{ makeSbom(version: string): Sbom }>('lib/make-sbom.mjs');
    const { version } = JSON.parse(textOf('package.json'));
    const sbom = makeSbom(version);
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'diku', version } },
    });
    const names = sbom.components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['@diku/cli', 'highs', 'web-ifc', 'react', 'libsql', 'ms', 'zod']),
    );
    expect(
      names.filter((name) => /vitest|typescript|biome|playwright|^vite$|knip|rolldown/.test(name)),
    ).toEqual([]);
    expect(sbom.components.filter(({ licenses }) => !licenses?.[0]?.license?.id)).toEqual([]);
    expect(JSON.stringify(sbom)).not.toContain('BDS-3-Clause');
    const references = new Set(sbom.dependencies.map(({ ref }) => ref));
    expect(
      sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !references.has(ref)),
    ).toEqual([]);
  });
});

describe('the command', () => {
  let clone: string;
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
    return spawnSync('git', [...identity, ...args], { cwd: clone, encoding: 'utf8' }).stdout.trim();
  };
  const release = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/release.mjs', ...args], {
      cwd: clone,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  // What a release reads, in a repository of its own.
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), 'diku-release-'));
    const names = [
      'package.json',
      'package-lock.json',
      'CHANGELOG.md',
      '.gitignore',
      'Containerfile',
      'scripts',
    ];
    const manifests = ['engine', 'viewer', 'cli'].map((name) => `packages/${name}/package.json`);
    for (const name of [...names, ...manifests]) {
      mkdirSync(dirname(join(clone, name)), { recursive: true });
      cpSync(join(root, name), join(clone, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    git('init', '--quiet', '--initial-branch=main');
    // A link is no folder, which is what .gitignore names.
    writeFileSync(join(clone, '.git/info/exclude'), 'node_modules\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'all');
  });

  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  it('says what it would do and does nothing of it', () => {
    const { status, stdout } = release('9.8.7', '--dry-run', '--date', '2026-12-01', '--image');
    expect({ status, lines: stdout.trim().split('\n') }).toEqual({
      status: 0,
      lines: [
        expect.stringMatching(/^would write CHANGELOG\.md, package\.json, .*package-lock\.json$/),
        expect.stringMatching(/^would npm run pack/),
        expect.stringMatching(/^would write Containerfile, diku-9\.8\.7\.cdx\.json and SHA256SUMS/),
        expect.stringMatching(/^would build an image and save it as diku-9\.8\.7\.image\.tar$/),
        expect.stringMatching(/^would commit "chore: release 9\.8\.7", tag v9\.8\.7/),
      ],
    });
    expect(git('status', '--porcelain')).toBe('');
    expect(git('tag', '--list')).toBe('');
    expect(readdirSync(clone)).not.toContain('build');
  });

  it('refuses what is no version, a tag that exists and a tree that is not clean', () => {
    expect(release('0.0.1', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/after/),
    });
    expect(release('--dry-run')).toMatchObject({ status: 1, stderr: expect.stringMatching(/one version/) });
    git('tag', 'v9.8.7');
    expect(release('9.8.7', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/v9.8.7 exists/),
    });
    git('tag', '--delete', 'v9.8.7');
    cpSync(join(clone, 'Containerfile'), join(clone, 'stray'));
    expect(release('9.8.7', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/not clean:\n.*stray/),
    });
    rmSync(join(clone, 'stray'));
  });

  it('leaves everything as it was where a step fails', { tags: ['thorough'] }, () => {
    // The clone has no sources: packing fails.
    const before = git('rev-parse', 'HEAD');
    expect(release('9.8.7')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^release: /m) });
    expect(git('status', '--porcelain')).toBe('');
    expect([git('rev-parse', 'HEAD'), git('tag', '--list')]).toEqual([before, '']);
  });
});
