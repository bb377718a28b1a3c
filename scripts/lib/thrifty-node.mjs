/**
 * Flags of V8 for processes of tests. Each lives for seconds beside others that keep all cores busy: garbage is collected on the
 * main thread, where threads beside it take the time of other tests, and functions are optimised after more calls, which many
 * of a test never see. Results are the same bits.
 */
export const thriftyNode = ['--single-threaded-gc', '--interrupt-budget=1000000'];
