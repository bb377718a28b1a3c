import { basename } from 'node:path';
import type { Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatJson, schemesPdf, schemeText } from '@diku/engine/documents';
import {
  carrierProfileRequirements,
  phraseDocument,
  type SchemeComparison,
  type SchemeId,
  schemeIds,
} from '@diku/engine/plan';
import type { ComparedSchemes } from '@diku/engine/workflow';
import { type Command, Option } from 'commander';
import { addAcceptOptions } from '../accept-options.ts';
import { acceptanceOptions, addOptions, readCarriers } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { documentFonts } from '../document-font.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import type { Jobs } from '../jobs.ts';
import type { MainJobOptions } from '../main-job.ts';
import { type OutputFolder, openOutputFolder } from '../output-folder.ts';
import {
  addPointingOptions,
  type PointingOptions,
  readPointing,
  refuseForPlan,
} from '../pointing-options.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { readGarage } from '../read-garage.ts';
import { addScanOptions, readImage } from '../read-image.ts';
import { blameFileAsync } from '../read-input.ts';
import { readOutdoor, readRequirements } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { noteFolder, runAs, type Session } from '../session.ts';

interface SchemesOptions extends MainJobOptions, PointingOptions {
  out?: string;
  schemes?: SchemeId[];
  workers: number;
}

/**
 * `diku schemes <drawing|plan>`: ways to build the coverage of a garage side by side; status 0 where one of them meets the target
 * and is recommended, 1 where none is.
 */
export function addSchemesCommand(program: Command): void {
  const command = program
    .command('schemes <input>')
    .description(help('schemes.about'))
    .option('-o, --out <folder>', help('schemes.out'))
    .addOption(
      new Option('--schemes <list>', help('schemes.list', { list: schemeIds.join(', ') })).argParser(
        schemesOption,
      ),
    )
    .option('--carriers <choice>', help('main-job.carriers'))
    .option('--catalogue <file>', help('placing.catalogue'));
  addPointingOptions(command);
  addOptions(
    command,
    ...(['effort', 'seed', 'time-limit', 'profile', 'ground-rsrp', 'confidence', 'resolution'] as const),
    ...(['model', 'require-scenarios', 'survive', 'workers'] as const),
    ...acceptanceOptions,
  );
  addScanOptions(command);
  addAcceptOptions(command);
  runAs<[string], SchemesOptions>(command, async (session, options, path) => {
    const garage = readGarage(path);
    const plan = 'plan' in garage ? garage.plan : undefined;
    if (plan) refuseForPlan(options, path);
    const { timeLimit: limitS, workers: workerCount } = options;
    const input = { garage, options: readSchemesJob(options, path, plan) };
    const folder = options.out === undefined ? undefined : openOutputFolder(options.out, 'schemes');
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'schemes', input, workerCount, limitS }, session),
    );
    const document = schemesDocument(result.comparison);
    if (folder && options.out !== undefined) {
      await writeSchemes(result, document, folder, session);
      noteFolder(session, options.out, folder.finish());
    }
    session.print(
      { ...document, timing: { totalS: session.now() } },
      schemeText(result.comparison, session.language, session.columns),
    );
    return isMet(result.comparison) ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** The options as the engine takes them. Status 64 or 65 where they, or a file that they name, make no sense for the garage. */
function readSchemesJob(
  options: SchemesOptions,
  path: string,
  plan: Plan | undefined,
): Jobs['schemes']['input']['options'] {
  const { effort, seed, schemes, resolution: resolutionM, model: modelId, page } = options;
  return {
    ...{ effort, seed, schemes, resolutionM, modelId, scenarios: 'required' },
    carriers: readCarriers(options.carriers),
    ...readOutdoor(options, plan),
    requirements: {
      ...(options.carriers === undefined ? {} : carrierProfileRequirements(options.carriers)),
      ...readRequirements(options, plan?.requirements),
    },
    catalogue: readCatalogue(options.catalogue),
    accept: { codes: options.accept ?? [], by: options.by, date: options.date },
    importOptions: {
      ...{ fileName: basename(path), page },
      image: readImage(path, options),
      corrections: readPointing(options),
    },
  };
}

/** The comparison, the garage with it, the plan of each scheme and the page. */
async function writeSchemes(
  { plan, plans, comparison: _ }: ComparedSchemes,
  document: ReturnType<typeof schemesDocument>,
  folder: OutputFolder,
  session: Session,
): Promise<void> {
  folder.write('schemes.json', formatJson(document));
  folder.write('plan.diku.json', formatJson(plan));
  for (const { scheme, plan: built } of plans) folder.write(`${scheme}.diku.json`, formatJson(built));
  const { bytes, missing } = schemesPdf(plan, { lang: session.language, fonts: await documentFonts() });
  if (missing.length > 0) {
    session.note(cliText(session.language, 'missing-characters', { list: missing.join(' ') }));
  }
  folder.write('schemes.pdf', bytes);
}

/** The comparison as a JSON document: reasons with their codes, values and English words. */
function schemesDocument({ rows, ...comparison }: SchemeComparison) {
  return {
    ...comparison,
    rows: rows.map(({ reasons, conditions, ...row }) => ({
      ...row,
      reasons: reasons.map(phraseDocument),
      conditions: conditions.map(phraseDocument),
    })),
  };
}

function isMet({ recommendation, decidable }: SchemeComparison): boolean {
  return decidable && recommendation.kind !== 'none';
}

/** `--schemes passive-omni,small-cells`. */
function schemesOption(text: string): SchemeId[] {
  const ids = text.split(',').map((id) => id.trim());
  const known: readonly string[] = schemeIds;
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw usageError('--schemes', `"${unknown}"`, say('kinds-of-antennas', { list: schemeIds.join(', ') }));
  }
  return [...new Set(ids)] as SchemeId[];
}
