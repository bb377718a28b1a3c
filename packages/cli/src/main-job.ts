import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  describeProblem,
  drawMaps,
  floorDxf,
  type PlacedPlan,
  type Plan,
  type PlanGarageOptions,
  type PlannedGarage,
  phraseText,
  planPdf,
  reportHtml,
  resultDocument,
} from '@diku/engine';
import {
  createFileNamer,
  type DocumentOptions,
  diagramDxf,
  diagramSvg,
  formatJson,
  planCsv,
  planXlsx,
} from '@diku/engine/documents';
import { carrierProfileRequirements } from '@diku/engine/plan';
import { pointBudgets, warningDocument } from '@diku/engine/workflow';
import type { Command } from 'commander';
import { type AcceptOptions, addAcceptOptions } from './accept-options.ts';
import { acceptanceOptions, addOptions, readCarriers } from './arguments.ts';
import { cliText } from './cli-text.ts';
import { documentFonts } from './document-font.ts';
import { help } from './help.ts';
import type { Jobs } from './jobs.ts';
import type { OutputFolder } from './output-folder.ts';
import { addPlacingOptions, type PlacingOptions, readPlacing, sectorsOption } from './placing-options.ts';
import { readCatalogue } from './read-catalogue.ts';
import { addScanOptions, type ImageArguments, readImage } from './read-image.ts';
import { type RequirementOptions, readOutdoor, readRequirements } from './read-requirements.ts';
import type { Session } from './session.ts';
import { writeMaps } from './write-maps.ts';
import { writeReviews } from './write-reviews.ts';

/** Options of the main job on the command line, whether for one garage or for many. */
export interface MainJobOptions extends RequirementOptions, ImageArguments, PlacingOptions, AcceptOptions {
  carriers?: string;
  resolution: number;
  model?: string;
  catalogue?: string;
  network: boolean;
  sectors?: PlanGarageOptions['sectors'];
  scenarios?: PlanGarageOptions['scenarios'];
  antennasForStates?: boolean;
}

export function addMainJobOptions(command: Command): void {
  command
    .option('--carriers <choice>', help('main-job.carriers'))
    .option('--no-network', help('main-job.no-network'))
    .addOption(sectorsOption());
  addPlacingOptions(command);
  addOptions(
    command,
    ...(['profile', 'ground-rsrp', 'confidence', 'resolution', 'model'] as const),
    ...(['scenarios', 'require-scenarios', 'survive', 'antennas-for-states', 'workers'] as const),
    ...acceptanceOptions,
  );
  addScanOptions(command);
  addAcceptOptions(command);
}

/** The options as the engine takes them. Status 64 or 65 where they, or a file that they name, make no sense for the garage. */
export function readMainJob(
  options: MainJobOptions,
  path: string,
  plan: Plan | undefined,
): Jobs['plan']['input']['options'] {
  const carriers = readCarriers(options.carriers);
  return {
    ...readPlacing(options, plan),
    carriers,
    ...readOutdoor(options, plan),
    requirements: {
      ...(options.carriers === undefined ? {} : carrierProfileRequirements(options.carriers)),
      ...readRequirements(options, plan?.requirements),
    },
    resolutionM: options.resolution,
    modelId: options.model,
    scenarios: options.scenarios,
    ...(options.antennasForStates ? { antennasForStates: true } : {}),
    network: options.network,
    sectors: options.sectors,
    catalogue: readCatalogue(options.catalogue),
    accept: { codes: options.accept ?? [], by: options.by, date: options.date },
    importOptions: { fileName: basename(path), page: options.page, image: readImage(path, options) },
  };
}

/** Who hears of what is written: notes for people, and which kind of file is begun. */
export interface WritingSession extends Pick<Session, 'language' | 'note'> {
  began?(step: 'maps' | 'reviews' | 'report' | 'documents'): void;
}

/** A garage whose job was given up before its prediction was done. */
export type UnfinishedGarage = PlacedPlan & Pick<PlannedGarage, 'ended'>;

/**
 * Every file of one garage. The same bytes for the same input: timing stays out of them.
 * @param isStopped whether to end with the files written by then, the plan and its verdict among them; default: never
 */
export async function writeMainJob(
  result: PlannedGarage,
  folder: OutputFolder,
  session: WritingSession,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const { imported, placement, prediction } = result;
  const { language: lang } = session;
  writePlanSoFar(result, folder);
  // Signals are heard between two steps.
  const goesOn = async () => {
    await setImmediate();
    return !isStopped();
  };
  if (!(await goesOn())) return;
  session.began?.('maps');
  const heatmaps = drawMaps(prediction, lang);
  if (!(await goesOn())) return;
  await writeMaps(prediction, heatmaps, folder);
  session.began?.('reviews');
  if (imported && (await goesOn())) await writeReviews(imported, lang, folder.write);
  if (!(await goesOn())) return;
  session.began?.('report');
  folder.write('report.html', reportHtml({ prediction, placement, imported, images: heatmaps, lang }));
  session.began?.('documents');
  if (await goesOn()) await writeDocuments(result, folder, session);
}

/** The plan and the document of what is known of it, which comes back. */
export function writePlanSoFar(
  result: PlannedGarage | UnfinishedGarage,
  folder: OutputFolder,
): Record<string, unknown> {
  const document = 'prediction' in result ? verdictDocument(result) : unfinishedDocument(result);
  folder.write('plan.diku.json', formatJson(result.plan));
  folder.write('verdict.json', formatJson(document));
  return document;
}

/** Document of a run without a prediction: nothing shows that the target is met. */
function unfinishedDocument({ plan, placement, ended }: UnfinishedGarage) {
  const { coverageRatio, confidence } = plan.requirements;
  const target = { coverageRatio, confidence, met: false };
  return { target, antennas: plan.antennas.length, placement, ended };
}

/** The contract's document of the main job, without timing. */
export function verdictDocument({
  prediction,
  handover,
  placement,
  imported,
  feed,
  ended,
}: PlannedGarage): ReturnType<typeof resultDocument> & Record<string, unknown> {
  const warnings = imported?.warnings;
  return {
    ...resultDocument(prediction),
    handover,
    placement,
    ...(ended === 'complete' ? {} : { ended }),
    ...feedDocument(feed),
    ...(warnings ? { import: { warnings: warnings.map(warningDocument) } } : {}),
  };
}

/** Attempts at a network, its assumptions, and why there is none; in English. */
function feedDocument(feed: PlannedGarage['feed']) {
  if (!feed) return {};
  const { attempts, design, problems = [] } = feed;
  return {
    networkAttempts: attempts,
    networkNotes: (design?.notes ?? []).map((note) => phraseText(note, 'en')),
    ...(problems.length > 0 ? { networkProblems: problems.map((each) => describeProblem(each)) } : {}),
  };
}

/** Drawings and tables of a predicted plan: of one without a network those that can be made without. */
async function writeDocuments(
  { prediction, handover }: PlannedGarage,
  folder: OutputFolder,
  session: Pick<Session, 'language' | 'note'>,
): Promise<void> {
  const { plan } = prediction;
  const budgets = await pointBudgets(prediction);
  // Workbook and drawings say the same of what is missed or open.
  const options: DocumentOptions = { lang: session.language, prediction, budgets, handover };
  if (plan.network?.sources?.length) {
    folder.write('bill.xlsx', planXlsx(plan, options));
    folder.write('bill.csv', planCsv(plan, 'bill', options));
    folder.write('ports.csv', planCsv(plan, 'ports', options));
    folder.write('diagram.svg', diagramSvg(plan, options));
    folder.write('diagram.dxf', diagramDxf(plan, options));
  }
  const nameFor = createFileNamer();
  for (const { id } of plan.levels) {
    folder.write(`${nameFor(`floor-${id}`)}.dxf`, floorDxf(plan, { ...options, levels: [id] }));
  }
  const { bytes, missing } = planPdf(plan, {
    ...options,
    fonts: await documentFonts(),
  });
  if (missing.length > 0)
    session.note(cliText(session.language, 'missing-characters', { list: missing.join(' ') }));
  folder.write('plan.pdf', bytes);
}
