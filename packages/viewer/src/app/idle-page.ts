import type { PageState } from './app.ts';

/** A page that is busy with nothing. */
export const idlePage: PageState = {
  notice: undefined,
  tool: 'select',
  pointer: undefined,
  isTouched: false,
  isCrosshair: false,
  linkLine: '',
  linkWay: undefined,
  rays: undefined,
  pendingDrawing: undefined,
  dropping: false,
  dragging: false,
  sheet: undefined,
  typedAhead: '',
  allowsStalePapers: false,
  paperFields: {},
  side: 'inspector',
  isPanelOpen: false,
};
