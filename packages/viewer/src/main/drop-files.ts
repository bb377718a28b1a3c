import type { FileWithHandle } from 'browser-fs-access';
import type { App } from '../app/app.ts';
import type { FileOpener } from './open-file.ts';

/** The whole page is a drop target; the answer appears where the file was dropped. */
export function acceptDrops(app: App, files: FileOpener): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    app.page.patch({ dropping: true });
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) app.page.patch({ dropping: false });
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    app.page.patch({ dropping: false });
    const place = { x: event.clientX, y: event.clientY };
    void filesOf(event.dataTransfer).then((dropped) => files.open(dropped, place));
  });
}

interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** The dropped files, with handles to save to where the browser has them. What is dropped is gone after the event. */
async function filesOf(data: DataTransfer | null): Promise<FileWithHandle[]> {
  const files: FileWithHandle[] = [...(data?.files ?? [])];
  const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file') as HandleItem[];
  const asked = items.map((item) => item.getAsFileSystemHandle?.());
  const handles = await Promise.allSettled(asked);
  for (const [index, file] of files.entries()) {
    const outcome = handles[index];
    const handle = outcome?.status === 'fulfilled' ? outcome.value : undefined;
    if (handle?.kind === 'file' && handle.name === file.name) file.handle = handle as FileSystemFileHandle;
  }
  return files;
}
