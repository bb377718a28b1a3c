import { basename } from 'node:path';
import {
  carrierProfileRequirements,
  describeProblem,
  drawMaps,
  type Plan,
  type PlanGarageOptions,
  type PlannedGarage,
  phraseText,
  reportHtml,
  resultDocument,
  verdictTable,
  warningText,
} from '@diku/engine';
import type { Command } from 'commander';
import { addOptions, readCarriers } from '../arguments.ts';
import { describeFeed } from '../describe-network.ts';
import { describePlacement } from '../describe-placement.ts';
import { exitStatus } from '../exit-status.ts';
import { formatJson } from '../format-json.ts';
import { addPlacingOptions, type PlacingOptions, readPlacing } from '../placing-options.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { readGarage } from '../read-garage.ts';
import { blameFileAsync } from '../read-input.ts';
import { addPictureOptions, type PictureArguments, readPicture } from '../read-picture.ts';
import { type RequirementOptions, readOutdoor, readRequirements } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs, type Session } from '../session.ts';
import { texts } from '../texts.ts';
import { writeMaps } from '../write-maps.ts';
import { type OutputFolder, openOutputFolder } from '../write-output.ts';
import { writePapers } from '../write-papers.ts';
import { writeReviews } from '../write-reviews.ts';

interface PlanOptions extends RequirementOptions, PictureArguments, PlacingOptions {
  out: string;
  carriers?: string;
  resolution: number;
  model?: string;
  workers: number;
  catalogue?: string;
  network: boolean;
  scenarios?: PlanGarageOptions['scenarios'];
}

/**
 * `diku plan <drawing|plan> -o DIR`: the main job; status 0 target met, 1 not met, 130 interrupted, with the best plan so far
 * written where there was one.
 */
export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan <input>')
    .description('the main job: drawing (DXF) or plan → antennas, coverage, verdict, report')
    .requiredOption('-o, --out <folder>', 'where the results go')
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
  );
  addPictureOptions(command);
  runAs<[string], PlanOptions>(command, async (session, options, path) => {
    const garage = readGarage(path);
    const planned = 'plan' in garage ? garage.plan : undefined;
    const input = { garage, options: readOptions(options, path, planned) };
    const folder = openOutputFolder(options.out);
    const { timeLimit: limitS, workers: workerCount } = options;
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'plan', input, workerCount, limitS }, session),
    );
    await writeResults(result, folder, session);
    const names = folder.finish();
    const timing = { ...result.timing, totalS: session.now() };
    session.print({ ...verdictDocument(result), timing }, describeResult(result, session, options.objective));
    session.note(texts[session.language].filesIn(options.out, names));
    if (result.ended === 'cancelled') return exitStatus.interrupted;
    return result.prediction.assessment.target.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

function readOptions(options: PlanOptions, path: string, plan: Plan | undefined) {
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
    importOptions: { fileName: basename(path), picture: readPicture(path, options) },
  };
}

/** The same bytes for the same input: timing stays out of the files. */
async function writeResults(result: PlannedGarage, folder: OutputFolder, session: Session): Promise<void> {
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

function verdictDocument({ prediction, placement, imported, feed, ended }: PlannedGarage) {
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

function describeResult(
  result: PlannedGarage,
  { language }: Session,
  objective: PlacingOptions['objective'],
): string {
  const { prediction, placement, imported, feed } = result;
  const warnings = (imported?.warnings ?? []).map(
    (warning) => `${texts[language].warning}: ${warningText(warning, language)}`,
  );
  return [
    ...(result.ended === 'cancelled' ? [texts[language].interrupted] : []),
    verdictTable(prediction, language),
    describePlacement(placement, language, objective),
    ...describeFeed(prediction.plan, feed, language),
    ...warnings,
  ].join('\n');
}
