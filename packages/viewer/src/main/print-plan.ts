import type { App } from '../app/app.ts';
import type { Stage } from '../scene/stage.ts';

/** Room for the image on a sheet of A4 on its side, CSS pixels; the legend stands beside it, the verdict below. */
const room = { width: 780, height: 560 };

/**
 * Makes the page ready whenever it is printed: the image with its marks, as large as it is on screen, is brought to
 * the sheet's scale. What WebGL drew is copied, since its canvas may be empty by the time it is printed.
 */
export function preparePrints(stage: Stage, view: HTMLElement, root: HTMLElement): void {
  const copy = document.createElement('canvas');
  copy.className = 'printed';
  stage.canvas.after(copy);
  window.addEventListener('beforeprint', () => {
    const { clientWidth: width, clientHeight: height } = view;
    const scale = Math.min(room.width / width, room.height / height);
    const sizes = {
      '--print-width': `${width}px`,
      '--print-height': `${height}px`,
      '--print-scale': `${scale}`,
    };
    for (const [name, value] of Object.entries(sizes)) root.style.setProperty(name, value);
    const drawn = stage.drawNow();
    [copy.width, copy.height] = [drawn.width, drawn.height];
    copy.getContext('2d')?.drawImage(drawn, 0, 0);
  });
  window.addEventListener('afterprint', () => {
    [copy.width, copy.height] = [0, 0];
  });
}

/** Prints what is on screen, on white paper whatever the theme. */
export function printPlan({ view }: App): void {
  const { theme } = view.value;
  window.addEventListener('afterprint', () => view.patch({ theme }), { once: true });
  view.patch({ theme: 'light' });
  // In the other theme everything is drawn anew first.
  requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
}
