import { basename, dirname, extname, join } from 'node:path';
import { importDrawing, warningText } from '@diku/engine';
import { type Command, Option } from 'commander';
import { CommandError, exitStatus } from '../exit-status.ts';
import { formatJson } from '../format-json.ts';
import { blameFileAsync, readInput, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';
import { writeReviews } from '../write-reviews.ts';

const unitNames = ['mm', 'cm', 'm', 'in', 'ft'] as const;

interface ImportOptions {
  out: string;
  units?: (typeof unitNames)[number];
  layers?: string;
  level?: string;
  review?: boolean;
}

/** `diku import <drawing> -o plan.json`: drawing → plan with warnings. */
export function addImportCommand(program: Command): void {
  const command = program
    .command('import <drawing>')
    .description('drawing (DXF) → plan')
    .requiredOption('-o, --out <file>', 'the plan')
    .addOption(new Option('--units <unit>', 'unit of the drawing (default: recognised)').choices(unitNames))
    .option('--layers <file>', 'JSON: layer name → what it holds')
    .option('--level <id>', 'only this level')
    .option('--review', 'PNG per level beside the plan: the drawing with what was recognised over it');
  runAs<[string], ImportOptions>(command, async (session, options, path) => {
    checkWritable(options.out);
    const bytes = readInput(path);
    const layers = readLayers(options.layers);
    const imported = await blameFileAsync(path, () =>
      importDrawing(bytes, {
        fileName: basename(path),
        units: options.units,
        layers,
        level: options.level,
      }),
    );
    const stem = join(dirname(options.out), basename(options.out, extname(options.out)));
    if (options.review) {
      await writeReviews(imported, session.language, (name, png) => writeOutput(`${stem}-${name}`, png));
    }
    writeOutput(options.out, formatJson(imported.plan));
    const { source, levels, warnings } = imported;
    session.print({ source, levels, warnings }, levels.map(texts[session.language].level).join('\n'));
    for (const warning of warnings) {
      session.note(`${texts[session.language].warning}: ${warningText(warning, session.language)}`);
    }
    session.note(texts[session.language].written(options.out));
    return exitStatus.done;
  });
}

/** Layer name (or pattern with `*`) → what it holds. */
function readLayers(path: string | undefined): Record<string, string> | undefined {
  if (path === undefined) return undefined;
  const document = readJson(path);
  const entries = document !== null && typeof document === 'object' ? Object.entries(document) : [];
  if (entries.length > 0 && entries.every(([, value]) => typeof value === 'string')) {
    return document as Record<string, string>;
  }
  throw new CommandError(
    exitStatus.badInput,
    `${path}: found no layer table; expected { "layer": "wall", … }`,
  );
}
