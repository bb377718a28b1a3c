import type { ChildProcess } from 'node:child_process';
import { finished, startCli } from './run-cli.ts';

/** A `diku serve --programme` that answers. */
export interface ProgrammeServer {
  url: string;
  child: ChildProcess;
}

/** Starts the built command line's server of a programme's file in a folder, on a free port. */
export async function serveProgramme(folder: string, file: string): Promise<ProgrammeServer> {
  const child = startCli(folder, ['serve', '--programme', file, '--port', '0']);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString());
      if (found) resolve(found[0]);
    });
    void finished(child).then(({ stderr }) => reject(new Error(stderr)));
  });
  return { url, child };
}
