import type { PageState } from './app.ts';

/** A page that is busy with nothing. */
export const idlePage: PageState = {
  notice: undefined,
  tool: 'select',
  pointer: undefined,
  isTouched: false,
  linkLine: '',
  linkWay: undefined,
  rays: undefined,
  pendingDrawing: undefined,
  dropping: false,
  dragging: false,
  sheet: undefined,
  side: 'inspector',
  isPanelOpen: false,
};
