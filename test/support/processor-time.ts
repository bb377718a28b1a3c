/**
 * Starts a clock of the processor's time of this process, in milliseconds: other tests and programs run beside this one, and
 * the time of day counts what they take.
 */
export function startProcessorClock(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}
