/**
 * Letters that are ticks and crosses in symbol fonts, as a table has them that lost its fonts: Wingdings `ü` and `û`, `þ` and
 * `ý`; Wingdings 2 `P` and `O`, `R` and `Q`, `T`, `S`; Webdings `a` and `r`. In files of Office they may stand 0xF000 higher.
 */
const fonts: readonly { yes: string; no: string; other: string }[] = [
  { yes: 'üþ', no: 'ûýx', other: '¨o' },
  { yes: 'PR', no: 'OQST', other: '£' },
  { yes: 'a', no: 'r', other: 'c' },
];

/** Meanings of the cells of a table's flags where all are such letters and some are ticks; undefined for any other. */
export function symbolLegend(cells: readonly string[]): ReadonlyMap<string, string> | undefined {
  const filled = [...new Set(cells.filter((cell) => cell !== '' && !/^[/\\—-]+$/.test(cell)))];
  const plain = (cell: string) =>
    cell.replace(/[\uF020-\uF0FF]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xf000));
  const font = fonts.find(
    ({ yes, no, other }) =>
      filled.every((cell) => plain(cell).length === 1 && (yes + no + other).includes(plain(cell))) &&
      filled.some((cell) => yes.includes(plain(cell))) &&
      (filled.length > 1 || /[üþ\uF020-\uF0FF]/u.test(filled[0])),
  );
  if (!font) return undefined;
  return new Map(
    filled.map((cell) => {
      const letter = plain(cell);
      return [
        cell.normalize('NFKC'),
        font.yes.includes(letter) ? '是' : font.no.includes(letter) ? '否' : '',
      ] as const;
    }),
  );
}
