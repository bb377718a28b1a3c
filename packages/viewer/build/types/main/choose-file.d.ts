/** Shows the browser's file dialog and hands over the file that was chosen. */
export declare function chooseFile(onFile: (file: File) => void): void;
