import { type Plan, resultDocument, traceLink, verdictTable } from '@diku/engine';
import type { Command } from 'commander';
import { addOptions, readProfile } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { blameFile, readPlan } from '../read-input.ts';
import { type PointRow, readPoints } from '../read-points.ts';
import { type PredictionOptions, runPrediction } from '../run-prediction.ts';
import { runAs, type Session } from '../session.ts';
import { texts } from '../texts.ts';
import { writeMaps } from '../write-maps.ts';
import { openOutputFolder } from '../write-output.ts';

interface PredictOptions extends PredictionOptions {
  out?: string;
  points?: string;
  carrier?: string;
}

/** `diku predict <plan.json>`: fields and coverage for the antennas in the plan. */
export function addPredictCommand(program: Command): void {
  const command = program
    .command('predict <plan>')
    .description('fields and coverage for the antennas in the plan')
    .option('-o, --out <folder>', 'writes a GeoTIFF and a PNG per level and carrier')
    .option('--points <file>', 'CSV with x,y,z,level: path loss per point and antenna instead of the verdict')
    .option('--carrier <id>', "with --points; default: the plan's first carrier");
  addOptions(command, 'resolution', 'model', 'profile', 'confidence', 'workers');
  runAs<[string], PredictOptions>(command, async (session, options, path) => {
    if (options.points !== undefined) return predictPoints(path, options.points, options, session);
    const startedS = session.now();
    const folder = options.out === undefined ? undefined : openOutputFolder(options.out);
    const prediction = await runPrediction(path, options, session);
    if (folder && options.out !== undefined) {
      await writeMaps(prediction, folder, session.language);
      const names = folder.finish();
      session.note(texts[session.language].filesIn(options.out, names));
    }
    const document = { ...resultDocument(prediction), timing: { totalS: session.now() - startedS } };
    session.print(document, verdictTable(prediction, session.language));
    return exitStatus.done;
  });
}

function predictPoints(
  path: string,
  pointsPath: string,
  options: PredictOptions,
  session: Session,
): typeof exitStatus.done {
  const plan = readPlan(path);
  const rows = readPoints(pointsPath);
  const profile = readProfile(options.profile, plan.requirements.profile);
  const linkOptions = { carrierId: options.carrier, modelId: options.model, profile };
  const points = blameFile(pointsPath, () =>
    rows.map((row) => ({ ...row, links: linksTo(plan, row, linkOptions) })),
  );
  const lines = points.flatMap(({ x, y, z, level, links }) =>
    links.map((link) => [x, y, z, level, link.antenna, link.pathLossDb.toFixed(2)].join('\t')),
  );
  session.print(
    { model: options.model, points },
    ['x\ty\tz\tlevel\tantenna\tpathLossDb', ...lines].join('\n'),
  );
  return exitStatus.done;
}

function linksTo(plan: Plan, row: PointRow, options: Parameters<typeof traceLink>[3]) {
  const to = `${row.x},${row.y},${row.z},${row.level}`;
  return plan.antennas.map((antenna) => {
    const { carrier, pathLossDb, rsrpDbm } = traceLink(plan, antenna.id, to, options);
    return { antenna: antenna.id, carrier, pathLossDb, rsrpDbm };
  });
}
