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
    const dropped = [...(event.dataTransfer?.files ?? [])];
    void files.open(dropped, { x: event.clientX, y: event.clientY });
  });
}
