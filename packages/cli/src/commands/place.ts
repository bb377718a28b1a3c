import type { CandidateKind, PlacePlanOptions, Plan } from '@diku/engine';
import { candidateKinds } from '@diku/engine';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from '../arguments.ts';
import { describePlacement } from '../describe-placement.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { formatJson } from '../format-json.ts';
import { readCandidates } from '../read-candidates.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface PlaceOptions extends RequirementOptions {
  out: string;
  effort: 'low' | 'normal' | 'high';
  model?: string;
  seed: number;
  workers: number;
  timeLimit?: number;
  kinds?: CandidateKind[];
  candidates?: string;
  keepExisting?: boolean;
  refuse: string[];
  refuseWithin?: number;
  objective: 'antennas' | 'cost';
  catalogue?: string;
  gap?: number;
}

/** `diku place <plan.json> -o plan.json`: antenna positions with their lower bound; status 1 when infeasible. */
export function addPlaceCommand(program: Command): void {
  const command = program
    .command('place <plan>')
    .description('antenna positions with a lower bound; antennas with "fixed": true stay')
    .requiredOption('-o, --out <file>', 'plan with the antennas')
    .addOption(
      new Option(
        '--kinds <list>',
        `what may be placed: some of ${candidateKinds.join(', ')} (default: omni,directional)`,
      ).argParser(kindsOption),
    )
    .option(
      '--candidates <places>',
      'spacing of the candidates in metres, or a CSV of your own: x,y,level[,height,type,azimuth]',
    )
    .addOption(
      new Option('--objective <what>', 'fewest antennas, or least cost with the network in it')
        .choices(['antennas', 'cost'])
        .default('antennas'),
    )
    .option('--catalogue <file>', 'parts with prices and losses, JSON (default: the built-in one)')
    .option('--keep-existing', 'keeps every antenna of the plan and adds what is missing')
    .addOption(
      new Option('--refuse <id>', 'an antenna that is refused, repeatable: what becomes of the others')
        .argParser((id: string, ids: string[]) => [...ids, id])
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--refuse-within <metres>',
        'nothing within this of a refused antenna (default: 5)',
      ).argParser(numberOption('--refuse-within', 0.1, 100)),
    )
    .addOption(
      new Option(
        '--gap <ratio>',
        'end once (antennas − lower bound) / antennas is no more than this',
      ).argParser(numberOption('--gap', 0, 1)),
    );
  addOptions(command, 'effort', 'confidence', 'profile', 'model', 'seed', 'time-limit', 'workers');
  runAs<[string], PlaceOptions>(command, async (session, options, path) => {
    checkWritable(options.out);
    const read = await readPlanFor(path, options);
    checkRefused(read, options.refuse);
    const { plan, own } = options.candidates ? readCandidates(options.candidates, read) : { plan: read };
    const { timeLimit: limitS, workers: workerCount } = options;
    const input = { plan, options: placeOptions(options, own) };
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'place', input, workerCount, limitS }, session),
    );
    writeOutput(options.out, formatJson(result.plan));
    const document = { placement: result.placement, antennas: result.plan.antennas.length };
    const timing = { totalS: session.now() };
    session.print(
      { ...document, timing },
      describePlacement(result.placement, session.language, options.objective),
    );
    session.note(texts[session.language].written(options.out));
    return result.placement.status === 'infeasible' ? exitStatus.targetNotMet : exitStatus.done;
  });
}

function placeOptions(
  options: PlaceOptions,
  own?: Plan['antennas'],
): Omit<PlacePlanOptions, 'solver' | 'monitor'> {
  const { effort, model: modelId, seed, kinds, objective, keepExisting, refuse, gap: gapRatio } = options;
  const candidates = { ...(kinds ? { kinds } : {}), ...(own ? { own } : {}) };
  return {
    ...{ effort, modelId, seed, candidates, objective, keepExisting, gapRatio },
    catalogue: readCatalogue(options.catalogue),
    refuse,
    refuseRadiusM: options.refuseWithin,
  };
}

/** `--kinds omni,small-cell`. */
function kindsOption(text: string): CandidateKind[] {
  const kinds = text.split(',').map((kind) => kind.trim());
  const known: readonly string[] = candidateKinds;
  const unknown = kinds.find((kind) => !known.includes(kind));
  if (unknown !== undefined)
    throw usageError('--kinds', `"${unknown}"`, `some of ${candidateKinds.join(', ')}`);
  return [...new Set(kinds)] as CandidateKind[];
}

const mostNamed = 40;

function checkRefused(plan: Plan, refused: readonly string[]): void {
  const ids = plan.antennas.map(({ id }) => id);
  const unknown = refused.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const named = ids.length > mostNamed ? [...ids.slice(0, mostNamed), '…'] : ids;
  const expected = ids.length === 0 ? 'an antenna of the plan, which has none' : `one of ${named.join(', ')}`;
  throw usageError('--refuse', `"${unknown}"`, expected);
}
