import {
  describeProblem,
  InputError,
  type Plan,
  type Prediction,
  phraseText,
  resultDocument,
} from '@diku/engine';
import {
  type AsBuilt,
  type BuiltPlan,
  builtPlan,
  compareBuilt,
  designedPlan,
  matchPhotos,
  type RecordDoubt,
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
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { openOutputFolder } from '../output-folder.ts';
import { hashPhotos } from '../photo-folder.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { blameFile, blameFileAsync, readInput } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { noteFolder, runAs, type Session } from '../session.ts';

interface AsBuiltOptions extends RequirementOptions, AcceptOptions {
  out: string;
  antennas: string;
  cables?: string;
  devices?: string;
  tests?: string;
  photos?: string;
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
    .requiredOption('-o, --out <folder>', help('as-built.out'))
    .option('--catalogue <file>', help('network.catalogue'));
  addOptions(
    command,
    ...(['confidence', 'profile', 'ground-rsrp', 'resolution', 'model', 'formula', 'workers'] as const),
    ...acceptanceOptions,
  );
  addAcceptOptions(command);
  runAs<[string], AsBuiltOptions>(command, async (session, options, path) => {
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

/** Reads the tables and photos of a contractor and makes the built plan. Status 65 with the rows that contradict the plan. */
async function readRecord(
  path: string,
  plan: Plan,
  { antennas, cables, devices, tests, photos, catalogue: cataloguePath }: AsBuiltOptions,
  session: Session,
): Promise<{ built: BuiltPlan; doubts: FileDoubt[] }> {
  const doubts: FileDoubt[] = [];
  const read = async <Row>(
    file: string,
    work: (bytes: Uint8Array) => Promise<{ rows: Row[]; doubts: RecordDoubt[] }>,
  ): Promise<Row[]> => {
    const bytes = readInput(file);
    const { rows, doubts: found } = await blameFileAsync(file, () => listingProblems(session, work(bytes)));
    doubts.push(...found.map((doubt) => ({ ...doubt, file })));
    return rows;
  };
  const catalogue = readCatalogue(cataloguePath);
  const hung = await read(antennas, (bytes) => readBuiltAntennas(bytes, plan));
  const installed =
    devices === undefined
      ? undefined
      : await read(devices, (bytes) => readBuiltDevices(bytes, plan, { catalogue }));
  const located = { antennas: hung, ...(installed ? { devices: installed } : {}) };
  const routed =
    cables === undefined
      ? undefined
      : await read(cables, (bytes) => readBuiltCables(bytes, plan, { ...located, catalogue }));
  const record = {
    antennas: hung,
    ...(routed ? { cables: routed } : {}),
    ...(installed ? { devices: installed } : {}),
  };
  const first = blameFile(path, () => builtPlan(plan, record, { catalogue }));
  // Branches are those that were built.
  const measured =
    tests === undefined ? undefined : await read(tests, (bytes) => readBuiltTests(bytes, first.plan));
  const hashed = photos === undefined ? undefined : hashPhotos(photos, session);
  const whole = {
    ...record,
    ...(measured ? { tests: measured } : {}),
    ...(hashed ? { photos: matchPhotos(hashed, first.plan) } : {}),
  };
  return { built: blameFile(path, () => builtPlan(plan, whole, { catalogue })), doubts };
}

const maxProblems = 50;

/** The error says the first problem; who corrects a table wants to see them all. */
async function listingProblems<Result>(session: Session, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof InputError) {
      for (const problem of error.said.slice(1, maxProblems)) {
        session.note(describeProblem(problem, session.language));
      }
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
    community: asBuilt.plan.community,
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
