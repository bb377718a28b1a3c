/** Shows the browser's file dialog and hands over what was chosen: a file, or the parts of one drawing. */
export function chooseFiles(onFiles: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.geojson,.osm,.dxf,.dwg,.ifc,.png,.jpg,.jpeg,.yaml,.yml';
  input.multiple = true;
  input.hidden = true;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.remove();
    onFiles(files);
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}
