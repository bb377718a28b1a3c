import { basename } from 'node:path';
import {
  carrierProfileRequirements,
  describeProblem,
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
import { readCatalogue } from '../read-catalogue.ts';
import { readGarage } from '../read-garage.ts';
import { blameFileAsync } from '../read-input.ts';
import { addPictureOptions, type PictureArguments, readPicture } from '../read-picture.ts';
import { type RequirementOptions, readOutdoor, readRequirements } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs, type Session } from '../session.ts';
import { texts } from '../texts.ts';
import { drawMaps, writeMaps } from '../write-maps.ts';
import { type OutputFolder, openOutputFolder } from '../write-output.ts';
import { writePapers } from '../write-papers.ts';
import { writeReviews } from '../write-reviews.ts';

interface PlanOptions extends RequirementOptions, PictureArguments {
  out: string;
  carriers?: string;
  resolution: number;
  effort: 'low' | 'normal' | 'high';
  model?: string;
  seed: number;
  workers: number;
  timeLimit?: number;
  catalogue?: string;
  network: boolean;
  scenarios?: PlanGarageOptions['scenarios'];
}

/** `diku plan <drawing|plan> -o DIR`: the main job; status 0 target met, 1 not met. */
export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan <input>')
    .description('the main job: drawing (DXF) or plan → antennas, coverage, verdict, report')
    .requiredOption('-o, --out <folder>', 'where the results go')
    .option(
      '--carriers <choice>',
      'lte, gsm-lte, lte-nr, gsm-lte-nr (with nr every carrier must reach the ratio), or a JSON file (default: the plan’s own, or lte)',
    );
  command
    .option(
      '--catalogue <file>',
      'parts and prices of the feeder network as JSON (default: the built-in ones)',
    )
    .option('--no-network', 'antennas without a feeder network');
  addOptions(
    command,
    'profile',
    'ground-rsrp',
    'confidence',
    'resolution',
    'effort',
    'model',
    'seed',
    'time-limit',
    'scenarios',
    'require-scenarios',
    'workers',
  );
  addPictureOptions(command);
  runAs<[string], PlanOptions>(command, async (session, options, path) => {
    const garage = readGarage(path);
    const carriers = readCarriers(options.carriers);
    const basis = 'plan' in garage ? garage.plan.requirements : undefined;
    const requirements = readRequirements(options, basis);
    const catalogue = readCatalogue(options.catalogue);
    const folder = openOutputFolder(options.out);
    const { timeLimit: limitS, workers: workerCount } = options;
    const result = await blameFileAsync(path, () =>
      runJob(
        {
          name: 'plan',
          input: {
            garage,
            options: {
              carriers,
              ...readOutdoor(options, 'plan' in garage ? garage.plan : undefined),
              requirements: {
                ...(options.carriers === undefined ? {} : carrierProfileRequirements(options.carriers)),
                ...requirements,
              },
              resolutionM: options.resolution,
              modelId: options.model,
              effort: options.effort,
              seed: options.seed,
              scenarios: options.scenarios,
              network: options.network,
              catalogue,
              importOptions: { fileName: basename(path), picture: readPicture(path, options) },
            },
          },
          workerCount,
          limitS,
        },
        session,
      ),
    );
    await writeResults(result, folder, session);
    const names = folder.finish();
    const timing = { ...result.timing, totalS: session.now() };
    session.print({ ...verdictDocument(result), timing }, describeResult(result, session));
    session.note(texts[session.language].filesIn(options.out, names));
    return result.prediction.assessment.target.met ? exitStatus.done : exitStatus.targetNotMet;
  });
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

function verdictDocument({ prediction, placement, imported, feed }: PlannedGarage) {
  const warnings = imported?.warnings;
  return {
    ...resultDocument(prediction),
    placement,
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

function describeResult(result: PlannedGarage, { language }: Session): string {
  const { prediction, placement, imported, feed } = result;
  const warnings = (imported?.warnings ?? []).map(
    (warning) => `${texts[language].warning}: ${warningText(warning, language)}`,
  );
  return [
    verdictTable(prediction, language),
    describePlacement(placement, language),
    ...describeFeed(prediction.plan, feed, language),
    ...warnings,
  ].join('\n');
}
