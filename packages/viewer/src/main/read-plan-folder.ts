import { directoryOpen } from 'browser-fs-access';
import type { FoundPlan } from '../store/programme/found-plan.ts';

/** Folders below the one that was chosen, and files in all of them, are looked at up to these numbers. */
const maxDepth = 4;
const maxFiles = 100_000;
/** Name of the file that `diku batch` writes beside the plan of a community. */
const recordName = 'community.json';
const maxRecordBytes = 1_000_000;

/** A file of a folder, read only where it is asked for. */
interface FolderFile {
  name: string;
  /** Path of the folder that it is in. */
  folder: string;
  read(): Promise<File>;
}

interface PickingWindow {
  showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}

/** A folder that was chosen; with its handle where the browser lets it be read again later. */
export interface ChosenFolder {
  name: string;
  handle?: FileSystemDirectoryHandle;
  plans(): Promise<FoundPlan[]>;
}

/** Asks for a folder; undefined where the dialog was closed. */
export async function choosePlanFolder(): Promise<ChosenFolder | undefined> {
  const { showDirectoryPicker } = window as PickingWindow;
  try {
    if (showDirectoryPicker)
      return folderOf(await showDirectoryPicker.call(window, { id: 'diku-plans', mode: 'read' }));
    const files = await directoryOpen({ recursive: true });
    const all = files.flatMap((file): FolderFile[] => {
      if (!(file instanceof File)) return [];
      const folder = file.webkitRelativePath.split('/').slice(0, -1).join('/');
      return [{ name: file.name, folder, read: async () => file }];
    });
    const [first] = files;
    const name = first instanceof File ? (first.webkitRelativePath.split('/')[0] ?? '') : '';
    return { name, plans: () => plansOf(all) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

export function folderOf(handle: FileSystemDirectoryHandle): ChosenFolder {
  const plans = async () => plansOf(await filesBelow(handle, handle.name, maxDepth));
  return { name: handle.name, handle, plans };
}

async function filesBelow(
  folder: FileSystemDirectoryHandle,
  path: string,
  depth: number,
): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  for await (const entry of folder.values()) {
    if (files.length > maxFiles) break;
    if (entry.kind === 'file') {
      const read = async () => Object.assign(await entry.getFile(), { handle: entry });
      files.push({ name: entry.name, folder: path, read });
    } else if (depth > 1 && !entry.name.startsWith('.')) {
      files.push(...(await filesBelow(entry, `${path}/${entry.name}`, depth - 1)));
    }
  }
  return files;
}

/** A folder that was dropped, in browsers that give no handle to it. */
export function droppedFolderOf(entry: FileSystemDirectoryEntry): ChosenFolder {
  return { name: entry.name, plans: async () => plansOf(await entriesBelow(entry, maxDepth)) };
}

async function entriesBelow(folder: FileSystemDirectoryEntry, depth: number): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  const reader = folder.createReader();
  for (;;) {
    // A reader gives a part at a time, and none at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0 || files.length > maxFiles) return files;
    for (const entry of part) {
      if (entry.isFile) files.push(entryFile(entry as FileSystemFileEntry, folder.fullPath));
      else if (depth > 1 && !entry.name.startsWith('.'))
        files.push(...(await entriesBelow(entry as FileSystemDirectoryEntry, depth - 1)));
    }
  }
}

function entryFile(entry: FileSystemFileEntry, folder: string): FolderFile {
  const read = () => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { name: entry.name, folder, read };
}

/**
 * The plans among files: what is called `.diku.json`. In a folder of `diku batch` the record beside the plan says whose it is,
 * elsewhere the name of the file does.
 */
async function plansOf(files: readonly FolderFile[]): Promise<FoundPlan[]> {
  const records = new Map(files.filter(({ name }) => name === recordName).map((file) => [file.folder, file]));
  const plans = files.filter(({ name }) => /\.diku\.json$/i.test(name));
  return Promise.all(
    plans.map(async ({ name, folder, read }): Promise<FoundPlan> => {
      const record = records.get(folder);
      const message = record && (await readRecord(record));
      const folderName = folder.slice(folder.lastIndexOf('/') + 1);
      const label = message ? folderName : name.replace(/\.diku\.json$/i, '');
      return { kind: 'file', name: message ? `${folderName}/${name}` : name, label, ...message, read };
    }),
  );
}

/** Community of a folder; undefined where it has no record of a batch. */
async function readRecord({ read }: FolderFile) {
  try {
    const file = await read();
    if (file.size > maxRecordBytes) return undefined;
    const { format, row } = Object(JSON.parse(await file.text())) as Record<string, unknown>;
    if (format !== 'diku-batch-job') return undefined;
    const { id, name, district } = Object(row) as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    return { communityId: text(id), communityName: text(name), district: text(district) };
  } catch {
    return undefined;
  }
}
