import { basename } from 'node:path';
import {
  carrierProfileRequirements,
  describeProblem,
  drawMaps,
  formatJson,
  type Plan,
  type PlanGarageOptions,
  type PlannedGarage,
  phraseText,
  reportHtml,
  resultDocument,
} from '@diku/engine';
import type { Command } from 'commander';
import { type AcceptOptions, addAcceptOptions } from './accept-options.ts';
import { acceptanceOptions, addOptions, readCarriers } from './arguments.ts';
import type { Jobs } from './jobs.ts';
import { addPlacingOptions, type PlacingOptions, readPlacing } from './placing-options.ts';
import { readCatalogue } from './read-catalogue.ts';
import { addPictureOptions, type PictureArguments, readPicture } from './read-picture.ts';
import { type RequirementOptions, readOutdoor, readRequirements } from './read-requirements.ts';
import type { Session } from './session.ts';
import { writeMaps } from './write-maps.ts';
import type { OutputFolder } from './write-output.ts';
import { writePapers } from './write-papers.ts';
import { writeReviews } from './write-reviews.ts';

/** What the command line asks of the main job, whether of one garage or of many. */
export interface MainJobOptions extends RequirementOptions, PictureArguments, PlacingOptions, AcceptOptions {
  carriers?: string;
  resolution: number;
  model?: string;
  catalogue?: string;
  network: boolean;
  scenarios?: PlanGarageOptions['scenarios'];
}

export function addMainJobOptions(command: Command): void {
  command
    .option(
      '--carriers <choice>',
      'lte, gsm-lte, lte-nr, gsm-lte-nr (with nr every carrier must reach the ratio), or a JSON file (default: the plan’s own, or lte)',
    )
    .option('--no-network', 'antennas without a feeder network');
  addPlacingOptions(command);
  addOptions(
    command,
    ...(['profile', 'ground-rsrp', 'confidence', 'resolution', 'model'] as const),
    ...(['scenarios', 'require-scenarios', 'workers'] as const),
    ...acceptanceOptions,
  );
  addPictureOptions(command);
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
    network: options.network,
    catalogue: readCatalogue(options.catalogue),
    accept: { codes: options.accept ?? [], by: options.by, date: options.date },
    importOptions: { fileName: basename(path), picture: readPicture(path, options) },
  };
}

/** Every file of one garage. The same bytes for the same input: timing stays out of them. */
export async function writeMainJob(
  result: PlannedGarage,
  folder: OutputFolder,
  session: Pick<Session, 'language' | 'note'>,
): Promise<void> {
  const { plan, imported, placement, prediction } = result;
  folder.write('plan.diku.json', formatJson(plan));
  folder.write('verdict.json', formatJson(verdictDocument(result)));
  const pictures = drawMaps(prediction, session.language);
  await writeMaps(prediction, pictures, folder);
  if (imported) await writeReviews(imported, session.language, folder.write);
  folder.write(
    'report.html',
    reportHtml({ prediction, placement, imported, pictures, lang: session.language }),
  );
  await writePapers(prediction, folder, session);
}

/** The contract's document of the main job, without timing. */
export function verdictDocument({
  prediction,
  placement,
  imported,
  feed,
  ended,
}: PlannedGarage): ReturnType<typeof resultDocument> & Record<string, unknown> {
  const warnings = imported?.warnings;
  return {
    ...resultDocument(prediction),
    placement,
    ...(ended === 'complete' ? {} : { ended }),
    ...feedDocument(feed),
    ...(warnings ? { import: { warnings } } : {}),
  };
}

/** How often the network was tried, what it rests on, and why there is none; in English. */
function feedDocument(feed: PlannedGarage['feed']) {
  if (!feed) return {};
  const { attempts, design, problems = [] } = feed;
  return {
    networkAttempts: attempts,
    networkNotes: (design?.notes ?? []).map((note) => phraseText(note, 'en')),
    ...(problems.length > 0 ? { networkProblems: problems.map((each) => describeProblem(each)) } : {}),
  };
}
