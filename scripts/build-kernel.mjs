// Compiles packages/engine/assembly to WebAssembly and writes it as a base64 module next to its wrapper.
// Does nothing when neither the sources nor the compiler changed.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sourceFolder = join(root, 'packages/engine/assembly');
const target = join(root, 'packages/engine/src/radio/kernel/simd-module.generated.ts');
const flags = ['--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd,bulk-memory'];

const hash = hashInputs();
const upToDate = existsSync(target) && readFileSync(target, 'utf8').startsWith(`// ${hash}\n`);
if (!upToDate) writeModule(await compile());

function hashInputs() {
  const digest = createHash('sha256');
  const compiler = JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8'));
  digest.update(`${compiler.version} ${flags.join(' ')}\n`);
  for (const name of readdirSync(sourceFolder).sort()) {
    if (name.endsWith('.ts')) digest.update(name).update(readFileSync(join(sourceFolder, name)));
  }
  return digest.digest('hex');
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  const folder = mkdtempSync(join(tmpdir(), 'diku-kernel-'));
  try {
    const output = join(folder, 'kernel.wasm');
    const { error, stderr } = await asc.main([join(sourceFolder, 'index.ts'), '--outFile', output, ...flags]);
    if (error) throw new Error(`build-kernel: ${error.message}\n${stderr.toString()}`);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Renamed into place, so that no reader ever sees half a module. */
function writeModule(bytes) {
  const text = `// ${hash}\n/** WebAssembly of packages/engine/assembly, ${bytes.length} bytes. */\nexport const simdModuleBase64 =\n  '${bytes.toString('base64')}';\n`;
  const partial = `${target}.${process.pid}.tmp`;
  writeFileSync(partial, text);
  renameSync(partial, target);
  process.stderr.write(`kernel: ${bytes.length} bytes of WebAssembly\n`);
}
