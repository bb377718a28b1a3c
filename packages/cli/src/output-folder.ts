import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isThere, syncPath, syncTree, writeDurably } from './batch/durable-files.ts';
import { type FolderLock, lockFolder } from './batch/lock-folder.ts';
import { CommandError } from './exit-status.ts';
import { isGone, ownerTag, tagPattern } from './file-owner.ts';
import {
  isAsWritten,
  manifestName,
  manifestText,
  readManifest,
  type WrittenFile,
} from './folder-manifest.ts';
import { sha256 } from './sha256.ts';
import { beginUnfinished, endUnfinished, orCannotWrite, refuseDash } from './write-output.ts';

/** A folder of results that appears only when it is complete. */
export interface OutputFolder {
  write(name: string, content: string | Uint8Array): void;
  /**
   * Puts every file into its place and takes away what an earlier run of the same command left and this one does not write again; all
   * of it, or nothing. Files that this program did not write, or that were changed since, stay.
   */
  finish(): FinishedFolder;
}

export interface FinishedFolder {
  /** Names in the order written. */
  names: string[];
  /** Other files in the folder, which were left as they were. */
  others: string[];
}

/** Prefix of working files in or beside a folder while a run writes into it. */
const workspacePrefix = '.diku-part-';
const workspacePattern = new RegExp(`^\\${workspacePrefix}(${tagPattern})-\\w+$`);
const [journalName, newName, oldName] = ['swap.json', 'new', 'old'];
/** How long another run that is putting its files into the same folder is waited for. */
const maxWaitMs = 10_000;

/**
 * Changes to be made to a folder; once they are on the disk a later run finishes them, whatever ended this
 * one.
 */
interface Swap {
  /** Taken out of the folder. */
  out: string[];
  /** Put into it, the list of files last. */
  in: string[];
}

/**
 * Starts a result folder. What is written lies in a folder of its own, in the folder or, where there is none yet,
 * beside its final path. Status 74 when that cannot be written.
 * @param command whose files these are: those of other commands in the same folder are left alone
 */
export function openOutputFolder(path: string, command: string): OutputFolder {
  refuseDash(path);
  const target = resolve(path);
  const files: WrittenFile[] = [];
  let workspace = orCannotWrite(path, () => {
    if (isThere(target) && !statSync(target).isDirectory()) throw new Error('it is a file');
    const location = isThere(target) ? target : dirname(target);
    mkdirSync(location, { recursive: true });
    // A run that was ended may have begun beside the folder before another one made it.
    if (location === target) recoverQuietly(dirname(target));
    recover(location);
    return openWorkspace(location);
  });
  return {
    write(name, content) {
      orCannotWrite(join(path, name), () => writeFileSync(join(workspace, newName, name), content));
      files.push({ name, command, sha256: sha256(content) });
    },
    finish() {
      return orCannotWrite(path, () => {
        const names = files.map(({ name }) => name);
        if (!isThere(target)) {
          writeFileSync(join(workspace, newName, manifestName), manifestText(files));
          syncTree(join(workspace, newName));
          if (renamedTo(join(workspace, newName), target)) {
            removeQuietly(workspace);
            return { names, others: [] };
          }
        }
        if (dirname(workspace) !== target) {
          const inside = join(target, basename(workspace));
          renameSync(workspace, inside);
          endUnfinished(workspace);
          workspace = inside;
          beginUnfinished(workspace);
        }
        const others = withLock(target, () => replaceFiles(target, workspace, command, files));
        removeQuietly(workspace);
        return { names, others };
      });
    },
  };
}

function openWorkspace(location: string): string {
  const workspace = mkdtempSync(join(location, `${workspacePrefix}${ownerTag()}-`));
  beginUnfinished(workspace);
  mkdirSync(join(workspace, newName));
  mkdirSync(join(workspace, oldName));
  return workspace;
}

/** Every file is in its place: what cannot be removed a later run does. */
function removeQuietly(workspace: string): void {
  endUnfinished(workspace);
  try {
    rmSync(workspace, { recursive: true, force: true });
  } catch {
    // It is in nobody's way.
  }
}

/** False where another run has made the folder meanwhile. */
function renamedTo(from: string, target: string): boolean {
  try {
    renameSync(from, target);
    syncPath(dirname(target));
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Replaces the files of a folder and returns the others in it. */
function replaceFiles(
  target: string,
  workspace: string,
  command: string,
  files: readonly WrittenFile[],
): string[] {
  const names = new Set(files.map(({ name }) => name));
  const before = readManifest(target);
  const stale = before.filter(
    (file) => file.command === command && !names.has(file.name) && isAsWritten(target, file),
  );
  const retained = before.filter((file) => file.command !== command && !names.has(file.name));
  writeFileSync(join(workspace, newName, manifestName), manifestText([...retained, ...files]));
  for (const name of [...names, manifestName]) {
    if (isThere(join(target, name)) && statSync(join(target, name)).isDirectory()) {
      throw Object.assign(new Error(`${name} is a folder`), { code: 'EISDIR' });
    }
  }
  const swap: Swap = {
    // A folder without its list says of itself that it is not whole.
    out: [manifestName, ...stale.map(({ name }) => name), ...names],
    in: [...names, manifestName],
  };
  const ours = new Set([...swap.out, ...swap.in]);
  const others = readdirSync(target).filter((name) => !name.startsWith('.') && !ours.has(name));
  syncTree(join(workspace, newName));
  writeDurably(join(workspace, journalName), JSON.stringify(swap));
  try {
    perform(target, workspace, swap);
    // What is done is not to be done again: a file of a name that was taken out may be the user's by then.
    rmSync(join(workspace, journalName), { force: true });
  } catch (error) {
    takeBackOrLeave(target, workspace, swap);
    throw error;
  }
  return others;
}

/** Renames alone: of each file the old or the new one is somewhere, whole. Doing it again goes on where it ended. */
function perform(target: string, workspace: string, swap: Swap): void {
  const isWaiting = (name: string) => isThere(join(workspace, newName, name));
  for (const name of swap.out) {
    // One that is in its place already is the new one.
    const isOld = !swap.in.includes(name) || isWaiting(name);
    if (isOld && isThere(join(target, name))) {
      renameSync(join(target, name), join(workspace, oldName, name));
    }
  }
  for (const name of swap.in) {
    if (isWaiting(name)) renameSync(join(workspace, newName, name), join(target, name));
  }
  syncPath(target);
}

/** Restores the folder. Files that cannot be put back stay where they are, for a later run to finish. */
function takeBackOrLeave(target: string, workspace: string, swap: Swap): void {
  try {
    takeBack(target, workspace, swap);
  } catch (error) {
    endUnfinished(workspace);
    throw error;
  }
}

function takeBack(target: string, workspace: string, swap: Swap): void {
  for (const name of swap.in) {
    const isPlaced = !isThere(join(workspace, newName, name)) && isThere(join(target, name));
    if (isPlaced) renameSync(join(target, name), join(workspace, newName, name));
  }
  for (const name of readdirSync(join(workspace, oldName))) {
    renameSync(join(workspace, oldName, name), join(target, name));
  }
  rmSync(join(workspace, journalName), { force: true });
}

/** Finishes or removes what runs that were ended (kill -9, a power cut) left in a folder. */
function recover(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!isGone(workspacePattern.exec(name)?.[1] ?? '')) continue;
    const workspace = join(folder, name);
    // What was left of its lock goes with it.
    withLock(folder, () => {
      const journal = join(workspace, journalName);
      if (isThere(journal)) perform(folder, workspace, readSwap(journal));
      rmSync(workspace, { recursive: true, force: true });
    });
  }
}

/** The same of a folder that others may not let this run read. */
function recoverQuietly(folder: string): void {
  try {
    recover(folder);
  } catch {
    // Nothing of this run's is there.
  }
}

/** The changes of a run that was ended. Names in it are of files in the folder itself: somebody may have written it. */
function readSwap(journal: string): Swap {
  const swap = JSON.parse(readFileSync(journal, 'utf8')) as Swap;
  for (const name of [...swap.out, ...swap.in]) {
    if (name !== basename(name) || /^\.{0,2}$/.test(name))
      throw new Error(`${journal}: ${JSON.stringify(name)}`);
  }
  return swap;
}

/** Runs `work` while no other run of this machine puts files into the folder. Status 74 where one does so for too long. */
function withLock<Result>(folder: string, work: () => Result): Result {
  const untilMs = performance.now() + maxWaitMs;
  for (;;) {
    let lock: FolderLock;
    try {
      lock = lockFolder(folder);
    } catch (error) {
      if (!(error instanceof CommandError) || performance.now() > untilMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      continue;
    }
    try {
      return work();
    } finally {
      lock.release();
    }
  }
}
