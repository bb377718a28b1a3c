import { type LinkResult, traceLink } from '@diku/engine';
import type { Command } from 'commander';
import { addOptions, checkPlace } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { blameFile } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runAs } from '../session.ts';

interface LinkOptions extends RequirementOptions {
  from: string;
  to: string;
  carrier?: string;
  model: string;
}

/** `diku link <plan.json> --from … --to …`: one link, term by term. */
export function addLinkCommand(program: Command): void {
  const command = program
    .command('link <plan>')
    .description('one link, term by term')
    .requiredOption('--from <place>', 'antenna id, or x,y,z,LEVEL in metres', (text) =>
      checkPlace('--from', text),
    )
    .requiredOption('--to <place>', 'x,y,z,LEVEL in metres', (text) => checkPlace('--to', text))
    .option('--carrier <id>', "default: the plan's first carrier");
  addOptions(command, 'model', 'profile');
  runAs<[string], LinkOptions>(command, (session, options, path) => {
    const plan = readPlanFor(path, options);
    const link = blameFile(path, () =>
      traceLink(plan, options.from, options.to, {
        carrierId: options.carrier,
        modelId: options.model,
      }),
    );
    session.print(link, describeLink(link));
    return exitStatus.done;
  });
}

function describeLink(link: LinkResult): string {
  const rows = [...link.terms, { name: 'path loss', id: undefined, lossDb: link.pathLossDb }].map(
    (term) => `${term.lossDb.toFixed(2).padStart(8)} dB  ${term.name}${term.id ? ` ${term.id}` : ''}`,
  );
  return [
    `${link.carrier}, ${link.frequencyMhz} MHz, ${link.distanceM.toFixed(2)} m, ${link.model}`,
    ...rows,
    `${link.rsrpDbm.toFixed(2).padStart(8)} dBm RSRP`,
  ].join('\n');
}
