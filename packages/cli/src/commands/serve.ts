import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '@diku/engine/core';
import type { Command } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { createPlannerServer } from '../planner-server.ts';
import type { Desk } from '../programme/desk-acts.ts';
import { readPlan } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';

const usualPort = 8737;

interface ServeOptions {
  programme?: string;
  port?: number;
  open?: boolean;
}

/** `diku serve [plan.json]`: the planner in a browser, on this machine only, until interrupted. */
export function addServeCommand(program: Command): void {
  const command = program
    .command('serve [plan]')
    .description(help('serve.about'))
    .option(
      '--port <number>',
      help('serve.port', { port: usualPort }),
      numberOption('--port', 0, 65_535, true),
    )
    .option('--programme <file>', help('serve.programme'))
    .option('--open', help('serve.open'));
  runAs<[string | undefined], ServeOptions>(command, async (session, options, path) => {
    const plan = path === undefined ? undefined : JSON.stringify(readPlan(path));
    const server = createPlannerServer(plannerFolder(), plan, await openDesk(session, options.programme));
    await listen(server, options.port);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    session.print({ url }, cliText(session.language, 'planner', { url }));
    if (options.open) openBrowser(url);
    await new Promise((resolve) => server.on('close', resolve));
    return exitStatus.done;
  });
}

/** The file that the page may write to: made where there is none. */
async function openDesk(session: Session, path: string | undefined): Promise<Desk | undefined> {
  if (path === undefined) return undefined;
  const { Desk } = await import('../programme/desk-acts.ts');
  const wasThere = existsSync(path);
  const desk = await Desk.open(path);
  session.note(cliText(session.language, wasThere ? 'desk.opened' : 'desk.made', { path }));
  return desk;
}

/** The built planner that lies beside the program, wherever that is installed. */
function plannerFolder(): string {
  const folder = fileURLToPath(new URL('../assets/planner', import.meta.url));
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw problemError(exitStatus.inputNotFound, {
    at: folder,
    found: say('nothing-there'),
    expected: say('bundle-missing'),
  });
}

/** Listens on the loopback address only; the usual port may be taken, a named one must be free. */
async function listen(server: Server, port: number | undefined): Promise<void> {
  for (const candidate of port === undefined ? [usualPort, 0] : [port]) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    }
  }
  throw usageError('--port', say('port-taken', { port: port ?? usualPort }), say('free-port'));
}

function openBrowser(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };
  const opener = spawn(openers[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}
