import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { git, root } from './machine.mjs';

const raceScript = fileURLToPath(new URL('../race-engines.mjs', import.meta.url));

/** An error to tell in one line, with the status to end with. */
export class CompareError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * Races this clone's engine against that of another revision, built in a worktree of its own (its kernel too, its
 * dependencies shared). Returns the tasks. The worktree goes in every case; signals end the work with CompareError 130.
 * The race runs in a process of its own, so that this one hears signals.
 */
export async function compareRevisions(revision, { quick, isChosenResult }) {
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (!commit) throw new CompareError(`--compare ${revision}: no such revision in this repository`, 65);
  const folder = mkdtempSync(join(tmpdir(), 'diku-compare-'));
  const children = watchSignals();
  try {
    return await compareWith(commit, join(folder, 'clone'), { quick, isChosenResult, children });
  } finally {
    git('worktree', 'remove', '--force', join(folder, 'clone'));
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
    children.stopWatching();
  }
}

async function compareWith(commit, clone, { quick, isChosenResult, children }) {
  const short = commit.slice(0, 10);
  process.stderr.write(`benchmarks: building ${short} …\n`);
  // What a child leaves when a signal ends it goes with the worktree.
  const env = { ...process.env, TMPDIR: join(clone, '..') };
  const start = (command, args, cwd) => children.run(command, args, { cwd, env }, short);
  await start('git', ['-C', root, 'worktree', 'add', '--quiet', '--detach', clone, commit], root);
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
  await start(process.execPath, ['scripts/build-kernel.mjs'], clone);
  const compile = () =>
    start(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'packages/engine'], clone);
  // Where the kernel was before the rooms, and is since.
  const engineOf = (folder) => {
    const folders = ['radio/kernel', 'kernel'].map((room) =>
      join(folder, 'packages/engine/dist', room, 'simd-kernel.js'),
    );
    return folders.find(existsSync) ?? folders[0];
  };
  await compile().catch((error) => {
    // The compiler writes what it can: a wrong type somewhere does not keep two kernels from being raced.
    if (error.status === 130 || !existsSync(engineOf(clone))) throw error;
  });
  const engines = [clone, root].map((folder) => pathToFileURL(engineOf(folder)).href);
  const request = { engines, name: short, quick };
  const output = await start(process.execPath, [raceScript, JSON.stringify(request)], root);
  return JSON.parse(output).filter(({ name }) => isChosenResult(name));
}

/** Runs children one at a time; a signal stops the one at work and every later one. */
function watchSignals() {
  let child;
  let stopped = false;
  const stop = () => {
    stopped = true;
    child?.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  return {
    stopWatching: () => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
    },
    /** Standard output of a program that succeeded. */
    async run(command, args, options, revision) {
      child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      const { status, output, messages } = await readChild(child);
      if (stopped) throw new CompareError('interrupted', 130);
      if (status === 0) return output;
      const script = args.find((argument) => /(\.mjs|tsc)$/.test(argument)) ?? command;
      const reason = findReason(`${output}\n${messages}`);
      throw new CompareError(`--compare ${revision}: ${basename(script)}: ${reason}`, 65);
    },
  };
}

function readChild(child) {
  return new Promise((resolve) => {
    let output = '';
    let messages = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      messages += text;
    });
    child.on('error', (error) => resolve({ status: 1, output, messages: error.message }));
    child.on('close', (status) => resolve({ status, output, messages }));
  });
}

/** The line of a failed program's output that says why. */
function findReason(output) {
  const lines = output.trim().split('\n');
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
}
