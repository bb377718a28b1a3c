import type { Command } from 'commander';

/** What the group consists of, in the order of its help: one file each in `../programme/`. */
const parts: readonly ((group: Command) => void)[] = [];

/** `diku programme <part>`: the city's thousand garages, from the status table to the month's statistics. */
export function addProgrammeCommand(program: Command): void {
  const group = program
    .command('programme')
    .description("the city's garages: from the districts' status tables to the month's statistics");
  for (const addPart of parts) addPart(group);
}
