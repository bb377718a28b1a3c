import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runOutside } from './run-outside.mjs';

/** What builds images, and how each writes one into a file that all of them, and `podman load`, read. */
const builders = {
  podman: (tag, file) => ['save', '--format', 'docker-archive', '--output', file, tag],
  docker: (tag, file) => ['save', '--output', file, tag],
  buildah: (tag, file) => ['push', tag, `docker-archive:${file}:${tag}`],
};

/**
 * Builds the image of the Containerfile in a folder with the tarballs, on `base` or on what the file names, and saves it
 * there; its path. Fetches the base where it is not at hand.
 * @throws Error where none of podman, docker and buildah is there, or it fails
 */
export function buildImage(folder, version, base) {
  const builder = Object.keys(builders).find((name) => spawnSync(name, ['--version']).status === 0);
  if (builder === undefined) throw new Error(`found none of ${Object.keys(builders).join(', ')}`);
  const tag = `localhost/diku:${version}`;
  const choices = [`VERSION=${version}`, ...(base === undefined ? [] : [`NODE=${base}`])];
  const args = choices.flatMap((choice) => ['--build-arg', choice]);
  runOutside(
    builder,
    ['build', ...args, '--file', join(folder, 'Containerfile'), '--tag', tag, folder],
    folder,
  );
  const file = join(folder, `diku-${version}.image.tar`);
  runOutside(builder, builders[builder](tag, file), folder);
  return file;
}
