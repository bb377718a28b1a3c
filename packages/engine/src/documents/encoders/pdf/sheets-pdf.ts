import { strToU8, zlibSync } from 'fflate';
import type { Sheet } from '../sheet.ts';
import { fontObjects } from './font-objects.ts';
import { pageContent, pointsPerMm } from './page-content.ts';
import { createTextSetter, number, pdfText } from './paper-text.ts';
import { createPdfFile } from './pdf-file.ts';
import type { PaperFont } from './read-font.ts';

export interface PdfOptions {
  title: string;
  /** `zh-CN`, `en`. */
  lang: string;
  /** Each character is set in the first font that has it. */
  fonts: readonly [PaperFont, ...PaperFont[]];
}

export interface PdfDocument {
  bytes: Uint8Array;
  /** Characters that no font has: 〓 stands in their place, and a copy of the text has the character. */
  missing: string[];
}

/**
 * Sheets as pages of one PDF 1.7 (ISO 32000-1): vectors, text that can be searched and copied, the glyphs used embedded, a
 * bookmark per page. No date and no random id: same input, same bytes.
 */
export function sheetsPdf(sheets: readonly Sheet[], { title, lang, fonts }: PdfOptions): PdfDocument {
  const setter = createTextSetter(fonts);
  const contents = sheets.map((sheet) => pageContent(sheet, setter));
  const file = createPdfFile();
  const catalog = file.reserve();
  const pages = file.reserve();
  const outlines = file.reserve();
  const fontIds = fonts.map((font, index) => fontObjects(file, font, setter.used[index], index));
  const resources = file.add(`<</Font <<${fontIds.map((id, index) => `/F${index} ${id} 0 R`).join(' ')}>>>>`);
  const pageIds = sheets.map((sheet, index) => {
    const content = file.addStream(zlibSync(strToU8(contents[index])), '/Filter /FlateDecode');
    const box = [sheet.widthMm, sheet.heightMm].map((mm) => number(mm * pointsPerMm)).join(' ');
    return file.add(
      `<</Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${box}] /Resources ${resources} 0 R /Contents ${content} 0 R>>`,
    );
  });
  const bookmarks = sheets.map(() => file.reserve());
  sheets.forEach((sheet, index) => {
    const previous = index > 0 ? ` /Prev ${bookmarks[index - 1]} 0 R` : '';
    const next = index + 1 < sheets.length ? ` /Next ${bookmarks[index + 1]} 0 R` : '';
    file.set(
      bookmarks[index],
      `<</Title ${pdfText(sheet.title)} /Parent ${outlines} 0 R${previous}${next} /Dest [${pageIds[index]} 0 R /Fit]>>`,
    );
  });
  file.set(
    outlines,
    `<</Type /Outlines /First ${bookmarks[0]} 0 R /Last ${bookmarks.at(-1)} 0 R /Count ${sheets.length}>>`,
  );
  file.set(
    pages,
    `<</Type /Pages /Count ${sheets.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  file.set(
    catalog,
    `<</Type /Catalog /Pages ${pages} 0 R /Outlines ${outlines} 0 R /PageMode /UseOutlines /Lang ${pdfText(lang)}>>`,
  );
  const info = file.add(`<</Title ${pdfText(title)} /Producer (Diku)>>`);
  return { bytes: file.finish({ catalog, info }), missing: [...setter.missing] };
}
