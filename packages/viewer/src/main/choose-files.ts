import { type FileWithHandle, fileOpen } from 'browser-fs-access';
import type { App } from '../app/app.ts';
import { isDeskOpen, isProgrammeShown } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import type { DropLocation } from './known-of-drawing.ts';
import type { FileOpener } from './open-file.ts';
import type { ProgrammePersistence } from './programme-persistence.ts';
import { type ChosenFolder, droppedFolderOf, folderOf } from './read-plan-folder.ts';

interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

export interface Dropped {
  dropped: FileWithHandle[];
  folder?: ChosenFolder;
}

const extensions = [
  '.json',
  '.geojson',
  '.osm',
  '.dxf',
  '.dwg',
  '.ifc',
  '.pdf',
  '.png',
  '.jpg',
  '.jpeg',
  '.yaml',
  '.yml',
  '.csv',
  '.xlsx',
  '.msi',
  '.pln',
  '.txt',
];

/** Kinds of files that status tables come in. */
const isTable = ({ name }: File) => /\.(csv|tsv|txt|xlsx?|et|ods|html?)$/i.test(name);

/** Shows the browser's file dialog and hands over what was chosen: a file, or the parts of one drawing. */
export async function chooseFiles(onFiles: (files: FileWithHandle[]) => void): Promise<void> {
  let files: FileWithHandle[];
  try {
    files = await fileOpen({ multiple: true, extensions, id: 'diku-plan' });
  } catch (error) {
    // The dialog was closed.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    throw error;
  }
  onFiles(files);
}

interface DropHands {
  /** Files are over the page, or no more. */
  hover(isOver: boolean): void;
  take(dropped: Dropped, point: DropLocation): void;
}

/** The whole page is a drop target; the answer appears where the file was dropped. */
export function bindDrops(hands: DropHands): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    hands.hover(true);
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hands.hover(false);
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    hands.hover(false);
    const point = { x: event.clientX, y: event.clientY };
    void droppedOf(event.dataTransfer).then((dropped) => hands.take(dropped, point));
  });
}

/** Opens what was dropped. A folder has the plans of the programme. */
export async function openDropped(
  { app, files, keeper }: { app: App; files: FileOpener; keeper: ProgrammePersistence },
  { dropped, folder }: Dropped,
  point: DropLocation,
): Promise<void> {
  const { programme, page, actions } = app;
  const isForDesk = dropped.length > 0 && isProgrammeShown(app) && isDeskOpen(app) && dropped.every(isTable);
  if (isForDesk) await actions.desk?.addTables(dropped);
  else if (!folder) await files.open(dropped, point);
  else if (programme.value.open) {
    programme.patch({ isShown: true });
    page.patch({ notice: undefined });
    await keeper.takeFolder(folder);
  } else {
    const title = text('folderAlone', { name: folder.name });
    page.patch({ notice: { kind: 'error', title, lines: [text('folderAloneNote')], ...point } });
  }
}

/** The dropped files, with handles to save to where the browser has them, or the folder. What is dropped is gone after the event. */
async function droppedOf(data: DataTransfer | null): Promise<Dropped> {
  const files: FileWithHandle[] = [...(data?.files ?? [])];
  const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file') as HandleItem[];
  const entry = items.map((item) => item.webkitGetAsEntry?.()).find((each) => each?.isDirectory);
  const asked = items.map((item) => item.getAsFileSystemHandle?.());
  const handles = (await Promise.allSettled(asked)).map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : undefined,
  );
  const handle = handles.find((each) => each?.kind === 'directory');
  if (handle) return { dropped: [], folder: folderOf(handle as FileSystemDirectoryHandle) };
  if (entry) return { dropped: [], folder: droppedFolderOf(entry as FileSystemDirectoryEntry) };
  for (const [index, file] of files.entries()) {
    const handle = handles[index];
    if (handle?.kind === 'file' && handle.name === file.name) file.handle = handle as FileSystemFileHandle;
  }
  return { dropped: files };
}
