import {
  createPlainSolver,
  createSimdKernel,
  type Phrase,
  type Plan,
  planProfile,
  resultDocument,
  verdictTable,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { noteText } from '@diku/engine/documents';
import { planModel, planNotes, type RasterQuantity, rasterQuantities, unfedNotes } from '@diku/engine/radio';
import { findNoiseRise, tracePointSignals, tracePoints } from '@diku/engine/workflow';
import { type Command, Option } from 'commander';
import { type CsvError, parse } from 'csv-parse/sync';
import { addAcceptOptions } from '../accept-options.ts';
import { acceptanceOptions, addOptions } from '../arguments.ts';
import { derivedFields, noteRemedy, noteStale } from '../derived-parts.ts';
import { describeNetwork } from '../describe-network.ts';
import { CommandError, exitStatus, problemError, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { notePlanWarnings } from '../note-plan-warnings.ts';
import { openOutputFolder } from '../output-folder.ts';
import { blameFile, blameFileAsync, readText } from '../read-input.ts';
import { readPlanFor } from '../read-requirements.ts';
import { type PredictionOptions, runPrediction } from '../run-prediction.ts';
import { noteFolder, runAs, type Session } from '../session.ts';
import { writeQuantities } from '../write-maps.ts';

/** One row of `--points`: metres in the plan's frame, z above the level's floor. */
interface PointRow {
  x: number;
  y: number;
  z: number;
  level: string;
}

const columns = ['x', 'y', 'z', 'level'] as const;
const maxRows = 200_000;

interface PredictOptions extends PredictionOptions {
  out?: string;
  points?: string;
  carrier?: string;
  quantity: RasterQuantity[];
}

/** `diku predict <plan.json>`: fields and coverage for the antennas in the plan. */
export function addPredictCommand(program: Command): void {
  const command = program
    .command('predict <plan>')
    .description(help('predict.about'))
    .option('-o, --out <folder>', help('predict.out'))
    .addOption(
      new Option('--quantity <names>', help('predict.quantity', { list: listQuantities() }))
        .default(['rsrp'], 'rsrp')
        .argParser(readQuantities),
    )
    .option('--points <file>', help('predict.points'))
    .option('--carrier <id>', help('predict.carrier'));
  addOptions(command, 'resolution', 'model', 'formula', 'profile', 'ground-rsrp', 'confidence', 'workers');
  addOptions(command, ...acceptanceOptions);
  addAcceptOptions(command);
  runAs<[string], PredictOptions>(command, async (session, options, path) => {
    if (options.points !== undefined) return predictPoints(path, options.points, options, session);
    const folder = options.out === undefined ? undefined : openOutputFolder(options.out, 'predict');
    const prediction = await runPrediction(path, options, session);
    if (folder && options.out !== undefined) {
      await writeQuantities(prediction, options.quantity, session.language, folder);
      noteFolder(session, options.out, folder.finish());
    }
    notePlanWarnings(prediction.plan, path, session);
    const document = { ...resultDocument(prediction), timing: { totalS: session.now() } };
    const { language, columns } = session;
    const lines = [verdictTable(prediction, language, columns), ...describeNetwork(prediction.plan, session)];
    session.print(document, lines.join('\n'));
    noteRemedy(path, prediction.plan, session);
    return exitStatus.done;
  });
}

function listQuantities(): string {
  return rasterQuantities.map(({ id }) => id).join(', ');
}

function readQuantities(text: string): RasterQuantity[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  for (const name of names) {
    if (rasterQuantities.some(({ id }) => id === name)) continue;
    throw usageError('--quantity', `"${name}"`, say('one-of', { list: listQuantities() }));
  }
  return names as RasterQuantity[];
}

async function predictPoints(
  path: string,
  pointsPath: string,
  options: PredictOptions,
  session: Session,
): Promise<typeof exitStatus.done> {
  const plan = await readPlanFor(path, options);
  const model = blameFile(path, () => planModel(plan, options.model));
  const rows = readPoints(pointsPath);
  const linked = { carrierId: options.carrier, modelId: options.model };
  const solver = createPlainSolver(createSimdKernel());
  const noiseRiseDb = await blameFileAsync(pointsPath, () => findNoiseRise(plan, { ...linked, solver }));
  const linkOptions = { ...linked, noiseRiseDb };
  const links = blameFile(pointsPath, () => tracePoints(plan, rows, linkOptions));
  const signals = tracePointSignals(plan, rows, linkOptions);
  const points = rows.map((row, index) => ({
    ...row,
    signal: signals[index],
    links: links[index].map(({ carrier, pathLossDb, rsrpDbm, budgets }, antenna) => {
      const { downlink, uplink } = budgets;
      return {
        ...{ antenna: plan.antennas[antenna].id, carrier, pathLossDb, rsrpDbm },
        ...{ sinrDb: downlink.sinrDb, uplinkMarginDb: uplink.marginDb },
      };
    }),
  }));
  const lines = points.flatMap((point) =>
    point.links.map((link) =>
      [
        ...[point.x, point.y, point.z, point.level, link.antenna, link.pathLossDb.toFixed(2)],
        ...[link.rsrpDbm.toFixed(2), link.sinrDb.toFixed(2), link.uplinkMarginDb.toFixed(2)],
      ].join('\t'),
    ),
  );
  const notes = [
    ...unfedNotes(plan),
    ...planNotes(linkedPlan(plan, options.carrier), model, planProfile(plan)),
  ];
  noteStale(path, plan, session);
  for (const note of notes) session.note(noteText(note, session.language));
  session.print(
    { model: model.id, notes, ...derivedFields(plan), points },
    ['x\ty\tz\tlevel\tantenna\tpathLossDb\trsrpDbm\tsinrDb\tuplinkMarginDb', ...lines].join('\n'),
  );
  return exitStatus.done;
}

/** The plan with the one carrier that its points are traced for. */
function linkedPlan(plan: Plan, carrierId: string | undefined): Plan {
  const [first] = plan.carriers;
  return { ...plan, carriers: plan.carriers.filter(({ id }) => id === (carrierId ?? first.id)) };
}

/** A CSV with the columns x, y, z, level in any order; others are ignored. Status 65 names the line. */
function readPoints(path: string): PointRow[] {
  const refuse = (at: Phrase, found: string | Phrase, expected: string | Phrase) =>
    problemError(exitStatus.badInput, { at: say('file-place', { file: path, at }), found, expected });
  const line = (number: number) => say('line', { line: number });
  let rows: { info: { lines: number }; record: Record<string, string> }[];
  try {
    rows = parse(readText(path), {
      columns: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      to: maxRows + 1,
    });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw refuse(line(Number((error as CsvError).lines ?? 1)), (error as Error).message, 'CSV');
  }
  if (rows.length === 0)
    throw refuse(line(1), say('no-rows'), say('header-and-rows', { list: columns.join(', ') }));
  if (rows.length > maxRows)
    throw refuse(line(maxRows + 2), say('more-rows'), say('at-most', { most: maxRows }));
  const missing = columns.filter((column) => !(column in rows[0].record));
  if (missing.length > 0)
    throw refuse(line(1), say('no-column', { list: missing.join(', ') }), columns.join(','));
  return rows.map(({ info, record }) => {
    for (const column of ['x', 'y', 'z'] as const) {
      if (record[column] === '' || !Number.isFinite(Number(record[column]))) {
        throw refuse(
          say('line-of-column', { line: info.lines, column }),
          `"${record[column]}"`,
          say('number-in-metres'),
        );
      }
    }
    return { x: Number(record.x), y: Number(record.y), z: Number(record.z), level: record.level };
  });
}
