import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { engineSources } from './engine-sources.mjs';
import { root } from './run.mjs';

const source = join(root, 'packages/cli/src');

/** Texts that the program says, made of `messages`: no number follows from them, and what decides is no message. */
const words = /[\\/](phrases(-zh|-en)?|issues|documents|cli|help)\.generated\.ts$/;

/** What each hash is of, by its name, and the programs or files that reach it. */
const parts = {
  results: ['batch-worker'],
  // Batch and worker have to understand each other too.
  queue: ['batch-worker', 'batch/serve-queue', 'batch/queue-runner'],
};

/** Packages that stay beside the bundle; the command line adds their versions where it runs. */
const external = ['@resvg/resvg-wasm', 'highs', 'bullmq', 'ioredis', 'libsql'];

/**
 * SHA-256 of the code that results of a batch follow from, and of the code that batches and workers of a queue have in common:
 * each bundled by itself, without what nothing of it calls, comments and texts.
 * @param changed other sources, by path from the clone's folder, as if they stood there
 * @param names of the hashes that are asked for
 */
export async function hashProgram(changed = {}, names = Object.keys(parts)) {
  const hashes = {};
  for (const name of names) hashes[name] = await hashOf(parts[name], changed);
  return hashes;
}

async function hashOf(programs, changed) {
  const bundle = await rolldown({
    input: programs.map((name) => join(source, `${name}.ts`)),
    ...{ platform: 'node', external, logLevel: 'silent' },
    plugins: [withoutWords(changed)],
    resolve: { alias: engineSources },
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  await bundle.close();
  const hash = createHash('sha256');
  for (const code of output.map((file) => file.code ?? file.source).sort()) hash.update(code).update('\0');
  return hash.digest('hex');
}

function withoutWords(changed) {
  const byFile = new Map(Object.entries(changed).map(([path, text]) => [join(root, path), text]));
  return {
    name: 'without-words',
    load(id) {
      return byFile.get(id);
    },
    transform(code, id) {
      // What such a module gives stays, its lines of a key and a text go.
      return words.test(id) ? code.replace(/^\s*"(?:[^"\\]|\\.)*":(?! \{).*$/gm, '') : undefined;
    },
  };
}
