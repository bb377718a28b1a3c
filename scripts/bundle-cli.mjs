/**
 * Bundles the command line into packages/cli/dist: a start loads some ten files instead of 650, and what only some
 * commands need (formulas, IFC, images) is a file of its own that is loaded when it is needed. Maps to the sources lie
 * beside them. All in one folder, since the code finds its threads and fonts beside the file that it is in.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { engineSources } from './lib/engine-sources.mjs';
import { hashProgram } from './lib/hash-program.mjs';
import { recordBundled } from './lib/record-bundled.mjs';
import { root } from './lib/run.mjs';

const source = join(root, 'packages/cli/src');
const folder = join(root, 'packages/cli/dist');

const bundle = await rolldown({
  // Programs of their own: the command line, the thread of its job, the threads that compute fields, the one that proves, a batch's processes and the
  // threads that watch their memory.
  input: ['main', 'job-thread', 'worker', 'ray-worker', 'prover-thread', 'batch-worker', 'memory-guard'].map(
    (name) => join(source, `${name}.ts`),
  ),
  platform: 'node',
  // They read files that lie beside them in their packages; those of queues and databases may be missing.
  external: ['@resvg/resvg-wasm', 'highs', 'bullmq', 'ioredis', 'libsql'],
  // The reader of IFC looks for its WebAssembly beside itself, as CommonJS does.
  transform: { define: { __dirname: 'import.meta.dirname' } },
  plugins: [recordBundled('cli')],
  resolve: { alias: engineSources },
});
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  sourcemap: true,
  // Names stay: they are what a bug report shows.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();

// Maps say file and line, as a bug report needs; the text of the sources is in the repository and would take 7 MB. Where a
// file is of others alone, its map says whose and leaves out the lines: those of the reader of IFC take 10 MB.
for (const chunk of output) {
  if (!chunk.moduleIds?.length || !existsSync(join(folder, `${chunk.fileName}.map`))) continue;
  const isOfOthers = chunk.moduleIds.every((id) => /[\\/]node_modules[\\/]/.test(id));
  const file = join(folder, `${chunk.fileName}.map`);
  const { sourcesContent: _, ...map } = JSON.parse(readFileSync(file, 'utf8'));
  const kept = isOfOthers ? { version: map.version, sources: map.sources, names: [], mappings: '' } : map;
  writeFileSync(file, JSON.stringify(kept));
}

// The only file of its package, 24 MB, that is needed.
const ifcProgram = 'web-ifc-node.wasm';
copyFileSync(join(root, 'node_modules/web-ifc', ifcProgram), join(folder, ifcProgram));

// Results of a batch say by it what code they follow from.
const hashFile = 'program.json';
writeFileSync(join(folder, hashFile), `${JSON.stringify(await hashProgram(), undefined, 1)}\n`);

// Only then what an earlier build left: a command that is running may still load it.
const written = new Set([...output.map(({ fileName }) => fileName), ifcProgram, hashFile]);
for (const name of readdirSync(folder)) {
  if (!written.has(name)) rmSync(join(folder, name), { recursive: true });
}
