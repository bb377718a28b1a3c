import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { importTypescript } from './import-typescript.mjs';
import { installedBytes, largestPackages } from './installed-size.mjs';
import { holdCeiling, megabytes } from './pack-all.mjs';
import { root } from './run.mjs';
import { runOutside } from './run-outside.mjs';

const ceilingMb = 35;
const drawing = join(root, 'examples/garage-one-level.dxf');
const compilers = { 'TypeScript 6': 'typescript/bin/tsc', 'TypeScript 7': 'typescript7/bin/tsc' };
const resolutions = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

/** Installs the engine's tarball into an empty project and runs `test/house/pack-support/consumer.ts` against it. */
export async function tryEngine(tarball, folder) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  install(folder, tarball);
  holdCeiling('@diku/engine', installedBytes(join(folder, 'node_modules')), ceilingMb);
  const parts = largestPackages(join(folder, 'node_modules'), 5);
  console.log(`  ${parts.map(([name, bytes]) => `${name} ${megabytes(bytes)}`).join(', ')}`);

  copyFileSync(join(root, 'test/house/pack-support/consumer.ts'), join(folder, 'consumer.ts'));
  const { ifcModel } = await importTypescript('test/house/pack-support/ifc-model.ts');
  const model = join(folder, 'model.ifc');
  writeFileSync(model, ifcModel());
  emit(folder, compilers['TypeScript 6'], resolutions[0]);
  const program = join(folder, 'build/consumer.js');
  const alone = JSON.parse(runOutside(process.execPath, [program, drawing, model], folder));
  expectRun(alone, { ifc: /npm install web-ifc/, formulas: /npm install mathjs/ });
  console.log(`  alone: ${alone.antennas} antennas; ${alone.ifc}; ${alone.formulas}`);

  install(folder, 'web-ifc@0.0.78', '@node-projects/acad-ts@3.2.0', 'mathjs@15.2.0');
  for (const [name, compiler] of Object.entries(compilers)) {
    for (const resolution of resolutions) {
      emit(folder, compiler, resolution);
      console.log(`  types: ${name}, ${resolution.moduleResolution}`);
    }
  }
  const whole = JSON.parse(runOutside(process.execPath, [program, drawing, model], folder));
  expectRun(whole, { ifc: /^done$/, formulas: /^done$/ });

  const bundle = await rolldown({
    input: program,
    cwd: folder,
    platform: 'node',
    external: ['highs', 'web-ifc', '@node-projects/acad-ts'],
  });
  await bundle.write({ dir: join(folder, 'bundle'), format: 'esm' });
  await bundle.close();
  const bundled = JSON.parse(
    runOutside(process.execPath, [join(folder, 'bundle/consumer.js'), drawing, model], folder),
  );
  if (JSON.stringify(bundled) !== JSON.stringify(whole)) {
    throw new Error(
      `@diku/engine: found ${JSON.stringify(bundled)} in a bundle; expected ${JSON.stringify(whole)}`,
    );
  }
  console.log('  bundled by Rolldown: the same');
}

function install(folder, ...packages) {
  runOutside('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], folder);
}

/** Compiles the program to `build`. @throws Error where a type does not resolve or does not fit */
function emit(folder, compiler, resolution) {
  const compilerOptions = {
    ...{ target: 'es2022', strict: true, outDir: 'build', lib: ['es2022', 'dom'] },
    ...{ types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    // Every declaration of the package that the program can reach is looked at too.
    ...{ ...resolution, skipLibCheck: false },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  runOutside(process.execPath, [join(root, 'node_modules', compiler), '-p', folder], folder);
}

function expectRun({ antennas, threads, names, ...outcomes }, expected) {
  const isRight =
    antennas > 0 &&
    threads.every((type) => type === 'function') &&
    names.every((count) => count > 0) &&
    Object.entries(expected).every(([name, text]) => text.test(outcomes[name]));
  if (isRight) return;
  const found = JSON.stringify({ antennas, threads, names, ...outcomes });
  throw new Error(
    `@diku/engine: found ${found}; expected antennas, threads, ${Object.values(expected).join(' and ')}`,
  );
}
