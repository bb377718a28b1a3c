import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

const scriptName = 'service-worker.js';
const source = new URL('src/offline/service-worker.ts', import.meta.url);

/**
 * Writes `service-worker.js` beside the planner's bundle: the script of `src/offline` with the list of every file that
 * was built, by its content as it lies there. It has no imports, so that browsers without module workers run it too.
 */
export function offlineSet(): Plugin {
  return {
    name: 'diku-offline-set',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const files = Object.fromEntries(
        listFiles(dir).map((file) => [file, hashOf(readFileSync(join(dir, file)))]),
      );
      const version = hashOf(JSON.stringify(files)).slice(0, 16);
      const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None, removeComments: true },
      });
      const list = JSON.stringify({ version, files });
      writeFileSync(join(dir, scriptName), `const offlineSet = ${list};\n${outputText}`);
    },
  };
}

/** Paths below the folder as addresses have them, in an order of their own. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== scriptName)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
