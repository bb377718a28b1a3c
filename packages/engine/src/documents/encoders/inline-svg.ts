/** HTML knows the namespace; without it the file names no address at all. */
export function inlineSvg(svg: string): string {
  return svg.replace(' xmlns="http://www.w3.org/2000/svg"', '');
}
