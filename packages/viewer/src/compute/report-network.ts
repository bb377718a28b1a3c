/** What there is to say about a network, apart from the worker's first load. */
export { reportNetwork } from '@diku/engine';
