/** The network report as a module of its own, apart from the worker's first load. */
export { reportNetwork } from '@diku/engine';
