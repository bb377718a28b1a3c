import { type FileWithHandle, fileOpen } from 'browser-fs-access';

const extensions = [
  '.json',
  '.geojson',
  '.osm',
  '.dxf',
  '.dwg',
  '.ifc',
  '.png',
  '.jpg',
  '.jpeg',
  '.yaml',
  '.yml',
  '.csv',
  '.xlsx',
];

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
