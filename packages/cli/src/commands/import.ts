import { basename, dirname, extname, join } from 'node:path';
import {
  type ImportResult,
  InputError,
  type Language,
  parsePreset,
  phraseText,
  type ReadDrawing,
  readDrawing,
  recogniseDrawing,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { describeReasons, drawingSvg, formatJson } from '@diku/engine/documents';
import {
  type Doubt,
  type DrawingInspection,
  doubtDocument,
  drawingStage,
  entitiesStage,
  evidenceStage,
  findPreset,
  type ImportPreset,
  inspectDrawing,
  isUnitDisputed,
  presetNames,
  presetOfSettings,
  type SettingSources,
  sourceStage,
} from '@diku/engine/import';
import type { ImportedLevel } from '@diku/engine/plan';
import { importReasonsDocument, warningDocument } from '@diku/engine/workflow';
import { type Command, Option } from 'commander';
import { type AcceptOptions, acceptedPlan, addAcceptOptions } from '../accept-options.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { help, listWords } from '../help.ts';
import { answerSignals, endingAtOnceThroughout } from '../interrupts.ts';
import { type OutputFolder, openOutputFolder } from '../output-folder.ts';
import {
  addPointingOptions,
  noteParts,
  outlineLines,
  type PointingOptions,
  readPointing,
  unitLines,
} from '../pointing-options.ts';
import { addScanOptions, type ImageArguments, readImage } from '../read-image.ts';
import { blameFile, blameFileAsync, readInput, readJson } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { checkWritable, writeOutputs } from '../write-output.ts';
import { writeReviews } from '../write-reviews.ts';

const unitNames = ['mm', 'cm', 'm', 'in', 'ft'] as const;
/** More doubts than this are counted, not listed. */
const maxListed = 12;

interface ImportOptions extends ImageArguments, AcceptOptions, PointingOptions {
  out: string;
  units?: (typeof unitNames)[number];
  layers?: string;
  preset?: string;
  savePreset?: string;
  level?: string;
  review?: boolean;
  dump?: string;
}

/** `diku import <drawings...> -o plan.json`: a drawing, or one file per level of a map → plan with what was unsure. */
export function addImportCommand(program: Command): void {
  const command = program
    .command('import <drawings...>')
    .description(help('import.about'))
    .requiredOption('-o, --out <file>', help('import.out'))
    .addOption(new Option('--units <unit>', help('import.units')).choices(unitNames))
    .option('--layers <file>', help('import.layers'))
    .option('--preset <file|name>', help('import.preset', { list: listWords(presetNames) }))
    .option('--save-preset <file>', help('import.save-preset'))
    .option('--level <id>', help('import.level'))
    .option('--review', help('import.review'))
    .option('--dump <dir>', help('import.dump'));
  addPointingOptions(command);
  addScanOptions(command);
  addAcceptOptions(command);
  runAs<[string[]], ImportOptions>(command, async (session, options, paths) => {
    checkWritable(options.out);
    if (options.savePreset !== undefined) checkWritable(options.savePreset);
    const files = paths.map((path) => ({ bytes: readInput(path), fileName: basename(path) }));
    const sources: SettingSources = {
      units: options.units,
      layers: readLayers(options.layers),
      preset: readPreset(options.preset),
      corrections: readPointing(options, options.level),
    };
    const importing = () => importFiles(files, sources, { options, paths }, session);
    // Stages are written while it goes on: only where there are none may a signal end the process by itself.
    const { imported, read, finishStages } = await (options.dump === undefined
      ? endingAtOnceThroughout(importing)
      : importing());
    await answerSignals();
    const outputs: { path: string; content: string | Uint8Array }[] = [];
    if (options.review) {
      const stem = join(dirname(options.out), basename(options.out, extname(options.out)));
      await writeReviews(imported, session.language, (name, content) => {
        outputs.push({ path: `${stem}-${name}`, content });
      });
    }
    if (options.savePreset !== undefined) {
      const { evidence, plan } = imported;
      const metresPerUnit = plan.levels[0].source?.metresPerUnit;
      const seen = metresPerUnit === undefined ? undefined : { read, evidence, metresPerUnit };
      const preset = presetOfSettings(sources, undefined, seen);
      outputs.push({ path: options.savePreset, content: formatJson(preset) });
    }
    const planFile = { path: options.out, content: formatJson(imported.plan) };
    writeOutputs([...outputs, planFile], finishStages);
    printImport(imported, session);
    session.note(cliText(session.language, 'written', { path: options.out }));
    return exitStatus.done;
  });
}

/** Imports the drawings; with every stage where that is asked for. */
async function importFiles(
  files: readonly { bytes: Uint8Array; fileName: string }[],
  sources: SettingSources,
  { options, paths }: { options: ImportOptions; paths: readonly string[] },
  session: Session,
): Promise<{ imported: ImportResult; read: ReadDrawing; finishStages(): void }> {
  const { monitor } = session;
  const [{ fileName }] = files;
  const dump = options.dump === undefined ? undefined : openOutputFolder(options.dump, 'import');
  const { imported, read } = await blameFileAsync(paths.join(', '), async () => {
    const drawing = await readDrawing(files, {
      monitor,
      page: options.page,
      image: readImage(paths[0], options),
    });
    const settings = { ...sources, fileName, level: options.level, monitor };
    try {
      const recognised = recogniseOrDump(drawing, dump, () => recogniseDrawing(drawing, settings));
      return { imported: recognised, read: drawing };
    } catch (error) {
      if (error instanceof InputError) {
        notePages(drawing.pages, session);
        noteInspection(inspectDrawing(drawing, settings), session);
      }
      throw error;
    }
  });
  const plan = acceptedPlan(imported.plan, options);
  return { imported: { ...imported, plan }, read, finishStages: () => dump?.finish() };
}

/** Tells of a refused drawing what can be chosen in it, and what speaks for which unit. */
function noteInspection({ units, parts, outlines }: DrawingInspection, session: Session): void {
  noteParts(parts, session);
  for (const line of [...unitLines(units, session.language), ...outlineLines(outlines, session.language)]) {
    session.note(line);
  }
}

/** A drawing that is refused leaves the stages that were reached. */
function recogniseOrDump(
  read: ReadDrawing,
  dump: OutputFolder | undefined,
  recognise: () => ImportResult,
): ImportResult {
  if (!dump) return recognise();
  writeReadStages(read, dump);
  try {
    const imported = recognise();
    writeImportStages(imported, dump);
    return imported;
  } catch (error) {
    dump.finish();
    throw error;
  }
}

function printImport(imported: ImportResult, session: Session): void {
  const { plan, source, units, levels, parts, outlines, pages, doubts, warnings } = imported;
  const { language } = session;
  const isUnitOpen = isUnitDisputed(units) || doubts.some(({ kind }) => kind === 'unit');
  const more = doubts.length - maxListed;
  const listed = [
    doubts.length === 0
      ? cliText(language, 'doubts-none')
      : cliText(language, 'doubts', { count: doubts.length }),
    ...doubts.slice(0, maxListed).map((doubt) => doubtLine(doubt, language)),
    ...(more > 0 ? [cliText(language, 'doubts-more', { count: more })] : []),
  ];
  session.print(
    {
      source,
      units: unitsDocument(units),
      levels,
      parts,
      outlines,
      pages: pages?.map(({ thumbnail: _, ...page }) => page),
      doubts: doubts.map(doubtDocument),
      warnings: warnings.map(warningDocument),
      ...importReasonsDocument(plan),
    },
    [
      ...levels.map((level) => levelLine(level, language)),
      ...describeReasons(plan, language),
      ...listed,
      ...(isUnitOpen ? unitLines(units, language) : []),
      ...outlineLines(outlines, language),
    ].join('\n'),
  );
  notePages(pages, session);
  for (const { said } of warnings) {
    session.note(cliText(language, 'note', { note: phraseText(said, language) }));
  }
}

/** The unit as documents have it, with what speaks for it and against it. */
function unitsDocument(units: ImportResult['units']): object {
  const { warning: _, votes = [], ...unit } = units;
  return { ...unit, isDisputed: isUnitDisputed(units), votes };
}

/** Tells the pages of a document of several, to choose one of with `--page`. */
function notePages(pages: ImportResult['pages'], { note, language }: Session): void {
  if (!pages) return;
  note(cliText(language, 'pages', { count: pages.length }));
  for (const { page, sizeMm, lines, texts, isImage, title } of pages) {
    const [width, height] = sizeMm;
    const held = isImage
      ? cliText(language, 'page-image')
      : cliText(language, 'page-drawn', { lines, texts });
    const said = { page, width, height, held };
    note(
      title === undefined
        ? cliText(language, 'page', said)
        : cliText(language, 'page-titled', { ...said, title }),
    );
  }
}

function levelLine(
  { id, areaM2, wallLengthM, walls, columns, openings, bays, points, facilities }: ImportedLevel,
  language: Language,
): string {
  return cliText(language, 'level', {
    ...{ level: id, areaM2: areaM2.toFixed(0), wallLengthM: wallLengthM.toFixed(0) },
    ...{ walls, columns, openings, bays, points, facilities },
  });
}

function doubtLine({ confidence, subject, reason }: Doubt, language: Language): string {
  const percent = Math.round(100 * confidence);
  return cliText(language, 'doubt', {
    percent,
    subject: phraseText(subject, language),
    reason: phraseText(reason.said, language),
  });
}

/** The stages before anything is recognised: what the file says and what was read of it. */
function writeReadStages(read: ReadDrawing, folder: OutputFolder): void {
  folder.write('1-source.json', formatJson(sourceStage(read)));
  folder.write('2-entities.json', formatJson(entitiesStage(read)));
}

/** The flattened drawing, what was recognised in it and why, and the plan. */
function writeImportStages(imported: ImportResult, folder: OutputFolder): void {
  folder.write('3-drawing.json', formatJson(drawingStage(imported)));
  folder.write('3-drawing.svg', drawingSvg(imported.drawings));
  folder.write('4-evidence.json', formatJson(evidenceStage(imported)));
  folder.write('5-plan.json', formatJson(imported.plan));
}

/** Layer name (or pattern with `*`) → what it holds. */
function readLayers(path: string | undefined): Record<string, string> | undefined {
  if (path === undefined) return undefined;
  const document = readJson(path);
  const entries = document !== null && typeof document === 'object' ? Object.entries(document) : [];
  if (entries.length > 0 && entries.every(([, value]) => typeof value === 'string')) {
    return document as Record<string, string>;
  }
  const expected = '{ "layer": "wall", … }';
  throw problemError(exitStatus.badInput, { at: path, found: say('no-layer-table'), expected });
}

/** A preset that comes with the program by its name, or one of a file. */
function readPreset(nameOrPath: string | undefined): ImportPreset | undefined {
  if (nameOrPath === undefined) return undefined;
  if (presetNames.includes(nameOrPath)) return findPreset(nameOrPath);
  if (!/[./\\]/.test(nameOrPath)) return findPreset(nameOrPath);
  return blameFile(nameOrPath, () => parsePreset(readJson(nameOrPath)));
}
