/**
 * Loaded before the program: counts every call of the file system below some folders, and lets one of them go wrong, as `process.env.DIKU_FAULT`
 * says (`FaultOrder` of `faults.ts`): it fails with an error of the system, or the process is killed in place of it, or the power is
 * cut, which takes what was not on the disk. Processes that this one starts do the same where the order names them.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const real = { ...fs };
// What removes folders is loaded with the first one, and takes the functions that are there then.
fs.rmSync('/nothing-of-that-name', { force: true });
const role = basename(process.argv[1] ?? '').startsWith('batch-worker') ? 'worker' : 'main';

let order;
let text;
let count = 0;
/** Paths of open files by their descriptors. */
const paths = new Map();
/** What a cut of the power takes back: changes of folders in their order, and files whose bytes are not on the disk. */
let journal = [];
let unsynced = new Map();
/** All that is left to happen once the process is as good as dead. */
let isDead = false;
let isInside = false;

/** The order as it is now: one process runs many commands. */
function current() {
  if (process.env.DIKU_FAULT === text) return order;
  text = process.env.DIKU_FAULT;
  order = text ? JSON.parse(text) : undefined;
  count = 0;
  journal = [];
  for (const file of unsynced.values()) real.closeSync(file.descriptor);
  unsynced = new Map();
  return order;
}

function isWatched(path) {
  return order.roots.some((root) => path === root || path.startsWith(`${root}/`));
}

const systemErrors = {
  ENOSPC: -28,
  EIO: -5,
  EMFILE: -24,
  EROFS: -30,
};

function failed(code, call, path) {
  const error = new Error(`${code}: made to fail, ${call} '${path}'`);
  return Object.assign(error, { code, errno: systemErrors[code], syscall: call, path });
}

/** Kinds of calls that an error may come of. */
const callsOf = {
  ENOSPC: ['open', 'write', 'fsync', 'rename', 'link', 'mkdir'],
  EROFS: ['open', 'write', 'rename', 'link', 'mkdir', 'remove', 'change'],
  EIO: ['open', 'write', 'fsync', 'rename', 'link', 'mkdir', 'remove', 'change', 'look', 'read', 'open-read'],
  EMFILE: ['open', 'open-read'],
  kill: ['open', 'write', 'fsync', 'rename', 'link', 'mkdir', 'remove', 'change'],
  power: ['open', 'write', 'fsync', 'rename', 'link', 'mkdir', 'remove', 'change'],
};

/**
 * One call: counts it, and lets it go wrong where it is its turn.
 * @param partly does a part of it, as a disk that fills up or a process that is killed does
 */
function step(kind, call, path, work, partly = () => {}) {
  const fault = isMainThread ? current() : undefined;
  if (!fault || (fault.role ?? 'main') !== role || typeof path !== 'string' || !isWatched(resolve(path))) {
    return work();
  }
  if (isDead || isInside || !callsOf[fault.kind ?? 'EIO'].includes(kind)) return work();
  count += 1;
  if (fault.log) real.appendFileSync(fault.log, `${call} ${resolve(path)}\n`);
  const isTurn = count === fault.at || (fault.isLasting && count > fault.at);
  if (!isTurn || (role === 'worker' && isDeath(fault.kind) && !isFirst(fault.once))) return work();
  if (isDeath(fault.kind)) {
    partly();
    if (fault.kind === 'power') cutPower(fault.seed);
    isDead = true;
    process.kill(process.pid, 'SIGKILL');
    // The signal comes when it comes.
    for (;;);
  }
  if (fault.kind === 'ENOSPC' && kind === 'write') partly();
  throw failed(fault.kind, call, path);
}

const isDeath = (kind) => kind === 'kill' || kind === 'power';

/** Of several processes of a role one is killed: the next has its job. */
function isFirst(path) {
  try {
    real.closeSync(real.openSync(path, 'wx'));
    return true;
  } catch {
    return false;
  }
}

/** Calls that one is made of are it. */
function unwatched(work) {
  isInside = true;
  try {
    return work();
  } finally {
    isInside = false;
  }
}

/** Whether what a power cut takes is to be noted. */
const isNoted = () => current()?.kind === 'power' && !isDead;

function grave() {
  return join(order.grave, `${process.pid}-${journal.length}`);
}

function note(folders, undo) {
  journal.push({ folders: folders.map((folder) => resolve(folder)), isDurable: false, undo });
}

function noteBytes(path) {
  const { ino } = real.statSync(path);
  if (!unsynced.has(ino)) unsynced.set(ino, { descriptor: real.openSync(path, 'r+') });
}

function noteSynced(descriptor) {
  const stats = real.fstatSync(descriptor);
  if (!stats.isDirectory()) return unsynced.delete(stats.ino);
  const path = real.readlinkSync(`/proc/self/fd/${descriptor}`);
  for (const each of journal) if (each.folders.includes(path)) each.isDurable = true;
}

/** Random whole numbers from 0 up to a bound, from a seed (mulberry32). */
function createRandom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What is not on the disk is lost: bytes of files from anywhere on, and the last changes of folders that were not brought there. */
function cutPower(seed) {
  const random = createRandom(seed);
  for (const { descriptor } of unsynced.values()) {
    const { size } = real.fstatSync(descriptor);
    real.ftruncateSync(descriptor, random(3) === 0 ? 0 : random(size + 1));
  }
  const first = journal.findLastIndex(({ isDurable }) => isDurable) + 1;
  const kept = first + random(journal.length - first + 1);
  for (const { undo } of journal.slice(kept).reverse()) undo();
}

fs.openSync = (path, flags = 'r', mode) => {
  const isWriting = flags !== 'r';
  const open = () => {
    const isNew = isWriting && !real.existsSync(path);
    const descriptor = real.openSync(path, flags, mode);
    paths.set(descriptor, path);
    if (isWriting && isNoted() && isWatched(resolve(path))) {
      if (isNew) note([dirname(path)], () => real.rmSync(path, { force: true }));
      if (flags !== 'r+') noteBytes(path);
    }
    return descriptor;
  };
  return step(isWriting ? 'open' : 'open-read', 'open', path, open, isWriting ? open : undefined);
};
fs.closeSync = (descriptor) => {
  paths.delete(descriptor);
  return real.closeSync(descriptor);
};
fs.writeSync = (descriptor, bytes, ...rest) => {
  const half = () => {
    if (typeof bytes !== 'string') real.writeSync(descriptor, bytes.subarray(0, bytes.length >> 1));
  };
  return step(
    'write',
    'write',
    paths.get(descriptor),
    () => real.writeSync(descriptor, bytes, ...rest),
    half,
  );
};
fs.writeFileSync = (path, content, options) => {
  const flags = options?.flag ?? 'w';
  const descriptor = fs.openSync(path, flags);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    if (bytes.length > 0) fs.writeSync(descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
};
fs.fsyncSync = (descriptor) => {
  const path = paths.get(descriptor);
  return step('fsync', 'fsync', path, () => {
    real.fsyncSync(descriptor);
    if (isNoted()) noteSynced(descriptor);
  });
};
fs.renameSync = (from, to) =>
  step('rename', 'rename', to, () => {
    if (!isNoted()) return real.renameSync(from, to);
    const buried = real.lstatSync(to, { throwIfNoEntry: false }) ? grave() : undefined;
    if (buried && !real.statSync(to).isDirectory()) real.linkSync(to, buried);
    real.renameSync(from, to);
    note([dirname(from), dirname(to)], () => {
      real.renameSync(to, from);
      if (buried) real.renameSync(buried, to);
    });
  });
fs.linkSync = (from, to) =>
  step('link', 'link', to, () => {
    real.linkSync(from, to);
    if (isNoted()) note([dirname(to)], () => real.rmSync(to, { force: true }));
  });
fs.mkdirSync = (path, options) =>
  step('mkdir', 'mkdir', path, () => {
    const first = real.mkdirSync(path, options);
    const made = options?.recursive ? first : path;
    if (made && isNoted()) note([dirname(made)], () => real.rmSync(made, { recursive: true, force: true }));
    return first;
  });
fs.mkdtempSync = (prefix, options) =>
  step('mkdir', 'mkdtemp', prefix, () => {
    const made = real.mkdtempSync(prefix, options);
    if (isNoted()) note([dirname(made)], () => real.rmSync(made, { recursive: true, force: true }));
    return made;
  });
fs.rmSync = (path, options) =>
  step('remove', 'unlink', path, () => {
    if (!isNoted() || !isWatched(resolve(path))) return unwatched(() => real.rmSync(path, options));
    if (!real.lstatSync(path, { throwIfNoEntry: false }))
      return options?.force ? undefined : real.rmSync(path, options);
    const buried = grave();
    real.renameSync(path, buried);
    note([dirname(path)], () => real.renameSync(buried, path));
  });
for (const name of ['fchmodSync', 'fchownSync']) {
  fs[name] = (descriptor, ...rest) =>
    step('change', name, paths.get(descriptor), () => real[name](descriptor, ...rest));
}
for (const name of ['readFileSync', 'readdirSync']) {
  fs[name] = (path, ...rest) => step('open-read', 'open', path, () => real[name](path, ...rest));
}
fs.readSync = (descriptor, ...rest) =>
  step('read', 'read', paths.get(descriptor), () => real.readSync(descriptor, ...rest));
for (const name of ['statSync', 'lstatSync']) {
  fs[name] = (path, ...rest) => step('look', 'stat', path, () => real[name](path, ...rest));
}
// It says no instead of why.
fs.existsSync = (path) => {
  try {
    return step('look', 'access', path, () => real.existsSync(path));
  } catch {
    return false;
  }
};
syncBuiltinESMExports();
