import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  describeProblem,
  InputError,
  type Plan,
  type Prediction,
  phraseText,
  resultDocument,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type AsBuilt,
  type BuiltPlan,
  builtPlan,
  compareBuilt,
  designedPlan,
  matchPhotos,
  proposeRecordColumns,
  type RecordDoubt,
  type RecordOptions,
  readBuiltAntennas,
  readBuiltCables,
  readBuiltDevices,
  readBuiltTests,
} from '@diku/engine/design';
import { asBuiltText, formatJson } from '@diku/engine/documents';
import { phraseDocument } from '@diku/engine/plan';
import { storeVerdict } from '@diku/engine/radio';
import type { Command } from 'commander';
import { type AcceptOptions, acceptedPlan, addAcceptOptions } from '../accept-options.ts';
import { acceptanceOptions, addOptions } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { openOutputFolder } from '../output-folder.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { badInput, blameFile, blameFileAsync, readInput, readJson } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { noteFolder, runAs, type Session } from '../session.ts';
import { sha256 } from '../sha256.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface AsBuiltOptions extends RequirementOptions, AcceptOptions {
  out: string;
  antennas: string;
  cables?: string;
  devices?: string;
  tests?: string;
  photos?: string;
  columns?: string;
  saveColumns?: string;
  catalogue?: string;
  resolution: number;
  workers: number;
}

/** `diku as-built <plan.json> --antennas FILE … -o DIR`: what was built beside what was designed; status 0 accepted, 1 not. */
export function addAsBuiltCommand(program: Command): void {
  const command = program
    .command('as-built <plan>')
    .description(help('as-built.about'))
    .requiredOption('--antennas <table>', help('as-built.antennas'))
    .option('--cables <table>', help('as-built.cables'))
    .option('--devices <table>', help('as-built.devices'))
    .option('--tests <table>', help('as-built.tests'))
    .option('--photos <folder>', help('as-built.photos'))
    .option('--columns <file>', help('as-built.columns'))
    .option('--save-columns <file>', help('as-built.save-columns'))
    .requiredOption('-o, --out <folder>', help('as-built.out'))
    .option('--catalogue <file>', help('network.catalogue'));
  addOptions(
    command,
    ...(['confidence', 'profile', 'ground-rsrp', 'resolution', 'model', 'formula', 'workers'] as const),
    ...acceptanceOptions,
  );
  addAcceptOptions(command);
  runAs<[string], AsBuiltOptions>(command, async (session, options, path) => {
    if (options.saveColumns !== undefined) checkWritable(options.saveColumns);
    const plan = acceptedPlan(await readPlanFor(path, options), options);
    const { built, doubts } = await readRecord(path, plan, options, session);
    const folder = openOutputFolder(options.out, 'as-built');
    const predict = (each: Plan) => predictAs(path, each, options, session);
    const designed = await predict(designedPlan(plan));
    const asBuilt = await predict(built.plan);
    const found = compareBuilt({ designed, built: asBuilt });
    const document = builtDocument({ designed, asBuilt, found, doubts, notes: built.notes });
    folder.write('plan.diku.json', formatJson(storeVerdict(built.plan, asBuilt)));
    folder.write('as-built.json', formatJson(document));
    const finished = folder.finish();
    const { language, columns } = session;
    const lines = [asBuiltText(found, asBuilt, language, columns), ...describeDoubts(doubts, built, session)];
    session.print({ ...document, timing: { totalS: session.now() } }, lines.join('\n'));
    noteFolder(session, options.out, finished);
    return found.status === 'accepted' ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** A doubt and the file that it is of. */
interface FileDoubt extends RecordDoubt {
  file: string;
}

/** Maps of columns by the table that they are of. */
type RecordMaps = Partial<Record<'antennas' | 'cables' | 'devices' | 'tests', unknown>>;

/** Reads the tables and photos of a contractor and makes the built plan. Status 65 with the rows that contradict the plan. */
async function readRecord(
  path: string,
  plan: Plan,
  options: AsBuiltOptions,
  session: Session,
): Promise<{ built: BuiltPlan; doubts: FileDoubt[] }> {
  const { antennas, cables, devices, tests, photos, catalogue: cataloguePath } = options;
  const doubts: FileDoubt[] = [];
  const maps = options.columns === undefined ? {} : (readJson(options.columns) as RecordMaps);
  await saveColumns(options, session);
  const read = async <Row>(
    name: keyof RecordMaps,
    file: string,
    work: (bytes: Uint8Array, given: RecordOptions) => Promise<{ rows: Row[]; doubts: RecordDoubt[] }>,
  ): Promise<Row[]> => {
    const bytes = readInput(file);
    const columns = maps?.[name];
    const given = columns === undefined ? {} : { columns };
    const proposed = async () => ({ [name]: await proposeRecordColumns(bytes) });
    const { rows, doubts: found } = await blameFileAsync(file, () =>
      listingProblems(session, work(bytes, given), proposed),
    );
    doubts.push(...found.map((doubt) => ({ ...doubt, file })));
    return rows;
  };
  const catalogue = readCatalogue(cataloguePath);
  const hung = await read('antennas', antennas, (bytes, given) => readBuiltAntennas(bytes, plan, given));
  const installed =
    devices === undefined
      ? undefined
      : await read('devices', devices, (bytes, given) =>
          readBuiltDevices(bytes, plan, { catalogue, ...given }),
        );
  const located = { antennas: hung, ...(installed ? { devices: installed } : {}) };
  const routed =
    cables === undefined
      ? undefined
      : await read('cables', cables, (bytes, given) =>
          readBuiltCables(bytes, plan, { ...located, catalogue, ...given }),
        );
  const record = {
    antennas: hung,
    ...(routed ? { cables: routed } : {}),
    ...(installed ? { devices: installed } : {}),
  };
  const first = blameFile(path, () => builtPlan(plan, record, { catalogue }));
  // Branches are those that were built.
  const measured =
    tests === undefined
      ? undefined
      : await read('tests', tests, (bytes, given) => readBuiltTests(bytes, first.plan, given));
  const hashed = photos === undefined ? undefined : hashPhotos(photos, session);
  const whole = {
    ...record,
    ...(measured ? { tests: measured } : {}),
    ...(hashed ? { photos: matchPhotos(hashed, first.plan) } : {}),
  };
  return { built: blameFile(path, () => builtPlan(plan, whole, { catalogue })), doubts };
}

/** `--save-columns`: what the columns of each table are taken for. */
async function saveColumns(
  { saveColumns: path, antennas, cables, devices, tests }: AsBuiltOptions,
  session: Session,
): Promise<void> {
  if (path === undefined) return;
  const maps: RecordMaps = {};
  for (const [name, file] of Object.entries({ antennas, cables, devices, tests })) {
    if (file === undefined) continue;
    maps[name as keyof RecordMaps] = await blameFileAsync(file, () => proposeRecordColumns(readInput(file)));
  }
  writeOutput(path, formatJson(maps));
  session.note(cliText(session.language, 'written', { path }));
}

const maxProblems = 50;

/** The error says the first problem; who corrects a table wants to see them all. */
async function listingProblems<Result>(
  session: Session,
  work: Promise<Result>,
  proposed: () => Promise<unknown>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof InputError) {
      for (const problem of error.said.slice(1, maxProblems)) {
        session.note(describeProblem(problem, session.language));
      }
      session.note(cliText(session.language, 'existing.columns'));
      session.note(formatJson(await proposed()));
    }
    throw error;
  }
}

function predictAs(path: string, plan: Plan, options: AsBuiltOptions, session: Session): Promise<Prediction> {
  const { resolution: resolutionM, model: modelId, workers: workerCount } = options;
  const input = { plan, options: { resolutionM, modelId, scenarios: 'required' as const } };
  return blameFileAsync(path, () => runJob({ name: 'predict', input, workerCount }, session));
}

/** The contract's document of the built plan, with that of the designed one beside it. */
function builtDocument(given: {
  designed: Prediction;
  asBuilt: Prediction;
  found: AsBuilt;
  doubts: readonly FileDoubt[];
  notes: BuiltPlan['notes'];
}) {
  const { designed, asBuilt, found, doubts, notes } = given;
  const { target, operators } = designed.assessment;
  return {
    ...resultDocument(asBuilt),
    designed: { target, operators },
    asBuilt: {
      ...found,
      failures: found.failures.map(phraseDocument),
      gaps: found.gaps.map(phraseDocument),
      notes: notes.map(phraseDocument),
      doubts: doubts.map(({ file, at, text }) => ({
        file,
        at: phraseText(at, 'en'),
        ...phraseDocument(text),
      })),
    },
  };
}

function describeDoubts(doubts: readonly FileDoubt[], { notes }: BuiltPlan, { language }: Session): string[] {
  if (doubts.length + notes.length === 0) return [];
  return [
    '',
    cliText(language, 'as-built.doubts'),
    ...doubts.map(({ file, at, text }) =>
      cliText(language, 'as-built.doubt', {
        ...{ file, at: phraseText(at, language) },
        text: phraseText(text, language),
      }),
    ),
    ...notes.map((note) => cliText(language, 'as-built.note', { text: phraseText(note, language) })),
  ];
}

const photoEndings = /\.(jpe?g|png|heic|heif|webp|tiff?|bmp)$/i;

/**
 * Photos in a folder and the folders in it, by name, with their hashes; nothing is copied. Statuses: 66 where there is no such folder,
 * 65 where it is a file.
 */
function hashPhotos(folder: string, session: Session): { file: string; sha256: string }[] {
  const names = listFiles(folder);
  const photos = names.filter((name) => photoEndings.test(name));
  const others = names.length - photos.length;
  if (others > 0) session.note(cliText(session.language, 'as-built.other-files', { folder, count: others }));
  return photos.map((file) => ({ file, sha256: sha256(readInput(join(folder, file))) }));
}

function listFiles(folder: string): string[] {
  try {
    if (!statSync(folder).isDirectory()) {
      throw badInput(folder, say('file'), say('a-file'), say('a-folder'));
    }
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'))
      .sort();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      exitStatus.inputNotFound,
      cliText('en', 'input.no-folder', { path: folder }),
      (language) => cliText(language, 'input.no-folder', { path: folder }),
    );
  }
}
